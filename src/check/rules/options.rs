//! Smaller options: stop_sequences, metadata, service_tier, speed, container, thread.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;
use crate::request::Origin;

/// The checks of this file.
pub const RULES: &[Rule] = &[STOP_BLANK, METADATA, METADATA_PERSON, TIER, SPEED, CONTAINER, BOTH_CONTEXT, THREAD];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/messages";

/// A blank stop sequence.
pub const STOP_BLANK: Rule = Rule {
    id: "stop/blank",
    title: "A stop sequence of blanks only",
    why:
        "The API answers 400 invalid_request_error: \"stop_sequences: each stop sequence must contain non-whitespace\".",
    source: cited!(SOURCE),
    run: stop_blank,
    bad: pastes![ask!("claude-opus-5", "\"stop_sequences\":[\".\",\"\\n\"],")],
    good: pastes![ask!("claude-opus-5", "\"stop_sequences\":[\"\\nHuman:\"],")],
    ..BASE
};

/// Other keys than user_id.
pub const METADATA: Rule = Rule {
    id: "metadata/key",
    cause: Some("extra_inputs_not_permitted"),
    title: "Another key than user_id in metadata",
    why: "metadata takes only user_id; the API answers 400 invalid_request_error \"metadata.…: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: metadata,
    bad: pastes![ask!("claude-opus-5", "\"metadata\":{\"user_id\":\"a\",\"session\":\"b\"},")],
    good: pastes![ask!("claude-opus-5", "\"metadata\":{\"user_id\":\"a\"},")],
    ..BASE
};

/// Personal data.
pub const METADATA_PERSON: Rule = Rule {
    id: "metadata/personal",
    title: "Personal data in metadata.user_id",
    why: "user_id takes an opaque id of at most 256 characters; e-mail addresses and phone numbers are refused: 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: metadata_person,
    bad: pastes![ask!("claude-opus-5", "\"metadata\":{\"user_id\":\"ann@example.com\"},")],
    good: pastes![ask!("claude-opus-5", "\"metadata\":{\"user_id\":\"b7c9e2f0\"},")],
    ..BASE
};

/// Another tier.
pub const TIER: Rule = Rule {
    id: "service-tier/value",
    title: "A service_tier that does not exist",
    why: "The API answers 400 invalid_request_error: \"service_tier: Input should be 'auto' or 'standard_only'\".",
    source: cited!(SOURCE),
    run: tier,
    bad: pastes![ask!("claude-opus-5", "\"service_tier\":\"priority\",")],
    good: pastes![ask!("claude-opus-5", "\"service_tier\":\"standard_only\",")],
    ..BASE
};

/// Fast mode where there is none.
pub const SPEED: Rule = Rule {
    id: "speed/model",
    title: "Fast mode on a model that has none",
    why: "Fast mode exists on Claude Opus 5.5, and with the beta fast-mode-2026-02-01 on Opus 5 and 4.8. Elsewhere the API answers 400 invalid_request_error for speed.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/fast-mode"),
    run: speed,
    bad: pastes![ask!("claude-sonnet-5", "\"speed\":\"fast\","), ask!("claude-opus-5-5", "\"speed\":\"turbo\",")],
    good: pastes![ask!("claude-opus-5-5", "\"speed\":\"fast\","), ask!("claude-sonnet-5", "\"speed\":\"standard\",")],
    ..BASE
};

/// A skill without its id.
pub const CONTAINER: Rule = Rule {
    id: "container/skill",
    title: "A skill without skill_id",
    why: "A skill is {type: anthropic or custom, skill_id, version?}; the API answers 400 \"container.skills.…skill_id: Field required\".",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/skills-guide"),
    run: container,
    bad: pastes![ask!("claude-opus-5", "\"container\":{\"skills\":[{\"id\":\"xlsx\",\"type\":\"anthropic\"}]},")],
    good: pastes![ask!("claude-opus-5", "\"container\":{\"skills\":[{\"skill_id\":\"xlsx\",\"type\":\"anthropic\"}]},"), ask!("claude-opus-5", "\"container\":\"container_1\",")],
    ..BASE
};

/// compaction and context_management.
pub const BOTH_CONTEXT: Rule = Rule {
    id: "context/both",
    title: "compaction and context_management together",
    why: "They exclude each other; the API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/compaction"),
    run: both_context,
    bad: pastes![ask!(
        "claude-opus-5",
        "\"compaction\":{\"type\":\"summarize\"},\"context_management\":{\"edits\":[]},"
    )],
    good: pastes![ask!("claude-opus-5", "\"compaction\":{\"type\":\"summarize\"},")],
    ..BASE
};

