//! Expressions of Python and JavaScript, as far as a request is written with them.
//!
//! Reading is strict: what is no expression gives `None`, so that a call that a stack trace quotes by half is none.

use super::lex::{Cursor, Language, Literal};
use crate::span::Span;

/// Expressions inside each other that are followed.
const LEVELS: usize = 120;

/// An expression and its place in the paste.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub node: Node,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A string, perhaps of several literals one behind the other.
    Text(Vec<Literal>),
    /// A number.
    Number,
    /// What JSON writes as `true`, `false` or `null`.
    Word(&'static str),
    /// A list, a tuple or an array.
    List(Vec<Expr>),
    /// A dict or an object.
    Object(Vec<Entry>),
    /// A call of something that has a name.
    Call(Call),
    /// A name, perhaps with dots.
    Name,
    /// An environment variable; the place of its name.
    Env(Span),
    /// Texts and names joined with `+`.
    Sum(Vec<Expr>),
    /// `*list`, `**dict`, `...object`
    Spread(Box<Expr>),
    /// Anything else.
    Other,
}

/// One entry of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// From its key to its value.
    pub span: Span,
    /// Its key.
    pub key: Key,
    /// Its value.
    pub value: Expr,
}

/// The key of an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// A name without quotes.
    Name(Span),
    /// A string.
    Text(Vec<Literal>),
    /// It is not known, or there is none (`**rest`).
    Unknown,
}

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The name of what is called, with its dots.
    pub name: Span,
    /// From the bracket that opens to the one that closes.
    pub brackets: Span,
    /// Its arguments.
    pub args: Vec<Arg>,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    /// `name=`
    pub name: Option<Span>,
    /// Its value.
    pub value: Expr,
}

impl Expr {
    fn new(start: usize, end: usize, node: Node) -> Self {
        Self { span: Span::new(start, end), node }
    }

    /// The entries, if it is an object.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.node {
            Node::Object(entries) => Some(entries),
            _ => None,
        }
    }
}

/// Reads expressions.
#[derive(Clone, Debug)]
pub struct Parser<'a> {
    /// Where it is.
    pub cursor: Cursor<'a>,
    /// Brackets that are open.
    depth: usize,
    /// Expressions that are open.
    level: usize,
    /// There were more of them than are followed.
    deep: bool,
}

impl<'a> Parser<'a> {
    /// A parser at a place of the paste.
    pub fn new(cursor: Cursor<'a>) -> Self {
        Self { cursor, depth: 0, level: 0, deep: false }
    }

    /// Whether reading ended because expressions lie too deep inside each other.
    pub fn is_too_deep(&self) -> bool {
        self.deep
    }

    fn python(&self) -> bool {
        self.cursor.language == Language::Python
    }

    /// Whether a line end is no more than a blank.
    pub(super) fn lines(&self) -> bool {
        self.depth > 0
    }

    pub(super) fn blanks(&mut self) -> Option<()> {
        self.cursor.blanks(self.lines())
    }

    /// A bracket opens.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// It closes.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// The arguments behind an opening bracket, up to and with the closing one.
    pub fn args(&mut self) -> Option<Vec<Arg>> {
        self.enter();
        let mut args = Vec::new();
        loop {
            self.blanks()?;
            if self.cursor.takes(")") {
                break;
            }
            let name = self.argument_name()?;
            let value = match name {
                Some(_) => self.expression()?,
                None => self.item()?,
            };
            args.push(Arg { name, value });
            self.comprehension(b')')?;
            if !self.comma(b')')? {
                break;
            }
        }
        self.leave();
        Some(args)
    }

    /// Behind an item: whether another may follow. The closing bracket is taken.
    pub(super) fn comma(&mut self, closer: u8) -> Option<bool> {
        self.blanks()?;
        match self.cursor.peek()? {
            b',' => self.cursor.go(1).map(|()| true),
            byte if byte == closer => self.cursor.go(1).map(|()| false),
            _ => None,
        }
    }

    /// `name=` in front of an argument of Python.
    fn argument_name(&mut self) -> Option<Option<Span>> {
        let start = self.cursor;
        let length = self.cursor.word();
        if length == 0 || !self.python() {
            return Some(None);
        }
        self.cursor.go(length)?;
        let name = Span::new(start.at, self.cursor.at);
        self.blanks()?;
        if self.cursor.sees("=") && !self.cursor.sees("==") {
            self.cursor.go(1)?;
            return Some(Some(name));
        }
        self.cursor.at = start.at;
        Some(None)
    }

    /// Passes over `for … in …` up to the closing bracket, which is left.
    pub(super) fn comprehension(&mut self, closer: u8) -> Option<bool> {
        self.blanks()?;
        let word = self.cursor.rest().get(..self.cursor.word()).unwrap_or("");
        if !matches!(word, "for" | "async") {
            return Some(false);
        }
        self.cursor.balanced(closer)?;
        self.cursor.at -= 1;
        Some(true)
    }

    /// An item of a list or an argument: an expression, or a spread one.
    pub(super) fn item(&mut self) -> Option<Expr> {
        self.blanks()?;
        let start = self.cursor.at;
        let marks: &[&str] = if self.python() { &["**", "*"] } else { &["..."] };
        if marks.iter().any(|mark| self.cursor.takes(mark)) {
            let value = self.expression()?;
            return Some(Expr::new(start, value.span.end, Node::Spread(Box::new(value))));
        }
        self.expression()
    }

