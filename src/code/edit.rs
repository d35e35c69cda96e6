//! From a place or an edit of the JSON back to the literals that it was made of.

use crate::finding::Edit;
use crate::request::Notation;
use crate::span::Span;
use crate::text::Traced;
use std::ops::Range;

/// The place of a stretch of a body, if it is one stretch in the snippet. A name in it that stands for a value
/// elsewhere counts as that name.
pub fn place(body: &Traced, range: Range<usize>, paste: &str) -> Option<Span> {
    if range.is_empty() {
        return Some(body.source(range).on_borders(paste));
    }
    let mut pieces = body.sources(range).filter(|piece| !piece.is_empty());
    let first = pieces.next()?;
    let mut end = first.end;
    let mut away = false;
    for piece in pieces {
        let gap = (piece.start >= end).then(|| paste.get(end..piece.start)).flatten();
        let back = gap.is_some_and(|gap| if away { is_name(gap) || gap.is_empty() } else { is_joint(gap) });
        if back {
            end = piece.end;
            away = false;
        } else {
            away = true;
        }
    }
    if away {
        let rest = paste.get(end..)?;
        end += rest.find(|c: char| !in_name(c)).unwrap_or(rest.len());
    }
    Some(Span::new(first.start, end).on_borders(paste))
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$')
}

fn is_name(gap: &str) -> bool {
    !gap.is_empty() && gap.chars().all(in_name)
}

/// What may stand between two pieces of one value: nothing, the quotes of the next literal, the end of a line.
fn is_joint(gap: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() || "\"'`\\+rRbBuUfF()".contains(c))
}

/// An edit of a body made of literals, in the language of the snippet.
pub fn edit(notation: Notation, body: &Traced, range: Range<usize>, text: &str, paste: &str) -> Option<Edit> {
    if text.contains(['\n', '\\']) {
        return None;
    }
    let inserted = range.is_empty();
    let span = place(body, range, paste)?;
    let source = span.of(paste);
    if notation == Notation::Items {
        return item(span, source, text, paste);
    }
    let text = if text.is_empty() {
        String::new()
    } else if inserted {
        inserted_member(notation, paste.get(span.start..)?, text)
    } else {
        replaced(notation, source, text)?
    };
    Some(Edit { span, text })
}

/// An edit of HTTPie's items; only of those that no quotes stand around.
fn item(span: Span, source: &str, text: &str, paste: &str) -> Option<Edit> {
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    let before = paste.get(..span.start)?.chars().next_back()?;
    let value = text.trim_matches('"');
    let member = text.strip_prefix('"').and_then(|text| text.split_once("\": "));
    let text = match member {
        Some((key, value)) if source.is_empty() && before.is_whitespace() => {
            format!("{key}:={} ", value.trim_end_matches([',', ' ']))
        }
        None if !source.is_empty() && plain(source) && plain(value) && !text.is_empty() => value.to_owned(),
        None if text.is_empty() && before.is_whitespace() && !source.contains(['"', '\'']) => String::new(),
        _ => return None,
    };
    Some(Edit { span, text })
}

/// `"name": value, ` in front of what the snippet goes on with.
fn inserted_member(notation: Notation, rest: &str, text: &str) -> String {
    let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let parts = text.strip_prefix('"').and_then(|text| text.split_once("\": "));
    let Some((key, value)) = parts.filter(|_| name > 0) else { return words(notation, text) };
    let argument = rest.get(name..).is_some_and(|rest| rest.trim_start().starts_with('='));
    let value = words(notation, value);
    if argument {
        format!("{key}={value}")
    } else {
        format!("{key}: {value}")
    }
}

/// A value or a key in the place of another.
fn replaced(notation: Notation, source: &str, text: &str) -> Option<String> {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|inner| !inner.contains('"'));
    let Some(inner) = inner else { return Some(words(notation, text)) };
    let word = matches!(source, "True" | "False" | "None" | "true" | "false" | "null");
    let name = !source.is_empty() && source.chars().all(|c| c.is_alphanumeric() || c == '_') && !word;
    if name && !source.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(inner.to_owned());
    }
    let quote = source.trim_start_matches(['r', 'R', 'b', 'B', 'u', 'U', 'f', 'F']).chars().next();
    let quote = quote.filter(|c| matches!(c, '"' | '\'' | '`')).unwrap_or('"');
    (!inner.contains([quote, '{', '$'])).then(|| format!("{quote}{inner}{quote}"))
}

/// JSON's words as the language has them.
fn words(notation: Notation, text: &str) -> String {
    if notation != Notation::Python {
        return text.to_owned();
    }
    // Between quotes they stay.
    let piece = |(index, part): (usize, &str)| {
        if index % 2 == 1 {
            part.to_owned()
        } else {
            part.replace("true", "True").replace("false", "False").replace("null", "None")
        }
    };
    text.split('"').enumerate().map(piece).collect::<Vec<_>>().join("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_written_as_the_snippet_writes_it() {
        let table = [
            (Notation::Python, "maxTokens", "\"max_tokens\"", Some("max_tokens")),
            (Notation::Python, "'claude-2'", "\"claude-opus-5\"", Some("'claude-opus-5'")),
            (Notation::JavaScript, "`claude-2`", "\"claude-opus-5\"", Some("`claude-opus-5`")),
            (
                Notation::Python,
                "\"x\"",
                "{\"type\": \"true\", \"on\": true}",
                Some("{\"type\": \"true\", \"on\": True}"),
            ),
            (Notation::Python, "True", "\"auto\"", Some("\"auto\"")),
            (Notation::JavaScript, "5000", "4096", Some("4096")),
            (Notation::Python, "'a'", "\"it's\"", None),
        ];
        for (notation, source, text, wanted) in table {
            assert_eq!(replaced(notation, source, text).as_deref(), wanted, "{source} {text}");
        }
        let added = "\"max_tokens\": 1024, ";
        assert_eq!(inserted_member(Notation::Python, "model=\"m\"", added), "max_tokens=1024, ");
        assert_eq!(inserted_member(Notation::JavaScript, "model: 'm'", added), "max_tokens: 1024, ");
        assert_eq!(inserted_member(Notation::Python, "\"model\": 'm'", added), added);
    }
}
