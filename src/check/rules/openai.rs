//! Habits from OpenAI's and other vendors' APIs.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;

/// The checks of this file.
pub const RULES: &[Rule] = &[FIELD, TOOL, TOOL_CHOICE, BLOCK, MESSAGE];

const SOURCE: &str = "https://platform.claude.com/docs/en/cli-sdks-libraries/libraries/openai-sdk";

/// A top-level field of another API.
pub const FIELD: Rule = Rule {
    id: "openai/field",
    cause: Some("extra_inputs_not_permitted"),
    title: "A field of another vendor's API",
    why: "The API answers 400 invalid_request_error \"…: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: field,
    bad: pastes![
        ask!("claude-opus-5", "\"n\":1,"),
        ask!("claude-opus-5", "\"max_completion_tokens\":5,"),
        ask!("claude-opus-5", "\"frequency_penalty\":0.2,")
    ],
    good: pastes![
        body!(),
        "curl http://localhost:4000/v1/chat/completions -d '{\"model\":\"x\",\"n\":2,\"messages\":[]}'"
    ],
    ..BASE
};

/// `{"type": "function", "function": {…}}`.
pub const TOOL: Rule = Rule {
    id: "openai/tool",
    cause: Some("extra_inputs_not_permitted"),
    title: "A tool in OpenAI's form",
    why: "A tool has name, description and input_schema at its top; there is no type \"function\" and no field parameters. The API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: tool,
    bad: pastes![
        ask!("claude-opus-5", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}],"),
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}],"),
    ],
    good: pastes![ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],")],
    ..BASE
};

/// `"tool_choice": "auto"`.
pub const TOOL_CHOICE: Rule = Rule {
    id: "openai/tool-choice",
    title: "tool_choice in OpenAI's form",
    why:
        "tool_choice is an object: {\"type\": \"auto\"}, any, tool or none. The API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: tool_choice,
    bad: pastes![ask!(
        "claude-opus-5",
        "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":\"auto\","
    )],
    good: pastes![ask!(
        "claude-opus-5",
        "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":{\"type\":\"auto\"},"
    )],
    ..BASE
};

/// `image_url` and the like.
pub const BLOCK: Rule = Rule {
    id: "openai/content-block",
    title: "A content block of OpenAI's API",
    why: "The API answers 400 invalid_request_error: \"Input tag '…' found using 'type' does not match any of the expected tags\".",
    source: cited!(SOURCE),
    run: block,
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/b.png\"}}]}")],
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a.example/b.png\"}}]}")],
    ..BASE
};

/// `tool_calls`, `tool_call_id`, `name` in a message.
pub const MESSAGE: Rule = Rule {
    id: "openai/message-field",
    cause: Some("extra_inputs_not_permitted"),
    title: "A message field of OpenAI's API",
    why: "A message has role and content only. The API answers 400 invalid_request_error \"messages.…: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: message,
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"name\":\"Ann\",\"content\":\"Hi\"}")],
    good: pastes![body!()],
    ..BASE
};

/// A field, and what takes its place; empty: nothing does.
const FIELDS: &[(&str, &str)] = &[
    ("max_completion_tokens", "max_tokens"),
    ("max_output_tokens", "max_tokens"),
    ("max_tokens_to_sample", "max_tokens"),
    ("stop", "stop_sequences (a list)"),
    ("n", "one request for each answer"),
    ("frequency_penalty", ""),
    ("presence_penalty", ""),
    ("repetition_penalty", ""),
    ("logit_bias", ""),
    ("logprobs", ""),
    ("top_logprobs", ""),
    ("seed", ""),
    ("response_format", "output_config.format"),
    ("text", "output_config.format"),
    ("user", "metadata.user_id"),
    ("safety_identifier", "metadata.user_id"),
    ("functions", "tools"),
    ("function_call", "tool_choice"),
    ("parallel_tool_calls", "tool_choice.disable_parallel_tool_use"),
    ("reasoning_effort", "output_config.effort"),
    ("reasoning", "output_config.effort"),
    ("effort", "output_config.effort"),
    ("stream_options", ""),
    ("store", ""),
    ("previous_response_id", "sending the history again"),
    ("prompt", "messages"),
    ("input", "messages"),
    ("instructions", "system"),
    ("modalities", ""),
    ("audio", ""),
    ("prediction", ""),
    ("verbosity", ""),
    ("prompt_cache_key", "cache_control"),
    ("prompt_cache_retention", "cache_control"),
    ("web_search_options", "a web_search tool"),
    ("generationConfig", "max_tokens and the like"),
    ("contents", "messages"),
    ("systemInstruction", "system"),
    ("thinking_budget", "thinking"),
    ("include_thoughts", "thinking.display"),
    ("extra_body", "the fields themselves"),
    ("extra_headers", "headers"),
    ("api_key", "the header x-api-key"),
    ("base_url", "the address"),
    ("betas", "the header anthropic-beta"),
];

/// Whether `key` is a field of another API, for other checks to leave it alone.
pub fn knows(key: &str) -> bool {
    FIELDS.iter().any(|(field, _)| *field == key)
}

