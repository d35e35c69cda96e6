//! The server's message joined to the request: the path or the id that it names, found in the body.

use super::{context, rules, Context, Sink};
use crate::date::Date;
use crate::finding::{Finding, Severity};
use crate::json::{Member, Value};
use crate::request::Request;
use crate::span::Span;

/// Bytes of a message that are looked at; no message is longer that names a place.
const LONGEST: usize = 4000;

/// The places of the requests that the server's message names, where no check has found an error there.
pub fn named(paste: &str, message: &str, requests: &[Request], found: &[Finding], today: Date) -> Vec<Finding> {
    let end = message.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST).last().unwrap_or(0);
    let message = message.get(..end.max(message.len().min(LONGEST))).unwrap_or(message);
    for request in requests {
        let json = context::read_body(request);
        let context = Context::new(paste, request, json.as_ref(), today);
        let Some(root) = context.root().filter(|_| context.judged()) else { continue };
        let Some((what, span)) = place(&context, root, message) else { continue };
        let known = found.iter().filter(|finding| finding.severity == Severity::Error);
        if known.filter_map(|finding| finding.span).any(|other| other == span || other.overlaps(span)) {
            return Vec::new();
        }
        let mut sink = Sink::new(&rules::server::PLACE);
        sink.add(span, format!("The error names this place: {what}."));
        return sink.into_findings();
    }
    Vec::new()
}

/// What the message names and where it is: an id, a path, or a field in backticks.
fn place(context: &Context, root: &Value, message: &str) -> Option<(String, Span)> {
    let paths: Vec<Vec<&str>> = paths(message).collect();
    let ends: Vec<(String, End)> =
        paths.iter().filter_map(|path| Some((path.join("."), resolve(root, path)?))).collect();
    // An id is the most exact; the path says in which message it is meant.
    let within = ends.first().map(|(_, end)| end.value());
    if let Some((id, value)) = ids(message).find_map(|id| Some((id, holder(within.unwrap_or(root), id, 0)?))) {
        return Some((id.to_owned(), context.value(value)));
    }
    if let Some((path, end)) = ends.into_iter().next() {
        return Some((path, end.span(context)));
    }
    let mut quoted = message.split('`').skip(1).step_by(2);
    let member = quoted.find_map(|word| root.member(word.trim()))?;
    Some((member.key.clone(), context.member(member)))
}

/// Ids of tool calls in a message.
fn ids(message: &str) -> impl Iterator<Item = &str> {
    let words = message.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
    words.filter(|word| word.len() > 8 && (word.starts_with("toolu_") || word.starts_with("srvtoolu_")))
}

/// The first value of an `id` or `tool_use_id` that is this one.
fn holder<'a>(value: &'a Value, id: &str, depth: usize) -> Option<&'a Value> {
    if depth > 12 {
        return None;
    }
    let own =
        value.members().iter().find(|m| matches!(m.key.as_str(), "id" | "tool_use_id") && m.value.text() == Some(id));
    own.map(|member| &member.value)
        .or_else(|| value.members().iter().find_map(|member| holder(&member.value, id, depth + 1)))
        .or_else(|| value.items().iter().find_map(|item| holder(item, id, depth + 1)))
}

/// The paths in a message: `messages.3.content.0`, `max_tokens` before a colon.
fn paths(message: &str) -> impl Iterator<Item = Vec<&str>> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '-');
    let starts = message.char_indices().filter(move |(at, c)| {
        let before = message.get(..*at).and_then(|text| text.chars().next_back());
        c.is_ascii_lowercase() && !before.is_some_and(|before| inside(before) || before == '/')
    });
    starts.filter_map(move |(start, _)| {
        let rest = message.get(start..)?;
        let len = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let word = rest.get(..len)?.trim_end_matches('.');
        let path: Vec<&str> = word.split(['.', '[', ']']).filter(|part| !part.is_empty()).collect();
        let numbered = path.iter().any(|part| part.bytes().all(|b| b.is_ascii_digit()));
        // A word alone is a field only before a colon.
        let named = rest.get(len..).is_some_and(|tail| tail.starts_with(':'));
        (numbered && path.len() > 1 || named).then_some(path)
    })
}

/// Where a path ends.
enum End<'a> {
    Field(&'a Member),
    Item(&'a Value),
}

impl<'a> End<'a> {
    fn value(&self) -> &'a Value {
        match self {
            Self::Field(member) => &member.value,
            Self::Item(value) => value,
        }
    }

    fn span(&self, context: &Context) -> Span {
        match self {
            Self::Field(member) => context.member(member),
            Self::Item(value) => context.value(value),
        }
    }
}

/// Follows a path as far as the body goes. Names of types stand between (`content.0.text.cache_control`), and the
/// last part may be what is missing.
fn resolve<'a>(root: &'a Value, path: &[&str]) -> Option<End<'a>> {
    let mut end = End::Field(root.member(path.first()?)?);
    for (index, part) in path.iter().enumerate().skip(1) {
        let value = end.value();
        let next = path.get(index + 1);
        let tag = value.text_of("type") == Some(part) && next.is_some_and(|next| value.get(next).is_some());
        if let Some(item) = part.parse::<usize>().ok().and_then(|at| value.items().get(at)) {
            end = End::Item(item);
        } else if let Some(member) = value.member(part).filter(|_| !tag) {
            end = End::Field(member);
        }
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::body;

    const BODY: &str = r#"{"model":"claude-opus-5","max_tokens":9,"tools":[{"name":"f","input_schema":{"properties":{}}}],
"system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral"}}],
"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":"T"},
{"type":"tool_use","id":"toolu_01AbCdEf","name":"f","input":{"a":1}}]},{"role":"user","content":[{"type":"text","text":"X"}]}]}"#;

    /// The words of BODY that a message points at.
    fn words(message: &str) -> Option<&'static str> {
        let requests: Vec<Request> = body(BODY).into_iter().collect();
        let today = Date::parse("2026-11-25")?;
        let span = named(BODY, message, &requests, &[], today).first()?.span?;
        BODY.get(span.start..span.end)
    }

    #[test]
    fn a_message_leads_to_the_bytes_it_means() {
        let table = [
            ("max_tokens: 9 > 8, which is the maximum", "\"max_tokens\":9"),
            ("messages.1.content.0.text.text: text content blocks must be non-empty", "\"text\":\"T\""),
            ("messages.0.content: Input should be a valid list", "\"content\":\"Hi\""),
            ("messages[2].content[0]: no", "{\"type\":\"text\",\"text\":\"X\"}"),
            ("system.0.text.cache_control.ttl: no", "\"cache_control\":{\"type\":\"ephemeral\"}"),
            ("system.0.text.text: no", "\"text\":\"S\""),
            ("tools.0.custom.input_schema.type: Field required", "\"input_schema\":{\"properties\":{}}"),
            ("messages.1.content.1.tool_use.input.a: no", "\"a\":1"),
            (
                "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_01AbCdEf. Each …",
                "\"toolu_01AbCdEf\"",
            ),
            ("`model` is not a model", "\"model\":\"claude-opus-5\""),
        ];
        for (message, words_of_body) in table {
            assert_eq!(words(message), Some(words_of_body), "{message}");
        }
    }

    #[test]
    fn what_names_nothing_of_the_body_leads_nowhere() {
        for message in
            ["", "Overloaded", "temperature: no", "see https://a.example/messages.1.x", "Error: x", "größer: ß"]
        {
            assert_eq!(words(message), None, "{message}");
        }
    }
}
