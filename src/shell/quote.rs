//! Quotes of a POSIX shell: `'…'`, `"…"`, `$'…'`, and what is meant where they are not closed.

use super::posix::Lexer;
use super::word::Build;
use super::{guess, Piece, Quote, Slip, SlipKind};
use crate::span::Span;
use crate::text::find::Signs;
use crate::text::Traced;

impl Lexer<'_> {
    /// `'…'` at the reading position.
    pub(super) fn single(&mut self, build: &mut Build) {
        let (open, inner) = (self.pos, self.pos + 1);
        let rest = self.src.get(inner, self.limit);
        let close = rest.find('\'');
        let repair = self.option_line.is_some();
        if repair && guess::begins_json(rest) {
            let fine = close.is_some_and(|at| {
                let inside = rest.get(..at).unwrap_or("").trim_end();
                let next = rest.get(at + 1..).and_then(|rest| rest.chars().next());
                let splice = next.is_some_and(|c| matches!(c, '\\' | '"' | '$' | '\'' | '`'));
                splice || (inside.ends_with(['}', ']']) && !next.is_some_and(char::is_alphanumeric))
            });
            if !fine && self.apostrophes(build, open, rest) {
                return;
            }
        } else if repair && close.is_some_and(|at| self.runs_into_option(rest, at)) {
            return self.unclosed(build, open, line_text(rest), Quote::Single);
        }
        match close {
            Some(at) => {
                let from = build.text.len();
                self.src.copy(&mut build.text, inner..inner + at);
                self.pos = inner + at + 1;
                let span = self.src.span(open..self.pos);
                build.pieces.push(Piece { quote: Quote::Single, span, from, to: build.text.len() });
            }
            None => self.unclosed(build, open, open_end(rest), Quote::Single),
        }
    }

    /// Whether a quoted text runs over the line's end into a line that begins with an option.
    fn runs_into_option(&self, rest: &str, close: usize) -> bool {
        let inside = rest.get(..close).unwrap_or("");
        let Some(newline) = inside.find('\n') else {
            return false;
        };
        let next = rest.get(newline + 1..).unwrap_or("").trim_start_matches([' ', '\t']);
        self.option_line.is_some_and(|is_option| is_option(next))
    }

    /// A single-quoted JSON body in which apostrophes end the quote; whether that is what it is.
    fn apostrophes(&mut self, build: &mut Build, open: usize, rest: &str) -> bool {
        if !self.src.burn(rest.len()) {
            return false;
        }
        let Some(body) = guess::json_in_single(rest).filter(|body| !body.apostrophes.is_empty()) else {
            return false;
        };
        let inner = open + 1;
        let from = build.text.len();
        let mut at = inner;
        // JSON knows no backslash in front of an apostrophe: whoever wrote one meant it for the shell.
        let escaped = |at: &usize| rest.get(..*at).is_some_and(|before| before.ends_with('\\'));
        let mut replaced = body.splices;
        replaced.extend(body.apostrophes.iter().filter(|at| escaped(at)).map(|at| (at - 1, *at)));
        replaced.sort_unstable();
        for (start, end) in replaced {
            self.src.copy(&mut build.text, at..inner + start);
            let piece = rest.get(start..end).unwrap_or("");
            if piece == "\\" {
                at = inner + end;
                continue;
            }
            let span = self.src.span(inner + start..inner + end);
            if piece.contains(['$', '`']) {
                self.pos = inner + start + 1;
                match self.peek() {
                    Some('"') => self.double(build),
                    Some('`') => self.backtick(build, false),
                    _ => self.dollar(build, false),
                }
            } else {
                build.text.push_replaced("'", span);
            }
            at = inner + end;
        }
        self.src.copy(&mut build.text, at..inner + body.close);
        let span_of = |at: &usize| self.src.span(inner + at - usize::from(escaped(at))..inner + at + 1);
        let spans: Vec<Span> = body.apostrophes.iter().map(span_of).collect();
        if let (Some(first), Some(place)) = (spans.first(), body.apostrophes.first()) {
            let word = guess::word_around(rest, *place).to_owned();
            let mut slip = Slip::new(SlipKind::Apostrophe(word), *first);
            for span in &spans {
                slip = slip.edit(*span, "'\\''");
            }
            self.slips.push(slip);
        }
        self.pos = inner + body.close + 1;
        let span = self.src.span(open..self.pos);
        build.pieces.push(Piece { quote: Quote::Single, span, from, to: build.text.len() });
        true
    }

    /// A quote that is never closed: its text ends after `length` bytes.
    fn unclosed(&mut self, build: &mut Build, open: usize, length: usize, quote: Quote) {
        let end = open + 1 + length;
        let from = build.text.len();
        let sign = if quote == Quote::Single { '\'' } else { '"' };
        self.pos = open + 1;
        if quote == Quote::Single {
            self.src.copy(&mut build.text, self.pos..end);
        } else {
            self.quoted_run(build, end, true);
        }
        self.pos = end.max(open + 1);
        let span = self.src.span(open..open + 1);
        let at = self.src.at(self.pos);
        if self.cut_off(build.text.as_str().get(from..).unwrap_or("")) {
            self.slips.push(Slip::new(SlipKind::CutOff, at));
            build.pieces.push(Piece { quote, span: span.join(at), from, to: build.text.len() });
            return;
        }
        let mut sign_text = [0_u8; 4];
        self.slips.push(Slip::new(SlipKind::UnclosedQuote(sign), span).edit(at, sign.encode_utf8(&mut sign_text)));
        build.pieces.push(Piece { quote, span: span.join(at), from, to: build.text.len() });
    }

    /// Whether the `text` up to the reading position is JSON that is not complete and runs to the end of the
    /// paste: nobody types that, it was cut in copying.
    fn cut_off(&self, text: &str) -> bool {
        guess::begins_json(text)
            && self.src.get(self.pos, self.src.text().len()).trim().is_empty()
            && self.src.burn(text.len())
            && guess::json_end(text).is_none()
    }

    /// `"…"` at the reading position.
    pub(super) fn double(&mut self, build: &mut Build) {
        let open = self.pos;
        let inner = open + 1;
        let rest = self.src.get(inner, self.limit);
        let repair = self.option_line.is_some() && self.depth == 0;
        if repair && guess::unescaped_json(rest) && self.src.burn(rest.len()) {
            if let Some((_, close)) = guess::json_then_quote(rest, '"') {
                return self.double_inside(build, open, close, rest);
            }
        }
        if repair && !guess::begins_json(rest) {
            let line_end = || rest.find('\n').unwrap_or(rest.len());
            let next = || rest.get(line_end() + 1..).unwrap_or("").trim_start_matches([' ', '\t']);
            let closes = closing(rest).and_then(|at| rest.get(..at)).is_some_and(|inside| !inside.contains('\n'));
            if !closes && self.option_line.is_some_and(|is_option| !next().is_empty() && is_option(next())) {
                return self.unclosed(build, open, line_text(rest), Quote::Double);
            }
        }
        let from = build.text.len();
        self.pos = inner;
        self.quoted_run(build, self.limit, false);
        if self.peek() == Some('"') {
            self.pos += 1;
            let span = self.src.span(open..self.pos);
            build.pieces.push(Piece { quote: Quote::Double, span, from, to: build.text.len() });
        } else {
            // Read again, up to where it most likely ends.
            build.truncate(from);
            self.unclosed(build, open, open_end(rest), Quote::Double);
        }
    }

    /// A double-quoted JSON body whose own quotes are not escaped.
    fn double_inside(&mut self, build: &mut Build, open: usize, close: usize, rest: &str) {
        let inner = open + 1;
        let from = build.text.len();
        self.pos = inner;
        self.quoted_run(build, inner + close, true);
        self.pos = inner + close + 1;
        let first = rest.find('"').unwrap_or(0);
        let span = self.src.span(open..inner + first + 1);
        let body = rest.get(..close).unwrap_or("");
        let mut slip = Slip::new(SlipKind::DoubleInsideDouble, span);
        let whole = self.src.span(open..self.pos);
        if !body.contains(['\'', '$', '`']) {
            slip =
                slip.edit(Span::new(whole.start, whole.start + 1), "'").edit(Span::new(whole.end - 1, whole.end), "'");
        }
        self.slips.push(slip);
        build.pieces.push(Piece { quote: Quote::Double, span: whole, from, to: build.text.len() });
    }

    /// The inside of double quotes up to byte `end`, or up to the closing quote unless `whole`.
    pub(super) fn quoted_run(&mut self, build: &mut Build, end: usize, whole: bool) {
        static SPECIAL: Signs = Signs::of(b"\"\\$`!");
        let end = end.min(self.limit);
        while self.pos < end {
            let rest = self.src.get(self.pos, end);
            let plain = SPECIAL.find(rest).unwrap_or(rest.len());
            self.src.copy(&mut build.text, self.pos..self.pos + plain);
            self.pos += plain;
            let rest = rest.get(plain..).unwrap_or("");
            match rest.chars().next() {
                None => break,
                Some('"') if !whole => break,
                Some('\\') => self.quoted_escape(&mut build.text, rest),
                Some('$') => self.dollar(build, true),
                Some('`') => self.backtick(build, true),
                Some('!') => {
                    self.history(rest);
                    self.src.copy(&mut build.text, self.pos..self.pos + 1);
                    self.pos += 1;
                }
                Some(_) => {
                    self.src.copy(&mut build.text, self.pos..self.pos + 1);
                    self.pos += 1;
                }
            }
        }
        self.pos = self.pos.min(self.limit);
    }

    /// A backslash inside double quotes: it takes the meaning from `$`, a backtick, `"`, `\` and newline only.
    pub(super) fn quoted_escape(&mut self, out: &mut Traced, rest: &str) {
        match rest.chars().nth(1) {
            Some('\n') => self.pos += 2,
            Some('\r') if rest.starts_with("\\\r\n") => self.pos += 3,
            Some('$' | '`' | '"' | '\\') => {
                self.src.copy(out, self.pos + 1..self.pos + 2);
                self.pos += 2;
            }
            _ => {
                self.src.copy(out, self.pos..self.pos + 1);
                self.pos += 1;
            }
        }
    }

    /// `!` before a letter inside double quotes is history expansion at a prompt of bash.
    fn history(&mut self, rest: &str) {
        let next = rest.chars().nth(1);
        let harmless = next.is_none_or(|c| c.is_whitespace() || matches!(c, '=' | '(' | '"' | '\''));
        if !harmless && self.option_line.is_some() && !self.slips.iter().any(|s| s.kind == SlipKind::HistoryExpansion) {
            let span = self.src.span(self.pos..self.pos + 1);
            self.slips.push(Slip::new(SlipKind::HistoryExpansion, span));
        }
    }

    /// `$'…'` at the reading position.
    pub(super) fn ansi(&mut self, build: &mut Build) {
        let open = self.pos;
        let from = build.text.len();
        self.pos += 2;
        // Bytes that escapes give one by one make characters together: \xc3\xa9.
        let mut bytes: Vec<u8> = Vec::new();
        let mut bytes_from = self.pos;
        loop {
            let rest = self.rest();
            let plain = rest.find(['\'', '\\']).unwrap_or(rest.len());
            if plain > 0 || rest.starts_with('\'') || rest.is_empty() {
                self.flush(build, &mut bytes, bytes_from);
            }
            self.src.copy(&mut build.text, self.pos..self.pos + plain);
            self.pos += plain;
            let rest = rest.get(plain..).unwrap_or("");
            if rest.is_empty() {
                let span = self.src.span(open..open + 2);
                let at = self.src.at(self.pos);
                self.slips.push(Slip::new(SlipKind::UnclosedQuote('\''), span).edit(at, "'"));
                break;
            }
            if rest.starts_with('\'') {
                self.pos += 1;
                break;
            }
            match ansi_escape(rest) {
                (length, Escape::Byte(byte)) => {
                    if bytes.is_empty() {
                        bytes_from = self.pos;
                    }
                    bytes.push(byte);
                    self.pos += length;
                }
                (length, Escape::Text(text)) => {
                    self.flush(build, &mut bytes, bytes_from);
                    let span = self.src.span(self.pos..self.pos + length);
                    build.text.push_replaced(&text, span);
                    self.pos += length;
                }
            }
        }
        let span = self.src.span(open..self.pos);
        build.pieces.push(Piece { quote: Quote::Ansi, span, from, to: build.text.len() });
    }

    /// Appends bytes that were written one by one, from a place up to the reading position.
    fn flush(&mut self, build: &mut Build, bytes: &mut Vec<u8>, from: usize) {
        if bytes.is_empty() {
            return;
        }
        let span = self.src.span(from..self.pos);
        if std::str::from_utf8(bytes).is_err() && self.option_line.is_some() {
            let typed = self.src.get(from, self.pos).to_owned();
            self.slips.push(Slip::new(SlipKind::RawByte(typed), span));
        }
        build.text.push_replaced(&String::from_utf8_lossy(bytes), span);
        bytes.clear();
    }
}

