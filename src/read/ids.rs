//! Ids that stand outside headers: the organization in a message, and AWS's request ids as its SDKs print them.

use super::{Evidence, Reading, Words};

/// Words in front of an organization's id, in the form of the skeleton.
const ORGANIZATIONS: &[&str] = &["(org:", "organization_id:", "organizationid:", "organizationuuid:", "organization("];
/// Words in front of a request id of AWS.
const REQUESTS: &[&str] = &["requestid:", "x-amzn-requestid:", "request-id:", "requestid="];
/// Groups of hexadecimal digits in an id, and the dashes between them.
const SHAPE: [usize; 5] = [8, 4, 4, 4, 12];
/// Ids of AWS that are listed.
const LISTED: usize = 3;
/// Places that are looked at.
const MOST: usize = 200;

/// The words of which every place is wanted.
pub fn marks() -> impl Iterator<Item = &'static str> {
    ORGANIZATIONS.iter().chain(REQUESTS).copied()
}

/// Adds them to the evidence; what a header said already is not said again.
pub fn read(paste: &str, reading: &mut Reading) {
    let text = reading.words.bytes();
    let mut found: Vec<Evidence> = Vec::new();
    let mut say = |label, rule, from: usize, listed: usize| {
        let span = reading.words.skeleton.span(from, from + 36, paste);
        let value = String::from_utf8_lossy(text.get(from..from + 36).unwrap_or(&[])).into_owned();
        let known = |e: &Evidence| e.label == label && e.value.eq_ignore_ascii_case(&value);
        let fresh = !reading.evidence.iter().chain(&found).any(known);
        if fresh && found.iter().filter(|e| e.label == label).count() < listed {
            found.push(Evidence { label, value, span: Some(span), rule });
        }
    };
    for from in ORGANIZATIONS.iter().filter_map(|word| behind(&reading.words, word).next()).take(1) {
        say("Organization", "named in the answer", from, 1);
    }
    if reading.platform.is_some_and(|platform| platform.value == "bedrock") {
        for from in REQUESTS.iter().flat_map(|word| behind(&reading.words, word)) {
            say("AWS request id", "as AWS’s clients print it", from, LISTED);
        }
    }
    reading.evidence.append(&mut found);
}

/// Where ids begin that stand behind a word.
fn behind<'a>(words: &'a Words, word: &'static str) -> impl Iterator<Item = usize> + 'a {
    let places = words.places(word).map(|at| at + word.len()).take(MOST);
    places.filter(|at| is_id(words.bytes().get(*at..).unwrap_or(&[])))
}

/// Whether a text begins with `8a6f1d0e-1111-4c2b-9d3e-aaaaaaaaaaaa`.
fn is_id(text: &[u8]) -> bool {
    let mut rest = text;
    SHAPE.iter().enumerate().all(|(group, length)| {
        let dash = usize::from(group > 0);
        let begins = dash == 0 || rest.first() == Some(&b'-');
        let digits = rest.get(dash..dash + length).is_some_and(|part| part.iter().all(u8::is_ascii_hexdigit));
        rest = rest.get(dash + length..).unwrap_or(&[]);
        begins && digits
    }) && !rest.first().is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn ids_outside_headers() {
        let id = "8a6f1d0e-1111-4c2b-9d3e-aaaaaaaaaaaa";
        for (paste, label, found) in [
            (format!("rate limit of 5 requests per minute (org: {id}, model: claude-haiku-4-5)"), "Organization", true),
            (
                format!("operation error Bedrock Runtime: InvokeModel, StatusCode: 403, RequestID: {id}, AccessDenied"),
                "AWS request id",
                true,
            ),
            (format!("(Service: BedrockRuntime, Status Code: 429, Request ID: {id})"), "AWS request id", true),
            (
                format!("'ResponseMetadata': {{'RequestId': '{id}'}} when calling the InvokeModel"),
                "AWS request id",
                true,
            ),
            (format!("API Error: 500, Client Request Id: {id}"), "AWS request id", false),
            ("bedrock-runtime RequestId: 8a6f1d0e".to_owned(), "AWS request id", false),
        ] {
            let reading = read(&paste);
            let line = reading.evidence.iter().find(|evidence| evidence.label == label);
            assert_eq!(line.map(|line| line.value.as_str()), found.then_some(id), "{paste}");
            assert!(line.is_none_or(|line| line.span.is_some_and(|span| span.of(&paste) == id)));
        }
    }
}
