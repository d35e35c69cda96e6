//! A diagnosis on paper: Markdown for an issue or for support, JSON for programs.

pub mod json;
mod markdown;

#[cfg(test)]
mod tests;

pub use markdown::markdown;
