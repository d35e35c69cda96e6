//! tool_choice.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::Trust;
use crate::json::{Node, Value};

/// The checks of this file.
pub const RULES: &[Rule] = &[TYPE, NO_TOOLS, NAME, FORCED_MODEL, FORCED_THINKING];

const SOURCE: &str = "https://platform.claude.com/docs/en/agents-and-tools/tool-use/define-tools";

/// A tool, and this tool_choice.
#[cfg(test)]
macro_rules! choose {
    ($model:expr, $choice:expr) => {
        ask!(
            $model,
            concat!(
                "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":",
                $choice,
                ","
            )
        )
    };
}

/// A type that does not exist.
pub const TYPE: Rule = Rule {
    id: "tool-choice/type",
    title: "A tool_choice that does not exist",
    why: "tool_choice.type is auto, any, tool or none; the API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: kind,
    bad: pastes![choose!("claude-opus-5", "{\"type\":\"required\"}"), choose!("claude-opus-5", "{\"type\":\"tool\"}")],
    good: pastes![choose!("claude-opus-5", "{\"type\":\"auto\"}")],
    ..BASE
};

/// No tools.
pub const NO_TOOLS: Rule = Rule {
    id: "tool-choice/no-tools",
    title: "tool_choice without tools",
    why: "The API answers 400 invalid_request_error: \"tool_choice may only be specified while providing tools\".",
    source: cited!(SOURCE),
    run: no_tools,
    bad: pastes![ask!("claude-opus-5", "\"tool_choice\":{\"type\":\"auto\"},")],
    good: pastes![choose!("claude-opus-5", "{\"type\":\"auto\"}")],
    ..BASE
};

/// A name that no tool has.
pub const NAME: Rule = Rule {
    id: "tool-choice/name",
    title: "tool_choice names a tool that is not there",
    why: "The API answers 400 invalid_request_error: \"Tool '…' not found in provided tools\".",
    source: cited!(SOURCE),
    run: name,
    bad: pastes![choose!("claude-opus-5", "{\"type\":\"tool\",\"name\":\"g\"}")],
    good: pastes![choose!("claude-opus-5", "{\"type\":\"tool\",\"name\":\"f\"}")],
    ..BASE
};

/// A model that cannot be forced.
pub const FORCED_MODEL: Rule = Rule {
    id: "tool-choice/forced-model",
    title: "A forced tool on a model that refuses it",
    why: "The API answers 400 invalid_request_error: \"tool_choice: type \"tool\" and \"any\" are not supported for this model.\"",
    source: cited!("https://platform.claude.com/docs/en/about-claude/models/migration-guide"),
    run: forced_model,
    bad: pastes![choose!("claude-sonnet-5-5", "{\"type\":\"any\"}")],
    good: pastes![choose!("claude-opus-5", "{\"type\":\"any\"}"), choose!("claude-fable-5", "{\"type\":\"any\"}")],
    ..BASE
};

/// Forced with thinking enabled.
pub const FORCED_THINKING: Rule = Rule {
    id: "tool-choice/forced-thinking",
    title: "A forced tool together with thinking",
    why: "The API answers 400 invalid_request_error: \"Thinking may not be enabled when tool_choice forces tool use.\"",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/thinking"),
    run: forced_thinking,
    bad: pastes![ask!(
        "claude-haiku-4-5",
        "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":{\"type\":\"any\"},"
    )],
    good: pastes![ask!(
        "claude-opus-5",
        "\"thinking\":{\"type\":\"adaptive\"},\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":{\"type\":\"any\"},"
    )],
    ..BASE
};

fn kind(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(choice) = call.object.member("tool_choice").filter(|choice| choice.value.is_object()) else {
            continue;
        };
        let Some(member) = choice.value.member("type") else {
            sink.add(context.member(choice), "tool_choice has no type.");
            continue;
        };
        match member.value.text() {
            Some("tool") if choice.value.get("name").is_none() => {
                let span = context.place(choice.key_range.start..member.range().end);
                sink.add(span, "tool_choice of type tool needs the tool's name.");
            }
            Some("auto" | "any" | "tool" | "none" | "function") | None => {}
            Some(other) => {
                let fix = (other == "required")
                    .then(|| context.swap(member.value.range.clone(), "\"any\"", "Use any", Trust::Safe))
                    .flatten();
                sink.add(
                    context.member(member),
                    format!("There is no tool_choice {other}; it is auto, any, tool or none."),
                )
                .fix(fix);
            }
        }
    }
}

fn no_tools(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for call in context.calls() {
        let tools = call.object.get("tools");
        let none = tools.is_none_or(|tools| tools.is_null() || (tools.is_array() && tools.items().is_empty()));
        let elsewhere = call.object.get("mcp_servers").is_some() || call.object.get("functions").is_some();
        let Some(choice) = call.object.member("tool_choice").filter(|c| c.value.is_object() && none && !elsewhere)
        else {
            continue;
        };
        if choice.value.text_of("type").is_some_and(|kind| kind != "none") {
            let fix = context.without(call.object, "tool_choice", "Take tool_choice out", Trust::Safe);
            sink.add(context.member(choice), "There is a tool_choice, but there are no tools.").fix(fix);
        }
    }
}

fn name(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(choice) = call.object.get("tool_choice").filter(|c| c.text_of("type") == Some("tool")) else {
            continue;
        };
        let Some(member) = choice.member("name") else { continue };
        let Some(wanted) = member.value.text() else { continue };
        let tools = call.object.get("tools").map_or(&[][..], Value::items);
        // Toolsets bring tools whose names are not in the request.
        let open = tools.iter().any(|tool| {
            tool.is_unknown()
                || tool.text_of("type").is_some_and(|kind| kind.contains("toolset"))
                || tool.get("name").is_some_and(|name| !matches!(name.node, Node::String(_)))
                || tool.get("function").is_some()
        });
        if tools.is_empty() || open || tools.iter().any(|tool| tool.text_of("name") == Some(wanted)) {
            continue;
        }
        let names: Vec<&str> = tools.iter().filter_map(|tool| tool.text_of("name")).collect();
        let meant = crate::check::nearest::nearest(wanted, names.iter().copied(), 3).or(match names.as_slice() {
            [only] => Some(only),
            _ => None,
        });
        let fix = meant.and_then(|meant| {
            context.swap(member.value.range.clone(), &format!("\"{meant}\""), &format!("Use {meant}"), Trust::Likely)
        });
        sink.add(context.member(member), format!("There is no tool named {wanted}.")).fix(fix);
    }
}

fn forced(object: &Value) -> Option<&Value> {
    object.get("tool_choice")?.get("type").filter(|kind| matches!(kind.text(), Some("any" | "tool")))
}

fn forced_model(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(model) = call.model.filter(|model| model.forced_tools == Some(false)) else { continue };
        if let Some(kind) = forced(call.object) {
            let fix = context.swap(kind.range.clone(), "\"auto\"", "Use auto", Trust::Likely);
            let fix = fix.filter(|_| kind.text() == Some("any"));
            sink.add(context.value(kind), format!("{} cannot be forced to use a tool.", model.id)).fix(fix);
        }
    }
}

fn forced_thinking(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let on = call.object.get("thinking").is_some_and(|t| t.text_of("type") == Some("enabled"));
        let takes = call.model.is_none_or(|model| model.thinking.contains(&"enabled"));
        if let Some(kind) = forced(call.object).filter(|_| on && takes) {
            sink.add(context.value(kind), "Thinking is enabled, so no tool can be forced.");
        }
    }
}
