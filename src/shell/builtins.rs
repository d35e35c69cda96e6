//! Programs of the shell itself that set variables: `read`, `mapfile`, `printf -v`, `shift`.

use super::posix::Lexer;
use super::{Simple, Source, Stdin, Value, Vars, Word};

/// Reads one of them at byte `at`; where it ends.
pub(super) fn read(src: Source<'_>, at: usize, to: usize, vars: &mut Vars) -> Option<usize> {
    shift(src.get(at, to), at, vars).or_else(|| builtin(src, at, to, vars))
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
    match simple.words.first()?.as_str() {
        "printf" => print(&simple, vars)?,
        program => take_in(&simple, program == "read", kept, vars)?,
    }
    Some(end)
}

/// `printf -v NAME FORMAT VALUES`
fn print(simple: &Simple, vars: &mut Vars) -> Option<()> {
    let name = simple.words.get(2)?.as_str();
    let printed = [simple.words.get(..1)?, simple.words.get(3..)?].concat();
    let value = match super::output_of(&Simple { words: printed, ..Simple::default() }) {
        Some(Stdin::Text(text)) => Value::Known(text),
        _ => Value::Unknown,
    };
    vars.set(name, value);
    Some(())
}

/// `read NAMES` and, where `reads` is not so, `mapfile NAME`. With `kept`, the blanks of a line stay.
fn take_in(simple: &Simple, reads: bool, kept: bool, vars: &mut Vars) -> Option<()> {
    let mut words = simple.words.iter().skip(1).map(Word::as_str);
    let (mut names, mut raw, mut lines, mut whole) = (Vec::new(), false, !reads, false);
    while let Some(word) = words.next() {
        match word.strip_prefix('-') {
            Some(letters) => {
                raw |= letters.contains('r');
                lines |= letters.contains('a');
                if letters.ends_with(['d', 'p', 'n', 'N', 'u', 'i']) || (reads && letters.ends_with('t')) {
                    let value = words.next()?;
                    whole |= letters.ends_with('d') && value.is_empty();
                }
            }
            None => names.push(word.to_owned()),
        }
    }
    let text = match &simple.stdin {
        Some(Stdin::Text(text)) if raw || !reads || !text.as_str().contains('\\') => text,
        _ => {
            // Typed in, or read from a file: nothing is known, and what was set before is gone.
            names.iter().for_each(|name| vars.set(name, Value::Unknown));
            return Some(());
        }
    };
    if lines {
        let pieces: Vec<&str> = if reads {
            text.as_str().lines().next().unwrap_or("").split_whitespace().collect()
        } else {
            text.as_str().lines().collect()
        };
        let (mut at, mut all) = (0, Vec::new());
        for piece in pieces {
            let from = at + text.as_str().get(at..)?.find(piece)?;
            at = from + piece.len();
            all.push(Word::bare(text.slice(from..at)));
        }
        vars.set(names.last()?, Value::Array(all));
        return Some(());
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
    Some(())
}
