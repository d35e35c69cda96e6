#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use super::desk::{Ask, Desk, Tell};
use super::{PieceView, View};
use crate::diagnose::{Answer, Answers};
use crate::request::Dialect;

const TODAY: i64 = 20_783;

fn key() -> String {
    format!("sk-ant-api03-{}AA", "Zq7".repeat(31))
}

fn with_key() -> String {
    let body = r#"{"model":"claude-haiku-5-5","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}"#;
    format!(
        "curl https://api.anthropic.com/v1/messages -H 'x-api-key: {}' -d '{body}'\n{}",
        key(),
        r#"{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#
    )
}

fn read(desk: &mut Desk, text: &str, answers: &Answers) -> View {
    let ask = Ask::Read { turn: 7, answers: answers.clone(), today: TODAY };
    match desk.answer(ask, Some(text.to_owned())) {
        Tell::Read { turn: 7, view } => *view,
        other => unreachable!("{other:?}"),
    }
}

fn read_new(text: &str) -> View {
    read(&mut Desk::default(), text, &Answers::default())
}

#[test]
fn no_secret_is_in_what_is_shown() {
    let mut view = read_new(&with_key());
    assert!(view.solution.corrected.as_ref().is_some_and(|text| text.contains(&key())), "the box keeps its key");
    // These two go back into the box and nowhere else.
    view.solution.corrected = None;
    for fix in view.findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
        fix.edits.clear();
    }
    let shown = serde_json::to_string(&view).unwrap();
    assert!(!shown.contains("Zq7Zq7"), "{shown}");
    assert!(shown.contains("characters"), "a secret says what it is");
}

#[test]
fn places_are_marks_of_the_text() {
    let view = read_new(&with_key());
    let places = view.findings.iter().filter_map(|finding| finding.place);
    let places = places.chain(view.evidence.iter().filter_map(|line| line.place));
    let mut seen = 0;
    for place in places.chain(view.causes.iter().flat_map(|cause| &cause.because).filter_map(|because| because.place)) {
        assert!(view.marks.iter().any(|mark| mark.span == place), "{place:?}");
        seen += 1;
    }
    assert!(seen > 3, "{seen} places");
}

#[test]
fn questions_and_answers_survive_the_line() {
    let mut desk = Desk::default();
    let ask = Ask::Read { turn: 3, answers: Answers::default(), today: TODAY };
    let told = desk.answer_json(&serde_json::to_string(&ask).unwrap(), Some("API Error: 529 Overloaded".to_owned()));
    let Ok(Tell::Read { turn, view }) = serde_json::from_str(&told) else { unreachable!("{told}") };
    assert_eq!((turn, view.causes[0].id.as_str()), (3, "overloaded"));
    let told = desk.answer_json("{", None);
    assert!(matches!(serde_json::from_str(&told), Ok(Tell::Misunderstood)), "{told}");
}

#[test]
fn a_link_opens_to_what_its_preview_listed() {
    let mut desk = Desk::default();
    let mut answers = Answers::default();
    answers.set("direct_call_works", Answer::No);
    let made = read(&mut desk, &with_key(), &answers);
    for with_text in [false, true] {
        let Tell::Link(preview) = desk.answer(Ask::Link { with_text }, None) else { unreachable!() };
        assert_eq!(preview.text.is_some(), with_text);
        assert!(!serde_json::to_string(&preview).unwrap().contains("Zq7Zq7"));
        assert_eq!(preview.answers.len(), 1);
        let mut other = Desk::default();
        let Tell::Opened(opened) = other.answer(Ask::Open(preview.fragment), None) else { unreachable!() };
        let seen = read(&mut other, opened.text.as_deref().unwrap_or(""), &opened.answers);
        assert_eq!(seen.causes[0].id, made.causes[0].id, "with text: {with_text}");
    }
}

#[test]
fn a_damaged_link_gets_a_sentence_and_an_anchor_none() {
    let mut desk = Desk::default();
    assert!(matches!(desk.answer(Ask::Open("v1.AAAA".to_owned()), None), Tell::Damaged(_)));
    assert!(matches!(desk.answer(Ask::Open("main".to_owned()), None), Tell::NotALink));
}

