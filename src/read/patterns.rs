//! Finds all patterns of the knowledge in a skeleton, in one pass.
//!
//! The first four bytes of each pattern select the candidates at a place; most places have none.

use super::skeleton::{reduce_pattern, Skeleton};
use crate::knowledge::{CAUSES, ERRORS, STEPS};
use crate::order;
use std::sync::OnceLock;

/// Places of one mark that are kept: a log of ten megabytes may hold hundreds of thousands.
const PLACES: usize = 100_000;
/// Size of the table of prefixes, as a power of two.
const HASH_BITS: u32 = 14;
/// How far `*` reaches, in skeleton bytes.
const REACH: usize = 80;
/// Keys that mark an `unless` entry as a fact; the same list as in build.rs.
const FACT_KEYS: [&str; 12] =
    ["status", "type", "code", "client", "platform", "finding", "kind", "curl_exit", "has", "vendor", "tool", "model"];

/// A piece of a pattern behind the first literal.
#[derive(Debug)]
enum Piece {
    /// These bytes must follow here.
    Literal(Vec<u8>),
    /// A number.
    Number,
    /// These bytes must follow within [`REACH`].
    Within(Vec<u8>),
}

#[derive(Debug)]
struct Pattern {
    first: Vec<u8>,
    rest: Vec<Piece>,
}

/// The first bytes of a pattern as a number, eight at most, and which of its bytes count: most candidates fall here.
#[derive(Clone, Copy, Debug)]
struct Head {
    bytes: u64,
    counts: u64,
}

impl Head {
    fn of(first: &[u8]) -> Self {
        let length = first.len().min(8);
        let counts = if length == 8 { u64::MAX } else { (1 << (8 * length)) - 1 };
        Self { bytes: eight(first) & counts, counts }
    }
}

