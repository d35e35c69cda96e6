//! What the page shows of a diagnosis: plain owned data, secrets masked, ready to cross from the worker that
//! holds the paste to the page that paints it.
//!
//! Nothing of the paste is in it unmasked but what goes back into the text box: [`SolutionView::corrected`] and
//! the edits of a finding's fix.

mod build;
pub mod desk;
pub mod marks;
mod shown;
#[cfg(test)]
mod tests;

pub use build::{of, BOX_LIMIT};

use crate::diagnose::{Answer, Certainty, DiffLine, EndingKind, Mended, StageState, Working};
use crate::finding::{Edit, Severity, Trust};
use crate::knowledge::{Stage, Turn};
use crate::span::Span;
use marks::{Mark, Piece};
use serde::{Deserialize, Serialize};

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Causes, likeliest first.
    pub causes: Vec<CauseView>,
    /// How sure the first one is.
    pub certainty: Certainty,
    /// The message of Claude Code that the text is about.
    pub message: Option<MessageView>,
    /// Another vendor or local tool that the error belongs to.
    pub vendor: Option<String>,
    /// What can be said of the request, if it should work or did.
    pub working: Option<Working>,
    /// Name of the shell's language, where there is a command.
    pub dialect: Option<String>,
    /// How each stage of the request's way fared, in order.
    pub route: Vec<(Stage, StageState)>,
    /// What the checks say, errors first.
    pub findings: Vec<FindingView>,
    /// What was read.
    pub evidence: Vec<EvidenceView>,
    /// The different errors of the text, in order.
    pub errors: Vec<ErrorView>,
    /// What the text is made of, in its order.
    pub blocks: Vec<BlockView>,
    /// What was cleaned away while reading.
    pub cleaned: Vec<CleanedView>,
    /// The checklist, answered steps first.
    pub steps: Vec<StepView>,
    /// Which of the steps is to be asked next.
    pub next: Option<usize>,
    /// How many questions may follow at most.
    pub left_at_most: usize,
    /// How the checklist ends as things stand.
    pub ending: EndingView,
    /// What curl would put on the wire.
    pub requests: Vec<RequestView>,
    /// What to do.
    pub solution: SolutionView,
    /// The marked words of the text, in its order.
    pub marks: Vec<Mark>,
    /// The marked text in pieces, secrets masked.
    pub pieces: Vec<Piece>,
    /// The part around the fault: what stands in the box for a long text. Unmasked, as the box is.
    pub excerpt: Option<String>,
    /// Lines of the text.
    pub lines: usize,
    /// The report for an issue or for support, in Markdown.
    pub report: String,
}

/// What a message of Claude Code means, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MessageView {
    /// Its id.
    pub id: String,
    /// Whose turn it is.
    pub turn: Turn,
    /// What happened: the first sentence is the headline.
    pub meaning: String,
    /// What to do.
    pub todo: String,
    /// It says more than any cause: it is the answer.
    pub leads: bool,
}

/// A cause with its probability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CauseView {
    /// Its id.
    pub id: String,
    /// What happened, in one sentence.
    pub title: String,
    /// Whose turn it is.
    pub turn: Turn,
    /// How long it takes: "1 minute"; may be empty.
    pub time: String,
    /// It claims a fault of a Claude call.
    pub claude: bool,
    /// What it means. Only for the first cause.
    pub meaning: String,
    /// A command that helps. Only for the first cause.
    pub command: Option<String>,
    /// 0 to 1.
    pub probability: f64,
    /// What speaks for it, strongest first. Only for the first cause.
    pub because: Vec<BecauseView>,
    /// What speaks against it. Only for the first cause.
    pub against: Vec<String>,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BecauseView {
    /// The number under which marks know it.
    pub number: usize,
    /// In words.
    pub text: String,
    /// The mark that shows it.
    pub place: Option<Span>,
}

/// What a check says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingView {
    /// The check's id.
    pub check: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// The mark that shows it.
    pub place: Option<Span>,
    /// A way to mend it.
    pub fix: Option<FixView>,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FixView {
    /// What it does.
    pub title: String,
    /// How far it can be trusted.
    pub trust: Trust,
    /// The replacements, for the text in the box.
    pub edits: Vec<Edit>,
}

/// A line of "What we read".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvidenceView {
    /// What it is.
    pub label: String,
    /// The value.
    pub value: String,
    /// The rule that read it; may be empty.
    pub rule: String,
    /// The mark that shows it.
    pub place: Option<Span>,
}

/// An error of several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorView {
    /// Status and type: "529 overloaded_error".
    pub name: String,
    /// How often it was seen.
    pub count: usize,
    /// It is printed as the reason of the one before it.
    pub reason: bool,
}

/// Lines that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockView {
    /// What they are, in words.
    pub name: String,
    /// The first line, counted from 1.
    pub first: usize,
    /// The last one.
    pub last: usize,
    /// Where they stand.
    pub place: Span,
}

/// A kind of dirt that was read through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CleanedView {
    /// What it is, in words.
    pub name: String,
    /// How many places there are.
    pub count: usize,
    /// It stands in what is sent, so that it may be the fault itself.
    pub sent: bool,
    /// The first place.
    pub place: Option<Span>,
}

/// A step of the checklist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepView {
    /// Its id.
    pub id: String,
    /// The question.
    pub question: String,
    /// How to find out.
    pub hint: String,
    /// A safe command that tells.
    pub command: Option<String>,
    /// The answer, given by the person or by the paste.
    pub answer: Option<Answer>,
    /// Why the paste answers it; `None` when the person did, or nobody yet.
    pub reason: Option<String>,
}

/// How the checklist ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EndingView {
    /// Which way.
    pub kind: EndingKind,
    /// What that means now.
    pub text: String,
    /// How one knows that it is over, or that it helped.
    pub over_when: String,
    /// A command that tells.
    pub command: Option<String>,
}

/// A request as it would go on the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestView {
    /// curl sends it, not another program.
    pub by_curl: bool,
    /// The method.
    pub method: PieceView,
    /// The address.
    pub url: PieceView,
    /// Names and values in their order.
    pub headers: Vec<(String, PieceView)>,
    /// The head of the body, or where it comes from.
    pub body: PieceView,
    /// Bytes of the body that are not shown.
    pub more: usize,
}

/// A piece of a request, the words it was made from, and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PieceView {
    /// The piece.
    pub text: String,
    /// The rule that made it; empty where it stands there as such.
    pub rule: String,
    /// Where the words stand in the text.
    pub place: Option<Span>,
}

/// What to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SolutionView {
    /// One sentence a step.
    pub lead: Vec<String>,
    /// The whole text with all safe fixes applied, unmasked: for the box only.
    pub corrected: Option<String>,
    /// The corrected request.
    pub mended: Option<Mended>,
    /// Secrets were masked in it.
    pub hides: bool,
    /// Line diff of the request.
    pub diff: Vec<DiffLine>,
    /// A minimal test request as a curl command.
    pub test_curl: String,
    /// The same call in Python.
    pub python: String,
    /// The same call in TypeScript.
    pub typescript: String,
}
