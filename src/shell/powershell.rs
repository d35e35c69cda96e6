//! Command lines of PowerShell: arguments, and assignments before them.
//!
//! Rules as about_Quoting_Rules, about_Parsing and PowerShell's own source have them: curly quotes are
//! quotes, a no-break space is a blank, arguments reach a program as they are (7.3 and later).

use super::ps_value::{Ps, PsValue, PsVars, BLANK, DOUBLE, SINGLE};
use super::{slip, Quote, Simple, Slip, SlipKind, Word};
use crate::span::Span;
use crate::text::Traced;

impl Ps<'_> {
    /// Reads the words of a command up to the end of the statement.
    pub fn words(&mut self) -> Simple {
        let mut simple = Simple::default();
        let start = self.pos;
        let mut last = start;
        while self.gap(last) {
            let before = self.pos;
            match self.peek() {
                None | Some(';' | '|' | ')' | '}' | '\n' | '\r') => break,
                Some('#') => {
                    self.pos += self.rest().find('\n').unwrap_or(self.rest().len());
                    continue;
                }
                Some('&') if self.rest().starts_with("&&") => break,
                Some('>') => {
                    self.redirect();
                    continue;
                }
                Some(c) if c.is_ascii_digit() && self.rest().get(1..).is_some_and(|rest| rest.starts_with('>')) => {
                    self.pos += 1;
                    self.redirect();
                    continue;
                }
                Some(_) => {
                    let word = self.argument();
                    simple.words.push(word);
                }
            }
            if self.pos == before {
                self.pos += self.peek().map_or(1, char::len_utf8);
            }
            last = self.pos;
        }
        simple.span = self.src.span(start..last);
        simple.slips = std::mem::take(&mut self.slips);
        simple
    }

    /// Goes over blanks and continued lines; whether the statement goes on.
    pub fn gap(&mut self, last: usize) -> bool {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(BLANK);
            self.pos += rest.len() - trimmed.len();
            let Some(c) = trimmed.chars().next() else {
                return false;
            };
            let after = trimmed.get(c.len_utf8()..).unwrap_or("");
            let line_end = after.trim_start_matches([' ', '\t', '\r']);
            let ends = line_end.starts_with('\n') || line_end.is_empty();
            match c {
                '`' if ends => {
                    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
                    let span = self.src.span(self.pos..self.pos + 1);
                    if line_end.trim().is_empty() {
                        self.slips.push(Slip::new(SlipKind::TrailingContinuation('`'), span).edit(span, ""));
                    } else if blanks > 0 {
                        let blank = self.src.span(self.pos + 1..self.pos + 1 + blanks);
                        self.slips
                            .push(Slip::new(SlipKind::BlankAfterContinuation('`'), span.join(blank)).edit(blank, ""));
                    }
                    self.pos += 1 + (after.len() - line_end.len()) + usize::from(!line_end.is_empty());
                }
                '\\' | '^' if self.is_option.is_some() && self.foreign_continuation(c) => {}
                '\n' | '\r' => {
                    let next = trimmed.trim_start_matches([' ', '\t', '\r', '\n']);
                    let breaks = trimmed.get(..trimmed.len() - next.len()).unwrap_or("").matches('\n').count();
                    if breaks > 2 || !self.is_option.is_some_and(|is_option| is_option(next)) {
                        return false;
                    }
                    let span = self.src.span(self.pos..self.pos + 1);
                    let at = self.src.at(last);
                    self.slips.push(Slip::new(SlipKind::MissingContinuation('`'), span).edit(at, " `"));
                    self.pos += trimmed.len() - next.len();
                }
                _ => return true,
            }
        }
    }

    /// A backslash or caret at a line's end, as other shells continue it; whether it was one.
    pub fn foreign_continuation(&mut self, sign: char) -> bool {
        let after = self.rest().get(1..).unwrap_or("");
        let line_end = after.trim_start_matches([' ', '\t', '\r']);
        if !line_end.starts_with('\n') {
            return false;
        }
        let span = self.src.span(self.pos..self.pos + 1);
        let kind = SlipKind::ForeignContinuation(sign, '`');
        slip::add(&mut self.slips, kind, span, "`");
        self.pos += 1 + (after.len() - line_end.len()) + 1;
        true
    }

    fn redirect(&mut self) {
        let rest = self.rest();
        let signs = rest.len() - rest.trim_start_matches(['>', '&']).len();
        let after = rest.get(signs..).unwrap_or("");
        let blank = after.len() - after.trim_start_matches([' ', '\t']).len();
        let name = after.get(blank..).unwrap_or("");
        let length = name.find(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | ')')).unwrap_or(name.len());
        self.pos += signs + blank + length;
    }

    /// A bare word as an argument.
    pub fn bare_word(&mut self) -> Traced {
        self.argument().text
    }

    /// One argument: quoted, bare, or both glued together.
    fn argument(&mut self) -> Word {
        let start = self.pos;
        let mut word = Word::default();
        if let Some(text) = self.here_string() {
            word.text = text;
            word.span = self.src.span(start..self.pos);
            return word;
        }
        let rest = self.rest();
        if rest.starts_with('@')
            && rest.chars().nth(1).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '\\'))
        {
            let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | ')')).unwrap_or(rest.len());
            let span = self.src.span(start..start + length);
            self.slips.push(
                Slip::new(SlipKind::BareAt, span).edit(Span::at(span.start), "\"").edit(Span::at(span.end), "\""),
            );
            self.src.copy(&mut word.text, start..start + length);
            self.pos += length;
            word.span = span;
            return word;
        }
        let begins_quoted = rest.starts_with(SINGLE) || rest.starts_with(DOUBLE);
        while let Some(c) = self.peek() {
            if BLANK.contains(&c) || matches!(c, '\n' | '\r' | ';' | '|') {
                break;
            }
            let before = self.pos;
            match c {
                '`' => {
                    let after = self.rest().get(1..).unwrap_or("");
                    if after.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || after.is_empty() {
                        break;
                    }
                    self.escape(&mut word.text);
                }
                '$' => {
                    let begin = self.pos;
                    let value = self.variable();
                    let more =
                        self.peek().is_some_and(|c| !BLANK.contains(&c) && !matches!(c, '\n' | '\r' | ';' | '|' | ')'));
                    self.push_value(&mut word.text, &value, begin, begin == start && !more);
                }
                '(' if self.pos == start => {
                    let value = self.expression();
                    if let Some(text) = value.text() {
                        word.text.append(text);
                    }
                }
                ')' | '}' => break,
                '%' => self.percent(&mut word.text),
                c if SINGLE.contains(&c) || DOUBLE.contains(&c) => {
                    self.quoted(&mut word.text, &mut word.pieces);
                    if begins_quoted {
                        break;
                    }
                }
                _ => {
                    let rest = self.rest();
                    let special = |c: char| {
                        BLANK.contains(&c)
                            || SINGLE.contains(&c)
                            || DOUBLE.contains(&c)
                            || matches!(c, '\n' | '\r' | ';' | '|' | '`' | '$' | ')' | '}' | '%')
                    };
                    let first = c.len_utf8();
                    let length =
                        rest.get(first..).and_then(|rest| rest.find(special)).map_or(rest.len(), |at| at + first);
                    self.src.copy(&mut word.text, self.pos..self.pos + length);
                    self.pos += length;
                    self.ampersand(start, &word);
                }
            }
            if self.pos == before {
                break;
            }
        }
        word.span = self.src.span(start..self.pos);
        self.native_quotes(&mut word);
        word
    }

    /// `&` in a word without quotes that begins at byte `start`: it ends the command, and what stands behind it is lost.
    fn ampersand(&mut self, start: usize, word: &Word) {
        let typed = self.src.get(start, self.pos);
        let Some(at) = typed.find('&').filter(|_| word.pieces.is_empty()) else { return };
        if !typed.starts_with("http") || self.slips.iter().any(|slip| slip.kind == SlipKind::UnquotedAmpersand) {
            return;
        }
        let end = self.rest().find(|c: char| BLANK.contains(&c) || matches!(c, '\n' | '\r')).unwrap_or(0);
        let whole = self.src.span(start..self.pos + end);
        let slip = Slip::new(SlipKind::UnquotedAmpersand, self.src.span(start + at..start + at + 1))
            .edit(Span::at(whole.start), "\"")
            .edit(Span::at(whole.end), "\"");
        self.slips.push(slip);
    }

    /// Appends the value of a variable: its own text where it is all there is, else as what the name stands for.
    pub(super) fn push_value(&self, out: &mut Traced, value: &PsValue, begin: usize, alone: bool) {
        let span = self.src.span(begin..self.pos);
        match value.text() {
            Some(text) if alone || matches!(value, PsValue::Unknown(_)) => out.append(text),
            Some(text) => out.push_value(text, span),
            None => {
                let typed = self.src.get(begin, self.pos);
                out.push_symbol(typed, typed, crate::text::SymbolKind::Expression, span);
            }
        }
    }

    /// `%` at the reading position; as cmd writes it, `%NAME%` is no variable here.
    pub(super) fn percent(&mut self, out: &mut Traced) {
        let inner = self.rest().get(1..).unwrap_or("");
        let length = super::expand::name_length(inner);
        let name = inner.get(..length).unwrap_or("");
        let shouted = length > 2 && !name.bytes().any(|b| b.is_ascii_lowercase());
        let mut taken = 1;
        if shouted && self.is_option.is_some() && inner.get(length..).is_some_and(|rest| rest.starts_with('%')) {
            taken = length + 2;
            let span = self.src.span(self.pos..self.pos + taken);
            let right = format!("$env:{name}");
            self.slips.push(
                Slip::new(SlipKind::ForeignVariable(format!("%{name}%"), right.clone()), span).edit(span, &right),
            );
        }
        self.src.copy(out, self.pos..self.pos + taken);
        self.pos += taken;
    }

    /// What becomes of a body's double quotes on the way to a program.
    fn native_quotes(&mut self, word: &mut Word) {
        let [piece] = &*word.pieces else { return };
        let text = word.as_str();
        let kept = text.contains("\\\"");
        if (piece.quote != Quote::Single && kept) || !text.trim_start().starts_with(['{', '[']) || !text.contains('"') {
            return;
        }
        let open = Span::new(piece.span.start, (piece.span.start + 1).min(piece.span.end)).on_borders(self.src.paste);
        if kept && text.trim_start_matches(['{', '[', ' ', '\n', '\r', '\t']).starts_with("\\\"") {
            let core = mentions(self.src.paste, CORE);
            let mut slip = Slip::new(SlipKind::BackslashesKept(core), open);
            for (at, _) in text.match_indices("\\\"") {
                slip = slip.edit(word.text.source(at..at + 1), "");
            }
            self.slips.push(slip);
            if !core {
                // As Windows PowerShell 5.1 has it, where people write this.
                word.text = unescaped(&word.text);
            }
        } else if !mentions(self.src.paste, CORE) {
            let desktop = mentions(self.src.paste, DESKTOP);
            self.slips.push(Slip::new(SlipKind::QuotesStripped(desktop), open));
        }
    }
}

