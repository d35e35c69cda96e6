//! Checks on how the words of a command are quoted.

use super::args::Item;
use super::options::Act;
use super::say::{finding, quote};
use crate::finding::{Edit, Finding, Fix, Severity, Trust};
use crate::request::{Dialect, Request};
use crate::shell::{Piece, Quote, Word};
use crate::span::Span;
use crate::text::Traced;

/// Looks at the value of an argument.
pub fn check(item: &Item, dialect: Dialect, paste: &str, findings: &mut Vec<Finding>) {
    let (act, word) = match item {
        Item::Option { opt, value: Some(word), .. } => (opt.act, word),
        Item::Url(word) => (Act::Url, word),
        Item::Option { .. } => return,
    };
    for piece in word.pieces.iter().filter(|piece| piece.quote == Quote::Single) {
        findings.extend(single(act, word, piece, dialect, paste));
    }
    if matches!(act, Act::Data | Act::DataBinary | Act::DataRaw | Act::Json) {
        raw_text(word, findings);
    }
    findings.extend(encoded_newline(word));
}

/// The most words that are put together to one.
const JOINED: usize = 64;

/// The words, those put together again that a variable took apart: quotes in its value are letters for the shell.
pub fn rejoined(words: Vec<Word>, paste: &str, findings: &mut Vec<Finding>) -> Vec<Word> {
    let escaped = |word: &Word| word.pieces.is_empty() && word.span.of(paste).starts_with("\\\"");
    if words.iter().any(escaped) && words.iter().map(bare_quotes).sum::<usize>() % 2 == 0 {
        return unescaped(words, paste, findings);
    }
    let opens = |word: &Word| {
        word.pieces.is_empty() && word.as_str().starts_with(['"', '\'']) && word.span.of(paste).starts_with('$')
    };
    if !words.iter().any(opens) {
        return words;
    }
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        let sign = word.as_str().chars().next().filter(|_| opens(word));
        let same = words.get(at - 1..).unwrap_or(&[]).iter().take_while(|other| other.span == word.span);
        let closes = |sign: char| {
            same.clone().take(JOINED).position(|other| other.as_str().len() > 1 && other.as_str().ends_with(sign))
        };
        let Some(last) = sign.and_then(closes) else {
            out.push(word.clone());
            continue;
        };
        let mut text = Traced::new();
        for (index, part) in same.take(last + 1).enumerate() {
            let from = usize::from(index == 0);
            let to = part.text.len() - usize::from(index == last);
            if index > 0 {
                text.push_replaced(" ", Span::at(part.text.whole().start));
            }
            text.append(&part.text.slice(from..to));
        }
        findings.push(finding(
            "shell/quotes-in-variable",
            Severity::Error,
            word.span,
            format!("The quotes in the value of {} are sent as letters.", quote(word.span.of(paste))),
            "The shell looks for quotes before it fills variables in. The value is cut at its blanks, and curl takes the pieces for options and addresses. Several options fit into an array: args=(-H \"…\"), then \"${args[@]}\".",
            None,
            None,
        ));
        out.push(Word { text, span: word.span, pieces: Default::default() });
        at += last;
    }
    out
}

/// `ssh host curl -H "a: b"`: the shell over there splits the words once more. `lead`: the line in front of curl.
pub fn split_by_ssh(lead: &str, opened: Option<char>, requests: &[Request], command: Span) -> Option<Finding> {
    let over = lead.split_whitespace().next() == Some("ssh") || lead.contains(" ssh ");
    let last = lead.trim_end().rsplit(['|', ';', '&']).next().unwrap_or("");
    let blanks = |request: &Request| {
        request.headers.iter().any(|header| !header.implied)
            || request.text().is_some_and(|body| body.as_str().contains(' '))
    };
    if !over || !last.contains("ssh ") || opened.is_some() || !requests.iter().any(blanks) {
        return None;
    }
    Some(finding(
        "shell/split-by-ssh",
        Severity::Warning,
        Span::new(command.start, (command.start + 4).min(command.end)),
        "ssh hands these words to another shell, which splits them once more.".to_owned(),
        "The quotes that are typed here are gone by then, so headers lose what stands behind their blank. Put quotes around the whole command.",
        None,
        None,
    ))
}

