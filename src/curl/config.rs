//! `-K`: options in a file, where the paste shows it.
//!
//! Source: `man curl`, `--config`: one option a line, with or without its dashes, its value behind a blank, `=` or
//! `:`, in double quotes where it holds blanks; `#` begins a comment.

use super::args::Item;
use super::build::Context;
use super::files;
use super::options::Act;
use crate::shell::{Source, Word};
use crate::text::Traced;

/// The words that the file of a `-K` stands for.
pub fn words(src: Source<'_>, item: &Item, context: &Context<'_>) -> Option<Vec<Word>> {
    let Item::Option { opt, value: Some(word), .. } = item else { return None };
    if opt.act != Act::Config {
        return None;
    }
    let text = files::of_shell(src, &word.text, context)?;
    let (mut words, mut at) = (Vec::new(), 0);
    for line in text.as_str().split_inclusive('\n') {
        option(&text, at, line.trim_end().len(), &mut words);
        at += line.len();
    }
    Some(words)
}

/// The option of the line that begins at byte `at` and has so many bytes.
fn option(text: &Traced, at: usize, length: usize, words: &mut Vec<Word>) {
    let line = text.as_str().get(at..at + length).unwrap_or("");
    let typed = line.trim_start();
    if typed.is_empty() || typed.starts_with('#') {
        return;
    }
    let begin = at + line.len() - typed.len();
    let end = typed.find(|c: char| c.is_whitespace() || matches!(c, '=' | ':')).unwrap_or(typed.len());
    let name = text.slice(begin..begin + end);
    let dashed = if name.as_str().starts_with('-') {
        name
    } else {
        let mut dashed = Traced::replaced("--", name.whole());
        dashed.append(&name);
        dashed
    };
    words.push(Word::bare(dashed));
    let rest = typed.get(end..).unwrap_or("");
    let value = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | ':'));
    if value.is_empty() {
        return;
    }
    let from = begin + typed.len() - value.len();
    words.push(Word::bare(match value.strip_prefix('"') {
        Some(quoted) => unquoted(text, from + 1, quoted),
        None => text.slice(from..from + value.find(char::is_whitespace).unwrap_or(value.len())),
    }));
}

/// What stands up to the closing quote, escapes worked out.
fn unquoted(text: &Traced, from: usize, quoted: &str) -> Traced {
    let (mut out, mut done) = (Traced::new(), 0);
    let mut at = 0;
    while let Some(found) = quoted.get(at..).and_then(|rest| rest.find(['"', '\\'])) {
        let sign = at + found;
        out.append(&text.slice(from + done..from + sign));
        if quoted.get(sign..).is_some_and(|rest| rest.starts_with('"')) {
            return out;
        }
        let escaped = quoted.get(sign + 1..).and_then(|rest| rest.chars().next());
        let length = 1 + escaped.map_or(0, char::len_utf8);
        let meant = match escaped {
            Some('t') => "\t",
            Some('n') => "\n",
            Some('r') => "\r",
            Some('v') => "\u{b}",
            Some(_) => quoted.get(sign + 1..sign + length).unwrap_or(""),
            None => "",
        };
        out.push_replaced(meant, text.source(from + sign..from + sign + length));
        at = sign + length;
        done = at;
    }
    out.append(&text.slice(from + done..from + quoted.len()));
    out
}
