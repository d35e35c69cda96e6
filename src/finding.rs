//! What a check has to say about a request.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The request will be refused, or will not be sent as meant.
    Error,
    /// It may be refused, or you may not want it.
    Warning,
    /// Looked at and right.
    Good,
}

impl Severity {
    /// The name in attributes and in the JSON of `diagnose`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Good => "good",
        }
    }
}

/// How far a fix can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Trust {
    /// Keeps the meaning; applied with one click.
    Safe,
    /// Probably what was meant; applied on request.
    Likely,
    /// For reading only: the person has to fill something in.
    ShowOnly,
}

/// One replacement in the paste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a button would say it: "Use double quotes".
    pub title: String,
    /// How far it can be trusted.
    pub trust: Trust,
    /// Replacements in the paste, none overlapping another.
    pub edits: Vec<Edit>,
}

/// One remark about the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable id, `group/name`.
    pub check: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The words it is about. Where something is missing: where it would belong.
    pub span: Option<Span>,
    /// What is wrong, in one sentence with the person's own values.
    pub message: String,
    /// Why it matters and what the server will say.
    pub why: String,
    /// The cause (an id of the knowledge) that this finding speaks for.
    pub cause: Option<&'static str>,
    /// A way to mend it.
    pub fix: Option<Fix>,
}

/// Applies edits to a text. Edits that overlap an earlier one, or do not fit the text, are left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut order: Vec<&Edit> = edits.iter().collect();
    crate::order::by_key(&mut order, |edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in order {
        let Some(kept) = text.get(at..edit.span.start) else { continue };
        if !text.is_char_boundary(edit.span.end) || edit.span.end > text.len() {
            continue;
        }
        out.push_str(kept);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}
