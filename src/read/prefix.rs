//! What loggers and tools put in front of each line: times, labels, line numbers, the columns of curl's traces.
//!
//! It stands between the lines of a wrapped or indented error object, so it is dropped before words are compared.

use super::clean::Dirt;
use crate::span::Span;
use crate::text;

/// Longest prefix that is looked for, in bytes.
const LONGEST: usize = 200;
/// How curl's `--trace` writes one line: offset, colon, then sixteen bytes as `xx `.
const HEX_COLUMNS: usize = 48;

/// The prefixes of all lines, in order. Linear in the text.
pub fn find(paste: &str) -> Vec<(Span, Dirt)> {
    let mut found = Vec::new();
    let mut traced = false;
    let mut at = 0;
    let mut before: Option<&str> = None;
    let mut lines = paste.split_inclusive('\n').peekable();
    let mut numbers = Numbers::default();
    while let Some(line) = lines.next() {
        let head = head(line);
        traced |= ["=> Send ", "<= Recv ", "== Info:"].iter().any(|mark| head.starts_with(mark));
        let neighbours = [before, lines.peek().copied()];
        let number = numbered(head);
        if let Some((length, dirt)) = prefix(head, traced, neighbours) {
            found.push((Span::new(at, at + length), dirt));
        } else if let Some((value, length)) = number {
            numbers.push(value, Span::new(at, at + length), &mut found);
        }
        if number.is_none() {
            numbers.run.clear();
        }
        at += line.len();
        before = Some(line);
    }
    found
}

/// Length of the time or the program's name in front of one line.
pub fn length(line: &str) -> usize {
    prefix(head(line), false, [None, None]).map_or(0, |(length, _)| length)
}

/// The begin of a line, far enough for any prefix.
fn head(line: &str) -> &str {
    text::head(line, LONGEST).trim_end_matches(['\n', '\r'])
}

fn prefix(line: &str, traced: bool, neighbours: [Option<&str>; 2]) -> Option<(usize, Dirt)> {
    if let Some(length) = columns(line).filter(|_| traced) {
        return Some((length, Dirt::Columns));
    }
    // `gh run view --log`: job, step, time.
    let tabs = line.match_indices('\t').take(2).last().map_or(0, |(at, _)| at + 1);
    if let Some(length) = line.get(tabs..).and_then(time).filter(|_| tabs > 0) {
        return Some((tabs + length, Dirt::LogPrefixes));
    }
    // docker compose: the same service in front of line after line.
    if let Some(length) = label(line) {
        let own = line.get(..length)?;
        if neighbours.into_iter().flatten().any(|other| other.starts_with(own)) {
            let rest = line.get(length..)?;
            return Some((length + time(rest).unwrap_or(0), Dirt::LogPrefixes));
        }
    }
    time(line).or_else(|| syslog(line)).map(|length| (length, Dirt::LogPrefixes))
}

/// `0040: `, in a hex trace with the sixteen bytes behind it.
fn columns(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_hexdigit).count();
    let offset = digits + 2;
    if !(4..=8).contains(&digits) || line.get(digits..offset) != Some(": ") {
        return None;
    }
    let hex = line.as_bytes().get(offset..offset + HEX_COLUMNS).is_some_and(|bytes| {
        bytes.chunks(3).all(|cell| {
            cell == b"   " || matches!(cell, [a, b, b' '] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
        })
    });
    Some(if hex { offset + HEX_COLUMNS } else { offset })
}

/// A time at the head of a line, in brackets or not, with the blanks behind it.
fn time(line: &str) -> Option<usize> {
    let open = line.starts_with('[');
    let text = line.get(usize::from(open)..)?;
    let mut shape = Shape { bytes: text.as_bytes(), at: 0 };
    if shape.date() {
        if !(shape.byte(b'T') || shape.byte(b' ')) {
            return None;
        }
        shape.byte(b'-');
    }
    if !shape.clock() {
        return None;
    }
    let mut end = usize::from(open) + shape.at;
    let bytes = line.as_bytes();
    if open {
        // `[2026-09-30 14:22:07,118]`, `[2026-09-30 14:22:07 UTC]`
        let close = bytes.iter().skip(end).take(8).position(|b| *b == b']')?;
        end += close + 1;
    } else if !bytes.get(end).is_none_or(u8::is_ascii_whitespace) {
        return None;
    }
    Some(end + bytes.iter().skip(end).take(2).take_while(|b| **b == b' ').count())
}

/// `Nov 26 11:00:01 host program[123]: `
fn syslog(line: &str) -> Option<usize> {
    const MONTHS: [&str; 12] =
        ["Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ", "Aug ", "Sep ", "Oct ", "Nov ", "Dec "];
    MONTHS.iter().find(|month| line.starts_with(*month))?;
    let mut shape = Shape { bytes: line.as_bytes(), at: 4 };
    shape.byte(b' ');
    shape.digits(1, 2);
    if !shape.byte(b' ') || !shape.clock() || !shape.byte(b' ') {
        return None;
    }
    let rest = line.get(shape.at..)?;
    let end = rest.find("]: ").map(|at| at + 3)?;
    let words = rest.get(..end)?;
    (words.len() <= 80 && words.matches(' ').count() == 2).then_some(shape.at + end)
}

