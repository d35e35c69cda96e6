//! The reasoning with other numbers than those in use: for `examples/tune`, which chooses them.

pub use super::params::Params;
use super::score::Look;
use super::usual::Usual;
use crate::date::Date;
use crate::knowledge::{ErrorEntry, CAUSES, ERRORS};

/// The evidence in one paste, ready to be weighed many times.
pub struct Evidence {
    known: Look,
    unknown: Option<Look>,
}

impl Evidence {
    /// Reads a paste. `held_out`: also as if no pattern that occurs in it were known, which is how a wording looks
    /// that nobody has seen before.
    pub fn of(paste: &str, today: Date, held_out: bool) -> Self {
        let (mut reading, findings) = super::examine(paste, None, today);
        let known = super::entries::recognise(paste, &mut reading);
        let look = |entry: Option<&ErrorEntry>, usual: &Usual| Look::at(paste, &reading, &findings, entry, usual);
        let occurs = |pattern: &str| reading.words.find(pattern, paste).is_some();
        let unknown = held_out.then(|| {
            let wordless =
                |id: &'static str| ERRORS.iter().find(|e| e.id == id && e.text.is_empty() && e.weak.is_empty());
            look(known.ids.iter().find_map(|id| wordless(id)), &Usual::without(&occurs)).without_words()
        });
        Self { known: look(known.speaks, Usual::all()), unknown }
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
