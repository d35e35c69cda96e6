//! House rules of the knowledge that need the whole tool: examples fire, near misses do not.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where it fails")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers};
use claude_troubleshooter::knowledge::{self, CAUSES, ERRORS, STEPS};
use std::collections::BTreeSet;
use std::fs;
use toml::Value;

fn today() -> Date {
    Date::parse(knowledge::FACTS_AS_OF).unwrap()
}

fn file(folder: &str, id: &str) -> Value {
    let path = format!("src/knowledge/{folder}/{id}.toml");
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")).parse::<toml::Table>().unwrap().into()
}

fn pastes(value: &Value, key: &str) -> Vec<String> {
    let all = value.get(key).and_then(Value::as_array).into_iter().flatten();
    all.filter_map(|e| e.get("paste").and_then(Value::as_str)).map(str::to_owned).collect()
}

#[test]
fn every_example_of_a_cause_puts_it_first_and_no_near_miss_does() {
    let mut faults = Vec::new();
    for cause in CAUSES.iter() {
        let file = file("causes", cause.id);
        for paste in pastes(&file, "example") {
            let diagnosis = diagnose(&paste, &Answers::default(), today());
            let first = diagnosis.causes.first().map(|ranked| ranked.cause.id);
            // A request with nothing wrong in it, and a text that says nothing, have no cause to name.
            let silent = ["working_request", "not_enough_information"].contains(&cause.id) && first.is_none();
            if first != Some(cause.id) && !silent {
                faults.push(format!("{}: its example gives {first:?}:\n{paste}", cause.id));
            }
        }
        for paste in pastes(&file, "near_miss") {
            let diagnosis = diagnose(&paste, &Answers::default(), today());
            if diagnosis.causes.first().map(|ranked| ranked.cause.id) == Some(cause.id) {
                faults.push(format!("{}: its near miss fires it:\n{paste}", cause.id));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_example_of_a_known_error_is_recognised() {
    let mut faults = Vec::new();
    for family in fs::read_dir("src/knowledge/errors").unwrap().flatten() {
        let table: toml::Table = fs::read_to_string(family.path()).unwrap().parse().unwrap();
        for entry in table["error"].as_array().unwrap() {
            let (id, example) = (entry["id"].as_str().unwrap(), entry["example"].as_str().unwrap());
            let diagnosis = diagnose(example, &Answers::default(), today());
            if !diagnosis.entries().contains(&id) {
                faults.push(format!("{id}: {:?} for {example}", diagnosis.entries()));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(ERRORS.len() >= 30);
}

#[test]
fn causes_that_people_meet_often_have_steps_and_all_have_a_remedy() {
    let asked: BTreeSet<&str> = STEPS.iter().flat_map(|step| step.yes.iter().map(|(id, _)| *id)).collect();
    let often = CAUSES.iter().filter(|cause| cause.prior >= 3.0 && cause.claude && cause.id != "working_request");
    let without: Vec<&str> = often.map(|cause| cause.id).filter(|id| !asked.contains(id)).collect();
    assert!(without.is_empty(), "no step tells these apart: {without:?}");
    for cause in CAUSES.iter() {
        assert!(
            cause.fix.iter().all(|line| line.ends_with(['.', '?', ':', '`', ')', '"', '”'])),
            "{}: fix lines are sentences",
            cause.id
        );
        let words = format!("{} {} {}", cause.title, cause.meaning, cause.fix.join(" ")).to_lowercase();
        for banned in ["oops", "please ", "sorry"] {
            assert!(!words.contains(banned), "{}: {banned:?} in our own words", cause.id);
        }
    }
}

#[test]
fn commands_that_we_suggest_do_no_harm() {
    let commands = CAUSES.iter().filter_map(|c| c.command).chain(STEPS.iter().filter_map(|s| s.command));
    for command in commands {
        for harm in [
            " -k",
            "--insecure",
            "rm -",
            "NODE_TLS_REJECT_UNAUTHORIZED",
            "echo $ANTHROPIC_API_KEY",
            "echo \"$ANTHROPIC_API_KEY",
            "echo $ANTHROPIC_AUTH",
            "printenv ANTHROPIC_API_KEY",
        ] {
            assert!(!command.contains(harm), "{command:?} holds {harm:?}");
        }
    }
}

#[test]
fn every_model_that_replaces_another_is_served() {
    for model in knowledge::MODELS.iter() {
        if let Some(replacement) = model.replacement {
            let replacement = knowledge::model(replacement).unwrap();
            assert_ne!(replacement.status, knowledge::ModelStatus::Retired, "{}", model.id);
        }
        assert!(knowledge::model(model.id).is_some_and(|m| m.id == model.id));
    }
}
