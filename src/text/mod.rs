//! Texts that know where in the paste each of their bytes came from.

mod traced;

pub use traced::{Symbol, SymbolKind, Traced};
