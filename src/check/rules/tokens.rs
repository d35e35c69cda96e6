//! max_tokens and messages are there, and max_tokens fits.

use super::BASE;
use crate::check::{Call, Context, Endpoint, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;
use crate::knowledge::ModelStatus;
use crate::request::Origin;

/// The checks of this file.
pub const RULES: &[Rule] = &[MISSING, OVER_LIMIT, BELOW, FRACTION, ZERO, LONG];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/messages";

/// No max_tokens.
pub const MISSING: Rule = Rule {
    id: "max-tokens/missing",
    cause: Some("missing_max_tokens"),
    title: "No max_tokens",
    why: "The API answers 400 invalid_request_error \"max_tokens: Field required\".",
    source: cited!(SOURCE),
    run: missing,
    bad: pastes![
        curl!(body "{\"model\":\"claude-opus-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
        "{\"model\":\"claude-opus-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
    ],
    good: pastes![
        body!(),
        curl!(
            "https://api.anthropic.com/v1/messages/count_tokens",
            head!(),
            "{\"model\":\"claude-opus-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
        ),
    ],
    ..BASE
};

/// Above the model's limit.
pub const OVER_LIMIT: Rule = Rule {
    id: "max-tokens/over-limit",
    cause: Some("max_tokens_too_large"),
    title: "max_tokens above the model's limit",
    why: "The API answers 400 invalid_request_error: \"max_tokens: … > …, which is the maximum allowed number of output tokens for …\".",
    source: cited!("https://platform.claude.com/docs/en/about-claude/models/overview"),
    run: over_limit,
    bad: pastes!["{\"model\":\"claude-haiku-4-5\",\"max_tokens\":100000,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"],
    good: pastes![
        "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":64000,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
        "{\"model\":\"claude-opus-6\",\"max_tokens\":500000,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
    ],
    ..BASE
};

/// Below nought.
pub const BELOW: Rule = Rule {
    id: "max-tokens/negative",
    title: "max_tokens below 0",
    why: "The API answers 400 invalid_request_error \"max_tokens: Input should be greater than or equal to 0\".",
    source: cited!(SOURCE),
    run: below,
    bad: pastes![
        "{\"model\":\"claude-opus-5\",\"max_tokens\":-1,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
    ],
    good: pastes![
        "{\"model\":\"claude-opus-5\",\"max_tokens\":0,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
    ],
    ..BASE
};

/// Not a whole number.
pub const FRACTION: Rule = Rule {
    id: "max-tokens/fraction",
    title: "max_tokens is not a whole number",
    why: "The API answers 400 invalid_request_error \"max_tokens: Input should be a valid integer\".",
    source: cited!(SOURCE),
    run: fraction,
    bad: pastes![
        "{\"model\":\"claude-opus-5\",\"max_tokens\":10.5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
    ],
    good: pastes![body!()],
    ..BASE
};

/// 0 together with what excludes it.
pub const ZERO: Rule = Rule {
    id: "max-tokens/zero-conflict",
    title: "max_tokens 0 with a setting that excludes it",
    why: "max_tokens 0 only fills the prompt cache. With stream, thinking enabled, output_config.format or a forced tool the API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/prompt-caching"),
    run: zero,
    bad: pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":0,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"],
    good: pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":0,\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"],
    ..BASE
};

/// A long answer that is not streamed.
pub const LONG: Rule = Rule {
    id: "stream/long-output",
    cause: Some("sdk_nonstreaming_too_long"),
    title: "A long answer without streaming",
    why: "Such an answer can take more than ten minutes; connections break before. The SDKs refuse it (over 21,333 tokens) unless a timeout is set: \"Streaming is required\".",
    source: cited!("https://platform.claude.com/docs/en/api/errors#long-requests"),
    run: long,
    bad: pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":128000,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"],
    good: pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":128000,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}", body!()],
    ..BASE
};

fn limited<'a>(context: &'a Context) -> impl Iterator<Item = (Call<'a>, &'a Value, f64)> {
    context.calls().filter(|call| !call.counting).filter_map(|call| {
        let value = call.object.get("max_tokens")?;
        Some((call, value, value.number()?))
    })
}

/// Fields that only a request for a message has, not one that counts tokens.
const MESSAGE_ONLY: &[&str] = &[
    "stream",
    "stop_sequences",
    "metadata",
    "temperature",
    "top_p",
    "top_k",
    "service_tier",
    "max_completion_tokens",
    "max_output_tokens",
];

