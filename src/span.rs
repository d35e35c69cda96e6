//! Places in the paste. Everything the page points at is a [`Span`].

use serde::{Deserialize, Serialize};

/// A range of bytes in the paste exactly as it was typed.
///
/// Both ends lie on character borders of that paste, and `start <= end`.
/// An empty span marks a place where something is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span over the bytes `start..end`; ends in the wrong order are swapped.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start.min(end), end: start.max(end) }
    }

    /// The empty span in front of byte `at`.
    pub fn at(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The bytes of `paste` under this span, or `""` where it does not fit that text.
    pub fn of(self, paste: &str) -> &str {
        paste.get(self.start..self.end).unwrap_or("")
    }

    /// The same span with both ends moved outwards to character borders of `paste`.
    pub fn on_borders(self, paste: &str) -> Self {
        let mut start = self.start.min(paste.len());
        let mut end = self.end.min(paste.len());
        while !paste.is_char_boundary(start) {
            start -= 1;
        }
        while !paste.is_char_boundary(end) {
            end += 1;
        }
        Self { start, end }
    }
}
