//! Definitions of tools.

use super::{BASE, SEEN};
use crate::check::nearest::nearest;
use crate::check::{Context, Platform, Rule, Sink};
use crate::finding::Trust;
use crate::json::{Node, Value};

/// The checks of this file.
pub const RULES: &[Rule] = &[
    TYPE,
    NAME_MISSING,
    NAME,
    DUPLICATE,
    SCHEMA_MISSING,
    SCHEMA_TYPE,
    COMBINATOR,
    PROPERTY,
    TOOLSET,
    FIXED_NAME,
    DOMAINS,
    DEFERRED,
    STRICT,
    EXAMPLES,
    REGEX,
    DRAFT,
    ADDITION,
    DISPLAY,
    COMPUTER,
];

const SOURCE: &str = "https://platform.claude.com/docs/en/agents-and-tools/tool-use/define-tools";
const REFERENCE: &str = "https://platform.claude.com/docs/en/agents-and-tools/tool-use/tool-reference";

/// One tool with a name and a schema.
#[cfg(test)]
macro_rules! tools {
    ($tools:expr) => {
        ask!("claude-opus-5", concat!("\"tools\":[", $tools, "],"))
    };
}

/// A type that does not exist.
pub const TYPE: Rule = Rule {
    id: "tools/type",
    title: "A tool type that does not exist",
    why: "The API answers 400 invalid_request_error: \"Input tag '…' found using 'type' does not match any of the expected tags\".",
    source: cited!(REFERENCE),
    run: kind,
    bad: pastes![
        tools!("{\"type\":\"web_search_20250306\",\"name\":\"web_search\"}"),
        tools!("{\"type\":\"web_search\",\"name\":\"web_search\"}"),
        tools!("{\"type\":\"bash_20250125\",\"name\":\"bash\"}"),
        tools!("{\"type\":\"memory_20270101\",\"name\":\"memory\"}"),
        tools!("{\"type\":\"retrieval\",\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}"),
    ],
    good: pastes![tools!("{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}"), tools!("{\"type\":\"custom\",\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}")],
    ..BASE
};

/// No name.
pub const NAME_MISSING: Rule = Rule {
    id: "tools/name-missing",
    title: "A tool without a name",
    why: "The API answers 400 invalid_request_error \"tools.…name: Field required\".",
    source: cited!(SOURCE),
    run: name_missing,
    bad: pastes![tools!("{\"description\":\"x\",\"input_schema\":{\"type\":\"object\"}}")],
    good: pastes![tools!("{\"type\":\"computer_toolset_20260801\"}")],
    ..BASE
};

/// A name that breaks the pattern.
pub const NAME: Rule = Rule {
    id: "tools/name",
    cause: Some("tool_name_invalid"),
    title: "A tool name with characters that are not taken",
    why: "The API answers 400 invalid_request_error: \"tools.…name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'\".",
    source: cited!(SOURCE),
    run: name,
    bad: pastes![tools!("{\"name\":\"book room\",\"input_schema\":{\"type\":\"object\"}}"), tools!("{\"name\":\"a.b\",\"input_schema\":{\"type\":\"object\"}}")],
    good: pastes![tools!("{\"name\":\"book-room_2\",\"input_schema\":{\"type\":\"object\"}}")],
    ..BASE
};

/// Twice the same name.
pub const DUPLICATE: Rule = Rule {
    id: "tools/name-twice",
    cause: Some("tool_names_duplicate"),
    title: "Two tools with one name",
    why: "The API answers 400 invalid_request_error: \"tools: Tool names must be unique.\"",
    source: cited!(SOURCE),
    run: duplicate,
    bad: pastes![tools!("{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}},{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}")],
    good: pastes![tools!("{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}},{\"name\":\"g\",\"input_schema\":{\"type\":\"object\"}}")],
    ..BASE
};

/// No schema.
pub const SCHEMA_MISSING: Rule = Rule {
    id: "tools/schema-missing",
    cause: Some("tool_schema_invalid"),
    title: "A tool without input_schema",
    why: "The API answers 400 invalid_request_error: \"tools.0.custom.input_schema: Field required\".",
    source: cited!(SOURCE),
    run: schema_missing,
    bad: pastes![tools!("{\"name\":\"f\",\"description\":\"x\"}")],
    good: pastes![tools!("{\"type\":\"bash_20250124\",\"name\":\"bash\"}")],
    ..BASE
};

