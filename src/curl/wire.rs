//! What an operation of curl puts on the wire: one request for each of its addresses.

use super::build::{Context, Operation};
use super::data;
use super::{rules, say, url};
use crate::finding::Finding;
use crate::request::{Body, Header, Made, Origin, Request};
use crate::shell::{Stdin, Word};
use crate::span::Span;
use crate::text::{SymbolKind, Traced};
use base64ct::{Base64, Encoding};

/// The most addresses of one command that are read: each carries all of its headers and its body.
const MOST_URLS: usize = 64;
/// What curl 7.88 of Debian asks for with `--compressed`; the list depends on how curl was built.
const ENCODINGS: &str = "deflate, gzip, br, zstd";

impl Operation {
    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|header| header.is(name)) || self.removed.iter().any(|removed| removed == name)
    }

    /// The headers in the order of the wire; those of `-H` are taken out.
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
            if !range.as_str().contains('-') && range.symbols().is_empty() {
                // curl adds the dash that a range needs.
                value.push_replaced("-", range.whole());
            }
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
        if let Some(cookie) = self.cookies.first().filter(|_| !self.has("cookie")) {
            let mut value = cookie.clone();
            for more in self.cookies.iter().skip(1) {
                value.push_replaced(";", Span::at(more.whole().start));
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
                Body::Text(_) | Body::File(_) if self.sends_data => {
                    Some(("application/x-www-form-urlencoded", self.data_span, rules::FORM_TYPE))
                }
                _ => None,
            };
            if let Some((value, span, rule)) = default {
                let span = span.unwrap_or_default();
                implied("content-type", Traced::replaced(value, span), span, rule);
            }
        }
        let mut headers = std::mem::take(&mut self.headers);
        if first.is_empty() {
            return headers;
        }
        // curl writes these behind the headers of `-H`.
        let late = first.iter().position(|header| header.is("content-type") || header.is("accept"));
        let tail = first.drain(late.unwrap_or(first.len())..);
        headers.extend(tail);
        headers.splice(0..0, first);
        headers
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

