//! What a string literal holds: escapes undone, values that are put in found.

use super::lex::{Holes, Language, Literal};
use crate::span::Span;
use crate::text::{head, SymbolKind, Traced};

/// A piece of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters that stand for themselves, in JSON too.
    Plain(Span),
    /// A character that is escaped here or in JSON.
    Char(char, Span),
    /// Half of a surrogate pair, written `\uXXXX`.
    Half(Span),
    /// A value that is put in; the place of its expression, and the whole with its braces.
    Hole(Span, Span),
    /// Nothing, as a backslash at the end of a line.
    Nothing,
}

/// Reads a string piece by piece.
pub struct Pieces<'a> {
    paste: &'a str,
    literal: Literal,
    at: usize,
}

impl<'a> Pieces<'a> {
    /// At the beginning of a string.
    pub fn new(paste: &'a str, literal: Literal) -> Self {
        Self { paste, literal, at: literal.inner.start }
    }

    /// The next piece, `None` at the end.
    pub fn next_piece(&mut self) -> Option<Piece> {
        let rest = self.paste.get(self.at..self.literal.inner.end).filter(|rest| !rest.is_empty())?;
        let holes = self.literal.holes;
        let special = |b: u8| {
            b < 0x20
                || matches!(b, b'"' | b'\\')
                || holes == Holes::Braces && matches!(b, b'{' | b'}')
                || holes == Holes::Dollar && b == b'$'
        };
        let plain = rest.bytes().position(special).unwrap_or(rest.len());
        let start = self.at;
        if plain > 0 {
            self.at += plain;
            return Some(Piece::Plain(Span::new(start, self.at)));
        }
        let (piece, length) = self.special(rest);
        self.at += length.max(1);
        Some(piece)
    }

    fn special(&self, rest: &str) -> (Piece, usize) {
        let here = |length: usize| Span::new(self.at, self.at + length);
        let first = rest.chars().next().unwrap_or(' ');
        match first {
            '\\' if !self.literal.raw => self.escape(rest),
            '{' if self.literal.holes == Holes::Braces && !rest.starts_with("{{") => self.hole(rest, 1),
            '{' | '}' if self.literal.holes == Holes::Braces => {
                let doubled = rest.starts_with("{{") || rest.starts_with("}}");
                let length = 1 + usize::from(doubled);
                (Piece::Char(first, here(length)), length)
            }
            '$' if rest.starts_with("${") => self.hole(rest, 2),
            _ => (Piece::Char(first, here(first.len_utf8())), first.len_utf8()),
        }
    }

