//! What the other checks leave: fields of any object of the request, after its types. One walk serves all checks
//! of this file, and says nothing of words that another check has spoken of.

use super::BASE;
use crate::check::nearest::nearest;
use crate::check::shape::{Problem, BATCH, CALL};
use crate::check::{Context, Endpoint, Platform, Rule, Sink};
use crate::finding::Trust;

/// The checks of this file.
pub const RULES: &[Rule] = &[KIND, MISSING, WORD, LOW, UNKNOWN, TAG];

const SOURCE: &str = "https://pypi.org/project/anthropic/2.12.0/";

/// Another type than the field has.
pub const KIND: Rule = Rule {
    id: "shape/type",
    title: "A value of the wrong type, deeper in the request",
    why: "The API answers 400 invalid_request_error: \"… Input should be a valid …\".",
    source: cited!(SOURCE),
    run: walk,
    bad: pastes![
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"description\":5,\"input_schema\":{\"type\":\"object\"}}],"),
        ask!("claude-opus-4-5", "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":\"2000\"},"),
        ask!("claude-opus-5", "\"stop_sequences\":[1],"),
        ask!("claude-opus-5", "\"metadata\":{\"user_id\":17},"),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":[\"Hi\"]}]}"),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"title\":1,\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"}}]}"),
    ],
    good: pastes![
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"description\":null,\"input_schema\":{\"type\":\"object\"}}],\"metadata\":{\"user_id\":null},"),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"title\":null,\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"}}]}"),
    ],
    ..BASE
};

/// A field that the object must have.
pub const MISSING: Rule = Rule {
    id: "shape/missing",
    title: "An object of the request that lacks a field",
    why: "The API answers 400 invalid_request_error: \"…: Field required\".",
    source: cited!(SOURCE),
    run: silent,
    bad: pastes![
        ask!("claude-opus-5", "\"fallbacks\":[{\"max_tokens\":9}],"),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"search_result\",\"source\":\"a\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]}"),
        ask!("claude-opus-5", "\"mcp_servers\":[{\"type\":\"url\",\"name\":\"a\"}],"),
    ],
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"search_result\",\"source\":\"a\",\"title\":\"t\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]}")],
    ..BASE
};

/// A word that the field does not take.
pub const WORD: Rule = Rule {
    id: "shape/word",
    title: "A word that this field does not take",
    why: "The API answers 400 invalid_request_error: \"… Input should be '…' or '…'\".",
    source: cited!(SOURCE),
    run: silent,
    bad: pastes![
        ask!("claude-opus-5", "\"thinking\":{\"type\":\"adaptive\",\"display\":\"full\"},"),
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"allowed_callers\":[\"code_execution\"],\"input_schema\":{\"type\":\"object\"}}],"),
    ],
    good: pastes![ask!("claude-opus-5", "\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},")],
    ..BASE
};

/// A number below the least.
pub const LOW: Rule = Rule {
    id: "shape/low",
    title: "A number that is too small for its field",
    why: "The API answers 400 invalid_request_error: \"… Input should be greater than or equal to …\".",
    source: cited!(SOURCE),
    run: silent,
    bad: pastes![ask!(
        "claude-opus-5",
        "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":-1}],"
    )],
    good: pastes![ask!(
        "claude-opus-5",
        "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":1}],"
    )],
    ..BASE
};

/// A field that the object does not have.
pub const UNKNOWN: Rule = Rule {
    id: "shape/unknown",
    cause: Some("extra_inputs_not_permitted"),
    title: "A field that this object does not have",
    why: "The API answers 400 invalid_request_error \"…: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: silent,
    bad: pastes![
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\",\"lang\":\"en\"}]}"),
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"version\":2,\"input_schema\":{\"type\":\"object\"}}],"),
        ask!("claude-opus-5", "\"thinking\":{\"type\":\"disabled\",\"budget_tokens\":2000},"),
    ],
    good: pastes![
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"strict\":false,\"input_schema\":{\"type\":\"object\",\"version\":2}}],"),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hi\",\"cache_control\":{\"type\":\"ephemeral\"}}]}"),
    ],
    ..BASE
};

/// A `type` that does not exist there.
pub const TAG: Rule = Rule {
    id: "shape/tag",
    title: "A type that does not exist here",
    why: "The API answers 400 invalid_request_error: \"Input tag '…' found using 'type' does not match any of the expected tags\".",
    source: cited!(SOURCE),
    run: silent,
    bad: pastes![
        ask!("claude-opus-5", "\"thread\":{\"type\":\"resume\"},"),
        ask!("claude-opus-5", "\"context_management\":{\"edits\":[{\"type\":\"clear_tools\"}]},"),
    ],
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a.example/b.png\"}}]}")],
    ..BASE
};

/// The walk of [`KIND`] reports for the others too.
fn silent(_: &Context, _: &mut Sink) {}

