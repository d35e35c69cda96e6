//! What only a program's code gets wrong: methods that a library does not have.

use super::BASE;
use crate::check::{Context, Endpoint, Rule, Sink};
use crate::code::FORM_BODY;
use crate::finding::{Edit, Fix, Trust};
use crate::span::Span;

/// The checks of this file.
pub const RULES: &[Rule] = &[NO_METHOD, FORM];

/// OpenAI's method on Anthropic's client.
pub const NO_METHOD: Rule = Rule {
    id: "code/no-such-method",
    cause: Some("endpoint_wrong"),
    title: "A method that Anthropic's library does not have",
    why: "chat.completions belongs to OpenAI's library. Anthropic's client stops with \"'Anthropic' object has no attribute 'chat'\", or \"Cannot read properties of undefined\"; nothing is sent.",
    source: "https://platform.claude.com/docs/en/cli-sdks-libraries/libraries/openai-sdk",
    run: no_method,
    bad: pastes![
        "client = anthropic.Anthropic()\nr = client.chat.completions.create(model=\"claude-opus-5\", max_tokens=9, messages=[{\"role\": \"user\", \"content\": \"Hi\"}])",
        "const client = new Anthropic();\nawait client.chat.completions.create({ model: 'claude-opus-5', messages: [] });",
    ],
    good: pastes![
        "client = OpenAI(api_key=key, base_url=\"https://api.anthropic.com/v1/\")\nr = client.chat.completions.create(model=\"claude-opus-5\", messages=[{\"role\": \"user\", \"content\": \"Hi\"}])",
        "client = anthropic.Anthropic()\nr = client.messages.create(model=\"claude-opus-5\", max_tokens=9, messages=[{\"role\": \"user\", \"content\": \"Hi\"}])",
    ],
    ..BASE
};

/// `data={…}` of requests and httpx.
pub const FORM: Rule = Rule {
    id: "code/form-body",
    cause: Some("missing_content_type_header"),
    title: "A dict that is sent as a web form",
    why: "requests and httpx write data={…} as a web form. The API takes JSON and answers 415 \"Unsupported Media Type\", or 400 \"The request body is not valid JSON\".",
    source: "https://requests.readthedocs.io/en/latest/user/quickstart/#more-complicated-post-requests",
    run: form,
    bad: pastes![
        "requests.post(\"https://api.anthropic.com/v1/messages\", headers={\"x-api-key\": key, \"anthropic-version\": \"2023-06-01\", \"content-type\": \"application/json\"}, data={\"model\": \"claude-opus-5\", \"max_tokens\": 9, \"messages\": m})",
    ],
    good: pastes![
        "requests.post(\"https://api.anthropic.com/v1/messages\", headers={\"x-api-key\": key, \"anthropic-version\": \"2023-06-01\"}, json={\"model\": \"claude-opus-5\", \"max_tokens\": 9, \"messages\": m})",
        "requests.post(\"https://api.anthropic.com/v1/messages\", headers={\"x-api-key\": key, \"anthropic-version\": \"2023-06-01\", \"content-type\": \"application/json\"}, data=json.dumps({\"model\": \"claude-opus-5\", \"max_tokens\": 9, \"messages\": m}))",
    ],
    ..BASE
};

fn form(context: &Context, sink: &mut Sink) {
    if context.request.made.body != FORM_BODY {
        return;
    }
    let call = Span::new(context.request.program.end, context.request.span.end);
    let word = call.of(context.paste).find("data=").map(|at| Span::new(call.start + at, call.start + at + 4));
    let edit = |span| vec![Edit { span, text: "json".into() }];
    let fix = word.map(|span| Fix { title: "Use json=".into(), trust: Trust::Safe, edits: edit(span) });
    let message = "data={…} is sent as a web form; json={…} sends JSON.";
    sink.add(word.unwrap_or(context.start()), message).fix(fix);
}

fn no_method(context: &Context, sink: &mut Sink) {
    if context.request.origin.is_sdk() && context.endpoint == Endpoint::Chat {
        let message = "Anthropic's client has no chat.completions; its method is messages.create.";
        sink.add(context.start(), message);
    }
}
