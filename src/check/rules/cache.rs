//! cache_control.

use super::messages::{blocks, messages};
use super::BASE;
use crate::check::{Call, Context, Platform, Rule, Sink};
use crate::finding::Trust;
use crate::json::{Member, Value};

/// The checks of this file.
pub const RULES: &[Rule] = &[SHAPE, TTL, ORDER, MANY, PLACE, BEDROCK, AUTOMATIC];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/prompt-caching";

/// System blocks with these marks.
#[cfg(test)]
macro_rules! marks {
    ($($mark:expr),*) => {
        ask!("claude-opus-5", concat!("\"system\":[{\"type\":\"text\",\"text\":\"a\"}", $(",{\"type\":\"text\",\"text\":\"x\",\"cache_control\":", $mark, "}",)* "],"))
    };
}
/// Two lifetimes on the last block.
pub const AUTOMATIC: Rule = Rule {
    id: "cache/automatic-ttl",
    title: "Automatic caching with another lifetime than the mark on the last block",
    why: "cache_control at the top of the body marks the last block. Where that has a mark of its own with another ttl, the API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: automatic,
    bad: pastes!["{\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"},\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]}"],
    good: pastes!["{\"cache_control\":{\"type\":\"ephemeral\"},\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5m\"}}]}]}"],
    ..BASE
};

/// A plain mark.
#[cfg(test)]
macro_rules! mark {
    () => {
        "{\"type\":\"ephemeral\"}"
    };
}

/// Not `{"type": "ephemeral"}`.
pub const SHAPE: Rule = Rule {
    id: "cache/type",
    title: "A cache mark of another type",
    why: "The only type is ephemeral: {\"type\": \"ephemeral\"}. The API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: shape,
    bad: pastes![marks!("{\"type\":\"persistent\"}"), marks!("\"ephemeral\""), marks!("true")],
    good: pastes![marks!(mark!()), marks!("null")],
    ..BASE
};

/// Another ttl than 5m and 1h.
pub const TTL: Rule = Rule {
    id: "cache/ttl",
    title: "A cache lifetime that does not exist",
    why: "The API answers 400 invalid_request_error: \"…cache_control.ttl: Input should be '5m' or '1h'\".",
    source: cited!(SOURCE),
    run: ttl,
    bad: pastes![marks!("{\"type\":\"ephemeral\",\"ttl\":\"24h\"}")],
    good: pastes![marks!("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}")],
    ..BASE
};

/// 1h after 5m.
pub const ORDER: Rule = Rule {
    id: "cache/ttl-order",
    title: "A one-hour mark after a five-minute mark",
    why: "In the order tools, system, messages the longer lifetime comes first. The API answers 400: \"a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block\".",
    source: cited!(SOURCE),
    run: order,
    bad: pastes![marks!(mark!(), "{\"type\":\"ephemeral\",\"ttl\":\"1h\"}")],
    good: pastes![marks!("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}", mark!())],
    ..BASE
};

/// More than four.
pub const MANY: Rule = Rule {
    id: "cache/too-many",
    cause: Some("cache_control_too_many"),
    title: "More than four cache marks",
    why: "The API answers 400 invalid_request_error: \"A maximum of 4 blocks with cache_control may be provided. Found 5.\"",
    source: cited!(SOURCE),
    run: many,
    bad: pastes![marks!(mark!(), mark!(), mark!(), mark!(), mark!())],
    good: pastes![marks!(mark!(), mark!(), mark!(), mark!())],
    ..BASE
};

/// On a thinking block.
pub const PLACE: Rule = Rule {
    id: "cache/on-thinking",
    cause: Some("extra_inputs_not_permitted"),
    title: "A cache mark on a thinking block",
    why: "Thinking blocks take none: 400 invalid_request_error \"…thinking.cache_control: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: place,
    bad: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"E==\",\"cache_control\":{\"type\":\"ephemeral\"}},{\"type\":\"text\",\"text\":\"x\"}]},{\"role\":\"user\",\"content\":\"Hi\"}")],
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\",\"cache_control\":{\"type\":\"ephemeral\"}}]}")],
    ..BASE
};

/// Top-level cache_control on Bedrock's own API.
pub const BEDROCK: Rule = Rule {
    id: "cache/bedrock-top-level",
    cause: Some("extra_inputs_not_permitted"),
    title: "A top-level cache_control on Bedrock",
    why: "Bedrock's InvokeModel does not know it: 400 \"cache_control: Extra inputs are not permitted\". Put the mark on a block.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/claude-on-amazon-bedrock-legacy"),
    run: bedrock,
    bad: pastes!["curl https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-opus-4-8/invoke -H \"Authorization: Bearer $T\" -H 'content-type: application/json' -d '{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"cache_control\":{\"type\":\"ephemeral\"},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'"],
    good: pastes![ask!("claude-opus-5", "\"cache_control\":{\"type\":\"ephemeral\"},")],
    ..BASE
};

/// An object with a cache mark.
struct Mark<'a> {
    owner: &'a Value,
    member: &'a Member,
}

fn take<'a>(owner: &'a Value, marks: &mut Vec<Mark<'a>>) {
    if let Some(member) = owner.member("cache_control").filter(|member| !member.value.is_null()) {
        marks.push(Mark { owner, member });
    }
}

