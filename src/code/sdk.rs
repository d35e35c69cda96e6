//! Calls of Anthropic's libraries: `client.messages.create(…)` in Python and TypeScript.

use super::build::Draft;
use super::client::{given_value, Client, Service};
use super::expr::{Entry, Expr, Node};
use super::lex::Language;
use super::tables::{role, Method, Role, FIELDS, METHODS, WRAPPERS};
use super::write::{entries, name, Writer};
use super::Reader;
use crate::request::{Body, Notation, Origin, Request};
use crate::span::Span;
use crate::text::{SymbolKind, Traced};

/// A call of a method that sends something.
struct Place<'a> {
    method: Method,
    beta: bool,
    /// The client's name, the last part of it; empty where it is no name.
    client: &'a str,
    /// From the client to the method's name.
    program: Span,
    /// Behind the bracket that opens the arguments.
    args: usize,
}

/// The calls of a paste.
pub fn requests(reader: &Reader<'_>) -> Vec<Request> {
    let mut found: Vec<Request> = Vec::new();
    let mut done = 0;
    for at in places(reader.paste) {
        if at < done || found.len() >= super::MOST {
            continue;
        }
        let Some(place) = place(reader.paste, at) else { continue };
        if let Some((request, end)) = request(reader, &place) {
            done = end;
            found.push(request);
        }
    }
    found
}

fn places(paste: &str) -> Vec<usize> {
    let mut all: Vec<usize> = ["messages", "completions"]
        .iter()
        .flat_map(|word| paste.match_indices(word).map(|(at, _)| at))
        .filter(|at| paste.get(..*at).is_some_and(|before| before.ends_with('.')))
        .collect();
    crate::order::by_key(&mut all, |at| *at);
    all
}

/// The call around the word at `at`.
fn place(paste: &str, at: usize) -> Option<Place<'_>> {
    let rest = paste.get(at..)?;
    let mut path: Vec<&str> = Vec::new();
    let mut from = 0;
    loop {
        let tail = rest.get(from..)?;
        let blanks = tail.len() - tail.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let word = tail.get(blanks..)?;
        let length = word.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(word.len());
        if length == 0 || length > 40 || blanks > 200 || path.len() > 5 {
            return None;
        }
        path.push(word.get(..length)?);
        from += blanks + length;
        let tail = rest.get(from..)?;
        let blanks = tail.len() - tail.trim_start_matches([' ', '\t', '\r', '\n']).len();
        match tail.as_bytes().get(blanks.min(200))? {
            b'.' => from += blanks + 1,
            b'(' if blanks == 0 => break,
            // A type: `parse<Answer>(`
            b'<' if blanks == 0 => {
                let end = tail.bytes().take(120).position(|b| b == b'>')?;
                from += end + 1;
                if !rest.get(from..)?.starts_with('(') {
                    return None;
                }
                break;
            }
            _ => return None,
        }
    }
    path.retain(|word| !WRAPPERS.contains(word));
    let receiver = receiver(paste, at);
    let mut before: Vec<&str> =
        receiver.of(paste).split('.').map(|part| part.trim_matches(['?', '!', ' ', '\n'])).collect();
    before.pop();
    if before.last() == Some(&"chat") {
        path.insert(0, "chat");
        before.pop();
    }
    let (_, method) = METHODS.iter().find(|(names, _)| names.split('.').eq(path.iter().copied()))?;
    let beta = before.last() == Some(&"beta");
    if beta {
        before.pop();
    }
    let end = at + rest.get(..from)?.split('<').next().unwrap_or("").len();
    let program = Span::new(receiver.start, end);
    Some(Place { method: *method, beta, client: before.last().copied().unwrap_or(""), program, args: at + from + 1 })
}

/// The names and dots in front of byte `at`.
fn receiver(paste: &str, at: usize) -> Span {
    let mut from = at.saturating_sub(200);
    while !paste.is_char_boundary(from) {
        from += 1;
    }
    let before = paste.get(from..at).unwrap_or("");
    let mut start = before.len();
    loop {
        let head = before.get(..start).unwrap_or("");
        let dotted = head.trim_end_matches(['.', '?', '!']);
        if dotted.len() == head.len() {
            break;
        }
        let blanks = dotted.trim_end();
        let word = blanks.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '#'));
        start = word.len();
        if word.len() == blanks.len() {
            // A bracket: what was called in front is not part of the name.
            start = dotted.len();
            break;
        }
    }
    Span::new(from + start, at)
}

