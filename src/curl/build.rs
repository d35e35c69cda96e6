//! From curl's arguments to the requests it sends.

use super::args::Item;
use super::data::{self, Datum};
use super::options::{Act, Opt};
use super::{rules, say, url};
use crate::finding::Finding;
use crate::request::{Body, Dialect, Header, Made, Origin, Part, Request};
use crate::shell::{Stdin, Value, Vars, Word};
use crate::span::Span;
use crate::text::{SymbolKind, Traced};
use base64ct::{Base64, Encoding};

/// The most addresses of one command that are read: each carries all of its headers and its body.
const MOST_URLS: usize = 64;
/// What curl 7.88 of Debian asks for with `--compressed`; the list depends on how curl was built.
const ENCODINGS: &str = "deflate, gzip, br, zstd";

/// What is the same for all requests of a command.
pub struct Context<'a> {
    /// The command's place.
    pub span: Span,
    /// The word `curl`.
    pub program: Span,
    /// The shell.
    pub dialect: Dialect,
    /// Standard input.
    pub stdin: Option<&'a Stdin>,
    /// Variables of the shell, for curl's own `--variable %NAME`.
    pub vars: &'a Vars,
}

/// The options of one request.
#[derive(Default)]
struct Operation {
    urls: Vec<Word>,
    method: Option<Traced>,
    headers: Vec<Header>,
    /// Internal headers that `-H "Name:"` takes out, in lower case.
    removed: Vec<String>,
    data: Vec<Datum>,
    /// The options that made the data, and where each took it from.
    data_by: Vec<(Act, rules::Source)>,
    form: Vec<Part>,
    form_span: Option<Span>,
    data_span: Option<Span>,
    json: Option<Span>,
    upload: Option<(Traced, Span)>,
    get: bool,
    head: Option<Span>,
    user: Option<(Traced, Span)>,
    bearer: Option<Traced>,
    sigv4: Option<Span>,
    other_auth: bool,
    agent: Option<Traced>,
    referer: Option<Traced>,
    cookies: Vec<Traced>,
    range: Option<Traced>,
    compressed: Option<Span>,
    query: Vec<Traced>,
    insecure: Option<Span>,
    proxy: Option<Span>,
    no_glob: bool,
    scheme: Option<String>,
}

/// Builds the requests.
pub fn build(items: Vec<Item>, context: &Context<'_>, findings: &mut Vec<Finding>) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut own = Vars::default();
    let mut operation = Operation::default();
    let mut stdin = context.stdin;
    for item in items {
        match item {
            Item::Url(word) => operation.urls.push(word),
            Item::Option { opt, .. } if opt.act == Act::Next => {
                finish(std::mem::take(&mut operation), context, findings, &mut requests);
            }
            Item::Option { opt, off, expand, value, span } => {
                let value = match value {
                    Some(word) if expand => Some(Word { text: fill(&word.text, &own), ..word }),
                    other => other,
                };
                if opt.act == Act::Variable {
                    if let Some(word) = value {
                        variable(&word.text, &mut own, context.vars);
                    }
                } else {
                    operation.take(opt, off, value, span, &mut stdin, findings);
                }
            }
        }
    }
    finish(operation, context, findings, &mut requests);
    requests
}

/// `--variable %NAME` takes a variable of the environment, `--variable name=value` sets one.
fn variable(text: &Traced, own: &mut Vars, vars: &Vars) {
    let typed = text.as_str();
    if let Some(name) = typed.strip_prefix('%') {
        let name = name.split('=').next().unwrap_or(name);
        let value = vars.known(name).cloned().unwrap_or_else(|| {
            let mut symbol = Traced::new();
            symbol.push_symbol(&format!("${{{name}}}"), name, SymbolKind::Variable, text.whole());
            symbol
        });
        own.set(name, Value::Known(value));
    } else if let Some(at) = typed.find('=') {
        own.set(typed.get(..at).unwrap_or(""), Value::Known(text.slice(at + 1..text.len())));
    } else if let Some(at) = typed.find('@') {
        let mut symbol = Traced::new();
        symbol.push_symbol(
            typed.get(at..).unwrap_or(""),
            typed.get(at..).unwrap_or(""),
            SymbolKind::Expression,
            text.whole(),
        );
        own.set(typed.get(..at).unwrap_or(""), Value::Known(symbol));
    }
}

