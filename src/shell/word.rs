//! One word of a POSIX shell: quoted, bare and expanded pieces glued together.

use super::posix::Lexer;
use super::{brace, guess, quoted, Piece, Quote, Slip, SlipKind, Value, Word};
use crate::span::Span;
use crate::text::find::{self, Signs};
use crate::text::{is_invisible, Few, Traced};

/// A word in the making.
pub(super) struct Build {
    pub text: Traced,
    pub pieces: Few<Piece>,
    /// First byte of the word in the cleaned text.
    pub start: usize,
    /// The variable that all of the word is, in double quotes.
    pub whole: Option<String>,
    /// Parts of the text that are split at their blanks: values without quotes.
    pub soft: Vec<(usize, usize)>,
    /// Where a word ends and the next one begins: `"${NAME[@]}"`.
    pub breaks: Vec<usize>,
    /// An empty array: no word, whatever the quotes.
    pub vanishes: bool,
    /// A brace stands in it without quotes, so it may make several words.
    pub brace: bool,
}

impl Build {
    pub fn new(start: usize) -> Self {
        Self {
            text: Traced::new(),
            pieces: Few::None,
            start,
            whole: None,
            soft: Vec::new(),
            breaks: Vec::new(),
            vanishes: false,
            brace: false,
        }
    }

    /// Takes back what was read behind byte `from` of the text.
    pub fn truncate(&mut self, from: usize) {
        self.text = self.text.slice(0..from);
        self.pieces.retain(|piece| piece.to <= from);
        self.soft.retain(|(_, to)| *to <= from);
        self.breaks.retain(|at| *at <= from);
    }

    /// Notes that something without quotes was expanded here: if nothing comes of it, there is no word.
    pub fn touch(&mut self, in_double: bool) {
        if !in_double {
            self.soft.push((self.text.len(), self.text.len()));
        }
    }

    /// Appends the value of an expansion; `name` where it is the plain value of a variable.
    pub fn value(&mut self, value: &Traced, place: Span, name: Option<&String>, in_double: bool) {
        let from = self.text.len();
        self.text.push_value(value, place);
        if !in_double {
            self.soft.push((from, self.text.len()));
        } else if from == 0 {
            self.whole = name.cloned();
        }
    }
}

/// Characters that look like a blank but are none for a shell.
pub(super) fn is_odd_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

