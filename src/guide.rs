//! How this works, in words: the method, and where each point of a good troubleshooting guide is found on the page.

/// A step of the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// What happens in it.
    pub what: &'static str,
}

/// The method, in order.
pub const METHOD: [Stage; 5] = [
    Stage { name: "Read", what: "Status, error type, message, ids, client, platform and request are read from the text, each from a place that you can see." },
    Stage { name: "Check", what: "A request in the text is compared with the documented rules; each fault is marked on its characters, with its cure." },
    Stage { name: "Diagnose", what: "Every known cause is weighed by what speaks for and against it; the page says how sure it is, and why." },
    Stage { name: "Ask", what: "A question is asked only where its answer saves more time than it costs; the text answers some by itself." },
    Stage { name: "Fix", what: "It ends in a fix to copy, in a sign by which you know that trouble on Anthropic's side is over, or in a report for support." },
];

/// A point of the guide and its place on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// What the guide asks for.
    pub title: &'static str,
    /// The region or button of the page, by its name there.
    pub place: &'static str,
    /// What it does there.
    pub how: &'static str,
    /// A text that shows it.
    pub example: &'static str,
}

const REFUSED_KEY: &str = r#"401 {"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"req_011CExampleExampleExample"}"#;
const BAD_REQUEST: &str = "curl https://api.anthropic.com/v1/message -H \"x-api-key: $ANTHROPIC_API_KEY\" -H \"content-type: application/json\" -d '{\"model\":\"claude-haiku-5-5\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}'";
const RATE_LIMIT: &str = r#"429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 50 requests per minute"}}"#;
const RETIRED: &str =
    r#"404 {"type":"error","error":{"type":"not_found_error","message":"model: claude-3-opus-20240229"}}"#;
const OFFLINE: &str = "API Error (Connection error.) · Retrying in 1 seconds… (attempt 1/10)";
const OVERLOADED: &str = r#"529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#;

/// The eleven points, in the order of the guide.
pub const POINTS: [Point; 11] = [
    Point { title: "Read the whole error message", place: "What we read", how: "Every part of the message is listed with its place in the text.", example: REFUSED_KEY },
    Point { title: "Verify the API key", place: "Problems found", how: "Form, kind and header of a key are checked; questions find a stray or cut one.", example: "curl https://api.anthropic.com/v1/messages -H 'x-api-key: $ANTHROPIC_API_KEY' -H 'anthropic-version: 2023-06-01' -d '{}'" },
    Point { title: "Check the endpoint", place: "Problems found", how: "Host, path and method are compared with the documented ones.", example: BAD_REQUEST },
    Point { title: "Check the request", place: "Suggested fix", how: "The corrected request stands beside yours, with what was changed, and a well-formed curl example.", example: BAD_REQUEST },
    Point { title: "Handle rate limits", place: "Diagnosis", how: "Request limit, token limit, spend limit, plan limit and throttling are told apart, each with its own wait or remedy.", example: RATE_LIMIT },
    Point { title: "Keep up with the documentation", place: "Diagnosis", how: "Retired models, versions, beta headers and changed parameters are known as of the day that the page names.", example: RETIRED },
    Point { title: "Handle timeouts and the network", place: "Checklist", how: "Questions find proxy, certificate, name or firewall; the code beside sets a timeout and retries.", example: OFFLINE },
    Point { title: "Look for trouble on the server's side", place: "Status page", how: "Such a diagnosis says that it is not your fault, links the status page, and tells how you know that it is over.", example: OVERLOADED },
    Point { title: "Know what each response code means", place: "Where it broke", how: "The way of a request is drawn, with the stage that gave the code and whose turn it is.", example: REFUSED_KEY },
    Point { title: "Send a minimal test request", place: "Suggested fix", how: "The smallest request, as curl, Python and TypeScript, tells your code from the service.", example: OVERLOADED },
    Point { title: "Still failing", place: "Copy report", how: "The report holds what support needs, secrets masked: evidence, request ids, answers, what was ruled out.", example: REFUSED_KEY },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::diagnose::{diagnose, Answers, EndingKind, StageState};
    use crate::finding::Severity;
    use crate::knowledge::FACTS_AS_OF;
    use crate::report::markdown;

    #[test]
    fn every_point_is_where_it_says() {
        let today = Date::parse(FACTS_AS_OF).unwrap();
        for point in POINTS {
            let d = diagnose(point.example, &Answers::default(), today);
            let there = match point.place {
                "What we read" => d.reading.evidence.len() >= 3,
                "Problems found" => d.findings.iter().any(|f| f.severity == Severity::Error),
                "Suggested fix" => {
                    d.solution.test_curl.contains("/v1/messages") && d.solution.python.contains("timeout")
                }
                "Diagnosis" => d.causes.first().is_some_and(|ranked| ranked.probability > 0.75),
                "Checklist" => d.next.is_some(),
                "Status page" => d.ending.kind == EndingKind::Wait && d.ending.over_when.contains("status"),
                "Where it broke" => {
                    d.route.iter().any(|(_, state)| *state == StageState::Showed || *state == StageState::Began)
                }
                "Copy report" => markdown(&d, point.example).as_str().contains("req_011C"),
                other => unreachable!("no such place: {other}"),
            };
            assert!(there, "{} is not to be found under {}", point.title, point.place);
        }
    }
}
