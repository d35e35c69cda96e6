//! Whatever the text: an answer, places inside the text, and time in proportion to its length.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops where it fails")]

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answer, Answers, Diagnosis};
use claude_troubleshooter::finding;
use claude_troubleshooter::knowledge::STEPS;
use claude_troubleshooter::span::Span;
use proptest::prelude::*;

fn look(paste: &str) -> Diagnosis {
    diagnose(paste, &Answers::default(), Date::parse("2026-11-22").unwrap())
}

fn places(diagnosis: &Diagnosis) -> Vec<Span> {
    let reading = &diagnosis.reading;
    let evidence = reading.evidence.iter().filter_map(|e| e.span);
    let facts = reading.facts.iter().filter_map(|f| f.span);
    let findings = diagnosis.findings.iter().filter_map(|f| f.span);
    let edits = diagnosis.findings.iter().flat_map(|f| &f.fix).flat_map(|fix| fix.edits.iter().map(|e| e.span));
    let because = diagnosis.causes.iter().flat_map(|c| c.because.iter().filter_map(|b| b.span));
    let requests = reading.requests.iter().flat_map(|r| [r.span, r.program, r.method.whole(), r.url.whole()]);
    let headers =
        reading.requests.iter().flat_map(|r| r.headers.iter().flat_map(|h| [h.name.whole(), h.value.whole()]));
    let cleaned = reading.cleaned.iter().flat_map(|cleaned| cleaned.spans.iter().copied());
    let blocks = reading.blocks.iter().map(|block| block.span);
    let errors = reading.errors.iter().map(|seen| seen.span);
    let headers = headers.chain(cleaned).chain(blocks).chain(errors);
    evidence.chain(facts).chain(findings).chain(edits).chain(because).chain(requests).chain(headers).collect()
}

fn sound(paste: &str) {
    let diagnosis = look(paste);
    for span in places(&diagnosis) {
        assert!(paste.get(span.start..span.end).is_some(), "{span:?} is no place in {paste:?}");
    }
    let sum: f64 = diagnosis.causes.iter().map(|c| c.probability).sum();
    assert!(sum <= 1.0 + 1e-9, "probabilities sum to {sum}");
    assert!(diagnosis.causes.windows(2).all(|w| w[0].probability >= w[1].probability));
    for finding in &diagnosis.findings {
        if let Some(fix) = &finding.fix {
            let _ = finding::apply(paste, &fix.edits);
        }
    }
}

