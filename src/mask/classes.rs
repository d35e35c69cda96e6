//! The classes of secrets and the literal prefixes by which they are known.
//!
//! Shapes come from the public rule sets of gitleaks and trufflehog; the families of `sk-ant-` from the
//! same and from Anthropic's own documents. Only the prefix decides here: a pasted key is often cut,
//! wrapped or mistyped, and that may be the very fault it is pasted for.

/// Which characters continue a secret after its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// `A–Z a–z 0–9 _ -`.
    Token,
    /// The same and dots.
    Dotted,
    /// `A–Z a–z 0–9 + / = _ -`: standard and URL-safe base64.
    Base64,
    /// Capital letters and digits.
    Capitals,
}

impl Run {
    /// Whether `byte` continues such a run.
    pub fn takes(self, byte: u8) -> bool {
        match self {
            Self::Token => byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-',
            Self::Dotted => Self::Token.takes(byte) || byte == b'.',
            Self::Base64 => Self::Token.takes(byte) || matches!(byte, b'+' | b'/' | b'='),
            Self::Capitals => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        }
    }
}

/// A literal beginning that gives a secret away.
#[derive(Clone, Copy, Debug)]
pub struct Prefix {
    /// The literal itself.
    pub literal: &'static str,
    /// The class it belongs to.
    pub class: &'static str,
    /// What may follow.
    pub run: Run,
    /// Fewest characters after the literal; fewer is prose.
    pub least: usize,
    /// Length of the whole, where it is fixed; a wrapped one is joined up to it.
    pub whole: Option<usize>,
    /// Must not follow a letter, a digit, `_` or `-`.
    pub alone: bool,
}

const fn row(
    literal: &'static str,
    class: &'static str,
    run: Run,
    least: usize,
    whole: Option<usize>,
    alone: bool,
) -> Prefix {
    Prefix { literal, class, run, least, whole, alone }
}

/// All prefixes. Where two fit, the earlier row wins: longer literals stand before their beginnings.
pub const PREFIXES: &[Prefix] = &[
    // Anthropic. No border is asked for before these: `Bearersk-ant-…` is a slip that people make.
    row("sk-ant-api03-", "anthropic_key", Run::Token, 4, Some(108), false),
    row("sk-ant-api", "anthropic_other", Run::Token, 8, None, false),
    row("sk-ant-admin", "anthropic_admin_key", Run::Token, 8, Some(110), false),
    row("sk-ant-oat", "anthropic_oauth", Run::Dotted, 8, Some(108), false),
    row("sk-ant-ort", "anthropic_refresh", Run::Dotted, 8, Some(108), false),
    row("sk-ant-sid", "anthropic_session", Run::Dotted, 8, None, false),
    row("sk-ant-", "anthropic_other", Run::Dotted, 8, None, false),
    // Other vendors of models.
    row("sk-or-v1-", "openrouter_key", Run::Token, 8, Some(73), true),
    row("sk-lf-", "langfuse_key", Run::Token, 8, Some(42), true),
    row("pk-lf-", "langfuse_key", Run::Token, 8, Some(42), true),
    row("lsv2_", "langsmith_key", Run::Token, 8, None, true),
    row("sk-proj-", "openai_key", Run::Token, 8, None, true),
    row("sk-svcacct-", "openai_key", Run::Token, 8, None, true),
    row("sk-service-", "openai_key", Run::Token, 8, None, true),
    row("sk-admin-", "openai_key", Run::Token, 8, None, true),
    row("sk-", "openai_key", Run::Token, 16, None, true),
    row("gsk_", "groq_key", Run::Token, 8, Some(56), true),
    row("xai-", "xai_key", Run::Token, 20, Some(84), true),
    row("pplx-", "perplexity_key", Run::Token, 12, Some(53), true),
    row("hf_", "huggingface_token", Run::Token, 20, Some(37), true),
    row("api_org_", "huggingface_token", Run::Token, 20, Some(42), true),
    row("r8_", "replicate_token", Run::Token, 20, Some(40), true),
    row("nvapi-", "nvidia_key", Run::Token, 12, Some(70), true),
    row("vck_", "vercel_key", Run::Token, 16, None, true),
    // Clouds.
    row("AIza", "google_key", Run::Token, 12, Some(39), true),
    row("ya29.", "google_token", Run::Dotted, 8, None, true),
    row("1//0", "google_token", Run::Token, 20, None, true),
    row("GOCSPX-", "google_secret", Run::Token, 8, Some(35), true),
    row("AKIA", "aws_access_key", Run::Capitals, 12, Some(20), true),
    row("ASIA", "aws_access_key", Run::Capitals, 12, Some(20), true),
    row("ABIA", "aws_access_key", Run::Capitals, 12, Some(20), true),
    row("ACCA", "aws_access_key", Run::Capitals, 12, Some(20), true),
    row("IQoJb3JpZ2lu", "aws_session_token", Run::Base64, 20, None, true),
    row("FwoGZXIvYXdz", "aws_session_token", Run::Base64, 20, None, true),
    row("bedrock-api-key-", "bedrock_key", Run::Base64, 8, None, true),
    row("ABSK", "bedrock_key", Run::Base64, 24, None, true),
    // Code hosts, registries, chat, payment.
    row("github_pat_", "github_token", Run::Token, 12, Some(93), true),
    row("ghp_", "github_token", Run::Token, 12, Some(40), true),
    row("gho_", "github_token", Run::Token, 12, Some(40), true),
    row("ghu_", "github_token", Run::Token, 12, Some(40), true),
    row("ghs_", "github_token", Run::Token, 12, Some(40), true),
    row("ghr_", "github_token", Run::Token, 12, Some(40), true),
    row("glpat-", "gitlab_token", Run::Dotted, 12, None, true),
    row("npm_", "npm_token", Run::Token, 30, Some(40), true),
    row("pypi-AgE", "pypi_token", Run::Token, 20, None, true),
    row("xoxb-", "slack_token", Run::Token, 10, None, true),
    row("xoxa-", "slack_token", Run::Token, 10, None, true),
    row("xoxp-", "slack_token", Run::Token, 10, None, true),
    row("xoxr-", "slack_token", Run::Token, 10, None, true),
    row("xoxs-", "slack_token", Run::Token, 10, None, true),
    row("xoxe-", "slack_token", Run::Token, 10, None, true),
    row("xapp-", "slack_token", Run::Token, 10, None, true),
    row("https://hooks.slack.com/services/", "slack_token", Run::Base64, 8, None, true),
    row("sk_live_", "stripe_key", Run::Token, 8, None, true),
    row("sk_test_", "stripe_key", Run::Token, 8, None, true),
    row("sk_prod_", "stripe_key", Run::Token, 8, None, true),
    row("rk_live_", "stripe_key", Run::Token, 8, None, true),
    row("rk_test_", "stripe_key", Run::Token, 8, None, true),
    row("rk_prod_", "stripe_key", Run::Token, 8, None, true),
    row("hvs.", "vault_token", Run::Dotted, 20, None, true),
    row("dapi", "databricks_token", Run::Token, 30, Some(36), true),
    row("eyJ", "jwt", Run::Dotted, 24, None, true),
];

