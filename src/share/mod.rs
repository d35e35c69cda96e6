//! Links: a diagnosis in the part of an address behind `#`, which no server sees.
//!
//! `v1.` + base64url of the packed bytes with their length and checksum, see [`packing`].
//! A link is data from strangers: its length is checked before any work, inflating stops at a bound, every string
//! is checked and masked again, and ids that this version does not know are kept as they are.

mod bytes;
mod dictionary;
mod packing;

#[cfg(test)]
mod tests;

use crate::diagnose::{Answer, Answers};
use crate::finding::Severity;
use crate::mask;
use bytes::{Reader, Writer};

/// The version of the format that this crate writes.
const VERSION: u32 = 1;
/// Most characters of a fragment that we write; above it the text is left out.
pub const LONGEST_WRITTEN: usize = 8_000;
/// Most characters of a fragment that we look at.
pub const LONGEST_READ: usize = 64 * 1024;
/// Most bytes that a link may hold when it is unpacked.
const LARGEST: usize = 256 * 1024;
const MOST_CAUSES: usize = 8;
const MOST_ITEMS: usize = 64;
const LONGEST_ID: usize = 160;

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    /// The masked paste, if the person chose to share it.
    pub text: Option<String>,
    /// Cause ids, likeliest first, with the probability that the paste alone gives them, before any answer.
    pub causes: Vec<(String, f64)>,
    /// What was read: `status=401`.
    pub facts: Vec<String>,
    /// Ids of the checks that had something to say.
    pub findings: Vec<(String, Severity)>,
    /// The checklist's answers.
    pub answers: Answers,
}

/// A link that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What stands behind the `#`.
    pub fragment: String,
    /// The text did not fit and is not in it.
    pub text_dropped: bool,
}

/// Why a link could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// It does not begin as our links do.
    NotALink,
    /// Its end is missing.
    Cut,
    /// Some of its characters are others than those that were written.
    Changed,
    /// A later version of this page made it.
    Newer(u32),
    /// It is longer than any link of ours, or unpacks to more.
    TooLarge,
}

impl LinkFault {
    /// What to tell the person: what happened, and what to do.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotALink => "This address holds no diagnosis. Paste the error itself below.",
            Self::Cut => "The end of this link is missing, so it cannot be opened. Copy the whole link, or paste the error itself.",
            Self::Changed => "This link was changed on its way, so it cannot be opened. Ask for it again, or paste the error itself.",
            Self::Newer(_) => "A newer version of this page made this link. Reload the page; if this stays, paste the error itself.",
            Self::TooLarge => "This link is larger than any that this page makes, so it was not opened. Paste the error itself.",
        }
    }
}

/// Makes the link. The text is left out where the link would become longer than [`LONGEST_WRITTEN`].
pub fn encode(shared: &Shared) -> Link {
    let whole = written(shared, MOST_ITEMS);
    if whole.len() <= LONGEST_WRITTEN {
        return Link { fragment: whole, text_dropped: false };
    }
    let text_dropped = shared.text.is_some();
    let short = Shared { text: None, ..shared.clone() };
    // Without the text only made-up lists of ids are ever too long; they are shortened until they fit.
    let fragment = [MOST_ITEMS, MOST_ITEMS / 4, 0]
        .into_iter()
        .map(|most| written(&short, most))
        .find(|fragment| fragment.len() <= LONGEST_WRITTEN)
        .unwrap_or_default();
    Link { fragment, text_dropped }
}

fn written(shared: &Shared, most: usize) -> String {
    let mut out = Writer::new(VERSION as u8);
    out.list(shared.causes.iter(), MOST_CAUSES, |out, (id, probability)| {
        out.string(id, LONGEST_ID);
        // In ten-thousandths, which is finer than anything shown.
        out.number((probability.clamp(0.0, 1.0) * 10_000.0).round() as u64);
    });
    out.list(shared.facts.iter(), most, |out, fact| out.string(mask::mask(fact).as_str(), LONGEST_ID));
    out.list(shared.findings.iter(), most, |out, (check, severity)| {
        out.string(check, LONGEST_ID);
        out.number(match severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Good => 2,
        });
    });
    out.list(shared.answers.iter(), most, |out, (step, answer)| {
        out.string(step, LONGEST_ID);
        out.number(match answer {
            Answer::Yes => 0,
            Answer::No => 1,
            Answer::NotSure => 2,
        });
    });
    // A text beyond this bound never fits, so it need not be packed to find out.
    let text = shared.text.as_deref().map(|text| mask::mask(text).into_string());
    match text.filter(|text| text.len() <= LARGEST / 2) {
        Some(text) => {
            out.number(1);
            out.string(&text, LARGEST);
        }
        None if shared.text.is_some() => return "-".repeat(LONGEST_WRITTEN + 1),
        None => out.number(0),
    }
    format!("v{VERSION}.{}", packing::pack(&out.finish()))
}

/// Whether an address's fragment looks like a link of ours, whatever its state.
pub fn is_link(fragment: &str) -> bool {
    version(fragment.trim().trim_start_matches('#')).is_some()
}

/// The version number and what follows it.
fn version(fragment: &str) -> Option<(u32, &str)> {
    let (number, rest) = fragment.strip_prefix('v')?.split_once('.')?;
    (number.len() <= 6).then_some(())?;
    Some((number.parse().ok()?, rest))
}

/// Opens the part of an address behind `#` (with or without it).
pub fn decode(fragment: &str) -> Result<Shared, LinkFault> {
    if fragment.len() > LONGEST_READ {
        return Err(LinkFault::TooLarge);
    }
    let (number, rest) = version(fragment.trim().trim_start_matches('#')).ok_or(LinkFault::NotALink)?;
    match number {
        0 => return Err(LinkFault::NotALink),
        VERSION => {}
        newer => return Err(LinkFault::Newer(newer)),
    }
    let bytes = packing::unpack(rest, LARGEST)?;
    read(&bytes).ok_or(LinkFault::Changed)
}

fn read(bytes: &[u8]) -> Option<Shared> {
    let mut from = Reader::new(bytes, VERSION as u8)?;
    let mut shared = Shared::default();
    for _ in 0..from.count(MOST_CAUSES)? {
        let id = id(from.string(LONGEST_ID)?)?;
        let share = from.number()?;
        shared.causes.push((id, f64::from(u16::try_from(share).ok().filter(|n| *n <= 10_000)?) / 10_000.0));
    }
    for _ in 0..from.count(MOST_ITEMS)? {
        shared.facts.push(mask::mask(from.string(LONGEST_ID)?).into_string());
    }
    for _ in 0..from.count(MOST_ITEMS)? {
        let check = id(from.string(LONGEST_ID)?)?;
        let severity = match from.number()? {
            0 => Severity::Error,
            1 => Severity::Warning,
            2 => Severity::Good,
            _ => return None,
        };
        shared.findings.push((check, severity));
    }
    for _ in 0..from.count(MOST_ITEMS)? {
        let step = id(from.string(LONGEST_ID)?)?;
        let answer = match from.number()? {
            0 => Answer::Yes,
            1 => Answer::No,
            2 => Answer::NotSure,
            _ => return None,
        };
        shared.answers.set(&step, answer);
    }
    shared.text = match from.number()? {
        0 => None,
        1 => Some(mask::mask(from.string(LARGEST)?).into_string()),
        _ => return None,
    };
    from.is_done().then_some(shared)
}

/// An id as our tables write them, known or not.
fn id(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    (!text.is_empty() && text.chars().all(plain)).then(|| text.to_owned())
}
