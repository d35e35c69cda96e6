//! What matters in a text that is too large to show: the lines around anything that looks like a failed call.
//!
//! Works in steps, so that a page can read ten megabytes without standing still.

use crate::span::Span;

/// Words that mark a line, strong ones first.
const STRONG: [&str; 9] = [
    "_error\"",
    "_error'",
    "_error\\",
    "API Error",
    "Error code: ",
    "\"req_",
    "x-api-key",
    "api.anthropic.com",
    "Exception: ",
];
/// Words that mark a line when there is room left.
const WEAK: [&str; 8] = ["anthropic", "Anthropic", "ANTHROPIC", "claude", "Claude", "CLAUDE", "bedrock", "Traceback"];
/// Bytes kept in front of and behind a marked place.
const AROUND: usize = 1_500;
/// Bytes kept of the head and of the tail, whatever they hold.
const ENDS: usize = 2_000;
/// Marked places remembered of each kind, from the front; as many again from the back.
const REMEMBERED: usize = 64;

/// Reads a text in steps and remembers where it matters.
#[derive(Clone, Debug, Default)]
pub struct Digester {
    at: usize,
    strong: Marks,
    weak: Marks,
}

/// The first and the last places of a kind.
#[derive(Clone, Debug, Default)]
struct Marks {
    first: Vec<usize>,
    last: std::collections::VecDeque<usize>,
}

impl Marks {
    fn push(&mut self, at: usize) {
        if self.first.len() < REMEMBERED {
            self.first.push(at);
            return;
        }
        if self.last.len() == REMEMBERED {
            self.last.pop_front();
        }
        self.last.push_back(at);
    }

    fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.first.iter().chain(&self.last).copied()
    }
}

impl Digester {
    /// Reads about `bytes` more of `text`, which must be the same text each time. True when all is read.
    pub fn step(&mut self, text: &str, bytes: usize) -> bool {
        let mut end = self.at.saturating_add(bytes).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        // A word on the border is seen by looking a little further.
        let mut reach = (end + 24).min(text.len());
        while !text.is_char_boundary(reach) {
            reach += 1;
        }
        let slice = text.get(self.at..reach).unwrap_or("");
        find_all(slice, &STRONG, self.at, end, &mut self.strong);
        find_all(slice, &WEAK, self.at, end, &mut self.weak);
        self.at = end;
        end >= text.len()
    }

    /// How much has been read, 0 to 1.
    pub fn progress(&self, text: &str) -> f64 {
        self.at as f64 / text.len().max(1) as f64
    }

    /// The places to keep, in order, not overlapping, `budget` bytes at most (the ends not counted).
    pub fn keep(&self, text: &str, budget: usize) -> Vec<Span> {
        let mut spans =
            vec![Span::new(0, ENDS.min(text.len())), Span::new(text.len().saturating_sub(ENDS), text.len())];
        let mut left = budget;
        for at in self.strong.all().chain(self.weak.all()) {
            if left < 2 * AROUND {
                break;
            }
            if spans.iter().any(|span| span.start <= at && at + AROUND / 4 <= span.end) {
                continue;
            }
            spans.push(Span::new(at.saturating_sub(AROUND), (at + AROUND).min(text.len())));
            left -= 2 * AROUND;
        }
        crate::order::by(&mut spans, |a, b| a.cmp(b));
        let mut merged: Vec<Span> = Vec::new();
        for span in spans {
            let span = on_lines(text, span);
            match merged.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        merged
    }

    /// The excerpt: kept places joined by lines that say how much was left out.
    pub fn excerpt(&self, text: &str, budget: usize) -> String {
        let mut out = String::new();
        let mut at = 0;
        for span in self.keep(text, budget) {
            if span.start > at {
                out.push_str(&format!("\n[… {} bytes left out …]\n", span.start - at));
            }
            out.push_str(span.of(text));
            at = span.end;
        }
        out
    }
}

/// Notes every place of the words in `slice` that begins before `end`, in order.
fn find_all(slice: &str, words: &[&str], base: usize, end: usize, marks: &mut Marks) {
    let mut places: Vec<usize> = Vec::new();
    for word in words {
        let mut from = 0;
        let mut count = 0;
        while let Some(found) = slice.get(from..).and_then(|rest| rest.find(word)) {
            let at = base + from + found;
            if at >= end {
                break;
            }
            places.push(at);
            count += 1;
            // Thousands in one slice say no more than these; go on behind the neighbourhood of the last.
            from += found + if count > REMEMBERED { AROUND } else { word.len() };
            while from < slice.len() && !slice.is_char_boundary(from) {
                from += 1;
            }
        }
    }
    crate::order::by(&mut places, |a, b| a.cmp(b));
    places.into_iter().for_each(|at| marks.push(at));
}

/// The span widened to line borders, 400 bytes each way at most, and on character borders.
fn on_lines(text: &str, span: Span) -> Span {
    let span = span.on_borders(text);
    let before = text.get(..span.start).unwrap_or("");
    let start = before.rfind('\n').map(|i| i + 1).filter(|i| span.start - i <= 400).unwrap_or(span.start);
    let behind = text.get(span.end..).unwrap_or("");
    let end = behind.find('\n').filter(|i| *i <= 400).map_or(span.end, |i| span.end + i + 1);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str) -> String {
        let mut digester = Digester::default();
        let mut steps = 0;
        while !digester.step(text, 100_000) {
            steps += 1;
            assert!(steps < 1_000);
        }
        digester.excerpt(text, 100_000)
    }

    #[test]
    fn the_error_in_the_middle_is_kept_and_the_rest_is_not() {
        let noise = "2026-11-22 INFO nothing happened here at all, ß\n".repeat(60_000);
        let error = "API Error: 529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n";
        let short = excerpt(&format!("{noise}{error}{noise}"));
        assert!(short.contains(error));
        assert!(short.len() < 12_000, "{}", short.len());
    }

    #[test]
    fn a_text_full_of_marks_stays_within_bounds() {
        for text in ["claude ".repeat(300_000), "_error\"".repeat(300_000), "ß".repeat(500_000)] {
            assert!(excerpt(&text).len() < 120_000);
        }
    }
}
