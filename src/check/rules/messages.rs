//! The list of messages and their content.

use super::BASE;
use crate::check::shape::block_types;
use crate::check::{Call, Context, Rule, Sink};
use crate::finding::Trust;
use crate::json::{Node, Value};

/// The checks of this file.
pub const RULES: &[Rule] = &[
    NONE,
    TOO_MANY,
    FIRST,
    CONTENT_MISSING,
    CONTENT_TYPE,
    EMPTY,
    EMPTY_SYSTEM,
    BLOCK_TYPE,
    BLOCK_ROLE,
    COMPACTION,
    PREFILL,
    PREFILL_SPACE,
];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/messages";

/// What only the model writes, in a user message; or what only a user sends, in an assistant message.
pub const BLOCK_ROLE: Rule = Rule {
    id: "messages/block-role",
    title: "A content block in a message of the wrong role",
    why: "Thinking, tool calls and the results of server tools stand in assistant messages, results of tools of one's own in user messages. The API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: block_role,
    bad: pastes![
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"y\"},{\"type\":\"text\",\"text\":\"Hi\"}]}"),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"container_upload\",\"file_id\":\"file_1\"}]},{\"role\":\"user\",\"content\":\"Hi\"}"),
    ],
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"y\"},{\"type\":\"text\",\"text\":\"Hi\"}]},{\"role\":\"user\",\"content\":\"Go on\"}")],
    ..BASE
};

/// A compaction block that is not the first block.
pub const COMPACTION: Rule = Rule {
    id: "messages/compaction-first",
    title: "A compaction block that is not the first",
    why: "With compact-2026-09-04 the summary stands for all that came before, so it is the first block of the conversation. The API answers 400 with the code compaction_block_misplaced.",
    source: cited!("https://www.npmjs.com/package/@anthropic-ai/sdk"),
    run: compaction,
    bad: pastes![concat!("curl https://api.anthropic.com/v1/messages ", head!(), " -H 'anthropic-beta: compact-2026-09-04' -d '", talk!("claude-sonnet-5-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"compaction\",\"content\":\"So far\"}]},{\"role\":\"user\",\"content\":\"Hi\"}"), "'")],
    good: pastes![concat!("curl https://api.anthropic.com/v1/messages ", head!(), " -H 'anthropic-beta: compact-2026-09-04' -d '", talk!("claude-sonnet-5-5", "{\"role\":\"user\",\"content\":[{\"type\":\"compaction\",\"content\":\"So far\"},{\"type\":\"text\",\"text\":\"Hi\"}]}"), "'")],
    ..BASE
};

/// An empty list.
pub const NONE: Rule = Rule {
    id: "messages/none",
    cause: Some("messages_empty"),
    title: "No message in messages",
    why: "The API answers 400 invalid_request_error \"messages: at least one message is required\".",
    source: cited!(SOURCE),
    run: none,
    bad: pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[]}"],
    good: pastes![body!()],
    ..BASE
};

/// The first message is the assistant's.
pub const FIRST: Rule = Rule {
    id: "messages/first-not-user",
    cause: Some("roles_must_alternate"),
    title: "The conversation begins with the assistant",
    why: "The API answers 400 invalid_request_error: \"messages: first message must use the \"user\" role\".",
    source: cited!(SOURCE),
    run: first,
    bad: pastes![talk!(
        "claude-opus-5",
        "{\"role\":\"assistant\",\"content\":\"Hi\"},{\"role\":\"user\",\"content\":\"Hi\"}"
    )],
    good: pastes![body!()],
    ..BASE
};

/// More messages than are taken.
pub const TOO_MANY: Rule = Rule {
    id: "messages/too-many",
    title: "More than 100,000 messages",
    why: "The API answers 400 invalid_request_error: at most 100,000 messages are taken.",
    source: cited!(SOURCE),
    run: too_many,
    bad: pastes![],
    good: pastes![body!()],
    ..BASE
};

/// A message without content.
pub const CONTENT_MISSING: Rule = Rule {
    id: "messages/content-missing",
    title: "A message without content",
    why: "The API answers 400 invalid_request_error \"messages.…content: Field required\".",
    source: cited!(SOURCE),
    run: content_missing,
    bad: pastes![
        talk!("claude-opus-5", "{\"role\":\"user\",\"text\":\"Hi\"}"),
        talk!("claude-opus-5", "{\"content\":\"Hi\"}")
    ],
    good: pastes![body!()],
    ..BASE
};

