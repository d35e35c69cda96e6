//! Calls of tools and their results in the history.

use super::messages::{blocks, messages};
use super::BASE;
use crate::check::{Call, Context, Rule, Sink};
use crate::json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The checks of this file.
pub const RULES: &[Rule] = &[MISSING, ORPHAN, NOT_FIRST, TWO, ID_TWICE, FIELDS, SERVER];

const SOURCE: &str = "https://platform.claude.com/docs/en/agents-and-tools/tool-use/handle-tool-calls";

/// A user's question, this answer of the assistant, and this of the user.
#[cfg(test)]
macro_rules! turns {
    ($assistant:expr, $user:expr) => {
        talk!(
            "claude-opus-5",
            concat!(
                "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[",
                $assistant,
                "]},{\"role\":\"user\",\"content\":[",
                $user,
                "]}"
            )
        )
    };
}
/// A call.
#[cfg(test)]
macro_rules! used {
    ($id:expr) => {
        concat!("{\"type\":\"tool_use\",\"id\":\"", $id, "\",\"name\":\"f\",\"input\":{}}")
    };
}
/// A result.
#[cfg(test)]
macro_rules! result {
    ($id:expr) => {
        concat!("{\"type\":\"tool_result\",\"tool_use_id\":\"", $id, "\",\"content\":\"1\"}")
    };
}

/// A call of a tool that the server runs.
#[cfg(test)]
macro_rules! searched {
    () => {
        "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{\"query\":\"x\"}}"
    };
}

/// A call without its result.
pub const MISSING: Rule = Rule {
    id: "tool-results/missing",
    cause: Some("tool_result_missing"),
    title: "A tool call without its result",
    why: "The API answers 400 invalid_request_error: \"`tool_use` ids were found without `tool_result` blocks immediately after: …\".",
    source: cited!(SOURCE),
    run: missing,
    bad: pastes![turns!(used!("toolu_1"), "{\"type\":\"text\",\"text\":\"x\"}"), turns!(concat!(used!("toolu_1"), ",", used!("toolu_2")), result!("toolu_1"))],
    good: pastes![turns!(used!("toolu_1"), result!("toolu_1")), body!()],
    ..BASE
};

/// A result without its call.
pub const ORPHAN: Rule = Rule {
    id: "tool-results/orphan",
    cause: Some("tool_result_orphan"),
    title: "A tool result without its call",
    why: "The API answers 400 invalid_request_error: \"unexpected `tool_use_id` found in `tool_result` blocks\".",
    source: cited!(SOURCE),
    run: orphan,
    bad: pastes![talk!("claude-opus-5", concat!("{\"role\":\"user\",\"content\":[", result!("toolu_1"), "]}"))],
    good: pastes![turns!(used!("toolu_1"), result!("toolu_1"))],
    ..BASE
};

/// Something stands before the results.
pub const NOT_FIRST: Rule = Rule {
    id: "tool-results/not-first",
    cause: Some("tool_result_missing"),
    title: "Something before the tool results",
    why: "Results come first in their message. Otherwise the API answers 400: \"`tool_use` ids were found without `tool_result` blocks immediately after\".",
    source: cited!(SOURCE),
    run: not_first,
    bad: pastes![turns!(used!("toolu_1"), concat!("{\"type\":\"text\",\"text\":\"x\"},", result!("toolu_1"))),
        turns!(concat!(used!("toolu_1"), ",", used!("toolu_2")), concat!(result!("toolu_1"), ",{\"type\":\"text\",\"text\":\"x\"},", result!("toolu_2")))],
    good: pastes![turns!(used!("toolu_1"), concat!(result!("toolu_1"), ",{\"type\":\"text\",\"text\":\"x\"}"))],
    ..BASE
};

/// Two results for one call.
pub const TWO: Rule = Rule {
    id: "tool-results/two",
    cause: Some("tool_use_ids_duplicate"),
    title: "Two results for one call",
    why: "The API answers 400 invalid_request_error: \"each tool_use must have a single result. Found multiple `tool_result` blocks with id …\".",
    source: cited!(SOURCE),
    run: two,
    bad: pastes![turns!(used!("toolu_1"), concat!(result!("toolu_1"), ",", result!("toolu_1")))],
    good: pastes![turns!(used!("toolu_1"), result!("toolu_1"))],
    ..BASE
};

