//! Things that a snippet makes and gives a name: a session, a connection, a request; and what it does with them later.

use super::expr::{Arg, Entry, Expr, Node};
use super::lex::Language;
use super::place::Place;
use super::write::name;
use super::Reader;
use crate::span::Span;
use crate::text::{head, tail};

/// How much (bytes) of a line is looked at.
const LOOK: usize = 200;
/// The most uses of one thing that are looked at.
const MOST: usize = 60;

/// Something that is done with a thing behind the place where it was made.
#[derive(Clone, Debug)]
pub struct Use<'a> {
    /// The name behind the dot.
    pub member: &'a str,
    /// The thing and that name.
    pub span: Span,
    /// Behind them.
    pub end: usize,
}

/// The name that a thing made at byte `at` is given: in front of `=` or `:`, or behind its last bracket at `end`
/// after `as`. Empty where it has none.
pub fn name_of(paste: &str, at: usize, end: usize) -> &str {
    let mut words = lead(paste, at).trim_end();
    for word in ["new", "await"] {
        words = words.strip_suffix(word).unwrap_or(words).trim_end();
    }
    given(words).or_else(|| behind(paste.get(end..).unwrap_or(""))).unwrap_or("")
}

/// What stands in front of byte `at` on its line, as far as it is looked at.
fn lead(paste: &str, at: usize) -> &str {
    let before = tail(paste.get(..at).unwrap_or(""), LOOK);
    before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..).unwrap_or("")
}

/// The name in front of `=` or `:`.
pub fn given(words: &str) -> Option<&str> {
    let left = words.strip_suffix('=').or(words.strip_suffix(':'))?.trim_end();
    let left = left.split_once(':').filter(|_| words.ends_with('=')).map_or(left, |(name, _)| name);
    let left = left.trim_end().trim_end_matches(['?', '!']);
    let name = left.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$'))).next()?;
    (!name.is_empty()).then_some(name)
}

/// The name behind `as`: `with Anthropic() as client:`.
pub fn behind(rest: &str) -> Option<&str> {
    let rest = head(rest, 80).trim_start().strip_prefix("as ")?;
    rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
}

/// What is done behind byte `from` with the thing of that name, as far as `members` says it matters; up to the place
/// where the name stands for another one.
pub fn uses<'a>(reader: &Reader<'a>, thing: &str, from: usize, members: &[&str]) -> Vec<Use<'a>> {
    let paste = reader.paste;
    let Some(rest) = paste.get(from..).filter(|_| !thing.is_empty()) else { return Vec::new() };
    let mut found = Vec::new();
    let letters = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let mut done = 0;
    for (step, _) in rest.match_indices(thing) {
        if found.len() >= MOST || !reader.spend(step - done) {
            break;
        }
        done = step;
        let at = from + step;
        let line = lead(paste, at);
        let begin = line.trim_start();
        if line.ends_with(letters) || begin.starts_with('#') || begin.starts_with("//") {
            continue;
        }
        let behind = paste.get(at + thing.len()..).unwrap_or("");
        let Some(member) = behind.strip_prefix('.') else {
            let value = behind.trim_start_matches(' ').strip_prefix('=');
            let alone = matches!(begin.trim_end(), "" | "const" | "let" | "var");
            if alone && value.is_some_and(|value| !value.starts_with('=')) {
                break;
            }
            continue;
        };
        let length = member.find(|c| !letters(c)).unwrap_or(member.len());
        let member = member.get(..length).unwrap_or("");
        if members.contains(&member) {
            let end = at + thing.len() + 1 + length;
            found.push(Use { member, span: Span::new(at, end), end });
        }
    }
    found
}

impl<'a> Use<'a> {
    /// Its arguments and where they end, if it is called.
    pub fn args(&self, reader: &Reader<'a>, language: Language) -> Option<(Vec<Arg>, usize)> {
        let open = reader.paste.get(self.end..)?.starts_with('(');
        reader.args(self.end + 1, language).filter(|_| open)
    }
}

