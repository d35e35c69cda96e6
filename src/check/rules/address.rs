//! Host, scheme and path.

use super::BASE;
use crate::check::target::{NOT_THE_API, OTHER_VENDORS};
use crate::check::{Context, Endpoint, Platform, Rule, Sink};
use crate::finding::{Edit, Fix, Severity, Trust};
use crate::request::Body;

/// The checks of this file.
pub const RULES: &[Rule] = &[NOT_API, VENDOR, MISSPELT, SCHEME, DOUBLE_V1, COMPLETE, CHAT, PATH, GATEWAY_PATH];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/overview";

/// A host of Anthropic that is not the API.
pub const NOT_API: Rule = Rule {
    id: "host/not-the-api",
    cause: Some("base_url_wrong"),
    title: "A host that is not the API",
    why:
        "The Claude API answers at https://api.anthropic.com only; other hosts send a web page, a redirect or nothing.",
    source: cited!(SOURCE),
    run: not_api,
    bad: pastes![
        curl!(url "https://api.claude.ai/v1/messages"),
        curl!(url "https://console.anthropic.com/v1/messages")
    ],
    good: pastes![curl!(url "https://api.anthropic.com/v1/messages"), curl!(url "https://llm.example.com/v1/messages")],
    ..BASE
};

/// Another vendor's host with a request for Claude.
pub const VENDOR: Rule = Rule {
    id: "host/other-vendor",
    cause: Some("base_url_wrong"),
    title: "A request for Claude that goes to another vendor",
    why: "That server does not know Claude's models, keys or headers.",
    source: cited!("https://platform.claude.com/docs/en/cli-sdks-libraries/libraries/openai-sdk"),
    run: vendor,
    bad: pastes![curl!(url "https://api.openai.com/v1/messages")],
    good: pastes![
        "curl https://api.openai.com/v1/chat/completions -H \"Authorization: Bearer $K\" -H \"content-type: application/json\" -d '{\"model\":\"gpt-4o\",\"messages\":[]}'",
    ],
    ..BASE
};

/// A slip in the host name.
pub const MISSPELT: Rule = Rule {
    id: "host/misspelt",
    cause: Some("dns_failure"),
    title: "A slip in the host name",
    why: "The name does not exist or belongs to somebody else; your key must not go there.",
    source: cited!(SOURCE),
    run: misspelt,
    bad: pastes![curl!(url "https://api.antropic.com/v1/messages"), curl!(url "https://api.anthropic.co/v1/messages")],
    good: pastes![curl!(url "https://api.anthropic.com/v1/messages"), curl!(url "https://api.example.com/v1/messages")],
    ..BASE
};

/// http:// on the public host.
pub const SCHEME: Rule = Rule {
    id: "host/http",
    cause: Some("endpoint_wrong"),
    title: "http in place of https",
    why: "The server redirects to https; curl then sends nothing, or a GET that gets 405. The key has gone over the line unencrypted.",
    source: cited!(SOURCE),
    run: scheme,
    bad: pastes![curl!(url "http://api.anthropic.com/v1/messages")],
    good: pastes![curl!(url "https://api.anthropic.com/v1/messages"), curl!(url "http://localhost:4000/v1/messages")],
    ..BASE
};

/// `/v1/v1/`.
pub const DOUBLE_V1: Rule = Rule {
    id: "path/double-v1",
    cause: Some("endpoint_wrong"),
    title: "/v1 twice in the path",
    why: "The API answers 404 not_found_error. A base address ends before /v1, the endpoint's path begins with it.",
    source: cited!(SOURCE),
    run: double_v1,
    bad: pastes![curl!(url "https://api.anthropic.com/v1/v1/messages")],
    good: pastes![curl!(url "https://api.anthropic.com/v1/messages")],
    ..BASE
};

/// Text Completions.
pub const COMPLETE: Rule = Rule {
    id: "path/legacy-complete",
    cause: Some("endpoint_wrong"),
    title: "The old Text Completions endpoint",
    why: "/v1/complete is gone (404 not_found_error); its models are retired. Messages take its place.",
    source: cited!("https://platform.claude.com/docs/en/api/migration-2026-10-21"),
    run: complete,
    bad: pastes![curl!(
        "https://api.anthropic.com/v1/complete",
        head!(),
        "{\"model\":\"claude-2.1\",\"max_tokens_to_sample\":256,\"prompt\":\"x\"}"
    )],
    good: pastes![curl!(url "https://api.anthropic.com/v1/messages")],
    ..BASE
};

