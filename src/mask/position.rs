//! Second layer: whatever stands where a secret belongs is one, whatever it looks like:
//! the value of a header, a field, a variable, a flag.

use super::classes::Run;
use super::placeholder::stands_in;
use super::prefix::invisible;
use super::Secret;
use crate::span::Span;

/// Values longer than this are masked to here; the rest of a line that long is no header.
const LONGEST: usize = 8192;

/// What a name says about the value behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `Authorization`: a scheme, then a token.
    Authorization,
    /// `Cookie`: the whole line.
    Cookie,
    /// One value, of this class unless its look says better.
    Value(&'static str),
}

/// Names that are always meant, in lower case without joints.
const NAMES: &[(&str, Kind)] = &[
    ("authorization", Kind::Authorization),
    ("proxyauthorization", Kind::Authorization),
    ("cookie", Kind::Cookie),
    ("setcookie", Kind::Cookie),
    ("awssecretaccesskey", Kind::Value("aws_secret")),
    ("secretaccesskey", Kind::Value("aws_secret")),
    ("awssessiontoken", Kind::Value("aws_session_token")),
    ("xamzsecuritytoken", Kind::Value("aws_session_token")),
    ("ocpapimsubscriptionkey", Kind::Value("azure_key")),
    ("azureopenaiapikey", Kind::Value("azure_key")),
];

/// Ends of names that are meant, in lower case without joints.
const ENDS: &[&str] = &[
    "apikey",
    "authtoken",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "sessiontoken",
    "securitytoken",
    "bearertoken",
    "apitoken",
    "oauthtoken",
    "clientsecret",
    "secretkey",
    "accesskey",
    "privatekey",
    "password",
    "passwd",
    "passphrase",
    "subscriptionkey",
    "sessionkey",
    "masterkey",
    "signingkey",
    "encryptionkey",
    "customheaders",
    "bearertokenbedrock",
];

/// Last words of names that are meant: `GITHUB_TOKEN`, `client-secret`.
const LAST_WORDS: &[&str] = &["token", "secret", "password", "passwd", "auth", "pat"];

/// Names that end like one and are none.
const HARMLESS: &[&str] = &[
    "maxtoken",
    "nextpagetoken",
    "pagetoken",
    "stoptoken",
    "eostoken",
    "bostoken",
    "padtoken",
    "unktoken",
    "perinputtoken",
    "peroutputtoken",
    "costpertoken",
    "publickey",
    "inputcostpertoken",
    "outputcostpertoken",
    "auth",
];

/// The secret behind the name that is `name` (a run of letters, digits, `_`, `-`), and where to read on.
///
/// The second value is at least the end of the name.
pub fn after(text: &str, name: Span) -> (Option<Secret>, usize) {
    let Some(kind) = kind_of(text, name) else { return (None, name.end) };
    let Some(value) = value_of(text, name, kind) else { return (None, name.end) };
    let shown = value.of(text);
    if shown.is_empty() || harmless(shown, kind) || (kind != Kind::Authorization && expression(text, value)) {
        return (None, value.end.max(name.end));
    }
    (Some(Secret { span: value, class: class_of(text, name, value, kind) }), value.end)
}

/// What `-u`, `--user`, `-b` and the like give away; `flag` begins at a dash.
pub fn after_flag(text: &str, flag: Span) -> Option<Secret> {
    let (class, joined) = match flag.of(text) {
        "-u" | "-U" | "--user" | "--proxy-user" => ("basic_auth", false),
        "-b" | "--cookie" => ("cookie", false),
        "--oauth2-bearer" => ("bearer", false),
        "--pass" | "--proxy-pass" => ("secret", false),
        short if short.starts_with("-u") && !short.starts_with("--") => ("basic_auth", true),
        _ => return None,
    };
    let from = if joined { flag.start + 2 } else { past_blanks(text, flag.end, true)? };
    let quote = text.get(from..)?.chars().next().filter(|c| is_quote(*c));
    let start = from + quote.map_or(0, char::len_utf8);
    let stop = |c: char| match quote {
        Some(quote) => closes(quote, c) || c == '\n',
        None => c.is_whitespace() || is_quote(c),
    };
    let value = until(text, start, stop);
    let shown = value.of(text);
    let fits = match class {
        "basic_auth" => shown.split_once(':').is_some_and(|(user, password)| {
            let ids = shown.bytes().all(|b| b.is_ascii_digit() || b == b':');
            !password.starts_with("//") && !ids && !(stands_in(password) && (password.len() > 1 || stands_in(user)))
        }),
        "cookie" => shown.split_once('=').is_some_and(|(_, value)| !stands_in(value)),
        _ => !stands_in(shown),
    };
    (fits && !shown.is_empty()).then_some(Secret { span: value, class })
}

