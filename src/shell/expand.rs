//! Expansions of a POSIX shell: variables, command substitutions, arithmetic.

use super::posix::Lexer;
use super::vars::push_known;
use super::word::Build;
use super::{Slip, SlipKind, Value};
use crate::text::SymbolKind;

/// How deep substitutions may nest before they are taken as plain text.
const DEEPEST: usize = 64;

impl Lexer<'_> {
    /// `$…` at the reading position.
    pub(super) fn dollar(&mut self, build: &mut Build, quoted: bool) {
        let rest = self.rest();
        let after = rest.get(1..).unwrap_or("");
        let next = after.chars().next();
        match next {
            Some('\'') if !quoted => self.ansi(build),
            Some('"') if !quoted => {
                self.pos += 1;
                self.double(build);
            }
            Some('{') => self.braced(build, quoted),
            Some('(') => self.substitution(build, 1, quoted),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let name: &str = after.get(..name_length(after)).unwrap_or("");
                self.variable(build, name.to_owned(), 1 + name.len(), quoted);
            }
            Some(c) if c.is_ascii_digit() => self.positional(build, after, quoted),
            Some(c @ ('@' | '*' | '#' | '?' | '$' | '!')) if quoted || c != '#' => {
                let typed = rest.get(..2).unwrap_or("$").to_owned();
                let span = self.src.span(self.pos..self.pos + 2);
                build.text.push_symbol(&typed, &typed, SymbolKind::Expression, span);
                self.pos += 2;
            }
            _ => self.plain(build, 1),
        }
    }

    /// Takes `length` bytes as they are.
    fn plain(&mut self, build: &mut Build, length: usize) {
        self.src.copy(&mut build.text, self.pos..self.pos + length);
        self.pos += length;
    }

    /// The place of the bracket that closes the one a text begins with, paid for in fuel.
    fn matching(&self, text: &str, open: char, close: char) -> Option<usize> {
        if !self.src.burn(0) {
            return None;
        }
        let found = matching(text, open, close);
        self.src.burn(found.unwrap_or(text.len()));
        found
    }

    /// A variable by name; `length` bytes stand for it.
    fn variable(&mut self, build: &mut Build, name: String, length: usize, quoted: bool) {
        let span = self.src.span(self.pos..self.pos + length);
        self.pos += length;
        let known = match self.vars.get(&name) {
            Some(Value::Known(text)) => Some(text),
            _ => None,
        };
        match known {
            Some(value) => {
                let from = build.text.len();
                push_known(&mut build.text, value, span);
                build.uses.push((from, build.text.len(), name, quoted));
            }
            None => build.text.push_symbol(&format!("${{{name}}}"), &name, SymbolKind::Variable, span),
        }
    }

    /// `$1`, which bash reads from `$15` too.
    fn positional(&mut self, build: &mut Build, after: &str, quoted: bool) {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let tail = after.get(digits..).unwrap_or("");
        let decimals = tail.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if quoted && self.option_line.is_some() && (digits > 1 || decimals || !self.in_function) {
            let typed = format!("${}", after.get(..digits).unwrap_or(""));
            let span = self.src.span(self.pos..self.pos + 1 + digits);
            let at = crate::span::Span::at(span.start);
            self.slips.push(Slip::new(SlipKind::DollarAmount(typed), span).edit(at, "\\"));
        }
        let name = after.get(..1).unwrap_or("").to_owned();
        self.variable(build, name, 2, quoted);
    }

    /// `${…}` at the reading position.
    fn braced(&mut self, build: &mut Build, quoted: bool) {
        let rest = self.rest();
        let Some(close) = self.matching(rest.get(1..).unwrap_or(""), '{', '}') else {
            return self.plain(build, 1);
        };
        let length = close + 2;
        let inside = rest.get(2..length - 1).unwrap_or("").to_owned();
        let name = inside.get(..name_length(&inside)).unwrap_or("");
        if name == inside && !name.is_empty() {
            return self.variable(build, inside, length, quoted);
        }
        let span = self.src.span(self.pos..self.pos + length);
        let typed = rest.get(..length).unwrap_or("").to_owned();
        self.pos += length;
        if let Some(expression) = inside.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            // A workflow's `${{ secrets.NAME }}`, filled in before a shell sees it.
            build.text.push_symbol(&typed, expression.trim(), SymbolKind::Variable, span);
        } else if name.is_empty() {
            build.text.push_symbol(&typed, &typed, SymbolKind::Expression, span);
        } else {
            let default = inside.get(name.len()..).unwrap_or("");
            match self.vars.get(name) {
                Some(Value::Known(value)) if default.starts_with(":-") || default.starts_with(":?") => {
                    let from = build.text.len();
                    push_known(&mut build.text, value, span);
                    build.uses.push((from, build.text.len(), name.to_owned(), quoted));
                }
                _ => build.text.push_symbol(&format!("${{{name}}}"), name, SymbolKind::Variable, span),
            }
        }
    }

    /// `$(…)`, `$((…))`, `<(…)`: known by its text only. `skip` bytes stand before the bracket.
    pub(super) fn substitution(&mut self, build: &mut Build, skip: usize, _quoted: bool) {
        let rest = self.rest();
        let inside = rest.get(skip..).unwrap_or("");
        let length = match self.matching(inside, '(', ')') {
            Some(close) => skip + close + 1,
            None => return self.plain(build, skip),
        };
        self.expression(build, length);
    }

    /// `` `…` `` at the reading position.
    pub(super) fn backtick(&mut self, build: &mut Build, quoted: bool) {
        let rest = self.rest();
        let mut escape = false;
        if !self.src.burn(0) {
            return self.plain(build, 1);
        }
        let close = rest.char_indices().skip(1).find_map(|(at, c)| {
            let found = c == '`' && !escape;
            escape = c == '\\' && !escape;
            found.then_some(at)
        });
        let Some(close) = close else {
            self.src.burn(rest.len());
            return self.plain(build, 1);
        };
        let inside = rest.get(1..close).unwrap_or("");
        if quoted
            && self.option_line.is_some()
            && build.text.as_str().trim_start().starts_with('{')
            && !is_command(inside)
        {
            let span = self.src.span(self.pos..self.pos + close + 1);
            let last = crate::span::Span::at(span.end.saturating_sub(1));
            let slip = Slip::new(SlipKind::Backtick(inside.to_owned()), span)
                .edit(crate::span::Span::at(span.start), "\\")
                .edit(last, "\\");
            self.slips.push(slip);
        }
        self.expression(build, close + 1);
    }

    fn expression(&mut self, build: &mut Build, length: usize) {
        let typed = self.rest().get(..length).unwrap_or("").to_owned();
        let span = self.src.span(self.pos..self.pos + length);
        build.text.push_symbol(&typed, &typed, SymbolKind::Expression, span);
        self.pos += length;
    }
}

