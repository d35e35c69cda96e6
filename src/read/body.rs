//! The API's error object, in whatever clothes: JSON, Python, JavaScript or Ruby notation, escaped, wrapped, cut.

use super::skeleton::{skip_escape_sequence, unicode_escape, Gap, Skeleton};
use super::{wrapped, Found, Words};
use crate::span::Span;

/// `error.type` values of the Claude API (source: the official SDKs' type list and the error reference).
pub const ERROR_TYPES: [&str; 13] = [
    "invalid_request_error",
    "authentication_error",
    "billing_error",
    "permission_error",
    "not_found_error",
    "rate_limit_error",
    "timeout_error",
    "api_error",
    "overloaded_error",
    "conflict_error",
    "request_too_large",
    "memory_precondition_failed_error",
    "memory_path_conflict_error",
];

/// Types that are words of their own, believed only behind `type:`.
const PLAIN_TYPES: [&str; 1] = ["forbidden"];
/// Longest message that is read, in bytes of the paste.
const MESSAGE_LIMIT: usize = 4_000;

/// Words that stand in front of the message, …
const MESSAGE: &str = "message:";
/// … of the API's error code, …
const ERROR_CODE: &str = "error_code:";
/// … and how ids begin.
pub const ID: &str = "req_";

/// The words of which every place is wanted.
pub fn marks() -> impl Iterator<Item = &'static str> {
    ERROR_TYPES.into_iter().chain(PLAIN_TYPES).chain([MESSAGE, ERROR_CODE, ID])
}

/// What the error object says.
#[derive(Debug, Default)]
pub struct ErrorBody {
    /// `error.type`.
    pub error_type: Option<Found<String>>,
    /// `error.message`.
    pub message: Option<Found<String>>,
    /// `error.details.error_code`.
    pub error_code: Option<Found<String>>,
    /// Ids that begin with `req_`, each once.
    pub request_ids: Vec<Found<String>>,
    /// Where types stand, in order.
    pub types: Vec<Typed>,
}

/// Reads the first error object, and all request ids.
pub fn read(paste: &str, words: &Words) -> ErrorBody {
    let skeleton = &words.skeleton;
    let text = skeleton.bytes();
    let mut body = ErrorBody { request_ids: request_ids(paste, words), ..ErrorBody::default() };
    body.types = types(paste, words);
    let typed = body.types.first().copied();
    if let Some(Typed { start, end, name }) = typed {
        body.error_type = Some(Found { value: name.to_owned(), span: skeleton.span(start, end, paste) });
    }
    // The message of the same object: behind the type in most notations, in front of it in some.
    let anchor = typed.map(|typed| typed.start);
    body.message = anchor
        .and_then(|at| find(text, b"message:", at, 200).or_else(|| find_back(text, b"message:", at, 1_500)))
        .or_else(|| words.places(MESSAGE).next())
        .and_then(|at| message(paste, skeleton, at + b"message:".len()));
    body.error_code = words.places(ERROR_CODE).next().and_then(|at| word(paste, skeleton, at + ERROR_CODE.len()));
    body
}

/// A type's name where it stands as one.
#[derive(Clone, Copy, Debug)]
pub struct Typed {
    /// Its first byte in the skeleton.
    pub start: usize,
    /// Behind its last.
    pub end: usize,
    /// The name.
    pub name: &'static str,
}

/// Places of one type that are noted.
const MOST_PLACES: usize = 4_000;

/// Where types stand, in order.
fn types(paste: &str, words: &Words) -> Vec<Typed> {
    let (text, skeleton) = (words.bytes(), &words.skeleton);
    let mut all: Vec<Typed> = Vec::new();
    let names = ERROR_TYPES.iter().map(|name| (*name, false)).chain(PLAIN_TYPES.iter().map(|name| (*name, true)));
    for (name, needs_key) in names {
        let mut count = 0;
        for at in words.places(name) {
            let end = at + name.len();
            let before = at.checked_sub(1).and_then(|i| text.get(i)).copied().unwrap_or(b' ');
            let behind = text.get(end).copied().unwrap_or(b' ');
            let keyed = text.get(at.saturating_sub(5)..at) == Some(b"type:");
            let glued = (before.is_ascii_alphanumeric() || before == b'_') && skeleton.gap(at, paste) == Gap::None;
            let goes_on = behind == b'_' && skeleton.gap(end, paste) == Gap::None;
            // `src/overloaded_error.rs` and `overloaded_error()` are names in a program.
            let path = matches!(before, b'/' | b'-' | b'@') && skeleton.gap(at, paste) == Gap::None;
            let called = behind == b'('
                || behind == b'.'
                    && text.get(end + 1).is_some_and(u8::is_ascii_lowercase)
                    && skeleton.gap(end + 1, paste) == Gap::None;
            let named = (path || called && skeleton.gap(end, paste) == Gap::None) && !keyed;
            let free = !glued && !goes_on && !named;
            if keyed || (free && !needs_key) {
                all.push(Typed { start: at, end, name });
                count += 1;
            }
            if count >= MOST_PLACES {
                break;
            }
        }
    }
    crate::order::by_key(&mut all, |typed| typed.start);
    all
}

