//! What may be shown outside the box: the same words with every secret masked.

use super::marks::{self, Mark};
use crate::mask::{self, Masker};
use crate::span::Span;
use std::cell::RefCell;
use std::collections::HashMap;

/// A secret in the paste and what is shown instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Where it stands.
    pub span: Span,
    /// What is shown in its place.
    pub shown: String,
}

/// All secrets of a text, in order, with words instead of each.
fn secrets_of(text: &str) -> Vec<Secret> {
    let found = mask::secrets(text).into_iter();
    found
        .map(|secret| {
            let length = secret.span.of(text).chars().count();
            Secret { span: secret.span, shown: format!("{} · {length} characters", mask::words(secret.class)) }
        })
        .collect()
}

/// Longer texts (bytes) are searched for secrets only around what is shown of them.
const WHOLE: usize = 16_000;
/// How far (bytes) around a mark the search goes: far more than is shown, so that a secret at the edge is known.
const CONTEXT: usize = 4_000;

/// Masks strings that quote a given paste.
#[derive(Debug, Default)]
pub struct Shown {
    /// The secrets among what is shown of the paste, in order.
    pub secrets: Vec<Secret>,
    masker: Masker,
    /// What was masked once is not searched again at the next painting.
    done: RefCell<HashMap<String, String>>,
}

impl Shown {
    /// Finds the secrets of a paste, in a long one those around its marks.
    pub fn new(paste: &str, marks: &[Mark]) -> Self {
        let mut places: Vec<Span> = Vec::new();
        if paste.len() <= WHOLE {
            places.push(Span::new(0, paste.len()));
        } else {
            for span in std::iter::once(Span::at(0)).chain(marks.iter().map(|mark| mark.span)) {
                let place = marks::around(paste, span, CONTEXT);
                match places.last_mut() {
                    Some(last) if place.start <= last.end => *last = last.join(place),
                    _ => places.push(place),
                }
            }
        }
        let mut secrets = Vec::new();
        let mut near = String::new();
        for place in places {
            let words = place.of(paste);
            secrets.extend(secrets_of(words).into_iter().map(|secret| Secret {
                span: Span::new(secret.span.start + place.start, secret.span.end + place.start),
                ..secret
            }));
            near.push_str(words);
            near.push('\n');
        }
        Self { secrets, masker: Masker::of(&near), done: RefCell::default() }
    }

    /// A string that may quote the paste, safe to show. Words that are secret in the paste are masked
    /// wherever they stand, also where nothing around them would tell.
    pub fn text(&self, text: &str) -> String {
        if let Some(done) = self.done.borrow().get(text) {
            return done.clone();
        }
        let masked = self.masker.mask(text).into_string();
        self.done.borrow_mut().insert(text.to_owned(), masked.clone());
        masked
    }
}
