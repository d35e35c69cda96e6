//! Everything the tool knows, as data: one small file each for causes, steps and models,
//! one file per family for known errors. See ARCHITECTURE.md for how to add one.

mod types;
mod unpack;

pub use types::{
    Advice, Answered, Cause, Condition, ErrorEntry, Model, ModelStatus, Remedy, Sampling, Signal, Stage, Step, Turn,
    Weight,
};

use std::sync::LazyLock;

/// The day the facts were collected.
pub const FACTS_AS_OF: &str = "2026-11-22";

/// The TOML files in the order and form in which `build.rs` writes and `unpack` reads them.
/// One text packs far better into the page than tables of pointers to its pieces.
const PACKED: &str = include_str!(concat!(env!("OUT_DIR"), "/knowledge.txt"));

static ALL: LazyLock<unpack::All> = LazyLock::new(|| unpack::all(PACKED));

/// All causes, by id.
pub static CAUSES: LazyLock<&'static [Cause]> = LazyLock::new(|| ALL.causes);
/// All steps, by id.
pub static STEPS: LazyLock<&'static [Step]> = LazyLock::new(|| ALL.steps);
/// All known errors.
pub static ERRORS: LazyLock<&'static [ErrorEntry]> = LazyLock::new(|| ALL.errors);
/// All models, by file name.
pub static MODELS: LazyLock<&'static [Model]> = LazyLock::new(|| ALL.models);

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
