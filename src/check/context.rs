//! What a check may look at: the request, read once, and helpers for places and edits.

use super::target::{self, Endpoint, Platform};
use crate::code;
use crate::date::Date;
use crate::finding::{Edit, Fix, Trust};
use crate::json::{self, Member, Parsed, Value};
use crate::knowledge::{self, Model};
use crate::request::{Header, Notation, Origin, Request};
use crate::span::Span;
use crate::text::Traced;
use std::cell::OnceCell;
use std::iter::Copied;
use std::ops::Range;
use std::slice::Iter;

/// The version of the API that a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 2023-06-01, 2023-01-01 and the versions of Bedrock and Vertex.
    Old,
    /// 2026-10-21.
    New,
    /// Not known, or no version at all.
    Unknown,
}

/// One set of Messages parameters: the body itself, or one request of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The object with `messages`.
    pub object: &'a Value,
    /// The model's id as written, if it is known.
    pub id: Option<&'a str>,
    /// The model, if it is known.
    pub model: Option<&'static Model>,
    /// It is a request of a batch.
    pub batch: bool,
    /// It only counts tokens.
    pub counting: bool,
}

/// Everything a check may look at.
pub struct Context<'a> {
    /// The paste.
    pub paste: &'a str,
    /// The request.
    pub request: &'a Request,
    /// Today.
    pub today: Date,
    /// Host in lower case.
    pub host: String,
    /// Path, without query.
    pub path: String,
    /// Whose server.
    pub platform: Platform,
    /// Which endpoint.
    pub endpoint: Endpoint,
    /// The body's text, if it is in the paste.
    pub body: Option<&'a Traced>,
    /// The body as JSON.
    pub json: Option<&'a Parsed>,
    /// The version asked for.
    pub version: Version,
    /// The model's id in the path, on Bedrock and Vertex.
    pub path_model: Option<String>,
    headers_hidden: bool,
    whole: bool,
    calls: Vec<Call<'a>>,
    media: OnceCell<Vec<&'a Value>>,
}

/// The body of `request` as JSON, where it is a text that should be JSON.
pub fn read_body(request: &Request) -> Option<Parsed> {
    request.text().map(json::parse)
}

impl<'a> Context<'a> {
    /// Looks at a request whose body was read with [`read_body`].
    pub fn new(paste: &'a str, request: &'a Request, json: Option<&'a Parsed>, today: Date) -> Self {
        let (host, path) = request.host_and_path();
        let platform = target::platform(request, &host);
        let endpoint = target::endpoint(platform, &path, request.method.as_str());
        let body = request.text();
        let path_model = match platform {
            Platform::Bedrock => path.split("/model/").nth(1).and_then(|rest| rest.split('/').next()),
            Platform::Vertex => path.split("/models/").nth(1).and_then(|rest| rest.split([':', '/']).next()),
            _ => None,
        };
        let path_model = path_model.map(|id| id.replace("%3A", ":").replace("%40", "@"));
        let mut context = Self {
            paste,
            request,
            today,
            host,
            path,
            platform,
            endpoint,
            body,
            json,
            version: Version::Unknown,
            path_model,
            headers_hidden: false,
            whole: false,
            calls: Vec::new(),
            media: OnceCell::new(),
        };
        context.version = context.asked_version();
        context.headers_hidden = context.hides_headers();
        context.whole = context.reads_whole();
        context.calls = context.find_calls();
        context
    }

    fn asked_version(&self) -> Version {
        let header = self.header("anthropic-version").map(|header| header.value.as_str());
        let field = self.root().and_then(|root| root.text_of("anthropic_version"));
        match field.or(header) {
            Some("2026-10-21") => Version::New,
            Some("2023-06-01" | "2023-01-01" | "bedrock-2023-05-31" | "vertex-2023-10-16") => Version::Old,
            _ => Version::Unknown,
        }
    }

