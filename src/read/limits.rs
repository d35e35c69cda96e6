//! The limits that an answer's headers tell of: one line for each, with what is left of it and when it is full again.

use super::headers::{folded, value_after};
use super::moment::{self, Moment};
use super::{Evidence, Reading};
use crate::span::Span;
use crate::text;

/// How the names of such headers begin.
pub const FAMILIES: &[&str] = &["anthropic-ratelimit-", "anthropic-priority-", "anthropic-fast-"];
/// Headers that are looked at, …
const MOST: usize = 200;
/// … and how far behind the first, in bytes: those of one answer.
const REACH: usize = 16_000;
/// Farthest that lines of one limit stand apart to be shown as one place, in bytes.
const APART: usize = 600;
/// What a header's name ends in.
const PARTS: &[(&str, Part)] = &[
    ("limit", Part::Limit),
    ("remaining", Part::Remaining),
    ("reset", Part::Reset),
    ("utilization", Part::Used),
    ("status", Part::Status),
];
/// Limits and how they are called.
const NAMES: &[(&str, &str)] = &[
    ("requests", "Requests a minute"),
    ("tokens", "Tokens a minute"),
    ("input-tokens", "Input tokens a minute"),
    ("output-tokens", "Output tokens a minute"),
    ("priority-input-tokens", "Priority input tokens a minute"),
    ("priority-output-tokens", "Priority output tokens a minute"),
    ("fast-input-tokens", "Fast mode, input tokens a minute"),
    ("fast-output-tokens", "Fast mode, output tokens a minute"),
    ("unified", "Limit of the plan"),
    ("unified-5h", "Limit of the plan, 5 hours"),
    ("unified-7d", "Limit of the plan, 7 days"),
    ("unified-overage", "Extra usage"),
];
/// The label of a limit with another name.
const OTHER: &str = "Another limit";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Limit,
    Remaining,
    Reset,
    Used,
    Status,
}

/// The headers of one limit: each part's first value.
struct Limit<'a> {
    name: String,
    parts: Vec<(Part, Span, &'a str)>,
}

/// Adds the limits to the evidence.
pub fn read(paste: &str, reading: &mut Reading) {
    let mut limits: Vec<Limit<'_>> = Vec::new();
    for family in FAMILIES {
        let Some(first) = reading.words.find(family, paste) else { continue };
        let near = text::head(paste.get(first.start..).unwrap_or(""), REACH);
        for at in folded(near, family).map(|at| first.start + at).take(MOST) {
            if reading.words.is_left_out(at) {
                continue;
            }
            let from = at + family.len();
            let rest = paste.get(from..).unwrap_or("");
            let length =
                rest.bytes().take(80).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
            let name = rest.get(..length).unwrap_or("").to_ascii_lowercase();
            let Some((limit, part)) = split(family, &name) else { continue };
            let Some(value) = value_after(paste, from + length) else { continue };
            let line = Span::new(at, value.end);
            let known = limits.iter().position(|known| known.name == limit).unwrap_or_else(|| {
                limits.push(Limit { name: limit, parts: Vec::new() });
                limits.len() - 1
            });
            let parts = limits.get_mut(known).map(|limit| &mut limit.parts);
            if let Some(parts) = parts.filter(|parts| parts.iter().all(|(other, ..)| *other != part)) {
                parts.push((part, line, value.of(paste)));
            }
        }
    }
    let answer = if limits.is_empty() { None } else { Moment::of_answer(paste) };
    reading.evidence.extend(limits.iter().map(|limit| limit.evidence(answer)));
}

/// The limit and the part of it that a header's name stands for, its family left out.
fn split(family: &str, name: &str) -> Option<(String, Part)> {
    let (end, part) = PARTS.iter().find(|(end, _)| name.ends_with(end))?;
    let limit = name.strip_suffix(end)?.trim_end_matches('-');
    let prefix = match family {
        "anthropic-ratelimit-" => "",
        other => other.strip_prefix("anthropic-")?,
    };
    (!limit.is_empty()).then(|| (format!("{prefix}{limit}"), *part))
}