/// The first place of `needle` in the `reach` bytes from `from` on.
fn find(text: &[u8], needle: &[u8], from: usize, reach: usize) -> Option<usize> {
    let window = text.get(from..from.saturating_add(reach).saturating_add(needle.len()).min(text.len()))?;
    let first = *needle.first()?;
    let mut at = 0;
    while let Some(step) = window.get(at..)?.iter().position(|b| *b == first) {
        at += step;
        if window.get(at..at + needle.len()) == Some(needle) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

/// The last place of `needle` in the `reach` bytes before `until`.
fn find_back(text: &[u8], needle: &[u8], until: usize, reach: usize) -> Option<usize> {
    let from = until.saturating_sub(reach);
    text.get(from..until)?.windows(needle.len()).rposition(|w| w == needle).map(|at| from + at)
}

/// A word of letters, digits, `_` and `-` at skeleton byte `at`.
fn word(paste: &str, skeleton: &Skeleton, at: usize) -> Option<Found<String>> {
    let text = skeleton.bytes();
    let mut end = at;
    while text.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) && end - at < 80 {
        end += 1;
    }
    let value = String::from_utf8_lossy(text.get(at..end)?).into_owned();
    (value.len() > 3 && value != "null" && value != "none")
        .then(|| Found { value, span: skeleton.span(at, end, paste) })
}

/// The text of a message that begins at skeleton byte `at`: up to the quote that closes it in the paste.
fn message(paste: &str, skeleton: &Skeleton, at: usize) -> Option<Found<String>> {
    let start = skeleton.origin(at);
    let head = paste.get(..start)?;
    if let Some(entity) = QUOTE_ENTITIES.iter().find(|entity| head.ends_with(*entity)) {
        let rest = paste.get(start..)?;
        let limit = (0..=MESSAGE_LIMIT.min(rest.len())).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        let raw = rest.get(..limit)?;
        let raw = raw.get(..raw.find(*entity).unwrap_or(limit))?;
        let end = start + raw.len();
        return Some(Found { value: tidy(&skeleton.raw(start, end, paste)), span: Span::new(start, end) });
    }
    let quote = head.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
    let depth = head.get(..head.len() - 1)?.bytes().rev().take_while(|b| *b == b'\\').count();
    let rest = paste.get(start..)?;
    let mut slashes = 0;
    let mut end = rest.len();
    for (offset, c) in rest.char_indices() {
        if offset > MESSAGE_LIMIT {
            end = offset;
            break;
        }
        match c {
            '\\' => slashes += 1,
            c if c == quote && slashes <= depth => {
                end = offset - slashes;
                break;
            }
            _ => slashes = 0,
        }
    }
    let value = tidy(&skeleton.raw(start, start + end, paste));
    (!value.is_empty()).then(|| Found { value, span: Span::new(start, start + end) })
}

/// Joins wrapped lines and undoes escapes of quotes.
fn tidy(raw: &str) -> String {
    let out = wrapped::join(raw);
    let mut clean = String::with_capacity(out.len());
    let mut rest = out.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|(_, c)| *c);
        match (c, next) {
            ('\u{1b}', _) => skip_escape_sequence(&mut rest),
            ('\\', Some('u')) => {
                if let Some(decoded) = unicode_escape(&out, at) {
                    rest.nth(4);
                    clean.push(decoded);
                }
            }
            ('\\', Some('n' | 'r' | 't')) => {
                rest.next();
                clean.push(' ');
            }
            ('\\', _) => {}
            _ => clean.push(c),
        }
    }
    clean.trim().to_owned()
}

/// Quotes as pages write them.
const QUOTE_ENTITIES: [&str; 4] = ["&quot;", "&#34;", "&#x22;", "&#39;"];

