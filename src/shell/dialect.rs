//! Which language a command line is written in, by the marks that only one of them has.

use crate::request::Dialect;

/// Finds the language of the command in `near` (the command and some lines around it) of a paste.
///
/// Each mark counts for the language that alone has it; POSIX wins where nothing else speaks.
pub fn of(near: &str, command: &str) -> Dialect {
    let seen = marks_in(near);
    let has = |shell: Dialect| {
        MARKS.iter().enumerate().filter(|(index, (_, own))| *own == shell && seen & (1 << index) != 0).count()
    };
    let mut powershell = 3 * has(Dialect::PowerShell);
    let mut cmd = 3 * has(Dialect::Cmd);
    let mut posix = 3 * has(Dialect::Posix);
    for line in near.lines() {
        let end = line.trim_end();
        let begin = line.trim_start();
        if line.ends_with('^') || end.ends_with(" ^") {
            cmd += 3;
        }
        if end.ends_with('`') && !end.ends_with("``") && end.len() > 1 && end.matches('`').count() == 1 {
            powershell += 3;
        }
        if end.ends_with(" \\") {
            posix += 1;
        }
        let verb = |verb: &str| begin.get(..4).is_some_and(|typed| typed.eq_ignore_ascii_case(verb));
        if verb("set ") && begin.contains('=') && !begin.contains("set -") {
            cmd += 3;
        }
        if verb("rem ") {
            cmd += 3;
        }
        if begin.starts_with('$') && begin.split('=').next().is_some_and(assigned) && begin.contains('=') {
            powershell += 3;
        }
        if drive_prompt(begin) {
            cmd += 4;
        }
        if begin.starts_with("@'") || begin.starts_with("@\"") || end.ends_with("@'") || end.ends_with("@\"") {
            powershell += 3;
        }
        if begin.starts_with("set -x ") || begin.starts_with("set -gx ") {
            posix += 1;
        }
    }
    if command.contains('^') && (command.contains("^\"") || command.contains("^%")) {
        cmd += 4;
    }
    if percent_name(command) {
        cmd += 3;
    }
    let line = command.lines().next().unwrap_or("");
    if line.get(..line.len().min(60)).unwrap_or("").contains("curl.exe") {
        cmd += 2;
        powershell += if command.contains('$') || command.contains(['“', '‘']) { 3 } else { 1 };
    }
    powershell += 3 * parameters(command);
    if powershell > cmd && powershell > posix {
        Dialect::PowerShell
    } else if cmd > posix && cmd > 1 {
        Dialect::Cmd
    } else if near
        .lines()
        .any(|line| line.starts_with("set -gx ") || line.starts_with("set -x ") || line.starts_with("set -lx "))
        && !exports(seen)
    {
        Dialect::Fish
    } else {
        Dialect::Posix
    }
}

/// Words (in lower case) that only one language has.
const MARKS: &[(&str, Dialect)] = &[
    ("$env:", Dialect::PowerShell),
    ("invoke-restmethod", Dialect::PowerShell),
    ("invoke-webrequest", Dialect::PowerShell),
    ("convertto-json", Dialect::PowerShell),
    ("write-host", Dialect::PowerShell),
    ("$lastexitcode", Dialect::PowerShell),
    ("out-file", Dialect::PowerShell),
    ("set-content", Dialect::PowerShell),
    ("add-content", Dialect::PowerShell),
    ("ps c:\\", Dialect::PowerShell),
    ("ps> ", Dialect::PowerShell),
    ("get-content", Dialect::PowerShell),
    ("select-object", Dialect::PowerShell),
    ("-headers @{", Dialect::PowerShell),
    ("at line:1 char:", Dialect::PowerShell),
    ("fullyqualifiederrorid", Dialect::PowerShell),
    ("= @{", Dialect::PowerShell),
    ("| select ", Dialect::PowerShell),
    ("commandnotfoundexception", Dialect::PowerShell),
    ("missing expression after unary operator", Dialect::PowerShell),
    ("@echo off", Dialect::Cmd),
    ("\nrem ", Dialect::Cmd),
    ("%errorlevel%", Dialect::Cmd),
    ("more? ", Dialect::Cmd),
    ("is not recognized as an internal or external command", Dialect::Cmd),
    ("%~dp0", Dialect::Cmd),
    ("setlocal", Dialect::Cmd),
    ("#!/bin/", Dialect::Posix),
    ("#!/usr/bin/env bash", Dialect::Posix),
    ("export ", Dialect::Posix),
    ("<<eof", Dialect::Posix),
    ("<<'eof'", Dialect::Posix),
    ("$(", Dialect::Posix),
    ("| jq ", Dialect::Posix),
    ("/dev/null", Dialect::Posix),
    ("\nfi\n", Dialect::Posix),
    ("\ndone", Dialect::Posix),
    ("esac", Dialect::Posix),
];

