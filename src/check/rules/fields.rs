//! Fields that the API does not know.

use super::BASE;
use crate::check::nearest::nearest;
use crate::check::{Context, Platform, Rule, Sink};
use crate::finding::Trust;
use crate::json::{Member, Value};

/// The checks of this file.
pub const RULES: &[Rule] = &[TOP, COUNTING, NESTED, OLD_FORMAT];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/messages";
const ANSWER: &str = "The API answers 400 invalid_request_error \"…: Extra inputs are not permitted\".";

/// At the top of the body.
pub const TOP: Rule = Rule {
    id: "fields/unknown",
    cause: Some("extra_inputs_not_permitted"),
    title: "A field that does not exist",
    why: ANSWER,
    source: cited!(SOURCE),
    run: top,
    bad: pastes![
        ask!("claude-opus-5", "\"max_token\":9,"),
        ask!("claude-opus-5", "\"sytem\":\"x\","),
        ask!("claude-opus-5", "\"foo\":1,")
    ],
    good: pastes![
        ask!("claude-opus-5", "\"diagnostics\":{\"previous_message_id\":null},\"inference_geo\":\"us\","),
        body!()
    ],
    ..BASE
};

/// When tokens are counted.
pub const COUNTING: Rule = Rule {
    id: "fields/count-tokens",
    cause: Some("extra_inputs_not_permitted"),
    title: "A field that count_tokens does not take",
    why: "count_tokens takes what shapes the input only; for others the API answers 400 \"…: Extra inputs are not permitted\".",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/token-counting"),
    run: counting,
    bad: pastes![curl!(url "https://api.anthropic.com/v1/messages/count_tokens")],
    good: pastes![
        body!(),
        curl!("https://api.anthropic.com/v1/messages/count_tokens", head!(), "{\"model\":\"claude-opus-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
    ],
    ..BASE
};

/// A slip deeper in the body.
pub const NESTED: Rule = Rule {
    id: "fields/misspelt",
    cause: Some("extra_inputs_not_permitted"),
    title: "A slip in a field's name",
    why: ANSWER,
    source: cited!(SOURCE),
    run: nested,
    bad: pastes![
        talk!("claude-opus-5", "{\"role\":\"user\",\"contents\":\"Hi\"}"),
        ask!("claude-opus-5", "\"output_config\":{\"efort\":\"low\"},"),
        ask!("claude-opus-5", "\"thinking\":{\"typ\":\"adaptive\",\"type\":\"adaptive\"},"),
    ],
    good: pastes![ask!(
        "claude-opus-5",
        "\"tools\":[{\"name\":\"f\",\"strict\":true,\"input_schema\":{\"type\":\"object\",\"titel\":\"x\"}}],"
    )],
    ..BASE
};

/// output_format.
pub const OLD_FORMAT: Rule = Rule {
    id: "fields/output-format",
    cause: Some("extra_inputs_not_permitted"),
    title: "The old name of output_config.format",
    why: "Only the beta structured-outputs-2025-11-13 knows it; without that the API answers 400 \"output_format: Extra inputs are not permitted\".",
    source: cited!("https://platform.claude.com/docs/en/about-claude/models/migration-guide"),
    run: old_format,
    bad: pastes![ask!("claude-opus-5", "\"output_format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}},")],
    good: pastes![ask!("claude-opus-5", "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false}}},")],
    ..BASE
};

/// Fields of a Messages request, betas included.
const KNOWN: &[&str] = &[
    "model",
    "max_tokens",
    "messages",
    "system",
    "stop_sequences",
    "stream",
    "metadata",
    "thinking",
    "output_config",
    "tools",
    "tool_choice",
    "service_tier",
    "cache_control",
    "container",
    "inference_geo",
    "speed",
    "diagnostics",
    "temperature",
    "top_p",
    "top_k",
    "mcp_servers",
    "context_management",
    "compaction",
    "fallbacks",
    "fallback_credit_token",
    "billing_policy",
    "thread",
    "output_format",
    "user_profile_id",
    "workspace_id",
];

fn top(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for member in call.object.members() {
            let key = member.key.as_str();
            let partner = matches!(key, "anthropic_version" | "anthropic_beta");
            if KNOWN.contains(&key) || super::openai::knows(key) || partner {
                if key == "anthropic_version" && context.on_claude() {
                    let fix = context.without(call.object, key, "Take it out of the body", Trust::Safe);
                    let text = "anthropic_version belongs to Bedrock and Vertex; here the version is a header.";
                    sink.add(context.member(member), text).fix(fix);
                }
                continue;
            }
            let plain = key.trim().replace('-', "_").to_ascii_lowercase();
            let meant = KNOWN.iter().copied().find(|known| *known == plain || known.replace('_', "") == plain);
            let meant = meant.or_else(|| nearest(key, KNOWN.iter().copied(), 2));
            let message = match meant {
                Some(meant) => format!("There is no field \"{key}\"; did you mean {meant}?"),
                None => format!("There is no field \"{key}\"."),
            };
            let fix = match meant {
                Some(meant) if call.object.get(meant).is_some() => {
                    context.without(call.object, key, &format!("Take {key} out"), Trust::Likely)
                }
                Some(meant) => context.swap(
                    member.key_range.clone(),
                    &format!("\"{meant}\""),
                    &format!("Name it {meant}"),
                    Trust::Safe,
                ),
                None => context.without(call.object, key, &format!("Take {key} out"), Trust::Likely),
            };
            let note = sink.add(context.place(member.key_range.clone()), message).fix(fix);
            // A beta that is newer than our list may bring new fields.
            let newer = context.header("anthropic-beta").is_some() && meant.is_none();
            if newer || context.platform == Platform::Gateway {
                note.warning();
            }
        }
    }
}

