//! Values of PowerShell: strings, here-strings, hashtables, arrays.

use super::posix::IsOption;
use super::ps_json::CONVERT;
use super::{guess, slip, Piece, Quote, Slip, SlipKind, Source};
use crate::span::Span;
use crate::text::{self, Few, SymbolKind, Traced};
use std::collections::HashMap;

/// How deep values may nest before they are taken as unknown.
const DEEPEST: u8 = 48;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PsValue {
    /// A string.
    Text(Traced),
    /// A number, a truth value or null, as JSON writes it.
    Plain(Traced),
    /// `@{ name = value }`
    Table(Vec<(Traced, PsValue)>),
    /// `@( … )`
    List(Vec<PsValue>),
    /// An expression that is known by its text only.
    Unknown(Traced),
}

impl PsValue {
    /// Whether it is another variable whose value is not known: `$key = $env:NAME`.
    fn is_variable(&self) -> bool {
        let Self::Unknown(text) = self else { return false };
        matches!(text.symbols(), [only] if only.kind == SymbolKind::Variable && only.range == (0..text.len()))
    }

    /// The value as text, where it is one.
    pub fn text(&self) -> Option<&Traced> {
        match self {
            Self::Text(text) | Self::Plain(text) | Self::Unknown(text) => Some(text),
            Self::Table(_) | Self::List(_) => None,
        }
    }

    /// How many levels of tables and lists it has.
    pub(super) fn levels(&self) -> usize {
        match self {
            Self::Table(rows) => 1 + rows.iter().map(|(_, value)| value.levels()).max().unwrap_or(0),
            Self::List(values) => 1 + values.iter().map(Self::levels).max().unwrap_or(0),
            _ => 0,
        }
    }
}

/// Variables by name in lower case; those of the environment begin with `env:`.
pub type PsVars = HashMap<String, PsValue>;

/// Characters that PowerShell takes for a single quote.
pub(super) const SINGLE: &[char] = &['\'', '‘', '’', '‚', '‛'];
/// Characters that PowerShell takes for a double quote.
pub(super) const DOUBLE: &[char] = &['"', '“', '”', '„'];
/// Blanks within a line.
pub(super) const BLANK: &[char] = &[' ', '\t', '\u{a0}', '\u{85}'];

/// Reads PowerShell.
pub struct Ps<'a> {
    pub(super) src: Source<'a>,
    /// Reading position in the cleaned text.
    pub pos: usize,
    /// Where reading stops at the latest.
    pub limit: usize,
    pub(super) vars: &'a PsVars,
    /// Odd places so far.
    pub slips: Vec<Slip>,
    /// Recognises options of the program; switches repairs on.
    pub is_option: Option<IsOption>,
    depth: u8,
}

