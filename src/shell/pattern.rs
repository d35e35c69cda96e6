//! Patterns of a shell: `*`, `?`, `[a-z]`, and a backslash that takes the meaning away.

/// One piece of a pattern.
#[derive(Clone, Debug)]
enum Piece {
    One(char),
    Any,
    Many,
    Class { not: bool, ranges: Vec<(char, char)> },
}

/// A pattern.
#[derive(Clone, Debug)]
pub struct Pattern(Vec<Piece>);

impl Pattern {
    /// Reads a pattern.
    pub fn new(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            pieces.push(match c {
                '\\' => Piece::One(rest.next().unwrap_or('\\')),
                '*' => Piece::Many,
                '?' => Piece::Any,
                '[' => match class(rest.as_str()) {
                    Some((piece, length)) => {
                        rest = rest.as_str().get(length..).unwrap_or("").chars();
                        piece
                    }
                    None => Piece::One('['),
                },
                c => Piece::One(c),
            });
        }
        Self(pieces)
    }

    /// Whether it fits all of a text. Time: length of the text times length of the pattern.
    pub fn fits(&self, text: &str) -> bool {
        self.ends(text).last() == Some(&text.len())
    }

    /// The lengths of all beginnings of `text` that it fits, shortest first.
    pub fn ends(&self, text: &str) -> Vec<usize> {
        // Which pieces have been used up, for each length: a set of states walked along the text.
        let mut states = vec![false; self.0.len() + 1];
        self.enter(&mut states, 0);
        let mut ends = Vec::new();
        let done = |states: &[bool]| states.last().copied().unwrap_or(false);
        if done(&states) {
            ends.push(0);
        }
        for (at, c) in text.char_indices() {
            let mut next = vec![false; self.0.len() + 1];
            for (index, piece) in self.0.iter().enumerate() {
                if !states.get(index).copied().unwrap_or(false) {
                    continue;
                }
                match piece {
                    Piece::Many => self.enter(&mut next, index),
                    piece if piece.takes(c) => self.enter(&mut next, index + 1),
                    _ => {}
                }
            }
            if !next.contains(&true) {
                break;
            }
            if done(&next) {
                ends.push(at + c.len_utf8());
            }
            states = next;
        }
        ends
    }

    /// Marks a state and those that `*` leads to without a character.
    fn enter(&self, states: &mut [bool], index: usize) {
        let mut index = index;
        loop {
            if let Some(state) = states.get_mut(index) {
                *state = true;
            }
            if !matches!(self.0.get(index), Some(Piece::Many)) {
                return;
            }
            index += 1;
        }
    }
}

impl Piece {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::One(own) => *own == c,
            Self::Any | Self::Many => true,
            Self::Class { not, ranges } => ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)) != *not,
        }
    }
}

/// The class behind `[` and how many bytes it takes, its `]` included.
fn class(text: &str) -> Option<(Piece, usize)> {
    let not = text.starts_with(['!', '^']);
    let mut ranges: Vec<(char, char)> = Vec::new();
    let mut rest = text.get(usize::from(not)..)?;
    let mut first = true;
    loop {
        let c = rest.chars().next()?;
        if c == ']' && !first {
            return Some((Piece::Class { not, ranges }, text.len() - rest.len() + 1));
        }
        first = false;
        if let Some((name, after)) = rest.strip_prefix("[:").and_then(|named| named.split_once(":]")) {
            ranges.extend_from_slice(named(name));
            rest = after;
            continue;
        }
        let c = if c == '\\' {
            rest = rest.get(1..)?;
            rest.chars().next()?
        } else {
            c
        };
        rest = rest.get(c.len_utf8()..)?;
        let high = rest.strip_prefix('-').and_then(|after| after.chars().next()).filter(|high| *high != ']');
        match high {
            Some(high) => {
                ranges.push((c, high));
                rest = rest.get(1 + high.len_utf8()..)?;
            }
            None => ranges.push((c, c)),
        }
    }
}

fn named(name: &str) -> &'static [(char, char)] {
    match name {
        "digit" => &[('0', '9')],
        "alpha" => &[('a', 'z'), ('A', 'Z')],
        "alnum" => &[('a', 'z'), ('A', 'Z'), ('0', '9')],
        "lower" => &[('a', 'z')],
        "upper" => &[('A', 'Z')],
        "space" => &[(' ', ' '), ('\t', '\r')],
        "xdigit" => &[('a', 'f'), ('A', 'F'), ('0', '9')],
        "punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_a_shell() {
        let cases = [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abbd", false),
            ("?[0-9]*", "é1x", true),
            ("[!a]b", "ab", false),
            ("[]x]", "]", true),
            ("\\*", "*", true),
            ("\\*", "x", false),
            ("[", "[", true),
            ("[[:digit:]]", "7", true),
        ];
        for (pattern, text, want) in cases {
            assert_eq!(Pattern::new(pattern).fits(text), want, "{pattern} {text}");
        }
        assert_eq!(Pattern::new("*/").ends("a/b/c"), [2, 4]);
    }
}
