//! `${…}` of a POSIX shell in all its forms, worked out where the value is known.

use super::arithmetic;
use super::expand::name_length;
use super::pattern::Pattern;
use super::posix::Lexer;
use super::quoted;
use super::word::Build;
use super::{Slip, SlipKind, Value, Word};
use crate::span::Span;
use crate::text::{self, find, SymbolKind, Traced};

/// `${NAME…}` taken apart: places are bytes of the cleaned text.
struct Parts {
    name: String,
    /// `[…]` behind the name.
    index: Option<String>,
    /// Where the operator begins.
    from: usize,
    /// Where the closing brace stands.
    to: usize,
    /// The whole, in the paste.
    span: Span,
}

/// What a name stands for.
enum Base {
    Known(Traced),
    Words(Vec<Word>),
    Unset,
    Unknown,
}

/// How far (bytes) above an expression the signs of a workflow are looked for.
const AROUND: usize = 4_000;

impl Lexer<'_> {
    /// `${…}` at the reading position.
    pub(super) fn braced(&mut self, build: &mut Build, in_double: bool) {
        let rest = self.rest();
        let workflow = rest.starts_with("${{").then(|| rest.find("}}")).flatten();
        let length = match workflow {
            Some(close) => Some(close + 2),
            None if self.src.burn(0) => {
                let found = quoted::braced(rest, in_double);
                self.src.burn(found.unwrap_or(rest.len()));
                found
            }
            None => None,
        };
        let Some(length) = length else {
            return self.unclosed_brace(build, rest);
        };
        let span = self.src.span(self.pos..self.pos + length);
        let typed = rest.get(..length).unwrap_or("").to_owned();
        let inside = rest.get(2..length - 1).unwrap_or("");
        let start = self.pos + 2;
        self.pos += length;
        if workflow.is_some() {
            // A workflow's `${{ secrets.NAME }}`, filled in before a shell sees it.
            let name = typed.trim_start_matches("${{").trim_end_matches('}').trim().to_owned();
            const SIGNS: [&str; 6] = ["run:", "steps:", "uses:", "jobs:", "workflow", "Actions"];
            let above = text::tail(self.src.get(0, start), AROUND);
            if !self.slips.iter().any(|slip| slip.kind == SlipKind::WorkflowExpression)
                && !SIGNS.iter().any(|sign| find::has(above, sign))
            {
                self.slips.push(Slip::new(SlipKind::WorkflowExpression, span));
            }
            return build.text.push_symbol(&typed, &name, SymbolKind::Variable, span);
        }
        let known = if let Some(counted) = inside.strip_prefix('#').filter(|counted| !counted.is_empty()) {
            self.count(counted).map(|count| build.text.push_replaced(&count.to_string(), span))
        } else if let Some(pointed) = inside.strip_prefix('!') {
            let name = self.vars.known(pointed).map(|name| name.as_str().to_owned());
            name.map(|name| self.push_variable(build, &name, span, in_double))
        } else {
            let end = self.pos - 1;
            self.named(build, inside, (start, end), span, in_double)
        };
        if known.is_none() {
            build.text.push_symbol(&typed, &typed, SymbolKind::Expression, span);
        }
    }

    /// `${NAME` without its brace: the name up to where it ends, as it is meant.
    fn unclosed_brace(&mut self, build: &mut Build, rest: &str) {
        let name = rest.get(2..).map_or("", |inner| inner.get(..name_length(inner)).unwrap_or(""));
        let length = 2 + name.len();
        let ends = rest.get(length..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['"', ' ', '/', '\n']));
        if name.is_empty() || !ends || self.option_line.is_none() {
            return self.plain(build, 1);
        }
        let span = self.src.span(self.pos..self.pos + length);
        self.slips.push(Slip::new(SlipKind::UnclosedBrace(name.to_owned()), span).edit(Span::at(span.end), "}"));
        self.push_variable(build, name, span, true);
        self.pos += length;
    }

    /// `${NAME…}`; nothing where it does not begin with a name.
    fn named(
        &mut self,
        build: &mut Build,
        inside: &str,
        place: (usize, usize),
        span: Span,
        in_double: bool,
    ) -> Option<()> {
        let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let length = match name_length(inside).max(digits) {
            0 if inside.starts_with(['@', '*']) => 1,
            length => length,
        };
        let name = inside.get(..length).filter(|name| !name.is_empty())?;
        let rest = inside.get(length..)?;
        let index = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(index, _)| index.to_owned());
        let from = place.0 + length + index.as_ref().map_or(0, |index| index.len() + 2);
        let parts = Parts { name: name.to_owned(), index, from, to: place.1, span };
        match self.base(&parts) {
            Base::Words(words) => {
                let star = parts.index.as_deref() == Some("*") || parts.name == "*";
                self.push_words(build, star, span, &words, in_double);
            }
            Base::Known(value) => self.operate(build, &parts, Some(value), in_double),
            Base::Unset => {
                let sign = self.src.get(parts.from, parts.to).chars().next();
                match sign {
                    Some('-' | '=') => self.operand(build, parts.from + 1, parts.to, in_double, false),
                    Some('+') => build.touch(in_double),
                    _ => self.operate(build, &parts, Some(Traced::new()), in_double),
                }
            }
            Base::Unknown => self.operate(build, &parts, None, in_double),
        }
        Some(())
    }

    fn base(&self, parts: &Parts) -> Base {
        match (self.vars.get(&parts.name), parts.index.as_deref()) {
            (Some(Value::Array(words)), Some("@" | "*")) => Base::Words(words.clone()),
            (Some(Value::Array(words)), None) if matches!(parts.name.as_str(), "@" | "*") => Base::Words(words.clone()),
            (Some(Value::Array(words)), index) => {
                let at = index.map_or(Some(0), |index| arithmetic::value(index, self.vars));
                let at = at.and_then(|at| usize::try_from(if at < 0 { at + words.len() as i64 } else { at }).ok());
                match at.and_then(|at| words.get(at)) {
                    Some(word) => Base::Known(word.text.clone()),
                    None if at.is_some() => Base::Known(Traced::new()),
                    None => Base::Unknown,
                }
            }
            (Some(Value::Unset), _) => Base::Unset,
            (Some(Value::Known(value)), None | Some("0" | "@" | "*")) => Base::Known(value.clone()),
            _ => Base::Unknown,
        }
    }

    /// `${#NAME}`, `${#NAME[@]}`.
    fn count(&self, counted: &str) -> Option<usize> {
        let name = counted.split('[').next()?;
        match (self.vars.get(name)?, counted.contains('[')) {
            (Value::Array(words), true) => Some(words.len()),
            (Value::Array(words), false) => words.first().map(|word| word.as_str().chars().count()),
            (Value::Known(value), _) if value.symbols().is_empty() => Some(value.as_str().chars().count()),
            _ => None,
        }
    }

    /// The words of an array, each a word of its own but for `"${NAME[*]}"`.
    pub(super) fn push_words(&mut self, build: &mut Build, star: bool, span: Span, words: &[Word], in_double: bool) {
        let joined = in_double && star;
        if words.is_empty() {
            build.vanishes = true;
        }
        for (index, word) in words.iter().enumerate() {
            if index > 0 && joined {
                build.text.push_replaced(" ", span);
            } else if index > 0 {
                build.breaks.push(build.text.len());
            }
            let from = build.text.len();
            build.text.append(&word.text);
            if in_double && !joined {
                let piece = super::Piece { quote: super::Quote::Double, span, from, to: build.text.len() };
                build.pieces.push(piece);
            } else if !in_double {
                build.soft.push((from, build.text.len()));
            }
        }
    }

    /// Applies the operator to the value.
    fn operate(&mut self, build: &mut Build, parts: &Parts, value: Option<Traced>, in_double: bool) {
        let typed = self.src.get(parts.from, parts.to);
        let (sign, colon) = match typed.strip_prefix(':') {
            Some(rest) if rest.starts_with(['-', '=', '?', '+']) => (rest.chars().next(), true),
            _ => (typed.chars().next(), false),
        };
        let operand = parts.from + usize::from(colon) + 1;
        let empty = value.as_ref().is_some_and(Traced::is_empty);
        match sign {
            None => self.push_base(build, parts, value.as_ref(), in_double),
            Some('-' | '=') if colon && empty => self.operand(build, operand, parts.to, in_double, false),
            Some('-' | '=' | '?') => self.push_base(build, parts, value.as_ref(), in_double),
            Some('+') if !(colon && empty) => self.operand(build, operand, parts.to, in_double, false),
            Some('+') => build.touch(in_double),
            Some(sign) => {
                let changed = value.and_then(|value| self.change(&value, sign, parts.from + 1, parts.to, parts.span));
                self.push_base(build, parts, changed.as_ref(), in_double);
            }
        }
    }

    /// A value, or the symbol for one that is not known.
    fn push_base(&mut self, build: &mut Build, parts: &Parts, value: Option<&Traced>, in_double: bool) {
        match value {
            Some(value) => {
                let whole = parts.from == parts.to && parts.index.is_none();
                build.value(value, parts.span, whole.then_some(&parts.name), in_double);
            }
            None => {
                let written = match &parts.index {
                    Some(index) => format!("${{{}[{index}]}}", parts.name),
                    None => format!("${{{}}}", parts.name),
                };
                build.text.push_symbol(&written, &parts.name, SymbolKind::Variable, parts.span);
            }
        }
    }

    /// Reads the bytes from `from` to `to` as the word behind an operator.
    fn operand(&mut self, build: &mut Build, from: usize, to: usize, in_double: bool, pattern: bool) {
        build.touch(in_double);
        let saved = (self.pos, self.limit, self.option_line.take());
        (self.pos, self.limit) = (from, to);
        while let Some(c) = self.peek() {
            let before = self.pos;
            match c {
                '"' if in_double && !pattern => self.pos += 1,
                '"' => self.double(build),
                '\'' if pattern || !in_double => self.single(build),
                '`' => self.backtick(build, in_double),
                '$' => self.dollar(build, in_double && !pattern),
                '\\' => {
                    let next = self.rest().chars().nth(1);
                    let length = 1 + next.map_or(0, char::len_utf8);
                    let kept = pattern || (in_double && !matches!(next, Some('$' | '`' | '"' | '\\' | '}' | '\n')));
                    let from = self.pos + usize::from(!kept && length > 1);
                    if next != Some('\n') || kept {
                        self.src.copy(&mut build.text, from..self.pos + length);
                    }
                    self.pos += length;
                }
                _ => {
                    let rest = self.rest();
                    let first = c.len_utf8();
                    let special = ['"', '\'', '`', '$', '\\'];
                    let length =
                        rest.get(first..).and_then(|rest| rest.find(special)).map_or(rest.len(), |at| at + first);
                    let from = build.text.len();
                    self.src.copy(&mut build.text, self.pos..self.pos + length);
                    if !in_double {
                        build.soft.push((from, build.text.len()));
                    }
                    self.pos += length;
                }
            }
            if self.pos == before {
                break;
            }
        }
        (self.pos, self.limit, self.option_line) = saved;
    }

    /// A pattern as typed between two places, quoted characters with a backslash in front; nothing where
    /// something in it is not known.
    fn pattern(&mut self, from: usize, to: usize) -> Option<Pattern> {
        let mut build = Build::new(from);
        self.operand(&mut build, from, to, false, true);
        if !build.text.symbols().is_empty() {
            return None;
        }
        let mut text = String::new();
        for (at, c) in build.text.as_str().char_indices() {
            if build.pieces.iter().any(|piece| piece.from <= at && at < piece.to) {
                text.push('\\');
            }
            text.push(c);
        }
        Some(Pattern::new(&text))
    }

    /// The value that an operator makes of one; nothing where that is not known.
    fn change(&mut self, value: &Traced, sign: char, from: usize, to: usize, span: Span) -> Option<Traced> {
        let typed = self.src.get(from, to);
        let double = typed.starts_with(sign);
        let after = from + usize::from(double);
        let text = value.as_str();
        match sign {
            '#' => {
                let ends = self.pattern(after, to)?.ends(text);
                let end = if double { ends.last() } else { ends.first() };
                keep(value, end.copied().unwrap_or(0), value.len())
            }
            '%' => {
                let pattern = self.pattern(after, to)?;
                let mut starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                let fits = |at: &usize| text.get(*at..).is_some_and(|tail| pattern.fits(tail));
                let start = if text.len() > MOST {
                    None
                } else if double {
                    starts.find(fits)
                } else {
                    starts.rfind(fits)
                };
                keep(value, 0, start.unwrap_or(value.len()))
            }
            '/' if text.len() <= MOST && value.symbols().is_empty() => self.replace(text, after, to, double, span),
            ':' if value.symbols().is_empty() => {
                let (start, count) = typed.split_once(':').map_or((typed, None), |(start, count)| (start, Some(count)));
                let length = text.chars().count() as i64;
                let start = arithmetic::value(start, self.vars)?;
                if start + length < 0 {
                    return Some(Traced::new());
                }
                let start = if start < 0 { length + start } else { start.min(length) };
                let end = match count.map(|count| arithmetic::value(count, self.vars)) {
                    None => length,
                    Some(count) => {
                        let count = count?;
                        if count < 0 {
                            length + count
                        } else {
                            (start + count).min(length)
                        }
                    }
                };
                let byte = |at: i64| {
                    let at = usize::try_from(at).unwrap_or(0);
                    text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte)
                };
                (start <= end).then(|| value.slice(byte(start)..byte(end)))
            }
            '^' | ',' if value.symbols().is_empty() && after == to => {
                let change = |text: &str| if sign == '^' { text.to_uppercase() } else { text.to_lowercase() };
                let first = text.chars().next().map_or(0, char::len_utf8);
                let cut = if double { text.len() } else { first };
                let changed = format!("{}{}", change(text.get(..cut)?), text.get(cut..)?);
                Some(Traced::replaced(&changed, span))
            }
            _ => None,
        }
    }

    /// `${NAME/pattern/text}` and its forms.
    fn replace(&mut self, text: &str, from: usize, to: usize, all: bool, span: Span) -> Option<Traced> {
        let typed = self.src.get(from, to);
        let anchor = typed.chars().next().filter(|c| !all && matches!(c, '#' | '%'));
        let begin = from + usize::from(anchor.is_some());
        let typed = self.src.get(begin, to);
        let mut at = 0;
        while let Some(quoted::Skip::Quoted(_)) | Some(quoted::Skip::Char(_)) = quoted::skip(typed, at) {
            match quoted::skip(typed, at)? {
                quoted::Skip::Char('/') if at > 0 => break,
                quoted::Skip::Char(c) => at += c.len_utf8(),
                quoted::Skip::Quoted(end) => at = end,
            }
        }
        let at = at.min(typed.len());
        let pattern = self.pattern(begin, begin + at)?;
        let mut with = Build::new(begin);
        if at < typed.len() {
            self.operand(&mut with, begin + at + 1, to, false, false);
        }
        if !with.text.symbols().is_empty() {
            return None;
        }
        let with = with.text.as_str();
        let mut out = String::new();
        let mut at = 0;
        let mut done = false;
        while let Some(rest) = text.get(at..) {
            let fits = match anchor {
                Some('%') => pattern.fits(rest).then_some(rest.len()),
                _ => pattern.ends(rest).into_iter().rfind(|end| *end > 0),
            };
            let Some(c) = rest.chars().next() else { break };
            match fits.filter(|_| !done && (anchor != Some('#') || at == 0)) {
                Some(length) => {
                    out.push_str(with);
                    at += length;
                    done = !all;
                }
                None => {
                    out.push(c);
                    at += c.len_utf8();
                }
            }
        }
        Some(Traced::replaced(&out, span))
    }
}

/// Longer values (bytes) are not searched for patterns.
const MOST: usize = 4_096;

/// The part of a value from `from` to `to`; nothing where the rest of it is not known in full.
fn keep(value: &Traced, from: usize, to: usize) -> Option<Traced> {
    let whole = value.symbols().iter().all(|symbol| symbol.range.start >= from && symbol.range.end <= to);
    whole.then(|| value.slice(from..to))
}
