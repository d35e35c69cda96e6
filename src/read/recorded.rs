//! The requests of a browser's recording: method, address, headers and body of each call to Claude, so that the
//! checks run on them.

use crate::json::{self, Value};
use crate::request::{Body, Header, Made, Origin, Request};
use crate::span::Span;
use crate::text::Traced;

/// Headers that every browser writes by itself, and how such begin.
const OWN: &[&str] =
    &["host", "user-agent", "content-length", "accept", "connection", "cookie", "referer", "priority", "te"];
const OWN_BEGIN: &[&str] = &[":", "sec-", "accept-", "x-stainless-", "cache-", "pragma"];
/// The most requests of a recording that are read.
const MOST: usize = 8;

/// The requests of the entries `calls`, each the object of one call.
pub fn requests(paste: &str, calls: &[Span]) -> Vec<Request> {
    calls.iter().take(MOST).filter_map(|call| request(paste, *call)).collect()
}

fn request(paste: &str, call: Span) -> Option<Request> {
    let place = member(paste, call, "request")?;
    let text = Traced::verbatim(place.of(paste), place.start);
    let parsed = json::parse(&text);
    let root = parsed.value.as_ref()?;
    let string = |value: Option<&Value>| value.filter(|value| value.is_string()).map(|value| unescaped(&text, value));
    let url = string(root.get("url"))?;
    let method = string(root.get("method")).unwrap_or_else(|| Traced::replaced("POST", Span::at(place.start)));
    let headers = root.get("headers").map_or(&[][..], Value::items).iter().filter_map(|header| {
        let (name, value) = (string(header.get("name"))?, string(header.get("value"))?);
        let lower = name.as_str().to_ascii_lowercase();
        let own = OWN.contains(&lower.as_str()) || OWN_BEGIN.iter().any(|begin| lower.starts_with(begin));
        (!own).then(|| Header::written(name, value))
    });
    let headers: Vec<Header> = headers.collect();
    let body = root.get("postData").and_then(|data| string(data.get("text"))).filter(|body| !body.is_empty());
    let program = method.whole();
    Some(Request {
        origin: Origin::Recorded,
        method,
        url,
        headers,
        body: body.map_or(Body::None, Body::Text),
        file: None,
        span: place,
        program,
        insecure: None,
        proxy: None,
        dialect: None,
        made: Made::default(),
    })
}

/// The object that stands behind the key `name` of the object at `call`; a cut one reaches to the end.
pub fn member(paste: &str, call: Span, name: &str) -> Option<Span> {
    let bytes = paste.as_bytes().get(..call.end)?;
    let (mut at, mut depth) = (call.start, 0_usize);
    let (mut key, mut begin) = (None, None);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let from = at + 1;
                at = from;
                while bytes.get(at).is_some_and(|byte| *byte != b'"') {
                    at += 1 + usize::from(bytes.get(at) == Some(&b'\\'));
                }
                if depth == 1 {
                    key = bytes.get(from..at);
                }
            }
            b'{' | b'[' => {
                depth += 1;
                if depth == 2 && key == Some(name.as_bytes()) {
                    begin = Some(at);
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if let (1, Some(begin)) = (depth, begin) {
                    return Some(Span::new(begin, at + 1));
                }
            }
            b',' if depth == 1 => key = None,
            _ => {}
        }
        at += 1;
    }
    begin.map(|begin| Span::new(begin, call.end).on_borders(paste))
}

/// The text of a JSON string without its quotes and escapes; each piece knows where it stands.
fn unescaped(text: &Traced, value: &Value) -> Traced {
    let range = value.range.start + 1..value.range.end.saturating_sub(1).max(value.range.start + 1);
    let raw = text.as_str().get(range.clone()).unwrap_or("");
    let mut out = Traced::new();
    let mut at = 0;
    while let Some(slash) = raw.get(at..).and_then(|rest| rest.find('\\')).map(|step| at + step) {
        out.append(&text.slice(range.start + at..range.start + slash));
        let (decoded, length) = escape(raw.get(slash..).unwrap_or(""));
        let end = (slash + length).min(raw.len());
        out.push_replaced(&decoded, text.source(range.start + slash..range.start + end));
        at = end;
    }
    out.append(&text.slice(range.start + at..range.start + raw.len()));
    out
}