/// Words that only PowerShell 7 is called by.
const CORE: &[&str] = &["PowerShell 7", "powershell 7", "pwsh"];
/// Words that only Windows PowerShell 5.1 is called by.
const DESKTOP: &[&str] = &["Windows PowerShell", "PowerShell 5", "powershell 5", "WindowsPowerShell"];

fn mentions(paste: &str, names: &[&str]) -> bool {
    names.iter().any(|name| paste.contains(name))
}

/// The text as the C runtime of a program reads it inside quotes: `\"` is a quote.
fn unescaped(text: &Traced) -> Traced {
    let mut out = Traced::new();
    let mut at = 0;
    for (found, _) in text.as_str().match_indices("\\\"") {
        let before = text.as_str().get(at..found).unwrap_or("");
        let slashes = before.len() - before.trim_end_matches('\\').len();
        // 2n + 1 backslashes before a quote are n of them and the quote.
        out.append(&text.slice(at..found - slashes.div_ceil(2)));
        at = found + 1;
    }
    out.append(&text.slice(at..text.len()));
    out
}

/// Reads `$name = value` statements of the cleaned text from `from` to `to`; what is odd about their JSON.
pub fn assignments(src: super::Source<'_>, from: usize, to: usize, vars: &mut PsVars) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut at = from;
    while at < to {
        let rest = src.get(at, to);
        let line = rest.split('\n').next().unwrap_or("");
        let next = at + line.len() + 1;
        let begin = line.trim_start();
        let start = at + (line.len() - begin.len());
        at = next;
        slips.extend(export(src, start, begin, vars));
        let Some(inner) = begin.strip_prefix('$') else { continue };
        let length = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'.')).count();
        let name = inner.get(..length).unwrap_or("").to_ascii_lowercase();
        let after = inner.get(length..).unwrap_or("");
        let spaced = after.trim_start_matches(' ');
        let Some(value) = spaced.strip_prefix('=').filter(|rest| !rest.starts_with('=')) else { continue };
        let place = start + begin.len() - value.len();
        let mut ps = Ps::new(src, place, &*vars);
        ps.limit = to;
        let value = ps.expression();
        let left = ps.rest();
        let clean = left.split('\n').next().unwrap_or("").trim();
        let end = ps.pos;
        let said = |kind: &SlipKind| {
            matches!(
                kind,
                SlipKind::JsonDepth
                    | SlipKind::ForeignVariable(..)
                    | SlipKind::OtherScope(_)
                    | SlipKind::ColonInTable
                    | SlipKind::BareKey
                    | SlipKind::FlatHereString
            )
        };
        slips.extend(ps.slips.into_iter().filter(|slip| said(&slip.kind)));
        let whole = clean.is_empty() || clean.starts_with([';', '#']);
        at = at.max(end);
        let mut value = value;
        let typed = spaced.get(1..).unwrap_or("").trim();
        if typed.starts_with("sk-") && !typed.contains(char::is_whitespace) {
            // A key without quotes, taken as meant.
            let from = place + src.get(place, to).find(typed).unwrap_or(0);
            let mut text = Traced::new();
            src.copy(&mut text, from..from + typed.len());
            let span = src.span(from..from + typed.len());
            let slip = Slip::new(SlipKind::BareText, span);
            slips.push(slip.edit(Span::at(span.start), "'").edit(Span::at(span.end), "'"));
            value = PsValue::Text(text);
        }
        let known = whole && !left_out(&value);
        vars.insert(name, if known { value } else { PsValue::Unknown(Traced::new()) });
    }
    slips
}