fn counting(context: &Context, sink: &mut Sink) {
    const REFUSED: &[&str] =
        &["max_tokens", "stream", "stop_sequences", "metadata", "temperature", "top_p", "top_k", "service_tier"];
    for call in context.calls().filter(|call| call.counting) {
        for member in call.object.members().iter().filter(|member| REFUSED.contains(&member.key.as_str())) {
            let fix = context.without(call.object, &member.key, &format!("Take {} out", member.key), Trust::Safe);
            sink.add(context.member(member), format!("count_tokens does not take {}.", member.key)).fix(fix);
        }
    }
}

/// Fields of an object inside the body; only slips for one of them are reported.
const MESSAGE: &[&str] = &["role", "content", "clear_at", "output_config"];
const TOOL: &[&str] = &[
    "name",
    "type",
    "input_schema",
    "description",
    "cache_control",
    "strict",
    "defer_loading",
    "eager_input_streaming",
    "input_examples",
    "allowed_callers",
];
const THINKING: &[&str] = &["type", "budget_tokens", "display", "block_binding"];
const OUTPUT: &[&str] = &["effort", "format", "task_budget"];
const CHOICE: &[&str] = &["type", "name", "disable_parallel_tool_use"];
const CACHE: &[&str] = &["type", "ttl"];
const BLOCK: &[&str] = &[
    "type",
    "text",
    "source",
    "cache_control",
    "citations",
    "id",
    "name",
    "input",
    "tool_use_id",
    "content",
    "is_error",
    "title",
    "context",
    "thinking",
    "signature",
    "data",
    "file_id",
    "tool_name",
    "server_name",
    "toolset_name",
    "caller",
    "transformations",
];
const SOURCE_FIELDS: &[&str] = &["type", "media_type", "data", "url", "file_id", "content"];

fn slips<'a>(object: &'a Value, known: &'static [&'static str]) -> impl Iterator<Item = (&'a Member, &'static str)> {
    object.members().iter().filter(move |member| !known.contains(&member.key.as_str())).filter_map(move |member| {
        let plain = member.key.trim().to_ascii_lowercase();
        let meant = known.iter().copied().find(|k| *k == plain || k.replace('_', "") == plain.replace(['_', '-'], ""));
        let near = meant.or_else(|| nearest(&member.key, known.iter().copied(), 2));
        // A slip only if what was meant is not there as well.
        near.filter(|meant| object.get(meant).is_none() || strsim::damerau_levenshtein(meant, &plain) <= 1)
            .map(|meant| (member, meant))
    })
}

fn nested(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let mut objects: Vec<(&Value, &'static [&'static str])> = Vec::new();
        let object = call.object;
        for (key, known) in
            [("thinking", THINKING), ("output_config", OUTPUT), ("tool_choice", CHOICE), ("cache_control", CACHE)]
        {
            objects.extend(object.get(key).map(|value| (value, known)));
        }
        for tool in object.get("tools").map_or(&[][..], Value::items) {
            if tool.get("type").is_none_or(|kind| kind.text() == Some("custom")) && tool.get("function").is_none() {
                objects.push((tool, TOOL));
            }
        }
        for message in object.get("messages").map_or(&[][..], Value::items) {
            objects.push((message, MESSAGE));
            for block in message.get("content").map_or(&[][..], Value::items) {
                objects.push((block, BLOCK));
                objects.extend(block.get("source").map(|value| (value, SOURCE_FIELDS)));
                objects.extend(block.get("cache_control").map(|value| (value, CACHE)));
            }
        }
        for block in object.get("system").map_or(&[][..], Value::items) {
            objects.push((block, BLOCK));
            objects.extend(block.get("cache_control").map(|value| (value, CACHE)));
        }
        for (value, known) in objects {
            for (member, meant) in slips(value, known) {
                if matches!(member.key.as_str(), "inputSchema" | "input_scheme" | "contents") && known == TOOL {
                    continue;
                }
                let fix = context.swap(
                    member.key_range.clone(),
                    &format!("\"{meant}\""),
                    &format!("Name it {meant}"),
                    Trust::Safe,
                );
                let fix = fix.filter(|_| value.get(meant).is_none());
                let message = format!("There is no field \"{}\" here; did you mean {meant}?", member.key);
                sink.add(context.place(member.key_range.clone()), message).fix(fix);
            }
        }
    }
}

fn old_format(context: &Context, sink: &mut Sink) {
    if context.beta("structured-outputs") == Some(true) {
        return;
    }
    // Of a body that stands alone the headers are not known.
    let without = context.beta("structured-outputs") == Some(false);
    for call in context.calls() {
        if let Some(member) = call.object.member("output_format") {
            let note = sink.add(context.place(member.key_range.clone()), "output_format is now output_config.format.");
            if !without {
                note.warning();
            }
        }
    }
}
