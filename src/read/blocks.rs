//! A paste split into what it is made of: command, headers, answer, stack trace, log, prose.

use super::prefix;
use crate::request::{Origin, Request};
use crate::span::Span;
use crate::text::head;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A command line.
    Command,
    /// A request: its line and headers, or a body that stands alone.
    Request,
    /// An answer's body.
    Response,
    /// An answer's status line and headers.
    Headers,
    /// JSON that is neither request nor answer.
    Json,
    /// A stack trace.
    StackTrace,
    /// Lines of a log or of a program's output.
    Log,
    /// A page.
    Html,
    /// Words of a person.
    Prose,
}

impl Kind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Command => "command",
            Self::Request => "request",
            Self::Response => "answer",
            Self::Headers => "headers",
            Self::Json => "JSON",
            Self::StackTrace => "stack trace",
            Self::Log => "log",
            Self::Html => "HTML page",
            Self::Prose => "prose",
        }
    }
}

/// Lines that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What they are.
    pub kind: Kind,
    /// Where they stand, blank lines around them left out.
    pub span: Span,
}

/// Blocks that are kept; the last one takes the rest.
const MOST: usize = 200;
/// How much (bytes) of a line is looked at.
const LOOK: usize = 400;

/// Splits a paste. Linear in its length.
pub fn split(paste: &str, requests: &[Request]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut splitter = Splitter::default();
    let mut at = 0;
    let mut requests = requests.iter().filter(|request| !request.span.is_empty()).peekable();
    for line in paste.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let words = line.trim();
        if words.is_empty() {
            splitter.blank();
            continue;
        }
        while requests.next_if(|request| request.span.end <= start).is_some() {}
        let sent = requests.peek().filter(|request| request.span.start < end).map(|request| match request.origin {
            Origin::JsonBody | Origin::RawHttp | Origin::Recorded => Kind::Request,
            origin if origin.is_code() => Kind::Request,
            _ => Kind::Command,
        });
        let kind = match sent {
            Some(kind) => {
                splitter = Splitter::default();
                kind
            }
            None => splitter.kind(line),
        };
        let lead = line.len() - line.trim_start().len();
        let span = Span::new(start + lead, start + line.trim_end().len());
        let full = blocks.len() >= MOST;
        match blocks.last_mut() {
            Some(last) if last.kind == kind || full => last.span.end = span.end,
            _ => blocks.push(Block { kind, span }),
        }
    }
    blocks
}

/// What the lines so far say about the next one.
#[derive(Default)]
struct Splitter {
    /// Open braces of a JSON text, and what it is.
    depth: usize,
    json: Option<Kind>,
    html: bool,
    headers: Option<Kind>,
    trace: bool,
}

impl Splitter {
    fn blank(&mut self) {
        self.headers = None;
        self.trace = false;
    }

    fn kind(&mut self, line: &str) -> Kind {
        let prefixed = prefix::length(line);
        let logged = prefixed > 0;
        let head = head(line.get(prefixed..).unwrap_or("").trim(), LOOK);
        let words = head.trim_start_matches(['<', '>', '│', '┃', '⎿', '●', '⏺', ' ']);
        if let (Some(kind), true) = (self.json, self.depth > 0) {
            self.count(line);
            return kind;
        }
        if self.html || html(head) {
            self.html = !line.contains("</html>") && !line.contains("</HTML>");
            return Kind::Html;
        }
        if let Some(kind) = status_line(words) {
            self.headers = Some(kind);
            return kind;
        }
        if let (Some(kind), true) = (self.headers, header(words)) {
            return kind;
        }
        self.headers = None;
        if words.starts_with("data:") || words.starts_with("event:") {
            return Kind::Response;
        }
        if trace(head) || self.trace && line.starts_with([' ', '\t']) {
            self.trace = true;
            return Kind::StackTrace;
        }
        self.trace = false;
        if head.starts_with(['{', '[']) && json(head) {
            let kind = if head.contains("error") || head.contains("\"type\"") { Kind::Response } else { Kind::Json };
            self.json = Some(kind);
            self.depth = 0;
            self.count(line);
            return kind;
        }
        if logged || log(head) {
            return Kind::Log;
        }
        Kind::Prose
    }

