//! Tests over the examples of all checks.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod pages;

use super::*;
use crate::finding::{apply, Trust};
use crate::json::bare_request;

const TODAY: &str = "2026-11-25";

fn today() -> Date {
    Date::parse(TODAY).unwrap()
}

fn read(paste: &str) -> Vec<Request> {
    let mut requests = crate::curl::read(paste).requests;
    if requests.is_empty() {
        requests = crate::code::requests(paste);
    }
    if requests.is_empty() {
        requests.extend(bare_request(paste));
    }
    requests
}

fn findings(paste: &str) -> Vec<Finding> {
    let requests = read(paste);
    let mut found = check(paste, &requests, today());
    if let Some(message) = crate::read::read(paste).message {
        found.extend(named(paste, &message.value, &requests, &found, today()));
    }
    found
}

#[test]
fn every_rule_is_complete_and_its_id_unique() {
    let mut ids = std::collections::BTreeSet::new();
    for rule in rules::all() {
        assert!(ids.insert(rule.id), "{} occurs twice", rule.id);
        assert!(rule.id.contains('/') && !rule.title.is_empty() && !rule.source.is_empty(), "{}", rule.id);
        assert!(rule.severity == Severity::Good || !rule.why.is_empty(), "{} has no why", rule.id);
        assert!(Date::parse(rule.seen).is_some(), "{}", rule.id);
        assert!(!rule.good.is_empty(), "{} has no good example", rule.id);
        assert!(LONG.contains(&rule.id) || !rule.bad.is_empty(), "{} has no bad example", rule.id);
    }
    println!("{} checks", ids.len());
}

/// Checks whose bad examples are too long to be written down; they are made here.
const LONG: [&str; 5] = ["json/too-deep", "messages/too-many", "images/count", "images/size", "tools/strict-limit"];

/// A body with these messages.
fn talk(model: &str, messages: &str) -> String {
    format!("{{\"model\":\"{model}\",\"max_tokens\":9,\"messages\":[{messages}]}}")
}

/// So many images in one message.
fn images(model: &str, count: usize) -> String {
    let image = r#"{"type":"image","source":{"type":"url","url":"https://a.example/b.png"}}"#;
    talk(model, &format!("{{\"role\":\"user\",\"content\":[{}]}}", vec![image; count].join(",")))
}

