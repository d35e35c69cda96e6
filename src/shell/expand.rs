//! Expansions of a POSIX shell: variables, command substitutions, arithmetic.

use super::posix::Lexer;
use super::word::Build;
use super::{arithmetic, quoted, Slip, SlipKind, Value};
use crate::span::Span;
use crate::text::SymbolKind;

impl Lexer<'_> {
    /// `$…` at the reading position.
    pub(super) fn dollar(&mut self, build: &mut Build, quoted: bool) {
        let rest = self.rest();
        let after = rest.get(1..).unwrap_or("");
        let next = after.chars().next();
        if self.symbol(build) {
            return;
        }
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
                match after.get(name.len()..).and_then(|rest| rest.strip_prefix(':')).filter(|_| name == "env") {
                    Some(rest) if self.option_line.is_some() && shouted(rest) => self.of_powershell(build, rest),
                    _ => {
                        self.of_a_program(name, after.get(name.len()..).unwrap_or(""), quoted);
                        self.variable(build, name, 1 + name.len(), quoted);
                    }
                }
            }
            Some(c) if c.is_ascii_digit() => self.positional(build, after, quoted),
            Some('@' | '*') if matches!(self.vars.get("@"), Some(Value::Array(_))) => {
                let Some(Value::Array(words)) = self.vars.get("@").cloned() else { return };
                let span = self.src.span(self.pos..self.pos + 2);
                self.pos += 2;
                self.push_words(build, next == Some('*'), span, &words, quoted);
            }
            Some(c @ ('@' | '*' | '#' | '?' | '$' | '!')) if quoted || c != '#' => {
                let typed = rest.get(..2).unwrap_or("$").to_owned();
                let span = self.src.span(self.pos..self.pos + 2);
                build.text.push_symbol(&typed, &typed, SymbolKind::Expression, span);
                self.pos += 2;
            }
            _ => self.plain(build, 1),
        }
    }

    /// `$env:NAME` as PowerShell writes it: for a POSIX shell the variable `env` and the rest as it stands, which
    /// nobody means. `rest` begins with the name.
    fn of_powershell(&mut self, build: &mut Build, rest: &str) {
        let name = rest.get(..name_length(rest)).unwrap_or("");
        let length = "$env:".len() + name.len();
        let span = self.src.span(self.pos..self.pos + length);
        let right = format!("${name}");
        let kind = SlipKind::ForeignVariable(format!("$env:{name}"), right.clone());
        self.slips.push(Slip::new(kind, span).edit(span, &right));
        build.text.push_symbol(&format!("${{{name}}}"), name, SymbolKind::Variable, span);
        self.pos += length;
    }

    /// `$row->total` in a text: a variable of PHP or Perl that is spoken of. `after` is what follows its name.
    fn of_a_program(&mut self, name: &str, after: &str, quoted: bool) {
        let small = !name.bytes().any(|b| b.is_ascii_uppercase());
        if quoted && small && after.starts_with("->") && self.vars.get(name).is_none() {
            let span = self.src.span(self.pos..self.pos + 1 + name.len());
            let slip = Slip::new(SlipKind::DollarAmount(format!("${name}")), span).edit(Span::at(span.start), "\\");
            self.slips.push(slip);
        }
    }

    /// Takes what another shell left open at the reading position, as in `sh -c "… $NAME"`; whether it did.
    fn symbol(&mut self, build: &mut Build) -> bool {
        let Some(symbol) = self.src.clean.symbols().iter().find(|symbol| symbol.range.start == self.pos) else {
            return false;
        };
        let end = symbol.range.end;
        self.src.copy(&mut build.text, self.pos..end);
        self.pos = end;
        true
    }

    /// Takes `length` bytes as they are.
    pub(super) fn plain(&mut self, build: &mut Build, length: usize) {
        self.src.copy(&mut build.text, self.pos..self.pos + length);
        self.pos += length;
    }

    /// A variable by name; `length` bytes stand for it.
    fn variable(&mut self, build: &mut Build, name: &str, length: usize, quoted: bool) {
        let span = self.src.span(self.pos..self.pos + length);
        self.pos += length;
        self.push_variable(build, name, span, quoted);
    }

    /// The value of a variable, or its symbol.
    pub(super) fn push_variable(&mut self, build: &mut Build, name: &str, span: Span, quoted: bool) {
        let first = match self.vars.get(name) {
            Some(Value::Known(value)) => Some(value),
            Some(Value::Array(words)) => words.first().map(|word| &word.text),
            _ => None,
        };
        if matches!(self.vars.get(name), Some(Value::Unset)) {
            return build.touch(quoted);
        }
        match first {
            Some(value) => build.value(value, span, Some(&name.to_owned()), quoted),
            None => build.text.push_symbol(&format!("${{{name}}}"), name, SymbolKind::Variable, span),
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
            let at = Span::at(span.start);
            self.slips.push(Slip::new(SlipKind::DollarAmount(typed), span).edit(at, "\\"));
        }
        let name = after.get(..1).unwrap_or("");
        if self.vars.get(name).is_none() && (digits > 1 || decimals) && !self.in_function {
            // Nobody names arguments so: it is an amount, and the shell puts nothing in its place.
            self.pos += 2;
            return build.touch(quoted);
        }
        self.variable(build, name, 2, quoted);
    }

    /// `$(…)`, `<(…)`: known by its text only; `$((…))` is worked out. `skip` bytes stand before the bracket.
    pub(super) fn substitution(&mut self, build: &mut Build, skip: usize, quoted: bool) {
        let rest = self.rest();
        let found = if self.src.burn(0) { quoted::parenthesis(rest.get(skip..).unwrap_or("")) } else { None };
        self.src.burn(found.unwrap_or(rest.len()));
        let Some(close) = found else {
            return self.plain(build, skip);
        };
        let length = skip + close + 1;
        let sum = rest.strip_prefix("$((").and_then(|rest| rest.get(..length.checked_sub(5)?));
        let closed = rest.get(..length).is_some_and(|typed| typed.ends_with("))"));
        if let Some(value) = sum.filter(|_| closed).and_then(|sum| arithmetic::value(sum, self.vars)) {
            let span = self.src.span(self.pos..self.pos + length);
            build.text.push_replaced(&value.to_string(), span);
            self.pos += length;
            return build.touch(quoted);
        }
        self.expression(build, length);
    }

    /// `` `…` `` at the reading position.
    pub(super) fn backtick(&mut self, build: &mut Build, quoted: bool) {
        let rest = self.rest();
        if self.symbol(build) {
            return;
        }
        if !self.src.burn(0) {
            return self.plain(build, 1);
        }
        let Some(close) = quoted::backtick(rest).map(|length| length - 1) else {
            self.src.burn(rest.len());
            return self.plain(build, 1);
        };
        let inside = rest.get(1..close).unwrap_or("");
        if quoted
            && self.option_line.is_some()
            && build.text.as_str().trim_start().starts_with('{')
            && (!is_command(inside) || spoken_of(build.text.as_str(), rest.get(close + 1..).unwrap_or("")))
        {
            let span = self.src.span(self.pos..self.pos + close + 1);
            let last = Span::at(span.end.saturating_sub(1));
            let slip = Slip::new(SlipKind::Backtick(inside.to_owned()), span)
                .edit(Span::at(span.start), "\\")
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

/// Whether a text begins with a name in capitals, as those of the environment are.
fn shouted(text: &str) -> bool {
    let name = text.get(..name_length(text)).unwrap_or("");
    name.len() > 2 && !name.bytes().any(|b| b.is_ascii_lowercase())
}

/// Length of the variable name that a text begins with.
pub(crate) fn name_length(text: &str) -> usize {
    let first = text.bytes().next();
    if !first.is_some_and(|b| b.is_ascii_alphabetic() || b == b'_') {
        return 0;
    }
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()
}

/// Whether the words around backticks speak of the command in them, as in "what does `uname -a` print": it is not
/// meant to run.
fn spoken_of(before: &str, after: &str) -> bool {
    const BEFORE: &[&str] = &["does", "do", "did", "run", "running", "runs", "command", "call", "calling", "explain"];
    const BEHIND: &[&str] = &[
        "print", "prints", "do", "does", "mean", "means", "return", "returns", "show", "shows", "work", "works",
        "fail", "fails", "command",
    ];
    let last = before.rsplit([' ', '"', '\n']).find(|word| !word.is_empty()).unwrap_or("");
    let next = after.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    before.ends_with(' ') && BEFORE.contains(&last) || after.starts_with(' ') && BEHIND.contains(&next)
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
