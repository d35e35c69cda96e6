//! What only a program's code gets wrong: methods that a library does not have.

use super::BASE;
use crate::check::{Context, Endpoint, Rule, Sink};

/// The checks of this file.
pub const RULES: &[Rule] = &[NO_METHOD];

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

fn no_method(context: &Context, sink: &mut Sink) {
    if context.request.origin.is_sdk() && context.endpoint == Endpoint::Chat {
        let message = "Anthropic's client has no chat.completions; its method is messages.create.";
        sink.add(context.start(), message);
    }
}
