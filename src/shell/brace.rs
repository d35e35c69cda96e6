//! Brace expansion, which comes before everything else: `a{b,c}`, `{1..3}`.

use super::quoted::{self, Skip};
use crate::text::Traced;

/// The most words that one may become.
const MOST: usize = 64;
/// The most characters of a sequence's end: `{1..1000000}`.
const LONGEST: usize = 12;

/// The words that `raw`, a word as it is typed, stands for; `None` where there is nothing to expand.
pub fn expand(raw: &Traced) -> Option<Vec<Traced>> {
    let group = group(raw.as_str(), 0)?;
    let mut out = Vec::new();
    let before = raw.slice(0..group.open);
    let after = raw.slice(group.close + 1..raw.len());
    let tails = expand(&after).unwrap_or_else(|| vec![after]);
    for part in parts(raw, &group) {
        for part in expand(&part).unwrap_or_else(|| vec![part]) {
            for tail in &tails {
                if out.len() >= MOST {
                    return Some(out);
                }
                let mut word = before.clone();
                word.append(&part);
                word.append(tail);
                out.push(word);
            }
        }
    }
    Some(out)
}

/// A pair of braces that means something.
struct Group {
    open: usize,
    close: usize,
    /// Commas between them, nested ones left out.
    commas: Vec<usize>,
}

/// The first pair of braces at or behind byte `from` that means something.
fn group(text: &str, from: usize) -> Option<Group> {
    let mut at = from;
    // Each pair that means nothing costs a look at the rest of the word: words of many such pairs are no
    // command lines.
    for _ in 0..MOST {
        at = next_brace(text, at)?;
        if let Some(found) = pair(text, at) {
            let inside = text.get(found.open + 1..found.close).unwrap_or("");
            if !found.commas.is_empty() || sequence(inside).is_some() {
                return Some(found);
            }
        }
        at += 1;
    }
    None
}

fn next_brace(text: &str, mut at: usize) -> Option<usize> {
    loop {
        match quoted::skip(text, at)? {
            Skip::Quoted(end) => at = end,
            Skip::Char('{') => return Some(at),
            Skip::Char(c) => at += c.len_utf8(),
        }
    }
}

/// The brace at `open` with the one that closes it.
fn pair(text: &str, open: usize) -> Option<Group> {
    let (mut depth, mut at, mut commas) = (0_usize, open, Vec::new());
    loop {
        match quoted::skip(text, at)? {
            Skip::Quoted(end) => {
                at = end;
                continue;
            }
            Skip::Char('{') => depth += 1,
            Skip::Char('}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(Group { open, close: at, commas });
                }
            }
            Skip::Char(',') if depth == 1 => commas.push(at),
            Skip::Char(c) if c.is_whitespace() => return None,
            Skip::Char(_) => {}
        }
        at += text.get(at..)?.chars().next()?.len_utf8();
    }
}

fn parts(raw: &Traced, group: &Group) -> Vec<Traced> {
    let inside = raw.as_str().get(group.open + 1..group.close).unwrap_or("");
    if group.commas.is_empty() {
        let place = raw.source(group.open..group.close + 1);
        return sequence(inside).unwrap_or_default().iter().map(|one| Traced::replaced(one, place)).collect();
    }
    let mut from = group.open + 1;
    let ends = group.commas.iter().copied().chain([group.close]);
    ends.map(|end| {
        let part = raw.slice(from..end);
        from = end + 1;
        part
    })
    .collect()
}

/// `1..3`, `03..1`, `a..e..2`.
fn sequence(inside: &str) -> Option<Vec<String>> {
    let mut ends = inside.split("..");
    let (from, to, step) = (ends.next()?, ends.next()?, ends.next());
    if ends.next().is_some() || from.len().max(to.len()) > LONGEST {
        return None;
    }
    let step = step.map_or(Some(1), |step| step.parse::<i64>().ok())?.unsigned_abs().max(1);
    let letter = |text: &str| text.chars().next().filter(|c| text.len() == 1 && c.is_ascii_alphabetic());
    if let (Some(low), Some(high)) = (letter(from), letter(to)) {
        let steps = run(i64::from(u32::from(low)), i64::from(u32::from(high)), step);
        let letters = steps.into_iter().filter_map(|code| u8::try_from(code).ok());
        return Some(letters.map(|code| char::from(code).to_string()).collect());
    }
    let (low, high) = (from.parse::<i64>().ok()?, to.parse::<i64>().ok()?);
    let padded = |text: &str| {
        let digits = text.trim_start_matches('-');
        digits.len() > 1 && digits.starts_with('0')
    };
    let width = if padded(from) || padded(to) { from.len().max(to.len()) } else { 0 };
    Some(run(low, high, step).into_iter().map(|n| format!("{n:0width$}")).collect())
}

fn run(from: i64, to: i64, step: u64) -> Vec<i64> {
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    let mut out = vec![from];
    while let Some(last) = out.last().copied().filter(|_| out.len() < MOST) {
        let next = if from <= to { last.saturating_add(step) } else { last.saturating_sub(step) };
        if (from <= to && next > to) || (from > to && next < to) {
            break;
        }
        out.push(next);
    }
    out
}
