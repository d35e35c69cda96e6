//! Who printed the paste, which platform was called, and whether the error is somebody else's.

use super::address::{addressed, configured, platform_of};
use super::tables::{Marker, CLAUDES_OWN, CLAUDE_WORDS, CLIENTS, LOOKALIKES, PLATFORMS, VENDORS};
use super::{strangers, Found, Reading};
use crate::request::Origin;
use crate::span::Span;
use crate::text;

/// What Claude Code draws in front of a result.
const BRANCH: char = '⎿';

/// Reads client, platform and vendor by the tables, then by the hosts that were called.
pub fn read(paste: &str, reading: &mut Reading) {
    let vendor = heaviest(paste, reading, VENDORS, 9);
    // Words that only Claude's own answers hold, whoever passed them on.
    let from_claude = CLAUDES_OWN.iter().any(|words| reading.words.find(words, paste).is_some())
        || reading.request_ids.iter().any(|id| id.value.starts_with("req_0"));
    let claude = speaks_of_claude(paste, reading);
    let vendor = vendor.or_else(|| strangers::by_form(paste, &reading.words, claude, reading.error_type.is_some()));
    reading.vendor = vendor.filter(|_| !from_claude);

    let command = reading.requests.iter().find(|r| r.origin.is_command());
    let program = command.map(|request| match request.origin {
        Origin::InvokeRestMethod => Found { value: "powershell", span: request.program },
        Origin::HttpIe => Found { value: "other-wrapper", span: request.program },
        _ => Found { value: "curl", span: request.program },
    });
    // Whatever a gateway's answer quotes: behind its branch, Claude Code printed it.
    let drawn = branch(paste).filter(|_| reading.words.find("API Error", paste).is_some());
    let lookalike = LOOKALIKES.iter().find_map(|words| reading.words.find(words, paste));
    let lookalike = lookalike.map(|span| Found { value: "other-wrapper", span });
    let banner = lookalike.or(drawn).or_else(|| heaviest(paste, reading, CLIENTS, 4)).or_else(|| branch(paste));
    reading.client = match (program, banner) {
        // Windows PowerShell calls its own command when it reads `curl`.
        (Some(_), Some(banner)) if banner.value == "powershell" => Some(banner),
        // Whoever printed an error first; the command below it is how the person looked closer.
        (Some(program), Some(banner))
            if banner.span.end <= program.span.start && weight(paste, reading, CLIENTS, banner.value) >= 20 =>
        {
            Some(banner)
        }
        (Some(_), Some(banner))
            if weight(paste, reading, CLIENTS, banner.value) >= 20 && reading.error_type.is_some() =>
        {
            Some(banner)
        }
        (Some(program), _) => Some(program),
        (None, banner) => banner,
    };
    // Code is how somebody calls; whoever printed an error knows better.
    let called = reading.requests.iter().find_map(|request| {
        let value = match request.origin {
            Origin::PythonSdk => "python-sdk",
            Origin::TypeScriptSdk => "ts-sdk",
            Origin::Fetch | Origin::Browser | Origin::PythonHttp => "other-wrapper",
            _ => return None,
        };
        Some(Found { value, span: request.program })
    });
    let silent = reading.error_type.is_none() && reading.status.is_none() && reading.message.is_none();
    let sdk = called.filter(|called| silent && called.value != "other-wrapper");
    reading.client = sdk.or(reading.client).or(called);

    // The notation of a printed error object is that of the language that its client is written in.
    if reading.client.is_none() {
        let by_notation = reading.error_type.as_ref().and_then(|kind| notation(paste, kind.span));
        reading.client =
            by_notation.zip(reading.error_type.as_ref()).map(|(value, kind)| Found { value, span: kind.span });
    }
    if reading.client.is_none() {
        reading.client = hanging(paste, reading).map(|span| Found { value: "claude-code", span });
    }
    // An error of the Claude API that no known client printed came through some other program.
    let claude = reading.vendor.is_none() && (from_claude || reading.error_type.is_some());
    if reading.client.is_none() && claude {
        let span = reading.error_type.as_ref().map_or_else(Span::default, |kind| kind.span);
        reading.client = Some(Found { value: "other-wrapper", span });
    }
    let mut called = reading.requests.iter().filter_map(|request| {
        let (host, path) = request.host_and_path();
        (!host.is_empty()).then(|| Found { value: platform_of(&host, &path), span: request.url.whole() })
    });
    let first = called.next();
    // Of several addresses, the first that is known.
    reading.platform =
        match first
            .map(|host| if host.value == "other" { called.find(|h| h.value != "other").unwrap_or(host) } else { host })
        {
            Some(host) => Some(host),
            None => heaviest(paste, reading, PLATFORMS, 7).or_else(|| addressed(paste)).or_else(|| configured(paste)),
        };
    // Where nothing names another platform, a client of Claude talks to the Claude API.
    if reading.platform.is_none() && reading.vendor.is_none() {
        reading.platform = reading.client.map(|client| Found { value: "api", span: client.span });
    }
}

/// Clouds that serve other makers' models too.
const CLOUDS: [&str; 2] = ["bedrock", "aiplatform"];

/// Whether any word of Claude stands in the paste. Where another vendor is named, its cloud's name is none.
pub fn speaks_of_claude(paste: &str, reading: &Reading) -> bool {
    let counts = |words: &&&str| reading.vendor.is_none() || !CLOUDS.contains(*words);
    CLAUDE_WORDS
        .iter()
        .filter(counts)
        .any(|words| reading.words.find(words, paste).is_some() && as_written(paste, words))
}

