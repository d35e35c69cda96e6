//! anthropic-beta: names, and fields that need one.

use super::BASE;
use crate::check::context::is_plain;
use crate::check::nearest::nearest;
use crate::check::{Context, Platform, Rule, Sink};
use crate::finding::{Edit, Fix, Severity, Trust};
use crate::json::Value;
use crate::span::Span;

/// The checks of this file.
pub const RULES: &[Rule] = &[NAME, UNKNOWN, FIELD, TOOL, DISPLAY, STORES, OUTPUT_FIELD];

/// `thinking.display: updates`.
pub const DISPLAY: Rule = Rule {
    id: "beta/thinking-updates",
    cause: Some("extra_inputs_not_permitted"),
    title: "thinking.display: updates without its beta",
    why: "Without the header anthropic-beta: thinking-display-updates-2026-08-18 display is summarized or omitted; the API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: display,
    bad: pastes![concat!("curl https://api.anthropic.com/v1/messages ", head!(), " -d '", ask!("claude-opus-5-5", "\"thinking\":{\"type\":\"adaptive\",\"display\":\"updates\"},"), "'")],
    good: pastes![
        concat!("curl https://api.anthropic.com/v1/messages ", head!(), " -H 'anthropic-beta: thinking-display-updates-2026-08-18' -d '", ask!("claude-opus-5-5", "\"thinking\":{\"type\":\"adaptive\",\"display\":\"updates\"},"), "'"),
        concat!("curl https://api.anthropic.com/v1/messages ", head!(), " -d '", ask!("claude-opus-5-5", "\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},"), "'"),
    ],
    ..BASE
};

/// A field of output_config without its beta.
pub const OUTPUT_FIELD: Rule = Rule {
    id: "beta/output-config",
    cause: Some("extra_inputs_not_permitted"),
    title: "A field of output_config without its beta",
    why: "Without the header the API answers 400 invalid_request_error: \"output_config.…: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: output,
    bad: pastes![concat!("curl https://api.anthropic.com/v1/messages ", head!(), " -d '", ask!("claude-sonnet-5-5", "\"output_config\":{\"task_budget\":{\"type\":\"tokens\",\"total\":90000}},"), "'")],
    good: pastes![concat!("curl https://api.anthropic.com/v1/messages ", head!(), " -H 'anthropic-beta: task-budgets-2026-03-13' -d '", ask!("claude-sonnet-5-5", "\"output_config\":{\"task_budget\":{\"type\":\"tokens\",\"total\":90000}},"), "'")],
    ..BASE
};

/// Two betas that exclude each other.
pub const STORES: Rule = Rule {
    id: "beta/memory-stores",
    cause: Some("beta_header_unexpected"),
    title: "Two betas that exclude each other",
    why: "Memory stores take agent-memory-2026-07-22 alone; with managed-agents-2026-04-01 beside it the API answers 400 invalid_request_error.",
    source: cited!(SOURCE),
    run: stores,
    bad: pastes!["curl https://api.anthropic.com/v1/memory_stores -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'anthropic-beta: managed-agents-2026-04-01,agent-memory-2026-07-22'"],
    good: pastes!["curl https://api.anthropic.com/v1/memory_stores -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'anthropic-beta: agent-memory-2026-07-22'"],
    ..BASE
};

const SOURCE: &str = "https://platform.claude.com/docs/en/api/beta-headers";
const ANSWER: &str =
    "The API answers 400 invalid_request_error: \"Unexpected value(s) … for the `anthropic-beta` header.\"";

/// Names joined by blanks, or a slip in one.
pub const NAME: Rule = Rule {
    id: "beta/name",
    cause: Some("beta_header_unexpected"),
    title: "anthropic-beta that cannot be read",
    why: ANSWER,
    source: cited!(SOURCE),
    run: name,
    bad: pastes![
        curl!(head concat!(head!(), " -H 'anthropic-beta: mcp-client-2025-11-20 context-1m-2025-08-07'")),
        curl!(head concat!(head!(), " -H 'anthropic-beta: promt-caching-2024-07-31'")),
    ],
    good: pastes![curl!(head concat!(head!(), " -H 'anthropic-beta: mcp-client-2025-11-20, context-1m-2025-08-07'"))],
    ..BASE
};

