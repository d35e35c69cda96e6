//! The report that goes into an issue or to support, without any secret.

use crate::diagnose::{Answer, Diagnosis, Ranked, Working};
use crate::finding::Severity;
use crate::knowledge::FACTS_AS_OF;
use crate::mask::{Masked, Masker};
use crate::span::Span;
use std::fmt::Write as _;

/// Most lines of the paste in the report.
const MOST_LINES: usize = 40;
/// Longest line of the paste in the report, in characters.
const LONGEST_LINE: usize = 400;
/// Longest cell of a table, in characters.
const LONGEST_CELL: usize = 300;

/// The report: cause, evidence, checks, answers, what was ruled out, an excerpt of the paste.
pub fn markdown(diagnosis: &Diagnosis, paste: &str) -> Masked {
    let masker = Masker::of(paste);
    // Text is masked before it is cut, so that no secret loses the part by which it is known.
    let clean = |text: &str| masker.mask(text).into_string();
    let mut out = String::new();
    heading(&mut out, diagnosis);
    evidence(&mut out, diagnosis, &clean);
    findings(&mut out, diagnosis, &clean);
    answers(&mut out, diagnosis);
    ruled_out(&mut out, diagnosis);
    excerpt(&mut out, diagnosis, paste, &masker);
    let _ = writeln!(
        out,
        "\n_Secrets are masked. Facts as of {FACTS_AS_OF}. Written by the Claude API Troubleshooter, which is not made by Anthropic._"
    );
    masker.mask(&out)
}

fn percent(ranked: &Ranked) -> f64 {
    ranked.probability * 100.0
}

fn heading(out: &mut String, diagnosis: &Diagnosis) {
    if let Some((entry, advice)) = diagnosis.message.and_then(|entry| Some((entry, entry.advice?))) {
        let _ = writeln!(out, "## {}\n\n- **Message of Claude Code:** `{}`", advice.meaning, entry.id);
        let _ = writeln!(out, "- **Whose turn:** {}\n- **What to do:** {}\n", advice.turn.name(), advice.todo);
        if diagnosis.leading_message().is_some() {
            return;
        }
    }
    let Some(first) = diagnosis.causes.first() else {
        let line = match diagnosis.working() {
            Some(Working::Answered | Working::Whole) => "Nothing is wrong with this request",
            Some(Working::AsShown) => "Nothing is wrong with what is shown of this request",
            Some(Working::Warned) => "This request should run, but look at the warnings first",
            None => "No cause found yet",
        };
        let _ = writeln!(out, "## {line}\n");
        return;
    };
    let cause = first.cause;
    let _ = writeln!(out, "## {}\n", cause.title);
    let _ = writeln!(out, "- **Certainty:** {} ({:.0} %)", diagnosis.certainty.name(), percent(first));
    let _ = writeln!(out, "- **Cause id:** `{}`", cause.id);
    let _ = writeln!(out, "- **Whose turn:** {} ({})", cause.turn.name(), cause.time);
    let retry = match cause.retryable {
        Some(true) => "yes",
        Some(false) => "no, something has to change first",
        None => "depends",
    };
    let _ = writeln!(out, "- **May the same request work later:** {retry}");
    let _ = writeln!(out, "\n{}\n", cause.meaning.trim());
    if !diagnosis.solution.lead.is_empty() {
        let _ = writeln!(out, "### Suggested fix\n");
        for (number, line) in diagnosis.solution.lead.iter().enumerate() {
            let _ = writeln!(out, "{}. {line}", number + 1);
        }
    }
}

/// What was read, as a table; request ids stay, support needs them.
fn evidence(out: &mut String, diagnosis: &Diagnosis, clean: &dyn Fn(&str) -> String) {
    let reading = &diagnosis.reading;
    let mut rows: Vec<(&str, String)> = reading.evidence.iter().map(|item| (item.label, clean(&item.value))).collect();
    let mut add = |label: &'static str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !rows.iter().any(|(_, shown)| shown.contains(value.as_str()))) {
            rows.push((label, value));
        }
    };
    add("Status", reading.status.as_ref().map(|found| found.value.to_string()));
    add("Error type", reading.error_type.as_ref().map(|found| clean(&found.value)));
    add("Error code", reading.error_code.as_ref().map(|found| clean(&found.value)));
    add("Message", reading.message.as_ref().map(|found| clean(&found.value)));
    add("Client", reading.client.as_ref().map(|found| found.value.to_owned()));
    add("Platform", reading.platform.as_ref().map(|found| found.value.to_owned()));
    for id in &reading.request_ids {
        add("Request id", Some(id.value.clone()));
    }
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### What the paste says\n\n| | |\n|--|--|");
    for (label, value) in rows {
        let _ = writeln!(out, "| {label} | {} |", cell(&value));
    }
}

