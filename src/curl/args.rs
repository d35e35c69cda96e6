//! curl's own reading of its arguments: which word is an option, which a value, which an address.

use super::options::{self, Act, Match, Opt};
use super::say;
use crate::finding::{Edit, Finding, Fix, Severity, Trust};
use crate::shell::Word;
use crate::span::Span;
use std::borrow::Cow;

/// One argument as curl takes it.
#[derive(Clone, Debug)]
pub enum Item {
    /// An option.
    Option {
        /// Which one.
        opt: &'static Opt,
        /// Switched off with `--no-`.
        off: bool,
        /// `--expand-NAME`: curl's own variables are filled in.
        expand: bool,
        /// Its value.
        value: Option<Word>,
        /// Where the option itself stands.
        span: Span,
    },
    /// An address.
    Url(Word),
}

/// Options whose full name people type with one dash only.
const ONE_DASH: &[&str] = &[
    "header",
    "data",
    "request",
    "url",
    "location",
    "form",
    "json",
    "user",
    "data-raw",
    "data-binary",
    "silent",
    "verbose",
    "insecure",
    "include",
];

/// The words that are not read yet.
type Words = std::vec::IntoIter<Word>;

/// Reads the words after `curl`; `take` gets each argument as it is known.
pub fn parse(words: Words, findings: &mut Vec<Finding>, take: &mut dyn FnMut(Item)) {
    let mut words = words;
    let mut only_addresses = false;
    while let Some(word) = words.next() {
        let typed = word.as_str();
        if let Some((opt, letter)) = split_option(&word, words.as_slice().first()) {
            let span = word.span.join(letter.span);
            findings.push(say::split_option(&word, letter));
            words.next();
            let value = value_of(opt, span, &mut words, findings);
            take(Item::Option { opt, off: false, expand: false, value, span });
            continue;
        }
        let dashed = undash(typed);
        let quoted_dash = word.text.symbols().first().is_some_and(|symbol| symbol.range.start == 0);
        if only_addresses || quoted_dash || !dashed.starts_with('-') || dashed.len() < 2 {
            take(Item::Url(word));
            continue;
        }
        if dashed != typed {
            findings.push(say::smart_dash(&word, &dashed));
        }
        if dashed == "--" {
            only_addresses = true;
            continue;
        }
        // In bytes, the dash may be longer than what it stands for.
        let grown = typed.len() - dashed.len();
        let name = dashed.get(1..).filter(|name| ONE_DASH.contains(name));
        if let Some(name) = name {
            findings.push(say::one_dash(&word, name));
        }
        if let Some(long) = dashed.strip_prefix("--").or(name) {
            let offset = grown + dashed.len() - long.len();
            long_option(&word, long, offset, &mut words, take, findings);
        } else {
            cluster(&word, &dashed, grown, &mut words, take, findings);
        }
    }
}

/// A dash by itself in front of a letter that is an option with a value: `- H 'x-api-key: …'`.
fn split_option<'a>(word: &Word, next: Option<&'a Word>) -> Option<(&'static Opt, &'a Word)> {
    let next = next.filter(|next| word.as_str() == "-" && word.pieces.is_empty() && next.pieces.is_empty())?;
    let mut letters = next.as_str().chars();
    let opt = letters.next().and_then(options::short).filter(|opt| opt.takes && opt.act != Act::Other)?;
    letters.next().is_none().then_some((opt, next))
}

/// An option as typed with plain dashes.
fn undash(typed: &str) -> Cow<'_, str> {
    match typed.chars().next() {
        Some('–') => format!("-{}", typed.get('–'.len_utf8()..).unwrap_or("")).into(),
        Some('—') => {
            let rest = typed.get('—'.len_utf8()..).unwrap_or("");
            let dashes = if rest.starts_with('-') || rest.chars().count() == 1 { "-" } else { "--" };
            format!("{dashes}{rest}").into()
        }
        _ => typed.into(),
    }
}

