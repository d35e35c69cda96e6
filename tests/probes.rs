//! The checks against requests made for them from the facts: for each family of faults some that have it, in the forms
//! in which people paste them, and near misses that are right. They were written before the checks were run on them.
//!
//! `tests/data/probes.jsonl` holds one a line: `family`, `paste`, and for a fault its `words` and `severity`.

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers};
use claude_troubleshooter::finding::{Finding, Severity};
use serde_json::Value;
use std::collections::BTreeSet;

const PROBES: &str = include_str!("data/probes.jsonl");

fn findings(paste: &str) -> Vec<Finding> {
    let today = Date::parse("2026-11-25").expect("a day");
    diagnose(paste, &Answers::default(), today).findings
}

/// Whether a finding marks one of the places of `words`, and not much more than these.
fn marks(finding: &Finding, paste: &str, words: &str) -> bool {
    let Some(span) = finding.span else { return false };
    paste.match_indices(words).any(|(start, _)| {
        let end = start + words.len();
        span.start < end && span.end > start && span.len() <= 3 * words.len() + 200
    })
}

#[test]
fn faults_are_marked_and_near_misses_left_alone() {
    let (mut faults, mut valid, mut families) = (0, 0, BTreeSet::new());
    let mut wrong = Vec::new();
    for line in PROBES.lines() {
        let row: Value = serde_json::from_str(line).expect(line);
        let text = |key: &str| row[key].as_str();
        let (name, paste) = (text("name").expect("a name"), text("paste").expect("a paste"));
        families.insert(text("family").expect("a family").to_owned());
        let found = findings(paste);
        let seen: Vec<_> =
            found.iter().filter(|f| f.severity != Severity::Good).map(|f| (f.severity.name(), f.check)).collect();
        match text("words") {
            None => {
                valid += 1;
                if found.iter().any(|f| f.severity == Severity::Error) {
                    wrong.push(format!("{name} is right, but: {seen:?}"));
                }
            }
            Some(words) => {
                faults += 1;
                let error = text("severity") == Some("error");
                let loud = |f: &&Finding| f.severity == Severity::Error || (!error && f.severity == Severity::Warning);
                if !found.iter().filter(loud).any(|f| marks(f, paste, words)) {
                    wrong.push(format!("{name}: nothing at {words:?}, only {seen:?}"));
                }
            }
        }
    }
    println!("{faults} faults and {valid} right requests of {} families", families.len());
    assert!(faults > 350 && valid > 70 && families.len() > 100, "too few are left");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
