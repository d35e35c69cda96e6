//! Placeholder: the real module lands next and replaces this file.
use crate::{date::Date, finding::Finding, request::Request};
pub struct About {
    pub id: &'static str,
    pub title: &'static str,
    pub why: &'static str,
    pub cause: Option<&'static str>,
}
pub fn about(_: &str) -> Option<About> {
    None
}
pub fn check(_: &str, _: &[Request], _: Date) -> Vec<Finding> {
    Vec::new()
}