fn language(paste: &str, at: usize) -> Language {
    let mut rest = paste.get(at..).unwrap_or("").trim_start();
    while let Some(comment) = rest.strip_prefix("//") {
        rest = comment.split_once('\n').map_or("", |(_, next)| next).trim_start();
    }
    let word = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '.'))).unwrap_or(rest.len());
    let behind = rest.get(word..).unwrap_or("").trim_start();
    let positional = word > 0 && behind.starts_with([',', ')']);
    if rest.starts_with(['{', '`']) || positional || rest.starts_with("/*") {
        Language::JavaScript
    } else {
        Language::Python
    }
}

/// The request of a call, and where the call ends.
fn request(reader: &Reader<'_>, place: &Place<'_>) -> Option<(Request, usize)> {
    let paste = reader.paste;
    let language = language(paste, place.args);
    let (args, end) = reader.args(place.args, language)?;
    let brackets = Span::new(place.args - 1, end);
    let mut writer = Writer::new(paste, reader.names(), language);
    let (origin, fields, around, more) = match language {
        Language::Python => {
            let call = super::expr::Call { name: place.program, brackets, args };
            (Origin::PythonSdk, entries(&call), brackets, None)
        }
        Language::JavaScript => {
            let mut args = args.into_iter().map(|arg| arg.value);
            let first = writer.resolved(&args.next()?);
            let fields = first.entries()?.to_vec();
            (Origin::TypeScriptSdk, fields, first.span, args.next())
        }
    };
    let client = reader.client(place.client, place.program);
    if !meant(paste, place, &fields, client) {
        return None;
    }
    let origin = match (client.map(|client| client.service), language) {
        (Some(Service::OpenAi), Language::Python) => Origin::PythonHttp,
        (Some(Service::OpenAi), Language::JavaScript) => Origin::Fetch,
        _ => origin,
    };
    let mut draft = Draft::new(origin, place.program, Span::new(place.program.start, end));
    draft.notation = if language == Language::Python { Notation::Python } else { Notation::JavaScript };
    address(&mut draft, &mut writer, place, client, &fields);
    credentials(&mut draft, &mut writer, client);
    if origin.is_sdk() {
        let version = |value: &mut Traced| value.push_symbol("${SDK}", "SDK", SymbolKind::Expression, place.program);
        draft.implied("anthropic-version", version);
    }
    draft.implied("content-type", |value| value.push_replaced("application/json", place.program));
    if let Some(entry) = client.and_then(|client| client.option(paste, &["default_headers", "defaultHeaders"])) {
        draft.headers(&mut writer, &entry.value);
    }
    if client.is_none_or(|client| client.open(paste)) {
        draft.hidden(place.program);
    }
    parameters(&mut draft, &mut writer, place, origin, &fields);
    if let Some(options) = more {
        let options = writer.resolved(&options);
        match options.entries() {
            Some(entries) => {
                let found = entries.iter().find(|entry| name(&entry.key, paste) == Some("headers"));
                if let Some(entry) = found {
                    draft.headers(&mut writer, &entry.value);
                }
                if entries.iter().any(|entry| name(&entry.key, paste).is_none()) {
                    draft.hidden(options.span);
                }
            }
            None => draft.hidden(options.span),
        }
    }
    body(&mut draft, &mut writer, place, origin, &fields, around, client);
    draft.uses(&writer.used, client.map(|client| client.span));
    Some((draft.finish(paste), end))
}

/// Whether a call is one of Anthropic's libraries; Twilio and others have `messages.create` too.
fn meant(paste: &str, place: &Place<'_>, fields: &[Entry], client: Option<&Client<'_>>) -> bool {
    let names: Vec<&str> = fields.iter().filter_map(|entry| name(&entry.key, paste)).collect();
    let known = names.iter().filter(|name| FIELDS.contains(name)).count();
    let service = client.map(|client| client.service);
    match place.method {
        Method::Chat => {
            let base = client.and_then(|client| client.option(paste, &["base_url", "baseURL"]));
            let anthropic = base.is_some_and(|entry| entry.value.span.of(paste).contains("anthropic"));
            known > 0 && service.is_some_and(|service| service != Service::OpenAi || anthropic)
        }
        Method::Complete => {
            service.is_some_and(|service| service != Service::OpenAi) && names.contains(&"prompt")
                || names.contains(&"max_tokens_to_sample")
        }
        Method::Batch => names.contains(&"requests"),
        _ => service != Some(Service::OpenAi) && known > usize::from(client.is_none()),
    }
}

