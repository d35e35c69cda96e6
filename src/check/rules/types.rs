//! Fields of the wrong type, and messages that are not there.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;

/// The checks of this file.
pub const RULES: &[Rule] = &[MESSAGES_MISSING, WRONG];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/messages";

/// No messages.
pub const MESSAGES_MISSING: Rule = Rule {
    id: "messages/missing",
    title: "No messages",
    why: "The API answers 400 invalid_request_error \"messages: Field required\".",
    source: cited!(SOURCE),
    run: messages_missing,
    bad: pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":9}"],
    good: pastes![body!()],
    ..BASE
};

/// A value of the wrong type.
pub const WRONG: Rule = Rule {
    id: "fields/type",
    title: "A value of the wrong type",
    why: "The API answers 400 invalid_request_error: \"… Input should be a valid …\".",
    source: cited!(SOURCE),
    run: wrong,
    bad: pastes![
        "{\"model\":\"claude-opus-5\",\"max_tokens\":\"9\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
        "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":{\"role\":\"user\",\"content\":\"Hi\"}}",
        ask!("claude-opus-5", "\"stop_sequences\":\"END\","),
        ask!("claude-opus-5", "\"tools\":{},"),
    ],
    good: pastes![ask!(
        "claude-opus-5",
        "\"system\":[{\"type\":\"text\",\"text\":\"x\"}],\"cache_control\":null,\"stop_sequences\":[\"x\"],"
    )],
    ..BASE
};

/// Types of the fields: one letter each for string, integer, number, bool, list, object.
const TYPES: &[(&str, &str)] = &[
    ("model", "s"),
    ("max_tokens", "n"),
    ("messages", "l"),
    ("system", "sl"),
    ("stop_sequences", "l"),
    ("temperature", "n"),
    ("top_p", "n"),
    ("top_k", "n"),
    ("tools", "l"),
    ("metadata", "o"),
    ("thinking", "o"),
    ("output_config", "o"),
    ("service_tier", "s"),
    ("cache_control", "o"),
    ("container", "so"),
    ("mcp_servers", "l"),
    ("stream", "b"),
];

fn messages_missing(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for call in context.calls().filter(|call| call.object.get("messages").is_none()) {
        let other = ["prompt", "input", "contents"].iter().any(|key| call.object.get(key).is_some());
        let slip = call.object.members().iter().any(|m| strsim::damerau_levenshtein(m.key.trim(), "messages") <= 2);
        if !slip && !other {
            let span = if call.batch { context.value(call.object) } else { context.start() };
            sink.add(span, "The field messages is missing.");
        }
    }
}

fn letter(value: &Value) -> &'static str {
    use crate::json::Node;
    match value.node {
        Node::String(_) | Node::Open(_) => "s",
        Node::Number(_) => "n",
        Node::Bool(_) => "b",
        Node::Array(_) => "l",
        Node::Object(_) => "o",
        Node::Null | Node::Unknown => "",
    }
}

fn word(letters: &str) -> &'static str {
    match letters {
        "s" => "a string",
        "n" => "a number",
        "b" => "true or false",
        "l" => "a list in [ ]",
        "o" => "an object in { }",
        "sl" => "a string or a list of text blocks",
        _ => "a string or an object",
    }
}

fn wrong(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for member in call.object.members() {
            let Some((_, letters)) = TYPES.iter().find(|(key, _)| *key == member.key) else { continue };
            let value = &member.value;
            let required = matches!(member.key.as_str(), "model" | "max_tokens" | "messages");
            let null = value.is_null() && required;
            let found = letter(value);
            if (found.is_empty() && !null) || (!found.is_empty() && letters.contains(found)) {
                continue;
            }
            let number = value.text().filter(|text| *letters == "n" && text.parse::<f64>().is_ok());
            let truth = value.text().filter(|text| *letters == "b" && matches!(*text, "true" | "false"));
            let list = (member.key == "stop_sequences").then(|| value.text()).flatten();
            let fix = match (number.or(truth), list) {
                (Some(text), _) => context.swap(value.range.clone(), text, "Take the quotes off", Trust::Safe),
                (None, Some(text)) if !text.contains(['"', '\\']) => {
                    context.swap(value.range.clone(), &format!("[\"{text}\"]"), "Put it in a list", Trust::Safe)
                }
                _ => None,
            };
            let message = format!("{} is {}; it takes {}.", member.key, value.kind(), word(letters));
            // What is wrong about a list or an object is that it stands behind this name.
            let span = match found {
                "l" | "o" => context.place(member.key_range.start..value.range.start + 1),
                _ => context.value(value),
            };
            sink.add(span, message).fix(fix);
        }
    }
}
