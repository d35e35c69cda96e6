//! Personal things that have a form of their own: private keys, addresses, home folders, organization ids,
//! user names and passwords in addresses, and a few keys without a prefix.

use super::classes::Run;
use super::placeholder::stands_in;
use super::Secret;
use crate::span::Span;

fn secret(start: usize, end: usize, class: &'static str) -> Option<Secret> {
    (end > start).then_some(Secret { span: Span::new(start, end), class })
}

/// What begins, or has its mark, at byte `at`.
pub fn at(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'-' => private_key(text, at),
        b'@' => email(text, at),
        b':' => credentials(text, at),
        b'/' | b'\\' => home(text, at),
        b'~' => azure(bytes, at),
        b'J' => foundry(bytes, at),
        b'B' | b'b' => bearer(text, at),
        byte if byte.is_ascii_hexdigit() => organization(text, at),
        _ => None,
    }
}

/// A PEM block of a private key, to its end, or as far as it was pasted.
fn private_key(text: &str, at: usize) -> Option<Secret> {
    let rest = text.get(at..)?.strip_prefix("-----BEGIN ")?;
    let label = rest.get(..rest.find("-----")?)?;
    if label.len() > 40 || !label.ends_with("PRIVATE KEY") {
        return None;
    }
    let body = at + 11 + label.len() + 5;
    // Base64, line breaks as they are or escaped, the headers of old formats.
    let run = text.get(body..)?.find(|c: char| {
        !(c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || matches!(c, '+' | '/' | '=' | '\\' | ':' | ','))
    });
    let end = run.map_or(text.len(), |run| body + run);
    let close = format!("-----END {label}-----");
    let closed = if text.get(end..)?.starts_with(&close) { end + close.len() } else { end };
    let end = at + text.get(at..closed)?.trim_end().trim_end_matches('\\').len();
    secret(at, end, "private_key")
}

/// An e-mail address around its `@`.
fn email(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
    let before = bytes.get(at.saturating_sub(64)..at)?.iter().rev().take_while(|b| local(b)).count();
    let mut start = at - before;
    while bytes.get(start).is_some_and(|b| !b.is_ascii_alphanumeric()) && start < at {
        start += 1;
    }
    // `\n@…` in escaped text: the letter belongs to the line break.
    if start > 0 && bytes.get(start - 1) == Some(&b'\\') {
        start += 1;
    }
    let after =
        bytes.get(at + 1..)?.iter().take(128).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    let mut end = at + 1 + after.count();
    while bytes.get(end - 1).is_some_and(|b| matches!(b, b'.' | b'-')) {
        end -= 1;
    }
    let name = text.get(start..at)?;
    let domain = text.get(at + 1..end.max(at + 1))?;
    let last = domain.rsplit('.').next()?;
    let top = domain.contains('.') && last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic());
    let ours = ["anthropic.com", "example.com", "example.org", "example.net", "claude.com"];
    if name.is_empty()
        || !top
        || name.eq_ignore_ascii_case("git")
        || ours.iter().any(|d| domain.eq_ignore_ascii_case(d))
    {
        return None;
    }
    secret(start, end, "email")
}