/// Double quotes that are letters of a word without any quoted piece.
fn bare_quotes(word: &Word) -> usize {
    if word.pieces.is_empty() {
        word.as_str().matches('"').count()
    } else {
        0
    }
}

/// The words of a command whose quotes are all escaped, as in a text that was copied out of a string: they are read
/// as quotes.
fn unescaped(words: Vec<Word>, paste: &str, findings: &mut Vec<Finding>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut edits: Vec<Edit> = Vec::new();
    let mut open = false;
    for word in words {
        let quotes = bare_quotes(&word);
        let joins = open;
        open ^= quotes % 2 == 1;
        if quotes > 0 {
            let typed = word.span.of(paste);
            let places = typed.match_indices("\\\"").map(|(at, _)| word.span.start + at);
            edits.extend(places.map(|at| Edit { span: Span::new(at, at + 1), text: String::new() }));
        }
        let text = if quotes > 0 { super::data::without(&word.text, &['"']) } else { word.text.clone() };
        match out.last_mut().filter(|_| joins) {
            Some(last) => {
                last.text.push_replaced(" ", Span::at(word.span.start));
                last.text.append(&text);
                last.span = last.span.join(word.span);
            }
            None => out.push(Word { text, ..word }),
        }
    }
    let fix = Fix { title: "Take the backslashes out".to_owned(), trust: Trust::Likely, edits };
    findings.push(finding(
        "shell/escaped-quotes",
        Severity::Error,
        fix.edits.first().map_or(Span::default(), |edit| Span::new(edit.span.start, edit.span.start + 2)),
        "The quotes are escaped, so they are letters for the shell.".to_owned(),
        "The words are cut at their blanks, and the quotes are sent along. Backslashes in front of quotes belong into a string that holds the command.",
        Some("curl_flag_typo"),
        Some(fix),
    ));
    out
}

/// A variable inside single quotes.
fn single(act: Act, word: &Word, piece: &Piece, dialect: Dialect, paste: &str) -> Option<Finding> {
    let text = word.as_str().get(piece.from..piece.to)?;
    let body = !matches!(act, Act::Header | Act::Url | Act::User | Act::Bearer);
    // What another shell around this one leaves open is no variable any more.
    let (at, length) = variable(text, dialect, body).filter(|(at, _)| !word.text.is_unknown(piece.from + at))?;
    let typed = text.get(at..at + length)?;
    let span = word.text.source(piece.from + at..piece.from + at + length);
    let name = word.as_str().split(':').next().unwrap_or("").trim().to_ascii_lowercase();
    let key = act == Act::Bearer
        || act == Act::User
        || (act == Act::Header && (name == "x-api-key" || name == "authorization" || name == "api-key"));
    let ends = |at: usize, end: usize| Span::new(at, end);
    let plain = !text.contains(['"', '`', '\\', '!']) && text.matches('$').count() == 1;
    let quotes = piece.span.of(paste).starts_with('\'') && piece.span.of(paste).ends_with('\'') && piece.span.len() > 1;
    let fix = (plain && quotes).then(|| Fix {
        title: "Use double quotes".to_owned(),
        trust: Trust::Safe,
        edits: vec![
            Edit { span: ends(piece.span.start, piece.span.start + 1), text: "\"".to_owned() },
            Edit { span: ends(piece.span.end - 1, piece.span.end), text: "\"".to_owned() },
        ],
    });
    Some(finding(
        "shell/single-quoted-variable",
        if body { Severity::Warning } else { Severity::Error },
        span,
        format!("{} stands in single quotes, so it is sent as it is typed.", quote(typed)),
        if key {
            "The server gets the name of the variable instead of your key and answers 401. Double quotes let the shell fill it in."
        } else {
            "The shell fills variables in inside double quotes only."
        },
        key.then_some("key_in_single_quotes_not_expanded"),
        fix,
    ))
}

