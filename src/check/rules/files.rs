//! Uploads to the Files API.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::request::Body;
use crate::span::Span;

/// The checks of this file.
pub const RULES: &[Rule] = &[EXPIRY, TYPE, NAME];

/// A lifetime out of range.
pub const EXPIRY: Rule = Rule {
    id: "files/expiry",
    title: "A lifetime of a file that is out of range",
    why: "expires_in_seconds is 3600 (an hour) to 7776000 (90 days). The API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/files"),
    run: expiry,
    bad: pastes!["curl https://api.anthropic.com/v1/files -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -F file=@a.pdf -F expires_in_seconds=60"],
    good: pastes!["curl https://api.anthropic.com/v1/files -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -F file=@a.pdf -F expires_in_seconds=86400"],
    ..BASE
};

/// A form that says it is JSON.
pub const TYPE: Rule = Rule {
    id: "files/content-type",
    title: "An upload that calls itself JSON",
    why: "Files are sent as multipart/form-data, with the boundary that -F names by itself. The API cannot read the form under another type.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/files"),
    run: kind,
    bad: pastes![concat!("curl https://api.anthropic.com/v1/files ", head!(), " -F file=@a.pdf")],
    good: pastes!["curl https://api.anthropic.com/v1/files -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -F file=@a.pdf"],
    ..BASE
};

/// A name that is not taken.
pub const NAME: Rule = Rule {
    id: "files/name",
    title: "A file name that is not taken",
    why: "A name has 1 to 255 characters and none of < > : \" | ? * \\ /. The API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/files"),
    run: name,
    bad: pastes!["curl https://api.anthropic.com/v1/files -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -F 'file=@a.csv;filename=a 09:30.csv'"],
    good: pastes!["curl https://api.anthropic.com/v1/files -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -F 'file=@a.csv;filename=a.csv'"],
    ..BASE
};

fn uploads<'a>(context: &Context<'a>) -> Option<&'a [crate::request::Part]> {
    match &context.request.body {
        Body::Multipart(parts) if context.on_claude() && context.path == "/v1/files" => Some(parts),
        _ => None,
    }
}

fn kind(context: &Context, sink: &mut Sink) {
    let Some(header) = context.header("content-type").filter(|header| !header.implied) else { return };
    let typed = header.value.as_str().to_ascii_lowercase();
    if uploads(context).is_some() && header.value.symbols().is_empty() && !typed.starts_with("multipart/") {
        let span = header.span();
        sink.add(span, format!("The form is sent as {}; leave this header out.", header.value.as_str()));
    }
}

fn name(context: &Context, sink: &mut Sink) {
    let all = context.request.span;
    for part in uploads(context).unwrap_or(&[]) {
        let Some(name) = part.filename.as_deref() else { continue };
        let Some(at) = all.of(context.paste).find(&format!("filename={name}")) else { continue };
        let start = all.start + at + "filename=".len();
        if name.contains(['<', '>', ':', '|', '?', '*', '\\', '/']) || name.chars().count() > 255 {
            sink.add(
                Span::new(start, start + name.len()),
                "This name has a character that file names here do not have.",
            );
        }
    }
}

/// Seconds that a file may live.
const LIFETIME: std::ops::RangeInclusive<u64> = 3_600..=7_776_000;

fn expiry(context: &Context, sink: &mut Sink) {
    const FIELD: &str = "expires_in_seconds";
    let typed =
        uploads(context).unwrap_or(&[]).iter().filter(|part| part.name == FIELD).find_map(|part| part.value.as_deref());
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
