//! The form of the knowledge. The values are written in the TOML files beside this one and
//! packed by `build.rs`, which refuses a file that breaks a rule. Sources and long texts stay in the files:
//! they are checked there, and the page loads them only when they are asked for.

use serde::{Deserialize, Serialize};

/// Whose turn it is to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// The person who pasted.
    You,
    /// Whoever administers their organization, gateway or cloud account.
    Admin,
    /// Whoever runs the network between.
    Network,
    /// Anthropic or the cloud platform.
    Anthropic,
    /// Nobody: it passes.
    Wait,
}

impl Turn {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::You, Self::Admin, Self::Network, Self::Anthropic, Self::Wait];

    /// The name in attributes and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Admin => "admin",
            Self::Network => "network",
            Self::Anthropic => "anthropic",
            Self::Wait => "wait",
        }
    }
}

/// A stage on a request's way, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// The program that calls.
    Code,
    /// The command line that carries the request.
    Shell,
    /// Name resolution, TCP, TLS.
    Network,
    /// A proxy or gateway of your own.
    Gateway,
    /// The service's outermost servers.
    Edge,
    /// The key or token is checked.
    Authentication,
    /// Rate, spend and plan limits are checked.
    Limits,
    /// Fields and values are checked.
    Validation,
    /// The model works.
    Model,
    /// The answer comes back piece by piece.
    Stream,
}

impl Stage {
    /// All stages in the order a request meets them.
    pub const ALL: [Self; 10] = [
        Self::Code,
        Self::Shell,
        Self::Network,
        Self::Gateway,
        Self::Edge,
        Self::Authentication,
        Self::Limits,
        Self::Validation,
        Self::Model,
        Self::Stream,
    ];

    /// The name in attributes and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Shell => "shell",
            Self::Network => "network",
            Self::Gateway => "gateway",
            Self::Edge => "edge",
            Self::Authentication => "authentication",
            Self::Limits => "limits",
            Self::Validation => "validation",
            Self::Model => "model",
            Self::Stream => "stream",
        }
    }
}

/// What kind of remedy ends the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// The request is changed.
    Request,
    /// Something else is done: a setting, an account, a program.
    Action,
    /// Time passes.
    Wait,
    /// Nothing to do.
    None,
}

impl Remedy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Request, Self::Action, Self::Wait, Self::None];

    /// The name in the JSON of `diagnose`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Action => "action",
            Self::Wait => "wait",
            Self::None => "none",
        }
    }
}

/// How much a signal says, as the logarithm of a likelihood ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Words that only this cause produces.
    Decisive,
    /// Words that this cause produces far more often than others.
    Strong,
    /// Fits, and fits few others.
    Supporting,
    /// Fits, and fits many others too.
    Hint,
    /// Speaks against the cause.
    Against,
    /// Cannot be this cause.
    Excludes,
}

impl Weight {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Decisive, Self::Strong, Self::Supporting, Self::Hint, Self::Against, Self::Excludes];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decisive => "decisive",
            Self::Strong => "strong",
            Self::Supporting => "supporting",
            Self::Hint => "hint",
            Self::Against => "against",
            Self::Excludes => "excludes",
        }
    }
}

/// A condition on the paste: any of `text` (if given), all of `facts`, none of `unless`.
///
/// Patterns are compared without regard to case, blanks, line breaks, quotes and backslashes.
/// `#` stands for a number, `*` for up to 80 other characters.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// Patterns of which one must occur; empty: no words are needed.
    pub text: &'static [&'static str],
    /// Facts that must all have been read, as `key=value` (see `read::facts`).
    pub facts: &'static [&'static str],
    /// Patterns or facts of which none may occur.
    pub unless: &'static [&'static str],
}

/// One way to recognise a cause.
#[derive(Clone, Copy, Debug)]
pub struct Signal {
    /// How much it says.
    pub weight: Weight,
    /// When it fires.
    pub when: Condition,
}

/// Why a call failed.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// Stable id, in snake case.
    pub id: &'static str,
    /// The fault in plain words, at most 70 characters.
    pub title: &'static str,
    /// Whose turn it is.
    pub turn: Turn,
    /// How long the remedy takes, or how long it usually lasts: "1 minute".
    pub time: &'static str,
    /// Whether the same request may work later without a change; `None`: depends.
    pub retryable: Option<bool>,
    /// How often it is the cause of a failure, relative to the others.
    pub prior: f64,
    /// Seconds to carry the remedy out and see whether it helped.
    pub cost: f64,
    /// Where the fault lies.
    pub began: Stage,
    /// Where it came to light.
    pub showed: Stage,
    /// Whether it has to do with a call to Claude at all.
    pub claude: bool,
    /// Whether it names what is seen and leaves open what is behind it; others may hide there.
    pub symptom: bool,
    /// What happened, in two or three sentences.
    pub meaning: &'static str,
    /// What to do, one sentence a step.
    pub fix: &'static [&'static str],
    /// What kind of remedy it is.
    pub remedy: Remedy,
    /// A command that helps; it only reads, or changes what its own words say.
    pub command: Option<&'static str>,
    /// Ways to recognise it.
    pub signals: &'static [Signal],
}

