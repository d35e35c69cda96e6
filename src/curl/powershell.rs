//! Commands of PowerShell: curl.exe, the alias `curl`, and Invoke-RestMethod with its kin.

use super::locate::{self, Place};
use super::{posix, rules, slips, Outcome};
use crate::finding::Finding;
use crate::request::{Body, Dialect, Header, Made, Origin, Part, Request};
use crate::shell::powershell::assignments;
use crate::shell::ps_json::json;
use crate::shell::ps_value::{Ps, PsValue, PsVars};
use crate::shell::{Slip, SlipKind, Source, Stdin, Vars};
use crate::span::Span;
use crate::text::{Few, SymbolKind, Traced};

/// Parameters of Invoke-WebRequest that curl does not have.
const CMDLET: &[&str] =
    &["-method", "-body", "-headers", "-uri", "-contenttype", "-infile", "-outfile", "-usebasicparsing"];

/// Parameters of Invoke-RestMethod that take no value.
const SWITCHES: &[&str] = &[
    "usebasicparsing",
    "skipcertificatecheck",
    "skipheadervalidation",
    "skiphttperrorcheck",
    "disablekeepalive",
    "passthru",
    "resume",
    "usedefaultcredentials",
    "allowunencryptedauthentication",
    "followrellink",
    "verbose",
    "nobodyproxy",
    "preserveauthorizationonredirect",
    "allowinsecureredirect",
    "preservehttpmethodonredirect",
];

/// Parameters with a value that mean something here.
const NAMES: &[&str] = &[
    "uri",
    "method",
    "headers",
    "body",
    "contenttype",
    "infile",
    "form",
    "proxy",
    "useragent",
    "token",
    "authentication",
    "custommethod",
    "timeoutsec",
    "outfile",
    "websession",
    "sessionvariable",
    "credential",
    "erroraction",
    "maximumredirection",
    "statuscodevariable",
    "responseheadersvariable",
    "certificate",
    "sslprotocol",
    "transferencoding",
    "maximumretrycount",
    "retryintervalsec",
    "errorvariable",
    "httpversion",
];

/// Reads the curl command at `place`.
pub fn curl(src: Source<'_>, place: Place, done: usize, vars: &mut PsVars) -> Option<Outcome> {
    let mut found = assignments(src, done.min(place.start), place.start, vars);
    let text = src.text();
    let program = text.get(place.start..place.end).unwrap_or("");
    let real = program.to_ascii_lowercase().ends_with(".exe");
    let mut ps = Ps::new(src, place.end, vars);
    ps.is_option = Some(locate::is_option_line);
    let mut simple = ps.words();
    let end = ps.pos;
    let span = src.span(place.start..place.end);
    simple.span = simple.span.join(span);
    let cmdlet = simple
        .words
        .iter()
        .any(|word| word.pieces.is_empty() && CMDLET.contains(&word.as_str().to_ascii_lowercase().as_str()));
    let short =
        simple.words.iter().any(|word| matches!(word.as_str(), "-H" | "-d" | "-X") || word.as_str().starts_with("--"));
    if !real && (cmdlet || short) {
        found.push(Slip::new(SlipKind::CurlAlias(cmdlet), span).edit(span, "curl.exe"));
    }
    if cmdlet && !real {
        let mut outcome = invoke_at(src, place, vars)?;
        let said = found.into_iter().map(slips::say);
        outcome.findings.splice(0..0, said);
        return Some(outcome);
    }
    simple.stdin = simple.stdin.or_else(|| piped(src, place, done, vars));
    simple.words.insert(0, crate::shell::Word { text: Traced::verbatim(program, span.start), span, pieces: Few::None });
    simple.slips.splice(0..0, found);
    posix::requests(src, place, Dialect::PowerShell, &Vars::default(), simple, end)
}