/// Length of the variable name that a text begins with.
pub(super) fn name_length(text: &str) -> usize {
    let first = text.bytes().next();
    if !first.is_some_and(|b| b.is_ascii_alphabetic() || b == b'_') {
        return 0;
    }
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()
}

/// The place of the bracket that closes the one a text begins with; quotes inside are skipped.
fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let (mut depth, mut quote, mut escape) = (0_usize, None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if escape => escape = false,
            (None | Some('"'), '\\') => escape = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c == open => {
                depth += 1;
                if depth > DEEPEST {
                    return None;
                }
            }
            (None, c) if c == close => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether the inside of backticks is a command that people do run there, not Markdown in a prompt.
fn is_command(inside: &str) -> bool {
    const USUAL: &[&str] = &[
        "cat", "date", "jq", "whoami", "pwd", "hostname", "uname", "git", "echo", "curl", "printf", "base64", "head",
        "tail", "sed", "awk", "uuidgen", "openssl", "python", "python3", "node", "op", "security", "pass", "aws",
        "gcloud", "az", "vault", "tr", "cut", "grep", "wc", "xxd",
    ];
    let mut words = inside.split_whitespace();
    let first = words.next().unwrap_or("");
    USUAL.contains(&first)
        && (words.next().is_some() || matches!(first, "date" | "whoami" | "pwd" | "hostname" | "uuidgen"))
}
