//! The errors of a paste, one after the other: the same one seen several times is one with a count, and of
//! different ones it is told which came first.
//!
//! A printed error leaves marks: a banner, a status, a type, an id. Marks that stand together are one error.

use super::body::Typed;
use super::skeleton::Skeleton;
use super::{body, Found, Words};
use crate::span::Span;

/// An error, however often it was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its status, as printed.
    pub status: Option<u16>,
    /// Its type, as printed.
    pub error_type: Option<&'static str>,
    /// How often it happened.
    pub count: usize,
    /// Where it stands first.
    pub span: Span,
    /// It is printed as the reason of the one before it (`Caused by:`).
    pub reason: bool,
}

impl Seen {
    /// `529 overloaded_error`
    pub fn name(&self) -> String {
        let status = self.status.map(|status| status.to_string());
        status.into_iter().chain(self.error_type.map(str::to_owned)).collect::<Vec<_>>().join(" ")
    }
}

/// Different errors that are kept.
const MOST: usize = 8;
/// Marks that are looked at: a log of ten megabytes may hold hundreds of thousands.
const MARKS: usize = 20_000;
/// How far apart marks of one error stand at most, in skeleton bytes.
const APART: usize = 900;
/// How far behind an error its status may be printed once more.
const AGAIN: usize = 2_500;

/// Words that stand between one error and the next.
const BETWEEN: &[(&str, Mark)] = &[
    ("apierror:", Mark::Banner),
    ("apierror(", Mark::Banner),
    ("apierror·", Mark::Banner),
    ("retryingin", Mark::Retry),
    ("retryingrequest", Mark::Retry),
    ("attempt", Mark::Retry),
    ("theaboveexception", Mark::Chained),
    ("duringhandlingof", Mark::Chained),
    ("causedby:", Mark::Reason),
    ("[cause]:", Mark::Reason),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Banner,
    Retry,
    Chained,
    Reason,
    Status(u16),
    Type(&'static str),
    /// A request id, by its number among the ids of the paste.
    Id(usize),
}

/// One printing of an error.
#[derive(Debug)]
struct Event {
    status: Option<u16>,
    error_type: Option<&'static str>,
    id: Option<usize>,
    start: usize,
    end: usize,
    chained: bool,
    reason: bool,
    /// A banner or a word of retrying stands in front of it.
    parted: bool,
}

/// The words of which every place is wanted.
pub fn marks() -> impl Iterator<Item = &'static str> {
    BETWEEN.iter().map(|(word, _)| *word)
}

/// Finds the errors, in order of their first appearance.
pub fn read(
    paste: &str,
    words: &Words,
    statuses: &[(usize, u16)],
    types: &[Typed],
    ids: &[Found<String>],
) -> Vec<Seen> {
    let skeleton = &words.skeleton;
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    marks.extend(statuses.iter().take(MARKS).map(|(at, status)| (*at, Mark::Status(*status))));
    marks.extend(types.iter().take(MARKS).map(|typed| (typed.start, Mark::Type(typed.name))));
    marks.extend(ids.iter().enumerate().map(|(number, id)| (skeleton.at(id.span.start), Mark::Id(number))));
    marks.extend(printed_again(words, ids));
    if statuses.len() + types.len() < 2 {
        return events(&mut marks).iter().map(|event| seen(event, skeleton, paste)).collect();
    }
    for (word, mark) in BETWEEN {
        marks.extend(words.places(word).take(MARKS).map(|at| (at, *mark)));
    }
    let mut all: Vec<Seen> = Vec::new();
    for event in events(&mut marks) {
        let room = all.len() < MOST;
        let known = all.iter_mut().find(|seen| {
            let same = |a: bool, b: bool, equal: bool| equal || !a || !b;
            same(seen.status.is_some(), event.status.is_some(), seen.status == event.status)
                && same(seen.error_type.is_some(), event.error_type.is_some(), seen.error_type == event.error_type)
                && (seen.status == event.status || seen.error_type == event.error_type)
        });
        match known {
            Some(seen) => {
                seen.count += 1;
                seen.status = seen.status.or(event.status);
                seen.error_type = seen.error_type.or(event.error_type);
            }
            None if room => all.push(seen(&event, skeleton, paste)),
            None => {}
        }
    }
    all
}

/// Where ids are printed once more, as objects and headers do: one pass over the text for all of them.
fn printed_again(words: &Words, ids: &[Found<String>]) -> Vec<(usize, Mark)> {
    // Each id in the form of the skeleton, its number among the ids, and how often it was met.
    let mut values: Vec<(String, usize, usize)> =
        ids.iter().enumerate().map(|(number, id)| (id.value.to_ascii_lowercase(), number, 0)).collect();
    crate::order::by(&mut values, |a, b| a.0.cmp(&b.0));
    let mut again = Vec::new();
    for at in words.places(body::ID) {
        let rest = words.bytes().get(at..).unwrap_or(&[]);
        // The id that stands here is the greatest one that is not greater than the text.
        let behind = values.partition_point(|(value, ..)| value.as_bytes() <= rest);
        let Some((value, number, met)) = behind.checked_sub(1).and_then(|i| values.get_mut(i)) else { continue };
        if *met < 16 && rest.starts_with(value.as_bytes()) {
            if *met > 0 {
                again.push((at, Mark::Id(*number)));
            }
            *met += 1;
        }
    }
    again
}

fn seen(event: &Event, skeleton: &Skeleton, paste: &str) -> Seen {
    let span = skeleton.span(event.start, event.start + 1, paste);
    Seen { status: event.status, error_type: event.error_type, count: 1, span, reason: event.reason }
}