/// The first eight bytes of a text as a number, noughts where it is shorter.
fn eight(text: &[u8]) -> u64 {
    match text.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => text.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// All patterns, ready to search. Plain tables: a hash map would weigh more than the whole search.
#[derive(Debug)]
pub struct Patterns {
    /// The patterns as written, sorted; a pattern's number is its place here.
    written: Vec<&'static str>,
    compiled: Vec<Pattern>,
    first: Vec<Head>,
    /// Which of them are marks: every place of them is wanted.
    every: Vec<bool>,
    /// For each hash of a prefix the first pattern with it, and for each pattern the next one.
    heads: Vec<u16>,
    next: Vec<u16>,
}

/// No pattern.
const NOBODY: u16 = u16::MAX;

/// Where each pattern was first found, as a range of the skeleton, and every place of each mark.
#[derive(Debug, Default)]
pub struct Hits {
    first: Vec<Option<(u32, u32)>>,
    every: Vec<Vec<u32>>,
}

impl Patterns {
    /// The patterns of the whole knowledge, prepared once.
    pub fn all() -> &'static Self {
        static ALL: OnceLock<Patterns> = OnceLock::new();
        ALL.get_or_init(|| {
            let mut written: Vec<&'static str> = Vec::with_capacity(4_096);
            let conditions = CAUSES
                .iter()
                .flat_map(|c| c.signals.iter().map(|s| &s.when))
                .chain(STEPS.iter().flat_map(|s| s.answered.iter().map(|a| &a.when)));
            for condition in conditions {
                written.extend(condition.text);
                written.extend(condition.unless.iter().filter(|u| !is_fact(u)));
            }
            written.extend(ERRORS.iter().flat_map(|e| e.text.iter().chain(e.weak)));
            written.extend(super::tables::patterns());
            order::by(&mut written, |a, b| a.cmp(b));
            written.extend(marks());
            order::by(&mut written, |a, b| a.cmp(b));
            written.dedup();
            Self::of(written)
        })
    }

    /// All patterns as the knowledge writes them.
    pub fn written(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.written.iter().copied()
    }

    /// What of each pattern must stand in a text as such, as written.
    pub fn literals(&self) -> impl Iterator<Item = &'static str> + '_ {
        let longest = |pattern: &&'static str| pattern.split(['*', '#']).max_by_key(|piece| piece.len());
        self.written.iter().filter_map(longest).map(str::trim).filter(|piece| piece.len() > 3)
    }

    fn of(written: Vec<&'static str>) -> Self {
        let marks: Vec<&str> = marks().collect();
        let every = written.iter().map(|pattern| marks.contains(pattern)).collect();
        let compiled: Vec<Pattern> = written.iter().map(|pattern| compile(pattern)).collect();
        let first = compiled.iter().map(|pattern| Head::of(&pattern.first)).collect();
        let mut heads = vec![NOBODY; 1 << HASH_BITS];
        let mut next = vec![NOBODY; compiled.len()];
        for (id, pattern) in compiled.iter().enumerate().take(usize::from(NOBODY)) {
            if let (Some(key), Some(link)) = (prefix(&pattern.first), next.get_mut(id)) {
                if let Some(head) = heads.get_mut(hash(key)) {
                    *link = std::mem::replace(head, id as u16);
                }
            }
        }
        Self { written, compiled, first, every, heads, next }
    }

    /// Searches the skeleton once for everything.
    pub fn search(&self, skeleton: &Skeleton) -> Hits {
        let text = skeleton.bytes();
        let mut hits = Hits { first: vec![None; self.compiled.len()], every: vec![Vec::new(); self.compiled.len()] };
        for (at, window) in text.windows(4).enumerate() {
            let Some(key) = prefix(window) else { continue };
            let mut id = self.heads.get(hash(key)).copied().unwrap_or(NOBODY);
            if id == NOBODY {
                continue;
            }
            let here = eight(text.get(at..).unwrap_or(&[]));
            while id != NOBODY {
                let place = usize::from(id);
                let fits = self.first.get(place).is_some_and(|head| here & head.counts == head.bytes);
                if !fits {
                    id = self.next.get(place).copied().unwrap_or(NOBODY);
                    continue;
                }
                if let (Some(pattern), Some(slot)) = (self.compiled.get(place), hits.first.get_mut(place)) {
                    match *slot {
                        Some(_) if self.every.get(place) == Some(&true) => {
                            let places = hits.every.get_mut(place).filter(|places| places.len() < PLACES);
                            if let Some(places) = places.filter(|_| pattern.matches(text, at).is_some()) {
                                places.push(at as u32);
                            }
                        }
                        None => *slot = pattern.matches(text, at).map(|end| (at as u32, end as u32)),
                        // `*` may have begun too early: the same end with a later beginning is the nearer reading.
                        Some((_, end)) if at < end as usize && !pattern.rest.is_empty() => {
                            let nearer = pattern.matches(text, at).filter(|found| *found == end as usize);
                            *slot = nearer.map(|_| (at as u32, end)).or(*slot);
                        }
                        Some(_) => {}
                    }
                }
                id = self.next.get(place).copied().unwrap_or(NOBODY);
            }
        }
        hits
    }

    /// Every place of a mark, by skeleton byte, in order. A word that is no mark is found nowhere.
    pub fn places<'a>(&self, hits: &'a Hits, mark: &str) -> impl Iterator<Item = usize> + 'a {
        let id = self.written.binary_search(&mark).ok().filter(|id| self.every.get(*id) == Some(&true));
        debug_assert!(id.is_some(), "{mark} is no mark");
        let first = id.and_then(|id| hits.first.get(id).copied().flatten()).map(|(at, _)| at);
        let more = id.and_then(|id| hits.every.get(id)).map_or(&[][..], Vec::as_slice);
        first.into_iter().chain(more.iter().copied()).map(|at| at as usize)
    }

    /// Where a pattern of the knowledge was found, as a range of the skeleton.
    pub fn hit(&self, hits: &Hits, pattern: &str) -> Option<(usize, usize)> {
        let id = self.written.binary_search(&pattern).ok()?;
        hits.first.get(id).copied().flatten().map(|(a, b)| (a as usize, b as usize))
    }
}

/// Words of which a reader wants every place, in the form of the skeleton.
fn marks() -> impl Iterator<Item = &'static str> {
    super::body::marks()
        .chain(super::errors::marks())
        .chain(super::strangers::marks())
        .chain(super::retries::marks())
        .chain(super::ids::marks())
}

/// Whether an entry of `unless` is a fact (`key=value`) and not a pattern.
pub fn is_fact(entry: &str) -> bool {
    entry.split_once('=').is_some_and(|(key, _)| FACT_KEYS.contains(&key))
}