fn long_option(
    word: &Word,
    long: &str,
    offset: usize,
    words: &mut Words,
    take: &mut dyn FnMut(Item),
    findings: &mut Vec<Finding>,
) {
    let (name, glued) = match long.split_once('=') {
        Some((name, _)) => (name, Some(offset + name.len() + 1)),
        None => (long, None),
    };
    // Quotes and escapes inside a word take room in the paste, not in its text.
    let place = word.text.source(0..offset + name.len());
    let (name, expand) = name.strip_prefix("expand-").map_or((name, false), |name| (name, true));
    if let (Match::Unknown(_), Some((opt, from))) = (options::long(name), glued_value(word, offset)) {
        let place = word.text.source(0..from);
        findings.push(say::missing_blank(place, opt, word.text.source(from..from + 1)));
        return take(Item::Option { opt, off: false, expand: false, value: Some(tail(word, from)), span: place });
    }
    let (opt, off) = match options::long(name) {
        Match::Exact(opt) => (opt, options::is_negated(name)),
        Match::Prefix(opt) => {
            findings.push(say::abbreviated(place, name, opt));
            (opt, false)
        }
        Match::Unknown(near) => {
            findings.push(say::unknown_option(place, name, near.map(|opt| opt.long)));
            match near {
                Some(opt) => (opt, false),
                None => {
                    // A value that follows would be taken for an address.
                    let next = words.as_slice().first().map(Word::as_str);
                    if glued.is_none()
                        && next.is_some_and(|next| !next.starts_with('-') && !super::locate::address(next))
                    {
                        words.next();
                    }
                    return;
                }
            }
        }
    };
    let value = match glued {
        Some(from) if opt.takes => {
            findings.push(say::equals(word, place, opt));
            Some(tail(word, from))
        }
        _ if opt.takes => value_of(opt, place, words, findings),
        _ => None,
    };
    take(Item::Option { opt, off, expand, value, span: place });
}

/// `--header"name: value"`: the option, and where the value begins in the word. The name begins at `offset`.
fn glued_value(word: &Word, offset: usize) -> Option<(&'static Opt, usize)> {
    let from = word.pieces.first()?.from;
    match options::long(word.as_str().get(offset..from)?) {
        Match::Exact(opt) if opt.takes && !expanded(word, from) => Some((opt, from)),
        _ => None,
    }
}

/// Whether something in front of byte `from` of a word was filled in.
fn expanded(word: &Word, from: usize) -> bool {
    word.text.symbols().iter().any(|symbol| symbol.range.start < from)
}

fn cluster(
    word: &Word,
    dashed: &str,
    grown: usize,
    words: &mut Words,
    take: &mut dyn FnMut(Item),
    findings: &mut Vec<Finding>,
) {
    for (at, letter) in dashed.char_indices().skip(1) {
        // The first letter goes with its dash: `-d` is what a person calls the option.
        let from = if at + grown == 1 { 0 } else { at + grown };
        let span = word.text.source(from..at + grown + letter.len_utf8());
        let Some(opt) = options::short(letter) else {
            findings.push(say::unknown_letter(word, letter));
            break;
        };
        // Nobody asks for help with a header.
        let header = letter == 'h'
            && words
                .as_slice()
                .first()
                .is_some_and(|next| next.as_str().contains(": ") || next.as_str().ends_with(':'));
        if header {
            findings.push(say::other_case(span, "-h", "-H", "asks for help"));
            let opt = options::short('H').unwrap_or(opt);
            let value = value_of(opt, word.span, words, findings);
            take(Item::Option { opt, off: false, expand: false, value, span });
            break;
        }
        if !opt.takes {
            take(Item::Option { opt, off: false, expand: false, value: None, span });
            continue;
        }
        let rest = at + letter.len_utf8();
        let value = if rest < dashed.len() {
            Some(tail(word, rest + grown))
        } else {
            value_of(opt, word.span, words, findings)
        };
        take(Item::Option { opt, off: false, expand: false, value, span });
        break;
    }
}

