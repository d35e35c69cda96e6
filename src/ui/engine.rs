//! The page's calls into the core, in one place.

use super::{text, verdict};
use crate::date::Date;
use crate::diagnose::{self, Answers, Diagnosis};
use crate::knowledge::{CAUSES, STEPS};
use crate::mask;
use crate::report;
use crate::share::{self, LinkFault, Shared};
use crate::span::Span;

/// A secret in the paste and what is shown instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Where it stands.
    pub span: Span,
    /// What is shown in its place.
    pub shown: String,
}

/// What a link would hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// What stands behind `#`.
    pub fragment: String,
    /// Its content, line by line, as the receiver's page reads it.
    pub lines: Vec<(&'static str, String)>,
    /// The masked text, if it is in the link.
    pub text: Option<String>,
    /// The text was asked for, but does not fit.
    pub left_out: bool,
}

/// All secrets of the paste, in order, with words instead of each.
pub fn secrets(paste: &str) -> Vec<Secret> {
    let found = mask::secrets(paste).into_iter();
    found
        .map(|secret| {
            let length = secret.span.of(paste).chars().count();
            Secret { span: secret.span, shown: format!("{} · {length} characters", mask::words(secret.class)) }
        })
        .collect()
}

/// Longer texts (bytes) are never put into a link.
const LONGEST_SHARED: usize = 100_000;

/// The link for a diagnosis. What is listed is read back from the finished link, so it is exactly what the receiver gets.
pub fn link(diagnosis: &Diagnosis, paste: &str, answers: &Answers, with_text: bool) -> Preview {
    // So long a text never fits a link, and masking it only to find out would take seconds.
    let fits = paste.len() <= LONGEST_SHARED;
    let text = (with_text && fits).then(|| mask::mask(paste).into_string());
    let link = share::encode(&diagnose::share(diagnosis, answers, text));
    let inside = share::decode(&link.fragment).unwrap_or_default();
    let mut lines = Vec::new();
    for (id, probability) in &inside.causes {
        lines.push((text::IN_CAUSE, format!("{} ({id}), {}", title(id), verdict::percent(*probability))));
    }
    for (step, answer) in inside.answers.iter() {
        lines.push((text::IN_ANSWER, format!("{} {}", question(step), text::answer(answer))));
    }
    if !inside.facts.is_empty() {
        lines.push((text::IN_FACTS, inside.facts.join(", ")));
    }
    if !inside.findings.is_empty() {
        let checks: Vec<&str> = inside.findings.iter().map(|(check, _)| check.as_str()).collect();
        lines.push((text::IN_CHECKS, checks.join(", ")));
    }
    Preview { fragment: link.fragment, lines, text: inside.text, left_out: link.text_dropped || (with_text && !fits) }
}

fn title(id: &str) -> &str {
    CAUSES.iter().find(|cause| cause.id == id).map_or(id, |cause| cause.title)
}

fn question(id: &str) -> &str {
    STEPS.iter().find(|step| step.id == id).map_or(id, |step| step.question)
}

/// Reads what stands behind `#`; the error is a sentence for the person. `None`: it is no link of ours.
pub fn open(fragment: &str) -> Option<Result<Shared, &'static str>> {
    share::is_link(fragment).then(|| share::decode(fragment).map_err(LinkFault::sentence))
}

/// The diagnosis of an opened link with these answers.
pub fn again(opened: &Shared, answers: &Answers, today: Date) -> Diagnosis {
    diagnose::restore(&Shared { answers: answers.clone(), ..opened.clone() }, today)
}

/// The report for an issue or for support, in Markdown, secrets masked.
pub fn report(diagnosis: &Diagnosis, paste: &str) -> String {
    report::markdown(diagnosis, paste).into_string()
}
