//! Values, objects and lists. Strings are in `text.rs`.

use super::fault::{Change, Fault, Kind};
use super::value::{Member, Node, Value};
use crate::text::{Symbol, Traced};
use std::collections::BTreeSet;
use std::ops::Range;

/// Brackets inside each other that are followed; deeper ones end the reading.
pub const DEPTH: usize = 512;

/// The value of a text and all its faults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The value, as far as it could be read.
    pub value: Option<Value>,
    /// The faults in the order of their place.
    pub faults: Vec<Fault>,
}

/// Reads a text that should be one JSON object.
pub fn parse(text: &Traced) -> Parsed {
    let mut parser = Parser::new(text.as_str(), text.symbols());
    let value = parser.document();
    let mut faults = parser.faults;
    faults.sort_by_key(|fault| fault.range.start);
    Parsed { value, faults }
}

/// Words of other languages and what JSON says instead.
const WORDS: &[(&str, &str)] = &[
    ("None", "null"),
    ("nil", "null"),
    ("Null", "null"),
    ("NULL", "null"),
    ("undefined", "null"),
    ("NaN", "null"),
    ("nan", "null"),
    ("Infinity", "null"),
    ("-Infinity", "null"),
    ("inf", "null"),
    ("True", "true"),
    ("TRUE", "true"),
    ("False", "false"),
    ("FALSE", "false"),
];

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) symbols: &'a [Symbol],
    pub(super) faults: Vec<Fault>,
    /// Restarts after a missing quote; counted so that a hostile text cannot make the reading quadratic.
    pub(super) restarts: usize,
    open: Vec<u8>,
    ended: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, symbols: &'a [Symbol]) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            symbols,
            faults: Vec::new(),
            restarts: 0,
            open: Vec::new(),
            ended: false,
        }
    }

    pub(super) fn fault(&mut self, kind: Kind, range: Range<usize>, changes: Vec<Change>) {
        self.faults.push(Fault { kind, range, changes });
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The end of the symbol that begins at `at`.
    pub(super) fn symbol_end(&self, at: usize) -> Option<usize> {
        let index = self.symbols.partition_point(|symbol| symbol.range.start < at);
        self.symbols.get(index).filter(|s| s.range.start == at && s.range.end > at).map(|s| s.range.end)
    }

    fn document(&mut self) -> Option<Value> {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
        }
        self.blanks();
        if self.peek().is_none() {
            self.fault(Kind::Empty, 0..self.text.len(), Vec::new());
            return None;
        }
        let value = self.value();
        self.blanks();
        // Variables around the value may hold anything, so nothing can be said about them.
        while let Some(end) = self.symbol_end(self.at) {
            self.at = end;
            self.blanks();
        }
        if self.at < self.text.len() && !value.is_unknown() {
            let end = self.text.trim_end().len().max(self.at);
            self.fault(Kind::ExtraData, self.at..clip(self.text, self.at, end), vec![cut(self.at..end)]);
        }
        if !value.is_object() && !value.is_unknown() {
            let end = clip(self.text, value.range.start, value.range.end);
            self.fault(Kind::NotObject, value.range.start..end, Vec::new());
        }
        Some(value)
    }

    /// Reads one value and leaves what follows it.
    pub(super) fn standing(&mut self) -> Value {
        self.value()
    }

    /// Skips blanks and comments, naming those that JSON does not know.
    pub(super) fn blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                Some(b'/') if self.rest().starts_with("//") => self.comment("\n", 0),
                Some(b'/') if self.rest().starts_with("/*") => self.comment("*/", 2),
                Some(b'#') => self.comment("\n", 0),
                Some(byte) if !(0x20..0x80).contains(&byte) => {
                    let Some(blank) = self.rest().chars().next().filter(|c| odd_blank(*c)) else { return };
                    let range = self.at..self.at + blank.len_utf8();
                    self.at = range.end;
                    self.fault(Kind::OddBlank, range.clone(), vec![Change { range, text: " ".into() }]);
                }
                _ => return,
            }
        }
    }

    fn comment(&mut self, ends: &str, keep: usize) {
        let start = self.at;
        self.at = self.rest().find(ends).map_or(self.text.len(), |found| start + found + keep);
        self.fault(Kind::Comment, start..clip(self.text, start, self.at), vec![cut(start..self.at)]);
    }

    fn value(&mut self) -> Value {
        let start = self.at;
        if let Some(end) = self.symbol_end(start) {
            self.at = end;
            // `${A}0` or `${A}${B}`: the rest of the word belongs to the unknown value.
            while let Some(next) = self.symbol_end(self.at) {
                self.at = next;
            }
            self.word();
            return Value { range: start..self.at, node: Node::Unknown };
        }
        let rest = self.rest();
        let node = match self.peek() {
            Some(b'{') => {
                if let Some(len) = template(rest) {
                    self.placeholder(len)
                } else {
                    self.object()
                }
            }
            Some(b'[') => self.array(),
            Some(b'"' | b'\'') => self.string(false),
            Some(b'<' | b'.' | b'$' | b'%') => match placeholder(rest) {
                Some(len) => self.placeholder(len),
                None => self.bare_value(),
            },
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'_') => self.bare_value(),
            Some(_) => {
                let first = rest.chars().next().unwrap_or(' ');
                if first == '…' {
                    self.placeholder(first.len_utf8())
                } else if super::text::is_smart(first) {
                    self.string(false)
                } else if first.is_alphabetic() {
                    self.bare_value()
                } else {
                    self.at += first.len_utf8();
                    self.fault(Kind::Unexpected, start..self.at, Vec::new());
                    Node::Unknown
                }
            }
            None => Node::Unknown,
        };
        Value { range: start..self.at.max(start), node }
    }

    fn placeholder(&mut self, len: usize) -> Node {
        let start = self.at;
        self.at += len;
        self.fault(Kind::Placeholder, start..self.at, Vec::new());
        Node::Unknown
    }

    /// Passes over a word: everything up to a blank, a comma, a colon, a quote or a bracket.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c: char| c.is_whitespace() || ",:{}[]\"'".contains(c)).unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or("")
    }

    fn bare_value(&mut self) -> Node {
        let start = self.at;
        let word = self.word();
        match word {
            "null" => return Node::Null,
            "true" => return Node::Bool(true),
            "false" => return Node::Bool(false),
            _ => {}
        }
        if is_number(word) {
            return word.parse().map_or(Node::Unknown, Node::Number);
        }
        if let Some((_, instead)) = WORDS.iter().find(|(other, _)| *other == word) {
            let change = Change { range: start..self.at, text: (*instead).into() };
            self.fault(Kind::BadLiteral, start..self.at, vec![change]);
            return match *instead {
                "true" => Node::Bool(true),
                "false" => Node::Bool(false),
                _ => Node::Unknown,
            };
        }
        let first = word.trim_start_matches(['+', '-', '.']).bytes().next();
        if first.is_some_and(|byte| byte.is_ascii_digit()) {
            if let Some((number, text)) = mended_number(word) {
                let change = Change { range: start..self.at, text };
                self.fault(Kind::BadNumber, start..self.at, vec![change]);
                return Node::Number(number);
            }
        }
        // A text without quotes goes up to the next comma, bracket or line end.
        let rest = self.rest();
        let len = rest.find([',', '}', ']', '\n', '"']).unwrap_or(rest.len());
        let end = start + self.text.get(start..self.at + len).unwrap_or("").trim_end().len();
        self.at = end.max(self.at);
        let found = self.text.get(start..self.at).unwrap_or("");
        let changes = vec![insert(start, "\""), insert(self.at, "\"")];
        self.fault(Kind::UnquotedText, start..clip(self.text, start, self.at), changes);
        Node::String(found.to_owned())
    }

    fn too_deep(&mut self) -> bool {
        if self.open.len() < DEPTH {
            return false;
        }
        if !self.ended {
            self.fault(Kind::TooDeep, self.at..self.at + 1, Vec::new());
            self.ended = true;
        }
        self.at = self.text.len();
        true
    }

    /// A closing bracket of the other kind: `true` if it belongs to an outer bracket, which ends this one.
    fn foreign_closer(&mut self, closer: u8, own: char) -> bool {
        let opener = if closer == b'}' { b'{' } else { b'[' };
        let outer = self.open.split_last().is_some_and(|(_, rest)| rest.contains(&opener));
        let range = self.at..self.at + 1;
        if outer {
            let change = insert(self.at, &own.to_string());
            self.fault(Kind::Unclosed, range, vec![change]);
        } else {
            self.fault(Kind::StrayBracket, range.clone(), vec![cut(range)]);
            self.at += 1;
        }
        outer
    }

    fn text_ends(&mut self) {
        if self.ended {
            return;
        }
        self.ended = true;
        let end = self.text.trim_end().len();
        let mut start = end.saturating_sub(24);
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let closers: String = self.open.iter().rev().map(|b| if *b == b'{' { '}' } else { ']' }).collect();
        self.fault(Kind::Unclosed, start..end, vec![insert(end, &closers)]);
    }

    fn array(&mut self) -> Node {
        if self.too_deep() {
            return Node::Unknown;
        }
        self.open.push(b'[');
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None => {
                    self.text_ends();
                    break;
                }
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'}') => {
                    if self.foreign_closer(b'}', ']') {
                        break;
                    }
                    continue;
                }
                Some(b',') => {
                    self.extra_comma();
                    continue;
                }
                Some(b':') => {
                    self.fault(Kind::Unexpected, self.at..self.at + 1, Vec::new());
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let before = self.at;
            let value = self.value();
            if self.at == before {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            }
            let range = value.range.clone();
            items.push(value);
            self.after_value(range, b']');
        }
        self.open.pop();
        Node::Array(items)
    }

    fn extra_comma(&mut self) {
        let range = self.at..self.at + 1;
        self.at += 1;
        self.fault(Kind::ExtraComma, range.clone(), vec![cut(range)]);
    }

    /// Reads the comma after a value, and says so where there is none or one too many.
    fn after_value(&mut self, value: Range<usize>, closer: u8) {
        self.blanks();
        if self.symbol_end(self.at).is_some() {
            return;
        }
        match self.peek() {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                self.blanks();
                if self.peek() == Some(closer) {
                    let end = clip(self.text, comma, self.at + 1);
                    self.fault(Kind::TrailingComma, comma..end, vec![cut(comma..comma + 1)]);
                }
            }
            None | Some(b'}' | b']') => {}
            Some(b':') if closer == b']' => {}
            Some(_) => {
                let mut start = value.start.max(value.end.saturating_sub(24));
                while !self.text.is_char_boundary(start) {
                    start -= 1;
                }
                self.fault(Kind::MissingComma, start..value.end, vec![insert(value.end, ",")]);
            }
        }
    }

    fn object(&mut self) -> Node {
        if self.too_deep() {
            return Node::Unknown;
        }
        let start = self.at;
        self.open.push(b'{');
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        let doubled = self.doubled_braces(start);
        loop {
            self.blanks();
            if let Some(end) = self.symbol_end(self.at) {
                // A variable may stand for whole members.
                self.at = end;
                self.blanks();
                if self.peek() == Some(b',') {
                    self.at += 1;
                }
                if self.peek() != Some(b':') {
                    continue;
                }
            }
            match self.peek() {
                None => {
                    self.text_ends();
                    break;
                }
                Some(b'}') => {
                    self.at += 1;
                    if doubled && self.peek() == Some(b'}') {
                        self.at += 1;
                    }
                    break;
                }
                Some(b']') => {
                    if self.foreign_closer(b']', '}') {
                        break;
                    }
                    continue;
                }
                Some(b',') => {
                    self.extra_comma();
                    continue;
                }
                Some(_) => {}
            }
            let Some((key, key_range)) = self.key() else { continue };
            let value = self.member_value(&key_range);
            let range = key_range.start..value.range.end.max(key_range.end);
            members.push(Member { key, key_range, value });
            self.after_value(range, b'}');
        }
        self.open.pop();
        self.duplicates(&members);
        Node::Object(members)
    }

    /// `{{"model"` as a Python format string leaves it.
    fn doubled_braces(&mut self, start: usize) -> bool {
        let rest = self.rest();
        let inner = rest.strip_prefix('{').map(str::trim_start);
        let doubled = inner.is_some_and(|inner| inner.starts_with(['"', '\'']));
        if doubled {
            self.at += 1;
            self.fault(Kind::DoubledBraces, start..start + 2, Vec::new());
        }
        doubled
    }

    /// A key with its place, or `None` after something else was skipped.
    fn key(&mut self) -> Option<(String, Range<usize>)> {
        let start = self.at;
        let rest = self.rest();
        let first = rest.chars().next()?;
        if first == '"' || first == '\'' || super::text::is_smart(first) {
            let text = match self.string(true) {
                Node::String(text) | Node::Open(text) => text,
                _ => String::new(),
            };
            return Some((text, start..self.at));
        }
        if first.is_alphanumeric() || matches!(first, '_' | '$' | '-') {
            let word = self.word();
            if word.is_empty() {
                self.at += first.len_utf8();
                return None;
            }
            let range = start..self.at;
            let changes = vec![insert(start, "\""), insert(self.at, "\"")];
            self.fault(Kind::UnquotedKey, range.clone(), changes);
            return Some((word.to_owned(), range));
        }
        if let Some(len) = placeholder(rest).or_else(|| template(rest)) {
            self.placeholder(len);
            self.blanks();
            if self.peek() == Some(b',') {
                self.at += 1;
            }
            return None;
        }
        if matches!(first, '{' | '[') {
            // A value where a key belongs: read it, so that its inside is not taken for members.
            self.fault(Kind::Unexpected, start..start + 1, Vec::new());
            self.value();
            self.blanks();
            if self.peek() == Some(b',') {
                self.at += 1;
            }
            return None;
        }
        self.at += first.len_utf8();
        self.fault(Kind::Unexpected, start..self.at, Vec::new());
        None
    }

    fn member_value(&mut self, key: &Range<usize>) -> Value {
        self.blanks();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(b'=') => {
                let start = self.at;
                self.at += if self.rest().starts_with("=>") { 2 } else { 1 };
                let range = start..self.at;
                self.fault(Kind::MissingColon, range.clone(), vec![Change { range, text: ":".into() }]);
            }
            None => {}
            Some(b',' | b'}' | b']') => {}
            Some(_) => self.fault(Kind::MissingColon, key.clone(), vec![insert(key.end, ":")]),
        }
        self.blanks();
        if matches!(self.peek(), Some(b',' | b'}' | b']')) {
            self.fault(Kind::MissingValue, key.clone(), Vec::new());
        }
        if matches!(self.peek(), None | Some(b',' | b'}' | b']')) {
            return Value { range: key.end..key.end, node: Node::Unknown };
        }
        self.value()
    }

    fn duplicates(&mut self, members: &[Member]) {
        let mut seen = BTreeSet::new();
        for member in members {
            if !seen.insert(member.key.as_str()) {
                self.fault(Kind::DuplicateKey, member.key_range.clone(), Vec::new());
            }
        }
    }
}

