//! Which language a command line is written in, by the marks that only one of them has.

use crate::request::Dialect;
use crate::text::find;

/// What the text around a command says of its language: a number for each, and whether fish is among them.
#[derive(Clone, Copy, Debug)]
pub struct Near {
    powershell: u32,
    cmd: u32,
    posix: u32,
    fish: bool,
    /// It names a parameter of a cmdlet.
    parameters: bool,
    /// How many of its lines end in a backslash.
    backslashes: u32,
    /// How many end in a caret.
    carets: u32,
    /// How many end in a backtick.
    backticks: u32,
    /// A line ends in a comment behind `#`, which every shell knows but cmd. At a line's begin it may be a heading.
    comment: bool,
}

/// Looks at the text around a command, the command included.
///
/// Each mark counts for the language that alone has it.
pub fn near(text: &str) -> Near {
    let seen = marks_in(text);
    let has = |own: u64| 3 * (seen & own).count_ones();
    let (mut powershell, mut cmd, mut posix) = (has(POWERSHELL), has(CMD), has(POSIX));
    let (mut fish, mut backslashes, mut carets, mut backticks, mut comment) = (false, 0, 0, 0, false);
    for line in text.lines() {
        let end = line.trim_ascii_end();
        let begin = line.trim_ascii_start();
        let mut here_string = false;
        match end.as_bytes().last() {
            Some(b'^') if line.ends_with('^') || end.ends_with(" ^") => {
                carets += 1;
                cmd += 3;
            }
            Some(b'`') if end.len() > 1 && end.bytes().filter(|byte| *byte == b'`').count() == 1 => {
                backticks += 1;
                powershell += 3;
            }
            Some(b'\\') if end.ends_with(" \\") => backslashes += 1,
            // `"$@"` are the arguments of a function.
            Some(b'\'' | b'"') => here_string = end.ends_with("@'") || end.ends_with("@\"") && !end.ends_with("$@\""),
            _ => {}
        }
        match begin.as_bytes().first() {
            Some(b's' | b'S') if verb(begin, "set ") => {
                if begin.contains('=') && !find::has(begin, "set -") {
                    cmd += 3;
                }
                if begin.starts_with("set -x ") || begin.starts_with("set -gx ") {
                    posix += 1;
                }
                fish |= ["set -gx ", "set -x ", "set -lx "].iter().any(|set| line.starts_with(set));
            }
            Some(b'r' | b'R') if verb(begin, "rem ") => cmd += 3,
            Some(b'$') if begin.split_once('=').is_some_and(|(name, _)| assigned(name)) => powershell += 3,
            Some(b'@') => here_string |= begin.starts_with("@'") || begin.starts_with("@\""),
            _ => {}
        }
        comment |= line.as_bytes().contains(&b'#') && find::has(line, "  # ");
        if drive_prompt(begin) {
            cmd += 4;
        }
        if here_string {
            powershell += 3;
        }
    }
    let parameters = seen >> MARKS.len() != 0;
    Near { powershell, cmd, posix, fish: fish && !exports(seen), parameters, backslashes, carets, backticks, comment }
}

/// The language of a command with this text around it. POSIX wins where nothing else speaks.
pub fn of(near: Near, command: &str) -> Dialect {
    let Near { mut powershell, mut cmd, mut posix, fish, .. } = near;
    if command.contains('^') && (find::has(command, "^\"") || find::has(command, "^%")) {
        cmd += 4;
    }
    if percent_name(command) {
        cmd += if near.comment { 1 } else { 3 };
    } else if powershell > 0 && cmd > 0 && find::has(command, "$env:") {
        // Whoever writes a variable so is in PowerShell, whatever the lines end in.
        powershell += cmd;
    }
    if near.carets > 0 && cmd == 3 * near.carets && !command.contains('%') && dollar_name(command) {
        // `$NAME` and single quotes are bash's own; only the line ends are not.
        let single = ["'{", " '"].iter().any(|sign| find::has(command, sign));
        cmd = if single { 0 } else { cmd };
    }
    if near.backticks > 0 && powershell == 3 * near.backticks && percent_name(command) && find::has(command, "\"{\\\"")
    {
        // The same of cmd with the line ends of PowerShell.
        powershell = 0;
    }
    let line = command.split('\n').next().unwrap_or("");
    let exe = find::has(line.get(..line.len().min(60)).unwrap_or(""), "curl.exe");
    // In front of curl.exe stands a shell of Windows, whatever its lines were copied from.
    posix += if exe { near.backslashes.min(1) } else { near.backslashes };
    if exe {
        cmd += if find::has(command, "\"{\\\"") && !find::has(command, "$env:") { 4 } else { 2 };
        let typed = command.contains(['$', '“', '‘']) || find::has(command, " '");
        powershell += if typed { 3 } else { 1 };
    }
    if near.parameters {
        powershell += 3 * parameters(command);
    }
    if powershell > cmd && powershell > posix {
        Dialect::PowerShell
    } else if cmd > posix && cmd > 1 {
        Dialect::Cmd
    } else if fish {
        Dialect::Fish
    } else {
        Dialect::Posix
    }
}