/// The schema's top is no object.
pub const SCHEMA_TYPE: Rule = Rule {
    id: "tools/schema-type",
    cause: Some("tool_schema_invalid"),
    title: "An input_schema whose top is not \"type\": \"object\"",
    why: "The API answers 400 invalid_request_error: \"input_schema.type: Field required\", or \"Input should be 'object'\".",
    source: cited!(SOURCE),
    run: schema_type,
    bad: pastes![tools!("{\"name\":\"f\",\"input_schema\":{\"properties\":{}}}"), tools!("{\"name\":\"f\",\"input_schema\":{\"type\":\"string\"}}")],
    good: pastes![tools!("{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}")],
    ..BASE
};

/// oneOf, anyOf, allOf at the top.
pub const COMBINATOR: Rule = Rule {
    id: "tools/schema-combinator",
    cause: Some("tool_schema_invalid"),
    title: "oneOf, anyOf or allOf at the top of input_schema",
    why: "The API answers 400 invalid_request_error: \"input_schema does not support oneOf, allOf, or anyOf at the top level\".",
    source: cited!(SOURCE),
    run: combinator,
    bad: pastes![tools!("{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"oneOf\":[]}}")],
    good: pastes![tools!("{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"oneOf\":[]}}}}")],
    ..BASE
};

/// A property's name.
pub const PROPERTY: Rule = Rule {
    id: "tools/property-name",
    cause: Some("tool_schema_invalid"),
    title: "A property name with characters that are not taken",
    why: "The API answers 400 invalid_request_error: \"Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'\".",
    source: cited!(SOURCE),
    run: property,
    bad: pastes![tools!("{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"first name\":{\"type\":\"string\"}}}}")],
    good: pastes![tools!("{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"user.first-name\":{\"type\":\"string\"}}}}")],
    ..BASE
};

/// A toolset with a name.
pub const TOOLSET: Rule = Rule {
    id: "tools/toolset-name",
    cause: Some("extra_inputs_not_permitted"),
    title: "A toolset with a name",
    why: "A toolset takes only type, configs and cache_control; the API answers 400 \"…name: Extra inputs are not permitted\".",
    source: cited!(REFERENCE),
    run: toolset,
    bad: pastes![tools!("{\"type\":\"computer_toolset_20260801\",\"name\":\"computer\"}")],
    good: pastes![tools!("{\"type\":\"computer_toolset_20260801\"}")],
    ..BASE
};

/// The name of a tool that Anthropic defines.
pub const FIXED_NAME: Rule = Rule {
    id: "tools/fixed-name",
    title: "A tool of Anthropic's under another name",
    why:
        "Such a tool has one name only; the API answers 400 invalid_request_error \"tools.…name: Input should be '…'\".",
    source: cited!(REFERENCE),
    run: fixed_name,
    bad: pastes![tools!("{\"type\":\"bash_20250124\",\"name\":\"shell\"}")],
    good: pastes![tools!("{\"type\":\"text_editor_20250728\",\"name\":\"str_replace_based_edit_tool\"}")],
    ..BASE
};

/// Allowed and blocked domains.
pub const DOMAINS: Rule = Rule {
    id: "tools/domains",
    title: "Allowed and blocked domains together",
    why: "A search or fetch tool takes one list or the other; with both the API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/tool-use/server-tools"),
    run: domains,
    bad: pastes![tools!("{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"allowed_domains\":[\"a.example\"],\"blocked_domains\":[\"b.example\"]}")],
    good: pastes![tools!("{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"allowed_domains\":[\"a.example\"]}")],
    ..BASE
};

/// No tool is loaded at once.
pub const DEFERRED: Rule = Rule {
    id: "tools/all-deferred",
    title: "All tools are deferred",
    why: "The API answers 400 invalid_request_error: \"All tools have defer_loading: true\". One must be loaded at once.",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/tool-use/troubleshooting-tool-use"),
    run: deferred,
    bad: pastes![tools!("{\"name\":\"f\",\"defer_loading\":true,\"input_schema\":{\"type\":\"object\"}}")],
    good: pastes![tools!("{\"type\":\"tool_search_tool_bm25_20251119\",\"name\":\"tool_search_tool_bm25\"},{\"name\":\"f\",\"defer_loading\":true,\"input_schema\":{\"type\":\"object\"}}")],
    ..BASE
};

