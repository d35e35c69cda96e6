//! The smallest pieces of Python and JavaScript: blanks, comments, strings, brackets.

use crate::span::Span;
use std::cell::Cell;

/// The programming language of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Python.
    Python,
    /// JavaScript and TypeScript.
    JavaScript,
}

/// One literal of a string, quotes and prefix left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The literal with its prefix and quotes.
    pub span: Span,
    /// What stands between the quotes.
    pub inner: Span,
    /// Backslashes stand for themselves (`r"…"`).
    pub raw: bool,
    /// How values are put in.
    pub holes: Holes,
    /// Whose escapes hold.
    pub language: Language,
}

/// How a string takes values in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holes {
    /// Not at all.
    None,
    /// `f"… {name} …"`
    Braces,
    /// `` `… ${name} …` ``
    Dollar,
}

/// A place in a paste that moves forward.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    /// The paste.
    pub paste: &'a str,
    /// The next byte.
    pub at: usize,
    /// The language that is read.
    pub language: Language,
    /// Bytes that may still be looked at, for all calls of a paste together: it keeps the whole linear.
    pub fuel: &'a Cell<usize>,
    /// Templates that may still be opened inside each other.
    pub templates: u8,
}

/// Templates inside each other that are followed.
const TEMPLATES: u8 = 8;

impl<'a> Cursor<'a> {
    /// A cursor at byte `at` of the paste.
    pub fn new(paste: &'a str, at: usize, language: Language, fuel: &'a Cell<usize>) -> Self {
        Self { paste, at, language, fuel, templates: TEMPLATES }
    }

    /// The next byte.
    pub fn peek(&self) -> Option<u8> {
        self.paste.as_bytes().get(self.at).copied()
    }

    /// What is left.
    pub fn rest(&self) -> &'a str {
        self.paste.get(self.at..).unwrap_or("")
    }

    /// Whether the text goes on with `words`.
    pub fn sees(&self, words: &str) -> bool {
        self.rest().starts_with(words)
    }

    /// Takes `words` if the text goes on with them.
    pub fn takes(&mut self, words: &str) -> bool {
        let seen = self.sees(words);
        if seen {
            self.at += words.len();
        }
        seen
    }

    /// Goes `bytes` on; `None` when the fuel is used up.
    pub fn go(&mut self, bytes: usize) -> Option<()> {
        let left = self.fuel.get().checked_sub(bytes.max(1))?;
        self.fuel.set(left);
        self.at += bytes;
        Some(())
    }

    /// Skips blanks and comments, and line ends if they do not end the statement.
    pub fn blanks(&mut self, lines: bool) -> Option<()> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.go(1)?,
                Some(b'\n') if lines => {
                    self.go(1)?;
                    // The prompts of an interactive Python.
                    if self.sees(">>> ") || self.sees("... ") {
                        self.go(4)?;
                    }
                }
                Some(b'\\') if self.sees("\\\n") => self.go(2)?,
                Some(b'\\') if self.sees("\\\r\n") => self.go(3)?,
                Some(b'#') if self.language == Language::Python => self.go(self.line())?,
                Some(b'/') if self.language == Language::JavaScript && self.sees("//") => self.go(self.line())?,
                Some(b'/') if self.language == Language::JavaScript && self.sees("/*") => {
                    let rest = self.rest();
                    self.go(rest.find("*/").map_or(rest.len(), |at| at + 2))?;
                }
                Some(0xC2) if self.sees("\u{a0}") => self.go(2)?,
                _ => return Some(()),
            }
        }
    }

    /// Bytes to the end of the line.
    fn line(&self) -> usize {
        let rest = self.rest();
        rest.find('\n').unwrap_or(rest.len())
    }

    /// Length of the word of letters, digits, `_` and `$` here.
    pub fn word(&self) -> usize {
        let rest = self.rest();
        let letters = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        rest.char_indices().find(|(_, c)| !letters(*c)).map_or(rest.len(), |(at, _)| at)
    }

    /// Reads a string that begins here, if one does: outer `None` for one that does not end, inner for no string.
    pub fn string(&mut self) -> Option<Option<Literal>> {
        let start = self.at;
        let prefix = if self.language == Language::Python { self.word().min(3) } else { 0 };
        let letters = self.rest().get(..prefix).unwrap_or("");
        let known = prefix < 3 && letters.bytes().all(|b| b"rRbBuUfF".contains(&b));
        let quote = self.paste.as_bytes().get(start + prefix).copied();
        let fits = match quote {
            Some(b'"' | b'\'') => known,
            Some(b'`') => self.language == Language::JavaScript,
            _ => false,
        };
        let Some(quote) = quote.filter(|_| fits) else { return Some(None) };
        let raw = letters.contains(['r', 'R']);
        let holes = match quote {
            b'`' => Holes::Dollar,
            _ if letters.contains(['f', 'F']) => Holes::Braces,
            _ => Holes::None,
        };
        self.go(prefix)?;
        let single = char::from(quote).to_string();
        let triple = single.repeat(3);
        let long = self.language == Language::Python && self.sees(&triple);
        let mark = if long { triple.as_str() } else { single.as_str() };
        self.go(mark.len())?;
        let from = self.at;
        let lines = long || quote == b'`';
        loop {
            let rest = self.rest();
            // Nothing else can end a string or matter in it.
            let ends = |b: u8| b == quote || b == b'\\' || b == b'\n' || b == b'$';
            let step = rest.bytes().position(ends);
            self.go(step.unwrap_or(rest.len()))?;
            match self.peek()? {
                b'\\' => {
                    let next = self.rest().chars().nth(1)?;
                    self.go(1 + next.len_utf8())?;
                }
                b'\n' if lines => self.go(1)?,
                b'\n' => return None,
                b'$' if holes == Holes::Dollar && self.sees("${") => {
                    self.go(2)?;
                    self.templates = self.templates.checked_sub(1)?;
                    self.balanced(b'}')?;
                    self.templates += 1;
                }
                b'$' => self.go(1)?,
                _ if self.sees(mark) => break,
                _ => self.go(1)?,
            }
        }
        let inner = Span::new(from, self.at);
        self.go(mark.len())?;
        let span = Span::new(start, self.at);
        Some(Some(Literal { span, inner, raw, holes, language: self.language }))
    }

    /// Goes behind the bracket that closes what was opened just before; strings and comments are passed over.
    pub fn balanced(&mut self, closer: u8) -> Option<()> {
        let mut open = vec![closer];
        while let Some(last) = open.last().copied() {
            self.blanks(true)?;
            match self.peek()? {
                b'(' => open.push(b')'),
                b'[' => open.push(b']'),
                b'{' => open.push(b'}'),
                byte @ (b')' | b']' | b'}') => {
                    if byte != last {
                        return None;
                    }
                    open.pop();
                }
                // A backtick of Python is no string.
                b'"' | b'\'' | b'`' if self.string()?.is_some() => continue,
                _ => {}
            }
            let next = self.rest().chars().next()?;
            self.go(next.len_utf8())?;
        }
        Some(())
    }
}