/// One table cell: one line, no bars, not endless.
fn cell(text: &str) -> String {
    let mut out: String = text.chars().take(LONGEST_CELL).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST_CELL).is_some() {
        out.push('…');
    }
    let out = out.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;");
    if out.trim().is_empty() {
        "–".to_owned()
    } else {
        out
    }
}

fn findings(out: &mut String, diagnosis: &Diagnosis, clean: &dyn Fn(&str) -> String) {
    if diagnosis.findings.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### Checks of the request\n");
    for finding in diagnosis.findings.iter().take(60) {
        let mark = match finding.severity {
            Severity::Error => "✗",
            Severity::Warning => "!",
            Severity::Good => "✓",
        };
        let _ = writeln!(out, "- {mark} `{}` {}", finding.check, cell(&clean(&finding.message)));
    }
}

fn answers(out: &mut String, diagnosis: &Diagnosis) {
    let mut first = true;
    for step in &diagnosis.steps {
        let answer = match step.answer {
            Some(Answer::Yes) => "yes",
            Some(Answer::No) => "no",
            Some(Answer::NotSure) => "not sure",
            None => continue,
        };
        if std::mem::take(&mut first) {
            let _ = writeln!(out, "\n### Answers\n");
        }
        let reason = step.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
        let _ = writeln!(out, "- {} **{answer}**{reason}", step.step.question);
    }
}

fn ruled_out(out: &mut String, diagnosis: &Diagnosis) {
    let others = diagnosis.causes.get(1..).unwrap_or(&[]);
    let (left, out_of_play): (Vec<&Ranked>, Vec<&Ranked>) =
        others.iter().partition(|ranked| ranked.probability >= 0.01);
    for (title, list, most) in [("Also possible", left, 5), ("Ruled out", out_of_play, 8)] {
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n### {title}\n");
        for ranked in list.into_iter().take(most) {
            let _ = writeln!(out, "- {} (`{}`, {:.0} %)", ranked.cause.title, ranked.cause.id, percent(ranked));
        }
    }
}

/// The first place that the diagnosis points at.
fn focus(diagnosis: &Diagnosis) -> Option<Span> {
    let because = diagnosis.causes.first().and_then(|ranked| ranked.because.iter().find_map(|because| because.span));
    let reading = &diagnosis.reading;
    because
        .or_else(|| reading.message.as_ref().map(|found| found.span))
        .or_else(|| reading.evidence.iter().find_map(|item| item.span))
        .or_else(|| diagnosis.findings.iter().find_map(|finding| finding.span))
}

/// Lines of the paste around the first evidence, in a fence that the paste cannot close.
fn excerpt(out: &mut String, diagnosis: &Diagnosis, paste: &str, masker: &Masker) {
    if paste.trim().is_empty() {
        return;
    }
    let at = focus(diagnosis).map_or(0, |span| span.on_borders(paste).start);
    // Enough of the paste for the lines wanted, and no more: it may be megabytes.
    let reach = MOST_LINES * LONGEST_LINE * 4;
    let window = Span::new(at.saturating_sub(reach), (at + reach).min(paste.len())).on_borders(paste);
    let before = Span::new(window.start, at).of(paste).matches('\n').count();
    let skip = before.saturating_sub(MOST_LINES / 3);
    let lines: Vec<&str> = window.of(paste).split('\n').skip(skip).take(MOST_LINES).collect();
    let masked = masker.mask(&lines.join("\n")).into_string();
    let short: Vec<String> = masked.lines().map(shortened).collect();
    let text = short.join("\n");
    let fence = "`".repeat((longest_ticks(&text) + 1).max(3));
    let cut = skip > 0 || window.start > 0 || window.of(paste).split('\n').count() > skip + MOST_LINES;
    let title = if cut { "Excerpt of the paste" } else { "The paste" };
    let _ = writeln!(out, "\n### {title}, secrets masked\n\n{fence}text\n{}\n{fence}", text.trim_end());
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or("")),
        None => line.to_owned(),
    }
}

fn longest_ticks(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for byte in text.bytes() {
        run = if byte == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
