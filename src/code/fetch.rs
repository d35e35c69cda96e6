//! `fetch(…)`, also as browsers copy it, and the libraries of JavaScript that are called like it: axios, got, ky,
//! undici, jQuery.

use super::build::{Draft, DEFAULT};
use super::expr::{Entry, Expr, Node};
use super::lex::Language;
use super::libraries::{called, Form, Library, Object, UNDICI};
use super::made::{uses, Kind, Made};
use super::place::Place;
use super::write::{name, Writer};
use super::Reader;
use crate::request::{Body, Origin, Request};
use crate::span::Span;
use crate::text::Traced;

/// The request of a call, if it is one of these.
pub fn request(reader: &Reader<'_>, place: &Place<'_>) -> Option<(Request, usize)> {
    let instance = reader.instance(place);
    let (library, form) = match instance {
        // `axios.create({ … })` and its like: `api.post(…)` is `axios.post(…)`.
        Some(made) => {
            let library = made.class.rsplit_once('.').map_or("", |(library, _)| library);
            called(&format!("{library}.{}", place.name()))?
        }
        None if place.path == "request" && reader.words().undici => (&UNDICI, Form::Options),
        None => called(place.path)?,
    };
    let (args, end) = reader.args(place.args, Language::JavaScript)?;
    let paste = reader.paste;
    let mut writer = Writer::new(paste, reader.names(), Language::JavaScript);
    let origin = if library.browser { Origin::Browser } else { Origin::Fetch };
    let mut draft = Draft::new(origin, place.program, Span::new(place.program.start, end));
    let argument = |index: usize| args.get(index).map(|arg| &arg.value);
    let first = argument(0)?;
    let alone = form == Form::Options && writer.resolved(first).entries().is_some();
    let (address, data, options) = match form {
        _ if alone => (None, None, Some(first)),
        Form::Options | Form::Verb(_) => (Some(first), None, argument(1)),
        Form::Data(_) => (Some(first), argument(1), argument(2)),
    };
    // Behind `$.post(address, data` a function follows.
    let options = options.filter(|_| library.kind.is_empty() || form == Form::Options);
    let options = Options::new(&mut writer, options, draft.span);
    let address = address.or(options.get(paste, "url"))?;
    draft.url = address_of(&mut writer, address);
    options.method(&mut draft, &mut writer, library, form);
    if let Some(made) = instance {
        shared(reader, &mut draft, &mut writer, library, made);
    }
    if let Some(base) = options.get(paste, library.base) {
        let base = writer.plain(base);
        draft.based(&base);
    }
    if let Some(params) = options.get(paste, library.query) {
        draft.query(&mut writer, params);
    }
    if let Some(headers) = options.get(paste, "headers") {
        draft.headers(&mut writer, headers);
    }
    if let Some(kind) = options.get(paste, library.kind) {
        if kind.node != Node::Word("false") {
            let value = writer.plain(kind);
            draft.implied_at("content-type", kind.span, value);
        }
    }
    let hides = library.hides.iter().find_map(|option| options.get(paste, option)).map(|value| value.span);
    let defaults = (library.defaults && reader.words().defaults).then_some(place.program);
    for at in [options.open, hides, defaults].into_iter().flatten() {
        draft.hidden(at);
    }
    content(&mut draft, &mut writer, library, data, &options);
    if library.browser && draft.method.as_str() == "GET" {
        draft.body = Body::None;
    }
    draft.uses(&writer.used, instance.map(|made| made.span));
    draft.concerns_claude().then(|| (draft.finish(paste), end))
}

/// An address; `new URL("…")` is its argument.
pub fn address_of(writer: &mut Writer<'_>, address: &Expr) -> Traced {
    let known = writer.resolved(address);
    if let Node::Call(call) = &known.node {
        if let ("URL", [only]) = (call.name.of(writer.paste), call.args.as_slice()) {
            return writer.plain(&only.value.clone());
        }
    }
    writer.plain(address)
}

/// The options of a call.
struct Options {
    entries: Vec<Entry>,
    /// Where there may be more than is shown.
    open: Option<Span>,
}

impl Options {
    fn new(writer: &mut Writer<'_>, value: Option<&Expr>, call: Span) -> Self {
        let Some(value) = value.filter(|value| !matches!(value.node, Node::Word(_))) else {
            return Self { entries: Vec::new(), open: None };
        };
        let known = writer.resolved(value);
        let Some(entries) = known.entries() else { return Self { entries: Vec::new(), open: Some(call) } };
        let open = entries.iter().any(|entry| name(&entry.key, writer.paste).is_none());
        Self { entries: entries.to_vec(), open: open.then_some(known.span) }
    }

