//! A text derived from the paste (cleaned, unquoted, joined) with the way back to the paste.

use super::Few;
use crate::span::Span;
use std::ops::Range;

/// A stretch of the derived text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where the stretch begins in the derived text, in bytes.
    at: usize,
    /// What it stands for in the paste.
    source: Span,
    /// Copied byte for byte (then offsets inside it map one to one), or a replacement as a whole.
    verbatim: bool,
}

/// What kind of value a [`Symbol`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A shell or environment variable: `$NAME`, `%NAME%`, `$env:NAME`.
    Variable,
    /// A command substitution or another expression, known by its text only.
    Expression,
}

/// A part of the text whose value is not known from the paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Where it stands in the derived text, in bytes; there it is written `${NAME}`, an expression as typed.
    pub range: Range<usize>,
    /// The variable's name, or the expression as it stands.
    pub name: String,
    /// Variable or expression.
    pub kind: SymbolKind,
}

/// A text and, for each of its bytes, the place in the paste it came from.
///
/// Stored as runs, so a 5 MB body that was copied from one place costs one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traced {
    text: String,
    runs: Few<Run>,
    symbols: Vec<Symbol>,
}

impl Traced {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty text with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// A copy of a piece of the paste that begins at byte `at` there.
    pub fn verbatim(text: &str, at: usize) -> Self {
        let mut traced = Self::new();
        traced.push_verbatim(text, at);
        traced
    }

    /// A text that stands for `source` as a whole.
    pub fn replaced(text: &str, source: Span) -> Self {
        let mut traced = Self::new();
        traced.push_replaced(text, source);
        traced
    }

    /// Appends a copy of a piece of the paste that begins at byte `at` there.
    pub fn push_verbatim(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        let begin = self.text.len();
        match self.runs.last_mut() {
            Some(last) if last.verbatim && last.source.end == at => last.source.end += text.len(),
            _ => self.runs.push(Run { at: begin, source: Span::new(at, at + text.len()), verbatim: true }),
        }
        self.text.push_str(text);
    }

    /// Appends a text that stands for `source` as a whole (an escape, a folded run of spaces).
    pub fn push_replaced(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        self.runs.push(Run { at: self.text.len(), source, verbatim: false });
        self.text.push_str(text);
    }

    /// Appends a value that is not known: `written` is shown in its place.
    pub fn push_symbol(&mut self, written: &str, name: &str, kind: SymbolKind, source: Span) {
        let begin = self.text.len();
        self.push_replaced(written, source);
        self.symbols.push(Symbol { range: begin..self.text.len(), name: name.to_owned(), kind });
    }

    /// Appends a value that stands for `source` as a whole, its symbols with it.
    pub fn push_value(&mut self, value: &Self, source: Span) {
        let base = self.text.len();
        self.push_replaced(&value.text, source);
        for symbol in &value.symbols {
            let range = base + symbol.range.start..base + symbol.range.end;
            self.symbols.push(Symbol { range, ..symbol.clone() });
        }
    }

