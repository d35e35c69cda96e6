//! Third step: what is the cause, how sure is that, and why.

mod ending;
mod entries;
mod params;
mod reasons;
mod restore;
mod route;
mod score;
mod steps;
pub mod tuning;
mod usual;
mod working;

pub use ending::{Ending, EndingKind};

use crate::check;
use crate::date::Date;
use crate::finding::{Finding, Severity};
use crate::fix;
use crate::knowledge::{Cause, ErrorEntry, Stage, Step};
use crate::read::{self, Fact, Reading};
use crate::request::Dialect;
use crate::share::Shared;
use crate::span::Span;
use entries::Known;
pub use entries::MESSAGE;
use serde::{Deserialize, Serialize};
pub use working::Working;

/// How sure the first cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Certainty {
    /// Not enough to tell.
    Unknown,
    /// Probability 0.4 and more.
    Possible,
    /// Probability 0.75 and more.
    Likely,
    /// Probability 0.95 and more.
    Certain,
}

impl Certainty {
    /// The mark for a probability.
    pub fn of(probability: f64) -> Self {
        match probability {
            p if p >= 0.95 => Self::Certain,
            p if p >= 0.75 => Self::Likely,
            p if p >= 0.4 => Self::Possible,
            _ => Self::Unknown,
        }
    }

    /// The name in attributes and in the JSON of `diagnose`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
            Self::Unknown => "unknown",
        }
    }
}

/// Words or facts that speak for or against a cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// In words: "the paste says “Overloaded”".
    pub text: String,
    /// Where it stands.
    pub span: Option<Span>,
    /// How much it says, in nats; negative speaks against.
    pub nats: f64,
}

/// A cause with its probability.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The cause.
    pub cause: &'static Cause,
    /// Probability given everything read, found and answered, 0 to 1.
    pub probability: f64,
    /// Why, strongest first; what speaks against it has negative nats and stands at the end.
    pub because: Vec<Because>,
}

impl Ranked {
    /// What speaks against it, strongest first.
    pub fn against(&self) -> impl Iterator<Item = &Because> {
        self.because.iter().rev().filter(|reason| reason.nats < 0.0)
    }
}

/// An answer to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Asked, and the person could not tell.
    NotSure,
}

/// What the answer about the shell begins with: `shell/cmd`. It is no step, so that nothing asks for it.
pub const SHELL: &str = "shell/";

/// The answers a person has given, by step id, in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    given: Vec<(String, Answer)>,
}

impl Answers {
    /// The answer to a step, if one was given.
    pub fn get(&self, step: &str) -> Option<Answer> {
        self.given.iter().find(|(id, _)| id == step).map(|(_, answer)| *answer)
    }

    /// Sets or replaces the answer to a step; the order of first answers is kept.
    pub fn set(&mut self, step: &str, answer: Answer) {
        match self.given.iter_mut().find(|(id, _)| id == step) {
            Some(entry) => entry.1 = answer,
            None => self.given.push((step.to_owned(), answer)),
        }
    }

    /// Takes an answer back.
    pub fn clear(&mut self, step: &str) {
        self.given.retain(|(id, _)| id != step);
    }

    /// The shell that the person says the commands are written for.
    pub fn dialect(&self) -> Option<Dialect> {
        let named = |(id, answer): &(String, Answer)| {
            let name = id.strip_prefix(SHELL).filter(|_| *answer == Answer::Yes)?;
            Dialect::named(name)
        };
        self.given.iter().rev().find_map(named)
    }

    /// Says which shell the commands are written for; `None` leaves it to the text.
    pub fn set_dialect(&mut self, dialect: Option<Dialect>) {
        self.given.retain(|(id, _)| !id.starts_with(SHELL));
        if let Some(dialect) = dialect {
            self.set(&format!("{SHELL}{}", dialect.name()), Answer::Yes);
        }
    }

    /// All answers in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Answer)> {
        self.given.iter().map(|(id, answer)| (id.as_str(), *answer))
    }

    /// Whether none was given.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }
}

/// A step of the checklist for this paste.
#[derive(Clone, Debug)]
pub struct StepState {
    /// The step.
    pub step: &'static Step,
    /// Its answer, given by the person or by the paste.
    pub answer: Option<Answer>,
    /// Why the paste answers it; `None` when the person did, or nobody yet.
    pub reason: Option<&'static str>,
    /// The words in the paste that answer it.
    pub span: Option<Span>,
    /// Causes among the ranked ones that it tells apart.
    pub causes: Vec<&'static str>,
}

/// How a stage of the request's way fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StageState {
    /// Passed.
    Fine,
    /// The fault lies here.
    Began,
    /// The fault came to light here.
    Showed,
    /// The request never came this far.
    NotReached,
    /// Cannot be told.
    Unknown,
}

impl StageState {
    /// The name in attributes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Began => "began",
            Self::Showed => "showed",
            Self::NotReached => "not-reached",
            Self::Unknown => "unknown",
        }
    }
}

