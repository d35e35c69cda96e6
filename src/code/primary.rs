//! The values of which expressions are made: strings, numbers, names, lists, objects, functions.

use super::expr::{Arg, Call, Entry, Expr, Key, Node, Parser};
use super::lex::{Cursor, Language};
use crate::span::Span;
use std::cell::Cell;

/// The longest list (bytes) of an arrow function's arguments: brackets inside each other are looked through anew
/// from each of them.
const ARGUMENTS: usize = 600;

/// What gives an environment variable, by its name as a subscript or argument.
const ENVIRONMENTS: &[&str] = &[
    "os.environ",
    "environ",
    "process.env",
    "import.meta.env",
    "Bun.env",
    "os.environ.get",
    "environ.get",
    "os.getenv",
    "getenv",
    "Deno.env.get",
    "userdata.get",
];

impl Parser<'_> {
    /// A value; `start` is where its sign stands, if it has one.
    pub(super) fn primary(&mut self, start: usize) -> Option<Expr> {
        if let Some(first) = self.cursor.string()? {
            let mut all = vec![first];
            let mut end = self.cursor.at;
            // Python joins literals that follow one another.
            while self.cursor.language == Language::Python {
                self.blanks()?;
                let Some(next) = self.cursor.string()? else { break };
                end = self.cursor.at;
                all.push(next);
            }
            self.cursor.at = end;
            return Some(expr(start, end, Node::Text(all)));
        }
        match self.cursor.peek()? {
            b'(' => self.parenthesis(start),
            b'[' => {
                self.cursor.go(1)?;
                self.list(start, b']')
            }
            b'{' => {
                self.cursor.go(1)?;
                self.object(start)
            }
            b'0'..=b'9' => self.number(start),
            b'.' if self.cursor.takes("...") => Some(expr(start, self.cursor.at, Node::Other)),
            b'.' => self.number(start),
            _ if self.cursor.takes("…") => Some(expr(start, self.cursor.at, Node::Other)),
            _ => self.name(start),
        }
    }

    fn number(&mut self, start: usize) -> Option<Expr> {
        let rest = self.cursor.rest().as_bytes();
        let part = |index: usize, byte: u8| {
            let exponent = index.checked_sub(1).and_then(|i| rest.get(i)).is_some_and(|b| matches!(b, b'e' | b'E'));
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') || exponent && matches!(byte, b'+' | b'-')
        };
        let length = rest.iter().enumerate().take_while(|(index, byte)| part(*index, **byte)).count();
        if !rest.get(..length)?.iter().any(u8::is_ascii_digit) {
            return None;
        }
        self.cursor.go(length)?;
        Some(expr(start, self.cursor.at, Node::Number))
    }

    /// `( … )`: a value in brackets, a tuple, or the arguments of an arrow function.
    fn parenthesis(&mut self, start: usize) -> Option<Expr> {
        if self.cursor.language == Language::JavaScript {
            if let Some(end) = self.arrow() {
                self.cursor.at = end;
                return self.body_of_arrow(start);
            }
        }
        self.cursor.go(1)?;
        let tuple = self.list(start, b')')?;
        let Node::List(mut items) = tuple.node else { return Some(tuple) };
        let comma = self.cursor.paste.get(..self.cursor.at - 1)?.trim_end().ends_with(',');
        match items.pop() {
            // A name or a text stays what it is in brackets.
            Some(only) if items.is_empty() && !comma => {
                let span = if only.node == Node::Other { tuple.span } else { only.span };
                Some(Expr { span, ..only })
            }
            last => {
                items.extend(last);
                Some(Expr { node: Node::List(items), ..tuple })
            }
        }
    }

    /// Behind the `=>` of the arrow function whose arguments begin here, if it is one.
    fn arrow(&self) -> Option<usize> {
        let few = Cell::new(ARGUMENTS.min(self.cursor.fuel.get()));
        let whole = few.get();
        let mut ahead = Cursor { fuel: &few, ..self.cursor };
        let read = ahead.go(1).and_then(|()| ahead.balanced(b')')).and_then(|()| ahead.blanks(true));
        let arrow = read.is_some() && ahead.takes("=>");
        self.cursor.fuel.set(self.cursor.fuel.get() + few.get() - whole);
        arrow.then_some(ahead.at)
    }

    /// What an arrow function does.
    fn body_of_arrow(&mut self, start: usize) -> Option<Expr> {
        self.cursor.blanks(true)?;
        if self.cursor.takes("{") {
            self.cursor.balanced(b'}')?;
        } else {
            self.expression()?;
        }
        Some(expr(start, self.cursor.at, Node::Other))
    }

    fn list(&mut self, start: usize, closer: u8) -> Option<Expr> {
        self.enter();
        let mut items = Vec::new();
        let mut known = true;
        loop {
            self.blanks()?;
            if self.cursor.peek()? == closer {
                self.cursor.go(1)?;
                break;
            }
            items.push(self.item()?);
            known &= !self.comprehension(closer)?;
            if !self.comma(closer)? {
                break;
            }
        }
        self.leave();
        let node = if known { Node::List(items) } else { Node::Other };
        Some(expr(start, self.cursor.at, node))
    }

    fn object(&mut self, start: usize) -> Option<Expr> {
        self.enter();
        let mut entries = Vec::new();
        let mut known = true;
        loop {
            self.blanks()?;
            if self.cursor.takes("}") {
                break;
            }
            match self.entry()? {
                Some(entry) => entries.push(entry),
                None => known = false,
            }
            known &= !self.comprehension(b'}')?;
            if !self.comma(b'}')? {
                break;
            }
        }
        self.leave();
        let node = if known { Node::Object(entries) } else { Node::Other };
        Some(expr(start, self.cursor.at, node))
    }

    /// An entry of an object; inner `None` for an element of a set.
    fn entry(&mut self) -> Option<Option<Entry>> {
        let start = self.cursor.at;
        let unknown = |value: Expr| {
            let span = Span::new(start, value.span.end);
            Some(Some(Entry { span, key: Key::Unknown, value }))
        };
        match self.cursor.language {
            Language::Python => {
                let key = self.item()?;
                if matches!(key.node, Node::Spread(_)) {
                    return unknown(key);
                }
                self.blanks()?;
                if !self.cursor.takes(":") {
                    return Some(None);
                }
                let value = self.expression()?;
                let span = Span::new(start, value.span.end);
                let key = match key.node {
                    Node::Text(literals) => Key::Text(literals),
                    _ => Key::Unknown,
                };
                Some(Some(Entry { span, key, value }))
            }
            Language::JavaScript => {
                if self.cursor.sees("...") {
                    return unknown(self.item()?);
                }
                let key = self.key()?;
                self.blanks()?;
                if self.cursor.takes(":") {
                    let value = self.expression()?;
                    let span = Span::new(start, value.span.end);
                    return Some(Some(Entry { span, key, value }));
                }
                let end = self.cursor.at;
                match key {
                    Key::Name(name) if matches!(self.cursor.peek()?, b',' | b'}') => {
                        let value = Expr { span: name, node: Node::Name };
                        Some(Some(Entry { span: name, key, value }))
                    }
                    // A method: `run(input) { … }`, `async run…`, `get x() …`
                    _ => {
                        let word = self.cursor.word();
                        self.cursor.go(word)?;
                        self.blanks()?;
                        if !self.cursor.takes("(") {
                            return None;
                        }
                        self.cursor.balanced(b')')?;
                        let rest = self.cursor.rest();
                        let brace = rest.bytes().take(200).position(|b| b == b'{')?;
                        self.cursor.go(brace + 1)?;
                        self.cursor.balanced(b'}')?;
                        let value = expr(end, self.cursor.at, Node::Other);
                        Some(Some(Entry { span: Span::new(start, self.cursor.at), key, value }))
                    }
                }
            }
        }
    }

    fn key(&mut self) -> Option<Key> {
        if let Some(literal) = self.cursor.string()? {
            return Some(Key::Text(vec![literal]));
        }
        let start = self.cursor.at;
        if self.cursor.takes("[") {
            self.cursor.balanced(b']')?;
            return Some(Key::Unknown);
        }
        let word = self.cursor.word();
        self.cursor.go(word)?;
        (word > 0).then(|| Key::Name(Span::new(start, self.cursor.at)))
    }

    /// A name with its dots, a word of the language, or a function.
    fn name(&mut self, start: usize) -> Option<Expr> {
        let word = self.cursor.rest().get(..self.cursor.word()).unwrap_or("");
        if word.is_empty() {
            return None;
        }
        let from = self.cursor.at;
        self.cursor.go(word.len())?;
        match word {
            "True" | "true" => return Some(expr(start, self.cursor.at, Node::Word("true"))),
            "False" | "false" => return Some(expr(start, self.cursor.at, Node::Word("false"))),
            "None" | "null" => return Some(expr(start, self.cursor.at, Node::Word("null"))),
            "lambda" => {
                let rest = self.cursor.rest();
                let colon = rest.bytes().take(400).position(|b| b == b':')?;
                self.cursor.go(colon + 1)?;
                self.expression()?;
                return Some(expr(start, self.cursor.at, Node::Other));
            }
            "function" | "async" if self.cursor.language == Language::JavaScript => return self.function(start),
            // `import.meta.env` is a value.
            "import" if self.cursor.sees(".meta") => {}
            "for" | "while" | "return" | "import" | "from" | "def" | "class" | "const" | "let" | "var" => return None,
            _ => {}
        }
        loop {
            // `a.b`, `a?.b`, `a!.b`
            let mut ahead = self.cursor;
            ahead.blanks(true)?;
            let _ = ahead.takes("?") || ahead.takes("!");
            if !ahead.takes(".") {
                break;
            }
            let _ = ahead.takes("#");
            let length = ahead.word();
            if length == 0 {
                break;
            }
            ahead.go(length)?;
            self.cursor = ahead;
        }
        let path = Span::new(from, self.cursor.at);
        let text = path.of(self.cursor.paste);
        if let Some((head, last)) = text.rsplit_once('.') {
            if matches!(head, "process.env" | "import.meta.env" | "Bun.env") {
                let name = Span::new(path.end - last.len(), path.end);
                return Some(expr(from, path.end, Node::Env(name)));
            }
        }
        if self.cursor.language == Language::JavaScript {
            let mut ahead = self.cursor;
            ahead.blanks(false)?;
            if ahead.takes("=>") {
                self.cursor = ahead;
                return self.body_of_arrow(start);
            }
        }
        Some(expr(from, path.end, Node::Name))
    }

    /// `function (…) { … }`, `async (…) => …`
    fn function(&mut self, start: usize) -> Option<Expr> {
        self.cursor.blanks(true)?;
        let word = self.cursor.word();
        self.cursor.go(word)?;
        self.cursor.blanks(true)?;
        if self.cursor.word() > 0 {
            let word = self.cursor.word();
            self.cursor.go(word)?;
        }
        if !self.cursor.takes("(") {
            return None;
        }
        self.cursor.balanced(b')')?;
        self.cursor.blanks(true)?;
        if self.cursor.takes("=>") {
            return self.body_of_arrow(start);
        }
        let rest = self.cursor.rest();
        let brace = rest.bytes().take(200).position(|b| b == b'{')?;
        self.cursor.go(brace + 1)?;
        self.cursor.balanced(b'}')?;
        Some(expr(start, self.cursor.at, Node::Other))
    }

    /// Calls, members and subscripts behind a value.
    pub(super) fn behind(&mut self, value: Expr) -> Option<Expr> {
        let mut value = value;
        let start = value.span.start;
        loop {
            let mut ahead = self.cursor;
            ahead.blanks(self.lines())?;
            match ahead.peek() {
                Some(b'(') => {
                    self.cursor = ahead;
                    self.cursor.go(1)?;
                    let open = self.cursor.at - 1;
                    let args = self.args()?;
                    let brackets = Span::new(open, self.cursor.at);
                    value = self.called(value, brackets, args);
                }
                Some(b'[') => {
                    self.cursor = ahead;
                    self.cursor.go(1)?;
                    let index = self.subscript(ahead.at)?;
                    let node = self.environment(&value, &index).map_or(Node::Other, Node::Env);
                    value = expr(start, self.cursor.at, node);
                }
                Some(b'.' | b'?') => {
                    let _ = ahead.takes("?");
                    if !ahead.takes(".") || ahead.sees(".") {
                        break;
                    }
                    let length = ahead.word();
                    if length == 0 && !ahead.sees("(") && !ahead.sees("[") {
                        break;
                    }
                    ahead.go(length)?;
                    let name = ahead.paste.get(ahead.at - length..ahead.at).unwrap_or("");
                    self.cursor = ahead;
                    // A text as bytes is still that text.
                    let kept = name == "encode" && matches!(value.node, Node::Text(_) | Node::Call(_));
                    if kept {
                        self.blanks()?;
                        if self.cursor.takes("(") {
                            self.args()?;
                            continue;
                        }
                    }
                    value = expr(start, self.cursor.at, Node::Other);
                }
                // `name!` of TypeScript.
                Some(b'!') if !ahead.sees("!=") && self.cursor.language == Language::JavaScript => {
                    self.cursor = ahead;
                    self.cursor.go(1)?;
                }
                Some(b'`') if matches!(value.node, Node::Name) => {
                    self.cursor = ahead;
                    self.cursor.string()??;
                    value = expr(start, self.cursor.at, Node::Other);
                }
                _ => break,
            }
        }
        Some(value)
    }

    /// What stands in the square brackets that open at `open`: an index, or a slice.
    fn subscript(&mut self, open: usize) -> Option<Expr> {
        let before = self.clone();
        if let Some(index) = self.list(open, b']') {
            return Some(index);
        }
        *self = before;
        self.cursor.balanced(b']')?;
        Some(expr(open, self.cursor.at, Node::Other))
    }

    fn called(&self, value: Expr, brackets: Span, args: Vec<Arg>) -> Expr {
        let start = value.span.start;
        let node = match value.node {
            Node::Name => {
                let list = Expr {
                    span: brackets,
                    node: Node::List(args.iter().map(|arg| arg.value.clone()).take(1).collect()),
                };
                match self.environment(&value, &list) {
                    Some(name) => Node::Env(name),
                    None => Node::Call(Call { name: value.span, brackets, args }),
                }
            }
            _ => Node::Other,
        };
        expr(start, brackets.end, node)
    }

    /// The place of a variable's name, where `value` gives variables and `index` begins with a text.
    fn environment(&self, value: &Expr, index: &Expr) -> Option<Span> {
        let path = value.span.of(self.cursor.paste);
        if value.node != Node::Name || !ENVIRONMENTS.contains(&path) {
            return None;
        }
        let Node::List(items) = &index.node else { return None };
        match &items.first()?.node {
            Node::Text(literals) => literals.first().map(|literal| literal.inner),
            _ => None,
        }
    }
}

fn expr(start: usize, end: usize, node: Node) -> Expr {
    Expr { span: Span::new(start, end), node }
}
