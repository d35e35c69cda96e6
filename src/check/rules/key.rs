//! Keys and tokens.

use super::BASE;
use crate::check::credential::{classify, Credential};
use crate::check::{Context, Endpoint, Platform, Rule, Sink};
use crate::finding::{Edit, Fix, Severity, Trust};
use crate::request::{Dialect, Header, Origin};
use crate::span::Span;
use crate::text::Traced;

/// The checks of this file.
pub const RULES: &[Rule] = &[
    NOT_EXPANDED,
    IN_QUERY,
    MISSING,
    EMPTY,
    PLACEHOLDER,
    VENDOR,
    CUT,
    DIRTY,
    BEARER_IN_KEY,
    NO_BEARER,
    OAUTH_IN_KEY,
    OAUTH_WITHOUT_BETA,
    SUBSCRIPTION,
    ADMIN,
    WRONG_KIND,
    TWO,
];

const SOURCE: &str = "https://platform.claude.com/docs/en/api/overview";
const ANSWER: &str = "The API answers 401 authentication_error \"invalid x-api-key\" (or \"Invalid bearer token\").";

/// `'$NAME'` in single quotes.
pub const NOT_EXPANDED: Rule = Rule {
    id: "key/not-expanded",
    cause: Some("key_in_single_quotes_not_expanded"),
    title: "The variable's name is sent in place of its value",
    why: "In single quotes a shell replaces nothing, so these very characters are sent as the key: 401 authentication_error \"invalid x-api-key\".",
    source: cited!("POSIX shell, 2.2.2 Single-Quotes"),
    run: not_expanded,
    bad: pastes![
        curl!(head "-H 'x-api-key: $ANTHROPIC_API_KEY' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'"),
        curl!(head "-H 'Authorization: Bearer $KEY' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'"),
        "const client = new Anthropic({ apiKey: 'process.env.ANTHROPIC_API_KEY' });\nawait client.messages.create({ model: 'claude-opus-5', max_tokens: 9, messages });",
    ],
    good: pastes![
        curl!(head head!()),
        "const client = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY });\nawait client.messages.create({ model: 'claude-opus-5', max_tokens: 9, messages });",
    ],
    ..BASE
};

/// The key in the address.
pub const IN_QUERY: Rule = Rule {
    id: "key/in-query",
    cause: Some("no_credentials"),
    title: "The key is in the address",
    why: "The API reads keys from headers only and answers 401 \"x-api-key header is required\". Addresses also end up in logs.",
    source: cited!(SOURCE),
    run: in_query,
    bad: pastes![curl!(
        "\"https://api.anthropic.com/v1/messages?key=$KEY\"",
        "-H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'",
        body!()
    )],
    good: pastes![curl!(url "https://api.anthropic.com/v1/messages?beta=true")],
    ..BASE
};

