//! Roles of messages.

use super::messages::{blocks, messages};
use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;
use crate::knowledge::Model;

/// The checks of this file.
pub const RULES: &[Rule] = &[UNKNOWN, SYSTEM_FIRST, SYSTEM_MODEL, SYSTEM_PLACE];

const MID: &str = "https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages";

/// A role that does not exist.
pub const UNKNOWN: Rule = Rule {
    id: "roles/unknown",
    title: "A role that does not exist",
    why: "The API answers 400 invalid_request_error: \"messages.…role: Input should be 'user' or 'assistant'\", or \"Unexpected role\".",
    source: cited!("https://platform.claude.com/docs/en/api/messages"),
    run: unknown,
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"tool\",\"content\":\"1\"}"), talk!("claude-opus-5", "{\"role\":\"human\",\"content\":\"Hi\"}")],
    good: pastes![body!()],
    ..BASE
};

/// The first message has the role system.
pub const SYSTEM_FIRST: Rule = Rule {
    id: "roles/system-first",
    cause: Some("system_role_in_messages"),
    title: "A system message at the beginning",
    why: "The API answers 400 invalid_request_error: \"Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not \"system\" as an input message role.\"",
    source: cited!("https://platform.claude.com/docs/en/api/messages"),
    run: system_first,
    bad: pastes![talk!("claude-sonnet-4-6", "{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"user\",\"content\":\"Hi\"}")],
    good: pastes![ask!("claude-sonnet-4-6", "\"system\":\"x\",")],
    ..BASE
};

/// A model without system messages.
pub const SYSTEM_MODEL: Rule = Rule {
    id: "roles/system-model",
    cause: Some("system_role_in_messages"),
    title: "A model that takes no system message in a conversation",
    why: "The API answers 400 invalid_request_error: \"role 'system' is not supported on this model\".",
    source: cited!(MID),
    run: system_model,
    bad: pastes![talk!(
        "claude-opus-4-7",
        "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"system\",\"content\":\"x\"}"
    )],
    good: pastes![talk!(
        "claude-opus-5",
        "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"system\",\"content\":\"x\"}"
    )],
    ..BASE
};

/// A system message in a wrong place.
pub const SYSTEM_PLACE: Rule = Rule {
    id: "roles/system-place",
    cause: Some("system_role_in_messages"),
    title: "A system message in a place where none may be",
    why: "It must follow a user message (or an assistant's that ends in a server tool's result), and be the last or be followed by the assistant's. The API answers 400: \"must follow a user message\".",
    source: cited!(MID),
    run: system_place,
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"user\",\"content\":\"c\"}")],
    good: pastes![
        talk!("claude-opus-4-8", "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"system\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}"),
        talk!("claude-fable-5-1", "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"system\",\"content\":[],\"output_config\":{\"effort\":\"low\"}},{\"role\":\"user\",\"content\":\"c\"}"),
    ],
    ..BASE
};

fn unknown(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for message in messages(&call) {
            let Some(role) = message.member("role") else { continue };
            let Some(name) = role.value.text() else {
                continue;
            };
            if matches!(name, "user" | "assistant" | "system") {
                continue;
            }
            let instead = match name {
                "tool" | "function" => "a result is a tool_result block in a user message",
                "developer" => "instructions belong to the top-level field system",
                "model" | "ai" | "bot" | "Assistant" => "the model's role is assistant",
                _ => "the roles are user and assistant",
            };
            let right = match name {
                "human" | "User" | "Human" => Some("user"),
                "model" | "ai" | "bot" | "Assistant" => Some("assistant"),
                _ => crate::check::nearest::nearest(name, ["user", "assistant", "system"], 1),
            };
            let fix = right.and_then(|right| {
                context.swap(
                    role.value.range.clone(),
                    &format!("\"{right}\""),
                    &format!("Write {right}"),
                    Trust::Likely,
                )
            });
            let template = matches!(name, "string" | "<role>") || name.starts_with("{{");
            let note = sink.add(context.member(role), format!("There is no role {name}: {instead}.")).fix(fix);
            if template {
                note.cause(Some("template_placeholders"));
            } else if name == "developer" {
                note.cause(Some("system_role_in_messages"));
            }
        }
    }
}

/// Whether a system message only sets the effort for what follows; without a text it may stand anywhere.
fn only_sets(message: &Value) -> bool {
    let text = message.get("content").is_some_and(|content| !content.items().is_empty() || content.is_string());
    message.get("output_config").is_some() && !text
}

fn system_first(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let first = messages(&call).first().filter(|message| !only_sets(message));
        let Some(role) = first.and_then(|message| message.member("role")) else { continue };
        if role.value.text() == Some("system") {
            sink.add(
                context.member(role),
                "The first message has the role system; its text belongs to the top-level field system.",
            );
        }
    }
}

/// Whether a model takes system messages: `None` where the sources disagree.
fn takes_system(model: &Model) -> Option<bool> {
    let id = model.id;
    if id.starts_with("claude-sonnet-5") {
        return None;
    }
    let yes = id.starts_with("claude-opus-4-8")
        || id.starts_with("claude-opus-5")
        || id.starts_with("claude-fable-")
        || id.starts_with("claude-mythos-5")
        || id.starts_with("claude-haiku-5");
    if id == "claude-mythos-preview" {
        return None;
    }
    Some(yes)
}

fn system_model(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(model) = call.model else { continue };
        if takes_system(model) == Some(true) {
            continue;
        }
        for message in messages(&call).iter().skip(1) {
            let Some(role) = message.member("role").filter(|role| role.value.text() == Some("system")) else {
                continue;
            };
            let note = sink.add(context.member(role), format!("{} takes no message with the role system.", model.id));
            if takes_system(model).is_none() {
                note.warning();
            }
        }
    }
}

fn system_place(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        if call.model.is_none_or(|model| takes_system(model) == Some(false)) {
            continue;
        }
        let all: Vec<&Value> = messages(&call).iter().filter(|message| !only_sets(message)).collect();
        let role = |index: usize| all.get(index).and_then(|message| message.text_of("role"));
        let mut index = 1;
        while index < all.len() {
            if role(index) != Some("system") {
                index += 1;
                continue;
            }
            let begin = index;
            while role(index) == Some("system") {
                index += 1;
            }
            let Some(before) = all.get(begin - 1) else { continue };
            let server = blocks(before)
                .last()
                .and_then(|b| b.text_of("type"))
                .is_some_and(|t| t.ends_with("_tool_result") && t != "mcp_tool_result");
            let follows = match role(begin - 1) {
                Some("user") | None => true,
                Some("system") => begin == 1,
                Some("assistant") => server,
                Some(_) => true,
            };
            let ends = index == all.len() || role(index).is_none_or(|next| next == "assistant");
            if follows && ends {
                continue;
            }
            if let Some(member) = all.get(begin).and_then(|message| message.member("role")) {
                let message = if follows {
                    "After a system message only the assistant's may follow; put it after the user's message."
                } else {
                    "A system message must come right after a user message."
                };
                sink.add(context.member(member), message);
            }
        }
    }
}
