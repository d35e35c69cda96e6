//! Texts that speak of errors although none happened: guides, lists of changes, questions about messages.

use super::blocks::Kind;
use super::body::ERROR_TYPES;
use super::tables::{CHANGES, GUIDE_HEADINGS, GUIDE_WORDS, HAPPENED};
use super::Reading;

/// Whether the text is about errors, and none happened in it: a list of types, a guide, a change log, a retry rule.
pub fn of_errors(paste: &str, reading: &Reading) -> bool {
    if is_change_log(paste) {
        return true;
    }
    let holds = |pattern: &&str| reading.words.find(pattern, paste).is_some();
    if !reading.request_ids.is_empty() || !reading.requests.is_empty() || HAPPENED.iter().any(holds) {
        return false;
    }
    asks_about_messages(paste, reading)
        || ERROR_TYPES.iter().filter(|name| holds(name)).take(3).count() == 3
        || GUIDE_WORDS.iter().any(holds)
        || paste.lines().filter_map(|line| line.strip_prefix('#')).any(|heading| {
            let heading = heading.trim_start_matches('#').trim().to_ascii_lowercase();
            GUIDE_HEADINGS.contains(&heading.as_str())
        })
}

/// Whether most lines are entries of a list of changes: they quote errors that are mended.
fn is_change_log(paste: &str) -> bool {
    let (mut entries, mut others) = (0_usize, 0_usize);
    for line in paste.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).take(200) {
        let entry = line.strip_prefix(['-', '*', '•', '+']).map(str::trim_start);
        match entry.is_some_and(|entry| CHANGES.iter().any(|verb| entry.starts_with(verb))) {
            true => entries += 1,
            false => others += 1,
        }
    }
    entries >= 2 && entries > others
}

/// Words that a quoted message has at least.
const QUOTED_WORDS: usize = 3;

/// Words of somebody to whom it happened.
const EXPERIENCED: &[&str] = &[
    "i get",
    "i got",
    "i'm getting",
    "we get",
    "getting",
    "it says",
    "it said",
    "i see",
    "it shows",
    "keeps",
    "stopped",
    "doesn't work",
    "does not work",
    "not working",
    "help",
    "suddenly",
];
/// Longest text that is looked at, in bytes: a question is short.
const QUESTION: usize = 4_000;

/// Whether nothing but a person's words is there, and in them several messages are quoted as in a list: three, or two
/// with an "or" between them. Whoever met them tells so.
fn asks_about_messages(paste: &str, reading: &Reading) -> bool {
    let prose = !reading.blocks.is_empty() && reading.blocks.iter().all(|block| block.kind == Kind::Prose);
    if !prose || paste.len() > QUESTION || reading.status.is_some() || reading.error_type.is_some() {
        return false;
    }
    let (mut quoted, mut choice, mut inside) = (0, false, false);
    let mut own = String::new();
    for piece in paste.split(['"', '“', '”', '`']) {
        if inside {
            quoted += usize::from(piece.split_whitespace().count() >= QUOTED_WORDS);
        } else {
            choice |= quoted == 1 && piece.split_whitespace().any(|word| word == "or");
            own.push_str(&piece.to_lowercase());
        }
        inside = !inside;
    }
    let met = EXPERIENCED.iter().any(|words| own.contains(words));
    !met && (quoted >= 3 || quoted == 2 && choice)
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn a_question_about_messages_is_talk() {
        for (paste, talk) in [
            ("What does “OAuth token has expired” mean, what “Credit balance is too low”, what “Prompt is too long”?", true),
            ("Does \"You've hit your session limit\" come with API billing too, or \"Credit balance is too low\" only?", true),
            ("I get \"OAuth token has expired\" or \"Invalid bearer token\", at random. What now?", false),
            ("Is it \"Credit balance is too low\" or \"You've hit your session limit\" that an admin can fix?", true),
            ("It says \"OAuth token has expired\", and after /login again \"Not logged in · Please run /login\".", false),
            ("API Error: 529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}", false),
        ] {
            assert_eq!(read(paste).fact("has=only_talk").is_some(), talk, "{paste}");
        }
    }
}
