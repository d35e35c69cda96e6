//! Long texts, fetched from the page's own origin when somebody wants to read more.

use gloo_net::http::Request;
use serde::de::DeserializeOwned;

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

/// What stands in a JSON file beside the page; `None` where it cannot be had.
///
/// The browser keeps its copy, so that it is there without a network the next time.
pub async fn fetch<T: DeserializeOwned>(file: &str) -> Option<T> {
    let response = Request::get(file).cache(web_sys::RequestCache::ForceCache).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.json().await.ok()
}