/// The value of an option in the next word.
fn value_of(opt: &'static Opt, place: Span, words: &mut Words, findings: &mut Vec<Finding>) -> Option<Word> {
    let next = words.as_slice().first();
    let missing = match next {
        None => true,
        // curl would take the next option for the value; nobody means that.
        Some(word) => {
            matches!(opt.act, Act::Header | Act::Request) && word.pieces.is_empty() && is_plain_option(word.as_str())
        }
    };
    if missing {
        findings.push(say::missing_value(opt, place, next));
        return None;
    }
    let word = words.next()?;
    Some(match opt.act {
        Act::Header => whole_header(word, words, findings),
        Act::Data | Act::DataBinary | Act::Json if word.as_str() == "@" => whole_name(word, words, findings),
        _ => word,
    })
}

/// `-d @ body.json`: the name of the file stands apart from its sign.
fn whole_name(word: Word, words: &mut Words, findings: &mut Vec<Finding>) -> Word {
    let bare =
        |word: &Word| !word.as_str().starts_with('-') && !word.as_str().contains("://") && !word.as_str().is_empty();
    let Some(name) = words.as_slice().first().filter(|next| bare(next)).cloned() else { return word };
    words.next();
    let mut text = word.text.clone();
    text.append(&name.text);
    let gap = Span::new(word.span.end, name.span.start);
    findings.push(say::split_name(word.span.join(name.span), gap));
    Word { span: word.span.join(name.span), text, ..word }
}

/// A header without quotes, whose value became words of its own: `-H x-api-key: $KEY`.
fn whole_header(word: Word, words: &mut Words, findings: &mut Vec<Finding>) -> Word {
    let bare = |word: &Word| {
        let typed = word.as_str();
        word.pieces.is_empty() && !typed.starts_with('-') && !typed.contains("://") && !typed.is_empty()
    };
    let name = word.as_str().strip_suffix(':').filter(|name| {
        word.pieces.is_empty() && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let Some(first) = words.as_slice().first().filter(|next| name.is_some() && bare(next)) else { return word };
    let scheme = ["bearer", "basic", "token"].iter().any(|scheme| first.as_str().eq_ignore_ascii_case(scheme));
    let count = 1 + usize::from(scheme && words.as_slice().get(1).is_some_and(bare));
    let (mut text, mut span) = (word.text.clone(), word.span);
    for next in words.take(count) {
        text.push_replaced(" ", Span::at(next.span.start));
        text.append(&next.text);
        span = span.join(next.span);
    }
    findings.push(say::bare_header(span, word.as_str()));
    Word { text, span, ..word }
}

fn is_plain_option(text: &str) -> bool {
    let long = text.strip_prefix("--").is_some_and(|name| matches!(options::long(name), Match::Exact(_)));
    long || (text.len() == 2 && text.starts_with('-') && text.chars().nth(1).and_then(options::short).is_some())
}

/// The rest of a word from byte `from`, as a word.
fn tail(word: &Word, from: usize) -> Word {
    let text = word.text.slice(from..word.text.len());
    let pieces = word
        .pieces
        .iter()
        .filter(|piece| piece.to >= from)
        .map(|piece| crate::shell::Piece {
            from: piece.from.saturating_sub(from),
            to: piece.to - from,
            ..piece.clone()
        })
        .collect();
    Word { text, span: word.span, pieces }
}

/// A finding with an edit that is probably what was meant.
pub(super) fn likely(title: String, span: Span, text: &str) -> Option<Fix> {
    Some(Fix { title, trust: Trust::Likely, edits: vec![Edit { span, text: text.to_owned() }] })
}

/// How bad an option that curl refuses is.
pub(super) const REFUSED: Severity = Severity::Error;
