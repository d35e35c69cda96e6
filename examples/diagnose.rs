//! Diagnoses files and prints one JSON object a line, in the order of the files; `-` is standard input.
//!
//! `cargo run --release --quiet --example diagnose -- [--today YYYY-MM-DD] FILE…`

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers};
use claude_troubleshooter::knowledge::FACTS_AS_OF;
use claude_troubleshooter::report::json;
use std::io::{self, Read as _, Write as _};

fn main() {
    let mut today = Date::parse(FACTS_AS_OF);
    let mut files = Vec::new();
    let mut arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = arguments.next() {
        let day = match argument.strip_prefix("--today") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => {
                files.push(argument);
                continue;
            }
        };
        match day.as_deref().and_then(Date::parse) {
            Some(day) => today = Some(day),
            None => eprintln!("--today wants a day as YYYY-MM-DD; judging dates as of {FACTS_AS_OF}"),
        }
    }
    if files.is_empty() {
        eprintln!("usage: diagnose [--today YYYY-MM-DD] FILE…   (- is standard input)");
    }
    let today = today.unwrap_or(Date::from_days(0));
    let mut out = io::stdout().lock();
    for file in files {
        let line = match read(&file) {
            Ok(paste) => json::json(&file, &diagnose(&paste, &Answers::default(), today)),
            Err(fault) => {
                eprintln!("{file}: {fault}");
                json::unreadable(&file)
            }
        };
        // Whoever reads may have seen enough and closed the pipe.
        if writeln!(out, "{line}").is_err() {
            return;
        }
    }
}

/// The text of a file; bytes that are no UTF-8 become U+FFFD, and PowerShell's UTF-16 is understood.
fn read(file: &str) -> io::Result<String> {
    let mut bytes = Vec::new();
    if file == "-" {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(file)?;
    }
    let units = |of: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes.chunks_exact(2).skip(1).filter_map(|pair| Some(of(pair.try_into().ok()?))).collect()
    };
    Ok(match bytes.get(..2) {
        Some([0xff, 0xfe]) => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        Some([0xfe, 0xff]) => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    })
}
