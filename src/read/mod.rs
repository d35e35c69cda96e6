//! First step: what is in the text. Nothing is judged here.
//!
//! Everything read carries the place it was read from; what is not in the paste is never filled in.

mod address;
pub mod blocks;
mod body;
pub mod clean;
mod details;
pub mod digest;
pub mod errors;
mod facts;
mod har;
mod headers;
mod ids;
mod limits;
mod moment;
pub mod patterns;
mod prefix;
mod recorded;
mod retries;
pub mod skeleton;
mod status;
mod strangers;
mod tables;
mod talk;
mod versions;
mod who;
mod wire;
mod wrapped;

pub use facts::{client_name, platform_name};
pub use who::suppose_caller;

use crate::curl;
use crate::finding::Finding;
use crate::request::{Dialect, Request};
use crate::span::Span;
use patterns::{Hits, Patterns};
use skeleton::Skeleton;

/// What a paste is, at the coarsest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// An error, a log, a response.
    Error,
    /// A request or a command, without an answer.
    Curl,
    /// Both.
    Mixed,
    /// Nothing of the kind.
    #[default]
    Other,
}

impl Kind {
    /// The name in the JSON of `diagnose`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Curl => "curl",
            Self::Mixed => "mixed",
            Self::Other => "other",
        }
    }
}

/// A value read from the paste and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value, cleaned of wraps and escapes.
    pub value: T,
    /// Where it stands in the paste.
    pub span: Span,
}

/// One line of "What we read".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is, for people: "Status", "Request id", "Client".
    pub label: &'static str,
    /// The value as text.
    pub value: String,
    /// Where it stands, if it stands in one place.
    pub span: Option<Span>,
    /// The rule that read it, in a few words: "after “API Error:”".
    pub rule: &'static str,
}

/// Everything that was read from a paste.
#[derive(Debug, Default)]
pub struct Reading {
    /// What the paste is.
    pub kind: Kind,
    /// The client that printed it or sent it (see `product` for the list of names).
    pub client: Option<Found<&'static str>>,
    /// The platform that was called: `api`, `bedrock`, `vertex`, `foundry`, `other`.
    pub platform: Option<Found<&'static str>>,
    /// HTTP status, as printed.
    pub status: Option<Found<u16>>,
    /// `error.type`, as printed.
    pub error_type: Option<Found<String>>,
    /// `error.message`, joined where a terminal wrapped it.
    pub message: Option<Found<String>>,
    /// `error.details.error_code`.
    pub error_code: Option<Found<String>>,
    /// Request ids that begin with `req_`, first one first, each once.
    pub request_ids: Vec<Found<String>>,
    /// Seconds to wait, as the server asked.
    pub retry_after_seconds: Option<Found<u64>>,
    /// Another vendor, or a local tool, that the error belongs to, by name.
    pub vendor: Option<Found<&'static str>>,
    /// The shell's language, if there is a command.
    pub dialect: Option<Dialect>,
    /// Requests found in the paste, in order.
    pub requests: Vec<Request>,
    /// What the shell and curl do differently from what was meant, found while reading commands.
    pub command_findings: Vec<Finding>,
    /// All of the above and more, in the order in which the page lists it.
    pub evidence: Vec<Evidence>,
    /// Facts in the form that conditions use: `status=529`, `client=claude-code`; sorted, each once.
    pub facts: Vec<Fact>,
    /// What the paste is made of, in order.
    pub blocks: Vec<blocks::Block>,
    /// The errors in order of their first appearance, each once.
    pub errors: Vec<errors::Seen>,
    /// What was cleaned away while reading, by kind.
    pub cleaned: Vec<clean::Cleaned>,
    /// Where the patterns of the knowledge were found.
    pub words: Words,
}

/// The paste in the form in which words are compared, and what was found in it.
#[derive(Debug, Default)]
pub struct Words {
    skeleton: Skeleton,
    hits: Hits,
}

impl Words {
    /// Searches a paste for all words at once, what is in the spans `left_out` excepted.
    fn of(paste: &str, left_out: Vec<Span>) -> Self {
        let skeleton = Skeleton::without(paste, left_out);
        let hits = Patterns::all().search(&skeleton);
        Self { skeleton, hits }
    }

