//! From curl's arguments to the requests it sends.

use super::args::Item;
use super::data::{self, Datum};
use super::locate::METHODS;
use super::options::{Act, Opt};
use super::wire::finish;
use super::{rules, say};
use crate::finding::Finding;
use crate::request::{Dialect, Header, Part, Request};
use crate::shell::{Stdin, Value, Vars, Word};
use crate::span::Span;
use crate::text::{SymbolKind, Traced};

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
pub(super) struct Operation {
    pub(super) urls: Vec<Word>,
    pub(super) method: Option<Traced>,
    pub(super) headers: Vec<Header>,
    /// `-H @name` of a file that the paste does not show.
    pub(super) more_headers: Option<Span>,
    /// Internal headers that `-H "Name:"` takes out, in lower case.
    pub(super) removed: Vec<String>,
    pub(super) data: Vec<Datum>,
    /// The data is the body, not a part of the address.
    pub(super) sends_data: bool,
    /// The options that made the data, and where each took it from.
    pub(super) data_by: Vec<(Act, rules::Source)>,
    pub(super) form: Vec<Part>,
    pub(super) form_span: Option<Span>,
    pub(super) data_span: Option<Span>,
    pub(super) json: Option<Span>,
    /// Files of `-T`, one for each address in turn.
    pub(super) uploads: Vec<(Traced, Span)>,
    pub(super) get: Option<Span>,
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
    /// `--request-target`
    pub(super) target: Option<Traced>,
}

/// Builds the requests of a command, argument by argument.
pub struct Builder<'a> {
    context: &'a Context<'a>,
    requests: Vec<Request>,
    findings: Vec<Finding>,
    /// curl's own variables.
    own: Vars,
    operation: Operation,
    stdin: Option<&'a Stdin>,
}

impl<'a> Builder<'a> {
    /// A builder without an argument.
    pub fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            requests: Vec::new(),
            findings: Vec::new(),
            own: Vars::default(),
            operation: Operation::default(),
            stdin: context.stdin,
        }
    }

    /// Takes the next argument.
    pub fn take(&mut self, item: Item) {
        match item {
            Item::Url(word) if word.pieces.is_empty() && METHODS.contains(&word.as_str()) => {
                self.findings.push(say::method_alone(&word));
                self.operation.method.get_or_insert(word.text);
            }
            Item::Url(word) => self.operation.urls.push(word),
            // Without an address in front of it, it ends nothing.
            Item::Option { opt, .. } if opt.act == Act::Next && self.operation.urls.is_empty() => {}
            Item::Option { opt, .. } if opt.act == Act::Next => {
                finish(&mut self.operation, self.context, &mut self.findings, &mut self.requests);
                self.operation = Operation::default();
            }
            Item::Option { opt, off, expand, value, span } => {
                let value = match value {
                    Some(word) if expand => Some(Word { text: fill(&word.text, &self.own), ..word }),
                    other => other,
                };
                if opt.act == Act::Variable {
                    if let Some(word) = value {
                        variable(&word.text, &mut self.own, self.context.vars);
                    }
                } else {
                    self.operation.take(opt, off, value, span, &mut self.stdin, &mut self.findings);
                }
            }
        }
    }

    /// The requests, and what is odd about them.
    pub fn finish(mut self) -> (Vec<Request>, Vec<Finding>) {
        finish(&mut self.operation, self.context, &mut self.findings, &mut self.requests);
        (self.requests, self.findings)
    }
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

impl Operation {
    fn take(
        &mut self,
        opt: &'static Opt,
        off: bool,
        value: Option<Word>,
        span: Span,
        stdin: &mut Option<&Stdin>,
        findings: &mut Vec<Finding>,
    ) {
        let Some(word) = value else {
            match opt.act {
                Act::Get => self.get = (!off).then_some(span),
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
            Act::Request => self.method = Some(word.text),
            Act::Header => self.header(&word, findings),
            Act::Data | Act::DataBinary | Act::DataRaw | Act::DataUrlencode | Act::Json => {
                if opt.act == Act::Json {
                    self.json = Some(span);
                }
                self.data_span.get_or_insert(span);
                findings.extend(say::odd_data(opt.act, &word));
                let typed = !word.as_str().starts_with('@') || opt.act == Act::DataRaw;
                self.data_by.push((opt.act, if typed { rules::Source::Typed } else { rules::Source::File }));
                self.data.push(data::datum(opt.act, word, *stdin));
            }
            Act::Form | Act::FormString => {
                self.form_span.get_or_insert(span);
                if opt.act == Act::Form {
                    findings.extend(say::form_semicolon(&word));
                }
                self.form.push(data::part(word.as_str(), opt.act == Act::FormString));
            }
            Act::Upload => self.uploads.push((word.text, span)),
            Act::User => self.user = Some((word.text, word.span)),
            Act::Bearer => self.bearer = Some(word.text),
            Act::SigV4 => self.sigv4 = Some(word.span),
            Act::UserAgent => self.agent = Some(word.text),
            Act::Referer => self.referer = referer(word.text),
            // A masked cookie has lost the `=` that tells it from the name of a file.
            Act::Cookie if word.as_str().contains('=') || crate::mask::placeholder_at(word.as_str(), 0).is_some() => {
                self.cookies.push(word.text);
            }
            Act::Range => self.range = Some(word.text),
            Act::DumpHeader if word.as_str().trim_start().starts_with(['{', '[']) => {
                findings.push(say::other_case(span, "-D", "-d", "names a file for the headers of the answer"));
                self.data_span.get_or_insert(span);
                self.data_by.push((Act::Data, rules::Source::Typed));
                self.data.push(data::datum(Act::Data, word, *stdin));
            }
            Act::Number if word.text.symbols().is_empty() && word.as_str().parse::<f64>().is_err() => {
                findings.push(say::number_wanted(&word, opt));
            }
            Act::Proxy if METHODS.contains(&word.as_str()) => {
                findings.push(say::method_as_proxy(span, word.as_str()));
                self.method = Some(word.text);
            }
            Act::Proxy => self.proxy = Some(span.join(word.span)),
            Act::RequestTarget => self.target = Some(word.text),
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
        let text = match say::quoted_header(&text, findings) {
            Some(inside) => std::borrow::Cow::Owned(inside),
            None => text,
        };
        let typed = text.as_str();
        if typed.is_empty() {
            return;
        }
        if typed.starts_with('@') {
            self.more_headers = Some(word.span);
            return;
        }
        let colon = typed.match_indices(':').map(|(at, _)| at).find(|at| !text.is_unknown(*at));
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
        let value = trimmed(&text, colon + 1);
        findings.extend(say::glued_scheme(name.as_str(), &value));
        if value.is_empty() {
            self.removed.push(name.as_str().trim().to_ascii_lowercase());
            return;
        }
        self.headers.push(Header::written(name, value));
    }
}

/// `-e "address;auto"`: the part behind the semicolon speaks of redirects only.
fn referer(text: Traced) -> Option<Traced> {
    let typed = text.as_str();
    let end = typed.strip_suffix(";auto").map_or(typed.len(), str::len);
    (end > 0).then(|| text.slice(0..end))
}

/// The part of a text behind byte `from`, without blanks around it.
fn trimmed(text: &Traced, from: usize) -> Traced {
    let typed = text.as_str().get(from..).unwrap_or("");
    let start = typed.len() - typed.trim_start().len();
    let end = typed.trim_end().len().max(start);
    text.slice(from + start..from + end)
}