/// Content that is no string and no list.
pub const CONTENT_TYPE: Rule = Rule {
    id: "messages/content-type",
    title: "Content of the wrong type",
    why: "content is a string or a list of blocks; the API answers 400 invalid_request_error \"messages.…content: Input should be a valid list\".",
    source: cited!(SOURCE),
    run: content_type,
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":{\"type\":\"text\",\"text\":\"Hi\"}}")],
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}")],
    ..BASE
};

/// An empty text.
pub const EMPTY: Rule = Rule {
    id: "messages/empty-text",
    cause: Some("empty_content"),
    title: "An empty message or text block",
    why: "The API answers 400 invalid_request_error: \"messages: text content blocks must be non-empty\", or \"… must contain non-whitespace text\".",
    source: cited!(SOURCE),
    run: empty,
    bad: pastes![
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"\"}"),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\" \"}]}"),
    ],
    good: pastes![
        talk!("claude-haiku-4-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"\"}"),
        talk!("claude-fable-5-1", "{\"role\":\"system\",\"content\":[],\"output_config\":{\"effort\":\"low\"}},{\"role\":\"user\",\"content\":\"Hi\"}"),
    ],
    ..BASE
};

/// An empty text block in system.
pub const EMPTY_SYSTEM: Rule = Rule {
    id: "system/empty-text",
    cause: Some("empty_content"),
    title: "An empty text block in system",
    why: "The API answers 400 invalid_request_error: \"system: text content blocks must be non-empty\".",
    source: cited!(SOURCE),
    run: empty_system,
    bad: pastes![ask!("claude-opus-5", "\"system\":[{\"type\":\"text\",\"text\":\"\"}],")],
    good: pastes![ask!("claude-opus-5", "\"system\":[{\"type\":\"text\",\"text\":\"x\"}],")],
    ..BASE
};

/// A content block of an unknown type.
pub const BLOCK_TYPE: Rule = Rule {
    id: "messages/block-type",
    title: "A content block of an unknown type",
    why: "The API answers 400 invalid_request_error: \"Input tag '…' found using 'type' does not match any of the expected tags\".",
    source: cited!(SOURCE),
    run: block_type,
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"txt\",\"text\":\"Hi\"}]}")],
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}]}")],
    ..BASE
};

/// Prefill where there is none.
pub const PREFILL: Rule = Rule {
    id: "messages/prefill",
    cause: Some("prefill_not_supported"),
    title: "The last message is the assistant's",
    why: "Claude 4.6 and newer answer 400 invalid_request_error: \"This model does not support assistant message prefill. The conversation must end with a user message.\"",
    source: cited!("https://platform.claude.com/docs/en/api/errors"),
    run: prefill,
    bad: pastes![talk!("claude-opus-4-6", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"[\"}")],
    good: pastes![
        talk!("claude-haiku-4-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"[\"}"),
        talk!("claude-opus-6", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"[\"}"),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}]}"),
    ],
    ..BASE
};

/// A prefill that ends in a blank.
pub const PREFILL_SPACE: Rule = Rule {
    id: "messages/prefill-space",
    cause: Some("trailing_whitespace_prefill"),
    title: "The assistant's last words end in a blank",
    why: "The API answers 400 invalid_request_error: \"messages: final assistant content cannot end with trailing whitespace\".",
    source: cited!("https://platform.claude.com/docs/en/api/errors"),
    run: prefill_space,
    bad: pastes![talk!("claude-haiku-4-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"It is \"}")],
    good: pastes![talk!("claude-haiku-4-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"It is\"}")],
    ..BASE
};

/// The messages of a call.
pub fn messages<'a>(call: &Call<'a>) -> &'a [Value] {
    call.object.get("messages").map_or(&[], Value::items)
}

/// The blocks of a message's content.
pub fn blocks(message: &Value) -> &[Value] {
    message.get("content").map_or(&[], Value::items)
}

fn none(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        if let Some(member) =
            call.object.member("messages").filter(|m| m.value.is_array() && m.value.items().is_empty())
        {
            // A placeholder inside leaves the list empty for us only.
            let written = context.body.and_then(|b| b.as_str().get(member.value.range.clone())).unwrap_or("");
            if written.chars().all(|c| c.is_whitespace() || c == '[' || c == ']') {
                sink.add(context.member(member), "messages is empty.");
            }
        }
    }
}

fn too_many(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let count = messages(&call).len();
        if let Some(member) = call.object.member("messages").filter(|_| count > 100_000) {
            sink.add(context.place(member.key_range.clone()), format!("There are {count} messages."));
        }
    }
}

