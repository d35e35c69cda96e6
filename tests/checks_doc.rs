//! `docs/checks.md`, made from the checks themselves, and the table of which 400 each check foretells.
//!
//! `WRITE=1 cargo test --test checks_doc` writes it anew.

use claude_troubleshooter::check::rules;
use claude_troubleshooter::finding::Severity;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const DOC: &str = "docs/checks.md";

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

/// A text as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

fn document() -> String {
    let mut out = String::from(
        "# Checks\n\nMade from the checks by `WRITE=1 cargo test --test checks_doc`; not to be edited by hand.\n",
    );
    let mut group = "";
    let count = rules::all().filter(|rule| rule.severity != Severity::Good).count();
    let _ = writeln!(out, "\n{count} checks look for faults. An error is what the API refuses; a warning what it may.");
    for rule in rules::all().filter(|rule| rule.severity != Severity::Good) {
        let own = rule.id.split('/').next().unwrap_or("");
        if own != group {
            group = own;
            let _ = write!(
                out,
                "\n## {group}\n\n| Check | Looks for | Severity | Why | Source, seen |\n|--|--|--|--|--|\n"
            );
        }
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {}, {} |",
            rule.id,
            cell(rule.title),
            rule.severity.name(),
            cell(rule.why),
            rule.source,
            rule.seen
        );
    }
    out.push_str("\n## Which 400 a check foretells\n\nBy the families of the error facts.\n\n| Family | Foretold by, or why not |\n|--|--|\n");
    for (family, row) in foretold() {
        let checks: Vec<String> = row.checks.iter().map(|check| format!("`{check}`")).collect();
        let _ = writeln!(out, "| {family} | {} |", row.why.map_or(checks.join(", "), |why| cell(&why)));
    }
    out
}

#[test]
fn the_page_of_checks_is_made_from_the_checks() {
    let made = document();
    if std::env::var_os("WRITE").is_some() {
        std::fs::create_dir_all(at("docs")).expect("a folder");
        std::fs::write(at(DOC), &made).expect("the page");
    }
    let kept = std::fs::read_to_string(at(DOC)).unwrap_or_default();
    assert!(kept == made, "{DOC} is out of date: WRITE=1 cargo test --test checks_doc");
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