/// A name and a password that stand in an address, percent codes taken back.
fn decoded(user: &Traced) -> Traced {
    let typed = user.as_str();
    if !typed.contains('%') || !user.symbols().is_empty() {
        return user.clone();
    }
    let (mut bytes, mut at) = (Vec::new(), 0);
    while let Some(&byte) = typed.as_bytes().get(at) {
        let digits = typed.get(at + 1..at + 3).filter(|_| byte == b'%');
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    Traced::replaced(&String::from_utf8_lossy(&bytes), user.whole())
}

/// The body of `-T`; nothing where its name is empty.
fn uploaded(file: &Traced, span: Span, stdin: Option<&Stdin>) -> Body {
    let named = |name: &Traced| {
        let mut file = Traced::replaced("@", span);
        file.append(name);
        file
    };
    match (file.as_str(), stdin) {
        ("", _) => Body::None,
        ("-" | ".", Some(Stdin::Text(text))) => Body::Text(text.clone()),
        ("-" | ".", Some(Stdin::File(name))) => {
            // curl never hears the name of a file that the shell opens.
            let file = named(name);
            let mut body = Traced::new();
            body.push_symbol(file.as_str(), file.as_str(), SymbolKind::Expression, file.whole());
            Body::Text(body)
        }
        _ => Body::File(named(file)),
    }
}

/// Ends an operation: its requests, and what is odd about them.
pub(super) fn finish(
    operation: &mut Operation,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
    requests: &mut Vec<Request>,
) {
    let urls = std::mem::take(&mut operation.urls);
    // A word that is no address is one too many where another is one.
    let stray = urls.len() > 1 && urls.iter().any(|word| url::possible(&word.text));
    let upload = operation.uploads.first().map(|upload| upload.1);
    let bodies = [operation.data_span.filter(|_| operation.get.is_none()), operation.form_span, upload];
    let mut bodies = bodies.into_iter().flatten();
    let refused = match (operation.head, bodies.next(), bodies.next()) {
        (_, Some(body), Some(other)) => Some(say::two_bodies(body, other)),
        (Some(head), Some(_), None) => Some(say::head_with_body(head)),
        _ => None,
    };
    if let Some(finding) = refused {
        findings.push(finding);
        // curl stops before it sends anything.
        return;
    }
    if !operation.form.is_empty() {
        let typed = operation.headers.iter().find(|header| header.is("content-type"));
        findings.extend(typed.and_then(|header| say::typed_boundary(&header.value)));
    }
    if let (Some(method), Some(data), false) = (&operation.method, operation.data_span, operation.get.is_some()) {
        if method.as_str() == "GET" && operation.sends_a_form() {
            findings.push(say::get_with_form(method.whole(), data));
        }
    }
    let mut query = std::mem::take(&mut operation.query);
    operation.sends_data = !operation.data.is_empty() && operation.get.is_none();
    let mut shared = if operation.sends_data {
        data::join(std::mem::take(&mut operation.data))
    } else if operation.form.is_empty() {
        Body::None
    } else {
        Body::Multipart(std::mem::take(&mut operation.form))
    };
    if operation.get.is_some() {
        let joined = data::join(std::mem::take(&mut operation.data));
        query.extend(match joined {
            Body::Text(text) | Body::File(text) => Some(text),
            Body::None | Body::Multipart(_) => None,
        });
    }
    let mut headers = operation.wire(&shared);
    let mut left = urls.len().min(MOST_URLS);
    let mut uploads = operation.uploads.iter();
    for word in urls.iter().take(MOST_URLS) {
        left -= 1;
        if !url::possible(&word.text) && (stray || word.as_str().trim().is_empty()) {
            findings.push(say::stray_word(word));
            continue;
        }
        // Each `-T` belongs to one address, in their order.
        let upload = uploads.next().filter(|_| matches!(shared, Body::None));
        let files = match upload {
            Some((file, span)) if operation.no_glob => vec![(file.clone(), *span)],
            Some((file, span)) => url::unfold(file.clone()).into_iter().map(|file| (file, *span)).collect(),
            None => Vec::new(),
        };
        let addresses = operation.addresses(word, findings);
        if files.is_empty() {
            // The last one needs no copy.
            let (body, headers) = if left == 0 {
                (std::mem::take(&mut shared), std::mem::take(&mut headers))
            } else {
                (shared.clone(), headers.clone())
            };
            operation.send(addresses, &query, body, headers, context, requests);
            continue;
        }
        for (file, span) in files {
            let body = uploaded(&file, span, context.stdin);
            let addresses = addresses.iter().map(|address| url::with_file(address, &file)).collect();
            operation.send(addresses, &query, body, headers.clone(), context, requests);
        }
    }
}

impl Operation {
    /// The addresses that a word stands for, as they are typed.
    fn addresses(&self, word: &Word, findings: &mut Vec<Finding>) -> Vec<Traced> {
        let text = say::seen(&word.text, findings);
        let text = match url::mended(&text, word.span) {
            Some((mended, finding)) => {
                findings.push(finding);
                std::borrow::Cow::Owned(mended)
            }
            None => url::slashes(&text).map_or(text, std::borrow::Cow::Owned),
        };
        if !url::has_scheme(&text) && self.scheme.is_none() {
            findings.extend(say::no_scheme(word, &text));
        }
        if self.no_glob {
            return vec![text.into_owned()];
        }
        match url::broken_glob(&text) {
            Some((at, hopeless)) => {
                // curl refuses it; it is meant as it stands, unless something is missing.
                findings.push(say::broken_glob(&text, at, word.span));
                return if hopeless { Vec::new() } else { vec![text.into_owned()] };
            }
            None => findings.extend(url::glob(&text).map(|glob| say::globbed(&text, &glob))),
        }
        url::unfold(text.into_owned())
    }

    /// Whether the data is a web form, as `a=1&b=2` is.
    fn sends_a_form(&self) -> bool {
        let form = |datum: &data::Datum| match datum {
            data::Datum::Text(text, json) => {
                !json && text.as_str().contains('=') && !text.as_str().trim_start().starts_with(['{', '[', '<'])
            }
            data::Datum::File(..) => false,
        };
        !self.has("content-type") && self.data.first().is_some_and(form)
    }

    /// Method and the rule that made it.
    fn method_of(&self, body: &Body, context: &Context<'_>) -> (Traced, &'static str) {
        let uploads = matches!(body, Body::File(_) | Body::Text(_)) && !self.sends_data;
        let (default, why) = if self.head.is_some() && matches!(body, Body::None) {
            ("HEAD", rules::HEAD)
        } else if uploads {
            ("PUT", rules::UPLOAD_PUTS)
        } else if !self.sends_data && matches!(body, Body::None) {
            ("GET", rules::PLAIN_GET)
        } else if matches!(body, Body::Multipart(_)) {
            ("POST", rules::FORM_POSTS)
        } else {
            ("POST", rules::DATA_POSTS)
        };
        let at = self.head.or(self.get).or(self.data_span).or(self.form_span).unwrap_or(Span::at(context.program.end));
        match &self.method {
            Some(method) => (method.clone(), rules::GIVEN),
            None => (Traced::replaced(default, at), why),
        }
    }

    /// One request for each address.
    fn send(
        &self,
        addresses: Vec<Traced>,
        query: &[Traced],
        body: Body,
        headers: Vec<Header>,
        context: &Context<'_>,
        requests: &mut Vec<Request>,
    ) {
        let (method, why) = self.method_of(&body, context);
        let made_body = match &body {
            Body::None => "",
            Body::Multipart(_) => rules::PARTS,
            _ if !self.sends_data => rules::UPLOAD,
            _ => rules::data(&self.data_by),
        };
        let scheme = self.scheme.as_deref().unwrap_or("http");
        let count = addresses.len();
        let mut once = Some((method, body, headers));
        for (index, typed) in addresses.into_iter().enumerate() {
            let rule = if self.target.is_some() {
                rules::TARGET
            } else if !url::has_scheme(&typed) {
                rules::SCHEME
            } else if !query.is_empty() {
                rules::QUERY
            } else if count > 1 {
                rules::GLOB
            } else {
                ""
            };
            let (address, login) = url::without_login(url::without_fragment(url::with_scheme(typed, scheme)));
            let address = if self.path_as_is { address } else { url::without_dots(address) };
            // The last one needs no copy.
            let taken = if index + 1 == count { once.take() } else { once.clone() };
            let Some((method, body, mut headers)) = taken else { return };
            let known = self.user.is_some() || self.bearer.is_some() || self.sigv4.is_some() || self.other_auth;
            let given = |headers: &[Header]| {
                headers.iter().any(|header| header.is("authorization"))
                    || self.removed.iter().any(|removed| removed == "authorization")
            };
            if let Some(login) = login.filter(|_| !known && !given(&headers)) {
                let name = Traced::replaced("authorization", login.whole());
                let value = basic(&decoded(&login), login.whole());
                headers.insert(0, Header { name, value, implied: true, rule: rules::LOGIN });
            }
            requests.push(Request {
                origin: Origin::Curl,
                method,
                url: match &self.target {
                    Some(target) => url::with_target(&address, target),
                    None => url::with_query(address, query),
                },
                headers,
                body,
                file: None,
                span: context.span,
                program: context.program,
                insecure: self.insecure,
                proxy: self.proxy,
                dialect: Some(context.dialect),
                made: Made {
                    method: why,
                    url: rule,
                    body: made_body,
                    more_headers: self.more_headers,
                    ..Made::default()
                },
            });
        }
    }
}