pub(super) fn cut(range: Range<usize>) -> Change {
    Change { range, text: String::new() }
}

pub(super) fn insert(at: usize, text: &str) -> Change {
    Change { range: at..at, text: text.to_owned() }
}

/// The end of a stretch, at most 60 bytes long, so that a span points at something.
pub(super) fn clip(text: &str, start: usize, end: usize) -> usize {
    let mut clipped = end.min(start + 60).min(text.len());
    while !text.is_char_boundary(clipped) {
        clipped += 1;
    }
    clipped
}

fn odd_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{00ad}')
}

/// Length of `{{NAME}}` at the beginning of `text`.
fn template(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("{{")?;
    let near = inner.as_bytes().get(..inner.len().min(80))?;
    let end = near.windows(2).position(|pair| pair == b"}}")?;
    let name = inner.get(..end)?;
    let plain = name.chars().all(|c| c.is_alphanumeric() || " _-.$|".contains(c));
    (plain && !name.trim().is_empty()).then_some(end + 4)
}

/// Length of `<…>`, `...`, `${NAME}`, `$NAME` or `%s` at the beginning of `text`.
fn placeholder(text: &str) -> Option<usize> {
    if text.starts_with("...") {
        return Some(text.len() - text.trim_start_matches('.').len());
    }
    // A placeholder is short; looking further would make a hostile text slow.
    let line = text.get(..clip(text, 0, 60)).and_then(|near| near.lines().next()).unwrap_or("");
    let close = match text.bytes().next()? {
        b'<' => line.find('>')?,
        b'$' if text.starts_with("${") => line.find('}')?,
        b'$' => return Some(1 + line.bytes().skip(1).take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()),
        b'%' if text.starts_with("%s") || text.starts_with("%d") => 1,
        b'%' => line.get(1..).and_then(|rest| rest.find('%')).map(|found| found + 1)?,
        _ => return None,
    };
    Some(close + 1)
}

