//! Which words of the text are marked, and how the marked text is cut into pieces. Pure.

use super::shown::Secret;
use crate::diagnose::{Diagnosis, MESSAGE};
use crate::finding::Severity;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Texts up to this size (bytes) are shown whole; of longer ones only what lies around the marks.
const WHOLE: usize = 6_000;
/// How much (bytes) is shown around a mark of a longer text.
const AROUND: usize = 320;
/// How many marks there are at most: more than these nobody reads.
const MOST: usize = 48;
/// Size (bytes) of the excerpt that stands in the box for a text that is too long for it.
const EXCERPT: usize = 3_000;

/// What kind of words these are, most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// The fault, or the words that led to the cause.
    Fault,
    /// A warning.
    Warning,
    /// Something that was read.
    Fact,
}

/// What a mark leads to: the id of an element on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// The finding with this number.
    Finding(usize),
    /// The reason with this number.
    Because(usize),
    /// The line of "What we read" with this number.
    Evidence(usize),
}

impl Target {
    /// The element's id.
    pub fn id(self) -> String {
        match self {
            Self::Finding(n) => format!("finding-{n}"),
            Self::Because(n) => format!("because-{n}"),
            Self::Evidence(n) => format!("evidence-{n}"),
        }
    }
}

/// Marked words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where they stand.
    pub span: Span,
    /// What kind.
    pub kind: Kind,
    /// What they lead to.
    pub target: Target,
}

/// A piece of the marked text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Ordinary words.
    Plain(String),
    /// What stands for a secret.
    Secret(String),
    /// A mark begins; pieces up to [`Piece::End`] belong to it.
    Begin(Mark),
    /// The mark ends.
    End,
    /// So many lines (or bytes, where it is all one line) are left out.
    Gap {
        /// Line breaks left out.
        lines: usize,
        /// Bytes left out.
        bytes: usize,
    },
}

/// The id of the element that shows the mark at `span`.
pub fn mark_id(span: Span) -> String {
    format!("mark-{}-{}", span.start, span.end)
}

/// The place of the fault: what the excerpt is cut around.
pub fn fault(diagnosis: &Diagnosis) -> Option<Span> {
    let because = diagnosis.causes.first().into_iter().flat_map(|ranked| &ranked.because);
    because
        .filter(|because| because.nats > 0.0)
        .find_map(|because| because.span)
        .or_else(|| diagnosis.reading.message.as_ref().map(|found| found.span))
        .or_else(|| diagnosis.findings.iter().find(|finding| finding.severity == Severity::Error)?.span)
        .or_else(|| diagnosis.reading.evidence.iter().find_map(|evidence| evidence.span))
}

/// All marks of a diagnosis, none overlapping another, in the order of the text; so many `reasons` are marked.
pub fn of(diagnosis: &Diagnosis, paste: &str, reasons: usize) -> Vec<Mark> {
    let mut wanted: Vec<Mark> = Vec::new();
    let findings = diagnosis.findings.iter().enumerate();
    for (n, finding) in findings {
        let kind = match finding.severity {
            Severity::Error => Kind::Fault,
            Severity::Warning => Kind::Warning,
            Severity::Good => continue,
        };
        wanted.extend(finding.span.map(|span| Mark { span, kind, target: Target::Finding(n) }));
    }
    let because = diagnosis.causes.first().into_iter().flat_map(|ranked| &ranked.because).enumerate();
    for (n, reason) in because.filter(|(_, reason)| reason.nats > 0.0).take(reasons) {
        wanted.extend(reason.span.map(|span| Mark { span, kind: Kind::Fault, target: Target::Because(n) }));
    }
    if diagnosis.leading_message().is_some() {
        let message = diagnosis.reading.evidence.iter().find(|line| line.label == MESSAGE).and_then(|line| line.span);
        wanted.extend(message.map(|span| Mark { span, kind: Kind::Fault, target: Target::Because(0) }));
    }
    for (n, evidence) in diagnosis.reading.evidence.iter().enumerate() {
        wanted.extend(evidence.span.map(|span| Mark { span, kind: Kind::Fact, target: Target::Evidence(n) }));
    }
    for mark in &mut wanted {
        mark.span = mark.span.on_borders(paste);
    }
    // A whole command as a mark would colour everything and point at nothing: long spans are left out.
    wanted.retain(|mark| mark.span.len() <= 2_000);
    crate::order::by_key(&mut wanted, |mark| mark.kind);
    let mut placed: Vec<Mark> = Vec::new();
    for mark in wanted {
        if placed.len() >= MOST {
            break;
        }
        let taken = placed.iter().any(|other| {
            other.span.overlaps(mark.span)
                || other.span == mark.span
                || (mark.span.is_empty() && other.span.start <= mark.span.start && mark.span.start <= other.span.end)
        });
        if !taken {
            placed.push(mark);
        }
    }
    crate::order::by_key(&mut placed, |mark| (mark.span.start, mark.span.end));
    placed
}

/// The mark that shows `span`: the one that equals it, or else one that covers or meets it.
pub fn showing(marks: &[Mark], span: Span) -> Option<Span> {
    let equal = marks.iter().find(|mark| mark.span == span);
    equal.or_else(|| marks.iter().find(|mark| mark.span.overlaps(span))).map(|mark| mark.span)
}

