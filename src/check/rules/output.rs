//! output_config.format and its schema.

use super::BASE;
use crate::check::{Context, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;

/// The checks of this file.
pub const RULES: &[Rule] = &[FORMAT, KEYWORD, ADDITIONAL];

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
    source: SOURCE,
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
    source: SOURCE,
    run: keyword,
    bad: pastes![schema!("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":1}},\"additionalProperties\":false}")],
    good: pastes![schema!("{\"type\":\"object\",\"properties\":{\"minimum\":{\"type\":\"integer\"}},\"additionalProperties\":false}")],
    ..BASE
};

/// additionalProperties is not false.
pub const ADDITIONAL: Rule = Rule {
    id: "output/additional-properties",
    title: "A schema object that allows further properties",
    why: "Each object of an output schema needs \"additionalProperties\": false; the API answers 400 invalid_request_error.",
    source: SOURCE,
    run: additional,
    bad: pastes![schema!("{\"type\":\"object\",\"additionalProperties\":true}")],
    good: pastes![schema!("{\"type\":\"object\",\"additionalProperties\":false}")],
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
    let configs = context.calls().into_iter().filter_map(|call| call.object.get("output_config"));
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

/// Visits the schemas inside a schema: not what a property happens to be named.
fn walk<'a>(schema: &'a Value, depth: usize, look: &mut impl FnMut(&'a Value)) {
    if depth > DEPTH || !schema.is_object() {
        return;
    }
    look(schema);
    for member in schema.members() {
        match member.key.as_str() {
            "properties" | "$defs" | "definitions" => {
                member.value.members().iter().for_each(|property| walk(&property.value, depth + 1, look));
            }
            "items" | "not" => walk(&member.value, depth + 1, look),
            "anyOf" | "oneOf" | "allOf" => member.value.items().iter().for_each(|item| walk(item, depth + 1, look)),
            _ => {}
        }
    }
}

fn each<'a>(context: &Context<'a>, mut look: impl FnMut(&'a Value)) {
    for schema in formats(context).into_iter().filter_map(|format| format.get("schema")) {
        walk(schema, 0, &mut look);
    }
}

fn keyword(context: &Context, sink: &mut Sink) {
    each(context, |schema| {
        for member in schema.members() {
            let many = member.key == "minItems" && member.value.number().is_some_and(|number| number > 1.0);
            if UNSUPPORTED.contains(&member.key.as_str()) || many {
                let fix = context.without(schema, &member.key, &format!("Take {} out", member.key), Trust::Likely);
                sink.add(context.member(member), format!("An output schema cannot hold {}.", member.key)).fix(fix);
            }
        }
    });
}

fn additional(context: &Context, sink: &mut Sink) {
    each(context, |schema| {
        let Some(member) = schema.member("additionalProperties") else { return };
        if member.value.bool() == Some(true) || member.value.is_object() {
            let fix = context.swap(member.value.range.clone(), "false", "Write false", Trust::Likely);
            sink.add(context.member(member), "additionalProperties must be false.").fix(fix);
        }
    });
}
