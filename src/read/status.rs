//! The HTTP status, where the paste prints one.

use super::skeleton::{Gap, Skeleton};
use super::Found;
use crate::span::Span;

/// Words in front of a number that make it a status, with how directly they say so.
const BEFORE: &[(&[u8], u32)] = &[
    (b"apierror:", 9),
    (b"apierror(", 9),
    (b"errorcode:", 9),
    (b"error:{code:", 7),
    (b"[{error:{code:", 7),
    (b"statuscode:", 8),
    (b"responsecode:", 7),
    (b"responsecode", 7),
    (b"errorcode", 6),
    (b"statuscode", 8),
    (b"httpstatuscode:", 8),
    (b"statuscode=", 8),
    (b"status_code:", 8),
    (b"status_code=", 8),
    (b"error_status:", 8),
    (b"rejected(", 6),
    (b"(code", 6),
    (b"response[", 6),
    (b"notindicatesuccess:", 7),
    (b"http_status_", 6),
    (b"status_code", 5),
    (b"statuscode.value__", 8),
    (b"[error][", 7),
    (b"upstreamstatus", 8),
    (b"status:", 7),
    (b"status", 5),
    (b",code:", 5),
    (b"status=", 6),
    (b"httpstatus", 7),
    (b"error:", 6),
    (b"error(", 6),
    (b"error:(", 7),
    (b"error[", 7),
    (b"http/1.1,", 7),
    (b"http/1.1", 6),
    (b"http/1.0", 6),
    (b"http/2", 6),
    (b"http/2.0", 6),
    (b"http/3", 6),
    (b"http", 6),
    (b"responded", 5),
    (b"received", 5),
    (b"returned", 5),
    ("返回".as_bytes(), 5),
    (b":api", 4),
    (b"requestfailed(", 6),
    (b"failed:", 6),
    (b"failed(", 6),
    (b"error", 4),
    (b"message:", 3),
];

/// Words behind a number that make it a status.
const BEHIND: &[(&[u8], u32)] = &[
    (b"{type:error", 8),
    (b"{error:", 8),
    (b"{type:", 6),
    (b"-{type:error", 8),
    (b"-{error:", 8),
    (b":{type:error", 8),
    (b":{type=error", 8),
    (b"theprovidedmodel", 6),
    (b"invocationofmodel", 6),
    (b":max_tokens:", 5),
    (b":messages.", 5),
    (b"badrequest", 6),
    (b"unauthorized", 6),
    (b"(unauthorized", 6),
    (b"paymentrequired", 6),
    (b"forbidden", 6),
    (b"notfound", 6),
    (b"methodnotallowed", 6),
    (b"requestentitytoolarge", 6),
    (b"payloadtoolarge", 6),
    (b"toomanyrequests", 6),
    (b"internalservererror", 6),
    (b"badgateway", 6),
    (b"serviceunavailable", 6),
    (b"gatewaytime", 6),
    (b"webserveris", 6),
    (b"webserverreturned", 6),
    (b"originis", 6),
    (b"overloaded", 6),
    (b"expiredtokenexception", 6),
    (b"thesecuritytoken", 6),
    (b"<!doctype", 6),
    (b"<html", 6),
    (b"[{error", 6),
    (b"invalidbearertoken", 6),
    (b",message=", 6),
    (b"statuscode(nobody)", 7),
    (b"publishermodel", 5),
    (b"upstreamconnecterror", 6),
];

/// What the paste prints of statuses.
#[derive(Debug, Default)]
pub struct Statuses {
    /// The one that it prints most directly.
    pub first: Option<Found<u16>>,
    /// Where failures are said, by skeleton byte; [`MOST`] at most.
    pub failures: Vec<(usize, u16)>,
}

/// Failures that are noted.
const MOST: usize = 20_000;
/// How directly a failure must be said to be noted.
const DIRECT: u32 = 5;

/// Reads the statuses.
pub fn read(paste: &str, skeleton: &Skeleton) -> Statuses {
    let text = skeleton.bytes();
    let mut failures = Vec::new();
    // Value, how directly it is said, how often, where first.
    let mut seen: Vec<(u16, u32, u32, Found<u16>)> = Vec::new();
    let asked_for_code = paste.contains("http_code");
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        if !byte.is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = number_end(paste, skeleton, at);
        if let Some(value) = status(text.get(at..end)) {
            if let Some(rank) = rank(paste, skeleton, at, end, asked_for_code) {
                if value >= 400 && rank >= DIRECT && failures.len() < MOST {
                    failures.push((at, value));
                }
                // Failures before successes; then the most direct; then the first.
                let rank = if value < 400 { rank.min(2) } else { rank + 10 };
                let found = Found { value, span: skeleton.span(at, end, paste) };
                match seen.iter_mut().find(|(known, ..)| *known == value) {
                    Some(entry) if rank > entry.1 => *entry = (value, rank, 1, found),
                    Some(entry) => entry.2 += u32::from(rank == entry.1),
                    None => seen.push((value, rank, 1, found)),
                }
            }
        }
        at = end.max(at + 1);
    }
    // The most direct; of equals the most frequent; of equals the first.
    let top = seen.iter().map(|(_, rank, count, _)| (*rank, *count)).max();
    let first = seen.into_iter().find(|(_, rank, count, _)| Some((*rank, *count)) == top).map(|(.., found)| found);
    Statuses { first, failures }
}

