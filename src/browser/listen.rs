//! Event listeners that end with their owner.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget};

/// A listener; dropping it takes it off again.
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `f` on every `kind` event that reaches `target`.
    pub fn new(target: &EventTarget, kind: &'static str, f: impl FnMut(Event) + 'static) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(f);
        // Only a detached target could refuse; then there is nothing to hear either.
        let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
        Self { target: target.clone(), kind, closure }
    }

    /// Listens to the element `id` of the static page; `None` where it is missing.
    pub fn on_id(id: &str, kind: &'static str, f: impl FnMut(Event) + 'static) -> Option<Self> {
        super::dom::element(id).map(|element| Self::new(element.as_ref(), kind, f))
    }

    /// Listens to the window.
    pub fn on_window(kind: &'static str, f: impl FnMut(Event) + 'static) -> Option<Self> {
        web_sys::window().map(|window| Self::new(window.as_ref(), kind, f))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.kind, self.closure.as_ref().unchecked_ref());
    }
}
