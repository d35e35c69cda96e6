//! The paste reduced to what no terminal, logger or escape can change.
//!
//! Terminals break lines inside words, loggers indent and escape, Markdown quotes. None of that adds or
//! removes a letter, so words are compared in a form without blanks, quotes, backslashes and frames.
//! Each byte of that form knows the byte of the paste it stands for.

use crate::mask;
use crate::span::Span;

/// What was dropped between two neighbouring bytes of the skeleton.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: neighbours in the paste too.
    None,
    /// Blanks on the same line.
    Blank,
    /// At least one line break, and neither quote nor backslash.
    LineBreak,
    /// A quote, a backslash or an escape, perhaps with blanks.
    Quote,
}

/// The reduced form of a text.
#[derive(Clone, Debug, Default)]
pub struct Skeleton {
    bytes: Vec<u8>,
    /// For each byte the offset in the paste of the character it stands for.
    origin: Vec<u32>,
    /// Length of the paste in bytes.
    source_len: usize,
    /// What was left out as a whole, in order, none overlapping another.
    left_out: Vec<Span>,
}

impl Skeleton {
    /// Reduces `text`. Linear in its length; five bytes of memory for each byte kept.
    pub fn of(text: &str) -> Self {
        Self::without(text, Vec::new())
    }

    /// Reduces what of `text` is in none of the spans `left_out` (in order, none overlapping another).
    pub fn without(text: &str, left_out: Vec<Span>) -> Self {
        let mut out = Self { source_len: text.len(), ..Self::default() };
        out.bytes.reserve(text.len());
        out.origin.reserve(text.len());
        let mut gaps = left_out.iter().peekable();
        let mut at = 0;
        while at < text.len() {
            while gaps.next_if(|gap| gap.end <= at).is_some() {}
            let stop = gaps.peek().map_or(text.len(), |gap| gap.start);
            if stop <= at {
                at = gaps.peek().map_or(text.len(), |gap| gap.end);
                continue;
            }
            at = out.plain(text.as_bytes(), at, stop);
            if at < stop {
                at = out.special(text, at);
            }
        }
        out.left_out = left_out;
        out
    }

    /// Takes the bytes from `at` on that need no thought; the first one that does, or `stop`.
    fn plain(&mut self, bytes: &[u8], mut at: usize, stop: usize) -> usize {
        let class = |at: usize| bytes.get(at).filter(|_| at < stop).map(|byte| CLASSES[usize::from(*byte)]);
        loop {
            let begin = at;
            while class(at) == Some(Class::Kept) {
                at += 1;
            }
            let run = bytes.get(begin..at).unwrap_or(&[]);
            self.bytes.extend(run.iter().map(u8::to_ascii_lowercase));
            self.origin.extend((begin..at).map(place));
            match class(at) {
                Some(Class::Dropped) => at += 1,
                // Words in capitals and `=` are common, what they may begin is not.
                Some(Class::Special) if harmless(bytes, at) => {
                    self.bytes.extend(bytes.get(at).map(u8::to_ascii_lowercase));
                    self.origin.push(place(at));
                    at += 1;
                }
                _ => return at,
            }
        }
    }

    /// Takes the character at `at`, with what belongs to it; the place behind.
    fn special(&mut self, text: &str, at: usize) -> usize {
        let out = self;
        let Some(tail) = text.get(at..) else { return at + 1 };
        let mut rest = tail.char_indices().peekable();
        let Some((_, c)) = rest.next() else { return at + 1 };
        match c {
            '\u{1b}' => skip_escape_sequence(&mut rest),
            '\\' => match rest.peek() {
                // Escaped line breaks and tabs, at any depth of escaping: the last backslash meets the letter.
                Some(&(_, 'n' | 'r' | 't')) if escape_follows(text, at) => {
                    rest.next();
                }
                Some(&(_, 'u')) => {
                    if let Some(decoded) = unicode_escape(text, at) {
                        for _ in 0..5 {
                            rest.next();
                        }
                        if !dropped(decoded) {
                            out.push(decoded, at);
                        }
                    }
                }
                _ => {}
            },
            '=' if matches!(rest.peek(), Some(&(_, '>'))) => {
                rest.next();
                out.push(':', at);
            }
            '&' => match entity(text, at) {
                Some((decoded, length)) => {
                    // All of an entity is ASCII, so its bytes are its characters.
                    for _ in 1..length {
                        rest.next();
                    }
                    if !dropped(decoded) {
                        out.push(decoded, at);
                    }
                }
                None => out.push(c, at),
            },
            // A masked key is still known by how it began.
            'M' => {
                let class = mask::placeholder_at(text, at).map_or("", |placeholder| placeholder.class);
                for begin in mask::beginning(class).chars() {
                    out.push(begin, at);
                }
                out.push(c, at);
            }
            c if dropped(c) => {}
            c => out.push(c, at),
        }
        rest.peek().map_or(text.len(), |(offset, _)| at + offset)
    }

