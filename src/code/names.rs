//! Names that a snippet sets to literals: `MODEL = "claude-…"`, `const messages = [ … ]`.

use super::expr::{Expr, Parser};
use super::lex::{Cursor, Language};
use std::cell::Cell;
use std::collections::HashMap;

/// Places at which one name is set that are looked at; a name set more often is not known.
const MOST: usize = 8;
/// How much (bytes) of a line is looked at for names.
const LOOK: usize = 400;

/// Where a name gets a value.
#[derive(Clone, Copy, Debug)]
struct Binding {
    /// Where the name stands.
    at: usize,
    /// Where its value begins; `None` for one that nobody can know: a parameter, a loop's variable, a list that grows.
    value: Option<usize>,
}

/// All names that a paste sets.
pub struct Names<'a> {
    paste: &'a str,
    fuel: &'a Cell<usize>,
    bindings: HashMap<&'a str, Vec<Binding>>,
}

impl<'a> Names<'a> {
    /// Looks through a paste once.
    pub fn new(paste: &'a str, fuel: &'a Cell<usize>) -> Self {
        let mut names = Self { paste, fuel, bindings: HashMap::new() };
        let mut at = 0;
        for line in paste.split_inclusive('\n') {
            names.line(line, at);
            at += line.len();
        }
        names
    }

    fn bind(&mut self, name: &'a str, at: usize, value: Option<usize>) {
        let all = self.bindings.entry(name).or_default();
        if all.len() <= MOST {
            all.push(Binding { at, value });
        }
    }

    fn line(&mut self, line: &'a str, at: usize) {
        let line = line.strip_prefix(">>> ").map_or((line, at), |rest| (rest, at + 4));
        let (line, at) = line;
        let mut text = line.trim_start();
        for word in ["export ", "const ", "let ", "var ", "final ", "self.", "this."] {
            text = text.strip_prefix(word).unwrap_or(text);
        }
        let place = |part: &str| at + (part.as_ptr() as usize - line.as_ptr() as usize);
        let head = crate::text::head(text, LOOK);
        let first = word(head);
        let behind = head.get(first.len()..).unwrap_or("");
        if first.is_empty() || matches!(first, "def" | "async" | "function" | "for" | "with" | "return") {
            self.parameters(head, place(text));
            return;
        }
        let after = behind.trim_start();
        if let Some(changed) = changed(head) {
            self.bind(changed, place(changed), None);
        }
        if after.starts_with(['.', '[']) || after.starts_with("+=") || after.starts_with("|=") {
            // What is done to a part of a value was looked at above.
            if after.starts_with(['+', '|']) {
                self.bind(first, place(text), None);
            }
            return;
        }
        // A type may stand between the name and the sign.
        let typed = after.strip_prefix(':').and_then(|rest| {
            let sign = rest.find(" = ")?;
            (!rest.get(..sign)?.contains(['{', '"', '\''])).then_some(())?;
            rest.get(sign + 1..)
        });
        let rest = typed.unwrap_or(after);
        match rest.strip_prefix('=') {
            Some(value) if !value.starts_with(['=', '>']) => self.bind(first, place(text), Some(place(value))),
            _ => self.parameters(head, place(text)),
        }
    }

    /// The names that a function, a loop or a pattern binds on this line.
    fn parameters(&mut self, head: &'a str, at: usize) {
        let function =
            head.starts_with("def ") || head.contains("function") || head.contains("=>") || head.starts_with("async ");
        let inside = if head.starts_with("for ") {
            head.split(" in ").next().unwrap_or("")
        } else if head.starts_with('{') || head.starts_with('[') {
            head.split(['}', ']']).next().unwrap_or("")
        } else if function {
            head
        } else {
            return;
        };
        let mut from = 0;
        while let Some(step) = inside.get(from..).and_then(|rest| rest.find(|c: char| c.is_alphabetic() || c == '_')) {
            let name = word(inside.get(from + step..).unwrap_or(""));
            self.bind(name, at + from + step, None);
            from += step + name.len().max(1);
        }
    }

    /// The value that `name` has at byte `before`, if exactly one place above gives it one.
    pub fn value(&self, name: &str, before: usize, language: Language) -> Option<Expr> {
        let all = self.bindings.get(name).filter(|all| all.len() <= MOST)?;
        let mut found = None;
        for binding in all.iter().filter(|binding| binding.at < before) {
            let at = binding.value?;
            let Some(value) = self.statement(at, language) else { continue };
            if found.is_some() {
                return None;
            }
            found = Some(value);
        }
        found
    }

    /// The value of a statement; `None` where it is the argument of a call.
    fn statement(&self, at: usize, language: Language) -> Option<Expr> {
        let mut parser = Parser::new(Cursor::new(self.paste, at, language, self.fuel));
        let value = parser.expression()?;
        let mut cursor = parser.cursor;
        cursor.blanks(false)?;
        match cursor.peek() {
            None | Some(b';') => return Some(value),
            Some(b'\n') => {}
            _ => return None,
        }
        cursor.blanks(true)?;
        (!matches!(cursor.peek(), Some(b')' | b','))).then_some(value)
    }
}

/// The name whose value a line changes in part: `body.system = x`, `body["a"] = x`, `list.append(x)`.
fn changed(line: &str) -> Option<&str> {
    const GROWS: &[&str] =
        &["append", "extend", "insert", "pop", "push", "unshift", "splice", "update", "setdefault", "assign"];
    let end = match line.find(" = ").or_else(|| line.find("= ")) {
        Some(sign) => sign,
        None => line.find('(')?,
    };
    let left = line.get(..end)?.trim_end();
    let part = |c: char| c.is_alphanumeric() || "_$.[]\"'".contains(c);
    let chain = left.get(left.trim_end_matches(part).len()..)?;
    let chain = chain.strip_prefix("self.").or(chain.strip_prefix("this.")).unwrap_or(chain);
    let name = word(chain);
    let rest = chain.get(name.len()..)?;
    if line.get(end..)?.starts_with('(') {
        if chain == "Object.assign" {
            return Some(word(line.get(end + 1..)?));
        }
        let method = rest.rsplit('.').next()?;
        return (!rest.is_empty() && GROWS.contains(&method)).then_some(name);
    }
    (!rest.is_empty() && !name.is_empty()).then_some(name)
}

/// The word that a text begins with.
fn word(text: &str) -> &str {
    let letters = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    text.split(|c| !letters(c)).next().unwrap_or("")
}
