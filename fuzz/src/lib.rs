//! What must hold whatever the bytes: one function for each reader, called by its fuzz target and by the test that
//! replays the corpus.

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{self, Answers, Diagnosis};
use claude_troubleshooter::read::digest::Digester;
use claude_troubleshooter::request::{Notation, Request};
use claude_troubleshooter::shell::ps_value::{Ps, PsVars};
use claude_troubleshooter::shell::{clean::clean, cmd, posix::Lexer, source::Progress, Simple, Source, Vars};
use claude_troubleshooter::span::Span;
use claude_troubleshooter::text::Traced;
use claude_troubleshooter::{
    code as program, curl, finding, json, mask as masking, read as reading, report, share as links,
};

fn text(data: &[u8]) -> String {
    // What a page does with an opened file: broken UTF-8 becomes replacement characters.
    String::from_utf8_lossy(data).into_owned()
}

fn inside(paste: &str, span: Span) {
    assert!(paste.get(span.start..span.end).is_some(), "{span:?} is no place in {paste:?}");
}

fn all_inside(paste: &str, spans: impl IntoIterator<Item = Span>) {
    spans.into_iter().for_each(|span| inside(paste, span));
}

fn requests_inside(paste: &str, requests: &[Request]) {
    for request in requests {
        all_inside(paste, [request.span, request.program, request.method.whole(), request.url.whole()]);
        all_inside(paste, request.headers.iter().flat_map(|h| [h.name.whole(), h.value.whole()]));
    }
}

fn findings_inside(paste: &str, findings: &[finding::Finding]) {
    for finding in findings {
        all_inside(paste, finding.span);
        if let Some(fix) = &finding.fix {
            all_inside(paste, fix.edits.iter().map(|edit| edit.span));
            let _ = finding::apply(paste, &fix.edits);
        }
    }
}

fn today() -> Date {
    Date::parse("2026-11-22").unwrap_or_else(|| unreachable!("a date"))
}

fn sound(paste: &str, diagnosis: &Diagnosis) {
    let reading = &diagnosis.reading;
    all_inside(paste, reading.evidence.iter().filter_map(|e| e.span));
    all_inside(paste, reading.facts.iter().filter_map(|f| f.span));
    all_inside(paste, diagnosis.causes.iter().flat_map(|c| c.because.iter().filter_map(|b| b.span)));
    requests_inside(paste, &reading.requests);
    findings_inside(paste, &diagnosis.findings);
    let sum: f64 = diagnosis.causes.iter().map(|c| c.probability).sum();
    assert!(sum <= 1.0 + 1e-9, "probabilities sum to {sum}");
}

/// The whole way of a paste, and of the link made from it.
pub fn diagnose(data: &[u8]) {
    let paste = text(data);
    let diagnosis = diagnose::diagnose(&paste, &Answers::default(), today());
    sound(&paste, &diagnosis);
    let shared = diagnose::share(&diagnosis, &Answers::default(), None);
    let link = links::encode(&shared);
    let opened = links::decode(&link.fragment);
    assert!(opened.is_ok(), "a link of ours does not open: {opened:?}");
}

/// Bodies, statuses, headers, clients: everything but commands. And the excerpt of large texts.
pub fn read(data: &[u8]) {
    let paste = text(data);
    let read = reading::read(&paste);
    all_inside(&paste, read.evidence.iter().filter_map(|e| e.span));
    all_inside(&paste, read.facts.iter().filter_map(|f| f.span));
    // Nothing is invented: letters and digits of an id stand in the paste in this order.
    for id in &read.request_ids {
        inside(&paste, id.span);
        let mut printed = id.span.of(&paste).chars();
        let there = id.value.chars().all(|c| printed.any(|p| p == c));
        assert!(there, "{:?} is not in {:?}", id.value, id.span.of(&paste));
    }
    if let Some(status) = &read.status {
        assert_eq!(status.span.of(&paste), status.value.to_string());
    }
    let mut digester = Digester::default();
    while !digester.step(&paste, 64) {}
    all_inside(&paste, digester.keep(&paste, 10_000));
}

/// A browser's recording whose entries are the data, beside one call that is whole.
pub fn recording(data: &[u8]) {
    let call = r#"{"request":{"method":"POST","url":"https://api.anthropic.com/v1/messages","postData":{"text":"#;
    read(format!("{{\"log\":{{\"entries\":[{call}{}", text(data)).as_bytes());
    read(format!("{{\"log\":{{\"entries\":[{},{call}\"{{}}\"}}}}}}]}}}}", text(data)).as_bytes());
}

/// A raw request and its answer whose heads and bodies are the data; also behind the columns of a trace.
pub fn wire(data: &[u8]) {
    let text = text(data);
    read(format!("POST /v1/messages HTTP/1.1\r\nHost: api.anthropic.com\r\n{text}").as_bytes());
    read(format!("HTTP/1.1 429 x\r\nanthropic-ratelimit-{text}\r\nretry-after: {text}").as_bytes());
    let trace: String = text.lines().map(|line| format!("0000: {line}\n")).collect();
    read(format!("<= Recv data, 9 bytes\n{trace}").as_bytes());
}