/// Where the number that begins at `at` ends: digits that are neighbours in the paste too.
fn number_end(paste: &str, skeleton: &Skeleton, at: usize) -> usize {
    let text = skeleton.bytes();
    let mut end = at + 1;
    while text.get(end).is_some_and(u8::is_ascii_digit) && skeleton.gap(end, paste) == Gap::None {
        end += 1;
    }
    end
}

fn status(digits: Option<&[u8]>) -> Option<u16> {
    let digits = digits?;
    if digits.len() != 3 {
        return None;
    }
    let value = digits.iter().fold(0u16, |n, d| n * 10 + u16::from(d - b'0'));
    matches!(value, 200..=208 | 400..=451 | 499..=504 | 508 | 511 | 520..=530).then_some(value)
}

fn rank(paste: &str, skeleton: &Skeleton, at: usize, end: usize, asked_for_code: bool) -> Option<u32> {
    let text = skeleton.bytes();
    let value = status(text.get(at..end))?;
    let before = text.get(at.saturating_sub(24)..at)?;
    let behind = text.get(end..(end + 24).min(text.len()))?;
    let glued = at > 0 && skeleton.gap(at, paste) == Gap::None;
    let previous = before.last().copied().unwrap_or(b' ');
    if glued
        && (previous.is_ascii_alphanumeric() && !before.ends_with(b"code")
            || previous == b'_' && !before.ends_with(b"http_status_") && !before.ends_with(b"value__")
            || matches!(previous, b'.' | b'-' | b'/' | b'$'))
    {
        return None;
    }
    // An access log of the person's own server: `"POST /ask HTTP/1.1" 500`.
    if before.windows(6).any(|w| w == b"http/1")
        && !glued
        && skeleton.gap(at, paste) == Gap::Quote
        && !before.ends_with(b",")
    {
        return None;
    }
    let front = BEFORE.iter().filter(|(word, _)| before.ends_with(word)).map(|(_, rank)| *rank).max();
    // `<Response [200]>` is how a test or a console shows any answer of any service.
    if value < 400 && before.ends_with(b"response[") {
        return None;
    }
    // `[400] Bad Request`, `502: Bad gateway`
    let words = behind.strip_prefix(b"]").or_else(|| behind.strip_prefix(b")")).or_else(|| behind.strip_prefix(b":"));
    let said =
        |(word, _): &&(&[u8], u32)| behind.starts_with(word) || words.is_some_and(|words| words.starts_with(word));
    let back = BEHIND.iter().filter(said).map(|(_, rank)| *rank).max();
    let back = back.filter(|_| !behind.first().is_some_and(u8::is_ascii_digit));
    match (front, back) {
        // `error 429` with nothing behind it may count lines or pixels: weak words need company.
        (Some(front), None) if front <= 4 => (value >= 400 && before.ends_with(b"error")).then_some(front),
        (None, None) => (asked_for_code && alone_on_its_line(paste, skeleton.span(at, end, paste))).then_some(1),
        (front, back) => Some(front.unwrap_or(0).max(back.unwrap_or(0)) + u32::from(front.is_some() && back.is_some())),
    }
}

/// Whether a line holds nothing but the number (what `curl -w '%{http_code}'` prints).
///
/// Looks no further than to the first letter beside it: a line may be ten megabytes long.
fn alone_on_its_line(paste: &str, span: Span) -> bool {
    let blank = |c: &char| *c != '\n' && c.is_whitespace();
    let ends = |c: Option<char>| c.is_none_or(|c| c == '\n');
    let before = paste.get(..span.start).unwrap_or("").chars().rev();
    let behind = paste.get(span.end..).unwrap_or("").chars();
    ends(before.take(MOST_BLANKS).find(|c| !blank(c))) && ends(behind.take(MOST_BLANKS).find(|c| !blank(c)))
}

/// Blanks beside a number that are looked at.
const MOST_BLANKS: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    fn status_of(paste: &str) -> Option<u16> {
        read(paste, &Skeleton::of(paste)).first.map(|found| {
            assert_eq!(found.span.of(paste), found.value.to_string());
            found.value
        })
    }

    #[test]
    fn printed_in_many_ways() {
        for (paste, expected) in [
            ("API Error: 401 {\"type\":\"error\"", Some(401)),
            ("API Error (529 {\"type\":\"error\"}) · Retrying", Some(529)),
            ("Error code: 400 - {'type': 'error'", Some(400)),
            ("HTTP/2 401\r\ndate: x", Some(401)),
            ("< HTTP/1.1 503 Service Unavailable", Some(503)),
            ("status code 429This request would", Some(429)),
            ("  status: 529,\n", Some(529)),
            ("Status Code: 404", Some(404)),
            ("\"httpStatusCode\": 429,", Some(429)),
            ("(api.anthropic.com | 504: Gateway time-out)", Some(504)),
            ("404, message='Not Found', url=", Some(404)),
            ("return_value=(b'HTTP/1.1', 400, b'Bad Request'", Some(400)),
            ("\"POST /quotes HTTP/1.1\" 500 Internal Server Error", None),
            ("max_tokens: 500 > 404", None),
            ("line 400 of 529", None),
            ("took 429 ms", None),
            ("200\n429\n", None),
        ] {
            assert_eq!(status_of(paste), expected, "{paste}");
        }
    }
}
