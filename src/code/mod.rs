//! Requests in the code of a program: calls of Anthropic's libraries, `fetch`, `requests`. And HTTPie's commands,
//! whose items are literals too.
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
mod names;
mod primary;
mod sdk;
mod tables;
mod text;
mod write;

pub use build::FORM_BODY;

use crate::request::Request;
use crate::span::Span;
use client::Client;
use names::Names;
use std::cell::{Cell, OnceCell};

/// The most requests of a paste that are read.
const MOST: usize = 20;

/// Words without which no call is looked for.
const SIGNS: &[&str] = &["messages", "completions", "fetch(", "axios", ".post(", ".request(", ".stream("];

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
    if !SIGNS.iter().any(|sign| paste.contains(sign)) || !paste.contains('(') {
        return Vec::new();
    }
    let fuel = Cell::new(16 * paste.len() + 65_536);
    let reader = Reader { paste, fuel: &fuel, names: OnceCell::new(), clients: OnceCell::new() };
    let mut found = sdk::requests(&reader);
    found.extend(fetch::requests(&reader));
    found.extend(http::requests(&reader));
    found
}

/// What all kinds of calls need.
struct Reader<'a> {
    paste: &'a str,
    /// Bytes that may still be looked at.
    fuel: &'a Cell<usize>,
    /// Looked for with the first call: most texts that hold such words hold none.
    names: OnceCell<Names<'a>>,
    clients: OnceCell<Vec<Client<'a>>>,
}

impl<'a> Reader<'a> {
    /// What names stand for.
    fn names(&self) -> &Names<'a> {
        self.names.get_or_init(|| Names::new(self.paste, self.fuel))
    }

    /// The clients that the paste makes.
    fn clients(&self) -> &[Client<'a>] {
        self.clients.get_or_init(|| client::find(self.paste, self.fuel))
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
