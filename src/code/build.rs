//! A request in the making.

use super::expr::{Expr, Node};
use super::lex::Language;
use super::query;
use super::write::{name, Writer};
use crate::request::{Body, Header, Made, Notation, Origin, Request};
use crate::span::Span;
use crate::text::{head, SymbolKind, Traced};

/// How far in front of a call (bytes) what it uses still belongs to it.
const NEAR: usize = 4_000;

/// What the library does by itself.
const ADDED: &str = "added by the library";
/// `api_key="…"`
const ARGUMENT: &str = "made of this argument";
/// `**headers`
const UNSEEN: &str = "more may be sent than is shown";
/// The call of a library that knows the address.
const METHOD: &str = "what this method of the library sends";
/// The address of such a call.
const ADDRESS: &str = "the client’s address with the path of the method";
/// The method of a call that names none.
pub const DEFAULT: &str = "the method where none is given";
/// Headers and parameters of a session, a client or an instance.
const SHARED: &str = "sent with every request of it";
/// A path behind the address that all requests have.
const BASED: &str = "the path behind the base address";
/// The body of every call.
const BODY: &str = "the arguments, written as JSON";

/// `data={…}` of requests.
const FORM_BODY: &str = "sent as a web form";

/// What is known of a request so far.
pub struct Draft {
    /// Where it is read from.
    pub origin: Origin,
    /// How its body is written.
    pub notation: Notation,
    /// The method.
    pub method: Traced,
    /// The rule that made it, where it does not stand there as such.
    pub method_rule: &'static str,
    /// The address.
    pub url: Traced,
    /// The rule that made it, where it does not stand there as such.
    pub url_rule: &'static str,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Body,
    /// The call.
    pub span: Span,
    /// What is called.
    pub program: Span,
    /// Certificate checks are off.
    pub insecure: Option<Span>,
    /// The body goes as a web form: what makes it one.
    pub form: Option<Span>,
}

/// What makes JSON of its first argument.
const WRITES: &[&str] = &["JSON.stringify", "json.dumps", "dumps", "ujson.dumps", "orjson.dumps"];
/// What passes a text on as bytes.
const BYTES: &[&str] = &["bytes", "bytearray", "str.encode", "Buffer.from", "io.BytesIO", "BytesIO"];
/// How many of those inside each other are followed.
const MOST_BYTES: usize = 3;

/// How much (bytes) of a body is looked at for whom it is meant.
const LOOK: usize = 20_000;

impl Draft {
    /// A POST without anything.
    pub fn new(origin: Origin, program: Span, span: Span) -> Self {
        Self {
            origin,
            notation: Notation::Json,
            method: Traced::replaced("POST", Span::at(program.start)),
            method_rule: "",
            url: Traced::new(),
            url_rule: "",
            headers: Vec::new(),
            body: Body::None,
            span,
            program,
            insecure: None,
            form: None,
        }
    }

    /// A header that the client adds; what was there under that name goes.
    pub fn implied(&mut self, name: &str, value: impl FnOnce(&mut Traced)) {
        let mut text = Traced::new();
        value(&mut text);
        self.implied_at(name, self.program, text);
    }

    /// The same where an argument asks for it.
    pub fn implied_at(&mut self, name: &str, at: Span, value: Traced) {
        self.headers.retain(|header| !header.is(name));
        let rule = if at == self.program { ADDED } else { ARGUMENT };
        self.headers.push(Header { name: Traced::replaced(name, at), value, implied: true, rule });
    }

    /// `Authorization: Bearer …`
    pub fn bearer(&mut self, at: Span, token: &Traced) {
        let mut value = Traced::replaced("Bearer ", Span::at(token.whole().start));
        value.append(token);
        self.implied_at("authorization", at, value);
    }

    /// Some headers are not known.
    pub fn hidden(&mut self, at: Span) {
        let name = symbol("${headers}", "headers", at);
        self.headers.push(Header { name, value: Traced::new(), implied: true, rule: UNSEEN });
    }