    /// One expression.
    pub fn expression(&mut self) -> Option<Expr> {
        self.level += 1;
        if self.level > LEVELS {
            self.deep = true;
            return None;
        }
        let first = self.operand()?;
        let start = first.span.start;
        let mut end = first.span.end;
        let mut all = vec![first];
        let mut sum = true;
        while let Some(operator) = self.operator()? {
            sum &= operator == "+";
            if operator == "?" {
                // Which of the two is taken is not known.
                self.expression()?;
                self.cursor.blanks(true)?;
                if !self.cursor.takes(":") {
                    return None;
                }
                end = self.expression()?.span.end;
                continue;
            }
            let next = self.operand()?;
            end = next.span.end;
            all.push(next);
        }
        self.level -= 1;
        if sum && all.len() == 1 {
            return all.pop();
        }
        let texts = sum && all.iter().any(|part| matches!(part.node, Node::Text(_)));
        let node = if texts { Node::Sum(all) } else { Node::Other };
        Some(Expr::new(start, end, node))
    }

    /// Takes an operator between two operands.
    fn operator(&mut self) -> Option<Option<&'static str>> {
        const WORDS: &[&str] = &["and", "or", "in", "not", "is", "if", "else", "instanceof"];
        const SIGNS: &[&str] = &[
            "===", "!==", "**", "//", "&&", "||", "??", "==", "!=", "<=", ">=", "<<", ">>", "+", "-", "*", "/", "%",
            "&", "|", "^", "<", ">", "?",
        ];
        let before = self.cursor.at;
        self.blanks()?;
        if self.depth == 0 && !self.python() {
            // A statement of JavaScript goes on where the next line begins with an operator.
            let mut ahead = self.cursor;
            ahead.blanks(true)?;
            if ahead.sees("+ ") {
                self.cursor = ahead;
            }
        }
        let word = self.cursor.rest().get(..self.cursor.word()).unwrap_or("");
        if let Some(found) = WORDS.iter().find(|known| **known == word) {
            self.cursor.go(found.len())?;
            if matches!(*found, "not" | "is") {
                self.cursor.blanks(true)?;
                let _ = self.cursor.takes("in ") || self.cursor.takes("not ");
            }
            return Some(Some(found));
        }
        if word == "as" || word == "satisfies" {
            if self.python() {
                self.cursor.at = before;
                return Some(None);
            }
            self.cursor.go(word.len())?;
            self.type_name()?;
            return self.operator();
        }
        let sign = SIGNS.iter().find(|sign| self.cursor.sees(sign)).copied();
        match sign {
            Some("?") if self.python() => None,
            Some(sign) => {
                self.cursor.go(sign.len())?;
                Some(Some(sign))
            }
            None => {
                self.cursor.at = before;
                Some(None)
            }
        }
    }

    /// Passes over the name of a type: `const`, `Foo.Bar[]`, `Record<string, unknown>`.
    fn type_name(&mut self) -> Option<()> {
        self.blanks()?;
        loop {
            let length = self.cursor.word();
            self.cursor.go(length)?;
            match self.cursor.peek() {
                Some(b'.') => self.cursor.go(1)?,
                Some(b'[') => {
                    self.cursor.go(1)?;
                    self.cursor.balanced(b']')?;
                }
                Some(b'<') => {
                    let rest = self.cursor.rest();
                    let end = rest.bytes().take(200).position(|b| b == b'>')?;
                    self.cursor.go(end + 1)?;
                }
                _ => return Some(()),
            }
            if self.cursor.word() == 0 && !matches!(self.cursor.peek(), Some(b'.' | b'[' | b'<')) {
                return Some(());
            }
        }
    }

    /// A value with signs in front and calls, members and the like behind.
    fn operand(&mut self) -> Option<Expr> {
        let mut sign = false;
        let mut other = false;
        let start = loop {
            self.cursor.blanks(true)?;
            let at = self.cursor.at;
            let word = self.cursor.rest().get(..self.cursor.word()).unwrap_or("");
            match word {
                "await" | "new" => self.cursor.go(word.len())?,
                "not" | "typeof" | "void" | "yield" | "delete" => {
                    other = true;
                    self.cursor.go(word.len())?;
                }
                "" if matches!(self.cursor.peek(), Some(b'-' | b'+')) => {
                    sign = true;
                    self.cursor.go(1)?;
                }
                "" if matches!(self.cursor.peek(), Some(b'!' | b'~')) => {
                    other = true;
                    self.cursor.go(1)?;
                }
                _ => break at,
            }
            if sign {
                // `-5` is one number; a sign before anything else is arithmetic.
                self.cursor.blanks(true)?;
                if self.cursor.peek().is_some_and(|b| b.is_ascii_digit() || b == b'.') {
                    break at;
                }
                other = true;
            }
        };
        let primary = self.primary(start)?;
        let value = self.behind(primary)?;
        Some(if other { Expr { node: Node::Other, ..value } } else { value })
    }
}
