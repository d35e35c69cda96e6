//! Where a checklist ends: in a fix, in waiting with a sign by which one knows that it is over, or at support.

use super::{Certainty, Ranked, Working};
use crate::knowledge::{Cause, Stage, Turn};
use crate::read::Reading;
use serde::{Deserialize, Serialize};

/// The three ways in which a checklist ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndingKind {
    /// Something can be done: the suggested fix.
    Fix,
    /// Nothing can be done here; it passes.
    Wait,
    /// Nothing that is known fits well enough: a report for support, with everything they need.
    Support,
}

impl EndingKind {
    /// The name in attributes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fix => "fix",
            Self::Wait => "wait",
            Self::Support => "support",
        }
    }
}

/// How the checklist ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Which way.
    pub kind: EndingKind,
    /// What that means now, in a sentence or two.
    pub text: &'static str,
    /// How one knows that it is over, or that it helped.
    pub over_when: &'static str,
    /// A command that tells; it only reads.
    pub command: Option<&'static str>,
}

/// Asks the status page.
const ASK_STATUS: &str = "curl -s https://status.claude.com/api/v2/status.json";

/// The ending as things stand. `asking`: a question still pays.
pub fn ending(
    reading: &Reading,
    first: Option<&Ranked>,
    certainty: Certainty,
    asking: bool,
    working: Option<Working>,
) -> Ending {
    let Some(first) = first else { return without_a_cause(working) };
    if certainty == Certainty::Unknown && !asking {
        return Ending {
            kind: EndingKind::Support,
            text: "Nothing that is known fits well enough. Try the first suggestion below; if it does not help, copy the report and send it to support.claude.com: it holds the evidence, your answers and what they rule out.",
            over_when: "Support answers best with a request id (req_…), the time with its zone, and the model.",
            command: None,
        };
    }
    match first.cause.turn {
        Turn::Anthropic | Turn::Wait => wait(reading, first.cause),
        Turn::Admin => {
            fix("Whoever administers your account, gateway or cloud has to do this; the report says what.", first.cause)
        }
        Turn::Network => {
            fix("The fault lies in the network between; do this, or hand the report to whoever runs it.", first.cause)
        }
        Turn::You => fix("This is in your hands: do what the fix says.", first.cause),
    }
}

fn fix(text: &'static str, cause: &Cause) -> Ending {
    let over_when = match cause.showed {
        Stage::Code | Stage::Shell => {
            "It helped when the command or program gets as far as an answer of the API, whichever."
        }
        Stage::Network | Stage::Gateway => {
            "It helped when the list of models answers with anything but a connection error."
        }
        _ => "It helped when the same request is answered; otherwise come back and change an answer.",
    };
    Ending { kind: EndingKind::Fix, text, over_when, command: None }
}

fn wait(reading: &Reading, cause: &Cause) -> Ending {
    let has = |fact: &str| reading.fact(fact).is_some();
    let (text, over_when, command) = if cause.began == Stage::Limits {
        (
            "A limit is used up and fills again by itself; nothing is broken.",
            "It is over when the time in the message or in the retry-after header has passed and the same request is answered.",
            None,
        )
    } else if has("platform=bedrock") || has("platform=vertex") || has("platform=foundry") {
        (
            "This is the cloud's side; your request and your account are fine.",
            "It is over when the cloud's own health page shows no incident for your region and the same request is answered.",
            None,
        )
    } else {
        (
            "This is Anthropic's side; your request, key and limits are fine.",
            "It is over when the status page says “All Systems Operational” and the same request is answered. If the page stays green and it fails for half an hour, send the report with the request id to support.",
            Some(ASK_STATUS),
        )
    };
    Ending { kind: EndingKind::Wait, text, over_when, command }
}

fn without_a_cause(working: Option<Working>) -> Ending {
    if let Some(working) = working {
        return Ending {
            kind: EndingKind::Fix,
            text: match working {
                Working::Answered | Working::Whole => "Nothing is wrong with this request. Send it, and paste what comes back if it fails.",
                Working::AsShown => "Nothing is wrong with what the text shows of this request. Send it, and paste what comes back if it fails.",
                Working::Warned => "No plain fault is left. Look at the warning, then send the request, and paste what comes back if it fails.",
            },
            over_when: "It worked when the answer holds \"type\": \"message\".",
            command: None,
        };
    }
    Ending {
        kind: EndingKind::Support,
        text: "There is not enough here to name a cause. Paste the whole error with the lines around it, or send the test request and paste its answer; if that tells nothing either, the report is what support needs.",
        over_when: "Enough is there when the paste holds a status, the message behind it, or the command that failed.",
        command: None,
    }
}