/// Once a call to Claude is known to have failed, some program made it, and where nothing names a platform the API
/// was called.
pub fn suppose_caller(reading: &mut Reading) {
    let span = reading.error_type.as_ref().map_or_else(Span::default, |kind| kind.span);
    let client = *reading.client.get_or_insert(Found { value: "other-wrapper", span });
    if reading.vendor.is_none() {
        reading.platform.get_or_insert(Found { value: "api", span: client.span });
    }
}

/// The SDK in whose language the object around the error type `kind` is written: `'type': '…'` in Python,
/// `:type=>"…"` or `"type" => "…"` in Ruby.
fn notation(paste: &str, kind: Span) -> Option<&'static str> {
    let before = paste.get(..kind.start)?;
    let key = before.strip_suffix(['\'', '"'])?.trim_end();
    if key.ends_with("'type':") && before.ends_with('\'') {
        return Some("python-sdk");
    }
    let key = key.strip_suffix("=>").map(str::trim_end)?;
    // Elixir writes its maps like Ruby, behind a per cent sign.
    let elixir = text::tail(key, 400).contains("%{");
    (key.ends_with(":type") || key.ends_with("\"type\"")).then_some(if elixir { "other-sdk" } else { "ruby-sdk" })
}

/// Spaces that Claude Code puts before the further lines of an error that is wider than the terminal.
const INDENT: [usize; 2] = [4, 5];

/// The first line of an error object that goes on, indented as Claude Code does it, on lines that begin where nobody who
/// prints JSON for people would break it: inside a string.
fn hanging(paste: &str, reading: &Reading) -> Option<Span> {
    let kind = reading.error_type.as_ref()?.span;
    let begin = paste.get(..kind.start)?.rfind("{\"").map_or(kind.start, |at| at);
    let begin = paste.get(..begin)?.rfind('\n').map_or(0, |at| at + 1);
    let mut lines = paste.get(begin..)?.lines();
    let first = lines.next()?;
    let indented = |line: &str| INDENT.contains(&line.bytes().take_while(|byte| *byte == b' ').count());
    let mut last = first;
    let (mut further, mut broken) = (0, 0);
    for line in lines.by_ref().take(20).take_while(|line| indented(line)) {
        further += 1;
        broken += usize::from(!last.trim_end().ends_with(['{', '}', '[', ']', ',']));
        last = line;
    }
    let object = first.trim_start().starts_with(|c: char| c == '{' || c.is_ascii_digit()) && first.contains("{\"");
    (object && further > 0 && 2 * broken > further && last.contains('}')).then(|| Span::new(begin, begin + first.len()))
}

/// The branch that Claude Code draws in front of a tool's output and of its errors.
fn branch(paste: &str) -> Option<Found<&'static str>> {
    let at = paste.find(BRANCH)?;
    Some(Found { value: "claude-code", span: Span::new(at, at + BRANCH.len_utf8()) })
}

/// Claude Code writes `API Error` with two capitals; many a program says that some "API error" occurred, or whose.
const CAPITALS: &str = "API Error";
/// How JavaScript begins to print an error.
const PRINTED: &str = "Error: ";
/// Words before it that name a service, besides those with capitals inside, as `DeepSeek` has.
const SERVICES: [&str; 10] =
    ["claude", "anthropic", "bedrock", "gemini", "groq", "mistral", "cohere", "kimi", "qwen", "grok"];
/// Places of it that are looked at.
const MOST: usize = 1_000;

/// Whether words that count only in their own capitals, and behind no name, stand in the paste like that.
pub fn as_written(paste: &str, words: &str) -> bool {
    // As JavaScript prints an `Error`; `last_error:` and a log's `ERROR:` are others' words.
    if words.starts_with(PRINTED) {
        return paste.contains(PRINTED);
    }
    if !words.starts_with(CAPITALS) {
        return true;
    }
    paste.match_indices(CAPITALS).take(MOST).any(|(at, _)| {
        let before = text::tail(paste.get(..at).unwrap_or(""), 40);
        let name = before.strip_suffix(' ').unwrap_or("").rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let capitals = name.chars().skip(1).any(char::is_uppercase);
        // `API Errors`, `API Error Codes`
        let behind = paste.get(at + CAPITALS.len()..).unwrap_or("");
        if behind.starts_with(char::is_alphabetic) || behind.trim_start_matches(' ').starts_with(char::is_alphabetic) {
            return false;
        }
        !capitals && !SERVICES.iter().any(|service| name.eq_ignore_ascii_case(service))
    })
}

/// The name with the highest sum of weights, if it reaches `least`, and its first words.
fn heaviest(paste: &str, reading: &Reading, table: &[Marker], least: u32) -> Option<Found<&'static str>> {
    let mut sums: Vec<(&'static str, u32, Span)> = Vec::new();
    for marker in table {
        let Some(span) = reading.words.find(marker.text, paste).filter(|_| as_written(paste, marker.text)) else {
            continue;
        };
        match sums.iter_mut().find(|(name, ..)| *name == marker.name) {
            Some(entry) => entry.1 += marker.weight,
            None => sums.push((marker.name, marker.weight, span)),
        }
    }
    // The first of equals: tables list the specific names before the general ones.
    let top = sums.iter().map(|(_, sum, _)| *sum).max()?;
    let (name, sum, span) = sums.into_iter().find(|(_, sum, _)| *sum == top)?;
    (sum >= least).then_some(Found { value: name, span })
}

fn weight(paste: &str, reading: &Reading, table: &[Marker], name: &str) -> u32 {
    table.iter().filter(|m| m.name == name && reading.words.find(m.text, paste).is_some()).map(|m| m.weight).sum()
}
