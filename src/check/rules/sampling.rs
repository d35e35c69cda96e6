//! temperature, top_p and top_k.

use super::BASE;
use crate::check::{Call, Context, Rule, Sink, Version};
use crate::finding::Trust;
use crate::json::Member;
use crate::knowledge::{ModelStatus, Sampling};

/// The checks of this file.
pub const RULES: &[Rule] = &[REMOVED, MODEL, BOTH, RANGE, THINKING];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/migration-2026-10-21";
const FIELDS: [&str; 3] = ["temperature", "top_p", "top_k"];

/// Fields that version 2026-10-21 does not have.
pub const REMOVED: Rule = Rule {
    id: "sampling/removed",
    cause: Some("temperature_unsupported"),
    title: "A sampling field on version 2026-10-21",
    why: "Version 2026-10-21 has no temperature, top_p and top_k, for any model and any value: 400 invalid_request_error \"temperature: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: removed,
    bad: pastes![curl!(
        "https://api.anthropic.com/v1/messages",
        "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2026-10-21' -H 'content-type: application/json'",
        "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,\"temperature\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
    )],
    good: pastes![curl!(body "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":9,\"temperature\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")],
    ..BASE
};

/// Values that the model does not take.
pub const MODEL: Rule = Rule {
    id: "sampling/model",
    cause: Some("temperature_unsupported"),
    title: "A sampling value that the model does not take",
    why: "Models after Claude Opus 4.6 take only temperature 1, top_p of 0.99 or more and no top_k: 400 invalid_request_error \"`temperature` is deprecated for this model.\"",
    source: cited!(SOURCE),
    run: model,
    bad: pastes![ask!("claude-opus-4-8", "\"temperature\":0.3,"), ask!("claude-opus-5", "\"top_k\":5,")],
    good: pastes![ask!("claude-opus-5", "\"temperature\":1.0,"), ask!("claude-haiku-4-5", "\"temperature\":0.2,"), ask!("claude-opus-6", "\"temperature\":0.2,")],
    ..BASE
};

/// temperature and top_p.
pub const BOTH: Rule = Rule {
    id: "sampling/both",
    cause: Some("temperature_and_top_p"),
    title: "temperature and top_p together",
    why: "The API answers 400 invalid_request_error: \"`temperature` and `top_p` cannot both be specified for this model. Please use only one.\"",
    source: cited!("https://platform.claude.com/docs/en/about-claude/models/migration-guide"),
    run: both,
    bad: pastes![ask!("claude-haiku-4-5", "\"temperature\":0.2,\"top_p\":0.9,")],
    good: pastes![ask!("claude-haiku-4-5", "\"temperature\":0.2,\"top_k\":9,")],
    ..BASE
};

/// Out of range.
pub const RANGE: Rule = Rule {
    id: "sampling/range",
    title: "A sampling value out of its range",
    why: "temperature and top_p go from 0 to 1 here, not to 2: 400 invalid_request_error \"temperature: Input should be less than or equal to 1\".",
    source: cited!("https://platform.claude.com/docs/en/api/messages"),
    run: range,
    bad: pastes![ask!("claude-haiku-4-5", "\"temperature\":1.5,")],
    good: pastes![ask!("claude-haiku-4-5", "\"temperature\":0,")],
    ..BASE
};

/// With thinking.
pub const THINKING: Rule = Rule {
    id: "sampling/with-thinking",
    cause: Some("temperature_with_thinking"),
    title: "A sampling value together with thinking",
    why: "With thinking enabled only temperature 1 is taken, top_p from 0.95 on and no top_k: 400 invalid_request_error \"`temperature` may only be set to 1 when thinking is enabled\".",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/extended-thinking"),
    run: thinking,
    bad: pastes![ask!("claude-haiku-4-5", "\"temperature\":0.5,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},")],
    good: pastes![ask!("claude-haiku-4-5", "\"temperature\":1,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},")],
    ..BASE
};

fn present<'a>(call: &Call<'a>) -> impl Iterator<Item = &'a Member> {
    let object = call.object;
    FIELDS.iter().filter_map(|key| object.member(key))
}

fn removed(context: &Context, sink: &mut Sink) {
    if context.version != Version::New {
        return;
    }
    for call in context.calls() {
        for member in present(&call) {
            let fix = context.without(call.object, &member.key, &format!("Take {} out", member.key), Trust::Safe);
            sink.add(context.member(member), format!("Version 2026-10-21 has no {}.", member.key)).fix(fix);
        }
    }
}

fn refused(member: &Member) -> bool {
    match (member.key.as_str(), member.value.number()) {
        ("temperature", Some(value)) => value != 1.0,
        ("top_p", Some(value)) => value < 0.99,
        ("top_k", Some(_)) => true,
        _ => false,
    }
}

fn in_range(member: &Member) -> bool {
    member.value.number().is_none_or(|value| value >= 0.0 && (member.key == "top_k" || value <= 1.0))
}

fn model(context: &Context, sink: &mut Sink) {
    if context.version == Version::New {
        return;
    }
    for call in context.calls() {
        let Some(model) = call.model.filter(|model| model.sampling == Sampling::DefaultsOnly) else { continue };
        for member in present(&call).filter(|member| refused(member)) {
            let fix = context.without(call.object, &member.key, &format!("Take {} out", member.key), Trust::Safe);
            let value = context.body.and_then(|b| b.as_str().get(member.value.range.clone())).unwrap_or("");
            sink.add(context.member(member), format!("{} does not take {} {value}.", model.id, member.key)).fix(fix);
        }
    }
}

fn both(context: &Context, sink: &mut Sink) {
    if context.version == Version::New {
        return;
    }
    for call in context.calls() {
        let known = |key: &str| call.object.member(key).filter(|member| member.value.number().is_some());
        let (Some(_), Some(top_p)) = (known("temperature"), known("top_p")) else { continue };
        let Some(model) = call.model.filter(|model| model.status != ModelStatus::Retired) else { continue };
        if model.sampling != Sampling::OneOf {
            continue;
        }
        let fix = context.without(call.object, "top_p", "Take top_p out", Trust::Likely);
        sink.add(context.member(top_p), format!("{} takes temperature or top_p, not both.", model.id)).fix(fix);
    }
}

fn range(context: &Context, sink: &mut Sink) {
    if context.version == Version::New {
        return;
    }
    for call in context.calls() {
        if call.model.is_some_and(|model| model.sampling == Sampling::DefaultsOnly) {
            continue;
        }
        for member in present(&call).filter(|member| !in_range(member)) {
            let value = member.value.number().unwrap_or(0.0);
            sink.add(context.member(member), format!("{} is {value}; it goes from 0 to 1.", member.key));
        }
    }
}

fn thinking(context: &Context, sink: &mut Sink) {
    if context.version == Version::New {
        return;
    }
    for call in context.calls() {
        let on = call.object.get("thinking").is_some_and(|t| t.text_of("type") == Some("enabled"));
        if !on || call.model.is_none_or(|model| model.sampling == Sampling::DefaultsOnly) {
            continue;
        }
        for member in present(&call) {
            let wrong = match (member.key.as_str(), member.value.number()) {
                ("temperature", Some(value)) => value != 1.0,
                ("top_p", Some(value)) => value < 0.95,
                ("top_k", Some(_)) => true,
                _ => false,
            };
            if wrong && in_range(member) {
                let fix = context.without(call.object, &member.key, &format!("Take {} out", member.key), Trust::Likely);
                sink.add(
                    context.member(member),
                    format!("With thinking enabled {} cannot have this value.", member.key),
                )
                .fix(fix);
            }
        }
    }
}