/// No credential.
pub const MISSING: Rule = Rule {
    id: "key/missing",
    cause: Some("no_credentials"),
    title: "No key is sent",
    why: "The API answers 401 authentication_error \"x-api-key header is required\".",
    source: cited!(SOURCE),
    run: missing,
    bad: pastes![curl!(head "-H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![
        curl!(head head!()),
        curl!(url "http://localhost:4000/v1/messages"),
        curl!(
            "http://localhost:4000/v1/messages",
            "-H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'",
            body!()
        ),
    ],
    ..BASE
};

/// The header is there, its value is not.
pub const EMPTY: Rule = Rule {
    id: "key/empty",
    cause: Some("no_credentials"),
    title: "The key's header is empty",
    why: "curl drops a header without a value; the API answers 401 \"x-api-key header is required\".",
    source: cited!(SOURCE),
    run: empty,
    bad: pastes![
        curl!(head "-H 'x-api-key: ' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'"),
        concat!(
            "KEY=\n",
            curl!(head "-H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")
        ),
    ],
    good: pastes![curl!(head head!())],
    ..BASE
};

/// `YOUR_API_KEY`.
pub const PLACEHOLDER: Rule = Rule {
    id: "key/placeholder",
    cause: Some("template_placeholders"),
    title: "A manual's placeholder in place of a key",
    why: ANSWER,
    source: cited!(SOURCE),
    run: placeholder,
    bad: pastes![
        curl!(head "-H 'x-api-key: YOUR_API_KEY' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")
    ],
    good: pastes![curl!(head head!())],
    ..BASE
};

/// A key of another vendor.
pub const VENDOR: Rule = Rule {
    id: "key/other-vendor",
    cause: Some("wrong_vendor_key"),
    title: "Another vendor's key",
    why: "Keys of the Claude API begin with sk-ant-. The API answers 401 authentication_error \"invalid x-api-key\".",
    source: cited!(SOURCE),
    run: vendor,
    bad: pastes![
        curl!(head "-H 'x-api-key: sk-proj-abcdefghijklmnopqrst' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")
    ],
    good: pastes![
        curl!(head head!()),
        curl!("http://localhost:4000/v1/messages", "-H 'x-api-key: sk-1234567890abcdef12345'", body!())
    ],
    ..BASE
};

/// A shortened key.
pub const CUT: Rule = Rule {
    id: "key/cut",
    cause: Some("invalid_api_key"),
    title: "A key that is not whole",
    why: "A whole key has 108 characters; the Console shows shortened ones. The API answers 401 authentication_error \"invalid x-api-key\".",
    source: cited!(SOURCE),
    run: cut,
    bad: pastes![curl!(head "-H 'x-api-key: sk-ant-api03-R2D...igAA' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![curl!(head "-H 'x-api-key: MASKED_anthropic_key_1_108' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    ..BASE
};

/// Blanks, quotes, line breaks in the key.
pub const DIRTY: Rule = Rule {
    id: "key/stray-characters",
    cause: Some("invalid_api_key"),
    title: "Characters in the key that no key has",
    why: "A key consists of letters, digits, - and _. The API answers 401 authentication_error \"invalid x-api-key\", or the client refuses the header.",
    source: cited!(SOURCE),
    run: dirty,
    bad: pastes![curl!(head "-H \"x-api-key: 'sk-ant-api03-abc'\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![curl!(head head!())],
    ..BASE
};

/// `Bearer` in x-api-key.
pub const BEARER_IN_KEY: Rule = Rule {
    id: "key/bearer-in-x-api-key",
    cause: Some("invalid_api_key"),
    title: "\"Bearer\" inside x-api-key",
    why: "x-api-key takes the key alone; \"Bearer\" belongs to the Authorization header. The API answers 401 \"invalid x-api-key\".",
    source: cited!(SOURCE),
    run: bearer_in_key,
    bad: pastes![curl!(head "-H \"x-api-key: Bearer $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![curl!(head "-H \"Authorization: Bearer $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    ..BASE
};

/// Authorization without a scheme.
pub const NO_BEARER: Rule = Rule {
    id: "key/no-bearer",
    cause: Some("invalid_api_key"),
    title: "Authorization without \"Bearer\"",
    why: "The header's form is \"Authorization: Bearer <key>\". Without the word the API finds no key: 401 authentication_error.",
    source: cited!(SOURCE),
    run: no_bearer,
    bad: pastes![curl!(head "-H 'Authorization: MASKED_anthropic_key_1_108' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![curl!(head "-H \"authorization: bearer $KEY\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    ..BASE
};

/// An OAuth token in x-api-key.
pub const OAUTH_IN_KEY: Rule = Rule {
    id: "key/oauth-in-x-api-key",
    cause: Some("subscription_token_not_for_api"),
    title: "An OAuth token in x-api-key",
    why: "Tokens that begin with sk-ant-oat01- are not API keys: 401 authentication_error \"invalid x-api-key\". A key comes from the Console.",
    source: cited!("https://platform.claude.com/docs/en/manage-claude/wif-reference"),
    run: oauth_in_key,
    bad: pastes![curl!(head "-H 'x-api-key: MASKED_anthropic_oauth_1_108' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![curl!(head head!())],
    ..BASE
};

/// An OAuth token without its opt-in.
pub const OAUTH_WITHOUT_BETA: Rule = Rule {
    id: "key/oauth-without-beta",
    severity: Severity::Warning,
    cause: Some("subscription_token_not_for_api"),
    title: "An OAuth token without its beta header",
    why: "Without \"anthropic-beta: oauth-2025-04-20\" the API may answer 401 \"OAuth authentication is currently not supported.\" A subscription's token is for Claude Code only.",
    source: cited!("https://platform.claude.com/docs/en/manage-claude/wif-reference"),
    run: oauth_without_beta,
    bad: pastes![curl!(head "-H 'Authorization: Bearer MASKED_anthropic_oauth_1_108' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![curl!(head "-H 'Authorization: Bearer MASKED_anthropic_oauth_1_108' -H 'anthropic-beta: oauth-2025-04-20' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    ..BASE
};

/// A subscription's token in a call of one's own.
pub const SUBSCRIPTION: Rule = Rule {
    id: "key/subscription-token",
    severity: Severity::Warning,
    cause: Some("subscription_token_not_for_api"),
    title: "An OAuth token on the Messages API",
    why: "Tokens of a Claude subscription work in Claude Code only: \"This credential is only authorized for use with Claude Code and cannot be used for other API requests.\" Tokens of a workload identity are fine.",
    source: cited!("https://platform.claude.com/docs/en/api/errors"),
    run: subscription,
    bad: pastes![curl!(head "-H \"Authorization: Bearer $TOKEN\" -H 'anthropic-beta: oauth-2025-04-20' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes![
        curl!(head "-H \"Authorization: Bearer $TOKEN\" -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'"),
        "curl https://api.anthropic.com/api/oauth/usage -H \"Authorization: Bearer $T\" -H \"anthropic-beta: oauth-2025-04-20\"",
    ],
    ..BASE
};

/// An Admin key outside the Admin API.
pub const ADMIN: Rule = Rule {
    id: "key/admin",
    cause: Some("invalid_api_key"),
    title: "An Admin key outside the Admin API",
    why: "Admin keys (sk-ant-admin01-) open /v1/organizations only; here the API answers 401 \"invalid x-api-key\".",
    source: cited!("https://platform.claude.com/docs/en/manage-claude/admin-api"),
    run: admin,
    bad: pastes![curl!(head "-H 'x-api-key: MASKED_anthropic_admin_key_1_110' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")],
    good: pastes!["curl https://api.anthropic.com/v1/organizations/users -H 'x-api-key: MASKED_anthropic_admin_key_1_110' -H 'anthropic-version: 2023-06-01'"],
    ..BASE
};

/// A cookie, a refresh token, an id.
pub const WRONG_KIND: Rule = Rule {
    id: "key/wrong-kind",
    cause: Some("invalid_api_key"),
    title: "Something that is not a key",
    why: "The API takes keys from the Console (sk-ant-api03-). Everything else gets 401 authentication_error.",
    source: cited!(SOURCE),
    run: wrong_kind,
    bad: pastes![
        curl!(head "-H 'x-api-key: MASKED_anthropic_session_1_90' -H 'anthropic-version: 2023-06-01' -H 'content-type: application/json'")
    ],
    good: pastes![curl!(head head!())],
    ..BASE
};

/// Two credentials.
pub const TWO: Rule = Rule {
    id: "key/two",
    cause: Some("auth_conflict"),
    title: "Two credentials at once",
    why: "Sources disagree on what the API does with both: refuse the request, or take x-api-key. Send one.",
    source: cited!("https://platform.claude.com/docs/en/api/migration-2026-10-21"),
    run: two,
    bad: pastes![curl!(head concat!(head!(), " -H \"Authorization: Bearer $TOKEN\""))],
    good: pastes![curl!(head head!())],
    ..BASE
};

/// A credential as a header sends it.
struct Sent<'a> {
    header: &'a Header,
    /// Without the scheme.
    value: Traced,
    /// It is in x-api-key.
    key: bool,
}

impl Sent<'_> {
    fn span(&self) -> Span {
        if self.header.value.is_empty() || self.value.is_empty() {
            self.header.span()
        } else {
            self.value.whole()
        }
    }

    fn name(&self) -> &str {
        if self.key {
            "x-api-key"
        } else {
            "authorization"
        }
    }
}

/// Whether credentials are judged here at all.
fn concerns(context: &Context) -> bool {
    matches!(context.platform, Platform::Claude | Platform::NotTheApi | Platform::Misspelt)
        && !context.path.starts_with("/v1/oauth/")
        && !matches!(context.path.as_str(), "" | "/")
}

fn sent<'a>(context: &Context<'a>) -> Vec<Sent<'a>> {
    if !concerns(context) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for header in &context.request.headers {
        let text = header.value.as_str();
        if header.is("x-api-key") {
            all.push(Sent { header, value: header.value.clone(), key: true });
        } else if header.is("authorization") {
            let from = match text.get(..6) {
                Some(scheme) if scheme.eq_ignore_ascii_case("bearer") => {
                    6 + text.get(6..).map_or(0, |rest| rest.len() - rest.trim_start().len())
                }
                _ => 0,
            };
            all.push(Sent { header, value: header.value.slice(from..text.len()), key: false });
        }
    }
    all
}

fn not_expanded(context: &Context, sink: &mut Sink) {
    // A local gateway gets the same wrong characters, so the host does not matter here.
    for header in &context.request.headers {
        let secret = header.is("x-api-key") || header.is("authorization") || header.is("api-key");
        let text = header.value.as_str();
        let word = text.rsplit(' ').next().unwrap_or("");
        let value = header.value.slice(text.len() - word.len()..text.len());
        let span = value.whole();
        if secret && context.request.origin.is_code() && quotes_code(&value) {
            sink.add(span, format!("{word} is sent as it stands: in quotes it is a text, not the variable.")).why(
                "The library sends these very characters as the key: 401 authentication_error \"invalid x-api-key\".",
            );
            continue;
        }
        let Credential::Variable(name) = classify(&value) else { continue };
        if !secret || context.request.dialect.is_none() {
            continue;
        }
        match context.request.dialect {
            Some(Dialect::Cmd) => {
                let edits = vec![Edit { span, text: format!("%{name}%") }];
                let fix = Fix { title: format!("Write %{name}%"), trust: Trust::Safe, edits };
                sink.add(span, format!("{word} is sent as it stands: cmd.exe writes variables as %{name}%."))
                    .why("cmd.exe does not know $NAME, so these very characters are sent as the key: 401 authentication_error.")
                    .cause(Some("windows_shell_quoting_mixed"))
                    .fix(fix);
            }
            // Of curl's arguments the reader of the command says so.
            Some(Dialect::PowerShell) if word.starts_with('%') => {
                if context.request.origin == Origin::InvokeRestMethod {
                    let edits = vec![Edit { span, text: format!("$env:{name}") }];
                    let fix = Fix { title: format!("Write $env:{name}"), trust: Trust::Likely, edits };
                    sink.add(span, format!("{word} is sent as it stands: PowerShell writes variables as $env:{name}."))
                        .why("PowerShell does not know %NAME%, so these very characters are sent as the key: 401 authentication_error.")
                        .cause(Some("windows_shell_quoting_mixed"))
                        .fix(fix);
                }
            }
            _ => {
                let fix = double_quotes(context, header);
                let start = header.name.whole().start;
                // The end of a here-document may be quoted as well.
                let lines = context.paste.get(..start).is_some_and(|before| before.ends_with('\n'));
                let place = if lines { "where the end of the text is quoted (<<'EOF')" } else { "in single quotes" };
                sink.add(span, format!("{word} is sent as it stands: {place} the shell does not put the key in."))
                    .fix(fix);
            }
        }
    }
}

/// Whether a text in quotes is meant to be code: `"process.env.KEY"`, `"$KEY"`.
fn quotes_code(value: &Traced) -> bool {
    const STARTS: &[&str] = &["process.env.", "import.meta.env.", "os.environ", "os.getenv("];
    let named = matches!(classify(value), Credential::Variable(_));
    named || value.symbols().is_empty() && STARTS.iter().any(|start| value.as_str().starts_with(start))
}

/// Turns the single quotes around a header into double ones, if the paste shows them.
fn double_quotes(context: &Context, header: &Header) -> Option<Fix> {
    let (start, end) = (header.name.whole().start, header.value.whole().end);
    let inside = context.paste.get(start..end)?;
    let open = start.checked_sub(1)?;
    let quoted = context.paste.get(open..start)? == "'" && context.paste.get(end..end + 1)? == "'";
    if !quoted || inside.contains(['"', '\\', '`', '!']) {
        return None;
    }
    let edit = |at: usize| Edit { span: Span::new(at, at + 1), text: "\"".into() };
    Some(Fix { title: "Use double quotes".into(), trust: Trust::Safe, edits: vec![edit(open), edit(end)] })
}

const QUERY_NAMES: &[&str] = &["key", "api_key", "apikey", "api-key", "x-api-key", "token", "access_token"];

fn in_query(context: &Context, sink: &mut Sink) {
    if !concerns(context) || !sent(context).is_empty() {
        return;
    }
    let url = context.request.url.as_str();
    let Some((_, query)) = url.split_once('?') else { return };
    let found = query.split('&').find(|pair| QUERY_NAMES.contains(&pair.split('=').next().unwrap_or("")));
    if let Some(pair) = found {
        let name = pair.split('=').next().unwrap_or("");
        sink.add(
            context.url_place(pair),
            format!("The key is sent as ?{name}= in the address, not as the header x-api-key."),
        );
    }
}

/// Names that people give the key's header.
pub const KEY_SLIPS: &[&str] = &[
    "api-key",
    "apikey",
    "api_key",
    "x_api_key",
    "xapikey",
    "x-apikey",
    "x-api-keys",
    "x-api_key",
    "anthropic-api-key",
    "x-anthropic-api-key",
    "anthropic_api_key",
    "anthropic-key",
    "x-anthropic-key",
    "x-key",
    "x-api-token",
    "bearer",
    "auth",
    "token",
];

/// Where the command names a credential's header without a value; curl sends no such header.
fn left_empty(context: &Context) -> Option<Span> {
    context.around_body().into_iter().find_map(|part| {
        let command = part.of(context.paste);
        let lower = command.to_ascii_lowercase();
        let (at, name) = ["x-api-key:", "authorization:"].iter().find_map(|name| Some((lower.find(name)?, name)))?;
        let end = at + name.len();
        let rest = command.get(end..)?;
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let value = blanks + variable(rest.get(blanks..)?);
        let closed = rest.get(value..).is_some_and(|rest| rest.starts_with(['"', '\'']));
        closed.then(|| Span::new(part.start + at, part.start + end + value))
    })
}

/// The bytes of the shell variable that `text` begins with. Its value is empty where no header came of it.
fn variable(text: &str) -> usize {
    let name = |from: usize| {
        let rest = text.get(from..).unwrap_or("");
        from + rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
    };
    if text.starts_with("${") {
        let end = name(2);
        return if text.get(end..).is_some_and(|rest| rest.starts_with('}')) { end + 1 } else { 0 };
    }
    if text.starts_with("$env:") {
        return name(5);
    }
    if text.starts_with('$') {
        return name(1);
    }
    0
}

fn missing(context: &Context, sink: &mut Sink) {
    let hidden = context.headers_hidden() || context.endpoint == Endpoint::Unknown;
    if !concerns(context) || hidden || sink.has("key/in-query") || left_empty(context).is_some() {
        return;
    }
    let cookie = context.header("cookie").is_some();
    let slip = context.request.headers.iter().any(|header| {
        super::headers::meant(header.name.as_str()).is_some_and(|meant| !meant.starts_with("anthropic-"))
    });
    if sent(context).is_empty() && !slip && !cookie {
        let title = "Add -H \"x-api-key: $ANTHROPIC_API_KEY\"".to_owned();
        let fix = Fix { title, trust: Trust::ShowOnly, edits: Vec::new() };
        let fix = Some(fix).filter(|_| !context.request.origin.is_code());
        sink.add(context.start(), "No key is sent: there is neither x-api-key nor Authorization.").fix(fix);
    }
}

fn empty(context: &Context, sink: &mut Sink) {
    if concerns(context) && sent(context).is_empty() {
        if let Some(span) = left_empty(context) {
            sink.add(span, "The key's header has no value, so it is not sent.");
        }
    }
    if !concerns(context) && context.request.origin.is_command() {
        // Nobody's server takes a token of no letters.
        let bare = |header: &&Header| {
            header.is("authorization") && header.value.as_str().trim().eq_ignore_ascii_case("bearer")
        };
        if let Some(header) = context.request.headers.iter().find(bare) {
            sink.add(header.span(), "Nothing stands behind Bearer.").warning();
        }
    }
    for sent in sent(context) {
        if classify(&sent.value) == Credential::Empty {
            sink.add(sent.span(), format!("The header {} has no value.", sent.name()));
        }
    }
}

fn placeholder(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        if classify(&sent.value) == Credential::Placeholder {
            sink.add(sent.span(), format!("{} is a placeholder: put your own key in its place.", sent.value.as_str()));
        }
    }
}

fn vendor(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        if let Credential::Vendor(vendor) = classify(&sent.value) {
            sink.add(sent.span(), format!("This is a key of {vendor}, not of the Claude API."));
        }
    }
}

fn cut(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        if classify(&sent.value) == Credential::Cut {
            sink.add(sent.span(), "The key is not whole: part of it is missing.");
        }
    }
}

fn dirty(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        let text = sent.value.as_str();
        if classify(&sent.value) != Credential::Dirty || sent.key && text.to_ascii_lowercase().starts_with("bearer ") {
            continue;
        }
        if !sent.key && text.to_ascii_lowercase().starts_with("basic ") {
            continue;
        }
        let masked = text.starts_with("MASKED_anthropic_key_broken");
        let what = if masked || text.contains(['\n', '\r']) {
            "a line break"
        } else if text.contains(['"', '\'']) {
            "quotes"
        } else if text.contains([' ', '\t']) {
            "a blank"
        } else {
            "an invisible or foreign character"
        };
        sink.add(sent.span(), format!("There is {what} inside the key."));
    }
}

fn bearer_in_key(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        let text = sent.value.as_str();
        if sent.key && text.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("bearer ")) {
            let span = sent.value.source(0..7);
            let edits = vec![Edit { span, text: String::new() }];
            let fix = Fix { title: "Take \"Bearer\" out".into(), trust: Trust::Safe, edits };
            sink.add(span, "x-api-key begins with \"Bearer\"; it takes the key alone.").fix(fix);
        }
    }
}

fn no_bearer(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        let text = sent.header.value.as_str();
        let typed = sent.value.len() == text.len() && !sent.key && !text.is_empty();
        let first = text.split(' ').next().unwrap_or("");
        let signature = first.starts_with("AWS4-");
        let unknown = sent.value.symbols().first().is_some_and(|symbol| symbol.range.start == 0 && text.contains(' '))
            || sent
                .value
                .symbols()
                .iter()
                .any(|symbol| symbol.range.start == 0 && symbol.name.to_ascii_lowercase().contains("auth"));
        if !typed || signature || unknown {
            continue;
        }
        let words = sent.header.value.source(0..first.len().min(24)).on_borders(context.paste);
        let span = sent.header.name.whole().join(words);
        if first.eq_ignore_ascii_case("basic") {
            sink.add(span, "Authorization uses Basic; the API takes Bearer.");
            continue;
        }
        let start = sent.header.value.whole().start;
        let edits = vec![Edit { span: Span::at(start), text: "Bearer ".into() }];
        let fix = Fix { title: "Put \"Bearer\" before the key".into(), trust: Trust::Safe, edits };
        // In front of a name in code, the word would need quotes and a plus.
        let fix = Some(fix).filter(|_| !context.request.origin.is_code() || sent.value.symbols().is_empty());
        let note = sink.add(span, "Authorization holds the key without the word Bearer.").fix(fix);
        let key = |name: &str| name.ends_with("API_KEY") || name.ends_with("API_TOKEN");
        if sent.value.symbols().iter().any(|symbol| !key(&symbol.name)) {
            // The variable may hold the word.
            note.warning();
        }
    }
}

fn oauth_in_key(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        if sent.key && classify(&sent.value) == Credential::OAuth {
            sink.add(sent.span(), "x-api-key holds an OAuth token (sk-ant-oat01-), not a key.");
        }
    }
}

fn oauth_without_beta(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        if !sent.key && classify(&sent.value) == Credential::OAuth && context.beta("oauth-") == Some(false) {
            sink.add(sent.span(), "An OAuth token is sent without the header anthropic-beta: oauth-2025-04-20.");
        }
    }
}

fn subscription(context: &Context, sink: &mut Sink) {
    if context.endpoint != Endpoint::Messages || context.beta("oauth-") != Some(true) {
        return;
    }
    for sent in sent(context) {
        if !sent.key && matches!(classify(&sent.value), Credential::OAuth | Credential::Unknown) {
            sink.add(sent.span(), "This is an OAuth token; one of a Claude subscription works in Claude Code only.");
        }
    }
}

fn admin(context: &Context, sink: &mut Sink) {
    if context.path.starts_with("/v1/organizations") {
        return;
    }
    for sent in sent(context) {
        if classify(&sent.value) == Credential::Admin {
            sink.add(sent.span(), "This is an Admin key; it does not open this endpoint.");
        }
    }
}

fn wrong_kind(context: &Context, sink: &mut Sink) {
    for sent in sent(context) {
        let what = match classify(&sent.value) {
            Credential::Session => "a session cookie of claude.ai",
            Credential::Refresh => "an OAuth refresh token",
            Credential::Compliance if !context.path.starts_with("/v1/compliance") => "a key for the Compliance API",
            Credential::Id => "an id",
            _ => continue,
        };
        sink.add(sent.span(), format!("This is {what}, not an API key."));
    }
}

/// Two headers that together take no more bytes than this are marked as one stretch.
const SIDE_BY_SIDE: usize = 200;

fn two(context: &Context, sink: &mut Sink) {
    let all = sent(context);
    if let (Some(key), Some(other)) = (all.iter().find(|s| s.key), all.iter().find(|s| !s.key)) {
        // Both are marked where they stand side by side, otherwise the later one.
        let (a, b) = (key.header.name.whole(), other.header.name.whole());
        let (first, last) = if a.start <= b.start { (key, other) } else { (other, key) };
        let both = first.header.name.whole().join(last.header.value.whole());
        let far = both.end.saturating_sub(both.start) > SIDE_BY_SIDE;
        let span = if far { last.header.name.whole() } else { both };
        let note = sink.add(span, "Both x-api-key and Authorization are sent.");
        // Anthropic's libraries refuse two by themselves; of the API sources disagree.
        if !context.request.origin.is_sdk() {
            note.warning();
        }
    }
}
