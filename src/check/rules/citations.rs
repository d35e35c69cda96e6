//! Citations.

use super::images::of_kind;
use super::messages::{blocks, messages};
use super::BASE;
use crate::check::{Context, Rule, Sink, Version};
use crate::json::Value;

/// The checks of this file.
pub const RULES: &[Rule] = &[MIXED, USER_TEXT, WITH_FORMAT];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/citations";

/// Two documents of which these parts follow the source.
#[cfg(test)]
macro_rules! two_documents {
    ($a:expr, $b:expr) => {
        talk!("claude-opus-5", concat!(
            "{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"}", $a,
            "},{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"y\"}", $b, "}]}"
        ))
    };
}

/// On some documents only.
pub const MIXED: Rule = Rule {
    id: "citations/mixed",
    title: "Citations on some documents only",
    why: "Citations are enabled on all documents of a request or on none; otherwise the API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: mixed,
    bad: pastes![two_documents!(",\"citations\":{\"enabled\":true}", "")],
    good: pastes![two_documents!(",\"citations\":{\"enabled\":true}", ",\"citations\":{\"enabled\":true}"), two_documents!("", "")],
    ..BASE
};

/// Citations in a user's text.
pub const USER_TEXT: Rule = Rule {
    id: "citations/user-text",
    cause: Some("extra_inputs_not_permitted"),
    title: "Citations on a user's text",
    why: "Version 2026-10-21 refuses a text block with citations in a user message: 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/api/migration-2026-10-21"),
    run: user_text,
    bad: pastes![curl!(
        "https://api.anthropic.com/v1/messages",
        "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2026-10-21' -H 'content-type: application/json'",
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\",\"citations\":[{\"type\":\"char_location\",\"cited_text\":\"x\",\"document_index\":0,\"document_title\":null,\"start_char_index\":0,\"end_char_index\":1}]}]}")
    )],
    good: pastes![curl!(
        "https://api.anthropic.com/v1/messages",
        "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2026-10-21' -H 'content-type: application/json'",
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\",\"citations\":[]}]}")
    )],
    ..BASE
};

/// With structured output.
pub const WITH_FORMAT: Rule = Rule {
    id: "citations/with-format",
    title: "Citations together with output_config.format",
    why: "Citations need text between the quotes, a schema leaves no room for it: the API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/structured-outputs"),
    run: with_format,
    bad: pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false}}},\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"citations\":{\"enabled\":true},\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"}}]}]}"],
    good: pastes![two_documents!(",\"citations\":{\"enabled\":true}", ",\"citations\":{\"enabled\":true}")],
    ..BASE
};

fn enabled(block: &Value) -> Option<bool> {
    match block.get("citations") {
        None => Some(false),
        Some(citations) if citations.is_null() => Some(false),
        Some(citations) if citations.is_object() => match citations.get("enabled") {
            None => Some(false),
            Some(value) => value.bool(),
        },
        Some(_) => None,
    }
}

fn mixed(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let documents: Vec<&Value> =
            messages(&call).iter().flat_map(blocks).filter(|block| block.text_of("type") == Some("document")).collect();
        let some = documents.iter().any(|block| enabled(block) == Some(true));
        for block in documents.into_iter().filter(|block| some && enabled(block) == Some(false)) {
            let data = block
                .get("source")
                .and_then(|source| source.get("data").or(source.get("url")))
                .filter(|data| data.range.len() <= 200);
            let span = data.map_or(context.value(block), |data| context.value(data));
            sink.add(span, "Citations are enabled on another document, but not on this one.");
        }
    }
}

fn user_text(context: &Context, sink: &mut Sink) {
    if context.version != Version::New {
        return;
    }
    for call in context.calls() {
        for message in messages(&call).iter().filter(|message| message.text_of("role") == Some("user")) {
            for block in blocks(message) {
                let inner = block.get("content").map_or(&[][..], Value::items);
                let search = block.text_of("type") == Some("search_result");
                let texts = std::iter::once(block).chain(inner.iter().filter(|_| search));
                for text in texts.filter(|text| text.text_of("type") == Some("text")) {
                    if let Some(member) = text.member("citations").filter(|member| !member.value.items().is_empty()) {
                        sink.add(
                            context.place(member.key_range.clone()),
                            "Version 2026-10-21 takes no citations on a user's text.",
                        );
                    }
                }
            }
        }
    }
}

fn with_format(context: &Context, sink: &mut Sink) {
    let format = context.calls().any(|call| {
        call.object
            .get("output_config")
            .is_some_and(|config| config.get("format").is_some_and(|format| !format.is_null()))
    });
    if !format {
        return;
    }
    for kind in ["document", "search_result"] {
        for block in of_kind(context, kind) {
            if let Some(member) = block.member("citations").filter(|_| enabled(block) == Some(true)) {
                sink.add(context.member(member), "Citations are enabled together with output_config.format.");
            }
        }
    }
}
