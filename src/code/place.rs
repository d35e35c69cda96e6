//! Where something is called: the name with its dots in front of an opening bracket.

use crate::span::Span;
use crate::text::tail;

/// How much (bytes) in front of a bracket is looked at.
const LOOK: usize = 160;

/// A call whose arguments were not read yet.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// What is called, with its dots: `axios.post`. Begins with a dot where something that has no name is in front.
    pub path: &'a str,
    /// Where that stands.
    pub program: Span,
    /// Behind the bracket.
    pub args: usize,
}

impl<'a> Place<'a> {
    /// What stands in front of the last dot.
    pub fn owner(&self) -> &'a str {
        self.path.rsplit_once('.').map_or("", |(owner, _)| owner)
    }

    /// The last name in front of the last dot: `session` of `self.session.post`.
    pub fn holder(&self) -> &'a str {
        last(self.owner())
    }

    /// The last name.
    pub fn name(&self) -> &'a str {
        last(self.path)
    }

    /// The place of [`owner`](Self::owner).
    pub fn owner_span(&self) -> Span {
        Span::new(self.program.start, self.program.start + self.owner().len())
    }

    /// The call whose bracket opens at byte `open`.
    fn at(paste: &'a str, open: usize) -> Option<Self> {
        let before = tail(paste.get(..open)?, LOOK);
        // A type may stand between: `axios.post<Answer>(`
        let named = if before.ends_with('>') { without_type(before)? } else { before };
        let letters = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
        let path = named.get(named.trim_end_matches(letters).len()..)?;
        let start = open - before.len() + named.len() - path.len();
        (!path.is_empty()).then(|| Self { path, program: Span::new(start, start + path.len()), args: open + 1 })
    }
}

/// The calls of a paste whose last name is one of `names`, in order.
pub fn all<'a>(paste: &'a str, names: &'a [&str]) -> impl Iterator<Item = Place<'a>> {
    let wanted = |place: &Place<'_>| names.contains(&place.name());
    paste.match_indices('(').filter_map(move |(at, _)| Place::at(paste, at)).filter(wanted)
}

/// The part behind the last dot.
pub fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// The text without the `<…>` that it ends with.
fn without_type(text: &str) -> Option<&str> {
    let mut open = 0_usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            '>' => open += 1,
            '<' => open = open.saturating_sub(1),
            '(' | ')' | ';' | '=' => return None,
            _ => {}
        }
        if open == 0 {
            return text.get(..at);
        }
    }
    None
}
