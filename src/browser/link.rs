//! The address: reading what a link carries, and cleaning it up afterwards.

use web_sys::Window;

/// What stands behind `#`, without it; `None` where there is nothing.
pub fn fragment() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let text = hash.strip_prefix('#')?;
    (!text.is_empty()).then(|| text.to_owned())
}

/// Takes the fragment out of the address bar and of the history, without loading anything.
pub fn clean() {
    let Some(window) = web_sys::window() else { return };
    if let (Ok(history), Some(address)) = (window.history(), address(&window)) {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// The page's own address with `fragment` behind it.
pub fn with_fragment(fragment: &str) -> String {
    let address = web_sys::window().and_then(|window| address(&window)).unwrap_or_default();
    format!("{address}#{fragment}")
}

fn address(window: &Window) -> Option<String> {
    let href = window.location().href().ok()?;
    Some(href.split('#').next().unwrap_or_default().to_owned())
}
