//! What a command in front of a pipe writes: `echo`, `printf`, `cat`.

use super::quote::Escape;
use super::{Simple, Stdin, Word};
use crate::span::Span;
use crate::text::Traced;

/// The most times that a format of `printf` is gone through.
const MOST: usize = 64;
/// The widest field of `printf`.
const WIDEST: usize = 256;

/// What a feeding command writes, where it is known.
pub fn output_of(simple: &Simple) -> Option<Stdin> {
    let program = simple.words.first()?.as_str();
    let rest = simple.words.get(1..)?;
    match program {
        "cat" if rest.is_empty() => simple.stdin.clone(),
        "cat" => match rest {
            [file] if file.as_str() == "-" => simple.stdin.clone(),
            [file] => Some(Stdin::File(file.text.clone())),
            _ => None,
        },
        "echo" => Some(Stdin::Text(echo(rest, simple.span.end))),
        "printf" => {
            let rest = rest.strip_prefix_word("--");
            let (format, values) = rest.split_first()?;
            Some(Stdin::Text(printf(&format.text, values)?))
        }
        _ => None,
    }
}

/// What the last of some commands writes, each fed by the one in front of it.
pub fn passed_on(commands: &[Simple]) -> Option<Stdin> {
    let mut input = None;
    for command in commands {
        let fed = Simple { stdin: command.stdin.clone().or(input), ..command.clone() };
        input = output_of(&fed);
    }
    input
}

/// Takes a word off the front.
trait StripWord {
    fn strip_prefix_word(&self, word: &str) -> &Self;
}

impl StripWord for [Word] {
    fn strip_prefix_word(&self, word: &str) -> &Self {
        match self.split_first() {
            Some((first, rest)) if first.as_str() == word => rest,
            _ => self,
        }
    }
}

/// `echo` of bash: `-n`, `-e`, `-E` and their mixtures in front are options.
fn echo(words: &[Word], end: usize) -> Traced {
    let (mut newline, mut escapes) = (true, false);
    let mut words = words;
    while let Some((first, rest)) = words.split_first() {
        let letters = first.as_str().strip_prefix('-').unwrap_or("");
        if letters.is_empty() || !letters.bytes().all(|b| matches!(b, b'n' | b'e' | b'E')) {
            break;
        }
        for letter in letters.chars() {
            match letter {
                'n' => newline = false,
                letter => escapes = letter == 'e',
            }
        }
        words = rest;
    }
    let mut out = Traced::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            out.push_replaced(" ", Span::at(word.span.start));
        }
        if !escapes {
            out.append(&word.text);
        } else if unescape(&mut out, &word.text, true) {
            return out;
        }
    }
    if newline {
        out.push_replaced("\n", Span::at(end));
    }
    out
}

/// Appends a text with its escapes worked out; whether `\c` ended it all. `\0` stands in front of octal digits
/// for `echo` and `%b`, not in a format.
fn unescape(out: &mut Traced, text: &Traced, echo: bool) -> bool {
    let typed = text.as_str();
    let mut at = 0;
    let mut bytes: Vec<u8> = Vec::new();
    let mut bytes_from = 0;
    while let Some(found) = typed.get(at..).and_then(|rest| rest.find('\\')).map(|found| at + found) {
        if found > at {
            flush(out, text, &mut bytes, bytes_from, at);
            out.append(&text.slice(at..found));
        }
        let rest = typed.get(found..).unwrap_or("");
        let next = rest.chars().nth(1);
        if next == Some('c') && echo {
            flush(out, text, &mut bytes, bytes_from, found);
            return true;
        }
        if bytes.is_empty() {
            bytes_from = found;
        }
        let (length, escape) = match next {
            // Only `\0` begins octal digits here.
            Some('1'..='7') if echo => (2, Escape::Text(rest.get(..2).unwrap_or("").to_owned())),
            Some('0') if echo => {
                let digits =
                    rest.get(2..).unwrap_or("").bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
                let value = rest.get(2..2 + digits).and_then(|digits| u32::from_str_radix(digits, 8).ok()).unwrap_or(0);
                (2 + digits, Escape::Byte(value as u8))
            }
            Some('\'' | '?') if echo => (2, Escape::Text(rest.get(..2).unwrap_or("").to_owned())),
            Some('"') if echo => (2, Escape::Text("\\\"".to_owned())),
            _ => super::quote::ansi_escape(rest),
        };
        match escape {
            Escape::Byte(byte) => bytes.push(byte),
            Escape::Text(escaped) => {
                flush(out, text, &mut bytes, bytes_from, found);
                out.push_replaced(&escaped, text.source(found..found + length));
            }
        }
        at = found + length;
    }
    flush(out, text, &mut bytes, bytes_from, at);
    out.append(&text.slice(at.min(typed.len())..typed.len()));
    false
}

