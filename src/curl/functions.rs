//! Functions of a shell script: a command in one runs where the function is called, with its arguments.

use super::locate::{self, Place};
use crate::shell::posix::Lexer;
use crate::shell::{Source, Vars, Word};

/// How far (bytes) around a command its function is looked for.
const REACH: usize = 8_000;
/// The most places that are looked at for a call.
const MOST: usize = 64;

/// A function: its name and where its body ends.
pub struct Function {
    name: String,
    end: usize,
}

/// The function that the command stands in.
pub fn around(src: Source<'_>, place: Place) -> Option<Function> {
    if !src.script_before(place.start) {
        return None;
    }
    let text = src.text();
    let mut from = place.start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let before = text.get(from..place.start)?;
    let mut found = None;
    let mut at = from;
    for line in before.split_inclusive('\n') {
        let typed = line.trim_start();
        if let Some(name) = head(typed) {
            found = Some((name.to_owned(), at + line.len() - typed.len()));
        } else if closes(typed) {
            found = None;
        }
        at += line.len();
    }
    let (name, start) = found?;
    // Its end: a brace at the beginning of a line, or the last one of the line it begins in.
    let line = text.get(start..)?.split('\n').next()?;
    let end = match line.rfind('}').filter(|_| start + line.len() > place.start) {
        Some(close) => start + close + 1,
        None => {
            let mut at = place.start;
            let closing = text.get(place.start..)?.split_inclusive('\n').find(|line| {
                at += line.len();
                closes(line.trim_start())
            })?;
            at - closing.len() + closing.find('}')? + 1
        }
    };
    (end > place.start).then_some(Function { name, end })
}

/// Whether a line begins with the brace that ends a function.
fn closes(line: &str) -> bool {
    line.strip_prefix('}')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ';', '\n', '\r', '|', '>', '&']))
}

/// The name of the function that a line begins: `ask() {`, `function ask {`.
fn head(line: &str) -> Option<&str> {
    let line = line.strip_prefix("function ").unwrap_or_else(|| {
        let name = line.split(['(', ' ']).next().unwrap_or("");
        if line.get(name.len()..).is_some_and(|rest| rest.trim_start().starts_with("()")) {
            line
        } else {
            ""
        }
    });
    let name = line.trim_start().split(['(', ' ', '{', '\n']).next()?;
    let sound = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':'));
    sound.then_some(name)
}

/// The arguments of each call below the function.
pub fn calls(src: Source<'_>, function: &Function, vars: &Vars) -> Vec<Vec<Word>> {
    let text = src.text();
    let after = text.get(function.end..).unwrap_or("");
    let mut calls = Vec::new();
    for (at, name) in after.match_indices(function.name.as_str()).take(MOST) {
        let at = function.end + at;
        let lead = locate::line_before(text, at).trim_end();
        let begins = lead.is_empty() || lead.ends_with([';', '&', '|', '(', '`', '{', '!']) || lead.ends_with("then");
        let next = text.get(at + name.len()..).unwrap_or("");
        if next.trim_start().starts_with("()") {
            // Another function of that name.
            break;
        }
        if !begins || !(next.is_empty() || next.starts_with([' ', '\t', '\n', '\r', ';', ')', '|'])) || !src.burn(64) {
            continue;
        }
        let mut lexer = Lexer::new(src, at, vars);
        let mut commands = lexer.pipeline(0, |_| false);
        src.burn(lexer.pos.saturating_sub(at));
        if !commands.is_empty() {
            calls.push(commands.swap_remove(0).words.into_iter().skip(1).collect());
        }
    }
    calls
}
