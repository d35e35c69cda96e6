//! The reasoning with other numbers than those in use: for `examples/tune`, which chooses them.

pub use super::params::Params;
use super::score::Look;
use super::usual::Usual;
use crate::date::Date;
use crate::knowledge::{CAUSES, ERRORS};

/// The evidence in one paste, ready to be weighed many times.
pub struct Evidence {
    known: Look,
    unknown: Option<Look>,
}

impl Evidence {
    /// Reads a paste. `held_out`: also as if no pattern that occurs in it were known, which is how a wording looks
    /// that nobody has seen before.
    pub fn of(paste: &str, today: Date, held_out: bool) -> Self {
        let (reading, findings) = super::examine(paste, today);
        let entries = super::entries::matching(paste, &reading);
        let look = |entries: &[&'static str], usual: &Usual| Look::at(paste, &reading, &findings, entries, usual);
        let occurs = |pattern: &str| reading.words.find(pattern, paste).is_some();
        let unknown = held_out.then(|| {
            let wordless = |id: &&&'static str| ERRORS.iter().any(|e| e.id == **id && e.text.is_empty());
            let entries: Vec<&'static str> = entries.iter().filter(wordless).copied().collect();
            look(&entries, &Usual::without(&occurs)).without_words()
        });
        Self { known: look(&entries, Usual::all()), unknown }
    }

    /// Causes with their probabilities, likeliest first. `held_out`: by the second reading.
    pub fn ranked(&self, params: &Params, held_out: bool) -> Vec<(&'static str, f64)> {
        let look = if held_out { self.unknown.as_ref() } else { Some(&self.known) };
        let probabilities = look.map(|look| look.probabilities(params)).unwrap_or_default();
        let mut ranked: Vec<(&'static str, f64)> = CAUSES.iter().map(|cause| cause.id).zip(probabilities).collect();
        crate::order::by(&mut ranked, |a, b| b.1.total_cmp(&a.1));
        ranked
    }
}