    /// The bytes `from..to` of the paste without what was left out.
    pub fn raw(&self, from: usize, to: usize, paste: &str) -> String {
        let mut out = String::with_capacity(to.saturating_sub(from));
        let mut at = from;
        let first = self.left_out.partition_point(|gap| gap.end <= from);
        for gap in self.left_out.iter().skip(first).take_while(|gap| gap.start < to) {
            out.push_str(paste.get(at..gap.start).unwrap_or(""));
            at = gap.end.min(to).max(at);
        }
        out.push_str(paste.get(at..to).unwrap_or(""));
        out
    }

    /// Whether byte `at` of the paste was left out as part of a whole.
    pub fn is_left_out(&self, at: usize) -> bool {
        let behind = self.left_out.partition_point(|gap| gap.end <= at);
        self.left_out.get(behind).is_some_and(|gap| gap.start <= at)
    }

    fn push(&mut self, c: char, at: usize) {
        let mut buffer = [0; 4];
        for byte in c.encode_utf8(&mut buffer).bytes() {
            self.bytes.push(byte.to_ascii_lowercase());
            self.origin.push(place(at));
        }
    }

    /// The reduced bytes, ASCII letters in lower case.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where in the paste the bytes `start..end` of the skeleton stand.
    pub fn span(&self, start: usize, end: usize, paste: &str) -> Span {
        let from = self.origin.get(start).map_or(self.source_len, |o| *o as usize);
        let last = end.checked_sub(1).and_then(|i| self.origin.get(i)).map_or(from, |o| *o as usize);
        let width = paste.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(from, (last + width).max(from)).on_borders(paste)
    }

    /// The offset in the paste of skeleton byte `at`.
    #[inline]
    pub fn origin(&self, at: usize) -> usize {
        self.origin.get(at).map_or(self.source_len, |o| *o as usize)
    }

    /// The first skeleton byte that stands at or behind byte `offset` of the paste.
    pub fn at(&self, offset: usize) -> usize {
        self.origin.partition_point(|o| (*o as usize) < offset)
    }

    /// What was dropped in front of skeleton byte `at`.
    #[inline]
    pub fn gap(&self, at: usize, paste: &str) -> Gap {
        let Some(before) = at.checked_sub(1) else { return Gap::None };
        if self.origin(at) <= self.origin(before) + 1 {
            return Gap::None;
        }
        let mut between = paste.get(self.origin(before)..self.origin(at)).unwrap_or("").chars();
        between.next();
        let dropped = between.as_str();
        if dropped.is_empty() {
            Gap::None
        } else if dropped.contains(['"', '\'', '`', '\\', '“', '”', '‘', '’', '&']) {
            Gap::Quote
        } else if dropped.contains(['\n', '\r']) {
            Gap::LineBreak
        } else {
            Gap::Blank
        }
    }
}

/// A place in the paste as it is kept: a paste over 4 GB does not fit a browser; its places would point at its end.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// What becomes of a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Kept,
    Dropped,
    /// Begins something: an escape, an entity, a masked key, a character of several bytes.
    Special,
}

/// The class of each byte.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Special; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'\\' | b'=' | b'&' | b'M' | 0x1b => Class::Special,
            b if dropped_ascii(b) => Class::Dropped,
            _ => Class::Kept,
        };
        byte += 1;
    }
    classes
};

/// Whether the byte at `at` begins neither `=>` nor a masked key, as its look would allow.
fn harmless(bytes: &[u8], at: usize) -> bool {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'='), next) => next != Some(&b'>'),
        (Some(b'M'), next) => next != Some(&b'A'),
        _ => false,
    }
}

/// ASCII characters that carry no meaning for recognition.
const fn dropped_ascii(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte.is_ascii_control() || matches!(byte, b'"' | b'\'' | b'`' | b'|' | b'*' | b'>')
}

/// The same reduction for a pattern; `*` and `#` are kept, they are wildcards there.
pub fn reduce_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '*' => out.push('*'),
            '=' if rest.peek() == Some(&'>') => {
                rest.next();
                out.push(':');
            }
            c if dropped(c) || c == '\\' => {}
            c => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

/// Characters that carry no meaning for recognition: blanks, quotes, frames, gutters, marks of emphasis.
fn dropped(c: char) -> bool {
    if let Ok(byte @ 0..128) = u8::try_from(c) {
        return dropped_ascii(byte);
    }
    c.is_whitespace()
        || matches!(c,
            '\u{2500}'..='\u{259f}' // box drawing and blocks
            | '\u{23bf}' // the hook under a tool call
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            | '\u{ad}' | '‘' | '’' | '“' | '”' | '…')
}

