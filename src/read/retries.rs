//! Attempts and waits, as clients count them, in the order in which they were printed.

use super::{moment, Evidence, Reading, Words};

/// Attempts that are listed.
const LISTED: usize = 12;
/// Attempts that are looked at.
const MOST: usize = 20_000;
/// How far an attempt's number stands from its wait at most, in skeleton bytes.
const APART: usize = 40;

/// Words in front of a wait, and whether it is in milliseconds.
const WAITS: &[(&str, bool)] =
    &[("retryingin", false), ("/v1/messagesin", false), ("retryingafter", false), ("retry_delay_ms:", true)];
/// Words in front of how often was tried, where no single attempt is printed.
const COUNTS: &[&str] = &["failedafter", "litellmretried:", "retried", "x-stainless-retry-count:"];
/// Word in front of an attempt's number.
const ATTEMPT: &str = "attempt";

/// The words of which every place is wanted.
pub fn marks() -> impl Iterator<Item = &'static str> {
    WAITS.iter().map(|(word, _)| *word).chain(COUNTS.iter().copied()).chain([ATTEMPT])
}

/// One printed attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Attempt {
    /// Its number, and of how many.
    number: Option<(u32, u32)>,
    /// Seconds that the client waits before the next.
    wait: Option<f64>,
    start: usize,
    end: usize,
}

/// Adds the course of the attempts to the evidence.
pub fn read(paste: &str, reading: &mut Reading) {
    let (words, skeleton) = (&reading.words, &reading.words.skeleton);
    let attempts = attempts(words);
    let rule = "as the client counts";
    let (value, start, end) = match (attempts.first(), attempts.last()) {
        (Some(first), Some(last)) => (course(&attempts), first.start, last.end),
        _ => match counted(words) {
            Some((value, start, end)) => (value, start, end),
            None => return,
        },
    };
    // A log of thousands of lines between the first and the last is no place.
    let first = attempts.first().map_or(end, |first| first.end);
    let whole = skeleton.span(start, end, paste);
    let span = if whole.len() <= 2_000 { whole } else { skeleton.span(start, first, paste) };
    reading.evidence.push(Evidence { label: "Retries", value, span: Some(span), rule });
}

/// All attempts in order; a wait and a number that stand together are one.
fn attempts(words: &Words) -> Vec<Attempt> {
    let text = words.bytes();
    let mut all: Vec<Attempt> = Vec::new();
    for (word, millis) in WAITS {
        for at in words.places(word).take(MOST) {
            let from = at + word.len();
            let Some((wait, length)) = number(text, from) else { continue };
            let end = from + length;
            if *millis || text.get(end) == Some(&b's') {
                let wait = Some(if *millis { wait / 1_000.0 } else { wait });
                all.push(Attempt { number: None, wait, start: at, end });
            }
        }
    }
    for at in words.places(ATTEMPT).take(MOST) {
        let from = at + ATTEMPT.len();
        let from = from + usize::from(matches!(text.get(from), Some(b':' | b's')));
        let Some((which, length)) = number(text, from) else { continue };
        let slash = from + length;
        let of = match text.get(slash) {
            Some(b'/') => number(text, slash + 1).map(|(of, more)| (of, slash + 1 + more)),
            Some(b'o') if text.get(slash..slash + 2) == Some(b"of") => {
                number(text, slash + 2).map(|(of, more)| (of, slash + 2 + more))
            }
            _ => None,
        };
        if let Some((of, end)) = of {
            all.push(Attempt { number: Some((which as u32, of as u32)), wait: None, start: at, end });
        }
    }
    crate::order::by_key(&mut all, |attempt| attempt.start);
    let mut joined: Vec<Attempt> = Vec::new();
    for attempt in all {
        match joined.last_mut() {
            Some(last) if attempt.start <= last.end + APART && last.fits(&attempt) => {
                last.number = last.number.or(attempt.number);
                last.wait = last.wait.or(attempt.wait);
                last.end = attempt.end;
            }
            _ => joined.push(attempt),
        }
    }
    joined
}

