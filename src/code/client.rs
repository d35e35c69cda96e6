//! The clients that a snippet makes: `Anthropic(api_key=…)`, `new AnthropicBedrock({ … })`.

use super::expr::{Entry, Expr, Parser};
use super::lex::{Cursor, Language};
use super::made::{behind, given};
use super::write::{entries, name};
use crate::span::Span;
use std::cell::Cell;

/// Which service a client calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// The Claude API.
    Claude,
    /// Bedrock's own API.
    Bedrock,
    /// The Messages API inside Amazon's cloud.
    Mantle,
    /// Claude Platform on AWS.
    Aws,
    /// Google Vertex AI.
    Vertex,
    /// Microsoft Foundry.
    Foundry,
    /// Another one that is not followed.
    Other,
    /// A client of OpenAI's library.
    OpenAi,
}

/// Classes and the service behind each; with `Async` in front they are the same.
const CLASSES: &[(&str, Service)] = &[
    ("Anthropic", Service::Claude),
    ("AnthropicBedrock", Service::Bedrock),
    ("AnthropicBedrockMantle", Service::Mantle),
    ("AnthropicAWS", Service::Aws),
    ("AnthropicAws", Service::Aws),
    ("AnthropicVertex", Service::Vertex),
    ("AnthropicFoundry", Service::Foundry),
    ("AnthropicGoogleCloud", Service::Other),
    ("OpenAI", Service::OpenAi),
];

/// A client that is made in the paste.
#[derive(Clone, Debug)]
pub struct Client<'a> {
    /// Whom it calls.
    pub service: Service,
    /// The name that it is given, without `self.`; empty where it has none.
    pub name: &'a str,
    /// Its class and arguments.
    pub span: Span,
    /// Its arguments; `None` where they could not be read.
    pub options: Option<Vec<Entry>>,
}

impl Client<'_> {
    /// The value of an argument, by its name in Python or in TypeScript.
    pub fn option(&self, paste: &str, names: &[&str]) -> Option<&Entry> {
        let options = self.options.as_ref()?;
        options.iter().find(|entry| name(&entry.key, paste).is_some_and(|key| names.contains(&key)))
    }

    /// Whether some arguments are not known.
    pub fn open(&self, paste: &str) -> bool {
        self.options.as_ref().is_none_or(|options| options.iter().any(|entry| name(&entry.key, paste).is_none()))
    }
}

/// The most clients that are looked at.
const MOST: usize = 40;

/// All clients that a paste makes, in order.
pub fn find<'a>(paste: &'a str, fuel: &Cell<usize>) -> Vec<Client<'a>> {
    let mut places: Vec<usize> = Vec::new();
    for needle in ["Anthropic", "OpenAI("] {
        places.extend(paste.match_indices(needle).map(|(at, _)| at));
    }
    crate::order::by_key(&mut places, |at| *at);
    let mut found: Vec<Client> = Vec::new();
    for at in places {
        if found.len() >= MOST {
            break;
        }
        if found.last().is_none_or(|last| at >= last.span.end) {
            found.extend(client(paste, at, fuel));
        }
    }
    found
}

fn client<'a>(paste: &'a str, at: usize, fuel: &Cell<usize>) -> Option<Client<'a>> {
    let letters = |c: char| c.is_alphanumeric() || c == '_';
    let before = lead(paste, at);
    let start = at - (before.len() - before.trim_end_matches(letters).len());
    let rest = paste.get(at..)?;
    let end = at + rest.find(|c| !letters(c)).unwrap_or(rest.len());
    let class = paste.get(start..end)?;
    let plain = class.strip_prefix("Async").unwrap_or(class);
    let (_, service) = CLASSES.iter().find(|(name, _)| *name == plain)?;
    let open = paste.get(end..)?;
    let gap = open.len() - open.trim_start_matches([' ', '\n']).len();
    if gap > 40 || !paste.get(end + gap..)?.starts_with('(') {
        return None;
    }
    let before = lead(paste, start);
    let module = before.trim_end_matches(|c| letters(c) || c == '.');
    let from = start - (before.len() - module.len());
    // `class Foo(Anthropic):` and `def f(x: Anthropic)` make none.
    let words = module.trim_end();
    let made = words.ends_with("new");
    let words = words.strip_suffix("new").unwrap_or(words).trim_end();
    let words = words.strip_suffix("await").unwrap_or(words).trim_end();
    let brackets = end + gap + 1;
    let language = language(paste, brackets, made);
    let mut parser = Parser::new(Cursor::new(paste, brackets, language, fuel));
    let args = parser.args();
    let close = args.as_ref().map_or(brackets, |_| parser.cursor.at);
    let options = args.and_then(|args| options(args, brackets, close, language));
    let name = given(words).or_else(|| behind(paste.get(close..).unwrap_or(""))).unwrap_or("");
    Some(Client { service: *service, name, span: Span::new(from, close), options })
}

/// The arguments as entries: those of Python by name, those of JavaScript in one object.
fn options(args: Vec<super::expr::Arg>, open: usize, close: usize, language: Language) -> Option<Vec<Entry>> {
    if language == Language::Python {
        let brackets = Span::new(open - 1, close);
        return Some(entries(&super::expr::Call { name: brackets, brackets, args }));
    }
    match args.as_slice() {
        [] => Some(Vec::new()),
        [only] => only.value.entries().map(<[Entry]>::to_vec),
        _ => None,
    }
}

/// JavaScript makes its clients with `new`, from an object.
fn language(paste: &str, at: usize, made: bool) -> Language {
    let rest = paste.get(at..).unwrap_or("").trim_start();
    if made || rest.starts_with('{') {
        Language::JavaScript
    } else {
        Language::Python
    }
}

/// What stands in front on the same line, at most 200 bytes of it.
fn lead(paste: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(200);
    while !paste.is_char_boundary(from) {
        from += 1;
    }
    let before = paste.get(from..at).unwrap_or("");
    before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..).unwrap_or("")
}

/// The value of an entry, if it is not `None` or `null`.
pub fn given_value(entry: Option<&Entry>) -> Option<&Expr> {
    entry.map(|entry| &entry.value).filter(|value| value.node != super::expr::Node::Word("null"))
}
