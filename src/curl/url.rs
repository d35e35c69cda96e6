//! Addresses: the scheme that curl guesses, and its globs.

use super::{locate, say};
use crate::finding::{Edit, Finding};
use crate::span::Span;
use crate::text::find::{self, Signs};
use crate::text::Traced;
use std::ops::Range;

/// The most addresses that one glob is unfolded to.
const MOST: usize = 16;

/// Whether a word can be an address at all; curl refuses the others.
pub fn possible(text: &Traced) -> bool {
    let typed = text.as_str();
    // Of these characters none is between the blank and the tilde.
    let odd = |c: char| c.is_whitespace() || c.is_control();
    if typed.starts_with('/') && typed.len() > 1 {
        return true;
    }
    if typed.is_empty() || (typed.bytes().any(|b| !b.is_ascii_graphic()) && typed.contains(odd)) {
        return ["https://", "http://"].iter().any(|scheme| typed.trim_start().starts_with(scheme));
    }
    let begins_unknown = text.symbols().first().is_some_and(|symbol| symbol.range.start == 0);
    begins_unknown
        || locate::address(typed)
        || typed.split(['/', ':']).next().is_some_and(|host| host.contains('.') || host == "localhost")
}

/// Whether it is an address beyond doubt: one with its scheme, and no blank.
pub fn typed_in_full(text: &Traced) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.as_str().starts_with(scheme))
        && !text.as_str().contains(char::is_whitespace)
}

