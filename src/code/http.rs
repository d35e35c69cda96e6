//! Python's requests, httpx, aiohttp and http.client: their functions, and the methods of their sessions and
//! connections.

use super::build::Draft;
use super::expr::{Arg, Expr, Node};
use super::lex::Language;
use super::made::{uses, Kind, Made};
use super::place::Place;
use super::write::Writer;
use super::Reader;
use crate::request::{Origin, Request};
use crate::span::Span;
use crate::text::Traced;

/// Modules whose functions send what their arguments say and no more.
const MODULES: &[&str] = &["requests", "httpx", "aiohttp"];

/// What plays the server in a test: its methods have the same names and send nothing.
const MOCKS: &[&str] = &["responses", "respx", "nock", "httpretty"];

/// Names of the methods that send something, and the HTTP method; without one, it is the first argument.
const METHODS: &[(&str, Option<&str>)] =
    &[("post", Some("POST")), ("get", Some("GET")), ("request", None), ("stream", None)];

/// The request of a call, if it is one of these.
pub fn request(reader: &Reader<'_>, place: &Place<'_>) -> Option<(Request, usize)> {
    let paste = reader.paste;
    let (_, fixed) = METHODS.iter().find(|(name, _)| *name == place.name())?;
    let holder = place.holder();
    let mocks = MOCKS.contains(&holder) || holder.to_ascii_lowercase().contains("mock");
    if holder.is_empty() || mocks || super::libraries::called(place.path).is_some() {
        return None;
    }
    let module = MODULES.contains(&place.owner());
    let shared = reader.made(holder, place.program.start, |kind| kind != Kind::Instance);
    // Dictionaries have `get` too.
    if place.name() == "get" && !module && shared.is_none() {
        return None;
    }
    let (args, end) = reader.args(place.args, Language::Python)?;
    let named = |names: &[&str]| {
        args.iter().find(|arg| arg.name.is_some_and(|name| names.contains(&name.of(paste)))).map(|arg| &arg.value)
    };
    let spread = args.iter().any(|arg| matches!(arg.value.node, Node::Spread(_)));
    let mut positional = args.iter().filter(|arg| arg.name.is_none() && !matches!(arg.value.node, Node::Spread(_)));
    // An object without a name in front is how JavaScript gives options.
    if !module && shared.is_none() && positional.clone().any(|arg| arg.value.entries().is_some()) {
        return None;
    }
    let mut next = || positional.next().map(|arg| &arg.value);
    let mut writer = Writer::new(paste, reader.names(), Language::Python);
    let mut draft = Draft::new(Origin::PythonHttp, place.program, Span::new(place.program.start, end));
    match fixed {
        Some(verb) => draft.method = Traced::replaced(verb, Span::at(place.program.end)),
        None => draft.verb(writer.plain(named(&["method"]).or_else(&mut next)?)),
    }
    draft.url = writer.plain(named(&["url"]).or_else(&mut next)?);
    if let Some(made) = shared {
        common(reader, &mut draft, &mut writer, made);
    }
    if let Some(params) = named(&["params"]) {
        draft.query(&mut writer, params);
    }
    let json = named(&["json"]);
    let data = named(&["data", "content", "body"]).or_else(&mut next).filter(|data| !is_none(data));
    let connection = shared.is_some_and(|made| matches!(made.kind, Kind::Connection(_)));
    if let Some(headers) = named(&["headers"]).or_else(|| next().filter(|_| connection)) {
        draft.headers(&mut writer, headers);
    }
    // A session that the paste does not show may have headers of its own.
    if spread || !module && shared.is_none() || named(&["auth", "cookies"]).is_some() {
        draft.hidden(place.owner_span());
    }
    match (json.filter(|json| !is_none(json)), data) {
        (Some(json), _) => {
            draft.content(&mut writer, json, true);
            draft.added_type("application/json", json.span);
        }
        (None, Some(data)) => body(&mut draft, &mut writer, data, &args),
        (None, None) => {}
    }
    let unchecked = named(&["verify", "ssl"]).filter(|value| value.node == Node::Word("false"));
    draft.insecure = draft.insecure.or(unchecked.map(|value| value.span));
    draft.uses(&writer.used, shared.map(|made| made.span));
    draft.concerns_claude().then(|| (draft.finish(paste), end))
}

fn is_none(value: &Expr) -> bool {
    value.node == Node::Word("null")
}

/// What `data=` sends: a text as it is, an object as a web form.
fn body(draft: &mut Draft, writer: &mut Writer<'_>, data: &Expr, args: &[Arg]) {
    let text = draft.content(writer, data, true);
    let known = writer.resolved(data);
    if !text && matches!(known.node, Node::Object(_)) {
        let word = args.iter().find(|arg| arg.value.span == data.span).and_then(|arg| arg.name).unwrap_or(data.span);
        draft.form = Some(word);
        draft.added_type("application/x-www-form-urlencoded", word);
    }
}

/// What all requests of a session or a connection have.
fn common(reader: &Reader<'_>, draft: &mut Draft, writer: &mut Writer<'_>, made: &Made<'_>) {
    let paste = reader.paste;
    if let Kind::Connection(scheme) = made.kind {
        if let Some(host) = made.positional(0).cloned().or_else(|| made.option(paste, &["host"])) {
            let host = writer.plain(&host);
            let mut base = Traced::replaced(scheme, Span::at(host.whole().start));
            base.append(&host);
            draft.based(&base);
        }
        return;
    }
    let base = made.option(paste, &["base_url"]).or_else(|| made.positional(0).cloned());
    if let Some(base) = base {
        let base = writer.plain(&base);
        draft.based(&base);
    }
    if let Some(params) = made.option(paste, &["params"]) {
        draft.query(writer, &params);
    }
    if let Some(headers) = made.option(paste, &["headers"]) {
        draft.shared(writer, &headers);
    }
    let unchecked = made.option(paste, &["verify"]).filter(|value| value.node == Node::Word("false"));
    draft.insecure = unchecked.map(|value| value.span);
    let mut hidden = made.open(paste) || made.option(paste, &["auth", "cookies", "event_hooks", "connector"]).is_some();
    for used in uses(reader, made.name, made.span.end, &["headers", "auth", "cookies", "params", "event_hooks"]) {
        // `session.headers.update({ … })`
        let update = paste.get(used.end..).filter(|rest| rest.starts_with(UPDATE) && used.member == "headers");
        let args = update.and_then(|_| reader.args(used.end + UPDATE.len(), Language::Python));
        match args.as_ref().map(|(args, _)| args.as_slice()) {
            Some([only]) if only.name.is_none() => draft.shared(writer, &only.value),
            _ => hidden = true,
        }
    }
    if hidden {
        draft.hidden(made.span);
    }
}

/// How headers are given to a session.
const UPDATE: &str = ".update(";
