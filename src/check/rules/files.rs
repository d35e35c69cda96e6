//! Uploads to the Files API.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::request::Body;
use crate::span::Span;

/// The checks of this file.
pub const RULES: &[Rule] = &[EXPIRY];

/// A lifetime out of range.
pub const EXPIRY: Rule = Rule {
    id: "files/expiry",
    title: "A lifetime of a file that is out of range",
    why: "expires_in_seconds is 3600 (an hour) to 7776000 (90 days). The API answers 400 invalid_request_error.",
    source: "https://platform.claude.com/docs/en/build-with-claude/files",
    run: expiry,
    bad: pastes![concat!(
        "curl https://api.anthropic.com/v1/files ",
        head!(),
        " -F file=@a.pdf -F expires_in_seconds=60"
    )],
    good: pastes![concat!(
        "curl https://api.anthropic.com/v1/files ",
        head!(),
        " -F file=@a.pdf -F expires_in_seconds=86400"
    )],
    ..BASE
};

/// Seconds that a file may live.
const LIFETIME: std::ops::RangeInclusive<u64> = 3_600..=7_776_000;

fn expiry(context: &Context, sink: &mut Sink) {
    const FIELD: &str = "expires_in_seconds";
    let Body::Multipart(parts) = &context.request.body else { return };
    if !context.on_claude() || context.path != "/v1/files" {
        return;
    }
    let typed = parts.iter().filter(|part| part.name == FIELD).find_map(|part| part.value.as_deref());
    let Some(seconds) = typed.and_then(|typed| typed.trim().parse::<u64>().ok()) else { return };
    if LIFETIME.contains(&seconds) {
        return;
    }
    let all = context.request.span;
    let at = all.of(context.paste).find(FIELD).map(|at| all.start + at);
    let span = at.map_or(context.start(), |at| {
        let length = context.paste.get(at..).map_or(0, |rest| rest.find(['\'', '"', ' ', '\n']).unwrap_or(rest.len()));
        Span::new(at, at + length)
    });
    sink.add(span, format!("{FIELD} is {seconds}; it is {} to {}.", LIFETIME.start(), LIFETIME.end()));
}
