//! output_config.format and its schema.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::{Severity, Trust};
use crate::json::{Member, Value};
use std::collections::BTreeSet;

/// The checks of this file.
pub const RULES: &[Rule] = &[FORMAT, KEYWORD, ADDITIONAL, REFERENCE, RECURSION, STRICT];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/structured-outputs";

/// An output schema.
#[cfg(test)]
macro_rules! schema {
    ($schema:expr) => {
        ask!(
            "claude-opus-5",
            concat!("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":", $schema, "}},")
        )
    };
}

/// Another shape than {type: json_schema, schema}.
pub const FORMAT: Rule = Rule {
    id: "output/format",
    title: "A format of another shape",
    why: "format is {\"type\": \"json_schema\", \"schema\": {…}}; OpenAI's json_object and the inner json_schema object do not exist here. The API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: format,
    bad: pastes![ask!("claude-opus-5", "\"output_config\":{\"format\":{\"type\":\"json_object\"}},")],
    good: pastes![schema!("{\"type\":\"object\",\"additionalProperties\":false}")],
    ..BASE
};

/// A keyword that is not supported.
pub const KEYWORD: Rule = Rule {
    id: "output/keyword",
    title: "A schema keyword that is not supported",
    why: "Output schemas know no minimum, maximum, minLength and the like; the API answers 400 invalid_request_error for output_config.format.schema.",
    source: cited!(SOURCE),
    run: keyword,
    bad: pastes![
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":1}},\"additionalProperties\":false}"),
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"maxLength\":9}}},\"additionalProperties\":false}"),
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}},\"$defs\":{\"n\":{\"type\":\"number\",\"multipleOf\":0.5}},\"additionalProperties\":false}"),
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":2}},\"additionalProperties\":false}"),
    ],
    good: pastes![
        schema!("{\"type\":\"object\",\"properties\":{\"minimum\":{\"type\":\"integer\"}},\"additionalProperties\":false}"),
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":1}},\"additionalProperties\":false}"),
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"enum\":[\"maxLength\"],\"default\":\"maxLength\"}},\"additionalProperties\":false}"),
    ],
    ..BASE
};

/// additionalProperties is not false.
pub const ADDITIONAL: Rule = Rule {
    id: "output/additional-properties",
    title: "A schema object that allows further properties",
    why: "Each object of an output schema needs \"additionalProperties\": false; the API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: additional,
    bad: pastes![
        schema!("{\"type\":\"object\",\"additionalProperties\":true}"),
        schema!("{\"type\":\"object\"}"),
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{}}},\"additionalProperties\":false}"),
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"object\",\"null\"]}},\"additionalProperties\":false}"),
    ],
    good: pastes![
        schema!("{\"type\":\"object\",\"additionalProperties\":false}"),
        schema!("{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"object\",\"additionalProperties\":false}}}"),
    ],
    ..BASE
};

/// A $ref out of the schema, or to nothing.
pub const REFERENCE: Rule = Rule {
    id: "output/reference",
    title: "A $ref that leads out of the schema, or nowhere",
    why: "A $ref may only name a part of the same schema, such as #/$defs/name; the API answers 400 invalid_request_error for output_config.format.schema.",
    source: cited!(SOURCE),
    run: reference,
    bad: pastes![
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"https://json.example/a.json\"}},\"additionalProperties\":false}"),
        schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/b\"}},\"$defs\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}"),
    ],
    good: pastes![schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}},\"$defs\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}")],
    ..BASE
};

/// A schema that holds itself.
pub const RECURSION: Rule = Rule {
    id: "output/recursion",
    title: "A schema that refers to itself",
    why: "Recursive schemas are not supported; the API answers 400 invalid_request_error for output_config.format.schema.",
    source: cited!(SOURCE),
    run: recursion,
    bad: pastes![
        schema!("{\"type\":\"object\",\"properties\":{\"child\":{\"$ref\":\"#\"}},\"additionalProperties\":false}"),
        schema!("{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"next\":{\"anyOf\":[{\"type\":\"null\"},{\"$ref\":\"#/$defs/n\"}]}},\"additionalProperties\":false}}}"),
        schema!("{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/b\"}},\"b\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/a\"}}}}"),
    ],
    good: pastes![schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$defs\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}")],
    ..BASE
};

