//! The families of checks, in the order in which a request meets their faults.

/// Examples for tests; outside tests they are left out, so that they do not travel to every visitor.
#[cfg(test)]
macro_rules! pastes {
    ($($paste:expr),* $(,)?) => { &[$($paste),*] };
}
#[cfg(not(test))]
macro_rules! pastes {
    ($($paste:expr),* $(,)?) => {
        &[]
    };
}

/// Where a fact comes from: the pages of the checks are made from it in a test, and no visitor's browser needs it.
#[cfg(test)]
macro_rules! cited {
    ($source:expr) => {
        $source
    };
}
#[cfg(not(test))]
macro_rules! cited {
    ($source:expr) => {{
        let _: &str = $source;
        ""
    }};
}

/// Headers that are right, as options of curl.
#[cfg(test)]
macro_rules! head {
    () => {
        "-H \"x-api-key: $ANTHROPIC_API_KEY\" -H \"anthropic-version: 2023-06-01\" -H \"content-type: application/json\""
    };
}

/// A body that is right.
#[cfg(test)]
macro_rules! body {
    () => {
        "{\"model\":\"claude-opus-5\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
    };
}

/// A curl command with this address, these headers and this body.
#[cfg(test)]
macro_rules! curl {
    ($url:expr, $head:expr, $body:expr) => {
        concat!("curl ", $url, " ", $head, " -d '", $body, "'")
    };
    (head $head:expr) => {
        curl!("https://api.anthropic.com/v1/messages", $head, body!())
    };
    (url $url:expr) => {
        curl!($url, head!(), body!())
    };
    (body $body:expr) => {
        curl!("https://api.anthropic.com/v1/messages", head!(), $body)
    };
}

/// A body alone, with this model and these further members.
#[cfg(test)]
macro_rules! ask {
    ($model:expr, $more:expr) => {
        concat!(
            "{\"model\":\"",
            $model,
            "\",\"max_tokens\":20000,",
            $more,
            "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
        )
    };
}

/// A body alone, with this model and these messages.
#[cfg(test)]
macro_rules! talk {
    ($model:expr, $messages:expr) => {
        concat!("{\"model\":\"", $model, "\",\"max_tokens\":2000,\"messages\":[", $messages, "]}")
    };
}

pub mod address;
pub mod batch;
pub mod beta;
pub mod cache;
pub mod citations;
pub mod code;
pub mod documents;
pub mod fields;
mod files;
pub mod good;
pub mod headers;
pub mod image_limits;
pub mod images;
pub mod json;
pub mod key;
pub mod messages;
pub mod method;
pub mod model;
pub mod openai;
pub mod options;
pub mod output;
pub mod partner;
pub mod roles;
pub mod sampling;
pub mod server;
pub mod shape;
pub mod thinking;
pub mod tokens;
pub mod tool_choice;
pub mod tool_results;
pub mod tools;
pub mod toolsets;
pub mod types;

use super::{Context, Rule, Sink};
use crate::finding::Severity;

/// The day on which the sources were read.
pub const SEEN: &str = "2026-11-22";

/// What most checks have in common.
pub const BASE: Rule = Rule {
    id: "",
    severity: Severity::Error,
    cause: None,
    title: "",
    why: "",
    source: "",
    seen: SEEN,
    run: nothing,
    bad: &[],
    good: &[],
};

fn nothing(_: &Context, _: &mut Sink) {}

/// The families. What stops the request earliest comes first; praise comes last, where nothing was found.
pub const FAMILIES: &[&[Rule]] = &[
    address::RULES,
    method::RULES,
    code::RULES,
    key::RULES,
    headers::RULES,
    json::RULES,
    partner::RULES,
    openai::RULES,
    model::RULES,
    tokens::RULES,
    types::RULES,
    messages::RULES,
    roles::RULES,
    fields::RULES,
    files::RULES,
    beta::RULES,
    sampling::RULES,
    thinking::RULES,
    tools::RULES,
    tool_choice::RULES,
    tool_results::RULES,
    toolsets::RULES,
    cache::RULES,
    images::RULES,
    image_limits::RULES,
    documents::RULES,
    citations::RULES,
    output::RULES,
    options::RULES,
    batch::RULES,
    shape::RULES,
    server::RULES,
    good::RULES,
];

/// All checks in order.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.iter())
}
