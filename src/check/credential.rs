//! What kind of thing stands where a key or token belongs.

use crate::text::Traced;

/// What a credential looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential<'a> {
    /// A variable, an expression, or a secret whose kind cannot be told.
    Unknown,
    /// Nothing.
    Empty,
    /// A variable's name as plain text, which the shell did not replace.
    Variable(&'a str),
    /// Words of a manual: `YOUR_API_KEY`.
    Placeholder,
    /// A key of the Claude API, whole.
    ApiKey,
    /// A key of the Claude API with its middle or end missing.
    Cut,
    /// An Admin key.
    Admin,
    /// A key for the Compliance API.
    Compliance,
    /// An OAuth access token.
    OAuth,
    /// An OAuth refresh token.
    Refresh,
    /// A session cookie of claude.ai.
    Session,
    /// An id, not a secret: `wrkspc_…`.
    Id,
    /// A key of another vendor.
    Vendor(&'static str),
    /// Quotes, blanks, line breaks or invisible characters are in it.
    Dirty,
}

/// Beginnings of other vendors' keys.
const VENDORS: &[(&str, &str)] = &[
    ("sk-proj-", "OpenAI"),
    ("sk-svcacct-", "OpenAI"),
    ("sk-service-", "OpenAI"),
    ("sk-admin-", "OpenAI"),
    ("sk-or-", "OpenRouter"),
    ("AIza", "Google"),
    ("ya29.", "Google"),
    ("AKIA", "AWS"),
    ("ASIA", "AWS"),
    ("ABIA", "AWS"),
    ("ACCA", "AWS"),
    ("ABSK", "Amazon Bedrock"),
    ("bedrock-api-key-", "Amazon Bedrock"),
    ("gsk_", "Groq"),
    ("xai-", "xAI"),
    ("pplx-", "Perplexity"),
    ("hf_", "Hugging Face"),
    ("api_org_", "Hugging Face"),
    ("r8_", "Replicate"),
    ("nvapi-", "NVIDIA"),
    ("ghp_", "GitHub"),
    ("github_pat_", "GitHub"),
    ("xoxb-", "Slack"),
    ("xoxp-", "Slack"),
    ("sk_live_", "Stripe"),
    ("sk_test_", "Stripe"),
    ("sk_prod_", "Stripe"),
    ("rk_live_", "Stripe"),
    ("rk_test_", "Stripe"),
    ("vck_", "Vercel"),
];

/// Names of vendors as masked secrets carry them, and as people write them.
const MASKED_VENDORS: &[(&str, &str)] = &[
    ("openai", "OpenAI"),
    ("openrouter", "OpenRouter"),
    ("google", "Google"),
    ("gemini", "Google"),
    ("aws", "AWS"),
    ("bedrock", "Amazon Bedrock"),
    ("azure", "Azure"),
    ("groq", "Groq"),
    ("xai", "xAI"),
    ("perplexity", "Perplexity"),
    ("huggingface", "Hugging Face"),
    ("replicate", "Replicate"),
    ("nvidia", "NVIDIA"),
    ("github", "GitHub"),
    ("slack", "Slack"),
    ("stripe", "Stripe"),
    ("deepseek", "DeepSeek"),
    ("litellm", "LiteLLM"),
    ("vercel", "Vercel"),
    ("mistral", "Mistral"),
];

const IDS: &[&str] =
    &["wrkspc_", "org-", "org_", "apikey_", "req_", "msg_", "toolu_", "file_", "msgbatch_", "skill_", "svac_", "fdrl_"];

/// Whether a text is a UUID, as organizations and sessions have one.
fn is_uuid(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| part.bytes().all(|b| b.is_ascii_hexdigit()).then_some(part.len()));
    text.len() == 36 && [8, 4, 4, 4, 12].iter().all(|len| parts.next() == Some(Some(*len)))
}

/// Length of a whole key is 108; the Console shows shortened ones.
const SHORTEST_KEY: usize = 100;

/// Looks at a credential without its scheme.
pub fn classify(value: &Traced) -> Credential<'_> {
    let text = value.as_str();
    if text.trim().is_empty() {
        return Credential::Empty;
    }
    if !value.symbols().is_empty() {
        return Credential::Unknown;
    }
    if let Some(masked) = text.trim_matches(['"', '\'']).strip_prefix("MASKED_") {
        let class = masked.rsplitn(3, '_').nth(2).unwrap_or(masked);
        if text.starts_with(['"', '\'']) {
            return Credential::Dirty;
        }
        return masked_class(class);
    }
    if let Some(name) = literal_variable(text) {
        return Credential::Variable(name);
    }
    if is_placeholder(text) {
        return Credential::Placeholder;
    }
    if text.contains(['…', '*']) || (text.starts_with("sk-") && text.contains("..")) {
        return Credential::Cut;
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || !c.is_ascii() || c == '"' || c == '\'') {
        return Credential::Dirty;
    }
    if let Some(rest) = text.strip_prefix("sk-ant-") {
        return match rest.split('-').next() {
            Some("admin01") => Credential::Admin,
            Some("oat01") => Credential::OAuth,
            Some("ort01") => Credential::Refresh,
            Some("sid01" | "sid02" | "cc" | "si") => Credential::Session,
            Some("api01") => Credential::Compliance,
            Some("api03") if text.len() < SHORTEST_KEY => Credential::Cut,
            Some("api03") => Credential::ApiKey,
            _ => Credential::Unknown,
        };
    }
    if let Some((_, vendor)) = VENDORS.iter().find(|(prefix, _)| text.starts_with(prefix)) {
        return Credential::Vendor(vendor);
    }
    if text.starts_with("sk-") && text.len() >= 20 {
        return Credential::Vendor("another vendor");
    }
    if IDS.iter().any(|prefix| text.starts_with(prefix)) || is_uuid(text) {
        return Credential::Id;
    }
    Credential::Unknown
}