/// Whether the address says how to connect, or may do so in a variable.
pub fn has_scheme(text: &Traced) -> bool {
    let typed = text.as_str();
    let unknown = text.symbols().first().is_some_and(|symbol| symbol.range.start == 0);
    let scheme = find::parted(typed, "://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    unknown || scheme
}

/// The address with the scheme that curl guesses for it.
pub fn with_scheme(text: Traced, default: &str) -> Traced {
    if has_scheme(&text) || text.is_empty() {
        return text;
    }
    let scheme = if default != "http" {
        default
    } else if text.as_str().get(..4).is_some_and(|start| start.eq_ignore_ascii_case("ftp.")) {
        "ftp"
    } else {
        "http"
    };
    let mut out = Traced::replaced(&format!("{scheme}://"), Span::at(text.whole().start));
    out.append(&text);
    out
}

/// The address without its fragment, which stays with curl.
pub fn without_fragment(address: Traced) -> Traced {
    match address.as_str().match_indices('#').map(|(at, _)| at).find(|at| !address.is_unknown(*at)) {
        Some(at) => address.slice(0..at),
        None => address,
    }
}

/// The address with another path and query.
pub fn with_target(address: &Traced, target: &Traced) -> Traced {
    let mut out = address.slice(0..path_at(address.as_str()));
    if !target.as_str().starts_with('/') {
        out.push_replaced("/", Span::at(target.whole().start));
    }
    out.append(target);
    out
}

/// Schemes that are typed wrongly, in front of a host: `https//`, `htps://`, `https:` without slashes.
const SLIPS: [&str; 17] = [
    "https\\://",
    "http\\://",
    "https//",
    "http//",
    "https;//",
    "http;//",
    "https:\\\\",
    "http:\\\\",
    "htps://",
    "htpps://",
    "htttps://",
    "httpss://",
    "ttps://",
    "hhtps://",
    "hxxps://",
    "https.://",
    "https ://",
];

/// Of an address with more symbols nothing is said.
const MOST_SYMBOLS: usize = 100;

/// Paths below which the Claude API has endpoints.
const CLAUDE: [&str; 4] = ["/v1/messages", "/v1/models", "/v1/files", "/v1/complete"];

/// An address with one or three slashes behind its scheme, as curl takes it: with two.
pub fn slashes(text: &Traced) -> Option<Traced> {
    let typed = text.as_str();
    let scheme = ["https:/", "http:/"].into_iter().find(|scheme| typed.starts_with(scheme))?;
    let rest = typed.get(scheme.len()..)?;
    let more = rest.len() - rest.trim_start_matches('/').len();
    if !matches!(more, 0 | 2) || rest.len() == more {
        return None;
    }
    let mut out = text.slice(0..scheme.len());
    out.push_replaced("/", text.source(scheme.len() - 1..scheme.len() + more));
    out.append(&text.slice(scheme.len() + more..typed.len()));
    Some(out)
}

/// An address that curl refuses as it is typed, as it is meant, and what is said about it. `place`: its word.
pub fn mended(text: &Traced, place: Span) -> Option<(Traced, Finding)> {
    static BLANKS: Signs = Signs::of(b" \t\n\r");
    let typed = text.as_str();
    if typed.contains('?') && find::has(typed, "&amp;") {
        return Some(without_html(text));
    }
    // Most addresses are typed as they should be.
    let plain = ["https://", "http://"]
        .iter()
        .any(|scheme| typed.strip_prefix(scheme).is_some_and(|rest| !rest.starts_with('/')));
    if plain && BLANKS.find(typed).is_none() {
        return None;
    }
    // Behind three slashes curl takes the first piece of the path for the host.
    let path = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://")).unwrap_or("");
    if CLAUDE.iter().any(|known| path.starts_with(known)) {
        let from = typed.len() - path.len();
        let mut out = Traced::replaced("https://api.anthropic.com", text.source(0..from));
        out.append(&text.slice(from..typed.len()));
        return Some((out, say::no_host_at(text.source(0..from + 1))));
    }
    let lower = typed.get(..typed.len().min(12)).unwrap_or(typed).to_ascii_lowercase();
    if let Some(slip) = SLIPS.iter().find(|slip| lower.starts_with(**slip)) {
        let scheme = if slip.contains('s') { "https://" } else { "http://" };
        let span = text.source(0..slip.len());
        let mut out = Traced::replaced(scheme, span);
        // Whoever writes backslashes in front of the host writes them behind it, too.
        let slashes = if slip.ends_with('\\') { Some('\\') } else { None };
        let mut at = slip.len();
        for (found, _) in typed.match_indices('\\').filter(|(found, _)| slashes.is_some() && *found >= slip.len()) {
            out.append(&text.slice(at..found));
            out.push_replaced("/", text.source(found..found + 1));
            at = found + 1;
        }
        out.append(&text.slice(at..text.len()));
        return Some((out, say::bad_scheme(span, slip, scheme)));
    }
    if typed.starts_with('/') && !typed.starts_with("//") {
        let claude = CLAUDE.iter().any(|path| typed.starts_with(path));
        let host = if claude { "https://api.anthropic.com" } else { "" };
        let mut out = Traced::replaced(host, Span::at(text.whole().start));
        out.append(text);
        return Some((out, say::no_host(text, place, host)));
    }
    if text.symbols().len() > MOST_SYMBOLS {
        return None;
    }
    let blanks = || typed.match_indices([' ', '\t', '\n', '\r', '"']).filter(|(at, _)| !text.is_unknown(*at));
    let blank = blanks().find(|(_, sign)| *sign != "\"").map(|(at, _)| at);
    let blank = blank.filter(|_| find::has(typed, "://"))?;
    let (begin, end) = (typed.len() - typed.trim_start().len(), typed.trim_end().len());
    let (mut out, mut at) = (Traced::new(), begin);
    for (found, sign) in blanks().filter(|(found, _)| (begin..end).contains(found)) {
        out.append(&text.slice(at..found));
        let span = text.source(found..found + sign.len());
        match sign {
            // Behind a slash it is a slip of the hand.
            " " if typed.get(..found).is_some_and(|before| before.ends_with('/')) => {}
            " " => out.push_replaced("%20", span),
            "\"" => out.push_replaced("%22", span),
            _ => {}
        }
        at = found + sign.len();
    }
    out.append(&text.slice(at..end));
    Some((out, say::blank_in_address(text.source(blank..blank + 1))))
}

/// An address from the source of a web page, where `&` is written `&amp;`.
fn without_html(text: &Traced) -> (Traced, Finding) {
    let (mut out, mut done, mut edits) = (Traced::new(), 0, Vec::new());
    for (at, sign) in text.as_str().match_indices("&amp;") {
        out.append(&text.slice(done..at));
        let span = text.source(at..at + sign.len());
        out.push_replaced("&", span);
        edits.push(Edit { span, text: "&".to_owned() });
        done = at + sign.len();
    }
    out.append(&text.slice(done..text.len()));
    let span = edits.first().map_or(text.whole(), |edit| edit.span);
    (out, say::html_in_address(span, edits))
}

/// Where an address has a brace or bracket that curl refuses as a glob, in bytes; and whether it is one that is never
/// closed, so that nobody can tell what was meant.
pub fn broken_glob(text: &Traced) -> Option<(usize, bool)> {
    static MEANT: Signs = Signs::of(b"{}[]\\");
    let typed = text.as_str();
    MEANT.find(typed)?;
    let (mut at, mut open) = (0, None);
    while let Some(found) = typed.get(at..).and_then(|rest| rest.find(['{', '}', '[', ']', '\\'])) {
        let sign_at = at + found;
        let Some(sign) = typed.as_bytes().get(sign_at) else { break };
        at = sign_at + 1;
        if text.is_unknown(sign_at) {
            continue;
        }
        match (sign, open) {
            (b'\\', _) => at += 1,
            (b'{', None) => open = Some(sign_at),
            (b'{' | b'[', Some(_)) => return Some((sign_at, false)),
            (b'}', Some(_)) => open = None,
            (b'[', None) => {
                let rest = typed.get(at..)?;
                let close = rest.find(']');
                let inside = close.and_then(|close| rest.get(..close)).unwrap_or(rest);
                let host = inside.contains(':')
                    && inside.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.' | b'%'));
                if close.is_none() || !(inside.is_empty() || host || span_of(inside).is_some()) {
                    return Some((sign_at, false));
                }
                at += inside.len() + 1;
            }
            (b'}' | b']', None) => return Some((sign_at, false)),
            _ => {}
        }
    }
    open.map(|at| (at, true))
}

/// Where the path of an address begins, behind scheme and host.
fn path_at(typed: &str) -> usize {
    let host = find::position(typed, "://").map_or(0, |at| at + 3);
    let rest = typed.get(host..).unwrap_or("");
    host + rest.find(['/', '?', '#']).unwrap_or(rest.len())
}

/// The address with pieces behind its query, in front of its fragment.
pub fn with_query(address: Traced, query: &[Traced]) -> Traced {
    if query.is_empty() {
        return address;
    }
    let end = address.as_str().find('#').unwrap_or(address.len());
    let mut out = address.slice(0..end);
    for piece in query {
        let sign = if out.as_str().contains('?') { "&" } else { "?" };
        if !out.as_str().ends_with(['?', '&']) {
            out.push_replaced(sign, Span::at(piece.whole().start));
        }
        out.append(piece);
    }
    out.append(&address.slice(end..address.len()));
    out
}

/// The address for an upload: one that ends in a slash gets the name of the file.
pub fn with_file(address: &Traced, file: &Traced) -> Traced {
    let typed = address.as_str();
    let end = typed.find(['?', '#']).unwrap_or(typed.len());
    let path = path_at(typed);
    let folder = path >= end || typed.get(..end).is_some_and(|path| path.ends_with('/'));
    let name = file.as_str().rsplit('/').next().unwrap_or("");
    if !folder || matches!(name, "" | "-" | ".") {
        return address.clone();
    }
    let mut out = address.slice(0..end);
    if path >= end {
        out.push_replaced("/", file.whole());
    }
    let mut buffer = [0_u8; 4];
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '$' | '{' | '}') {
            out.push_replaced(c.encode_utf8(&mut buffer), file.whole());
        } else {
            let code: String = c.encode_utf8(&mut buffer).bytes().map(|byte| format!("%{byte:02X}")).collect();
            out.push_replaced(&code, file.whole());
        }
    }
    out.append(&address.slice(end..address.len()));
    out
}

