//! Bodies for Bedrock and Vertex.

use super::BASE;
use crate::check::{Context, Endpoint, Platform, Rule, Sink};
use crate::finding::Trust;
use crate::json::Value;

/// The checks of this file.
pub const RULES: &[Rule] = &[VERSION, FIELDS, PUBLISHER, WORKSPACE, OLD_MODEL, IMAGES];

const SOURCE: &str = "https://platform.claude.com/docs/en/build-with-claude/claude-on-amazon-bedrock-legacy";

#[cfg(test)]
macro_rules! bedrock {
    ($body:expr) => {
        curl!(
            "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-opus-4-8/invoke",
            "-H \"Authorization: Bearer $T\" -H 'content-type: application/json'",
            $body
        )
    };
}

/// No anthropic_version in the body.
pub const VERSION: Rule = Rule {
    id: "partner/anthropic-version",
    title: "No anthropic_version in the body",
    why: "Bedrock and Vertex read the version from the body: 400 \"anthropic_version: Field required\", or \"Malformed input request\".",
    source: cited!(SOURCE),
    run: version,
    bad: pastes![bedrock!("{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")],
    good: pastes![bedrock!("{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")],
    ..BASE
};

/// model or stream in the body.
pub const FIELDS: Rule = Rule {
    id: "partner/field",
    cause: Some("extra_inputs_not_permitted"),
    title: "A field that belongs to the address here",
    why: "On Bedrock and Vertex the model stands in the address, on Bedrock streaming too; in the body they get 400 \"…: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: fields,
    bad: pastes![bedrock!("{\"anthropic_version\":\"bedrock-2023-05-31\",\"model\":\"claude-opus-4-8\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")],
    good: pastes![bedrock!("{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"), body!()],
    ..BASE
};

/// publishers/google.
pub const PUBLISHER: Rule = Rule {
    id: "partner/publisher",
    cause: Some("vertex_wrong_publisher"),
    title: "Claude under another publisher",
    why: "Claude's models are under publishers/anthropic; elsewhere Vertex answers 404.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai"),
    run: publisher,
    bad: pastes![curl!("https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5/publishers/google/models/claude-opus-4-8:rawPredict", "-H \"Authorization: Bearer $T\" -H 'content-type: application/json'", "{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":9,\"messages\":[]}")],
    good: pastes![curl!("https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude-opus-4-8:rawPredict", "-H \"Authorization: Bearer $T\" -H 'content-type: application/json'", "{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")],
    ..BASE
};

/// No workspace on Claude Platform on AWS.
pub const WORKSPACE: Rule = Rule {
    id: "partner/workspace",
    title: "No anthropic-workspace-id",
    why: "Claude Platform on AWS needs the header anthropic-workspace-id.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/claude-platform-on-aws"),
    run: workspace,
    bad: pastes![curl!(url "https://aws-external-anthropic.us-east-1.api.aws/v1/messages")],
    good: pastes![curl!(url "https://api.anthropic.com/v1/messages")],
    ..BASE
};

/// The new version for an old model on Bedrock.
pub const OLD_MODEL: Rule = Rule {
    id: "partner/version-old-model",
    title: "anthropic_version 2026-10-21 on Bedrock for a model before Claude 4.7",
    why: "On Bedrock this version is for Claude 4.7 and later; for older models it is bedrock-2023-05-31: 400 ValidationException.",
    source: cited!("https://platform.claude.com/docs/en/api/versioning"),
    run: old_model,
    bad: pastes!["curl https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-opus-4-6-v1/invoke -H \"Authorization: Bearer $T\" -H 'content-type: application/json' -d '{\"anthropic_version\":\"2026-10-21\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'"],
    good: pastes!["curl https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-opus-4-8/invoke -H \"Authorization: Bearer $T\" -H 'content-type: application/json' -d '{\"anthropic_version\":\"2026-10-21\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'"],
    ..BASE
};

/// An image by its address on Bedrock or Vertex.
pub const IMAGES: Rule = Rule {
    id: "partner/image-source",
    title: "An image by address or file on Bedrock or Google Cloud",
    why: "There an image's source is base64 only; url and file are refused with 400.",
    source: cited!("https://platform.claude.com/docs/en/build-with-claude/vision"),
    run: image_source,
    bad: pastes!["curl https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-opus-4-8/invoke -H \"Authorization: Bearer $T\" -H 'content-type: application/json' -d '{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a.example/b.png\"}}]}]}'"],
    good: pastes![talk!("claude-opus-5", "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://a.example/b.png\"}}]}")],
    ..BASE
};

