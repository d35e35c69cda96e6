#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use super::*;
use crate::date::Date;
use crate::diagnose::{diagnose, Answer, Answers, Because, Certainty, Diagnosis, Ranked, StepState};
use crate::finding::{Edit, Finding, Fix, Severity, Trust};
use crate::knowledge::{CAUSES, STEPS};
use crate::read::{Evidence, Found, Kind};
use crate::request::{Body, Dialect, Header, Made, Origin, Part, Request};
use crate::span::Span;
use crate::text::Traced;

const PASTE: &str = "curl https://api.anthropic.com/v1/messages \\\n  -H 'x-api-key: hunter22' | ``` é\n\
    API Error: 401 req_011CabcDEF /Users/annabel/x";

fn sample() -> Diagnosis {
    let mut d = diagnose("", &Answers::default(), Date::from_days(20_000));
    let cause = &CAUSES[0];
    d.reading.kind = Kind::Mixed;
    d.reading.status = Some(Found { value: 401, span: Span::default() });
    d.reading.message =
        Some(Found { value: "key hunter22 | is <wrong>".into(), span: Span::new(PASTE.len() - 20, PASTE.len()) });
    d.reading.request_ids = vec![Found { value: "req_011CabcDEF".into(), span: Span::default() }];
    d.reading.evidence = vec![Evidence { label: "Key", value: "hunter22".into(), span: None, rule: "after x-api-key" }];
    d.reading.dialect = Some(Dialect::Posix);
    let header = |name: &str, value: &str| Header::written(Traced::verbatim(name, 0), Traced::verbatim(value, 0));
    let request = Request {
        origin: Origin::Curl,
        method: Traced::verbatim("POST", 0),
        url: Traced::verbatim("https://api.anthropic.com/v1/messages", 5),
        headers: vec![header("X-Api-Key", "hunter22")],
        body: Body::Multipart(vec![Part { name: "file".into(), value: None, filename: Some("é.pdf".into()) }]),
        file: None,
        span: Span::new(0, 70),
        program: Span::new(0, 4),
        insecure: None,
        proxy: None,
        dialect: Some(Dialect::Posix),
        made: Made::default(),
    };
    let alone = Request { origin: Origin::JsonBody, body: Body::Text(Traced::verbatim("{}", 0)), ..request.clone() };
    d.reading.requests = vec![request, alone];
    d.causes = vec![
        Ranked { cause, probability: 0.96666, because: vec![Because { text: "x".into(), span: None, nats: 1.0 }] },
        Ranked { cause: &CAUSES[1], probability: 0.03, because: Vec::new() },
        Ranked { cause: &CAUSES[2], probability: 0.001, because: Vec::new() },
    ];
    d.certainty = Certainty::Certain;
    d.findings = vec![Finding {
        check: "auth/key-form",
        severity: Severity::Error,
        span: Some(Span::new(62, 70)),
        message: "hunter22 is no key".into(),
        why: String::new(),
        cause: None,
        fix: Some(Fix {
            title: String::new(),
            trust: Trust::Safe,
            edits: vec![Edit { span: Span::at(0), text: String::new() }],
        }),
    }];
    let step = STEPS.first().unwrap();
    d.steps = vec![StepState {
        step,
        answer: Some(Answer::No),
        reason: Some("It says so."),
        span: None,
        causes: vec![cause.id],
    }];
    d
}

#[test]
fn the_report_holds_what_support_needs_and_no_secret() {
    let masked = markdown(&sample(), PASTE);
    let text = masked.as_str();
    for part in [
        CAUSES[0].title,
        "certain (97 %)",
        "req_011CabcDEF",
        "`auth/key-form`",
        "**no** (It says so.)",
        "### Also possible",
        "### Ruled out",
        "````text",
        "key MASKED_secret_1_8 \\| is &lt;wrong>",
        "MASKED_home_1_7",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    for gone in ["hunter22", "annabel"] {
        assert!(!text.contains(gone), "{text}");
    }
    assert_eq!(crate::mask::mask(text).as_str(), text);
}

#[test]
fn the_report_of_a_large_paste_is_short_and_of_nothing_is_calm() {
    let line = format!("{} password: swordfish{}\n", "x".repeat(900), "é".repeat(300));
    let text = markdown(&sample(), &line.repeat(3000)).into_string();
    assert!(text.len() < 60_000 && !text.contains("swordfish"));
    let mut nothing = diagnose("", &Answers::default(), Date::from_days(20_000));
    nothing.causes.clear();
    nothing.working_request = false;
    assert!(markdown(&nothing, "").as_str().starts_with("## No cause found yet\n"));
}

#[test]
fn the_report_of_a_request_says_whether_something_may_spoil_it() {
    let form = "curl https://api.anthropic.com/v1/files -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' \
                -H 'anthropic-beta: files-api-2025-04-14' -F file=@a.pdf";
    let typed = format!("{form} -H 'Content-Type: multipart/form-data; boundary=abc'");
    let report =
        |paste: &str| markdown(&diagnose(paste, &Answers::default(), Date::from_days(20_000)), paste).into_string();
    assert!(report(form).starts_with("## Nothing is wrong with this request\n"), "{}", report(form));
    assert!(report(&typed).starts_with("## This request should run, but look at the warnings first\n"));
}

#[test]
fn every_field_of_the_line_is_there() {
    let line = json::json("a\u{1f600}.txt", &sample());
    assert!(line.is_ascii() && !line.contains('\n'), "{line}");
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    let empty: serde_json::Value = serde_json::from_str(&json::unreadable("b")).unwrap();
    let fields = [
        "file",
        "kind",
        "client",
        "platform",
        "certainty",
        "status",
        "error_type",
        "message",
        "request_id",
        "retryable",
        "retry_after_seconds",
        "entries",
        "causes",
        "dialect",
        "requests",
        "findings",
        "steps",
        "fix",
    ];
    for field in fields {
        assert!(value.get(field).is_some() && empty.get(field).is_some(), "{field}");
    }
    assert_eq!(value.as_object().unwrap().len(), fields.len());
    assert_eq!(value["file"], "a\u{1f600}.txt");
    assert_eq!(
        (&value["kind"], &value["status"], &value["certainty"]),
        (&"mixed".into(), &401.into(), &"certain".into())
    );
    assert_eq!(value["causes"][0]["probability"], 0.9666);
    assert_eq!(value["requests"].as_array().unwrap().len(), 1, "a body alone is no request");
    assert_eq!(value["requests"][0]["headers"][0], serde_json::json!(["x-api-key", "hunter22"]));
    assert_eq!(value["requests"][0]["multipart"][0]["filename"], "é.pdf");
    assert_eq!(value["findings"][0]["span"], serde_json::json!([62, 70]));
    assert_eq!(value["findings"][0]["fix"], "safe");
    assert_eq!(value["steps"][0]["answer"], "no");
    assert_eq!(value["fix"]["kind"], CAUSES[0].remedy.name());
    assert_eq!(empty["kind"], "other");
    assert_eq!(empty["fix"], serde_json::json!({"kind": "none", "curl": null}));
}
