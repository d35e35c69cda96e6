//! Labelled pastes: the shared corpus and the project's own cases.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// `index.jsonl` holds the labels, `cases/<id>.txt` the pastes.
const CORPUS: &str = "../shared/corpus";
/// `<name>.toml` holds the labels of the paste `<name>.txt` beside it.
const OWN: &str = "tests/cases";
/// Causes that do not claim a fault of a Claude call.
const NOT_CLAUDE: [&str; 3] = ["other_vendor_error", "unrelated_tool_error", "not_enough_information"];

/// What a paste shows, as a person labelled it.
pub struct Case {
    /// Its name.
    pub id: String,
    /// The paste.
    pub paste: String,
    /// The causes that are a right first answer, the best one first.
    pub accepted: Vec<String>,
    /// Nothing is to be claimed about a Claude call: another vendor's error, prose, a request that works.
    pub negative: bool,
}

/// All labelled pastes that are at hand, by name.
pub fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    match fs::read_to_string(Path::new(CORPUS).join("index.jsonl")) {
        Ok(index) => all.extend(index.lines().filter_map(|line| {
            let label: Value = serde_json::from_str(line).ok()?;
            let id = label.get("id")?.as_str()?;
            case(id, &Path::new(CORPUS).join("cases").join(format!("{id}.txt")), &label)
        })),
        Err(_) => eprintln!("{CORPUS} is absent: measured without it"),
    }
    let mut labels = Vec::new();
    collect(Path::new(OWN), &mut labels);
    all.extend(labels.iter().filter_map(|file| {
        let label: Value = toml::from_str(&fs::read_to_string(file).ok()?).ok()?;
        case(&file.with_extension("").display().to_string(), &file.with_extension("txt"), &label)
    }));
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

fn collect(folder: &Path, labels: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, labels);
        } else if path.extension().is_some_and(|e| e == "toml") {
            labels.push(path);
        }
    }
}

fn case(id: &str, file: &Path, label: &Value) -> Option<Case> {
    let text = |key: &str| label.get(key).and_then(Value::as_str);
    let cause = text("cause")?;
    let also = label.get("also").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    Some(Case {
        id: id.to_owned(),
        paste: String::from_utf8_lossy(&fs::read(file).ok()?).into_owned(),
        accepted: std::iter::once(cause).chain(also).map(str::to_owned).collect(),
        negative: text("kind") == Some("negative") || NOT_CLAUDE.contains(&cause) || cause == "working_request",
    })
}
