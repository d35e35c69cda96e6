//! A request that has no plain fault, and how much of it was looked at.

use crate::finding::{Finding, Severity};
use serde::{Deserialize, Serialize};

/// What can be said of a call that did not fail, or of a request without a plain fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Working {
    /// The text shows an ordinary answer.
    Answered,
    /// Nothing is odd about it, and all of it was looked at.
    Whole,
    /// Nothing is odd about it as far as the text shows it.
    AsShown,
    /// Something is odd about it, though it may well work.
    Warned,
}

/// What stands among the findings where address, key and version were seen and are right.
const WHOLE: [&str; 3] = ["path/right", "key/shape", "version/right"];

impl Working {
    /// Judged by what the checks found, the good included.
    pub fn of(findings: &[Finding]) -> Self {
        if findings.iter().any(|finding| finding.severity == Severity::Warning) {
            Self::Warned
        } else if WHOLE.iter().all(|check| findings.iter().any(|finding| finding.check == *check)) {
            Self::Whole
        } else {
            Self::AsShown
        }
    }
}
