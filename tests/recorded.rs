//! Replays what bash and curl made of our own commands, as `tests/recorded/record.py` wrote it down: method, address,
//! headers in their order and body of every request, without bash, curl or a network.
//!
//! A command with a fault must be read as its repaired twin and get the finding that the case names. There is no
//! cmd.exe and no PowerShell here: in their families the twin is what their documentation says of the command.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where it fails")]

use claude_troubleshooter::curl::{read, Commands};
use claude_troubleshooter::finding::Severity;
use claude_troubleshooter::request::{Body, Dialect, Request};
use claude_troubleshooter::text::Traced;
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// A case as it is written, and what was recorded of it.
struct Case {
    name: String,
    check: Option<String>,
    command: String,
    record: Value,
}

fn families() -> Vec<(String, Vec<Case>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/recorded");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "txt"));
    files.sort();
    files.iter().map(|file| (file.file_stem().unwrap().to_string_lossy().into_owned(), cases(file))).collect()
}

fn cases(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).unwrap();
    let records = std::fs::read_to_string(file.with_extension("jsonl"))
        .unwrap_or_else(|_| panic!("{}: not recorded yet, see tests/recorded/record.py", file.display()));
    let mut records = records.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut cases = Vec::new();
    for block in format!("\n{text}").split("\n=== ").skip(1) {
        let (head, command) = block.split_once('\n').unwrap();
        let (name, check) = match head.split_once(" [") {
            Some((name, check)) => (name, Some(check.trim_end_matches(']').to_owned())),
            None => (head, None),
        };
        let command = command.split_once("\n--- meant\n").map_or(command, |(command, _)| command);
        let command = format!("{}\n", command.strip_suffix('\n').unwrap_or(command));
        let record = records.next().unwrap_or_else(|| panic!("{name}: not recorded, run tests/recorded/record.py"));
        assert_eq!(record["name"], name, "{}: run tests/recorded/record.py again", file.display());
        cases.push(Case { name: name.to_owned(), check, command, record });
    }
    assert!(records.next().is_none(), "{}: run tests/recorded/record.py again", file.display());
    cases
}

/// A request in the form of a recording.
fn shown(request: &Request) -> Value {
    let usual = |name: &str, value: &str| {
        matches!(name, "host" | "content-length" | "expect" | "transfer-encoding") || (name, value) == ("accept", "*/*")
    };
    let headers: Vec<Value> = request
        .headers
        .iter()
        .map(|header| (header.name.as_str().to_lowercase(), written(&header.value)))
        .filter(|(name, value)| !usual(name, value))
        .map(|(name, value)| json!([name, value]))
        .collect();
    let mut out =
        json!({"method": request.method.as_str(), "url": address(&written(&request.url)), "headers": headers});
    match &request.body {
        Body::None => {}
        Body::Text(text) | Body::File(text) if text.is_empty() => {}
        Body::Text(text) | Body::File(text) => out["body"] = json!(written(text)),
        Body::Multipart(parts) => {
            out["form"] = parts.iter().map(|part| json!([part.name, part.filename, part.value])).collect();
        }
    }
    out
}

/// The text, a substitution in backticks written as `$(…)`.
fn written(text: &Traced) -> String {
    let mut out = text.as_str().to_owned();
    for symbol in text.symbols().iter().rev() {
        let typed = text.as_str()[symbol.range.clone()].strip_prefix('`').and_then(|typed| typed.strip_suffix('`'));
        if let Some(inside) = typed {
            out.replace_range(symbol.range.clone(), &format!("$({inside})"));
        }
    }
    out
}

/// The address as it goes out: scheme and host in small letters, a path, no fragment.
fn address(url: &str) -> String {
    let url = url.split('#').next().unwrap();
    let url = if url.starts_with("${") { format!("http://{url}") } else { url.to_owned() };
    let Some((scheme, rest)) = url.split_once("://") else { return url };
    let cut = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(cut);
    // A name and a password become a header.
    let host = host.rsplit('@').next().unwrap();
    let host = if host.contains("${") { host.to_owned() } else { host.to_lowercase() };
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("{}://{host}{slash}{path}", scheme.to_lowercase())
}

/// What is wrong with our reading of a case.
fn fault(family: &str, case: &Case, commands: &Commands) -> Option<String> {
    let want = case.record.get("meant").unwrap_or(&case.record["sent"]);
    let got: Value = commands.requests.iter().map(shown).collect();
    let checks: Vec<&str> = commands.findings.iter().map(|finding| finding.check).collect();
    if *want != got && !(case.record.get("meant").is_none() && refused(case, commands)) {
        return Some(format!("read differently {checks:?}\n  want {want}\n  got  {got}"));
    }
    match &case.check {
        Some(check) if !checks.contains(&check.as_str()) => return Some(format!("not said: {check}, but {checks:?}")),
        None if commands.findings.iter().any(|finding| finding.severity == Severity::Error) => {
            return Some(format!("false alarm {checks:?}"));
        }
        _ => {}
    }
    let dialect = match family {
        "cmd" => Some(Dialect::Cmd),
        "powershell" => Some(Dialect::PowerShell),
        _ => None,
    };
    (dialect.is_some() && commands.dialect != dialect).then(|| format!("taken for {:?}", commands.dialect))
}

/// curl itself refuses the command, and we say why: what is read of it is the likeliest meaning.
fn refused(case: &Case, commands: &Commands) -> bool {
    let nothing = case.record["sent"].as_array().is_some_and(Vec::is_empty);
    let refused = case.record["exit"].as_array().is_some_and(|exits| exits.iter().any(|exit| exit != 0));
    nothing && refused && commands.findings.iter().any(|finding| finding.severity == Severity::Error)
}

#[test]
fn our_own_commands_are_read_as_bash_and_curl_read_them() {
    let (mut count, mut faults) = (0, Vec::new());
    for (family, cases) in families() {
        let before = faults.len();
        for case in &cases {
            if let Some(fault) = fault(&family, case, &read(&case.command)) {
                faults.push(format!("{family}: {}: {fault}\n{}", case.name, case.command));
            }
        }
        count += cases.len();
        println!("{family}: {} of {} right", cases.len() + before - faults.len(), cases.len());
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 300, "{count} cases");
}