/// The address without the name and password in it, and those.
pub fn without_login(address: Traced) -> (Traced, Option<Traced>) {
    let typed = address.as_str();
    if !typed.contains('@') {
        return (address, None);
    }
    let from = find::position(typed, "://").map_or(0, |at| at + 3);
    let host = typed.get(from..path_at(typed)).unwrap_or("");
    match host.rfind('@') {
        Some(at) if from > 0 => {
            let mut out = address.slice(0..from);
            out.append(&address.slice(from + at + 1..address.len()));
            (out, Some(address.slice(from..from + at)))
        }
        _ => (address, None),
    }
}

/// The address with `.` and `..` in its path worked out, as curl does.
pub fn without_dots(address: Traced) -> Traced {
    let typed = address.as_str();
    if !find::has(typed, "/.") {
        return address;
    }
    let from = path_at(typed);
    let end = typed.find(['?', '#']).unwrap_or(typed.len());
    let path = typed.get(from..end).unwrap_or("");
    if !path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return address;
    }
    // The segments that stay, as ranges with the slash in front of them.
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut at = from;
    let mut slash = false;
    for segment in path.split('/').skip(1) {
        let next = at + 1 + segment.len();
        slash = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(at..next),
        }
        at = next;
    }
    let mut out = address.slice(0..from);
    for range in kept {
        out.append(&address.slice(range));
    }
    if slash {
        out.push_replaced("/", address.source(from..end));
    }
    out.append(&address.slice(end..address.len()));
    out
}