/// A name that is not in our list.
pub const UNKNOWN: Rule = Rule {
    id: "beta/unknown",
    severity: Severity::Warning,
    cause: Some("beta_header_unexpected"),
    title: "A beta that is not in our list",
    why: "It may be newer than this page. If it does not exist, the API answers 400: \"Unexpected value(s) … for the `anthropic-beta` header.\"",
    source: cited!(SOURCE),
    run: unknown,
    bad: pastes![
        curl!(head concat!(head!(), " -H 'anthropic-beta: flying-2027-01-01'")),
        curl!(head concat!(head!(), " -H 'anthropic-beta: files-api-2025-04-15'")),
    ],
    good: pastes![curl!(head concat!(head!(), " -H 'anthropic-beta: prompt-caching-2024-07-31,oauth-2025-04-20'"))],
    ..BASE
};

/// A field that needs a beta.
pub const FIELD: Rule = Rule {
    id: "beta/field",
    cause: Some("extra_inputs_not_permitted"),
    title: "A field without its beta header",
    why: "Without its beta the API does not know the field: 400 invalid_request_error \"…: Extra inputs are not permitted\".",
    source: cited!(SOURCE),
    run: field,
    bad: pastes![curl!(body "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"context_management\":{\"edits\":[]},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")],
    good: pastes![
        curl!("https://api.anthropic.com/v1/messages", concat!(head!(), " -H 'anthropic-beta: files-api-2025-04-14' -H 'anthropic-beta: context-management-2025-06-27'"), "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"context_management\":{\"edits\":[]},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
        curl!("https://api.anthropic.com/v1/messages", concat!(head!(), " -H 'anthropic-beta: **REDACTED**'"), "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"context_management\":{\"edits\":[]},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
        curl!("https://api.anthropic.com/v1/messages", concat!(head!(), " -H 'anthropic-beta: context-management-2025-06-27'"), "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"context_management\":{\"edits\":[]},\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"),
        ask!("claude-opus-5", "\"context_management\":{\"edits\":[]},"),
    ],
    ..BASE
};

/// A tool that needs a beta.
pub const TOOL: Rule = Rule {
    id: "beta/tool",
    cause: Some("tool_beta_version_mismatch"),
    title: "A tool without its beta header",
    why: "Without its beta the API does not know the tool's type: 400 invalid_request_error, \"does not match any of the expected tags\".",
    source: cited!("https://platform.claude.com/docs/en/agents-and-tools/tool-use/tool-reference"),
    run: tool,
    bad: pastes![curl!(body "{\"model\":\"claude-opus-4-8\",\"max_tokens\":9,\"tools\":[{\"type\":\"computer_20251124\",\"name\":\"computer\",\"display_width_px\":9,\"display_height_px\":9}],\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")],
    good: pastes![curl!(body "{\"model\":\"claude-opus-4-8\",\"max_tokens\":9,\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}],\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")],
    ..BASE
};

/// Betas of the SDKs and of older documentation.
const KNOWN: &[&str] = &[
    "computer-use-2024-10-22",
    "computer-use-2025-01-24",
    "computer-use-2025-11-24",
    "output-128k-2025-02-19",
    "mcp-client-2025-04-04",
    "mcp-client-2025-11-20",
    "mcp-client-2026-09-15",
    "dev-full-thinking-2025-05-14",
    "interleaved-thinking-2025-05-14",
    "code-execution-2025-05-22",
    "code-execution-2025-08-25",
    "context-1m-2025-08-07",
    "context-management-2025-06-27",
    "model-context-window-exceeded-2025-08-26",
    "fast-mode-2026-02-01",
    "output-300k-2026-03-24",
    "user-profiles-2026-03-24",
    "user-profiles-2026-08-18",
    "user-profiles-2026-09-04",
    "user-profiles-billing-2026-10-01",
    "advisor-tool-2026-03-01",
    "managed-agents-2026-04-01",
    "dreaming-2026-04-21",
    "thinking-token-count-2026-05-13",
    "server-side-fallback-2026-06-01",
    "server-side-fallback-2026-07-01",
    "fallback-credit-2026-06-01",
    "fallback-credit-2026-07-01",
    "agent-memory-2026-07-22",
    "mid-conversation-tool-changes-2026-07-01",
    "mid-conversation-output-config-2026-07-01",
    "mid-conversation-system-clear-at-2026-08-21",
    "compact-2026-01-12",
    "compact-2026-09-04",
    "mcp-tunnels-2026-06-22",
    "structured-outputs-2025-11-13",
    "task-budgets-2026-03-13",
    "thinking-display-updates-2026-08-18",
    "thinking-binding-controls-2026-08-01",
    "inline-tools-2026-09-15",
    "ce-plugins-2026-09-01",
    "spend-limit-reads-2026-09-26",
    "telemetry-destinations-2026-08-11",
    "webhooks-2026-10-07",
    "admin-user-sign-out-2026-10-08",
    "message-threads-2026-08-12",
    "analytics-usage-cost-2026-08-24",
    "experimental-claude-tag-2026-10-21",
    "message-batches-2024-09-24",
    "prompt-caching-2024-07-31",
    "pdfs-2024-09-25",
    "token-counting-2024-11-01",
    "token-efficient-tools-2025-02-19",
    "files-api-2025-04-14",
    "extended-cache-ttl-2025-04-11",
    "skills-2025-10-02",
    "cache-diagnosis-2026-04-07",
    "ce-user-management-2026-07-13",
    "ce-claude-code-managed-settings-2026-10-06",
    "oauth-2025-04-20",
    "oidc-federation-2026-04-01",
    "claude-code-20250219",
    "fine-grained-tool-streaming-2025-05-14",
    "max-tokens-3-5-sonnet-2024-07-15",
    "effort-2025-11-24",
    "advanced-tool-use-2025-11-20",
    "web-fetch-2025-09-10",
    "tool-examples-2025-10-29",
    "search-results-2025-06-09",
    "web-search-2025-03-05",
    "tool-search-tool-2025-10-19",
];

/// The names in all headers, each with its place.
fn names<'a>(context: &Context<'a>) -> Vec<(&'a str, Span)> {
    if matches!(context.platform, Platform::Gateway | Platform::OtherVendor | Platform::Bedrock | Platform::Vertex) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for header in context.beta_headers().filter(|header| is_plain(header)) {
        let mut at = 0;
        for part in header.value.as_str().split(',') {
            let name = part.trim();
            let start = at + part.find(name).unwrap_or(0);
            all.push((name, header.value.source(start..start + name.len())));
            at += part.len() + 1;
        }
    }
    all.retain(|(name, _)| !name.is_empty());
    all
}

fn dated(name: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let tail = name.get(name.len().saturating_sub(10)..).unwrap_or("");
    let long = tail.len() == 10 && tail.split('-').map(str::len).eq([4, 2, 2]) && tail.split('-').all(digits);
    let short = name.rsplit('-').next().is_some_and(|tail| tail.len() == 8 && digits(tail));
    long || short
}

/// The newest known beta of the same name with another date.
fn newest(name: &str) -> Option<&'static str> {
    let stem = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-').to_owned();
    KNOWN.iter().copied().filter(|known| stem(known) == stem(name)).max()
}