/// What the escape at the head of a text stands for, and its length in bytes.
fn escape(raw: &str) -> (String, usize) {
    let Some(letter) = raw.chars().nth(1) else { return ("\\".to_owned(), 1) };
    let plain = match letter {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => return unicode(raw),
        other => other,
    };
    (plain.to_string(), 1 + letter.len_utf8())
}

/// `\u00e9`, or a pair for a character beyond them; what is none stays as written.
fn unicode(raw: &str) -> (String, usize) {
    let unit = |at: usize| {
        let written = raw.get(at..at + 2)? == "\\u";
        u16::from_str_radix(raw.get(at + 2..at + 6)?, 16).ok().filter(|_| written)
    };
    let Some(first) = unit(0) else { return ("\\u".to_owned(), 2) };
    let (units, length) =
        match unit(6).filter(|second| (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(second)) {
            Some(second) => (vec![first, second], 12),
            None => (vec![first], 6),
        };
    match String::from_utf16(&units) {
        Ok(text) => (text, length),
        // Half of a pair is what was sent: checks look for it as written.
        Err(_) => (raw.get(..length).unwrap_or("").to_owned(), length),
    }
}

#[cfg(test)]
mod tests {
    use crate::read::read;
    use crate::request::Origin;

    const RECORDING: &str = r#"{"log":{"version":"1.2","entries":[
      {"request":{"method":"POST","url":"https://app.example/api","headers":[{"name":"cf-ray","value":"9b1-FRA"}]},"response":{"status":200}},
      {"_x":{"request":{"url":"no"}},"request":{"method":"POST","url":"https://api.anthropic.com/v1/messages","headers":[{"name":":authority","value":"x"},{"name":"anthropic-version","value":"2023-06-01"},{"name":"sec-fetch-mode","value":"cors"}],
      "postData":{"mimeType":"application/json","text":"{\"model\":\"claude-haiku-5-5\",\n\"messages\":[{\"role\":\"user\",\"content\":\"caf\u00e9\"}]}"}},"response":{"status":400,"headers":[{"name":"request-id","value":"req_011CfTG7atwKZC5wRJ1doAQM"}]}}]}}"#;

    #[test]
    fn a_recorded_call_is_a_request_with_its_places() {
        let reading = read(RECORDING);
        assert_eq!(reading.requests.len(), 1);
        let request = &reading.requests[0];
        assert_eq!(request.origin, Origin::Recorded);
        assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "https://api.anthropic.com/v1/messages"));
        assert_eq!(request.url.whole().of(RECORDING), request.url.as_str());
        let names: Vec<&str> = request.headers.iter().map(|header| header.name.as_str()).collect();
        assert_eq!(names, ["anthropic-version"]);
        let body = request.text().unwrap();
        let sent = "{'model':'claude-haiku-5-5',\n'messages':[{'role':'user','content':'café'}]}".replace('\'', "\"");
        assert_eq!(body.as_str(), sent);
        let at = body.as_str().find("messages").unwrap();
        assert_eq!(body.source(at..at + 8).of(RECORDING), "messages");
        assert!(!reading.evidence.iter().any(|line| line.label == "Cloudflare ray"), "a header of another call");
    }

    #[test]
    fn cut_and_odd_recordings_are_read_as_far_as_they_go() {
        for end in (0..RECORDING.len()).step_by(7).filter(|end| RECORDING.is_char_boundary(*end)) {
            assert!(read(&RECORDING[..end]).requests.len() <= 1);
        }
        let odd = RECORDING.replace(r"\u00e9", r"\ud83d\ude00\ud800\u12");
        assert!(read(&odd).requests[0].text().is_some_and(|body| body.as_str().contains(r"😀\ud800")));
    }
}
