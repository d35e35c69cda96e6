//! The views: what the page shows, as plain functions of one state.
//!
//! [`state`] is a pure reducer over what [`crate::view`] says; every other file draws one region.

pub mod about;
pub mod app;
pub mod checklist;
pub mod checks;
pub mod empty;
pub mod evidence;
pub mod examples;
pub mod findings;
pub mod fix;
pub mod line;
pub mod marked;
pub mod more;
pub mod notices;
pub mod parts;
pub mod route;
pub mod share_dialog;
pub mod state;
pub mod text;
pub mod verdict;
pub mod wire;
pub mod wiring;

/// Puts the page into the static shell.
pub fn start() {
    crate::browser::panic::install();
    if let Some(host) = crate::browser::dom::element("app") {
        let core = line::Line::to(crate::browser::worker::InWorker::default());
        yew::Renderer::<app::App>::with_root_and_props(host, app::Props { core }).render();
    }
}