impl Attempt {
    /// Whether the other holds just what is missing here.
    fn fits(&self, other: &Self) -> bool {
        self.number.is_some() != other.number.is_some() && self.wait.is_some() != other.wait.is_some()
    }

    fn words(&self) -> String {
        let number = self.number.map(|(number, of)| format!("attempt {number} of {of}"));
        let wait = self.wait.map(|wait| format!("wait {wait} s"));
        number.into_iter().chain(wait).collect::<Vec<_>>().join(", ")
    }
}

/// `attempt 1 of 10, wait 1 s → attempt 2 of 10, wait 5 s; 6 s of waiting`
fn course(attempts: &[Attempt]) -> String {
    let mut words: Vec<String> = attempts.iter().take(LISTED).map(Attempt::words).collect();
    if attempts.len() > LISTED {
        words.push(format!("{} more", attempts.len() - LISTED));
    }
    let waited: f64 = attempts.iter().filter_map(|attempt| attempt.wait).sum();
    let several = attempts.iter().filter(|attempt| attempt.wait.is_some()).count() > 1;
    let sum = if several { format!("; {} of waiting", moment::span(waited.round() as i64)) } else { String::new() };
    words.join(" → ") + &sum
}

/// `failed after 3 attempts`, where the attempts themselves are not printed.
fn counted(words: &Words) -> Option<(String, usize, usize)> {
    let text = words.bytes();
    COUNTS.iter().find_map(|word| {
        let at = words.places(word).next()?;
        let from = at + word.len();
        let (count, length) = number(text, from)?;
        let behind = text.get(from + length..)?;
        let said = word.ends_with(':')
            || behind.starts_with(b"attempt")
            || behind.starts_with(b"time")
            || behind.starts_with(b"retr");
        let unit = if behind.starts_with(b"attempt") { "attempt" } else { "retry" };
        let plural = match (unit, count as u32) {
            (_, 1) => unit.to_owned(),
            ("retry", _) => "retries".to_owned(),
            _ => format!("{unit}s"),
        };
        (said && count.fract() == 0.0 && count >= 1.0).then(|| (format!("{count} {plural}"), at, from + length))
    })
}

/// A number at skeleton byte `at`, and its length.
fn number(text: &[u8], at: usize) -> Option<(f64, usize)> {
    let rest = text.get(at..)?;
    let length = rest.iter().take(12).take_while(|b| b.is_ascii_digit() || **b == b'.').count();
    let value = std::str::from_utf8(rest.get(..length)?).ok()?.trim_end_matches('.').parse().ok()?;
    Some((value, length))
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn the_course_of_attempts() {
        for (paste, value) in [
            (
                "API Error (Request timed out.) · Retrying in 1 seconds… (attempt 1/10)\nAPI Error (Request timed out.) · Retrying in 5 seconds… (attempt 2/10)",
                "attempt 1 of 10, wait 1 s → attempt 2 of 10, wait 5 s; 6 s of waiting",
            ),
            ("529 Overloaded · Retrying in 24s · attempt 10/10", "attempt 10 of 10, wait 24 s"),
            ("\"attempt\":1,\"retry_delay_ms\":538", "wait 0.538 s"),
            ("Retrying request to /v1/messages in 0.482 seconds", "wait 0.482 s"),
            ("Last error: Overloaded. Failed after 3 attempts.", "3 attempts"),
            ("LiteLLM Retried: 2 times, LiteLLM Max Retries: 2", "2 retries"),
        ] {
            let reading = read(paste);
            let found = reading.evidence.iter().find(|evidence| evidence.label == "Retries");
            assert_eq!(found.map(|evidence| evidence.value.as_str()), Some(value), "{paste}");
        }
        assert!(!read("I attempted it 2 times").evidence.iter().any(|evidence| evidence.label == "Retries"));
        let many = read(&"API Error: 529 · Retrying in 2s · attempt 3/10\n".repeat(400));
        let found = many.evidence.iter().find(|evidence| evidence.label == "Retries").unwrap();
        assert!(found.value.ends_with("388 more; 13 min 20 s of waiting"), "{}", found.value);
        assert!(found.span.is_some_and(|span| span.len() < 100));
    }
}