fn walk(context: &Context, sink: &mut Sink) {
    // Where a check stopped counting, the same fault would be told here once more.
    if sink.overflowed() {
        return;
    }
    let mut problems = Vec::new();
    for call in context.calls() {
        CALL.look(call.object, &mut |problem| problems.push(problem));
    }
    if let Some(root) = context.root().filter(|root| {
        let batch = context.endpoint == Endpoint::Batches || context.is_batch();
        batch && context.judged() && root.get("requests").is_some()
    }) {
        BATCH.look(root, &mut |problem| problems.push(problem));
    }
    for rule in RULES {
        sink.enter(rule);
        for problem in &problems {
            if rule_of(problem).id == rule.id {
                report(context, sink, problem);
            }
        }
    }
}

fn rule_of(problem: &Problem) -> &'static Rule {
    match problem {
        Problem::Type(..) => &KIND,
        Problem::Missing(..) => &MISSING,
        Problem::Word(..) => &WORD,
        Problem::Low(..) => &LOW,
        Problem::Unknown(..) => &UNKNOWN,
        Problem::Tag(_) => &TAG,
    }
}

/// The words and no more of the fields that an object has.
fn list(words: impl Iterator<Item = &'static str>) -> String {
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn report(context: &Context, sink: &mut Sink, problem: &Problem) {
    match problem {
        Problem::Type(value, wanted) => {
            let span = context.value(value);
            if sink.touches(span) {
                return;
            }
            let text = value.text().unwrap_or("");
            let number = wanted == "a whole number" && text.parse::<i64>().is_ok();
            let truth = wanted == "true or false" && matches!(text, "true" | "false");
            let fix = (number || truth)
                .then(|| context.swap(value.range.clone(), text, "Take the quotes off", Trust::Safe))
                .flatten();
            let note = sink.add(span, format!("This is {}; the field takes {wanted}.", value.kind())).fix(fix);
            // Readers in the manner of the API's own take the words "true" and "false", 0 and 1 for what they mean.
            if truth || (wanted == "true or false" && matches!(value.number(), Some(0.0 | 1.0))) {
                note.warning();
            }
        }
        Problem::Missing(object, key) => {
            if !context.body_is_whole() {
                return;
            }
            let tag = object.member("type").or_else(|| object.members().first());
            let span = tag.map_or(context.value(object), |tag| context.member(tag));
            // What is wrong with another field is often the slip that left this one out.
            if !sink.refuses(span) && !sink.refuses(context.place(object.range.clone())) {
                sink.add(span, format!("Here the field {key} is missing."));
            }
        }
        Problem::Word(value, words) => {
            let span = context.value(value);
            if sink.touches(span) {
                return;
            }
            let found = value.text().unwrap_or("");
            let meant = nearest(found, words.iter().copied(), 2);
            let fix = meant.and_then(|meant| {
                context.swap(value.range.clone(), &format!("\"{meant}\""), &format!("Write {meant}"), Trust::Likely)
            });
            let message = format!("\"{}\" is not taken here; it is {}.", clip(found), list(words.iter().copied()));
            sink.add(span, message).fix(fix);
        }
        Problem::Low(value, least) => {
            let span = context.value(value);
            if !sink.touches(span) {
                let number = value.number().unwrap_or_default();
                sink.add(span, format!("{number} is too small; the least is {least}."));
            }
        }
        Problem::Unknown(object, member, shape) => {
            let span = context.place(member.key_range.clone());
            let whole = context.place(object.range.start..object.range.start + 1);
            if sink.touches(span) || sink.touches(context.member(member)) || sink.refuses(whole) {
                return;
            }
            let meant = nearest(&member.key, shape.names(), 2).filter(|meant| object.get(meant).is_none());
            let fix = match meant {
                Some(meant) => context.swap(
                    member.key_range.clone(),
                    &format!("\"{meant}\""),
                    &format!("Name it {meant}"),
                    Trust::Likely,
                ),
                None => context.without(object, &member.key, &format!("Take {} out", clip(&member.key)), Trust::Likely),
            };
            let tail = meant.map_or(String::new(), |meant| format!("; did you mean {meant}?"));
            let end = if tail.is_empty() { "." } else { "" };
            let note = sink.add(span, format!("There is no field \"{}\" here{tail}{end}", clip(&member.key))).fix(fix);
            // A beta that is newer than our list may bring new fields.
            if (context.header("anthropic-beta").is_some() && meant.is_none()) || context.platform == Platform::Gateway
            {
                note.warning();
            }
        }
        Problem::Tag(value) => {
            let span = context.value(value);
            if !sink.touches(span) {
                let note = sink.add(span, format!("There is no type \"{}\" here.", clip(value.text().unwrap_or(""))));
                if context.header("anthropic-beta").is_some() {
                    note.warning();
                }
            }
        }
    }
}

/// The beginning of a text, so that a message stays one line.
fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_aloud() {
        assert_eq!(list(["a"].into_iter()), "a");
        assert_eq!(list(["a", "b", "c"].into_iter()), "a, b or c");
    }
}