/// The known beta of the same name whose date has the same digits in another order: month and day swapped.
fn swapped(name: &str) -> Option<&'static str> {
    let sorted = |text: &str| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    newest(name).filter(|known| sorted(known) == sorted(name))
}

fn name(context: &Context, sink: &mut Sink) {
    for (name, span) in names(context) {
        if name.contains(char::is_whitespace) {
            let joined = name.split_whitespace().collect::<Vec<_>>().join(",");
            let fix = Fix { title: "Use commas".into(), trust: Trust::Safe, edits: vec![Edit { span, text: joined }] };
            sink.add(span, "Several betas in one header are separated by commas, not by blanks.").fix(fix);
            continue;
        }
        if KNOWN.contains(&name) {
            continue;
        }
        // Another date may be a newer beta; only letters are judged.
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let same: Vec<&'static str> = KNOWN.iter().copied().filter(|known| digits(known) == digits(name)).collect();
        if let Some(meant) = nearest(name, same, 3).or_else(|| swapped(name)) {
            let fix = Fix {
                title: format!("Use {meant}"),
                trust: Trust::Safe,
                edits: vec![Edit { span, text: meant.to_owned() }],
            };
            sink.add(span, format!("There is no beta {name}; did you mean {meant}?")).fix(fix);
        } else if !dated(name) {
            sink.add(span, format!("{name} has not the form of a beta: name-YYYY-MM-DD."));
        }
    }
}

fn unknown(context: &Context, sink: &mut Sink) {
    for (name, span) in names(context) {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let slip = swapped(name).is_some()
            || KNOWN.iter().any(|known| digits(known) == digits(name) && nearest(name, [*known], 3).is_some());
        if !KNOWN.contains(&name) && dated(name) && !slip && !name.contains(char::is_whitespace) {
            match newest(name) {
                Some(known) => {
                    let edits = vec![Edit { span, text: known.to_owned() }];
                    let fix = Fix { title: format!("Use {known}"), trust: Trust::Likely, edits };
                    sink.add(span, format!("{name} is not in our list of betas; {known} is.")).fix(fix);
                }
                None => {
                    sink.add(span, format!("{name} is not in our list of betas."));
                }
            }
        }
    }
}

