//! Gathers what was read: as facts for the conditions of the knowledge, and as evidence for people.
//!
//! Facts: `status=529`, `type=…`, `code=…`, `client=…`, `platform=…`, `vendor=any` and `vendor=…`, `kind=…`,
//! `curl_exit=6`, and `has=` one of `request`, `response`, `request_id`, `error_body`, `retry_after` and the
//! signs in `tables.rs`; `has=only_talk` (errors are spoken of, none happened) and `has=no_claude` (not one word of
//! Claude). `finding=…` and `has=known_message` are added by the diagnosis.

use super::tables::SIGNS;
use super::{talk, who, Evidence, Fact, Kind, Reading};
use crate::request::Origin;
use crate::span::Span;

/// Fills `kind`, `facts` and the head of `evidence`.
pub fn gather(paste: &str, reading: &mut Reading) {
    let mut facts: Vec<Fact> = Vec::new();
    let mut say = |name: String, span: Option<Span>| facts.push(Fact { name, span });
    let mut head: Vec<Evidence> = Vec::new();

    if let Some(status) = &reading.status {
        say(format!("status={}", status.value), Some(status.span));
        head.push(Evidence {
            label: "Status",
            value: status.value.to_string(),
            span: Some(status.span),
            rule: "printed as a status",
        });
    }
    if let Some(kind) = &reading.error_type {
        say(format!("type={}", kind.value), Some(kind.span));
        say("has=error_body".into(), Some(kind.span));
        head.push(Evidence {
            label: "Error type",
            value: kind.value.clone(),
            span: Some(kind.span),
            rule: "a type of the Claude API",
        });
    }
    if let Some(code) = &reading.error_code {
        say(format!("code={}", code.value), Some(code.span));
        head.push(Evidence {
            label: "Error code",
            value: code.value.clone(),
            span: Some(code.span),
            rule: "behind error_code",
        });
    }
    if let Some(message) = &reading.message {
        head.push(Evidence {
            label: "Message",
            value: message.value.clone(),
            span: Some(message.span),
            rule: "the error's message",
        });
    }
    for (index, id) in reading.request_ids.iter().enumerate() {
        if index == 0 {
            say("has=request_id".into(), Some(id.span));
        }
        if index < 5 {
            head.push(Evidence {
                label: "Request id",
                value: id.value.clone(),
                span: Some(id.span),
                rule: "begins with req_",
            });
        }
    }
    if let Some(client) = reading.client {
        say(format!("client={}", client.value), Some(client.span));
        head.push(Evidence {
            label: "Client",
            value: client_name(client.value).into(),
            span: Some(client.span),
            rule: "by its words",
        });
    }
    if let Some(platform) = reading.platform {
        say(format!("platform={}", platform.value), Some(platform.span));
        head.push(Evidence {
            label: "Platform",
            value: platform_name(platform.value).into(),
            span: Some(platform.span),
            rule: "by host or words",
        });
    }
    if let Some(vendor) = reading.vendor {
        say("vendor=any".into(), Some(vendor.span));
        say(format!("vendor={}", vendor.value.to_ascii_lowercase().replace([' ', '.'], "-")), Some(vendor.span));
        head.push(Evidence {
            label: "Another vendor",
            value: vendor.value.into(),
            span: Some(vendor.span),
            rule: "by words that only it prints",
        });
    }
    if let Some(wait) = &reading.retry_after_seconds {
        say("has=retry_after".into(), Some(wait.span));
    }
    if let Some((code, span)) = curl_exit(paste) {
        say(format!("curl_exit={code}"), Some(span));
        head.push(Evidence { label: "curl exit code", value: code.to_string(), span: Some(span), rule: "curl: (N)" });
    }
    for &(sign, pattern) in SIGNS {
        if let Some(span) = reading.words.find(pattern, paste) {
            say(format!("has={sign}"), Some(span));
        }
    }

    if talk::of_errors(paste, reading) {
        say("has=only_talk".into(), None);
    }
    let anybody = reading.client.is_none_or(|client| ANYBODYS.contains(&client.value));
    if (anybody || reading.vendor.is_some()) && !who::speaks_of_claude(paste, reading) {
        say("has=no_claude".into(), None);
    }

    let sent = reading.requests.iter().any(|r| r.origin != Origin::JsonBody) || !reading.requests.is_empty();
    let failure = reading.status.as_ref().is_some_and(|s| s.value >= 400)
        || reading.error_type.is_some()
        || curl_exit(paste).is_some()
        || reading.words.find("API Error", paste).is_some();
    let answered = failure || reading.status.is_some() || reading.words.find("stop_reason", paste).is_some();
    if sent {
        say("has=request".into(), reading.requests.first().map(|r| r.span));
    }
    if answered {
        say("has=response".into(), reading.status.as_ref().map(|s| s.span));
    }
    reading.kind = match (sent, answered) {
        (true, true) => Kind::Mixed,
        (true, false) => Kind::Curl,
        (false, true) => Kind::Error,
        (false, false) if reading.client.is_some() || reading.platform.is_some() => Kind::Error,
        (false, false) => Kind::Other,
    };
    say(format!("kind={}", reading.kind.name()), None);
    head.append(&mut reading.evidence);
    reading.evidence = head;
    reading.add_facts(facts);
}

/// Clients that call many services, so that their name alone says nothing of Claude.
const ANYBODYS: [&str; 7] = ["curl", "powershell", "browser", "openai-compat", "java-kotlin", "langchain", "other-sdk"];

/// The exit code in a line of curl's: `curl: (6) Could not resolve host`.
fn curl_exit(paste: &str) -> Option<(u32, Span)> {
    let at = paste.find("curl: (")?;
    let rest = paste.get(at + 7..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).take(3).count();
    let code = rest.get(..digits)?.parse().ok()?;
    rest.get(digits..)?.starts_with(')').then(|| (code, Span::new(at, at + 8 + digits)))
}

/// A client's name for people.
pub fn client_name(id: &str) -> &str {
    match id {
        "claude-code" => "Claude Code",
        "powershell" => "PowerShell",
        "browser" => "A browser",
        "python-sdk" => "Anthropic SDK for Python",
        "ts-sdk" => "Anthropic SDK for TypeScript",
        "go-sdk" => "Anthropic SDK for Go",
        "java-kotlin" => "A client in Java or Kotlin",
        "ruby-sdk" => "A client in Ruby",
        "other-sdk" => "Another SDK",
        "litellm" => "LiteLLM",
        "langchain" => "LangChain",
        "vercel-ai-sdk" => "Vercel AI SDK",
        "openai-compat" => "An OpenAI-compatible client",
        "roo-cline" => "Cline or Roo Code",
        "opencode" => "opencode",
        "zed" => "Zed",
        "bedrock" => "A client of Amazon Bedrock",
        "foundry" => "A client of Microsoft Foundry",
        "other-wrapper" => "Another program",
        other => other,
    }
}

/// A platform's name for people.
pub fn platform_name(id: &str) -> &str {
    match id {
        "api" => "Claude API",
        "bedrock" => "Amazon Bedrock",
        "vertex" => "Google Vertex AI",
        "foundry" => "Microsoft Foundry",
        _ => "A gateway or another service",
    }
}
