//! Variables of a command whose assignment above it went wrong, so that the command gets nothing of them.

use super::say::{finding, likely, quote, safe};
use crate::finding::{Edit, Finding, Severity};
use crate::shell::{name_length, Source, Vars};
use crate::span::Span;
use crate::text::{self, find};
use std::collections::BTreeSet;

/// The most variables of a command that are looked at.
const MOST: usize = 24;

/// How far (bytes) above a command its variables are looked for, and how many are compared with each name.
const REACH: usize = 20_000;
const COMPARED: usize = 200;

/// Words in front of an assignment.
const KEYWORDS: [&str; 5] = ["export ", "local ", "declare ", "readonly ", "set "];

/// What is wrong with the variables that the command from byte `start` to `end` of the cleaned text uses.
pub fn check(src: Source<'_>, start: usize, end: usize, vars: &Vars) -> Vec<Finding> {
    if !src.get(start, end).as_bytes().contains(&b'$') {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = odd_names(src, start, end).collect();
    let mut seen = BTreeSet::new();
    for (at, name) in used(src, start, end) {
        if seen.len() < MOST && seen.insert(name) {
            findings.extend(odd_assignment(src, start, name).or_else(|| misspelt(src, (at, name), vars)));
        }
    }
    findings
}

/// `$NAME-MORE`, of which the shell takes the first part only, and `$(NAME)`, which runs a command.
fn odd_names(src: Source<'_>, start: usize, end: usize) -> impl Iterator<Item = Finding> + '_ {
    let shouted = |name: &str| {
        name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    };
    src.get(start, end).match_indices('$').take(MOST).filter_map(move |(at, _)| {
        let rest = src.get(start + at + 1, end);
        let from = start + at;
        if let Some(name) = rest.strip_prefix('(').and_then(|rest| rest.split(')').next()).filter(|name| shouted(name)) {
            let span = src.span(from..from + name.len() + 3);
            return Some(finding(
                "shell/variable-in-parentheses",
                Severity::Error,
                span,
                format!("$({name}) runs a command of that name."),
                "A variable is written ${…}; with parentheses the shell looks for a program and says “command not found”. Only a Makefile writes variables so.",
                None,
                likely(format!("Write ${{{name}}}"), span, &format!("${{{name}}}")),
            ));
        }
        let name = rest.get(..name_length(rest)).filter(|name| shouted(name))?;
        let tail = rest.get(name.len()..)?;
        let more: usize = tail.bytes().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'-').count();
        let whole = tail.get(..more)?.trim_end_matches('-');
        let words = whole.strip_prefix('-')?;
        if words.len() < 3 || !words.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let joined = format!("{name}{}", whole.replace('-', "_"));
        let span = src.span(from..from + 1 + name.len() + whole.len());
        Some(finding(
            "shell/hyphen-in-name",
            Severity::Error,
            span,
            format!("A name ends at the hyphen: this is ${name} and the words {whole}."),
            "Names of variables have letters, digits and _ only.",
            None,
            likely(format!("Write ${joined}"), span, &format!("${joined}")),
        ))
    })
}

/// What a terminal says below the command of why it did not run, and what the command is of which that is true.
pub fn said_below(src: Source<'_>, start: usize, end: usize) -> Option<Finding> {
    let below = src.get(end, src.text().len());
    let below = below.get(..below.char_indices().nth(600).map_or(below.len(), |(at, _)| at)).unwrap_or("");
    if let Some(rest) = find::parted(below, "no matches found: ").map(|(_, rest)| rest) {
        let pattern = rest.split(char::is_whitespace).next().filter(|pattern| pattern.len() > 2)?;
        let at = start + src.get(start, end).find(pattern)?;
        let sign = at + pattern.find(['?', '*', '[', '{'])?;
        let around = [at, at + pattern.len()].map(|at| Edit { span: src.at(at), text: "'".to_owned() });
        return Some(finding(
            "shell/file-pattern",
            Severity::Error,
            src.span(sign..sign + 1),
            "Without quotes zsh takes this for a pattern of file names.".to_owned(),
            "Where no file fits, zsh stops with “no matches found” and runs nothing.",
            None,
            safe("Put quotes around the address", around.to_vec()),
        ));
    }
    if find::has(below, "fish: ") {
        let sign = OF_BASH.into_iter().find(|(said, _)| find::has(below, said))?.1;
        let at = start + src.get(start, end).find(sign)?;
        return Some(finding(
            "shell/not-fish",
            Severity::Error,
            src.span(at..at + sign.len()),
            format!("This fish does not know {sign}."),
            "fish stops before it runs anything. It writes (command), not $(command), and sets variables with `set NAME value`; or run the command in bash.",
            None,
            None,
        ));
    }
    let (_, rest) = find::parted(below, "curl: option ")?;
    let (name, rest) = rest.split_once(": ")?;
    if !rest.starts_with("is unknown") || !name.starts_with('-') || name.contains(char::is_whitespace) {
        return None;
    }
    let known = matches!(super::options::long(name.trim_start_matches('-')), super::options::Match::Exact(_));
    let at = start + src.get(start, end).find(name).filter(|_| known)?;
    Some(finding(
        "curl/too-old",
        Severity::Error,
        src.span(at..at + name.len()),
        format!("This curl is too old for {name}."),
        "`curl --version` tells which it is. --json came with 7.82: before it, write -d and the header content-type: application/json.",
        Some("curl_flag_typo"),
        None,
    ))
}

/// What fish says of words that other shells know, and those words.
const OF_BASH: [(&str, &str); 4] = [
    ("$(...) is not supported", "$("),
    ("${ is not a valid variable", "${"),
    ("Variables cannot be bracketed", "${"),
    ("Unsupported use of '='", "="),
];

/// Whether the command at byte `at` stands once more where fish shows what it could not read, with a mark below.
pub fn echoed(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let Some(above) = before.strip_suffix('\n') else { return false };
    let said = super::locate::line_before(above, above.len()).starts_with("fish: ");
    let mut lines = text.get(at..).unwrap_or("").lines();
    let typed = lines.next().unwrap_or("");
    said && lines.next().is_some_and(|mark| mark.trim() == "^") && find::has(above, typed)
}

/// The variables between two places: where each name begins, and the name.
fn used(src: Source<'_>, start: usize, end: usize) -> impl Iterator<Item = (usize, &str)> {
    src.get(start, end).match_indices('$').filter_map(move |(at, _)| {
        let rest = src.get(start + at + 1, end);
        let inner = rest.strip_prefix('{').unwrap_or(rest);
        let length = name_length(inner);
        let from = start + at + 1 + rest.len() - inner.len();
        Some((from, inner.get(..length)?)).filter(|_| length > 1)
    })
}

/// `NAME = value`, `NAME=<value>`: lines that look like an assignment and are none.
fn odd_assignment(src: Source<'_>, before: usize, name: &str) -> Option<Finding> {
    let above = text::tail(src.get(0, before), REACH);
    let from = before - above.len();
    above.match_indices(name).take(MOST).find_map(|(at, _)| {
        let lead = super::locate::line_before(above, at).trim_start();
        if !lead.is_empty() && !KEYWORDS.contains(&lead) {
            return None;
        }
        let behind = above.get(at + name.len()..)?.split('\n').next()?;
        let sign = behind.trim_start_matches([' ', '\t']);
        let value = sign.strip_prefix('=')?;
        if lead == "set " && sign.len() == behind.len() {
            let from = at + from - lead.len();
            let span = src.span(from..from + lead.len());
            return Some(finding(
                "shell/set-in-bash",
                Severity::Error,
                span,
                format!("set gives {name} no value in this shell."),
                "set NAME=value is of cmd.exe; bash and zsh take it for an argument, and the variable stays empty.",
                Some("no_credentials").filter(|_| name.contains("KEY") || name.contains("TOKEN")),
                safe("Write export", vec![Edit { span, text: "export ".to_owned() }]),
            ));
        }
        let words = value.trim_start_matches([' ', '\t']);
        let equals = at + name.len() + behind.len() - sign.len();
        // Places in `above` begin at `from`.
        let place = |range: std::ops::Range<usize>| src.span(range.start + from..range.end + from);
        let begin = equals + 1 + value.len() - words.len();
        if sign.len() < behind.len() && !words.is_empty() && !words.starts_with('=') {
            let edits = [(at + name.len(), equals), (equals + 1, begin)].into_iter().filter(|(from, to)| from < to);
            let edits: Vec<Edit> =
                edits.map(|(from, to)| Edit { span: place(from..to), text: String::new() }).collect();
            return Some(finding(
                "shell/assignment-with-blanks",
                Severity::Error,
                place(at..equals + 1),
                format!("Blanks stand around the = of {name}, so nothing is assigned."),
                "The shell runs the name as a command (“command not found”), and the variable stays empty.",
                None,
                safe("Take the blanks out", edits),
            ));
        }
        let inside = words.strip_prefix('<').filter(|_| words.len() == value.len())?;
        let close = inside.find('>')?;
        let (from, to) = (begin, begin + close + 2);
        let edits = [(from, from + 1), (to - 1, to)];
        let placeholder = crate::shell::vars::is_placeholder(words.get(..close + 2)?) && inside.get(..close)?.len() < 24;
        Some(finding(
            "shell/unquoted-placeholder",
            Severity::Error,
            place(from..to),
            format!("{} is not filled in: the shell takes < and > for redirections.", quote(words.get(..close + 2)?)),
            "It looks for a file of that name, and the variable stays empty. Put the value there, without the angle brackets.",
            Some("template_placeholders"),
            (!placeholder)
                .then(|| {
                    let edits =
                        edits.map(|(from, to)| Edit { span: place(from..to), text: String::new() }).to_vec();
                    safe("Take the angle brackets out", edits)
                })
                .flatten(),
        ))
    })
}

/// A variable that nobody sets, while one of almost the same name is set and never used.
fn misspelt(src: Source<'_>, used: (usize, &str), vars: &Vars) -> Option<Finding> {
    let (at, name) = used;
    if vars.get(name).is_some() || name.len() < 5 || vars.names().nth(COMPARED).is_some() {
        return None;
    }
    let letters = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let fits = |set: &&str| {
        set.len() > 4
            && letters(set) == set.len()
            && strsim::damerau_levenshtein(set, name) <= 2
            && !src.text().contains(&format!("${set}"))
            && !src.text().contains(&format!("${{{set}"))
    };
    // Names are kept in no order: the first by the alphabet is the same each time.
    let near = vars.names().filter(fits).min()?;
    // Names that differ in a word of their own, as in A_KEY and B_KEY, are not one name.
    let words = |name: &str| name.split('_').map(str::len).collect::<Vec<_>>();
    let short = near.split('_').zip(name.split('_')).any(|(a, b)| a != b && a.len().min(b.len()) < 3);
    if words(near).len() != words(name).len() || short {
        return None;
    }
    let span: Span = src.span(at..at + name.len());
    Some(finding(
        "shell/misspelt-variable",
        Severity::Warning,
        span,
        format!("{name} is used, but {near} is what was set."),
        "A variable that nobody sets is empty, and curl leaves out a header without a value.",
        Some("no_credentials").filter(|_| name.contains("KEY") || name.contains("TOKEN")),
        likely(format!("Write {near}"), span, near),
    ))
}
