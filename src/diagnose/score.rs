//! Probabilities of the causes: priors, what the words and facts say, what the checks found, what was answered.
//!
//! Naive Bayes in log space. Signals of one cause overlap (the same sentence often fires two), so each
//! further one counts half of the one before.

use super::{Answer, Answers, Because};
use crate::finding::{Finding, Severity};
use crate::knowledge::{self, Cause, Condition, Signal, Stage, CAUSES, ERRORS};
use crate::read::patterns::is_fact;
use crate::read::Reading;
use crate::span::Span;

/// Below this probability a cause is not listed.
pub const SHOWN: f64 = 0.01;
/// Below this probability nothing is claimed at all.
pub const CLAIMED: f64 = 0.2;
/// Log weight of "none of the known causes".
pub const NONE: f64 = -1.0;
/// What a hint weighs. Hints alone name no cause where nothing else speaks of Claude.
const HINT: f64 = 2.0;
/// Answers are never taken as proof: people misread questions.
const DOUBT: f64 = 0.03;

/// A cause that something speaks for.
pub struct Scored {
    /// The cause.
    pub cause: &'static Cause,
    /// Log weight from the paste, prior included.
    pub nats: f64,
    /// What speaks for and against it.
    pub because: Vec<Because>,
}

/// Scores every cause that the paste or the findings speak for.
pub fn score(paste: &str, reading: &Reading, findings: &[Finding], entries: &[&'static str]) -> Vec<Scored> {
    let total: f64 = CAUSES.iter().map(|cause| cause.prior).sum();
    // Who only talks of errors has none, and a network failure without a word of Claude is anybody's.
    let talk = reading.fact("has=only_talk").is_some();
    let stranger = reading.fact("has=no_claude").is_some() && reading.error_type.is_none();
    CAUSES
        .iter()
        .filter(|cause| !cause.claude || !(talk || stranger && cause.began == Stage::Network))
        .filter_map(|cause| {
            let mut because = Vec::new();
            because.extend(cause.signals.iter().filter_map(|signal| says(paste, reading, signal)));
            because.extend(from_findings(reading, findings, cause));
            because.extend(from_entries(entries, cause).filter(|_| !stranger));
            crate::order::by(&mut because, |a, b| b.nats.total_cmp(&a.nats));
            let mut share = 1.0;
            let mut nats = (cause.prior / total).ln();
            for reason in because.iter().filter(|reason| reason.nats > 0.0) {
                nats += reason.nats * share;
                share /= 2.0;
            }
            nats += because.iter().filter(|reason| reason.nats < 0.0).map(|reason| reason.nats).sum::<f64>();
            let spoken_for = because.first().is_some_and(|reason| reason.nats > if stranger { HINT } else { 0.0 });
            spoken_for.then_some(Scored { cause, nats, because })
        })
        .collect()
}

/// Posterior probabilities in the order of `scored`; the rest up to 1 belongs to none of them.
pub fn probabilities(scored: &[Scored], answers: &Answers) -> Vec<f64> {
    let mut nats: Vec<f64> = scored.iter().map(|s| s.nats).collect();
    let mut none = NONE;
    for (id, answer) in answers.iter() {
        let Some(step) = knowledge::step(id) else { continue };
        let likelihood = |yes: f64| match answer {
            Answer::Yes => yes.clamp(DOUBT, 1.0 - DOUBT).ln(),
            Answer::No => (1.0 - yes).clamp(DOUBT, 1.0 - DOUBT).ln(),
            Answer::NotSure => 0.0,
        };
        for (scored, nats) in scored.iter().zip(&mut nats) {
            *nats += likelihood(super::steps::probability_of_yes(step, scored.cause.id));
        }
        none += likelihood(step.otherwise);
    }
    let top = nats.iter().copied().fold(none, f64::max);
    let sum = (none - top).exp() + nats.iter().map(|n| (n - top).exp()).sum::<f64>();
    nats.iter().map(|n| (n - top).exp() / sum).collect()
}

/// Whether a condition holds for what was read, and the words that it rests on.
pub fn holds(paste: &str, reading: &Reading, when: &Condition) -> Option<Option<Span>> {
    let facts_hold = when.facts.iter().all(|fact| reading.fact(fact).is_some());
    let barred = when.unless.iter().any(|entry| match is_fact(entry) {
        true => reading.fact(entry).is_some(),
        false => reading.words.find(entry, paste).is_some(),
    });
    if !facts_hold || barred {
        return None;
    }
    if when.text.is_empty() {
        return Some(when.facts.iter().find_map(|fact| reading.fact(fact)).and_then(|fact| fact.span));
    }
    when.text.iter().find_map(|pattern| reading.words.find(pattern, paste)).map(Some)
}

fn says(paste: &str, reading: &Reading, signal: &Signal) -> Option<Because> {
    let span = holds(paste, reading, &signal.when)?;
    let text = match span {
        Some(span) if !signal.when.text.is_empty() => format!("the paste says “{}”", excerpt(span.of(paste))),
        _ => signal.when.facts.iter().map(|fact| in_words(fact)).collect::<Vec<_>>().join(", "),
    };
    Some(Because { text, span, nats: signal.weight.nats() })
}

fn from_findings(reading: &Reading, findings: &[Finding], cause: &Cause) -> Vec<Because> {
    let answered = reading.status.as_ref().is_some_and(|s| s.value >= 400)
        || reading.error_type.is_some()
        || reading.facts.iter().any(|fact| fact.name.starts_with("curl_exit="));
    let refused = reading.status.as_ref().is_some_and(|s| s.value == 401)
        || reading.error_type.as_ref().is_some_and(|kind| kind.value == "authentication_error");
    findings
        .iter()
        .filter(|finding| finding.cause == Some(cause.id))
        .filter_map(|finding| {
            let nats = match finding.severity {
                // A refused key says nothing of why; a fault in the key's own header does.
                Severity::Error if refused && cause.showed == Stage::Authentication => 22.0,
                // An answer in the paste names the fault better than the request can.
                Severity::Error if answered => 8.0,
                // Without one: what stops the request first comes first.
                Severity::Error => 15.0 - 0.6 * f64::from(order(finding.check)),
                Severity::Warning if answered => 2.0,
                Severity::Warning => 5.0,
                Severity::Good => return None,
            };
            Some(Because { text: finding.message.clone(), span: finding.span, nats })
        })
        .take(1)
        .collect()
}

/// The order in which a request meets the checks.
fn order(check: &str) -> u8 {
    const ORDER: [&str; 12] = [
        "shell",
        "powershell",
        "curl",
        "host",
        "url",
        "path",
        "endpoint",
        "method",
        "key",
        "auth",
        "header",
        "version",
    ];
    let group = check.split('/').next().unwrap_or(check);
    ORDER.iter().position(|known| *known == group).map_or(12, |index| index as u8)
}

/// A known error that matches speaks for its causes, the first one most.
fn from_entries(entries: &[&'static str], cause: &Cause) -> Option<Because> {
    let entry = entries.first().and_then(|id| ERRORS.iter().find(|entry| entry.id == *id))?;
    let place = entry.causes.iter().position(|id| *id == cause.id)?;
    let specific = !entry.text.is_empty();
    let nats = match (specific, place) {
        (true, 0) => 6.0,
        (true, _) => 2.0,
        (false, 0) => 1.2,
        (false, _) => 0.6,
    };
    Some(Because { text: format!("it matches the known error {}", entry.id), span: None, nats })
}

/// A fact in words.
fn in_words(fact: &str) -> String {
    let (key, value) = fact.split_once('=').unwrap_or((fact, ""));
    match (key, value) {
        ("status", value) => format!("HTTP status {value}"),
        ("type", value) => format!("error type {value}"),
        ("code", value) => format!("error code {value}"),
        ("client", value) => format!("it was printed by {}", crate::read::client_name(value)),
        ("platform", value) => format!("the call went to {}", crate::read::platform_name(value)),
        ("curl_exit", value) => format!("curl ended with code {value}"),
        ("vendor", _) => "it holds words of another vendor".to_owned(),
        ("has", "html") => "an HTML page came back".to_owned(),
        ("has", "cloudflare") => "Cloudflare answered".to_owned(),
        ("has", "stream_begun") => "the answer had begun to stream".to_owned(),
        ("has", "retry_banner") => "the client was retrying".to_owned(),
        ("has", "base_url") => "a base URL is set".to_owned(),
        ("has", "proxy_env") => "a proxy is set".to_owned(),
        _ => format!("{key}: {value}").replace('_', " "),
    }
}

/// The head of a text, on one line, at most 60 characters.
fn excerpt(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", flat.get(..cut).unwrap_or("")),
        None => flat,
    }
}