/// `web-1  | `
fn label(line: &str) -> Option<usize> {
    let name = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')).count();
    if !(1..=40).contains(&name) || !line.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let blanks = line.bytes().skip(name).take_while(|b| *b == b' ').count();
    let bar = name + blanks;
    (blanks > 0 && line.as_bytes().get(bar) == Some(&b'|'))
        .then(|| bar + 1 + usize::from(line.as_bytes().get(bar + 1) == Some(&b' ')))
}

/// A number at the head of a line and what sets it off: `  12 | `, `12: `, `12\t`.
fn numbered(line: &str) -> Option<(u64, usize)> {
    let blanks = line.bytes().take_while(|b| *b == b' ').take(8).count();
    let digits = line.bytes().skip(blanks).take_while(u8::is_ascii_digit).count();
    let value = line.get(blanks..blanks + digits)?.parse().ok()?;
    let rest = line.get(blanks + digits..)?;
    let lead = rest.len() - rest.trim_start_matches(' ').len();
    let sign = rest.get(lead..)?.chars().next().filter(|c| matches!(c, ':' | '|' | '│' | '→' | '\t'))?;
    let end = blanks + digits + lead + sign.len_utf8();
    (digits <= 6 && lead <= 2).then(|| (value, end + usize::from(line.as_bytes().get(end) == Some(&b' '))))
}

/// Lines whose numbers follow each other: only a run of three is believed.
#[derive(Default)]
struct Numbers {
    run: Vec<(u64, Span)>,
}

impl Numbers {
    fn push(&mut self, value: u64, span: Span, found: &mut Vec<(Span, Dirt)>) {
        if self.run.last().is_none_or(|(last, _)| last + 1 != value) {
            self.run.clear();
        }
        self.run.push((value, span));
        match self.run.len() {
            0..=2 => {}
            3 => found.extend(self.run.iter().map(|(_, span)| (*span, Dirt::LineNumbers))),
            _ => found.push((span, Dirt::LineNumbers)),
        }
    }
}

/// Reads a time byte by byte.
struct Shape<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Shape<'_> {
    fn byte(&mut self, byte: u8) -> bool {
        let is = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(is);
        is
    }

    fn digits(&mut self, least: usize, most: usize) -> bool {
        let count = self.bytes.iter().skip(self.at).take(most).take_while(|b| b.is_ascii_digit()).count();
        self.at += count;
        count >= least
    }

    /// `2026-09-30` or `2026/09/30`; where there is none, nothing is read.
    fn date(&mut self) -> bool {
        let from = self.at;
        let whole = self.digits(4, 4)
            && (self.byte(b'-') || self.byte(b'/'))
            && self.digits(2, 2)
            && (self.byte(b'-') || self.byte(b'/'))
            && self.digits(2, 2);
        if !whole {
            self.at = from;
        }
        whole
    }

    /// `14:22:07`, with a fraction and a zone.
    fn clock(&mut self) -> bool {
        let whole = self.digits(2, 2) && self.byte(b':') && self.digits(2, 2) && self.byte(b':') && self.digits(2, 2);
        if !whole {
            return false;
        }
        if self.byte(b'.') || self.byte(b',') {
            self.digits(0, 9);
        }
        if !self.byte(b'Z') && (self.byte(b'+') || self.byte(b'-')) {
            self.digits(0, 2);
            self.byte(b':');
            self.digits(0, 2);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_front_of_lines() {
        for (paste, prefixes) in [
            ("2026-09-08T06:12:33.1182212Z ##[group]Run", vec!["2026-09-08T06:12:33.1182212Z "]),
            ("build\tRun claude\t2026-09-08T06:12:33.11Z {", vec!["build\tRun claude\t2026-09-08T06:12:33.11Z "]),
            ("[2026-09-30 14:22:07,118] {task.py:2905} ERROR", vec!["[2026-09-30 14:22:07,118] "]),
            ("2026/10/28 10:12:45 stream error", vec!["2026/10/28 10:12:45 "]),
            ("12:30:01 up", vec!["12:30:01 "]),
            ("Nov 26 11:00:01 vm claude[12]: API Error", vec!["Nov 26 11:00:01 vm claude[12]: "]),
            ("web-1  | {\nweb-1  |   \"type\"\ndb | x", vec!["web-1  | ", "web-1  | "]),
            ("  9 | a\n 10 | b\n 11 | c\n 12 | d", vec!["  9 | ", " 10 | ", " 11 | ", " 12 | "]),
            ("<= Recv data, 3\n0000: {\"type\n0040: \":1}", vec!["0000: ", "0040: "]),
            ("429: Too Many\n500: Internal\n529: Overloaded", vec![]),
            ("Error | Meaning\n401 | key", vec![]),
            ("0040: not a trace", vec![]),
            ("2026-09-30 is a day", vec![]),
        ] {
            let got: Vec<&str> = find(paste).iter().map(|(span, _)| span.of(paste)).collect();
            assert_eq!(got, prefixes, "{paste:?}");
        }
        let hex = format!("=> Send data\n0000: {}{{\"a\":1}}", "7b 22 61 22 3a 31 7d ".to_owned() + &"   ".repeat(9));
        assert_eq!(find(&hex).first().map(|(span, _)| span.len()), Some(54));
    }
}