/// OpenAI's path with a body for Messages.
pub const CHAT: Rule = Rule {
    id: "path/openai",
    cause: Some("endpoint_wrong"),
    title: "A Messages body on the OpenAI-compatible path",
    why: "/v1/chat/completions takes OpenAI's form. Fields such as system, thinking or input_schema belong to /v1/messages.",
    source: cited!("https://platform.claude.com/docs/en/cli-sdks-libraries/libraries/openai-sdk"),
    run: chat,
    bad: pastes![curl!(
        "https://api.anthropic.com/v1/chat/completions",
        head!(),
        "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"system\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
    )],
    good: pastes![
        "curl https://api.anthropic.com/v1/chat/completions -H \"Authorization: Bearer $KEY\" -H \"content-type: application/json\" -d '{\"model\":\"claude-opus-5\",\"messages\":[{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"user\",\"content\":\"Hi\"}]}'",
    ],
    ..BASE
};

/// A path that does not exist.
pub const PATH: Rule = Rule {
    id: "path/unknown",
    cause: Some("endpoint_wrong"),
    title: "A path that the API does not have",
    why: "The API answers 404 not_found_error: \"The requested resource could not be found.\"",
    source: cited!(SOURCE),
    run: path,
    bad: pastes![
        curl!(url "https://api.anthropic.com/messages"),
        curl!(url "https://api.anthropic.com/v1/message"),
        curl!(url "https://api.anthropic.com/v1/messages%20"),
        curl!(url "https://api.anthropic.com/v1/batches"),
    ],
    good: pastes![
        curl!(url "https://api.anthropic.com/v1/messages"),
        curl!(url "https://api.anthropic.com/v1/messages?beta=true"),
        "curl https://api.anthropic.com/v1/organizations/users -H \"x-api-key: $KEY\" -H \"anthropic-version: 2023-06-01\"",
        "curl -I https://api.anthropic.com/",
        curl!(url "https://gateway.example.com/claude/messages"),
    ],
    ..BASE
};

/// A known gateway, whose path to Anthropic lacks `/v1`.
pub const GATEWAY_PATH: Rule = Rule {
    id: "path/gateway-without-v1",
    severity: Severity::Warning,
    cause: Some("endpoint_wrong"),
    title: "A gateway's path without /v1",
    why: "The gateway passes what follows its provider name on to api.anthropic.com, and there the path begins with /v1; without it the answer is 404.",
    source: cited!("https://developers.cloudflare.com/ai-gateway/"),
    run: gateway_path,
    bad: pastes![curl!(url "https://gateway.ai.cloudflare.com/v1/abc/shop/anthropic/messages")],
    good: pastes![curl!(url "https://gateway.ai.cloudflare.com/v1/abc/shop/anthropic/v1/messages")],
    ..BASE
};

/// A fix that replaces `part` of the address; safe where the paste shows those very words.
fn replace(context: &Context, part: &str, text: &str, title: &str, trust: Trust) -> Option<Fix> {
    let span = context.url_place(part);
    let shown = span.of(context.paste).eq_ignore_ascii_case(part);
    shown.then(|| Fix { title: title.to_owned(), trust, edits: vec![Edit { span, text: text.to_owned() }] })
}

/// The host as the address writes it.
fn typed_host<'a>(context: &'a Context) -> &'a str {
    let url = context.request.url.as_str();
    let lower = url.to_ascii_lowercase();
    let at = lower.find(&context.host).unwrap_or(0);
    url.get(at..at + context.host.len()).unwrap_or("")
}

fn asks_claude(context: &Context) -> bool {
    let model = context.root().and_then(|root| root.text_of("model")).is_some_and(|id| id.contains("claude"));
    model || context.header("anthropic-version").is_some()
}

fn not_api(context: &Context, sink: &mut Sink) {
    if context.platform != Platform::NotTheApi || matches!(context.endpoint, Endpoint::Other) {
        return;
    }
    // Pages of these hosts are fetched for other reasons too.
    if context.request.body == Body::None && context.endpoint == Endpoint::Unknown {
        return;
    }
    let what = NOT_THE_API.iter().find(|(host, _)| *host == context.host).map_or("is not the API", |(_, what)| what);
    let host = typed_host(context);
    let fix = replace(context, host, "api.anthropic.com", "Use api.anthropic.com", Trust::Likely);
    sink.add(context.url_place(host), format!("{host} {what}; the API is at api.anthropic.com.")).fix(fix);
}

fn vendor(context: &Context, sink: &mut Sink) {
    if context.platform != Platform::OtherVendor || !asks_claude(context) {
        return;
    }
    let name = OTHER_VENDORS.iter().find(|(host, _)| *host == context.host).map_or("another vendor", |(_, name)| name);
    let host = typed_host(context);
    sink.add(context.url_place(host), format!("{host} belongs to {name}; Claude is at api.anthropic.com."));
}

fn misspelt(context: &Context, sink: &mut Sink) {
    if context.platform != Platform::Misspelt {
        return;
    }
    let host = typed_host(context);
    let fix = replace(context, host, "api.anthropic.com", "Use api.anthropic.com", Trust::Safe);
    sink.add(context.url_place(host), format!("{host} is a slip for api.anthropic.com.")).fix(fix);
}

