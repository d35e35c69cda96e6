//! Checks the TOML files under `src/knowledge` and packs them into one text for the crate.
//!
//! A file that breaks a rule stops the build with its name and the rule: ids are unique and match the
//! file, every reference resolves, every entry has a source and a day, every cause an example.

// A panic is how a build script refuses a file.
#![allow(clippy::panic)]

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Keys that a fact may have, see `src/read/facts.rs`.
const FACT_KEYS: &[&str] =
    &["status", "type", "code", "client", "platform", "finding", "kind", "curl_exit", "has", "vendor", "tool", "model"];

type Static = Vec<String>;

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
    #[serde(default)]
    symptom: bool,
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
    #[serde(default)]
    weak: Static,
    #[serde(default)]
    beats: Static,
    turn: Option<String>,
    todo: Option<String>,
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
    let causes: BTreeMap<String, CauseFile> = read_folder(&root.join("causes"));
    let steps: BTreeMap<String, StepFile> = read_folder(&root.join("steps"));
    let models: BTreeMap<String, ModelFile> = read_folder(&root.join("models"));
    let errors: BTreeMap<String, ErrorsFile> = read_folder(&root.join("errors"));
    let known: BTreeSet<&str> = causes.keys().map(String::as_str).collect();

    let mut out = Pack::default();
    out.count(causes.len());
    for (id, cause) in &causes {
        check_cause(id, cause);
        pack_cause(&mut out, id, cause);
    }
    out.count(steps.len());
    for (id, step) in &steps {
        check_step(id, step, &known);
        pack_step(&mut out, id, step);
    }
    let mut seen_ids = BTreeSet::new();
    let all_ids: BTreeSet<&str> = errors.values().flat_map(|file| &file.error).map(|e| e.id.as_str()).collect();
    out.count(errors.values().map(|file| file.error.len()).sum());
    for (family, file) in &errors {
        for e in &file.error {
            require(family, seen_ids.insert(e.id.clone()), &format!("the error {} occurs twice", e.id));
            check_error(e, &known);
            for id in &e.beats {
                require(&e.id, all_ids.contains(id.as_str()), &format!("beats the unknown error {id}"));
            }
            pack_error(&mut out, e);
        }
    }
    let ids: BTreeSet<&str> = models.values().map(|m| m.id.as_str()).collect();
    out.count(models.len());
    for (file, m) in &models {
        check_model(file, m, &ids);
        pack_model(&mut out, m);
    }
    let target = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("knowledge.txt");
    fs::write(target, out.0).expect("OUT_DIR is writable");
}

/// The packed text: see `src/knowledge/unpack.rs`, which reads the same fields in the same order.
#[derive(Default)]
struct Pack(String);

impl Pack {
    fn text(&mut self, text: &str) {
        assert!(!text.contains('\u{1f}'), "src/knowledge: U+001F separates fields and cannot stand in one: {text:?}");
        self.0.push_str(text);
        self.0.push('\u{1f}');
    }

    /// `None` is written as an empty field.
    fn maybe(&mut self, text: Option<&str>) {
        assert!(text != Some(""), "src/knowledge: an empty text says nothing, leave the key out");
        self.text(text.unwrap_or(""));
    }

    fn count(&mut self, count: usize) {
        self.text(&count.to_string());
    }

    /// In thousandths.
    fn share(&mut self, value: f64) {
        self.text(&format!("{:.0}", value * 1000.0));
    }

    fn flag(&mut self, flag: bool) {
        self.text(if flag { "y" } else { "n" });
    }

    fn maybe_flag(&mut self, flag: Option<bool>) {
        self.maybe(flag.map(|flag| if flag { "y" } else { "n" }));
    }

    fn texts(&mut self, texts: &[String]) {
        self.count(texts.len());
        texts.iter().for_each(|text| self.text(text));
    }

    fn condition(&mut self, id: &str, text: &[String], facts: &[String], unless: &[String]) {
        check_condition(id, text, facts, unless);
        self.texts(text);
        self.texts(facts);
        self.texts(unless);
    }
}

fn pack_cause(out: &mut Pack, id: &str, cause: &CauseFile) {
    out.text(id);
    out.text(&cause.title);
    out.text(&cause.turn);
    out.text(&cause.time);
    out.maybe_flag(cause.retryable);
    out.share(cause.prior);
    out.text(&format!("{:.0}", cause.cost));
    out.text(&cause.began);
    out.text(&cause.showed);
    out.flag(cause.claude);
    out.flag(cause.symptom);
    out.text(&flow(&cause.meaning));
    out.texts(&cause.fix);
    out.text(&cause.remedy);
    out.maybe(cause.command.as_deref());
    out.count(cause.signals.len());
    for signal in &cause.signals {
        out.text(&signal.weight);
        out.condition(id, &signal.text, &signal.facts, &signal.unless);
    }
}

fn pack_step(out: &mut Pack, id: &str, step: &StepFile) {
    out.text(id);
    out.text(&step.question);
    out.text(&flow(&step.hint));
    out.maybe(step.command.as_deref());
    out.text(&format!("{:.0}", step.cost));
    out.share(step.otherwise);
    out.count(step.yes.len());
    for (cause, probability) in &step.yes {
        out.text(cause);
        out.share(*probability);
    }
    out.count(step.answered.len());
    for rule in &step.answered {
        out.flag(rule.answer == "yes");
        out.condition(id, &rule.text, &rule.facts, &rule.unless);
        out.text(&rule.reason);
    }
}

