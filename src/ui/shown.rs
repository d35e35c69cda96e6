//! What may be shown outside the box: the same words with every secret masked.

use super::engine::{self, Secret};

/// Secrets shorter than this are masked in place only: replacing them everywhere would eat ordinary words.
const EVERYWHERE: usize = 8;

/// Masks strings that quote a given paste.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The secrets of the paste, in order.
    pub secrets: Vec<Secret>,
    /// Their words and what stands for them, longest first.
    known: Vec<(String, String)>,
}

impl Shown {
    /// Finds the secrets of a paste.
    pub fn new(paste: &str) -> Self {
        let secrets = engine::secrets(paste);
        let mut known: Vec<(String, String)> = Vec::new();
        for secret in &secrets {
            let words = secret.span.of(paste);
            if words.len() >= EVERYWHERE && !known.iter().any(|(have, _)| have == words) {
                known.push((words.to_owned(), secret.shown.clone()));
            }
        }
        known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Self { secrets, known }
    }

    /// A string that may quote the paste, safe to show. Words that are secret in the paste are masked
    /// wherever they stand, also where nothing around them would tell.
    pub fn text(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (words, shown) in &self.known {
            if out.contains(words.as_str()) {
                out = out.replace(words.as_str(), shown);
            }
        }
        engine::mask(&out)
    }
}
