//! Commands that are handed to another shell in quotes: `sh -c '…'`, `watch "…"`, `ssh host '…'`.
//!
//! The word in quotes is read as the first shell reads it; what comes out is a text for the second one.

use super::locate::{self, Place};
use super::{posix, Outcome};
use crate::request::Dialect;
use crate::shell::posix::Lexer;
use crate::shell::source::Progress;
use crate::shell::{Source, Value, Vars, Word};

/// Programs that hand one word, or several joined by blanks, to a shell.
const RUNNERS: [&str; 4] = ["watch", "ssh", "xargs", "eval"];

/// Reads the commands in the quotes that open right in front of `place`, if they are for another shell.
pub fn read(src: Source<'_>, place: Place, dialect: Dialect, done: usize, vars: &Vars) -> Option<Outcome> {
    let (words, end) = quoted(src, place, vars)?;
    let (script, arguments) = words.split_first()?;
    let mut own = vars.clone();
    for (index, word) in arguments.iter().enumerate() {
        own.set(&index.to_string(), Value::Known(word.text.clone()));
    }
    let progress = Progress::new(script.text.len());
    let inner = Source { clean: &script.text, progress: &progress, in_another: true, ..src };
    let mut all: Option<Outcome> = None;
    let mut read = 0;
    for place in locate::places(script.as_str()) {
        if place.start < read {
            continue;
        }
        let Some(outcome) = posix::read(inner, place, dialect, read, &mut own) else { continue };
        read = outcome.end.max(place.end);
        match &mut all {
            Some(all) => {
                all.findings.extend(outcome.findings);
                all.requests.extend(outcome.requests);
                all.calls.extend(outcome.calls);
            }
            None => all = Some(outcome),
        }
    }
    all.map(|all| Outcome { end: end.max(done), ..all })
}

/// The word whose quote opens right in front of `place`, the words behind it, which are its arguments, and where the
/// first one ends.
fn quoted(src: Source<'_>, place: Place, vars: &Vars) -> Option<(Vec<Word>, usize)> {
    let quote = place.opened.filter(|quote| matches!(quote, '\'' | '"'))?;
    let text = src.text();
    let open = place.start.checked_sub(1)?;
    let lead = locate::line_before(text, open);
    let flag = |flag: &str| flag.starts_with('-') && flag.ends_with('c') && flag.len() < 5 && !flag.starts_with("--");
    let shell = lead.trim_end().rsplit(' ').next().is_some_and(flag);
    if !shell && !lead.split_whitespace().any(|word| RUNNERS.contains(&word)) {
        return None;
    }
    let rest = src.get(place.start, text.len());
    let escaped = |at: usize| quote == '"' && rest.get(..at).is_some_and(|before| before.ends_with('\\'));
    let close = rest.match_indices(quote).map(|(at, _)| at).find(|at| !escaped(*at))?;
    let after = rest.get(close + 1..).unwrap_or("");
    // Glued to a word it opens another piece: quotes within quotes, which is a fault of its own.
    let ends = after.is_empty() || after.starts_with([' ', '\n', '\r', ')', ';', '|', '&', '`']);
    if !ends || !src.burn(close) {
        return None;
    }
    let mut lexer = Lexer::new(src, open, vars);
    lexer.limit = place.start + close + 1;
    let mut words = Vec::new();
    lexer.word(&mut words);
    if shell {
        lexer.limit = text.len();
        let arguments = lexer.pipeline(0, |_| false);
        words.extend(arguments.into_iter().take(1).flat_map(|simple| simple.words));
    }
    Some((words, place.start + close))
}
