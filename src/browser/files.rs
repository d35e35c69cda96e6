//! Reading a file that was opened or dropped. It stays on the machine.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement};

/// The file's name and its text; bytes that are no UTF-8 become replacement marks.
pub async fn read(file: File) -> Option<(String, String)> {
    let name = file.name();
    let text = JsFuture::from(file.text()).await.ok()?.as_string()?;
    Some((name, text))
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
