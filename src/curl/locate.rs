//! Finds the places in a text where a command begins.

use super::options;
use crate::text::find::{self, Signs};
use std::borrow::Cow;

/// What program it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// curl or curl.exe.
    Curl,
    /// Invoke-RestMethod, Invoke-WebRequest or their short names.
    Invoke,
}

/// A place where a command begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// First byte of the program's name, its path included.
    pub start: usize,
    /// One past the name.
    pub end: usize,
    /// The program.
    pub program: Program,
    /// Whether it stands where a shell expects a command. Otherwise it may be a word in a sentence.
    pub sure: bool,
    /// The quote or backtick right in front of it.
    pub opened: Option<char>,
}

/// The places where the name of a program stands, found in one pass.
fn names(text: &str) -> impl Iterator<Item = (usize, Program)> + '_ {
    static BEGINS: Signs = Signs::of(b"cnNiI");
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| BEGINS.has(*byte))?;
        from = at + 1;
        let program = match bytes.get(at..)? {
            [b'c', b'u', b'r', b'l', ..] => Program::Curl,
            [b'n', b'v', b'o', b'k', b'e', b'-', ..] | [b'N', b'V', b'O', b'K', b'E', b'-', ..] => Program::Invoke,
            [b'i' | b'I', b'r', b'm', b' ', ..] | [b'i' | b'I', b'w', b'r', b' ', ..] => Program::Invoke,
            _ => continue,
        };
        return Some((at, program));
    })
}

/// Whether a text has the name of such a program in it at all.
pub fn mentioned(text: &str) -> bool {
    names(text).next().is_some()
}

/// All places in `text`, in order.
pub fn places(text: &str) -> Vec<Place> {
    let place = |(at, program)| match program {
        Program::Curl => curl(text, at),
        Program::Invoke => invoke(text, at),
    };
    let mut places: Vec<Place> = names(text).filter_map(place).collect();
    // A path in front of a name may make it begin earlier than the one before it.
    crate::order::by_key(&mut places, |place: &Place| place.start);
    places
}

/// The line that byte `at` stands on, up to that byte.
pub fn line_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    before.get(before.rfind('\n').map_or(0, |newline| newline + 1)..).unwrap_or("")
}

/// Whether the command is a comment above another one that took its place: `# curl https://… \`, and on the next line
/// `curl http://… \`. Before a prompt `# ` no other command follows a line that is continued.
pub fn commented_out(text: &str, place: Place) -> bool {
    if line_before(text, place.start).trim() != "#" {
        return false;
    }
    let mut lines = text.get(place.start..).unwrap_or("").lines();
    let continued = lines.next().is_some_and(|line| line.trim_end().ends_with('\\'));
    continued && lines.next().is_some_and(|line| line.trim_start().starts_with("curl "))
}

/// The line that byte `at` stands on, up to that byte, with the lines above that a backslash continues, three at most.
pub fn command_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    let mut from = before.len() - line_before(text, at).len();
    for _ in 0..3 {
        let Some(above) = before.get(..from).and_then(|above| above.strip_suffix("\\\n")) else { break };
        from = above.len() - line_before(above, above.len()).len();
    }
    before.get(from..).unwrap_or("")
}

/// The last bytes in front of `at` on its line, at most 400: enough to tell a command from a sentence.
fn lead(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(400);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    line_before(text.get(from..at).unwrap_or(""), at - from)
}

