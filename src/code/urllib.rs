//! Python's urllib: `Request(address, data=…, headers={…})`, what it is given later, and `urlopen`.

use super::build::Draft;
use super::expr::{Arg, Expr, Node};
use super::lex::Language;
use super::made::{name_of, uses};
use super::place::{all, Place};
use super::write::Writer;
use super::Reader;
use crate::request::{Body, Origin, Request};
use crate::span::Span;

/// The content type that urllib sets where none is given.
const FORM: &str = "application/x-www-form-urlencoded";
/// Contexts that check no certificate.
const UNCHECKED: &str = "_create_unverified_context";

/// The request of a call, if it is one of urllib's.
pub fn request(reader: &Reader<'_>, place: &Place<'_>) -> Option<(Request, usize)> {
    let paste = reader.paste;
    let own = matches!(place.owner(), "") || place.owner().starts_with("urllib") || place.holder() == "request";
    if !own || !reader.words().urllib {
        return None;
    }
    let (args, end) = reader.args(place.args, Language::Python)?;
    let mut writer = Writer::new(paste, reader.names(), Language::Python);
    let mut draft = Draft::new(Origin::PythonHttp, place.program, Span::new(place.program.start, end));
    let opens = place.name() == "urlopen";
    let address = argument(&args, paste, "url", 0)?;
    draft.url = writer.plain(address);
    // A request that is opened is read where it is made.
    if opens && !matches!(writer.resolved(address).node, Node::Text(_) | Node::Sum(_)) {
        return None;
    }
    let thing = if opens { "" } else { name_of(paste, place.program.start, end) };
    let mut data = argument(&args, paste, "data", 1).cloned();
    if let Some(headers) = argument(&args, paste, "headers", 2).filter(|_| !opens) {
        draft.headers(&mut writer, headers);
    }
    if args.iter().any(|arg| matches!(arg.value.node, Node::Spread(_))) {
        draft.hidden(place.program);
    }
    draft.insecure = unchecked(&args, paste);
    let mut verb = argument(&args, paste, "method", 5).filter(|_| !opens).map(|method| writer.plain(method));
    let mut unknown = false;
    for used in uses(reader, thing, end, MEMBERS) {
        let called = used.args(reader, Language::Python);
        match (used.member, called.as_ref().map(|(args, _)| args.as_slice())) {
            ("add_header" | "add_unredirected_header", Some([key, value])) => {
                let (key, value) = (writer.plain(&key.value), writer.plain(&value.value));
                draft.header(key, value);
            }
            ("data" | "add_data", _) => unknown = true,
            ("method" | "get_method", _) => verb = Some(super::build::symbol("${method}", "method", used.span)),
            _ => draft.hidden(used.span),
        }
        if let Some((_, behind)) = called {
            draft.span.end = draft.span.end.max(behind);
        }
    }
    // `urlopen(request, data)`
    if let Some((args, behind)) = opened(reader, thing, end) {
        data = argument(&args, paste, "data", 1).cloned().or(data);
        draft.insecure = draft.insecure.or_else(|| unchecked(&args, paste));
        draft.span.end = draft.span.end.max(behind);
    }
    let data = data.filter(|data| !matches!(data.node, Node::Word(_)));
    if let Some(data) = &data {
        draft.content(&mut writer, data, false);
    }
    if unknown {
        draft.unknown_body(draft.span);
    }
    let sends = draft.body != Body::None;
    if sends {
        draft.added_type(FORM, data.map_or(place.program, |data| data.span));
    }
    match verb {
        Some(verb) => draft.method = verb,
        None if sends => draft.default_verb("POST", "a POST because of the data"),
        None => draft.default_verb("GET", "a GET because there is no data"),
    }
    draft.uses(&writer.used, None);
    draft.concerns_claude().then(|| (draft.finish(paste), end))
}

/// What can be done with a request before it is sent.
const MEMBERS: &[&str] =
    &["add_header", "add_unredirected_header", "data", "add_data", "method", "get_method", "headers"];

/// An argument by its name or, without one, by its place.
fn argument<'e>(args: &'e [Arg], paste: &str, name: &str, place: usize) -> Option<&'e Expr> {
    let named = args.iter().find(|arg| arg.name.is_some_and(|given| given.of(paste) == name));
    let plain = |arg: &&Arg| arg.name.is_none() && !matches!(arg.value.node, Node::Spread(_));
    named.or_else(|| args.iter().filter(plain).nth(place)).map(|arg| &arg.value)
}

/// Where certificate checks are off.
fn unchecked(args: &[Arg], paste: &str) -> Option<Span> {
    let off = |arg: &&Arg| arg.value.span.of(paste).contains(UNCHECKED);
    args.iter().find(off).map(|arg| arg.value.span)
}

/// The call of `urlopen` that sends the request of that name.
fn opened(reader: &Reader<'_>, thing: &str, from: usize) -> Option<(Vec<Arg>, usize)> {
    let paste = reader.paste;
    let behind = paste.get(from..).filter(|rest| !thing.is_empty() && reader.spend(rest.len().min(FAR)))?;
    let near = crate::text::head(behind, FAR);
    let places = all(near, &["urlopen", "open"]).map(|place| from + place.args);
    let (args, end) = places
        .filter_map(|at| reader.args(at, Language::Python))
        .find(|(args, _)| args.first().is_some_and(|arg| super::place::last(arg.value.span.of(paste)) == thing))?;
    Some((args, end))
}

/// How far behind a request (bytes) the call is looked for that sends it.
const FAR: usize = 20_000;