/// Whether `word` is a number as JSON writes it.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && !(whole.len() > 1 && whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

/// The number that `word` means and its JSON form.
fn mended_number(word: &str) -> Option<(f64, String)> {
    let plain = word.replace('_', "");
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    if !plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-')) {
        return None;
    }
    let number: f64 = plain.parse().ok()?;
    let text = format!("{number}");
    is_number(&text).then_some((number, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::text::SymbolKind;

    fn kinds(text: &str) -> Vec<Kind> {
        parse(&Traced::verbatim(text, 0)).faults.iter().map(|fault| fault.kind).collect()
    }

    /// The text with every change carried out.
    fn mended(text: &str) -> String {
        let parsed = parse(&Traced::verbatim(text, 0));
        let edits: Vec<crate::finding::Edit> = parsed
            .faults
            .iter()
            .flat_map(|fault| &fault.changes)
            .map(|c| crate::finding::Edit { span: Span::new(c.range.start, c.range.end), text: c.text.clone() })
            .collect();
        crate::finding::apply(text, &edits)
    }

    #[test]
    fn good_json_has_no_fault() {
        for text in [
            "{}",
            " {\"a\": [1, -2.5e+3, true, null, \"\\u00e9\\ud83d\\ude80 \\\"x\\\" \\/\"], \"b\": {\"c\": []}} \n",
            "{\"a\":\"[1,2,] // no 'x' “y” None {{Z}} ...\"}",
            "{\"a\": \"x\" , \"b\" : 0}",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn each_fault_has_its_name_and_its_cure() {
        let table: &[(&str, Kind, &str)] = &[
            ("{\"a\": 1,}", Kind::TrailingComma, "{\"a\": 1}"),
            ("{\"a\": [1, 2,\n]}", Kind::TrailingComma, "{\"a\": [1, 2\n]}"),
            ("{\"a\": 1,, \"b\": 2}", Kind::ExtraComma, "{\"a\": 1, \"b\": 2}"),
            ("{\"a\": 1\n\"b\": 2}", Kind::MissingComma, "{\"a\": 1,\n\"b\": 2}"),
            ("{\"a\" 1}", Kind::MissingColon, "{\"a\": 1}"),
            ("{\"a\" = 1}", Kind::MissingColon, "{\"a\" : 1}"),
            ("{'a': 'it\\'s \"x\"'}", Kind::SingleQuotes, "{\"a\": \"it's \\\"x\\\"\"}"),
            ("{“a”: “b”}", Kind::SmartQuotes, "{\"a\": \"b\"}"),
            ("{\"a\": 1 // x\n}", Kind::Comment, "{\"a\": 1 \n}"),
            ("{/* x */\"a\": 1}", Kind::Comment, "{\"a\": 1}"),
            ("{a: 1}", Kind::UnquotedKey, "{\"a\": 1}"),
            ("{\"a\": claude-opus-5, \"b\": 1}", Kind::UnquotedText, "{\"a\": \"claude-opus-5\", \"b\": 1}"),
            ("{\"a\": None}", Kind::BadLiteral, "{\"a\": null}"),
            ("{\"a\": True}", Kind::BadLiteral, "{\"a\": true}"),
            ("{\"a\": 1_000}", Kind::BadNumber, "{\"a\": 1000}"),
            ("{\"a\": .5}", Kind::BadNumber, "{\"a\": 0.5}"),
            ("{\"a\": \"x\ny\"}", Kind::ControlCharacter, "{\"a\": \"x\\ny\"}"),
            ("{\"a\": \"C:\\Users\"}", Kind::BadEscape, "{\"a\": \"C:\\\\Users\"}"),
            ("{\"a\": \"say \"hi\" now\"}", Kind::UnescapedQuote, "{\"a\": \"say \\\"hi\\\" now\"}"),
            ("{\"a\": \"x,\n\"b\": 1}", Kind::MissingQuote, "{\"a\": \"x\",\n\"b\": 1}"),
            ("{\"a\": [{\"b\": 1\n]}", Kind::Unclosed, "{\"a\": [{\"b\": 1\n}]}"),
            ("{\"a\": [1, 2", Kind::Unclosed, "{\"a\": [1, 2]}"),
            ("{\"a\": 1}}", Kind::ExtraData, "{\"a\": 1}"),
            ("{\"a\": 1} ```", Kind::ExtraData, "{\"a\": 1} "),
            ("{\"a\": \"\\ud83d!\"}", Kind::LoneSurrogate, "{\"a\": \"\\ufffd!\"}"),
            ("{\u{a0}\"a\": 1}", Kind::OddBlank, "{ \"a\": 1}"),
        ];
        for (text, kind, cure) in table {
            let found = kinds(text);
            assert!(!found.is_empty() && found.iter().all(|f| f == kind), "{text}: {found:?}");
            assert_eq!(mended(text), *cure, "{text}");
            assert_eq!(kinds(cure), [], "{cure}");
        }
        for (text, kind) in [
            ("", Kind::Empty),
            ("[1]", Kind::NotObject),
            ("{\"a\": 1, \"a\": 2}", Kind::DuplicateKey),
            ("{{\"a\": {{\"b\": 1}}}}", Kind::DoubledBraces),
            ("{\"a\": {{NAME}}}", Kind::Placeholder),
            ("{\"a\": <your id>}", Kind::Placeholder),
            ("{\"a\": [...]}", Kind::Placeholder),
            ("{...}", Kind::Placeholder),
            ("{\"a\": }", Kind::MissingValue),
        ] {
            assert!(!kinds(text).is_empty() && kinds(text).iter().all(|f| *f == kind), "{text}: {:?}", kinds(text));
        }
    }

    #[test]
    fn reads_on_after_a_fault() {
        let parsed = parse(&Traced::verbatim("{\"a\": NaN, 'b': [1 2], \"c\": \"d\",}", 0));
        let value = parsed.value.expect("a value");
        assert_eq!(value.text_of("c"), Some("d"));
        assert_eq!(value.get("b").map(|b| b.items().len()), Some(2));
        assert_eq!(parsed.faults.len(), 4);
    }

    #[test]
    fn unknown_values_are_taken() {
        let mut text = Traced::verbatim("{\"a\": ", 0);
        text.push_symbol("${A}", "A", SymbolKind::Variable, Span::new(6, 8));
        text.push_verbatim(", \"b\": \"x ", 8);
        text.push_symbol("${\"B}", "B", SymbolKind::Variable, Span::new(18, 20));
        text.push_verbatim("\"}", 20);
        let parsed = parse(&text);
        assert_eq!(parsed.faults, []);
        let value = parsed.value.expect("a value");
        assert!(value.get("a").is_some_and(Value::is_unknown));
        assert!(value.get("b").is_some_and(|b| b.is_string() && b.text().is_none()));
        let whole = {
            let mut text = Traced::new();
            text.push_symbol("${BODY}", "BODY", SymbolKind::Variable, Span::new(0, 5));
            text
        };
        assert_eq!(parse(&whole).faults, []);
    }

    #[test]
    fn deep_and_hostile_texts_end() {
        for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "{{".repeat(50_000), "\"\n".repeat(50_000)] {
            parse(&Traced::verbatim(&text, 0));
        }
        for text in ["<,".repeat(100_000), "'".repeat(100_000), "{\"".repeat(50_000), "{\"a\":\"b\"x".repeat(20_000)] {
            parse(&Traced::verbatim(&format!("[{text}"), 0));
        }
    }
}
