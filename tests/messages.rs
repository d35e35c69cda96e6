//! Every message of Claude Code that the knowledge holds is recognised as itself, however it was copied.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where it fails")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answers};
use claude_troubleshooter::knowledge::{self, ERRORS};
use claude_troubleshooter::{report, view};

/// The ways in which people copy one line out of a terminal.
const COPIES: [fn(&str) -> String; 6] = [
    str::to_owned,
    |message| format!("  ⎿  {message}"),
    |message| format!("$ claude -p \"summarize the log\"\n{message}\n"),
    |message| format!("> fix the failing test\n\n● Let me look at that.\n\n  ⎿  {message}\n"),
    |message| {
        format!("╭─── Claude Code v2.1.290 ───╮\n│ ~/src/app                  │\n╰────────────────────────────╯\n\n{message}")
    },
    |message| {
        let wrapped: Vec<String> =
            message.chars().collect::<Vec<_>>().chunks(34).map(|line| line.iter().collect()).collect();
        format!("⏺ {}", wrapped.join("\n  "))
    },
];

#[test]
fn every_message_is_recognised_as_itself() {
    let today = Date::parse(knowledge::FACTS_AS_OF).unwrap();
    let mut faults = Vec::new();
    let mut seen = 0;
    for entry in ERRORS.iter().filter(|entry| entry.advice.is_some()) {
        for pattern in entry.text {
            let message = pattern.replace('*', " acme ").replace('#', "12");
            for copy in COPIES {
                let paste = copy(&message);
                let first = diagnose(&paste, &Answers::default(), today).entries().first().copied();
                seen += 1;
                if first != Some(entry.id) {
                    faults.push(format!("{}: {first:?} for {paste:?}", entry.id));
                }
            }
        }
    }
    assert!(seen > 3_000, "only {seen} copies were looked at");
    assert!(faults.is_empty(), "{} of {seen}\n{}", faults.len(), faults.join("\n"));
}

/// A request that works.
const WORKS: &str = "curl https://api.anthropic.com/v1/messages -H \"x-api-key: $ANTHROPIC_API_KEY\" \
     -H \"anthropic-version: 2023-06-01\" -H \"content-type: application/json\" \
     -d '{\"model\":\"claude-haiku-5-5\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'";

#[test]
fn a_request_that_works_matches_no_known_error() {
    let today = Date::parse(knowledge::FACTS_AS_OF).unwrap();
    assert_eq!(diagnose(WORKS, &Answers::default(), today).entries(), Vec::<&str>::new());
}

#[test]
fn where_a_request_works_page_and_report_speak_of_no_message() {
    let today = Date::parse(knowledge::FACTS_AS_OF).unwrap();
    let mut beside = 0;
    for entry in ERRORS.iter().filter(|entry| entry.advice.is_some()) {
        let Some(pattern) = entry.text.first() else { continue };
        let message = pattern.replace('*', " acme ").replace('#', "12");
        let paste = format!("╭─── Claude Code v2.1.290 ───╮\n  ⎿  {message}\n\n{WORKS}\n");
        let diagnosis = diagnose(&paste, &Answers::default(), today);
        let report = report::markdown(&diagnosis, &paste).into_string();
        let page = view::of(&diagnosis, &paste);
        if diagnosis.working_request && !diagnosis.entries().is_empty() {
            beside += 1;
            assert!(page.message.is_none() && !report.contains("Message of Claude Code"), "{}: {report}", entry.id);
            assert!(page.solution.lead.is_empty(), "{}: {:?}", entry.id, page.solution.lead);
        }
        // The report begins with what the page shows first.
        let leads = page.message.as_ref().filter(|message| message.leads);
        assert_eq!(leads.is_some(), diagnosis.leading_message().is_some());
    }
    assert!(beside > 0, "no message stands beside a request that works");
}

#[test]
fn advice_says_what_happened_and_what_to_do() {
    for entry in ERRORS.iter() {
        let Some(advice) = entry.advice else { continue };
        assert!(advice.meaning.len() > 20 && advice.meaning.ends_with('.'), "{}: {}", entry.id, advice.meaning);
        assert!(advice.todo.len() > 8, "{}: {}", entry.id, advice.todo);
        assert!(advice.meaning.len() + advice.todo.len() < 400, "{} is long", entry.id);
    }
}