/// One id for two calls.
pub const ID_TWICE: Rule = Rule {
    id: "tool-results/id-twice",
    cause: Some("tool_use_ids_duplicate"),
    title: "Two tool calls with one id",
    why: "The API answers 400 invalid_request_error: \"`tool_use` ids must be unique\".",
    source: cited!(SOURCE),
    run: id_twice,
    bad: pastes![turns!(concat!(used!("toolu_1"), ",", used!("toolu_1")), result!("toolu_1"))],
    good: pastes![turns!(used!("toolu_1"), result!("toolu_1"))],
    ..BASE
};

/// A call or result without its required fields.
pub const FIELDS: Rule = Rule {
    id: "tool-results/fields",
    title: "A tool call or result that lacks a field",
    why: "tool_use needs id, name and input (an object), tool_result needs tool_use_id. The API answers 400 \"…: Field required\".",
    source: cited!(SOURCE),
    run: fields,
    bad: pastes![turns!("{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":\"{}\"}", result!("toolu_1"))],
    good: pastes![turns!(used!("toolu_1"), result!("toolu_1"))],
    ..BASE
};

/// A call of a server tool that is still open, and words of the user behind it.
pub const SERVER: Rule = Rule {
    id: "tool-results/server-open",
    cause: Some("tool_result_missing"),
    title: "A call of a server tool that is still open",
    why: "The server still has to run it: what follows may be results of your own tools only. The API answers 400 invalid_request_error: \"… was found without a corresponding …_tool_result block\".",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/tool-use/troubleshooting-tool-use"),
    run: server_open,
    bad: pastes![turns!(searched!(), "{\"type\":\"text\",\"text\":\"x\"}")],
    good: pastes![
        turns!(concat!(searched!(), ",", used!("toolu_1")), result!("toolu_1")),
        turns!(concat!(searched!(), ",{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\",\"content\":[]}"), "{\"type\":\"text\",\"text\":\"x\"}"),
    ],
    ..BASE
};

/// A turn: neighbouring messages of one role, as the API merges them.
pub struct Turn<'a> {
    /// Whose.
    pub role: &'a str,
    messages: &'a [Value],
    /// Some part of it is not known.
    open: bool,
}

impl<'a> Turn<'a> {
    /// What it holds.
    pub fn blocks(&self) -> impl Iterator<Item = &'a Value> {
        self.messages.iter().flat_map(blocks)
    }
}

fn role(message: &Value) -> &str {
    message.text_of("role").unwrap_or("")
}

/// The turns of a call.
pub fn turns<'a>(call: &Call<'a>) -> Vec<Turn<'a>> {
    let unknown = |message: &Value| {
        message.get("content").is_none_or(Value::is_unknown)
            || blocks(message).iter().any(|block| !block.is_object() && !block.is_string())
    };
    let of_one = messages(call).chunk_by(|a, b| role(a) == role(b));
    of_one
        .map(|messages| {
            let role = messages.first().map_or("", role);
            Turn { role, messages, open: role.is_empty() || messages.iter().any(unknown) }
        })
        .collect()
}

fn ids<'a>(turn: &Turn<'a>, kind: &str, key: &str) -> Vec<(&'a str, &'a Value)> {
    let of_kind = turn.blocks().filter(|block| block.text_of("type") == Some(kind));
    of_kind.filter_map(|block| block.get(key).and_then(|id| Some((id.text()?, id)))).collect()
}

fn unknown_id(turn: &Turn, kind: &str, key: &str) -> bool {
    turn.open || turn.blocks().any(|b| b.text_of("type") == Some(kind) && b.text_of(key).is_none())
}

