//! Reads one JSON body a line and prints, line by line, the checks that find an error in it, as a JSON list.
//!
//! `tests/differential/run.py` compares them with what the official SDK's types say of the same bodies.

use claude_troubleshooter::date::Date;
use claude_troubleshooter::finding::Severity;
use claude_troubleshooter::{check, json, knowledge};
use std::io::{self, BufRead as _, Write as _};

fn main() -> io::Result<()> {
    let today = Date::parse(knowledge::FACTS_AS_OF).unwrap_or(Date::from_days(0));
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let requests: Vec<_> = json::body(&line).into_iter().collect();
        let found = check::check(&line, &requests, today);
        let errors: Vec<&str> = found.iter().filter(|f| f.severity == Severity::Error).map(|f| f.check).collect();
        writeln!(out, "{}", serde_json::to_string(&errors)?)?;
    }
    out.flush()
}
