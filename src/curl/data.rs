//! Bodies: `-d` and its kin, `--data-urlencode`, parts of a form.

use super::args::Item;
use super::options::Act;
use crate::request::{Body, Header, Part, Request};
use crate::shell::{Stdin, Word};
use crate::span::Span;
use crate::text::{SymbolKind, Traced};

/// One piece of a body.
#[derive(Clone, Debug)]
pub enum Datum {
    /// A text; whether it came with `--json`, which is joined without `&`.
    Text(Traced, bool),
    /// `@file`, and the same.
    File(Traced, bool),
}

/// Reads the value of a data option.
pub fn datum(act: Act, word: Word, stdin: Option<&Stdin>) -> Datum {
    let json = act == Act::Json;
    let text = word.text;
    if act == Act::DataUrlencode {
        return urlencode(&text, stdin);
    }
    if act == Act::DataRaw || !text.as_str().starts_with('@') {
        return Datum::Text(text, json);
    }
    if text.as_str() == "@-" {
        match stdin {
            Some(Stdin::Text(input)) if act == Act::Data => return Datum::Text(without(input, &['\n', '\r']), json),
            Some(Stdin::Text(input)) => return Datum::Text(input.clone(), json),
            Some(Stdin::File(name)) => {
                let mut file = Traced::replaced("@", word.span);
                file.append(name);
                return Datum::File(file, json);
            }
            None => {}
        }
    }
    Datum::File(text, json)
}

/// Joins the pieces as curl does.
pub fn join(data: Vec<Datum>) -> Body {
    let mut data = data;
    if data.len() == 1 {
        return match data.pop() {
            Some(Datum::Text(text, _)) => Body::Text(text),
            Some(Datum::File(file, _)) => Body::File(file),
            None => Body::None,
        };
    }
    let mut out = Traced::new();
    for (index, datum) in data.into_iter().enumerate() {
        let (Datum::Text(text, json) | Datum::File(text, json)) = &datum;
        if index > 0 && !*json {
            out.push_replaced("&", crate::span::Span::at(text.whole().start));
        }
        match &datum {
            Datum::Text(text, _) => out.append(text),
            Datum::File(file, _) => out.push_symbol(file.as_str(), file.as_str(), SymbolKind::Expression, file.whole()),
        }
    }
    if out.is_empty() {
        return Body::None;
    }
    Body::Text(out)
}

/// The text without these characters.
pub fn without(text: &Traced, chars: &[char]) -> Traced {
    if !text.as_str().contains(chars) {
        return text.clone();
    }
    let mut out = Traced::new();
    let mut at = 0;
    for (found, piece) in text.as_str().match_indices(chars) {
        out.append(&text.slice(at..found));
        at = found + piece.len();
    }
    out.append(&text.slice(at..text.len()));
    out
}

/// One `--url-query`: as `--data-urlencode`, and as it is behind a `+`.
pub fn query(word: &Word, stdin: Option<&Stdin>) -> Datum {
    if word.as_str().starts_with('+') {
        return Datum::Text(word.text.slice(1..word.text.len()), false);
    }
    urlencode(&word.text, stdin)
}

/// `--data-urlencode`: `content`, `=content`, `name=content`, `@file`, `name@file`.
fn urlencode(text: &Traced, stdin: Option<&Stdin>) -> Datum {
    let typed = text.as_str();
    let split = typed.find(['=', '@']);
    let Some(at) = split else {
        return Datum::Text(encode(text), false);
    };
    let name = text.slice(0..at);
    let content = text.slice(at + 1..text.len());
    let mut out = Traced::new();
    if !name.is_empty() {
        out.append(&name);
        out.push_replaced("=", text.source(at..at + 1));
    }
    if typed.get(at..).is_some_and(|rest| rest.starts_with('@')) {
        match stdin {
            Some(Stdin::Text(input)) if content.as_str() == "-" => out.append(&encode(input)),
            Some(Stdin::File(name)) if content.as_str() == "-" => {
                let file = format!("@{}", name.as_str());
                out.push_symbol(&file, &file, SymbolKind::Expression, content.whole());
            }
            _ if out.is_empty() => return Datum::File(text.clone(), false),
            _ => {
                let typed = format!("@{}", content.as_str());
                out.push_symbol(&typed, &typed, SymbolKind::Expression, content.whole());
            }
        }
        return Datum::Text(out, false);
    }
    out.append(&encode(&content));
    Datum::Text(out, false)
}

/// Percent-encodes all but unreserved characters and symbols; a blank becomes `+`.
pub fn encode(text: &Traced) -> Traced {
    let mut out = Traced::new();
    let mut symbols = text.symbols().iter().peekable();
    let mut at = 0;
    while at < text.len() {
        if let Some(symbol) = symbols.next_if(|symbol| symbol.range.start <= at) {
            out.append(&text.slice(symbol.range.clone()));
            at = symbol.range.end.max(at + 1);
            continue;
        }
        let end = symbols.peek().map_or(text.len(), |symbol| symbol.range.start);
        let Some(piece) = text.as_str().get(at..end) else { break };
        let plain = piece.find(|c: char| !unreserved(c)).unwrap_or(piece.len());
        out.append(&text.slice(at..at + plain));
        at += plain;
        if let Some(c) = piece.get(plain..).and_then(|rest| rest.chars().next()) {
            let mut buffer = [0_u8; 4];
            let code = match c {
                ' ' => "+".to_owned(),
                c => c.encode_utf8(&mut buffer).bytes().map(|byte| format!("%{byte:02X}")).collect(),
            };
            out.push_replaced(&code, text.source(at..at + c.len_utf8()));
            at += c.len_utf8();
        }
    }
    out
}

