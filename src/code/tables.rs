//! What Anthropic's libraries do with the arguments of a call.

use crate::request::Origin;

/// What a method of a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A message.
    Create,
    /// A message that is streamed: the library adds `stream`.
    Stream,
    /// A message that the library reads into a type of the program.
    Parse,
    /// Several messages in turn with tools that the library runs.
    Runner,
    /// The number of tokens.
    Count,
    /// A batch.
    Batch,
    /// An old text completion.
    Complete,
    /// OpenAI's form.
    Chat,
}

impl Method {
    /// Its path on the Claude API.
    pub fn path(self) -> &'static str {
        match self {
            Self::Create | Self::Stream | Self::Parse | Self::Runner => "/v1/messages",
            Self::Count => "/v1/messages/count_tokens",
            Self::Batch => "/v1/messages/batches",
            Self::Complete => "/v1/complete",
            Self::Chat => "/v1/chat/completions",
        }
    }
}

/// Methods by the names between the client and its arguments.
pub const METHODS: &[(&str, Method)] = &[
    ("messages.create", Method::Create),
    ("messages.stream", Method::Stream),
    ("messages.parse", Method::Parse),
    ("messages.tool_runner", Method::Runner),
    ("messages.toolRunner", Method::Runner),
    ("messages.count_tokens", Method::Count),
    ("messages.countTokens", Method::Count),
    ("messages.batches.create", Method::Batch),
    ("completions.create", Method::Complete),
    ("chat.completions.create", Method::Chat),
];

/// Links of that chain that change nothing of the request.
pub const WRAPPERS: &[&str] = &["with_raw_response", "with_streaming_response"];

/// What becomes of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A field of the body.
    Field,
    /// This header.
    Header(&'static str),
    /// An object of headers.
    Headers,
    /// Fields that are added to the body.
    Body,
    /// It is for the library only.
    Library,
}

/// What becomes of the argument `name` of a call, under `client.beta` or not.
pub fn role(origin: Origin, method: Method, beta: bool, name: &str) -> Role {
    match name {
        // The other methods do not know it.
        "betas" if beta => Role::Header("anthropic-beta"),
        "user_profile_id" => Role::Header("anthropic-user-profile-id"),
        "workspace_id" => Role::Header("anthropic-workspace-id"),
        // The library makes output_config.format of it.
        "output_format" | "max_iterations" if method != Method::Create => Role::Library,
        "extra_headers" if origin == Origin::PythonSdk => Role::Headers,
        "extra_body" if origin == Origin::PythonSdk => Role::Body,
        "extra_query" | "timeout" | "output_format" if origin == Origin::PythonSdk => Role::Library,
        _ => Role::Field,
    }
}

/// Fields by which a call is known as one of a message, a count or a batch; other libraries have such names too.
pub const FIELDS: &[&str] =
    &["model", "max_tokens", "maxTokens", "system", "tools", "thinking", "requests", "messages"];
