//! The only part that touches the browser. Everything here is small and says nothing about Claude.
//!
//! What a browser may refuse (clipboard, files, history) comes back as an `Option` or a `Result`, never as a panic.

pub mod clipboard;
pub mod clock;
pub mod dom;
pub mod explanations;
pub mod files;
pub mod link;
pub mod listen;
pub mod panic;
pub mod timer;
pub mod worker;
