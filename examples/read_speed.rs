//! How fast a log of ten megabytes is read, as a ratio to one pass over its bytes for a single one (`str::find`, the
//! standard library's memchr) and to `grep -F -f` with the same literals.
//!
//! `cargo run --release --example read_speed`; each figure is the median of several runs.

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers};
use claude_troubleshooter::read::{self, patterns::Patterns};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fs, process};

/// Size of the log, in bytes.
const SIZE: usize = 10 << 20;
const RUNS: usize = 7;

fn main() {
    let today = Date::from_days(20_783);
    let log = log();
    let folder = env::temp_dir().join(format!("read-speed-{}", process::id()));
    let files = write(&folder, &log);

    let pass = median(|| {
        black_box(black_box(log.as_str()).find('\u{0}'));
    });
    let reading = median(|| drop(black_box(read::read(&log))));
    let whole = median(|| drop(black_box(diagnose(&log, &Answers::default(), today))));
    println!("{:.1} MB, {} lines, median of {RUNS} runs", log.len() as f64 / 1e6, log.lines().count());
    row("one pass for one byte", pass, pass, &log);
    match files {
        Ok((words, text)) => {
            let count = Patterns::all().literals().collect::<BTreeSet<_>>().len();
            let grep = median(|| grep(&words, &text));
            row(&format!("grep -F -f, {count} literals"), grep, pass, &log);
            row("reading", reading, pass, &log);
            row("reading and diagnosing", whole, pass, &log);
            println!("reading takes {:.1} times as long as grep", reading / grep);
        }
        Err(fault) => {
            row("reading", reading, pass, &log);
            row("reading and diagnosing", whole, pass, &log);
            eprintln!("no comparison with grep: {fault}");
        }
    }
    // What cannot be removed is left to the system.
    let _ = fs::remove_dir_all(folder);
}

fn row(what: &str, seconds: f64, pass: f64, log: &str) {
    let speed = log.len() as f64 / 1e6 / seconds;
    println!("{what:<28} {:>8.1} ms {speed:>9.0} MB/s {:>8.1} ×", seconds * 1e3, seconds / pass);
}

/// The median of several runs, in seconds.
fn median(mut run: impl FnMut()) -> f64 {
    let once = |run: &mut dyn FnMut()| {
        let begin = Instant::now();
        run();
        begin.elapsed().as_secs_f64()
    };
    let mut all: Vec<f64> = (0..RUNS).map(|_| once(&mut run)).collect();
    all.sort_by(f64::total_cmp);
    all.get(RUNS / 2).copied().unwrap_or_default()
}

/// Writes literals and log for grep.
fn write(folder: &Path, log: &str) -> std::io::Result<(PathBuf, PathBuf)> {
    fs::create_dir_all(folder)?;
    let (words, text) = (folder.join("words"), folder.join("log"));
    let literals: BTreeSet<&str> = Patterns::all().literals().collect();
    fs::write(&words, literals.into_iter().collect::<Vec<_>>().join("\n"))?;
    fs::write(&text, log)?;
    Ok((words, text))
}

fn grep(words: &Path, text: &Path) {
    let done = Command::new("grep").args(["-F", "-c", "-f"]).arg(words).arg(text).stdout(Stdio::null()).status();
    if let Err(fault) = done {
        eprintln!("grep: {fault}");
    }
}

/// A log as services write them, with one failed call in the middle.
fn log() -> String {
    let mut out = String::with_capacity(SIZE + 1_000);
    let (mut line, mut failed) = (0_u64, false);
    while out.len() < SIZE {
        let (minute, second, milli) = (line / 3_600 % 60, line / 60 % 60, line * 37 % 1_000);
        let time = format!("2026-11-20T10:{minute:02}:{second:02}.{milli:03}Z");
        let host = line * 2_654_435_761 % 254;
        let _ = match line % 6 {
            0 => writeln!(out, "{time} INFO  [worker-{}] job {line} done in {milli} ms, {host} rows", line % 16),
            1 => writeln!(out, "10.0.3.{host} - - [20/Nov/2026:10:{minute:02}:{second:02} +0000] \"GET /api/items/{line} HTTP/1.1\" 200 {milli}"),
            2 => writeln!(out, "{{\"level\":\"debug\",\"ts\":\"{time}\",\"msg\":\"cache miss\",\"key\":\"user:{line}\",\"took\":{milli}}}"),
            3 => writeln!(out, "web-1  | {time} rendered /dashboard for account {host} ({milli} µs)"),
            4 => writeln!(out, "{time} WARN  [queue] retry {} of 5 for message {line}: connection reset by peer", line % 5),
            _ => writeln!(out, "{time} INFO  [llm] POST https://api.anthropic.com/v1/messages 200 {milli} ms req_{line:020}"),
        };
        if !failed && out.len() > SIZE / 2 {
            failed = true;
            out.push_str("2026-11-20T10:30:00.000Z ERROR [llm] anthropic.RateLimitError: Error code: 429 - {'type': 'error', 'error': {'type': 'rate_limit_error', 'message': \"This request would exceed your organization's rate limit of 50 requests per minute\"}, 'request_id': 'req_011CfTG7atwKZC5wRJ1doAQM'}\n");
        }
        line += 1;
    }
    out
}