    /// Follows the braces of a JSON text; strings are skipped as far as one line goes.
    fn count(&mut self, line: &str) {
        let (mut quoted, mut escaped) = (false, false);
        for byte in line.bytes() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => self.depth += 1,
                b'}' | b']' if !quoted => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }
}

fn html(line: &str) -> bool {
    let begin = line.get(..line.len().min(10)).unwrap_or("").to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<title", "<center", "<meta"].iter().any(|tag| begin.starts_with(tag))
}

/// `HTTP/2 401`, `POST /v1/messages HTTP/1.1`
fn status_line(line: &str) -> Option<Kind> {
    if line.starts_with("HTTP/") {
        return Some(Kind::Headers);
    }
    let method = ["POST /", "GET /", "PUT /", "DELETE /", "OPTIONS /"].iter().any(|begin| line.starts_with(begin));
    (method && line.contains(" HTTP/")).then_some(Kind::Request)
}

/// `name: value`
fn header(line: &str) -> bool {
    let name = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    name > 1 && line.as_bytes().get(name) == Some(&b':')
}

fn json(line: &str) -> bool {
    line.get(1..).is_none_or(|rest| {
        rest.trim_start().is_empty() || rest.trim_start().starts_with(['"', '\'', '{', '[', '}', ']'])
    })
}

fn trace(line: &str) -> bool {
    ["Traceback (most recent", "Caused by: ", "Stack trace:", "goroutine ", "During handling of", "The above exception"]
        .iter()
        .any(|begin| line.starts_with(begin))
        || line.starts_with("at ") && line.contains(['(', ':', '/', '<'])
        || line.starts_with("File \"") && line.contains(", line ")
        || line.starts_with('#') && line.get(1..2).is_some_and(|digit| digit.starts_with(|c: char| c.is_ascii_digit()))
        || line.starts_with("from ") && line.contains(":in ")
        || line.starts_with("... ") && line.ends_with(" more")
        || line.split_once(": ").is_some_and(|(name, _)| exception(name))
}

/// `anthropic.RateLimitError`, `java.lang.IllegalStateException`, `NoMethodError`
fn exception(name: &str) -> bool {
    let word = name.rsplit([' ', '.', ':', '\\']).next().unwrap_or(name);
    name.len() <= 120
        && (word.ends_with("Error") || word.ends_with("Exception"))
        && word.len() > 5
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && !name.contains("API Error")
}

fn log(line: &str) -> bool {
    line.starts_with(['⎿', '●', '⏺', '✻', '✢', '╭', '╰', '│', '*', '='])
        || [
            "API Error",
            "ERROR",
            "INFO",
            "WARN",
            "DEBUG",
            "[ERROR]",
            "[error]",
            "[info]",
            "error:",
            "Error:",
            "curl: (",
        ]
        .iter()
        .any(|begin| line.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;

    #[test]
    fn a_paste_falls_into_its_parts() {
        use Kind::{Command, Headers, Html, Json, Log, Prose, Request, Response, StackTrace};
        for (paste, kinds) in [
            (
                "this fails:\n\n$ curl -i https://api.anthropic.com/v1/messages -d '{}'\nHTTP/2 401\ndate: x\n\n{\"type\":\"error\",\"error\":{\n \"a\": 1\n}}\nany idea?",
                vec![Prose, Command, Headers, Response, Prose],
            ),
            ("> POST /v1/messages HTTP/2\n> host: x\n\n< HTTP/2 200\n< date: b", vec![Request, Headers]),
            ("Traceback (most recent call last):\n  File \"a.py\", line 1, in x\n    y()\nanthropic.APIError: z", vec![StackTrace]),
            ("2026-09-08T06:12:33Z start\n2026-09-08T06:12:34Z stop\n{\"a\":1}", vec![Log, Json]),
            ("  ⎿  API Error: 529\n\n<html>\n<p>x\n</html>\nhelp", vec![Log, Html, Prose]),
            ("event: error\ndata: {}", vec![Response]),
            ("{\"model\":\"m\",\"messages\":[]}\n", vec![Request]),
            ("", vec![]),
        ] {
            let blocks = read(paste).blocks;
            assert_eq!(blocks.iter().map(|block| block.kind).collect::<Vec<_>>(), kinds, "{paste}");
            for pair in blocks.windows(2) {
                assert!(pair[0].span.end <= pair[1].span.start, "{paste}");
            }
        }
    }
}