fn shell(paste: &str, reader: impl Fn(Source<'_>) -> Vec<Simple>) {
    let cleaned = clean(paste);
    let progress = Progress::new(paste.len());
    let source = Source::new(&cleaned.text, paste, &progress);
    for simple in reader(source) {
        inside(paste, simple.span.on_borders(paste));
        for word in &simple.words {
            inside(paste, word.span);
            inside(paste, word.text.whole());
        }
        all_inside(paste, simple.slips.iter().map(|slip| slip.span));
    }
}

/// POSIX shells, then curl's options in whatever language the paste seems to be.
pub fn posix(data: &[u8]) {
    let paste = text(data);
    shell(&paste, |source| Lexer::new(source, 0, &Vars::default()).pipeline(0, curl::locate::is_option_line));
    commands(&paste);
}

/// cmd.exe.
pub fn cmd(data: &[u8]) {
    let paste = text(data);
    shell(&paste, |source| {
        let mut vars = Vars::default();
        cmd::assignments(source, 0, source.text().len(), &mut vars);
        vec![cmd::command(source, 0, &vars, curl::locate::is_option_line).0]
    });
    commands(&format!("C:\\>curl ^\n{paste}"));
}

/// PowerShell: words, values, and the cmdlets.
pub fn powershell(data: &[u8]) {
    let paste = text(data);
    shell(&paste, |source| {
        let vars = PsVars::default();
        let _ = Ps::new(source, 0, &vars).expression();
        vec![Ps::new(source, 0, &vars).words()]
    });
    commands(&format!("PS C:\\> Invoke-RestMethod {paste}"));
}

fn commands(paste: &str) {
    let read = curl::read(paste);
    requests_inside(paste, &read.requests);
    findings_inside(paste, &read.findings);
}

/// Calls in the code of a program; what is made of literals is JSON.
pub fn code(data: &[u8]) {
    use json::Kind::{DuplicateKey, LoneSurrogate, NotObject};
    let text = text(data);
    let whole = [
        text.clone(),
        format!("client.messages.create(model='m', max_tokens=1, messages={text})"),
        format!("new Anthropic().messages.create({{ model: 'm', max_tokens: 1, messages: {text} }})"),
        format!("fetch('https://api.anthropic.com/v1/messages', {text})"),
        format!("requests.post('https://api.anthropic.com/v1/messages', {text})"),
        format!("http POST https://api.anthropic.com/v1/messages {text}"),
        format!("s = httpx.Client({text})\ns.post('https://api.anthropic.com/v1/messages', params={{{text}}})"),
        format!("import urllib\nr = urllib.request.Request('https://api.anthropic.com/v1/messages', {text})\nr.add_header({text})"),
        format!("q = https.request({{ host: 'api.anthropic.com', path: '/v1/messages', {text} }});\nq.end({text})"),
        format!("x = new XMLHttpRequest();\nx.open('POST', 'https://api.anthropic.com/v1/messages');\nx.send({text})"),
        format!("got('https://api.anthropic.com/v1/messages', {{ {text} }})"),
        format!("$.ajax({{ url: 'https://api.anthropic.com/v1/messages', type: 'POST', {text} }})"),
    ];
    for paste in whole {
        for request in program::requests(&paste) {
            requests_inside(&paste, std::slice::from_ref(&request));
            let Some(body) = request.text() else { continue };
            inside(&paste, body.whole().on_borders(&paste));
            let parsed = json::parse(body);
            let made = matches!(request.made.notation, Notation::Python | Notation::JavaScript);
            let odd = parsed
                .faults
                .iter()
                .find(|fault| made && !matches!(fault.kind, DuplicateKey | LoneSurrogate | NotObject));
            assert!(odd.is_none() || parsed.value.is_none(), "{odd:?} in {:?} of {paste:?}", body.as_str());
        }
    }
}

/// The tolerant JSON reader.
pub fn json(data: &[u8]) {
    let paste = text(data);
    let traced = Traced::verbatim(&paste, 0);
    let parsed = json::parse(&traced);
    all_inside(&paste, parsed.faults.iter().map(|fault| traced.source(fault.range.clone())));
    if let Some(request) = json::bare_request(&paste) {
        requests_inside(&paste, &[request]);
    }
}

/// Secrets: none is left, masking twice is masking once, and a planted key never survives.
pub fn mask(data: &[u8]) {
    let paste = text(data);
    let secrets = masking::secrets(&paste);
    all_inside(&paste, secrets.iter().map(|secret| secret.span));
    assert!(secrets.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    let once = masking::mask(&paste);
    let twice = masking::mask(once.as_str());
    assert_eq!(once.as_str(), twice.as_str(), "masking twice changes something");
    let key = "sk-ant-api03-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6";
    let planted = format!("{paste}\n{key}\n{paste}");
    assert!(!masking::mask(&planted).as_str().contains(key), "a key survives");
    let diagnosis = diagnose::diagnose(&planted, &Answers::default(), today());
    assert!(!report::markdown(&diagnosis, &planted).as_str().contains(key), "a key reaches the report");
}

/// Links of anybody.
pub fn share(data: &[u8]) {
    let fragment = text(data);
    for fragment in [fragment.clone(), format!("v1.{fragment}")] {
        if let Ok(shared) = links::decode(&fragment) {
            let diagnosis = diagnose::restore(&shared, today());
            sound(shared.text.as_deref().unwrap_or(""), &diagnosis);
        }
    }
}