/// Marks that stand together, as one printing each; printings of one error are joined.
fn events(marks: &mut Vec<(usize, Mark)>) -> Vec<Event> {
    crate::order::by_key(marks, |(at, _)| *at);
    let mut events: Vec<Event> = Vec::new();
    let (mut chained, mut reason, mut parted) = (false, false, true);
    for &(at, mark) in marks.iter() {
        match mark {
            Mark::Banner | Mark::Retry => parted = true,
            Mark::Chained => chained = true,
            Mark::Reason => (chained, reason) = (true, true),
            Mark::Status(_) | Mark::Type(_) | Mark::Id(_) => {
                let open = events.last_mut().filter(|event| !parted && !chained && at - event.end <= APART);
                if open.is_none_or(|event| !event.takes(mark, at)) {
                    let mut event =
                        Event { status: None, error_type: None, id: None, start: at, end: at, chained, reason, parted };
                    event.takes(mark, at);
                    events.push(event);
                }
                (chained, reason, parted) = (false, false, false);
            }
        }
    }
    let mut joined: Vec<Event> = Vec::new();
    for event in events {
        match joined.iter_mut().rev().take(4).find(|earlier| earlier.same(&event)) {
            Some(earlier) => earlier.join(&event),
            None => joined.push(event),
        }
    }
    joined.retain(|event| event.status.is_some() || event.error_type.is_some());
    joined
}

impl Event {
    /// Takes a mark in, unless it begins another error.
    fn takes(&mut self, mark: Mark, at: usize) -> bool {
        let fits = match mark {
            // A status behind the type is the next error's.
            Mark::Status(value) if self.error_type.is_none() => *self.status.get_or_insert(value) == value,
            Mark::Type(name) => *self.error_type.get_or_insert(name) == name,
            Mark::Id(id) => *self.id.get_or_insert(id) == id,
            _ => false,
        };
        if fits {
            self.end = at;
        }
        fits
    }

    /// Whether `later` is this error, printed once more.
    fn same(&self, later: &Self) -> bool {
        let agree = |equal: bool, known: bool| equal || !known;
        let fits = agree(self.status == later.status, self.status.is_some() && later.status.is_some())
            && agree(self.error_type == later.error_type, self.error_type.is_some() && later.error_type.is_some());
        let near = later.start - self.end.min(later.start) <= AGAIN;
        if self.id.is_some() && self.id == later.id {
            return fits;
        }
        let bare = later.error_type.is_none() || later.status.is_none() && !later.parted;
        let other_id = self.id.is_some() && later.id.is_some();
        fits && !other_id && near && (later.chained || bare && !later.parted)
    }

    fn join(&mut self, later: &Self) {
        self.status = self.status.or(later.status);
        self.error_type = self.error_type.or(later.error_type);
        self.id = self.id.or(later.id);
        self.end = self.end.max(later.end);
    }
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    fn names(paste: &str) -> Vec<(String, usize)> {
        read(paste).errors.iter().map(|seen| (seen.name(), seen.count)).collect()
    }

    #[test]
    fn the_same_error_is_one_with_a_count() {
        let banner = |n: usize| {
            format!("  ⎿  API Error (529 {{\"type\":\"error\",\"error\":{{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}}}) · Retrying in {n} seconds… (attempt {n}/10)\n")
        };
        let retries: String = (1..=4).map(banner).collect();
        let object = |id: &str| {
            format!("{{\"type\":\"error\",\"error\":{{\"type\":\"rate_limit_error\",\"message\":\"x\"}},\"request_id\":\"{id}\"}}")
        };
        let (one, two) = ("req_011CfTG7atwKZC5wRJ1doAQM", "req_011CfEgfFUFBhmPhweKEgsdR");
        for (paste, expected) in [
            (retries, vec![("529 overloaded_error".to_owned(), 4)]),
            (
                "API Error: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\nAPI Error: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}".to_owned(),
                vec![("overloaded_error".to_owned(), 2)],
            ),
            (
                format!("RateLimitError: 429 {}\n {{\n status: 429,\n requestID: '{one}',\n error: {{ type: 'error', error: {{ type: 'rate_limit_error' }} }} }}", object(one)),
                vec![("429 rate_limit_error".to_owned(), 1)],
            ),
            (
                format!("Error: 429 {}\nError: 429 {}", object(one), object(two)),
                vec![("429 rate_limit_error".to_owned(), 2)],
            ),
            (
                "HTTP/2 401\nrequest-id: req_011CfTG7atwKZC5wRJ1doAQM\n\n{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"}}".to_owned(),
                vec![("401 authentication_error".to_owned(), 1)],
            ),
            (
                "Error code: 400 - {'type': 'error', 'error': {'type': 'api_error'}}\n\nThe above exception was the direct cause of the following exception:\n\nError code: 400 - {'type': 'error', 'error': {'type': 'api_error'}}".to_owned(),
                vec![("400 api_error".to_owned(), 1)],
            ),
            ("nothing at all".to_owned(), vec![]),
        ] {
            assert_eq!(names(&paste), expected, "{paste}");
        }
    }

    #[test]
    fn different_errors_keep_their_order() {
        let paste = "API Error: 529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\nAPI Error: 401 {\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"}}";
        assert_eq!(names(paste), [("529 overloaded_error".to_owned(), 1), ("401 authentication_error".to_owned(), 1)]);
        let java = "x.InternalServerException: 500: {type=error, error={type=api_error}}\nCaused by: x.OverloadedException: 529: {type=error, error={type=overloaded_error}}";
        assert!(
            read(java).errors.iter().any(|seen| seen.reason && seen.status == Some(529)),
            "{:?}",
            read(java).errors
        );
    }
}
