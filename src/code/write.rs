//! JSON made of literals, each byte with its way back to the snippet.

use super::expr::{Call, Entry, Expr, Key, Node};
use super::lex::{Holes, Language, Literal};
use super::names::Names;
use crate::span::Span;
use crate::text::{head, SymbolKind, Traced};

/// Names that are looked up for one request.
const MOST_NAMES: usize = 200;
/// Names inside the values of names that are followed.
const MOST_DEPTH: usize = 6;
/// Bytes of an expression that name it.
const MOST_NAME: usize = 60;
/// Calls that only pass their argument on.
const PASSES: &[&str] = &["str", "String", "list", "Array.from"];
/// Ends of the names of types that are written as calls: `MessageParam(role="user", …)`.
const TYPES: &[&str] = &["Param", "Params", "ParamsNonStreaming", "ParamsStreaming", "Request"];

/// Writes values as JSON.
pub struct Writer<'a> {
    /// The paste.
    pub paste: &'a str,
    /// What names stand for.
    pub names: &'a Names<'a>,
    /// The language of the call.
    pub language: Language,
    /// What was written.
    pub out: Traced,
    /// Values of names that were used.
    pub used: Vec<Span>,
    depth: usize,
}

impl<'a> Writer<'a> {
    /// A writer with nothing written.
    pub fn new(paste: &'a str, names: &'a Names<'a>, language: Language) -> Self {
        Self { paste, names, language, out: Traced::new(), used: Vec::new(), depth: 0 }
    }

    /// What a name stands for, or the expression itself.
    pub fn resolved(&mut self, value: &Expr) -> Expr {
        let mut value = value.clone();
        for _ in 0..MOST_DEPTH {
            let known = match &value.node {
                // Each value is copied, so that many names must not stand for one long text.
                Node::Name if self.used.len() < MOST_NAMES => {
                    let name = value.span.of(self.paste);
                    let name = name.strip_prefix("self.").or(name.strip_prefix("this.")).unwrap_or(name);
                    self.names.value(name, value.span.start, self.language)
                }
                _ => None,
            };
            let Some(known) = known else { break };
            self.used.push(known.span);
            value = known;
        }
        value
    }

    /// Writes a value.
    pub fn value(&mut self, value: &Expr) {
        let mut own = None;
        let room = self.out.len() <= 2 * self.paste.len();
        if value.node == Node::Name && self.depth < MOST_DEPTH && room {
            let known = self.resolved(value);
            own = (known.node != Node::Name && known.node != Node::Other).then_some(known);
        }
        let named = own.is_some();
        self.depth += usize::from(named);
        let value = own.as_ref().unwrap_or(value);
        match &value.node {
            Node::Text(literals) => self.text(literals),
            Node::Number => self.number(value.span),
            Node::Word(word) => self.copy(word, value.span),
            Node::List(items) => self.list(value.span, items),
            Node::Object(entries) => self.object(value.span, entries),
            Node::Call(call) => self.call(call, value),
            Node::Env(name) => {
                let name = name.of(self.paste);
                self.symbol(name, SymbolKind::Variable, value.span);
            }
            Node::Sum(parts) => {
                self.out.push_replaced("\"", Span::at(value.span.start));
                for part in parts {
                    let known = self.resolved(part);
                    match &known.node {
                        Node::Text(literals) => literals.iter().for_each(|literal| self.inner(*literal)),
                        _ => self.unknown(part),
                    }
                }
                self.out.push_replaced("\"", Span::at(value.span.end));
            }
            Node::Name | Node::Spread(_) | Node::Other => self.unknown(value),
        }
        self.depth -= usize::from(named);
    }

    fn call(&mut self, call: &Call, value: &Expr) {
        let name = call.name.of(self.paste);
        let last = name.rsplit('.').next().unwrap_or(name);
        let named = !call.args.is_empty() && call.args.iter().all(|arg| arg.name.is_some());
        let model = last.starts_with(char::is_uppercase) && TYPES.iter().any(|end| last.ends_with(end));
        match call.args.as_slice() {
            _ if named && (last == "dict" || model) => {
                let entries = entries(call);
                self.object(call.brackets, &entries);
            }
            [only] if only.name.is_none() && PASSES.contains(&name) => {
                let value = only.value.clone();
                self.value(&value);
            }
            _ => self.unknown(value),
        }
    }

