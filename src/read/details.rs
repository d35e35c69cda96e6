//! Smaller facts: the field that a message names, and the model.

use super::{Evidence, Reading};
use crate::span::Span;

/// Fields of a request that a message may begin with.
const FIELDS: &[&str] = &[
    "messages",
    "max_tokens",
    "model",
    "system",
    "tools",
    "tool_choice",
    "thinking",
    "temperature",
    "top_p",
    "top_k",
    "metadata",
    "stop_sequences",
    "stream",
    "context_management",
    "output_config",
    "output_format",
    "container",
    "mcp_servers",
    "service_tier",
    "requests",
];
/// Families of models: what stands behind `claude-` in a model's name and in no program's.
const FAMILIES: &[&str] = &["opus", "sonnet", "haiku", "fable", "mythos", "instant", "3-", "2.", "v2"];

/// Adds them to the evidence.
pub fn read(paste: &str, reading: &mut Reading) {
    let found = [field(paste, reading), model(paste, reading)];
    reading.evidence.extend(found.into_iter().flatten());
}

/// `messages.3.content.0` at the head of the message.
fn field(paste: &str, reading: &Reading) -> Option<Evidence> {
    let message = reading.message.as_ref()?;
    let path = message.value.split([':', ' ']).next()?.trim_matches('`');
    let first = path.split(['.', '[']).next()?;
    let shaped = path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'[' | b']' | b'-'));
    if !FIELDS.contains(&first)
        || !shaped
        || !message.value.get(path.len()..)?.starts_with([':', '`']) && !path.contains('.')
    {
        return None;
    }
    let start = message.span.start;
    let here = paste.get(start..).is_some_and(|rest| rest.starts_with(path));
    let span = if here { Span::new(start, start + path.len()) } else { message.span };
    Some(Evidence { label: "Field", value: path.to_owned(), span: Some(span), rule: "the message begins with it" })
}

/// The first name of a model.
fn model(paste: &str, reading: &Reading) -> Option<Evidence> {
    let mut from = 0;
    for _ in 0..2_000 {
        let at = from + paste.get(from..)?.find("claude-")?;
        from = at + "claude-".len();
        let rest = paste.get(from..)?;
        if !FAMILIES.iter().any(|family| rest.starts_with(family)) || reading.words.is_left_out(at) {
            continue;
        }
        let name = rest.bytes().take(60).take_while(|b| b.is_ascii_alphanumeric() || b"-._@:".contains(b)).count();
        let end = from + rest.get(..name)?.trim_end_matches(['.', ':', '-', '@']).len();
        let span = Span::new(at, end);
        return Some(Evidence {
            label: "Model",
            value: span.of(paste).to_owned(),
            span: Some(span),
            rule: "a model’s name",
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn smaller_facts_are_read() {
        let object = |message: &str| {
            format!("API Error: 400 {{\"type\":\"error\",\"error\":{{\"type\":\"invalid_request_error\",\"message\":\"{message}\"}}}}")
        };
        for (paste, label, value) in [
            (object("messages.3.content.0: x"), "Field", Some("messages.3.content.0")),
            (object("max_tokens: Field required"), "Field", Some("max_tokens")),
            (object("messages must not be empty"), "Field", None),
            ("from claude-code: model claude-opus-4-5-20251101.".to_owned(), "Model", Some("claude-opus-4-5-20251101")),
            ("claude-cli/2.1 and claude-code".to_owned(), "Model", None),
        ] {
            let reading = read(&paste);
            let found = reading.evidence.iter().find(|evidence| evidence.label == label);
            assert_eq!(found.map(|evidence| evidence.value.as_str()), value, "{paste}");
        }
    }
}