/// The marks in the order tools, system, messages; without the one at the top of the body.
fn marks<'a>(call: &Call<'a>) -> Vec<Mark<'a>> {
    let mut all = Vec::new();
    let object = call.object;
    for tool in object.get("tools").map_or(&[][..], Value::items) {
        take(tool, &mut all);
    }
    for block in object.get("system").map_or(&[][..], Value::items) {
        take(block, &mut all);
    }
    for block in messages(call).iter().flat_map(blocks) {
        for inner in block.get("content").map_or(&[][..], Value::items) {
            take(inner, &mut all);
        }
        take(block, &mut all);
    }
    all
}

fn every<'a>(call: &Call<'a>) -> Vec<Mark<'a>> {
    let mut all = marks(call);
    take(call.object, &mut all);
    all
}

fn shape(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for mark in every(&call) {
            let value = &mark.member.value;
            let fix = context.swap(value.range.clone(), "{\"type\": \"ephemeral\"}", "Use ephemeral", Trust::Safe);
            if value.is_object() {
                match value.member("type") {
                    None if context.body_is_whole() => {
                        let message = "cache_control has no type; the only one is ephemeral.";
                        sink.add(context.member(mark.member), message).fix(fix.filter(|_| value.members().is_empty()));
                    }
                    Some(kind) if kind.value.text().is_some_and(|kind| kind != "ephemeral") => {
                        let fix = context.swap(kind.value.range.clone(), "\"ephemeral\"", "Use ephemeral", Trust::Safe);
                        sink.add(context.member(kind), "The only type of cache_control is ephemeral.").fix(fix);
                    }
                    _ => {}
                }
            } else if !value.is_unknown() && (mark.owner.range != call.object.range) {
                let message = format!("cache_control is {}; it takes {{\"type\": \"ephemeral\"}}.", value.kind());
                sink.add(context.member(mark.member), message).fix(fix);
            }
        }
    }
}

fn ttl(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for mark in every(&call) {
            let Some(member) = mark.member.value.member("ttl") else { continue };
            let known = matches!(member.value.text(), Some("5m" | "1h"));
            let number = member.value.number();
            if known || member.value.is_null() || (member.value.text().is_none() && number.is_none()) {
                continue;
            }
            let written = member.value.text().map_or_else(|| number.unwrap_or(0.0).to_string(), str::to_owned);
            let fix = context.swap(member.value.range.clone(), "\"1h\"", "Use 1h", Trust::Likely);
            sink.add(context.member(member), format!("The lifetime {written} does not exist; it is 5m or 1h."))
                .fix(fix);
        }
    }
}

fn order(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let mut short = false;
        for mark in marks(&call) {
            match mark.member.value.get("ttl").map(Value::text) {
                None | Some(Some("5m")) => short = true,
                Some(Some("1h")) if short => {
                    sink.add(context.member(mark.member), "This one-hour mark comes after a five-minute mark.");
                }
                _ => {}
            }
        }
    }
}

fn many(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let all = marks(&call);
        let top = call.object.member("cache_control").filter(|member| !member.value.is_null());
        if let Some(mark) = all.get(4) {
            let count = all.len() + usize::from(top.is_some());
            let span =
                if mark.owner.range.len() <= 200 { context.value(mark.owner) } else { context.member(mark.member) };
            let fix = context.without(mark.owner, "cache_control", "Take this mark out", Trust::Likely);
            sink.add(span, format!("This is the fifth of {count} cache marks; four are allowed.")).fix(fix);
        } else if let Some(member) = top.filter(|_| all.len() == 4) {
            sink.add(
                context.member(member),
                "With the top-level cache_control there are five cache marks; four are allowed.",
            );
        }
    }
}

fn place(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for block in messages(&call).iter().flat_map(blocks) {
            let thinking = matches!(block.text_of("type"), Some("thinking" | "redacted_thinking"));
            if let Some(member) = block.member("cache_control").filter(|m| thinking && !m.value.is_null()) {
                let fix = context.without(block, "cache_control", "Take the mark out", Trust::Safe);
                sink.add(context.member(member), "A thinking block takes no cache_control.").fix(fix);
            }
        }
    }
}

fn automatic(context: &Context, sink: &mut Sink) {
    let lifetime = |mark: &Value| match mark.get("ttl") {
        None => Some("5m".to_owned()),
        Some(ttl) => ttl.text().map(str::to_owned),
    };
    for call in context.calls() {
        let top = call.object.member("cache_control").filter(|member| member.value.is_object());
        let last = messages(&call).last().and_then(|message| blocks(message).last());
        let own = last.and_then(|block| block.member("cache_control")).filter(|member| member.value.is_object());
        if let (Some(top), Some(own)) = (top, own) {
            if let (Some(automatic), Some(typed)) = (lifetime(&top.value), lifetime(&own.value)) {
                if automatic != typed {
                    sink.add(
                        context.member(top),
                        format!("Automatic caching keeps the last block for {automatic}, its own mark for {typed}."),
                    );
                }
            }
        }
    }
}

fn bedrock(context: &Context, sink: &mut Sink) {
    if context.platform != Platform::Bedrock {
        return;
    }
    for call in context.calls() {
        if let Some(member) = call.object.member("cache_control").filter(|m| !m.value.is_null()) {
            sink.add(context.member(member), "Bedrock takes no cache_control at the top of the body.");
        }
    }
}