    /// A header that is typed; one of that name that the client adds or that all its requests have goes.
    pub fn header(&mut self, name: Traced, value: Traced) {
        let lower = name.as_str().to_ascii_lowercase();
        self.headers.retain(|header| !((header.implied || header.rule == SHARED) && header.is(&lower)));
        self.headers.push(Header::written(name, value));
    }

    /// The headers that all requests of a session have.
    pub fn shared(&mut self, writer: &mut Writer<'_>, value: &Expr) {
        let before = self.headers.len();
        self.headers(writer, value);
        for header in self.headers.iter_mut().skip(before).filter(|header| header.rule.is_empty()) {
            header.rule = SHARED;
        }
    }

    /// The method, in capitals as it is sent.
    pub fn verb(&mut self, typed: Traced) {
        let upper = typed.as_str().to_ascii_uppercase();
        let known = typed.symbols().is_empty() && upper != typed.as_str();
        self.method = if known { Traced::replaced(&upper, typed.whole()) } else { typed };
    }

    /// The method that is sent where none is given.
    pub fn default_verb(&mut self, verb: &str, rule: &'static str) {
        self.method = Traced::replaced(verb, Span::at(self.program.end));
        self.method_rule = rule;
    }

    /// A method that is not known.
    pub fn unknown_verb(&mut self, at: Span) {
        self.method = symbol("${method}", "method", at);
    }

    /// A body that is not known.
    pub fn unknown_body(&mut self, at: Span) {
        self.body = Body::Text(symbol("${body}", "body", at));
    }

    /// Puts the address that all requests of a session have in front of a path.
    pub fn based(&mut self, base: &Traced) {
        let path = self.url.as_str();
        if base.is_empty()
            || path.contains("://")
            || path.starts_with("${") && path.ends_with('}') && !path.contains('/')
        {
            return;
        }
        // Exactly one slash stands between them.
        let begin = (path.len() - path.trim_start_matches('/').len()).saturating_sub(1);
        let own = path.starts_with('/') || path.is_empty();
        let path = self.url.slice(begin..path.len());
        let end = base.as_str().trim_end_matches('/').len();
        let mut url = base.slice(0..end);
        if !own {
            url.push_replaced("/", Span::at(path.whole().start));
        }
        url.append(&path);
        self.url = url;
        self.url_rule = BASED;
    }

    /// Adds parameters to the address: those of an object or a list of pairs, or a text as it is.
    pub fn query(&mut self, writer: &mut Writer<'_>, value: &Expr) {
        let known = writer.resolved(value);
        if let Node::Word(_) = known.node {
            return;
        }
        self.url_rule = query::RULE;
        match known.entries() {
            Some(entries) => {
                for entry in entries {
                    if name(&entry.key, writer.paste).is_none() {
                        query::join(&mut self.url, &symbol("${params}", "params", entry.span));
                    } else if entry.value.node != Node::Word("null") {
                        let key = writer.key(&entry.key);
                        let value = writer.plain(&entry.value);
                        // What a name stands for may stand far away.
                        let mut text = Traced::new();
                        text.push_value(&value, entry.value.span);
                        query::add(&mut self.url, &key, if entry.value.node == Node::Name { &text } else { &value });
                    }
                }
            }
            None if matches!(known.node, Node::Text(_)) => {
                let text = writer.plain(&known);
                let begin = text.as_str().len() - text.as_str().trim_start_matches('?').len();
                query::join(&mut self.url, &text.slice(begin..text.len()));
            }
            None => query::join(&mut self.url, &symbol("${params}", "params", value.span)),
        }
    }

    /// The headers of an object.
    pub fn headers(&mut self, writer: &mut Writer<'_>, value: &Expr) {
        let mut known = writer.resolved(value);
        // `new Headers({ … })`
        if let Node::Call(call) = &known.node {
            if let ("Headers", [only]) = (call.name.of(writer.paste), call.args.as_slice()) {
                known = writer.resolved(&only.value.clone());
            }
        }
        let Some(entries) = known.entries() else {
            if !matches!(known.node, Node::Word(_)) {
                self.hidden(value.span);
            }
            return;
        };
        for entry in entries {
            if let Node::Spread(inner) = &entry.value.node {
                // `...headers`, whose value may be known.
                if inner.node == Node::Name && writer.used.len() < 20 {
                    self.headers(writer, inner);
                } else {
                    self.hidden(entry.span);
                }
                continue;
            }
            if name(&entry.key, writer.paste).is_none() {
                self.hidden(entry.span);
                continue;
            }
            let text = writer.key(&entry.key);
            let value = writer.plain(&entry.value);
            self.header(text, value);
        }
    }