/// User name and password between `://` and `@`.
fn credentials(text: &str, at: usize) -> Option<Secret> {
    let rest = text.get(at..)?.strip_prefix("://")?;
    let stop = rest.bytes().take(512).position(|b| {
        b.is_ascii_whitespace() || matches!(b, b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\')
    });
    let authority = rest.get(..stop.unwrap_or(rest.len().min(512)))?;
    let user = authority.get(..authority.rfind('@')?)?;
    let password = user.split_once(':').map_or(user, |(_, password)| password);
    if stands_in(password) || (!user.contains(':') && user.len() < 12) {
        return None;
    }
    secret(at + 3, at + 3 + user.len(), "basic_auth")
}

/// Names that are no person's.
const NOBODY: &[&str] = &[
    "shared",
    "public",
    "default",
    "runner",
    "ubuntu",
    "root",
    "user",
    "username",
    "you",
    "yourname",
    "your-name",
    "node",
    "app",
    "vscode",
    "circleci",
    "ec2-user",
    "name",
    "me",
    "admin",
    "administrator",
    "claude",
    "dev",
    "developer",
    "docker",
    "runneradmin",
    "jovyan",
    "codespace",
    "gitpod",
    "linuxbrew",
    "site",
    "work",
    "home",
    "vsts",
    "azureuser",
    "youruser",
];

/// The user name in the path of a home folder.
fn home(text: &str, at: usize) -> Option<Secret> {
    let rest = text.get(at..)?;
    let head = ["/Users/", "/home/", "\\Users\\", "\\\\Users\\\\", "\\users\\", "\\\\users\\\\", "/export/home/"]
        .into_iter()
        .find(|head| rest.starts_with(head))?;
    // `https://host/home/page` is an address, not a folder.
    if head == "/home/" && at > 0 && text.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let name = rest.get(head.len()..)?;
    let stops = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '/' | '\\'
                    | '"'
                    | '\''
                    | '`'
                    | '<'
                    | '>'
                    | '|'
                    | ':'
                    | ';'
                    | ','
                    | ')'
                    | '('
                    | '*'
                    | '%'
                    | '$'
                    | '{'
                    | '['
                    | ']'
            )
    };
    let len = name.find(stops).unwrap_or(name.len());
    let name = name.get(..len)?.trim_end_matches('.');
    let start = at + head.len();
    let none =
        name.is_empty() || name.len() > 64 || NOBODY.iter().any(|n| name.eq_ignore_ascii_case(n)) || stands_in(name);
    (!none).then(|| secret(start, start + name.len(), "home")).flatten()
}

/// An organization's id: a UUID shortly after the word "organization" or "org".
fn organization(text: &str, at: usize) -> Option<Secret> {
    let bytes = text.as_bytes();
    if at > 0 && bytes.get(at - 1).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let id = bytes.get(at..at + 36)?;
    let uuid =
        id.iter()
            .enumerate()
            .all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { *b == b'-' } else { b.is_ascii_hexdigit() });
    if !uuid || bytes.get(at + 36).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let from = Span::new(at.saturating_sub(48), at).on_borders(text);
    let before = from.of(text).rsplit('\n').next()?.to_ascii_lowercase();
    let near = ["organization", "organisation", "org", "org_id", "org-id", "orgid"];
    let said =
        before.contains("organi") || before.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| near.contains(&w));
    said.then(|| secret(at, at + 36, "organization")).flatten()
}

/// A client secret of Entra: three characters, a digit, `Q~`, 31 to 34 more.
fn azure(bytes: &[u8], at: usize) -> Option<Secret> {
    let start = at.checked_sub(5)?;
    let shape = bytes.get(start + 3)?.is_ascii_digit() && bytes.get(at - 1) == Some(&b'Q');
    let more = bytes.get(at + 1..)?.iter().take(40).take_while(|b| Run::Dotted.takes(**b) || **b == b'~').count();
    (shape && more >= 20 && bytes.get(start..at)?.is_ascii())
        .then(|| secret(start, at + 1 + more, "azure_key"))
        .flatten()
}

/// A key of Azure AI services: 84 letters and digits with `JQQJ99` in the middle.
fn foundry(bytes: &[u8], at: usize) -> Option<Secret> {
    if !bytes.get(at..)?.starts_with(b"JQQJ99") {
        return None;
    }
    let before = bytes.get(at.saturating_sub(64)..at)?.iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
    let after = bytes.get(at..)?.iter().take(64).take_while(|b| b.is_ascii_alphanumeric()).count();
    (before >= 16).then(|| secret(at - before, at + after, "azure_key")).flatten()
}

/// `Bearer` and a long token, away from any header.
fn bearer(text: &str, at: usize) -> Option<Secret> {
    let rest = text.get(at..)?;
    let word = rest.get(..7)?;
    if !word.eq_ignore_ascii_case("bearer ") {
        return None;
    }
    let token = rest.get(7..)?;
    let len = token.bytes().take_while(|b| Run::Base64.takes(*b) || *b == b'.').count();
    let token = token.get(..len)?.trim_end_matches('.');
    if len < 16 || !token.bytes().any(|b| b.is_ascii_digit()) || stands_in(token) {
        return None;
    }
    secret(at + 7, at + 7 + token.len(), "bearer")
}
