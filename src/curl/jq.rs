//! Values that come out of `jq` with their quotes: without `-r` it writes JSON.

use super::say::{finding, safe};
use crate::finding::{Edit, Finding, Severity};
use crate::request::{Body, Request};
use crate::text::{find, SymbolKind, Traced};

/// Words of a filter whose value is a number, which has no quotes.
const NUMBERS: [&str; 7] = ["length", "tokens", "count", "status", "index", "tonumber", "code"];

/// The first value of the requests that has quotes too many.
pub fn quotes(requests: &[Request], paste: &str) -> Option<Finding> {
    requests.iter().find_map(|request| {
        let headers = request.headers.iter().map(|header| (&header.value, false));
        let body = match &request.body {
            Body::Text(text) => Some((text, true)),
            _ => None,
        };
        headers.chain([(&request.url, false)]).chain(body).find_map(|(text, within)| of(text, within, paste))
    })
}

/// The same for one text; in a body only what stands `within` quotes has some too many.
fn of(text: &Traced, within: bool, paste: &str) -> Option<Finding> {
    let symbol = text.symbols().iter().filter(|symbol| symbol.kind == SymbolKind::Expression).find(|symbol| {
        let typed = text.as_str();
        let quoted = typed.get(..symbol.range.start).is_some_and(|before| before.ends_with('"'))
            && typed.get(symbol.range.end..).is_some_and(|after| after.starts_with('"'));
        (!within || quoted) && writes_json(&symbol.name)
    })?;
    let at = paste.find(&symbol.name)? + symbol.name.rfind("jq ")?;
    Some(finding(
        "shell/jq-quotes",
        Severity::Error,
        text.source(symbol.range.clone()),
        "jq writes the value with its quotes, and they are sent along.".to_owned(),
        "Without -r, jq writes JSON: a text comes out as \"text\".",
        None,
        safe("Add -r to jq", vec![Edit { span: crate::span::Span::at(at + "jq ".len()), text: "-r ".to_owned() }]),
    ))
}

/// Whether the last program of a substitution is `jq`, which is not told to write texts as they are.
fn writes_json(expression: &str) -> bool {
    let inside = expression.trim_matches(['$', '(', ')', '`', ' ', '"']);
    let last = last_command(inside);
    let Some(rest) = last.trim_start().strip_prefix("jq ") else { return false };
    let raw = |word: &str| match word.strip_prefix("--") {
        Some(long) => long.starts_with("raw-output") || long.starts_with("join-output"),
        None => word.strip_prefix('-').is_some_and(|letters| letters.contains(['r', 'R', 'j', 'n'])),
    };
    // `{…}` and `[…]` make an object or a list, `.data[0]` takes a part.
    let made = |filter: &str| filter.trim_start_matches(['\'', '"']).starts_with(['{', '[']) || filter.contains('@');
    let text = !NUMBERS.iter().any(|word| find::has(rest, word)) && !rest.split_whitespace().any(made);
    text && !rest.split_whitespace().any(raw)
}

/// The last command of a pipeline, whose quotes hide pipes of their own.
fn last_command(pipeline: &str) -> &str {
    let (mut quote, mut from) = (None, 0);
    for (at, c) in pipeline.char_indices() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '|') => from = at + 1,
            _ => {}
        }
    }
    pipeline.get(from..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::writes_json;

    #[test]
    fn the_last_program_decides() {
        for yes in ["$(jq .key a.json)", "$(curl -s a | jq '.data[0].id')", "`jq .id f`", "$(cat f | jq '.a | .b')"] {
            assert!(writes_json(yes), "{yes}");
        }
        for no in [
            "$(jq -r .key a.json)",
            "$(jq .id f | tr -d '\"')",
            "$(jq -Rs . p.txt)",
            "$(jq --raw-output .a f)",
            "$(jq .usage.input_tokens f)",
            "$(jq -n '{a: 1}')",
            "$(jq '{a: .b}' f)",
            "$(cat jq )",
        ] {
            assert!(!writes_json(no), "{no}");
        }
    }
}
