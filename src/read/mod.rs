//! First step: what is in the text. Nothing is judged here.
//!
//! Everything read carries the place it was read from; what is not in the paste is never filled in.

use crate::request::{Dialect, Request};
use crate::span::Span;

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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default)]
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
    /// All of the above and more, in the order in which the page lists it.
    pub evidence: Vec<Evidence>,
    /// Facts in the form that conditions use: `status=529`, `client=claude-code`; sorted, each once.
    pub facts: Vec<Fact>,
}

/// A fact as conditions name it, with the words it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// `key=value`.
    pub name: String,
    /// Where it stands, if it stands in one place.
    pub span: Option<Span>,
}
