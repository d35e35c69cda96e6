//! Header lines that matter, wherever they stand: `curl -i`, `curl -v`, logs, objects printed by a client.
//!
//! Those that tell of limits are put together in `limits.rs`.

use super::{limits, Evidence, Found, Reading};
use crate::span::Span;

/// Response headers that are shown, with their label.
pub const SHOWN: &[(&str, &str)] = &[
    ("retry-after", "Retry after"),
    ("anthropic-organization-id", "Organization"),
    ("cf-ray", "Cloudflare ray"),
    ("x-amzn-requestid", "AWS request id"),
    ("apim-request-id", "Azure request id"),
    ("x-should-retry", "Server says retry"),
];

/// Reads header values into the evidence, and how long the server asks to wait.
pub fn read(paste: &str, reading: &mut Reading) {
    for &(name, label) in SHOWN {
        let Some(first) = reading.words.find(name, paste) else { continue };
        let behind = paste.get(first.start..).unwrap_or("");
        for at in folded(behind, name).map(|at| first.start + at) {
            let before = at.checked_sub(1).and_then(|i| paste.as_bytes().get(i));
            let glued = before.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
            if glued || reading.words.is_left_out(at) {
                continue;
            }
            let Some(span) = value_after(paste, at + name.len()) else { continue };
            let value = span.of(paste).to_owned();
            if name == "retry-after" {
                let Ok(seconds) = value.parse::<u64>() else { continue };
                reading.retry_after_seconds = Some(Found { value: seconds, span });
            }
            reading.evidence.push(Evidence { label, value, span: Some(span), rule: "a response header" });
            break;
        }
    }
    limits::read(paste, reading);
}

/// The places of a name (in lower case), whatever the case of its letters.
pub fn folded<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let (bytes, name) = (text.as_bytes(), name.as_bytes());
    let first = name.first().copied().unwrap_or(b'-');
    let mut at = 0;
    std::iter::from_fn(move || loop {
        at += bytes.get(at..)?.iter().position(|b| b.eq_ignore_ascii_case(&first))?;
        let here = at;
        at += 1;
        if bytes.get(here..here + name.len()).is_some_and(|window| window.eq_ignore_ascii_case(name)) {
            return Some(here);
        }
    })
}

/// The value behind a header's name at byte `at`: `: value`, `': 'value'`, `", b'value'`.
pub fn value_after(paste: &str, at: usize) -> Option<Span> {
    let rest = paste.get(at..)?;
    // A recording of a browser: `"name":"retry-after","value":"12"`, with blanks where it is written for people.
    if let Some(tail) = rest.strip_prefix("\",") {
        let value = tail.trim_start().strip_prefix("\"value\"").map(str::trim_start).and_then(|t| t.strip_prefix(':'));
        if let Some(value) = value.map(str::trim_start).and_then(|value| value.strip_prefix('"')) {
            let begin = paste.len() - value.len();
            return value.find('"').filter(|end| (1..=80).contains(end)).map(|end| Span::new(begin, begin + end));
        }
    }
    let lead = rest.len() - rest.trim_start_matches(['"', '\'', ' ', '\\']).len();
    let behind_name = rest.get(lead..)?;
    let separator = behind_name.chars().next().filter(|c| matches!(c, ':' | ',' | '='))?;
    let tail = behind_name.get(separator.len_utf8()..)?.trim_start_matches(['=', '>']);
    let tail = tail.trim_start_matches([' ', '"', '\'', '\\', '[']);
    let mut begin = paste.len() - tail.len();
    if separator == ',' && (tail.starts_with("b'") || tail.starts_with("b\"")) {
        begin += 2;
    }
    let value = paste.get(begin..)?;
    let end = value.find(['\r', '\n', '"', '\'', ',', ')', ']', '\\', ' ']).unwrap_or(value.len());
    (1..=80).contains(&end).then(|| Span::new(begin, begin + end))
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn header_values_in_their_notations() {
        for (paste, label, value) in [
            ("retry-after: 41\n", "Retry after", "41"),
            ("< Retry-After: 12\r\n", "Retry after", "12"),
            ("  'retry-after': '7',", "Retry after", "7"),
            ("%{\"retry-after\" => [\"7\"]}", "Retry after", "7"),
            ("{\"name\": \"retry-after\", \"value\": \"9\"}", "Retry after", "9"),
            ("(b'CF-RAY', b'73078b76829912e4-ARN')", "Cloudflare ray", "73078b76829912e4-ARN"),
        ] {
            let reading = read(paste);
            let found = reading.evidence.iter().find(|e| e.rule == "a response header");
            assert_eq!(found.map(|e| (e.label, e.value.as_str())), Some((label, value)), "{paste}");
        }
    }
}