/// What to do, ready to copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solution {
    /// What to do, one sentence a step.
    pub lead: Vec<String>,
    /// The whole paste with all safe fixes applied, when there is one and it differs.
    pub corrected: Option<String>,
    /// The corrected request alone (the first one that is mended).
    pub mended: Option<Mended>,
    /// Line diff of the request before and after.
    pub diff: Vec<DiffLine>,
    /// A minimal test request as a curl command.
    pub test_curl: String,
    /// The same call in Python, with a timeout and retries.
    pub python: String,
    /// The same call in TypeScript, with a timeout and retries.
    pub typescript: String,
}

/// A corrected request, ready to copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    /// The request as it is written in the paste.
    pub text: String,
    /// It is a command of curl or PowerShell, not code, a body or raw HTTP.
    pub command: bool,
}

/// One line of a diff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DiffLine {
    /// In both.
    Same(String),
    /// Only before.
    Removed(String),
    /// Only after.
    Added(String),
}

/// Everything the page shows and the command line prints.
#[derive(Debug)]
pub struct Diagnosis {
    /// What was read.
    pub reading: Reading,
    /// What the checks say, errors first, in the order of the paste.
    pub findings: Vec<Finding>,
    /// Causes, likeliest first; empty where there is nothing to tell.
    pub causes: Vec<Ranked>,
    /// Probabilities from the paste alone, before any answer: what a link holds.
    pub from_paste: Vec<(&'static str, f64)>,
    /// How sure the first one is.
    pub certainty: Certainty,
    /// The message of Claude Code that the paste is about: it has advice of its own.
    pub message: Option<&'static ErrorEntry>,
    /// Steps in the order in which they should be taken; answered ones first.
    pub steps: Vec<StepState>,
    /// The next step to ask, if a question still pays.
    pub next: Option<&'static Step>,
    /// How many questions may follow at most, the next one included.
    pub left_at_most: usize,
    /// Where the checklist ends as things stand; while `next` holds a question, it may still change.
    pub ending: Ending,
    /// How each stage fared, in order.
    pub route: Vec<(Stage, StageState)>,
    /// What to do.
    pub solution: Solution,
    /// No call failed, and nothing is wrong with the request.
    pub working_request: bool,
    /// What the paste alone says of each cause: other answers need no new reading.
    scored: Vec<score::Scored>,
    known: Known,
}

impl Diagnosis {
    /// The diagnosis of the same paste with other answers. Another [shell](Answers::dialect) needs a new reading.
    #[must_use]
    pub fn again(self, paste: &str, answers: &Answers) -> Self {
        finish(paste, self.reading, self.findings, self.scored, self.known, answers, self.working_request)
    }

    /// What can be said of the request, if it should work or did.
    pub fn working(&self) -> Option<Working> {
        match self.causes.first() {
            Some(first) => (first.cause.id == "working_request").then_some(Working::Answered),
            None => self.working_request.then(|| Working::of(&self.findings)),
        }
    }

    /// Ids of the known errors that match, best first.
    pub fn entries(&self) -> &[&'static str] {
        &self.known.ids
    }

    /// The message, where it says more than any cause: no call to Claude is to blame.
    pub fn leading_message(&self) -> Option<&'static ErrorEntry> {
        self.message.filter(|_| !self.causes.first().is_some_and(|first| first.cause.claude))
    }
}

impl Solution {
    /// Drops the requests: where no call failed, none is to be tried.
    fn forget_calls(&mut self) {
        for call in [&mut self.test_curl, &mut self.python, &mut self.typescript] {
            call.clear();
        }
    }
}

/// Text in, diagnosis out: the whole pipeline for one paste.
///
/// `answers` are the checklist answers given so far, `today` is the day on which dates are judged.
pub fn diagnose(paste: &str, answers: &Answers, today: Date) -> Diagnosis {
    let (mut reading, findings) = examine(paste, answers.dialect(), today);
    let known = entries::recognise(paste, &mut reading);
    let mut scored = score::score(paste, &reading, &findings, known.speaks);
    // Nothing to object to in the request, and no words that say what happened to it.
    let told = scored.first().is_some_and(|first| Certainty::of(first.probability) >= Certainty::Likely);
    let working_request = is_working_request(&reading, &findings) && !told;
    if working_request {
        scored.clear();
    }
    if told && scored.first().is_some_and(|first| first.cause.claude) {
        read::suppose_caller(&mut reading);
    }
    finish(paste, reading, findings, scored, known, answers, working_request)
}

/// The first two steps: what is in the paste, and what the checks say of its requests.
fn examine(paste: &str, dialect: Option<Dialect>, today: Date) -> (Reading, Vec<Finding>) {
    let mut reading = read::read_as(paste, dialect);
    let mut findings = std::mem::take(&mut reading.command_findings);
    findings.extend(check::check(paste, &reading.requests, today));
    if let Some(message) = &reading.message {
        findings.extend(check::named(paste, &message.value, &reading.requests, &findings, today));
    }
    let findings = settle(findings);
    reading.add_facts(
        findings
            .iter()
            .filter(|f| f.severity != Severity::Good)
            .map(|f| Fact { name: format!("finding={}", f.check), span: f.span }),
    );
    (reading, findings)
}

