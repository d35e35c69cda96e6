//! Header lines that matter, wherever they stand: `curl -i`, `curl -v`, logs, objects printed by a client.

use super::{Evidence, Found, Reading};
use crate::span::Span;

/// Response headers that are shown, with their label.
const SHOWN: &[(&str, &str)] = &[
    ("retry-after", "Retry after"),
    ("anthropic-ratelimit-requests-limit", "Requests a minute, limit"),
    ("anthropic-ratelimit-requests-remaining", "Requests left"),
    ("anthropic-ratelimit-requests-reset", "Requests reset at"),
    ("anthropic-ratelimit-tokens-limit", "Tokens a minute, limit"),
    ("anthropic-ratelimit-tokens-remaining", "Tokens left"),
    ("anthropic-ratelimit-tokens-reset", "Tokens reset at"),
    ("anthropic-ratelimit-input-tokens-limit", "Input tokens a minute, limit"),
    ("anthropic-ratelimit-input-tokens-remaining", "Input tokens left"),
    ("anthropic-ratelimit-input-tokens-reset", "Input tokens reset at"),
    ("anthropic-ratelimit-output-tokens-limit", "Output tokens a minute, limit"),
    ("anthropic-ratelimit-output-tokens-remaining", "Output tokens left"),
    ("anthropic-ratelimit-output-tokens-reset", "Output tokens reset at"),
    ("anthropic-organization-id", "Organization"),
    ("cf-ray", "Cloudflare ray"),
    ("x-amzn-requestid", "AWS request id"),
    ("apim-request-id", "Azure request id"),
    ("x-should-retry", "Server says retry"),
];

/// Reads header values into the evidence, and how long the server asks to wait.
pub fn read(paste: &str, reading: &mut Reading) {
    let lower = paste.to_ascii_lowercase();
    for &(name, label) in SHOWN {
        let mut from = 0;
        while let Some(at) = lower.get(from..).and_then(|rest| rest.find(name)).map(|i| from + i) {
            from = at + name.len();
            if lower.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-')) {
                continue;
            }
            let Some(span) = value_after(paste, from) else { continue };
            let value = span.of(paste).to_owned();
            if name == "retry-after" {
                let Ok(seconds) = value.parse::<u64>() else { continue };
                reading.retry_after_seconds = Some(Found { value: seconds, span });
            }
            reading.evidence.push(Evidence { label, value, span: Some(span), rule: "a response header" });
            break;
        }
    }
}

/// The value behind a header's name at byte `at`: `: value`, `': 'value'`, `", b'value'`.
fn value_after(paste: &str, at: usize) -> Option<Span> {
    let rest = paste.get(at..)?;
    // A recording of a browser: `"name":"retry-after","value":"12"`.
    if let Some(value) = rest.strip_prefix("\",\"value\":\"") {
        let begin = paste.len() - value.len();
        return value.find('"').filter(|end| (1..=80).contains(end)).map(|end| Span::new(begin, begin + end));
    }
    let lead = rest.len() - rest.trim_start_matches(['"', '\'', ' ', '\\']).len();
    let behind_name = rest.get(lead..)?;
    let separator = behind_name.chars().next().filter(|c| matches!(c, ':' | ',' | '='))?;
    let tail = behind_name.get(separator.len_utf8()..)?;
    let skipped = tail.len() - tail.trim_start_matches([' ', '"', '\'', '\\']).len();
    let mut begin = at + lead + separator.len_utf8() + skipped;
    if separator == ',' && paste.get(begin..).is_some_and(|t| t.starts_with("b'") || t.starts_with("b\"")) {
        begin += 2;
    }
    let value = paste.get(begin..)?;
    let end = value.find(['\r', '\n', '"', '\'', ',', ')', '\\', ' ']).unwrap_or(value.len());
    (1..=80).contains(&end).then(|| Span::new(begin, begin + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_values_in_their_notations() {
        for (paste, label, value) in [
            ("retry-after: 41\n", "Retry after", "41"),
            ("< Retry-After: 12\r\n", "Retry after", "12"),
            ("  'retry-after': '7',", "Retry after", "7"),
            ("(b'CF-RAY', b'73078b76829912e4-ARN')", "Cloudflare ray", "73078b76829912e4-ARN"),
            ("# anthropic-ratelimit-requests-remaining: 0", "Requests left", "0"),
        ] {
            let mut reading = Reading::default();
            read(paste, &mut reading);
            assert_eq!(
                reading.evidence.iter().map(|e| (e.label, e.value.as_str())).collect::<Vec<_>>(),
                [(label, value)],
                "{paste}"
            );
        }
    }
}
