//! Where checks put what they found.

use super::Rule;
use crate::finding::{Finding, Fix, Severity};
use crate::span::Span;

/// Findings of one check on one request; more would not be read by anybody.
const MOST: usize = 12;

/// Collects findings.
pub struct Sink {
    findings: Vec<Finding>,
    rule: &'static Rule,
    count: usize,
    overflowed: bool,
}

/// A finding that can still be told more.
pub struct Note<'a>(Option<&'a mut Finding>);

impl Sink {
    /// An empty sink for `rule`.
    pub fn new(rule: &'static Rule) -> Self {
        Self { findings: Vec::new(), rule, count: 0, overflowed: false }
    }

    /// The next findings belong to `rule`.
    pub fn enter(&mut self, rule: &'static Rule) {
        self.rule = rule;
        self.count = 0;
    }

    /// Reports that the rule's fault is at `span`.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> Note<'_> {
        self.count += 1;
        if self.count > MOST {
            self.overflowed = true;
            return Note(None);
        }
        self.findings.push(Finding {
            check: self.rule.id,
            severity: self.rule.severity,
            span: Some(span),
            message: message.into(),
            why: self.rule.why.to_owned(),
            cause: self.rule.cause,
            fix: None,
        });
        Note(self.findings.last_mut())
    }

    /// Whether a check of this group (`key/`) or this check found a fault.
    pub fn has(&self, group: &str) -> bool {
        self.findings.iter().any(|finding| finding.severity != Severity::Good && finding.check.starts_with(group))
    }

    /// Whether something was said of these words already.
    pub fn touches(&self, span: Span) -> bool {
        self.of(span).any(|severity| severity != Severity::Good)
    }

    /// Whether these words were said to be what the API refuses.
    pub fn refuses(&self, span: Span) -> bool {
        self.of(span).any(|severity| severity == Severity::Error)
    }

    /// What was said of these words: of themselves, of a part of them, or of a key and its value of which they are one.
    /// What was said of an object around them is not of them.
    fn of(&self, span: Span) -> impl Iterator<Item = Severity> + '_ {
        let of = move |other: Span| {
            let around = other.start < span.start && span.end < other.end;
            other == span || (other.overlaps(span) && !around)
        };
        self.findings.iter().filter(move |finding| finding.span.is_some_and(of)).map(|finding| finding.severity)
    }

    /// Whether a check found more than it shows.
    pub fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// All findings.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

impl Note<'_> {
    /// Another reason than the rule's own.
    pub fn why(mut self, why: impl Into<String>) -> Self {
        if let Some(finding) = &mut self.0 {
            finding.why = why.into();
        }
        self
    }

    /// A way to mend it.
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        if let Some(finding) = &mut self.0 {
            finding.fix = fix.into();
        }
        self
    }

    /// It may be refused, or not.
    pub fn warning(mut self) -> Self {
        if let Some(finding) = &mut self.0 {
            finding.severity = Severity::Warning;
        }
        self
    }

    /// Another cause than the rule's own.
    pub fn cause(mut self, cause: Option<&'static str>) -> Self {
        if let Some(finding) = &mut self.0 {
            finding.cause = cause;
        }
        self
    }
}
