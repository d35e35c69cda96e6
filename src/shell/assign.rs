//! Assignments that stand before a command: `KEY=value`, `export KEY=value`, arrays, loops.

use super::expand::name_length;
use super::posix::Lexer;
use super::vars::value_of;
use super::{Source, Value, Vars, Word};
use crate::text::{self, find, Traced};

/// Words in front of an assignment that change nothing about its value.
const KEYWORDS: &[&str] = &["export", "local", "readonly", "declare", "typeset", "env"];

/// Reads the assignments of the cleaned text from `from` to `to` into `vars`.
pub fn read(src: Source<'_>, from: usize, to: usize, vars: &mut Vars) {
    let mut at = from;
    while at < to {
        let line = src.get(at, to).split('\n').next().unwrap_or("");
        let line_end = at + line.len();
        let mut place = at + (line.len() - line.trim_start_matches([' ', '\t', '\r', ';', '&', '{', '(']).len());
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
        shift(text, at, vars)
            .or_else(|| fish(src, at, to, vars))
            .or_else(|| each(src, at, to, vars))
            .or_else(|| counts(src, at, to, vars))
            .or_else(|| builtin(src, at, to, vars))
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
    let value = if more { joined(vars.get(name), value) } else { value };
    vars.set(name, value);
    Some(end)
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

/// `shift`: the arguments of a function move up by one.
fn shift(text: &str, at: usize, vars: &mut Vars) -> Option<usize> {
    let rest = text.strip_prefix("shift")?;
    if !(rest.is_empty() || rest.starts_with([' ', ';', '\n', '\r', '&'])) {
        return None;
    }
    let Some(Value::Array(words)) = vars.get("@").cloned() else { return Some(at + "shift".len()) };
    let left: Vec<Word> = words.into_iter().skip(1).collect();
    for index in 0..9 {
        let value = left.get(index).map_or(Value::Unset, |word| Value::Known(word.text.clone()));
        vars.set(&(index + 1).to_string(), value);
    }
    vars.set("@", Value::Array(left));
    Some(at + "shift".len())
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

/// `for NAME in a b c`: the values in turn.
fn each(src: Source<'_>, at: usize, to: usize, vars: &mut Vars) -> Option<usize> {
    let text = src.get(at, to);
    let rest = text.strip_prefix("for ")?.trim_start();
    let length = name_length(rest);
    let name = rest.get(..length).filter(|name| !name.is_empty())?.to_owned();
    let rest = rest.get(length..)?.trim_start().strip_prefix("in ")?;
    let mut lexer = Lexer::new(src, at + (text.len() - rest.len()), &*vars);
    lexer.limit = to;
    let mut values = Vec::new();
    while let Some(c) = lexer.peek() {
        match c {
            ' ' | '\t' => lexer.pos += 1,
            '\n' | ';' | '\r' => break,
            _ => {
                let before = lexer.pos;
                let mut words = Vec::new();
                lexer.word(&mut words);
                values.extend(words.into_iter().map(|word| word.text));
                if lexer.pos == before || values.len() > 64 {
                    break;
                }
            }
        }
    }
    let end = lexer.pos;
    let known = !values.is_empty() && values.iter().all(|value| value.symbols().is_empty());
    let plain = known && !values.iter().any(|value| value.as_str().contains(['*', '?']));
    vars.set(&name, if plain { Value::Each { from: at, values } } else { Value::Unknown });
    Some(end)
}

/// How far (bytes) the step of a loop is looked for.
const REACH: usize = 4_000;
/// The most turns of a loop that counts.
const MOST_TURNS: i64 = 64;

/// What counts of a loop's condition and step: without blanks and the marks of a variable, so that `-le` follows its name.
fn signs(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '$' | '"' | '{' | '}')).collect()
}

/// `for ((i = 1; i <= 3; i++))`, `while [ $i -le 3 ]` with `i=$((i + 1))` below: the numbers in turn.
fn counts(src: Source<'_>, at: usize, to: usize, vars: &mut Vars) -> Option<usize> {
    let line = src.get(at, to).split('\n').next()?;
    // All that counts is said in the head, but for the step of `while`.
    let head = line.split("do").next().unwrap_or(line);
    let plain = signs(head);
    let (name, first, limit) = if let Some(inner) = plain.strip_prefix("for((") {
        let mut parts = inner.split([';', ')']);
        let (name, first) = parts.next()?.split_once('=')?;
        let limit = parts.next()?.strip_prefix(name)?;
        let step = parts.next()?;
        if ![format!("{name}++"), format!("++{name}"), format!("{name}+=1")].iter().any(|one| one == step) {
            return None;
        }
        (name.to_owned(), super::arithmetic::value(first, vars)?, limit.to_owned())
    } else {
        let test = plain.strip_prefix("while[[").or_else(|| plain.strip_prefix("while["));
        let test = test.or_else(|| plain.strip_prefix("while(("))?.trim_end_matches([';', ']', ')']);
        let name = test.get(..name_length(test)).filter(|name| !name.is_empty())?;
        let body = signs(text::head(src.get(at, src.text().len()), REACH));
        let steps = [
            format!("{name}=(({name}+1))"),
            format!("(({name}++))"),
            format!("(({name}+=1))"),
            format!("let{name}++"),
            format!("((++{name}))"),
        ];
        if !steps.iter().any(|step| body.contains(step.as_str())) {
            return None;
        }
        let first = vars.known(name)?.as_str().trim().parse().ok()?;
        (name.to_owned(), first, test.get(name.len()..)?.to_owned())
    };
    const SIGNS: [(&str, i64); 4] = [("<=", 0), ("-le", 0), ("<", -1), ("-lt", -1)];
    let (sign, less) = SIGNS.into_iter().find(|(sign, _)| limit.starts_with(sign))?;
    let last = super::arithmetic::value(limit.get(sign.len()..)?, vars)? + less;
    if last < first || last - first >= MOST_TURNS {
        return None;
    }
    let place = src.span(at..at + head.len());
    let values = (first..=last).map(|number| Traced::replaced(&number.to_string(), place)).collect();
    vars.set(&name, Value::Each { from: at, values });
    Some(at + head.len())
}

/// `read NAME`, `mapfile NAME`, `printf -v NAME`: a variable that a program of the shell itself sets.
fn builtin(src: Source<'_>, at: usize, to: usize, vars: &mut Vars) -> Option<usize> {
    let text = src.get(at, to);
    let (text, kept) = text.strip_prefix("IFS= ").map_or((text, false), |rest| (rest, true));
    if !["read ", "mapfile ", "readarray ", "printf -v "].iter().any(|name| text.starts_with(name)) {
        return None;
    }
    let start = at + if kept { "IFS= ".len() } else { 0 };
    let mut lexer = Lexer::new(src, start, &*vars);
    lexer.limit = to;
    let mut commands = lexer.pipeline(0, |_| false);
    let end = lexer.pos;
    if commands.is_empty() {
        return None;
    }
    let simple = commands.swap_remove(0);
    let mut words = simple.words.iter().map(Word::as_str);
    let program = words.next()?;
    if program == "printf" {
        let name = words.nth(1)?.to_owned();
        let rest = simple.words.get(3..)?;
        let printed = [simple.words.get(..1)?, rest].concat();
        let value = match super::output_of(&super::Simple { words: printed, ..super::Simple::default() }) {
            Some(super::Stdin::Text(text)) => Value::Known(text),
            _ => Value::Unknown,
        };
        vars.set(&name, value);
        return Some(end);
    }
    let (mut names, mut raw, mut lines, mut whole) = (Vec::new(), false, program != "read", false);
    while let Some(word) = words.next() {
        match word.strip_prefix('-') {
            Some(letters) => {
                raw |= letters.contains('r');
                lines |= letters.contains('a');
                if letters.ends_with(['d', 'p', 'n', 'N', 'u', 'i']) || (program == "read" && letters.ends_with('t')) {
                    let value = words.next()?;
                    whole |= letters.ends_with('d') && value.is_empty();
                }
            }
            None => names.push(word.to_owned()),
        }
    }
    let text = match simple.stdin {
        Some(super::Stdin::Text(text)) if raw || program != "read" || !text.as_str().contains('\\') => text,
        _ => {
            // Typed in, or read from a file: nothing is known, and what was set before is gone.
            names.iter().for_each(|name| vars.set(name, Value::Unknown));
            return Some(end);
        }
    };
    if lines {
        let mut at = 0;
        let name = names.last()?;
        let pieces: Vec<&str> = if program == "read" {
            text.as_str().lines().next().unwrap_or("").split_whitespace().collect()
        } else {
            text.as_str().lines().collect()
        };
        let mut all = Vec::new();
        for piece in pieces {
            let from = at + text.as_str().get(at..)?.find(piece)?;
            at = from + piece.len();
            all.push(Word::bare(text.slice(from..at)));
        }
        vars.set(name, Value::Array(all));
        return Some(end);
    }
    let stop = if whole { text.len() } else { text.as_str().find('\n').unwrap_or(text.len()) };
    let mut from = 0;
    for (index, name) in names.iter().enumerate() {
        let rest = text.as_str().get(from..stop)?;
        let begin = if kept { from } else { from + rest.len() - rest.trim_start().len() };
        let rest = text.as_str().get(begin..stop)?;
        let length = if index + 1 < names.len() {
            rest.find(char::is_whitespace).unwrap_or(rest.len())
        } else if kept {
            rest.len()
        } else {
            rest.trim_end().len()
        };
        vars.set(name, Value::Known(text.slice(begin..begin + length)));
        from = begin + length;
    }
    Some(end)
}
