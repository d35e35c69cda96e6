//! The long explanations, fetched from the page's own origin when somebody wants to read more.

use gloo_net::http::Request;
use std::collections::HashMap;

/// The long text about a cause.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Explanation {
    /// A few paragraphs, separated by empty lines.
    #[serde(default)]
    pub more: String,
    /// Addresses of the pages it was read from.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// All explanations by cause id; `None` where the file cannot be had.
///
/// The browser keeps its copy, so that it is there without a network the next time.
pub async fn fetch() -> Option<HashMap<String, Explanation>> {
    let response = Request::get("./explanations.json").cache(web_sys::RequestCache::ForceCache).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.json().await.ok()
}
