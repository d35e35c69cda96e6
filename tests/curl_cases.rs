//! Reads the shared cases of pasted curl commands and compares each with what bash and curl really do.
//!
//! The cases stand outside the crate (`../shared/curl/cases`); where they are absent this says so loudly.

use claude_troubleshooter::curl::{read, Commands};
use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers};
use claude_troubleshooter::finding::Severity;
use claude_troubleshooter::request::{Body, Request};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

fn folder(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = [root.join("../shared/curl"), PathBuf::from("/tmp/wt/shared/curl")]
        .into_iter()
        .find(|path| path.join(name).is_dir());
    if found.is_none() {
        eprintln!("!!! SKIPPED: ../shared/curl/{name} is absent, the curl cases were NOT compared !!!");
    }
    found
}

fn facts(request: &Request) -> Value {
    let headers: Vec<Value> =
        request.headers.iter().map(|h| json!([h.name.as_str().to_lowercase(), h.value.as_str()])).collect();
    let (body, from, parts) = match &request.body {
        Body::None => (None, None, None),
        Body::Text(text) => (Some(text.as_str()), None, None),
        Body::File(file) => (None, Some(file.as_str()), None),
        Body::Multipart(parts) => {
            let parts: Vec<Value> =
                parts.iter().map(|p| json!({"name": p.name, "value": p.value, "filename": p.filename})).collect();
            (None, None, Some(parts))
        }
    };
    json!({"method": request.method.as_str(), "url": request.url.as_str(), "headers": headers,
           "body": body, "body_from": from, "multipart": parts})
}

/// Percent codes in capitals, scheme and host in lower case, a path.
fn norm_url(url: &str) -> String {
    let mut out = String::new();
    let bytes = url.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let code =
            bytes.get(at..at + 3).filter(|c| c[0] == b'%' && c[1].is_ascii_hexdigit() && c[2].is_ascii_hexdigit());
        if let Some(code) = code {
            out.push_str(&String::from_utf8_lossy(code).to_uppercase());
            at += 3;
        } else {
            let c = url[at..].chars().next().expect("a character");
            out.push(c);
            at += c.len_utf8();
        }
    }
    let Some((scheme, rest)) = out.split_once("://").filter(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
    }) else {
        return out;
    };
    let cut = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(cut);
    let rest = match rest.chars().next() {
        None => "/".to_owned(),
        Some('?') => format!("/{rest}"),
        Some(_) => rest.to_owned(),
    };
    let coded: String = rest
        .chars()
        .map(
            |c| if c.is_ascii() { c.to_string() } else { c.to_string().bytes().map(|b| format!("%{b:02X}")).collect() },
        )
        .collect();
    format!("{}://{}{coded}", scheme.to_lowercase(), host.to_lowercase())
}

fn norm_headers(headers: &Value) -> Vec<(String, String)> {
    const DROP: &[&str] = &["host", "content-length", "expect", "user-agent"];
    let mut out: Vec<(String, String)> = headers
        .as_array()
        .into_iter()
        .flatten()
        .map(|pair| (pair[0].as_str().unwrap_or("").to_lowercase(), pair[1].as_str().unwrap_or("").to_owned()))
        .filter(|(name, value)| !DROP.contains(&name.as_str()) && (name.as_str(), value.as_str()) != ("accept", "*/*"))
        .map(|(name, value)| {
            let form = name == "content-type" && value.starts_with("multipart/form-data");
            (name, if form { "multipart/form-data".to_owned() } else { value })
        })
        .collect();
    out.sort();
    out
}

fn parts(value: &Value) -> Vec<Value> {
    let part = |p: &Value| {
        let file = p["filename"].as_str();
        json!([p["name"], file, if file.is_some() { Value::Null } else { p["value"].clone() }])
    };
    value.as_array().into_iter().flatten().map(part).collect()
}

fn some(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    }
}

fn same(want: &Value, got: &Value) -> bool {
    let url = |value: &Value| norm_url(value["url"].as_str().unwrap_or(""));
    if want["method"] != got["method"]
        || url(want) != url(got)
        || norm_headers(&want["headers"]) != norm_headers(&got["headers"])
    {
        return false;
    }
    if some(&want["multipart"]) {
        return parts(&want["multipart"]) == parts(&got["multipart"]);
    }
    if some(&want["body_from"]) {
        return want["body_from"] == got["body_from"];
    }
    if !want["body_json"].is_null() {
        let body: Option<Value> = got["body"].as_str().and_then(|body| serde_json::from_str(body).ok());
        return body.as_ref() == Some(&want["body_json"]);
    }
    let text = |value: &Value| value["body"].as_str().filter(|body| !body.is_empty()).map(str::to_owned);
    text(want) == text(got) && !some(&got["body_from"])
}

