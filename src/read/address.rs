//! Addresses in a paste: which platform was called, and which of its endpoints.

use super::{Evidence, Found, Reading};
use crate::span::Span;
use crate::text;

/// Endpoints by the end of their path, the longer of two that begin alike first.
const ENDPOINTS: &[&str] = &[
    "/v1/messages/count_tokens",
    "/v1/messages/batches",
    "/v1/messages",
    "/v1/complete",
    "/chat/completions",
    "/v1/models",
    "/v1/files",
    "/v1/skills",
    "/v1/organizations",
    "/v1/oauth/token",
    "/api/oauth/usage",
    "/api/oauth/profile",
    ":streamRawPredict",
    ":rawPredict",
    "/invoke-with-response-stream",
    "/converse-stream",
];
/// Places of an endpoint that are looked at.
const MOST: usize = 50;

/// The platform of an address of the Messages API that the text names: `https://gate.example/anthropic/v1/messages`.
pub fn addressed(paste: &str) -> Option<Found<&'static str>> {
    const ADDRESS: usize = 300;
    paste.match_indices("/v1/messages").take(20).find_map(|(at, _)| {
        let before = text::tail(paste.get(..at)?, ADDRESS);
        let scheme = before.rfind("://")? + "://".len();
        let (host, path) =
            before.get(scheme..)?.split_at(before.get(scheme..)?.find('/').unwrap_or(before.len() - scheme));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | ':');
        if host.is_empty() || !host.chars().all(plain) || !path.chars().all(plain) {
            return None;
        }
        let start = at - before.len() + scheme;
        let name = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
        Some(Found { value: platform_of(&name, path), span: Span::new(start, start + host.len()) })
    })
}

/// The platform of the base URL that a setting or a line of code gives.
pub fn configured(paste: &str) -> Option<Found<&'static str>> {
    ["ANTHROPIC_BASE_URL", "base_url", "api_base", "baseURL"].iter().find_map(|name| {
        let at = paste.find(name)? + name.len();
        let rest = paste.get(at..)?;
        let scheme = rest.find("://").filter(|gap| *gap <= 16)?;
        let host = rest.get(scheme + 3..)?;
        let length = host.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(host.len());
        let span = Span::new(at + scheme + 3, at + scheme + 3 + length);
        let path = host.get(length..).unwrap_or("");
        Some(Found { value: platform_of(&host.get(..length)?.to_ascii_lowercase(), path), span })
    })
}

/// The platform that a host belongs to. A resource of Azure's serves OpenAI's models, too, under another path.
pub fn platform_of(host: &str, path: &str) -> &'static str {
    match host {
        h if h.ends_with("anthropic.com") || h.ends_with("claude.com") || h.ends_with("claude.ai") => "api",
        h if h.ends_with("amazonaws.com") => "bedrock",
        h if h.ends_with("aiplatform.googleapis.com") => "vertex",
        h if h.ends_with("services.ai.azure.com") || h.ends_with("cognitiveservices.azure.com") => "foundry",
        h if h.ends_with("openai.azure.com") && path.starts_with("/anthropic") => "foundry",
        _ => "other",
    }
}

/// Adds the endpoint that was called: of a request that was read, else the first that stands in the text.
pub fn read(paste: &str, reading: &mut Reading) {
    let sent = reading.requests.iter().find_map(|request| {
        let path = request.host_and_path().1;
        let known = ENDPOINTS.iter().any(|endpoint| path.ends_with(endpoint));
        known.then(|| Found { value: path, span: request.url.whole() })
    });
    let Some(found) = sent.or_else(|| printed(paste, reading)) else { return };
    let rule = "the address that was called";
    reading.evidence.push(Evidence { label: "Endpoint", value: found.value, span: Some(found.span), rule });
}

/// The first endpoint that stands in the text as part of an address or behind a method.
fn printed(paste: &str, reading: &Reading) -> Option<Found<String>> {
    let first = |endpoint: &&'static str| {
        let near = reading.words.find(endpoint, paste)?;
        let from = paste.get(near.start..)?;
        let at =
            from.match_indices(*endpoint).take(MOST).map(|(at, _)| near.start + at).find(|at| called(paste, *at))?;
        Some(Found { value: (*endpoint).to_owned(), span: Span::new(at, at + endpoint.len()) })
    };
    let found: Vec<Found<String>> = ENDPOINTS.iter().filter_map(first).collect();
    // Of two that begin at one place the longer one stands first in the table.
    let start = found.iter().map(|found| found.span.start).min()?;
    found.into_iter().find(|found| found.span.start == start)
}

/// Whether what stands at `at` is called there: a host stands before it, a method or a quote.
fn called(paste: &str, at: usize) -> bool {
    let before = text::tail(paste.get(..at).unwrap_or(""), 200);
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let methods = ["POST", "GET", "DELETE", "request to", "Calling", "PUT"];
    word.contains("://") || word.is_empty() && methods.iter().any(|method| before.trim_end().ends_with(method))
}

/// Patterns of the endpoints, for the one search.
pub fn patterns() -> impl Iterator<Item = &'static str> {
    ENDPOINTS.iter().copied()
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn the_endpoint_is_the_one_that_was_called() {
        for (paste, endpoint) in [
            ("POST \"https://api.anthropic.com/v1/messages\": 400 Bad Request", Some("/v1/messages")),
            ("Retrying request to /v1/messages/count_tokens in 0.4 seconds", Some("/v1/messages/count_tokens")),
            ("POST /v1/messages HTTP/2", Some("/v1/messages")),
            ("for url 'https://eu-aiplatform.googleapis.com/v1/x/claude:streamRawPredict'", Some(":streamRawPredict")),
            ("I read about /v1/messages in the docs", None),
        ] {
            let reading = read(paste);
            let found = reading.evidence.iter().find(|e| e.label == "Endpoint");
            assert_eq!(found.map(|e| e.value.as_str()), endpoint, "{paste}");
            assert!(found.is_none_or(|e| e.span.is_some_and(|span| paste.contains(span.of(paste)))));
        }
    }
}