/// The computer tool without its screen.
pub const DISPLAY: Rule = Rule {
    id: "tools/display",
    title: "A computer tool without the size of its screen",
    why: "display_width_px and display_height_px are required; the API answers 400 \"…display_width_px: Field required\".",
    source: cited!(REFERENCE),
    run: display,
    bad: pastes![tools!("{\"type\":\"computer_20251124\",\"name\":\"computer\"}")],
    good: pastes![tools!("{\"type\":\"computer_20251124\",\"name\":\"computer\",\"display_width_px\":1024,\"display_height_px\":768}")],
    ..BASE
};

/// An older computer tool on a model that takes the toolset only.
pub const COMPUTER: Rule = Rule {
    id: "tools/computer-model",
    title: "An older computer tool on a model that does not take it",
    why: "The 5.5 and 5.2 models take computer_toolset_20260801 only, but for Bedrock; the API answers 400 invalid_request_error.",
    source: cited!(REFERENCE),
    run: computer,
    bad: pastes![ask!("claude-sonnet-5-5", "\"tools\":[{\"type\":\"computer_20251124\",\"name\":\"computer\",\"display_width_px\":1024,\"display_height_px\":768}],")],
    good: pastes![
        ask!("claude-opus-4-8", "\"tools\":[{\"type\":\"computer_20251124\",\"name\":\"computer\",\"display_width_px\":1024,\"display_height_px\":768}],"),
        ask!("claude-sonnet-5-5", "\"tools\":[{\"type\":\"computer_toolset_20260801\"}],"),
    ],
    ..BASE
};

/// Types of tools and the name each must have; empty: none.
const TYPES: &[(&str, &str)] = &[
    ("custom", "*"),
    ("bash_20250124", "bash"),
    ("bash_20241022", "bash"),
    ("text_editor_20250728", "str_replace_based_edit_tool"),
    ("text_editor_20250429", "str_replace_based_edit_tool"),
    ("text_editor_20250124", "str_replace_editor"),
    ("text_editor_20241022", "str_replace_editor"),
    ("memory_20250818", "memory"),
    ("computer_toolset_20260801", ""),
    ("browser_toolset_20260801", ""),
    ("computer_20251124", "computer"),
    ("computer_20250124", "computer"),
    ("computer_20241022", "computer"),
    ("web_search_20260318", "web_search"),
    ("web_search_20260209", "web_search"),
    ("web_search_20250305", "web_search"),
    ("web_fetch_20260318", "web_fetch"),
    ("web_fetch_20260309", "web_fetch"),
    ("web_fetch_20260209", "web_fetch"),
    ("web_fetch_20250910", "web_fetch"),
    ("code_execution_20260521", "code_execution"),
    ("code_execution_20260120", "code_execution"),
    ("code_execution_20250825", "code_execution"),
    ("code_execution_20250522", "code_execution"),
    ("tool_search_tool_bm25_20251119", "tool_search_tool_bm25"),
    ("tool_search_tool_bm25", "tool_search_tool_bm25"),
    ("tool_search_tool_regex_20251119", "tool_search_tool_regex"),
    ("tool_search_tool_regex", "tool_search_tool_regex"),
    ("advisor_20260301", "advisor"),
    ("mcp_toolset", "*"),
];

fn each(context: &Context, mut look: impl FnMut(&Value)) {
    for call in context.calls() {
        call.object
            .get("tools")
            .map_or(&[][..], Value::items)
            .iter()
            .filter(|tool| tool.is_object())
            .for_each(&mut look);
    }
}

/// Whether a tool is one of one's own; `None` where its type is not known.
fn custom(tool: &Value) -> Option<bool> {
    match tool.get("type").map(|kind| &kind.node) {
        None | Some(Node::Null) => Some(true),
        Some(Node::String(kind)) => Some(kind == "custom"),
        Some(_) => None,
    }
}

/// Whether a tool is in OpenAI's form, which has a check of its own.
fn foreign(tool: &Value) -> bool {
    tool.get("function").is_some() || tool.text_of("type") == Some("function")
}

