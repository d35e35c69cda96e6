//! Which known errors match: error code first, then words, the longest first, then type and status.

use crate::knowledge::{ErrorEntry, ERRORS};
use crate::read::{Evidence, Fact, Reading};

/// How many matching errors are named.
const NAMED: usize = 10;
/// Bytes of words that the right client outweighs: its own wording of an error beats the same words elsewhere.
const CLIENT: u32 = 40;

/// Under this name the evidence shows the message that was recognised.
pub const MESSAGE: &str = "Known message";

/// The known errors that match a paste.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Their ids, best first, at most ten.
    pub ids: Vec<&'static str>,
    /// The best one whose words speak for a cause.
    pub speaks: Option<&'static ErrorEntry>,
    /// The best one, where it was known by words of its own and has advice of its own.
    pub message: Option<&'static ErrorEntry>,
    /// Words were found that only Claude Code prints.
    pub claudes: bool,
}

/// What a match rests on, the least first; within each, the longer words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// Status and type alone.
    Form,
    /// Words that others use too.
    Weak,
    /// Words of its own.
    Words,
    /// The API's error code.
    Code,
}

/// The known errors that match; words that only Claude Code prints become the fact `has=known_message`.
pub fn recognise(paste: &str, reading: &mut Reading) -> Known {
    let known = matching(paste, reading);
    let words = |entry: &ErrorEntry| entry.text.iter().find_map(|pattern| reading.words.find(pattern, paste));
    let span = known.message.and_then(words);
    if let Some(entry) = known.message {
        reading.evidence.push(Evidence { label: MESSAGE, value: entry.id.into(), span, rule: "known word for word" });
    }
    if known.claudes {
        reading.add_facts(std::iter::once(Fact { name: "has=known_message".into(), span }));
    }
    known
}

fn matching(paste: &str, reading: &Reading) -> Known {
    let ranked = ERRORS.iter().filter_map(|entry| rank(paste, reading, entry).map(|rank| (rank, entry)));
    let mut ranked: Vec<((Ground, u32), &'static ErrorEntry)> = ranked.collect();
    crate::order::by(&mut ranked, |a, b| b.0.cmp(&a.0));
    let beaten: Vec<&str> = ranked.iter().flat_map(|(_, entry)| entry.beats).copied().collect();
    let (mut order, behind): (Vec<_>, Vec<_>) = ranked.into_iter().partition(|(_, e)| !beaten.contains(&e.id));
    order.extend(behind);
    let speaks = order.iter().find(|((ground, _), entry)| *ground != Ground::Weak && !entry.causes.is_empty());
    // Words that the API or a network stack prints as well say nothing of who printed them.
    let by_words = |((ground, _), _): &&((Ground, u32), &ErrorEntry)| *ground == Ground::Words;
    let own = order.iter().filter(by_words).all(|(_, entry)| entry.platform == "claude-code");
    let message = order.first().filter(|((ground, _), e)| *ground == Ground::Words && e.advice.is_some() && own);
    Known {
        speaks: speaks.map(|(_, entry)| *entry),
        message: message.map(|(_, entry)| *entry),
        claudes: own && order.first().is_some_and(|((ground, _), _)| *ground == Ground::Words),
        ids: order.iter().take(NAMED).map(|(_, e)| e.id).collect(),
    }
}

fn rank(paste: &str, reading: &Reading, entry: &ErrorEntry) -> Option<(Ground, u32)> {
    let status = reading.status.as_ref().map(|status| status.value);
    let kind = reading.error_type.as_ref().map(|kind| kind.value.as_str());
    let same_status = entry.status.is_some() && entry.status == status;
    let same_type = entry.error_type.is_some() && entry.error_type == kind;
    let same_code = entry.code.is_some() && entry.code == reading.error_code.as_ref().map(|code| code.value.as_str());
    if same_code {
        return Some((Ground::Code, 0));
    }
    let form = 2 * u32::from(same_type) + u32::from(same_status);
    if entry.text.is_empty() && entry.weak.is_empty() {
        let status_fits = entry.status.is_none() || same_status;
        let type_fits = entry.error_type.is_none() || same_type;
        return (status_fits && type_fits && form > 0).then_some((Ground::Form, form));
    }
    let claude_code = reading.client.is_some_and(|client| client.value == "claude-code");
    let same_client = claude_code && entry.platform == "claude-code";
    // That a call goes to Anthropic itself is no sign of any error.
    let same_cloud =
        entry.platform != "api" && reading.platform.is_some_and(|platform| platform.value == entry.platform);
    // What is printed must not contradict what the entry knows; an official message is known by its words alone.
    let contradicts =
        entry.advice.is_none() && entry.status.is_some() && status.is_some_and(|s| s >= 400) && !same_status;
    let longest = |patterns: &[&str]| {
        let hits = patterns.iter().filter_map(|p| reading.words.find(p, paste).map(|span| (solid(p), span.len())));
        hits.max_by_key(|(words, _)| *words)
    };
    let (ground, words, length) = match (longest(entry.text), longest(entry.weak)) {
        (Some((words, length)), _) if !contradicts => (Ground::Words, words, length),
        (Some((words, length)), _) | (None, Some((words, length))) => (Ground::Weak, words, length),
        (None, None) => return None,
    };
    let alone = 2 * length >= paste.trim().len();
    let named = entry.platform == "claude-code" && reading.fact("has=claude_code").is_some();
    let in_company = !contradicts && (form > 0 || same_client || same_cloud || named);
    if ground == Ground::Weak && !alone && !in_company {
        return None;
    }
    let own = u32::from(entry.advice.is_some());
    Some((ground, 8 * (words + CLIENT * u32::from(same_client)) + 4 * own + form))
}

/// Bytes of a pattern that must stand in the paste as they are.
fn solid(pattern: &str) -> u32 {
    let counts = |b: &&u8| !b.is_ascii_whitespace() && !b"*#'\"`\\".contains(b);
    u32::try_from(pattern.as_bytes().iter().filter(counts).count()).unwrap_or(u32::MAX)
}