fn kind_of(text: &str, name: Span) -> Option<Kind> {
    let shown = name.of(text);
    if shown.len() > 80 {
        return None;
    }
    let bare: String = shown.chars().filter(|c| c.is_ascii_alphabetic()).map(|c| c.to_ascii_lowercase()).collect();
    if let Some((_, kind)) = NAMES.iter().find(|(known, _)| *known == bare) {
        return Some(*kind);
    }
    if bare.contains("tokens") || (HARMLESS.contains(&bare.as_str()) && bare != "auth") {
        return None;
    }
    if ENDS.iter().any(|end| bare.ends_with(end)) {
        return Some(Kind::Value("secret"));
    }
    let last = last_word(shown);
    let prior = word_before(text, name);
    match last.as_str() {
        // "Unexpected token = in JSON", "next token:".
        "token" if bare == "token" && ["unexpected", "invalid", "illegal", "next", "per"].contains(&prior.as_str()) => {
            None
        }
        // `auth` alone is a program's word; `NPM_AUTH` is a variable.
        "auth" if bare == "auth" => None,
        word if LAST_WORDS.contains(&word) => Some(Kind::Value("secret")),
        // `?key=`, `&key=`; `API key: …`; `CLAUDE_KEY=…`.
        "key" if bare == "key" => {
            let query = name.start > 0 && matches!(text.as_bytes().get(name.start - 1), Some(b'?' | b'&'));
            (query || ["api", "access", "secret", "private"].contains(&prior.as_str())).then_some(Kind::Value("secret"))
        }
        "key" if shown.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_') => {
            Some(Kind::Value("secret"))
        }
        _ => None,
    }
}

/// The last word of `snake_case`, `kebab-case` or `camelCase`, in lower case; numbers at the end do not count.
fn last_word(name: &str) -> String {
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '-');
    let bytes = name.as_bytes();
    let mut start = bytes.len();
    while start > 0 {
        let Some(byte) = bytes.get(start - 1) else { break };
        if matches!(byte, b'_' | b'-') {
            break;
        }
        start -= 1;
        let hump = byte.is_ascii_uppercase() && bytes.get(start + 1).is_some_and(u8::is_ascii_lowercase);
        if hump {
            break;
        }
    }
    name.get(start..).unwrap_or("").to_ascii_lowercase()
}

/// The word before a name on its line, in lower case.
fn word_before(text: &str, name: Span) -> String {
    let from = Span::new(name.start.saturating_sub(24), name.start).on_borders(text);
    let before = from.of(text);
    let line = before.rsplit('\n').next().unwrap_or("").trim_end_matches([' ', '-', '"', '\'', '`']);
    line.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '„')
}

/// Whether `c` ends what `open` began.
fn closes(open: char, c: char) -> bool {
    match open {
        '“' | '”' | '„' => matches!(c, '“' | '”' | '"'),
        '‘' | '’' => matches!(c, '‘' | '’' | '\''),
        _ => c == open,
    }
}

/// The quote right before a name, backslashes of escaped JSON before it aside.
fn quote_before(text: &str, name: Span) -> Option<char> {
    text.get(..name.start)?.chars().next_back().filter(|c| is_quote(*c))
}

/// Past blanks, and past line ends that a shell joins; `None` at a plain line end.
fn past_blanks(text: &str, from: usize, joined: bool) -> Option<usize> {
    let mut at = from;
    for _ in 0..64 {
        let rest = text.get(at..)?;
        let step = ["\\\r\n", "\\\n", "^\r\n", "^\n", "`\r\n", "`\n"]
            .iter()
            .find(|j| joined && rest.starts_with(**j))
            .map(|j| j.len())
            .or_else(|| rest.chars().next().filter(|c| matches!(c, ' ' | '\t' | '\u{a0}')).map(char::len_utf8));
        match step {
            Some(step) => at += step,
            None => break,
        }
    }
    Some(at)
}