fn kind(context: &Context, sink: &mut Sink) {
    each(context, |tool| {
        let Some(member) = tool.member("type") else { return };
        let Some(name) = member.value.text() else { return };
        if TYPES.iter().any(|(known, _)| *known == name) || name == "function" {
            return;
        }
        let base = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
        let date = name.rsplit('_').next().filter(|tail| tail.len() == 8 && tail.bytes().all(|b| b.is_ascii_digit()));
        let newest = TYPES
            .iter()
            .map(|(known, _)| *known)
            .filter(|known| known.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_') == base)
            .max();
        // Types carry the day they came out; one from after the day of our facts may be new.
        let later = date.is_some_and(|date| date > SEEN.replace('-', "").as_str());
        let meant = newest.or_else(|| nearest(name, TYPES.iter().map(|(known, _)| *known), 3));
        let tail = meant.map_or(String::new(), |meant| format!("; the newest we know is {meant}"));
        let fix = meant.and_then(|meant| {
            context.swap(member.value.range.clone(), &format!("\"{meant}\""), &format!("Use {meant}"), Trust::Likely)
        });
        let note = sink.add(context.member(member), format!("There is no tool type {name}{tail}.")).fix(fix);
        if later {
            note.warning();
        }
    });
}

fn name_missing(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    each(context, |tool| {
        if tool.get("name").is_some() {
            return;
        }
        let own = TYPES.iter().find(|(known, _)| Some(*known) == tool.text_of("type"));
        let nameless = own.is_some_and(|(kind, name)| name.is_empty() || *kind == "mcp_toolset");
        let slip = tool.members().iter().any(|member| strsim::damerau_levenshtein(&member.key, "name") <= 1);
        if custom(tool).is_some() && !nameless && !foreign(tool) && !slip {
            sink.add(context.value(tool), "This tool has no name.");
        }
    });
}

fn name(context: &Context, sink: &mut Sink) {
    each(context, |tool| {
        let Some(member) = tool.member("name").filter(|_| custom(tool) == Some(true)) else { return };
        let Some(name) = member.value.text() else { return };
        let good = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if name.is_empty() {
            sink.add(context.member(member), "The tool's name is empty.");
        } else if !good {
            let mended: String =
                name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
            let fix = context.swap(
                member.value.range.clone(),
                &format!("\"{mended}\""),
                &format!("Name it {mended}"),
                Trust::Likely,
            );
            sink.add(
                context.member(member),
                format!("The tool name \"{name}\" has characters besides letters, digits, _ and -."),
            )
            .fix(fix);
        } else if name.len() > 128 {
            sink.add(
                context.member(member),
                format!("The tool's name has {} characters; at most 128 are taken.", name.len()),
            );
        }
    });
}

fn duplicate(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let mut seen = std::collections::BTreeSet::new();
        for tool in call.object.get("tools").map_or(&[][..], Value::items) {
            let Some(member) = tool.member("name") else { continue };
            if let Some(name) = member.value.text().filter(|name| !seen.insert(*name)) {
                sink.add(context.member(member), format!("There is already a tool named {name}."));
            }
        }
    }
}

fn schema_missing(context: &Context, sink: &mut Sink) {
    if !context.body_is_whole() {
        return;
    }
    each(context, |tool| {
        if tool.get("input_schema").is_some() {
            return;
        }
        let other = ["parameters", "inputSchema", "input_scheme"].iter().any(|key| tool.get(key).is_some());
        let slip = tool.members().iter().any(|m| strsim::damerau_levenshtein(&m.key, "input_schema") <= 2);
        if custom(tool) == Some(true) && !foreign(tool) && !other && !slip {
            let span = tool.member("name").map_or(context.value(tool), |name| context.member(name));
            sink.add(span, "This tool has no input_schema.");
        }
    });
}

fn schemas(context: &Context, mut look: impl FnMut(&crate::json::Member)) {
    each(context, |tool| {
        if let Some(member) = tool.member("input_schema").filter(|_| custom(tool) == Some(true)) {
            look(member);
        }
    });
}

fn schema_type(context: &Context, sink: &mut Sink) {
    schemas(context, |member| {
        let schema = &member.value;
        if !schema.is_object() {
            if !schema.is_unknown() {
                sink.add(
                    context.member(member),
                    format!("input_schema is {}; it takes a JSON Schema object.", schema.kind()),
                );
            }
            return;
        }
        match schema.member("type") {
            None => {
                let hidden = schema.get("$ref").is_some() || !context.body_is_whole();
                if !hidden {
                    let at = schema.range.start + 1;
                    let text =
                        if schema.members().is_empty() { "\"type\": \"object\"" } else { "\"type\": \"object\", " };
                    let fix = context.swap(at..at, text, "Add \"type\": \"object\"", Trust::Safe);
                    let key = context.place(member.key_range.start..schema.range.start + 1);
                    sink.add(key, "The input_schema has no \"type\": \"object\" at its top.").fix(fix);
                }
            }
            Some(kind) => {
                if let Some(other) = kind.value.text().filter(|kind| *kind != "object") {
                    sink.add(
                        context.member(kind),
                        format!("The input_schema has the type {other}; it must be object."),
                    );
                }
            }
        }
    });
}

