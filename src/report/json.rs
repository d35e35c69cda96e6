//! The diagnosis as one line of JSON, in ASCII, unmasked: it is for the machine it was made on.

use crate::diagnose::{Answer, Diagnosis};
use crate::finding::{Severity, Trust};
use crate::knowledge::Remedy;
use crate::request::{Body, Origin, Request};
use serde::Serialize;
use std::io;

/// One line of the output; every field is always there.
#[derive(Debug, Default, Serialize)]
struct Line<'a> {
    file: &'a str,
    kind: &'static str,
    client: Option<&'static str>,
    platform: Option<&'static str>,
    certainty: &'static str,
    status: Option<u16>,
    error_type: Option<&'a str>,
    message: Option<&'a str>,
    request_id: Option<&'a str>,
    retryable: Option<bool>,
    retry_after_seconds: Option<u64>,
    entries: &'a [&'static str],
    causes: Vec<Cause>,
    dialect: Option<&'static str>,
    requests: Vec<Wire<'a>>,
    findings: Vec<Finding<'a>>,
    steps: Vec<Step<'a>>,
    fix: Fix<'a>,
}

#[derive(Debug, Serialize)]
struct Cause {
    id: &'static str,
    probability: f64,
}

/// A request as curl would put it on the wire.
#[derive(Debug, Serialize)]
struct Wire<'a> {
    method: &'a str,
    url: &'a str,
    headers: Vec<(String, &'a str)>,
    body: Option<&'a str>,
    body_from: Option<&'a str>,
    multipart: Option<Vec<Part<'a>>>,
    variables: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Part<'a> {
    name: &'a str,
    value: Option<&'a str>,
    filename: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Finding<'a> {
    check: &'static str,
    severity: &'static str,
    span: Option<(usize, usize)>,
    message: &'a str,
    fix: &'static str,
}

#[derive(Debug, Serialize)]
struct Step<'a> {
    id: &'static str,
    causes: &'a [&'static str],
    answer: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Fix<'a> {
    kind: &'static str,
    curl: Option<&'a str>,
}

impl Default for Fix<'_> {
    fn default() -> Self {
        Self { kind: Remedy::None.name(), curl: None }
    }
}

/// The line for a file that was read.
pub fn json(file: &str, diagnosis: &Diagnosis) -> String {
    let reading = &diagnosis.reading;
    let first = diagnosis.causes.first();
    let probabilities = diagnosis.causes.iter();
    let mended = diagnosis.solution.mended.as_ref();
    written(&Line {
        file,
        kind: reading.kind.name(),
        client: reading.client.as_ref().map(|found| found.value),
        platform: reading.platform.as_ref().map(|found| found.value),
        certainty: diagnosis.certainty.name(),
        status: reading.status.as_ref().map(|found| found.value),
        error_type: reading.error_type.as_ref().map(|found| found.value.as_str()),
        message: reading.message.as_ref().map(|found| found.value.as_str()),
        request_id: reading.request_ids.iter().map(|found| found.value.as_str()).find(|id| id.starts_with("req_")),
        retryable: first.and_then(|ranked| ranked.cause.retryable),
        retry_after_seconds: reading.retry_after_seconds.as_ref().map(|found| found.value),
        entries: diagnosis.entries(),
        causes: probabilities.map(|r| Cause { id: r.cause.id, probability: rounded(r.probability) }).collect(),
        dialect: reading.dialect.map(crate::request::Dialect::name),
        // A body that stands alone is not a request that curl would send.
        requests: reading.requests.iter().filter(|request| request.origin != Origin::JsonBody).map(wire).collect(),
        findings: diagnosis.findings.iter().map(finding).collect(),
        steps: diagnosis.steps.iter().map(step).collect(),
        fix: Fix {
            kind: first.map_or(Remedy::None, |ranked| ranked.cause.remedy).name(),
            curl: mended.filter(|mended| mended.command).map(|mended| mended.text.as_str()),
        },
    })
}

/// The line for a file that could not be read.
pub fn unreadable(file: &str) -> String {
    written(&Line { file, kind: "other", certainty: "unknown", ..Line::default() })
}

/// Four digits, rounded down so that the sum stays at most 1.
fn rounded(probability: f64) -> f64 {
    if probability.is_finite() {
        (probability.clamp(0.0, 1.0) * 10_000.0).floor() / 10_000.0
    } else {
        0.0
    }
}

fn wire<'a>(request: &'a Request) -> Wire<'a> {
    let (mut body, mut body_from, mut multipart) = (None, None, None);
    match &request.body {
        Body::None => {}
        Body::Text(text) => body = Some(text.as_str()),
        Body::File(argument) => body_from = Some(argument.as_str()),
        Body::Multipart(parts) => {
            let part = |part: &'a crate::request::Part| {
                let crate::request::Part { name, value, filename } = part;
                Part { name: name.as_str(), value: value.as_deref(), filename: filename.as_deref() }
            };
            multipart = Some(parts.iter().map(part).collect());
        }
    }
    let headers = request.headers.iter();
    Wire {
        method: request.method.as_str(),
        url: request.url.as_str(),
        headers: headers.map(|h| (h.name.as_str().to_ascii_lowercase(), h.value.as_str())).collect(),
        body,
        body_from,
        multipart,
        variables: request.variables(),
    }
}

fn finding(finding: &crate::finding::Finding) -> Finding<'_> {
    let trust = finding.fix.as_ref().map(|fix| fix.trust);
    Finding {
        check: finding.check,
        severity: Severity::name(finding.severity),
        span: finding.span.map(|span| (span.start, span.end)),
        message: &finding.message,
        fix: match trust {
            Some(Trust::Safe) => "safe",
            Some(Trust::Likely) => "likely",
            Some(Trust::ShowOnly) | None => "none",
        },
    }
}

fn step(state: &crate::diagnose::StepState) -> Step<'_> {
    Step {
        id: state.step.id,
        causes: &state.causes,
        answer: match state.answer {
            Some(Answer::Yes) => Some("yes"),
            Some(Answer::No) => Some("no"),
            Some(Answer::NotSure) | None => None,
        },
    }
}

fn written(line: &Line<'_>) -> String {
    let mut out = Vec::with_capacity(1024);
    // Strings, numbers and lists into memory: there is nothing that could fail.
    let _ = line.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Ascii));
    String::from_utf8(out).unwrap_or_default()
}

/// Compact, with every character beyond ASCII as `\uXXXX`.
struct Ascii;

impl serde_json::ser::Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut plain = 0;
        for (at, c) in fragment.char_indices() {
            if c.is_ascii() && c != '\x7f' {
                continue;
            }
            writer.write_all(fragment.get(plain..at).unwrap_or("").as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            plain = at + c.len_utf8();
        }
        writer.write_all(fragment.get(plain..).unwrap_or("").as_bytes())
    }
}
