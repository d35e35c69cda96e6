//! Paste a failed Claude API call, leave with the fix.
//!
//! The crate is a pipeline of pure functions over plain data; ARCHITECTURE.md draws it.
//! Only [`ui`] and [`browser`] (feature `web`) know that there is a browser.

#[cfg(feature = "web")]
pub mod browser;
pub mod check;
pub mod code;
pub mod curl;
pub mod date;
pub mod diagnose;
pub mod finding;
pub mod fix;
pub mod guide;
pub mod json;
pub mod knowledge;
pub mod mask;
mod order;
pub mod read;
pub mod report;
pub mod request;
pub mod share;
pub mod shell;
pub mod span;
pub mod text;
#[cfg(feature = "web")]
pub mod ui;
pub mod view;
