//! The few things done to nodes directly: the text box (which belongs to the static page, so that no
//! fault of ours can take its text away), focus, scrolling and the spoken summary.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use web_sys::{ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The document.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The element with this id.
pub fn element(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

fn text_box() -> Option<HtmlTextAreaElement> {
    element("paste")?.dyn_into().ok()
}

/// What stands in the box.
pub fn box_text() -> String {
    text_box().map(|area| area.value()).unwrap_or_default()
}

/// Replaces what stands in the box.
pub fn set_box_text(text: &str) {
    if let Some(area) = text_box() {
        if area.value() != text {
            area.set_value(text);
            area.set_scroll_top(0);
        }
    }
}

/// Puts the cursor into the box.
pub fn focus_box() {
    if let Some(area) = text_box() {
        let _ = area.focus();
    }
}

/// Selects the words `start..end` (bytes of `text`) in the box and scrolls to about their line.
pub fn select_in_box(text: &str, start: usize, end: usize) {
    let Some(area) = text_box() else { return };
    // The browser drops carriage returns from what it shows, so offsets count without them.
    let units = |part: &str| part.encode_utf16().filter(|unit| *unit != 13).count() as u32;
    let (Some(before), Some(words)) = (text.get(..start), text.get(start..end)) else { return };
    let from = units(before);
    let _ = area.set_selection_range(from, from + units(words));
    let line = before.matches('\n').count();
    let lines = text.matches('\n').count() + 1;
    let top = (area.scroll_height() as usize * line / lines) as i32;
    area.set_scroll_top((top - area.client_height() / 3).max(0));
}

/// Switches a class of the page's body.
pub fn body_class(name: &str, on: bool) {
    if let Some(body) = document().and_then(|document| document.body()) {
        let _ = body.class_list().toggle_with_force(name, on);
    }
}

/// Whether the person asked the system for little motion.
fn calm() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Scrolls to an element, moves the focus there and lets it flash.
pub fn reveal(id: &str) {
    let Some(element) = element(id) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    options.set_behavior(if calm() { ScrollBehavior::Auto } else { ScrollBehavior::Smooth });
    focus(&element);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    let classes = element.class_list();
    let _ = classes.add_1("flash");
    super::timer::later(1800, move || {
        let _ = classes.remove_1("flash");
    });
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&options, &"preventScroll".into(), &true.into());
        match js_sys::Reflect::get(element, &"focus".into()).map(JsCast::dyn_into::<js_sys::Function>) {
            Ok(Ok(function)) => drop(function.call1(element, &options)),
            _ => drop(element.focus()),
        }
    }
}

/// Moves the focus to an element without scrolling more than the browser does.
pub fn focus_id(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Says a sentence to people who listen to the page, once.
pub fn announce(text: &str) {
    if let Some(live) = element("live") {
        if live.text_content().as_deref() != Some(text) {
            live.set_text_content(Some(text));
        }
    }
}

/// Lets the buttons of the static page be used.
pub fn enable(ids: &[&str]) {
    for id in ids {
        if let Some(button) = element(id) {
            let _ = button.remove_attribute("disabled");
        }
    }
}

/// Sets an attribute of an element of the static page.
pub fn set_attribute(id: &str, name: &str, value: &str) {
    if let Some(element) = element(id) {
        let _ = element.set_attribute(name, value);
    }
}

/// Opens the file chooser.
pub fn choose_file() {
    if let Some(input) = element("file").and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        input.click();
    }
}

/// Opens a dialog over the page, or closes it.
pub fn show_dialog(id: &str, open: bool) {
    if let Some(dialog) = element(id).and_then(|element| element.dyn_into::<HtmlDialogElement>().ok()) {
        if open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    }
}

/// The text of a paste event, which is then ours to handle with [`web_sys::Event::prevent_default`].
pub fn pasted_text(event: &web_sys::Event) -> Option<String> {
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}

/// What stands in the field that an event of typing comes from.
pub fn typed(event: &web_sys::Event) -> String {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}

/// Whether the browser has a network.
pub fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Makes the browser ask before the page is left.
pub fn hold_back(event: &web_sys::Event) {
    event.prevent_default();
    if let Some(event) = event.dyn_ref::<web_sys::BeforeUnloadEvent>() {
        event.set_return_value("The text in the box would be lost.");
    }
}

/// Whether the event happened in the text box.
pub fn is_box(event: &web_sys::Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|element| element.id() == "paste")
}

/// Whether a drag has left the window, not only an element.
pub fn left_window(event: &web_sys::Event) -> bool {
    event.dyn_ref::<web_sys::MouseEvent>().is_none_or(|event| event.related_target().is_none())
}

/// The key of a keyboard event.
pub fn key(event: &web_sys::Event) -> Option<String> {
    event.dyn_ref::<web_sys::KeyboardEvent>().map(web_sys::KeyboardEvent::key)
}
