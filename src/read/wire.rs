//! A raw HTTP request in a paste: `POST /v1/messages HTTP/1.1`, header lines, an empty line, the body.

use crate::request::{Body, Header, Made, Origin, Request};
use crate::shell::guess;
use crate::span::Span;
use crate::text::Traced;

const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
/// Headers that every client writes by itself.
const OWN: &[&str] = &["host", "user-agent", "content-length", "accept", "connection", "expect"];
/// The most requests of a paste that are read.
const MOST: usize = 8;

/// The requests that stand in a paste as they go over the wire. One without a host is left alone: nobody knows
/// where it went.
pub fn requests(paste: &str) -> Vec<Request> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut lines = paste.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let begin = at;
        at += line.len();
        if found.len() >= MOST {
            break;
        }
        let Some((method, target)) = request_line(line) else { continue };
        let mut head = Head { host: None, headers: Vec::new(), end: at };
        while head.line(paste, &mut lines, &mut at) {}
        if let Some(request) = build(paste, begin, method, target, head) {
            at = at.max(request.span.end);
            lines = paste.get(at..).unwrap_or("").split_inclusive('\n');
            found.push(request);
        }
    }
    found
}

/// Method and target of a request line.
fn request_line(line: &str) -> Option<(&str, &str)> {
    let (method, rest) = line.split_once(' ')?;
    if !METHODS.contains(&method) {
        return None;
    }
    let (target, version) = rest.trim_end().split_once(' ')?;
    let sound = version.strip_prefix("HTTP/").is_some_and(|number| number.starts_with(['1', '2', '3']));
    (sound && (target.starts_with('/') || target.starts_with("http"))).then_some((method, target))
}

/// The header lines so far.
struct Head {
    host: Option<Traced>,
    headers: Vec<Header>,
    /// One past the last header line.
    end: usize,
}

impl Head {
    /// Reads the next line; whether it was one of the head.
    fn line<'a>(&mut self, paste: &'a str, lines: &mut std::str::SplitInclusive<'a, char>, at: &mut usize) -> bool {
        let rest = paste.get(*at..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        let Some((name, value)) = line.split_once(':') else { return false };
        let sound = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if !sound {
            return false;
        }
        let typed = value.trim();
        let from = *at + name.len() + 1 + (value.len() - value.trim_start().len());
        let (name, value) = (Traced::verbatim(name, *at), Traced::verbatim(typed, from));
        let lower = name.as_str().to_ascii_lowercase();
        if lower == "host" {
            self.host = Some(value);
        } else if !OWN.contains(&lower.as_str()) && !typed.is_empty() {
            self.headers.push(Header::written(name, value));
        }
        lines.next();
        *at += line.len() + usize::from(line.len() < rest.len());
        self.end = *at;
        true
    }
}

fn build(paste: &str, begin: usize, method: &str, target: &str, head: Head) -> Option<Request> {
    let target_at = begin + method.len() + 1;
    let target = Traced::verbatim(target, target_at);
    let url = if target.as_str().starts_with('/') {
        let host = head.host.filter(|host| !host.is_empty())?;
        let mut url = Traced::replaced("https://", Span::at(host.whole().start));
        url.append(&host);
        url.append(&target);
        url
    } else {
        target
    };
    let below = paste.get(head.end..).unwrap_or("");
    let body = below.trim_start_matches(['\r', '\n', ' ', '\t']);
    let start = paste.len() - body.len();
    let near = below.get(..below.len() - body.len()).is_some_and(|gap| gap.matches('\n').count() <= 2);
    let length = if near && guess::begins_json(body) {
        guess::json_end(body).unwrap_or_else(|| body.find("\n\n").unwrap_or(body.len()))
    } else {
        0
    };
    let text = body.get(..length).unwrap_or("").trim_end();
    let end = if text.is_empty() { head.end } else { start + text.len() };
    let program = Span::new(begin, begin + method.len());
    Some(Request {
        origin: Origin::RawHttp,
        method: Traced::verbatim(method, begin),
        url,
        headers: head.headers,
        body: if text.is_empty() { Body::None } else { Body::Text(Traced::verbatim(text, start)) },
        file: None,
        span: Span::new(begin, end).on_borders(paste),
        program,
        insecure: None,
        proxy: None,
        dialect: None,
        made: Made::default(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    const PASTE: &str = "sent:\nPOST /v1/messages HTTP/1.1\r\nHost: api.anthropic.com\r\nx-api-key: $KEY\r\n\
        Content-Length: 20\r\n\r\n{\"model\": \"m\"}\nHTTP/1.1 400 Bad Request\nrequest-id: req_1\n";

    #[test]
    fn a_raw_request_is_read_with_its_places() {
        let found = requests(PASTE);
        assert_eq!(found.len(), 1);
        let request = &found[0];
        assert_eq!(request.method.as_str(), "POST");
        assert_eq!(request.url.as_str(), "https://api.anthropic.com/v1/messages");
        assert_eq!(request.headers.len(), 1);
        assert_eq!(request.headers[0].value.whole().of(PASTE), "$KEY");
        assert_eq!(request.text().unwrap().as_str(), "{\"model\": \"m\"}");
        assert_eq!(request.text().unwrap().whole().of(PASTE), "{\"model\": \"m\"}");
    }

    #[test]
    fn what_is_no_request_is_left_alone() {
        for paste in [
            "POST /v1/messages HTTP/1.1\n\n{}",
            "127.0.0.1 - - \"POST /v1/messages HTTP/1.1\" 400",
            "POST is the method, HTTP/1.1 the version",
            "HTTP/1.1 200 OK\nHost: a.b\n",
        ] {
            assert!(requests(paste).is_empty(), "{paste}");
        }
    }
}