/// Fills curl's own variables `{{name}}` in.
fn fill(text: &Traced, own: &Vars) -> Traced {
    let typed = text.as_str();
    let mut out = Traced::new();
    let mut at = 0;
    while let Some(open) = typed.get(at..).and_then(|rest| rest.find("{{")) {
        let open = at + open;
        let Some(close) = typed.get(open..).and_then(|rest| rest.find("}}")) else { break };
        let name = typed.get(open + 2..open + close).unwrap_or("");
        let name = name.split(':').next().unwrap_or(name);
        out.append(&text.slice(at..open));
        match own.known(name) {
            Some(value) => out.append(value),
            None => out.append(&text.slice(open..open + close + 2)),
        }
        at = open + close + 2;
    }
    out.append(&text.slice(at..text.len()));
    out
}

impl Operation {
    fn take(
        &mut self,
        opt: &'static Opt,
        off: bool,
        value: Option<Word>,
        span: Span,
        stdin: &mut Option<&Stdin>,
        findings: &mut Vec<Finding>,
    ) {
        let Some(word) = value else {
            match opt.act {
                Act::Get => self.get = !off,
                Act::Head => self.head = (!off).then_some(span),
                Act::Insecure => self.insecure = (!off).then_some(span),
                Act::GlobOff => self.no_glob = !off,
                Act::Compressed => self.compressed = (!off).then_some(span),
                Act::OtherAuth => self.other_auth = !off,
                _ => {}
            }
            return;
        };
        match opt.act {
            Act::Url => self.urls.push(word),
            Act::Request => self.method = Some(word.text),
            Act::Header => self.header(&word, findings),
            Act::Data | Act::DataBinary | Act::DataRaw | Act::DataUrlencode | Act::Json => {
                if opt.act == Act::Json {
                    self.json = Some(span);
                }
                self.data_span.get_or_insert(span);
                let datum = data::datum(opt.act, &word, *stdin);
                let typed = !word.as_str().starts_with('@') || opt.act == Act::DataRaw;
                self.data_by.push((opt.act, if typed { rules::Source::Typed } else { rules::Source::File }));
                self.data.push(datum);
            }
            Act::Form | Act::FormString => {
                self.form_span.get_or_insert(span);
                self.form.push(data::part(word.as_str(), opt.act == Act::FormString));
            }
            Act::Upload => self.upload = Some((word.text, span)),
            Act::User => self.user = Some((word.text, word.span)),
            Act::Bearer => self.bearer = Some(word.text),
            Act::SigV4 => self.sigv4 = Some(word.span),
            Act::UserAgent => self.agent = Some(word.text),
            Act::Referer => self.referer = Some(word.text),
            // A masked cookie has lost the `=` that tells it from the name of a file.
            Act::Cookie if word.as_str().contains('=') || crate::mask::placeholder_at(word.as_str(), 0).is_some() => {
                self.cookies.push(word.text);
            }
            Act::Range => self.range = Some(word.text),
            Act::Proxy => self.proxy = Some(span.join(word.span)),
            Act::UrlQuery => self.query.push(word.text),
            Act::ProtoDefault => self.scheme = Some(word.as_str().to_ascii_lowercase()),
            _ => {}
        }
    }

