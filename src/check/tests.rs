//! Tests over the examples of all checks.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use super::*;
use crate::finding::{apply, Trust};
use crate::json::bare_request;

const TODAY: &str = "2026-11-25";

fn today() -> Date {
    Date::parse(TODAY).unwrap()
}

fn read(paste: &str) -> Vec<Request> {
    let requests = crate::curl::read(paste).requests;
    if requests.is_empty() {
        bare_request(paste).into_iter().collect()
    } else {
        requests
    }
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
        let exempt = ["json/too-deep", "images/size", "images/count", "messages/too-many"].contains(&rule.id);
        assert!(exempt || !rule.bad.is_empty(), "{} has no bad example", rule.id);
    }
    println!("{} checks", ids.len());
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