    fn hole(&self, rest: &str, open: usize) -> (Piece, usize) {
        let mut depth = 0_usize;
        let end = rest.bytes().position(|b| {
            match b {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            b == b'}' && depth == 0
        });
        let end = end.unwrap_or(rest.len().saturating_sub(1));
        let inside = rest.get(open..end).unwrap_or("");
        let name = match self.literal.holes {
            // A format may follow the name.
            Holes::Braces => inside.split(['!', ':']).next().unwrap_or(""),
            _ => inside,
        };
        let from = self.at + open + (name.len() - name.trim_start().len());
        let name = Span::new(from, from + name.trim().len());
        (Piece::Hole(name, Span::new(self.at, self.at + end + 1)), end + 1)
    }

    fn escape(&self, rest: &str) -> (Piece, usize) {
        let python = self.literal.language == Language::Python;
        let Some(next) = rest.chars().nth(1) else { return (Piece::Nothing, 1) };
        let one = |c: char| (Piece::Char(c, Span::new(self.at, self.at + 1 + next.len_utf8())), 1 + next.len_utf8());
        let code = |from: usize, to: usize, length: usize| {
            let value = rest.get(from..to).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            let span = Span::new(self.at, self.at + length);
            match value {
                Some(half) if (0xD800..0xE000).contains(&half) => (Piece::Half(span), length),
                Some(value) => (Piece::Char(char::from_u32(value).unwrap_or('\u{fffd}'), span), length),
                None => (Piece::Char('\\', Span::new(self.at, self.at + 1)), 1),
            }
        };
        match next {
            'n' => one('\n'),
            't' => one('\t'),
            'r' => one('\r'),
            'b' => one('\u{8}'),
            'f' => one('\u{c}'),
            'v' => one('\u{b}'),
            'a' if python => one('\u{7}'),
            '\n' => (Piece::Nothing, 2),
            '\r' => (Piece::Nothing, if rest.starts_with("\\\r\n") { 3 } else { 2 }),
            '\\' | '\'' | '"' | '`' => one(next),
            'x' => code(2, 4, 4),
            'u' if rest.starts_with("\\u{") && !python => {
                let end = rest.bytes().take(12).position(|b| b == b'}').unwrap_or(3);
                code(3, end, end + 1)
            }
            'u' => code(2, 6, 6),
            'U' if python => code(2, 10, 10),
            'N' if python && rest.starts_with("\\N{") => {
                let end = rest.bytes().take(100).position(|b| b == b'}').unwrap_or(1);
                (Piece::Char('\u{fffd}', Span::new(self.at, self.at + end + 1)), end + 1)
            }
            '0'..='7' => {
                let length = rest.bytes().skip(1).take(3).take_while(|b| (b'0'..b'8').contains(b)).count();
                let value = rest.get(1..1 + length).and_then(|digits| u32::from_str_radix(digits, 8).ok());
                let c = value.and_then(char::from_u32).unwrap_or('\u{fffd}');
                (Piece::Char(c, Span::new(self.at, self.at + 1 + length)), 1 + length)
            }
            // Python keeps the backslash of what is no escape, JavaScript drops it.
            _ if python => (Piece::Char('\\', Span::new(self.at, self.at + 1)), 1),
            _ => one(next),
        }
    }
}

/// Writes a piece as JSON has it between its quotes.
pub fn json(out: &mut Traced, paste: &str, piece: &Piece) {
    match *piece {
        Piece::Plain(span) | Piece::Half(span) => out.push_verbatim(span.of(paste), span.start),
        Piece::Char(c, span) => {
            let text = match c {
                '"' => "\\\"".to_owned(),
                '\\' => "\\\\".to_owned(),
                '\n' => "\\n".to_owned(),
                '\t' => "\\t".to_owned(),
                '\r' => "\\r".to_owned(),
                c if c < ' ' => format!("\\u{:04x}", u32::from(c)),
                c => c.to_string(),
            };
            copy(out, paste, &text, span);
        }
        Piece::Hole(name, span) => hole(out, paste, name, span),
        Piece::Nothing => {}
    }
}

/// Writes a piece as the text it is.
pub fn plain(out: &mut Traced, paste: &str, piece: &Piece) {
    match *piece {
        Piece::Plain(span) => out.push_verbatim(span.of(paste), span.start),
        // In a JSON text inside the string the escape stays what it is.
        Piece::Half(span) => out.push_replaced("\u{fffd}", span),
        Piece::Char(c, span) => copy(out, paste, c.encode_utf8(&mut [0; 4]), span),
        Piece::Hole(name, span) => hole(out, paste, name, span),
        Piece::Nothing => {}
    }
}

fn copy(out: &mut Traced, paste: &str, text: &str, span: Span) {
    if span.of(paste) == text {
        out.push_verbatim(text, span.start);
    } else {
        out.push_replaced(text, span);
    }
}

fn hole(out: &mut Traced, paste: &str, name: Span, span: Span) {
    let typed = head(name.of(paste), 60);
    // Of an environment variable only its own name counts.
    let plain = ["process.env.", "import.meta.env."].iter().find_map(|prefix| typed.strip_prefix(prefix));
    let plain = plain.map(|name| name.trim_end_matches('!'));
    let between = |open: &str| {
        let rest = typed.strip_prefix(open)?;
        let name = rest.trim_start_matches(['"', '\'']);
        name.split(['"', '\'']).next()
    };
    let plain = plain.or_else(|| ["os.environ[", "os.environ.get(", "os.getenv("].into_iter().find_map(between));
    let kind = if plain.is_some() || typed.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$')) {
        SymbolKind::Variable
    } else {
        SymbolKind::Expression
    };
    let text: String = plain
        .unwrap_or(typed)
        .chars()
        .map(|c| if matches!(c, '"' | '\\') || c.is_control() { '\'' } else { c })
        .collect();
    out.push_symbol(&format!("${{{text}}}"), &text, kind, span);
}
