//! thinking and effort.

use super::BASE;
use crate::check::{Call, Context, Rule, Sink};
use crate::finding::Trust;
use crate::knowledge::{Model, ModelStatus};

/// The checks of this file.
pub const RULES: &[Rule] =
    &[SHAPE, TYPE, BUDGET_MISSING, BUDGET_SMALL, BUDGET_LARGE, EFFORT_MODEL, EFFORT_LEVEL, EFFORT_OFF];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/thinking-troubleshooting";
const EFFORT: &str = "https://platform.claude.com/docs/en/build-with-claude/effort";

/// No type, or one that does not exist.
pub const SHAPE: Rule = Rule {
    id: "thinking/type-unknown",
    title: "A thinking type that does not exist",
    why: "thinking.type is adaptive, enabled, disabled or between_tools, each on some models. The API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: shape,
    bad: pastes![ask!("claude-opus-5", "\"thinking\":{\"type\":\"auto\"},"), ask!("claude-opus-5", "\"thinking\":{\"budget_tokens\":2000},")],
    good: pastes![ask!("claude-opus-5", "\"thinking\":{\"type\":\"adaptive\"},")],
    ..BASE
};

/// A type that the model does not take.
pub const TYPE: Rule = Rule {
    id: "thinking/type",
    cause: Some("thinking_enabled_unsupported"),
    title: "A thinking type that the model does not take",
    why: "The API answers 400 invalid_request_error: \"\"thinking.type.…\" is not supported for this model.\"",
    source: cited!(SOURCE),
    run: kind,
    bad: pastes![
        ask!("claude-opus-5-5", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"),
        ask!("claude-haiku-4-5", "\"thinking\":{\"type\":\"adaptive\"},"),
        ask!("claude-fable-5-1", "\"thinking\":{\"type\":\"disabled\"},"),
        ask!("claude-opus-5", "\"thinking\":{\"type\":\"between_tools\"},"),
    ],
    good: pastes![
        ask!("claude-haiku-4-5", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"),
        ask!("claude-sonnet-5-5", "\"thinking\":{\"type\":\"between_tools\"},"),
        ask!("claude-opus-6", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"),
    ],
    ..BASE
};

/// No budget.
pub const BUDGET_MISSING: Rule = Rule {
    id: "thinking/budget-missing",
    title: "Thinking enabled without a budget",
    why: "The API answers 400 invalid_request_error \"thinking.enabled.budget_tokens: Field required\".",
    source: cited!(SOURCE),
    run: budget_missing,
    bad: pastes![ask!("claude-haiku-4-5", "\"thinking\":{\"type\":\"enabled\"},")],
    good: pastes![ask!("claude-haiku-4-5", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},")],
    ..BASE
};

/// Under 1,024.
pub const BUDGET_SMALL: Rule = Rule {
    id: "thinking/budget-small",
    title: "A thinking budget under 1,024",
    why: "The API answers 400 invalid_request_error: \"thinking.enabled.budget_tokens: Input should be greater than or equal to 1024\".",
    source: cited!(SOURCE),
    run: budget_small,
    bad: pastes![ask!("claude-haiku-4-5", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":500},")],
    good: pastes![ask!("claude-haiku-4-5", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},")],
    ..BASE
};

/// Not below max_tokens.
pub const BUDGET_LARGE: Rule = Rule {
    id: "thinking/budget-large",
    title: "A thinking budget that leaves nothing for the answer",
    why: "The API answers 400 invalid_request_error: \"`max_tokens` must be greater than `thinking.budget_tokens`\".",
    source: cited!(SOURCE),
    run: budget_large,
    bad: pastes![ask!("claude-haiku-4-5", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":30000},")],
    good: pastes![curl!(
        "https://api.anthropic.com/v1/messages",
        concat!(head!(), " -H 'anthropic-beta: interleaved-thinking-2025-05-14'"),
        "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":2000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":3000},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
    )],
    ..BASE
};

/// A model without effort.
pub const EFFORT_MODEL: Rule = Rule {
    id: "effort/model",
    title: "effort on a model that has none",
    why: "The API answers 400 invalid_request_error \"This model does not support the effort parameter\".",
    source: cited!(EFFORT),
    run: effort_model,
    bad: pastes![ask!("claude-haiku-4-5", "\"output_config\":{\"effort\":\"low\"},")],
    good: pastes![
        ask!("claude-opus-5", "\"output_config\":{\"effort\":\"low\"},"),
        ask!("claude-opus-4-5", "\"output_config\":{\"effort\":\"low\"},")
    ],
    ..BASE
};

/// A level that the model does not have.
pub const EFFORT_LEVEL: Rule = Rule {
    id: "effort/level",
    title: "An effort level that is not there",
    why: "The API answers 400 invalid_request_error for output_config.effort. The levels are low, medium, high, xhigh and max, not all on each model.",
    source: cited!(EFFORT),
    run: effort_level,
    bad: pastes![ask!("claude-opus-5", "\"output_config\":{\"effort\":\"minimal\"},"), ask!("claude-opus-4-6", "\"output_config\":{\"effort\":\"xhigh\"},")],
    good: pastes![ask!("claude-opus-4-7", "\"output_config\":{\"effort\":\"xhigh\"},")],
    ..BASE
};

/// Thinking off and effort above high.
pub const EFFORT_OFF: Rule = Rule {
    id: "effort/thinking-off",
    title: "Effort above high with thinking off",
    why: "The API answers 400 invalid_request_error: \"… is not supported when thinking is disabled on this model. Use effort 'high' or below, or enable thinking.\"",
    source: cited!(SOURCE),
    run: effort_off,
    bad: pastes![ask!("claude-opus-5", "\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"max\"},")],
    good: pastes![ask!("claude-opus-5", "\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"high\"},")],
    ..BASE
};

const TYPES: &[&str] = &["adaptive", "enabled", "disabled", "between_tools"];

fn shape(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(thinking) = call.object.member("thinking").filter(|t| t.value.is_object()) else { continue };
        match thinking.value.member("type") {
            None if context.body_is_whole() => {
                sink.add(context.member(thinking), "thinking has no type.");
            }
            Some(kind) => {
                if let Some(name) = kind.value.text().filter(|name| !TYPES.contains(name)) {
                    sink.add(context.value(&kind.value), format!("There is no thinking type {name}."));
                }
            }
            None => {}
        }
    }
}

/// The model of a call, if its thinking rules are known.
fn ruled(call: &Call) -> Option<&'static Model> {
    call.model.filter(|model| !model.thinking.is_empty() && model.status != ModelStatus::Retired)
}

fn kind(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(model) = ruled(&call) else { continue };
        let Some(thinking) = call.object.get("thinking") else { continue };
        let Some(value) = thinking.get("type") else { continue };
        let Some(name) = value.text().filter(|name| TYPES.contains(name) && !model.thinking.contains(name)) else {
            continue;
        };
        let takes = model.thinking.join(" or ");
        // An object with a budget needs more than another word.
        let fix = match (name, model.thinking.contains(&"adaptive")) {
            ("enabled", true) if thinking.members().len() == 2 && thinking.get("budget_tokens").is_some() => {
                context.swap(thinking.range.clone(), "{\"type\": \"adaptive\"}", "Use adaptive thinking", Trust::Safe)
            }
            ("disabled", _) if model.thinking.contains(&"between_tools") => {
                context.swap(value.range.clone(), "\"between_tools\"", "Use between_tools", Trust::Safe)
            }
            ("disabled" | "between_tools", true) => {
                context.swap(thinking.range.clone(), "{\"type\": \"adaptive\"}", "Use adaptive thinking", Trust::Likely)
            }
            _ => None,
        };
        sink.add(context.value(value), format!("{} does not take thinking type {name}; it takes {takes}.", model.id))
            .fix(fix);
    }
}

fn budget_missing(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(thinking) = call.object.get("thinking") else { continue };
        let on = thinking.member("type").filter(|kind| kind.value.text() == Some("enabled"));
        let wrong_type = ruled(&call).is_some_and(|model| !model.thinking.contains(&"enabled"));
        if let Some(kind) =
            on.filter(|_| thinking.get("budget_tokens").is_none() && !wrong_type && context.body_is_whole())
        {
            sink.add(context.member(kind), "Thinking is enabled, but budget_tokens is missing.");
        }
    }
}

fn budget(call: &Call) -> Option<(std::ops::Range<usize>, f64)> {
    let thinking = call.object.get("thinking").filter(|t| t.text_of("type") == Some("enabled"))?;
    let member = thinking.member("budget_tokens")?;
    Some((member.range(), member.value.number()?))
}

fn budget_small(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        if let Some((range, number)) = budget(&call).filter(|(_, number)| *number < 1024.0) {
            sink.add(context.place(range), format!("budget_tokens is {number}; it must be at least 1024."));
        }
    }
}

