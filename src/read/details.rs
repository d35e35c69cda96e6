//! Smaller facts: the field that a message names, the model, attempts and waits.

use super::skeleton::Skeleton;
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
/// Waits that are listed.
const MOST_WAITS: usize = 12;

/// Adds them to the evidence.
pub fn read(paste: &str, reading: &mut Reading) {
    let found = [field(paste, reading), model(paste), retries(paste, &reading.words.skeleton)];
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
fn model(paste: &str) -> Option<Evidence> {
    let mut from = 0;
    for _ in 0..2_000 {
        let at = from + paste.get(from..)?.find("claude-")?;
        from = at + "claude-".len();
        let rest = paste.get(from..)?;
        if !FAMILIES.iter().any(|family| rest.starts_with(family)) {
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

/// How often was retried, and how long was waited each time.
fn retries(paste: &str, skeleton: &Skeleton) -> Option<Evidence> {
    let text = skeleton.bytes();
    let mut waits: Vec<String> = Vec::new();
    let (mut count, mut last, mut span) = (0_usize, None, None);
    for (word, millis) in [(&b"retryingin"[..], false), (b"/v1/messagesin", false), (b"retry_delay_ms:", true)] {
        let mut from = 0;
        while let Some(at) = super::body::find(text, word, from, text.len()) {
            from = at + word.len();
            let Some((wait, length)) = number(text, from) else { continue };
            let end = from + length;
            if !millis && text.get(end) != Some(&b's') {
                continue;
            }
            count += 1;
            span.get_or_insert_with(|| skeleton.span(at, end, paste));
            if waits.len() < MOST_WAITS {
                waits.push(if millis { format!("{:.1} s", wait / 1_000.0) } else { format!("{wait} s") });
            }
        }
    }
    let mut from = 0;
    while let Some(at) = super::body::find(text, b"attempt", from, text.len()) {
        from = at + b"attempt".len();
        let Some((number_of, length)) = number(text, from) else { continue };
        let of = (text.get(from + length) == Some(&b'/')).then(|| number(text, from + length + 1)).flatten();
        let Some((most, _)) = of else { continue };
        last = Some(format!("attempt {number_of} of {most}"));
        span.get_or_insert_with(|| skeleton.span(at, from + length, paste));
    }
    let more = if count > waits.len() { format!(" and {} more", count - waits.len()) } else { String::new() };
    let waited = (!waits.is_empty()).then(|| format!("waits {}{more}", waits.join(", ")));
    let value: Vec<String> = last.into_iter().chain(waited).collect();
    span.map(|span| Evidence {
        label: "Retries",
        value: value.join("; "),
        span: Some(span),
        rule: "as the client counts",
    })
}

/// A number at skeleton byte `at`, and its length.
fn number(text: &[u8], at: usize) -> Option<(f64, usize)> {
    let rest = text.get(at..)?;
    let length = rest.iter().take(12).take_while(|b| b.is_ascii_digit() || **b == b'.').count();
    let value = std::str::from_utf8(rest.get(..length)?).ok()?.trim_end_matches('.').parse().ok()?;
    Some((value, length))
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
            (
                "API Error (Request timed out.) · Retrying in 1 seconds… (attempt 1/10)\nAPI Error (Request timed out.) · Retrying in 5 seconds… (attempt 2/10)".to_owned(),
                "Retries",
                Some("attempt 2 of 10; waits 1 s, 5 s"),
            ),
            ("\"attempt\":1,\"retry_delay_ms\":538".to_owned(), "Retries", Some("waits 0.5 s")),
            ("Retrying request to /v1/messages in 0.482 seconds".to_owned(), "Retries", Some("waits 0.482 s")),
        ] {
            let reading = read(&paste);
            let found = reading.evidence.iter().find(|evidence| evidence.label == label);
            assert_eq!(found.map(|evidence| evidence.value.as_str()), value, "{paste}");
        }
    }
}
