//! anthropic-version, content-type, and names that are slips.

use super::BASE;
use crate::check::nearest::nearest;
use crate::check::{Context, Endpoint, Platform, Rule, Sink};
use crate::finding::{Edit, Fix, Severity, Trust};
use crate::request::{Body, Dialect, Origin};
use crate::span::Span;

/// The checks of this file.
pub const RULES: &[Rule] =
    &[MISSPELT, VERSION_MISSING, VERSION_UNKNOWN, TYPE_MISSING, TYPE_WRONG, BROWSER, ORIGIN, ENCODING];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/versioning";

/// A header's name is a slip.
pub const MISSPELT: Rule = Rule {
    id: "header/misspelt",
    title: "A slip in a header's name",
    why: "The API does not see a header under another name: 400 \"anthropic-version: header is required\", or 401 \"x-api-key header is required\".",
    source: cited!("https://platform.claude.com/docs/en/api/overview"),
    run: misspelt,
    bad: pastes![
        curl!(head "-H \"x-api-key: $KEY\" -H 'antropic-version: 2023-06-01' -H 'content-type: application/json'"),
        curl!(head "-H \"api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'"),
        curl!(head concat!(head!(), " -H 'antropic-beta: context-1m-2025-08-07'")),
    ],
    good: pastes![curl!(head concat!(head!(), " -H 'x-request-id: 1' -H 'accept: application/json' -H 'api-key: x'"))],
    ..BASE
};

/// No version.
pub const VERSION_MISSING: Rule = Rule {
    id: "version/missing",
    cause: Some("missing_version_header"),
    title: "No anthropic-version",
    why: "The API answers 400 invalid_request_error \"anthropic-version: header is required\".",
    source: cited!(SOURCE),
    run: version_missing,
    bad: pastes![curl!(head "-H \"x-api-key: $KEY\" -H 'content-type: application/json'")],
    good: pastes![
        curl!(head head!()),
        curl!("http://localhost:4000/v1/messages", "-H 'content-type: application/json'", body!()),
        body!(),
    ],
    ..BASE
};

/// A version that does not exist.
pub const VERSION_UNKNOWN: Rule = Rule {
    id: "version/unknown",
    cause: Some("invalid_version_header"),
    title: "A version that does not exist",
    why: "The API answers 400 invalid_request_error: \"anthropic-version: … is not a valid version\". The versions are 2026-10-21, 2023-06-01 and 2023-01-01.",
    source: cited!(SOURCE),
    run: version_unknown,
    bad: pastes![curl!(head "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2025-06-01' -H 'content-type: application/json'")],
    good: pastes![
        curl!(head "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2026-10-21' -H 'content-type: application/json'"),
        curl!(head "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-01-01' -H 'content-type: application/json'"),
    ],
    ..BASE
};

/// No content type, or the one that curl adds by itself.
pub const TYPE_MISSING: Rule = Rule {
    id: "content-type/missing",
    cause: Some("missing_content_type_header"),
    title: "No content-type: application/json",
    why: "Without it, -d sends the body as a web form (application/x-www-form-urlencoded), and the API does not read it as JSON: 415 \"Unsupported Media Type\" or 400.",
    source: cited!("https://platform.claude.com/docs/en/api/overview"),
    run: type_missing,
    bad: pastes![curl!(head "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01'")],
    good: pastes![
        curl!(head head!()),
        concat!("curl https://api.anthropic.com/v1/messages -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' --json '", body!(), "'"),
        "curl https://api.anthropic.com/v1/files -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -F file=@a.pdf",
    ],
    ..BASE
};

/// Another content type.
pub const TYPE_WRONG: Rule = Rule {
    id: "content-type/wrong",
    cause: Some("missing_content_type_header"),
    title: "A content-type that is not JSON",
    why: "The API answers 415 \"Unsupported Media Type\": it takes application/json here.",
    source: cited!("https://platform.claude.com/docs/en/api/overview"),
    run: type_wrong,
    bad: pastes![curl!(head "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: text/plain'")],
    good: pastes![
        curl!(head "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json; charset=utf-8'")
    ],
    ..BASE
};