/// Whether somebody took the value out before pasting: `<my key>`, `sk-…`. `YOUR_API_KEY` was never filled in.
fn left_out(value: &PsValue) -> bool {
    let PsValue::Text(text) = value else { return false };
    if text.as_str().starts_with(['{', '[']) {
        return false;
    }
    super::vars::is_placeholder(text.as_str()) && !text.as_str().to_ascii_lowercase().starts_with("your")
}

/// `export NAME=value`, as other shells have it, on the line that begins at byte `at`: taken as meant.
fn export(src: super::Source<'_>, at: usize, line: &str, vars: &mut PsVars) -> Option<Slip> {
    let rest = line.strip_prefix("export ")?;
    let name = rest.get(..super::expand::name_length(rest)).filter(|name| !name.is_empty())?;
    let value = rest.get(name.len()..)?.strip_prefix('=')?.trim_end();
    let from = at + "export ".len() + name.len() + 1;
    let bare = value.trim_matches(['\'', '"']);
    let begin = from + value.find(bare)?;
    let mut text = Traced::new();
    src.copy(&mut text, begin..begin + bare.len());
    vars.insert(format!("env:{}", name.to_ascii_lowercase()), PsValue::Text(text));
    let span = src.span(at..from);
    let mut slip = Slip::new(SlipKind::ForeignExport(name.to_owned()), span).edit(span, &format!("$env:{name} = "));
    if bare.len() == value.len() {
        let whole = src.span(from..from + value.len());
        slip = slip.edit(Span::at(whole.start), "'").edit(Span::at(whole.end), "'");
    }
    Some(slip)
}
