//! The few numbers that all causes share. `cargo run --release --example tune` chooses them by
//! cross-validation over labelled pastes; nothing here is set for the sake of one of them.

use crate::knowledge::Weight;

/// How much each kind of evidence says, in nats (natural logarithms of likelihood ratios) unless noted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Params {
    /// Words that only this cause produces.
    pub decisive: f64,
    /// Words that it produces far more often than others.
    pub strong: f64,
    /// Fits, and fits few others.
    pub supporting: f64,
    /// Fits, and fits many others too.
    pub hint: f64,
    /// Speaks against it.
    pub against: f64,
    /// The first cause of a known error that was recognised by its words; its other causes get a third.
    pub entry: f64,
    /// What is left of each further reason's weight: reasons of one cause overlap.
    pub overlap: f64,
    /// Log weight of "none of the known causes".
    pub none: f64,
    /// How often the words that decide are there for another reason: this share of the certainty
    /// goes by what is usual for the status, type, platform and wording instead.
    pub misled: f64,
    /// How much of the usual evidence counts where it stands alone: a factor for [`super::usual`]'s form.
    pub form: f64,
    /// The same for its wording.
    pub wording: f64,
    /// How much the usual evidence must say for each mark of a failed call to Claude that is missing.
    pub missing: f64,
    /// Added to every prior, in cases.
    pub unseen: f64,
}

impl Params {
    /// The values in use.
    pub const TUNED: Self = Self {
        decisive: 10.0,
        strong: 6.0,
        supporting: 3.0,
        hint: 1.0,
        against: -4.0,
        entry: 3.0,
        overlap: 0.4,
        none: -1.0,
        misled: 0.05,
        form: 0.8,
        wording: 0.4,
        missing: 2.5,
        unseen: 2.0,
    };

    /// The nats of a signal.
    pub fn nats(&self, weight: Weight) -> f64 {
        match weight {
            Weight::Decisive => self.decisive,
            Weight::Strong => self.strong,
            Weight::Supporting => self.supporting,
            Weight::Hint => self.hint,
            Weight::Against => self.against,
            // Four times: no other evidence makes up for it.
            Weight::Excludes => 4.0 * self.against,
        }
    }
}
