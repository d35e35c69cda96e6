//! What only a program's code gets wrong: methods that a library does not have.

use super::BASE;
use crate::check::{Context, Endpoint, Rule, Sink};
use crate::finding::{Edit, Fix, Trust};
use crate::request::{Notation, Origin};
use crate::span::Span;

/// The checks of this file.
pub const RULES: &[Rule] = &[NO_METHOD, FORM];

/// OpenAI's method on Anthropic's client.
pub const NO_METHOD: Rule = Rule {
    id: "code/no-such-method",
    cause: Some("endpoint_wrong"),
    title: "A method that Anthropic's library does not have",
    why: "chat.completions belongs to OpenAI's library. Anthropic's client stops with \"'Anthropic' object has no attribute 'chat'\", or \"Cannot read properties of undefined\"; nothing is sent.",
    source: cited!("https://platform.claude.com/docs/en/cli-sdks-libraries/libraries/openai-sdk"),
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

/// `data={…}` of requests and httpx, `form` of got, an object as jQuery's `data`, HTTPie's `--form`.
pub const FORM: Rule = Rule {
    id: "code/form-body",
    cause: Some("missing_content_type_header"),
    title: "Fields that are not sent as JSON",
    why: "requests, httpx and aiohttp write data={…} as a web form, jQuery an object as data, got what form holds, HTTPie all fields with --form; fetch makes \"[object Object]\" of an object. The API takes JSON and answers 415 \"Unsupported Media Type\", or 400 \"The request body is not valid JSON\".",
    source: cited!("https://requests.readthedocs.io/en/latest/user/quickstart/#more-complicated-post-requests"),
    run: form,
    bad: pastes![
        "requests.post(\"https://api.anthropic.com/v1/messages\", headers={\"x-api-key\": key, \"anthropic-version\": \"2023-06-01\", \"content-type\": \"application/json\"}, data={\"model\": \"claude-opus-5\", \"max_tokens\": 9, \"messages\": m})",
        "got.post('https://api.anthropic.com/v1/messages', { headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' }, form: { model: 'claude-opus-5', max_tokens: 9, messages } })",
        "$.ajax({ url: 'https://api.anthropic.com/v1/messages', type: 'POST', headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' }, data: { model: 'claude-opus-5', max_tokens: 9, messages } })",
        "await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': key, 'anthropic-version': '2023-06-01' }, body: { model: 'claude-opus-5', max_tokens: 9, messages } })",
        "http --form POST https://api.anthropic.com/v1/messages x-api-key:$KEY anthropic-version:2023-06-01 model=claude-opus-5 max_tokens:=9 messages:='[{\"role\":\"user\",\"content\":\"Hi\"}]'",
    ],
    good: pastes![
        "requests.post(\"https://api.anthropic.com/v1/messages\", headers={\"x-api-key\": key, \"anthropic-version\": \"2023-06-01\"}, json={\"model\": \"claude-opus-5\", \"max_tokens\": 9, \"messages\": m})",
        "requests.post(\"https://api.anthropic.com/v1/messages\", headers={\"x-api-key\": key, \"anthropic-version\": \"2023-06-01\", \"content-type\": \"application/json\"}, data=json.dumps({\"model\": \"claude-opus-5\", \"max_tokens\": 9, \"messages\": m}))",
        "got.post('https://api.anthropic.com/v1/messages', { headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' }, json: { model: 'claude-opus-5', max_tokens: 9, messages } })",
    ],
    ..BASE
};

/// The word that makes a form of the fields, what is said of it, and the word that sends JSON instead.
const FORMS: &[(Notation, &str, &str, Option<&str>)] = &[
    (
        Notation::JavaScript,
        "body",
        "An object as body is sent as the words [object Object]; JSON.stringify(…) sends JSON.",
        None,
    ),
    (Notation::Python, "data", "data={…} is sent as a web form; json={…} sends JSON.", Some("json")),
    (Notation::JavaScript, "form", "form sends a web form; json sends JSON.", Some("json")),
    (
        Notation::JavaScript,
        "data",
        "An object as data is sent as a web form; JSON.stringify(…) with contentType: \"application/json\" sends JSON.",
        None,
    ),
];

fn form(context: &Context, sink: &mut Sink) {
    let Some(span) = context.request.made.form else { return };
    let word = span.of(context.paste);
    if context.request.origin == Origin::InvokeRestMethod {
        let variable = word
            .rfind('$')
            .filter(|at| word.get(at + 1..).is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphanumeric())));
        let edit = |at: usize| Edit {
            span: Span::new(span.start + at, span.end),
            text: format!("({} | ConvertTo-Json -Depth 10)", word.get(at..).unwrap_or("")),
        };
        let fix =
            variable.map(|at| Fix { title: "Make JSON of it".to_owned(), trust: Trust::Safe, edits: vec![edit(at)] });
        sink.add(span, "A table as -Body is sent as a web form; ConvertTo-Json makes JSON of it.").fix(fix);
        return;
    }
    let known = FORMS.iter().find(|row| row.0 == context.request.made.notation && row.1 == word);
    let Some((_, _, message, instead)) = known else {
        sink.add(span, "The fields are sent as a web form; the API takes JSON.");
        return;
    };
    let fix = instead.map(|text| Fix {
        title: format!("Use {text}"),
        trust: Trust::Safe,
        edits: vec![Edit { span, text: text.to_owned() }],
    });
    sink.add(span, *message).fix(fix);
}

fn no_method(context: &Context, sink: &mut Sink) {
    if context.request.origin.is_sdk() && context.endpoint == Endpoint::Chat {
        let message = "Anthropic's client has no chat.completions; its method is messages.create.";
        sink.add(context.start(), message);
    }
}
