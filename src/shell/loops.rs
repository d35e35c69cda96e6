//! Loops around a command: the values that their variable takes in turn.

use super::expand::name_length;
use super::posix::Lexer;
use super::{Source, Stdin, Value, Vars};
use crate::text::{self, find, Traced};

/// Reads the head of a loop at byte `at`; where it ends.
pub(super) fn read(src: Source<'_>, at: usize, to: usize, vars: &mut Vars) -> Option<usize> {
    each(src, at, to, vars).or_else(|| counts(src, at, to, vars)).or_else(|| lines(src, at, to, vars))
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
    if let [only] = values.as_slice() {
        values = sequence(only).unwrap_or(values);
    }
    let known = values.iter().all(|value| value.symbols().is_empty());
    let plain = known && !values.iter().any(|value| value.as_str().contains(['*', '?']));
    vars.set(&name, Value::Unknown);
    if plain {
        vars.begin_loop(at, values.into_iter().map(|value| vec![(name.clone(), value)]).collect());
    }
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
    let turn = |number: i64| vec![(name.clone(), Traced::replaced(&number.to_string(), place))];
    vars.set(&name, Value::Unknown);
    vars.begin_loop(at, (first..=last).map(turn).collect());
    Some(at + head.len())
}

/// `$(seq 3)`, `$(seq 1 3)`: the numbers.
fn sequence(value: &Traced) -> Option<Vec<Traced>> {
    let typed = value.as_str().trim_matches('`');
    let inside = typed.strip_prefix("$(").and_then(|inside| inside.strip_suffix(')')).unwrap_or(typed);
    let numbers: Option<Vec<i64>> =
        inside.strip_prefix("seq ")?.split_whitespace().map(|word| word.parse().ok()).collect();
    let (first, last) = match numbers?.as_slice() {
        [last] => (1, *last),
        [first, last] => (*first, *last),
        _ => return None,
    };
    let place = value.whole();
    let few = last >= first && last.checked_sub(first)? < MOST_TURNS;
    few.then(|| (first..=last).map(|number| Traced::replaced(&number.to_string(), place)).collect())
}

/// `while read -r NAME; do … done <<LIST`, `… | while read …`: the lines in turn.
fn lines(src: Source<'_>, at: usize, to: usize, vars: &mut Vars) -> Option<usize> {
    let head = src.get(at, to).split('\n').next()?;
    let inside = head.strip_prefix("while ")?;
    let (words, _) = find::parted(inside, ";").unwrap_or((inside, ""));
    let mut words = words.split_whitespace().peekable();
    let separators =
        words.peek().and_then(|word| word.strip_prefix("IFS=")).map(|set| set.trim_matches(['$', '\'', '"']));
    if separators.is_some() {
        words.next();
    }
    if words.next()? != "read" {
        return None;
    }
    let (mut names, mut raw) = (Vec::new(), false);
    for word in words {
        match word.strip_prefix('-') {
            // The others change what a line is.
            Some("r") => raw = true,
            Some(_) => return None,
            None => names.push(word),
        }
    }
    names.iter().for_each(|name| vars.set(name, Value::Unknown));
    let end = at + head.len();
    let read = fed(src, at, vars).or_else(|| redirected(src, end, vars));
    let known = read.filter(|text| text.symbols().is_empty() && (raw || !text.as_str().contains('\\')));
    let Some(text) = known else { return Some(end) };
    let skips = find::has(text::head(src.get(end, src.text().len()), REACH), "continue");
    let mut turns = Vec::new();
    let mut begin = 0;
    for line in text.as_str().split_inclusive('\n').take(MOST_TURNS as usize) {
        let next = begin + line.len();
        // `[ -z "$NAME" ] && continue`
        if !(skips && line.trim().is_empty()) {
            turns.push(fields(&text.slice(begin..next - usize::from(line.ends_with('\n'))), separators, &names));
        }
        begin = next;
    }
    vars.begin_loop(at, turns);
    Some(end)
}

/// The fields of a line that `read` takes apart: the last name gets the rest.
fn fields(line: &Traced, separators: Option<&str>, names: &[&str]) -> Vec<(String, Traced)> {
    let parts = |c: char| separators.map_or(matches!(c, ' ' | '\t'), |set| set.replace("\\t", "\t").contains(c));
    let blank = |c: char| c.is_whitespace() && parts(c);
    let mut from = 0;
    let mut fields = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let rest = line.as_str().get(from..).unwrap_or("");
        let begin = from + rest.len() - rest.trim_start_matches(blank).len();
        let rest = line.as_str().get(begin..).unwrap_or("");
        let length = if index + 1 < names.len() {
            rest.find(parts).unwrap_or(rest.len())
        } else {
            rest.trim_end_matches(blank).len()
        };
        fields.push(((*name).to_owned(), line.slice(begin..begin + length)));
        from = begin + length;
        let behind = line.as_str().get(from..).unwrap_or("");
        let gap = behind.trim_start_matches(blank);
        from += behind.len() - gap.len() + gap.chars().next().filter(|c| parts(*c)).map_or(0, char::len_utf8);
    }
    fields
}

/// What a pipe in front of the loop at byte `at` feeds it with.
fn fed(src: Source<'_>, at: usize, vars: &Vars) -> Option<Traced> {
    let above = src.get(0, at);
    let line = above.rfind('\n').map_or(0, |newline| newline + 1);
    if !src.get(line, at).trim_end().ends_with('|') || !src.burn(at - line) {
        return None;
    }
    let mut lexer = Lexer::new(src, line, vars);
    lexer.limit = at;
    let mut commands = lexer.pipeline(MOST_FEEDING, |_| false);
    // Behind the last pipe nothing is read.
    commands.pop_if(|last| last.words.is_empty());
    match super::passed_on(&commands)? {
        Stdin::Text(text) => Some(text),
        Stdin::File(_) => None,
    }
}

/// The most commands of a pipe that feeds a loop.
const MOST_FEEDING: usize = 4;

/// What is redirected into the loop whose head ends at byte `from`: behind its `done`.
fn redirected(src: Source<'_>, from: usize, vars: &Vars) -> Option<Traced> {
    let body = text::head(src.get(from, src.text().len()), REACH);
    if !src.burn(body.len()) {
        return None;
    }
    let (mut open, mut at) = (1_u32, from);
    for line in body.split_inclusive('\n') {
        let typed = line.trim_start();
        let done = if typed.starts_with("done") { Some(line.len() - typed.len()) } else { None };
        let done = done.or_else(|| find::parted(line, "; done").map(|(before, _)| before.len() + 2));
        if ["for ", "while ", "until "].iter().any(|word| typed.starts_with(word)) {
            open += 1;
        }
        if let Some(place) = done {
            open -= 1;
            if open == 0 {
                let mut lexer = Lexer::new(src, at + place, vars);
                let mut commands = lexer.pipeline(0, |_| false);
                return match (!commands.is_empty()).then(|| commands.swap_remove(0))?.stdin? {
                    Stdin::Text(text) => Some(text),
                    Stdin::File(_) => None,
                };
            }
        }
        at += line.len();
    }
    None
}
