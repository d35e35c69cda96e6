//! The same words with different causes: evidence or a question tells them apart (`tests/data/traps.toml`).

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test stops where it fails")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answer, Answers, Diagnosis};
use claude_troubleshooter::knowledge::{self, FACTS_AS_OF};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Traps {
    trap: Vec<Trap>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trap {
    name: String,
    told: Vec<Told>,
    #[serde(default)]
    open: Vec<Open>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    first: String,
    paste: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    paste: String,
    truths: Vec<String>,
}

fn traps() -> Vec<Trap> {
    toml::from_str::<Traps>(include_str!("data/traps.toml")).unwrap().trap
}

fn look(paste: &str, answers: &Answers) -> Diagnosis {
    diagnose(paste, answers, Date::parse(FACTS_AS_OF).unwrap())
}

fn ranking(diagnosis: &Diagnosis) -> Vec<(&'static str, f64)> {
    diagnosis.causes.iter().take(4).map(|ranked| (ranked.cause.id, ranked.probability)).collect()
}

#[test]
fn evidence_tells_them_apart() {
    let mut faults = Vec::new();
    for trap in traps() {
        for told in &trap.told {
            let diagnosis = look(&told.paste, &Answers::default());
            if diagnosis.causes.first().is_none_or(|ranked| ranked.cause.id != told.first) {
                faults.push(format!(
                    "{}: not {} but {:.2?}\n{}",
                    trap.name,
                    told.first,
                    ranking(&diagnosis),
                    told.paste
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn questions_tell_apart_what_the_words_leave_open() {
    let mut faults = Vec::new();
    for trap in traps() {
        for (open, truth) in trap.open.iter().flat_map(|open| open.truths.iter().map(move |truth| (open, truth))) {
            let mut answers = Answers::default();
            let mut asked = Vec::new();
            let mut diagnosis = look(&open.paste, &answers);
            while let Some(step) = diagnosis.next {
                let yes = step.yes.iter().find(|(cause, _)| cause == truth).map_or(step.otherwise, |(_, p)| *p);
                // Who cannot tell says so.
                let answer = match yes {
                    p if p >= 0.55 => Answer::Yes,
                    p if p <= 0.45 => Answer::No,
                    _ => Answer::NotSure,
                };
                answers.set(step.id, answer);
                asked.push((step.id, answer));
                diagnosis = look(&open.paste, &answers);
            }
            let place = diagnosis.causes.iter().position(|ranked| ranked.cause.id == *truth);
            if place != Some(0) {
                faults.push(format!("{}, truly {truth}: {:.2?} after {asked:?}", trap.name, ranking(&diagnosis)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn every_cause_named_exists() {
    for trap in traps() {
        assert!(!trap.told.is_empty(), "{}", trap.name);
        let named = trap.told.iter().map(|told| &told.first).chain(trap.open.iter().flat_map(|open| &open.truths));
        named.for_each(|id| assert!(knowledge::cause(id).is_some(), "{}: {id}", trap.name));
    }
}
