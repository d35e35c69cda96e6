//! HTTPie and xh: `http POST https://… x-api-key:$KEY model=… max_tokens:=100`.

use super::build::Draft;
use super::items::{Item, Kind, Tree};
use super::query;
use crate::request::{Body, Dialect, Header, Notation, Origin, Request};
use crate::shell::clean::clean;
use crate::shell::posix::Lexer;
use crate::shell::source::Progress;
use crate::shell::{assign, output_of, Simple, Source, Stdin, Vars, Word};
use crate::span::Span;
use crate::text::Traced;

/// Programs, and the scheme of an address that has none.
const PROGRAMS: &[(&str, &str)] = &[("https", "https://"), ("http", "http://"), ("xhs", "https://"), ("xh", "http://")];
/// Options that take a value.
const VALUES: &[&str] = &[
    "--raw",
    "--auth",
    "-a",
    "--auth-type",
    "-A",
    "--timeout",
    "--print",
    "-p",
    "--pretty",
    "--style",
    "-s",
    "--output",
    "-o",
    "--session",
    "--session-read-only",
    "--proxy",
    "--cert",
    "--cert-key",
    "--verify",
    "--default-scheme",
    "--max-redirects",
    "--boundary",
    "--response-charset",
    "--response-mime",
    "--format-options",
    "--bearer",
    "--ssl",
];
/// What may stand in front of a command on its line.
const BEFORE: &[char] = &['$', '%', '#', '>', '|', ';', '&', '(', '`', '❯', '➜', '!'];

/// The commands of a paste.
pub fn requests(paste: &str) -> Vec<Request> {
    if places(paste).is_empty() {
        return Vec::new();
    }
    let cleaned = clean(paste);
    let progress = Progress::new(paste.len());
    let src = Source::new(&cleaned.text, paste, &progress);
    let mut vars = Vars::default();
    let (mut found, mut done) = (Vec::new(), 0);
    for (at, name, scheme) in places(src.text()) {
        if at < done || found.len() >= super::MOST {
            continue;
        }
        assign::read(src, done, at, &mut vars);
        let Some((simple, end)) = command(src, at, &vars) else { continue };
        done = end.max(at + name.len());
        let program = src.span(at..at + name.len());
        found.extend(request(&simple, program, scheme, paste));
    }
    found
}

/// Where a program's name stands as a command: its place, its name, its scheme.
fn places(text: &str) -> Vec<(usize, &'static str, &'static str)> {
    let mut found = Vec::new();
    for (name, scheme) in PROGRAMS {
        let command = |at: &usize| {
            let behind = text.as_bytes().get(at + name.len()) == Some(&b' ');
            behind && {
                let line = lead(text, *at);
                let before = line.trim_end();
                let glued = line.ends_with(|c: char| c.is_alphanumeric());
                !glued && (before.is_empty() || before.ends_with(BEFORE))
            }
        };
        let all = text.match_indices(name).map(|(at, _)| at).filter(command);
        found.extend(all.map(|at| (at, *name, *scheme)));
    }
    crate::order::by_key(&mut found, |place| place.0);
    found
}

/// What stands in front on the same line, at most 200 bytes of it.
fn lead(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(200);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..at).unwrap_or("");
    before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..).unwrap_or("")
}

/// The words of the command, with what is piped into it.
fn command(src: Source<'_>, at: usize, vars: &Vars) -> Option<(Simple, usize)> {
    let none: fn(&str) -> bool = |_| false;
    let mut lexer = Lexer::new(src, at, vars);
    let mut simple = lexer.pipeline(0, none).into_iter().next()?;
    let end = lexer.pos;
    let line = src.get(0, at).rfind('\n').map_or(0, |newline| newline + 1);
    let lead = src.get(line, at);
    if lead.trim_end().ends_with('|') {
        let from = line + lead.find("echo").or(lead.find("printf")).or(lead.find("cat"))?;
        let commands = Lexer::new(src, from, vars).pipeline(1, none);
        simple.stdin = simple.stdin.or_else(|| commands.first().and_then(output_of));
    }
    Some((simple, end))
}

/// The words sorted out.
#[derive(Default)]
struct Words<'a> {
    plain: Vec<&'a Word>,
    raw: Option<Traced>,
    auth: Option<&'a Word>,
    bearer: bool,
    form: Option<Span>,
    insecure: Option<Span>,
    session: Option<Span>,
}

