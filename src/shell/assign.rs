//! Assignments that stand before a command: `KEY=value`, `export KEY=value`, arrays, loops.

use super::expand::name_length;
use super::posix::Lexer;
use super::vars::value_of;
use super::{builtins, loops, Source, Value, Vars};
use crate::text::{find, Traced};

/// Words in front of an assignment that change nothing about its value.
const KEYWORDS: &[&str] = &["export", "local", "readonly", "declare", "typeset", "env"];

/// Reads the assignments of the cleaned text from `from` to `to` into `vars`.
pub fn read(src: Source<'_>, from: usize, to: usize, vars: &mut Vars) {
    let mut at = from;
    while at < to {
        let line = src.get(at, to).split('\n').next().unwrap_or("");
        let line_end = at + line.len();
        let mut place = at + (line.len() - line.trim_start_matches([' ', '\t', '\r', ';', '&', '{', '(']).len());
        if let Some((before, _)) = find::parted(line, "| while ") {
            // What feeds a loop assigns nothing.
            place = at + before.len() + 2;
        }
        while let Some(end) = one(src, place, to, vars) {
            place = end;
            let rest = src.get(place, to);
            let trimmed = rest.trim_start_matches([' ', '\t', ';', '&']);
            place += rest.len() - trimmed.len();
        }
        at = line_end.max(place) + usize::from(place <= line_end);
        if place > line_end {
            // The value went over several lines: go on behind the line it ended in.
            let rest = src.get(place, to);
            at = place + rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        }
        if let Some(end) = document_end(line) {
            // Lines of a here-document assign nothing.
            let rest = src.get(at, to);
            let closes = |line: &str| line.trim_matches(['\t', '\n', '\r']) == end;
            if let Some(lines) = rest.split_inclusive('\n').position(closes) {
                at += rest.split_inclusive('\n').take(lines + 1).map(str::len).sum::<usize>();
            }
        }
    }
}

/// The word that ends the here-document which a line opens.
fn document_end(line: &str) -> Option<String> {
    let (_, rest) = find::parted(line, "<<")?;
    let word = rest.trim_start_matches(['-', ' ']);
    if rest.starts_with('<') || line.trim_start().starts_with('#') {
        return None;
    }
    let word = word.split([' ', '\t', ';', '|', '>', '&', ')', '\r']).next()?;
    let name = word.replace(['\'', '"', '\\'], "");
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')).then_some(name)
}

/// Reads one assignment at `place`; where it ends.
fn one(src: Source<'_>, place: usize, to: usize, vars: &mut Vars) -> Option<usize> {
    let mut at = place;
    let mut text = src.get(at, to);
    for _ in 0..3 {
        let word = text.split([' ', '\t', '\n']).next().unwrap_or("");
        if KEYWORDS.contains(&word) || (word.len() == 2 && word.starts_with('-') && at > place) {
            let rest = text.get(word.len()..)?;
            at += text.len() - rest.trim_start_matches([' ', '\t']).len();
            text = src.get(at, to);
        }
    }
    // Few lines begin with one of these words.
    let special = matches!(text.as_bytes().first(), Some(b's' | b'f' | b'w' | b'r' | b'm' | b'p' | b'I'));
    let read = special.then(|| {
        builtins::read(src, at, to, vars).or_else(|| fish(src, at, to, vars)).or_else(|| loops::read(src, at, to, vars))
    });
    if let Some(end) = read.flatten() {
        return Some(end);
    }
    let length = name_length(text);
    let rest = text.get(length..)?;
    let more = rest.starts_with('+');
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    if length == 0 || !rest.starts_with('=') || rest.starts_with("==") {
        return None;
    }
    let name = text.get(..length)?;
    let value_at = at + (text.len() - rest.len()) + 1;
    if let Some(inside) = in_brackets(src.get(value_at, to)) {
        // Somebody filled the placeholder in and left its brackets: a shell sees redirections there.
        let mut value = Traced::new();
        src.copy(&mut value, value_at + 1..value_at + 1 + inside.len());
        vars.set(name, Value::Known(value));
        return Some(value_at + inside.len() + 2);
    }
    let mut lexer = Lexer::new(src, value_at, &*vars);
    lexer.limit = to;
    let value = if lexer.rest().starts_with('(') {
        lexer.pos += 1;
        Value::Array(lexer.words_until_paren())
    } else {
        value_of(lexer.value())
    };
    let end = lexer.pos;
    let value = if end == to { beyond(src, value_at, vars).unwrap_or(value) } else { value };
    let value = if more { joined(vars.get(name), value) } else { value };
    vars.set(name, value);
    Some(end)
}

/// The value at byte `at` where a command in it is what is read next: `NAME=$(curl …)`.
fn beyond(src: Source<'_>, at: usize, vars: &Vars) -> Option<Value> {
    let rest = src.get(at, src.text().len());
    if !rest.trim_start_matches('"').starts_with(['$', '`']) || !src.burn(64) {
        return None;
    }
    let mut lexer = Lexer::new(src, at, vars);
    let value = lexer.value();
    let known = value.symbols().iter().map(|symbol| symbol.range.len()).sum::<usize>() < value.len();
    Some(if known { Value::Unknown } else { value_of(value) })
}

/// What stands in `<…>`, if it is a value and not the name of one.
fn in_brackets(value: &str) -> Option<&str> {
    let inside = value.strip_prefix('<')?.split(['\n', ' ']).next()?.split_once('>')?.0;
    let long = inside.len() >= 24 && inside.bytes().any(|byte| byte.is_ascii_digit());
    (long && inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')))
        .then_some(inside)
}

/// `NAME+=value`
fn joined(before: Option<&Value>, value: Value) -> Value {
    match (before, value) {
        (Some(Value::Known(before)), Value::Known(more)) => {
            let mut text = before.clone();
            text.append(&more);
            Value::Known(text)
        }
        (Some(Value::Array(before)), Value::Array(more)) => Value::Array([before.as_slice(), &more].concat()),
        (None, value @ Value::Array(_)) => value,
        _ => Value::Unknown,
    }
}

/// `set -x NAME value`, `set -gx NAME value` of fish.
fn fish(src: Source<'_>, at: usize, to: usize, vars: &mut Vars) -> Option<usize> {
    let text = src.get(at, to);
    let rest = text.strip_prefix("set ")?.trim_start();
    let flags = rest.split([' ', '\t']).next()?;
    let rest = if flags.starts_with('-') { rest.get(flags.len()..)?.trim_start_matches(' ') } else { rest };
    let length = name_length(rest);
    let name = rest.get(..length).filter(|name| !name.is_empty())?;
    let value = rest.get(length..)?.strip_prefix(' ')?;
    let mut lexer = Lexer::new(src, at + (text.len() - value.len()), &*vars);
    lexer.limit = to;
    let value = value_of(lexer.value());
    let end = lexer.pos;
    vars.set(name, value);
    Some(end)
}
