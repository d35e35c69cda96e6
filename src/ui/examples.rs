//! Examples to try: made-up pastes in the form that real ones have. No key here was ever one.

/// An example as a headline and its text.
#[derive(Debug)]
pub struct Example {
    /// What a person would see first.
    pub headline: &'static str,
    /// Where it was seen.
    pub place: &'static str,
    /// The cause that the page names for it.
    pub cause: &'static str,
    /// The paste.
    pub text: &'static str,
}

/// The examples in the order of the page.
pub static EXAMPLES: &[Example] = &[
    Example {
        headline: "529 Overloaded, again and again",
        place: "Claude Code",
        cause: "overloaded",
        text: "\u{25cf} Update(src/orders/total.ts)\n  \u{23bf}  Updated src/orders/total.ts with 4 additions\n\n  \u{23bf}  API Error (529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_011CVexample7Qm2\"}) \u{b7} Retrying in 8 seconds\u{2026} (attempt 4/10)\n",
    },
    Example {
        headline: "401 invalid x-api-key, though the key is right",
        place: "curl in bash",
        cause: "key_in_single_quotes_not_expanded",
        text: "curl https://api.anthropic.com/v1/messages \\\n  -H 'x-api-key: $ANTHROPIC_API_KEY' \\\n  -H \"anthropic-version: 2023-06-01\" \\\n  -H \"content-type: application/json\" \\\n  -d '{\n    \"model\": \"claude-sonnet-5-5\",\n    \"max_tokens\": 1024,\n    \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]\n  }'\n\n{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"invalid x-api-key\"},\"request_id\":\"req_011CVexample3Kd8\"}\n",
    },
    Example {
        headline: "tool_use ids were found without tool_result blocks",
        place: "Python SDK",
        cause: "tool_result_missing",
        text: "Traceback (most recent call last):\n  File \"/srv/agent/loop.py\", line 88, in step\n    reply = client.messages.create(model=MODEL, max_tokens=2048, tools=TOOLS, messages=history)\nanthropic.BadRequestError: Error code: 400 - {'type': 'error', 'error': {'type': 'invalid_request_error', 'message': 'messages.6: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_01ExampleAbCdEf. Each `tool_use` block must have a corresponding `tool_result` block in the next message.'}, 'request_id': 'req_011CVexample5Tz1'}\n",
    },
    Example {
        headline: "OAuth token has expired",
        place: "Claude Code",
        cause: "oauth_token_expired",
        text: "> summarise the failing tests\n  \u{23bf}  API Error: 401 {\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"OAuth token has\n     expired. Please obtain a new token or refresh your existing token.\"},\"request_id\":\"req_011CVexample9Wp4\"} \u{b7} Please run /login\n",
    },
    Example {
        headline: "self-signed certificate in certificate chain",
        place: "office network",
        cause: "tls_self_signed_proxy",
        text: "API Error (Connection error.) \u{b7} Retrying in 5 seconds\u{2026} (attempt 3/10)\n  \u{23bf} TypeError (fetch failed)\n    cause: Error: self-signed certificate in certificate chain\n      code: 'SELF_SIGNED_CERT_IN_CHAIN'\n",
    },
    Example {
        headline: "A request that is right",
        place: "curl in bash",
        cause: "working_request",
        text: "curl https://api.anthropic.com/v1/messages \\\n  -H \"x-api-key: $ANTHROPIC_API_KEY\" \\\n  -H \"anthropic-version: 2023-06-01\" \\\n  -H \"content-type: application/json\" \\\n  -d '{\n    \"model\": \"claude-sonnet-5-5\",\n    \"max_tokens\": 1024,\n    \"messages\": [{\"role\": \"user\", \"content\": \"Hello, Claude\"}]\n  }'\n",
    },
];
