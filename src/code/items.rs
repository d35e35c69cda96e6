//! HTTPie's items: `Header:value`, `name=text`, `name:=json`, `list[0][name]=text`.

use crate::shell::Word;
use crate::span::Span;
use crate::text::{SymbolKind, Traced};

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `Name:value`
    Header,
    /// `name==value`
    Query,
    /// `name=value`
    Text,
    /// `name:=value`
    Json,
    /// `name=@file`, `name:=@file`
    Embedded,
    /// `name@file`
    File,
}

/// Signs between name and value, longer ones before the shorter ones that they begin with.
const SIGNS: &[(&str, Kind)] = &[
    (":=@", Kind::Embedded),
    (":=", Kind::Json),
    ("==", Kind::Query),
    ("=@", Kind::Embedded),
    ("=", Kind::Text),
    ("@", Kind::File),
    (":", Kind::Header),
    (";", Kind::Header),
];

/// Keys inside each other that are followed.
const DEPTH: usize = 12;
/// Fields of one object that are read.
const MOST: usize = 500;
/// Characters of one text that are escaped one by one.
const MOST_ESCAPES: usize = 5_000;

/// One item.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: Traced,
    /// Its value.
    pub value: Traced,
}

impl Item {
    /// The item that a word is, `None` for one that is none.
    pub fn of(word: &Word) -> Option<Self> {
        let text = word.as_str();
        let bytes = text.as_bytes();
        let mut at = 0;
        let (end, sign, kind) = loop {
            match bytes.get(at)? {
                b'\\' => at += 1,
                b':' | b'=' | b'@' | b';' => {
                    let rest = text.get(at..)?;
                    let (sign, kind) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
                    break (at, *sign, *kind);
                }
                _ => {}
            }
            at += 1;
        };
        let name = word.text.slice(0..end);
        let value = word.text.slice(end + sign.len()..text.len());
        // A blank behind a header's colon, inside quotes, is not part of the value.
        let lead = value.as_str().len() - value.as_str().trim_start().len();
        let value = if kind == Kind::Header { value.slice(lead..value.len()) } else { value };
        Some(Self { kind, name, value })
    }
}

/// The fields of a body, in order.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    members: Vec<(Traced, Node)>,
    last: usize,
}

/// What stands under a key.
#[derive(Clone, Debug)]
enum Node {
    /// JSON.
    Leaf(Traced),
    /// Further keys; of a list if they are numbers or empty.
    Inner(Tree),
}

impl Tree {
    /// Whether there is no field.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Adds an item of the word at `span`.
    pub fn add(&mut self, item: &Item, span: Span) {
        let value = match item.kind {
            Kind::Json => item.value.clone(),
            Kind::Embedded => {
                let mut file = Traced::new();
                let name = item.value.as_str();
                file.push_symbol(&format!("${{{name}}}"), name, SymbolKind::Expression, span);
                file
            }
            _ => string(&item.value),
        };
        let text = item.name.as_str();
        let root = text.find('[').unwrap_or(text.len());
        let mut keys = vec![item.name.slice(0..root)];
        let mut from = root;
        while let Some(open) = text.get(from..).and_then(|rest| rest.starts_with('[').then_some(from + 1)) {
            let Some(length) = text.get(open..).and_then(|rest| rest.find(']')) else { break };
            keys.push(item.name.slice(open..open + length));
            from = open + length + 1;
        }
        keys.truncate(DEPTH);
        self.put(&keys, value);
    }

    fn put(&mut self, keys: &[Traced], value: Traced) {
        let Some((first, rest)) = keys.split_first().filter(|_| self.members.len() < MOST) else { return };
        // `[]` begins a new element of the list.
        let same = |(key, _): &(Traced, Node)| !first.is_empty() && key.as_str() == first.as_str();
        let last = self.members.get(self.last).is_some_and(same).then_some(self.last);
        let index = last.or_else(|| self.members.iter().position(same));
        if rest.is_empty() {
            self.members.push((first.clone(), Node::Leaf(value)));
            self.last = self.members.len() - 1;
            return;
        }
        let index = match index {
            Some(index) if matches!(self.members.get(index), Some((_, Node::Inner(_)))) => index,
            _ => {
                self.members.push((first.clone(), Node::Inner(Self::default())));
                self.members.len() - 1
            }
        };
        self.last = index;
        if let Some((_, Node::Inner(tree))) = self.members.get_mut(index) {
            tree.put(rest, value);
        }
    }

    /// The body that the fields make; brackets that nobody typed stand for `at`.
    pub fn json(&self, at: Span) -> Traced {
        let mut out = Traced::new();
        self.write(&mut out, at);
        out
    }

    fn write(&self, out: &mut Traced, at: Span) {
        let number = |key: &Traced| key.as_str().bytes().all(|b| b.is_ascii_digit());
        let list = !self.members.is_empty() && self.members.iter().all(|(key, _)| number(key));
        out.push_replaced(if list { "[" } else { "{" }, Span::at(at.end));
        for (index, (key, node)) in self.members.iter().enumerate() {
            if index > 0 {
                out.push_replaced(", ", Span::at(key.whole().start));
            }
            if !list {
                out.append(&string(key));
                out.push_replaced(": ", Span::at(key.whole().end));
            }
            match node {
                Node::Leaf(value) => out.append(value),
                Node::Inner(tree) => tree.write(out, Span::at(key.whole().end)),
            }
        }
        out.push_replaced(if list { "]" } else { "}" }, Span::at(at.end));
    }
}

/// A text as a string of JSON.
fn string(text: &Traced) -> Traced {
    let typed = text.as_str();
    let whole = text.whole();
    let mut out = Traced::replaced("\"", Span::at(whole.start));
    let special = |b: u8| b < b' ' || matches!(b, b'"' | b'\\');
    if typed.bytes().filter(|b| special(*b)).count() > MOST_ESCAPES {
        let mut unknown = Traced::new();
        unknown.push_symbol("${text}", "text", SymbolKind::Expression, whole);
        return unknown;
    }
    let mut copied = 0;
    let mut symbols = text.symbols().iter().peekable();
    let mut skip = 0;
    for (at, c) in typed.char_indices() {
        while let Some(symbol) = symbols.next_if(|symbol| symbol.range.start <= at) {
            skip = skip.max(symbol.range.end);
        }
        if at < skip || !(c < ' ' || matches!(c, '"' | '\\')) {
            continue;
        }
        out.append(&text.slice(copied..at));
        copied = at + 1;
        let escaped = match c {
            '\n' => "\\n".to_owned(),
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            other => format!("\\u{:04x}", u32::from(other)),
        };
        out.push_replaced(&escaped, text.source(at..at + 1));
    }
    out.append(&text.slice(copied..typed.len()));
    out.push_replaced("\"", Span::at(whole.end));
    out
}
