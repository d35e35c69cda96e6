//! The project's own labelled pastes under `tests/cases`: what must be read in each, and what diagnosed.
//!
//! A case is a text `NAME.txt` with its labels beside it in `NAME.toml`. `cargo test --test cases -- --nocapture`
//! prints every miss and the accuracy of each field.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where it fails")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers, Certainty, Diagnosis};
use claude_troubleshooter::finding::Severity;
use claude_troubleshooter::knowledge::{self, FACTS_AS_OF};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Causes that do not claim a fault of a Claude call.
const NOT_CLAUDE: [&str; 3] = ["other_vendor_error", "unrelated_tool_error", "not_enough_information"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    /// `error`, `curl` or `negative`.
    kind: String,
    client: String,
    platform: String,
    /// Fields that the paste does not print are absent, and must not be read.
    status: Option<u16>,
    error_type: Option<String>,
    request_id: Option<String>,
    /// How the error's message begins.
    message: Option<String>,
    cause: String,
    /// Causes that are a fair first answer too.
    #[serde(default)]
    also: Vec<String>,
    /// A check that must speak.
    finding: Option<String>,
    /// The words that it must point at.
    at: Option<String>,
}

struct Case {
    name: String,
    paste: String,
    label: Label,
    diagnosis: Diagnosis,
}

impl Case {
    fn first(&self) -> Option<&'static str> {
        self.diagnosis.causes.first().map(|ranked| ranked.cause.id)
    }

    fn accepts(&self, id: &str) -> bool {
        self.label.cause == id || self.label.also.iter().any(|also| also == id)
    }

    fn negative(&self) -> bool {
        self.label.kind == "negative"
    }
}

fn cases() -> Vec<Case> {
    let mut files = Vec::new();
    collect(Path::new("tests/cases"), &mut files);
    files.sort();
    let today = Date::parse(FACTS_AS_OF).unwrap();
    let read = |file: &PathBuf| {
        let paste = String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned();
        let sidecar = file.with_extension("toml");
        let label = fs::read_to_string(&sidecar).unwrap_or_else(|e| panic!("{}: {e}", sidecar.display()));
        let label = toml::from_str(&label).unwrap_or_else(|e| panic!("{}: {e}", sidecar.display()));
        let name = file.strip_prefix("tests/cases").unwrap().with_extension("").display().to_string();
        let diagnosis = diagnose(&paste, &Answers::default(), today);
        Case { name, paste, label, diagnosis }
    };
    files.iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "txt") {
            files.push(path);
        }
    }
}

/// Right answers of a kind.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, (usize, usize)>);

impl Tally {
    fn count(&mut self, what: &'static str, right: bool, miss: impl FnOnce() -> String) {
        let entry = self.0.entry(what).or_default();
        entry.0 += usize::from(right);
        entry.1 += 1;
        if !right {
            println!("{what:<12} {}", miss());
        }
    }

    fn reaches(&self, bars: &[(&str, f64)]) {
        println!();
        for (what, (right, of)) in &self.0 {
            println!("{what:<12} {right:>4} of {of:>4} {:>6.1} %", share(*right, *of));
        }
        for (what, bar) in bars {
            let (right, of) = self.0.get(what).unwrap_or_else(|| panic!("no case for {what}"));
            assert!(share(*right, *of) >= *bar, "{what}: {right} of {of}, bar {bar} %");
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[test]
fn the_true_cause_comes_first_and_strangers_get_none() {
    let mut tally = Tally::default();
    for case in cases() {
        let first = case.first();
        let said = || format!("{} ({}): {first:?}", case.name, case.label.cause);
        if case.negative() {
            tally.count("negatives", first.is_none_or(|id| NOT_CLAUDE.contains(&id) || case.accepts(id)), said);
        } else if case.label.cause == "working_request" {
            tally.count("working", first.is_none_or(|id| case.accepts(id)), said);
        } else {
            let right = first.is_some_and(|id| case.accepts(id));
            tally.count("first", right, said);
            let among = case.diagnosis.causes.iter().take(3).any(|ranked| case.accepts(ranked.cause.id));
            tally.count("among three", among, said);
            if case.diagnosis.certainty == Certainty::Certain {
                tally.count("certain", right, said);
            }
        }
    }
    tally.reaches(&[
        ("first", 95.0),
        ("among three", 97.0),
        ("certain", 99.0),
        ("negatives", 97.0),
        ("working", 100.0),
    ]);
}

#[test]
fn what_stands_in_a_paste_is_read_and_nothing_else() {
    let mut tally = Tally::default();
    for case in cases().iter().filter(|case| !case.negative()) {
        let (label, reading) = (&case.label, &case.diagnosis.reading);
        let mut printed = |what, got: Option<String>, want: Option<String>| {
            if want.is_some() {
                tally.count(what, got == want, || format!("{}: {got:?}, not {want:?}", case.name));
            } else if what == "request_id" {
                tally.count("invented", got.is_none(), || format!("{}: {got:?}", case.name));
            }
        };
        printed("status", reading.status.map(|s| s.value.to_string()), label.status.map(|s| s.to_string()));
        printed("type", reading.error_type.as_ref().map(|t| t.value.clone()), label.error_type.clone());
        printed("request_id", reading.request_ids.first().map(|id| id.value.clone()), label.request_id.clone());
        printed("client", reading.client.map(|c| c.value.to_owned()), Some(label.client.clone()));
        printed("platform", reading.platform.map(|p| p.value.to_owned()), Some(label.platform.clone()));
        if let Some(begin) = &label.message {
            let got = reading.message.as_ref().map(|message| message.value.as_str());
            let right = got.is_some_and(|message| message.starts_with(begin.as_str()));
            tally.count("message", right, || format!("{}: {got:?}, not {begin:?}", case.name));
        }
    }
    tally.reaches(&[
        ("status", 99.0),
        ("type", 99.0),
        ("request_id", 99.0),
        ("invented", 100.0),
        ("message", 97.0),
        ("client", 95.0),
        ("platform", 95.0),
    ]);
}

#[test]
fn a_fault_is_found_at_its_place_and_a_request_that_works_has_none() {
    let mut wrong = Vec::new();
    for case in cases() {
        let findings = || case.diagnosis.findings.iter().filter(|finding| finding.severity != Severity::Good);
        let said: Vec<_> =
            findings().map(|finding| (finding.check, finding.span.map_or("", |span| span.of(&case.paste)))).collect();
        if case.label.cause == "working_request" && case.name.starts_with("code/") && !said.is_empty() {
            wrong.push(format!("{}: {said:?} in a request that works", case.name));
        }
        let Some(check) = &case.label.finding else { continue };
        let fits = |place: &str| case.label.at.as_deref().is_none_or(|at| at == place);
        if !said.iter().any(|(said, place)| said == check && fits(place)) {
            wrong.push(format!("{}: {said:?}, not {check} at {:?}", case.name, case.label.at));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_cases_are_spread_over_causes_clients_and_platforms() {
    let cases = cases();
    assert!(cases.len() >= 120, "{} cases", cases.len());
    let without = |list: &mut dyn Iterator<Item = &'static str>| -> Vec<&'static str> {
        list.filter(|id| !cases.iter().any(|case| case.accepts(id))).collect()
    };
    let missing = without(&mut knowledge::CAUSES.iter().map(|cause| cause.id));
    assert!(missing.is_empty(), "causes without a case: {missing:?}");
    for case in &cases {
        for id in std::iter::once(&case.label.cause).chain(&case.label.also) {
            assert!(knowledge::cause(id).is_some(), "{}: no cause {id}", case.name);
        }
    }
}