/// A glob in an address and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    /// Its place in the address, brackets included.
    pub range: Range<usize>,
    /// The pieces it stands for in turn.
    pub pieces: Vec<String>,
}

/// The first glob of an address: `{a,b}`, `[1-3]`, `[a-c]`. Symbols are left alone.
pub fn glob(text: &Traced) -> Option<Glob> {
    static OPEN: Signs = Signs::of(b"{[");
    let typed = text.as_str();
    let mut at = 0;
    while let Some(found) = typed.get(at..).and_then(|rest| OPEN.find(rest)) {
        let open = at + found;
        at = open + 1;
        if typed.get(..open)?.ends_with('\\') {
            continue;
        }
        if text.is_unknown(open) {
            continue;
        }
        let rest = typed.get(open + 1..)?;
        let braces = typed.get(open..)?.starts_with('{');
        let Some(close) = rest.find(if braces { '}' } else { ']' }) else { continue };
        let inside = rest.get(..close)?;
        let range = open..open + close + 2;
        if braces {
            let pieces = inside.split(',').take(MOST).map(str::to_owned).collect();
            return Some(Glob { range, pieces });
        }
        if let Some(pieces) = span_of(inside) {
            return Some(Glob { range, pieces });
        }
    }
    None
}

/// `1-3`, `001-100`, `a-z`, with a step `:2`.
fn span_of(inside: &str) -> Option<Vec<String>> {
    let (range, step) = inside.split_once(':').unwrap_or((inside, "1"));
    let step: usize = step.parse().ok().filter(|step| *step > 0)?;
    let (from, to) = range.split_once('-')?;
    if let (Ok(low), Ok(high)) = (from.parse::<u32>(), to.parse::<u32>()) {
        let width = if from.starts_with('0') { from.len().min(20) } else { 0 };
        return (low <= high).then(|| (low..=high).step_by(step).take(MOST).map(|n| format!("{n:0width$}")).collect());
    }
    let one = |text: &str| text.chars().next().filter(|c| text.len() == 1 && c.is_ascii_alphabetic());
    let (low, high) = (one(from)?, one(to)?);
    (low <= high).then(|| (low..=high).step_by(step).take(MOST).map(String::from).collect())
}