/// The length of a Console key, prefix included.
pub const CONSOLE_KEY: usize = 108;

/// Every class that a placeholder may name: those of [`PREFIXES`] and those known by position or form.
pub const BY_POSITION: &[&str] = &[
    "anthropic_key_cut",
    "anthropic_key_broken",
    "aws_secret",
    "azure_key",
    "basic_auth",
    "bearer",
    "cookie",
    "email",
    "home",
    "organization",
    "private_key",
    "secret",
    "sk_key",
];

/// How a secret of this class begins, so that the diagnosis of a masked text still knows its kind;
/// empty where the beginning tells nothing.
pub fn beginning(class: &str) -> &'static str {
    match class {
        "anthropic_key" | "anthropic_key_cut" | "anthropic_key_broken" => "sk-ant-api03-",
        "anthropic_admin_key" => "sk-ant-admin01-",
        "anthropic_oauth" => "sk-ant-oat01-",
        "anthropic_refresh" => "sk-ant-ort01-",
        "anthropic_session" => "sk-ant-sid01-",
        "anthropic_other" => "sk-ant-",
        "openai_key" => "sk-proj-",
        "google_key" => "AIzaSy",
        "aws_access_key" => "AKIA",
        "slack_token" => "xoxb-",
        "sk_key" => "sk-",
        other => PREFIXES.iter().find(|prefix| prefix.class == other).map_or("", |prefix| prefix.literal),
    }
}

/// The class in words, for the line that counts what was masked: "an Anthropic API key".
pub fn words(class: &str) -> &'static str {
    WORDS.iter().find(|(id, _)| *id == class).map_or("a secret", |(_, words)| words)
}

const WORDS: &[(&str, &str)] = &[
    ("anthropic_key", "an Anthropic API key"),
    ("anthropic_key_cut", "an Anthropic API key of the wrong length"),
    ("anthropic_key_broken", "an Anthropic API key with a line break in it"),
    ("anthropic_admin_key", "an Anthropic Admin API key"),
    ("anthropic_oauth", "a Claude login token"),
    ("anthropic_refresh", "a Claude refresh token"),
    ("anthropic_session", "a claude.ai session"),
    ("anthropic_other", "an Anthropic key of another kind"),
    ("openai_key", "an OpenAI key"),
    ("sk_key", "a key that begins with sk-"),
    ("openrouter_key", "an OpenRouter key"),
    ("langfuse_key", "a Langfuse key"),
    ("langsmith_key", "a LangSmith key"),
    ("groq_key", "a Groq key"),
    ("xai_key", "an xAI key"),
    ("perplexity_key", "a Perplexity key"),
    ("huggingface_token", "a Hugging Face token"),
    ("replicate_token", "a Replicate token"),
    ("nvidia_key", "an NVIDIA key"),
    ("vercel_key", "a Vercel key"),
    ("google_key", "a Google API key"),
    ("google_token", "a Google token"),
    ("google_secret", "a Google client secret"),
    ("aws_access_key", "an AWS access key id"),
    ("aws_secret", "an AWS secret key"),
    ("aws_session_token", "an AWS session token"),
    ("bedrock_key", "a Bedrock API key"),
    ("azure_key", "an Azure key"),
    ("github_token", "a GitHub token"),
    ("gitlab_token", "a GitLab token"),
    ("npm_token", "an npm token"),
    ("pypi_token", "a PyPI token"),
    ("slack_token", "a Slack token"),
    ("stripe_key", "a Stripe key"),
    ("vault_token", "a Vault token"),
    ("databricks_token", "a Databricks token"),
    ("jwt", "a JSON web token"),
    ("private_key", "a private key"),
    ("cookie", "a cookie"),
    ("basic_auth", "a user name and password"),
    ("bearer", "a bearer token"),
    ("secret", "a secret"),
    ("email", "an e-mail address"),
    ("home", "a user name in a path"),
    ("organization", "an organization id"),
];