/// Pieces that real pastes are made of, so that random texts get past the first character.
const PIECES: &[&str] = &[
    "curl ",
    "https://api.anthropic.com/v1/messages",
    " -H ",
    "'",
    "\"",
    "\\",
    "\n",
    "\r\n",
    " ",
    "$",
    "${",
    "}",
    "{",
    "`",
    "x-api-key: ",
    "$ANTHROPIC_API_KEY",
    "anthropic-version: 2023-06-01",
    " -d ",
    "{\"model\":\"claude-opus-5\"",
    ",",
    ":",
    "[",
    "]",
    "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]",
    "\"max_tokens\":",
    "1024",
    "API Error: 529 ",
    "req_011Cf",
    "ß",
    "→",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\u{1b}[31m",
    "Invoke-RestMethod ",
    "@{",
    "^\n",
    "`\n",
    "%KEY%",
    "$env:KEY",
    "<<EOF\n",
    "EOF\n",
    "$(",
    ")",
    "|",
    "&&",
    "\"type\":\"overloaded_error\"",
    "\"message\":\"",
    "Overloaded",
    "‘",
    "’",
    "HTTP/2 401\n",
    "retry-after: 12\n",
    "--json",
    "-u ",
    "sk-ant-api03-",
    "client.messages.create(",
    "model=",
    "new Anthropic({",
    "messages: ",
    "fetch(",
    "requests.post(",
    "f'{",
    "`${",
    "(",
    ")",
    "[",
    "]",
    "}",
    ",",
    "# ",
    "\"\"\"",
];

/// Any JSON.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let text = || "[a-z\"'\\\\`${}# é\n\t\u{1}\u{1F600}]{0,8}";
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        (-1_000..1_000_i32).prop_map(|n| serde_json::Value::from(f64::from(n) / 8.0)),
        text().prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
            prop::collection::btree_map(text(), inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A string as a program writes it.
fn quoted(text: &str, quote: char) -> String {
    let mut out = quote.to_string();
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            c if c < ' ' => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if c == quote || c == '\\' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// JSON as literals of a program, with the commas and comments that programs have.
fn literal(value: &serde_json::Value, python: bool) -> String {
    use serde_json::Value;
    let words = if python { ["None", "True", "False"] } else { ["null", "true", "false"] };
    let comment = if python { " # it's \"x\"\n" } else { " /* it's */ // \"x\"\n" };
    let inner = |value: &Value| literal(value, python);
    match value {
        Value::Null => words[0].into(),
        Value::Bool(true) => words[1].into(),
        Value::Bool(false) => words[2].into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.len() % 2 == 0 => quoted(text, '\''),
        Value::String(text) => quoted(text, '"'),
        Value::Array(items) => format!("[{}]", items.iter().map(|item| inner(item) + ",").collect::<String>()),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| format!("{}: {},{comment}", quoted(key, '\''), inner(value));
            format!("{{{}}}", members.iter().map(member).collect::<String>())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        sound(&text);
    }

    #[test]
    fn any_mix_of_real_pieces_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        sound(&pieces.concat());
    }

    #[test]
    fn literals_of_a_program_are_read_as_the_json_they_become(value in json()) {
        let python = format!("client.messages.create(model='m', messages={})", literal(&value, true));
        let script = format!("client.messages.create({{ model: 'm', messages: {} }})", literal(&value, false));
        for paste in [python, script] {
            let requests = claude_troubleshooter::code::requests(&paste);
            prop_assert_eq!(requests.len(), 1, "{}", paste);
            let body: serde_json::Value = serde_json::from_str(requests[0].text().unwrap().as_str()).unwrap();
            prop_assert_eq!(&body["messages"], &value, "{}", paste);
            sound(&paste);
        }
    }

    #[test]
    fn any_answers_are_taken_and_can_be_taken_back(order in prop::collection::vec((0..STEPS.len(), 0..3usize), 0..12)) {
        let paste = "⎿ API Error (Connection error.) · Retrying in 1 seconds… (attempt 1/10)\n ⎿ TypeError (fetch failed)";
        let today = Date::parse("2026-11-22").unwrap();
        let plain = look(paste);
        let mut answers = Answers::default();
        for (step, answer) in &order {
            answers.set(STEPS[*step].id, [Answer::Yes, Answer::No, Answer::NotSure][*answer]);
            let sum: f64 = diagnose(paste, &answers, today).causes.iter().map(|c| c.probability).sum();
            prop_assert!(sum <= 1.0 + 1e-9);
        }
        for (step, _) in &order {
            answers.clear(STEPS[*step].id);
        }
        let back = diagnose(paste, &answers, today);
        prop_assert_eq!(plain.causes.len(), back.causes.len());
        for (a, b) in plain.causes.iter().zip(&back.causes) {
            prop_assert!((a.probability - b.probability).abs() < 1e-12 && a.cause.id == b.cause.id);
        }
    }
}

#[test]
fn hostile_texts_end() {
    let mb = 1 << 20;
    for (name, text) in [
        ("nesting", "[".repeat(100_000)),
        ("nested objects", "{\"a\":".repeat(100_000)),
        ("quotes", "\"'".repeat(mb / 2)),
        ("backslashes", "\\".repeat(mb)),
        ("curl over and over", "curl -H 'a: b' https://x.example \\\n".repeat(20_000)),
        ("one long line", "x".repeat(10 * mb)),
        ("a log", "2026-11-22 INFO all is well and nothing happened here at all\n".repeat(150_000)),
        (
            "braces in a body",
            format!("curl https://api.anthropic.com/v1/messages -d '{}'", "{\"messages\":[".repeat(50_000)),
        ),
        ("req_", "req_".repeat(mb / 4)),
        ("escapes", "\u{1b}]".repeat(mb / 2)),
        ("numbers", "401 ".repeat(mb / 4)),
        ("type", "\"type\":\"error\",\"message\":\"".repeat(30_000)),
        ("nul", "\0".repeat(mb)),
        ("calls", "client.messages.create(model='m', messages=[".repeat(20_000)),
        ("a call with brackets", format!("client.messages.create(model='m', messages={}", "[".repeat(100_000))),
        ("a call with an image", format!("client.messages.create(model='m', messages='{}')", "A".repeat(5 * mb))),
        ("templates", format!("fetch('https://api.anthropic.com/', {{ body: {}", "`${".repeat(200_000))),
        ("an open text", format!("client.messages.create(model='m', system=\"\"\"{}", "a\n".repeat(mb))),
    ] {
        println!("{name}");
        sound(&text);
    }
}

/// What nobody means to paste, and somebody does: each gets an answer in bounded time.
#[test]
fn hostile_texts_get_an_answer() {
    let invalid: Vec<u8> = (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let texts = [
        ("nested", "{\"error\":[".repeat(100_000)),
        ("one line", "x API Error: 529 ".repeat(120_000)),
        ("nothing but NUL", "\0".repeat(500_000)),
        ("no text at all", String::from_utf8_lossy(&invalid).into_owned()),
        (
            "the same again and again",
            "2026-01-01T00:00:00Z API Error (529 {\"type\":\"overloaded_error\"}) attempt 1/10\n".repeat(20_000),
        ),
        ("numbered lines", (1..60_000).map(|n| format!("{n}: x\n")).collect()),
        (
            "a cut recording",
            format!(
                "{{\"log\":{{\"entries\":[{}",
                "{\"request\":{\"url\":\"https://api.anthropic.com/\",".repeat(20_000)
            ),
        ),
        ("invisible", "\u{200b}“".repeat(200_000)),
    ];
    for (what, text) in texts {
        let begin = std::time::Instant::now();
        sound(&text);
        // A debug build on a busy machine; what is quadratic takes minutes.
        let seconds = begin.elapsed().as_secs();
        assert!(seconds < 60, "{what}: {seconds} s for {} bytes", text.len());
    }
}