    /// One `-H`.
    fn header(&mut self, word: &Word, findings: &mut Vec<Finding>) {
        let text = say::seen(&word.text, findings);
        let typed = text.as_str();
        if typed.starts_with('@') || typed.is_empty() {
            return;
        }
        let inside = |at: usize| text.symbols().iter().any(|symbol| symbol.range.contains(&at));
        let colon = typed.match_indices(':').map(|(at, _)| at).find(|at| !inside(*at));
        let unknown = text.symbols().first().is_some_and(|symbol| symbol.range.start == 0);
        let Some(colon) = colon else {
            if let Some(name) = typed.trim_end().strip_suffix(';') {
                let name = text.slice(0..name.len());
                let value = Traced::replaced("", Span::at(word.span.end));
                self.headers.push(Header::written(name, value));
            } else if !unknown {
                findings.push(say::no_colon(word, &text));
            }
            return;
        };
        let name = text.slice(0..colon);
        let value = trimmed(&text.slice(colon + 1..text.len()));
        if value.is_empty() {
            self.removed.push(name.as_str().trim().to_ascii_lowercase());
            return;
        }
        self.headers.push(Header::written(name, value));
    }

    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|header| header.is(name)) || self.removed.iter().any(|removed| removed == name)
    }

    /// The headers in the order of the wire.
    fn wire(&mut self, body: &Body) -> Vec<Header> {
        let mut first = Vec::new();
        let mut implied = |name: &str, value: Traced, at: Span, rule: &'static str| {
            first.push(Header { name: Traced::replaced(name, at), value, implied: true, rule });
        };
        if !self.has("authorization") {
            if let Some(span) = self.sigv4 {
                let mut value = Traced::new();
                value.push_symbol("AWS4-HMAC-SHA256", "--aws-sigv4", SymbolKind::Expression, span);
                implied("authorization", value, span, rules::SIGNED);
            } else if let Some(token) = self.bearer.as_ref().filter(|_| !self.other_auth) {
                let mut value = Traced::replaced("Bearer ", token.whole());
                value.append(token);
                implied("authorization", value, token.whole(), rules::BEARER);
            } else if let Some((user, span)) = self.user.as_ref().filter(|_| !self.other_auth) {
                implied("authorization", basic(user, *span), *span, rules::BASIC);
            }
        }
        if let Some(range) = self.range.as_ref().filter(|_| !self.has("range")) {
            let mut value = Traced::replaced("bytes=", range.whole());
            value.append(range);
            implied("range", value, range.whole(), rules::RANGE);
        }
        if let Some(agent) = self.agent.as_ref().filter(|agent| !self.has("user-agent") && !agent.is_empty()) {
            implied("user-agent", agent.clone(), agent.whole(), rules::AGENT);
        }
        if let Some(span) = self.compressed.filter(|_| !self.has("accept-encoding")) {
            implied("accept-encoding", Traced::replaced(ENCODINGS, span), span, rules::COMPRESSED);
        }
        if let Some(referer) = self.referer.as_ref().filter(|referer| !self.has("referer") && !referer.is_empty()) {
            implied("referer", referer.clone(), referer.whole(), rules::REFERER);
        }
        if let Some(cookie) = self.cookies.first() {
            let mut value = cookie.clone();
            for more in self.cookies.iter().skip(1) {
                value.push_replaced("; ", Span::at(more.whole().start));
                value.append(more);
            }
            implied("cookie", value, cookie.whole(), rules::COOKIE);
        }
        if let Some(span) = self.json {
            if !self.has("content-type") {
                implied("content-type", Traced::replaced("application/json", span), span, rules::BY_JSON);
            }
            if !self.has("accept") {
                implied("accept", Traced::replaced("application/json", span), span, rules::BY_JSON);
            }
        } else if !self.has("content-type") {
            let default = match body {
                Body::Multipart(_) => Some(("multipart/form-data", self.form_span, rules::MULTIPART_TYPE)),
                Body::Text(_) | Body::File(_) if !self.data.is_empty() => {
                    Some(("application/x-www-form-urlencoded", self.data_span, rules::FORM_TYPE))
                }
                _ => None,
            };
            if let Some((value, span, rule)) = default {
                let span = span.unwrap_or_default();
                implied("content-type", Traced::replaced(value, span), span, rule);
            }
        }
        let late = first.iter().position(|header| header.is("content-type")).unwrap_or(first.len());
        let tail = first.split_off(late);
        first.append(&mut self.headers);
        first.extend(tail);
        first
    }
}

/// `Basic` and the encoded name and password; what is not known stays an expression.
fn basic(user: &Traced, span: Span) -> Traced {
    let mut value = Traced::replaced("Basic ", span);
    let pair = if user.as_str().contains(':') { user.as_str().to_owned() } else { format!("{}:", user.as_str()) };
    if user.symbols().is_empty() {
        value.push_replaced(&Base64::encode_string(pair.as_bytes()), span);
    } else {
        value.push_symbol(&pair, &pair, SymbolKind::Expression, span);
    }
    value
}

/// The text without blanks around it.
fn trimmed(text: &Traced) -> Traced {
    let typed = text.as_str();
    let start = typed.len() - typed.trim_start().len();
    let end = typed.trim_end().len().max(start);
    text.slice(start..end)
}

