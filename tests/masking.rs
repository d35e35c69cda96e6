//! Masking hides secrets and nothing that the diagnosis lives on.
#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, restore, share, Answers, Diagnosis};
use claude_troubleshooter::knowledge::FACTS_AS_OF;
use claude_troubleshooter::mask::mask;
use claude_troubleshooter::report;
use claude_troubleshooter::share::{decode, encode};
use std::fs;
use std::path::{Path, PathBuf};

/// The shared material lies beside the project; where it is absent this says so.
fn cases(folder: &str) -> Vec<(String, String)> {
    let shared =
        std::env::var("SHARED").map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let Ok(entries) = fs::read_dir(shared.join(folder)) else {
        println!("SKIPPED: {} is absent, so masking is not tried on its pastes", shared.join(folder).display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let text = |path: &Path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    files.iter().filter(|path| path.is_file()).map(|path| (name(path), text(path))).collect()
}

fn looked_at(paste: &str) -> Diagnosis {
    diagnose(paste, &Answers::default(), Date::parse(FACTS_AS_OF).unwrap())
}

fn first(diagnosis: &Diagnosis) -> Option<&'static str> {
    diagnosis.causes.first().map(|ranked| ranked.cause.id)
}

#[test]
fn masking_never_changes_the_first_cause() {
    let mut changed = Vec::new();
    for folder in ["corpus/cases", "lint/cases", "curl/cases"] {
        for (name, paste) in cases(folder) {
            let masked = mask(&paste);
            if masked.as_str() == paste {
                continue;
            }
            let (before, after) = (looked_at(&paste), looked_at(masked.as_str()));
            if first(&before) != first(&after) {
                changed.push(format!("{folder}/{name}: {:?} became {:?}", first(&before), first(&after)));
            }
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn a_link_gives_the_same_first_cause_with_and_without_text() {
    let today = Date::parse(FACTS_AS_OF).unwrap();
    let mut changed = Vec::new();
    for (name, paste) in cases("corpus/cases") {
        let diagnosis = looked_at(&paste);
        for text in [None, Some(mask(&paste).into_string())] {
            let with = text.is_some();
            let link = encode(&share(&diagnosis, &Answers::default(), text));
            let opened = restore(&decode(&link.fragment).unwrap(), today);
            if first(&opened) != first(&diagnosis) {
                changed.push(format!("{name}, text {with}: {:?} became {:?}", first(&diagnosis), first(&opened)));
            }
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn no_key_of_a_case_is_in_its_report() {
    for folder in ["corpus/cases", "lint/cases"] {
        for (name, paste) in cases(folder) {
            let out = report::markdown(&looked_at(&paste), &paste).into_string();
            assert_eq!(mask(&out).as_str(), out, "{name}");
            for secret in claude_troubleshooter::mask::secrets(&paste) {
                let shown = secret.span.of(&paste);
                assert!(shown.len() < 12 || !out.contains(shown), "{name}: {} in the report", secret.class);
            }
        }
    }
}