fn field(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for member in call.object.members() {
            let Some((key, instead)) = FIELDS.iter().find(|(field, _)| *field == member.key) else { continue };
            let renamed = *instead == "max_tokens" && call.object.get("max_tokens").is_none();
            let message = match *instead {
                "" => format!("{key} is not a field of this API; leave it out."),
                other => format!("{key} is not a field of this API; use {other}."),
            };
            let fix = if renamed {
                // The check of max_tokens says it with the right cause.
                continue;
            } else if instead.is_empty() || call.object.get(instead).is_some() {
                context.without(call.object, key, &format!("Take {key} out"), Trust::Safe)
            } else if matches!(*key, "instructions" | "systemInstruction") && member.value.is_string() {
                context.swap(
                    member.key_range.clone(),
                    &format!("\"{instead}\""),
                    &format!("Name it {instead}"),
                    Trust::Likely,
                )
            } else {
                None
            };
            let place = context.place(member.key_range.clone());
            sink.add(place, message).fix(fix);
        }
    }
}

fn tools<'a>(context: &Context<'a>) -> Vec<&'a Value> {
    context.calls().filter_map(|call| call.object.get("tools")).flat_map(|tools| tools.items()).collect()
}

fn tool(context: &Context, sink: &mut Sink) {
    for tool in tools(context) {
        let kind = tool.member("type").filter(|member| member.value.text() == Some("function"));
        if let Some(member) = kind.or_else(|| tool.member("function")) {
            sink.add(
                context.member(member),
                "This tool is in OpenAI's form: lift name and description up, and name parameters input_schema.",
            );
            continue;
        }
        for key in ["parameters", "inputSchema", "input_scheme"] {
            if let Some(member) = tool.member(key).filter(|_| tool.get("input_schema").is_none()) {
                let fix =
                    context.swap(member.key_range.clone(), "\"input_schema\"", "Name it input_schema", Trust::Safe);
                sink.add(context.place(member.key_range.clone()), format!("{key} is named input_schema here."))
                    .fix(fix);
            }
        }
    }
}

fn tool_choice(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(member) = call.object.member("tool_choice") else { continue };
        if let Some(word) = member.value.text() {
            let kind = match word {
                "required" => Some("any"),
                "auto" | "any" | "none" => Some(word),
                _ => None,
            };
            let fix = kind.and_then(|kind| {
                context.swap(
                    member.value.range.clone(),
                    &format!("{{\"type\": \"{kind}\"}}"),
                    "Write it as an object",
                    Trust::Safe,
                )
            });
            sink.add(context.member(member), format!("tool_choice is the string \"{word}\"; it takes an object."))
                .fix(fix);
        } else if let Some(kind) = member.value.member("type").filter(|kind| kind.value.text() == Some("function")) {
            sink.add(
                context.member(kind),
                "tool_choice of type function is OpenAI's form; here it is {\"type\": \"tool\", \"name\": …}.",
            );
        }
    }
}

/// Blocks of other APIs and the block that takes their place.
const BLOCKS: &[(&str, &str)] = &[
    ("image_url", "an image block with a source"),
    ("input_text", "text"),
    ("output_text", "text"),
    ("input_image", "image"),
    ("input_file", "document"),
    ("file", "document"),
    ("input_audio", "nothing: sound is not taken"),
    ("audio", "nothing: sound is not taken"),
    ("video", "nothing: video is not taken"),
    ("refusal", "text"),
    ("function_call", "tool_use"),
    ("function_call_output", "tool_result"),
];

/// Whether `kind` is a content block of another API.
pub fn knows_block(kind: &str) -> bool {
    BLOCKS.iter().any(|(block, _)| *block == kind)
}

fn block(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let messages = call.object.get("messages").map_or(&[][..], Value::items);
        for block in messages.iter().filter_map(|m| m.get("content")).flat_map(|content| content.items()) {
            let Some(member) = block.member("type") else { continue };
            let kind = member.value.text().unwrap_or("");
            let Some((_, instead)) = BLOCKS.iter().find(|(other, _)| *other == kind) else { continue };
            let fix = (*instead == "text")
                .then(|| context.swap(member.value.range.clone(), "\"text\"", "Name it text", Trust::Safe));
            sink.add(context.member(member), format!("There is no content block {kind}; use {instead}."))
                .fix(fix.flatten());
        }
    }
}

fn message(context: &Context, sink: &mut Sink) {
    const KEYS: &[(&str, &str)] = &[
        ("tool_calls", "tool_use blocks in content"),
        ("tool_call_id", "tool_use_id of a tool_result block"),
        ("function_call", "a tool_use block in content"),
        ("name", ""),
        ("refusal", ""),
        ("audio", ""),
        ("annotations", ""),
        ("reasoning_content", ""),
        ("reasoning", ""),
    ];
    for call in context.calls() {
        for message in call.object.get("messages").map_or(&[][..], Value::items) {
            for member in message.members() {
                let Some((key, instead)) = KEYS.iter().find(|(key, _)| *key == member.key) else { continue };
                let text = if instead.is_empty() {
                    format!("A message has no field {key}; leave it out.")
                } else {
                    format!("A message has no field {key}; use {instead}.")
                };
                let fix =
                    instead.is_empty().then(|| context.without(message, key, &format!("Take {key} out"), Trust::Safe));
                sink.add(context.place(member.key_range.clone()), text).fix(fix.flatten());
            }
        }
    }
}