fn masked_class(class: &str) -> Credential<'static> {
    match class {
        "anthropic_key" => Credential::ApiKey,
        "anthropic_key_cut" => Credential::Cut,
        "anthropic_key_broken" => Credential::Dirty,
        "anthropic_admin_key" => Credential::Admin,
        "anthropic_oauth" => Credential::OAuth,
        "anthropic_session" => Credential::Session,
        _ => match MASKED_VENDORS.iter().find(|(name, _)| class.starts_with(name)) {
            Some((_, vendor)) => Credential::Vendor(vendor),
            None => Credential::Unknown,
        },
    }
}

/// `$NAME`, `${NAME}`, `%NAME%` or `$env:NAME` as plain text.
fn literal_variable(text: &str) -> Option<&str> {
    let name = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .or_else(|| text.strip_prefix("$env:"))
        .or_else(|| text.strip_prefix('$'))
        .or_else(|| text.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')))?;
    let word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    word.then_some(name)
}

/// Whether a text is what a manual puts where your own value goes.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let framed = [('<', '>'), ('[', ']'), ('{', '}')];
    if framed.iter().any(|(open, close)| text.len() > 2 && text.starts_with(*open) && text.ends_with(*close)) {
        return true;
    }
    // `MY_API_KEY`, `TU_CLAVE`: capitals and underscores are names, never secrets.
    let name = text.len() >= 4 && text.contains('_') && text.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let body = lower.strip_prefix("sk-ant-").unwrap_or(&lower);
    let body = body.strip_prefix("api03-").unwrap_or(body);
    let crossed = body.len() >= 3
        && body.chars().all(|c| c == 'x' || c == '-' || c == '.' || c == '*' || c == '0')
        && body.contains(['x', '*', '0']);
    let words =
        ["your", "replace", "changeme", "change-me", "insert", "placeholder", "example", "my-api-key", "my_api_key"];
    let plain = matches!(
        lower.as_str(),
        "key" | "apikey" | "api-key" | "api_key" | "token" | "secret" | "xxx" | "todo" | "..."
    );
    let short = text.len() <= 60;
    name || crossed || plain || (short && words.iter().any(|word| lower.contains(word))) || lower.contains("xxxxxx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_apart() {
        let whole = format!("sk-ant-api03-{}AA", "a1".repeat(47).get(..93).unwrap_or(""));
        let table: &[(&str, Credential)] = &[
            (&whole, Credential::ApiKey),
            ("", Credential::Empty),
            ("  ", Credential::Empty),
            ("$ANTHROPIC_API_KEY", Credential::Variable("ANTHROPIC_API_KEY")),
            ("${KEY}", Credential::Variable("KEY")),
            ("%KEY%", Credential::Variable("KEY")),
            ("YOUR_API_KEY", Credential::Placeholder),
            ("<your key>", Credential::Placeholder),
            ("TU_CLAVE", Credential::Placeholder),
            ("sk-ant-REPLACE", Credential::Placeholder),
            ("sk-ant-xxxx", Credential::Placeholder),
            ("sk-ant-api03-R2D...igAA", Credential::Cut),
            ("sk-ant-api03-abc", Credential::Cut),
            ("sk-ant-admin01-abc", Credential::Admin),
            ("sk-ant-oat01-abc", Credential::OAuth),
            ("sk-proj-abc", Credential::Vendor("OpenAI")),
            ("sk-ant-sid01-abc", Credential::Session),
            ("sk-ant-ort01-abc", Credential::Refresh),
            ("wrkspc_01JwQvzr7rXLA5AGx3HKfFUJ", Credential::Id),
            ("apikey_01Rj2N8SVvo6BePZj99NhmiT", Credential::Id),
            ("3f2b8c1e-9a4d-4e7f-8b6a-1c2d3e4f5a6b", Credential::Id),
            ("3f2b8c1e9a4d4e7f8b6a1c2d3e4f5a6b", Credential::Unknown),
            ("MASKED_anthropic_key_1_108", Credential::ApiKey),
            ("MASKED_anthropic_key_cut_2_20", Credential::Cut),
            ("MASKED_anthropic_oauth_1_108", Credential::OAuth),
            ("MASKED_openai_key_1_51", Credential::Vendor("OpenAI")),
            ("MASKED_secret_3_40", Credential::Unknown),
            ("abc\ndef", Credential::Dirty),
            ("abc\u{200b}", Credential::Dirty),
        ];
        for (text, kind) in table {
            assert_eq!(classify(&Traced::verbatim(text, 0)), *kind, "{text:?}");
        }
    }
}