fn first(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(message) = messages(&call).first() else { continue };
        let compacted = blocks(message).iter().any(|block| block.text_of("type") == Some("compaction"));
        if let Some(role) = message.member("role").filter(|role| role.value.text() == Some("assistant") && !compacted) {
            sink.add(context.member(role), "The first message has the role assistant; it must be the user's.");
        }
    }
}

fn content_missing(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for call in context.calls() {
        for message in messages(&call) {
            if message.is_unknown() || !message.is_object() {
                continue;
            }
            for key in ["role", "content"].into_iter().filter(|key| message.get(key).is_none()) {
                let openai = message.get("tool_calls").is_some() || message.get("parts").is_some();
                let slip = message
                    .members()
                    .iter()
                    .any(|m| m.key != key && strsim::damerau_levenshtein(m.key.trim(), key) <= 2);
                // In the beta a system message may carry an output_config alone.
                let bare = key == "content" && message.get("output_config").is_some();
                if !openai && !slip && !bare {
                    sink.add(context.value(message), format!("This message has no {key}."));
                }
            }
        }
    }
}

fn content_type(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for message in messages(&call) {
            let Some(content) = message.member("content") else { continue };
            if matches!(content.value.node, Node::Object(_) | Node::Number(_) | Node::Bool(_) | Node::Null) {
                let fix = content.value.is_object().then(|| {
                    let (start, end) = (content.value.range.start, content.value.range.end);
                    let mut fix = context.swap(start..start, "[", "Put it in a list", Trust::Safe)?;
                    fix.edits.push(context.edit(end..end, "]")?);
                    Some(fix)
                });
                let message = format!("content is {}; it takes a string or a list of blocks.", content.value.kind());
                sink.add(context.member(content), message).fix(fix.flatten());
            }
        }
    }
}

fn empty(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let all = messages(&call);
        for (index, message) in all.iter().enumerate() {
            let last_assistant = index + 1 == all.len() && message.text_of("role") == Some("assistant");
            // In the beta a system message may carry an output_config alone.
            let setting = message.get("output_config").is_some();
            let Some(content) = message.member("content").filter(|_| !last_assistant && !setting) else { continue };
            if content.value.text().is_some_and(|text| text.trim().is_empty()) {
                sink.add(context.member(content), "The content of this message is empty.");
            } else if content.value.is_array() && content.value.items().is_empty() {
                let range = content.value.range.clone();
                let bare = context.body.and_then(|b| b.as_str().get(range)).is_some_and(|t| t.len() <= 2);
                if bare {
                    sink.add(context.member(content), "The content of this message is an empty list.");
                }
            }
        }
        for message in all {
            for block in blocks(message) {
                empty_block(context, sink, block);
            }
        }
    }
}

fn empty_block(context: &Context, sink: &mut Sink, block: &Value) {
    let Some(text) = block.member("text").filter(|_| block.text_of("type") == Some("text")) else { return };
    if text.value.text().is_some_and(|text| text.trim().is_empty()) {
        let marked = block.get("cache_control").is_some_and(|mark| !mark.is_null());
        let note = sink.add(context.member(text), "This text block is empty.");
        if marked {
            note.why(
                "The API answers 400 invalid_request_error: \"cache_control cannot be set for empty text blocks\".",
            )
            .cause(Some("cache_control_on_empty_text"));
        }
    }
}

fn empty_system(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for block in call.object.get("system").map_or(&[][..], Value::items) {
            empty_block(context, sink, block);
        }
    }
}

fn block_type(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for block in messages(&call).iter().flat_map(blocks) {
            if block.is_string() {
                sink.add(
                    context.value(block),
                    "A block is a string here; it takes an object such as {\"type\": \"text\", \"text\": …}.",
                );
                continue;
            }
            let Some(member) = block.member("type") else {
                if block.is_object() && context.body_is_whole() && block.get("text").is_some() {
                    sink.add(context.value(block), "This content block has no type.")
                        .why("The API answers 400 invalid_request_error: \"Unable to extract tag using discriminator 'type'\".");
                }
                continue;
            };
            let Some(kind) = member.value.text() else { continue };
            if block_types().any(|known| known == kind) || super::openai::knows_block(kind) {
                continue;
            }
            let meant = crate::check::nearest::nearest(kind, block_types(), 2);
            let tail = meant.map_or(".".to_owned(), |meant| format!("; did you mean {meant}?"));
            let fix = meant.and_then(|meant| {
                context.swap(
                    member.value.range.clone(),
                    &format!("\"{meant}\""),
                    &format!("Write {meant}"),
                    Trust::Likely,
                )
            });
            let note = sink.add(context.member(member), format!("There is no content block {kind}{tail}")).fix(fix);
            // A beta that is newer than our list may bring new blocks.
            if meant.is_none() && context.beta_headers().next().is_some() {
                note.warning();
            }
        }
    }
}

