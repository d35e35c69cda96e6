//! First layer: a known beginning gives a secret away, wherever it stands.

use super::classes::{Prefix, Run, CONSOLE_KEY, PREFIXES};
use super::placeholder::{stands_in, MARK};
use super::Secret;
use crate::span::Span;

/// A terminal seldom wraps one key over more lines than this.
const MOST_LINES: usize = 6;

/// The secret that begins at byte `at`, if a known prefix does.
pub fn at(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    let rest = bytes.get(at..)?;
    let prefix = PREFIXES.iter().find(|p| rest.starts_with(p.literal.as_bytes()))?;
    if prefix.alone && at > 0 && bytes.get(at - 1).is_some_and(|b| Run::Token.takes(*b)) {
        return None;
    }
    let body = at + prefix.literal.len();
    let end = whole_run(text, prefix, at, body);
    let tail = text.get(body..end)?;
    if tail.bytes().filter(u8::is_ascii_alphanumeric).count() < prefix.least {
        return None;
    }
    if prefix.literal == "eyJ" && !tail.contains('.') && tail.len() < 60 {
        return None;
    }
    if prefix.literal == "sk-" && !tail.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let shown = text.get(at..end)?;
    // A key of full length is a key, whatever words chance put into it, unless it is one letter all along.
    let full = prefix.whole == Some(shown.len()) && !stands_in(&shown.repeat(2));
    if !full && stands_in(shown) {
        return None;
    }
    Some(Secret { span: Span::new(at, end), class: class_of(prefix, shown) })
}

/// Console keys are told apart by their length.
fn class_of(prefix: &Prefix, shown: &str) -> &'static str {
    let cut = prefix.class == "anthropic_key" && unwrapped(shown).chars().count() != CONSOLE_KEY;
    let other_api = prefix.literal == "sk-ant-api" && !shown.starts_with("sk-ant-api01-");
    if cut || other_api {
        "anthropic_key_cut"
    } else if prefix.literal == "sk-" && !unwrapped(shown).contains("T3BlbkFJ") {
        // Gateways and several vendors make keys of this form; only OpenAI's hold those letters.
        "sk_key"
    } else {
        prefix.class
    }
}

/// End of the run that begins at `body`: over invisible characters, an ellipsis in the middle and line wraps.
fn whole_run(text: &str, prefix: &Prefix, at: usize, body: usize) -> usize {
    let mut end = run(text, prefix.run, body);
    if let Some(tail) = after_ellipsis(text, prefix.run, end) {
        return tail;
    }
    let mut sure = end;
    let mut length = end - at;
    for _ in 0..MOST_LINES {
        if prefix.whole.is_some_and(|whole| length >= whole) {
            break;
        }
        let Some(next) = past_wrap(text, end) else { break };
        let stop = run(text, prefix.run, next);
        let Some(piece) = text.get(next..stop).filter(|piece| !piece.is_empty()) else { break };
        length += piece.len();
        if prefix.whole.is_some_and(|whole| length > whole) {
            break;
        }
        end = stop;
        // A piece that makes the key whole belongs to it whatever it looks like, and so do those before it.
        if prefix.whole == Some(length) || random(piece) {
            sure = end;
        }
    }
    sure
}

/// End of the characters that `kind` takes, letters of look-alike alphabets and invisible characters between them.
fn run(text: &str, kind: Run, from: usize) -> usize {
    let mut end = from;
    for (at, c) in text.get(from..).unwrap_or("").char_indices() {
        let next = from + at + c.len_utf8();
        if c.is_ascii() {
            if !kind.takes(c as u8) {
                break;
            }
            end = next;
        } else if alphabetic_double(c) {
            end = next;
        } else if !invisible(c) {
            break;
        }
    }
    // A placeholder is no part of a key that nobody has masked yet.
    let run = text.get(from..end).unwrap_or("");
    let run = run.split(MARK).next().unwrap_or(run);
    // Dots that end a sentence, not a token.
    let run = run.split("..").next().unwrap_or(run);
    from + run.trim_end_matches('.').len()
}

/// `sk-ant-api03-AbC...xyz`: the form in which consoles show a key.
fn after_ellipsis(text: &str, kind: Run, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let dots =
        rest.chars().take(12).take_while(|c| matches!(c, '.' | '…' | '*' | '•')).map(char::len_utf8).sum::<usize>();
    let many = rest.starts_with("..") || rest.starts_with('…') || rest.starts_with("**") || rest.starts_with('•');
    if !many {
        return None;
    }
    let stop = run(text, kind, end + dots);
    (stop > end + dots).then_some(stop)
}

/// The place behind a line break and the indentation after it, boxes of terminals included.
fn past_wrap(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let edge = |c: char| matches!(c, ' ' | '\t' | '│' | '|' | '┃');
    let before: usize = rest.chars().take(120).take_while(|c| edge(*c)).map(char::len_utf8).sum();
    let rest = rest.get(before..)?;
    let breaks = ["\r\n", "\n", "\\r\\n", "\\n", "\\\n", "\\\r\n", "^\r\n", "^\n", "`\n"];
    let broken = breaks.iter().find(|b| rest.starts_with(**b))?.len();
    let rest = rest.get(broken..)?;
    let indent: usize = rest.chars().take(120).take_while(|c| edge(*c) || *c == '>').map(char::len_utf8).sum();
    Some(end + before + broken + indent)
}

/// A secret without the line breaks, indentation and boxes that a terminal put into it.
pub fn unwrapped(shown: &str) -> String {
    let mut out = String::with_capacity(shown.len());
    let mut at = 0;
    while let Some(c) = shown.get(at..).and_then(|rest| rest.chars().next()) {
        match past_wrap(shown, at) {
            Some(next) => at = next,
            None => {
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    out
}

/// Whether a piece of text looks drawn by chance: capitals, small letters and digits, and eight of them.
fn random(piece: &str) -> bool {
    piece.len() >= 8
        && piece.bytes().any(|b| b.is_ascii_digit())
        && piece.bytes().any(|b| b.is_ascii_uppercase())
        && piece.bytes().any(|b| b.is_ascii_lowercase())
}

fn alphabetic_double(c: char) -> bool {
    // Latin with marks, Greek, Cyrillic; full-width Latin.
    matches!(c, '\u{c0}'..='\u{52f}' | '\u{ff10}'..='\u{ff5a}')
}

/// Characters that take no room.
pub fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