fn all_same(want: &[Value], got: &[Value]) -> bool {
    let mut rest: Vec<&Value> = got.iter().collect();
    for one in want {
        if !some(one) || some(&one["error"]) {
            return false;
        }
        let Some(at) = rest.iter().position(|got| same(one, got)) else { return false };
        rest.remove(at);
    }
    rest.is_empty()
}

fn flagged(commands: &Commands) -> bool {
    commands.findings.iter().any(|finding| finding.severity != Severity::Good)
}

fn right(case: &Value, commands: &Commands) -> bool {
    let got: Vec<Value> = commands.requests.iter().map(facts).collect();
    case["accept"].as_array().into_iter().flatten().filter_map(Value::as_str).any(|accept| {
        let want = match accept {
            "error" => return got.is_empty() && flagged(commands),
            "facts" => case["requests"].as_array().cloned(),
            "curl8" => case["curl8_requests"].as_array().cloned(),
            other => Some(vec![case[other].clone()]),
        };
        want.is_some_and(|want| !want.is_empty() && all_same(&want, &got))
    })
}

#[test]
fn the_shared_cases_are_read_as_the_shell_and_curl_read_them() {
    let Some(root) = folder("cases") else { return };
    compare(&root, 97);
}

/// Cases that somebody made who did not know the reader.
#[test]
fn independent_cases_are_read_as_the_shell_and_curl_read_them() {
    compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/independent/curl"), 97);
}

/// Compares all cases below `root`; so many per cent have to be right, and their problems said.
fn compare(root: &Path, floor: u32) {
    let mut tally = std::collections::BTreeMap::<String, (u32, u32)>::new();
    let (mut said, mut problems, mut misses) = (0, 0, Vec::new());
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(root.join("cases")).expect("cases").map(|e| e.expect("entry").path()).collect();
    names.sort();
    for path in names.iter().filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("case")).expect("JSON");
        let file = root.join("cases").join(case["file"].as_str().expect("file"));
        let paste = std::fs::read_to_string(&file).expect("paste");
        let mut commands = read(&paste);
        // What is odd about a command may be said by a check of its request, too.
        let today = Date::parse("2026-11-25").expect("a day");
        commands.findings = diagnose(&paste, &Answers::default(), today).findings;
        let ok = right(&case, &commands);
        let entry = tally.entry(case["dialect"].as_str().unwrap_or("").to_owned()).or_default();
        entry.1 += 1;
        entry.0 += u32::from(ok);
        let problem = !case["problem"].is_null();
        problems += u32::from(problem);
        said += u32::from(problem && flagged(&commands));
        let false_alarm = !problem && commands.findings.iter().any(|finding| finding.severity == Severity::Error);
        if !ok || (problem && !flagged(&commands)) || false_alarm {
            let got: Vec<String> = commands.requests.iter().map(|request| facts(request).to_string()).collect();
            let checks: Vec<&str> = commands.findings.iter().map(|finding| finding.check).collect();
            misses.push(format!("{} right={ok} {checks:?}\n    {}", case["id"], got.join("\n    ")));
        }
    }
    for miss in &misses {
        println!("{miss}");
    }
    println!("right by dialect: {tally:?}; problems said: {said} of {problems}");
    let (right, all) = tally.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(right * 100 >= all * floor, "{right} of {all} read right");
    assert!(said * 100 >= problems * floor, "{said} of {problems} said");
}

#[test]
fn the_fixtures_are_read_as_the_shell_and_curl_read_them() {
    let Some(root) = folder("fixtures") else { return };
    let facts_text = std::fs::read_to_string(root.join("fixtures/facts.json")).expect("facts");
    let all: Value = serde_json::from_str(&facts_text).expect("JSON");
    let (mut ok, mut count) = (0, 0);
    for (name, fact) in all.as_object().expect("an object") {
        let Some(want) = fact["requests"].as_array().filter(|requests| !requests.is_empty()) else { continue };
        let paste = std::fs::read_to_string(root.join("fixtures/curl_commands").join(name)).expect("paste");
        let commands = read(&paste);
        let got: Vec<Value> = commands.requests.iter().map(facts).collect();
        count += 1;
        if all_same(want, &got) {
            ok += 1;
        } else {
            let checks: Vec<&str> = commands.findings.iter().map(|finding| finding.check).collect();
            println!("{name} {checks:?}\n  want {}\n  got  {}", Value::from(want.clone()), Value::from(got));
        }
    }
    println!("fixtures right: {ok} of {count}");
    assert!(ok * 100 >= count * 85, "{ok} of {count}");
}