fn combinator(context: &Context, sink: &mut Sink) {
    schemas(context, |member| {
        for key in ["oneOf", "anyOf", "allOf"] {
            if let Some(found) = member.value.member(key) {
                sink.add(context.place(found.key_range.clone()), format!("{key} stands at the top of input_schema."));
            }
        }
    });
}

fn property(context: &Context, sink: &mut Sink) {
    schemas(context, |member| {
        for property in member.value.get("properties").map_or(&[][..], Value::members) {
            let good = property.key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
            if !good || property.key.is_empty() || property.key.len() > 64 {
                sink.add(
                    context.place(property.key_range.clone()),
                    format!("The property name \"{}\" is not taken.", property.key),
                );
            }
        }
    });
}

fn toolset(context: &Context, sink: &mut Sink) {
    each(context, |tool| {
        let set = tool.text_of("type").is_some_and(|kind| kind.contains("_toolset_"));
        for key in ["name", "display_width_px", "display_height_px", "input_schema"] {
            if let Some(member) = tool.member(key).filter(|_| set) {
                let fix = context.without(tool, key, &format!("Take {key} out"), Trust::Safe);
                sink.add(context.member(member), format!("A toolset has no {key}.")).fix(fix);
            }
        }
    });
}

fn fixed_name(context: &Context, sink: &mut Sink) {
    each(context, |tool| {
        let own = TYPES.iter().find(|(known, _)| Some(*known) == tool.text_of("type"));
        let Some((kind, right)) = own.filter(|(_, name)| !name.is_empty() && *name != "*") else { return };
        let Some(member) = tool.member("name") else { return };
        if let Some(name) = member.value.text().filter(|name| name != right) {
            let fix = context.swap(
                member.value.range.clone(),
                &format!("\"{right}\""),
                &format!("Name it {right}"),
                Trust::Safe,
            );
            sink.add(context.member(member), format!("A tool of type {kind} is named {right}, not {name}.")).fix(fix);
        }
    });
}

fn domains(context: &Context, sink: &mut Sink) {
    each(context, |tool| {
        let filled = |key: &str| tool.member(key).filter(|member| !member.value.items().is_empty());
        if let (Some(_), Some(blocked)) = (filled("allowed_domains"), filled("blocked_domains")) {
            sink.add(context.member(blocked), "allowed_domains and blocked_domains are both set.");
        }
    });
}

fn deferred(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let tools = call.object.get("tools").map_or(&[][..], Value::items);
        let all = !tools.is_empty() && tools.iter().all(|tool| tool.is_true("defer_loading"));
        if let Some(member) = tools.first().and_then(|tool| tool.member("defer_loading")).filter(|_| all) {
            sink.add(context.member(member), "All tools have defer_loading: true.");
        }
    }
}

/// More tools with `strict` than a request may have.
pub const STRICT: Rule = Rule {
    id: "tools/strict-limit",
    cause: Some("tool_schema_invalid"),
    title: "More than 20 strict tools",
    why: "A request may have 20 tools with strict: true; beyond that the API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/structured-outputs"),
    run: strict,
    bad: &[],
    good: pastes![ask!("claude-opus-5", "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false},\"strict\":true}],")],
    ..BASE
};

/// An example that its schema refuses.
pub const EXAMPLES: Rule = Rule {
    id: "tools/input-example",
    cause: Some("tool_schema_invalid"),
    title: "An input example that does not match its schema",
    why: "Each of input_examples has to be valid by input_schema; the API answers 400 invalid_request_error.",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/tool-use/define-tools"),
    run: examples,
    bad: pastes![
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}},\"required\":[\"x\"]},\"input_examples\":[{}]}],"),
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}}},\"input_examples\":[{\"x\":1}]}],"),
    ],
    good: pastes![ask!("claude-opus-5", "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\",\"enum\":[\"b\"]}},\"required\":[\"x\"]},\"input_examples\":[{\"x\":\"b\"}]}],")],
    ..BASE
};

