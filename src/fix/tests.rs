use super::*;
use crate::diagnose::DiffLine;
use crate::finding::{Edit, Fix};
use crate::span::Span;
use crate::text::Traced;

fn request(paste: &str) -> Request {
    let start = paste.find("curl").unwrap_or(0);
    Request {
        origin: Origin::Curl,
        method: Traced::default(),
        url: Traced::default(),
        headers: Vec::new(),
        body: Body::Text(Traced::verbatim("{\"model\" : \"claude-opus-5-5\"}", start)),
        file: None,
        span: Span::new(start, paste.len() - 4),
        program: Span::new(start, start + 4),
        insecure: None,
        proxy: None,
        dialect: Some(Dialect::Posix),
        made: Default::default(),
    }
}

fn finding(trust: Trust, edits: Vec<(usize, usize, &str)>) -> Finding {
    let edits = edits.into_iter().map(|(a, b, text)| Edit { span: Span::new(a, b), text: text.into() }).collect();
    Finding {
        check: "a/b",
        severity: Severity::Error,
        span: None,
        message: String::new(),
        why: String::new(),
        cause: Some("some_cause"),
        fix: Some(Fix { title: String::new(), trust, edits }),
    }
}

#[test]
fn the_corrected_command_is_cut_out_of_the_corrected_paste() {
    let paste = "$ x\ncurl A \\\n  -H B \\\n  -d C\nend";
    let findings = [
        finding(Trust::Safe, vec![(0, 2, ""), (9, 10, "https://a")]),
        finding(Trust::Safe, vec![(28, 28, " --fail")]),
        // Overlaps the first: left out as a whole.
        finding(Trust::Safe, vec![(9, 11, "no"), (16, 17, "no")]),
        // Not of the first cause, or only to be read.
        finding(Trust::Likely, vec![(16, 17, "no")]),
        finding(Trust::ShowOnly, vec![(16, 17, "no")]),
    ];
    assert_eq!(&paste[9..10], "A");
    let solution = solve(paste, &[request(paste)], &findings, None);
    assert_eq!(solution.corrected.as_deref(), Some("x\ncurl https://a \\\n  -H B \\\n  -d C --fail\nend"));
    let mended = Mended { text: "curl https://a \\\n  -H B \\\n  -d C --fail".into(), command: true };
    assert_eq!(solution.mended, Some(mended));
    assert_eq!(solution.diff.len(), 5);
    assert_eq!(solution.diff[2], DiffLine::Same("  -H B \\".into()));
    assert!(solution.test_curl.contains("\"claude-opus-5-5\""), "the request's own model is tested");
}

#[test]
fn nothing_is_corrected_where_no_fix_can_be_trusted() {
    let paste = "curl A\nend";
    let solution = solve(paste, &[request(paste)], &[finding(Trust::Likely, vec![(5, 6, "B")])], None);
    assert_eq!((solution.corrected, solution.mended, solution.diff), (None, None, Vec::new()));
}

#[test]
fn edits_that_do_not_fit_the_paste_do_no_harm() {
    let paste = "curl é end";
    let findings = [finding(Trust::Safe, vec![(6, 7, "x")]), finding(Trust::Safe, vec![(3, 9_000, "x")])];
    assert_eq!(solve(paste, &[request(paste)], &findings, None).corrected, None);
}

#[test]
fn a_diff_of_two_texts_gives_both_back() {
    let texts = ["", "a", "a\nb\nc", "a\nc", "x\na\nb\ny", "b\na", &"l\n".repeat(900), &"m\n".repeat(900)];
    for before in texts {
        for after in texts {
            let lines = diff_lines(before, after);
            let side = |added: bool| -> Vec<&str> {
                lines
                    .iter()
                    .filter_map(|line| match line {
                        DiffLine::Same(text) => Some(text.as_str()),
                        DiffLine::Removed(text) => (!added).then_some(text.as_str()),
                        DiffLine::Added(text) => added.then_some(text.as_str()),
                    })
                    .collect()
            };
            assert_eq!(side(false), before.lines().collect::<Vec<_>>());
            assert_eq!(side(true), after.lines().collect::<Vec<_>>());
        }
    }
    assert_eq!(diff_lines("a\nb\nc", "a\nB\nc").len(), 4);
}

#[test]
fn the_examples_are_ready_to_run() {
    let model = knowledge::model(TEST_MODEL).map(|model| (model.status, model.retires));
    assert_eq!(model, Some((ModelStatus::Active, None)), "choose another model for test requests");
    for dialect in [Dialect::Posix, Dialect::Fish, Dialect::Cmd, Dialect::PowerShell] {
        let curl = templates::curl(TEST_MODEL, dialect);
        assert!(curl.contains("ANTHROPIC_API_KEY") && !curl.contains("MODEL") && curl.is_ascii());
        assert!(!curl.contains(" -k") && !curl.contains("--insecure"));
    }
    for waiting in [false, true] {
        let (python, typescript) = (templates::python(TEST_MODEL, waiting), templates::typescript(TEST_MODEL, waiting));
        for word in
            ["timeout=60.0", "max_retries=", "APITimeoutError", "RateLimitError", "APIConnectionError", "retry-after"]
        {
            assert!(python.contains(word), "{word}");
        }
        for text in [python, typescript] {
            assert!(text.contains("model") && text.contains(TEST_MODEL) && !text.contains("MODEL"));
            assert_eq!(crate::mask::mask(&text).as_str(), text);
        }
    }
}

#[test]
fn the_test_request_passes_our_own_checks() {
    let today = crate::date::Date::parse(knowledge::FACTS_AS_OF).unwrap_or(crate::date::Date::from_days(0));
    for dialect in [Dialect::Posix, Dialect::Cmd, Dialect::PowerShell] {
        let curl = templates::curl(TEST_MODEL, dialect);
        let reading = crate::read::read(&curl);
        assert_eq!(reading.requests.len(), 1, "{curl}");
        let request = &reading.requests[0];
        assert_eq!(request.dialect, Some(dialect), "{curl}");
        let Body::Text(body) = &request.body else { unreachable!("{curl}") };
        assert!(serde_json::from_str::<serde_json::Value>(body.as_str()).is_ok(), "{}", body.as_str());
        let mut findings = crate::check::check(&curl, &reading.requests, today);
        findings.extend(reading.command_findings.clone());
        findings.retain(|finding| finding.severity != Severity::Good);
        assert_eq!(findings, [], "{curl}");
    }
}

#[test]
fn what_was_found_in_the_text_is_the_first_step() {
    let paste = "$ curl a b\n";
    let cause = knowledge::cause("no_credentials");
    let mut found = finding(Trust::Safe, vec![(7, 8, "c")]);
    found.message = "A letter is wrong.".to_owned();
    let steps = |found: &Finding| solve(paste, &[], std::slice::from_ref(found), cause).lead;
    let usual = steps(&found).len();
    found.cause = Some("no_credentials");
    let first = steps(&found);
    assert_eq!(first.len(), usual + 1);
    assert!(first[0].starts_with("A letter is wrong. "), "{first:?}");
    // What only shows how it could be is no step.
    let shown = Finding { fix: found.fix.clone().map(|fix| Fix { trust: Trust::ShowOnly, ..fix }), ..found };
    assert_eq!(steps(&shown).len(), usual);
}
