//! Python's requests, httpx and aiohttp.

use super::build::Draft;
use super::expr::{Arg, Expr, Node, Parser};
use super::lex::{Cursor, Language};
use super::write::Writer;
use super::Reader;
use crate::request::{Origin, Request};
use crate::span::Span;
use crate::text::Traced;

/// Names of the methods that send something, and whether the HTTP method is their first argument.
const METHODS: &[(&str, bool)] = &[(".post(", false), (".request(", true), (".stream(", true)];
/// Modules whose functions send what their arguments say and no more.
const MODULES: &[&str] = &["requests", "httpx"];

/// The calls of a paste.
pub fn requests(reader: &Reader<'_>) -> Vec<Request> {
    let paste = reader.paste;
    let mut places: Vec<(usize, &str, bool)> = METHODS
        .iter()
        .flat_map(|(words, named)| paste.match_indices(words).map(|(at, words)| (at, words, *named)))
        .collect();
    crate::order::by_key(&mut places, |place| place.0);
    let mut found = Vec::new();
    let mut done = 0;
    for (at, words, named) in places {
        if at < done || found.len() >= super::MOST {
            continue;
        }
        let owner = owner(paste, at);
        if owner.is_empty() || owner.of(paste).ends_with("axios") {
            continue;
        }
        let mut parser = Parser::new(Cursor::new(paste, at + words.len(), Language::Python, reader.fuel));
        let Some(args) = parser.args() else { continue };
        let end = parser.cursor.at;
        let program = Span::new(owner.start, at + words.len() - 1);
        if let Some(request) = request(reader, program, owner, end, named, &args) {
            done = end;
            found.push(request);
        }
    }
    found
}

/// What the method belongs to.
fn owner(paste: &str, at: usize) -> Span {
    let mut from = at.saturating_sub(80);
    while !paste.is_char_boundary(from) {
        from += 1;
    }
    let before = paste.get(from..at).unwrap_or("");
    let word = before.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
    Span::new(from + word.len(), at)
}

fn request(
    reader: &Reader<'_>,
    program: Span,
    owner: Span,
    end: usize,
    method_first: bool,
    args: &[Arg],
) -> Option<Request> {
    let paste = reader.paste;
    let mut writer = Writer::new(paste, reader.names(), Language::Python);
    let mut draft = Draft::new(Origin::PythonHttp, program, Span::new(program.start, end));
    let named = |names: &[&str]| {
        args.iter().find(|arg| arg.name.is_some_and(|name| names.contains(&name.of(paste)))).map(|arg| &arg.value)
    };
    let spread = args.iter().any(|arg| matches!(arg.value.node, Node::Spread(_)));
    let mut positional = args.iter().filter(|arg| arg.name.is_none() && !matches!(arg.value.node, Node::Spread(_)));
    let mut next = || positional.next().map(|arg| &arg.value);
    if method_first {
        let method = named(&["method"]).or_else(&mut next)?;
        let typed = writer.plain(method);
        let upper = typed.as_str().to_ascii_uppercase();
        draft.method = if typed.symbols().is_empty() { Traced::replaced(&upper, typed.whole()) } else { typed };
    } else {
        draft.method = Traced::replaced("POST", Span::at(program.end));
    }
    draft.url = writer.plain(named(&["url"]).or_else(&mut next)?);
    if let Some(headers) = named(&["headers"]) {
        draft.headers(&mut writer, headers);
    }
    // A session or a client may have headers of its own.
    if spread || !MODULES.contains(&owner.of(paste)) || named(&["auth", "cookies"]).is_some() {
        draft.hidden(owner);
    }
    let json = named(&["json"]);
    let data = named(&["data", "content", "body"]).or_else(&mut next);
    match (json, data) {
        (Some(json), _) => {
            draft.content(&mut writer, json, true);
            draft.added_type("application/json", json.span);
        }
        (None, Some(data)) => body(&mut draft, &mut writer, data, args),
        (None, None) => {}
    }
    let verify = args.iter().find(|arg| arg.name.is_some_and(|name| name.of(paste) == "verify"));
    draft.insecure = verify.filter(|arg| arg.value.node == Node::Word("false")).map(|arg| arg.value.span);
    draft.uses(&writer.used, None);
    draft.concerns_claude().then(|| draft.finish(paste))
}

/// What `data=` sends: a text as it is, an object as a web form.
fn body(draft: &mut Draft, writer: &mut Writer<'_>, data: &Expr, args: &[Arg]) {
    let text = draft.content(writer, data, true);
    let known = writer.resolved(data);
    if !text && matches!(known.node, Node::Object(_)) {
        let word = args.iter().find(|arg| arg.value.span == data.span).and_then(|arg| arg.name);
        draft.form = true;
        draft.added_type("application/x-www-form-urlencoded", word.unwrap_or(data.span));
    }
}