fn budget_large(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some((range, number)) = budget(&call) else { continue };
        let Some(most) = call.object.get("max_tokens").and_then(crate::json::Value::number) else { continue };
        let tools = call.object.get("tools").is_some();
        let interleaved = context.beta("interleaved-thinking");
        if number < most || most == 0.0 || call.counting || interleaved == Some(true) {
            continue;
        }
        let note = sink.add(
            context.place(range),
            format!("budget_tokens is {number}, max_tokens {most}; the budget must be lower."),
        );
        if tools && interleaved.is_none() {
            note.warning();
        }
    }
}

fn effort<'a>(call: &Call<'a>) -> Option<&'a crate::json::Member> {
    call.object.get("output_config")?.member("effort").filter(|member| !member.value.is_null())
}

fn effort_model(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(model) = call.model.filter(|m| m.effort.is_empty() && m.status != ModelStatus::Retired) else {
            continue;
        };
        if let (Some(member), Some(config)) = (effort(&call), call.object.get("output_config")) {
            let fix = if config.members().len() == 1 {
                context.without(call.object, "output_config", "Take output_config out", Trust::Safe)
            } else {
                context.without(config, "effort", "Take effort out", Trust::Safe)
            };
            sink.add(context.member(member), format!("{} has no effort setting.", model.id)).fix(fix);
        }
    }
}

