//! What speaks for and against a cause: its signals, what the checks found, known errors that match.

use super::params::Params;
use super::Because;
use crate::finding::{Finding, Severity};
use crate::knowledge::{Cause, Condition, ErrorEntry, Signal, Stage, Weight};
use crate::read::patterns::is_fact;
use crate::read::Reading;
use crate::span::Span;

/// Where a reason's weight comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source {
    /// A signal of the cause.
    Signal(Weight),
    /// A known error that names the cause; the share of its weight that this cause gets.
    Entry(f64),
    /// A check of the request, in shares of decisive words: the first fault that a request meets is what stops it.
    Check(f64),
}

impl Source {
    /// Whether it says more than that the cause fits, as it fits many others.
    pub fn more_than_a_hint(self) -> bool {
        !matches!(self, Self::Signal(Weight::Hint | Weight::Against | Weight::Excludes))
    }
}

/// A reason before it is weighed.
#[derive(Clone, Debug)]
pub struct Reason {
    /// In words.
    pub text: String,
    /// Where it stands.
    pub span: Option<Span>,
    /// Where its weight comes from.
    pub source: Source,
    /// Whether it was recognised by words of the knowledge, and not by facts or a check.
    pub by_words: bool,
}

impl Reason {
    /// Its weight.
    pub fn nats(&self, params: &Params) -> f64 {
        match self.source {
            Source::Signal(weight) => params.nats(weight),
            Source::Entry(share) => params.entry * share,
            Source::Check(share) => params.decisive * share,
        }
    }

    /// The reason as it is shown.
    pub fn because(&self, params: &Params) -> Because {
        Because { text: self.text.clone(), span: self.span, nats: self.nats(params) }
    }
}

/// Everything that speaks for or against `cause`.
pub fn of(
    paste: &str,
    reading: &Reading,
    findings: &[Finding],
    entry: Option<&ErrorEntry>,
    cause: &Cause,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = cause.signals.iter().filter_map(|signal| says(paste, reading, signal)).collect();
    reasons.extend(from_findings(reading, findings, cause));
    reasons.extend(entry.and_then(|entry| from_entry(entry, cause)));
    reasons
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

fn says(paste: &str, reading: &Reading, signal: &Signal) -> Option<Reason> {
    let span = holds(paste, reading, &signal.when)?;
    let text = match span {
        Some(span) if !signal.when.text.is_empty() => format!("the paste says “{}”", excerpt(span.of(paste))),
        _ => signal.when.facts.iter().map(|fact| in_words(fact)).collect::<Vec<_>>().join(", "),
    };
    Some(Reason { text, span, source: Source::Signal(signal.weight), by_words: !signal.when.text.is_empty() })
}

fn from_findings(reading: &Reading, findings: &[Finding], cause: &Cause) -> Option<Reason> {
    // What curl could not deliver was refused by nobody.
    let on_the_way = reading.facts.iter().any(|fact| fact.name.starts_with("curl_exit="));
    let arrived = !on_the_way || reading.status.is_some() || cause.showed <= Stage::Network;
    let answered =
        reading.status.as_ref().is_some_and(|s| s.value >= 400) || reading.error_type.is_some() || on_the_way;
    let refused = reading.status.as_ref().is_some_and(|s| s.value == 401)
        || reading.error_type.as_ref().is_some_and(|kind| kind.value == "authentication_error");
    findings.iter().filter(|finding| finding.cause == Some(cause.id)).find_map(|finding| {
        let share = match finding.severity {
            // A refused key says nothing of why; a fault in the key's own header does.
            Severity::Error if refused && cause.showed == Stage::Authentication => 1.8,
            Severity::Error if !arrived => 0.2,
            // An answer in the paste names the fault better than the request can.
            Severity::Error if answered => 0.7,
            // Without one: what stops the request first comes first.
            Severity::Error => 1.25 - 0.05 * f64::from(order(finding.check)),
            Severity::Warning if answered => 0.2,
            Severity::Warning => 0.5,
            Severity::Good => return None,
        };
        Some(Reason {
            text: finding.message.clone(),
            span: finding.span,
            source: Source::Check(share),
            by_words: false,
        })
    })
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

/// A known error that matches speaks for its causes, the first one most; one known by status and type only, little.
fn from_entry(entry: &ErrorEntry, cause: &Cause) -> Option<Reason> {
    let place = entry.causes.iter().position(|id| *id == cause.id)?;
    let share = match (!entry.text.is_empty() || entry.code.is_some(), place) {
        (true, 0) => 1.0,
        (true, _) => 1.0 / 3.0,
        (false, 0) => 0.2,
        (false, _) => 0.1,
    };
    let text = format!("it matches the known error {}", entry.id);
    Some(Reason { text, span: None, source: Source::Entry(share), by_words: false })
}

/// A fact in words.
pub fn in_words(fact: &str) -> String {
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
