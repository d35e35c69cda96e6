//! Walks every path of the checklists: each ends, within six questions, in a fix, in waiting or at support.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a test stops where it fails")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answer, Answers, Diagnosis, EndingKind};
use claude_troubleshooter::knowledge::{self, CAUSES, STEPS};
use std::fs;

/// The most questions that a person is ever asked.
const MOST: usize = 6;

/// Texts that leave much open, so that questions have work to do.
const AMBIGUOUS: &[&str] = &[
    "API Error (Connection error.) · Retrying in 1 seconds… (attempt 1/10)\n  ⎿  TypeError (fetch failed)",
    "API Error: 400",
    "API Error: 401 Please run /login",
    "API Error: 403 Forbidden",
    "API Error: 404 {\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"Not Found\"}}",
    "API Error: 429 {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Error\"}}",
    "API Error: 500 {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Internal server error\"}}",
    "anthropic.APIConnectionError: Connection error.",
    "anthropic.APITimeoutError: Request timed out.",
    "Error code: 400 - {'type': 'error', 'error': {'type': 'invalid_request_error', 'message': 'something new'}}",
    "botocore.errorfactory.ValidationException: An error occurred (ValidationException) when calling the InvokeModel operation: something new, model anthropic.claude-haiku-5-5",
    "it just stopped this morning",
    "",
];

fn today() -> Date {
    Date::parse(knowledge::FACTS_AS_OF).unwrap()
}

/// The first example of every cause, and the ambiguous texts.
fn pastes() -> Vec<String> {
    let example = |id: &str| -> String {
        let file = fs::read_to_string(format!("src/knowledge/causes/{id}.toml")).unwrap();
        let table: toml::Table = file.parse().unwrap();
        table["example"][0]["paste"].as_str().unwrap().to_owned()
    };
    CAUSES.iter().map(|cause| example(cause.id)).chain(AMBIGUOUS.iter().map(|text| (*text).to_owned())).collect()
}

fn sane(diagnosis: &Diagnosis, path: &[(&str, Answer)]) {
    let causes = &diagnosis.causes;
    let sum: f64 = causes.iter().map(|ranked| ranked.probability).sum();
    assert!(sum <= 1.0 + 1e-9, "{path:?}: probabilities sum to {sum}");
    assert!(causes.iter().all(|ranked| (0.0..=1.0).contains(&ranked.probability)), "{path:?}");
    assert!(causes.windows(2).all(|pair| pair[0].probability >= pair[1].probability), "{path:?}: not sorted");
    assert!(!diagnosis.ending.text.is_empty() && !diagnosis.ending.over_when.is_empty(), "{path:?}: a dead end");
    if let Some(next) = diagnosis.next {
        assert!(path.iter().all(|(asked, _)| *asked != next.id), "{path:?}: asks {} again", next.id);
        assert!(diagnosis.left_at_most >= 1, "{path:?}");
    } else {
        assert_eq!(diagnosis.left_at_most, 0, "{path:?}: says that questions are left, and asks none");
        let helped = diagnosis.ending.kind == EndingKind::Support || !diagnosis.solution.lead.is_empty();
        assert!(helped || diagnosis.working_request, "{path:?}: ends in a fix without a word of it");
    }
}

/// Walks on from `path`; returns the number of paths and the longest.
fn walk(paste: &str, path: &mut Vec<(&'static str, Answer)>) -> (usize, usize) {
    let mut answers = Answers::default();
    path.iter().for_each(|(step, answer)| answers.set(step, *answer));
    let diagnosis = diagnose(paste, &answers, today());
    sane(&diagnosis, path);
    assert!(path.len() <= MOST, "more than {MOST} questions: {path:?} for\n{paste}");
    let Some(next) = diagnosis.next else { return (1, path.len()) };
    let (mut paths, mut longest) = (0, 0);
    for answer in [Answer::Yes, Answer::No, Answer::NotSure] {
        path.push((next.id, answer));
        let (count, length) = walk(paste, path);
        path.pop();
        paths += count;
        longest = longest.max(length);
    }
    assert!(longest <= path.len() + diagnosis.left_at_most, "{path:?}: more questions than were said to be left");
    (paths, longest)
}

#[test]
fn every_path_ends_within_six_questions() {
    let mut all = 0;
    for paste in pastes() {
        let (paths, longest) = walk(&paste, &mut Vec::new());
        println!("{paths:>5} paths, {longest} questions at most: {:.70}", paste.trim().replace('\n', " "));
        all += paths;
    }
    println!("{all} paths");
    assert!(all > 200, "questions are asked at all");
}

#[test]
fn answers_can_be_given_in_any_order_and_taken_back() {
    let paste = AMBIGUOUS[0];
    let steps: Vec<&str> =
        diagnose(paste, &Answers::default(), today()).steps.iter().map(|state| state.step.id).take(3).collect();
    let ranked = |answers: &Answers| -> Vec<(&str, String)> {
        let diagnosis = diagnose(paste, answers, today());
        diagnosis.causes.iter().map(|r| (r.cause.id, format!("{:.9}", r.probability))).collect()
    };
    let (mut forth, mut back) = (Answers::default(), Answers::default());
    steps.iter().for_each(|step| forth.set(step, Answer::No));
    steps.iter().rev().for_each(|step| back.set(step, Answer::No));
    assert_eq!(ranked(&forth), ranked(&back));
    steps.iter().for_each(|step| forth.clear(step));
    assert_eq!(ranked(&forth), ranked(&Answers::default()));
}

#[test]
fn every_cause_has_a_step_that_tells_it_from_its_neighbours() {
    let tells = |cause: &str| {
        STEPS.iter().any(|step| step.yes.iter().any(|(id, p)| *id == cause && (p - step.otherwise).abs() >= 0.3))
    };
    let without: Vec<&str> =
        CAUSES.iter().map(|cause| cause.id).filter(|id| *id != "working_request" && !tells(id)).collect();
    assert!(without.is_empty(), "no step tells these apart: {without:?}");
    for step in STEPS.iter() {
        assert!(step.hint.len() > 20, "{}: “Not sure” must bring how to find out", step.id);
    }
}
