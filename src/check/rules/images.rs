//! Images.

use super::messages::{blocks, messages};
use super::BASE;
use crate::check::{Context, Platform, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;

/// The checks of this file.
pub const RULES: &[Rule] = &[SOURCE_MISSING, MEDIA_TYPE, DATA_URI, MISMATCH, BASE64, ALPHABET, SIZE, ROLE];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/vision";

/// An image with this source.
#[cfg(test)]
macro_rules! image {
    ($source:expr) => {
        talk!(
            "claude-opus-5",
            concat!("{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{", $source, "}}]}")
        )
    };
}

/// No source, or one that lacks something.
pub const SOURCE_MISSING: Rule = Rule {
    id: "images/source",
    title: "An image without a whole source",
    why: "A source is {type: base64, media_type, data}, {type: url, url} or {type: file, file_id}. The API answers 400 \"…source…: Field required\".",
    source: cited!(SOURCE),
    run: source,
    bad: pastes![
        image!("\"type\":\"base64\",\"data\":\"iVBORw0KGgo=\""),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"url\":\"https://a.example/b.png\"}]}"),
    ],
    good: pastes![image!("\"type\":\"url\",\"url\":\"https://a.example/b.png\""), image!("\"type\":\"file\",\"file_id\":\"file_1\"")],
    ..BASE
};

/// image/jpg and others.
pub const MEDIA_TYPE: Rule = Rule {
    id: "images/media-type",
    cause: Some("image_unprocessable"),
    title: "An image type that is not taken",
    why: "The API answers 400 invalid_request_error: \"media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'\".",
    source: cited!(SOURCE),
    run: media_type,
    bad: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/jpg\",\"data\":\"/9j/4AAQ\"")],
    good: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"/9j/4AAQ\"")],
    ..BASE
};

/// `data:image/png;base64,`.
pub const DATA_URI: Rule = Rule {
    id: "images/data-uri",
    cause: Some("image_unprocessable"),
    title: "Image data with a data: prefix",
    why: "data takes the base64 text alone; with the prefix the API answers 400 invalid_request_error: \"invalid base64 data\".",
    source: cited!(SOURCE),
    run: data_uri,
    bad: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"data:image/png;base64,iVBORw0KGgo=\"")],
    good: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBORw0KGgo=\"")],
    ..BASE
};

/// media_type and data disagree.
pub const MISMATCH: Rule = Rule {
    id: "images/mismatch",
    cause: Some("image_unprocessable"),
    title: "An image that is of another type than it says",
    why: "The API answers 400 invalid_request_error: \"The image was specified using the … media type, but the image appears to be a … image\".",
    source: cited!(SOURCE),
    run: mismatch,
    bad: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"iVBORw0KGgo=\"")],
    good: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBORw0KGgo=\"")],
    ..BASE
};

/// Characters that base64 does not have.
pub const BASE64: Rule = Rule {
    id: "images/base64",
    cause: Some("image_unprocessable"),
    title: "Image data that is not base64",
    why: "The API answers 400 invalid_request_error: \"invalid base64 data\".",
    source: cited!(SOURCE),
    run: base64,
    bad: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"https://a.example/b.png\"")],
    good: pastes![
        image!("\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"...\""),
        image!("\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"<base64>\"")
    ],
    ..BASE
};

/// The alphabet for addresses.
pub const ALPHABET: Rule = Rule {
    id: "images/base64-url",
    cause: Some("image_unprocessable"),
    title: "Base64 in the alphabet for addresses",
    why: "base64url writes - and _ for + and /; the API answers 400 invalid_request_error: \"invalid base64 data\".",
    source: cited!(SOURCE),
    run: alphabet,
    bad: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"_9j_4AAQSkZJRgABAQEASABIAAD_2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQ\"")],
    good: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"/9j/4AAQ\"")],
    ..BASE
};

/// Bytes of an image's data that tell its alphabet.
const HEAD: usize = 4_096;

