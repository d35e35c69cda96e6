//! `XMLHttpRequest`: `open(method, address)`, `setRequestHeader(name, value)`, `send(body)`.

use super::build::Draft;
use super::expr::Node;
use super::lex::Language;
use super::made::uses;
use super::place::Place;
use super::write::Writer;
use super::Reader;
use crate::request::{Origin, Request};
use crate::span::Span;
use crate::text::tail;

/// How far (bytes) in front of a call the line is looked for that makes its object.
const NEAR: usize = 1_000;

/// The content type of a text where none is given.
const TEXT: &str = "text/plain;charset=UTF-8";

/// The request that is opened by a call.
pub fn request(reader: &Reader<'_>, place: &Place<'_>) -> Option<(Request, usize)> {
    let paste = reader.paste;
    let thing = place.holder();
    if thing.is_empty() || !reader.words().xhr {
        return None;
    }
    let (args, end) = reader.args(place.args, Language::JavaScript)?;
    let [method, address, ..] = args.as_slice() else { return None };
    let mut writer = Writer::new(paste, reader.names(), Language::JavaScript);
    let mut draft = Draft::new(Origin::Browser, place.program, Span::new(place.program.start, end));
    draft.verb(writer.plain(&method.value));
    draft.url = super::fetch::address_of(&mut writer, &address.value);
    let mut sent = false;
    for used in uses(reader, thing, end, &["setRequestHeader", "send"]) {
        let Some((args, behind)) = used.args(reader, Language::JavaScript).filter(|_| !sent) else { continue };
        match (used.member, args.as_slice()) {
            ("setRequestHeader", [key, value]) => {
                let (key, value) = (writer.plain(&key.value), writer.plain(&value.value));
                draft.header(key, value);
            }
            ("send", []) => sent = true,
            ("send", [body, ..]) => {
                sent = true;
                if !matches!(body.value.node, Node::Word(_)) && draft.content(&mut writer, &body.value, false) {
                    draft.added_type(TEXT, body.value.span);
                }
            }
            _ => draft.hidden(used.span),
        }
        draft.span.end = draft.span.end.max(behind);
    }
    if !sent {
        // The paste does not show it to its end.
        draft.hidden(place.program);
        draft.unknown_body(draft.span);
    }
    draft.uses(&writer.used, made(paste, place.program.start));
    draft.concerns_claude().then(|| (draft.finish(paste), end))
}

/// The line that makes an object, near in front of byte `at`.
fn made(paste: &str, at: usize) -> Option<Span> {
    let before = tail(paste.get(..at)?, NEAR);
    let word = before.rfind("XMLHttpRequest")?;
    let line = before.get(..word)?.rfind('\n').map_or(0, |newline| newline + 1);
    let blanks = before.get(line..)?.len() - before.get(line..)?.trim_start().len();
    let from = at - before.len();
    Some(Span::new(from + line + blanks, from + word + "XMLHttpRequest".len()))
}
