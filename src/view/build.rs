//! From a diagnosis to what the page shows of it.

use super::marks::{self, Mark};
use super::shown::Shown;
use super::{
    BecauseView, BlockView, CauseView, CleanedView, EndingView, ErrorView, EvidenceView, FindingView, FixView,
    MessageView, PieceView, RequestView, SolutionView, StepView, View,
};
use crate::diagnose::{Because, Diagnosis, DiffLine, Mended, Ranked};
use crate::knowledge::ErrorEntry;
use crate::report;
use crate::request::{Body, Header, Origin, Request};
use crate::span::Span;

/// How many reasons are shown.
const REASONS: usize = 3;
/// How many requests of a paste are shown as they would go on the wire.
const MOST_REQUESTS: usize = 8;
/// How many parts of a text are listed.
const MOST_BLOCKS: usize = 12;
/// How much (bytes) of a body is shown.
const BODY: usize = 2_000;
/// Longer texts (bytes) than this stand in the box as an excerpt.
pub const BOX_LIMIT: usize = 200_000;

/// What the page shows for a paste and its diagnosis.
pub fn of(diagnosis: &Diagnosis, paste: &str) -> View {
    let marks = marks::of(diagnosis, paste, REASONS);
    let shown = Shown::new(paste, &marks);
    let long = paste.len() > BOX_LIMIT;
    let next = diagnosis.next.and_then(|next| diagnosis.steps.iter().position(|state| state.step.id == next.id));
    let ranked = diagnosis.causes.iter().enumerate();
    View {
        causes: ranked.map(|(place, ranked)| cause(ranked, place == 0, &shown, &marks)).collect(),
        certainty: diagnosis.certainty,
        message: diagnosis.message.and_then(|entry| message(entry, diagnosis.leading_message().is_some())),
        vendor: diagnosis.reading.vendor.map(|vendor| vendor.value.to_owned()),
        working: diagnosis.working(),
        dialect: diagnosis.reading.requests.iter().find_map(|request| request.dialect).map(|d| d.name().to_owned()),
        route: diagnosis.route.clone(),
        findings: diagnosis.findings.iter().map(|finding| self::finding(finding, &shown, &marks)).collect(),
        evidence: diagnosis
            .reading
            .evidence
            .iter()
            .map(|line| EvidenceView {
                label: line.label.to_owned(),
                value: shown.text(&line.value),
                rule: line.rule.to_owned(),
                place: line.span.and_then(|span| marks::showing(&marks, span)),
            })
            .collect(),
        errors: diagnosis
            .reading
            .errors
            .iter()
            .map(|seen| ErrorView { name: seen.name(), count: seen.count, reason: seen.reason })
            .collect(),
        blocks: blocks(diagnosis, paste),
        cleaned: diagnosis
            .reading
            .cleaned
            .iter()
            .map(|cleaned| CleanedView {
                name: cleaned.dirt.words().to_owned(),
                count: cleaned.count,
                sent: cleaned.sent,
                place: cleaned.spans.first().copied(),
            })
            .collect(),
        steps: diagnosis
            .steps
            .iter()
            .map(|state| StepView {
                id: state.step.id.to_owned(),
                question: state.step.question.to_owned(),
                hint: state.step.hint.to_owned(),
                command: state.step.command.map(str::to_owned),
                answer: state.answer,
                reason: state.reason.map(str::to_owned),
            })
            .collect(),
        next,
        left_at_most: diagnosis.left_at_most,
        ending: EndingView {
            kind: diagnosis.ending.kind,
            text: diagnosis.ending.text.to_owned(),
            over_when: diagnosis.ending.over_when.to_owned(),
            command: diagnosis.ending.command.map(str::to_owned),
        },
        requests: diagnosis
            .reading
            .requests
            .iter()
            .filter(|request| request.origin != Origin::JsonBody)
            .take(MOST_REQUESTS)
            .map(|request| self::request(request, &shown, paste))
            .collect(),
        solution: solution(diagnosis, &shown),
        pieces: if paste.trim().is_empty() { Vec::new() } else { marks::pieces(paste, &marks, &shown.secrets) },
        marks,
        excerpt: long.then(|| marks::excerpt(paste, marks::fault(diagnosis).unwrap_or_default())),
        lines: paste.lines().count(),
        report: report::markdown(diagnosis, paste).into_string(),
    }
}

fn message(entry: &ErrorEntry, leads: bool) -> Option<MessageView> {
    let advice = entry.advice?;
    Some(MessageView {
        id: entry.id.to_owned(),
        turn: advice.turn,
        meaning: advice.meaning.to_owned(),
        todo: advice.todo.to_owned(),
        leads,
    })
}

/// The parts of the text, those of one kind that follow each other as one.
fn blocks(diagnosis: &Diagnosis, paste: &str) -> Vec<BlockView> {
    let mut out: Vec<BlockView> = Vec::new();
    let (mut at, mut line) = (0, 1);
    let mut line_of = |to: usize| {
        line += paste.get(at..to).unwrap_or("").bytes().filter(|byte| *byte == b'\n').count();
        at = at.max(to);
        line
    };
    for block in &diagnosis.reading.blocks {
        let (first, last) = (line_of(block.span.start), line_of(block.span.end));
        let name = block.kind.words();
        let room = out.len() < MOST_BLOCKS;
        match out.last_mut().filter(|before| before.name == name) {
            Some(before) => {
                before.last = last;
                before.place = before.place.join(block.span);
            }
            None if room => {
                out.push(BlockView { name: name.to_owned(), first, last, place: block.span });
            }
            None => break,
        }
    }
    out
}

