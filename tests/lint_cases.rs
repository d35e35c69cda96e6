//! The checks against labelled requests, if these lie beside the project.

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers};
use claude_troubleshooter::finding::{Finding, Severity};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Per cent of the labelled faults that must be found at their place.
const PLACED: f64 = 97.0;

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !path.exists() {
        println!("SKIPPED: {} is absent, so nothing was measured.", path.display());
        return None;
    }
    Some(path)
}

fn rows(folder: &Path) -> Vec<(Value, String)> {
    let index = fs::read_to_string(folder.join("index.jsonl")).expect("an index");
    let rows =
        index.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str::<Value>(line).expect(line));
    rows.map(|row| {
        let id = row["id"].as_str().unwrap_or_default().to_owned();
        let text = fs::read_to_string(folder.join("cases").join(format!("{id}.txt"))).expect("a case");
        (row, text)
    })
    .collect()
}

fn findings(paste: &str) -> Vec<Finding> {
    diagnose(paste, &Answers::default(), Date::parse("2026-11-25").expect("a day")).findings
}

fn byte(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

#[test]
fn faults_are_found_and_good_requests_left_alone() {
    let Some(folder) = shared("lint") else { return };
    judge(&folder);
}

/// Requests that somebody made from the facts who did not know the checks.
#[test]
fn independent_requests_are_judged_alike() {
    judge(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/independent/lint"));
}

fn judge(folder: &Path) {
    let (mut valid, mut clean, mut anchored, mut placed, mut faults, mut found_any) = (0, 0, 0, 0, 0, 0);
    for (row, text) in rows(folder) {
        let id = row["id"].as_str().unwrap_or_default();
        let all: Vec<Finding> = findings(&text).into_iter().filter(|f| f.severity != Severity::Good).collect();
        let errors: Vec<&Finding> = all.iter().filter(|f| f.severity == Severity::Error).collect();
        if row["valid"].as_bool() == Some(true) {
            valid += 1;
            if errors.is_empty() {
                clean += 1;
            } else {
                println!("false alarm {id}: {:?}", errors.iter().map(|f| (f.check, &f.message)).collect::<Vec<_>>());
            }
            let warned: Vec<_> = all.iter().map(|f| (f.check, f.message.as_str())).collect();
            if !warned.is_empty() && errors.is_empty() {
                println!("   warned {id}: {warned:?}");
            }
            continue;
        }
        let mut known = Vec::new();
        for expected in row["expect"].as_array().expect("a list") {
            faults += 1;
            let error = expected["severity"] == "error";
            let pool: Vec<&Finding> = if error { errors.clone() } else { all.iter().collect() };
            found_any += usize::from(!pool.is_empty());
            let Some(anchor) = expected["anchor"].as_str() else { continue };
            let start = byte(&text, expected["anchor_offset"].as_u64().unwrap_or(0) as usize);
            let end = start + anchor.len();
            anchored += 1;
            let hit = pool
                .iter()
                .find(|f| f.span.is_some_and(|s| s.start < end && s.end > start && s.len() <= 3 * (end - start) + 200));
            match hit {
                Some(f) => {
                    placed += 1;
                    known.push(f.check);
                }
                None => {
                    let seen: Vec<_> =
                        all.iter().map(|f| (f.check, f.severity.name(), f.span.map(|s| s.of(&text)))).collect();
                    println!("missed {id}: {} at {anchor:?}; found {seen:?}", expected["family"]);
                }
            }
        }
        let wanted = row["expect"].as_array().map_or(0, Vec::len);
        if errors.len() > wanted {
            println!(
                "   more than expected {id}: {:?}",
                errors.iter().map(|f| (f.check, &f.message)).collect::<Vec<_>>()
            );
        }
    }
    let rate = 100.0 * f64::from(placed) / f64::from(anchored.max(1));
    println!("faults with a finding {found_any}/{faults}; at the right place {placed}/{anchored} = {rate:.1} %; good requests without an error {clean}/{valid}");
    assert_eq!(clean, valid, "a request that works got an error");
    assert!(rate >= PLACED, "{rate:.1} % is under the floor of {PLACED} %");
}

#[test]
fn commands_of_the_corpus_show_their_cause() {
    let Some(folder) = shared("corpus") else { return };
    let (mut count, mut right, mut alarms) = (0, 0, 0);
    for (row, text) in rows(&folder).into_iter().filter(|(row, _)| row["kind"] == "curl") {
        let id = row["id"].as_str().unwrap_or_default();
        let cause = row["cause"].as_str().unwrap_or_default();
        let mut wanted = vec![cause];
        wanted.extend(row["also"].as_array().into_iter().flatten().filter_map(Value::as_str));
        let all = findings(&text);
        let errors: Vec<&Finding> = all.iter().filter(|f| f.severity == Severity::Error).collect();
        count += 1;
        if cause == "working_request" {
            if errors.is_empty() {
                right += 1;
            } else {
                alarms += 1;
                println!("false alarm {id}: {:?}", errors.iter().map(|f| (f.check, &f.message)).collect::<Vec<_>>());
            }
            continue;
        }
        let first = errors.first().copied().or(all.iter().find(|f| f.severity == Severity::Warning));
        if first.and_then(|f| f.cause).is_some_and(|c| wanted.contains(&c)) {
            right += 1;
        } else {
            let seen: Vec<_> = all
                .iter()
                .filter(|f| f.severity != Severity::Good)
                .map(|f| (f.check, f.severity.name(), f.cause))
                .collect();
            println!("other {id} ({cause}): {seen:?}");
        }
    }
    println!(
        "commands of the corpus: the labelled cause first, or rightly nothing: {right}/{count}; false alarms {alarms}"
    );
    assert_eq!(alarms, 0, "a request that works got an error");
}