/// A pattern that strict mode cannot compile.
pub const REGEX: Rule = Rule {
    id: "tools/strict-pattern",
    cause: Some("tool_schema_invalid"),
    title: "A pattern that strict mode does not take",
    why: "With strict: true a pattern has no lookaround, no backreference and no \\\\b: 400 \"Unsupported regex feature in pattern field\".",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/structured-outputs"),
    run: regex,
    bad: pastes![ask!("claude-opus-5", "\"tools\":[{\"name\":\"a\",\"strict\":true,\"input_schema\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\",\"pattern\":\"^(?=a)b$\"}},\"additionalProperties\":false}}],")],
    good: pastes![ask!("claude-opus-5", "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\",\"pattern\":\"^(?=a)b$\"}}}}],")],
    ..BASE
};

/// Keywords of an older JSON Schema.
pub const DRAFT: Rule = Rule {
    id: "tools/schema-draft",
    cause: Some("tool_schema_invalid"),
    title: "A keyword as an older JSON Schema has it",
    why: "In JSON Schema 2020-12 exclusiveMinimum and exclusiveMaximum are numbers; true and false are of draft 4: 400 \"JSON schema is invalid. It must match JSON Schema draft 2020-12\".",
    source: cited!("https://json-schema.org/draft/2020-12"),
    run: draft,
    bad: pastes![ask!("claude-opus-5", "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\",\"minimum\":0,\"exclusiveMinimum\":true}}}}],")],
    good: pastes![ask!("claude-opus-5", "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\",\"exclusiveMinimum\":0}}}}],")],
    ..BASE
};

/// A tool that is added or taken away, but not declared.
pub const ADDITION: Rule = Rule {
    id: "tools/change-undeclared",
    title: "A tool is added that is not declared",
    why: "tool_addition and tool_removal name a tool of the list tools. The API answers 400 with the code tool_reference_unresolved.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages"),
    run: addition,
    bad: pastes!["{\"model\":\"claude-opus-5-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"system\",\"content\":[{\"type\":\"tool_addition\",\"tool\":{\"type\":\"tool_reference\",\"name\":\"b\"}}]}],\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}}]}"],
    good: pastes!["{\"model\":\"claude-opus-5-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"system\",\"content\":[{\"type\":\"tool_addition\",\"tool\":{\"type\":\"tool_reference\",\"name\":\"a\"}}]}],\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}}]}"],
    ..BASE
};

/// Looks at every object inside a schema.
fn inside<'a>(schema: &'a Value, look: &mut impl FnMut(&'a Value)) {
    if schema.is_object() {
        look(schema);
    }
    schema.members().iter().for_each(|member| inside(&member.value, look));
    schema.items().iter().for_each(|item| inside(item, look));
}

fn regex(context: &Context, sink: &mut Sink) {
    const REFUSED: &[&str] = &["(?=", "(?!", "(?<=", "(?<!", "\\b", "\\B", "\\1", "\\2"];
    each(context, |tool| {
        let Some(schema) = tool.get("input_schema").filter(|_| tool.is_true("strict")) else { return };
        inside(schema, &mut |object| {
            let Some(pattern) = object.member("pattern") else { return };
            let Some(found) = pattern.value.text().and_then(|text| REFUSED.iter().find(|sign| text.contains(**sign)))
            else {
                return;
            };
            sink.add(context.member(pattern), format!("Strict mode does not take {found} in a pattern."));
        });
    });
}

fn draft(context: &Context, sink: &mut Sink) {
    schemas(context, |member| {
        inside(&member.value, &mut |object| {
            for key in ["exclusiveMinimum", "exclusiveMaximum"] {
                if let Some(found) = object.member(key).filter(|found| found.value.bool().is_some()) {
                    sink.add(context.member(found), format!("{key} is a number here, not true or false."));
                }
            }
        });
    });
}

