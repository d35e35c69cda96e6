//! How long reading and checking a request takes, against the time in which `serde_json` parses its body to a `Value`.
//!
//! `cargo run --release --example check_speed`; prints one line a body and fails where a bound is passed.

use claude_troubleshooter::date::Date;
use claude_troubleshooter::{check, json, knowledge};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Times that the check may take as long as the parser.
const SMALL: f64 = 5.0;
const LARGE: f64 = 3.0;

fn main() {
    let today = Date::parse(knowledge::FACTS_AS_OF).unwrap_or(Date::from_days(0));
    let mut good = true;
    for (name, body, bound) in [
        ("4 KB, a few turns and tools", small(), Some(SMALL)),
        ("20 MB, one image", image(20 << 20), Some(LARGE)),
        ("20 MB, one long text", text(20 << 20), Some(LARGE)),
        ("20 MB, 100,000 messages", turns(100_000, 190), Some(LARGE)),
        ("2 MB, each message with a fault", faulty(20_000), None),
    ] {
        let rounds = (4_000_000 / body.len()).clamp(3, 400);
        let parse = best(rounds, || {
            black_box(serde_json::from_str::<serde_json::Value>(black_box(&body)).is_ok());
        });
        let ours = best(rounds, || {
            let requests: Vec<_> = json::body(black_box(&body)).into_iter().collect();
            black_box(check::check(&body, &requests, today));
        });
        let times = ours.as_secs_f64() / parse.as_secs_f64();
        let within = bound.is_none_or(|bound| times <= bound);
        good &= within;
        let bound = bound.map_or(String::new(), |bound| format!(" (at most {bound} ×)"));
        let mark = if within { "" } else { "  TOO SLOW" };
        println!("{name}: serde_json {parse:.2?}, read and checked {ours:.2?}, {times:.1} ×{bound}{mark}");
    }
    std::process::exit(i32::from(!good));
}

/// The shortest of several rounds: what disturbs a measurement only makes it longer.
fn best(rounds: usize, mut run: impl FnMut()) -> Duration {
    let once = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..rounds.max(3)).map(|_| once(&mut run)).min().unwrap_or_default()
}

fn wrap(more: &str, messages: &str) -> String {
    format!(r#"{{"model":"claude-opus-5-5","max_tokens":1024,{more}"messages":[{messages}]}}"#)
}

fn small() -> String {
    let tool = |n: usize| {
        format!(
            r#"{{"name":"tool_{n}","description":"Looks up the weather of a place, today and on the six days that follow.","input_schema":{{"type":"object","properties":{{"place":{{"type":"string","description":"Town and country"}},"unit":{{"type":"string","enum":["C","F"]}}}},"required":["place"]}}}}"#
        )
    };
    let tools: Vec<String> = (0..4).map(tool).collect();
    let turn = |n: usize| {
        format!(
            r#"{{"role":"user","content":"What is the weather like in town number {n}, and should I take an umbrella along?"}},{{"role":"assistant","content":[{{"type":"text","text":"Let me look."}},{{"type":"tool_use","id":"toolu_{n:04}","name":"tool_1","input":{{"place":"Town {n}"}}}}]}},{{"role":"user","content":[{{"type":"tool_result","tool_use_id":"toolu_{n:04}","content":"11 degrees, rain from the west"}}]}},{{"role":"assistant","content":"Rain, so yes."}}"#
        )
    };
    let turns: Vec<String> = (0..4).map(turn).collect();
    let last = r#",{"role":"user","content":"Thanks. And tomorrow?"}"#;
    wrap(&format!(r#""system":"You are brief.","tools":[{}],"#, tools.join(",")), &(turns.join(",") + last))
}

fn image(bytes: usize) -> String {
    let data = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ".repeat(bytes / 44);
    wrap(
        "",
        &format!(
            r#"{{"role":"user","content":[{{"type":"image","source":{{"type":"base64","media_type":"image/png","data":"{data}"}}}},{{"type":"text","text":"What is this?"}}]}}"#
        ),
    )
}

fn text(bytes: usize) -> String {
    let words = "The quick brown fox says \\\"no\\\" to the lazy dog.\\n".repeat(bytes / 50);
    wrap("", &format!(r#"{{"role":"user","content":"{words}"}}"#))
}

fn turns(count: usize, bytes: usize) -> String {
    let words = "word ".repeat(bytes / 5);
    let turn = |n: usize| {
        let role = if n.is_multiple_of(2) { "user" } else { "assistant" };
        format!(r#"{{"role":"{role}","content":"{words}"}}"#)
    };
    let all: Vec<String> = (0..count | 1).map(turn).collect();
    wrap("", &all.join(","))
}

fn faulty(count: usize) -> String {
    let all: Vec<String> = (0..count)
        .map(|n| format!(r#"{{"role":"tool","content":[{{"type":"txt","text":"","x":{n}}}],"name":"a",}}"#))
        .collect();
    wrap("", &all.join(","))
}