fn until(text: &str, start: usize, mut stop: impl FnMut(char) -> bool) -> Span {
    let mut end = start;
    for (at, c) in text.get(start..).unwrap_or("").char_indices() {
        if stop(c) || at > LONGEST {
            break;
        }
        end = start + at + c.len_utf8();
    }
    // The backslash or caret that escapes the closing quote is not part of the value.
    let shown = text.get(start..end).unwrap_or("");
    Span::new(start, start + shown.trim_end().trim_end_matches(['\\', '^']).trim_end().len())
}

/// Where the value of the name lies: behind its separator, a quote and a scheme.
fn value_of(text: &str, name: Span, kind: Kind) -> Option<Span> {
    let around = quote_before(text, name);
    let mut at = name.end;
    // Escaped JSON puts backslashes before each quote, more of them the deeper it lies.
    let skip_slashes =
        |at: usize| at + text.get(at..).map_or(0, |r| r.bytes().take(8).take_while(|b| *b == b'\\').count());
    let mut own = false;
    let quoted_end = skip_slashes(at);
    if let Some(c) = text.get(quoted_end..)?.chars().next().filter(|c| around.is_some_and(|q| closes(q, *c))) {
        own = true;
        at = quoted_end + c.len_utf8();
    }
    at = past_blanks(text, at, false)?;
    if text.get(at..)?.starts_with(']') {
        at = past_blanks(text, at + 1, false)?;
    }
    let rest = text.get(at..)?;
    let mut comma = false;
    at += match rest.as_bytes().first() {
        Some(b':') if rest.starts_with(":=") => 2,
        Some(b'=') if rest.starts_with("=>") => 2,
        Some(b'=') if rest.starts_with("==") => return None,
        Some(b':' | b'=') => 1,
        // `<apiKey>…</apiKey>`
        Some(b'>') if name.start > 0 && text.as_bytes().get(name.start - 1) == Some(&b'<') => 1,
        // `("x-api-key", "…")`, `{"name": "x-api-key", "value": "…"}`
        Some(b',') if own => {
            comma = true;
            1
        }
        // `--token …`, `setx NAME …`, `set -x NAME …`
        _ if !own && at > name.end && takes_blank(text, name) => 0,
        _ => return None,
    };
    at = past_space(text, at, own)?;
    let after_comma = at;
    if comma {
        at = past_value_label(text, at)?;
    }
    let slashes = skip_slashes(at);
    let quote = text.get(slashes..)?.chars().next().filter(|c| is_quote(*c));
    let enclosing = around.filter(|_| !own);
    let mut start = match quote {
        // The quote that closes the header itself: there is no value.
        Some(quote) if enclosing.is_some_and(|open| closes(open, quote)) => {
            // `'x-api-key: '"$KEY"` glues a second string on; a variable is none of our business.
            return Some(Span::at(at));
        }
        Some(quote) => slashes + quote.len_utf8(),
        None => at,
    };
    if comma && quote.is_none() {
        return None;
    }
    let listed = comma && at == after_comma;
    let open = quote.or(enclosing);
    let mut whole_line = open.is_some() || kind == Kind::Cookie;
    if kind == Kind::Authorization || scheme_len(text.get(start..)?).is_some() {
        match scheme_len(text.get(start..)?) {
            Some(len) => start += len,
            None => whole_line = true,
        }
    }
    let stop = |c: char| {
        c == '\n'
            || c == '\r'
            || open.is_some_and(|open| closes(open, c))
            || (!whole_line
                && (c.is_whitespace()
                    || is_quote(c)
                    || matches!(c, ',' | ';' | '&' | ')' | '}' | ']' | '<' | '|' | '#')))
    };
    let mut value = until(text, start, stop);
    if whole_line {
        // A line break written as an escape ends a header too.
        if let Some(cut) = value.of(text).find("\\n").or_else(|| value.of(text).find("\\r")) {
            value.end = value.start + cut;
        }
    }
    // A quoted value is what it is; bare ones end before the comma or stop of a sentence.
    if open.is_none() {
        let shown = value.of(text).trim_end_matches(['.', ',', ';', ':', '!', '?']);
        value.end = value.start + shown.len();
    }
    // Two strings side by side may be any list: `"required": ["api_key", "model"]`.
    let plain = value.len() < 20 && !value.of(text).bytes().any(|b| b.is_ascii_digit());
    (!(listed && plain)).then_some(value)
}