    /// Whether byte `at` of the paste was not read: another call in a recording, or what a logger put there.
    pub fn is_left_out(&self, at: usize) -> bool {
        self.skeleton.is_left_out(at)
    }

    /// Every place of a mark, by skeleton byte.
    fn places<'a>(&'a self, mark: &str) -> impl Iterator<Item = usize> + 'a {
        Patterns::all().places(&self.hits, mark)
    }

    /// The bytes in which marks and patterns are found.
    fn bytes(&self) -> &[u8] {
        self.skeleton.bytes()
    }

    /// Where a pattern of the knowledge stands in the paste.
    pub fn find(&self, pattern: &str, paste: &str) -> Option<Span> {
        let (start, end) = Patterns::all().hit(&self.hits, pattern)?;
        Some(self.skeleton.span(start, end, paste))
    }
}

/// A fact as conditions name it, with the words it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// `key=value`.
    pub name: String,
    /// Where it stands, if it stands in one place.
    pub span: Option<Span>,
}

impl Reading {
    /// Whether a fact (`key=value`) was read; its place if it has one.
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.binary_search_by(|fact| fact.name.as_str().cmp(name)).ok().and_then(|index| self.facts.get(index))
    }

    /// Adds facts that were found later (findings of the checks).
    pub fn add_facts(&mut self, facts: impl IntoIterator<Item = Fact>) {
        self.facts.extend(facts);
        crate::order::by(&mut self.facts, |a, b| a.name.cmp(&b.name));
        self.facts.dedup_by(|a, b| a.name == b.name);
    }

    /// Whether the paste holds an answer or an error, not only a request.
    pub fn has_response(&self) -> bool {
        self.fact("has=response").is_some()
    }
}

/// Reads a paste. Linear in its length.
pub fn read(paste: &str) -> Reading {
    read_as(paste, None)
}

/// Reads a paste whose commands are written for this shell, if a person says so; otherwise the text tells.
pub fn read_as(paste: &str, dialect: Option<Dialect>) -> Reading {
    let recording = har::find(paste);
    let prefixes = if recording.is_some() { Vec::new() } else { prefix::find(paste) };
    let (calls, left_out) = match recording {
        Some(recording) => (recording.calls, recording.left_out),
        None => (Vec::new(), prefixes.iter().map(|(span, _)| *span).collect()),
    };
    let words = Words::of(paste, left_out);
    let commands = if calls.is_empty() { curl::read_as(paste, dialect) } else { curl::Commands::default() };
    let body = body::read(paste, &words);
    let statuses = status::read(paste, &words.skeleton);
    let errors = errors::read(paste, &words, &statuses.failures, &body.types, &body.request_ids);
    let mut reading = Reading {
        status: statuses.first,
        errors,
        error_type: body.error_type,
        message: body.message,
        error_code: body.error_code,
        request_ids: body.request_ids,
        dialect: commands.dialect,
        command_findings: commands.findings,
        requests: commands.requests,
        words,
        ..Reading::default()
    };
    if talk::is_answer(paste, &reading) {
        // Statuses and types of errors stand in the words of the model.
        (reading.status, reading.error_type) = (None, None);
    }
    reading.requests.extend(recorded::requests(paste, &calls));
    if reading.requests.is_empty() {
        reading.requests = wire::requests(paste);
    }
    if reading.requests.is_empty() {
        reading.requests = crate::code::requests(paste);
    }
    // Node shortens what it prints: that is no body any more.
    if reading.requests.is_empty() && !paste.contains("[Object") {
        reading.requests.extend(crate::json::bare_request(paste));
    }
    reading.blocks = blocks::split(paste, &reading.requests);
    reading.cleaned = clean::list(paste, &prefixes, &reading.requests);
    details::read(paste, &mut reading);
    address::read(paste, &mut reading);
    versions::read(paste, &mut reading);
    retries::read(paste, &mut reading);
    headers::read(paste, &mut reading);
    who::read(paste, &mut reading);
    ids::read(paste, &mut reading);
    facts::gather(paste, &mut reading);
    reading
}
