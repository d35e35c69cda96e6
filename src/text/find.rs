//! Finding short, known pieces in short texts: one look per byte.
//!
//! The standard library's search prepares itself for a piece before it looks, which costs more than the look where
//! the text is a command or a word. These begin at once. Worst case: bytes of the text times bytes of the piece.

/// Where `piece` first stands in `text`, in bytes. `piece` is known and short, and begins with an ASCII sign.
pub fn position(text: &str, piece: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let Some((&first, tail)) = piece.as_bytes().split_first() else { return Some(0) };
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        from = at + 1;
        // Byte by byte: for two or three of them a call of the library's comparison costs more than they do.
        if bytes.get(from..from + tail.len())?.iter().eq(tail) {
            return Some(at);
        }
    }
}

/// Whether `piece` stands in `text`.
pub fn has(text: &str, piece: &str) -> bool {
    position(text, piece).is_some()
}

/// What stands before and behind the first `piece`.
pub fn parted<'a>(text: &'a str, piece: &str) -> Option<(&'a str, &'a str)> {
    let at = position(text, piece)?;
    Some((text.get(..at)?, text.get(at + piece.len()..)?))
}

/// A set of bytes to look for.
pub struct Signs([bool; 256]);

impl Signs {
    /// The set of these bytes.
    pub const fn of(signs: &[u8]) -> Self {
        let mut table = [false; 256];
        let mut index = 0;
        while index < signs.len() {
            table[signs[index] as usize] = true;
            index += 1;
        }
        Self(table)
    }

    /// Whether a byte is one of them.
    pub fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or(false)
    }

    /// Where the first of them stands in `text`, in bytes.
    pub fn find(&self, text: &str) -> Option<usize> {
        text.bytes().position(|byte| self.has(byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_found_where_the_standard_library_finds_them() {
        let texts = ["", "a", "://", "a://b://", ":/://", "::://", "é://é", "\n\n", "a\n\nb", "a:/"];
        for text in texts {
            for piece in ["://", "\n\n", ":", "a", ""] {
                assert_eq!(position(text, piece), text.find(piece), "{piece:?} in {text:?}");
                assert_eq!(has(text, piece), text.contains(piece));
                assert_eq!(parted(text, piece), text.split_once(piece));
            }
            static SIGNS: Signs = Signs::of(b":\n");
            assert_eq!(SIGNS.find(text), text.find([':', '\n']));
        }
    }
}
