//! What the person sees if the code stops: plain nodes, built without the code that just failed.

use super::dom;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::JsCast;

/// Installs the hook. It must go through Yew, which overwrites any other.
pub fn install() {
    yew::set_custom_panic_hook(Box::new(|info| {
        // The place in the code, never the message: a message may quote the paste.
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        web_sys::console::error_1(&format!("stopped at {place}").into());
        paint(&place);
    }));
}

/// Shows the panel once. The text box is not part of the views, so its text is still there.
fn paint(place: &str) -> Option<()> {
    let document = dom::document()?;
    let host = dom::element("crash")?;
    if host.has_child_nodes() {
        return None;
    }
    let add = |tag: &str, text: &str| {
        let node = document.create_element(tag).ok()?;
        node.set_text_content(Some(text));
        host.append_child(&node).ok()?;
        Some(node)
    };
    let _ = host.set_attribute("role", "alert");
    add("h2", "The checker stopped")?;
    add("p", "A fault in this page, not in your call. Nothing was sent anywhere, and your text is still in the box.")?;
    let copy = add("button", "Copy my text")?;
    let reload = add("button", "Reload the page")?;
    add("small", &format!("Version {}, {place}", env!("CARGO_PKG_VERSION")))?;
    on_click(&copy, || {
        wasm_bindgen_futures::spawn_local(async {
            super::clipboard::write(&dom::box_text()).await;
        });
    });
    on_click(&reload, || {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    });
    Some(())
}

fn on_click(node: &web_sys::Element, f: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(f);
    let _ = node.add_event_listener_with_callback("click", closure.as_ref().unchecked_ref());
    // The panel lives as long as the page.
    closure.forget();
}
