//! Which edits are applied together, and where a place of the paste ends up by them.

use crate::finding::{Edit, Fix};
use crate::span::Span;
use std::collections::BTreeMap;

/// The edits of all fixes that fit the text and each other; a fix is taken whole or not at all.
pub fn choose<'a>(text: &str, fixes: impl Iterator<Item = &'a Fix>) -> Vec<Edit> {
    let mut chosen = Chosen::default();
    for fix in fixes {
        let fits = |edit: &Edit| text.get(edit.span.start..edit.span.end).is_some();
        if fix.edits.iter().all(|edit| fits(edit) && (chosen.has(edit) || chosen.is_free(edit.span))) {
            fix.edits.iter().for_each(|edit| chosen.add(edit));
        }
    }
    chosen.in_order()
}

/// Edits that do not want the same bytes; insertions side by side do not.
#[derive(Default)]
struct Chosen<'a> {
    /// Those that replace something, by where they begin: no two of them overlap.
    replaced: BTreeMap<usize, &'a Edit>,
    /// Those that only insert, by their place.
    inserted: BTreeMap<usize, Vec<&'a Edit>>,
}

impl<'a> Chosen<'a> {
    fn has(&self, edit: &Edit) -> bool {
        match edit.span.is_empty() {
            true => self.inserted.get(&edit.span.start).is_some_and(|all| all.contains(&edit)),
            false => self.replaced.get(&edit.span.start).is_some_and(|other| *other == edit),
        }
    }

    /// Whether nothing is done to the bytes of `span`, nor strictly inside it.
    fn is_free(&self, span: Span) -> bool {
        if span.is_empty() {
            return self.replaced.range(..span.start).next_back().is_none_or(|(_, other)| other.span.end <= span.start);
        }
        let last = self.replaced.range(..span.end).next_back();
        last.is_none_or(|(_, other)| other.span.end <= span.start)
            && self.inserted.range(span.start + 1..span.end).next().is_none()
    }

    fn add(&mut self, edit: &'a Edit) {
        if self.has(edit) {
            return;
        }
        match edit.span.is_empty() {
            true => self.inserted.entry(edit.span.start).or_default().push(edit),
            false => {
                self.replaced.insert(edit.span.start, edit);
            }
        }
    }

    fn in_order(self) -> Vec<Edit> {
        let inserted = self.inserted.into_values().flatten();
        let mut all: Vec<Edit> = self.replaced.into_values().chain(inserted).cloned().collect();
        crate::order::by_key(&mut all, |edit| (edit.span.start, edit.span.end));
        all
    }
}

/// Whether any edit lies in `span`.
pub fn touches(edits: &[Edit], span: Span) -> bool {
    edits.iter().any(|edit| edit.span.start >= span.start && edit.span.end <= span.end)
}

/// Where `span` of the text lies after the edits (sorted, not overlapping); insertions at its ends belong to it.
pub fn moved(edits: &[Edit], span: Span) -> Span {
    let (mut start, mut end) = (span.start as isize, span.end as isize);
    for edit in edits {
        let grown = edit.text.len() as isize - edit.span.len() as isize;
        if edit.span.start < span.start && edit.span.end <= span.start {
            start += grown;
        }
        if edit.span.end <= span.end {
            end += grown;
        }
    }
    Span::new(start.max(0) as usize, end.max(0) as usize)
}