impl Lexer<'_> {
    /// Reads the word at the reading position and appends it to `words`. A variable may make several of it, or none.
    pub fn word(&mut self, words: &mut Vec<Word>) {
        let mut build = Build::new(self.pos);
        if self.bare_json(&mut build) {
            return self.finish(build, words);
        }
        let slips = self.slips.len();
        while let Some(c) = self.peek() {
            let before = self.pos;
            match c {
                '\'' => self.single(&mut build),
                '"' => self.double(&mut build),
                '`' if self.backtick_ends => break,
                '`' => self.backtick(&mut build, false),
                '$' => self.dollar(&mut build, false),
                '\\' => {
                    if !self.backslash(&mut build) {
                        break;
                    }
                }
                ')' if self.option_line.is_some() && self.opened_in_word(build.start) => self.parenthesis(&mut build),
                ' ' | '\t' | '\n' | ';' | '|' | ')' => break,
                c if !c.is_ascii() && self.hidden_behind(&build, c) => {}
                '\r' if self.rest().starts_with("\r\n") || self.rest().len() == 1 => break,
                '&' => {
                    if !self.ampersand(&mut build) {
                        break;
                    }
                }
                '<' | '>' => {
                    if !self.angle(&mut build) {
                        break;
                    }
                }
                c if is_odd_blank(c) => break,
                '“' | '”' | '„' | '‘' | '’' if self.pos == build.start => self.smart_quote(&mut build, c),
                _ => self.literal(&mut build),
            }
            if self.pos == before || self.missing_blank(before) {
                break;
            }
        }
        if build.brace && !self.single && self.braces(build.start, slips, words) {
            return;
        }
        self.finish(build, words);
    }

    /// Whether a parenthesis that opened in the word is still open: `Pa(ss` in front of `)`.
    fn opened_in_word(&self, start: usize) -> bool {
        let typed = self.src.get(start, self.pos);
        let plain = typed.len() < 400 && !typed.contains(['\\', '\'', '"', '$', '`']);
        plain && typed.matches('(').count() > typed.matches(')').count()
    }

    /// `)` inside a word, taken as it stands.
    fn parenthesis(&mut self, build: &mut Build) {
        let span = self.src.span(build.start..self.pos + 1);
        self.slips.push(Slip::new(SlipKind::Parenthesis, span));
        self.plain(build, 1);
    }

    /// The first of the words that [`Self::word`] makes, for places that take one only.
    pub(super) fn one_word(&mut self) -> Word {
        let mut words = Vec::new();
        self.word(&mut words);
        words.into_iter().next().unwrap_or_default()
    }

    /// The word at the reading position as the right-hand side of an assignment: neither split nor multiplied.
    pub(super) fn value(&mut self) -> Traced {
        self.single = true;
        let word = self.one_word();
        self.single = false;
        word.text
    }

    /// Appends the words that the braces of the one that begins at `start` make of it; whether they did. What was
    /// odd about it so far counts from `slips` on.
    fn braces(&mut self, start: usize, slips: usize, words: &mut Vec<Word>) -> bool {
        let Some(end) = self.raw_end(start) else { return false };
        let raw = self.src.clean.slice(start..end);
        let Some(expanded) = brace::expand(&raw) else { return false };
        let span = self.src.span(start..end);
        // Read as one word it was odd in its own way.
        self.slips.truncate(slips);
        for text in &expanded {
            let src = super::Source { clean: text, ..self.src };
            let mut lexer = Lexer::new(src, 0, self.vars);
            lexer.in_function = self.in_function;
            lexer.depth = self.depth + 1;
            // In a word of its own an unquoted blank can only come from its value.
            let from = words.len();
            lexer.word(words);
            words.iter_mut().skip(from).for_each(|word| word.span = span);
        }
        self.pos = end;
        true
    }

    /// Where the word at `start` ends as typed, if a brace stands in it without quotes.
    fn raw_end(&self, start: usize) -> Option<usize> {
        let rest = self.src.get(start, self.limit);
        let mut at = 0;
        let mut brace = false;
        while let Some(skip) = quoted::skip(rest, at) {
            match skip {
                quoted::Skip::Quoted(end) => at = end,
                quoted::Skip::Char(c) => {
                    if matches!(c, ' ' | '\t' | '\n' | '\r' | ';' | '|' | '&' | '<' | '>' | '(' | ')') {
                        break;
                    }
                    brace |= c == '{';
                    at += c.len_utf8();
                }
            }
        }
        (brace && self.src.burn(at)).then_some(start + at)
    }

    /// A run of characters without a meaning.
    fn literal(&mut self, build: &mut Build) {
        // The last three begin characters of which some are odd blanks.
        static SPECIAL: Signs = Signs::of(b"'\"`$\\ \t\n\r;|)&<>{\xc2\xe2\xe3");
        let rest = self.rest();
        let mut length = rest.chars().next().map_or(0, char::len_utf8);
        build.brace |= rest.starts_with('{');
        while let Some(tail) = rest.get(length..) {
            let Some(plain) = SPECIAL.find(tail) else {
                length = rest.len();
                break;
            };
            length += plain;
            match tail.get(plain..).and_then(|tail| tail.chars().next()) {
                Some('{') => {
                    build.brace = true;
                    length += 1;
                }
                Some(c) if !c.is_ascii() && !is_odd_blank(c) => length += c.len_utf8(),
                _ => break,
            }
        }
        self.src.copy(&mut build.text, self.pos..self.pos + length);
        self.pos += length;
    }

    /// A backslash outside quotes; whether the word goes on.
    fn backslash(&mut self, build: &mut Build) -> bool {
        let after = self.rest().get(1..).unwrap_or("");
        let Some(next) = after.chars().next() else {
            return false;
        };
        let line_end = after.trim_start_matches([' ', '\t', '\r']);
        if line_end.is_empty() || line_end.starts_with('\n') || self.comment_after_backslash(after) {
            // A continuation. Glued to a word it joins the next line's first column, which nobody means.
            let newline = after.starts_with('\n') || after.starts_with("\r\n");
            let next_line = line_end.get(1..).unwrap_or("");
            if newline && !next_line.starts_with([' ', '\t', '-', '\n', '\r']) && self.option_line.is_none() {
                self.pos += if after.starts_with('\r') { 3 } else { 2 };
                return true;
            }
            if newline && next_line.starts_with('-') && self.pos > build.start {
                let span = self.src.span(self.pos..self.pos + 1);
                let slip = Slip::new(SlipKind::GluedContinuation, span).edit(Span::at(span.start), " ");
                self.slips.push(slip);
            } else if newline && !next_line.starts_with([' ', '\t', '-', '\n', '\r']) {
                self.pos += if after.starts_with('\r') { 3 } else { 2 };
                return true;
            }
            return false;
        }
        if self.foreign_quote(next) {
            // The whole word is escaped once too often: \"…\" as cmd and JSON strings have it.
            let from = build.text.len();
            self.src.copy(&mut build.text, self.pos + 1..self.pos + 2);
            debug_assert!(build.text.len() >= from);
            self.pos += 2;
            return true;
        }
        let length = next.len_utf8();
        self.src.copy(&mut build.text, self.pos + 1..self.pos + 1 + length);
        self.pos += 1 + length;
        true
    }

    fn foreign_quote(&self, next: char) -> bool {
        next == '"'
    }

    /// Whether the text after a backslash is blanks and a comment.
    pub(super) fn comment_after_backslash(&self, after: &str) -> bool {
        let trimmed = after.trim_start_matches([' ', '\t']);
        trimmed.len() < after.len() && trimmed.starts_with('#')
    }

    /// `&` outside quotes: part of an address, or the end of the command. Whether the word goes on.
    fn ampersand(&mut self, build: &mut Build) -> bool {
        let rest = self.rest();
        let in_address = find::has(build.text.as_str(), "://") && build.text.as_str().contains('?');
        let name = rest.get(1..).unwrap_or("");
        let length =
            name.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'[' | b']')).count();
        let pair = length > 0 && name.get(length..).is_some_and(|rest| rest.starts_with('='));
        if self.option_line.is_none() || !in_address || !pair {
            return false;
        }
        let span = self.src.span(self.pos..self.pos + 1);
        if !self.slips.iter().any(|slip| slip.kind == SlipKind::UnquotedAmpersand) {
            let end = self.pos + rest.find([' ', '\t', '\n', '\r', ';', '\'', '"']).unwrap_or(rest.len());
            let slip = Slip::new(SlipKind::UnquotedAmpersand, span)
                .edit(Span::at(self.src.span(build.start..self.pos).start), "\"")
                .edit(self.src.at(end), "\"");
            self.slips.push(slip);
        }
        self.src.copy(&mut build.text, self.pos..self.pos + 1);
        self.pos += 1;
        true
    }

    /// `<` or `>` outside quotes: a process substitution, a placeholder, or the end of the word.
    fn angle(&mut self, build: &mut Build) -> bool {
        let rest = self.rest();
        if rest.starts_with("<(") || rest.starts_with(">(") {
            self.substitution(build, 1, false);
            return true;
        }
        if self.option_line.is_none() {
            return false;
        }
        if let Some(inside) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).map(|(inside, _)| inside) {
            let address = inside.split('|').next().unwrap_or(inside);
            if address.starts_with("http") && !inside.contains(char::is_whitespace) && build.text.is_empty() {
                let (open, from) = (self.src.span(self.pos..self.pos + 1), self.pos + 1 + address.len());
                let close = self.src.span(from..self.pos + 2 + inside.len());
                self.slips.push(Slip::new(SlipKind::AngleLink, open).edit(open, "").edit(close, ""));
                self.src.copy(&mut build.text, self.pos + 1..from);
                self.pos += inside.len() + 2;
                return true;
            }
        }
        let Some(length) = placeholder(rest) else {
            return false;
        };
        let typed = rest.get(..length).unwrap_or("").to_owned();
        let span = self.src.span(self.pos..self.pos + length);
        self.slips.push(Slip::new(SlipKind::UnquotedPlaceholder(typed), span));
        self.src.copy(&mut build.text, self.pos..self.pos + length);
        self.pos += length;
        true
    }

    /// Whether a quoted piece just ended and the next option follows without a blank.
    fn missing_blank(&mut self, before: usize) -> bool {
        let Some(is_option) = self.option_line else { return false };
        let quote = |byte: &u8| matches!(byte, b'"' | b'\'');
        let ended = self.pos >= before + 2 && self.src.text().as_bytes().get(self.pos - 1).is_some_and(quote);
        if !ended || self.peek_byte() != Some(b'-') {
            return false;
        }
        let rest = self.rest();
        let word_end = rest.find([' ', '\t', '\n']).unwrap_or(rest.len());
        if word_end > 24 || !is_option(rest) || rest.get(..word_end).is_some_and(|word| word.contains('"')) {
            return false;
        }
        let span = self.src.span(self.pos - 1..self.pos + word_end);
        let at = self.src.at(self.pos);
        self.slips.push(Slip::new(SlipKind::MissingBlank, span).edit(at, " "));
        true
    }

    /// JSON without any quotes around it, taken as meant.
    fn bare_json(&mut self, build: &mut Build) -> bool {
        if self.option_line.is_none() || self.peek_byte() != Some(b'{') {
            return false;
        }
        let rest = self.rest();
        if !guess::unescaped_json(rest) || !self.src.burn(rest.len()) {
            return false;
        }
        let Some(end) = guess::json_end(rest) else {
            return false;
        };
        let span = self.src.span(self.pos..self.pos + end);
        let mut slip = Slip::new(SlipKind::UnquotedJson, Span::new(span.start, span.start + 1));
        if !rest.get(..end).unwrap_or("").contains('\'') {
            slip = slip.edit(Span::at(span.start), "'").edit(Span::at(span.end), "'");
        }
        self.slips.push(slip);
        self.src.copy(&mut build.text, self.pos..self.pos + end);
        self.pos += end;
        true
    }

    /// Ends a word: a variable that is all of it stands for its own text; what is without quotes is split at blanks.
    fn finish(&mut self, build: Build, words: &mut Vec<Word>) {
        let span = self.src.span(build.start..self.pos);
        let Build { mut text, pieces, whole, soft, mut breaks, vanishes, .. } = build;
        if let Some(Value::Known(value)) = whole.and_then(|name| self.vars.get(&name)) {
            if value.as_str() == text.as_str() {
                text = value.clone();
            }
        }
        if text.is_empty() && (vanishes || (pieces.is_empty() && !soft.is_empty())) {
            return;
        }
        if breaks.is_empty() && (self.single || soft.is_empty()) {
            return words.push(Word { text, span, pieces });
        }
        let mut cuts: Vec<(usize, usize)> = breaks.drain(..).map(|at| (at, at)).collect();
        if !self.single {
            for (from, to) in soft {
                let value = text.as_str().get(from..to).unwrap_or("");
                let blanks =
                    value.match_indices([' ', '\t', '\n']).map(|(at, _)| from + at).filter(|at| !text.is_unknown(*at));
                cuts.extend(blanks.map(|at| (at, at + 1)));
            }
        }
        if cuts.is_empty() {
            return words.push(Word { text, span, pieces });
        }
        cuts.sort_unstable();
        cuts.push((text.len(), text.len()));
        let mut at = 0;
        for (from, to) in cuts {
            let own: Few<Piece> = pieces
                .iter()
                .filter(|piece| piece.from >= at && piece.to <= from)
                .map(|piece| Piece { from: piece.from - at, to: piece.to - at, ..piece.clone() })
                .collect();
            if from > at || !own.is_empty() {
                words.push(Word { text: text.slice(at..from), span, pieces: own });
            }
            at = to;
        }
    }

    /// An invisible character behind a quoted text, at the end of the word; whether it was one, which is left out.
    fn hidden_behind(&mut self, build: &Build, c: char) -> bool {
        let next = self.rest().get(c.len_utf8()..).and_then(|rest| rest.chars().next());
        let ends = next.is_none_or(|next| next.is_whitespace() || next == '\\');
        if !is_invisible(c) || build.pieces.is_empty() || !ends || self.option_line.is_none() {
            return false;
        }
        let span = self.src.span(self.pos..self.pos + c.len_utf8());
        self.slips.push(Slip::new(SlipKind::Invisible(c), span).edit(span, ""));
        self.pos += c.len_utf8();
        true
    }

    /// Typographic quotes around a word, taken as the plain ones.
    fn smart_quote(&mut self, build: &mut Build, open: char) {
        let single = matches!(open, '‘' | '’');
        let closers: &[char] = if single { &['’', '‘'] } else { &['”', '“'] };
        let inner = self.pos + open.len_utf8();
        let rest = self.src.get(inner, self.limit);
        let line = if guess::begins_json(rest) { rest } else { rest.split('\n').next().unwrap_or("") };
        // The last one before a blank or the end: JSON inside may hold more of them.
        let close = line.match_indices(closers).find(|(at, quote)| {
            let after = line.get(at + quote.len()..).unwrap_or("").chars().next();
            after.is_none_or(|c| c.is_whitespace() || matches!(c, '\\' | ';' | '|' | ')'))
                && (!guess::begins_json(line)
                    || line.get(..*at).is_some_and(|body| body.trim_end().ends_with(['}', ']'])))
        });
        let Some((at, quote)) = close else {
            return self.literal(build);
        };
        let end = inner + at;
        let (opened, closed) = (self.src.span(self.pos..inner), self.src.span(end..end + quote.len()));
        let plain = if single { "'" } else { "\"" };
        let mut slip = Slip::new(SlipKind::SmartQuote, opened);
        let body = rest.get(..at).unwrap_or("");
        // Who made these quotes typographic made those of the JSON so, too.
        let within = single && guess::begins_json(body) && !body.contains('"') && self.src.burn(body.len());
        if !line.get(..at).unwrap_or("").contains(plain) {
            slip = slip.edit(opened, plain).edit(closed, plain);
        }
        let from = build.text.len();
        self.pos = inner;
        if within {
            let mut done = inner;
            for (place, sign) in body.match_indices(['“', '”']) {
                let range = inner + place..inner + place + sign.len();
                self.src.copy(&mut build.text, done..range.start);
                done = range.end;
                let span = self.src.span(range);
                build.text.push_replaced("\"", span);
                if slip.edits.len() < MOST_EDITS {
                    slip = slip.edit(span, "\"");
                }
            }
            self.src.copy(&mut build.text, done..end);
        }
        self.slips.push(slip);
        if within {
        } else if single {
            self.src.copy(&mut build.text, inner..end);
        } else {
            self.quoted_run(build, end, true);
        }
        self.pos = end + quote.len();
        let quote = if single { Quote::Single } else { Quote::Double };
        build.pieces.push(Piece { quote, span: opened.join(closed), from, to: build.text.len() });
    }
}

/// The most quotes that one fix replaces.
const MOST_EDITS: usize = 10_000;

/// The length of `<NAME>`, `<your key>`: a placeholder that somebody forgot to fill in.
fn placeholder(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let close = inner.find('>')?;
    let name = inner.get(..close)?;
    let fits = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'));
    let begins = name.chars().next().is_some_and(char::is_alphabetic);
    (fits && begins && (2..=60).contains(&name.len())).then_some(close + 2)
}