/// The text cut into pieces: marks, masked secrets, and gaps where nothing is marked.
pub fn pieces(paste: &str, marks: &[Mark], secrets: &[Secret]) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = 0;
    for window in windows(paste, marks) {
        gap(&mut out, paste, at, window.start);
        let mut here = window.start;
        for mark in marks.iter().filter(|mark| window.start <= mark.span.start && mark.span.end <= window.end) {
            plain(&mut out, paste, Span::new(here, mark.span.start.max(here)), secrets);
            out.push(Piece::Begin(*mark));
            plain(&mut out, paste, mark.span, secrets);
            out.push(Piece::End);
            here = here.max(mark.span.end);
        }
        plain(&mut out, paste, Span::new(here, window.end), secrets);
        at = window.end;
    }
    gap(&mut out, paste, at, paste.len());
    out
}

fn gap(out: &mut Vec<Piece>, paste: &str, from: usize, to: usize) {
    let left_out = paste.get(from..to).unwrap_or("");
    if !left_out.trim().is_empty() {
        out.push(Piece::Gap { lines: left_out.bytes().filter(|byte| *byte == b'\n').count(), bytes: left_out.len() });
    }
}

/// The words of `span` with secrets masked. A secret that reaches into the span from outside counts as part of it.
fn plain(out: &mut Vec<Piece>, paste: &str, span: Span, secrets: &[Secret]) {
    let mut at = span.start;
    let first = secrets.partition_point(|secret| secret.span.end <= span.start);
    for secret in secrets.iter().skip(first).take_while(|secret| secret.span.start < span.end) {
        push(out, paste, at, secret.span.start);
        if secret.span.end > at {
            out.push(Piece::Secret(secret.shown.clone()));
        }
        at = at.max(secret.span.end);
    }
    push(out, paste, at, span.end);
}

fn push(out: &mut Vec<Piece>, paste: &str, from: usize, to: usize) {
    if let Some(words) = paste.get(from..to).filter(|words| !words.is_empty()) {
        out.push(Piece::Plain(words.to_owned()));
    }
}

/// The parts of the text that are shown, in order, none touching another.
fn windows(paste: &str, marks: &[Mark]) -> Vec<Span> {
    if paste.len() <= WHOLE {
        return vec![Span::new(0, paste.len())];
    }
    let mut out: Vec<Span> = Vec::new();
    for mark in marks {
        let window = around(paste, mark.span, AROUND);
        match out.last_mut() {
            Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
            _ => out.push(window),
        }
    }
    if out.is_empty() {
        out.push(around(paste, Span::at(0), WHOLE / 4));
    }
    out
}

/// `span` with up to `reach` bytes on both sides, from and to line breaks where there are any.
pub fn around(paste: &str, span: Span, reach: usize) -> Span {
    let wide = Span::new(span.start.saturating_sub(reach), (span.end + reach).min(paste.len())).on_borders(paste);
    let before = paste.get(wide.start..span.start).unwrap_or("");
    let after = paste.get(span.end..wide.end).unwrap_or("");
    let start = if wide.start == 0 { 0 } else { before.find('\n').map_or(wide.start, |at| wide.start + at + 1) };
    let end = if wide.end == paste.len() { wide.end } else { after.rfind('\n').map_or(wide.end, |at| span.end + at) };
    Span::new(start, end)
}

/// The part of a long text that stands in the box for it.
pub fn excerpt(paste: &str, fault: Span) -> String {
    let fault = Span::new(fault.start, fault.end.min(fault.start + EXCERPT)).on_borders(paste);
    around(paste, fault, EXCERPT / 2).of(paste).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize) -> Mark {
        Mark { span: Span::new(start, end), kind: Kind::Fault, target: Target::Finding(0) }
    }

    fn flat(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Plain(words) => words.clone(),
                Piece::Secret(shown) => format!("<{shown}>"),
                Piece::Begin(_) => "[".to_owned(),
                Piece::End => "]".to_owned(),
                Piece::Gap { lines, .. } => format!("({lines})"),
            })
            .collect()
    }

    #[test]
    fn marks_and_secrets_share_one_text() {
        let paste = "x-api-key: sk-ant-secret\nstatus 401";
        let secrets = [Secret { span: Span::new(11, 24), shown: "key".to_owned() }];
        for (marks, expected) in [
            (vec![mark(25, 31)], "x-api-key: <key>\n[status] 401"),
            (vec![mark(0, 24)], "[x-api-key: <key>]\nstatus 401"),
            (vec![mark(0, 15), mark(15, 24)], "[x-api-key: <key>][]\nstatus 401"),
            (vec![mark(35, 35)], "x-api-key: <key>\nstatus 401[]"),
        ] {
            let got = flat(&pieces(paste, &marks, &secrets));
            assert!(!got.contains("sk-ant"), "{got}");
            if marks.len() == 1 {
                assert_eq!(got, expected);
            }
        }
    }

    #[test]
    fn a_long_text_is_cut_around_its_marks_and_keeps_its_borders() {
        let line = "äöü some line of a log that says nothing\n";
        let mut paste = line.repeat(2_000);
        let at = paste.len();
        paste.push_str("API Error: 529\n");
        paste.push_str(&line.repeat(2_000));
        let cut = pieces(&paste, &[mark(at, at + 14)], &[]);
        assert!(matches!(cut.first(), Some(Piece::Gap { lines, .. }) if *lines > 1_900));
        assert!(matches!(cut.last(), Some(Piece::Gap { .. })));
        assert!(flat(&cut).len() < 1_000);
        let excerpt = excerpt(&paste, Span::new(at, at + 14));
        assert!(excerpt.contains("API Error: 529") && excerpt.len() < 2 * EXCERPT);
    }
}