    /// Writes a value that is not known.
    pub fn unknown(&mut self, value: &Expr) {
        let text = value.span.of(self.paste);
        let short: String = head(text, MOST_NAME)
            .chars()
            .map(|c| match c {
                '"' | '\\' => '\'',
                c if c.is_control() => ' ',
                c => c,
            })
            .collect();
        let plain = matches!(value.node, Node::Name);
        let kind = if plain { SymbolKind::Variable } else { SymbolKind::Expression };
        let dots = if short.len() < text.len() { "…" } else { "" };
        self.symbol(&format!("{short}{dots}"), kind, value.span);
    }

    fn symbol(&mut self, name: &str, kind: SymbolKind, span: Span) {
        self.out.push_symbol(&format!("${{{name}}}"), name, kind, span);
    }

    /// Writes `text`, which stands at `span` as it is or in another form.
    fn copy(&mut self, text: &str, span: Span) {
        if span.of(self.paste) == text {
            self.out.push_verbatim(text, span.start);
        } else {
            self.out.push_replaced(text, span);
        }
    }

    fn number(&mut self, span: Span) {
        let typed = span.of(self.paste);
        let mut text = typed.replace(['_', ' '], "");
        let digits = text.trim_start_matches('+').trim_end_matches('n');
        text = match digits.strip_prefix('.') {
            Some(fraction) => format!("0.{fraction}"),
            None => digits.to_owned(),
        };
        if text.ends_with('.') {
            text.push('0');
        }
        if is_number(&text) {
            self.copy(&text, span);
        } else {
            self.unknown(&Expr { span, node: Node::Other });
        }
    }

    fn list(&mut self, span: Span, items: &[Expr]) {
        self.edge("[", Span::new(span.start, span.start + 1));
        let mut last: Option<Span> = None;
        for item in items {
            self.between(last, item.span.start);
            match &item.node {
                // Nothing is known of what a spread list holds, nor of what follows from it.
                Node::Spread(inner) => self.unknown(inner),
                _ => self.value(item),
            }
            last = Some(item.span);
        }
        self.edge("]", Span::new(span.end.saturating_sub(1), span.end));
    }

    /// Writes a bracket that stands at `span`, perhaps as another one.
    pub fn edge(&mut self, text: &str, span: Span) {
        self.copy(text, span);
    }

    /// Writes the comma between two things; it stands for all that is between them.
    fn between(&mut self, last: Option<Span>, next: usize) {
        if let Some(last) = last {
            self.out.push_replaced(", ", Span::new(last.end, next.max(last.end)));
        }
    }

    /// Writes an object in the brackets `span`.
    pub fn object(&mut self, span: Span, entries: &[Entry]) {
        self.edge("{", Span::new(span.start, span.start + 1));
        self.members(entries, |_| true, false);
        self.edge("}", Span::new(span.end.saturating_sub(1), span.end));
    }

    /// Writes the members that are wanted; `more` says whether some stand before. Whether any was written.
    pub fn members(&mut self, entries: &[Entry], wanted: impl Fn(&str) -> bool, more: bool) -> bool {
        let mut last: Option<Span> = None;
        let mut some = more;
        for (index, entry) in entries.iter().enumerate() {
            if !name(&entry.key, self.paste).is_none_or(&wanted) {
                continue;
            }
            if some {
                // What stands between this and the last one that is written may hold some that are not.
                let from = last.map_or(entry.span.start, |last| last.end);
                let near =
                    index.checked_sub(1).and_then(|i| entries.get(i)).is_some_and(|before| before.span.end == from);
                let from = if near { from } else { entry.span.start };
                self.out.push_replaced(", ", Span::new(from, entry.span.start));
            }
            some = true;
            self.member(entry);
            last = Some(entry.span);
        }
        some
    }