/// A thread with what threads do not support.
pub const THREAD: Rule = Rule {
    id: "thread/unsupported",
    title: "A thread together with a field that threads do not support",
    why: "A thread excludes cache_control, context_management, fallbacks and thinking; the API answers 400 invalid_request_error with the code thread_unsupported_request.",
    source: cited!(SOURCE),
    run: thread,
    bad: pastes![ask!("claude-opus-5", "\"thread\":{\"type\":\"create\"},\"cache_control\":{\"type\":\"ephemeral\"},")],
    good: pastes![ask!("claude-opus-5", "\"thread\":{\"type\":\"create\"},")],
    ..BASE
};

fn thread(context: &Context, sink: &mut Sink) {
    for call in context.calls().filter(|call| call.object.get("thread").is_some_and(Value::is_object)) {
        for key in ["cache_control", "context_management", "fallbacks", "thinking"] {
            if let Some(member) = call.object.member(key).filter(|member| !member.value.is_null()) {
                sink.add(context.member(member), format!("thread and {key} are both set."));
            }
        }
    }
}

fn stop_blank(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for item in call.object.get("stop_sequences").map_or(&[][..], Value::items) {
            if item.text().is_some_and(|text| text.trim().is_empty()) {
                sink.add(context.value(item), "This stop sequence holds blanks only.");
            }
        }
    }
}

fn metadata(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(metadata) = call.object.get("metadata") else { continue };
        for member in metadata.members().iter().filter(|member| member.key != "user_id") {
            let only = metadata.members().len() == 1;
            let fix = if only {
                context.without(call.object, "metadata", "Take metadata out", Trust::Likely)
            } else {
                context.without(metadata, &member.key, &format!("Take {} out", member.key), Trust::Safe)
            };
            sink.add(context.member(member), format!("metadata takes only user_id, not {}.", member.key)).fix(fix);
        }
    }
}

fn metadata_person(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(member) = call.object.get("metadata").and_then(|metadata| metadata.member("user_id")) else {
            continue;
        };
        let Some(id) = member.value.text() else { continue };
        let mail = id.split_once('@').is_some_and(|(_, host)| host.contains('.'));
        let digits = id.bytes().filter(u8::is_ascii_digit).count();
        let phone =
            id.starts_with('+') && digits >= 8 && id.bytes().all(|b| b.is_ascii_digit() || b" +-()".contains(&b));
        if mail || phone || id.len() > 256 {
            let message = if id.len() > 256 {
                "user_id has more than 256 characters."
            } else {
                "user_id looks like an e-mail address or phone number."
            };
            sink.add(context.member(member), message);
        }
    }
}

fn tier(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(member) = call.object.member("service_tier") else { continue };
        if let Some(tier) = member.value.text().filter(|tier| !matches!(*tier, "auto" | "standard_only")) {
            let fix = context.swap(member.value.range.clone(), "\"auto\"", "Use auto", Trust::Likely);
            sink.add(context.member(member), format!("There is no service_tier {tier}; it is auto or standard_only."))
                .fix(fix);
        }
    }
}

fn speed(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(member) = call.object.member("speed") else { continue };
        let Some(speed) = member.value.text() else { continue };
        if !matches!(speed, "standard" | "fast") {
            sink.add(context.member(member), format!("There is no speed {speed}; it is standard or fast."));
            continue;
        }
        let Some(model) = call.model.filter(|_| speed == "fast") else { continue };
        let fix = context.without(call.object, "speed", "Take speed out", Trust::Safe);
        match model.id {
            "claude-opus-5-5" | "claude-opus-4-6" => {}
            "claude-opus-5" | "claude-opus-4-8" => {
                if context.request.origin != Origin::JsonBody
                    && context.beta("fast-mode") == Some(false)
                    && context.on_claude()
                {
                    sink.add(
                        context.member(member),
                        format!("On {} fast mode needs the header anthropic-beta: fast-mode-2026-02-01.", model.id),
                    );
                }
            }
            _ => {
                sink.add(context.member(member), format!("{} has no fast mode.", model.id)).fix(fix);
            }
        }
    }
}

fn container(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let skills = call.object.get("container").and_then(|container| container.get("skills"));
        for skill in skills.map_or(&[][..], Value::items).iter().filter(|skill| skill.is_object()) {
            if skill.get("skill_id").is_none() && context.body_is_whole() {
                let other = skill.member("id").or(skill.member("name"));
                let span = other.map_or(context.value(skill), |member| context.member(member));
                let fix = other.and_then(|member| {
                    context.swap(member.key_range.clone(), "\"skill_id\"", "Name it skill_id", Trust::Safe)
                });
                sink.add(span, "This skill has no skill_id.").fix(fix);
            } else if let Some(kind) = skill
                .member("type")
                .filter(|kind| kind.value.text().is_some_and(|k| !matches!(k, "anthropic" | "custom")))
            {
                sink.add(context.member(kind), "A skill's type is anthropic or custom.");
            }
        }
    }
}

fn both_context(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let set = |key: &str| call.object.member(key).filter(|member| !member.value.is_null());
        if let (Some(member), Some(_)) = (set("compaction"), set("context_management")) {
            sink.add(context.member(member), "compaction and context_management are both set.");
        }
    }
}
