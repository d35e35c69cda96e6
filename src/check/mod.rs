//! The checks on a request. Each family has its file under `rules`, each check its constant beside its code.
//!
//! A false alarm is worse than a miss: what is not known (a variable, a file, a gateway's own rules) is never
//! an error, and where sources contradict each other a check only warns.

mod answer;
mod context;
mod credential;
mod nearest;
pub mod rules;
mod shape;
mod sink;
mod target;

pub use answer::named;
pub use context::{Call, Context, Version};
pub use sink::{Note, Sink};
pub use target::{Endpoint, Platform};

use crate::date::Date;
use crate::finding::{Finding, Severity};
use crate::request::Request;

/// One check.
pub struct Rule {
    /// Stable id, `group/name`.
    pub id: &'static str,
    /// How bad it is, unless the code says less.
    pub severity: Severity,
    /// The cause (an id of the knowledge) that it speaks for.
    pub cause: Option<&'static str>,
    /// What it looks for, in a few words.
    pub title: &'static str,
    /// What the server answers, or why it matters.
    pub why: &'static str,
    /// Where the fact comes from. Empty outside tests.
    pub source: &'static str,
    /// Day on which the source was read, `YYYY-MM-DD`.
    pub seen: &'static str,
    /// The code.
    pub run: fn(&Context, &mut Sink),
    /// Pastes in which it must find something. Empty outside tests.
    pub bad: &'static [&'static str],
    /// Pastes in which it must not. Empty outside tests.
    pub good: &'static [&'static str],
}

/// What a check is about, for pages that explain a finding without its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The check's id.
    pub id: &'static str,
    /// What it looks for, in a few words.
    pub title: &'static str,
    /// What the server answers, or why it matters.
    pub why: &'static str,
    /// The cause that it speaks for.
    pub cause: Option<&'static str>,
}

/// The check with this id.
pub fn about(id: &str) -> Option<About> {
    rules::all().find(|rule| rule.id == id).map(|rule| About {
        id: rule.id,
        title: rule.title,
        why: rule.why,
        cause: rule.cause,
    })
}

/// Findings of one paste; a person reads a few, and comparing more with each other would take long.
const MOST: usize = 400;

/// Checks all requests of a paste. Findings come in the order of the requests, for each the most basic first.
pub fn check(paste: &str, requests: &[Request], today: Date) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    for request in requests {
        if all.len() >= MOST {
            break;
        }
        let json = context::read_body(request);
        let context = Context::new(paste, request, json.as_ref(), today);
        let mut sink = Sink::new(&rules::method::NO_BODY);
        for rule in rules::all() {
            sink.enter(rule);
            (rule.run)(&context, &mut sink);
        }
        let mut found = sink.into_findings();
        found.sort_by_key(|finding| finding.severity == Severity::Good);
        for mut finding in found {
            soften(&context, &mut finding);
            if all.len() < MOST && !repeats(&all, &finding) {
                all.push(finding);
            }
        }
    }
    all
}

/// A gateway may fill in, translate or drop anything, so only what no server can read is an error there.
fn soften(context: &Context, finding: &mut Finding) {
    let certain = finding.check.starts_with("json/") || finding.check == "key/not-expanded";
    if context.platform == Platform::Gateway && finding.severity == Severity::Error && !certain {
        finding.severity = Severity::Warning;
    }
}

/// Whether an earlier finding says the same of the same words.
fn repeats(all: &[Finding], new: &Finding) -> bool {
    all.iter().any(|old| {
        let same_words = match (old.span, new.span) {
            (Some(a), Some(b)) => a == b || a.overlaps(b),
            _ => false,
        };
        let same_place = old.span == new.span;
        (old.check == new.check && old.message == new.message && same_place)
            || (old.cause.is_some()
                && old.cause == new.cause
                && old.severity == new.severity
                && old.check != new.check
                && same_words)
    })
}

#[cfg(test)]
mod tests;
