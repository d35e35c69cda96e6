//! HAR files: a browser's recording of everything it loaded. Only the calls to Claude are read.

use super::address::platform_of;
use super::recorded;
use crate::span::Span;
use crate::text;

/// How far into the text the recording must begin.
const HEAD: usize = 2_000;

/// A recording with calls to Claude in it.
#[derive(Debug, Default)]
pub struct Recording {
    /// The entries that are such calls, in order.
    pub calls: Vec<Span>,
    /// All the rest, which is not read.
    pub left_out: Vec<Span>,
}

/// Finds the calls to Claude of a recording. Nothing where the text is no recording, or one without such a call.
/// Linear in the text.
pub fn find(paste: &str) -> Option<Recording> {
    let begin = text::head(paste, HEAD);
    if !begin.trim_start().starts_with('{') || !begin.contains("\"log\"") {
        return None;
    }
    let list = paste.find("\"entries\"").and_then(|at| Some(at + paste.get(at..)?.find('[')? + 1))?;
    let calls: Vec<Span> = entries(paste, list).filter(|entry| is_claude(paste, *entry)).collect();
    let mut out = Vec::new();
    // The head stays: it says that this is a browser's recording.
    let mut at = list;
    for call in &calls {
        out.push(Span::new(at, call.start));
        at = call.end;
    }
    out.push(Span::new(at, paste.len()));
    out.retain(|span| !span.is_empty());
    (!calls.is_empty()).then_some(Recording { calls, left_out: out })
}

/// The objects of the list that begins at byte `from`; a cut one reaches to the end.
fn entries(paste: &str, from: usize) -> impl Iterator<Item = Span> + '_ {
    let bytes = paste.as_bytes();
    let mut at = from;
    std::iter::from_fn(move || {
        let (mut depth, mut start, mut quoted) = (0_usize, None, false);
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'\\' if quoted => at += 1,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => {
                    start.get_or_insert(at - 1);
                    depth += 1;
                }
                b'}' | b']' if !quoted => {
                    depth = depth.checked_sub(1)?;
                    if let (0, Some(start)) = (depth, start) {
                        return Some(Span::new(start, at));
                    }
                }
                _ => {}
            }
        }
        start.map(|start| Span::new(start, bytes.len()))
    })
}

/// Whether the recorded call went to Claude: by its host, or by its path where a gateway stands between.
fn is_claude(paste: &str, entry: Span) -> bool {
    // Not the first address of the entry: a script that started the call may stand before it.
    let Some(request) = recorded::member(paste, entry, "request").map(|span| span.of(paste)) else { return false };
    let url = request.find("\"url\"").and_then(|at| request.get(at + 5..)?.split('"').nth(1));
    let Some((_, rest)) = url.and_then(|url| url.split_once("://")) else { return false };
    let cut = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(cut);
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    match platform_of(&host, path) {
        "bedrock" => host.contains("bedrock"),
        "vertex" => path.contains("anthropic"),
        "other" => path.split('?').next().unwrap_or(path).ends_with("/v1/messages"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recording(urls: &[&str]) -> String {
        let entry = |url: &&str| {
            format!("{{\"_initiator\":{{\"url\":\"https://x.example\"}},\"request\":{{\"url\":\"{url}\",\"x\":\"a\\\"]}}\"}}}}")
        };
        format!(
            "{{\"log\":{{\"version\":\"1.2\",\"entries\":[{}]}}}}",
            urls.iter().map(entry).collect::<Vec<_>>().join(",\n")
        )
    }

    #[test]
    fn only_calls_to_claude_stay() {
        let urls = [
            "https://a.example/api/x",
            "https://api.anthropic.com/v1/messages",
            "https://gw.corp/v1/messages?beta=true",
            "https://s3.eu-west-1.amazonaws.com/x",
        ];
        let paste = recording(&urls);
        let mut kept = paste.clone();
        for span in find(&paste).unwrap().left_out.into_iter().rev() {
            kept.replace_range(span.start..span.end, "");
        }
        for (url, stays) in urls.iter().zip([false, true, true, false]) {
            assert_eq!(kept.contains(url), stays, "{url} in {kept}");
        }
        assert!(find(&recording(&urls[..1])).is_none(), "no call to Claude: the whole is read");
        assert!(find("{\"log\":{\"entries\":[{\"request\"").is_none());
        assert!(find("plain").is_none());
    }
}
