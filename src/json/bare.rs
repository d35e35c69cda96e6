//! A request body that stands alone in a paste, with or without a Markdown fence or a few words around.

use super::parse::Parser;
use super::value::Value;
use crate::request::{Body, Made, Origin, Request};
use crate::span::Span;
use crate::text::Traced;

/// Opening braces that are tried before giving up.
const TRIES: usize = 40;

/// Keys of a Messages or batch request, of which two must be there.
const KEYS: &[&str] = &[
    "model",
    "messages",
    "max_tokens",
    "max_completion_tokens",
    "system",
    "tools",
    "tool_choice",
    "stream",
    "temperature",
    "thinking",
    "output_config",
    "anthropic_version",
];

/// The request whose body is the main content of the paste, or `None`.
///
/// Source code that holds a body (`json={…}`, `JSON.stringify({…})`) is not one: there other rules hold.
pub fn bare_request(paste: &str) -> Option<Request> {
    if let Some(wrapped) = wrapped(paste) {
        return Some(wrapped);
    }
    let mut from = 0;
    // Objects inside each other would be read again from each brace.
    let mut left = 4 * paste.len() + 65_536;
    for _ in 0..TRIES {
        let start = from + paste.get(from..)?.find(['{', '['])?;
        let rest = paste.get(start..)?;
        let code = in_code(paste.get(..start)?);
        if code && !looks_like_json(rest) {
            from = start + 1;
            continue;
        }
        let (value, consumed) = read(rest);
        left = left.checked_sub(consumed)?;
        if !code && is_request(&value) {
            let end = start + extent(rest, consumed);
            return Some(request(paste, start, end));
        }
        // Objects inside an object that is no request are no requests either.
        from = start + if looks_like_json(rest) { consumed.max(1) } else { 1 };
    }
    None
}

/// The request whose body is the whole text, whatever the text is.
pub fn body(text: &str) -> Option<Request> {
    (!text.trim().is_empty()).then(|| request(text, 0, text.len()))
}

/// A paste that is nothing but a list of requests or messages, or a request written as one JSON string.
fn wrapped(paste: &str) -> Option<Request> {
    let mut text = paste.trim();
    if let Some(fenced) = text.strip_prefix("```").and_then(|rest| rest.strip_suffix("```")) {
        text = fenced.split_once('\n')?.1.trim();
    }
    let start = text.as_ptr() as usize - paste.as_ptr() as usize;
    let (value, consumed) = match text.bytes().next()? {
        b'[' | b'"' => read(text),
        _ => return None,
    };
    let whole = consumed >= text.trim_end_matches([';', ',']).len();
    let meant = match value.text() {
        Some(inner) => inner.trim_start().starts_with('{') && is_request(&read(inner.trim_start()).0),
        None => {
            let items = value.items();
            let speaks = |item: &Value| {
                let role = matches!(item.text_of("role"), Some("user" | "assistant" | "system"));
                role && item.get("content").is_some() && item.get("id").is_none() && item.get("usage").is_none()
            };
            !items.is_empty() && (items.iter().all(is_request) || items.iter().all(speaks))
        }
    };
    (whole && meant).then(|| request(paste, start, start + text.len()))
}

fn looks_like_json(text: &str) -> bool {
    text.get(1..).is_some_and(|rest| rest.trim_start().starts_with(['"', '\'', '{', '[', '}', ']']))
}

fn read(text: &str) -> (Value, usize) {
    let mut parser = Parser::new(text, &[]);
    let value = parser.standing();
    (value, parser.at)
}

fn is_request(value: &Value) -> bool {
    // Sloppy templates pad their keys with blanks; that is a fault to show, not a reason to look away.
    let has = |key: &str| value.members().iter().any(|member| member.key.trim() == key);
    let answer = has("stop_reason") || has("usage") || (has("role") && has("content"));
    let batch = value.get("requests").is_some_and(|requests| {
        requests.items().first().is_some_and(|item| item.get("params").is_some() || item.get("custom_id").is_some())
    });
    let count = KEYS.iter().filter(|key| has(key)).count();
    batch || (!answer && count >= 2 && (has("messages") || (has("model") && has("max_tokens"))))
}