fn effort_level(context: &Context, sink: &mut Sink) {
    const LEVELS: &[&str] = &["low", "medium", "high", "xhigh", "max"];
    for call in context.calls() {
        let Some(member) = effort(&call) else { continue };
        let Some(level) = member.value.text() else { continue };
        if !LEVELS.contains(&level) {
            sink.add(
                context.member(member),
                format!("There is no effort level {level}; the levels are low, medium, high, xhigh and max."),
            );
            continue;
        }
        let Some(model) = call.model.filter(|model| !model.effort.is_empty() && model.id != "claude-mythos-preview")
        else {
            continue;
        };
        if !model.effort.contains(&level) {
            let highest = model.effort.last().copied().unwrap_or("high");
            let fix = context.swap(
                member.value.range.clone(),
                &format!("\"{highest}\""),
                &format!("Use {highest}"),
                Trust::Likely,
            );
            sink.add(
                context.member(member),
                format!("{} has no effort level {level}; it has {}.", model.id, model.effort.join(", ")),
            )
            .fix(fix);
        }
    }
}

fn effort_off(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(model) = call.model else { continue };
        let kind = call.object.get("thinking").and_then(|t| t.text_of("type"));
        let off = matches!(
            (model.id, kind),
            ("claude-opus-5" | "claude-haiku-5-5", Some("disabled")) | ("claude-sonnet-5-5", Some("between_tools"))
        );
        let Some(member) = effort(&call).filter(|_| off) else { continue };
        if let Some(level @ ("xhigh" | "max")) = member.value.text() {
            let fix = context.swap(member.value.range.clone(), "\"high\"", "Use high", Trust::Likely);
            sink.add(
                context.member(member),
                format!("With thinking off, {} goes up to effort high, not {level}.", model.id),
            )
            .fix(fix);
        }
    }
}
