//! What the server itself says of the request. The place is found in `check/answer.rs`.

use super::BASE;
use crate::check::{Context, Rule, Sink};

/// The checks of this file.
pub const RULES: &[Rule] = &[PLACE];

/// The place that the server's message names.
pub const PLACE: Rule = Rule {
    id: "server/place",
    title: "The place that the error names",
    why: "The message of the error in this paste names this place of the request: what it objects to is here.",
    source: cited!("https://platform.claude.com/docs/en/api/errors"),
    run: elsewhere,
    bad: pastes![concat!(
        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"messages.0.content: it is too dull\"}}\n",
        body!()
    )],
    good: pastes![body!()],
    ..BASE
};

/// No check of the request alone can find it.
fn elsewhere(_: &Context, _: &mut Sink) {}
