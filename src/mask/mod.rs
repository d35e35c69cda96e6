//! Secrets and personal things in a text, and the text without them.
//!
//! [`Masked`] is the only form in which the paste leaves the text box: shown elsewhere, shared, reported.
//! Two layers look for secrets: [`prefix`] knows how they begin, [`position`] knows where they stand;
//! [`form`] knows the rest (private keys, addresses, folders). All read the text once, from left to right.

mod classes;
mod form;
mod placeholder;
mod position;
mod prefix;

#[cfg(test)]
mod tests;

pub use classes::{beginning, words};
pub use placeholder::{placeholder_at, placeholders, stands_in, Placeholder};

use crate::span::Span;
use std::collections::HashMap;

/// A secret, or something personal, in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Where it stands.
    pub span: Span,
    /// What it is: the name that its placeholder carries.
    pub class: &'static str,
}

/// A text without secrets. Only [`mask`] makes one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masked(String);

impl Masked {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, given away.
    pub fn into_string(self) -> String {
        self.0
    }

    /// How many different secrets of each class were masked, in the order of their first places.
    pub fn classes(&self) -> Vec<(&'static str, usize)> {
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        let mut seen: Vec<(&'static str, usize)> = Vec::new();
        for found in placeholders(&self.0) {
            if seen.contains(&(found.class, found.number)) || seen.len() > 1000 {
                continue;
            }
            seen.push((found.class, found.number));
            match counts.iter_mut().find(|(class, _)| *class == found.class) {
                Some(count) => count.1 += 1,
                None => counts.push((found.class, 1)),
            }
        }
        counts
    }
}

/// All secrets of a text, in order, none overlapping another.
pub fn secrets(text: &str) -> Vec<Secret> {
    let mut found = scan(text);
    crate::order::by_key(&mut found, |(secret, _)| (secret.span.start, secret.span.end));
    let mut out: Vec<(Secret, Sign)> = Vec::with_capacity(found.len());
    for (secret, sign) in found {
        match out.last_mut() {
            Some((last, by)) if secret.span.start < last.span.end => {
                if sign > *by {
                    (last.class, *by) = (secret.class, sign);
                }
                last.span.end = last.span.end.max(secret.span.end);
            }
            _ => out.push((secret, sign)),
        }
    }
    let with_its_fault = |(mut secret, _): (Secret, Sign)| {
        if secret.class == "anthropic_key" && broken(secret.span.of(text)) {
            secret.class = "anthropic_key_broken";
        }
        secret
    };
    out.into_iter().map(with_its_fault).collect()
}

/// Whether a line break stands in a key: a fault of its own, which masking must not mend.
/// A terminal's wrap, which indents what follows, is none.
fn broken(key: &str) -> bool {
    key.split('\n').skip(1).any(|rest| !rest.starts_with([' ', '\t', '│', '|']))
}

/// By what a secret was known; the later ones know its kind better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Position,
    Form,
    Prefix,
}

fn scan(text: &str) -> Vec<(Secret, Sign)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut word_end, mut by_form, mut by_prefix, mut by_position) = (0, 0, 0, 0, 0);
    while at < bytes.len() {
        if !text.is_char_boundary(at) {
            at += 1;
            continue;
        }
        if let Some(placeholder) = placeholder_at(text, at) {
            at = placeholder.span.end;
            word_end = word_end.max(at);
            continue;
        }
        if at >= by_prefix {
            if let Some(secret) = prefix::at(text, at) {
                by_prefix = secret.span.end;
                found.push((secret, Sign::Prefix));
            }
        }
        if at >= by_form {
            if let Some(secret) = form::at(text, at) {
                by_form = secret.span.end;
                found.push((secret, Sign::Form));
            }
        }
        if at >= word_end && is_word(bytes.get(at)) {
            word_end = at + bytes.iter().skip(at).take_while(|b| is_word(Some(b))).count();
            if at >= by_position {
                let word = Span::new(at, word_end);
                if bytes.get(at) == Some(&b'-') {
                    found.extend(position::after_flag(text, word).map(|secret| (secret, Sign::Position)));
                }
                let (secret, next) = position::after(text, word);
                by_position = next;
                found.extend(secret.map(|secret| (secret, Sign::Position)));
            }
        }
        at += 1;
    }
    found
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// The text with a placeholder in place of each secret. Masking twice changes nothing more.
pub fn mask(text: &str) -> Masked {
    Masker::default().mask(text)
}

/// Masks several texts that belong to one paste: messages, evidence, a corrected command.
///
/// A secret that was known in the paste by its position is known in them wherever it stands,
/// and keeps its number.
#[derive(Clone, Debug, Default)]
pub struct Masker {
    /// Secrets of the paste with their placeholders, longest first.
    known: Vec<(String, String)>,
    /// The last number given in each class.
    last: HashMap<&'static str, usize>,
}

/// More secrets than this are not looked for in other texts; each costs a search.
const MOST_KNOWN: usize = 300;
/// A shorter secret stands by chance in many words.
const SHORTEST_KNOWN: usize = 5;

impl Masker {
    /// Learns the secrets of a paste.
    pub fn of(paste: &str) -> Self {
        let mut masker = Self::default();
        let mut known: HashMap<(&'static str, String), usize> = HashMap::new();
        masker.replace(paste, &secrets(paste), &mut known);
        masker.known = known
            .into_iter()
            .filter(|((_, shown), _)| shown.len() >= SHORTEST_KNOWN)
            .map(|((class, shown), number)| {
                let length = shown.chars().count();
                (shown, placeholder::written(class, number, length))
            })
            .collect();
        crate::order::by(&mut masker.known, |(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        masker.known.truncate(MOST_KNOWN);
        masker
    }

    /// The text without its secrets and without those of the paste.
    pub fn mask(&self, text: &str) -> Masked {
        let mut masked = text.to_owned();
        for (shown, placeholder) in &self.known {
            if masked.contains(shown.as_str()) {
                masked = masked.replace(shown.as_str(), placeholder);
            }
        }
        // A second look, because what was hidden may have been what kept a rule from firing.
        for _ in 0..4 {
            let secrets = secrets(&masked);
            if secrets.is_empty() {
                break;
            }
            masked = self.clone().replace(&masked, &secrets, &mut HashMap::new());
        }
        Masked(masked)
    }

    fn replace(
        &mut self,
        text: &str,
        secrets: &[Secret],
        numbers: &mut HashMap<(&'static str, String), usize>,
    ) -> String {
        // Numbers go on from those that the text already holds.
        for found in placeholders(text) {
            let number = self.last.entry(found.class).or_default();
            *number = (*number).max(found.number);
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for secret in secrets {
            // A wrapped key is the same key as an unwrapped one.
            let shown = prefix::unwrapped(secret.span.of(text));
            let length = shown.chars().count();
            let number = *numbers.entry((secret.class, shown)).or_insert_with(|| {
                let number = self.last.entry(secret.class).or_default();
                *number += 1;
                *number
            });
            out.push_str(text.get(at..secret.span.start).unwrap_or(""));
            out.push_str(&placeholder::written(secret.class, number, length));
            at = secret.span.end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        out
    }
}