/// The diagnosis of a link that holds no text: what was read and ranked when it was made, with its answers.
pub fn restore(shared: &Shared, today: Date) -> Diagnosis {
    if let Some(text) = &shared.text {
        return diagnose(text, &shared.answers, today);
    }
    let reading = restore::reading(shared);
    let findings = restore::findings(shared);
    let scored = restore::scored(shared);
    let working_request = scored.is_empty() && findings.iter().any(|f| f.severity == Severity::Good);
    finish("", reading, findings, scored, Known::default(), &shared.answers, working_request)
}

/// What a link holds of a diagnosis; `text` is the masked paste, if it is to be in it.
pub fn share(diagnosis: &Diagnosis, answers: &Answers, text: Option<String>) -> Shared {
    restore::shared(diagnosis, answers, text)
}

fn finish(
    paste: &str,
    reading: Reading,
    findings: Vec<Finding>,
    scored: Vec<score::Scored>,
    known: Known,
    answers: &Answers,
    working_request: bool,
) -> Diagnosis {
    let after = score::posterior(&scored, answers);
    let from_paste: Vec<(&'static str, f64)> = scored.iter().map(|s| (s.cause.id, s.probability)).collect();
    let mut causes: Vec<Ranked> = scored
        .iter()
        .zip(after)
        .map(|(s, probability)| Ranked { cause: s.cause, probability, because: s.because.clone() })
        .collect();
    crate::order::by(&mut causes, |a, b| b.probability.total_cmp(&a.probability));
    let shown = causes.iter().take_while(|ranked| ranked.probability >= score::SHOWN).count();
    causes.truncate(shown.max(3));
    if !score::claims(causes.iter().map(|ranked| ranked.probability)) {
        causes.clear();
    }
    let first = causes.first();
    let certainty = first.map_or(Certainty::Unknown, |first| Certainty::of(first.probability));
    let plan = steps::plan(paste, &reading, &causes, answers);
    let working = working_request.then(|| Working::of(&findings));
    let ending = ending::ending(&reading, first, certainty, plan.next.is_some(), working);
    let mut solution = fix::solve(paste, &reading.requests, &findings, first.map(|ranked| ranked.cause));
    // Where a request works, nothing that the paste also says is an answer.
    let message = known.message.filter(|entry| !working_request && is_about(entry, &reading, first));
    if let Some(advice) = message.and_then(|entry| entry.advice) {
        // What helps against failures of its kind may be useless, or wrong, for this very message.
        solution.lead = vec![advice.todo.to_owned()];
        if !first.is_some_and(|first| first.cause.claude) {
            solution.forget_calls();
        }
    }
    let route = route::route(&reading, first.map(|ranked| ranked.cause), working_request);
    Diagnosis {
        reading,
        findings,
        causes,
        from_paste,
        certainty,
        message,
        steps: plan.steps,
        next: plan.next,
        left_at_most: plan.left_at_most,
        ending,
        route,
        solution,
        working_request,
        scored,
        known,
    }
}

/// Whether a message of Claude Code is what the paste is about: nobody else printed it, and no cause says otherwise.
fn is_about(entry: &ErrorEntry, reading: &Reading, first: Option<&Ranked>) -> bool {
    let client = reading.client.map_or("claude-code", |client| client.value);
    let agrees = |first: &Ranked| !first.cause.claude || entry.causes.contains(&first.cause.id);
    client == "claude-code" && first.is_none_or(agrees)
}

/// Findings that are compared with each other: what comes behind them nobody reads.
const MOST_FINDINGS: usize = 600;

/// Errors first, then in the order of the paste; the same fault on the same words once.
fn settle(mut findings: Vec<Finding>) -> Vec<Finding> {
    crate::order::by_key(&mut findings, |f| (f.severity, f.span.map_or(usize::MAX, |span| span.start)));
    findings.truncate(MOST_FINDINGS);
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let twin = |other: &Finding| {
            let same_place = match (other.span, finding.span) {
                (Some(a), Some(b)) => a.overlaps(b) || a == b,
                (a, b) => a == b,
            };
            same_place && (other.check == finding.check || (other.cause.is_some() && other.cause == finding.cause))
        };
        if finding.severity == Severity::Good || !kept.iter().any(twin) {
            kept.push(finding);
        }
    }
    kept
}

/// A request without a failure in the paste and without anything that a check objects to.
fn is_working_request(reading: &Reading, findings: &[Finding]) -> bool {
    let objection =
        |f: &Finding| f.severity == Severity::Error || (f.severity == Severity::Warning && f.cause.is_some());
    let succeeded = reading.status.as_ref().is_some_and(|status| status.value < 400);
    let failed = reading.has_response() && !succeeded && !reading.requests.is_empty();
    !reading.requests.is_empty() && !failed && reading.error_type.is_none() && !findings.iter().any(objection)
}
