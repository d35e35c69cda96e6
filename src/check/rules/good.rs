//! What was looked at and is right: one line a topic, where no check of that topic found anything.

use super::BASE;
use crate::check::credential::{classify, Credential};
use crate::check::{Context, Endpoint, Rule, Sink};
use crate::finding::Severity;
use crate::knowledge::ModelStatus;
use crate::request::Notation;

/// The checks of this file.
pub const RULES: &[Rule] = &[ADDRESS, KEY, VERSION, TYPE, JSON, MODEL];

/// What these have in common.
const GOOD: Rule =
    Rule { severity: Severity::Good, source: cited!("https://platform.claude.com/docs/en/api/overview"), ..BASE };

/// The address.
pub const ADDRESS: Rule = Rule {
    id: "path/right",
    title: "The address is right",
    run: address,
    bad: pastes![curl!(head head!())],
    good: pastes![curl!(url "https://api.anthropic.com/messages")],
    ..GOOD
};
/// The key's form.
pub const KEY: Rule = Rule {
    id: "key/shape",
    title: "The key has the right form",
    run: key,
    bad: pastes![curl!(head head!())],
    good: pastes![body!()],
    ..GOOD
};
/// The version.
pub const VERSION: Rule = Rule {
    id: "version/right",
    title: "The version exists",
    run: version,
    bad: pastes![curl!(head head!())],
    good: pastes![body!()],
    ..GOOD
};
/// The content type.
pub const TYPE: Rule = Rule {
    id: "content-type/right",
    title: "The content type is right",
    run: content_type,
    bad: pastes![curl!(head head!())],
    good: pastes![body!()],
    ..GOOD
};
/// The JSON.
pub const JSON: Rule = Rule {
    id: "json/right",
    title: "The body is valid JSON",
    run: json,
    bad: pastes![body!()],
    good: pastes![concat!(body!(), "}")],
    ..GOOD
};
/// The model.
pub const MODEL: Rule = Rule {
    id: "model/right",
    title: "The model exists",
    run: model,
    bad: pastes![body!()],
    good: pastes![ask!("claude-opus-6", "")],
    ..GOOD
};

fn address(context: &Context, sink: &mut Sink) {
    let known =
        context.on_claude() && !matches!(context.endpoint, Endpoint::Unknown | Endpoint::Complete | Endpoint::Chat);
    if known && !sink.has("path/") && !sink.has("host/") && !sink.has("method/") {
        sink.add(context.request.url.whole(), "The address is right.")
            .why("Host and path are those of an endpoint of the Claude API.");
    }
}

fn key(context: &Context, sink: &mut Sink) {
    if !context.on_claude() || sink.has("key/") || sink.has("header/") {
        return;
    }
    let header = context.header("x-api-key").or(context.header("authorization"));
    let Some(header) = header else { return };
    let value = header.value.as_str();
    let from = if value.len() > 7 && value.to_ascii_lowercase().starts_with("bearer ") { 7 } else { 0 };
    let (message, why) = match classify(&header.value.slice(from..value.len())) {
        Credential::ApiKey => ("The key has the right form.", "Whether it is still valid only the API can tell."),
        Credential::Unknown if !header.value.symbols().is_empty() => {
            ("The key comes from a variable.", "An empty variable would mean 401; echo it to see whether it is set.")
        }
        _ => return,
    };
    sink.add(header.value.whole(), message).why(why);
}

fn version(context: &Context, sink: &mut Sink) {
    let known = context.on_claude() && !sink.has("version/") && context.version != crate::check::Version::Unknown;
    if let Some(header) = context.header("anthropic-version").filter(|_| known) {
        sink.add(header.value.whole(), format!("Version {} exists.", header.value.as_str()));
    }
}

fn content_type(context: &Context, sink: &mut Sink) {
    if let Some(header) = context
        .header("content-type")
        .filter(|h| context.on_claude() && h.value.as_str().starts_with("application/json"))
    {
        if !sink.has("content-type/") {
            sink.add(header.value.whole(), "The content type is right.");
        }
    }
}

fn json(context: &Context, sink: &mut Sink) {
    let clean = context.json.is_some_and(|parsed| parsed.faults.is_empty()) && context.root().is_some();
    if clean && context.judged() && context.request.made.notation == Notation::Json {
        let span = context.root().map_or(context.start(), |root| context.place(root.range.start..root.range.start + 1));
        sink.add(span, "The body is valid JSON.");
    }
}

fn model(context: &Context, sink: &mut Sink) {
    if sink.has("model/") {
        return;
    }
    for call in context.calls().take(1) {
        let Some(model) = call.model.filter(|model| matches!(model.status, ModelStatus::Active | ModelStatus::Legacy))
        else {
            continue;
        };
        if let Some(value) = call.object.get("model") {
            sink.add(context.value(value), format!("The model {} exists.", model.id));
        }
    }
}
