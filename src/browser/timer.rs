//! One-shot timers that end with their owner.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::JsCast;

/// A pending call; dropping it cancels it.
pub struct Timer {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `f` once, `ms` milliseconds from now.
    pub fn after(ms: i32, f: impl FnOnce() + 'static) -> Option<Self> {
        let closure = Closure::once(f);
        let id = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), ms)
            .ok()?;
        Some(Self { id, _closure: closure })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Lets the browser draw and hear before the work goes on.
pub async fn breathe() {
    let turn = js_sys::Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, 0);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(turn).await;
}

/// Calls `f` once after `ms` milliseconds; it cannot be called off.
pub fn later(ms: i32, f: impl FnOnce() + 'static) {
    let function = Closure::once_into_js(f);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(function.unchecked_ref(), ms);
    }
}