/// Where the request goes.
fn address(
    draft: &mut Draft,
    writer: &mut Writer<'_>,
    place: &Place<'_>,
    client: Option<&Client<'_>>,
    fields: &[Entry],
) {
    let paste = writer.paste;
    let path = place.method.path();
    let suffix = if place.beta && path.starts_with("/v1/messages") { "?beta=true" } else { "" };
    let Some(client) = client else {
        // Whose client it is is not shown, only what it asks for.
        draft.url.push_replaced(&format!("{path}{suffix}"), place.program);
        return;
    };
    let option = |names: &[&str]| given_value(client.option(paste, names));
    let base = option(&["base_url", "baseURL"]);
    let hidden = client.open(paste) && base.is_none();
    let model = fields.iter().find(|entry| name(&entry.key, paste) == Some("model")).map(|entry| &entry.value);
    let stream = place.method == Method::Stream
        || fields.iter().any(|e| name(&e.key, paste) == Some("stream") && e.value.node == Node::Word("true"));
    let part = |writer: &mut Writer<'_>, value: Option<&Expr>, variable: &str| match value {
        Some(value) => writer.plain(value),
        None => {
            let mut text = Traced::new();
            text.push_symbol(&format!("${{{variable}}}"), variable, SymbolKind::Variable, place.program);
            text
        }
    };
    if let Some(base) = base {
        let text = writer.plain(base);
        let length = text.as_str().trim_end_matches('/').len();
        draft.url = text.slice(0..length);
    } else if hidden {
        draft.url.push_symbol("${client}", "client", SymbolKind::Expression, client.span);
    } else {
        let url = &mut draft.url;
        match client.service {
            Service::Claude | Service::OpenAi => url.push_replaced("https://api.anthropic.com", place.program),
            Service::Bedrock | Service::Mantle | Service::Aws => {
                let (lead, tail) = match client.service {
                    Service::Bedrock => ("https://bedrock-runtime.", ".amazonaws.com"),
                    Service::Mantle => ("https://bedrock-mantle.", ".api.aws/anthropic"),
                    _ => ("https://aws-external-anthropic.", ".api.aws"),
                };
                url.push_replaced(lead, place.program);
                let region = option(&["aws_region", "awsRegion"]);
                url.append(&part(writer, region, "AWS_REGION"));
                url.push_replaced(tail, place.program);
            }
            Service::Vertex => {
                let region = part(writer, option(&["region"]), "CLOUD_ML_REGION");
                let host = match region.as_str() {
                    "global" => "aiplatform.googleapis.com".to_owned(),
                    "us" | "eu" => format!("aiplatform.{}.rep.googleapis.com", region.as_str()),
                    other => format!("{other}-aiplatform.googleapis.com"),
                };
                url.push_replaced(&format!("https://{host}/v1"), place.program);
            }
            Service::Foundry => {
                url.push_replaced("https://", place.program);
                url.append(&part(writer, option(&["resource"]), "ANTHROPIC_FOUNDRY_RESOURCE"));
                url.push_replaced(".services.ai.azure.com/anthropic", place.program);
            }
            Service::Other => url.push_symbol("${client}", "client", SymbolKind::Expression, client.span),
        }
    }
    // What the library adds stands for nothing that is typed, so that places in the address stay those typed.
    let end = Span::at(draft.url.whole().end);
    match client.service {
        Service::Bedrock if path == "/v1/messages" => {
            draft.url.push_replaced("/model/", end);
            draft.url.append(&part(writer, model, "model"));
            let how = if stream { "/invoke-with-response-stream" } else { "/invoke" };
            draft.url.push_replaced(how, place.program);
        }
        Service::Vertex if path.starts_with("/v1/messages") && place.method != Method::Batch => {
            draft.url.push_replaced("/projects/", end);
            draft.url.append(&part(writer, option(&["project_id", "projectId"]), "ANTHROPIC_VERTEX_PROJECT_ID"));
            draft.url.push_replaced("/locations/", place.program);
            draft.url.append(&part(writer, option(&["region"]), "CLOUD_ML_REGION"));
            draft.url.push_replaced("/publishers/anthropic/models/", place.program);
            if place.method == Method::Count {
                draft.url.push_replaced("count-tokens:rawPredict", place.program);
            } else {
                draft.url.append(&part(writer, model, "model"));
                draft.url.push_replaced(if stream { ":streamRawPredict" } else { ":rawPredict" }, place.program);
            }
        }
        // OpenAI's library has /v1 in its base address.
        Service::OpenAi => draft.url.push_replaced("/chat/completions", end),
        _ if base.is_some() => draft.url.push_replaced(&format!("{path}{suffix}"), end),
        _ => draft.url.push_replaced(&format!("{path}{suffix}"), place.program),
    }
}