/// Blocks that only assistant messages hold (source: `allowed_in` of the facts' content blocks). `tool_use` has a
/// check of its own.
const ASSISTANTS: &[&str] = &[
    "thinking",
    "redacted_thinking",
    "server_tool_use",
    "web_search_tool_result",
    "web_fetch_tool_result",
    "code_execution_tool_result",
    "bash_code_execution_tool_result",
    "text_editor_code_execution_tool_result",
    "tool_search_tool_result",
    "mcp_tool_use",
    "mcp_tool_result",
];

/// Blocks that only user messages hold. `image`, `document` and `tool_result` have checks of their own.
const USERS: &[&str] = &["container_upload", "search_result"];

fn block_role(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for message in messages(&call) {
            let (wrong, role) = match message.text_of("role") {
                Some("user") => (ASSISTANTS, "user"),
                Some("assistant") => (USERS, "assistant"),
                _ => continue,
            };
            for block in blocks(message) {
                let Some(kind) = block.member("type") else { continue };
                let Some(name) = kind.value.text().filter(|name| wrong.contains(name)) else { continue };
                sink.add(context.member(kind), format!("A {name} block stands in a message of the role {role}."));
            }
        }
    }
}

fn compaction(context: &Context, sink: &mut Sink) {
    if context.beta("compact-2026-09-04") != Some(true) {
        return;
    }
    for call in context.calls() {
        let opens = messages(&call).first().is_some_and(|first| !blocks(first).is_empty());
        for block in messages(&call).iter().flat_map(blocks).skip(usize::from(opens)) {
            if let Some(kind) = block.member("type").filter(|kind| kind.value.text() == Some("compaction")) {
                sink.add(context.member(kind), "The compaction block is not the first block of the conversation.");
            }
        }
    }
}

/// The last message, if it is the assistant's and a model would have to go on with it.
fn prefilled<'a>(call: &Call<'a>) -> Option<&'a Value> {
    let last = messages(call).last().filter(|message| message.text_of("role") == Some("assistant"))?;
    let kind = blocks(last).last().and_then(|block| block.text_of("type"));
    // After a pause the assistant's turn is sent back as it is; an open tool call has a check of its own.
    let goes_on = kind.is_some_and(|kind| {
        kind == "server_tool_use" || kind == "tool_use" || kind == "mcp_tool_use" || kind.ends_with("_tool_result")
    });
    (!goes_on && !call.counting).then_some(last)
}

fn prefill(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(last) = prefilled(&call) else { continue };
        let Some(model) = call.model else { continue };
        let format =
            call.object.get("output_config").is_some_and(|config| config.get("format").is_some_and(|f| !f.is_null()));
        let role = last.member("role").map_or(context.value(last), |role| context.member(role));
        if !model.prefill {
            sink.add(
                role,
                format!("The last message is the assistant's; {} answers only after a user message.", model.id),
            );
        } else if format {
            sink.add(role, "A last assistant message and output_config.format exclude each other.")
                .why("With structured outputs there is no prefill; the API answers 400 invalid_request_error.");
        }
    }
}

fn prefill_space(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(last) = prefilled(&call).filter(|_| call.model.is_none_or(|model| model.prefill)) else { continue };
        let content = last.get("content");
        let text =
            content.filter(|c| c.is_string()).or_else(|| blocks(last).last().and_then(|block| block.get("text")));
        let Some(value) = text else { continue };
        if value.text().is_some_and(|text| text.ends_with(char::is_whitespace) && !text.trim().is_empty()) {
            let span = context.value(value);
            let note = sink.add(span, "The assistant's last message ends in a blank or line break.");
            let raw = context.body.and_then(|b| b.as_str().get(value.range.clone())).unwrap_or("");
            let cut = raw.trim_end_matches('"').trim_end_matches([' ', '\t']).len();
            let blanks = value.range.start + cut..value.range.start + raw.trim_end_matches('"').len();
            let fix =
                (!blanks.is_empty()).then(|| context.swap(blanks, "", "Take the blank out", Trust::Safe)).flatten();
            note.fix(fix);
        }
    }
}