    fn get(&self, paste: &str, key: &str) -> Option<&Expr> {
        let named = |entry: &&Entry| !key.is_empty() && name(&entry.key, paste) == Some(key);
        self.entries.iter().find(named).map(|entry| &entry.value)
    }

    /// The name of the option whose value this is.
    fn word(&self, paste: &str, value: &Expr) -> Option<Span> {
        let entry = self.entries.iter().find(|entry| entry.value.span == value.span)?;
        let word = name(&entry.key, paste)?;
        let at = entry.span.of(paste).find(word)? + entry.span.start;
        Some(Span::new(at, at + word.len()))
    }

    fn method(&self, draft: &mut Draft, writer: &mut Writer<'_>, library: &Library, form: Form) {
        let given = library.method.iter().find_map(|key| self.get(writer.paste, key));
        let sends = self.get(writer.paste, library.body).is_some();
        let end = Span::at(draft.program.end);
        match (given, form) {
            (Some(value), _) => draft.verb(writer.plain(value)),
            (None, Form::Verb(verb) | Form::Data(verb)) => draft.method = Traced::replaced(verb, end),
            (None, Form::Options) if self.open.is_some() => draft.unknown_verb(draft.span),
            (None, Form::Options) => draft.default_verb(if sends { library.verb } else { "GET" }, DEFAULT),
        }
    }
}

/// The body with the content type that the library gives it.
fn content(draft: &mut Draft, writer: &mut Writer<'_>, library: &Library, data: Option<&Expr>, options: &Options) {
    let paste = writer.paste;
    let as_json = options.get(paste, library.json);
    let as_form = options.get(paste, library.form);
    let plain = data.or(options.get(paste, library.body));
    let given = as_json.or(as_form).or(plain).filter(|data| !matches!(data.node, Node::Word(_)));
    let Some(given) = given else {
        if options.open.is_some() {
            draft.unknown_body(draft.span);
        }
        return;
    };
    let object = match (as_json, as_form) {
        (Some(_), _) => Object::Json,
        (None, Some(_)) => Object::Form,
        (None, None) => library.object,
    };
    let text = draft.content(writer, given, object != Object::Unknown);
    let known = writer.resolved(given);
    // What the library makes of a value that is not known depends on what it is.
    let unknown = !text && !matches!(known.node, Node::Object(_) | Node::List(_));
    let word = options.word(paste, given).unwrap_or(given.span);
    let kind = match object {
        Object::Json if as_json.is_some() || !text => "application/json",
        Object::Form if as_form.is_some() || !text && !unknown => {
            draft.form = Some(word);
            "application/x-www-form-urlencoded"
        }
        Object::Unknown if !text => {
            if matches!(known.node, Node::Object(_)) {
                draft.form = Some(word);
            }
            ""
        }
        _ => library.text,
    };
    if !kind.is_empty() {
        draft.added_type(kind, word);
    }
}

/// What all calls of an instance have.
fn shared(reader: &Reader<'_>, draft: &mut Draft, writer: &mut Writer<'_>, library: &Library, made: &Made<'_>) {
    let paste = reader.paste;
    if let Some(base) = made.option(paste, &[library.base]) {
        let base = writer.plain(&base);
        draft.based(&base);
    }
    if let Some(params) = made.option(paste, &[library.query]) {
        draft.query(writer, &params);
    }
    if let Some(headers) = made.option(paste, &["headers"]) {
        draft.shared(writer, &headers);
    }
    let hides = library.hides.iter().any(|option| made.option(paste, &[option]).is_some());
    let later = !uses(reader, made.name, made.span.end, &["defaults", "interceptors"]).is_empty();
    if made.open(paste) || hides || later {
        draft.hidden(made.span);
    }
}

impl<'a> Reader<'a> {
    /// The instance of a library that a call belongs to.
    fn instance(&self, place: &Place<'_>) -> Option<&Made<'a>> {
        // `axios` and its like are no names of instances.
        if place.owner().is_empty() || called(place.path).is_some() {
            return None;
        }
        self.made(place.holder(), place.program.start, |kind| kind == Kind::Instance)
    }
}