fn curl(text: &str, at: usize) -> Option<Place> {
    let after = text.get(at + 4..)?;
    let length = if after.get(..4).is_some_and(|exe| exe.eq_ignore_ascii_case(".exe")) { 8 } else { 4 };
    let mut end = at + length;
    let mut after = text.get(end..)?;
    let before = lead(text, at);
    // A path in front: /usr/bin/curl, C:\Windows\System32\curl.exe, \curl.
    if let Some(place) = image(text, at, before) {
        return Some(place);
    }
    let cut = before
        .rfind(|c: char| c.is_whitespace() || "\"'`(;|&=>".contains(c))
        .map_or(0, |i| i + before.get(i..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let path = before.get(cut..)?;
    let mut start = at;
    let glued = path.trim_start_matches('\u{feff}');
    match glued {
        "" | "$" | "%" | "!" | "@" | "-@" => {}
        "\\" => start -= 1,
        _ if (glued.ends_with(['/', '\\'])) && !find::has(glued, "://") => {
            let rooted = glued.starts_with(['/', '~', '.', '\\', '$', '%']) || glued.as_bytes().get(1) == Some(&b':');
            if !rooted {
                return None;
            }
            start -= glued.len();
        }
        _ => return None,
    }
    let lead = lead(text, start);
    let mut opened = lead.chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'));
    if opened.is_some_and(|quote| after.starts_with(quote)) {
        // The name itself is quoted.
        opened = None;
        start -= 1;
        end += 1;
        after = text.get(end..)?;
    }
    if !begins_arguments(after) {
        return None;
    }
    if is_subject(lead) {
        return None;
    }
    let sure = command_position(lead.trim_end_matches(['"', '\'']));
    Some(Place { start, end, program: Program::Curl, sure, opened })
}

/// `docker run … curlimages/curl:8.11.0 …`: an image whose program is curl. Its name stands for the program.
fn image(text: &str, at: usize, before: &str) -> Option<Place> {
    const RUNNERS: &[&str] = &["docker", "podman", "nerdctl", "kubectl"];
    const IMAGES: &[&str] = &["curlimages/", "alpine/", "quay.io/curl/"];
    let owner = IMAGES.iter().find(|owner| before.ends_with(**owner))?;
    let runs = before.split_whitespace().any(|word| RUNNERS.contains(&word)) && find::has(before, " run ");
    let tag = text.get(at + 4..)?;
    let length = if tag.starts_with([':', '@']) { tag.find(char::is_whitespace)? } else { 0 };
    let end = at + 4 + length;
    let sure = runs && begins_arguments(text.get(end..)?);
    sure.then_some(Place { start: at - owner.len(), end, program: Program::Curl, sure, opened: None })
}

fn invoke(text: &str, at: usize) -> Option<Place> {
    let (start, length) = if text.get(at..at + 5)?.eq_ignore_ascii_case("nvoke") {
        let rest = text.get(at + 6..)?;
        let name = ["RestMethod", "WebRequest"]
            .into_iter()
            .find(|name| rest.get(..name.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(name)))?;
        (at.checked_sub(1)?, 1 + 6 + name.len())
    } else {
        (at, 3)
    };
    if !text.get(start..start + 1)?.eq_ignore_ascii_case("i") {
        return None;
    }
    let before = lead(text, start);
    let fits = before.chars().next_back().is_none_or(|c| c.is_whitespace() || "=(;|{&\"`".contains(c));
    let end = start + length;
    let next = text.get(end..)?;
    let words = next.trim_start_matches([' ', '\t']);
    let argument = words.starts_with(['-', '$', '@', '"', '\'', '`']) || words.starts_with("http");
    let placed = length > 3 || before.trim().is_empty() || before.trim_end().ends_with(['=', '|', '>', '(', ';', '{']);
    if !fits || !placed || !next.starts_with([' ', '\t']) || !argument {
        return None;
    }
    Some(Place { start, end, program: Program::Invoke, sure: true, opened: None })
}

/// Whether what follows the name looks like curl's arguments: an option, an address, a variable or a quote.
fn begins_arguments(after: &str) -> bool {
    let mut rest = after;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{200b}']);
        let moved = trimmed.len() < rest.len();
        let next = ["\\\n", "\\\r\n", "^\n", "^\r\n", "`\n", "`\r\n"].iter().find_map(|end| trimmed.strip_prefix(end));
        match next {
            Some(line) => rest = line,
            None if moved || rest.len() < after.len() => {
                rest = trimmed;
                break;
            }
            None => return false,
        }
        if after.len() - rest.len() > 400 {
            return false;
        }
    }
    let word = rest.split(|c: char| c.is_whitespace()).next().unwrap_or("");
    let Some(first) = word.chars().next() else {
        return false;
    };
    match first {
        '-' => word.chars().nth(1).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '#' | ':')),
        '–' | '—' => word.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic() || c == '-'),
        '\'' | '"' | '$' | '“' | '”' | '‘' | '<' | '%' | '{' => word.len() > 1,
        '^' => word.starts_with("^\"") || word.starts_with("^%"),
        '@' => word.starts_with("@("),
        '>' => true,
        '1' | '2' if word.get(1..).is_some_and(|sign| sign.starts_with('>')) => true,
        '&' if word.starts_with("&>") => true,
        '\\' => word.starts_with("\\\""),
        'h' if broken_scheme(word) => true,
        'A'..='Z' | 'c' if is_extra(word, rest) => true,
        '&' => word.starts_with("&quot;") || word.starts_with("&#39;") || word.starts_with("&#x27;"),
        _ => address(word),
    }
}

/// `https//host`, which misses a sign.
fn broken_scheme(word: &str) -> bool {
    ["https//", "http//", "https;//", "https:\\\\", "https:/", "http:/"].iter().any(|scheme| word.starts_with(scheme))
}

/// The methods of HTTP that people type.
pub(super) const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// A word too many in front of curl's arguments: a method without `-X`, or the name once more.
fn is_extra(word: &str, rest: &str) -> bool {
    let behind = rest.get(word.len()..).unwrap_or("").trim_start_matches([' ', '\t']);
    let known = word == "curl" || METHODS.contains(&word);
    known
        && (behind.starts_with(['-', '\'', '"', '$', '\\']) && begins_arguments(&format!(" {behind}"))
            || behind.starts_with("http"))
}

/// Whether a bare word can be an address.
pub fn address(word: &str) -> bool {
    if find::has(word, "://") {
        return true;
    }
    let host = word.split(['/', '?', ':', '#']).next().unwrap_or("");
    let labels = || host.split('.');
    let sound =
        labels().all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'));
    let count = labels().count();
    let last = labels().next_back().unwrap_or("");
    let numbers = count == 4 && labels().all(|label| label.bytes().all(|b| b.is_ascii_digit()));
    let named = count > 1 && last.len() > 1 && last.chars().all(char::is_alphabetic);
    host == "localhost" || (sound && (numbers || named))
}