fn missing(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for call in context.calls() {
        let slip = call.object.members().iter().find(|m| strsim::damerau_levenshtein(m.key.trim(), "max_tokens") <= 2);
        if call.counting || slip.is_some() || call.object.get("messages").is_none() {
            continue;
        }
        let other = call
            .object
            .member("max_completion_tokens")
            .or(call.object.member("max_output_tokens"))
            .or(call.object.member("max_tokens_to_sample"));
        let span = match other {
            Some(member) => context.member(member),
            None if call.batch => context.value(call.object),
            None => context.start(),
        };
        let message = match other {
            Some(member) => format!("max_tokens is missing; {} is not a field of this API.", member.key),
            None => "The field max_tokens is missing.".to_owned(),
        };
        let fix = match (other, call.object.members().first()) {
            (Some(member), _) => {
                context.swap(member.key_range.clone(), "\"max_tokens\"", "Name it max_tokens", Trust::Safe)
            }
            (None, Some(first)) => {
                let at = first.key_range.start;
                context.swap(at..at, "\"max_tokens\": 1024, ", "Add \"max_tokens\": 1024", Trust::Likely)
            }
            (None, None) => None,
        };
        let counts = context.request.origin == Origin::JsonBody
            && !call.batch
            && !MESSAGE_ONLY.iter().any(|key| call.object.get(key).is_some());
        let note = sink.add(span, message).fix(fix);
        if counts {
            // It may be a body for count_tokens, which takes no max_tokens.
            note.warning();
        }
    }
}

fn over_limit(context: &Context, sink: &mut Sink) {
    for (call, value, number) in limited(context) {
        let Some(model) = call.model.filter(|model| model.status != ModelStatus::Retired) else { continue };
        let mut limit = f64::from(model.max_output_tokens);
        if call.batch && context.beta("output-300k") != Some(false) {
            limit = limit.max(300_000.0);
        }
        if number > limit {
            let fix = context.swap(value.range.clone(), &format!("{limit}"), &format!("Use {limit}"), Trust::Safe);
            sink.add(context.value(value), format!("max_tokens is {number}; {} gives at most {limit}.", model.id))
                .fix(fix);
        }
    }
}

fn below(context: &Context, sink: &mut Sink) {
    for (_, value, number) in limited(context) {
        if number < 0.0 {
            sink.add(context.value(value), format!("max_tokens is {number}; it must be 0 or more."));
        }
    }
}

fn fraction(context: &Context, sink: &mut Sink) {
    for (_, value, number) in limited(context) {
        if number.fract() != 0.0 {
            sink.add(context.value(value), format!("max_tokens is {number}; it must be a whole number."));
        }
    }
}

fn zero(context: &Context, sink: &mut Sink) {
    for (call, _, number) in limited(context) {
        if number != 0.0 || call.batch {
            continue;
        }
        let object = call.object;
        let thinking = object.get("thinking").is_some_and(|t| t.text_of("type") == Some("enabled"));
        let forced = object.get("tool_choice").is_some_and(|t| matches!(t.text_of("type"), Some("any" | "tool")));
        let stream = object.is_true("stream");
        for (holds, key) in [(stream, "stream"), (thinking, "thinking"), (forced, "tool_choice")] {
            if let Some(member) = object.member(key).filter(|_| holds) {
                sink.add(context.member(member), format!("max_tokens is 0; {key} cannot be used with it."));
            }
        }
        let format = object.get("output_config").and_then(|o| o.member("format")).filter(|f| !f.value.is_null());
        if let Some(member) = format {
            sink.add(context.member(member), "max_tokens is 0; output_config.format cannot be used with it.");
        }
    }
}

fn long(context: &Context, sink: &mut Sink) {
    for (call, value, number) in limited(context) {
        let streams =
            call.object.get("stream").is_some_and(|s| s.bool() != Some(false)) || context.path.contains("stream");
        if number > 21_333.0 && !streams && !call.batch && context.endpoint == Endpoint::Messages {
            let note =
                sink.add(context.value(value), format!("Up to {number} tokens are asked for without stream: true."));
            // The libraries refuse it by themselves, unless a timeout is given.
            let refused = context.request.origin.is_sdk() && !context.paste.contains("timeout");
            if !refused {
                note.warning();
            }
        }
    }
}