/// A call that only a browser makes, without the header that allows it.
pub const BROWSER: Rule = Rule {
    id: "header/browser-access",
    severity: Severity::Warning,
    cause: Some("cors_browser_header_missing"),
    title: "A call from a web page without the header that allows it",
    why: "A browser sends an Origin header. To such a request the API answers 401 \"CORS requests must set 'anthropic-dangerous-direct-browser-access' header\", and the page sees no more than a failed request. A key inside a page can be read by everybody who opens it: a server of your own is the safe way.",
    source: cited!("https://www.npmjs.com/package/@anthropic-ai/sdk"),
    run: browser,
    bad: pastes![
        "$.ajax({ url: 'https://api.anthropic.com/v1/messages', type: 'POST', contentType: 'application/json', headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' }, data: JSON.stringify({ model: 'claude-opus-5', max_tokens: 9, messages }) })",
        "const xhr = new XMLHttpRequest();\nxhr.open('POST', 'https://api.anthropic.com/v1/messages');\nxhr.setRequestHeader('content-type', 'application/json');\nxhr.setRequestHeader('x-api-key', key);\nxhr.setRequestHeader('anthropic-version', '2023-06-01');\nxhr.send(JSON.stringify({ model: 'claude-opus-5', max_tokens: 9, messages }));",
    ],
    good: pastes![
        "$.ajax({ url: 'https://api.anthropic.com/v1/messages', type: 'POST', contentType: 'application/json', headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'anthropic-dangerous-direct-browser-access': 'true' }, data: JSON.stringify({ model: 'claude-opus-5', max_tokens: 9, messages }) })",
        "await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': key, 'anthropic-version': '2023-06-01' }, body: JSON.stringify({ model: 'claude-opus-5', max_tokens: 9, messages }) })",
    ],
    ..BASE
};

