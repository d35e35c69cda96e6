//! Strings of every kind that people write where JSON wants `"…"`.

use super::fault::{Change, Kind};
use super::parse::{clip, cut, insert, Parser};
use super::value::Node;

/// How often a missing quote may send the reader back.
const RESTARTS: usize = 16;

/// Typographic quotes that word processors put in place of `"` and `'`.
pub(super) fn is_smart(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '‘' | '’' | '«' | '»' | '″')
}

/// What may follow the end of a string.
fn ends_string(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\t', '\u{a0}']);
    match after.chars().next() {
        None => true,
        Some(c) => ",}]:\n\r\"/#$".contains(c),
    }
}

/// Whether a byte inside a string is neither a quote, nor a backslash, nor a control character.
fn plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
}

/// How many plain bytes a text begins with. Whole blocks are looked at without a branch, so that long texts are quick.
fn plain_bytes(bytes: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let blocks = bytes.chunks_exact(BLOCK).take_while(|block| block.iter().fold(true, |all, byte| all & plain(*byte)));
    let start = blocks.count() * BLOCK;
    let rest = bytes.get(start..).unwrap_or(&[]);
    start + rest.iter().take_while(|byte| plain(**byte)).count()
}

impl Parser<'_> {
    /// Reads a string whose opening quote is the next character.
    pub(super) fn string(&mut self, key: bool) -> Node {
        match self.peek() {
            Some(b'"') => self.double(key),
            Some(b'\'') => self.single(),
            _ => self.smart(),
        }
    }

    fn double(&mut self, key: bool) -> Node {
        let start = self.at;
        let first_fault = self.faults.len();
        self.at += 1;
        let mut out = String::new();
        let mut open = false;
        let mut line_end = None;
        let mut inner_quote = None;
        let mut copied = self.at;
        let mut next_symbol = self.symbols.partition_point(|symbol| symbol.range.start < self.at);
        loop {
            if let Some(symbol) = self.symbols.get(next_symbol).filter(|symbol| symbol.range.start <= self.at) {
                next_symbol += 1;
                if symbol.range.end > self.at {
                    open = true;
                    self.at = symbol.range.end;
                }
                continue;
            }
            match self.peek() {
                Some(b'"') => {
                    let after = self.text.get(self.at + 1..).unwrap_or("");
                    if self.symbol_end(self.at + 1).is_some() || ends_string(after) {
                        break;
                    }
                    if line_end.is_some() || key {
                        // The string runs into the next one: its own quote is missing on the first line.
                        if let Some(end) = line_end.filter(|_| self.restarts < RESTARTS) {
                            return self.missing_quote(start, end, first_fault, key);
                        }
                        break;
                    }
                    inner_quote = inner_quote.or(Some((self.at, self.faults.len())));
                    let range = self.at..self.at + 1;
                    self.fault(Kind::UnescapedQuote, range.clone(), vec![insert(range.start, "\\")]);
                    self.at += 1;
                }
                Some(b'\\') => {
                    out.push_str(self.text.get(copied..self.at).unwrap_or(""));
                    self.escape(&mut out);
                    copied = self.at;
                }
                Some(byte) if byte < 0x20 => {
                    if byte == b'\n' && line_end.is_none() {
                        line_end = Some(self.at);
                    }
                    let range = self.at..self.at + 1;
                    let text = match byte {
                        b'\n' => "\\n".to_owned(),
                        b'\t' => "\\t".to_owned(),
                        b'\r' => "\\r".to_owned(),
                        other => format!("\\u{other:04x}"),
                    };
                    self.fault(Kind::ControlCharacter, range.clone(), vec![Change { range, text }]);
                    self.at += 1;
                }
                Some(_) => {
                    let end = self.symbols.get(next_symbol).map_or(self.bytes.len(), |symbol| symbol.range.start);
                    self.at += 1;
                    self.at += plain_bytes(self.bytes.get(self.at..end).unwrap_or(&[]));
                }
                None => {
                    if self.restarts < RESTARTS {
                        if let Some((quote, faults)) = inner_quote {
                            // No later quote can end it, so the first one did.
                            self.restarts += 1;
                            self.faults.truncate(faults);
                            self.at = quote + 1;
                            return Node::String(self.text.get(start + 1..quote).unwrap_or("").to_owned());
                        }
                        if let Some(end) = line_end {
                            return self.missing_quote(start, end, first_fault, key);
                        }
                    }
                    out.push_str(self.text.get(copied..).unwrap_or(""));
                    self.fault(Kind::MissingQuote, start..clip(self.text, start, self.at), Vec::new());
                    return if open { Node::Open(out) } else { Node::String(out) };
                }
            }
        }
        out.push_str(self.text.get(copied..self.at).unwrap_or(""));
        self.at += 1;
        if open {
            Node::Open(out)
        } else {
            Node::String(out)
        }
    }

    /// Ends the string at its first line, before a comma or bracket that stands there.
    fn missing_quote(&mut self, start: usize, line_end: usize, first_fault: usize, key: bool) -> Node {
        self.restarts += 1;
        self.faults.truncate(first_fault);
        let line = self.text.get(start + 1..line_end).unwrap_or("");
        let text = line.trim_end().trim_end_matches(|c: char| ",}] ".contains(c));
        let end = start + 1 + if key { text.find(':').unwrap_or(text.len()) } else { text.len() };
        self.at = end;
        self.fault(Kind::MissingQuote, start..clip(self.text, start, end), vec![insert(end, "\"")]);
        Node::String(self.text.get(start + 1..end).unwrap_or("").to_owned())
    }

    fn escape(&mut self, out: &mut String) {
        let start = self.at;
        let next = self.text.get(start + 1..).and_then(|rest| rest.chars().next());
        let plain = match next {
            Some(c @ ('"' | '\\' | '/')) => Some(c),
            Some('n') => Some('\n'),
            Some('t') => Some('\t'),
            Some('r') => Some('\r'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            _ => None,
        };
        if let Some(c) = plain {
            out.push(c);
            self.at += 2;
            return;
        }
        let Some(high) = self.unit(start) else {
            self.at = start + 1 + next.map_or(0, |c| if (c as u32) < 0x20 { 0 } else { c.len_utf8() });
            out.push_str(self.text.get(start..self.at).unwrap_or(""));
            let change = insert(start, "\\");
            self.fault(Kind::BadEscape, start..self.at, vec![change]);
            return;
        };
        self.at = start + 6;
        let pair = (0xD800..0xDC00).contains(&high).then(|| self.unit(self.at)).flatten();
        if let Some(low) = pair.filter(|low| (0xDC00..0xE000).contains(low)) {
            self.at += 6;
            out.extend(char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)));
        } else if let Some(c) = char::from_u32(high) {
            out.push(c);
        } else {
            out.push('\u{fffd}');
            let change = Change { range: start..self.at, text: "\\ufffd".into() };
            self.fault(Kind::LoneSurrogate, start..self.at, vec![change]);
        }
    }

    /// The code unit of `\uXXXX` at `at`.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }

    fn single(&mut self) -> Node {
        let start = self.at;
        let mut out = String::new();
        let mut changes = vec![Change { range: start..start + 1, text: "\"".into() }];
        self.at += 1;
        let closed = loop {
            let Some(c) = self.rest().chars().next() else { break false };
            let range = self.at..self.at + c.len_utf8();
            match c {
                '\'' if ends_string(self.text.get(range.end..).unwrap_or("")) => {
                    changes.push(Change { range: range.clone(), text: "\"".into() });
                    self.at = range.end;
                    break true;
                }
                '\n' => break false,
                '"' => {
                    changes.push(insert(range.start, "\\"));
                    out.push(c);
                    self.at = range.end;
                }
                '\\' if self.rest().starts_with("\\'") => {
                    changes.push(cut(range.clone()));
                    out.push('\'');
                    self.at = range.end + 1;
                }
                '\\' => self.escape(&mut out),
                _ => {
                    out.push(c);
                    self.at = range.end;
                }
            }
        };
        if !closed {
            changes.clear();
        }
        self.fault(Kind::SingleQuotes, start..clip(self.text, start, self.at), changes);
        Node::String(out)
    }

    fn smart(&mut self) -> Node {
        let start = self.at;
        let first = self.rest().chars().next().map_or(0, char::len_utf8);
        let mut changes = vec![Change { range: start..start + first, text: "\"".into() }];
        self.at += first.max(1);
        let mut out = String::new();
        let closed = loop {
            let Some(c) = self.rest().chars().next() else { break false };
            let range = self.at..self.at + c.len_utf8();
            if (is_smart(c) || c == '"') && ends_string(self.text.get(range.end..).unwrap_or("")) {
                changes.push(Change { range: range.clone(), text: "\"".into() });
                self.at = range.end;
                break true;
            }
            match c {
                '\n' => break false,
                '\\' => self.escape(&mut out),
                _ => {
                    out.push(c);
                    self.at = range.end;
                }
            }
        };
        if !closed {
            changes.clear();
        }
        let end = if self.at - start > 60 { start + first } else { self.at };
        self.fault(Kind::SmartQuotes, start..end, changes);
        Node::String(out)
    }
}