fn cause(ranked: &Ranked, first: bool, shown: &Shown, marks: &[Mark]) -> CauseView {
    let cause = ranked.cause;
    let detail = |text: &'static str| if first { text.to_owned() } else { String::new() };
    let mut because: Vec<BecauseView> = Vec::new();
    let reasons = ranked.because.iter().enumerate().take(if first { REASONS * 2 } else { 0 });
    for (number, Because { text, span, .. }) in reasons.filter(|(_, because)| because.nats > 0.0) {
        let text = shown.text(text);
        if because.len() < REASONS && !because.iter().any(|earlier| earlier.text == text) {
            because.push(BecauseView { number, text, place: span.and_then(|span| marks::showing(marks, span)) });
        }
    }
    let against = ranked.against().take(if first { REASONS } else { 0 });
    CauseView {
        id: cause.id.to_owned(),
        title: cause.title.to_owned(),
        turn: cause.turn,
        time: cause.time.to_owned(),
        claude: cause.claude,
        meaning: detail(cause.meaning),
        command: cause.command.filter(|_| first).map(str::to_owned),
        probability: ranked.probability,
        against: against.map(|because| shown.text(&because.text)).collect(),
        because,
    }
}

fn finding(finding: &crate::finding::Finding, shown: &Shown, marks: &[Mark]) -> FindingView {
    FindingView {
        check: finding.check.to_owned(),
        severity: finding.severity,
        message: shown.text(&finding.message),
        why: shown.text(&finding.why),
        place: finding.span.and_then(|span| marks::showing(marks, span)),
        fix: finding.fix.as_ref().map(|fix| FixView {
            title: shown.text(&fix.title),
            trust: fix.trust,
            edits: fix.edits.clone(),
        }),
    }
}

fn solution(diagnosis: &Diagnosis, shown: &Shown) -> SolutionView {
    let solution = &diagnosis.solution;
    let masked = |mended: &Mended| Mended { text: shown.text(&mended.text), ..mended.clone() };
    let mended = solution.mended.as_ref().map(masked);
    let line = |line: &DiffLine| match line {
        DiffLine::Same(words) => DiffLine::Same(shown.text(words)),
        DiffLine::Removed(words) => DiffLine::Removed(shown.text(words)),
        DiffLine::Added(words) => DiffLine::Added(shown.text(words)),
    };
    SolutionView {
        lead: solution.lead.iter().map(|line| shown.text(line)).collect(),
        corrected: solution.corrected.clone(),
        hides: mended != solution.mended,
        mended,
        diff: solution.diff.iter().map(line).collect(),
        test_curl: shown.text(&solution.test_curl),
        python: shown.text(&solution.python),
        typescript: shown.text(&solution.typescript),
    }
}

/// `-H @name`.
const MORE_HEADERS: &str = "the headers of a file that the text does not show";

fn request(request: &Request, shown: &Shown, paste: &str) -> RequestView {
    let (body, more) = match &request.body {
        Body::None => (String::new(), 0),
        Body::File(argument) => (format!("(from {})", argument.as_str()), 0),
        Body::Text(text) => {
            let words = text.as_str();
            let cut = Span::new(0, words.len().min(BODY)).on_borders(words);
            (cut.of(words).to_owned(), words.len() - cut.end)
        }
        Body::Multipart(parts) => {
            let part = |part: &crate::request::Part| {
                let value = part.filename.as_deref().map(|name| format!("(file {name})"));
                format!("{}={}", part.name, value.or_else(|| part.value.clone()).unwrap_or_default())
            };
            (parts.iter().map(part).collect::<Vec<_>>().join("\n"), 0)
        }
    };
    let body_at = match &request.body {
        Body::Text(text) | Body::File(text) => text.whole(),
        Body::None | Body::Multipart(_) => Span::default(),
    };
    RequestView {
        by_curl: request.origin == Origin::Curl,
        method: piece(shown.text(request.method.as_str()), request.made.method, request.method.whole()),
        url: piece(shown.text(request.url.as_str()), request.made.url, request.url.whole()),
        headers: {
            let more = request.made.more_headers;
            let more = more.map(|span| ("…".to_owned(), piece(shown.text(span.of(paste)), MORE_HEADERS, span)));
            request.headers.iter().map(|header| self::header(header, shown)).chain(more).collect()
        },
        body: piece(shown.text(&body), request.made.body, body_at),
        more,
    }
}

/// A header's name and value; a credential is known as one by the name in front of it.
fn header(header: &Header, shown: &Shown) -> (String, PieceView) {
    let line = shown.text(&format!("{}: {}", header.name.as_str(), header.value.as_str()));
    let (name, value) = line.split_once(": ").unwrap_or((&line, ""));
    // Names that stand for what the paste does not show mean nothing to a person.
    let name = if name == "${headers}" { "…" } else { name };
    let value = if value == "${SDK}" { "(its own)" } else { value };
    (name.to_owned(), piece(value.to_owned(), header.rule, header.span()))
}

fn piece(text: String, rule: &str, span: Span) -> PieceView {
    PieceView { text, rule: rule.to_owned(), place: (!span.is_empty()).then_some(span) }
}