impl<'a> Ps<'a> {
    /// A reader at byte `pos` of the cleaned text.
    pub fn new(src: Source<'a>, pos: usize, vars: &'a PsVars) -> Self {
        Self { src, pos, limit: src.text().len(), vars, slips: Vec::new(), is_option: None, depth: 0 }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.src.get(self.pos, self.limit)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Skips blanks; newlines, semicolons and comments too where `lines`.
    pub(super) fn skip(&mut self, lines: bool) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(BLANK);
            self.pos += rest.len() - trimmed.len();
            if let Some(end) = ["`\n", "`\r\n"].iter().find(|end| trimmed.starts_with(**end)) {
                self.pos += end.len();
            } else if lines && trimmed.starts_with(['\n', '\r', ';']) {
                self.pos += 1;
            } else if lines && trimmed.starts_with('#') {
                self.pos += trimmed.find('\n').unwrap_or(trimmed.len());
            } else {
                return;
            }
        }
    }

    /// An expression with `+`, and ConvertTo-Json behind it.
    pub fn expression(&mut self) -> PsValue {
        let start = self.pos;
        let mut value = self.sum();
        loop {
            self.skip(false);
            let rest = self.rest();
            let Some(command) = rest.strip_prefix('|').map(|rest| rest.trim_start_matches([' ', '\t', '\r', '\n']))
            else {
                break;
            };
            let name = command.get(..14).unwrap_or("");
            if !name.eq_ignore_ascii_case("ConvertTo-Json") {
                break;
            }
            let at = self.pos + rest.len() - command.len();
            self.pos = at + 14;
            value = self.convert_to_json(value, at);
        }
        if matches!(value, PsValue::Unknown(_)) && !value.is_variable() {
            return self.unknown(start);
        }
        value
    }

    fn sum(&mut self) -> PsValue {
        let mut value = self.operand();
        loop {
            self.skip(false);
            let rest = self.rest();
            if !rest.starts_with('+') || rest.starts_with("+=") {
                return value;
            }
            self.pos += 1;
            self.skip(true);
            let next = self.operand();
            value = match (value, next) {
                (PsValue::Text(mut left), right) if right.text().is_some() => {
                    if let Some(right) = right.text() {
                        left.append(right);
                    }
                    PsValue::Text(left)
                }
                (PsValue::Table(mut left), PsValue::Table(right)) => {
                    left.extend(right);
                    PsValue::Table(left)
                }
                (left, _) => PsValue::Unknown(left.text().cloned().unwrap_or_default()),
            };
        }
    }

    /// One value without operators behind it: an argument.
    pub fn operand_only(&mut self) -> PsValue {
        self.operand()
    }

    /// One value.
    pub(super) fn operand(&mut self) -> PsValue {
        self.depth += 1;
        let value = if self.depth > DEEPEST { self.unknown_word() } else { self.plain_operand() };
        self.depth -= 1;
        value
    }

    fn plain_operand(&mut self) -> PsValue {
        self.skip(false);
        let start = self.pos;
        let rest = self.rest();
        if let Some(text) = self.here_string() {
            return PsValue::Text(text);
        }
        match rest.chars().next() {
            _ if rest.starts_with("@{") => self.table(),
            _ if rest.starts_with("@(") => {
                self.pos += 2;
                PsValue::List(self.list(')'))
            }
            _ if rest.get(..CONVERT.len()).is_some_and(|name| name.eq_ignore_ascii_case(CONVERT)) => self.convert(),
            Some('[') => {
                // A cast: [ordered]@{ … }, [int]5.
                let close = rest.find(']').unwrap_or(rest.len().saturating_sub(1));
                self.pos += (close + 1).min(rest.len());
                self.operand()
            }
            Some('(') => {
                self.pos += 1;
                self.skip(true);
                let value = self.expression();
                self.skip(true);
                if self.rest().starts_with(')') {
                    self.pos += 1;
                    return self.member(start, value);
                }
                self.close_bracket(start)
            }
            Some(c) if DOUBLE.contains(&c) || SINGLE.contains(&c) => {
                let mut text = Traced::new();
                let mut pieces = Few::None;
                self.quoted(&mut text, &mut pieces);
                self.member(start, PsValue::Text(text))
            }
            Some('$') => {
                let value = self.variable();
                self.member(start, value)
            }
            Some(c) if c.is_ascii_digit() || c == '-' => {
                let length =
                    rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
                let mut text = Traced::new();
                self.src.copy(&mut text, self.pos..self.pos + length);
                self.pos += length;
                if text.as_str().parse::<f64>().is_ok() {
                    return PsValue::Plain(text);
                }
                self.unknown(start)
            }
            _ => self.unknown_word(),
        }
    }

    /// A property, an index or a method behind a value makes it unknown.
    fn member(&mut self, start: usize, value: PsValue) -> PsValue {
        let rest = self.rest();
        let property = rest.starts_with('.') && rest.chars().nth(1).is_some_and(char::is_alphabetic);
        if !property && !rest.starts_with('[') {
            return value;
        }
        let length =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '[' | ']'))).unwrap_or(rest.len());
        self.pos += length;
        if self.rest().starts_with('(') {
            return self.close_bracket(start);
        }
        self.unknown(start)
    }

    /// Goes behind the bracket that closes the one at or after `start`.
    fn close_bracket(&mut self, start: usize) -> PsValue {
        let text = self.src.get(start, self.limit);
        let mut depth = 0_usize;
        let mut end = text.find('\n').unwrap_or(text.len());
        if self.src.burn(0) {
            for (at, c) in text.char_indices() {
                match c {
                    '(' | '{' => depth += 1,
                    ')' | '}' => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            end = at + 1;
                            break;
                        }
                    }
                    _ => {}
                }
            }
            self.src.burn(end);
        }
        self.pos = (start + end).max(self.pos);
        self.unknown(start)
    }

    /// What was read since `start`, as an expression.
    pub(super) fn unknown(&mut self, start: usize) -> PsValue {
        let typed = self.src.get(start, self.pos).trim_end().to_owned();
        let mut text = Traced::new();
        if !typed.is_empty() {
            let span = self.src.span(start..start + typed.len());
            let known = typed.strip_prefix('$').map(|name| match name.get(..4) {
                Some(scope) if scope.eq_ignore_ascii_case("env:") => name.get(4..).unwrap_or(""),
                _ => name,
            });
            let known = known.filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
            match known {
                Some(name) => text.push_symbol(&format!("${{{name}}}"), name, SymbolKind::Variable, span),
                None => text.push_symbol(&typed, &typed, SymbolKind::Expression, span),
            }
        }
        PsValue::Unknown(text)
    }

    fn unknown_word(&mut self) -> PsValue {
        let start = self.pos;
        let rest = self.rest();
        let length =
            rest.find(|c: char| c.is_whitespace() || matches!(c, ';' | ')' | '}' | '|' | ',')).unwrap_or(rest.len());
        self.pos += length.max(usize::from(length == 0 && rest.starts_with(',')));
        self.unknown(start)
    }

    /// `@{ name = value; … }`
    fn table(&mut self) -> PsValue {
        self.pos += 2;
        let (mut rows, mut colons) = (Vec::new(), false);
        loop {
            self.skip(true);
            let before = self.pos;
            match self.peek() {
                None => break,
                Some('}') => {
                    self.pos += 1;
                    break;
                }
                Some(',') if colons => {
                    self.colon(self.pos, ";");
                    self.pos += 1;
                }
                Some(c) => {
                    let mut name = Traced::new();
                    if DOUBLE.contains(&c) || SINGLE.contains(&c) {
                        self.quoted(&mut name, &mut Few::None);
                    } else {
                        let rest = self.rest();
                        let length = rest
                            .find(|c: char| c.is_whitespace() || matches!(c, '=' | ';' | '}'))
                            .unwrap_or(rest.len());
                        self.src.copy(&mut name, self.pos..self.pos + length);
                        self.pos += length;
                    }
                    self.skip(false);
                    if name.as_str().contains('-') && !(DOUBLE.contains(&c) || SINGLE.contains(&c)) {
                        let span = self.src.span(before..before + name.as_str().trim_end_matches(':').len());
                        let edits = [Span::at(span.start), Span::at(span.end)];
                        match self.slips.iter_mut().find(|slip| slip.kind == SlipKind::BareKey) {
                            Some(slip) => {
                                slip.edits
                                    .extend(edits.map(|span| crate::finding::Edit { span, text: "'".to_owned() }));
                            }
                            None => {
                                let slip = Slip::new(SlipKind::BareKey, span);
                                self.slips.push(slip.edit(edits[0], "'").edit(edits[1], "'"));
                            }
                        }
                    }
                    // `name: value`, as JSON and other languages have it.
                    let glued = name.as_str().ends_with(':');
                    if glued || self.rest().starts_with(':') {
                        colons = true;
                        let at = self.pos - usize::from(glued);
                        self.colon(at, " =");
                        self.pos = at;
                        if glued {
                            name = name.slice(0..name.len() - 1);
                        }
                    } else if !self.rest().starts_with('=') {
                        if self.pos == before {
                            self.pos += c.len_utf8();
                        }
                        continue;
                    }
                    self.pos += 1;
                    self.skip(true);
                    let value = self.expression();
                    rows.push((name, if colons { value } else { self.comma(value) }));
                    self.leftover();
                }
            }
        }
        PsValue::Table(rows)
    }

    /// A sign at byte `at` where a table has another one.
    fn colon(&mut self, at: usize, right: &str) {
        let span = self.src.span(at..at + 1);
        slip::add(&mut self.slips, SlipKind::ColonInTable, span, right);
    }

    /// Skips what is left of a value that was not understood.
    fn leftover(&mut self) {
        self.skip(false);
        let rest = self.rest();
        if !rest.is_empty() && !rest.starts_with(['\n', '\r', ';', '}', ')', ',']) {
            // Near: what ends nowhere is gone through in pieces.
            let near = text::head(rest, 4_000);
            self.pos += near.find(['\n', ';', '}', ')']).unwrap_or(near.len());
        }
    }

    /// `a, b, c`
    fn comma(&mut self, first: PsValue) -> PsValue {
        let mut all = vec![first];
        loop {
            self.skip(false);
            if !self.rest().starts_with(',') {
                break;
            }
            self.pos += 1;
            self.skip(true);
            all.push(self.expression());
        }
        match all.pop() {
            Some(only) if all.is_empty() => only,
            Some(last) => {
                all.push(last);
                PsValue::List(all)
            }
            None => PsValue::List(all),
        }
    }

    fn list(&mut self, close: char) -> Vec<PsValue> {
        let mut values = Vec::new();
        loop {
            self.skip(true);
            let before = self.pos;
            match self.peek() {
                None => break,
                Some(c) if c == close => {
                    self.pos += 1;
                    break;
                }
                Some(',') => self.pos += 1,
                Some(c) => {
                    values.push(self.expression());
                    if self.pos == before {
                        self.pos += c.len_utf8();
                    }
                }
            }
        }
        values
    }

    /// `$name`, `${name}`, `$env:NAME`, `$true`, `$( … )`.
    pub(super) fn variable(&mut self) -> PsValue {
        let start = self.pos;
        let rest = self.rest();
        let inner = rest.get(1..).unwrap_or("");
        if let Some(inside) = inner.strip_prefix("($").and_then(|inner| inner.split(')').next()) {
            // `$($env:NAME)` is the variable.
            let name = inside.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:".contains(&b));
            if name && !inside.is_empty() && inner.get(2 + inside.len()..).is_some_and(|rest| rest.starts_with(')')) {
                self.pos += 2;
                let value = self.variable();
                self.pos = (start + 4 + inside.len()).min(self.limit);
                return value;
            }
        }
        if inner.starts_with('(') {
            return self.close_bracket(start);
        }
        let (braced, inner) = inner.strip_prefix('{').map_or((false, inner), |inner| (true, inner));
        let env = inner.get(..4).is_some_and(|scope| scope.eq_ignore_ascii_case("env:"));
        let name = if env { inner.get(4..).unwrap_or("") } else { inner };
        let length = super::expand::name_length(name);
        let typed = name.get(..length).unwrap_or("");
        if length == 0 {
            self.pos += 1;
            return self.unknown(start);
        }
        // A brace that is never closed takes nothing with it: what follows may begin a longer character.
        let closed = braced && name.get(length..).is_some_and(|rest| rest.starts_with('}'));
        self.pos += 1 + usize::from(braced) + usize::from(closed) + usize::from(env) * 4 + length;
        self.pos = self.pos.min(self.limit);
        let span = self.src.span(start..self.pos);
        let lower = typed.to_ascii_lowercase();
        if !env && matches!(lower.as_str(), "true" | "false" | "null") {
            return PsValue::Plain(Traced::replaced(&lower, span));
        }
        let key = if env { format!("env:{lower}") } else { lower };
        if let Some(value) = self.vars.get(&key) {
            if !matches!(value, PsValue::Unknown(_)) || value.is_variable() {
                return value.clone();
            }
        } else if !env {
            self.foreign_variable(typed, span);
        } else if let Some(value) = key.strip_prefix("env:").and_then(|name| self.vars.get(name)) {
            let slip = Slip::new(SlipKind::OtherScope(typed.to_owned()), span);
            self.slips.push(slip.edit(span, &format!("${typed}")));
            if !matches!(value, PsValue::Unknown(_)) {
                return value.clone();
            }
        }
        let mut text = Traced::new();
        text.push_symbol(&format!("${{{typed}}}"), typed, SymbolKind::Variable, span);
        PsValue::Unknown(text)
    }

    /// `$NAME` in capitals that nothing sets: the environment is `$env:NAME`.
    fn foreign_variable(&mut self, name: &str, span: Span) {
        let shouted = name.len() > 3 && name.contains('_') && !name.bytes().any(|b| b.is_ascii_lowercase());
        if shouted {
            let right = format!("$env:{name}");
            let kind = SlipKind::ForeignVariable(format!("${name}"), right.clone());
            self.slips.push(Slip::new(kind, span).edit(span, &right));
        }
    }

    /// A quoted string at the reading position, appended to `out`.
    pub(super) fn quoted(&mut self, out: &mut Traced, pieces: &mut Few<Piece>) {
        let start = self.pos;
        let Some(open) = self.peek() else { return };
        self.pos += open.len_utf8();
        let from = out.len();
        let single = SINGLE.contains(&open);
        let closed = if single { self.single(out, start) } else { self.double(out, start) };
        if !closed {
            let span = self.src.span(start..start + open.len_utf8());
            let sign = if single { '\'' } else { '"' };
            let at = self.src.at(self.pos);
            let mut buffer = [0; 4];
            self.slips.push(Slip::new(SlipKind::UnclosedQuote(sign), span).edit(at, sign.encode_utf8(&mut buffer)));
        }
        let quote = if single { Quote::Single } else { Quote::Double };
        pieces.push(Piece { quote, span: self.src.span(start..self.pos), from, to: out.len() });
    }

    fn single(&mut self, out: &mut Traced, start: usize) -> bool {
        let rest = self.rest();
        if guess::begins_json(rest) && self.is_option.is_some() && self.apostrophes(out, rest, start) {
            return true;
        }
        loop {
            let rest = self.rest();
            let Some(at) = rest.find(SINGLE) else {
                let length = rest.find('\n').unwrap_or(rest.len());
                self.src.copy(out, self.pos..self.pos + length);
                self.pos += length;
                return false;
            };
            self.src.copy(out, self.pos..self.pos + at);
            let quote = rest.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            let after = rest.get(at + quote..).unwrap_or("");
            self.pos += at + quote;
            let Some(second) = after.chars().next().filter(|c| SINGLE.contains(c)) else {
                return true;
            };
            self.src.copy(out, self.pos..self.pos + second.len_utf8());
            self.pos += second.len_utf8();
        }
    }

    /// A single-quoted body that an apostrophe ends.
    fn apostrophes(&mut self, out: &mut Traced, rest: &str, _start: usize) -> bool {
        let close = rest.find('\'').unwrap_or(rest.len());
        let inside = rest.get(..close).unwrap_or("").trim_end();
        let next = rest.get(close + 1..).and_then(|rest| rest.chars().next());
        let goes_on = next.is_some_and(|c| c.is_alphanumeric() || c == '\\');
        if inside.ends_with(['}', ']']) || !goes_on || !self.src.burn(rest.len()) {
            return false;
        }
        // `'\''` is how bash writes it.
        let spliced = |(from, to): &(usize, usize)| rest.get(*from..*to) == Some("'\\''");
        let Some(body) = guess::json_in_single(rest).filter(|body| body.splices.iter().all(spliced)) else {
            return false;
        };
        let one = |at: &usize| (*at, at + 1);
        let mut signs: Vec<(usize, usize)> = body.apostrophes.iter().map(one).chain(body.splices).collect();
        signs.sort_unstable();
        let (Some((first, _)), begin) = (signs.first(), self.pos) else { return false };
        let word = guess::word_around(rest, *first).to_owned();
        let mut slip = Slip::new(SlipKind::Apostrophe(word), self.src.span(begin + first..begin + first + 1));
        let mut done = 0;
        for (from, to) in &signs {
            self.src.copy(out, begin + done..begin + from);
            let span = self.src.span(begin + from..begin + to);
            out.push_replaced("'", span);
            slip = slip.edit(span, "''");
            done = *to;
        }
        self.slips.push(slip);
        self.src.copy(out, begin + done..begin + body.close);
        self.pos = begin + body.close + 1;
        true
    }

    fn double(&mut self, out: &mut Traced, start: usize) -> bool {
        let rest = self.rest();
        let repair = self.is_option.is_some();
        if repair && guess::unescaped_json(rest) && self.src.burn(rest.len()) {
            if let Some((_, close)) = guess::json_then_quote(rest, '"') {
                let first = rest.find('"').unwrap_or(0);
                let span = self.src.span(start..self.pos + first + 1);
                let mut slip = Slip::new(SlipKind::DoubleInsideDouble, span);
                let body = rest.get(..close).unwrap_or("");
                if !body.contains(['\'', '$', '`']) {
                    let end = self.pos + close;
                    slip = slip.edit(self.src.span(start..self.pos), "'").edit(self.src.span(end..end + 1), "'");
                }
                self.slips.push(slip);
                self.src.copy(out, self.pos..self.pos + close);
                self.pos += close + 1;
                return true;
            }
        }
        let body = rest.trim_start();
        let backslashes = repair
            && body
                .strip_prefix(['{', '['])
                .is_some_and(|rest| rest.trim_start_matches(['{', '[', ' ', '\n', '\r', '\t']).starts_with("\\\""));
        let mut edits = Vec::new();
        let mut plain = true;
        let closed = loop {
            let rest = self.rest();
            let special = |c: char| matches!(c, '`' | '$' | '%' | '\\') || DOUBLE.contains(&c);
            let length = rest.find(special).unwrap_or(rest.len());
            self.src.copy(out, self.pos..self.pos + length);
            plain &= !rest.get(..length).unwrap_or("").contains('\'');
            self.pos += length;
            let rest = rest.get(length..).unwrap_or("");
            let Some(c) = rest.chars().next() else {
                break false;
            };
            match c {
                '`' => self.escape(out),
                '%' => self.percent(out),
                '$' => {
                    plain = false;
                    let begin = self.pos;
                    let value = self.variable();
                    // "$body": the string is the variable.
                    let alone = begin == start + 1 && self.rest().starts_with(DOUBLE);
                    self.push_value(out, &value, begin, alone);
                }
                '\\' if backslashes && rest.starts_with("\\\"") => {
                    let span = self.src.span(self.pos..self.pos + 1);
                    edits.push(span);
                    self.src.copy(out, self.pos + 1..self.pos + 2);
                    self.pos += 2;
                }
                '\\' => {
                    self.src.copy(out, self.pos..self.pos + 1);
                    self.pos += 1;
                }
                quote => {
                    self.pos += quote.len_utf8();
                    let Some(second) = self.peek().filter(|c| DOUBLE.contains(c)) else {
                        break true;
                    };
                    self.src.copy(out, self.pos..self.pos + second.len_utf8());
                    self.pos += second.len_utf8();
                }
            }
        };
        if let Some(first) = edits.first().copied() {
            let mut slip = Slip::new(SlipKind::BackslashQuoteInPowerShell, Span::new(first.start, first.end + 1));
            if plain && closed {
                let (open, close) = (self.src.span(start..start + 1), self.src.span(self.pos - 1..self.pos));
                slip = slip.edit(open, "'").edit(close, "'");
                for edit in edits {
                    slip = slip.edit(edit, "");
                }
            }
            self.slips.push(slip);
        }
        closed
    }

    /// A backtick and what it escapes.
    pub(super) fn escape(&mut self, out: &mut Traced) {
        let rest = self.rest();
        let Some(next) = rest.chars().nth(1) else {
            self.pos += 1;
            return;
        };
        let length = 1 + next.len_utf8();
        let span = self.src.span(self.pos..self.pos + length);
        let stands = match next {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            '0' => "\0",
            'a' => "\u{7}",
            'b' => "\u{8}",
            'f' => "\u{c}",
            'v' => "\u{b}",
            'e' => "\u{1b}",
            _ => {
                self.src.copy(out, self.pos + 1..self.pos + length);
                self.pos += length;
                return;
            }
        };
        out.push_replaced(stands, span);
        self.pos += length;
    }

    /// `@'` or `@"` at a line's end, up to the same quote and `@` at a line's begin.
    pub(super) fn here_string(&mut self) -> Option<Traced> {
        let rest = self.rest();
        let quote = rest.strip_prefix('@')?.chars().next()?;
        let (single, double) = (SINGLE.contains(&quote), DOUBLE.contains(&quote));
        if !single && !double {
            return None;
        }
        let head = rest.find('\n').unwrap_or(rest.len());
        if !rest.get(1 + quote.len_utf8()..head)?.trim().is_empty() {
            return self.flat_here_string(rest.get(..head)?, quote);
        }
        let body = rest.get(head + 1..)?;
        let ends = if single { "'@" } else { "\"@" };
        let close = if body.starts_with(ends) { Some(0) } else { body.find(&format!("\n{ends}")).map(|at| at + 1) };
        let (length, after) = match close {
            Some(at) => (at.saturating_sub(1), at + 2),
            None => {
                // An indented end is none for PowerShell, but meant.
                let at = body.match_indices(ends).map(|(at, _)| at).find(|at| {
                    let line = body.get(..*at).unwrap_or("");
                    line.rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
                });
                let kind = SlipKind::UnclosedHereDocument(ends.to_owned());
                let open = self.src.span(self.pos..self.pos + 2);
                self.slips.push(Slip::new(kind, open));
                let at = at.unwrap_or(body.len());
                (body.get(..at).unwrap_or("").trim_end().len(), (at + 2).min(body.len()))
            }
        };
        let begin = self.pos + head + 1;
        let length = if body.get(..length).is_some_and(|text| text.ends_with('\r')) { length - 1 } else { length };
        let mut out = Traced::new();
        if single {
            self.src.copy(&mut out, begin..begin + length);
        } else {
            let (limit, option) = (self.limit, self.is_option.take());
            self.limit = begin + length;
            self.pos = begin;
            while !self.rest().is_empty() {
                let rest = self.rest();
                let plain = rest.find(['`', '$']).unwrap_or(rest.len());
                self.src.copy(&mut out, self.pos..self.pos + plain);
                self.pos += plain;
                match self.peek() {
                    Some('`') => self.escape(&mut out),
                    Some('$') => {
                        let begin = self.pos;
                        let value = self.variable();
                        self.push_value(&mut out, &value, begin, false);
                    }
                    _ => {}
                }
            }
            self.limit = limit;
            self.is_option = option;
        }
        self.pos = (begin + after).min(self.limit);
        Some(out)
    }

    /// A here-string whose text stands on the line of its signs, which PowerShell does not take.
    fn flat_here_string(&mut self, line: &str, quote: char) -> Option<Traced> {
        let open = 1 + quote.len_utf8();
        let span = self.src.span(self.pos..self.pos + open);
        let Some(close) = line.get(open..)?.rfind(&format!("{quote}@")).map(|close| close + open) else {
            // Only its begin is on the line of the sign.
            let rest = self.rest();
            let close = rest.find(&format!("\n{quote}@"))?;
            self.slips.push(Slip::new(SlipKind::FlatHereString, span).edit(Span::at(span.end), "\n"));
            let mut out = Traced::new();
            self.src.copy(&mut out, self.pos + open..self.pos + close);
            self.pos += close + 1 + quote.len_utf8() + 1;
            return Some(out);
        };
        let end = self.src.span(self.pos + close..self.pos + close + 1);
        let slip = Slip::new(SlipKind::FlatHereString, span);
        self.slips.push(slip.edit(Span::at(span.end), "\n").edit(Span::at(end.start), "\n"));
        let mut out = Traced::new();
        self.src.copy(&mut out, self.pos + open..self.pos + close);
        self.pos += close + quote.len_utf8() + 1;
        Some(out)
    }
}