/// An image of so many bytes of base64, sent to this address.
fn picture(url: &str, model: &str, bytes: usize) -> String {
    let data = format!("/9j/{}", "A".repeat(bytes - 4));
    let image = format!(r#"{{"type":"image","source":{{"type":"base64","media_type":"image/jpeg","data":"{data}"}}}}"#);
    let body = talk(model, &format!("{{\"role\":\"user\",\"content\":[{image}]}}"));
    format!("curl {url} -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json' -d '{body}'")
}

#[test]
fn long_bad_examples_fire_their_rule_and_those_at_the_limit_do_not() {
    const API: &str = "https://api.anthropic.com/v1/messages";
    let turn = r#"{"role":"user","content":"Hi"}"#;
    let turns = |count: usize| talk("claude-opus-5", &vec![turn; count].join(","));
    let nested = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(r#"{{"model":"claude-opus-5","max_tokens":9,"messages":[{turn}],"tools":{open}{close}}}"#)
    };
    let strict = |count: usize| {
        let tool = |number: usize| {
            format!(
                r#"{{"name":"t{number}","strict":true,"input_schema":{{"type":"object","properties":{{}},"additionalProperties":false}}}}"#
            )
        };
        let tools = (0..count).map(tool).collect::<Vec<_>>().join(",");
        format!(r#"{{"model":"claude-opus-5","max_tokens":9,"messages":[{turn}],"tools":[{tools}]}}"#)
    };
    let mb = 1_000_000;
    let table = [
        (LONG[0], nested(600), nested(400)),
        (LONG[1], turns(100_001), turns(100_000)),
        (LONG[2], images("claude-opus-5", 601), images("claude-opus-5", 600)),
        (LONG[2], images("claude-haiku-4-5", 101), images("claude-haiku-4-5", 100)),
        (LONG[4], strict(21), strict(20)),
        (LONG[3], picture(API, "claude-opus-5", 11 * mb), picture(API, "claude-opus-5", 9 * mb)),
    ];
    for (check, bad, good) in table {
        let fires = |paste: &str| findings(paste).iter().any(|f| f.check == check);
        assert!(fires(&bad), "{check} does not fire on {} bytes", bad.len());
        assert!(!fires(&good), "{check} fires on {} bytes", good.len());
    }
    let hidden = rules::all().filter(|rule| rule.bad.is_empty()).map(|rule| rule.id);
    assert!(hidden.eq(rules::all().map(|rule| rule.id).filter(|id| LONG.contains(id))), "LONG is out of date");
}

#[test]
fn what_was_left_out_is_no_error() {
    let bodies = [
        r#"{"model":"claude-opus-5","max_tokens":9,"messages":[...]}"#,
        r#"{"model":"claude-opus-5","max_tokens":9,"tools":[{"name":"f","input_schema":{...}}],"messages":[{"role":"user","content":"Hi"}]}"#,
        r#"{"model":"claude-opus-5","max_tokens":9,"system":…,"messages":[{"role":"user","content":"Hi"}]}"#,
        r#"{"model":"claude-opus-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}, ...]}"#,
    ];
    for body in bodies {
        let found = findings(body);
        let seen: Vec<_> = found.iter().map(|f| (f.severity, f.check)).collect();
        assert!(seen.contains(&(Severity::Warning, "json/placeholder")), "{seen:?}: {body}");
        assert!(!seen.iter().any(|(severity, _)| *severity == Severity::Error), "{seen:?}: {body}");
    }
}

#[test]
fn bad_examples_fire_their_rule_and_good_ones_do_not() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        for paste in rule.bad {
            let found = findings(paste);
            let fires = found.iter().any(|f| f.check == rule.id);
            let others: Vec<&str> =
                found.iter().filter(|f| f.severity == Severity::Error && f.check != rule.id).map(|f| f.check).collect();
            if !fires || !others.is_empty() {
                wrong.push(format!("{}: fires {fires}, others {others:?}: {paste}", rule.id));
            }
        }
        for paste in rule.good {
            let found = findings(paste);
            if found.iter().any(|f| f.check == rule.id) {
                wrong.push(format!("{} fires on a good example: {paste}", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn spans_fit_and_messages_are_plain() {
    for paste in rules::all().flat_map(|rule| rule.bad) {
        for finding in findings(paste) {
            let span = finding.span.unwrap();
            assert!(paste.get(span.start..span.end).is_some(), "{}: {span:?} in {paste}", finding.check);
            for word in ["invalid", "oops", "please", "sorry", "illegal"] {
                assert!(!finding.message.to_lowercase().contains(word), "{}: {}", finding.check, finding.message);
            }
            assert!(finding.message.ends_with(['.', '?']), "{}: {}", finding.check, finding.message);
        }
    }
}

/// What is wrong after all safe fixes of a paste were applied: a fault that one claimed to mend, or a new error.
fn left_after_fixes(paste: &str) -> Vec<String> {
    let before = findings(paste);
    let safe: Vec<&Finding> = before
        .iter()
        .filter(|f| f.fix.as_ref().is_some_and(|fix| fix.trust == Trust::Safe && !fix.edits.is_empty()))
        .collect();
    if safe.is_empty() {
        return Vec::new();
    }
    let edits: Vec<_> = safe.iter().flat_map(|f| f.fix.iter().flat_map(|fix| fix.edits.clone())).collect();
    let mended = apply(paste, &edits);
    let count = |all: &[Finding], check: &str| all.iter().filter(|f| f.check == check).count();
    let after = findings(&mended);
    let mut wrong = Vec::new();
    for finding in &safe {
        let others = before.iter().filter(|f| f.check == finding.check && !safe.iter().any(|s| std::ptr::eq(*s, *f)));
        if count(&after, finding.check) > others.count() {
            wrong.push(format!("{} is still there", finding.check));
        }
    }
    for error in after.iter().filter(|f| f.severity == Severity::Error) {
        if count(&before, error.check) == 0 {
            wrong.push(format!("{} is new", error.check));
        }
    }
    wrong.iter().map(|what| format!("{what}: {paste}\n   -> {mended}")).collect()
}

#[test]
fn safe_fixes_mend_what_they_claim_and_break_nothing() {
    let wrong: Vec<String> = rules::all().flat_map(|rule| rule.bad).flat_map(|paste| left_after_fixes(paste)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The members that a bad body has beside those of a right one.
fn extra_members(paste: &str) -> Option<&str> {
    let rest = paste.strip_prefix("{\"model\":\"claude-opus-5\",\"max_tokens\":20000,")?;
    let members = rest.strip_suffix("\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")?;
    (!members.is_empty()).then_some(members)
}

#[test]
fn safe_fixes_of_two_faults_go_together() {
    let bad: Vec<&str> = rules::all().flat_map(|rule| rule.bad).filter_map(|paste| extra_members(paste)).collect();
    assert!(bad.len() > 40, "only {} bodies can be put together", bad.len());
    let mut wrong = Vec::new();
    let mut pairs = 0;
    for (index, first) in bad.iter().enumerate() {
        for second in bad.iter().skip(index + 1) {
            let key = |members: &str| members.split('"').nth(1).map(str::to_owned);
            if key(first) == key(second) {
                continue;
            }
            let both = format!(
                "{{\"model\":\"claude-opus-5\",\"max_tokens\":20000,{first}{second}\"messages\":[{{\"role\":\"user\",\"content\":\"Hi\"}}]}}"
            );
            pairs += 1;
            wrong.extend(left_after_fixes(&both));
        }
    }
    assert!(wrong.is_empty(), "{} of {pairs} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
