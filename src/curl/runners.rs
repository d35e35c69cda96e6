//! Programs that run curl with what they are given: `xargs`, `find -exec`, `parallel`.

use crate::shell::posix::Lexer;
use crate::shell::source::Progress;
use crate::shell::{Simple, Source, Stdin, Vars, Word};
use crate::span::Span;
use crate::text::{find, SymbolKind, Traced};

/// The most calls that are made of one command.
const MOST: usize = 16;

/// What a program in front of curl does with the words that it is given.
enum Runner<'a> {
    /// Puts them where this mark stands.
    Fills(&'a str),
    /// Adds them at the end.
    Adds,
}

/// Whether one of them may stand in front of a command, behind which `lead` is what stands on its line.
pub fn mentioned(lead: &str) -> bool {
    !lead.is_empty() && ["xargs", "parallel", "find"].iter().any(|name| find::has(lead, name))
}

/// The calls that come of the command `simple` behind `lead`, which is what stands in front of it on its line.
pub fn calls(src: Source<'_>, lead: &str, simple: Simple, vars: &Vars) -> Vec<Simple> {
    let segment = lead.rsplit(['|', ';', '&', '(', '`']).next().unwrap_or(lead);
    let mut words = segment.split_whitespace().skip_while(|word| matches!(*word, "sudo" | "time" | "env" | "$"));
    let name = match words.next() {
        Some("xargs") => "xargs",
        Some("parallel") => "parallel",
        Some("find") => " -exec",
        _ => return vec![simple],
    };
    let Some((_, flags)) = find::parted(segment, name) else { return vec![simple] };
    let mut simple = simple;
    let runner = match name {
        "xargs" => xargs(flags),
        _ => Runner::Fills("{}"),
    };
    let mut given = match name {
        "xargs" => lines(simple.stdin.take()),
        "parallel" => arguments(&mut simple.words),
        _ => {
            // `\;` and `+` end what `find` runs.
            if simple.words.last().is_some_and(|word| matches!(word.as_str(), ";" | "+")) {
                simple.words.pop();
            }
            Vec::new()
        }
    };
    if given.is_empty() {
        given.push(Traced::new());
    }
    let again = name == "parallel" && !flags.split_whitespace().any(|flag| matches!(flag, "-q" | "--quote"));
    let call = |value: Traced| {
        let call = call(&simple, &runner, &value);
        if again {
            split_again(src, call, vars)
        } else {
            call
        }
    };
    given.into_iter().take(MOST).map(call).collect()
}

/// The words as another shell splits them, which gets them joined by blanks.
fn split_again(src: Source<'_>, simple: Simple, vars: &Vars) -> Simple {
    let mut line = Traced::new();
    for word in &simple.words {
        line.append(&word.text);
        line.push_replaced(" ", Span::at(word.span.end));
    }
    let progress = Progress::new(line.len());
    let inner = Source { clean: &line, progress: &progress, ..src };
    let mut commands = Lexer::new(inner, 0, vars).pipeline(0, |_| false);
    match commands.is_empty() {
        true => simple,
        false => Simple { span: simple.span, stdin: simple.stdin, slips: simple.slips, ..commands.swap_remove(0) },
    }
}

/// What the options of `xargs` say of the place.
fn xargs(flags: &str) -> Runner<'_> {
    let mut words = flags.split_whitespace();
    while let Some(word) = words.next() {
        let glued = ["-I", "-i", "--replace="].iter().find_map(|option| word.strip_prefix(option));
        match glued {
            Some("") if word == "-I" => return Runner::Fills(words.next().unwrap_or("{}").trim_matches(['\'', '"'])),
            Some("") => return Runner::Fills("{}"),
            Some(mark) => return Runner::Fills(mark.trim_matches(['\'', '"'])),
            None if word == "--replace" => return Runner::Fills("{}"),
            None => {}
        }
    }
    Runner::Adds
}

/// The lines of a text that is known.
fn lines(stdin: Option<Stdin>) -> Vec<Traced> {
    let Some(Stdin::Text(text)) = stdin else { return Vec::new() };
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.as_str().split_inclusive('\n').take(MOST) {
        let typed = line.trim();
        let from = at + line.len() - line.trim_start().len();
        if !typed.is_empty() {
            lines.push(text.slice(from..from + typed.len()));
        }
        at += line.len();
    }
    lines
}

/// The words behind `:::`, which `parallel` goes through; they are taken off.
fn arguments(words: &mut Vec<Word>) -> Vec<Traced> {
    let Some(sign) = words.iter().position(|word| word.as_str().starts_with(":::")) else { return Vec::new() };
    let mut given = words.split_off(sign).into_iter();
    let shown = given.next().is_some_and(|sign| sign.as_str() == ":::");
    given.filter(|_| shown).map(|word| word.text).collect()
}

/// One call with `value`, which is empty where it is not known.
fn call(simple: &Simple, runner: &Runner<'_>, value: &Traced) -> Simple {
    let mut call = simple.clone();
    match runner {
        Runner::Fills(mark) if !mark.is_empty() => {
            for word in call.words.iter_mut().filter(|word| find::has(word.text.as_str(), mark)) {
                word.text = filled(&word.text, mark, value);
            }
        }
        Runner::Fills(_) => {}
        Runner::Adds => {
            let end = Span::at(simple.span.end);
            let mut text = Traced::new();
            put(&mut text, "{}", value, end);
            call.words.push(Word { text, span: end, ..Word::default() });
        }
    }
    call
}

/// A text with `value` wherever `mark` stands.
fn filled(text: &Traced, mark: &str, value: &Traced) -> Traced {
    let mut out = Traced::new();
    let mut done = 0;
    for (at, _) in text.as_str().match_indices(mark) {
        if text.is_unknown(at) {
            continue;
        }
        out.append(&text.slice(done..at));
        put(&mut out, mark, value, text.source(at..at + mark.len()));
        done = at + mark.len();
    }
    out.append(&text.slice(done..text.len()));
    out
}

/// The value, or a symbol where it is not known.
fn put(out: &mut Traced, mark: &str, value: &Traced, place: Span) {
    if value.is_empty() {
        out.push_symbol(mark, mark, SymbolKind::Expression, place);
    } else {
        out.push_value(value, place);
    }
}
