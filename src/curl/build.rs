//! From curl's arguments to the requests it sends.

use super::args::Item;
use super::data::{self, Datum};
use super::options::{Act, Opt};
use super::wire::finish;
use super::{rules, say};
use crate::finding::Finding;
use crate::request::{Dialect, Header, Part, Request};
use crate::shell::{Stdin, Value, Vars, Word};
use crate::span::Span;
use crate::text::{SymbolKind, Traced};
use std::borrow::Cow;

/// What is the same for all requests of a command.
pub struct Context<'a> {
    /// The command's place.
    pub span: Span,
    /// The word `curl`.
    pub program: Span,
    /// The shell.
    pub dialect: Dialect,
    /// Standard input.
    pub stdin: Option<&'a Stdin>,
    /// Variables of the shell, for curl's own `--variable %NAME`.
    pub vars: &'a Vars,
}

/// The options of one request.
#[derive(Default)]
pub(super) struct Operation<'a> {
    pub(super) urls: Vec<Cow<'a, Word>>,
    pub(super) method: Option<Traced>,
    pub(super) headers: Vec<Header>,
    /// Internal headers that `-H "Name:"` takes out, in lower case.
    pub(super) removed: Vec<String>,
    pub(super) data: Vec<Datum>,
    /// The options that made the data, and where each took it from.
    pub(super) data_by: Vec<(Act, rules::Source)>,
    pub(super) form: Vec<Part>,
    pub(super) form_span: Option<Span>,
    pub(super) data_span: Option<Span>,
    pub(super) json: Option<Span>,
    /// Files of `-T`, one for each address in turn.
    pub(super) uploads: Vec<(Traced, Span)>,
    pub(super) get: bool,
    pub(super) head: Option<Span>,
    pub(super) user: Option<(Traced, Span)>,
    pub(super) bearer: Option<Traced>,
    pub(super) sigv4: Option<Span>,
    pub(super) other_auth: bool,
    pub(super) agent: Option<Traced>,
    pub(super) referer: Option<Traced>,
    pub(super) cookies: Vec<Traced>,
    pub(super) range: Option<Traced>,
    pub(super) compressed: Option<Span>,
    pub(super) query: Vec<Traced>,
    pub(super) insecure: Option<Span>,
    pub(super) proxy: Option<Span>,
    pub(super) no_glob: bool,
    pub(super) path_as_is: bool,
    pub(super) scheme: Option<String>,
}

/// Builds the requests.
pub fn build(items: Vec<Item<'_>>, context: &Context<'_>, findings: &mut Vec<Finding>) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut own = Vars::default();
    let mut operation = Operation::default();
    let mut stdin = context.stdin;
    for item in items {
        match item {
            Item::Url(word) => operation.urls.push(word),
            Item::Option { opt, .. } if opt.act == Act::Next => {
                finish(std::mem::take(&mut operation), context, findings, &mut requests);
            }
            Item::Option { opt, off, expand, value, span } => {
                let value = match value {
                    Some(word) if expand => {
                        Some(Cow::Owned(Word { text: fill(&word.text, &own), ..word.into_owned() }))
                    }
                    other => other,
                };
                if opt.act == Act::Variable {
                    if let Some(word) = value {
                        variable(&word.text, &mut own, context.vars);
                    }
                } else {
                    operation.take(opt, off, value, span, &mut stdin, findings);
                }
            }
        }
    }
    finish(operation, context, findings, &mut requests);
    requests
}

/// `--variable %NAME` takes a variable of the environment, `--variable name=value` sets one.
fn variable(text: &Traced, own: &mut Vars, vars: &Vars) {
    let typed = text.as_str();
    if let Some(name) = typed.strip_prefix('%') {
        let name = name.split('=').next().unwrap_or(name);
        let value = vars.known(name).cloned().unwrap_or_else(|| {
            let mut symbol = Traced::new();
            symbol.push_symbol(&format!("${{{name}}}"), name, SymbolKind::Variable, text.whole());
            symbol
        });
        own.set(name, Value::Known(value));
    } else if let Some(at) = typed.find('=') {
        own.set(typed.get(..at).unwrap_or(""), Value::Known(text.slice(at + 1..text.len())));
    } else if let Some(at) = typed.find('@') {
        let mut symbol = Traced::new();
        symbol.push_symbol(
            typed.get(at..).unwrap_or(""),
            typed.get(at..).unwrap_or(""),
            SymbolKind::Expression,
            text.whole(),
        );
        own.set(typed.get(..at).unwrap_or(""), Value::Known(symbol));
    }
}