/// Fields and the beginnings of betas of which one opens them.
const FIELDS: &[(&str, &[&str], &str)] = &[
    ("mcp_servers", &["mcp-client-"], "mcp-client-2025-11-20"),
    ("context_management", &["context-management-", "compact-"], "context-management-2025-06-27"),
    ("compaction", &["compact-"], "compact-2026-09-04"),
    ("fallbacks", &["server-side-fallback-"], "server-side-fallback-2026-07-01"),
    ("fallback_credit_token", &["fallback-credit-"], "fallback-credit-2026-07-01"),
    ("billing_policy", &["user-profiles-billing-"], "user-profiles-billing-2026-10-01"),
    ("thread", &["message-threads-"], "message-threads-2026-08-12"),
];

fn lacks(context: &Context, prefixes: &[&str]) -> bool {
    let here = matches!(
        context.platform,
        Platform::Claude | Platform::Misspelt | Platform::NotTheApi | Platform::Aws | Platform::Foundry
    );
    here && prefixes.iter().all(|prefix| context.beta(prefix) == Some(false))
}

fn add(context: &Context, beta: &str) -> Option<Fix> {
    let program = context.request.program;
    let word = program.of(context.paste);
    if !matches!(word, "curl" | "curl.exe") || context.header("anthropic-beta").is_some() {
        return None;
    }
    let text = format!(" -H \"anthropic-beta: {beta}\"");
    let edits = vec![Edit { span: Span::at(program.end), text }];
    Some(Fix { title: format!("Add anthropic-beta: {beta}"), trust: Trust::Likely, edits })
}

fn field(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for (key, prefixes, beta) in FIELDS {
            let Some(member) = call.object.member(key).filter(|m| !m.value.is_null()) else { continue };
            if lacks(context, prefixes) {
                let message = format!("{key} needs the header anthropic-beta: {beta}.");
                sink.add(context.place(member.key_range.clone()), message).fix(add(context, beta));
            }
        }
    }
}

/// Fields inside `output_config` and the betas that open them.
const OUTPUT: &[(&str, &str, &str)] = &[("task_budget", "task-budgets-", "task-budgets-2026-03-13")];

fn output(context: &Context, sink: &mut Sink) {
    for call in context.calls() {
        for (key, prefix, beta) in OUTPUT {
            let Some(member) = call.object.get("output_config").and_then(|output| output.member(key)) else { continue };
            if !member.value.is_null() && lacks(context, &[prefix]) {
                let message = format!("output_config.{key} needs the header anthropic-beta: {beta}.");
                sink.add(context.place(member.key_range.clone()), message).fix(add(context, beta));
            }
        }
    }
}

fn display(context: &Context, sink: &mut Sink) {
    const BETA: &str = "thinking-display-updates-2026-08-18";
    for call in context.calls() {
        let Some(member) = call.object.get("thinking").and_then(|thinking| thinking.member("display")) else {
            continue;
        };
        if member.value.text() == Some("updates") && lacks(context, &["thinking-display-updates-"]) {
            let message = format!("display: updates needs the header anthropic-beta: {BETA}.");
            sink.add(context.member(member), message).fix(add(context, BETA));
        }
    }
}

fn stores(context: &Context, sink: &mut Sink) {
    if !context.path.starts_with("/v1/memory_stores") {
        return;
    }
    let all = names(context);
    let alone = all.iter().any(|(name, _)| name.starts_with("agent-memory-"));
    for (name, span) in all.iter().filter(|(name, _)| alone && name.starts_with("managed-agents-")) {
        sink.add(*span, format!("{name} cannot stand beside agent-memory-2026-07-22 here."));
    }
}

fn tool(context: &Context, sink: &mut Sink) {
    const TOOLS: &[(&str, &str)] = &[
        ("computer_20251124", "computer-use-2025-11-24"),
        ("computer_20250124", "computer-use-2025-01-24"),
        ("computer_20241022", "computer-use-2024-10-22"),
        ("advisor_20260301", "advisor-tool-2026-03-01"),
        ("mcp_toolset", "mcp-client-2025-11-20"),
    ];
    for call in context.calls() {
        for tool in call.object.get("tools").map_or(&[][..], Value::items) {
            let Some(kind) = tool.member("type") else { continue };
            let name = kind.value.text().unwrap_or("");
            let Some((_, beta)) = TOOLS.iter().find(|(tool, _)| *tool == name) else { continue };
            let prefix = beta.get(..beta.len() - 10).unwrap_or(beta);
            let said = name == "mcp_toolset" && call.object.get("mcp_servers").is_some();
            if lacks(context, &[prefix]) && !said {
                sink.add(context.member(kind), format!("{name} needs the header anthropic-beta: {beta}."))
                    .fix(add(context, beta));
            }
        }
    }
}
