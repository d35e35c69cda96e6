//! Requests in the code of a program: calls of Anthropic's libraries, and of what Python and JavaScript have for HTTP.
//! And HTTPie's commands, whose items are literals too.
//!
//! Literals become JSON whose bytes know their way back to the snippet, so that the checks of every other request
//! hold here too. What is no literal stays a symbol by its name, and what cannot be read whole is no request:
//! a line that a stack trace quotes says nothing about what was sent.

mod build;
mod client;
pub mod edit;
mod expr;
mod fetch;
mod http;
mod httpie;
mod items;
mod lex;
mod libraries;
mod made;
mod names;
mod node;
mod place;
mod primary;
mod query;
mod sdk;
mod tables;
mod text;
mod urllib;
mod write;
mod xhr;

use crate::request::Request;
use crate::span::Span;
use client::Client;
use expr::{Arg, Parser};
use lex::{Cursor, Language};
use made::{Kind, Made};
use names::Names;
use place::Place;
use std::cell::{Cell, OnceCell};

/// The most requests of a paste that are read.
const MOST: usize = 20;

/// Reads a call, if it is one of a kind, and says where its arguments end.
type Read = fn(&Reader<'_>, &Place<'_>) -> Option<(Request, usize)>;

/// The last names of what sends something, and who reads such a call. Of several readers the first that makes a
/// request of it is right.
const CALLS: &[(&[&str], Read)] = &[
    (&["fetch", "axios", "got", "ky", "request", "post", "get", "ajax"], fetch::request),
    (&["request", "get"], node::request),
    (&["Request", "urlopen"], urllib::request),
    (&["open"], xhr::request),
    (&["post", "request", "stream", "get"], http::request),
];
/// Those names.
const NAMES: &[&str] =
    &["fetch", "axios", "got", "ky", "request", "post", "get", "ajax", "Request", "urlopen", "open", "stream"];

/// The requests that the code of a paste sends. Linear in its length.
pub fn requests(paste: &str) -> Vec<Request> {
    let mut found = calls(paste);
    if found.is_empty() {
        found = httpie::requests(paste);
    }
    crate::order::by_key(&mut found, |request| request.program.start);
    found
}

/// The calls of libraries.
fn calls(paste: &str) -> Vec<Request> {
    let fuel = Cell::new(16 * paste.len() + 65_536);
    let reader = Reader {
        paste,
        fuel: &fuel,
        deep: Cell::new(0),
        names: OnceCell::new(),
        clients: OnceCell::new(),
        made: OnceCell::new(),
        words: OnceCell::new(),
    };
    let mut found = sdk::requests(&reader);
    let (most, mut done) = (found.len() + MOST, 0);
    for place in place::all(paste, NAMES) {
        if place.program.start < done || found.len() >= most {
            continue;
        }
        let mut readers = CALLS.iter().filter(|(names, _)| names.contains(&place.name()));
        if let Some((request, end)) = readers.find_map(|(_, read)| read(&reader, &place)) {
            done = end;
            found.push(request);
        }
    }
    found
}

/// Words that tell whose a call is whose name alone does not.
#[derive(Clone, Copy)]
struct Words {
    xhr: bool,
    undici: bool,
    urllib: bool,
    /// Node's module `http` or `https`.
    node: bool,
    /// Headers that all calls of a library have are set somewhere.
    defaults: bool,
}

/// What all kinds of calls need.
struct Reader<'a> {
    paste: &'a str,
    /// Bytes that may still be looked at.
    fuel: &'a Cell<usize>,
    /// In front of this byte all is nested too deep to be a call.
    deep: Cell<usize>,
    /// Looked for with the first call: most texts that hold such words hold none.
    names: OnceCell<Names<'a>>,
    clients: OnceCell<Vec<Client<'a>>>,
    made: OnceCell<Vec<Made<'a>>>,
    words: OnceCell<Words>,
}

impl<'a> Reader<'a> {
    /// The arguments behind the bracket that opens in front of byte `at`, and where they end.
    fn args(&self, at: usize, language: Language) -> Option<(Vec<Arg>, usize)> {
        if at < self.deep.get() {
            return None;
        }
        let mut parser = Parser::new(Cursor::new(self.paste, at, language, self.fuel));
        let args = parser.args();
        if args.is_none() && parser.is_too_deep() {
            self.deep.set(parser.cursor.at);
        }
        args.map(|args| (args, parser.cursor.at))
    }

    /// Whether that many bytes more may be looked at.
    fn spend(&self, bytes: usize) -> bool {
        let left = self.fuel.get().checked_sub(bytes);
        self.fuel.set(left.unwrap_or(0));
        left.is_some()
    }

    /// What names stand for.
    fn names(&self) -> &Names<'a> {
        self.names.get_or_init(|| Names::new(self.paste, self.fuel))
    }

    /// The clients that the paste makes.
    fn clients(&self) -> &[Client<'a>] {
        self.clients.get_or_init(|| client::find(self.paste, self.fuel))
    }

    /// The session, connection or instance of that name: the last one that is made above, or the first one below.
    fn made(&self, name: &str, before: usize, kind: impl Fn(Kind) -> bool) -> Option<&Made<'a>> {
        let all = self.made.get_or_init(|| made::find(self));
        let mut same = all.iter().filter(|made| !name.is_empty() && made.name == name && kind(made.kind));
        let above = same.clone().rev().find(|made| made.span.start < before);
        above.or_else(|| same.next())
    }

    /// Which of the words that tell calls apart stand in the paste.
    fn words(&self) -> Words {
        let paste = self.paste;
        let imports = ["'https'", "\"https\"", "'http'", "\"http\"", "node:http"];
        *self.words.get_or_init(|| Words {
            xhr: paste.contains("XMLHttpRequest"),
            undici: paste.contains("undici"),
            urllib: paste.contains("urllib"),
            node: imports.iter().any(|word| paste.contains(word)),
            defaults: libraries::DEFAULTS.iter().any(|word| paste.contains(word)),
        })
    }

    /// The client that a call uses: the one made on the spot, the one of that name, or the only one there is.
    fn client(&self, name: &str, program: Span) -> Option<&Client<'a>> {
        let clients = self.clients();
        let spot = clients.iter().find(|client| {
            let gap = self.paste.get(client.span.end..program.start);
            let glued = program.of(self.paste).starts_with('.');
            glued && client.span.end <= program.start && gap.is_some_and(|gap| gap.trim().is_empty())
        });
        let before = |client: &&Client<'a>| client.name == name && client.span.start < program.start;
        let named = clients.iter().rev().find(before).or(clients.iter().find(|client| client.name == name));
        let only = || clients.first().filter(|_| clients.len() == 1);
        spot.or(named.filter(|_| !name.is_empty())).or_else(only)
    }
}

#[cfg(test)]
mod tests;
