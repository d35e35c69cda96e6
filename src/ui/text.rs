//! Every fixed sentence of the interface, in one place. (Those that stand before the code arrives are in `index.html`.)

// The words document themselves.
#![allow(missing_docs)]

use crate::diagnose::{Answer, Certainty, StageState, Working};
use crate::knowledge::{Stage, Turn};

pub const STATUS_URL: &str = "https://status.claude.com";
pub const STATUS: &str = "Status page";
pub const DIAGNOSIS: &str = "Diagnosis";
pub const ROUTE: &str = "Where it broke";
pub const ROUTE_WHOLE: &str = "How far it came";
pub const FIX: &str = "Suggested fix";
pub const CHECKLIST: &str = "Checklist";
pub const HOW: &str = "How this works";
pub const POINTS: &str = "What people are told to go through, and where it is here";
pub const SHOW_ME: &str = "Show me";
pub const WIRE: &str = "What curl would send";
pub const OWN: &str = "Your request";
pub const WIRE_OTHER: &str = "What would be sent";
pub const WIRE_METHOD: &str = "Method";
pub const WIRE_ADDRESS: &str = "Address";
pub const WIRE_BODY: &str = "Body";
pub const IN_SHELL: &str = "for";
pub const SHELL: &str = "Read as";
pub const SHELL_FOUND: &str =
    "Told by the text around the command. Another shell reads quotes and variables in another way.";
pub const SHELL_CHOSEN: &str = "Chosen by you.";
pub const SHELL_FOUND_AGAIN: &str = "Let the text tell";
pub const WIRE_MORE: &str = "more of the body";
pub const AGAINST: &str = "against it";
pub const FOUND: &str = "Problems found";
pub const READ: &str = "What we read";
pub const READ_AS: &str = "Parts of the text";
pub const CLEANED: &str = "Cleaned up while reading";
pub const SENT_DIRT: &str = "In what is sent, and so perhaps the fault itself";
pub const MARKED: &str = "Your text, marked";
pub const EXAMPLES: &str = "Examples";
pub const EXAMPLES_LEAD: &str = "Nothing at hand? Try one of these.";
pub const LESS_LIKELY: &str = "Less likely";
pub const BECAUSE: &str = "because";
pub const NO_REASON: &str = "from how often each cause occurs; nothing in the text decides it";

pub const UNKNOWN_TITLE: &str = "Not enough to tell";
pub const UNKNOWN_MEANING: &str = "Nothing in this text says what failed. One more piece usually settles it.";
pub const UNKNOWN_TURN: &str = "More to paste";
pub const MESSAGE_KICKER: &str = "A message of Claude Code itself";
pub const MESSAGE_LOCAL: &str = "No call to the Claude API failed here.";
pub const MESSAGE_KNOWN: &str = "its words are known";
pub const MESSAGE_HERE: &str = "In this very message:";
pub const OTHER_TURN: &str = "Not the Claude API";
pub const OTHER_MEANING: &str =
    "The words in this text belong to something else, so nothing here is about your Claude key, request or account.";
pub const OTHER_NEXT: &str =
    "If a call to Claude failed as well, paste its own error: the line with the status code, or the JSON body.";
pub const PASTE_NEXT: [&str; 4] = [
    "The whole error, from the first line to the last, not only its end.",
    "The JSON body that came back, if there is one: it begins with {\"type\":\"error\".",
    "The command or the code that made the call. Keys are masked in everything that is shown or shared.",
    "For curl: run it again with -i, so that status and headers are printed too.",
];

pub const READING: &str = "Reading…";
pub const WHOLE_READ: &str = "The box shows an excerpt; the whole text was read and is kept in this tab.";
pub const EXCERPT_EDITED: &str = "You edited the excerpt, so only the excerpt is read now.";
pub const CLEARED: &str = "The box was cleared.";
pub const REPLACED: &str = "Your text was put aside for the example.";
pub const BRING_BACK: &str = "Bring it back";
pub const OPENED: &str =
    "Opened from a link: the diagnosis and the answers of whoever made it. The text it came from is not in the link.";
pub const OPENED_TEXT: &str = "Opened from a link, with the masked text of whoever made it.";
pub const NOT_LOADED: &str =
    "The checker could not be loaded. Check the connection; the next change of the text tries again.";
pub const STOPPED: &str = "The checker stopped over this text: a fault in this page, not in your call. Nothing was sent anywhere, and your text is still in the box.";
pub const OTHER_VERSION: &str = "This page was renewed while it was open. Copy your text, then reload the page.";
pub const OFFLINE: &str = "You are offline. Reading, checking and fixing work as before.";
pub const DISMISS: &str = "Close this notice";
pub const COPY_REFUSED: &str = "The browser did not allow copying. Select the text and copy it by hand.";
pub const PASTE_REFUSED: &str =
    "The browser did not allow reading the clipboard. Click into the box and paste with the keyboard.";