fn alphabet(context: &Context, sink: &mut Sink) {
    for source in based(context) {
        let Some(data) = source.get("data") else { continue };
        // Short words in its place are names that stand for the data.
        let Some(text) = data.text().filter(|text| text.len() >= 64) else { continue };
        // Of so many letters one in thirty-two is one of these two: an image need not be read to its end.
        let head = crate::text::head(text, HEAD);
        if is_base64(head) && head.contains(['-', '_']) {
            sink.add(context.value(data), "data is written in the alphabet for addresses, with - and _.");
        }
    }
}

/// Too large.
pub const SIZE: Rule = Rule {
    id: "images/size",
    cause: Some("image_too_large"),
    title: "An image over the size limit",
    why: "An image may have 10 MB as base64 on the Claude API, 5 MB on Bedrock and Google Cloud: 400 \"image exceeds … MB maximum\".",
    source: cited!(SOURCE),
    run: size,
    bad: pastes![],
    good: pastes![image!("\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBORw0KGgo=\"")],
    ..BASE
};

/// In an assistant message.
pub const ROLE: Rule = Rule {
    id: "images/in-assistant",
    cause: Some("assistant_content_type_invalid"),
    title: "An image in an assistant message",
    why: "Images stand in user messages and tool results only; the API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: role,
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a.example/b.png\"}},{\"type\":\"text\",\"text\":\"x\"}]},{\"role\":\"user\",\"content\":\"Hi\"}")],
    good: pastes![image!("\"type\":\"url\",\"url\":\"https://a.example/b.png\"")],
    ..BASE
};

const TYPES: &[&str] = &["image/jpeg", "image/png", "image/gif", "image/webp"];

/// Beginnings of base64 data and the type they show.
const MAGIC: &[(&str, &str)] =
    &[("iVBORw0KGgo", "image/png"), ("/9j/", "image/jpeg"), ("R0lGOD", "image/gif"), ("UklGR", "image/webp")];

/// The blocks of a kind of [`Context::media`].
pub fn of_kind<'a>(context: &Context<'a>, kind: &str) -> Vec<&'a Value> {
    context.media().iter().copied().filter(|block| block.text_of("type") == Some(kind)).collect()
}

fn based<'a>(context: &Context<'a>) -> Vec<&'a Value> {
    let sources = of_kind(context, "image").into_iter().filter_map(|block| block.get("source"));
    sources.filter(|source| source.text_of("type") == Some("base64")).collect()
}

fn source(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for block in of_kind(context, "image") {
        let Some(member) = block.member("source") else {
            let slip = block.members().iter().any(|m| strsim::damerau_levenshtein(&m.key, "source") <= 2);
            if !slip {
                let stray = ["url", "data", "image_url", "file_id", "media_type"];
                let stray = stray.iter().find_map(|key| block.member(key)).or(block.member("type"));
                let span = stray.map_or(context.value(block), |member| context.member(member));
                sink.add(span, "This image block has no source.");
            }
            continue;
        };
        if !member.value.is_object() {
            if !member.value.is_unknown() {
                sink.add(context.member(member), format!("source is {}; it takes an object.", member.value.kind()));
            }
            continue;
        }
        let needed: &[&str] = match member.value.get("type").map(Value::text) {
            Some(Some("base64")) => &["media_type", "data"],
            Some(Some("url")) => &["url"],
            Some(Some("file")) => &["file_id"],
            Some(Some(other)) => {
                sink.add(context.member(member), format!("There is no image source of type {other}."));
                continue;
            }
            Some(None) => continue,
            None => &["type"],
        };
        for key in needed.iter().filter(|key| member.value.get(key).is_none()) {
            let slip = member.value.members().iter().any(|m| strsim::damerau_levenshtein(&m.key, key) <= 2);
            if !slip {
                // A key that no source has is what stands in its place.
                let known = ["type", "media_type", "data", "url", "file_id"];
                let stray = member.value.members().iter().find(|m| !known.contains(&m.key.as_str()));
                let span = match stray {
                    Some(stray) => context.place(stray.key_range.clone()),
                    None => context.place(member.key_range.start..member.value.range.start + 1),
                };
                sink.add(span, format!("The image's source has no {key}."));
            }
        }
    }
}

fn shown(data: &str) -> Option<&'static str> {
    MAGIC.iter().find(|(start, _)| data.starts_with(start)).map(|(_, kind)| *kind)
}

