//! Which edits are applied together, and where a place of the paste ends up by them.

use crate::finding::{Edit, Fix};
use crate::span::Span;

/// The edits of all fixes that fit the text and each other; a fix is taken whole or not at all.
pub fn choose<'a>(text: &str, fixes: impl Iterator<Item = &'a Fix>) -> Vec<Edit> {
    let mut chosen: Vec<Edit> = Vec::new();
    for fix in fixes {
        let fits = |edit: &Edit| text.get(edit.span.start..edit.span.end).is_some();
        let free = |edit: &Edit| chosen.iter().all(|other| other == edit || !collide(edit.span, other.span));
        if fix.edits.iter().all(|edit| fits(edit) && free(edit)) {
            let new: Vec<Edit> = fix.edits.iter().filter(|edit| !chosen.contains(edit)).cloned().collect();
            chosen.extend(new);
        }
    }
    crate::order::by_key(&mut chosen, |edit| (edit.span.start, edit.span.end));
    chosen
}

/// Whether two edits want the same bytes; insertions side by side do not.
fn collide(a: Span, b: Span) -> bool {
    let inside = |point: Span, other: Span| point.is_empty() && other.start < point.start && point.start < other.end;
    a.overlaps(b) || inside(a, b) || inside(b, a)
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
