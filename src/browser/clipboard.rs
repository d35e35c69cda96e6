//! Copying and pasting by button.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

fn clipboard() -> Option<web_sys::Clipboard> {
    let navigator = web_sys::window()?.navigator();
    // The property is missing on pages without a secure address.
    let found = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    found.dyn_into().ok()
}

/// Puts `text` on the clipboard; `false` where the browser refuses.
pub async fn write(text: &str) -> bool {
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// The clipboard's text; `None` where the browser, or the person, refuses.
pub async fn read() -> Option<String> {
    let clipboard = clipboard()?;
    // Firefox had no `readText` for long.
    let method = js_sys::Reflect::get(&clipboard, &"readText".into()).ok()?;
    if !method.is_function() {
        return None;
    }
    JsFuture::from(clipboard.read_text()).await.ok()?.as_string()
}