/// Whether the brace at the end of `before` belongs to a program.
fn in_code(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or("");
    let fenced = before.trim_end().ends_with("```json") || before.trim_end().ends_with("```");
    let last = before.trim_end().chars().next_back();
    !fenced && (matches!(last, Some('=' | '(' | ',' | '@' | '\'' | '"' | '>')) || line.trim_end().ends_with("return"))
}

/// The end of the body: what was read, and brackets or commas left over right behind it.
fn extent(rest: &str, consumed: usize) -> usize {
    let tail = rest.get(consumed..).unwrap_or("");
    let stray = tail.trim_end_matches(['`', '\n', '\r', ' ']);
    let only_brackets = !stray.is_empty() && stray.chars().all(|c| c.is_whitespace() || "}],;".contains(c));
    if only_brackets && stray.contains(['}', ']']) {
        consumed + stray.len()
    } else {
        consumed
    }
}

fn request(paste: &str, start: usize, end: usize) -> Request {
    let body = paste.get(start..end).unwrap_or("").trim_end();
    let body = body.strip_suffix("```").unwrap_or(body).trim_end();
    let span = Span::new(start, start + body.len());
    Request {
        origin: Origin::JsonBody,
        method: Traced::new(),
        url: Traced::new(),
        headers: Vec::new(),
        body: Body::Text(Traced::verbatim(body, start)),
        file: None,
        span,
        program: Span::new(start, (start + 1).min(span.end)),
        insecure: None,
        proxy: None,
        dialect: None,
        made: Made::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_body_and_nothing_else() {
        let yes = [
            ("{\"model\": \"m\", \"messages\": []}", "{\"model\": \"m\", \"messages\": []}"),
            (
                "I send this:\n```json\n{\"model\":\"m\",\"messages\":[]}\n```\nand get 400",
                "{\"model\":\"m\",\"messages\":[]}",
            ),
            ("{'model': 'm', 'max_tokens': 5}", "{'model': 'm', 'max_tokens': 5}"),
            ("{\"model\":\"m\",\"messages\":[]}\n{\"type\":\"error\"}", "{\"model\":\"m\",\"messages\":[]}"),
            ("{\"model\":\"m\",\"messages\":[]}}", "{\"model\":\"m\",\"messages\":[]}}"),
            ("[{\"model\":\"m\",\"messages\":[]}]\n", "[{\"model\":\"m\",\"messages\":[]}]"),
            ("[{\"role\":\"user\",\"content\":\"Hi\"}]", "[{\"role\":\"user\",\"content\":\"Hi\"}]"),
            ("```json\n[{\"model\":\"m\",\"messages\":[]}]\n```", "[{\"model\":\"m\",\"messages\":[]}]"),
            (r#""{\"model\":\"m\",\"messages\":[]}""#, r#""{\"model\":\"m\",\"messages\":[]}""#),
        ];
        for (paste, body) in yes {
            let request = bare_request(paste).expect(paste);
            assert_eq!(request.span.of(paste), body, "{paste}");
        }
        let no = [
            "",
            "{",
            "[1, 2, 3]",
            "[\"a\", {\"model\": 1}]",
            "\"Hi there\"",
            "[2026-11-26 10:00] {\"level\":\"info\"}",
            "[{\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[],\"usage\":{}}]",
            "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"y\"}}",
            "{\"id\":\"msg_1\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"messages\":1}",
            "payload = {\"model\": \"m\", \"messages\": [],}",
            "fetch(u, {body: JSON.stringify({model: 'm', messages: []})})",
        ];
        for paste in no {
            assert!(bare_request(paste).is_none(), "{paste}");
        }
    }
}