fn addition(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let Some(tools) = call.object.get("tools").map(Value::items).filter(|tools| !tools.is_empty()) else {
            continue;
        };
        // Toolsets bring tools of their own.
        if tools.iter().any(|tool| tool.text_of("name").is_none()) {
            continue;
        }
        for block in super::messages::messages(&call).iter().flat_map(super::messages::blocks) {
            if !matches!(block.text_of("type"), Some("tool_addition" | "tool_removal")) {
                continue;
            }
            let Some(tool) = block.get("tool").filter(|tool| tool.text_of("type") == Some("tool_reference")) else {
                continue;
            };
            let Some(name) = tool.member("name").or_else(|| tool.member("tool_name")) else { continue };
            let Some(wanted) = name.value.text() else { continue };
            if !tools.iter().any(|tool| tool.text_of("name") == Some(wanted)) {
                sink.add(context.member(name), format!("There is no tool named {wanted} in tools."));
            }
        }
    }
}

/// Tools with `strict: true` that a request may have.
const MOST_STRICT: usize = 20;

fn strict(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let tools = call.object.get("tools").map_or(&[][..], Value::items).iter();
        let strict: Vec<&Value> = tools.filter(|tool| tool.is_true("strict")).collect();
        if let Some(tool) = strict.get(MOST_STRICT) {
            let span = tool.member("name").map_or_else(|| context.value(tool), |name| context.member(name));
            sink.add(span, format!("This is the 21st of {} strict tools; 20 are allowed.", strict.len()));
        }
    }
}

/// Looks at what every reader of JSON Schema judges alike: required names, plain types, enums.
fn examples(context: &Context, sink: &mut Sink) {
    each(context, |tool| {
        let Some(schema) = tool.get("input_schema").filter(|schema| schema.is_object()) else { return };
        for example in tool.get("input_examples").map_or(&[][..], Value::items).iter().filter(|e| e.is_object()) {
            let required = schema.get("required").map_or(&[][..], Value::items);
            if let Some(name) = required.iter().filter_map(Value::text).find(|name| example.get(name).is_none()) {
                sink.add(context.value(example), format!("This example has no {name}, which its schema requires."));
                continue;
            }
            let properties = schema.get("properties").map_or(&[][..], Value::members);
            for property in properties {
                let Some(member) = example.member(&property.key) else { continue };
                let fits = property.value.text_of("type").is_none_or(|kind| fits(kind, &member.value));
                let choices = property.value.get("enum").map_or(&[][..], Value::items);
                let chosen = choices.is_empty()
                    || member.value.text().is_none()
                    || choices.iter().any(|choice| choice.text() == member.value.text());
                if !fits || !chosen {
                    sink.add(context.member(member), format!("{} is not what its schema allows.", member.key));
                }
            }
        }
    });
}

/// Whether a value is of this type of JSON Schema; of an unknown type every value is.
fn fits(kind: &str, value: &Value) -> bool {
    match (&value.node, kind) {
        (Node::Unknown | Node::Open(_), _) => true,
        (Node::String(_), "string") | (Node::Bool(_), "boolean") | (Node::Array(_), "array") => true,
        (Node::Object(_), "object") | (Node::Null, "null") | (Node::Number(_), "number") => true,
        (Node::Number(_), "integer") => value.number().is_none_or(|number| number.fract() == 0.0),
        (_, "string" | "boolean" | "array" | "object" | "null" | "number" | "integer") => false,
        _ => true,
    }
}

fn display(context: &Context, sink: &mut Sink) {
    each(context, |tool| {
        let Some(kind) =
            tool.member("type").filter(|kind| kind.value.text().is_some_and(|k| k.starts_with("computer_20")))
        else {
            return;
        };
        for key in ["display_width_px", "display_height_px"] {
            if tool.get(key).is_none() && context.body_is_whole() {
                sink.add(context.member(kind), format!("The computer tool has no {key}."));
            }
        }
    });
}

fn computer(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        let newest = call.model.is_some_and(|model| model.id.ends_with("-5-5") || model.id.ends_with("-5-2"));
        if !newest || matches!(context.platform, Platform::Bedrock | Platform::Aws) {
            continue;
        }
        for tool in call.object.get("tools").map_or(&[][..], Value::items) {
            let old = tool.member("type").filter(|k| k.value.text().is_some_and(|k| k.starts_with("computer_20")));
            if let (Some(kind), Some(id)) = (old, call.id) {
                let message = format!("{id} takes computer_toolset_20260801, not this computer tool.");
                let note = sink.add(context.member(kind), message);
                if context.platform == Platform::Body {
                    // On Bedrock it is taken.
                    note.warning();
                }
            }
        }
    }
}
