//! Node's `https.request({ hostname, path, … })`, with what is written to it later.

use super::build::{symbol, Draft, DEFAULT};
use super::expr::{Arg, Entry, Expr, Node};
use super::lex::Language;
use super::made::{name_of, uses};
use super::place::Place;
use super::write::{name, Writer};
use super::Reader;
use crate::request::{Origin, Request};
use crate::span::Span;
use crate::text::{tail, Traced};

/// How the address is made of the options.
const ADDRESS: &str = "made of the options";

/// The request of a call, if it is one of Node's.
pub fn request(reader: &Reader<'_>, place: &Place<'_>) -> Option<(Request, usize)> {
    let paste = reader.paste;
    let scheme = scheme(reader, place)?;
    let (args, end) = reader.args(place.args, Language::JavaScript)?;
    let mut writer = Writer::new(paste, reader.names(), Language::JavaScript);
    let mut draft = Draft::new(Origin::Fetch, place.program, Span::new(place.program.start, end));
    let mut values = args.iter().map(|arg| &arg.value).take(2).peekable();
    let is_address =
        |value: &&Expr, writer: &mut Writer<'_>| !matches!(writer.resolved(value).node, Node::Object(_) | Node::Other);
    let address = values.next_if(|value| is_address(value, &mut writer));
    // Behind the options a function may follow.
    let options = values.next().map(|value| writer.resolved(value)).filter(|value| value.node != Node::Other);
    let entries: &[Entry] = options.as_ref().and_then(Expr::entries).unwrap_or(&[]);
    let option = |keys: &[&str]| {
        let named = |entry: &&Entry| name(&entry.key, paste).is_some_and(|key| keys.contains(&key));
        entries.iter().find(named).map(|entry| &entry.value)
    };
    let open = match &options {
        Some(options) => options.entries().is_none_or(|all| all.iter().any(|e| name(&e.key, paste).is_none())),
        None => false,
    };
    match address {
        Some(address) => draft.url = super::fetch::address_of(&mut writer, address),
        None => {
            let parts = [option(&["hostname", "host"]), option(&["port"]), option(&["path"])];
            draft.url = url(&mut writer, scheme, parts, draft.span)?;
            draft.url_rule = ADDRESS;
        }
    }
    match option(&["method"]) {
        Some(method) => draft.verb(writer.plain(method)),
        None if open => draft.unknown_verb(draft.span),
        None => draft.default_verb("GET", DEFAULT),
    }
    if let Some(headers) = option(&["headers"]) {
        draft.headers(&mut writer, headers);
    }
    if open || option(&["auth"]).is_some() {
        draft.hidden(place.program);
    }
    let insecure = option(&["rejectUnauthorized"]).filter(|value| value.node == Node::Word("false"));
    draft.insecure = insecure.map(|value| value.span);
    draft.concerns_claude().then_some(())?;
    written(reader, &mut draft, &mut writer, place, end);
    draft.uses(&writer.used, None);
    Some((draft.finish(paste), end))
}

/// The scheme of the module that is called, if it is one of Node's.
fn scheme(reader: &Reader<'_>, place: &Place<'_>) -> Option<&'static str> {
    match place.path {
        "https.request" | "https.get" => Some("https://"),
        "http.request" | "http.get" => Some("http://"),
        // `import { request } from 'https'`
        "request" if reader.words().node => Some("https://"),
        ".request" | ".get" => {
            let before = tail(reader.paste.get(..place.program.start)?, 40);
            let made = |word: &str| {
                before.ends_with(&format!("require('{word}')")) || before.ends_with(&format!("require(\"{word}\")"))
            };
            (made("https") || made("node:https")).then_some("https://")
        }
        _ => None,
    }
}

/// The address that host, port and path make.
fn url(writer: &mut Writer<'_>, scheme: &str, parts: [Option<&Expr>; 3], call: Span) -> Option<Traced> {
    let [host, port, path] = parts.map(|part| part.map(|part| writer.plain(part)));
    if host.is_none() && path.is_none() {
        return None;
    }
    let host = host.unwrap_or_else(|| symbol("${host}", "host", call));
    let mut url = Traced::replaced(scheme, Span::at(host.whole().start));
    url.append(&host);
    if let Some(port) = port.filter(|port| !matches!(port.as_str(), "443" | "")) {
        url.push_replaced(":", Span::at(port.whole().start));
        url.append(&port);
    }
    if let Some(path) = path {
        url.append(&path);
    }
    Some(url)
}

/// What is written to a request, and the headers that it is given later.
fn written(reader: &Reader<'_>, draft: &mut Draft, writer: &mut Writer<'_>, place: &Place<'_>, end: usize) {
    const MEMBERS: &[&str] = &["write", "end", "setHeader", "pipe"];
    let paste = reader.paste;
    let thing = name_of(paste, place.program.start, end);
    let mut pieces: Vec<Arg> = Vec::new();
    let mut ended = false;
    let mut close = end;
    let mut take = |args: Vec<Arg>, behind: usize| {
        pieces.extend(args.into_iter().next().filter(|arg| is_data(&arg.value, paste)));
        close = close.max(behind);
    };
    // `https.request(…).end(body)`
    let glued = paste.get(end..).filter(|rest| rest.starts_with(".end("));
    if let Some((args, behind)) = glued.and_then(|_| reader.args(end + ".end(".len(), Language::JavaScript)) {
        ended = true;
        take(args, behind);
    }
    for used in uses(reader, thing, end, MEMBERS) {
        let Some((args, behind)) = used.args(reader, Language::JavaScript).filter(|_| !ended) else { continue };
        match (used.member, args.as_slice()) {
            ("setHeader", [key, value]) => {
                let (key, value) = (writer.plain(&key.value), writer.plain(&value.value));
                draft.header(key, value);
            }
            ("setHeader", _) => draft.hidden(used.span),
            (member, _) => {
                ended = member == "end";
                take(args, behind);
            }
        }
    }
    match pieces.as_slice() {
        [only] => {
            draft.content(writer, &only.value, false);
        }
        // A request that the paste does not show to its end.
        [] if !ended && draft.method.as_str() != "GET" => draft.unknown_body(draft.span),
        [] => {}
        [first, ..] => draft.unknown_body(first.value.span),
    }
    draft.span.end = close;
}

/// Whether an argument is something to send, not a function to call.
fn is_data(value: &Expr, paste: &str) -> bool {
    let text = crate::text::head(value.span.of(paste), 80);
    !matches!(value.node, Node::Word(_)) && !text.starts_with("function") && !text.contains("=>")
}