/// The key or token that the client sends.
fn credentials(draft: &mut Draft, writer: &mut Writer<'_>, client: Option<&Client<'_>>) {
    let paste = writer.paste;
    let program = draft.program;
    let Some(client) = client else { return };
    let option = |names: &[&str]| client.option(paste, names).filter(|entry| given_value(Some(entry)).is_some());
    let key = option(&["api_key", "apiKey"]);
    let token = option(&["auth_token", "authToken", "access_token", "accessToken"]);
    let signed = matches!(client.service, Service::Bedrock | Service::Mantle | Service::Aws | Service::Vertex);
    if let Some(entry) = key {
        let value = writer.plain(&entry.value);
        if client.service == Service::OpenAi || client.service == Service::Bedrock {
            draft.bearer(entry.span, &value);
        } else {
            draft.implied_at("x-api-key", entry.span, value);
        }
    }
    if let Some(entry) = token {
        let value = writer.plain(&entry.value);
        draft.bearer(entry.span, &value);
    }
    let other = option(&["credentials", "config", "profile", "azure_ad_token_provider", "azureADTokenProvider"]);
    if key.is_none() && token.is_none() && (signed || other.is_some()) {
        let mut value = Traced::new();
        value.push_symbol("${credentials}", "credentials", SymbolKind::Expression, client.span);
        draft.implied_at("authorization", client.span, value);
    } else if key.is_none() && token.is_none() {
        let variable = match client.service {
            Service::Foundry => "ANTHROPIC_FOUNDRY_API_KEY",
            _ => "ANTHROPIC_API_KEY",
        };
        let mut value = Traced::new();
        value.push_symbol(&format!("${{{variable}}}"), variable, SymbolKind::Variable, program);
        draft.implied_at("x-api-key", program, value);
    }
}

/// Headers that are given as arguments of the call.
fn parameters(draft: &mut Draft, writer: &mut Writer<'_>, place: &Place<'_>, origin: Origin, fields: &[Entry]) {
    for entry in fields {
        let Some(key) = name(&entry.key, writer.paste) else { continue };
        match role(origin, place.method, place.beta, key) {
            Role::Header(header) => {
                let known = writer.resolved(&entry.value);
                let mut value = Traced::new();
                match &known.node {
                    Node::List(items) => {
                        for (index, item) in items.iter().enumerate() {
                            if index > 0 {
                                value.push_replaced(",", Span::at(item.span.start));
                            }
                            value.append(&writer.plain(item));
                        }
                    }
                    _ => value = writer.plain(&known),
                }
                draft.implied_at(header, entry.span, value);
            }
            Role::Headers => draft.headers(writer, &entry.value),
            Role::Body | Role::Field | Role::Library => {}
        }
    }
}

/// The body: the fields, what the library adds, and what it leaves out.
fn body(
    draft: &mut Draft,
    writer: &mut Writer<'_>,
    place: &Place<'_>,
    origin: Origin,
    fields: &[Entry],
    around: Span,
    client: Option<&Client<'_>>,
) {
    let paste = writer.paste;
    let bedrock = client.is_some_and(|client| client.service == Service::Bedrock);
    let partner = bedrock || client.is_some_and(|client| client.service == Service::Vertex);
    let wanted = |key: &str| {
        let outside = match key {
            "model" => partner && place.method != Method::Count,
            "stream" => bedrock,
            _ => false,
        };
        role(origin, place.method, place.beta, key) == Role::Field && !outside
    };
    writer.edge("{", Span::new(around.start, around.start + 1));
    let mut some = writer.members(fields, wanted, false);
    for entry in fields {
        if name(&entry.key, paste).is_some_and(|key| role(origin, place.method, place.beta, key) == Role::Body) {
            let extra = writer.resolved(&entry.value);
            match extra.entries() {
                Some(entries) => some = writer.members(entries, |_| true, some),
                None => writer.unknown(&entry.value),
            }
        }
    }
    let end = Span::at(around.end.saturating_sub(1));
    if place.method == Method::Stream && !bedrock {
        writer.out.push_replaced(if some { ", \"stream\": true" } else { "\"stream\": true" }, end);
        some = true;
    }
    if partner {
        // Which version it is depends on the library's.
        writer.out.push_replaced(if some { ", \"anthropic_version\": \"" } else { "\"anthropic_version\": \"" }, end);
        writer.out.push_symbol("${SDK}", "SDK", SymbolKind::Expression, end);
        writer.out.push_replaced("\"", end);
    }
    writer.edge("}", Span::new(around.end.saturating_sub(1), around.end));
    draft.body = Body::Text(std::mem::take(&mut writer.out));
}