/// What an escape stands for.
pub(super) enum Escape {
    /// A byte, perhaps one of several that make a character.
    Byte(u8),
    /// A text.
    Text(String),
}

/// The length of an escape of `$'…'` and what it stands for.
pub(super) fn ansi_escape(text: &str) -> (usize, Escape) {
    let code = |from: usize, most: usize, radix: u32| {
        let digits = text.get(from..).unwrap_or("");
        let length = digits.chars().take(most).take_while(|c| c.is_digit(radix)).count();
        let value = digits.get(..length).and_then(|digits| u32::from_str_radix(digits, radix).ok());
        (from + length, value)
    };
    let Some(next) = text.chars().nth(1) else {
        return (text.len(), Escape::Text(text.to_owned()));
    };
    let simple = match next {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' | 'E' => '\u{1b}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '\\' | '\'' | '"' | '?' => next,
        'x' | '0'..='7' => {
            let (length, value) = if next == 'x' { code(2, 2, 16) } else { code(1, 3, 8) };
            return match value {
                // Octal digits may say more than a byte holds; the rest falls off.
                Some(value) => (length, Escape::Byte((value & 0xff) as u8)),
                None => (2, Escape::Text("\\x".to_owned())),
            };
        }
        'u' | 'U' => {
            let (length, value) = code(2, if next == 'u' { 4 } else { 8 }, 16);
            return match value.and_then(char::from_u32) {
                Some(c) => (length, Escape::Text(c.to_string())),
                None => (2, Escape::Text(text.get(..2).unwrap_or("").to_owned())),
            };
        }
        'c' => {
            return match text.chars().nth(2) {
                Some(c) if c.is_ascii() => (3, Escape::Text(char::from((c as u8) & 0x1f).to_string())),
                _ => (2, Escape::Text("\\c".to_owned())),
            }
        }
        other => return (1 + other.len_utf8(), Escape::Text(format!("\\{other}"))),
    };
    (2, Escape::Text(simple.to_string()))
}

/// The place of the closing `"` in a text, escapes skipped.
fn closing(text: &str) -> Option<usize> {
    static SIGNS: Signs = Signs::of(b"\"\\");
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        at += SIGNS.find(rest)?;
        if text.as_bytes().get(at) == Some(&b'"') {
            return Some(at);
        }
        // A backslash and what it escapes.
        at += 1 + text.get(at + 1..)?.chars().next()?.len_utf8();
    }
}

/// The length of the first line without the continuation at its end.
fn line_text(rest: &str) -> usize {
    let line = rest.split('\n').next().unwrap_or("");
    let line = line.trim_end();
    line.strip_suffix('\\').map_or(line, str::trim_end).len()
}

/// The length of a text whose closing quote is missing: JSON up to its last bracket, else the line.
fn open_end(rest: &str) -> usize {
    if guess::begins_json(rest) {
        let paragraph = rest.find("\n\n").unwrap_or(rest.len());
        let end = guess::json_end(rest.get(..paragraph).unwrap_or(rest));
        return end.unwrap_or_else(|| rest.get(..paragraph).unwrap_or("").trim_end().len());
    }
    line_text(rest)
}