/// What is piped into the command, where the paste shows it. PowerShell ends it with CR LF.
fn piped(src: Source<'_>, place: Place, done: usize, vars: &PsVars) -> Option<Stdin> {
    let begin = done.min(place.start);
    let lead = src.get(begin, place.start).trim_end().strip_suffix('|')?.trim_end();
    let (start, typed) = before(src, begin, begin + lead.len())?;
    let reads = ["Get-Content ", "gc ", "cat ", "type "].iter().find_map(|name| typed.strip_prefix(*name));
    if let Some(rest) = reads {
        let file = rest.split_whitespace().find(|word| !word.starts_with('-'))?;
        let at = start + typed.find(file)?;
        let name = file.trim_matches(['"', '\'']);
        let at = at + file.find(name).unwrap_or(0);
        let mut text = Traced::new();
        src.copy(&mut text, at..at + name.len());
        return Some(Stdin::File(text));
    }
    let mut text = value_before(src, begin, begin + lead.len(), vars)?;
    text.push_replaced("\r\n", src.at(begin + lead.len()));
    Some(Stdin::Text(text))
}

/// The expression that ends at byte `end`: where it begins, and its text.
fn before(src: Source<'_>, begin: usize, end: usize) -> Option<(usize, &str)> {
    let lead = src.get(begin, end);
    let start = if lead.ends_with("'@") || lead.ends_with("\"@") {
        let mark = if lead.ends_with("'@") { "@'" } else { "@\"" };
        begin + lead.rfind(mark)?
    } else {
        let line = lead.rsplit('\n').next().unwrap_or("");
        begin + lead.len() - line.trim_start().len()
    };
    Some((start, src.get(start, end)))
}

/// The text that the expression in front of byte `end` stands for.
pub(super) fn value_before(src: Source<'_>, begin: usize, end: usize, vars: &PsVars) -> Option<Traced> {
    let (start, _) = before(src, begin, end)?;
    let mut ps = Ps::new(src, start, vars);
    ps.limit = end;
    plain(&ps.expression())
}

/// The text that the expression at byte `start` stands for.
pub(super) fn value_at(src: Source<'_>, start: usize, vars: &PsVars) -> Option<Traced> {
    plain(&Ps::new(src, start, vars).expression())
}

fn plain(value: &PsValue) -> Option<Traced> {
    let text = value.text().filter(|text| text.symbols().iter().all(|s| s.kind == SymbolKind::Variable))?;
    (!text.is_empty()).then(|| text.clone())
}

/// Reads the cmdlet at `place`.
pub fn invoke(src: Source<'_>, place: Place, done: usize, vars: &mut PsVars) -> Option<Outcome> {
    let found = assignments(src, done.min(place.start), place.start, vars);
    let mut outcome = invoke_at(src, place, vars)?;
    outcome.findings.splice(0..0, found.into_iter().map(slips::say));
    Some(outcome)
}

fn invoke_at(src: Source<'_>, place: Place, vars: &PsVars) -> Option<Outcome> {
    let mut ps = Ps::new(src, place.end, vars);
    let mut given: Vec<(String, PsValue, Span)> = Vec::new();
    let mut last = place.end;
    while ps.gap(last) {
        let rest = src.get(ps.pos, ps.limit);
        let before = ps.pos;
        let Some(c) = rest.chars().next() else { break };
        match c {
            ';' | '|' | ')' | '}' | '&' | '\n' | '\r' => break,
            '\\' | '^' if ps.foreign_continuation(c) => {}
            '-' if rest.chars().nth(1).is_some_and(char::is_alphabetic) => {
                let length =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, ':' | ';' | '|' | ')')).unwrap_or(rest.len());
                let name = rest.get(1..length).unwrap_or("").to_ascii_lowercase();
                let span = src.span(ps.pos..ps.pos + length);
                ps.pos += length;
                let name = full_name(&name);
                if src.get(ps.pos, ps.limit).starts_with(':') {
                    ps.pos += 1;
                } else if SWITCHES.contains(&name.as_str()) {
                    given.push((name, PsValue::Plain(Traced::new()), span));
                    last = ps.pos;
                    continue;
                }
                ps.gap(ps.pos);
                let begin = ps.pos;
                let mut value = argument(&mut ps, src);
                if name == "headers" && matches!(value, PsValue::Text(_)) {
                    ps.slips.push(Slip::new(SlipKind::TextAsHeaders, src.span(begin..ps.pos)));
                    // A list of such texts.
                    while src.get(ps.pos, ps.limit).trim_start_matches(' ').starts_with(',') {
                        given.push((name.clone(), value, span));
                        ps.pos += src.get(ps.pos, ps.limit).find(',').map_or(0, |at| at + 1);
                        ps.gap(ps.pos);
                        value = argument(&mut ps, src);
                    }
                }
                given.push((name, value, span.join(src.span(ps.pos.saturating_sub(1)..ps.pos))));
            }
            '@' if rest.chars().nth(1).is_some_and(|c| c.is_alphabetic() || c == '_') => {
                let length = rest
                    .get(1..)
                    .map_or(0, |rest| rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count());
                let name = rest.get(1..1 + length).unwrap_or("").to_ascii_lowercase();
                let span = src.span(ps.pos..ps.pos + 1 + length);
                ps.pos += 1 + length;
                if let Some(PsValue::Table(rows)) = vars.get(&name) {
                    given
                        .extend(rows.iter().map(|(name, value)| {
                            (full_name(&name.as_str().to_ascii_lowercase()), value.clone(), span)
                        }));
                }
            }
            _ => {
                let begin = ps.pos;
                let value = argument(&mut ps, src);
                given.push(("uri".to_owned(), value, src.span(begin..ps.pos)));
            }
        }
        if ps.pos == before {
            ps.pos += c.len_utf8();
        }
        last = ps.pos;
    }
    let findings: Vec<Finding> = std::mem::take(&mut ps.slips).into_iter().map(slips::say).collect();
    let end = ps.pos;
    let request = request(src, place, last, &given)?;
    Some(Outcome { requests: vec![request], findings, calls: Vec::new(), end })
}