/// The same limits on the schema of a strict tool.
pub const STRICT: Rule = Rule {
    id: "output/strict-tool",
    severity: Severity::Warning,
    title: "A strict tool whose schema uses what output schemas cannot",
    why: "The schema of a strict tool is compiled as an output schema is. What that does not support is refused with 400 invalid_request_error, or not enforced.",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/tool-use/strict-tool-use"),
    run: strict,
    bad: pastes![
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"strict\":true,\"input_schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":1}},\"additionalProperties\":false}}],"),
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"strict\":true,\"input_schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}}],"),
    ],
    good: pastes![
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":1}}}}],"),
        ask!("claude-opus-5", "\"tools\":[{\"name\":\"f\",\"strict\":true,\"input_schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"additionalProperties\":false}}],"),
    ],
    ..BASE
};

/// Objects inside each other that are followed in a schema.
const DEPTH: usize = 40;

const UNSUPPORTED: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "maxItems",
    "uniqueItems",
];

fn formats<'a>(context: &Context<'a>) -> Vec<&'a Value> {
    let configs = context.calls().filter_map(|call| call.object.get("output_config"));
    configs.filter_map(|config| config.get("format")).filter(|format| format.is_object()).collect()
}

fn format(context: &Context, sink: &mut Sink) {
    for format in formats(context) {
        match format.member("type") {
            Some(kind) if kind.value.text().is_some_and(|kind| kind != "json_schema") => {
                sink.add(context.member(kind), "The only format is json_schema.");
            }
            Some(kind) if kind.value.text().is_some() && format.get("schema").is_none() && context.body_is_whole() => {
                sink.add(context.member(kind), "This format has no schema.");
            }
            _ => {}
        }
    }
}

/// The schemas right inside a schema: not what a property happens to be named.
fn children<'a>(schema: &'a Value, look: &mut impl FnMut(&'a Value)) {
    for member in schema.members() {
        match member.key.as_str() {
            "properties" | "$defs" | "definitions" => member.value.members().iter().for_each(|part| look(&part.value)),
            "items" | "not" => look(&member.value),
            "anyOf" | "oneOf" | "allOf" | "prefixItems" => member.value.items().iter().for_each(&mut *look),
            _ => {}
        }
    }
}

/// Visits a schema and all schemas inside it.
fn walk<'a>(schema: &'a Value, depth: usize, look: &mut impl FnMut(&'a Value)) {
    if depth > DEPTH || !schema.is_object() {
        return;
    }
    look(schema);
    let mut parts: Vec<&Value> = Vec::new();
    children(schema, &mut |part| parts.push(part));
    for part in parts {
        walk(part, depth + 1, look);
    }
}

fn roots<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Value> {
    formats(context).into_iter().filter_map(|format| format.get("schema"))
}

fn each<'a>(context: &Context<'a>, mut look: impl FnMut(&'a Value)) {
    for schema in roots(context) {
        walk(schema, 0, &mut look);
    }
}

/// Whether an output schema cannot hold this member.
fn refused(member: &Member) -> bool {
    let many = member.key == "minItems" && member.value.number().is_some_and(|number| number > 1.0);
    UNSUPPORTED.contains(&member.key.as_str()) || many
}

fn keyword(context: &Context, sink: &mut Sink) {
    each(context, |schema| {
        for member in schema.members().iter().filter(|member| refused(member)) {
            let fix = context.without(schema, &member.key, &format!("Take {} out", member.key), Trust::Likely);
            sink.add(context.member(member), format!("An output schema cannot hold {}.", member.key)).fix(fix);
        }
    });
}

/// Whether a schema describes an object.
fn is_object(schema: &Value) -> bool {
    let named = |value: &Value| value.text() == Some("object");
    match schema.get("type") {
        Some(kind) => named(kind) || kind.items().iter().any(named),
        None => schema.get("properties").is_some_and(Value::is_object),
    }
}

