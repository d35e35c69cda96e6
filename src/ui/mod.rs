//! The views: what the page shows, as plain functions of one state.
//!
//! [`state`] is a pure reducer, [`marks`] and [`shown`] are pure preparations; every other file draws one region.

pub mod app;
pub mod checklist;
pub mod empty;
pub mod engine;
pub mod evidence;
pub mod examples;
pub mod findings;
pub mod fix;
pub mod marked;
pub mod marks;
pub mod more;
pub mod notices;
pub mod parts;
pub mod route;
pub mod share_dialog;
pub mod shown;
pub mod state;
pub mod text;
pub mod verdict;
pub mod wiring;

/// Puts the page into the static shell.
pub fn start() {
    crate::browser::panic::install();
    if let Some(host) = crate::browser::dom::element("app") {
        yew::Renderer::<app::App>::with_root(host).render();
    }
}
