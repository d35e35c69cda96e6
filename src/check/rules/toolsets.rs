//! Toolsets: those of MCP servers, and those that run at the client.

use super::tool_results::turns;
use super::BASE;
use crate::check::{Context, Platform, Rule, Sink};
use crate::finding::{Fix, Trust};
use crate::json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The checks of this file.
pub const RULES: &[Rule] = &[MCP, NAME, RESULT];

/// A question, a call of the computer toolset, and this result of it.
#[cfg(test)]
macro_rules! answered {
    ($result:expr) => {
        talk!(
            "claude-opus-5-5",
            concat!(
                "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_1\",",
                "\"name\":\"screenshot\",\"toolset_name\":\"computer\",\"input\":{}}]},{\"role\":\"user\",\"content\":[",
                "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\"", $result, "}]}"
            )
        )
    };
}
/// A result of a toolset's tool that holds something else than text and images.
pub const RESULT: Rule = Rule {
    id: "toolset/result-block",
    title: "A block that a result of a toolset does not hold",
    why: "The result of a tool of a computer or browser toolset holds text and image blocks only: 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/tool-use/troubleshooting-tool-use"),
    run: result,
    bad: pastes![answered!(",\"toolset_name\":\"computer\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"}}]")],
    good: pastes![answered!(",\"toolset_name\":\"computer\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]")],
    ..BASE
};

fn result(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for block in super::messages::messages(&call).iter().flat_map(super::messages::blocks) {
            if block.text_of("type") != Some("tool_result") || block.get("toolset_name").is_none() {
                continue;
            }
            for inner in block.get("content").map_or(&[][..], Value::items) {
                let Some(kind) = inner.member("type") else { continue };
                if let Some(name) = kind.value.text().filter(|name| !matches!(*name, "text" | "image")) {
                    sink.add(
                        context.member(kind),
                        format!("The result of a toolset holds text and images, no {name}."),
                    );
                }
            }
        }
    }
}

/// Servers and toolsets do not match.
pub const MCP: Rule = Rule {
    id: "mcp/toolset",
    title: "An MCP server and its toolset do not match",
    why: "Each server in mcp_servers needs exactly one tool {\"type\": \"mcp_toolset\", \"mcp_server_name\": …} and the reverse; the API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/mcp-connector"),
    run: mcp,
    bad: pastes![
        curl!(
            "https://api.anthropic.com/v1/messages",
            concat!(head!(), " -H 'anthropic-beta: mcp-client-2025-11-20'"),
            ask!("claude-opus-5", "\"mcp_servers\":[{\"type\":\"url\",\"name\":\"a\",\"url\":\"https://a.example\"}],\"tools\":[{\"type\":\"mcp_toolset\",\"mcp_server_name\":\"b\"}],")
        ),
        curl!(
            "https://api.anthropic.com/v1/messages",
            concat!(head!(), " -H 'anthropic-beta: mcp-client-2025-11-20'"),
            ask!("claude-opus-5", "\"mcp_servers\":[{\"type\":\"url\",\"name\":\"a\",\"url\":\"https://a.example\"}],\"tools\":[{\"type\":\"mcp_toolset\",\"mcp_server_name\":\"a\"},{\"type\":\"mcp_toolset\",\"mcp_server_name\":\"a\"}],")
        ),
    ],
    good: pastes![curl!(
        "https://api.anthropic.com/v1/messages",
        concat!(head!(), " -H 'anthropic-beta: mcp-client-2025-11-20'"),
        ask!("claude-opus-5", "\"mcp_servers\":[{\"type\":\"url\",\"name\":\"a\",\"url\":\"https://a.example\"}],\"tools\":[{\"type\":\"mcp_toolset\",\"mcp_server_name\":\"a\"}],")
    )],
    ..BASE
};

