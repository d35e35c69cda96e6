//! Turns the TOML files under `src/knowledge` into static tables.
//!
//! A file that breaks a rule stops the build with its name and the rule: ids are unique and match the
//! file, every reference resolves, every entry has a source and a day, every cause an example.

// A panic is how a build script refuses a file.
#![allow(clippy::panic)]

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The day the shared facts were collected; the page shows it and it is the default "today".
const FACTS_AS_OF: &str = "2026-11-22";

/// Keys that a fact may have, see `src/read/facts.rs`.
const FACT_KEYS: &[&str] =
    &["status", "type", "code", "client", "platform", "finding", "kind", "curl_exit", "has", "vendor", "tool", "model"];

type Static = Vec<String>;

#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
struct ConditionFile {
    #[serde(default)]
    text: Static,
    #[serde(default)]
    facts: Static,
    #[serde(default)]
    unless: Static,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignalFile {
    weight: String,
    #[serde(default)]
    text: Static,
    #[serde(default)]
    facts: Static,
    #[serde(default)]
    unless: Static,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleFile {
    #[allow(dead_code)]
    paste: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CauseFile {
    title: String,
    turn: String,
    time: String,
    retryable: Option<bool>,
    prior: f64,
    cost: f64,
    began: String,
    showed: String,
    #[serde(default = "yes")]
    claude: bool,
    meaning: String,
    fix: Static,
    remedy: String,
    command: Option<String>,
    #[serde(default)]
    #[allow(dead_code)]
    more: String,
    sources: Static,
    seen: String,
    #[serde(default, rename = "signal")]
    signals: Vec<SignalFile>,
    #[serde(rename = "example")]
    examples: Vec<ExampleFile>,
    #[serde(default, rename = "near_miss")]
    #[allow(dead_code)]
    near_misses: Vec<ExampleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnsweredFile {
    answer: String,
    reason: String,
    #[serde(default)]
    text: Static,
    #[serde(default)]
    facts: Static,
    #[serde(default)]
    unless: Static,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    question: String,
    hint: String,
    command: Option<String>,
    cost: f64,
    otherwise: f64,
    yes: BTreeMap<String, f64>,
    #[serde(default)]
    answered: Vec<AnsweredFile>,
    sources: Static,
    seen: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ErrorsFile {
    error: Vec<ErrorFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ErrorFile {
    id: String,
    status: Option<u16>,
    #[serde(rename = "type")]
    error_type: Option<String>,
    code: Option<String>,
    platform: String,
    meaning: String,
    retryable: Option<bool>,
    #[serde(default)]
    text: Static,
    causes: Static,
    sources: Static,
    seen: String,
    #[allow(dead_code)]
    example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelFile {
    id: String,
    #[serde(default)]
    aliases: Static,
    status: String,
    retires: Option<String>,
    replacement: Option<String>,
    context_window: u32,
    max_output_tokens: u32,
    bedrock_id: Option<String>,
    vertex_id: Option<String>,
    thinking: Static,
    effort: Static,
    prefill: bool,
    forced_tools: Option<bool>,
    sampling: String,
    sources: Static,
    seen: String,
}

fn yes() -> bool {
    true
}

fn main() {
    println!("cargo:rerun-if-changed=src/knowledge");
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from("src/knowledge");
    let mut out = String::new();
    let causes: BTreeMap<String, CauseFile> = read_folder(&root.join("causes"));
    let steps: BTreeMap<String, StepFile> = read_folder(&root.join("steps"));
    let models: BTreeMap<String, ModelFile> = read_folder(&root.join("models"));
    let errors: BTreeMap<String, ErrorsFile> = read_folder(&root.join("errors"));
    let known: BTreeSet<&str> = causes.keys().map(String::as_str).collect();

    writeln!(out, "/// The day the facts were collected.\npub const FACTS_AS_OF: &str = {FACTS_AS_OF:?};").ok();
    writeln!(out, "/// All causes, by id.\npub static CAUSES: &[Cause] = &[").ok();
    for (id, cause) in &causes {
        check_cause(id, cause);
        let signals: String = cause
            .signals
            .iter()
            .map(|s| {
                let when = condition(
                    id,
                    &ConditionFile { text: s.text.clone(), facts: s.facts.clone(), unless: s.unless.clone() },
                );
                format!("Signal{{weight:{},when:{when}}},", variant("Weight", &s.weight, id))
            })
            .collect();
        writeln!(
            out,
            "Cause{{id:{id:?},title:{:?},turn:{},time:{:?},retryable:{:?},prior:{:?},cost:{:?},began:{},showed:{},claude:{},meaning:{:?},fix:&{:?},remedy:{},command:{:?},signals:&[{signals}],sources:&{:?},seen:{:?}}},",
            cause.title,
            variant("Turn", &cause.turn, id),
            cause.time,
            cause.retryable,
            cause.prior,
            cause.cost,
            variant("Stage", &cause.began, id),
            variant("Stage", &cause.showed, id),
            cause.claude,
            flow(&cause.meaning),
            cause.fix,
            variant("Remedy", &cause.remedy, id),
            cause.command,
            cause.sources,
            cause.seen,
        )
        .ok();
    }
    writeln!(out, "];\n/// All steps, by id.\npub static STEPS: &[Step] = &[").ok();
    for (id, step) in &steps {
        sourced(id, &step.sources, &step.seen);
        require(id, !step.yes.is_empty(), "a step names at least one cause under [yes]");
        require(id, step.cost > 0.0, "cost is the seconds to answer, more than 0");
        for (cause, p) in &step.yes {
            require(id, known.contains(cause.as_str()), &format!("[yes] names the unknown cause {cause}"));
            require(id, (0.0..=1.0).contains(p), "probabilities lie between 0 and 1");
        }
        let yes: Vec<(&str, f64)> = step.yes.iter().map(|(c, p)| (c.as_str(), *p)).collect();
        let answered: String = step
            .answered
            .iter()
            .map(|a| {
                require(id, a.answer == "yes" || a.answer == "no", "answer is yes or no");
                let when = condition(
                    id,
                    &ConditionFile { text: a.text.clone(), facts: a.facts.clone(), unless: a.unless.clone() },
                );
                format!("Answered{{yes:{},when:{when},reason:{:?}}},", a.answer == "yes", a.reason)
            })
            .collect();
        writeln!(
            out,
            "Step{{id:{id:?},question:{:?},hint:{:?},command:{:?},cost:{:?},otherwise:{:?},yes:&{yes:?},answered:&[{answered}]}},",
            step.question, flow(&step.hint), step.command, step.cost, step.otherwise,
        )
        .ok();
    }
    writeln!(out, "];\n/// All known errors.\npub static ERRORS: &[ErrorEntry] = &[").ok();
    let mut seen_ids = BTreeSet::new();
    for (family, file) in &errors {
        for e in &file.error {
            require(family, seen_ids.insert(e.id.clone()), &format!("the error {} occurs twice", e.id));
            sourced(&e.id, &e.sources, &e.seen);
            for cause in &e.causes {
                require(&e.id, known.contains(cause.as_str()), &format!("names the unknown cause {cause}"));
            }
            writeln!(
                out,
                "ErrorEntry{{id:{:?},status:{:?},error_type:{:?},code:{:?},platform:{:?},meaning:{:?},retryable:{:?},text:&{:?},causes:&{:?},sources:&{:?},seen:{:?}}},",
                e.id, e.status, e.error_type, e.code, e.platform, flow(&e.meaning), e.retryable, e.text, e.causes, e.sources, e.seen,
            )
            .ok();
        }
    }
    writeln!(out, "];\n/// All models, by file name.\npub static MODELS: &[Model] = &[").ok();
    let ids: BTreeSet<&str> = models.values().map(|m| m.id.as_str()).collect();
    for (file, m) in &models {
        sourced(file, &m.sources, &m.seen);
        require(file, m.id.replace('.', "_") == *file, "the file is named after the id");
        if let Some(replacement) = &m.replacement {
            require(file, ids.contains(replacement.as_str()), "the replacement is a known id");
        }
        if let Some(day) = &m.retires {
            require(file, is_day(day), "retires is a day, YYYY-MM-DD");
        }
        writeln!(
            out,
            "Model{{id:{:?},aliases:&{:?},status:{},retires:{:?},replacement:{:?},context_window:{},max_output_tokens:{},bedrock_id:{:?},vertex_id:{:?},thinking:&{:?},effort:&{:?},prefill:{},forced_tools:{:?},sampling:{},sources:&{:?},seen:{:?}}},",
            m.id, m.aliases, variant("ModelStatus", &m.status, file), m.retires, m.replacement, m.context_window, m.max_output_tokens,
            m.bedrock_id, m.vertex_id, m.thinking, m.effort, m.prefill, m.forced_tools, variant("Sampling", &m.sampling, file), m.sources, m.seen,
        )
        .ok();
    }
    writeln!(out, "];").ok();
    let target = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("knowledge.rs");
    fs::write(target, out).expect("OUT_DIR is writable");
}

fn check_cause(id: &str, cause: &CauseFile) {
    sourced(id, &cause.sources, &cause.seen);
    require(id, cause.title.chars().count() <= 70, "the title has at most 70 characters");
    require(id, cause.prior > 0.0 && cause.cost > 0.0, "prior and cost are more than 0");
    require(id, !cause.fix.is_empty(), "there is at least one line under fix");
    require(id, !cause.examples.is_empty(), "there is at least one [[example]]");
}

fn condition(id: &str, c: &ConditionFile) -> String {
    require(id, !c.text.is_empty() || !c.facts.is_empty(), "a condition has text or facts");
    for fact in &c.facts {
        let key = fact.split_once('=').map(|(key, _)| key);
        require(
            id,
            key.is_some_and(|key| FACT_KEYS.contains(&key)),
            &format!("{fact:?} is not a fact, see src/read/facts.rs"),
        );
    }
    for pattern in &c.text {
        let solid = pattern.chars().filter(|ch| !ch.is_whitespace() && !"*#'\"`\\".contains(*ch)).count();
        require(id, solid >= 4, &format!("the pattern {pattern:?} is too short to mean anything"));
    }
    format!("Condition{{text:&{:?},facts:&{:?},unless:&{:?}}}", c.text, c.facts, c.unless)
}

/// `snake_case` as a variant of `kind`. A wrong name fails when the crate is compiled; this only shapes it.
fn variant(kind: &str, name: &str, id: &str) -> String {
    require(
        id,
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_'),
        &format!("{name:?} is not a {kind}"),
    );
    let camel: String = name.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect();
    format!("{kind}::{camel}")
}

/// Line breaks of the file are not part of the sentence.
fn flow(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sourced(id: &str, sources: &[String], seen: &str) {
    require(id, !sources.is_empty(), "there is at least one source");
    require(id, is_day(seen), "seen is the day on which the sources were read, YYYY-MM-DD");
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
}

fn require(id: &str, holds: bool, rule: &str) {
    assert!(holds, "src/knowledge: {id}: {rule}");
}

fn read_folder<T: for<'a> Deserialize<'a>>(folder: &Path) -> BTreeMap<String, T> {
    let mut all = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder) else { return all };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().and_then(|e| e.to_str()) != Some("toml") {
            continue;
        }
        let id = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let value = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        all.insert(id, value);
    }
    all
}