/// A schema of an object that is left open, and the word to point at.
fn left_open(schema: &Value) -> Option<&Member> {
    let closed = schema.get("additionalProperties").is_some();
    let hidden = schema.members().iter().any(|member| member.key.starts_with("..."));
    if !is_object(schema) || closed || hidden {
        return None;
    }
    schema.member("type").or_else(|| schema.member("properties"))
}

fn additional(context: &Context, sink: &mut Sink) {
    let whole = context.body_is_whole();
    each(context, |schema| match schema.member("additionalProperties") {
        Some(member) if member.value.bool() == Some(true) || member.value.is_object() => {
            let fix = context.swap(member.value.range.clone(), "false", "Write false", Trust::Likely);
            sink.add(context.member(member), "additionalProperties must be false.").fix(fix);
        }
        Some(_) => {}
        None => {
            let Some(member) = left_open(schema).filter(|_| whole) else { return };
            let at = schema.range.start + 1;
            let title = "Add \"additionalProperties\": false";
            let fix = context.swap(at..at, "\"additionalProperties\": false, ", title, Trust::Safe);
            sink.add(context.member(member), "This object lacks \"additionalProperties\": false.").fix(fix);
        }
    });
}

/// The part of a schema that a `$ref` names; `None` if it names none.
fn resolve<'a>(root: &'a Value, reference: &str) -> Option<&'a Value> {
    let path = reference.strip_prefix('#')?;
    let mut at = root;
    for part in path.split('/').skip(1) {
        let key = part.replace("~1", "/").replace("~0", "~");
        at = match key.parse::<usize>() {
            Ok(index) if at.is_array() => at.items().get(index)?,
            _ => at.get(&key)?,
        };
    }
    Some(at)
}

fn reference(context: &Context, sink: &mut Sink) {
    for root in roots(context) {
        walk(root, 0, &mut |schema| {
            let Some(member) = schema.member("$ref") else { return };
            let Some(target) = member.value.text() else { return };
            if !target.starts_with('#') {
                sink.add(context.member(member), format!("{target} is outside this schema; write it out under $defs."));
            } else if target.contains('/') && resolve(root, target).is_none() {
                sink.add(context.member(member), format!("This schema has no {target}."));
            }
        });
    }
}

/// The first `$ref` that leads back to a schema that holds it.
fn circle<'a>(
    root: &'a Value,
    schema: &'a Value,
    above: &mut Vec<&'a Value>,
    done: &mut BTreeSet<usize>,
) -> Option<&'a Member> {
    if above.len() > DEPTH || !done.insert(schema.range.start) {
        return None;
    }
    above.push(schema);
    let mut found = None;
    let mut parts: Vec<&Value> = Vec::new();
    children(schema, &mut |part| parts.push(part));
    if let Some(member) = schema.member("$ref") {
        let target = member.value.text().and_then(|target| resolve(root, target));
        if let Some(target) = target {
            if above.iter().any(|one| one.range == target.range) {
                found = Some(member);
            }
            parts.push(target);
        }
    }
    for part in parts {
        found = found.or_else(|| circle(root, part, above, done));
    }
    above.pop();
    found
}

fn recursion(context: &Context, sink: &mut Sink) {
    for root in roots(context) {
        if let Some(member) = circle(root, root, &mut Vec::new(), &mut BTreeSet::new()) {
            sink.add(context.member(member), "This $ref leads back to a schema that holds it.");
        }
    }
}

fn strict(context: &Context, sink: &mut Sink) {
    let whole = context.body_is_whole();
    let tools = context.calls().filter_map(|call| call.object.get("tools"));
    for tool in tools.flat_map(Value::items).filter(|tool| tool.get("strict").and_then(Value::bool) == Some(true)) {
        let Some(root) = tool.get("input_schema") else { continue };
        walk(root, 0, &mut |schema| {
            for member in schema.members().iter().filter(|member| refused(member)) {
                let message = format!("The schema of a strict tool does not support {}.", member.key);
                sink.add(context.member(member), message);
            }
            let open = schema.member("additionalProperties").filter(|member| member.value.bool() != Some(false));
            if let Some(member) = open.or_else(|| left_open(schema)).filter(|_| whole) {
                let message = "Each object in a strict tool's schema takes \"additionalProperties\": false.";
                sink.add(context.member(member), message);
            }
        });
    }
}