impl Limit<'_> {
    fn part(&self, wanted: Part) -> Option<&str> {
        self.parts.iter().find(|(part, ..)| *part == wanted).map(|(.., value)| *value)
    }

    fn evidence(&self, answer: Option<Moment>) -> Evidence {
        let label = NAMES.iter().find(|(name, _)| *name == self.name).map_or(OTHER, |(_, label)| *label);
        let mut words: Vec<String> = Vec::new();
        if label == OTHER {
            words.push(self.name.clone());
        }
        words.extend(self.part(Part::Status).map(|status| status.replace('_', " ")));
        words.extend(match (self.part(Part::Remaining), self.part(Part::Limit)) {
            (Some(left), Some(of)) => Some(format!("{left} of {of} left")),
            (Some(left), None) => Some(format!("{left} left")),
            (None, Some(of)) => Some(format!("{of} at most")),
            (None, None) => None,
        });
        let used =
            self.part(Part::Used).and_then(|used| used.parse::<f64>().ok()).filter(|used| (0.0..=100.0).contains(used));
        words.extend(used.map(|used| format!("{:.0} % used", used * 100.0)));
        words.extend(self.part(Part::Reset).map(|reset| match Moment::parse(reset) {
            Some(moment) => {
                let wait = answer.map(|answer| answer.seconds_until(moment)).filter(|wait| *wait >= 0);
                let after = wait.map(|wait| format!(", {} after this answer", moment::span(wait)));
                format!("full again at {}{}", moment.words(), after.unwrap_or_default())
            }
            None => format!("full again: {reset}"),
        }));
        Evidence { label, value: words.join("; "), span: self.place(), rule: "headers of the answer" }
    }

    /// All its lines, where they stand together; else the first.
    fn place(&self) -> Option<Span> {
        let first = self.parts.first().map(|(_, span, _)| *span)?;
        let end = self.parts.iter().map(|(_, span, _)| span.end).max().unwrap_or(first.end);
        Some(if end - first.start <= APART { Span::new(first.start, end) } else { first })
    }
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    fn lines(paste: &str) -> Vec<(&'static str, String)> {
        let rule = "headers of the answer";
        read(paste).evidence.iter().filter(|e| e.rule == rule).map(|e| (e.label, e.value.clone())).collect()
    }

    #[test]
    fn one_line_for_each_limit() {
        let paste = "HTTP/2 429\r\ndate: Fri, 20 Nov 2026 10:00:02 GMT\r\nanthropic-ratelimit-requests-limit: 50\r\nanthropic-ratelimit-requests-remaining: 0\r\nanthropic-ratelimit-requests-reset: 2026-11-20T10:00:30Z\r\nAnthropic-Ratelimit-Input-Tokens-Remaining: 49000\r\n";
        assert_eq!(
            lines(paste),
            [
                (
                    "Requests a minute",
                    "0 of 50 left; full again at 10:00:30 UTC on 2026-11-20, 28 s after this answer".to_owned()
                ),
                ("Input tokens a minute", "49000 left".to_owned()),
            ]
        );
        let reading = read(paste);
        let line = reading.evidence.iter().find(|e| e.label == "Requests a minute").and_then(|e| e.span).unwrap();
        assert!(
            line.of(paste).starts_with("anthropic-ratelimit-requests-limit") && line.of(paste).ends_with("10:00:30Z")
        );
    }

    #[test]
    fn limits_of_plans_and_unknown_ones() {
        let paste = "{'anthropic-ratelimit-unified-status': 'rejected', 'anthropic-ratelimit-unified-5h-utilization': '1.02', 'anthropic-ratelimit-unified-5h-reset': '1795168830', 'anthropic-ratelimit-web-searches-limit': '10', 'anthropic-priority-input-tokens-remaining': '7'}";
        assert_eq!(
            lines(paste),
            [
                ("Limit of the plan", "rejected".to_owned()),
                ("Limit of the plan, 5 hours", "102 % used; full again at 10:00:30 UTC on 2026-11-20".to_owned()),
                ("Another limit", "web-searches; 10 at most".to_owned()),
                ("Priority input tokens a minute", "7 left".to_owned()),
            ]
        );
        assert!(lines("read the anthropic-ratelimit-requests-remaining header").is_empty());
    }
}
