//! Texts that know where in the paste each of their bytes came from.

mod few;
pub mod find;
mod traced;

pub use few::Few;
pub use traced::{Symbol, SymbolKind, Traced};

/// Characters that nobody sees.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

/// The first `most` bytes of a text, fewer where a character would be cut.
pub fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

/// The last `most` bytes of a text, fewer where a character would be cut.
pub fn tail(text: &str, most: usize) -> &str {
    let mut from = text.len().saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or("")
}
