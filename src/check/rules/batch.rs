//! Message batches.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;
use std::collections::BTreeSet;

/// The checks of this file.
pub const RULES: &[Rule] = &[REQUESTS, ID_MISSING, ID_PATTERN, ID_TWICE, PARAMS, SETTING];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/batch-processing";

/// A batch of these requests.
#[cfg(test)]
macro_rules! batch {
    ($requests:expr) => {
        concat!("{\"requests\":[", $requests, "]}")
    };
}
/// One request.
#[cfg(test)]
macro_rules! item {
    ($id:expr, $more:expr) => {
        concat!(
            "{",
            $id,
            "\"params\":{\"model\":\"claude-haiku-5-5\",",
            $more,
            "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}"
        )
    };
}

/// No list of requests.
pub const REQUESTS: Rule = Rule {
    id: "batch/requests",
    title: "A batch without requests",
    why: "The body is {\"requests\": [{\"custom_id\": …, \"params\": {…}}]}; the API answers 400 \"requests: Field required\".",
    source: cited!(SOURCE),
    run: requests,
    bad: pastes![curl!(url "https://api.anthropic.com/v1/messages/batches")],
    good: pastes![curl!("https://api.anthropic.com/v1/messages/batches", head!(), batch!(item!("\"custom_id\":\"a\",", "\"max_tokens\":9,")))],
    ..BASE
};

/// No custom_id.
pub const ID_MISSING: Rule = Rule {
    id: "batch/custom-id-missing",
    title: "A request of a batch without custom_id",
    why: "The API answers 400 invalid_request_error \"requests.…custom_id: Field required\".",
    source: cited!(SOURCE),
    run: id_missing,
    bad: pastes![batch!(item!("", "\"max_tokens\":9,"))],
    good: pastes![batch!(item!("\"custom_id\":\"a\",", "\"max_tokens\":9,"))],
    ..BASE
};

/// A custom_id with other characters.
pub const ID_PATTERN: Rule = Rule {
    id: "batch/custom-id",
    title: "A custom_id with characters that are not taken",
    why: "The API answers 400 invalid_request_error: \"requests.0.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'\".",
    source: cited!(SOURCE),
    run: id_pattern,
    bad: pastes![batch!(item!("\"custom_id\":\"a b\",", "\"max_tokens\":9,"))],
    good: pastes![batch!(item!("\"custom_id\":\"a-b_1\",", "\"max_tokens\":9,"))],
    ..BASE
};

/// The same custom_id twice.
pub const ID_TWICE: Rule = Rule {
    id: "batch/custom-id-twice",
    title: "The same custom_id twice",
    why: "Each custom_id of a batch must be unique; the API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: id_twice,
    bad: pastes![batch!(concat!(
        item!("\"custom_id\":\"a\",", "\"max_tokens\":9,"),
        ",",
        item!("\"custom_id\":\"a\",", "\"max_tokens\":9,")
    ))],
    good: pastes![batch!(concat!(
        item!("\"custom_id\":\"a\",", "\"max_tokens\":9,"),
        ",",
        item!("\"custom_id\":\"b\",", "\"max_tokens\":9,")
    ))],
    ..BASE
};

/// No params.
pub const PARAMS: Rule = Rule {
    id: "batch/params",
    title: "A request of a batch without params",
    why: "The fields of the message stand in params; the API answers 400 \"requests.…params: Field required\".",
    source: cited!(SOURCE),
    run: params,
    bad: pastes![batch!("{\"custom_id\":\"a\",\"model\":\"claude-opus-5\"}")],
    good: pastes![batch!(item!("\"custom_id\":\"a\",", "\"max_tokens\":9,"))],
    ..BASE
};

/// stream, speed, max_tokens 0.
pub const SETTING: Rule = Rule {
    id: "batch/setting",
    title: "A setting that a batch does not take",
    why: "Requests of a batch take no stream: true, no speed, no thread and no max_tokens 0; the API answers 400, or the result of that request is an error.",
    source: cited!(SOURCE),
    run: setting,
    bad: pastes![batch!(item!("\"custom_id\":\"a\",", "\"max_tokens\":9,\"stream\":true,")), batch!(item!("\"custom_id\":\"a\",", "\"max_tokens\":0,"))],
    good: pastes![batch!(item!("\"custom_id\":\"a\",", "\"max_tokens\":9,\"stream\":false,"))],
    ..BASE
};

fn items<'a>(context: &Context<'a>) -> &'a [Value] {
    match context.root().filter(|_| context.is_batch()) {
        Some(root) => root.get("requests").map_or(&[], Value::items),
        None => &[],
    }
}

fn requests(context: &Context, sink: &mut Sink) {
    if context.endpoint != crate::check::Endpoint::Batches || !context.body_is_whole() {
        return;
    }
    let Some(root) = context.root() else { return };
    match root.member("requests") {
        None => {
            let span = root.members().first().map_or(context.start(), |member| context.place(member.key_range.clone()));
            sink.add(span, "The body has no list requests.");
        }
        Some(member) if member.value.is_array() && member.value.items().is_empty() => {
            sink.add(context.member(member), "The list requests is empty.");
        }
        Some(_) => {}
    }
}

fn id_missing(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for item in items(context).iter().filter(|item| item.is_object() && item.get("custom_id").is_none()) {
        let span = if item.range.len() <= 240 { context.place(item.range.clone()) } else { context.value(item) };
        sink.add(span, "This request has no custom_id.");
    }
}

fn id_pattern(context: &Context, sink: &mut Sink) {
    for item in items(context) {
        let Some(member) = item.member("custom_id") else { continue };
        if member.value.number().is_some() {
            sink.add(context.member(member), "custom_id is a number; it takes a string.");
            continue;
        }
        let Some(id) = member.value.text() else { continue };
        let good =
            !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if !good {
            sink.add(context.member(member), "custom_id takes 1 to 64 letters, digits, _ and -.");
        }
    }
}

fn id_twice(context: &Context, sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    for item in items(context) {
        let Some(member) = item.member("custom_id") else { continue };
        if let Some(id) = member.value.text().filter(|id| !seen.insert(*id)) {
            sink.add(context.member(member), format!("The custom_id {id} is there already."));
        }
    }
}

fn params(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for item in items(context).iter().filter(|item| item.is_object() && item.get("params").is_none()) {
        sink.add(context.value(item), "This request has no params.");
    }
}

fn setting(context: &Context, sink: &mut Sink) {
    for call in context.calls().filter(|call| call.batch) {
        for key in ["stream", "speed", "thread", "max_tokens"] {
            let Some(member) = call.object.member(key) else { continue };
            let wrong = match key {
                "stream" => member.value.bool() == Some(true),
                "max_tokens" => member.value.number() == Some(0.0),
                _ => !member.value.is_null() && member.value.text() != Some("standard"),
            };
            if wrong {
                let fix = (key != "max_tokens")
                    .then(|| context.without(call.object, key, &format!("Take {key} out"), Trust::Safe))
                    .flatten();
                sink.add(context.member(member), format!("A request of a batch does not take this {key}.")).fix(fix);
            }
        }
    }
}