/// A question of the checklist that can be answered with yes or no.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Stable id, in snake case.
    pub id: &'static str,
    /// The question.
    pub question: &'static str,
    /// How to find out.
    pub hint: &'static str,
    /// A command that finds out; it only reads.
    pub command: Option<&'static str>,
    /// Seconds it takes to answer.
    pub cost: f64,
    /// Probability of "yes" under every cause that is not listed.
    pub otherwise: f64,
    /// Probability of "yes" under these causes.
    pub yes: &'static [(&'static str, f64)],
    /// What in the paste answers it.
    pub answered: &'static [Answered],
}

/// A rule by which the paste answers a step.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    /// The answer: yes or no.
    pub yes: bool,
    /// When it holds.
    pub when: Condition,
    /// Why, to be shown: "The reply came from Anthropic's servers."
    pub reason: &'static str,
}

/// A known error: something that a server, a client library or a tool says.
#[derive(Clone, Copy, Debug)]
pub struct ErrorEntry {
    /// Stable id.
    pub id: &'static str,
    /// HTTP status, if it has one.
    pub status: Option<u16>,
    /// The API's `error.type`, if it has one.
    pub error_type: Option<&'static str>,
    /// The API's `error.details.error_code`, which beats every other mark.
    pub code: Option<&'static str>,
    /// `api`, `edge`, `claude-code`, `network`, `bedrock`, `vertex`, `foundry`, `openai-compat`.
    pub platform: &'static str,
    /// Whether a retry may help; `None`: depends.
    pub retryable: Option<bool>,
    /// Patterns that recognise it (see [`Condition`]); empty, with `weak`: status and type alone do.
    pub text: &'static [&'static str],
    /// Patterns that others use too: they count where status, type or platform fit as well, or where little else
    /// stands in the paste, and they never speak for a cause.
    pub weak: &'static [&'static str],
    /// Ids of errors that are only this one's setting where both match.
    pub beats: &'static [&'static str],
    /// Causes it may have, likeliest first.
    pub causes: &'static [&'static str],
    /// What it says of itself, where no cause says it better.
    pub advice: Option<Advice>,
}

/// What a known error means and what to do about it.
#[derive(Clone, Copy, Debug)]
pub struct Advice {
    /// Whose turn it is.
    pub turn: Turn,
    /// What happened, in one or two sentences.
    pub meaning: &'static str,
    /// What to do, in one to three sentences.
    pub todo: &'static str,
}

/// Whether a model still answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelStatus {
    /// Current.
    Active,
    /// Still served; newer ones exist.
    Legacy,
    /// Served until its retirement date.
    Deprecated,
    /// No longer served.
    Retired,
}

impl ModelStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Active, Self::Legacy, Self::Deprecated, Self::Retired];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Legacy => "legacy",
            Self::Deprecated => "deprecated",
            Self::Retired => "retired",
        }
    }
}

/// What a model allows of `temperature`, `top_p` and `top_k` on version 2023-06-01.
/// (Version 2026-10-21 has none of the three for any model.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// All three, freely.
    Free,
    /// `temperature` or `top_p`, not both.
    OneOf,
    /// Only their default values.
    DefaultsOnly,
}

impl Sampling {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Free, Self::OneOf, Self::DefaultsOnly];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::OneOf => "one_of",
            Self::DefaultsOnly => "defaults_only",
        }
    }
}

/// A model of the Claude API.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The id that the API takes.
    pub id: &'static str,
    /// Other ids that lead to it.
    pub aliases: &'static [&'static str],
    /// Whether it still answers.
    pub status: ModelStatus,
    /// Day of retirement, `YYYY-MM-DD`, where one is set.
    pub retires: Option<&'static str>,
    /// The id that replaces it.
    pub replacement: Option<&'static str>,
    /// Largest input and output together, in tokens.
    pub context_window: u32,
    /// Largest `max_tokens`.
    pub max_output_tokens: u32,
    /// Its id on Amazon Bedrock.
    pub bedrock_id: Option<&'static str>,
    /// Its id on Google Vertex AI.
    pub vertex_id: Option<&'static str>,
    /// Values of `thinking.type` that it takes.
    pub thinking: &'static [&'static str],
    /// Values of `output_config.effort` that it takes.
    pub effort: &'static [&'static str],
    /// Whether the last message may be the assistant's.
    pub prefill: bool,
    /// Whether `tool_choice` may force a tool; `None`: the sources contradict each other.
    pub forced_tools: Option<bool>,
    /// What `temperature`, `top_p` and `top_k` may be on version 2023-06-01.
    pub sampling: Sampling,
}