fn unreserved(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~')
}

/// One `-F name=content`.
pub fn part(text: &str, literal: bool) -> Part {
    let (name, content) = text.split_once('=').unwrap_or((text, ""));
    let name = name.to_owned();
    if literal {
        return Part { name, value: Some(content.to_owned()), filename: None };
    }
    let (sign, rest) = match content.chars().next() {
        Some(sign @ ('@' | '<')) => (sign, content.get(1..).unwrap_or("")),
        _ => (' ', content),
    };
    let (value, rest) = form_word(rest);
    let given = options(rest).into_iter().find_map(|(key, value)| (key == "filename").then_some(value));
    match sign {
        '@' => {
            let base = value.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
            Part { name, value: None, filename: Some(given.unwrap_or(base)) }
        }
        '<' => Part { name, value: Some(format!("@{value}")), filename: given },
        _ => Part { name, value: Some(value), filename: given },
    }
}

/// The word that a text begins with, and what follows the semicolon behind it: in double quotes with `\"` and
/// `\\`, else up to a semicolon and without blanks around it.
fn form_word(text: &str) -> (String, &str) {
    let text = text.trim_start();
    if let Some((word, rest)) = text.strip_prefix('"').and_then(quoted) {
        // What stands between the quote and the semicolon is lost.
        return (word, rest.split_once(';').map_or("", |(_, rest)| rest));
    }
    let (word, rest) = text.split_once(';').unwrap_or((text, ""));
    (word.trim_end().to_owned(), rest)
}

/// The text up to the closing quote, and what follows it.
fn quoted(inner: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((out, inner.get(at + 1..)?)),
            '\\' if inner.get(at + 1..)?.starts_with(['"', '\\']) => out.push(chars.next()?.1),
            c => out.push(c),
        }
    }
    None
}

/// The options behind the value: `type=`, `filename=`, `headers=`, `encoder=`; others are skipped, as curl does.
fn options(text: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && found.len() < 16 {
        let typed = rest.trim_start();
        let key = ["type", "filename", "headers", "encoder"]
            .into_iter()
            .find(|key| typed.strip_prefix(*key).is_some_and(|rest| rest.starts_with('=')));
        let value = key.and_then(|key| typed.get(key.len() + 1..)).unwrap_or(typed);
        let (word, after) = form_word(value);
        found.extend(key.map(|key| (key, word)));
        rest = after;
    }
    found
}

/// Types of content in which a line is a record of its own.
const OF_LINES: [&str; 5] = ["ndjson", "jsonl", "json-lines", "yaml", "text/csv"];

/// Whether the body of a request consists of lines.
pub fn has_lines(request: &Request) -> bool {
    let lines = |header: &Header| OF_LINES.iter().any(|kind| header.value.as_str().contains(kind));
    request.headers.iter().any(|header| header.is("content-type") && lines(header))
}

/// Where an option stands that reads a file or the standard input and takes the line ends out.
pub fn joins_lines(item: &Item) -> Option<Span> {
    match item {
        Item::Option { opt, value: Some(value), span, .. }
            if opt.act == Act::Data && value.as_str().starts_with('@') =>
        {
            Some(*span)
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_and_symbols_left_alone() {
        let mut text = Traced::verbatim("a b/é&", 0);
        text.push_symbol("${X}", "X", SymbolKind::Variable, crate::span::Span::new(9, 11));
        assert_eq!(encode(&text).as_str(), "a+b%2F%C3%A9%26${X}");
        assert_eq!(encode(&text).symbols().len(), 1);
    }

    #[test]
    fn parts_of_a_form() {
        let shape = |text| {
            let part = part(text, false);
            (part.name, part.value, part.filename)
        };
        let own = |text: &str| Some(text.to_owned());
        assert_eq!(shape("file=@a/b.pdf;type=application/pdf"), ("file".into(), None, own("b.pdf")));
        assert_eq!(shape("file=@x;filename=\"y.txt\""), ("file".into(), None, own("y.txt")));
        assert_eq!(shape("a=\"1;2\""), ("a".into(), own("1;2"), None));
        assert_eq!(shape("a=x;type=text/plain"), ("a".into(), own("x"), None));
        assert_eq!(shape("a=1; 2"), ("a".into(), own("1"), None));
        assert_eq!(shape("a= x\"y;z\""), ("a".into(), own("x\"y"), None));
        assert_eq!(shape("a=\"open"), ("a".into(), own("\"open"), None));
        assert_eq!(shape("a=\"q\\\"\" lost;filename=b"), ("a".into(), own("q\""), own("b")));
        assert_eq!(shape("a={\"n\":1}"), ("a".into(), own("{\"n\":1}"), None));
    }
}