    fn member(&mut self, entry: &Entry) {
        match &entry.key {
            Key::Name(span) => {
                self.out.push_replaced("\"", Span::at(span.start));
                self.out.push_verbatim(span.of(self.paste), span.start);
                self.out.push_replaced("\"", Span::at(span.end));
                // In a shorthand (`{messages}`) key and value are the same word.
                let gap = Span::new(span.end, entry.value.span.start.max(span.end));
                self.out.push_replaced(": ", gap);
            }
            Key::Text(literals) => {
                self.text(literals);
                let end = literals.last().map_or(entry.span.start, |literal| literal.span.end);
                self.out.push_replaced(": ", Span::new(end, entry.value.span.start.max(end)));
            }
            Key::Unknown => {
                let value = match &entry.value.node {
                    Node::Spread(inner) => {
                        let known = self.resolved(inner);
                        if let Some(entries) = known.entries().filter(|entries| !entries.is_empty()) {
                            self.members(entries, |_| true, false);
                            return;
                        }
                        (**inner).clone()
                    }
                    _ => Expr { span: entry.span, node: Node::Other },
                };
                self.unknown(&value);
                return;
            }
        }
        self.value(&entry.value);
    }

    /// The text of a key, as a header's name.
    pub fn key(&mut self, key: &Key) -> Traced {
        match key {
            Key::Name(span) => Traced::verbatim(span.of(self.paste), span.start),
            Key::Text(literals) => {
                let span = literals.first().map_or(Span::default(), |literal| literal.span);
                self.plain(&Expr { span, node: Node::Text(literals.clone()) })
            }
            Key::Unknown => Traced::new(),
        }
    }

    /// Writes a string.
    fn text(&mut self, literals: &[Literal]) {
        let (Some(first), Some(last)) = (literals.first(), literals.last()) else { return };
        self.copy("\"", Span::new(first.span.start, first.inner.start));
        for literal in literals {
            self.inner(*literal);
        }
        self.copy("\"", Span::new(last.inner.end, last.span.end));
    }

    /// Writes what a string holds, as JSON.
    fn inner(&mut self, literal: Literal) {
        let mut pieces = super::text::Pieces::new(self.paste, literal);
        while let Some(piece) = pieces.next_piece() {
            super::text::json(&mut self.out, self.paste, &piece);
        }
    }

    /// The text that a value is, unescaped, with symbols for what is not known.
    pub fn plain(&mut self, value: &Expr) -> Traced {
        let value = self.resolved(value);
        let parts = match &value.node {
            Node::Sum(parts) => parts.clone(),
            _ => vec![value],
        };
        let out = std::mem::take(&mut self.out);
        for part in &parts {
            let part = self.resolved(part);
            match &part.node {
                Node::Text(literals) => {
                    for literal in literals {
                        let mut pieces = super::text::Pieces::new(self.paste, *literal);
                        while let Some(piece) = pieces.next_piece() {
                            super::text::plain(&mut self.out, self.paste, &piece);
                        }
                    }
                }
                Node::Number | Node::Word(_) => self.value(&part),
                Node::Env(name) => {
                    let name = name.of(self.paste);
                    self.symbol(name, SymbolKind::Variable, part.span);
                }
                _ => self.unknown(&part),
            }
        }
        std::mem::replace(&mut self.out, out)
    }
}

/// Whether a text is a number of JSON.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let plain = whole == "0" || !whole.starts_with('0');
    plain && digits(whole) && digits(fraction) && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

/// The arguments of a call as entries of an object.
pub fn entries(call: &Call) -> Vec<Entry> {
    let entry = |arg: &super::expr::Arg| {
        let span = Span::new(arg.name.map_or(arg.value.span.start, |name| name.start), arg.value.span.end);
        Entry { span, key: arg.name.map_or(Key::Unknown, Key::Name), value: arg.value.clone() }
    };
    call.args.iter().map(entry).collect()
}

/// The name of a key, if it is known.
pub fn name<'a>(key: &Key, paste: &'a str) -> Option<&'a str> {
    match key {
        Key::Name(span) => Some(span.of(paste)),
        Key::Text(literals) => match literals.as_slice() {
            [only] if only.holes == Holes::None => Some(only.inner.of(paste)),
            _ => None,
        },
        Key::Unknown => None,
    }
}