    /// The body's value, if it is a JSON object.
    pub fn root(&self) -> Option<&'a Value> {
        self.json.and_then(|parsed| parsed.value.as_ref()).filter(|value| value.is_object())
    }

    /// Whether the body was read whole: no symbol stands for members that cannot be seen, and nothing was left out.
    pub fn body_is_whole(&self) -> bool {
        self.whole
    }

    fn reads_whole(&self) -> bool {
        use json::Kind;
        let Some(root) = self.root() else { return false };
        let members = root.members();
        // Members lie in the order of the text, so the one around a place is found by halving.
        let inside = |at: usize| {
            let after = members.partition_point(|member| member.key_range.start <= at);
            after.checked_sub(1).and_then(|index| members.get(index)).is_some_and(|member| at < member.range().end)
        };
        let text = self.body.map_or("", Traced::as_str);
        let hidden = self.body.is_some_and(|body| body.symbols().iter().any(|s| !inside(s.range.start)));
        let broken = self.json.is_some_and(|parsed| {
            parsed.faults.iter().any(|fault| match fault.kind {
                Kind::Unclosed | Kind::MissingQuote | Kind::TooDeep => true,
                Kind::Placeholder => {
                    let dots = text.get(fault.range.clone()).is_some_and(json::is_ellipsis);
                    dots || !inside(fault.range.start)
                }
                _ => false,
            })
        });
        !hidden && !broken
    }

    /// The first header `name` (in lower case) that the paste shows.
    pub fn header(&self, name: &str) -> Option<&'a Header> {
        self.request.header(name)
    }

    /// Whether headers may be sent that the paste does not show.
    pub fn headers_hidden(&self) -> bool {
        self.headers_hidden
    }

    fn hides_headers(&self) -> bool {
        const SIGNS: &[&str] = &["[@]}", "[*]}", "\"$@\"", " $@", " -K ", "--config", "$HEADERS", "$headers ", "@args"];
        if self.request.origin.is_sdk() && self.host.is_empty() {
            return true;
        }
        let around = if self.request.origin.is_code() { Vec::new() } else { self.around_body() };
        self.request.origin == Origin::JsonBody
            || self.request.made.more_headers.is_some()
            || self.request.headers.iter().any(|header| !header.name.symbols().is_empty())
            || self.request.headers.iter().any(|header| header.name.as_str().starts_with('@'))
            || SIGNS.iter().any(|sign| around.iter().any(|part| part.of(self.paste).contains(sign)))
    }

    /// The command without its body, which may be long, and what it says is no option.
    pub fn around_body(&self) -> Vec<Span> {
        let all = self.request.span;
        let body = self.body.map_or(Span::default(), Traced::whole);
        if body.is_empty() || body.start < all.start || body.end > all.end {
            return vec![all];
        }
        vec![Span::new(all.start, body.start), Span::new(body.end, all.end)]
    }

    /// Whether the rules of the Claude API hold for address, credential and headers.
    pub fn on_claude(&self) -> bool {
        self.platform == Platform::Claude
    }

    /// Whether the body follows the Messages API and can be judged.
    pub fn judged(&self) -> bool {
        matches!(self.endpoint, Endpoint::Messages | Endpoint::CountTokens | Endpoint::Batches)
            && self.platform != Platform::OtherVendor
    }

    /// Whether the model and version stand outside the body, as on Bedrock and Vertex.
    pub fn model_in_path(&self) -> bool {
        matches!(self.platform, Platform::Bedrock | Platform::Vertex)
            || (self.platform == Platform::Body
                && self.root().is_some_and(|root| root.get("anthropic_version").is_some()))
    }

    /// The headers `anthropic-beta`; several count as one list.
    pub fn beta_headers(&self) -> impl Iterator<Item = &'a Header> {
        self.request.headers.iter().filter(|header| header.is("anthropic-beta"))
    }

    /// Whether an `anthropic-beta` that begins with `prefix` is asked for; `None` where headers are not known.
    pub fn beta(&self, prefix: &str) -> Option<bool> {
        let field = self.root().and_then(|root| root.get("anthropic_beta"));
        let listed = |text: &str| text.split([',', ' ']).any(|name| name.trim().starts_with(prefix));
        if self.beta_headers().any(|header| listed(header.value.as_str()))
            || field.is_some_and(|list| list.items().iter().filter_map(Value::text).any(listed))
        {
            return Some(true);
        }
        let unknown = self.headers_hidden() || self.beta_headers().any(|header| !is_plain(header));
        (!unknown).then_some(false)
    }

    /// The sets of Messages parameters in the body.
    pub fn calls(&self) -> Copied<Iter<'_, Call<'a>>> {
        self.calls.iter().copied()
    }

    fn find_calls(&self) -> Vec<Call<'a>> {
        let Some(root) = self.root().filter(|_| self.judged()) else { return Vec::new() };
        let counting = self.endpoint == Endpoint::CountTokens;
        let items = root.get("requests").filter(|_| self.is_batch());
        match items {
            Some(items) => items
                .items()
                .iter()
                .filter_map(|item| item.get("params"))
                .filter(|params| params.is_object())
                .map(|params| self.call(params, true, false))
                .collect(),
            None if self.endpoint == Endpoint::Batches => Vec::new(),
            None => vec![self.call(root, false, counting)],
        }
    }

    /// The images, documents and search results, in messages and in the results of tools.
    pub fn media(&self) -> &[&'a Value] {
        self.media.get_or_init(|| {
            let mut all = Vec::new();
            for call in self.calls() {
                let messages = call.object.get("messages").map_or(&[][..], Value::items);
                for block in messages.iter().flat_map(|message| message.get("content").map_or(&[][..], Value::items)) {
                    let inner = block.get("content").map_or(&[][..], Value::items);
                    let medium =
                        |block: &&Value| matches!(block.text_of("type"), Some("image" | "document" | "search_result"));
                    all.extend(std::iter::once(block).chain(inner).filter(medium));
                }
            }
            all
        })
    }

    /// Whether the body is a batch.
    pub fn is_batch(&self) -> bool {
        let listed = self.root().is_some_and(|root| root.get("requests").is_some() && root.get("messages").is_none());
        self.endpoint == Endpoint::Batches || (self.platform == Platform::Body && listed)
    }

    fn call(&self, object: &'a Value, batch: bool, counting: bool) -> Call<'a> {
        let id = object.text_of("model");
        let model = match (&self.path_model, id) {
            (Some(path), _) => partner_model(path),
            (None, Some(id)) => knowledge::model(id).or_else(|| {
                let partner = !matches!(self.platform, Platform::Claude | Platform::Body);
                partner.then(|| partner_model(id)).flatten()
            }),
            (None, None) => None,
        };
        Call { object, id, model, batch, counting }
    }

    /// The place in the paste of a stretch of the body.
    pub fn place(&self, range: Range<usize>) -> Span {
        let Some(body) = self.body else { return self.request.program };
        if self.request.made.notation != Notation::Json {
            let first = || body.sources(range.clone()).next();
            let found = code::edit::place(body, range.clone(), self.paste).or_else(first);
            return found.unwrap_or(self.request.program).on_borders(self.paste);
        }
        body.source(range).on_borders(self.paste)
    }

    /// The place of a member, key and value; of a long one only the key.
    pub fn member(&self, member: &Member) -> Span {
        let range = member.range();
        if range.len() <= 80 {
            self.place(range)
        } else {
            self.place(member.key_range.clone())
        }
    }

    /// The place of a value; of a long one only its beginning.
    pub fn value(&self, value: &Value) -> Span {
        let mut range = value.range.clone();
        if range.len() > 200 {
            let text = self.body.map_or("", Traced::as_str);
            range.end = range.start + 60;
            while !text.is_char_boundary(range.end) {
                range.end += 1;
            }
        }
        self.place(range)
    }

    /// Where something missing would belong: the word `curl`, or the first brace of a body that stands alone.
    pub fn start(&self) -> Span {
        self.request.program
    }

    /// An edit of the body. Quotes are written as the body's shell quoting writes them.
    pub fn edit(&self, range: Range<usize>, text: &str) -> Option<Edit> {
        let body = self.body?;
        if self.request.made.notation != Notation::Json {
            return code::edit::edit(self.request.made.notation, body, range, text, self.paste);
        }
        let span = body.source(range).on_borders(self.paste);
        if self.request.made.repeated && span.of(self.paste).contains('$') {
            // The other turns of the loop would get the same.
            return None;
        }
        let quote = match self.request.origin {
            Origin::JsonBody | Origin::RawHttp => "\"",
            _ => {
                let at = body.as_str().find('"')?;
                body.source(at..at + 1).of(self.paste)
            }
        };
        if !matches!(quote, "\"" | "\\\"" | "\"\"" | "\\\"\"" | "^\\^\"" | "`\"") {
            return None;
        }
        let shell = !matches!(self.request.origin, Origin::JsonBody | Origin::RawHttp);
        if shell && (text.contains(['\'', '$', '`', '%', '^']) || (quote != "\"" && text.contains('\\'))) {
            return None;
        }
        Some(Edit { span, text: text.replace('"', quote) })
    }

    /// A fix that replaces a stretch of the body.
    pub fn swap(&self, range: Range<usize>, text: &str, title: &str, trust: Trust) -> Option<Fix> {
        let edit = self.edit(range, text)?;
        Some(Fix { title: title.to_owned(), trust, edits: vec![edit] })
    }

    /// A fix that takes a member out of its object, with its comma.
    pub fn without(&self, object: &Value, key: &str, title: &str, trust: Trust) -> Option<Fix> {
        let members = object.members();
        let index = members.iter().rposition(|member| member.key == key)?;
        let member = members.get(index)?;
        let before = index.checked_sub(1).and_then(|i| members.get(i));
        let range = match (members.get(index + 1), before) {
            (Some(next), _) => member.key_range.start..next.key_range.start,
            (None, Some(before)) => before.range().end..member.range().end,
            (None, None) => member.range(),
        };
        self.swap(range, "", title, trust)
    }

    /// The place of a stretch of the address.
    pub fn url_place(&self, part: &str) -> Span {
        let url = &self.request.url;
        match url.as_str().find(part).filter(|_| !part.is_empty()) {
            Some(at) => url.source(at..at + part.len()),
            None => url.whole(),
        }
        .on_borders(self.paste)
    }
}

/// Whether a header's value is known: it holds no variable and was not blacked out.
pub fn is_plain(header: &Header) -> bool {
    let text = header.value.as_str();
    header.value.symbols().is_empty()
        && !text.contains(['*', '<', '…'])
        && !text.to_ascii_uppercase().contains("REDACTED")
}

/// The model behind an id of Bedrock or Vertex.
pub fn partner_model(id: &str) -> Option<&'static Model> {
    let name = id.rsplit('/').next().unwrap_or(id);
    let plain = name.find("anthropic.").and_then(|at| name.get(at..)).unwrap_or(name);
    knowledge::MODELS.iter().find(|model| {
        model.bedrock_id.is_some_and(|other| other == plain)
            || model.vertex_id.is_some_and(|other| other == plain)
            || model.id == plain
            || model.aliases.contains(&plain)
    })
}