/// Whether another program in front has curl as its subject: `grep -n curl ask.sh`.
fn is_subject(lead: &str) -> bool {
    const PROGRAMS: &[&str] = &[
        "grep", "egrep", "fgrep", "rg", "ag", "ack", "git", "man", "which", "whereis", "type", "hash", "apt",
        "apt-get", "brew", "apk", "yum", "dnf", "choco", "winget", "pacman", "pip", "npm", "dpkg", "pgrep", "pkill",
        "killall",
    ];
    let command = lead.rsplit(['|', ';', '&', '(', '`', '$', '>', '%', '#']).next().unwrap_or("");
    let mut words = command.split_whitespace();
    let first = words.next().map(|word| if word == "sudo" { words.next().unwrap_or("") } else { word });
    first.is_some_and(|first| PROGRAMS.contains(&first)) && !command.contains(" -- ")
}

/// Whether a shell, a prompt or a log stands in front, rather than a sentence.
fn command_position(lead: &str) -> bool {
    let lead = lead.trim_end();
    let Some(last) = lead.chars().next_back() else {
        return true;
    };
    if ";|&({!`$%#>❯➜+=:-*]})~→»│\u{feff}".contains(last) {
        return true;
    }
    let word =
        lead.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '`' | '|' | ';' | '&')).next().unwrap_or("");
    if matches!(last, '.' | ')') && word.trim_end_matches(['.', ')']).bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    const BEFORE: &[&str] = &[
        "sudo", "time", "env", "exec", "command", "nohup", "then", "do", "else", "elif", "if", "while", "until",
        "xargs", "watch", "RUN", "CMD", "not", "and", "or", "begin", "doas", "strace", "timeout", "retry", "call",
        "CALL", "INFO", "DEBUG", "builtin", "cmd", "/c", "bash", "sh",
    ];
    let assigned = word
        .split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
    let seconds = word.bytes().next().is_some_and(|b| b.is_ascii_digit()) && lead.contains("timeout");
    BEFORE.contains(&word) || word.starts_with('-') || assigned || seconds
}

/// Whether a line begins with one of curl's options.
pub fn is_option_line(line: &str) -> bool {
    let word = line.split(|c: char| c.is_whitespace()).next().unwrap_or("");
    let dashed = if word.is_ascii() { Cow::Borrowed(word) } else { word.replace(['–', '—'], "-").into() };
    if let Some(name) = dashed.strip_prefix("--") {
        let name = name.split('=').next().unwrap_or("");
        return name.len() > 1 && !matches!(options::long(name), options::Match::Unknown(None));
    }
    let Some(letters) = dashed.strip_prefix('-') else {
        return false;
    };
    let Some(first) = letters.chars().next().and_then(options::short) else {
        return false;
    };
    let second = letters.chars().nth(1);
    second.is_none_or(|c| {
        matches!(c, '\'' | '"' | '“' | '^')
            || (first.takes && first.act != options::Act::Other)
            || options::short(c).is_some()
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_sentences() {
        let yes = [
            "curl https://a.b/c",
            "$ curl -s x",
            "x=$(curl -s \"$U\")",
            "/usr/bin/curl -v https://a",
            "\\curl -s https://a",
            "sudo -E curl -s a.com",
            "time curl -k https://a",
            "a && curl -s https://b",
            "`curl https://a.b`",
            "[dry-run] would execute: curl -X POST https://a",
            "kubectl exec p -- curl -s https://a",
            "KEY=1 curl -s https://a",
            "curl localhost:3000",
            "C:\\x>curl https://a",
            "1. curl https://a.b",
            "curl \\\n  -X POST https://a",
        ];
        for text in yes {
            assert!(places(text).first().is_some_and(|place| place.sure), "{text}");
        }
        let no = [
            "curl: (6) Could not resolve host",
            "curl_cffi.requests",
            "libcurl/8.1",
            "https://curl.se/docs",
            "curl 7.88.1 (x86)",
            "curl works",
            "the curl.",
            "curlconverter",
            "npm i node-curl -D",
            "grep -n curl ask.sh",
            "$ sudo apt-get install curl -y",
            "\"/opt/homebrew/opt/curl/bin/curl\"",
            "curl - a tool",
        ];
        for text in no {
            assert!(places(text).is_empty(), "{text}: {:?}", places(text));
        }
        assert!(!places("please run curl https://a.b for me")[0].sure);
        assert_eq!(places("$r = Invoke-RestMethod -Uri x; irm $u").len(), 2);
        assert!(places("the irm tool; Invoke-RestMethod : Access denied").is_empty());
    }

    #[test]
    fn option_lines() {
        for line in ["-H 'a'", "--data '{}'", "-d'{}'", "-sS", "--request=POST", "–H \"x\"", "-X POST"] {
            assert!(is_option_line(line), "{line}");
        }
        for line in ["- item", "---", "-- status code", "text", "--- a/file", "--nothing-like-it"] {
            assert!(!is_option_line(line), "{line}");
        }
    }
}
