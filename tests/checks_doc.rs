//! The table of which 400 each check foretells (`tests/data/foretold.toml`) names checks and errors that exist.
//! The pages made from it and from the checks are held true by `check/tests/pages.rs`.

use claude_troubleshooter::check::rules;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn at(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What foretells a family of errors.
struct Foretold {
    checks: Vec<String>,
    why: Option<String>,
}

fn foretold() -> BTreeMap<String, Foretold> {
    let text = std::fs::read_to_string(at("tests/data/foretold.toml")).expect("the list");
    let table: toml::Table = text.parse().expect("TOML");
    let row = |value: &toml::Value| Foretold {
        checks: value
            .get("checks")
            .and_then(toml::Value::as_array)
            .map(|all| all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
            .unwrap_or_default(),
        why: value.get("why").and_then(toml::Value::as_str).map(str::to_owned),
    };
    table.iter().map(|(family, value)| (family.clone(), row(value))).collect()
}

#[test]
fn each_family_is_foretold_by_checks_that_exist_or_says_why_not() {
    let ids: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    for (family, row) in foretold() {
        assert!(row.why.is_some() == row.checks.is_empty(), "{family}: either checks or a reason");
        for check in &row.checks {
            assert!(ids.contains(check.as_str()), "{family}: there is no check {check}");
        }
    }
}

#[test]
fn every_400_of_the_facts_is_in_the_list() {
    let facts = at("../shared/facts/errors.json");
    let Ok(text) = std::fs::read_to_string(&facts) else {
        println!("SKIPPED: {} is absent, so nothing was compared.", facts.display());
        return;
    };
    let entries: Vec<serde_json::Value> = serde_json::from_str(&text).expect("JSON");
    let known = foretold();
    let families: BTreeSet<&str> =
        entries.iter().filter(|e| e["status"] == 400).filter_map(|e| e["id"].as_str()).collect();
    let missing: Vec<&&str> = families.iter().filter(|family| !known.contains_key(**family)).collect();
    let stale: Vec<&String> = known.keys().filter(|family| !families.contains(family.as_str())).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing {missing:?}, stale {stale:?}");
}
