//! Fourth step: what to do, ready to copy. Nothing is masked here; that happens where text leaves the page.

mod diff;
mod edits;
mod templates;

#[cfg(test)]
mod tests;

pub use diff::lines as diff_lines;

use crate::diagnose::{Mended, Solution};
use crate::finding::{self, Finding, Severity, Trust};
use crate::knowledge::{self, Cause, ModelStatus, Remedy};
use crate::request::{Body, Dialect, Origin, Request};

/// The model that test requests name when the paste names none that still answers: small and cheap.
const TEST_MODEL: &str = "claude-haiku-5-5";

/// What to do about the first cause, with the mended request and a test to run.
pub fn solve(paste: &str, requests: &[Request], findings: &[Finding], first: Option<&'static Cause>) -> Solution {
    let mut solution = examples(requests, first);
    solution.lead = first.map(|cause| cause.fix.iter().map(|line| (*line).to_owned()).collect()).unwrap_or_default();
    // What was found in the text itself comes before what is usual for the cause.
    let found = findings.iter().find(|finding| {
        let mends = finding.fix.as_ref().is_some_and(|fix| fix.trust != Trust::ShowOnly);
        finding.severity == Severity::Error && mends && first.is_some_and(|cause| finding.cause == Some(cause.id))
    });
    if let Some((finding, fix)) = found.and_then(|finding| Some((finding, finding.fix.as_ref()?))) {
        solution.lead.insert(0, format!("{} {}.", finding.message, fix.title));
    }

    let trusted = findings.iter().filter(|finding| finding.severity != Severity::Good).filter_map(|finding| {
        let fix = finding.fix.as_ref()?;
        let of_first = first.is_some_and(|cause| finding.cause == Some(cause.id));
        match fix.trust {
            Trust::Safe => Some(fix),
            Trust::Likely if of_first => Some(fix),
            Trust::Likely | Trust::ShowOnly => None,
        }
    });
    let chosen = edits::choose(paste, trusted);
    let corrected = finding::apply(paste, &chosen);
    if corrected == paste {
        return solution;
    }
    let mended = requests.iter().find(|request| edits::touches(&chosen, request.span));
    if let Some(request) = mended {
        let after = edits::moved(&chosen, request.span).of(&corrected);
        solution.diff = diff::lines(request.span.of(paste), after);
        let command = matches!(request.origin, Origin::Curl | Origin::InvokeRestMethod);
        solution.mended = Some(Mended { text: after.to_owned(), command });
    }
    solution.corrected = Some(corrected);
    solution
}

/// The test request and the same call in two languages.
fn examples(requests: &[Request], first: Option<&'static Cause>) -> Solution {
    let model = requests.iter().find_map(named_model).unwrap_or(TEST_MODEL);
    let waiting = first.is_some_and(|cause| cause.remedy == Remedy::Wait);
    let dialect = requests.iter().find_map(|request| request.dialect).unwrap_or(Dialect::Posix);
    Solution {
        test_curl: templates::curl(model, dialect),
        python: templates::python(model, waiting),
        typescript: templates::typescript(model, waiting),
        ..Solution::default()
    }
}

/// The model that a request names, if it is one that everybody can call today.
fn named_model(request: &Request) -> Option<&'static str> {
    let Body::Text(body) = &request.body else { return None };
    let (_, after) = body.as_str().split_once("\"model\"")?;
    let (_, after) = after.trim_start().strip_prefix(':')?.split_once('"')?;
    let (id, _) = after.split_once('"')?;
    let model = knowledge::model(id)?;
    // Mythos is for invited accounts only: a test that fails for another reason helps nobody.
    (model.status == ModelStatus::Active && !model.id.contains("mythos")).then_some(model.id)
}
