//! Where a request goes: whose server, and which of its endpoints.

use crate::request::{Origin, Request};

/// Whose server it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// `api.anthropic.com`.
    Claude,
    /// A body alone: it is not known.
    Body,
    /// Bedrock's own API (`bedrock-runtime`), model in the path.
    Bedrock,
    /// The Messages API inside Amazon's cloud (`bedrock-mantle`, `aws-external-anthropic`).
    Aws,
    /// Google Vertex AI, model in the path.
    Vertex,
    /// Claude models on Google Cloud, run by Anthropic.
    Google,
    /// Microsoft Foundry; the model is a deployment's name.
    Foundry,
    /// A host of Anthropic that is not the API.
    NotTheApi,
    /// A host name a slip away from the API's.
    Misspelt,
    /// The API of another vendor.
    OtherVendor,
    /// Anything else: a gateway, a proxy, a server of one's own. Nothing is known of its rules.
    Gateway,
}

/// Which endpoint it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `POST /v1/messages` and the like on other platforms.
    Messages,
    /// `POST /v1/messages/count_tokens`.
    CountTokens,
    /// `POST /v1/messages/batches`.
    Batches,
    /// `/v1/chat/completions`, OpenAI's form.
    Chat,
    /// `/v1/complete`, the old Text Completions.
    Complete,
    /// Another endpoint that exists.
    Other,
    /// No endpoint that is known.
    Unknown,
}

/// Hosts of Anthropic where no API answers, and what they are.
pub const NOT_THE_API: &[(&str, &str)] = &[
    ("api.claude.ai", "has no public API"),
    ("claude.ai", "is the chat product"),
    ("www.claude.ai", "is the chat product"),
    ("api.claude.com", "is not a documented API host"),
    ("claude.com", "is the web site"),
    ("www.claude.com", "is the web site"),
    ("anthropic.com", "is the web site"),
    ("www.anthropic.com", "is the web site"),
    ("console.anthropic.com", "is the Console"),
    ("platform.claude.com", "is the Console"),
    ("docs.anthropic.com", "is the documentation"),
    ("docs.claude.com", "is the documentation"),
];

/// APIs of other vendors.
pub const OTHER_VENDORS: &[(&str, &str)] = &[
    ("api.openai.com", "OpenAI"),
    ("generativelanguage.googleapis.com", "Google Gemini"),
    ("api.mistral.ai", "Mistral"),
    ("api.groq.com", "Groq"),
    ("api.x.ai", "xAI"),
    ("api.cohere.ai", "Cohere"),
    ("api.cohere.com", "Cohere"),
    ("api.perplexity.ai", "Perplexity"),
];

/// Whose server the request goes to.
pub fn platform(request: &Request, host: &str) -> Platform {
    // Of a library's call the paste may not show which client makes it.
    if request.origin == Origin::JsonBody || request.origin.is_sdk() && host.is_empty() {
        return Platform::Body;
    }
    if host.is_empty() || host.contains("${") || host.contains("$(") {
        return Platform::Gateway;
    }
    let suffix = |end: &str| host.ends_with(end);
    match host {
        "api.anthropic.com" => Platform::Claude,
        "claude.googleapis.com" => Platform::Google,
        _ if NOT_THE_API.iter().any(|(name, _)| *name == host) => Platform::NotTheApi,
        _ if OTHER_VENDORS.iter().any(|(name, _)| *name == host) => Platform::OtherVendor,
        _ if host.starts_with("bedrock-runtime") && suffix("amazonaws.com") => Platform::Bedrock,
        _ if suffix(".api.aws") => Platform::Aws,
        _ if host.contains("aiplatform.") && suffix("googleapis.com") => Platform::Vertex,
        _ if suffix(".services.ai.azure.com") => Platform::Foundry,
        _ if slip(host) => Platform::Misspelt,
        _ => Platform::Gateway,
    }
}

/// Whether the host was meant to be `api.anthropic.com`.
fn slip(host: &str) -> bool {
    const SLIPS: &[&str] = &["api.anthropic.ai", "api.anthropic.org", "api.anthropic.io", "api-anthropic.com"];
    // Only names of nearly the same length are compared, so a long host costs nothing.
    SLIPS.contains(&host)
        || (host.len().abs_diff(17) <= 2 && strsim::damerau_levenshtein(host, "api.anthropic.com") <= 2)
}

/// Paths under `/v1/` that exist besides those with checks of their own.
const OTHER_PATHS: &[&str] = &[
    "models",
    "files",
    "skills",
    "organizations",
    "agents",
    "sessions",
    "environments",
    "vaults",
    "deployments",
    "dreams",
    "memory_stores",
    "tunnels",
    "user_profiles",
    "oauth",
    "webhooks",
    "experimental",
    "usage",
    "workspaces",
    "compliance",
];

/// Which endpoint the path names on this platform.
pub fn endpoint(platform: Platform, path: &str, method: &str) -> Endpoint {
    let path = path.trim_end_matches('/');
    let post = method.eq_ignore_ascii_case("POST");
    match platform {
        Platform::Body => match path {
            "/v1/messages/count_tokens" => Endpoint::CountTokens,
            "/v1/messages/batches" => Endpoint::Batches,
            "/v1/complete" => Endpoint::Complete,
            "/v1/chat/completions" => Endpoint::Chat,
            _ => Endpoint::Messages,
        },
        Platform::Bedrock => {
            if path.ends_with("/invoke") || path.ends_with("/invoke-with-response-stream") {
                Endpoint::Messages
            } else {
                Endpoint::Other
            }
        }
        Platform::Vertex => match path.rsplit(':').next() {
            _ if path.contains("/count-tokens:") => Endpoint::CountTokens,
            Some("rawPredict" | "streamRawPredict") if path.contains("/publishers/anthropic/") => Endpoint::Messages,
            _ => Endpoint::Other,
        },
        Platform::Google => Endpoint::Messages,
        Platform::Claude | Platform::NotTheApi | Platform::Misspelt | Platform::Aws | Platform::Foundry => {
            let rest = path.strip_prefix("/anthropic").unwrap_or(path);
            // `claude.ai/api/v1/messages` is a guess at the API.
            let rest = rest.strip_prefix("/api").filter(|rest| rest.starts_with("/v1/messages")).unwrap_or(rest);
            match rest {
                "/v1/messages" => Endpoint::Messages,
                "/v1/messages/count_tokens" => Endpoint::CountTokens,
                "/v1/messages/batches" if post => Endpoint::Batches,
                "/v1/complete" => Endpoint::Complete,
                "/v1/chat/completions" => Endpoint::Chat,
                "" => Endpoint::Other,
                _ if rest.starts_with("/v1/messages/batches") || rest.starts_with("/api/") => Endpoint::Other,
                _ => match rest.strip_prefix("/v1/").and_then(|tail| tail.split('/').next()) {
                    Some(first) if OTHER_PATHS.contains(&first) => Endpoint::Other,
                    _ => Endpoint::Unknown,
                },
            }
        }
        Platform::OtherVendor | Platform::Gateway => {
            if path.ends_with("/chat/completions") {
                Endpoint::Chat
            } else if path.ends_with("/messages") {
                Endpoint::Messages
            } else if path.ends_with("/messages/count_tokens") {
                Endpoint::CountTokens
            } else if path.ends_with("/messages/batches") && post {
                Endpoint::Batches
            } else {
                Endpoint::Unknown
            }
        }
    }
}