#[test]
fn other_answers_give_what_a_new_reading_with_them_gives() {
    let text = r#"API Error: 429 {"type":"error","error":{"type":"rate_limit_error"}}"#;
    let mut desk = Desk::default();
    let before = read(&mut desk, text, &Answers::default());
    let step = before.steps.iter().find(|step| step.answer.is_none()).unwrap();
    let mut answers = Answers::default();
    answers.set(&step.id, Answer::Yes);
    let Tell::Read { turn: 8, view } =
        desk.answer(Ask::Again { turn: 8, answers: answers.clone(), today: TODAY }, None)
    else {
        unreachable!()
    };
    assert_eq!(*view, read(&mut Desk::default(), text, &answers));
    assert_eq!(view.evidence, before.evidence);
    assert!(view.steps.iter().any(|now| now.id == step.id && now.answer == Some(Answer::Yes)));
    assert_ne!(view.causes, before.causes);
}

/// A command that every shell reads in another way.
const ANYBODYS: &str = "curl https://api.anthropic.com/v1/models -H \"x-api-key: $KEY\" -u me:pw --json '{}'";

#[test]
fn a_shell_that_a_person_chooses_is_the_one_that_reads() {
    let mut desk = Desk::default();
    let found = read(&mut desk, ANYBODYS, &Answers::default());
    assert_eq!(found.dialect.as_deref(), Some("posix"));
    let mut answers = Answers::default();
    answers.set_dialect(Some(Dialect::Cmd));
    let ask = Ask::Again { turn: 8, answers: answers.clone(), today: TODAY };
    let Tell::Read { view, .. } = desk.answer(ask, None) else { unreachable!() };
    assert_eq!(view.dialect.as_deref(), Some("cmd"));
    assert_ne!(view.requests, found.requests, "a dollar sign is nothing to cmd");
    // A link carries the choice, so that whoever opens it sees the same.
    let Tell::Link(preview) = desk.answer(Ask::Link { with_text: true }, None) else { unreachable!() };
    assert_eq!(preview.answers, [("Read as Windows cmd".to_owned(), Answer::Yes)]);
    let mut other = Desk::default();
    let Tell::Opened(opened) = other.answer(Ask::Open(preview.fragment), None) else { unreachable!() };
    assert_eq!(opened.answers.dialect(), Some(Dialect::Cmd));
    // And back: what the text tells.
    answers.set_dialect(None);
    let Tell::Read { view, .. } = desk.answer(Ask::Again { turn: 9, answers, today: TODAY }, None) else {
        unreachable!()
    };
    assert_eq!(view.requests, found.requests);
}

#[test]
fn every_piece_of_a_request_shows_the_words_it_was_made_from() {
    let view = read_new(ANYBODYS);
    let request = &view.requests[0];
    let words = |piece: &PieceView| piece.place.map(|span| span.of(ANYBODYS));
    assert_eq!((request.method.text.as_str(), words(&request.method)), ("POST", Some("--json")));
    assert_eq!(words(&request.url), Some("https://api.anthropic.com/v1/models"));
    assert_eq!(words(&request.body), Some("{}"));
    let of = |name: &str| {
        let header = request.headers.iter().find(|(known, _)| known == name);
        header.map(|(_, piece)| (words(piece), piece.rule.as_str())).unwrap()
    };
    assert_eq!(of("x-api-key"), (Some("x-api-key: $KEY"), ""));
    assert_eq!(of("content-type"), (Some("--json"), "set by `--json`"));
    assert_eq!(of("authorization"), (Some("me:pw"), "`-u`, encoded in base64"));
    assert!(request.headers.iter().all(|(_, piece)| !piece.text.contains("bWU6cHc")), "its value is a secret");
}

#[test]
fn a_call_in_code_is_mended_in_its_own_language() {
    let text = format!(
        "client = anthropic.Anthropic(api_key='{}')\nclient.messages.create(\n    model='claude-opus-5',\n    maxTokens=9,\n    messages=[{{'role': 'user', 'content': 'Hi'}}],\n)\n",
        key()
    );
    let view = read_new(&text);
    let mended = view.solution.mended.unwrap();
    let own = mended.text.as_str();
    assert!(own.contains("max_tokens=9") && own.contains("'role': 'user'"), "{own}");
    assert!(!own.contains("maxTokens") && !own.contains("Zq7Zq7"), "{own}");
    assert!(!mended.command);
    assert!(view.solution.diff.len() > 4, "{:?}", view.solution.diff);
}