/// The first variable in a text that a shell would have filled in: `$NAME`, `${NAME}`, `$(…)`, `$env:NAME`.
fn variable(text: &str, dialect: Dialect, body: bool) -> Option<(usize, usize)> {
    text.match_indices('$').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let rest = if dialect == Dialect::PowerShell { rest.strip_prefix("env:").unwrap_or(rest) } else { rest };
        let skipped = text.len() - at - rest.len();
        let inner = rest.strip_prefix('{').unwrap_or(rest);
        let name = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let shouted = inner.get(..name)?.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
        let begins = inner.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
        let braced = rest.len() > inner.len();
        let closed = !braced || inner.get(name..)?.starts_with('}');
        // In a text that people write, `$word` is rarely meant as a variable; `$NAME` is.
        // All of a string of the JSON, `"$prompt"`; `"$ref":` names a member.
        let after = inner.get(name + usize::from(braced)..)?.strip_prefix('"');
        let whole = text.get(..at)?.ends_with('"') && after.is_some_and(|rest| !rest.trim_start().starts_with(':'));
        let meant =
            if body { shouted && name >= 4 && (inner.contains('_') || braced) || whole && name > 2 } else { name > 1 };
        (begins && closed && meant).then(|| (at, skipped + name + 2 * usize::from(braced)))
    })
}

/// `$(echo "name:password" | base64)`: the newline that `echo` adds is encoded, too.
fn encoded_newline(word: &Word) -> Option<Finding> {
    let symbol = word.text.symbols().iter().find(|symbol| {
        let command = symbol.name.as_str().trim_start_matches(['$', '(', '`', ' ']);
        let echo = command.strip_prefix("echo ").is_some_and(|rest| !rest.trim_start().starts_with("-n"));
        echo && command.replace(' ', "").contains("|base64") && !command.contains("tr -d")
    })?;
    Some(finding(
        "shell/newline-in-base64",
        Severity::Warning,
        word.text.source(symbol.range.clone()),
        "echo adds a newline, which is encoded with the rest.".to_owned(),
        "The server sees a password that ends in a newline. printf '%s', or echo -n, adds none.",
        None,
        None,
    ))
}

/// Output of a command, or a file, put into a JSON string as it is.
fn raw_text(word: &Word, findings: &mut Vec<Finding>) {
    let text = word.as_str();
    if word.text.symbols().is_empty() || !text.trim_start().starts_with(['{', '[']) {
        return;
    }
    for symbol in word.text.symbols() {
        if symbol.kind != crate::text::SymbolKind::Expression {
            continue;
        }
        let command = symbol.name.as_str();
        if !raw(command) || !inside_string(text, symbol.range.start) {
            continue;
        }
        findings.push(finding(
            "shell/raw-text-in-json",
            Severity::Warning,
            word.text.source(symbol.range.clone()),
            format!("{} puts raw text into a JSON string.", quote(text.get(symbol.range.clone()).unwrap_or(&symbol.name))),
            "A line break, a quote or a backslash in it makes the body no JSON, and the server answers 400. Let jq build the body: jq -n --arg text \"$TEXT\" '…'.",
            Some("request_body_invalid_json"),
            None,
        ));
    }
}

/// Whether the output of a command can hold line breaks or quotes.
fn raw(command: &str) -> bool {
    const TAME: &[&str] = &[
        "date",
        "uuidgen",
        "whoami",
        "hostname",
        "base64",
        "openssl",
        "id",
        "nproc",
        "uname",
        "pwd",
        "git rev-parse",
        "wc",
        "md5sum",
        "sha256sum",
    ];
    let inner = command.trim_start_matches(['$', '(', '`', '<']).trim();
    let last = inner.rsplit('|').next().unwrap_or(inner).trim();
    if command.starts_with("$((") || TAME.iter().any(|tame| last.starts_with(tame)) {
        return false;
    }
    // jq without -r writes JSON, with the escapes that belong there.
    let jq = last.starts_with("jq ")
        && !last.split_whitespace().any(|word| {
            word.starts_with('-') && !word.starts_with("--") && word.contains('r') || word == "--raw-output"
        });
    !(jq || last.contains("json.dumps") || last.contains("-Rs") || last.contains("--arg"))
}

/// Whether byte `at` of a JSON text lies inside a string.
fn inside_string(text: &str, at: usize) -> bool {
    let (mut string, mut escape) = (false, false);
    for byte in text.bytes().take(at) {
        match byte {
            _ if escape => escape = false,
            b'\\' if string => escape = true,
            b'"' => string = !string,
            _ => {}
        }
    }
    string
}