/// A session, a connection or an instance of a library: what its calls have in common.
#[derive(Clone, Debug)]
pub struct Made<'a> {
    /// What it is.
    pub kind: Kind,
    /// What made it, with its module.
    pub class: &'a str,
    /// The name that it is given; empty where it has none.
    pub name: &'a str,
    /// Its class and arguments.
    pub span: Span,
    /// Its arguments; `None` where they could not be read.
    pub args: Option<Vec<Arg>>,
}

/// What a made thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A session of requests, httpx or aiohttp.
    Session,
    /// A connection of Python's http.client; the scheme of its addresses.
    Connection(&'static str),
    /// An instance of a JavaScript library.
    Instance,
}

/// What makes a thing whose calls send something. A module may stand in front.
const CLASSES: &[(&str, Kind)] = &[
    ("ClientSession", Kind::Session),
    ("Session", Kind::Session),
    ("requests.session", Kind::Session),
    ("httpx.Client", Kind::Session),
    ("AsyncClient", Kind::Session),
    ("HTTPSConnection", Kind::Connection("https://")),
    ("HTTPConnection", Kind::Connection("http://")),
    ("axios.create", Kind::Instance),
    ("got.extend", Kind::Instance),
    ("ky.create", Kind::Instance),
    ("ky.extend", Kind::Instance),
];
/// The last names of those.
const NAMES: &[&str] = &[
    "ClientSession",
    "Session",
    "session",
    "Client",
    "AsyncClient",
    "HTTPSConnection",
    "HTTPConnection",
    "create",
    "extend",
];
/// The most of them that are looked at.
const MOST_MADE: usize = 40;

/// All of them, in order.
pub fn find<'a>(reader: &Reader<'a>) -> Vec<Made<'a>> {
    let class = |place: &Place<'a>| {
        let whole =
            |class: &str| place.path.strip_suffix(class).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        CLASSES.iter().find(|(class, _)| whole(class)).map(|(_, kind)| *kind)
    };
    let known = super::place::all(reader.paste, NAMES).filter_map(|place| Some((class(&place)?, place)));
    known.take(MOST_MADE).map(|(kind, place)| made(reader, kind, &place)).collect()
}

fn made<'a>(reader: &Reader<'a>, kind: Kind, place: &Place<'a>) -> Made<'a> {
    let language = if kind == Kind::Instance { Language::JavaScript } else { Language::Python };
    let read = reader.args(place.args, language);
    let end = read.as_ref().map_or(place.args, |(_, end)| *end);
    let name = name_of(reader.paste, place.program.start, end);
    let span = Span::new(place.program.start, end);
    Made { kind, class: place.path, name, span, args: read.map(|(args, _)| args) }
}

impl Made<'_> {
    /// Its options: those of Python by name, those of JavaScript in one object.
    fn entries(&self) -> Option<Vec<Entry>> {
        let args = self.args.as_ref()?;
        match args.as_slice() {
            [only] if only.name.is_none() && only.value.entries().is_some() => {
                only.value.entries().map(<[Entry]>::to_vec)
            }
            _ => {
                let brackets = self.span;
                Some(super::write::entries(&super::expr::Call { name: brackets, brackets, args: args.clone() }))
            }
        }
    }

    /// The value of an option, by one of its names.
    pub fn option(&self, paste: &str, names: &[&str]) -> Option<Expr> {
        let given = |entry: &Entry| name(&entry.key, paste).is_some_and(|key| names.contains(&key));
        self.entries()?.into_iter().find(given).map(|entry| entry.value)
    }

    /// The argument at `index` that has no name.
    pub fn positional(&self, index: usize) -> Option<&Expr> {
        let plain = |arg: &&Arg| arg.name.is_none() && arg.value.entries().is_none();
        self.args.as_ref()?.iter().filter(plain).nth(index).map(|arg| &arg.value)
    }

    /// Whether there may be options that the paste does not show.
    pub fn open(&self, paste: &str) -> bool {
        let Some(args) = &self.args else { return true };
        match self.kind {
            Kind::Instance => {
                let known = |arg: &Arg| {
                    let entries = arg.value.entries();
                    entries.is_some_and(|entries| entries.iter().all(|entry| name(&entry.key, paste).is_some()))
                };
                !args.iter().all(known)
            }
            Kind::Session | Kind::Connection(_) => args.iter().any(|arg| matches!(arg.value.node, Node::Spread(_))),
        }
    }
}
