//! Documents.

use super::images::of_kind;
use super::messages::{blocks, messages};
use super::BASE;
use crate::check::{Context, Rule, Sink, Version};
use crate::json::Value;

/// The checks of this file.
pub const RULES: &[Rule] = &[SOURCE_MISSING, MEDIA_TYPE, NOT_PDF, IN_ASSISTANT];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/pdf-support";

/// A document with this source.
#[cfg(test)]
macro_rules! document {
    ($source:expr) => {
        talk!(
            "claude-opus-5",
            concat!("{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{", $source, "}}]}")
        )
    };
}

/// No source, or one that lacks something.
pub const SOURCE_MISSING: Rule = Rule {
    id: "documents/source",
    title: "A document without a whole source",
    why: "A source is of type base64, text, content, url or file, each with its own fields. The API answers 400 \"…source…: Field required\".",
    source: cited!(SOURCE),
    run: source,
    bad: pastes![document!("\"type\":\"base64\",\"data\":\"JVBERi0=\"")],
    good: pastes![document!("\"type\":\"url\",\"url\":\"https://a.example/b.pdf\"")],
    ..BASE
};

/// A type that is not taken.
pub const MEDIA_TYPE: Rule = Rule {
    id: "documents/media-type",
    title: "A document type that is not taken",
    why: "As base64 only application/pdf is taken, as text only text/plain. The API answers 400 invalid_request_error: \"…media_type: Input should be 'application/pdf'\".",
    source: cited!(SOURCE),
    run: media_type,
    bad: pastes![document!("\"type\":\"base64\",\"media_type\":\"application/msword\",\"data\":\"UEsDBBQABgA=\"")],
    good: pastes![document!("\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"")],
    ..BASE
};

/// Other data under the name of PDF.
pub const NOT_PDF: Rule = Rule {
    id: "documents/not-pdf",
    title: "Data that are not a PDF",
    why: "The API answers 400 invalid_request_error: \"The PDF specified was not valid.\"",
    source: cited!(SOURCE),
    run: not_pdf,
    bad: pastes![document!("\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"PCFET0NUWVBFIGh0bWw+\"")],
    good: pastes![document!("\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"JVBERi0xLjQ=\"")],
    ..BASE
};

/// A document in an assistant message.
pub const IN_ASSISTANT: Rule = Rule {
    id: "documents/in-assistant",
    cause: Some("assistant_content_type_invalid"),
    title: "A document in an assistant message",
    why: "Version 2026-10-21 refuses it: 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/api/migration-2026-10-21"),
    run: in_assistant,
    bad: pastes![curl!(
        "https://api.anthropic.com/v1/messages",
        "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2026-10-21' -H 'content-type: application/json'",
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"}},{\"type\":\"text\",\"text\":\"x\"}]},{\"role\":\"user\",\"content\":\"Hi\"}")
    )],
    good: pastes![document!("\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"")],
    ..BASE
};

fn source(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for block in of_kind(context, "document") {
        let Some(member) = block.member("source") else {
            if !block.members().iter().any(|m| strsim::damerau_levenshtein(&m.key, "source") <= 2) {
                let stray = ["url", "data", "file_id", "media_type"];
                let stray = stray.iter().find_map(|key| block.member(key)).or(block.member("type"));
                let span = stray.map_or(context.value(block), |member| context.member(member));
                sink.add(span, "This document block has no source.");
            }
            continue;
        };
        if !member.value.is_object() {
            continue;
        }
        let needed: &[&str] = match member.value.get("type").map(Value::text) {
            Some(Some("base64" | "text")) => &["media_type", "data"],
            Some(Some("url")) => &["url"],
            Some(Some("file")) => &["file_id"],
            Some(Some("content")) => &["content"],
            Some(Some(other)) => {
                sink.add(context.member(member), format!("There is no document source of type {other}."));
                continue;
            }
            Some(None) => continue,
            None => &["type"],
        };
        for key in needed.iter().filter(|key| member.value.get(key).is_none()) {
            if !member.value.members().iter().any(|m| strsim::damerau_levenshtein(&m.key, key) <= 2) {
                let span = context.place(member.key_range.start..member.value.range.start + 1);
                sink.add(span, format!("The document's source has no {key}."));
            }
        }
    }
}

fn media_type(context: &Context, sink: &mut Sink) {
    for source in of_kind(context, "document").into_iter().filter_map(|block| block.get("source")) {
        let right = match source.text_of("type") {
            Some("base64") => "application/pdf",
            Some("text") => "text/plain",
            _ => continue,
        };
        let Some(member) = source.member("media_type") else { continue };
        if let Some(kind) = member.value.text().filter(|kind| *kind != right) {
            let message = format!("A document of this source has the type {right}, not {kind}.");
            sink.add(context.value(&member.value), message);
        }
    }
}

/// Beginnings of data that are no PDF, in base64.
const OTHERS: &[(&str, &str)] = &[
    ("PCFET0NUWVBF", "HTML"),
    ("PCFkb2N0eXBl", "HTML"),
    ("PGh0bWw", "HTML"),
    ("UEsDB", "a Zip or Office file"),
    ("0M8R4", "an old Office file"),
    ("iVBORw0KGgo", "a PNG image"),
    ("/9j/", "a JPEG image"),
    ("e1xydGY", "RTF"),
    ("eyJ", "JSON"),
];

fn not_pdf(context: &Context, sink: &mut Sink) {
    for source in of_kind(context, "document").into_iter().filter_map(|block| block.get("source")) {
        if source.text_of("type") != Some("base64") || source.text_of("media_type") != Some("application/pdf") {
            continue;
        }
        let Some(data) = source.get("data") else { continue };
        let text = data.text().unwrap_or("");
        if text.starts_with("data:") {
            let span = context
                .place(data.range.start..data.range.start + 1 + text.find(',').map_or(5, |comma| comma + 1).min(60));
            sink.add(span, "data begins with a data: prefix; it takes the base64 text alone.");
        } else if let Some((_, what)) = OTHERS.iter().find(|(start, _)| text.starts_with(start)) {
            sink.add(context.value(data), format!("The data are {what}, not a PDF."));
        }
    }
}

fn in_assistant(context: &Context, sink: &mut Sink) {
    if context.version != Version::New {
        return;
    }
    for call in context.calls() {
        for message in messages(&call).iter().filter(|message| message.text_of("role") == Some("assistant")) {
            for block in blocks(message) {
                if let Some(kind) = block.member("type").filter(|kind| kind.value.text() == Some("document")) {
                    sink.add(context.member(kind), "Version 2026-10-21 takes no document in an assistant message.");
                }
            }
        }
    }
}