/// Whether the backslash at `at` begins an escape and not a name in a Windows path.
fn escape_follows(text: &str, at: usize) -> bool {
    // `C:\new`, `node_modules\tool`: a letter, digit, dot or colon in front and a lower-case word behind.
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied().unwrap_or(b' ');
    let behind = bytes.get(at + 2).copied().unwrap_or(b' ');
    let path =
        (before.is_ascii_alphanumeric() || matches!(before, b':' | b'.' | b'_' | b'-')) && behind.is_ascii_lowercase();
    !path || drive_free(bytes, at)
}

/// Whether no drive letter or other backslash path part stands on the 60 bytes before.
fn drive_free(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(60);
    let window = bytes.get(from..at).unwrap_or(&[]);
    let word = window.rsplit(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'(')).next().unwrap_or(&[]);
    !word.windows(2).any(|pair| pair == b":\\" || (pair[0] == b'\\' && pair[1].is_ascii_uppercase()))
}

/// The character of `\uXXXX` at `at`.
pub(super) fn unicode_escape(text: &str, at: usize) -> Option<char> {
    let digits = text.get(at + 2..at + 6)?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// Characters that pages write as entities.
const ENTITIES: [(&str, char); 11] = [
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&#x22;", '"'),
    ("&#39;", '\''),
    ("&#x27;", '\''),
    ("&apos;", '\''),
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&nbsp;", ' '),
    ("&#x2F;", '/'),
];

/// The character of the HTML entity at `at`, and the entity's length.
pub fn entity(text: &str, at: usize) -> Option<(char, usize)> {
    let rest = text.get(at..)?;
    ENTITIES.iter().find(|(written, _)| rest.starts_with(written)).map(|(written, c)| (*c, written.len()))
}

/// Skips what follows an ESC: colours, cursor moves, hyperlinks and titles.
pub(super) fn skip_escape_sequence(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>) {
    match rest.peek() {
        Some((_, '[')) => {
            rest.next();
            while let Some(&(_, c)) = rest.peek() {
                if !c.is_ascii() || c.is_ascii_control() {
                    return;
                }
                rest.next();
                if ('@'..='~').contains(&c) {
                    return;
                }
            }
        }
        Some((_, ']')) => {
            // Ends at BEL or ESC \; a lone one must not swallow the paste.
            for _ in 0..2048 {
                match rest.peek() {
                    Some((_, '\u{7}')) => {
                        rest.next();
                        return;
                    }
                    Some((_, '\u{1b}' | '\n')) | None => return,
                    Some(_) => {
                        rest.next();
                    }
                }
            }
        }
        Some((_, c)) if c.is_ascii_graphic() => {
            rest.next();
        }
        _ => {}
    }
}

/// Where the escape sequence that begins with the ESC at `at` ends.
pub(super) fn behind_escape(text: &str, at: usize) -> usize {
    let mut rest = text.get(at..).unwrap_or("").char_indices().peekable();
    rest.next();
    skip_escape_sequence(&mut rest);
    rest.peek().map_or(text.len(), |(offset, _)| at + offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skeleton(text: &str) -> String {
        String::from_utf8(Skeleton::of(text).bytes().to_vec()).unwrap()
    }

    #[test]
    fn wraps_escapes_and_frames_do_not_matter() {
        let plain = skeleton(r#"{"type":"error","error":{"type":"overloaded_error"}}"#);
        for same in [
            "{'type': 'error', 'error': {'type': 'overloaded_error'}}",
            r#"{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"#,
            r#"{\\\"type\\\":\\\"error\\\",\\n \\\"error\\\":{\\\"type\\\":\\\"overloaded_error\\\"}}"#,
            "│ {\"type\":\"error\",\"err │\n│ or\":{\"type\":\"overloa │\n│ ded_error\"}} │",
            "\u{1b}[31m{\"type\":\u{1b}[0m\"error\",\"error\":{\"type\":\"overloaded_error\"}}",
            "{\"type\" => \"error\", \"error\" => {\"type\" => \"overloaded_error\"}}",
            "{&quot;type&quot;:&quot;error&quot;,&#34;error&#34;:{&#x27;type&#39;:&quot;overloaded_error&quot;}}",
        ] {
            assert_eq!(skeleton(same), plain, "{same}");
        }
        assert_eq!(skeleton(r"isn\u2019t"), skeleton("isn't"));
    }

    #[test]
    fn paths_keep_their_letters() {
        assert_eq!(skeleton(r"C:\proj\new\tool.py"), "c:projnewtool.py");
        assert_eq!(skeleton(r"sent.\nbefore"), "sent.before");
    }

    #[test]
    fn places_lead_back() {
        let paste = "aß \"type\":\n x";
        let skeleton = Skeleton::of(paste);
        let found = skeleton.bytes().windows(4).position(|w| w == b"type").unwrap();
        assert_eq!(skeleton.span(found, found + 4, paste).of(paste), "type");
        assert_eq!(skeleton.gap(found, paste), Gap::Quote);
    }
}
