//! The long explanations are written in the files of the causes and loaded by the page when they are wanted.
//! This test writes `static/explanations.json` anew when it is stale, and fails once to say so.
#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test")]

use serde_json::{json, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Lines that are wrapped in the file belong together; an empty line parts paragraphs.
fn flowed(text: &str) -> String {
    let paragraphs =
        text.trim().split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// `{"<cause id>": {"more": "…", "sources": ["…"], "seen": "YYYY-MM-DD"}}`, one cause a line.
fn explanations(folder: &Path) -> String {
    let mut lines = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ext| ext != "toml") {
            continue;
        }
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let cause: toml::Table =
            fs::read_to_string(&path).unwrap().parse().unwrap_or_else(|fault| panic!("{id}: {fault}"));
        let text = |key: &str| cause.get(key).and_then(toml::Value::as_str).unwrap_or_default();
        let sources: Vec<&str> = cause
            .get("sources")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_str)
            .collect();
        assert!(!sources.is_empty(), "{id}: no sources");
        let value = json!({"more": flowed(text("more")), "sources": sources, "seen": text("seen")});
        lines.insert(id.clone(), format!("{}:{value}", Value::String(id)));
    }
    format!("{{\n{}\n}}\n", lines.into_values().collect::<Vec<_>>().join(",\n"))
}

#[test]
fn the_explanations_are_those_of_the_causes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("static/explanations.json");
    let fresh = explanations(&root.join("src/knowledge/causes"));
    let value: Value = serde_json::from_str(&fresh).unwrap();
    assert!(value.as_object().unwrap().len() > 50);
    if fs::read_to_string(&file).unwrap_or_default() != fresh {
        fs::create_dir_all(root.join("static")).unwrap();
        fs::write(&file, fresh).unwrap();
        panic!("static/explanations.json was stale and has been written anew: commit it and run the tests again");
    }
}