/// All addresses that the globs of one stand for.
pub fn unfold(text: Traced) -> Vec<Traced> {
    static MEANT: Signs = Signs::of(b"{[\\");
    if MEANT.find(text.as_str()).is_none() {
        return vec![text];
    }
    let mut done = Vec::new();
    let mut open = vec![text];
    while let Some(next) = open.pop() {
        match glob(&next) {
            Some(found) if done.len() + open.len() < MOST => {
                for piece in found.pieces.iter().rev() {
                    let mut out = next.slice(0..found.range.start);
                    let inner = found.range.start + 1..found.range.end - 1;
                    if next.as_str().get(inner.clone()) == Some(piece) {
                        out.append(&next.slice(inner));
                    } else {
                        out.push_replaced(piece, next.source(found.range.clone()));
                    }
                    out.append(&next.slice(found.range.end..next.len()));
                    open.push(out);
                }
            }
            _ => done.push(unescaped(&next)),
        }
        if done.len() >= MOST {
            break;
        }
    }
    done
}

/// The address without the backslashes that take the meaning from brackets.
fn unescaped(text: &Traced) -> Traced {
    let mut out = Traced::new();
    let mut from = 0;
    let typed = text.as_str();
    for (at, _) in typed.match_indices('\\') {
        if typed.get(at + 1..).is_some_and(|rest| rest.starts_with(['{', '}', '[', ']'])) {
            out.append(&text.slice(from..at));
            from = at + 1;
        }
    }
    if from == 0 {
        return text.clone();
    }
    out.append(&text.slice(from..text.len()));
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn globs_unfold_and_schemes_are_guessed() {
        let unfolded =
            |text: &str| unfold(Traced::verbatim(text, 0)).iter().map(|t| t.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(unfolded("https://a/{b}/c"), ["https://a/b/c"]);
        assert_eq!(
            unfolded("https://a/{b,c}/[1-2]"),
            ["https://a/b/1", "https://a/b/2", "https://a/c/1", "https://a/c/2"]
        );
        assert_eq!(unfolded("https://[::1]/x"), ["https://[::1]/x"]);
        assert_eq!(unfolded("https://a/[01-03]"), ["https://a/01", "https://a/02", "https://a/03"]);
        assert_eq!(unfolded("https://a/\\{b\\}/\\[1\\]"), ["https://a/{b}/[1]"]);
        assert_eq!(with_scheme(Traced::verbatim("a.b/c", 3), "http").as_str(), "http://a.b/c");
        assert_eq!(with_scheme(Traced::verbatim("HTTPS://a", 3), "http").as_str(), "HTTPS://a");
    }
    #[test]
    fn addresses_are_changed_as_curl_changes_them() {
        let text = |text: &str| Traced::verbatim(text, 0);
        let dots = |typed: &str| without_dots(text(typed)).as_str().to_owned();
        assert_eq!(dots("https://x/a/./b/../c/.."), "https://x/a/");
        assert_eq!(dots("https://x/../a"), "https://x/a");
        assert_eq!(dots("https://x/a/b/.?x=/../y"), "https://x/a/b/?x=/../y");
        assert_eq!(dots("https://x/a/%2e%2e/b"), "https://x/a/%2e%2e/b");
        let file = |typed: &str, file: &str| with_file(&text(typed), &text(file)).as_str().to_owned();
        assert_eq!(file("https://x/a/", "dir/in put.txt"), "https://x/a/in%20put.txt");
        assert_eq!(file("https://x/a/?x=1", "b"), "https://x/a/b?x=1");
        assert_eq!(file("https://x", "b"), "https://x/b");
        assert_eq!(file("x", "b"), "x/b");
        assert_eq!(
            (file("https://x/a", "b"), file("https://x/a/", "-")),
            ("https://x/a".into(), "https://x/a/".into())
        );
        let (address, login) = without_login(text("https://a:b@c@x/y@z"));
        assert_eq!((address.as_str(), login.as_ref().map(Traced::as_str)), ("https://x/y@z", Some("a:b@c")));
        assert_eq!(without_login(text("https://x/y@z")).1, None);
        assert_eq!(with_query(text("https://x/a?b#c"), &[text("d=1"), text("e")]).as_str(), "https://x/a?b&d=1&e#c");
    }
}