/// An Origin header without the header that allows it.
pub const ORIGIN: Rule = Rule {
    id: "header/origin",
    cause: Some("cors_browser_header_missing"),
    title: "An Origin header without the header that allows it",
    why: "To a request with an Origin header, as browsers send it, the API answers 401 \"CORS requests must set 'anthropic-dangerous-direct-browser-access' header\".",
    source: cited!("https://www.npmjs.com/package/@anthropic-ai/sdk"),
    run: origin,
    bad: pastes![curl!(head "-H 'origin: http://localhost:5173' -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![curl!(head "-H 'origin: http://localhost:5173' -H 'anthropic-dangerous-direct-browser-access: true' -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    ..BASE
};

/// An encoding that the body does not have.
pub const ENCODING: Rule = Rule {
    id: "header/content-encoding",
    cause: Some("request_body_invalid_json"),
    title: "A content-encoding that the body does not have",
    why: "The body goes out as it is typed. The API unpacks it as the header says and answers 400 with the code request_body_encoding_invalid.",
    source: cited!("https://www.npmjs.com/package/@anthropic-ai/sdk"),
    run: encoding,
    bad: pastes![curl!(head "-H 'content-encoding: gzip' -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![curl!(head "-H 'content-encoding: identity' -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    ..BASE
};

/// What a slip in anthropic-beta leads to.
const NO_BETA: &str = "The API passes over a header that it does not know, so no beta is asked for: a field or tool that needs one is then refused with 400 \"Extra inputs are not permitted\".";

/// Names that are right though they resemble another.
const FINE: &[&str] = &["accept", "host", "origin", "user-agent", "cookie", "content-length", "content-encoding"];

/// Names that people give to the version's header.
const VERSION_SLIPS: &[&str] =
    &["version", "x-anthropic-version", "api-version", "x-api-version", "anthropic-api-version", "claude-version"];

/// The header that `name` was meant to be, if it is a slip.
pub fn meant(name: &str) -> Option<&'static str> {
    const REAL: &[&str] = &["x-api-key", "anthropic-version", "authorization", "content-type", "anthropic-beta"];
    let name = name.to_ascii_lowercase();
    if REAL.contains(&name.as_str()) || FINE.contains(&name.as_str()) || name.starts_with("anthropic-beta") {
        return None;
    }
    let plain = name.replace(['_', ' '], "-");
    if let Some(real) = REAL.iter().find(|real| **real == plain || real.replace('-', "") == plain) {
        return Some(real);
    }
    if VERSION_SLIPS.contains(&name.as_str()) {
        return Some("anthropic-version");
    }
    if super::key::KEY_SLIPS.contains(&name.as_str()) {
        return Some("x-api-key");
    }
    nearest(&name, REAL.iter().copied(), 2)
}

fn api(context: &Context) -> bool {
    matches!(context.platform, Platform::Claude | Platform::NotTheApi | Platform::Misspelt)
}

fn misspelt(context: &Context, sink: &mut Sink) {
    if !api(context) {
        return;
    }
    let credential = context.header("x-api-key").is_some() || context.header("authorization").is_some();
    for header in &context.request.headers {
        let Some(real) = meant(header.name.as_str()).filter(|_| !header.implied) else { continue };
        let covered = match real {
            "x-api-key" | "authorization" => credential,
            "content-type" => context.header("content-type").is_some_and(|h| !h.implied),
            other => context.header(other).is_some(),
        };
        if covered {
            continue;
        }
        let cause = match real {
            "anthropic-version" => "missing_version_header",
            "anthropic-beta" => "extra_inputs_not_permitted",
            "content-type" => "missing_content_type_header",
            _ => "no_credentials",
        };
        let span = header.name.whole();
        // In code a name without quotes cannot hold a hyphen.
        let before = context.paste.get(..span.start).and_then(|before| before.chars().next_back());
        let bare = context.request.origin.is_code() && !matches!(before, Some('"' | '\'' | '`'));
        let text = if bare { format!("\"{real}\"") } else { real.to_owned() };
        let edits = vec![Edit { span, text }];
        let fix = Fix { title: format!("Write {real}"), trust: Trust::Safe, edits };
        let note = sink
            .add(span, format!("The header is named {real}, not {}.", header.name.as_str()))
            .cause(Some(cause))
            .fix(fix);
        if real == "anthropic-beta" {
            note.why(NO_BETA).warning();
        }
    }
}

fn slipped(context: &Context, real: &str) -> bool {
    context.request.headers.iter().any(|header| !header.implied && meant(header.name.as_str()) == Some(real))
}

/// A fix that adds a header after the last one that is typed on a line of its own kind.
fn add_header(context: &Context, line: &str) -> Option<Fix> {
    let shell = context.request.origin == Origin::Curl && context.request.dialect != Some(Dialect::PowerShell);
    let program = context.request.program;
    let word = program.of(context.paste);
    // Right after the word curl an option is always in a place of its own.
    let edits = vec![Edit { span: Span::at(program.end), text: format!(" -H \"{line}\"") }];
    (shell && matches!(word, "curl" | "curl.exe")).then(|| Fix {
        title: format!("Add {line}"),
        trust: Trust::Safe,
        edits,
    })
}

fn version_missing(context: &Context, sink: &mut Sink) {
    let own = api(context) || matches!(context.platform, Platform::Aws | Platform::Foundry);
    let path = context.path.as_str();
    let versioned = path.contains("/v1/") && !path.starts_with("/v1/oauth") && context.endpoint != Endpoint::Chat;
    if !own || !versioned || context.headers_hidden() || context.endpoint == Endpoint::Unknown {
        return;
    }
    let present = context.header("anthropic-version").is_some_and(|h| !h.value.is_empty());
    if present || slipped(context, "anthropic-version") {
        return;
    }
    let get = context.request.body == Body::None;
    let fix = add_header(context, "anthropic-version: 2023-06-01");
    let note = sink.add(context.start(), "The header anthropic-version is missing.").fix(fix);
    if get && matches!(context.endpoint, Endpoint::Other) || !api(context) {
        note.warning();
    }
}

fn version_unknown(context: &Context, sink: &mut Sink) {
    let own = api(context) || matches!(context.platform, Platform::Aws | Platform::Foundry | Platform::Gateway);
    let Some(header) = context.header("anthropic-version").filter(|_| own) else { return };
    let value = header.value.as_str();
    if !header.value.symbols().is_empty()
        || value.is_empty()
        || matches!(value, "2026-10-21" | "2023-06-01" | "2023-01-01")
    {
        return;
    }
    let span = header.value.whole();
    let edits = vec![Edit { span, text: "2023-06-01".into() }];
    let fix = Fix { title: "Use 2023-06-01".into(), trust: Trust::Safe, edits };
    let message = if value.starts_with('$') || value.starts_with('%') {
        format!("anthropic-version is {value}: the shell did not put a value in.")
    } else {
        format!("anthropic-version {value} does not exist.")
    };
    sink.add(span, message).fix(fix);
}

fn sends_json(context: &Context) -> bool {
    let body = matches!(context.request.body, Body::Text(_) | Body::File(_));
    let known =
        matches!(context.endpoint, Endpoint::Messages | Endpoint::CountTokens | Endpoint::Batches | Endpoint::Chat);
    body && known && (api(context) || matches!(context.platform, Platform::Aws | Platform::Foundry | Platform::Gateway))
}

fn type_missing(context: &Context, sink: &mut Sink) {
    if !sends_json(context) || context.headers_hidden() || slipped(context, "content-type") {
        return;
    }
    if context.request.method.as_str() == "GET" {
        return;
    }
    let typed = context.request.headers.iter().any(|h| h.is("content-type") && !h.implied);
    let implied = context.header("content-type").filter(|h| h.implied).map_or("", |h| h.value.as_str());
    if typed || implied.contains("json") {
        return;
    }
    if sink.has("code/form-body") {
        return;
    }
    let fix = add_header(context, "content-type: application/json");
    let note = sink.add(context.start(), "The header content-type: application/json is missing.").fix(fix);
    if implied.starts_with("text/plain") {
        note.why("fetch sends a text as text/plain when no other type is given; the API answers 415 \"Unsupported Media Type\".");
    } else if context.request.origin.is_code() && implied.is_empty() {
        note.warning().why("The library sets no type for a text; the API asks for application/json.");
    }
}

fn type_wrong(context: &Context, sink: &mut Sink) {
    // A path that is wrong is meant for Messages, too.
    let meant = context.endpoint == Endpoint::Unknown && context.on_claude() && context.root().is_some();
    if let Body::Multipart(_) = context.request.body {
        if context.endpoint == Endpoint::Messages && context.on_claude() {
            sink.add(context.start(), "The body is a multipart form; this endpoint takes JSON.");
        }
        return;
    }
    if !sends_json(context) && !meant {
        return;
    }
    let Some(header) = context.request.headers.iter().find(|h| h.is("content-type") && !h.implied) else { return };
    let value = header.value.as_str();
    let kind = value.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let json = kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"));
    if json || kind.is_empty() || !header.value.symbols().is_empty() {
        return;
    }
    let span = header.value.whole();
    let edits = vec![Edit { span, text: "application/json".into() }];
    let fix = Fix { title: "Use application/json".into(), trust: Trust::Safe, edits };
    sink.add(span, format!("content-type is {value}; the API takes application/json.")).fix(fix);
}

fn origin(context: &Context, sink: &mut Sink) {
    let missing = context.header("anthropic-dangerous-direct-browser-access").is_none();
    let Some(header) = context.header("origin").filter(|header| !header.value.is_empty()) else { return };
    if context.on_claude() && missing && !context.headers_hidden() {
        let span = header.span();
        let message = "A request with an Origin header needs anthropic-dangerous-direct-browser-access: true.";
        sink.add(span, message).fix(add_header(context, "anthropic-dangerous-direct-browser-access: true"));
    }
}

fn encoding(context: &Context, sink: &mut Sink) {
    const PACKED: &[&str] = &["gzip", "deflate", "br", "zstd"];
    let Some(header) = context.header("content-encoding") else { return };
    let packed = PACKED.iter().any(|name| header.value.as_str().eq_ignore_ascii_case(name));
    // A body that is typed is plain text; one that a program makes may be packed.
    let plain = context.body.is_some_and(|body| body.as_str().trim_start().starts_with('{'));
    if context.on_claude() && packed && plain && context.request.origin.is_command() {
        let span = header.span();
        sink.add(span, format!("The body is not packed as {} says.", header.value.as_str()));
    }
}

fn browser(context: &Context, sink: &mut Sink) {
    let missing = context.header("anthropic-dangerous-direct-browser-access").is_none();
    if context.request.origin == Origin::Browser && api(context) && missing && !context.headers_hidden() {
        let message =
            "A web page may call the API only with the header anthropic-dangerous-direct-browser-access: true.";
        sink.add(context.start(), message);
    }
}