fn media_type(context: &Context, sink: &mut Sink) {
    for source in based(context) {
        let Some(member) = source.member("media_type") else { continue };
        let Some(kind) = member.value.text().filter(|kind| !TYPES.contains(kind)) else { continue };
        let data = source.text_of("data").and_then(shown);
        let meant = data.or_else(|| {
            (kind.eq_ignore_ascii_case("image/jpg") || kind == "jpg" || kind == "jpeg").then_some("image/jpeg")
        });
        let meant = meant.or_else(|| {
            TYPES.iter().copied().find(|known| known.trim_start_matches("image/") == kind.to_ascii_lowercase())
        });
        let fix = meant.and_then(|meant| {
            context.swap(member.value.range.clone(), &format!("\"{meant}\""), &format!("Use {meant}"), Trust::Safe)
        });
        let tail = meant.map_or(String::new(), |meant| format!("; it is {meant}"));
        sink.add(context.member(member), format!("The type {kind} is not taken{tail}.")).fix(fix);
    }
}

fn data_uri(context: &Context, sink: &mut Sink) {
    for source in based(context) {
        let Some(data) = source.get("data") else { continue };
        let Some(text) = data.text().filter(|text| text.starts_with("data:")) else { continue };
        let prefix = text.find(',').map_or(5, |comma| comma + 1).min(60);
        let start = data.range.start + 1;
        let range = start..start + prefix;
        let fix = context.swap(range.clone(), "", "Take the prefix out", Trust::Safe);
        sink.add(context.place(range), "data begins with a data: prefix; it takes the base64 text alone.").fix(fix);
    }
}

fn mismatch(context: &Context, sink: &mut Sink) {
    for source in based(context) {
        let Some(member) = source.member("media_type") else { continue };
        let Some(said) = member.value.text().filter(|kind| TYPES.contains(kind)) else { continue };
        let Some(real) = source.text_of("data").and_then(shown).filter(|real| *real != said) else { continue };
        let fix = context.swap(member.value.range.clone(), &format!("\"{real}\""), &format!("Use {real}"), Trust::Safe);
        sink.add(context.member(member), format!("media_type is {said}, but the data are {real}.")).fix(fix);
    }
}

/// Whether a text has the letters of base64 only. Blocks are looked at without a branch: images are long.
fn is_base64(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'-' | b'_' | b'\n' | b'\r');
    text.as_bytes().chunks(64).all(|block| block.iter().fold(true, |all, b| all & letter(*b)))
}

fn base64(context: &Context, sink: &mut Sink) {
    for source in based(context) {
        let Some(data) = source.get("data") else { continue };
        let Some(text) = data.text().filter(|text| text.len() >= 8 && !text.starts_with("data:")) else { continue };
        let good = is_base64(text);
        // Shortened examples and placeholders are not meant to be sent.
        if !good && (text.contains("...") || text.contains(['…', '<', '$', '{', '*', '['])) {
            continue;
        }
        if !good {
            let link = text.starts_with("http");
            let message = if link {
                "data is an address; a source of type url takes it."
            } else {
                "data holds characters that base64 does not have."
            };
            let note = sink.add(context.value(data), message);
            if text.contains(' ') && !link {
                note.warning();
            }
        }
    }
}

fn size(context: &Context, sink: &mut Sink) {
    let partner = matches!(context.platform, Platform::Bedrock | Platform::Vertex);
    let limit = if partner { 5 } else { 10 };
    for source in based(context) {
        let Some(data) = source.member("data") else { continue };
        let length = data.value.text().map_or(0, str::len);
        if length > limit * 1024 * 1024 {
            let size = length / (1024 * 1024);
            sink.add(
                context.place(data.key_range.clone()),
                format!("The image has {size} MB as base64; at most {limit} MB are taken."),
            );
        }
    }
}

fn role(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for message in messages(&call).iter().filter(|message| message.text_of("role") == Some("assistant")) {
            for block in blocks(message) {
                if let Some(kind) = block.member("type").filter(|kind| kind.value.text() == Some("image")) {
                    sink.add(context.member(kind), "An image stands in an assistant message.");
                }
            }
        }
    }
}
