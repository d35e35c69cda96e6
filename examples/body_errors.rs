//! Reads one JSON body a line and prints, line by line, the errors in it: a JSON list of pairs, the check and the
//! path of what it marks, as a list of keys and numbers.
//!
//! `tests/differential/run.py` compares them with what the official SDK's types say of the same bodies.

use claude_troubleshooter::date::Date;
use claude_troubleshooter::finding::Severity;
use claude_troubleshooter::json::{Node, Value};
use claude_troubleshooter::span::Span;
use claude_troubleshooter::{check, json, knowledge};
use std::io::{self, BufRead as _, Write as _};

fn main() -> io::Result<()> {
    let today = Date::parse(knowledge::FACTS_AS_OF).unwrap_or(Date::from_days(0));
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let requests: Vec<_> = json::body(&line).into_iter().collect();
        let root = requests.first().and_then(|request| request.text()).and_then(|text| json::parse(text).value);
        let found = check::check(&line, &requests, today);
        let errors: Vec<(&str, Vec<String>)> = found
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| (finding.check, path(root.as_ref(), finding.span)))
            .collect();
        writeln!(out, "{}", serde_json::to_string(&errors)?)?;
    }
    out.flush()
}

/// The path of the smallest member or element that holds a stretch of the body.
fn path(root: Option<&Value>, span: Option<Span>) -> Vec<String> {
    let mut path = Vec::new();
    let (Some(mut value), Some(span)) = (root, span) else { return path };
    loop {
        let holds = |start: usize, end: usize| start <= span.start && span.end <= end;
        let next = match &value.node {
            Node::Object(members) => members
                .iter()
                .find(|member| holds(member.range().start, member.range().end))
                .map(|member| (member.key.clone(), &member.value)),
            Node::Array(items) => items
                .iter()
                .enumerate()
                .find(|(_, item)| holds(item.range.start, item.range.end))
                .map(|(index, item)| (index.to_string(), item)),
            _ => None,
        };
        let Some((step, inner)) = next else { return path };
        path.push(step);
        value = inner;
    }
}
