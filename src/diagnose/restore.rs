//! From a diagnosis to what a link holds, and back.

use super::score::Scored;
use super::{Answers, Diagnosis};
use crate::check;
use crate::finding::Finding;
use crate::knowledge;
use crate::read::{client_name, platform_name, Evidence, Fact, Found, Reading};
use crate::share::Shared;
use crate::span::Span;

/// Facts that go into a link, with the label under which the page shows them.
const KEPT: &[(&str, &str)] = &[
    ("status", "Status"),
    ("type", "Error type"),
    ("code", "Error code"),
    ("client", "Client"),
    ("platform", "Platform"),
    ("curl_exit", "curl exit code"),
];

/// What a link holds.
pub fn shared(diagnosis: &Diagnosis, answers: &Answers, text: Option<String>) -> Shared {
    let kept = |fact: &&Fact| fact.name.split_once('=').is_some_and(|(key, _)| KEPT.iter().any(|(k, _)| *k == key));
    Shared {
        text,
        causes: diagnosis.from_paste.iter().take(8).map(|(id, p)| ((*id).to_owned(), *p)).collect(),
        facts: diagnosis.reading.facts.iter().filter(kept).map(|fact| fact.name.clone()).collect(),
        findings: diagnosis.findings.iter().map(|f| (f.check.to_owned(), f.severity)).collect(),
        answers: answers.clone(),
    }
}

/// The reading that the facts of a link stand for.
pub fn reading(shared: &Shared) -> Reading {
    let mut reading = Reading::default();
    let nowhere = Span::default();
    for fact in &shared.facts {
        let Some((key, value)) = fact.split_once('=') else { continue };
        let Some((_, label)) = KEPT.iter().find(|(known, _)| *known == key) else { continue };
        let shown = match key {
            "client" => client_name(value).to_owned(),
            "platform" => platform_name(value).to_owned(),
            _ => value.to_owned(),
        };
        match key {
            "status" => reading.status = value.parse().ok().map(|value| Found { value, span: nowhere }),
            "type" => reading.error_type = Some(Found { value: value.to_owned(), span: nowhere }),
            _ => {}
        }
        reading.evidence.push(Evidence { label, value: shown, span: None, rule: "from the link" });
    }
    reading.add_facts(shared.facts.iter().map(|name| Fact { name: name.clone(), span: None }));
    reading
}

/// The findings of a link: their checks are known, the words they were about are not.
pub fn findings(shared: &Shared) -> Vec<Finding> {
    shared
        .findings
        .iter()
        .filter_map(|(id, severity)| {
            let about = check::about(id)?;
            Some(Finding {
                check: about.id,
                severity: *severity,
                span: None,
                message: about.title.to_owned(),
                why: about.why.to_owned(),
                cause: about.cause,
                fix: None,
            })
        })
        .collect()
}

/// The causes of a link, with its probabilities.
pub fn scored(shared: &Shared) -> Vec<Scored> {
    let causes = shared.causes.iter().filter_map(|(id, p)| Some((knowledge::cause(id)?, *p)));
    causes.map(|(cause, probability)| Scored { cause, probability, because: Vec::new() }).collect()
}