fn scheme(context: &Context, sink: &mut Sink) {
    let url = context.request.url.as_str();
    let Some(scheme) = url.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("http://")) else { return };
    if !context.on_claude() {
        return;
    }
    let span = context.request.url.source(0..7.max(7 + context.host.len()).min(url.len())).on_borders(context.paste);
    let fix = replace(context, scheme, "https://", "Use https", Trust::Safe);
    sink.add(span, "The address begins with http://, the API with https://.").fix(fix);
}

fn double_v1(context: &Context, sink: &mut Sink) {
    if context.on_claude() && context.path.starts_with("/v1/v1") {
        let fix = replace(context, "/v1/v1", "/v1", "Take one /v1 out", Trust::Safe);
        // A library adds the second one itself.
        let span = context.url_place("/v1/v1");
        let own = context.request.origin.is_sdk() && matches!(span.of(context.paste), "/v1" | "/v1/");
        let edits = vec![Edit { span, text: String::new() }];
        let fix = fix.or(own.then(|| Fix { title: "Take /v1 out".into(), trust: Trust::Safe, edits }));
        // In a program the first may stand in the session's address, the second in that of the call.
        let url = &context.request.url;
        let second = url.as_str().find("/v1/v1").map(|at| url.source(at + 3..at + 6));
        let second = second.filter(|span| context.request.origin.is_code() && span.of(context.paste) == "/v1");
        let fix = fix.or(second.map(|span| {
            let edits = vec![Edit { span, text: String::new() }];
            Fix { title: "Take one /v1 out".into(), trust: Trust::Safe, edits }
        }));
        sink.add(context.url_place("/v1/v1"), format!("The path is {}: /v1 is in it twice.", context.path)).fix(fix);
    }
}

fn complete(context: &Context, sink: &mut Sink) {
    if context.on_claude() && context.endpoint == Endpoint::Complete {
        sink.add(context.url_place("/v1/complete"), "/v1/complete no longer exists; use /v1/messages.");
    }
}

fn chat(context: &Context, sink: &mut Sink) {
    if !context.on_claude() || context.endpoint != Endpoint::Chat {
        return;
    }
    let own = context.root().is_some_and(|root| {
        root.get("system").is_some()
            || root.get("thinking").is_some_and(|t| t.get("type").is_some()) && context.header("x-api-key").is_some()
            || root
                .get("tools")
                .is_some_and(|tools| tools.items().iter().any(|tool| tool.get("input_schema").is_some()))
    });
    if own {
        let fix = replace(context, "/v1/chat/completions", "/v1/messages", "Use /v1/messages", Trust::Likely);
        let message = "The body is one for /v1/messages, the path is OpenAI's /v1/chat/completions.";
        sink.add(context.url_place("/v1/chat/completions"), message).fix(fix);
    }
}

fn path(context: &Context, sink: &mut Sink) {
    let api = matches!(context.platform, Platform::Claude | Platform::Misspelt);
    if !api || context.endpoint != Endpoint::Unknown || context.path.starts_with("/v1/v1") {
        return;
    }
    let open = context.path.contains("${") || context.path.contains("$(");
    if open || (context.request.body == Body::None && !context.path.contains("message")) {
        return;
    }
    let meant = meant(&context.path);
    let fix = meant.and_then(|right| replace(context, &context.path, right, &format!("Use {right}"), Trust::Likely));
    let tail = meant.map_or(String::new(), |right| format!("; {right} does"));
    let mut span = context.url_place(&context.path);
    if let Some(extra) = context.path.strip_prefix("/v1/messages").filter(|extra| !extra.is_empty()) {
        span = context.url_place(&format!("messages{extra}"));
    }
    sink.add(span, format!("The path {} does not exist{tail}.", context.path)).fix(fix);
}

/// The endpoint that a wrong path was meant to be.
fn meant(path: &str) -> Option<&'static str> {
    let lower = path.to_ascii_lowercase();
    if lower.contains("count_tokens") || lower.contains("count-tokens") {
        Some("/v1/messages/count_tokens")
    } else if lower.contains("batch") {
        Some("/v1/messages/batches")
    } else if lower.contains("message") || lower.contains("chat") || lower == "/v1" {
        Some("/v1/messages")
    } else {
        None
    }
}

fn gateway_path(context: &Context, sink: &mut Sink) {
    if context.host == "gateway.ai.cloudflare.com" && context.path.ends_with("/anthropic/messages") {
        let fix = replace(context, "/anthropic/messages", "/anthropic/v1/messages", "Put /v1 in", Trust::Likely);
        sink.add(context.url_place("/anthropic/messages"), "Behind /anthropic the path must go on with /v1/messages.")
            .fix(fix);
    }
}