fn pack_error(out: &mut Pack, e: &ErrorFile) {
    out.text(&e.id);
    out.maybe(e.status.map(|status| status.to_string()).as_deref());
    out.maybe(e.error_type.as_deref());
    out.maybe(e.code.as_deref());
    out.text(&e.platform);
    out.maybe_flag(e.retryable);
    out.texts(&e.text);
    out.texts(&e.weak);
    out.texts(&e.beats);
    out.texts(&e.causes);
    // Where no cause says what to do, the entry does; of all others the page needs no words.
    out.maybe(e.turn.as_deref());
    out.maybe(e.todo.as_deref().map(|_| e.meaning.as_str()));
    out.maybe(e.todo.as_deref());
}

fn pack_model(out: &mut Pack, m: &ModelFile) {
    out.text(&m.id);
    out.texts(&m.aliases);
    out.text(&m.status);
    out.maybe(m.retires.as_deref());
    out.maybe(m.replacement.as_deref());
    out.text(&m.context_window.to_string());
    out.text(&m.max_output_tokens.to_string());
    out.maybe(m.bedrock_id.as_deref());
    out.maybe(m.vertex_id.as_deref());
    out.texts(&m.thinking);
    out.texts(&m.effort);
    out.flag(m.prefill);
    out.maybe_flag(m.forced_tools);
    out.text(&m.sampling);
}

const TURNS: &[&str] = &["you", "admin", "network", "anthropic", "wait"];
const STAGES: &[&str] =
    &["code", "shell", "network", "gateway", "edge", "authentication", "limits", "validation", "model", "stream"];
const REMEDIES: &[&str] = &["request", "action", "wait", "none"];
const WEIGHTS: &[&str] = &["decisive", "strong", "supporting", "hint", "against", "excludes"];

fn check_cause(id: &str, cause: &CauseFile) {
    sourced(id, &cause.sources, &cause.seen);
    require(id, cause.title.chars().count() <= 70, "the title has at most 70 characters");
    require(id, cause.prior > 0.0 && cause.cost >= 1.0, "prior is more than 0 and cost at least 1 second");
    require(id, !cause.fix.is_empty(), "there is at least one line under fix");
    require(id, !cause.examples.is_empty(), "there is at least one [[example]]");
    one_of(id, "turn", &cause.turn, TURNS);
    one_of(id, "began", &cause.began, STAGES);
    one_of(id, "showed", &cause.showed, STAGES);
    one_of(id, "remedy", &cause.remedy, REMEDIES);
    for signal in &cause.signals {
        one_of(id, "weight", &signal.weight, WEIGHTS);
    }
}

fn check_step(id: &str, step: &StepFile, known: &BTreeSet<&str>) {
    sourced(id, &step.sources, &step.seen);
    require(id, !step.yes.is_empty(), "a step names at least one cause under [yes]");
    require(id, step.cost >= 1.0, "cost is the seconds to answer, at least 1");
    require(id, (0.0..=1.0).contains(&step.otherwise), "probabilities lie between 0 and 1");
    for (cause, p) in &step.yes {
        require(id, known.contains(cause.as_str()), &format!("[yes] names the unknown cause {cause}"));
        require(id, (0.0..=1.0).contains(p), "probabilities lie between 0 and 1");
    }
    for rule in &step.answered {
        one_of(id, "answer", &rule.answer, &["yes", "no"]);
    }
}

fn check_error(e: &ErrorFile, known: &BTreeSet<&str>) {
    sourced(&e.id, &e.sources, &e.seen);
    require(&e.id, !e.meaning.trim().is_empty(), "meaning says in one sentence what it means");
    for cause in &e.causes {
        require(&e.id, known.contains(cause.as_str()), &format!("names the unknown cause {cause}"));
    }
    require(&e.id, e.turn.is_some() == e.todo.is_some(), "turn and todo come together");
    if let Some(turn) = &e.turn {
        one_of(&e.id, "turn", turn, TURNS);
    }
    e.text.iter().chain(&e.weak).for_each(|pattern| check_pattern(&e.id, pattern));
}

fn check_model(file: &str, m: &ModelFile, ids: &BTreeSet<&str>) {
    sourced(file, &m.sources, &m.seen);
    require(file, m.id.replace('.', "_") == file, "the file is named after the id");
    one_of(file, "status", &m.status, &["active", "legacy", "deprecated", "retired"]);
    one_of(file, "sampling", &m.sampling, &["free", "one_of", "defaults_only"]);
    if let Some(replacement) = &m.replacement {
        require(file, ids.contains(replacement.as_str()), "the replacement is a known id");
    }
    if let Some(day) = &m.retires {
        require(file, is_day(day), "retires is a day, YYYY-MM-DD");
    }
}

fn check_condition(id: &str, text: &[String], facts: &[String], unless: &[String]) {
    require(id, !text.is_empty() || !facts.is_empty(), "a condition has text or facts");
    for fact in facts {
        require(id, is_fact(fact), &format!("{fact:?} is not a fact, see src/read/facts.rs"));
    }
    for pattern in text.iter().chain(unless.iter().filter(|entry| !is_fact(entry))) {
        check_pattern(id, pattern);
    }
}

fn is_fact(entry: &str) -> bool {
    entry.split_once('=').is_some_and(|(key, _)| FACT_KEYS.contains(&key))
}

/// The search starts from the first four characters that are left of a pattern in the skeleton.
fn check_pattern(id: &str, pattern: &str) {
    let solid: String = pattern.chars().filter(|ch| !ch.is_whitespace() && !"'\"`\\|>‘’“”…".contains(*ch)).collect();
    let head = solid.trim_matches(['*', '#']).chars().take_while(|ch| !"*#".contains(*ch));
    require(
        id,
        head.map(char::len_utf8).sum::<usize>() >= 4,
        &format!("the pattern {pattern:?} begins with fewer than 4 letters"),
    );
}

fn one_of(id: &str, key: &str, value: &str, names: &[&str]) {
    require(id, names.contains(&value), &format!("{key} is one of {names:?}, not {value:?}"));
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