/// Blanks, and the line break that pretty-printed JSON may put behind a colon.
fn past_space(text: &str, at: usize, own: bool) -> Option<usize> {
    let next = past_blanks(text, at, true)?;
    let rest = text.get(next..)?;
    if own && rest.starts_with('\n') {
        return past_blanks(text, next + 1, false);
    }
    Some(next)
}

/// Past `"value":` in a list of name and value pairs, as browsers' recordings have it.
fn past_value_label(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let head: String = rest.chars().take(40).filter(|c| !matches!(c, ' ' | '\n' | '\r' | '\t' | '\\')).collect();
    if !head.starts_with("\"value\":") {
        return Some(at);
    }
    let colon = rest.find(':')?;
    past_blanks(text, at + colon + 1, false)
}

/// Whether the name takes its value after a blank: a long option, `setx NAME`, fish's `set -x NAME`.
fn takes_blank(text: &str, name: Span) -> bool {
    let shown = name.of(text);
    if shown.starts_with("--") {
        return true;
    }
    let from = Span::new(name.start.saturating_sub(12), name.start).on_borders(text);
    let before = from.of(text).trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    word.eq_ignore_ascii_case("setx") || (word.starts_with('-') && word.ends_with('x') && word.len() <= 4)
}

/// Length of `Bearer `, `Basic `, `Token ` at the beginning of a value.
fn scheme_len(value: &str) -> Option<usize> {
    ["bearer", "basic", "token", "apikey", "key"].iter().find_map(|scheme| {
        let word = value.get(..scheme.len())?;
        let blanks =
            value.get(scheme.len()..)?.bytes().take(8).take_while(|b| matches!(b, b' ' | b'\t' | b':')).count();
        (word.eq_ignore_ascii_case(scheme) && blanks > 0).then_some(scheme.len() + blanks)
    })
}

/// Stand-ins, words about the value, small numbers, flags.
fn harmless(shown: &str, kind: Kind) -> bool {
    // "a new token: run /login": a short word is prose.
    if shown.len() < 4 && shown.bytes().all(|b| b.is_ascii_lowercase()) {
        return true;
    }
    let number = shown.len() <= 9 && shown.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'_' | b','));
    let value = if kind == Kind::Cookie { shown.split_once('=').map_or(shown, |(_, value)| value) } else { shown };
    number || stands_in(value) || shown.chars().all(|c| !c.is_alphanumeric() || invisible(c))
}

/// Program text in a value's place: `os.environ["KEY"]`, `process.env.KEY`, `get_token()`, `api_key`.
fn expression(text: &str, value: Span) -> bool {
    let before = text.get(..value.start).and_then(|t| t.chars().next_back());
    let shown = value.of(text);
    // Backticks around several words run a command in a shell.
    if before.is_some_and(is_quote) {
        return before == Some('`') && shown.contains(' ');
    }
    if shown.contains(['(', '[']) {
        return true;
    }
    let parts: Vec<&str> = shown.split('.').collect();
    let word = |part: &&str| {
        part.len() < 40
            && part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphabetic() || c == '_')
    };
    let path = parts.len() > 1 && parts.iter().all(word);
    let next = text.get(value.end..).and_then(|t| t.chars().next());
    let code = matches!(next, Some(',' | ')' | ';' | '}'));
    path || (code && shown.len() < 24 && parts.iter().all(word) && names_a_secret(shown))
}

/// A variable for a secret is called after it: `key`, `api_key`, `authToken`.
fn names_a_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["key", "tok", "secret", "pass", "pw", "cred", "auth", "cookie"].iter().any(|part| name.contains(part))
}

fn class_of(text: &str, name: Span, value: Span, kind: Kind) -> &'static str {
    let shown = value.of(text);
    let hex32 = shown.len() == 32 && shown.bytes().all(|b| b.is_ascii_hexdigit());
    match kind {
        Kind::Cookie => "cookie",
        Kind::Value("secret") if hex32 && name.of(text).eq_ignore_ascii_case("api-key") => "azure_key",
        Kind::Value("secret") if shown.len() == 84 && shown.bytes().all(|b| Run::Token.takes(b)) => "azure_key",
        Kind::Value(class) => class,
        Kind::Authorization => {
            let scheme = Span::new(value.start.saturating_sub(8), value.start).on_borders(text).of(text);
            if scheme.to_ascii_lowercase().contains("basic") {
                "basic_auth"
            } else {
                "bearer"
            }
        }
    }
}