/// Bytes that were written one by one.
fn flush(out: &mut Traced, text: &Traced, bytes: &mut Vec<u8>, from: usize, to: usize) {
    if !bytes.is_empty() {
        out.push_replaced(&String::from_utf8_lossy(bytes), text.source(from..to.min(text.len())));
        bytes.clear();
    }
}

/// `printf FORMAT VALUES`: the format is used again until the values are.
fn printf(format: &Traced, values: &[Word]) -> Option<Traced> {
    let mut out = Traced::new();
    let mut values = values.iter();
    for turn in 0..MOST {
        let before = values.len();
        let mut at = 0;
        let typed = format.as_str();
        loop {
            let found = typed.get(at..)?.find('%').map_or(typed.len(), |found| at + found);
            unescape(&mut out, &format.slice(at..found), false);
            if found >= typed.len() {
                break;
            }
            let directive = typed.get(found + 1..)?;
            let flags = directive.bytes().take_while(|b| matches!(b, b'-' | b'0' | b'+' | b' ' | b'#')).count();
            let width = directive.get(flags..)?.bytes().take_while(u8::is_ascii_digit).count();
            let after = directive.get(flags + width..)?;
            let dot = after.strip_prefix('.');
            let precision = dot.map(|dot| dot.bytes().take_while(u8::is_ascii_digit).count());
            let length = flags + width + precision.map_or(0, |digits| digits + 1);
            let kind = directive.get(length..)?.chars().next()?;
            at = found + 1 + length + 1;
            let place = format.source(found..at);
            if kind == '%' {
                out.push_replaced("%", place);
                continue;
            }
            let value = values.next();
            let known = value.map_or("", |word| word.as_str());
            let mut text = match kind {
                's' => value.map(|word| word.text.clone()).unwrap_or_default(),
                'b' => {
                    let mut text = Traced::new();
                    if let Some(word) = value {
                        unescape(&mut text, &word.text, true);
                    }
                    text
                }
                'd' | 'i' | 'u' if value.is_some_and(|word| !word.text.symbols().is_empty()) => value?.text.clone(),
                'd' | 'i' | 'u' => {
                    let number = if known.trim().is_empty() { 0 } else { known.trim().parse::<i64>().ok()? };
                    Traced::replaced(&number.to_string(), value.map_or(place, |word| word.span))
                }
                'c' => Traced::replaced(&known.chars().take(1).collect::<String>(), place),
                // `%q`, `%x`, `%f` …: not met in front of curl.
                _ => return None,
            };
            if let (Some(digits), 's' | 'b') = (precision, kind) {
                let most = dot?.get(..digits)?.parse().unwrap_or(0);
                let cut = text.as_str().char_indices().nth(most).map_or(text.len(), |(byte, _)| byte);
                text = text.slice(0..cut);
            }
            let wide = directive.get(flags..flags + width)?.parse::<usize>().unwrap_or(0).min(WIDEST);
            let missing = wide.saturating_sub(text.as_str().chars().count());
            let flags = directive.get(..flags)?;
            let fill = if flags.contains('0') && kind != 's' && !flags.contains('-') { "0" } else { " " };
            if flags.contains('-') {
                out.append(&text);
                out.push_replaced(&fill.repeat(missing), place);
            } else {
                out.push_replaced(&fill.repeat(missing), place);
                out.append(&text);
            }
        }
        if values.len() == 0 || values.len() == before || turn + 1 == MOST {
            break;
        }
    }
    Some(out)
}