/// The full name of a parameter: any unique beginning will do.
fn full_name(typed: &str) -> String {
    // -H is what people bring from curl.
    if typed == "h" {
        return "headers".to_owned();
    }
    let all = NAMES.iter().chain(SWITCHES);
    let mut fits = all.filter(|name| name.starts_with(typed));
    fits.next().map_or_else(|| typed.to_owned(), |name| (*name).to_owned())
}

/// A value in argument position: bare words are strings.
fn argument(ps: &mut Ps<'_>, src: Source<'_>) -> PsValue {
    let rest = src.get(ps.pos, ps.limit);
    let bare = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '~' | '*'));
    if !bare {
        let start = ps.pos;
        let value = ps.operand_only();
        let glued = src.get(ps.pos, ps.limit).starts_with(['/', '?', '&', ':']) && value.text().is_some();
        if !glued {
            return value;
        }
        // $base/v1/messages
        ps.pos = start;
    }
    let word = ps.bare_word();
    PsValue::Text(word)
}

fn text_of<'a>(given: &'a [(String, PsValue, Span)], name: &str) -> Option<&'a Traced> {
    given.iter().find(|(known, _, _)| known == name).and_then(|(_, value, _)| value.text())
}

fn request(src: Source<'_>, place: Place, last: usize, given: &[(String, PsValue, Span)]) -> Option<Request> {
    let url = text_of(given, "uri")?.clone();
    if url.is_empty() {
        return None;
    }
    let find = |name: &str| given.iter().find(|(known, _, _)| known == name);
    let program = src.span(place.start..place.end);
    let method = match text_of(given, "method").or_else(|| text_of(given, "custommethod")) {
        Some(text) if text.symbols().is_empty() => Traced::replaced(&text.as_str().to_ascii_uppercase(), text.whole()),
        Some(text) => text.clone(),
        None => Traced::replaced("GET", Span::at(program.end)),
    };
    let mut made = Made::default();
    if find("method").or_else(|| find("custommethod")).is_none() {
        made.method = rules::CMDLET_GET;
    }
    let mut headers: Vec<Header> = Vec::new();
    for (_, value, span) in given.iter().filter(|(name, _, _)| name == "headers") {
        match value {
            PsValue::Table(rows) => {
                for (name, value) in rows {
                    if let Some(text) = value.text() {
                        headers.push(Header::written(name.clone(), text.clone()));
                    }
                }
            }
            PsValue::Text(text) => {
                // "name: value" as curl wants it; the cmdlet does not.
                if let Some(colon) = text.as_str().find(':') {
                    let from = colon
                        + 1
                        + text.as_str().get(colon + 1..).map_or(0, |rest| rest.len() - rest.trim_start().len());
                    let (name, value) = (text.slice(0..colon), text.slice(from..text.len()));
                    headers.push(Header::written(name, value));
                }
            }
            other => {
                // A table that is not in the paste: its headers are not known, but they are there.
                let mut name = Traced::new();
                let typed = other.text().map_or("-Headers", Traced::as_str);
                name.push_symbol(typed, typed, SymbolKind::Expression, *span);
                headers.push(Header::written(name, Traced::new()));
            }
        }
    }
    let declared = text_of(given, "contenttype")
        .or_else(|| headers.iter().find(|header| header.is("content-type")).map(|header| &header.value))
        .is_some_and(|kind| kind.as_str().contains("json"));
    let mut implied = |name: &str, value: Traced, at: Span, rule: &'static str| {
        let typed = headers.iter().any(|header| header.is(name));
        if !typed {
            headers.push(Header { name: Traced::replaced(name, at), value, implied: true, rule });
        }
    };
    if let Some(agent) = text_of(given, "useragent") {
        implied("user-agent", agent.clone(), agent.whole(), rules::PARAMETER);
    }
    if let Some(token) = text_of(given, "token") {
        let mut value = Traced::replaced("Bearer ", token.whole());
        value.append(token);
        implied("authorization", value, token.whole(), rules::PARAMETER);
    }
    let mut body = Body::None;
    if let Some((_, value, span)) = find("body") {
        body = match value {
            PsValue::Text(text) | PsValue::Plain(text) => Body::Text(text.clone()),
            PsValue::Unknown(text) if text.is_empty() => Body::Text(Traced::replaced("", *span)),
            PsValue::Unknown(text) => Body::Text(text.clone()),
            PsValue::Table(rows) if method.as_str() != "GET" => {
                made.body = rules::TABLE;
                if declared {
                    // Nobody means a form here: the fields are looked at as what they should be.
                    made.form = Some(*span);
                    let mut text = Traced::new();
                    json(value, &mut text, *span);
                    Body::Text(text)
                } else {
                    Body::Text(form(rows))
                }
            }
            _ => Body::None,
        };
    } else if let Some(file) = text_of(given, "infile") {
        let mut name = Traced::replaced("@", file.whole());
        name.append(file);
        body = Body::File(name);
    } else if let Some((_, PsValue::Table(rows), _)) = find("form") {
        let part = |(name, value): &(Traced, PsValue)| {
            let text = value.text().map(|text| text.as_str().to_owned());
            let file = matches!(value, PsValue::Unknown(_));
            Part {
                name: name.as_str().to_owned(),
                value: text.clone().filter(|_| !file),
                filename: text.filter(|_| file),
            }
        };
        body = Body::Multipart(rows.iter().map(part).collect());
    }
    if let Some(kind) = text_of(given, "contenttype") {
        // The parameter and a header of that name cannot both be set.
        implied("content-type", kind.clone(), kind.whole(), rules::PARAMETER);
        if let Some(header) = headers.last_mut().filter(|header| header.is("content-type")) {
            header.implied = false;
        }
    } else if matches!(body, Body::Text(_)) && method.as_str() == "POST" {
        let at = Span::at(program.end);
        implied("content-type", Traced::replaced("application/x-www-form-urlencoded", at), at, rules::CMDLET);
    } else if matches!(body, Body::Multipart(_)) {
        let at = Span::at(program.end);
        implied("content-type", Traced::replaced("multipart/form-data", at), at, rules::CMDLET);
    }
    Some(Request {
        origin: Origin::InvokeRestMethod,
        method,
        url,
        headers,
        body,
        file: None,
        span: src.span(place.start..last),
        program,
        insecure: find("skipcertificatecheck").map(|(_, _, span)| *span),
        proxy: find("proxy").map(|(_, _, span)| *span),
        dialect: Some(Dialect::PowerShell),
        made,
    })
}

/// A table as a form: what the cmdlet makes of a body that is no text.
fn form(rows: &[(Traced, PsValue)]) -> Traced {
    let mut out = Traced::new();
    for (index, (name, value)) in rows.iter().enumerate() {
        if index > 0 {
            out.push_replaced("&", Span::at(name.whole().start));
        }
        out.append(&super::data::encode(name));
        out.push_replaced("=", Span::at(name.whole().end));
        match value.text() {
            Some(text) => out.append(&super::data::encode(text)),
            // What .NET calls a list and a table.
            None => {
                let kind = if matches!(value, PsValue::List(_)) {
                    "System.Object%5B%5D"
                } else {
                    "System.Collections.Hashtable"
                };
                out.push_replaced(kind, Span::at(name.whole().end));
            }
        }
    }
    out
}