impl Pattern {
    /// The end of a match that begins at `at`.
    fn matches(&self, text: &[u8], at: usize) -> Option<usize> {
        let mut end = at + self.first.len();
        // Patterns that begin alike, as addresses do, mostly differ at their end.
        if text.get(end.checked_sub(1)?) != self.first.last() || text.get(at..end)? != self.first.as_slice() {
            return None;
        }
        for piece in &self.rest {
            match piece {
                Piece::Literal(bytes) => {
                    let next = end + bytes.len();
                    if text.get(end..next)? != bytes.as_slice() {
                        return None;
                    }
                    end = next;
                }
                Piece::Number => end += number_length(text.get(end..)?)?,
                Piece::Within(bytes) => {
                    let window = text.get(end..(end + REACH + bytes.len()).min(text.len()))?;
                    let found = window.windows(bytes.len()).position(|w| w == bytes.as_slice())?;
                    end += found + bytes.len();
                }
            }
        }
        Some(end)
    }
}

/// Length of the number at the head of `text`; separators belong to it only between digits.
fn number_length(text: &[u8]) -> Option<usize> {
    let mut length = 0;
    while length < 24 {
        let byte = text.get(length).copied().unwrap_or(b' ');
        let next = text.get(length + 1).copied().unwrap_or(b' ');
        let between = matches!(byte, b',' | b'.' | b'_') && length > 0 && next.is_ascii_digit();
        if !byte.is_ascii_digit() && !between {
            break;
        }
        length += 1;
    }
    (length > 0).then_some(length)
}

fn compile(pattern: &str) -> Pattern {
    let reduced = reduce_pattern(pattern);
    // A number at the end must be there; at the begin nothing could be searched for.
    let reduced = reduced.trim_start_matches(['*', '#']).trim_end_matches('*');
    let cut = reduced.find(['*', '#']).unwrap_or(reduced.len());
    let (first, mut rest) = reduced.split_at(cut);
    let mut pieces = Vec::new();
    while let Some(wildcard) = rest.chars().next() {
        let tail = rest.get(1..).unwrap_or("");
        let cut = tail.find(['*', '#']).unwrap_or(tail.len());
        let (literal, next) = tail.split_at(cut);
        match wildcard {
            '#' => {
                // What stood between two numbers may be gone from the skeleton (`1 > 2`): they read as one.
                if !matches!(pieces.last(), Some(Piece::Number)) {
                    pieces.push(Piece::Number);
                }
                if !literal.is_empty() {
                    pieces.push(Piece::Literal(literal.as_bytes().to_vec()));
                }
            }
            _ if !literal.is_empty() => pieces.push(Piece::Within(literal.as_bytes().to_vec())),
            _ => {}
        }
        rest = next;
    }
    Pattern { first: first.as_bytes().to_vec(), rest: pieces }
}

fn prefix(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk::<4>().map(|chunk| u32::from_le_bytes(*chunk))
}

fn hash(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> bool {
        let skeleton = Skeleton::of(text);
        let pattern = compile(pattern);
        (0..skeleton.bytes().len()).any(|at| pattern.matches(skeleton.bytes(), at).is_some())
    }

    #[test]
    fn wildcards() {
        assert!(found(
            "prompt is too long: # tokens > # maximum",
            "prompt is too\n  long: 1,034,406 tokens > 200000 maximum"
        ));
        assert!(!found("prompt is too long: # tokens", "prompt is too long: many tokens"));
        assert!(found("rate limit of # * per minute", "rate limit of 30,000 input tokens per minute"));
        assert!(!found("rate limit * per minute", &format!("rate limit {} per minute", "x".repeat(200))));
    }

    #[test]
    fn a_wildcard_begins_as_late_as_it_can() {
        let patterns = Patterns::of(vec!["market * from elsewhere"]);
        let skeleton = Skeleton::of("market add tools: market tools is from elsewhere");
        let hits = patterns.search(&skeleton);
        assert_eq!(patterns.hit(&hits, "market * from elsewhere"), Some((15, 41)));
    }

    #[test]
    fn every_pattern_of_the_knowledge_finds_itself() {
        let patterns = Patterns::all();
        for text in &patterns.written {
            let paste = text.replace('*', "").replace('#', "12");
            let skeleton = Skeleton::of(&paste);
            let hits = patterns.search(&skeleton);
            assert!(patterns.hit(&hits, text).is_some(), "{text:?} does not find itself");
        }
    }
}
