//! Reading a file that was opened or dropped. It stays on the machine.

use super::timer::breathe;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement};

/// The file's name and its text; bytes that are no UTF-8 become replacement marks.
pub async fn read(file: File) -> Option<(String, String)> {
    let name = file.name();
    // Bytes, not a string of the browser's: that one would be converted twice, and the page would stand still for it.
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    // Copying, checking and showing ten million bytes each take their time: the page breathes in between.
    breathe().await;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    breathe().await;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(fault) => String::from_utf8_lossy(fault.as_bytes()).into_owned(),
    };
    breathe().await;
    // A mark of the byte order is no text.
    Some((name, if text.starts_with('\u{feff}') { text.replacen('\u{feff}', "", 1) } else { text }))
}

/// The file that was just chosen in an `<input type=file>`; the input is emptied so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// The first file of a drop, or else its text.
pub fn dropped(event: &Event) -> Option<Dropped> {
    let transfer = event.dyn_ref::<web_sys::DragEvent>()?.data_transfer()?;
    if let Some(file) = transfer.files().and_then(|files| files.get(0)) {
        return Some(Dropped::File(file));
    }
    transfer.get_data("text/plain").ok().filter(|text| !text.is_empty()).map(Dropped::Text)
}

/// What was dropped on the page.
pub enum Dropped {
    /// A file.
    File(File),
    /// Selected text of another window.
    Text(String),
}

/// Whether a drag that enters the page carries a file.
pub fn carries_file(event: &Event) -> bool {
    event
        .dyn_ref::<web_sys::DragEvent>()
        .and_then(web_sys::DragEvent::data_transfer)
        .is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}
