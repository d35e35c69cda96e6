//! How large an image is, read from the first bytes of its file, and how many there are.

use super::images::of_kind;
use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::Severity;
use crate::json::Value;

/// The checks of this file.
pub const RULES: &[Rule] = &[DIMENSIONS, COUNT];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/vision";

/// A side that is too long.
pub const DIMENSIONS: Rule = Rule {
    id: "images/dimensions",
    title: "An image with too many pixels",
    why: "A side may have 8,000 pixels, 2,000 with more than 20 images in the request: 400 \"At least one of the image dimensions exceed max allowed size\".",
    source: cited!(SOURCE),
    run: dimensions,
    // The header of a PNG with 9,000 × 10 pixels.
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBORw0KGgoAAAANSUhEUgAAIygAAAAKCAYAAAA=\"}}]}")],
    // The same with 1 × 1 pixel.
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAA=\"}}]}")],
    ..BASE
};

/// Too many images.
pub const COUNT: Rule = Rule {
    id: "images/count",
    severity: Severity::Warning,
    title: "More images than a request may hold",
    why: "A request holds 600 images, 100 on models with a window of 200,000 tokens: 400 \"too many images\".",
    source: cited!(SOURCE),
    run: count,
    bad: pastes![],
    good: pastes![body!()],
    ..BASE
};

const LONGEST: u32 = 8000;
/// With more images than [`MANY`] in the request.
const LONGEST_OF_MANY: u32 = 2000;
const MANY: usize = 20;
/// Bytes of a file in which a JPEG's size must stand to be found.
const HEAD: usize = 32 * 1024;

/// The beginning of base64 data, up to the first character that is none.
fn decode(data: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut bits, mut held) = (0_u32, 0);
    for byte in data.bytes().filter(|b| !b.is_ascii_whitespace()).take(HEAD * 4 / 3) {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => break,
        };
        bits = (bits << 6 | u32::from(six)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    out
}

/// Width and height as the file's header has them.
fn pixels(file: &[u8]) -> Option<(u32, u32)> {
    let big = |at: usize, len: usize| {
        file.get(at..at + len).map(|bytes| bytes.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte)))
    };
    let little = |at: usize| Some(u32::from(*file.get(at)?) | u32::from(*file.get(at + 1)?) << 8);
    if file.starts_with(b"\x89PNG") {
        return Some((big(16, 4)?, big(20, 4)?));
    }
    if file.starts_with(b"GIF8") {
        return Some((little(6)?, little(8)?));
    }
    if file.starts_with(b"RIFF") && file.get(12..16) == Some(b"VP8X") {
        let size = |at: usize| Some((little(at)? | u32::from(*file.get(at + 2)?) << 16) + 1);
        return Some((size(24)?, size(27)?));
    }
    if !file.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    // A JPEG is a list of segments; the one that begins a frame holds its size.
    let mut at = 2;
    loop {
        let marker = big(at, 2)?;
        if !(0xffc0..=0xfffe).contains(&marker) {
            return None;
        }
        if (0xffc0..=0xffcf).contains(&marker) && !matches!(marker, 0xffc4 | 0xffc8 | 0xffcc) {
            return Some((big(at + 7, 2)?, big(at + 5, 2)?));
        }
        at += 2 + usize::try_from(big(at + 2, 2)?).ok()?.max(2);
    }
}

fn dimensions(context: &Context, sink: &mut Sink) {
    let images = of_kind(context, "image");
    let most = if images.len() > MANY && !context.is_batch() { LONGEST_OF_MANY } else { LONGEST };
    for image in images {
        let resized = image.get("transformations").is_some();
        let Some(member) = image.get("source").and_then(|source| source.member("data")).filter(|_| !resized) else {
            continue;
        };
        let Some((width, height)) = member.value.text().and_then(|data| pixels(&decode(data))) else { continue };
        if width.max(height) > most {
            let message = format!("The image has {width} × {height} pixels; a side may have {most} here.");
            sink.add(context.place(member.key_range.clone()), message);
        }
    }
}

fn count(context: &Context, sink: &mut Sink) {
    // Each request of a batch counts for itself.
    if context.is_batch() {
        return;
    }
    let images: Vec<&Value> = of_kind(context, "image");
    let small = context.calls().next().and_then(|call| call.model).is_some_and(|model| model.context_window <= 200_000);
    let most = if small { 100 } else { 600 };
    if let Some(first) = images.get(most) {
        let span = first.member("type").map_or(context.value(first), |kind| context.member(kind));
        sink.add(span, format!("There are {} images; at most {most} are taken.", images.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_read_from_the_header_of_each_format() {
        let jpeg = [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 50, 0, 60][..], &[3; 6]].concat();
        let webp = [b"RIFF____WEBPVP8X".as_slice(), &[10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 19, 0, 0]].concat();
        let table = [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x07\0\0\x01\0".as_slice(), Some((7, 256))),
            (b"GIF89a\x05\0\x06\0", Some((5, 6))),
            (&jpeg, Some((60, 50))),
            (&webp, Some((10, 20))),
            (b"\x89PNG", None),
            (b"%PDF-1.7", None),
        ];
        for (file, size) in table {
            assert_eq!(pixels(file), size, "{file:?}");
        }
        assert_eq!(decode("SGkhIQ=="), b"Hi!!");
    }
}