/// Whether a line begins with this verb of four bytes, in any case.
fn verb(line: &str, verb: &str) -> bool {
    line.get(..4).is_some_and(|typed| typed.eq_ignore_ascii_case(verb))
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
    // A server says so of a body in single quotes, which cmd passes on.
    ("\\'' looking for", Dialect::Cmd),
    // Firefox copies quotes in quotes so.
    ("\"{\"\"", Dialect::Cmd),
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

/// Parameters of the cmdlets that send requests, as they are looked for and as they are typed. They count in the
/// command itself only.
const PARAMETERS: [(&str, &str); 5] = [
    ("-method ", "method "),
    ("-body ", "body "),
    ("-headers ", "headers "),
    ("-uri ", "uri "),
    ("-contenttype ", "contenttype "),
];

/// How many texts are looked for: the marks, and behind them the parameters with their dash.
const SOUGHT: usize = MARKS.len() + PARAMETERS.len();

/// One of those, in lower case.
const fn sought(index: usize) -> &'static [u8] {
    if index < MARKS.len() {
        MARKS[index].0.as_bytes()
    } else {
        PARAMETERS[index - MARKS.len()].0.as_bytes()
    }
}

/// For each byte, in both cases, which of them have it as their first, second and third one, one bit each. Where
/// one is shorter, any byte is.
static BYTES: [[u64; 3]; 256] = {
    let mut table = [[0; 3]; 256];
    let mut index = 0;
    while index < SOUGHT {
        let text = sought(index);
        let mut byte = 0;
        while byte < 256 {
            let mut place = 0;
            while place < 3 {
                if place >= text.len() || text[place] == (byte as u8).to_ascii_lowercase() {
                    table[byte][place] |= 1 << index;
                }
                place += 1;
            }
            byte += 1;
        }
        index += 1;
    }
    table
};

/// The marks of a language, one bit each.
const fn marks_of(shell: Dialect) -> u64 {
    let mut bits = 0;
    let mut index = 0;
    while index < MARKS.len() {
        if MARKS[index].1 as u8 == shell as u8 {
            bits |= 1 << index;
        }
        index += 1;
    }
    bits
}

const POWERSHELL: u64 = marks_of(Dialect::PowerShell);
const CMD: u64 = marks_of(Dialect::Cmd);
const POSIX: u64 = marks_of(Dialect::Posix);

/// The marks and parameters in a text, one bit each, found in one pass.
fn marks_in(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut seen = 0;
    // Those whose first byte, and whose first two bytes, end here.
    let (mut one, mut two) = (0, 0);
    for (at, &byte) in bytes.iter().enumerate() {
        let &[first, second, third] = BYTES.get(usize::from(byte)).unwrap_or(&[0; 3]);
        let open = two & third & !seen;
        two = one & second;
        one = first;
        if open != 0 {
            seen |= whole(bytes, at - 2, open);
        }
    }
    // One of two bytes may end the text.
    seen | whole(bytes, bytes.len().saturating_sub(2), two)
}

/// Which of those in `open` stand at byte `at`.
fn whole(bytes: &[u8], at: usize, mut open: u64) -> u64 {
    let mut found = 0;
    while open != 0 {
        let index = open.trailing_zeros() as usize;
        open &= open - 1;
        let text = sought(index);
        let fits = bytes.get(at..at + text.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(text));
        found |= u64::from(fits) << index;
    }
    found
}

/// Whether one of the marks is `export`.
fn exports(seen: u64) -> bool {
    MARKS.iter().enumerate().any(|(index, (mark, _))| *mark == "export " && seen & (1 << index) != 0)
}

/// How many parameters of the cmdlets that send requests stand in a command.
fn parameters(command: &str) -> u32 {
    let mut seen = 0_u32;
    let dashed = |three: &[u8]| matches!(three, [b' ', b'-', b'A'..=b'Z' | b'b' | b'c' | b'h' | b'm' | b'u']);
    for (at, _) in command.as_bytes().windows(3).enumerate().filter(|(_, three)| dashed(three)) {
        let rest = command.get(at + 2..).unwrap_or("");
        for (index, (_, name)) in PARAMETERS.iter().enumerate() {
            let typed = rest.get(..name.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(name));
            seen |= u32::from(typed) << index;
        }
    }
    seen.count_ones()
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

/// `$NAME` with a name in capitals.
fn dollar_name(text: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or("");
        rest.bytes().take_while(|b| b.is_ascii_uppercase() || *b == b'_').count() > 2
    })
}

/// `%NAME%` with a name in capitals.
fn percent_name(text: &str) -> bool {
    text.match_indices('%').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or("");
        let length = rest.bytes().take_while(|b| b.is_ascii_uppercase() || *b == b'_').count();
        length > 1 && rest.get(length..).is_some_and(|rest| rest.starts_with('%'))
    })
}
