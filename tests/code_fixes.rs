//! A fix of a program's call keeps it a call of that program, and silences the check that asked for it.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where it fails")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers, Diagnosis};
use claude_troubleshooter::finding;
use std::fs;

fn look(paste: &str) -> Diagnosis {
    diagnose(paste, &Answers::default(), Date::parse("2026-11-22").unwrap())
}

/// Snippets beside those of `tests/cases/code`, each with one fault whose fix is known, and what it becomes.
const FIXED: &[(&str, &str)] = &[
    (
        "client = Anthropic()\nclient.messages.create(\n    model='claude-opus-5',\n    messages=[{'role': 'user', 'content': 'x'}],\n)",
        "client = Anthropic()\nclient.messages.create(\n    max_tokens=1024, model='claude-opus-5',\n    messages=[{'role': 'user', 'content': 'x'}],\n)",
    ),
    (
        "MODEL = 'claude-3-opus-20240229'\nclient.messages.create(model=MODEL, max_tokens=9, messages=m)",
        "MODEL = 'claude-opus-4-8'\nclient.messages.create(model=MODEL, max_tokens=9, messages=m)",
    ),
    (
        "await client.messages.create({ model: `claude-opus-5`, maxTokens: 9, messages });",
        "await client.messages.create({ model: `claude-opus-5`, max_tokens: 9, messages });",
    ),
    (
        "client = Anthropic(base_url=\"https://api.anthropic.com/v1/\")\nclient.messages.create(model='claude-opus-5', max_tokens=9, messages=m)",
        "client = Anthropic(base_url=\"https://api.anthropic.com/\")\nclient.messages.create(model='claude-opus-5', max_tokens=9, messages=m)",
    ),
    (
        "client.messages.create(model='claude-opus-5', seed=SEED, max_tokens=9, messages=m)",
        "client.messages.create(model='claude-opus-5', max_tokens=9, messages=m)",
    ),
    (
        "requests.post('https://api.anthropic.com/v1/messages', headers={'x-api-key': k, 'anthropic-version': '2023-06-01', 'content-type': 'application/json'}, data={'model': 'claude-opus-5', 'max_tokens': 9, 'messages': m})",
        "requests.post('https://api.anthropic.com/v1/messages', headers={'x-api-key': k, 'anthropic-version': '2023-06-01', 'content-type': 'application/json'}, json={'model': 'claude-opus-5', 'max_tokens': 9, 'messages': m})",
    ),
    (
        "fetch('https://api.anthropic.com/v1/messages', { method: 'POST', headers: { 'x-api-key': k, version: '2023-06-01', 'content-type': 'application/json' }, body: JSON.stringify({ model: 'claude-opus-5', max_tokens: 9, messages }) })",
        "fetch('https://api.anthropic.com/v1/messages', { method: 'POST', headers: { 'x-api-key': k, \"anthropic-version\": '2023-06-01', 'content-type': 'application/json' }, body: JSON.stringify({ model: 'claude-opus-5', max_tokens: 9, messages }) })",
    ),
];

#[test]
fn a_fix_is_written_in_the_language_of_the_snippet() {
    for (paste, wanted) in FIXED {
        let fixes: Vec<_> = look(paste).findings.into_iter().filter_map(|finding| finding.fix).collect();
        assert_eq!(fixes.len(), 1, "{paste}\n{fixes:?}");
        assert_eq!(finding::apply(paste, &fixes[0].edits), *wanted);
    }
}

#[test]
fn a_fix_silences_its_check_and_leaves_a_call() {
    let mut count = 0;
    let files = fs::read_dir("tests/cases/code").unwrap().flatten().map(|entry| entry.path());
    let texts =
        files.filter(|path| path.extension().is_some_and(|e| e == "txt")).map(|path| fs::read_to_string(path).unwrap());
    for paste in texts.chain(FIXED.iter().map(|(paste, _)| (*paste).to_owned())) {
        let before = look(&paste);
        for finding in &before.findings {
            let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()) else { continue };
            let mended = finding::apply(&paste, &fix.edits);
            let after = look(&mended);
            assert_eq!(before.reading.requests.len(), after.reading.requests.len(), "{mended}");
            let still =
                after.findings.iter().any(|other| other.check == finding.check && other.message == finding.message);
            assert!(!still, "{} after {:?}:\n{mended}", finding.check, fix.title);
            count += 1;
        }
    }
    assert!(count >= 15, "{count} fixes");
}
