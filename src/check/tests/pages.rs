//! A page for each check, made from the check itself: in `docs/checks/`, and in `static/checks.json`, from which the
//! page on the web shows the same. `docs/checks.md` lists them and says which 400 each foretells.
//!
//! `WRITE=1 cargo test --lib pages` writes all of them anew.

use crate::check::rules;
use crate::curl;
use crate::finding::Severity;
use crate::mask;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Longer examples (bytes) are not shown: nobody reads a thousand messages.
const LONGEST: usize = 1_400;

/// One kind of 400, and what foretells it or why nothing can.
struct Family {
    name: String,
    checks: Vec<String>,
    why: Option<String>,
}

fn at(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn families() -> Vec<Family> {
    let text = fs::read_to_string(at("tests/data/foretold.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let row = |(name, value): (&String, &toml::Value)| Family {
        name: name.clone(),
        checks: value
            .get("checks")
            .and_then(toml::Value::as_array)
            .map(|all| all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
            .unwrap_or_default(),
        why: value.get("why").and_then(toml::Value::as_str).map(str::to_owned),
    };
    table.iter().map(row).collect()
}

/// What a page says.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Page {
    id: String,
    #[serde(deserialize_with = "severity")]
    severity: Severity,
    title: String,
    why: String,
    bad: Option<String>,
    good: Option<String>,
    #[serde(default)]
    foretells: Vec<String>,
    source: String,
    #[serde(default)]
    seen: String,
}

impl Page {
    /// The part of the id in front of the stroke.
    fn group(&self) -> &str {
        self.id.split('/').next().unwrap_or(&self.id)
    }
}

fn severity<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Severity, D::Error> {
    Ok(if String::deserialize(from)? == "error" { Severity::Error } else { Severity::Warning })
}

/// What is found while commands are read, with the examples as they stand.
fn commands() -> Vec<Page> {
    #[derive(Deserialize)]
    struct File {
        check: Vec<Page>,
    }
    let text = fs::read_to_string(at("tests/data/commands.toml")).unwrap();
    toml::from_str::<File>(&text).unwrap().check
}

/// The pages: the checks that look for faults in their order, then what is found while commands are read.
fn all(families: &[Family]) -> Vec<Page> {
    let faults = rules::all().filter(|rule| rule.severity != Severity::Good).map(|rule| Page {
        id: rule.id.to_owned(),
        severity: rule.severity,
        title: rule.title.to_owned(),
        why: rule.why.to_owned(),
        bad: example(rule.bad),
        good: example(rule.good),
        foretells: Vec::new(),
        source: rule.source.to_owned(),
        seen: rule.seen.to_owned(),
    });
    let read = commands().into_iter().map(|page| Page {
        bad: page.bad.as_deref().and_then(|paste| example(&[paste.trim()])),
        good: page.good.as_deref().and_then(|paste| example(&[paste.trim()])),
        seen: rules::SEEN.to_owned(),
        ..page
    });
    let mut pages: Vec<Page> = faults.chain(read).collect();
    for page in &mut pages {
        let named = families.iter().filter(|family| family.checks.contains(&page.id));
        page.foretells = named.map(|family| family.name.clone()).collect();
    }
    pages
}

/// The shortest of the examples, its secrets masked.
fn example(pastes: &[&str]) -> Option<String> {
    let shortest = pastes.iter().filter(|paste| paste.len() <= LONGEST).min_by_key(|paste| paste.len())?;
    Some(mask::mask(shortest).into_string())
}

/// A text as a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

/// The list: each check with the way to its page, and the table of what is foretold.
fn list(pages: &[Page], families: &[Family]) -> String {
    let mut out = String::from(
        "# Checks\n\nMade from the checks by `WRITE=1 cargo test --lib pages`; not to be edited by hand.\n",
    );
    let _ = writeln!(
        out,
        "\n{} checks look for faults. An error is what the API or the shell refuses; a warning what it may.\n\n\
         | Check | Looks for | Severity |\n|--|--|--|",
        pages.len()
    );
    for page in pages {
        let (id, group, title) = (&page.id, page.group(), cell(&page.title));
        let _ = writeln!(out, "| [`{id}`](checks/{group}.md#{}) | {title} | {} |", anchor(id), page.severity.name());
    }
    out.push_str(
        "\n## Which 400 a check foretells\n\nBy the families of the error facts.\n\n\
         | Family | Foretold by, or why not |\n|--|--|\n",
    );
    for family in families {
        let checks: Vec<String> = family.checks.iter().map(|check| format!("`{check}`")).collect();
        let why = family.why.as_deref().map(cell).unwrap_or_else(|| checks.join(", "));
        let _ = writeln!(out, "| {} | {why} |", family.name);
    }
    out
}

/// A heading's anchor, as renderers of Markdown make it.
fn anchor(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// The text of each group's pages, by file name.
fn texts(pages: &[Page]) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for page in pages {
        let group = page.group();
        let text = out.entry(format!("docs/checks/{group}.md")).or_insert_with(|| {
            format!("# {group}\n\n[All checks](../checks.md). Made from the checks; not to be edited by hand.\n")
        });
        let (id, severity, title) = (&page.id, page.severity.name(), cell(&page.title));
        let _ = write!(text, "\n## {id}\n\n**{severity}.** {title}.\n\n{}\n", cell(&page.why));
        for (name, example) in [("Fires on", &page.bad), ("Is silent on", &page.good)] {
            if let Some(example) = example {
                let _ = write!(text, "\n{name}:\n\n~~~\n{example}\n~~~\n");
            }
        }
        if !page.foretells.is_empty() {
            let _ = write!(text, "\nForetells: {}.\n", page.foretells.join(", "));
        }
        let _ = write!(text, "\nSource, seen {}: {}\n", page.seen, page.source);
    }
    out
}

/// What the page on the web loads: one check a line.
fn data(pages: &[Page]) -> String {
    let lines: Vec<String> = pages.iter().map(|page| serde_json::to_string(page).unwrap()).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

#[test]
fn the_pages_are_made_from_the_checks() {
    let families = families();
    let pages = all(&families);
    let mut files = texts(&pages);
    files.insert("docs/checks.md".to_owned(), list(&pages, &families));
    files.insert("static/checks.json".to_owned(), data(&pages));
    let write = std::env::var_os("WRITE").is_some();
    let mut stale = Vec::new();
    for (name, made) in &files {
        if write {
            fs::create_dir_all(at(name).parent().unwrap()).unwrap();
            fs::write(at(name), made).unwrap();
        }
        if fs::read_to_string(at(name)).unwrap_or_default() != *made {
            stale.push(name.clone());
        }
    }
    for entry in fs::read_dir(at("docs/checks")).unwrap() {
        let name = format!("docs/checks/{}", entry.unwrap().file_name().to_string_lossy());
        if !files.contains_key(&name) {
            stale.push(format!("{name} (no check is in it)"));
        }
    }
    assert!(stale.is_empty(), "out of date: {stale:?}; run WRITE=1 cargo test --lib pages");
}

#[test]
fn each_family_is_foretold_by_checks_that_exist_or_says_why_not() {
    let ids: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    for Family { name, checks, why } in families() {
        assert!(why.is_some() == checks.is_empty(), "{name}: either checks or a reason");
        for check in &checks {
            assert!(ids.contains(check.as_str()), "{name}: there is no check {check}");
        }
    }
}

#[test]
fn every_400_of_the_facts_is_in_the_list() {
    let facts = at("../shared/facts/errors.json");
    let Ok(text) = fs::read_to_string(&facts) else {
        println!("SKIPPED: {} is absent, so nothing was compared.", facts.display());
        return;
    };
    let entries: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let known: BTreeSet<String> = families().into_iter().map(|family| family.name).collect();
    let wanted: BTreeSet<&str> =
        entries.iter().filter(|e| e["status"] == 400).filter_map(|e| e["id"].as_str()).collect();
    let missing: Vec<&&str> = wanted.iter().filter(|family| !known.contains(**family)).collect();
    let stale: Vec<&String> = known.iter().filter(|family| !wanted.contains(family.as_str())).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing {missing:?}, stale {stale:?}");
}

#[test]
fn nearly_every_check_has_both_examples() {
    let pages = all(&[]);
    let bare: Vec<&str> = pages.iter().filter(|p| p.bad.is_none() || p.good.is_none()).map(|p| p.id.as_str()).collect();
    assert!(bare.len() <= 6, "{} checks lack an example: {bare:?}", bare.len());
}

#[test]
fn what_is_found_in_commands_fires_on_its_example_and_is_silent_on_the_other() {
    let mut wrong = Vec::new();
    for page in commands() {
        let found = |paste: &Option<String>| -> Vec<(&'static str, Severity)> {
            let read = curl::read(paste.as_deref().unwrap_or_default());
            read.findings.iter().map(|finding| (finding.check, finding.severity)).collect()
        };
        let (bad, good) = (found(&page.bad), found(&page.good));
        if !bad.iter().any(|(check, severity)| *check == page.id && *severity == page.severity) {
            wrong.push(format!("{} does not fire as {}: {bad:?}", page.id, page.severity.name()));
        }
        if good.iter().any(|(check, _)| *check == page.id) {
            wrong.push(format!("{} fires on the good example", page.id));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn everything_that_is_found_in_commands_has_a_page() {
    let pages: BTreeSet<String> = all(&[]).into_iter().map(|page| page.id).collect();
    let mut missing = BTreeSet::new();
    for folder in ["src/curl", "src/shell"] {
        for entry in fs::read_dir(at(folder)).unwrap() {
            let code = fs::read_to_string(entry.unwrap().path()).unwrap();
            let ids = code.split('"').filter(|word| {
                let known = ["shell/", "curl/", "powershell/"].iter().any(|group| word.starts_with(group));
                known && word.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'/'))
            });
            missing.extend(ids.filter(|id| !pages.contains(*id)).map(str::to_owned));
        }
    }
    assert!(missing.is_empty(), "no page in tests/data/commands.toml: {missing:?}");
}
