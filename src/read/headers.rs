//! Header lines that matter, wherever they stand: `curl -i`, `curl -v`, logs, objects printed by a client.
//!
//! Those that tell of limits are put together in `limits.rs`.

use super::moment::Moment;
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
            let Some(mut span) = value_after(paste, at + name.len()) else { continue };
            let mut value = span.of(paste).to_owned();
            if name == "retry-after" {
                let Some((seconds, end)) = wait(paste, span) else { continue };
                span.end = end;
                span.of(paste).clone_into(&mut value);
                reading.retry_after_seconds = seconds.map(|value| Found { value, span });
            }
            reading.evidence.push(Evidence { label, value, span: Some(span), rule: "a response header" });
            break;
        }
    }
    limits::read(paste, reading);
}

/// Units behind a number of seconds; without one it is seconds.
const UNITS: [(&str, f64); 10] = [
    ("ms", 0.001),
    ("milliseconds", 0.001),
    ("s", 1.0),
    ("sec", 1.0),
    ("second", 1.0),
    ("seconds", 1.0),
    ("m", 60.0),
    ("min", 60.0),
    ("minute", 60.0),
    ("minutes", 60.0),
];
/// Bytes of `Fri, 20 Nov 2026 10:00:30 GMT`.
const DATE: usize = 29;

/// How long a `retry-after` asks to wait, whose value begins where `span` does, and where the value ends: seconds, a
/// number with its unit, or a point in time, whose distance only an answer with its own date tells.
fn wait(paste: &str, span: Span) -> Option<(Option<u64>, usize)> {
    let rest = paste.get(span.start..)?;
    if let Some(until) = rest.get(..DATE).filter(|date| date.ends_with(" GMT")).and_then(Moment::of_answer) {
        let seconds = answered(paste).map(|at| u64::try_from(at.seconds_until(until)).unwrap_or(0));
        return Some((seconds, span.start + DATE));
    }
    let digits = rest.bytes().take(20).take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let number: f64 = rest.get(..digits)?.parse().ok()?;
    let behind = rest.get(digits..)?;
    let unit = behind.trim_start_matches(' ');
    let letters = unit.bytes().take(20).take_while(u8::is_ascii_alphabetic).count();
    let name = unit.get(..letters)?;
    let unit_of =
        |name: &str| UNITS.iter().find(|(unit, _)| unit.eq_ignore_ascii_case(name)).map(|(_, factor)| *factor);
    let (factor, end) = match unit_of(name) {
        Some(factor) => (factor, span.start + digits + (behind.len() - unit.len()) + letters),
        // What is glued to the number is no unit that is known; behind a blank it is the next word.
        None if letters > 0 && behind.len() == unit.len() => return None,
        None => (1.0, span.start + digits),
    };
    let seconds = (number * factor).ceil();
    (0.0..1e9).contains(&seconds).then_some((Some(seconds as u64), end))
}

/// When the answer was sent, as its header `date` says.
fn answered(paste: &str) -> Option<Moment> {
    folded(paste, "date").take(200).find_map(|at| {
        let before = at.checked_sub(1).and_then(|i| paste.as_bytes().get(i));
        let glued = before.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
        let begin = value_after(paste, at + "date".len()).filter(|_| !glued)?.start;
        paste.get(begin..begin + DATE).and_then(Moment::of_answer)
    })
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

    #[test]
    fn a_wait_has_a_unit_or_ends_at_a_time() {
        for (paste, shown, seconds) in [
            ("retry-after: 41\n", Some("41"), Some(41)),
            ("Retry-After: 12s\n", Some("12s"), Some(12)),
            ("retry-after: 2 minutes", Some("2 minutes"), Some(120)),
            ("retry-after: 1.5", Some("1.5"), Some(2)),
            ("retry-after: 800ms", Some("800ms"), Some(1)),
            ("retry-after: 41 then again", Some("41"), Some(41)),
            ("{'retry-after': '7', 'x': 1}", Some("7"), Some(7)),
            (
                "date: Fri, 20 Nov 2026 10:00:02 GMT\r\nretry-after: Fri, 20 Nov 2026 10:00:30 GMT\r\n",
                Some("Fri, 20 Nov 2026 10:00:30 GMT"),
                Some(28),
            ),
            ("'retry-after': 'Fri, 20 Nov 2026 10:00:30 GMT'", Some("Fri, 20 Nov 2026 10:00:30 GMT"), None),
            (
                "Retry-After: Fri, 20 Nov 2026 09:00:00 GMT\nDate: Fri, 20 Nov 2026 10:00:02 GMT",
                Some("Fri, 20 Nov 2026 09:00:00 GMT"),
                Some(0),
            ),
            ("retry-after: soon", None, None),
            ("retry-after: 5x", None, None),
        ] {
            let reading = read(paste);
            let found = reading.evidence.iter().find(|evidence| evidence.label == "Retry after");
            assert_eq!(found.map(|evidence| evidence.value.as_str()), shown, "{paste}");
            assert_eq!(reading.retry_after_seconds.map(|found| found.value), seconds, "{paste}");
        }
    }
}