fn sort(words: &[Word]) -> Words<'_> {
    let mut sorted = Words::default();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let text = word.as_str();
        if !text.starts_with('-') || text == "-" {
            sorted.plain.push(word);
            continue;
        }
        let (name, glued) = match text.split_once('=') {
            Some((name, _)) if name.starts_with("--") => (name, Some(name.len() + 1)),
            _ => (text, None),
        };
        let value = match glued {
            Some(from) => Some((word, word.text.slice(from..word.text.len()))),
            None if VALUES.contains(&name) => rest.next().map(|next| (next, next.text.clone())),
            None => None,
        };
        match (name, value) {
            ("--raw", Some((_, value))) => sorted.raw = Some(value),
            ("--auth" | "-a", Some((word, _))) => sorted.auth = Some(word),
            ("--bearer", Some((word, _))) => (sorted.auth, sorted.bearer) = (Some(word), true),
            ("--auth-type" | "-A", Some((_, value))) => sorted.bearer = value.as_str() == "bearer",
            ("--verify", Some((_, value))) if matches!(value.as_str(), "no" | "false") => {
                sorted.insecure = Some(word.span);
            }
            ("--form" | "-f", _) => sorted.form = Some(word.span),
            ("--session" | "--session-read-only", Some(_)) => sorted.session = Some(word.span),
            _ => {}
        }
    }
    sorted
}

fn request(simple: &Simple, program: Span, scheme: &str, paste: &str) -> Option<Request> {
    let sorted = sort(simple.words.get(1..)?);
    let mut plain = sorted.plain.iter().copied().peekable();
    let is_method = |word: &&Word| word.as_str().len() > 2 && word.as_str().bytes().all(|b| b.is_ascii_uppercase());
    let method = plain.next_if(is_method);
    let address = plain.next()?;
    let mut draft = Draft::new(Origin::HttpIe, program, simple.span.join(program));
    draft.insecure = sorted.insecure;
    draft.url = url(address, scheme)?;
    let mut tree = Tree::default();
    let mut typed: Vec<Header> = Vec::new();
    for word in plain {
        let item = Item::of(word)?;
        match item.kind {
            Kind::Header if item.value.is_empty() => {}
            Kind::Header => typed.push(Header::written(item.name, item.value)),
            Kind::Query => {
                query::add(&mut draft.url, &item.name, &item.value);
                draft.url_rule = query::RULE;
            }
            Kind::File => {}
            Kind::Text | Kind::Json | Kind::Embedded => tree.add(&item, word.span),
        }
    }
    let stdin = match &simple.stdin {
        Some(Stdin::Text(text)) => Some(Body::Text(text.clone())),
        Some(Stdin::File(name)) => Some(Body::File(name.clone())),
        None => None,
    };
    draft.body = match (sorted.raw, stdin) {
        (Some(raw), _) => Body::Text(raw),
        (None, Some(body)) if tree.is_empty() => body,
        _ if tree.is_empty() => Body::None,
        _ => {
            draft.notation = Notation::Items;
            Body::Text(tree.json(program))
        }
    };
    let sends = draft.body != Body::None;
    draft.method = match method {
        Some(word) => word.text.clone(),
        None => Traced::replaced(if sends { "POST" } else { "GET" }, Span::at(program.end)),
    };
    draft.form = sorted.form.filter(|_| draft.notation == Notation::Items);
    if let Some(word) = sorted.auth {
        if sorted.bearer {
            draft.bearer(word.span, &word.text);
        } else {
            draft.implied_at("authorization", word.span, Traced::replaced("Basic ${auth}", word.span));
        }
    }
    if sends {
        let kind = if draft.form.is_some() { "application/x-www-form-urlencoded" } else { "application/json" };
        draft.added_type(kind, Span::at(program.end));
    }
    for header in typed {
        draft.header(header.name, header.value);
    }
    // A session brings headers of its own.
    if let Some(span) = sorted.session {
        draft.hidden(span);
    }
    let concerns = draft.concerns_claude();
    let mut request = draft.finish(paste);
    request.dialect = Some(Dialect::Posix);
    concerns.then_some(request)
}

/// The address with what HTTPie puts in front.
fn url(word: &Word, scheme: &str) -> Option<Traced> {
    let text = word.as_str();
    if text.contains("://") || text.starts_with("${") {
        return Some(word.text.clone());
    }
    let host = text.split(['/', ':']).next().unwrap_or("");
    if !(host.contains('.') || host == "localhost" || text.starts_with(':')) {
        return None;
    }
    let own = text.starts_with(':');
    let mut url =
        Traced::replaced(&format!("{scheme}{}", if own { "localhost" } else { "" }), Span::at(word.span.start));
    let from = usize::from(own && text.get(1..).is_some_and(|rest| rest.starts_with('/')));
    url.append(&word.text.slice(from..word.text.len()));
    Some(url)
}