fn missing(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let turns = turns(&call);
        for (index, turn) in turns.iter().enumerate().filter(|(_, turn)| turn.role == "assistant" && !turn.open) {
            let next = turns.get(index + 1);
            if next.is_some_and(|next| unknown_id(next, "tool_result", "tool_use_id")) {
                continue;
            }
            let answered: BTreeSet<&str> = next
                .map(|next| ids(next, "tool_result", "tool_use_id").into_iter().map(|(id, _)| id).collect())
                .unwrap_or_default();
            for (id, value) in ids(turn, "tool_use", "id") {
                if !answered.contains(id) {
                    sink.add(context.value(value), format!("The call {id} has no tool_result in the next message."));
                }
            }
        }
    }
}

fn orphan(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let turns = turns(&call);
        for (index, turn) in turns.iter().enumerate().filter(|(_, turn)| turn.role == "user") {
            let before = index.checked_sub(1).and_then(|before| turns.get(before));
            if before.is_some_and(|before| unknown_id(before, "tool_use", "id") || before.role == "system") {
                continue;
            }
            let called: BTreeSet<&str> = before
                .map(|before| ids(before, "tool_use", "id").into_iter().map(|(id, _)| id).collect())
                .unwrap_or_default();
            for (id, value) in ids(turn, "tool_result", "tool_use_id") {
                if !called.contains(id) {
                    sink.add(context.value(value), format!("The message before holds no tool_use with the id {id}."));
                }
            }
        }
    }
}

fn not_first(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for message in messages(&call).iter().filter(|message| message.text_of("role") == Some("user")) {
            let all = blocks(message);
            let result = |block: &Value| block.text_of("type") == Some("tool_result");
            let Some(last) = all.iter().rposition(result) else { continue };
            let early = all.iter().take(last).find(|block| !result(block) && block.text_of("type").is_some());
            if let Some(early) = early {
                sink.add(context.value(early), "This block stands before the tool results of its message.");
            }
        }
    }
}

fn two(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for turn in turns(&call) {
            let mut seen = BTreeSet::new();
            for (id, value) in ids(&turn, "tool_result", "tool_use_id") {
                if !seen.insert(id) {
                    sink.add(context.value(value), format!("The call {id} has a second result."));
                }
            }
        }
    }
}

fn id_twice(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for turn in turns(&call) {
            for (id, value) in ids(&turn, "tool_use", "id") {
                let count = seen.entry(id).or_default();
                *count += 1;
                if *count == 2 {
                    sink.add(context.value(value), format!("The id {id} belongs to another call already."));
                }
            }
        }
    }
}

fn server_open(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let turns = turns(&call);
        let [.., turn, next] = turns.as_slice() else { continue };
        let words = next.blocks().any(|block| block.text_of("type") != Some("tool_result"))
            || next.messages.iter().any(|message| message.get("content").is_some_and(Value::is_string));
        if turn.role != "assistant" || next.role != "user" || turn.open || next.open || !words {
            continue;
        }
        let answered: BTreeSet<&str> = turn
            .blocks()
            .filter(|block| block.text_of("type").is_some_and(|kind| kind.ends_with("_tool_result")))
            .filter_map(|block| block.text_of("tool_use_id"))
            .collect();
        for (id, value) in ids(turn, "server_tool_use", "id") {
            if !answered.contains(id) {
                sink.add(context.value(value), format!("The server tool's call {id} has no result yet."));
            }
        }
    }
}

fn fields(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    for call in context.calls() {
        for block in messages(&call).iter().flat_map(blocks) {
            let needed: &[&str] = match block.text_of("type") {
                Some("tool_use") => &["id", "name", "input"],
                Some("tool_result") => &["tool_use_id"],
                _ => continue,
            };
            for key in needed.iter().filter(|key| block.get(key).is_none()) {
                let span = block.member("type").map_or(context.value(block), |kind| context.member(kind));
                sink.add(span, format!("This block has no {key}."));
            }
            if let Some(input) = block.member("input").filter(|input| input.value.is_string() || input.value.is_array())
            {
                sink.add(context.member(input), format!("input is {}; it takes an object.", input.value.kind()))
                    .why("The API answers 400 invalid_request_error: \"tool_use.input: Input should be a valid dictionary\".");
            }
        }
    }
}