pub const FILE_REFUSED: &str = "That file could not be read.";
pub const COPIED: &str = "Copied.";

pub const LEGEND_FAULT: &str = "the fault";
pub const LEGEND_WARNING: &str = "a warning";
pub const LEGEND_FACT: &str = "a fact that was read";
pub const MARKED_NOTE: &str = "Secrets are masked here. Choose a marked place to see what is said about it.";
pub const MISSING_HERE: &str = "missing here";

pub const COPY: &str = "Copy";
pub const APPLY: &str = "Apply";
pub const UNDO: &str = "Undo";
pub const COPY_LINK: &str = "Copy link";
pub const COPY_REPORT: &str = "Copy report";
pub const COPY_COMMAND: &str = "Copy command";
pub const APPLIED: &str = "Changed in the box. Undo puts your text back.";
pub const MINIMAL: &str = "A minimal test request";
pub const MINIMAL_WHY: &str =
    "It tells your code from the service: if it gets an answer, key, network and service are fine.";
pub const MASKED_FIX: &str = "Your secrets are masked in what is shown and copied here. Apply keeps them in the box.";
pub const NO_CHANGE: &str = "The request itself needs no change.";

pub const YES: &str = "Yes";
pub const NO: &str = "No";
pub const NOT_SURE: &str = "Not sure";
pub const CHANGE: &str = "Change";
pub const BACK: &str = "Back";
pub const RESTART: &str = "Start the checklist again";
pub const LATER: &str = "Questions that may follow";
pub const OTHERS: &str = "Other questions, if the fix does not help";
pub const OPEN: &str = "Several causes look like this. The likeliest so far:";
pub const YOU_SAID: &str = "you said so";
pub const TEXT_SAYS: &str = "read in your text";

pub const FIX_ONE: &str = "Fix";
pub const SHOW: &str = "Show in the text";
pub const FILL_IN: &str = "To fill in:";
pub const READ_MORE: &str = "Read more";
pub const LOADING: &str = "Loading…";
pub const CHECK: &str = "About a check";
pub const CHECK_ABOUT: &str = "About this check";
pub const CHECK_ERROR: &str = "A fault";
pub const CHECK_WARNING: &str = "A warning";
pub const CHECK_BAD: &str = "It fires on this";
pub const CHECK_GOOD: &str = "It is silent on this";
pub const CHECK_TRY: &str = "Try it";
pub const CHECK_ID: &str = "Check";
pub const CHECK_FORETELLS: &str = "Foretells";
pub const CHECK_SOURCE: &str = "Source";
pub const CHECK_SEEN: &str = "read on";
pub const CHECK_LINK: &str = "Copy link to this check";
pub const CHECK_UNKNOWN: &str = "This version of the page has no check of that name.";
pub const CHECKS: &str = "What is checked";
pub const CHECKS_LEAD: &str =
    "Every request in a paste goes through these checks, each with its reason, its source and an example.";
pub const CHECKS_SHOW: &str = "Show all checks";
pub const CHECKS_SEARCH: &str = "Search the checks";
pub const CHECKS_OF: &str = "of";
pub const CHECKS_MISSING: &str = "The list could not be loaded. Check the connection and try again.";
pub const SOURCES: &str = "Read on";

pub const PREVIEW: &str = "Link preview";
pub const IN_CAUSE: &str = "Cause";
pub const IN_ANSWER: &str = "Answer";
pub const IN_FACTS: &str = "Facts read";
pub const IN_CHECKS: &str = "Checks";
pub const PREVIEW_LEAD: &str =
    "Exactly this is in the link. It stands behind the #, which browsers do not send to any server.";
pub const ONLY_DIAGNOSIS: &str = "Diagnosis and answers";
pub const WITH_TEXT: &str = "With masked text";
pub const TO_CLIPBOARD: &str = "Copy to clipboard";
pub const CLOSE: &str = "Close";
pub const LINK_LENGTH: &str = "characters long";
pub const LINK_DONE: &str = "The link is on the clipboard.";
pub const TEXT_LEFT_OUT: &str = "The text is too long for a link, so it is left out. Copy the report instead.";

/// Whose turn it is, in words.
pub fn turn(turn: Turn) -> &'static str {
    match turn {
        Turn::You => "Your turn",
        Turn::Admin => "Your admin’s turn",
        Turn::Network => "Your network’s turn",
        Turn::Anthropic => "The service’s turn, not yours",
        Turn::Wait => "Just wait",
    }
}

