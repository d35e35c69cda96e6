//! Which known errors match: error code first, then words, then type and status.

use crate::knowledge::{ErrorEntry, ERRORS};
use crate::read::Reading;

/// Ids of the matching entries, best first, at most ten.
pub fn matching(paste: &str, reading: &Reading) -> Vec<&'static str> {
    let mut ranked: Vec<(u32, &'static str)> =
        ERRORS.iter().filter_map(|entry| rank(paste, reading, entry).map(|rank| (rank, entry.id))).collect();
    crate::order::by(&mut ranked, |a, b| b.0.cmp(&a.0));
    ranked.into_iter().take(10).map(|(_, id)| id).collect()
}

fn rank(paste: &str, reading: &Reading, entry: &ErrorEntry) -> Option<u32> {
    let status = reading.status.as_ref().map(|status| status.value);
    let kind = reading.error_type.as_ref().map(|kind| kind.value.as_str());
    let same_status = entry.status.is_some() && entry.status == status;
    let same_type = entry.error_type.is_some() && entry.error_type == kind;
    let same_code = entry.code.is_some() && entry.code == reading.error_code.as_ref().map(|code| code.value.as_str());
    if same_code {
        return Some(5_000);
    }
    if !entry.text.is_empty() {
        let words = entry.text.iter().filter_map(|p| reading.words.find(p, paste).map(|_| p.len())).max()?;
        // What is printed must not contradict what the entry knows.
        if entry.status.is_some() && status.is_some_and(|s| s >= 400) && !same_status {
            return None;
        }
        let claude_code = entry.platform == "claude-code" && reading.client.is_some_and(|c| c.value == "claude-code");
        let bonus = 200 * u32::from(claude_code) + 20 * u32::from(same_status) + 20 * u32::from(same_type);
        return Some(1_000 + bonus + u32::try_from(words).unwrap_or(0).min(100));
    }
    let status_fits = entry.status.is_none() || same_status;
    let type_fits = entry.error_type.is_none() || same_type;
    let says_something = same_status || same_type;
    (status_fits && type_fits && says_something).then(|| 10 * u32::from(same_status) + 20 * u32::from(same_type))
}
