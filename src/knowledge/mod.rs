//! Everything the tool knows, as data: one small file each for causes, steps and models,
//! one file per family for known errors. See ARCHITECTURE.md for how to add one.

mod types;

pub use types::{
    Answered, Cause, Condition, ErrorEntry, Model, ModelStatus, Remedy, Sampling, Signal, Stage, Step, Turn, Weight,
};

#[allow(missing_docs, reason = "generated tables")]
mod tables {
    use super::types::*;
    include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));
}

pub use tables::{CAUSES, ERRORS, FACTS_AS_OF, MODELS, STEPS};

/// The cause with this id.
pub fn cause(id: &str) -> Option<&'static Cause> {
    // The table is sorted by id; build.rs sees to that.
    CAUSES.binary_search_by(|cause| cause.id.cmp(id)).ok().and_then(|index| CAUSES.get(index))
}

/// The step with this id.
pub fn step(id: &str) -> Option<&'static Step> {
    STEPS.binary_search_by(|step| step.id.cmp(id)).ok().and_then(|index| STEPS.get(index))
}

/// The model with this id or alias.
pub fn model(id: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.id == id || model.aliases.contains(&id))
}
