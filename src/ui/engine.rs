//! The page's calls into the core, in one place.

use crate::date::Date;
use crate::diagnose::{Answers, Diagnosis};
use crate::mask;
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

/// What a link brought.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The text, if it was in the link.
    pub text: Option<String>,
    /// The answers given.
    pub answers: Answers,
    /// The diagnosis without the text.
    pub diagnosis: Diagnosis,
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

/// The text with its secrets masked.
pub fn mask(text: &str) -> String {
    mask::mask(text).into_string()
}

/// The link for a diagnosis.
pub fn link(diagnosis: &Diagnosis, paste: &str, answers: &Answers, with_text: bool) -> Preview {
    let _ = (diagnosis, paste, answers, with_text);
    Preview::default()
}

/// Reads what stands behind `#`; the error is a sentence for the person.
pub fn open(fragment: &str, today: Date) -> Result<Opened, String> {
    let _ = (fragment, today);
    Err("This link was made by a newer version of this page.".to_owned())
}

/// The diagnosis of an opened link with other answers.
pub fn again(opened: &Opened, answers: &Answers, today: Date) -> Diagnosis {
    let _ = (answers, today);
    opened.diagnosis.clone()
}

/// The report for an issue or for support, in Markdown.
pub fn report(diagnosis: &Diagnosis, paste: &str) -> String {
    let _ = (diagnosis, paste);
    String::new()
}