/// How sure, in words.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "Certain",
        Certainty::Likely => "Likely",
        Certainty::Possible => "Possible",
        Certainty::Unknown => "A guess so far",
    }
}

/// A stage's short name.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Code => "Your code",
        Stage::Shell => "Shell",
        Stage::Network => "Network",
        Stage::Gateway => "Gateway",
        Stage::Edge => "Edge",
        Stage::Authentication => "Key check",
        Stage::Limits => "Limits",
        Stage::Validation => "Request check",
        Stage::Model => "Model",
        Stage::Stream => "Stream",
    }
}

/// A stage inside a sentence.
pub fn at_stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Code => "in your code",
        Stage::Shell => "in the shell",
        Stage::Network => "in the network",
        Stage::Gateway => "in the proxy or gateway",
        Stage::Edge => "at the service’s edge",
        Stage::Authentication => "at the key check",
        Stage::Limits => "at the limits",
        Stage::Validation => "at the check of the request",
        Stage::Model => "in the model",
        Stage::Stream => "while the answer was streaming",
    }
}

/// How a stage fared, in words.
pub fn stage_state(state: StageState, both: bool) -> &'static str {
    match state {
        StageState::Fine => "passed",
        StageState::Began if both => "broke here",
        StageState::Began => "began here",
        StageState::Showed => "showed here",
        StageState::NotReached => "never reached",
        StageState::Unknown => "cannot be told",
    }
}

/// An answer in words.
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => YES,
        Answer::No => NO,
        Answer::NotSure => NOT_SURE,
    }
}

/// "3 questions left at most".
pub fn left(count: usize) -> String {
    match count {
        0 => "nothing left to ask".to_owned(),
        1 => "1 left at most".to_owned(),
        n => format!("{n} left at most"),
    }
}

/// A size in bytes as people write it.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..=999 => format!("{bytes} bytes"),
        1_000..=999_999 => format!("{} KB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// "529 overloaded_error, seen 4 times; then 401 authentication_error." Nothing where there is one error once.
pub fn errors(errors: &[crate::view::ErrorView]) -> Option<String> {
    let times = |count: usize| if count > 1 { format!(", seen {count} times") } else { String::new() };
    let said = errors.iter().enumerate().map(|(n, error)| {
        let link = match (n, error.reason) {
            (0, _) if errors.len() > 1 => "First ",
            (0, _) => "",
            (_, true) => "; its reason: ",
            (_, false) => "; then ",
        };
        format!("{link}{}{}", error.name, times(error.count))
    });
    let several = errors.len() > 1 || errors.iter().any(|error| error.count > 1);
    several.then(|| said.collect::<String>() + ".")
}

/// "1 line", "12 lines".
pub fn lines(count: usize) -> String {
    if count == 1 {
        "1 line".to_owned()
    } else {
        format!("{count} lines")
    }
}

/// "3 parts of different kinds".
pub fn parts(count: usize) -> String {
    format!("Read as {count} parts")
}

/// "line 3" or "lines 3 to 9".
pub fn line_range(first: usize, last: usize) -> String {
    if first == last {
        format!("line {first}")
    } else {
        format!("lines {first} to {last}")
    }
}

/// "in 3 places".
pub fn places(count: usize) -> String {
    match count {
        1 => "in one place".to_owned(),
        _ => format!("in {count} places"),
    }
}

/// What is said of a request that has no plain fault.
pub struct WorkingWords {
    /// The badge.
    pub turn: &'static str,
    /// The headline.
    pub title: &'static str,
    /// What that means.
    pub meaning: &'static str,
    /// What to do.
    pub next: &'static str,
}

/// The words for it.
pub fn working(working: Working) -> WorkingWords {
    match working {
        Working::Answered => WorkingWords {
            turn: "It worked",
            title: "Nothing failed here",
            meaning: "The text shows an ordinary answer of the model. Nothing in it speaks of a failure.",
            next: "If something failed all the same, paste its words.",
        },
        Working::Whole => WorkingWords {
            turn: "Ready to run",
            title: "Nothing wrong with it",
            meaning: "The request is complete, and every check of address, headers and body came out right.",
            next: "Run it. If it still fails, paste what comes back, with the command.",
        },
        Working::AsShown => WorkingWords {
            turn: "Ready to run",
            title: "Nothing wrong with what is shown",
            meaning: "Every check of what the text shows came out right. The rest of the request was not looked at.",
            next: "Run it. If it still fails, paste what comes back, with the whole command or call.",
        },
        Working::Warned => WorkingWords {
            turn: "Worth a look",
            title: "It should run, but look at this first",
            meaning: "No check found a plain fault. What is marked as a warning may still spoil it: see below.",
            next: "Look at the warning first, then run it. If it fails, paste what comes back, with the command.",
        },
    }
}