    /// Appends another text with its places and symbols.
    pub fn append(&mut self, other: &Self) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        for run in other.runs.iter() {
            self.runs.push(Run { at: base + run.at, ..*run });
        }
        for symbol in &other.symbols {
            let range = base + symbol.range.start..base + symbol.range.end;
            self.symbols.push(Symbol { range, ..symbol.clone() });
        }
    }

    /// The part `range` (bytes on character borders) with its places and symbols.
    pub fn slice(&self, range: Range<usize>) -> Self {
        if let (Few::One(Run { source, verbatim: true, .. }), true) = (&self.runs, self.symbols.is_empty()) {
            let text = self.text.get(range.clone()).unwrap_or("");
            let from = source.start + range.start;
            return match text.len() {
                0 => Self::default(),
                bytes => Self {
                    text: text.to_owned(),
                    runs: Few::One(Run { at: 0, source: Span::new(from, from + bytes), verbatim: true }),
                    symbols: Vec::new(),
                },
            };
        }
        let mut out = Self { text: self.text.get(range.clone()).unwrap_or("").to_owned(), ..Self::default() };
        let end = range.start + out.text.len();
        for (index, run) in self.runs.iter().enumerate().skip(self.run_at(range.start)) {
            let run_end = self.runs.get(index + 1).map_or(self.text.len(), |next| next.at);
            let (from, to) = (run.at.max(range.start), run_end.min(end));
            if run.at >= end {
                break;
            }
            if from >= to {
                continue;
            }
            let source = if run.verbatim {
                Span::new(run.source.start + from - run.at, run.source.start + to - run.at)
            } else {
                run.source
            };
            out.runs.push(Run { at: from - range.start, source, verbatim: run.verbatim });
        }
        for symbol in &self.symbols {
            if symbol.range.start >= range.start && symbol.range.end <= end {
                let moved = symbol.range.start - range.start..symbol.range.end - range.start;
                out.symbols.push(Symbol { range: moved, ..symbol.clone() });
            }
        }
        out
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it holds no byte.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The unknown values in it, in order.
    pub fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }

    /// Whether byte `at` of it belongs to an unknown value.
    pub fn is_unknown(&self, at: usize) -> bool {
        self.symbols.iter().any(|symbol| symbol.range.contains(&at))
    }

    /// The place in the paste that the bytes `range` of this text came from.
    ///
    /// For an empty range: the place just before the byte at `range.start`.
    pub fn source(&self, range: Range<usize>) -> Span {
        if let Few::One(Run { source, verbatim: true, .. }) = &self.runs {
            // Copied from one place, as most texts are.
            let at = |byte: usize| (source.start + byte).min(source.end);
            return Span::new(at(range.start), at(range.end.max(range.start)));
        }
        let Some(first) = self.runs.get(self.run_at(range.start)) else {
            return Span::default();
        };
        let start = match first {
            run if run.verbatim => (run.source.start + range.start.saturating_sub(run.at)).min(run.source.end),
            run if range.start > run.at && range.is_empty() => run.source.end,
            run => run.source.start,
        };
        if range.is_empty() {
            return Span::at(start);
        }
        let mut span = Span::at(start);
        for index in self.run_at(range.start)..=self.run_at(range.end - 1) {
            if let Some(run) = self.runs.get(index) {
                let piece = if run.verbatim {
                    let from = range.start.max(run.at) - run.at;
                    let to = (range.end - run.at).min(run.source.len());
                    Span::new(run.source.start + from.min(to), run.source.start + to)
                } else {
                    run.source
                };
                span = if span.is_empty() && index == self.run_at(range.start) { piece } else { span.join(piece) };
            }
        }
        span
    }

    /// Where byte `at` stands in the paste, if the whole text was copied from one place of it.
    pub fn copied_from(&self, at: usize) -> Option<usize> {
        match &self.runs {
            Few::One(Run { source, verbatim: true, .. }) => Some(source.start + at),
            _ => None,
        }
    }

    /// The places in the paste that the bytes `range` came from, piece by piece.
    pub fn sources(&self, range: Range<usize>) -> impl Iterator<Item = Span> + '_ {
        let first = self.run_at(range.start);
        self.runs.iter().enumerate().skip(first).take_while(move |(_, run)| run.at < range.end).map(
            move |(index, run)| {
                if !run.verbatim {
                    return run.source;
                }
                let run_end = self.runs.get(index + 1).map_or(self.text.len(), |next| next.at);
                let from = range.start.clamp(run.at, run_end) - run.at;
                let to = range.end.clamp(run.at, run_end) - run.at;
                Span::new(run.source.start + from, run.source.start + to)
            },
        )
    }

    /// The place in the paste that the whole text came from.
    pub fn whole(&self) -> Span {
        self.source(0..self.text.len())
    }

    /// Index of the run that holds byte `at`.
    fn run_at(&self, at: usize) -> usize {
        self.runs.partition_point(|run| run.at <= at).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_finds_its_way_back() {
        // paste: a\nb  →  a, newline escape replaced, b
        let mut text = Traced::verbatim("a", 10);
        text.push_replaced("\n", Span::new(11, 13));
        text.push_verbatim("bc", 13);
        assert_eq!(text.as_str(), "a\nbc");
        assert_eq!(text.source(0..1), Span::new(10, 11));
        assert_eq!(text.source(1..2), Span::new(11, 13));
        assert_eq!(text.source(2..4), Span::new(13, 15));
        assert_eq!(text.source(0..4), Span::new(10, 15));
        assert_eq!(text.source(4..4), Span::at(15));
        assert_eq!(text.slice(1..3).source(0..2), Span::new(11, 14));
        assert_eq!(text.slice(3..4).source(0..1), Span::new(14, 15));
    }

    #[test]
    fn symbols_move_with_the_text() {
        let mut value = Traced::verbatim("x-api-key: ", 4);
        value.push_symbol("${KEY}", "KEY", SymbolKind::Variable, Span::new(15, 19));
        let mut all = Traced::verbatim("H ", 0);
        all.append(&value);
        assert_eq!(all.symbols()[0].range, 13..19);
        assert_eq!(all.source(13..19), Span::new(15, 19));
        assert_eq!(all.slice(13..19).symbols()[0].range, 0..6);
    }
}