/// For each byte, the marks whose byte `place` it is, one bit each.
const fn marks_with(place: usize) -> [u64; 128] {
    let mut table = [0; 128];
    let mut index = 0;
    while index < MARKS.len() {
        table[MARKS[index].0.as_bytes()[place] as usize] |= 1 << index;
        index += 1;
    }
    table
}

const FIRST: [u64; 128] = marks_with(0);
const SECOND: [u64; 128] = marks_with(1);

/// The marks in a text, one bit each, found in one pass.
fn marks_in(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let with = |table: &[u64; 128], byte: u8| table.get(usize::from(byte.to_ascii_lowercase())).copied().unwrap_or(0);
    let mut seen = 0;
    for (at, pair) in bytes.windows(2).enumerate() {
        let &[first, second] = pair else { break };
        let mut open = with(&FIRST, first) & with(&SECOND, second) & !seen;
        while open != 0 {
            let index = open.trailing_zeros() as usize;
            open &= open - 1;
            let mark = MARKS.get(index).map_or("", |(mark, _)| mark).as_bytes();
            if bytes.get(at..at + mark.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(mark)) {
                seen |= 1 << index;
            }
        }
    }
    seen
}

/// Whether one of the marks is `export`.
fn exports(seen: u64) -> bool {
    MARKS.iter().enumerate().any(|(index, (mark, _))| *mark == "export " && seen & (1 << index) != 0)
}

/// How many parameters of the cmdlets that send requests stand in a command.
fn parameters(command: &str) -> usize {
    const NAMES: [&str; 5] = ["Method ", "Body ", "Headers ", "Uri ", "ContentType "];
    let mut seen = [false; NAMES.len()];
    let begins = |four: &[u8]| matches!(four, [b' ', b'-', b'A'..=b'Z', b'a'..=b'z']);
    for (at, _) in command.as_bytes().windows(4).enumerate().filter(|(_, four)| begins(four)) {
        let rest = command.get(at + 2..).unwrap_or("");
        for (name, seen) in NAMES.iter().zip(&mut seen) {
            *seen |= rest.starts_with(name);
        }
    }
    seen.iter().filter(|seen| **seen).count()
}

/// The language that the prompt in front of a command tells, whatever the command looks like.
pub fn of_prompt(line: &str) -> Option<Dialect> {
    let shell = line.strip_prefix("PS").is_some_and(|rest| rest.starts_with([' ', '>']) && rest.contains('>'));
    if shell {
        return Some(Dialect::PowerShell);
    }
    drive_prompt(line).then_some(Dialect::Cmd)
}

/// `$name ` in front of `=`.
fn assigned(name: &str) -> bool {
    let name = name.trim_end().trim_start_matches('$');
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'.'))
}

/// `C:\dir>`
fn drive_prompt(line: &str) -> bool {
    let bytes = line.as_bytes();
    let drive = bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(1) == Some(&b':')
        && bytes.get(2) == Some(&b'\\');
    drive && line.find('>').is_some_and(|at| line.get(..at).is_some_and(|path| !path.contains(['"', '\''])))
}

/// `%NAME%` with a name in capitals.
fn percent_name(text: &str) -> bool {
    text.match_indices('%').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or("");
        let length = rest.bytes().take_while(|b| b.is_ascii_uppercase() || *b == b'_').count();
        length > 1 && rest.get(length..).is_some_and(|rest| rest.starts_with('%'))
    })
}
