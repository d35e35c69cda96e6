//! Lines that a terminal, a box or a mail program broke, put together again: with a blank between them where they were
//! broken between words, without one where inside a word.
//!
//! A width alone does not tell the two apart, since copies lose the blanks at the ends of lines. The words do: what the
//! messages of the knowledge are made of, and the forms of ids, numbers, paths and addresses.

use super::patterns::Patterns;
use crate::knowledge::ERRORS;
use crate::order;
use std::cmp::Ordering;
use std::sync::OnceLock;

/// Frames that a box draws at the ends of its lines.
const FRAME: [char; 3] = ['│', '┃', '|'];
/// How ids begin that a terminal breaks like a word.
const IDS: [&str; 4] = ["toolu_", "req_", "msg_", "srvtoolu_"];

/// Joins the lines of a text.
pub fn join(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for (index, line) in raw.lines().enumerate() {
        let piece = if index == 0 { line } else { begin(line) };
        let piece = piece.trim_end_matches('\r');
        let bare = piece.trim_end_matches(['│', '┃']);
        // What stands before a frame fills the box.
        let piece = if bare.len() < piece.len() { bare.trim_end() } else { piece };
        if index > 0 && !out.ends_with(' ') && !piece.is_empty() && !inside_word(&out, piece) {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

/// A further line without indentation, frame and marks of a quoted mail.
fn begin(line: &str) -> &str {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || FRAME.contains(&c));
    let quoted = line.trim_start_matches(['>', ' ']);
    // `> 200000 maximum` compares.
    if line.starts_with('>') && quoted.starts_with(char::is_alphabetic) {
        quoted
    } else {
        line
    }
}

/// Whether the border of two lines is inside a word.
fn inside_word(left: &str, right: &str) -> bool {
    if right.starts_with([':', ',', ';', ')', '.']) || right.starts_with("'s ") {
        return true;
    }
    let token = left.rsplit(char::is_whitespace).next().unwrap_or("");
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let ending = token.rsplit(|c| !letter(c)).next().unwrap_or("");
    let beginning = right.split(|c| !letter(c)).next().unwrap_or("");
    if beginning.is_empty() {
        return false;
    }
    if ending.is_empty() {
        let digit = beginning.starts_with(|c: char| c.is_ascii_digit());
        let mut before = token.chars().rev();
        let (last, second) = (before.next(), before.next());
        let digits = second.is_some_and(|c| c.is_ascii_digit());
        return match last {
            // `token-efficient-tools-` `2025-02-19`, `docs.claude.com/en/` `docs`
            Some('-') => second.is_some_and(char::is_alphanumeric),
            Some('/') => token.contains("://"),
            // `messages.2.content.` `0`: a path, and no sentence ends in one.
            Some('.') => digit || digits && beginning.starts_with(|c: char| c.is_ascii_lowercase()),
            Some(',') => digits && digit && beginning.len() == 3,
            _ => false,
        };
    }
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if number(ending) && number(beginning) {
        return true;
    }
    let id = IDS.iter().any(|begin| ending.starts_with(begin)) && ending.len() < 40;
    let cut = |text: &str| text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| b.is_ascii_alphabetic());
    if id && (cut(beginning) || beginning.bytes().any(|byte| byte.is_ascii_uppercase())) {
        return true;
    }
    !(known(ending) && known(beginning)) && known(&format!("{ending}{beginning}"))
}

/// Whether messages of the knowledge hold a word.
fn known(word: &str) -> bool {
    static WORDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let texts = ERRORS.iter().filter_map(|entry| entry.advice.as_ref()).map(|advice| advice.meaning);
        let split = |text: &'static str| text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let mut words: Vec<&'static str> = Patterns::all().written().chain(texts).flat_map(split).collect();
        words.retain(|word| !word.is_empty() && !word.bytes().all(|byte| byte.is_ascii_digit()));
        order::by(&mut words, |a, b| compare(a, b));
        words.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        words
    });
    words.binary_search_by(|known| compare(known, word)).is_ok()
}

/// The order of words, capitals and small letters alike.
fn compare(a: &str, b: &str) -> Ordering {
    a.bytes().map(|b| b.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_again_and_stay_apart() {
        for (raw, joined) in [
            ("exceed your organi\n     zation's rate limit", "exceed your organization's rate limit"),
            ("exceed your\n   organization's rate limit", "exceed your organization's rate limit"),
            ("without `tool_result` bloc\n│ ks immediately", "without `tool_result` blocks immediately"),
            ("Extra inputs ar\n e not permitted", "Extra inputs are not permitted"),
            ("image exceeds 5 MB maximum: 711\n3984 bytes", "image exceeds 5 MB maximum: 7113984 bytes"),
            ("messages.2.content.\n  0: unexpected", "messages.2.content.0: unexpected"),
            ("ephemeral.ttl\n  : Extra inputs", "ephemeral.ttl: Extra inputs"),
            ("Try again later.\n  Contact us", "Try again later. Contact us"),
            ("`token-efficient-tools-\n 2025-02-19`", "`token-efficient-tools-2025-02-19`"),
            ("at https://docs.claude.com/en/\n  docs/tool-use.", "at https://docs.claude.com/en/docs/tool-use."),
            (
                "immediately after: toolu_01Vq8sHbN\n2kLmP4rTxYz9AcD. Each",
                "immediately after: toolu_01Vq8sHbN2kLmP4rTxYz9AcD. Each",
            ),
            ("or refresh\n> > your existing token.", "or refresh your existing token."),
            ("201245 tokens\n> 200000 maximum", "201245 tokens > 200000 maximum"),
            ("│ tokens > 200000     │\n│ maximum │", "│ tokens > 200000 maximum"),
            ("the rate\nlimit of", "the rate limit of"),
            ("with the max\ntokens", "with the max tokens"),
        ] {
            assert_eq!(join(raw), joined, "{raw:?}");
        }
    }
}
