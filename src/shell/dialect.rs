//! Which language a command line is written in, by the marks that only one of them has.

use crate::request::Dialect;

/// Finds the language of the command in `near` (the command and some lines around it) of a paste.
///
/// Each mark counts for the language that alone has it; POSIX wins where nothing else speaks.
pub fn of(near: &str, command: &str) -> Dialect {
    let lower = near.to_ascii_lowercase();
    let has = |marks: &[&str]| marks.iter().filter(|mark| lower.contains(**mark)).count();
    let mut powershell = 3 * has(&[
        "$env:",
        "invoke-restmethod",
        "invoke-webrequest",
        "convertto-json",
        "write-host",
        "$lastexitcode",
        "out-file",
        "set-content",
        "add-content",
        "ps c:\\",
        "ps> ",
        "get-content",
        "select-object",
        "-headers @{",
        "at line:1 char:",
        "fullyqualifiederrorid",
        "= @{",
        "| select ",
        "commandnotfoundexception",
        "missing expression after unary operator",
    ]);
    let mut cmd = 3 * has(&[
        "@echo off",
        "\nrem ",
        "%errorlevel%",
        "more? ",
        "is not recognized as an internal or external command",
        "%~dp0",
        "setlocal",
    ]);
    let mut posix = 3 * has(&[
        "#!/bin/",
        "#!/usr/bin/env bash",
        "export ",
        "<<eof",
        "<<'eof'",
        "$(",
        "| jq ",
        "/dev/null",
        "\nfi\n",
        "\ndone",
        "esac",
    ]);
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
        let lower = begin.get(..4).map(str::to_ascii_lowercase);
        if lower.as_deref() == Some("set ") && begin.contains('=') && !begin.contains("set -") {
            cmd += 3;
        }
        if lower.as_deref() == Some("rem ") {
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
    if command.contains("^\"") || command.contains("^%") {
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
    let flags = [" -Method ", " -Body ", " -Headers ", " -Uri ", " -ContentType "];
    powershell += 3 * flags.iter().filter(|flag| command.contains(**flag)).count();
    if powershell > cmd && powershell > posix {
        Dialect::PowerShell
    } else if cmd > posix && cmd > 1 {
        Dialect::Cmd
    } else if near
        .lines()
        .any(|line| line.starts_with("set -gx ") || line.starts_with("set -x ") || line.starts_with("set -lx "))
        && !lower.contains("export ")
    {
        Dialect::Fish
    } else {
        Dialect::Posix
    }
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