/// Fills curl's own variables `{{name}}` in.
fn fill(text: &Traced, own: &Vars) -> Traced {
    let typed = text.as_str();
    let mut out = Traced::new();
    let mut at = 0;
    while let Some(open) = typed.get(at..).and_then(|rest| rest.find("{{")) {
        let open = at + open;
        let Some(close) = typed.get(open..).and_then(|rest| rest.find("}}")) else { break };
        let name = typed.get(open + 2..open + close).unwrap_or("");
        let name = name.split(':').next().unwrap_or(name);
        out.append(&text.slice(at..open));
        match own.known(name) {
            Some(value) => out.append(value),
            None => out.append(&text.slice(open..open + close + 2)),
        }
        at = open + close + 2;
    }
    out.append(&text.slice(at..text.len()));
    out
}

impl<'a> Operation<'a> {
    fn take(
        &mut self,
        opt: &'static Opt,
        off: bool,
        value: Option<Cow<'a, Word>>,
        span: Span,
        stdin: &mut Option<&Stdin>,
        findings: &mut Vec<Finding>,
    ) {
        let Some(word) = value else {
            match opt.act {
                Act::Get => self.get = !off,
                Act::Head => self.head = (!off).then_some(span),
                Act::Insecure => self.insecure = (!off).then_some(span),
                Act::GlobOff => self.no_glob = !off,
                Act::PathAsIs => self.path_as_is = !off,
                Act::Compressed => self.compressed = (!off).then_some(span),
                Act::OtherAuth => self.other_auth = !off,
                _ => {}
            }
            return;
        };
        match opt.act {
            Act::Url => self.urls.push(word),
            Act::Request => self.method = Some(text_of(word)),
            Act::Header => self.header(&word, findings),
            Act::Data | Act::DataBinary | Act::DataRaw | Act::DataUrlencode | Act::Json => {
                if opt.act == Act::Json {
                    self.json = Some(span);
                }
                self.data_span.get_or_insert(span);
                let datum = data::datum(opt.act, &word, *stdin);
                let typed = !word.as_str().starts_with('@') || opt.act == Act::DataRaw;
                self.data_by.push((opt.act, if typed { rules::Source::Typed } else { rules::Source::File }));
                self.data.push(datum);
            }
            Act::Form | Act::FormString => {
                self.form_span.get_or_insert(span);
                self.form.push(data::part(word.as_str(), opt.act == Act::FormString));
            }
            Act::Upload => self.uploads.push((text_of(word), span)),
            Act::User => self.user = Some((word.text.clone(), word.span)),
            Act::Bearer => self.bearer = Some(text_of(word)),
            Act::SigV4 => self.sigv4 = Some(word.span),
            Act::UserAgent => self.agent = Some(text_of(word)),
            Act::Referer => self.referer = Some(text_of(word)),
            // A masked cookie has lost the `=` that tells it from the name of a file.
            Act::Cookie if word.as_str().contains('=') || crate::mask::placeholder_at(word.as_str(), 0).is_some() => {
                self.cookies.push(text_of(word));
            }
            Act::Range => self.range = Some(text_of(word)),
            Act::Proxy => self.proxy = Some(span.join(word.span)),
            Act::UrlQuery => match data::query(&word, *stdin) {
                Datum::Text(text, _) | Datum::File(text, _) => self.query.push(text),
            },
            Act::ProtoDefault => self.scheme = Some(word.as_str().to_ascii_lowercase()),
            _ => {}
        }
    }

    /// One `-H`.
    fn header(&mut self, word: &Word, findings: &mut Vec<Finding>) {
        let text = say::seen(&word.text, findings);
        let typed = text.as_str();
        if typed.starts_with('@') || typed.is_empty() {
            return;
        }
        let inside = |at: usize| text.symbols().iter().any(|symbol| symbol.range.contains(&at));
        let colon = typed.match_indices(':').map(|(at, _)| at).find(|at| !inside(*at));
        let unknown = text.symbols().first().is_some_and(|symbol| symbol.range.start == 0);
        let Some(colon) = colon else {
            if let Some(name) = typed.trim_end().strip_suffix(';') {
                let name = text.slice(0..name.len());
                let value = Traced::replaced("", Span::at(word.span.end));
                self.headers.push(Header::written(name, value));
            } else if !unknown {
                findings.push(say::no_colon(word, &text));
            }
            return;
        };
        let name = text.slice(0..colon);
        if name.is_empty() {
            return;
        }
        let value = trimmed(&text.slice(colon + 1..text.len()));
        if value.is_empty() {
            self.removed.push(name.as_str().trim().to_ascii_lowercase());
            return;
        }
        self.headers.push(Header::written(name, value));
    }
}

/// The text of a word.
fn text_of(word: Cow<'_, Word>) -> Traced {
    match word {
        Cow::Borrowed(word) => word.text.clone(),
        Cow::Owned(word) => word.text,
    }
}

/// The text without blanks around it.
fn trimmed(text: &Traced) -> Traced {
    let typed = text.as_str();
    let start = typed.len() - typed.trim_start().len();
    let end = typed.trim_end().len().max(start);
    text.slice(start..end)
}
