//! Placeholder: the real module lands next and replaces this file.
pub fn bare_request(_: &str) -> Option<crate::request::Request> {
    None
}