fn old_model(context: &Context, sink: &mut Sink) {
    const OLD: &[&str] = &["-3-", "-4-0", "-4-1", "-4-5", "-4-6", "-4-2025"];
    let Some(root) = context.root().filter(|_| context.platform == Platform::Bedrock) else { return };
    let Some(member) = root.member("anthropic_version").filter(|m| m.value.text() == Some("2026-10-21")) else {
        return;
    };
    let model = context.path_model.as_deref().unwrap_or("");
    let old = model.contains("claude-3-") || OLD.iter().any(|part| model.contains(part));
    if old {
        let fix =
            context.swap(member.value.range.clone(), "\"bedrock-2023-05-31\"", "Use bedrock-2023-05-31", Trust::Safe);
        sink.add(context.member(member), "This version is for Claude 4.7 and later on Bedrock.").fix(fix);
    }
}

fn image_source(context: &Context, sink: &mut Sink) {
    if !partner(context) {
        return;
    }
    for block in super::images::of_kind(context, "image") {
        let Some(kind) = block.get("source").and_then(|source| source.member("type")) else { continue };
        if let Some(name) = kind.value.text().filter(|name| matches!(*name, "url" | "file")) {
            sink.add(context.member(kind), format!("A source of type {name} is not taken here; base64 is."));
        }
    }
}

fn partner(context: &Context) -> bool {
    matches!(context.platform, Platform::Bedrock | Platform::Vertex) && context.endpoint == Endpoint::Messages
}

fn version(context: &Context, sink: &mut Sink) {
    let Some(root) = context.root().filter(|_| partner(context) && context.body_is_whole()) else { return };
    let right = if context.platform == Platform::Bedrock { "bedrock-2023-05-31" } else { "vertex-2023-10-16" };
    match root.member("anthropic_version") {
        None => {
            let first = root.members().first();
            let fix = first.and_then(|first| {
                let at = first.key_range.start;
                context.swap(
                    at..at,
                    &format!("\"anthropic_version\": \"{right}\", "),
                    "Add anthropic_version",
                    Trust::Safe,
                )
            });
            let span = first.map_or(context.start(), |first| context.place(root.range.start..first.key_range.end));
            sink.add(span, format!("The body has no anthropic_version; here it is {right}.")).fix(fix);
        }
        Some(member) => {
            let known = |text: &str| text == right || text == "2026-10-21";
            if let Some(text) = member.value.text().filter(|text| !known(text)) {
                let fix = context.swap(
                    member.value.range.clone(),
                    &format!("\"{right}\""),
                    &format!("Use {right}"),
                    Trust::Safe,
                );
                sink.add(
                    context.member(member),
                    format!("anthropic_version {text} does not exist here; it is {right}."),
                )
                .fix(fix);
            }
        }
    }
}

fn fields(context: &Context, sink: &mut Sink) {
    let Some(root) = context.root().filter(|_| partner(context)) else { return };
    let refused: &[&str] = if context.platform == Platform::Bedrock { &["model", "stream"] } else { &["model"] };
    for key in refused {
        if let Some(member) = root.member(key) {
            let fix = context.without(root, key, &format!("Take {key} out"), Trust::Safe);
            sink.add(context.member(member), format!("{key} belongs to the address here, not to the body.")).fix(fix);
        }
    }
}

fn publisher(context: &Context, sink: &mut Sink) {
    let claude = context.path_model.as_deref().is_some_and(|id| id.starts_with("claude"));
    if context.platform == Platform::Vertex
        && claude
        && context.path.contains("/publishers/")
        && !context.path.contains("/publishers/anthropic/")
    {
        let part = context.path.split("/publishers/").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or("");
        sink.add(context.url_place(&format!("publishers/{part}")), "Claude's models are under publishers/anthropic.");
    }
}

fn workspace(context: &Context, sink: &mut Sink) {
    let here = context.host.starts_with("aws-external-anthropic.");
    let given = context.header("anthropic-workspace-id").is_some() || context.headers_hidden();
    if here && !given && context.root().is_some_and(Value::is_object) {
        sink.add(context.start(), "The header anthropic-workspace-id is missing.");
    }
}
