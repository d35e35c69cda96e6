//! `fetch(…)`, also as browsers copy it, and axios.

use super::build::Draft;
use super::expr::{Arg, Entry, Expr, Node, Parser};
use super::lex::{Cursor, Language};
use super::write::{name, Writer};
use super::Reader;
use crate::request::{Body, Origin, Request};
use crate::span::Span;
use crate::text::{SymbolKind, Traced};

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Program {
    /// `fetch(address, { … })`
    Fetch,
    /// `axios({ … })`, `axios.request({ … })`
    Axios,
    /// `axios.post(address, data, { … })`
    Post,
}

/// Names and what they call.
const PROGRAMS: &[(&str, Program)] = &[
    ("fetch(", Program::Fetch),
    ("axios(", Program::Axios),
    ("axios.request(", Program::Axios),
    ("axios.post(", Program::Post),
];

/// The calls of a paste.
pub fn requests(reader: &Reader<'_>) -> Vec<Request> {
    let paste = reader.paste;
    let mut places: Vec<(usize, &str, Program)> = PROGRAMS
        .iter()
        .flat_map(|(words, program)| paste.match_indices(words).map(|(at, words)| (at, words, *program)))
        .filter(|(at, ..)| begins(paste, *at))
        .collect();
    crate::order::by_key(&mut places, |place| place.0);
    let mut found = Vec::new();
    let mut done = 0;
    for (at, words, program) in places {
        if at < done || found.len() >= super::MOST {
            continue;
        }
        let mut parser = Parser::new(Cursor::new(paste, at + words.len(), Language::JavaScript, reader.fuel));
        let Some(args) = parser.args() else { continue };
        let end = parser.cursor.at;
        let span = Span::new(at, end);
        if let Some(request) = request(reader, program, Span::new(at, at + words.len() - 1), span, &args) {
            done = end;
            found.push(request);
        }
    }
    found
}

/// Whether a word begins here; `window.fetch` is `fetch`, `prefetch` and `client.fetch` are not.
fn begins(paste: &str, at: usize) -> bool {
    let before = paste.get(..at).unwrap_or("");
    match before.chars().next_back() {
        Some('.') => ["window.", "globalThis.", "self."].iter().any(|owner| before.ends_with(owner)),
        Some(c) => !(c.is_alphanumeric() || matches!(c, '_' | '$')),
        None => true,
    }
}

fn request(reader: &Reader<'_>, program: Program, word: Span, span: Span, args: &[Arg]) -> Option<Request> {
    let paste = reader.paste;
    let mut writer = Writer::new(paste, reader.names(), Language::JavaScript);
    let mut draft = Draft::new(Origin::Fetch, word, span);
    let argument = |index: usize| args.get(index).map(|arg| &arg.value);
    let (address, data, options) = match program {
        Program::Fetch => (argument(0), None, argument(1)),
        Program::Axios => (None, None, argument(0)),
        Program::Post => (argument(0), argument(1), argument(2)),
    };
    let options = options.map(|options| writer.resolved(options));
    let entries: &[Entry] = options.as_ref().and_then(Expr::entries).unwrap_or(&[]);
    let known = options.as_ref().is_none_or(|options| options.entries().is_some());
    let open = !known || entries.iter().any(|entry| name(&entry.key, paste).is_none());
    let option = |key: &str| entries.iter().find(|entry| name(&entry.key, paste) == Some(key));
    let address = address.or(option("url").map(|entry| &entry.value))?;
    draft.url = writer.plain(address);
    draft.method = match option("method") {
        Some(entry) => {
            let typed = writer.plain(&entry.value);
            // Whatever the case, it is sent in capitals.
            let upper = typed.as_str().to_ascii_uppercase();
            if typed.symbols().is_empty() && upper != typed.as_str() {
                Traced::replaced(&upper, typed.whole())
            } else {
                typed
            }
        }
        None if program == Program::Post => Traced::replaced("POST", Span::at(word.end)),
        None if open => {
            let mut unknown = Traced::new();
            unknown.push_symbol("${method}", "method", SymbolKind::Expression, span);
            unknown
        }
        None => Traced::replaced("GET", Span::at(word.end)),
    };
    if let Some(entry) = option("headers") {
        draft.headers(&mut writer, &entry.value);
    }
    if open {
        draft.hidden(options.as_ref().map_or(span, |options| options.span));
    }
    let data = data.or(option(if program == Program::Fetch { "body" } else { "data" }).map(|entry| &entry.value));
    if let Some(data) = data.filter(|data| !matches!(data.node, Node::Word(_))) {
        let text = draft.content(&mut writer, data, program != Program::Fetch);
        let kind = match (program, text) {
            (Program::Fetch, true) => Some("text/plain;charset=UTF-8"),
            (Program::Fetch, false) => None,
            (_, true) => Some("application/x-www-form-urlencoded"),
            (_, false) => Some("application/json"),
        };
        if draft.headers.iter().all(|header| !header.is("content-type")) {
            if let Some(kind) = kind {
                draft.implied("content-type", |value| value.push_replaced(kind, data.span));
            }
        }
    } else if open {
        let mut unknown = Traced::new();
        unknown.push_symbol("${body}", "body", SymbolKind::Expression, span);
        draft.body = Body::Text(unknown);
    }
    draft.uses(&writer.used, None);
    draft.concerns_claude().then(|| draft.finish(paste))
}