/// Letters and digits of an id behind `req_`, an optional platform part and all.
const ID_LENGTH: usize = 24;

/// Every id that begins with `req_`, joined where a terminal broke it.
fn request_ids(paste: &str, words: &Words) -> Vec<Found<String>> {
    let (text, skeleton) = (words.bytes(), &words.skeleton);
    let mut ids: Vec<Found<String>> = Vec::new();
    let mut from = 0;
    for at in words.places(ID) {
        if at < from {
            continue;
        }
        from = at + ID.len();
        let glued =
            at.checked_sub(1).and_then(|i| text.get(i)).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        if glued && skeleton.gap(at, paste) == Gap::None {
            continue;
        }
        let Some((end, value)) = id_at(paste, skeleton, at) else { continue };
        from = end;
        if value.len() >= 12 && value.bytes().any(|b| b.is_ascii_digit()) && !ids.iter().any(|id| id.value == value) {
            ids.push(Found { value, span: skeleton.span(at, end, paste) });
            if ids.len() == 64 {
                break;
            }
        }
    }
    ids
}

fn id_at(paste: &str, skeleton: &Skeleton, at: usize) -> Option<(usize, String)> {
    let text = skeleton.bytes();
    let mut value = String::new();
    let mut end = at;
    let mut tail = 0;
    while let Some(byte) = text.get(end) {
        if !(byte.is_ascii_alphanumeric() || *byte == b'_') || value.len() > 120 {
            break;
        }
        if end > at {
            match skeleton.gap(end, paste) {
                Gap::None => {}
                // A terminal breaks an id in the middle; a whole one is not continued on the next line.
                Gap::LineBreak if tail < ID_LENGTH => {}
                Gap::Blank | Gap::LineBreak | Gap::Quote => break,
            }
        }
        let original = paste.as_bytes().get(skeleton.origin(end)).copied().unwrap_or(*byte);
        value.push(char::from(original));
        tail = if *byte == b'_' { 0 } else { tail + 1 };
        end += 1;
    }
    (value.len() > 4).then_some((end, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(paste: &str) -> ErrorBody {
        read(paste, &Words::of(paste, Vec::new()))
    }

    #[test]
    fn one_object_in_many_clothes() {
        for paste in [
            r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011CfTG7atwKZC5wRJ1doAQM"}"#,
            "{'type': 'error', 'error': {'type': 'overloaded_error', 'message': 'Overloaded'}, 'request_id': 'req_011CfTG7atwKZC5wRJ1doAQM'}",
            r#"{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_011CfTG7atwKZC5wRJ1doAQM\"}"#,
            "{&quot;type&quot;:&quot;error&quot;,&quot;error&quot;:{&quot;type&quot;:&quot;overloaded_error&quot;,&quot;message&quot;:&quot;Overloaded&quot;},&quot;request_id&quot;:&quot;req_011CfTG7atwKZC5wRJ1doAQM&quot;}",
            "{\"type\":\"error\",\"error\":{\"type\":\"overlo\n   aded_error\",\"mess\n   age\":\"Overloaded\"},\"reques\n   t_id\":\"req_011CfTG7atwK\n   ZC5wRJ1doAQM\"}",
        ] {
            let body = body(paste);
            assert_eq!(body.error_type.map(|t| t.value).as_deref(), Some("overloaded_error"), "{paste}");
            assert_eq!(body.message.map(|t| t.value).as_deref(), Some("Overloaded"), "{paste}");
            assert_eq!(body.request_ids.iter().map(|t| t.value.as_str()).collect::<Vec<_>>(), ["req_011CfTG7atwKZC5wRJ1doAQM"], "{paste}");
        }
    }

    #[test]
    fn an_id_ends_where_it_ends() {
        let two = "Request ID: req_011CfprVWQ3sPBEU3Kcm8o1d\n\nnext line, req_011CfEgfFUFBhmPhweKEgsdR and more";
        let ids: Vec<String> = body(two).request_ids.into_iter().map(|id| id.value).collect();
        assert_eq!(ids, ["req_011CfprVWQ3sPBEU3Kcm8o1d", "req_011CfEgfFUFBhmPhweKEgsdR"]);
        assert!(body("the req_id column and req_type").request_ids.is_empty());
        let vertex = body(r#"\"request_id\":\"req_vrtx_011CgPMtigEjTvnGyj6icV8T\"}"#).request_ids;
        assert_eq!(vertex[0].value, "req_vrtx_011CgPMtigEjTvnGyj6icV8T");
    }
}