/// A result of a toolset's member that does not name the toolset.
pub const NAME: Rule = Rule {
    id: "tool-results/toolset-name",
    title: "A result that does not name its toolset",
    why: "A call that carries toolset_name, such as one of the computer or browser toolset, is answered by a tool_result with the same toolset_name. Without it the API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/tool-use/computer-use-tool"),
    run: name,
    bad: pastes![answered!(""), answered!(",\"toolset_name\":\"browser\"")],
    good: pastes![
        answered!(",\"toolset_name\":\"computer\""),
        talk!("claude-opus-5", "{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\"}]}"),
    ],
    ..BASE
};

fn mcp(context: &Context, sink: &mut Sink) {
    // The first form of the connector had no toolsets.
    if context.beta("mcp-client-2025-04-04") == Some(true) || context.platform == Platform::Gateway {
        return;
    }
    let certain = context.beta("mcp-client-2025-11-20") == Some(true);
    for call in context.calls() {
        let servers = call.object.get("mcp_servers").map_or(&[][..], Value::items);
        let tools = call.object.get("tools").map_or(&[][..], Value::items);
        let sets: Vec<&Value> = tools.iter().filter(|tool| tool.text_of("type") == Some("mcp_toolset")).collect();
        let unknown = servers.iter().any(|s| s.text_of("name").is_none())
            || sets.iter().any(|s| s.text_of("mcp_server_name").is_none());
        if unknown || (servers.is_empty() && sets.is_empty()) || !context.body_is_whole() {
            continue;
        }
        for server in servers {
            let name = server.text_of("name").unwrap_or("");
            if !sets.iter().any(|set| set.text_of("mcp_server_name") == Some(name)) {
                let span = server.member("name").map_or(context.value(server), |member| context.member(member));
                let note = sink.add(span, format!("The MCP server {name} has no mcp_toolset in tools."));
                if !certain {
                    note.warning();
                }
            }
        }
        let mut twice = |all: &mut dyn Iterator<Item = &'_ Value>, key: &str, what: &str| {
            let mut seen = BTreeSet::new();
            for item in all {
                let name = item.text_of(key).unwrap_or("");
                if let Some(member) = item.member(key).filter(|_| !seen.insert(name.to_owned())) {
                    sink.add(context.member(member), format!("{name} has {what} already; one server has one toolset."));
                }
            }
        };
        twice(&mut servers.iter(), "name", "an entry in mcp_servers");
        twice(&mut sets.iter().copied(), "mcp_server_name", "an mcp_toolset");
        for set in sets {
            let name = set.text_of("mcp_server_name").unwrap_or("");
            if !servers.iter().any(|server| server.text_of("name") == Some(name)) {
                let span = set.member("mcp_server_name").map_or(context.value(set), |member| context.member(member));
                let note = sink.add(span, format!("There is no MCP server named {name} in mcp_servers."));
                if !certain {
                    note.warning();
                }
            }
        }
    }
}

fn name(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let turns = turns(&call);
        for pair in turns.windows(2) {
            let [before, after] = pair else { continue };
            let named: BTreeMap<&str, &str> = before
                .blocks()
                .filter(|block| block.text_of("type") == Some("tool_use"))
                .filter_map(|block| Some((block.text_of("id")?, block.text_of("toolset_name")?)))
                .collect();
            for block in after.blocks().filter(|block| block.text_of("type") == Some("tool_result")) {
                let Some(name) = block.text_of("tool_use_id").and_then(|id| named.get(id)) else { continue };
                let said = block.member("toolset_name");
                if said.is_none_or(|said| said.value.text().is_some_and(|text| text != *name)) {
                    let member = said.or(block.member("type"));
                    let span = member.map_or(context.value(block), |member| context.member(member));
                    let fix = said.is_none().then(|| add_name(context, block, name)).flatten();
                    sink.add(span, format!("This result lacks \"toolset_name\": \"{name}\", which its call has."))
                        .fix(fix);
                }
            }
        }
    }
}

/// Writes the toolset's name after the result's id.
fn add_name(context: &Context, block: &Value, name: &str) -> Option<Fix> {
    let end = block.member("tool_use_id")?.range().end;
    context.swap(end..end, &format!(", \"toolset_name\": \"{name}\""), "Add toolset_name", Trust::Safe)
}