    /// The content type that the library sets where none is given.
    pub fn added_type(&mut self, kind: &str, at: Span) {
        if self.headers.iter().all(|header| !header.is("content-type")) {
            self.implied_at("content-type", self.program, Traced::replaced(kind, at));
        }
    }

    /// The body: a text as it is, or a value that becomes JSON because the program or (`encodes`) the library makes
    /// JSON of it. Whether it is a text.
    pub fn content(&mut self, writer: &mut Writer<'_>, value: &Expr, encodes: bool) -> bool {
        let mut known = writer.resolved(value);
        for _ in 0..MOST_BYTES {
            let first = match &known.node {
                Node::Call(call) if BYTES.contains(&call.name.of(writer.paste)) => call.args.first(),
                _ => None,
            };
            let Some(first) = first.map(|arg| arg.value.clone()) else { break };
            known = writer.resolved(&first);
        }
        let made = match &known.node {
            Node::Call(call) => match (call.name.of(writer.paste), call.args.as_slice()) {
                (name, [first, ..]) if WRITES.contains(&name) && first.name.is_none() => Some(&first.value),
                _ => None,
            },
            _ => None,
        };
        let text = matches!(known.node, Node::Text(_) | Node::Sum(_));
        if text {
            self.body = Body::Text(writer.plain(&known));
            self.notation = Notation::Json;
            return true;
        }
        self.notation = match writer.language {
            Language::Python => Notation::Python,
            Language::JavaScript => Notation::JavaScript,
        };
        let before = std::mem::take(&mut writer.out);
        match made {
            Some(value) => writer.value(value),
            None if encodes && known.entries().is_some() => writer.value(&known),
            None => writer.unknown(value),
        }
        self.body = Body::Text(std::mem::replace(&mut writer.out, before));
        made.is_some()
    }

    /// Whether the request has to do with Claude.
    pub fn concerns_claude(&self) -> bool {
        let url = self.url.as_str().to_ascii_lowercase();
        let body = match &self.body {
            Body::Text(text) => head(text.as_str(), LOOK),
            _ => "",
        };
        ["anthropic", "claude"].iter().any(|name| url.contains(name) || body.contains(name))
            || url.ends_with("/v1/messages")
            || self.headers.iter().any(|header| header.name.as_str().to_ascii_lowercase().starts_with("anthropic-"))
    }

    /// Takes in what the call uses, where it stands near in front of it.
    pub fn uses(&mut self, used: &[Span], client: Option<Span>) {
        for span in used.iter().copied().chain(client) {
            if span.start < self.span.start && self.span.start - span.start <= NEAR {
                self.span = self.span.join(span);
            }
        }
    }

    /// The request.
    pub fn finish(self, paste: &str) -> Request {
        let (method, url) = (self.method_rule, self.url_rule);
        let mut made = Made { method, url, notation: self.notation, form: self.form, ..Made::default() };
        if self.origin.is_sdk() {
            (made.method, made.url) = (METHOD, ADDRESS);
        }
        if self.form.is_some() {
            made.body = FORM_BODY;
        } else if self.notation != Notation::Json {
            made.body = BODY;
        }
        Request {
            origin: self.origin,
            method: self.method,
            url: self.url,
            headers: self.headers,
            body: self.body,
            file: None,
            span: self.span.on_borders(paste),
            program: self.program.on_borders(paste),
            insecure: self.insecure,
            proxy: None,
            dialect: None,
            made,
        }
    }
}

/// A value that is not known.
pub fn symbol(written: &str, name: &str, at: Span) -> Traced {
    let mut unknown = Traced::new();
    unknown.push_symbol(written, name, SymbolKind::Expression, at);
    unknown
}
