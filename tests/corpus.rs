//! The shared corpus of labelled pastes: what is read, what is diagnosed, how sure, and how right.
//!
//! `cargo test --test corpus -- --nocapture` prints accuracy for each cause and a reliability table.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers, Certainty, Diagnosis};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const CORPUS: &str = "../shared/corpus";
/// Causes that do not claim a fault of a Claude call.
const NOT_CLAUDE: [&str; 3] = ["other_vendor_error", "unrelated_tool_error", "not_enough_information"];

struct Case {
    id: String,
    label: Value,
    diagnosis: Diagnosis,
}

impl Case {
    fn text(&self, key: &str) -> Option<&str> {
        self.label.get(key).and_then(Value::as_str)
    }

    /// The labelled cause and those that are a fair first answer too.
    fn accepted(&self) -> Vec<&str> {
        let also = self.label["also"].as_array().into_iter().flatten().filter_map(Value::as_str);
        self.text("cause").into_iter().chain(also).collect()
    }

    /// Rank of the first accepted cause, from 1.
    fn rank(&self) -> Option<usize> {
        let accepted = self.accepted();
        self.diagnosis.causes.iter().position(|ranked| accepted.contains(&ranked.cause.id)).map(|at| at + 1)
    }

    fn negative(&self) -> bool {
        self.text("kind") == Some("negative") || self.text("cause").is_some_and(|c| NOT_CLAUDE.contains(&c))
    }
}

fn cases() -> Option<Vec<Case>> {
    let Ok(index) = fs::read_to_string(Path::new(CORPUS).join("index.jsonl")) else {
        eprintln!("\n!!! {CORPUS} is absent: THE CORPUS WAS NOT TESTED !!!\n");
        return None;
    };
    let today = Date::parse("2026-11-22").unwrap();
    let read = |line: &str| {
        let label: Value = serde_json::from_str(line).unwrap();
        let id = label["id"].as_str().unwrap().to_owned();
        let bytes = fs::read(Path::new(CORPUS).join("cases").join(format!("{id}.txt"))).unwrap();
        let diagnosis = diagnose(&String::from_utf8_lossy(&bytes), &Answers::default(), today);
        Case { id, label, diagnosis }
    };
    Some(index.lines().filter(|line| !line.is_empty()).map(read).collect())
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[test]
fn causes_are_found_and_not_invented() {
    let Some(cases) = cases() else { return };
    let mut by_cause: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut marked: BTreeMap<Certainty, (usize, usize)> = BTreeMap::new();
    let (mut faults, mut first, mut three, mut negatives, mut left_alone, mut working, mut untouched) =
        (0, 0, 0, 0, 0, 0, 0);
    for case in &cases {
        let cause = case.text("cause").unwrap();
        let top = case.diagnosis.causes.first().map(|ranked| ranked.cause.id);
        let accepted = top.is_some_and(|id| case.accepted().contains(&id));
        if case.negative() {
            negatives += 1;
            let fine = top.is_none_or(|id| NOT_CLAUDE.contains(&id)) || accepted;
            left_alone += usize::from(fine);
            if !fine {
                println!("claimed   {} ({cause}): {top:?}", case.id);
            }
            continue;
        }
        if cause == "working_request" {
            working += 1;
            untouched += usize::from(top.is_none() || accepted);
            if top.is_some() && !accepted {
                println!("faulted   {}: {top:?}", case.id);
            }
            continue;
        }
        faults += 1;
        let right = case.rank() == Some(1);
        first += usize::from(right);
        three += usize::from(case.rank().is_some_and(|rank| rank <= 3));
        let entry = by_cause.entry(cause).or_default();
        entry.0 += usize::from(right);
        entry.1 += 1;
        let entry = marked.entry(case.diagnosis.certainty).or_default();
        entry.0 += usize::from(right);
        entry.1 += 1;
        if !right {
            println!("missed    {} ({cause}): {top:?}, rank {:?}", case.id, case.rank());
        }
    }
    println!("\n{:<40} right  of", "cause");
    for (cause, (right, of)) in &by_cause {
        println!("{cause:<40} {right:>5} {of:>3}");
    }
    reliability(&cases);
    println!("\n{:<10} right  of  share", "marked");
    for (certainty, (right, of)) in &marked {
        println!("{:<10} {right:>5} {of:>3} {:>5.1} %", certainty.name(), share(*right, *of));
    }
    println!(
        "\ncause first {:.1} %, among three {:.1} % of {faults}; negatives left alone {:.1} % of {negatives}; working requests {untouched} of {working}",
        share(first, faults), share(three, faults), share(left_alone, negatives)
    );
    assert!(share(first, faults) >= 95.0, "cause first");
    assert!(share(three, faults) >= 99.0, "cause among three");
    assert!(share(left_alone, negatives) >= 98.0, "negatives without a cause");
    for (certainty, bar) in [(Certainty::Certain, 99.0), (Certainty::Likely, 85.0)] {
        let (right, of) = marked.get(&certainty).copied().unwrap_or_default();
        assert!(of == 0 || share(right, of) >= bar, "marked {}: {right} of {of} right", certainty.name());
    }
    assert_eq!(untouched, working, "well-formed requests without a cause");
}

/// How right the first cause is for each range of what was said of it.
fn reliability(cases: &[Case]) {
    println!("\n{:<11} mean said  right  of  share", "probability");
    for (from, to) in [(0.0, 0.4), (0.4, 0.75), (0.75, 0.9), (0.9, 0.95), (0.95, 0.98), (0.98, 1.01)] {
        let faults = cases.iter().filter(|case| !case.negative() && case.text("cause") != Some("working_request"));
        let said = faults.filter_map(|case| Some((case, case.diagnosis.causes.first()?.probability)));
        let here: Vec<(&Case, f64)> = said.filter(|(_, p)| (from..to).contains(p)).collect();
        let right = here.iter().filter(|(case, _)| case.rank() == Some(1)).count();
        let mean = here.iter().map(|(_, p)| p).sum::<f64>() / here.len().max(1) as f64;
        let range = format!("{from:.2}–{:.2}", f64::min(to, 1.0));
        println!("{range:<11} {mean:>9.3} {right:>6} {:>3} {:>5.1} %", here.len(), share(right, here.len()));
    }
}

#[test]
fn what_is_printed_is_read_and_nothing_else() {
    let Some(cases) = cases() else { return };
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for case in cases.iter().filter(|case| !case.negative()) {
        let reading = &case.diagnosis.reading;
        let got = [
            ("status", reading.status.map(|s| s.value.to_string())),
            ("error_type", reading.error_type.as_ref().map(|s| s.value.clone())),
            ("request_id", reading.request_ids.first().map(|s| s.value.clone())),
        ];
        for (key, got) in got {
            let want = match &case.label[key] {
                Value::Null => None,
                Value::String(text) => Some(text.clone()),
                other => Some(other.to_string()),
            };
            if want.is_none() {
                assert!(key != "request_id" || got.is_none(), "{}: invented {got:?}", case.id);
                continue;
            }
            let entry = table.entry(key).or_default();
            entry.0 += usize::from(got == want);
            entry.1 += 1;
            if got != want {
                println!("{key} of {}: {got:?}, not {want:?}", case.id);
            }
        }
    }
    for (key, (right, of)) in &table {
        println!("{key}: {right} of {of}");
        assert!(share(*right, *of) >= 97.0, "{key}");
    }
}
