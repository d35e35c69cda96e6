//! The HTTP method.

use super::BASE;
use crate::check::{Context, Endpoint, Platform, Rule, Sink};
use crate::finding::{Edit, Fix, Trust};
use crate::request::Body;

/// The checks of this file.
pub const RULES: &[Rule] = &[NO_BODY, WRONG];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/overview";

/// GET or HEAD because there is no data.
pub const NO_BODY: Rule = Rule {
    id: "method/no-body",
    cause: Some("curl_get_without_body"),
    title: "A request without a body, sent as GET",
    why: "Messages are sent with POST and a JSON body. To a GET the API answers 405 \"Method Not Allowed\", or 404.",
    source: cited!(SOURCE),
    run: no_body,
    bad: pastes![
        "curl https://api.anthropic.com/v1/messages -H \"x-api-key: $KEY\" -H \"anthropic-version: 2023-06-01\"",
        "curl -I https://api.anthropic.com/v1/messages -H \"x-api-key: $KEY\" -H \"anthropic-version: 2023-06-01\"",
    ],
    good: pastes![
        "curl https://api.anthropic.com/v1/models -H \"x-api-key: $KEY\" -H \"anthropic-version: 2023-06-01\"",
        "curl https://api.anthropic.com/v1/messages/batches -H \"x-api-key: $KEY\" -H \"anthropic-version: 2023-06-01\"",
        "curl http://localhost:4000/v1/messages",
    ],
    ..BASE
};

/// Another method than the one that the endpoint takes.
pub const WRONG: Rule = Rule {
    id: "method/wrong",
    cause: Some("curl_get_without_body"),
    title: "A method that the endpoint does not take",
    why: "Messages are sent with POST, models are read with GET; to other methods the API answers 405 \"Method Not Allowed\".",
    source: cited!(SOURCE),
    run: wrong,
    bad: pastes![
        concat!("curl -X GET https://api.anthropic.com/v1/messages ", head!(), " -d '", body!(), "'"),
        concat!("curl -X PUT https://api.anthropic.com/v1/messages ", head!(), " -d '", body!(), "'"),
        concat!("curl -X POST https://api.anthropic.com/v1/models ", head!()),
        concat!("curl https://api.anthropic.com/v1/messages/batches/msgbatch_1/cancel ", head!()),
    ],
    good: pastes![
        curl!(head head!()),
        concat!("curl -X POST https://api.anthropic.com/v1/messages ", head!(), " -d '", body!(), "'"),
        concat!("curl https://api.anthropic.com/v1/models?limit=5 ", head!()),
    ],
    ..BASE
};

fn concerns(context: &Context) -> Option<String> {
    let here = !matches!(context.platform, Platform::Body | Platform::Gateway | Platform::OtherVendor);
    let post_only = matches!(context.endpoint, Endpoint::Messages | Endpoint::CountTokens);
    let method = context.request.method.as_str();
    let known = context.request.method.symbols().is_empty() && !method.is_empty();
    (here && post_only && known && method != "POST").then(|| method.to_owned())
}

/// Whether the request changes what can only be read: the models.
fn reads_only(context: &Context) -> bool {
    let models = context.path.strip_prefix("/v1/models").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let method = context.request.method.as_str();
    let known = context.request.method.symbols().is_empty() && !method.is_empty();
    context.on_claude() && models && known && !matches!(method, "GET" | "HEAD" | "OPTIONS")
}

/// What the endpoints of batches take: the end of the path, and its methods.
const BATCHES: [(&str, &[&str]); 2] = [("/cancel", &["POST"]), ("/results", &["GET", "HEAD"])];

/// The method that an endpoint of a batch takes, where it is called with another.
fn of_batch(context: &Context) -> Option<&'static str> {
    let below = context.path.strip_prefix("/v1/messages/batches/")?;
    let method = context.request.method.as_str();
    let known = context.on_claude() && context.request.method.symbols().is_empty() && !method.is_empty();
    let (_, methods) = BATCHES.into_iter().find(|(end, _)| known && below.ends_with(end))?;
    methods.first().copied().filter(|_| !methods.contains(&method))
}

fn no_body(context: &Context, sink: &mut Sink) {
    let Some(method) = concerns(context) else { return };
    if context.request.body == Body::None && matches!(method.as_str(), "GET" | "HEAD") {
        let span = context.request.method.whole();
        let span = if span.is_empty() { context.start() } else { span };
        let message = if context.request.origin.is_code() {
            format!("The method is {method}, and there is no message in it.")
        } else {
            format!("Without -d, curl sends {method}, and there is no message in it.")
        };
        sink.add(span, message);
    }
}

fn wrong(context: &Context, sink: &mut Sink) {
    if let Some(takes) = of_batch(context) {
        let method = context.request.method.as_str();
        let url = &context.request.url;
        let at = url.as_str().rfind('/').unwrap_or(0);
        let end = url.as_str().find('?').unwrap_or(url.len()).max(at);
        sink.add(url.source(at..end), format!("The method is {method}; this endpoint takes {takes}."))
            .why("To other methods it answers 405 \"Method Not Allowed\".");
        return;
    }
    if reads_only(context) {
        let span = context.request.method.whole();
        let span = if span.is_empty() { context.start() } else { span };
        let method = context.request.method.as_str();
        sink.add(span, format!("The method is {method}; models are read with GET.")).why(
            "To other methods this endpoint answers 405 \"Method Not Allowed\". With -d, curl sends POST by itself.",
        );
        return;
    }
    let Some(method) = concerns(context) else { return };
    if context.request.body == Body::None && matches!(method.as_str(), "GET" | "HEAD") {
        return;
    }
    let span = context.request.method.whole();
    let edits = vec![Edit { span, text: "POST".into() }];
    let typed = span.of(context.paste) == method;
    let fix = typed.then(|| Fix { title: "Send it with POST".into(), trust: Trust::Safe, edits });
    let span = if span.is_empty() { context.start() } else { span };
    sink.add(span, format!("The method is {method}; this endpoint takes POST.")).fix(fix);
}