fn finish(mut operation: Operation, context: &Context<'_>, findings: &mut Vec<Finding>, requests: &mut Vec<Request>) {
    let urls = std::mem::take(&mut operation.urls);
    let strays: Vec<&Word> = urls.iter().filter(|word| !url::possible(&word.text)).collect();
    let stray = strays.len() < urls.len();
    if operation.data_span.is_some() && (operation.form_span.is_some() || operation.upload.is_some()) {
        if let (Some(data), Some(other)) =
            (operation.data_span, operation.form_span.or(operation.upload.as_ref().map(|u| u.1)))
        {
            findings.push(say::two_bodies(data, other));
        }
    }
    if let (Some(head), Some(data)) = (operation.head, operation.data_span) {
        if !operation.get {
            findings.push(say::head_with_body(head, data));
        }
    }
    let mut data = std::mem::take(&mut operation.data);
    let mut query = std::mem::take(&mut operation.query);
    let mut body = Body::None;
    let has_data = !data.is_empty();
    if has_data && operation.get {
        if let Body::Text(text) | Body::File(text) = data::join(std::mem::take(&mut data)) {
            query.push(text);
        }
    } else if has_data {
        operation.data.clone_from(&data);
        body = data::join(data);
    } else if !operation.form.is_empty() {
        body = Body::Multipart(std::mem::take(&mut operation.form));
    } else if let Some((file, span)) = &operation.upload {
        body = match (file.as_str(), context.stdin) {
            ("-" | ".", Some(Stdin::Text(text))) => Body::Text(text.clone()),
            ("-" | ".", Some(Stdin::File(name))) => {
                let mut file = Traced::replaced("@", *span);
                file.append(name);
                Body::File(file)
            }
            _ => {
                let mut name = Traced::replaced("@", *span);
                name.append(file);
                Body::File(name)
            }
        };
    }
    let (default, why) = if operation.head.is_some() && !has_data {
        ("HEAD", rules::HEAD)
    } else if matches!(body, Body::File(_) | Body::Text(_)) && !has_data {
        ("PUT", rules::UPLOAD_PUTS)
    } else if matches!(body, Body::None) {
        ("GET", rules::PLAIN_GET)
    } else if has_data {
        ("POST", rules::DATA_POSTS)
    } else {
        ("POST", rules::FORM_POSTS)
    };
    let mut made = Made {
        method: if operation.method.is_some() { rules::GIVEN } else { why },
        url: "",
        body: match &body {
            Body::None => "",
            Body::Multipart(_) => rules::PARTS,
            _ if has_data => rules::data(&operation.data_by),
            _ => rules::UPLOAD,
        },
    };
    let method_at =
        operation.head.or(operation.data_span).or(operation.form_span).unwrap_or(Span::at(context.program.end));
    let method = operation.method.clone().unwrap_or_else(|| Traced::replaced(default, method_at));
    let headers = operation.wire(&body);
    let scheme = operation.scheme.clone().unwrap_or_else(|| "http".to_owned());
    for word in urls.iter().take(MOST_URLS) {
        if !url::possible(&word.text) && (stray || word.as_str().trim().is_empty()) {
            findings.push(say::stray_word(word));
            continue;
        }
        let text = say::seen(&word.text, findings);
        if !url::has_scheme(&text) {
            findings.extend(say::no_scheme(word, &text));
        }
        if !operation.no_glob {
            findings.extend(url::glob(&text).map(|glob| say::globbed(&text, &glob)));
        }
        let all = if operation.no_glob { vec![text] } else { url::unfold(&text) };
        made.url = if !query.is_empty() {
            rules::QUERY
        } else if all.len() > 1 {
            rules::GLOB
        } else {
            ""
        };
        for one in all {
            if !url::has_scheme(&one) {
                made.url = rules::SCHEME;
            }
            let mut address = url::with_scheme(&one, &scheme);
            for piece in &query {
                let sign = if address.as_str().contains('?') { "&" } else { "?" };
                if !address.as_str().ends_with(['?', '&']) {
                    address.push_replaced(sign, Span::at(piece.whole().start));
                }
                address.append(piece);
            }
            requests.push(Request {
                origin: Origin::Curl,
                method: method.clone(),
                url: address,
                headers: headers.clone(),
                body: body.clone(),
                file: None,
                span: context.span,
                program: context.program,
                insecure: operation.insecure,
                proxy: operation.proxy,
                dialect: Some(context.dialect),
                made,
            });
        }
    }
}
