//! The HTTP request that a paste describes: what would go on the wire.

use crate::span::Span;
use crate::text::Traced;

/// Where a request was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A curl command line.
    Curl,
    /// PowerShell's Invoke-RestMethod or Invoke-WebRequest.
    InvokeRestMethod,
    /// A JSON body that stands alone: method, address and headers are not known.
    JsonBody,
    /// A raw HTTP request (`POST /v1/messages HTTP/1.1` …).
    RawHttp,
    /// A call in a browser's recording (HAR): method, address, headers and body as JSON strings.
    Recorded,
    /// A call of Anthropic's library for Python.
    PythonSdk,
    /// A call of Anthropic's library for TypeScript and JavaScript.
    TypeScriptSdk,
    /// JavaScript: `fetch`, axios and the like, Node's `https`.
    Fetch,
    /// JavaScript that only browsers have: `XMLHttpRequest`, jQuery.
    Browser,
    /// Python: requests, httpx, aiohttp, urllib, http.client.
    PythonHttp,
    /// HTTPie or xh.
    HttpIe,
}

impl Origin {
    /// Whether one of Anthropic's libraries sends it: they add version, content type and a key by themselves.
    pub fn is_sdk(self) -> bool {
        matches!(self, Self::PythonSdk | Self::TypeScriptSdk)
    }

    /// Whether it is a call in the code of a program.
    pub fn is_code(self) -> bool {
        self.is_sdk() || matches!(self, Self::Fetch | Self::Browser | Self::PythonHttp)
    }

    /// Whether it is a command line.
    pub fn is_command(self) -> bool {
        matches!(self, Self::Curl | Self::InvokeRestMethod | Self::HttpIe)
    }
}

/// How the text of a body is written in the paste.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notation {
    /// As JSON, perhaps quoted.
    #[default]
    Json,
    /// As literals of Python, of which JSON was made.
    Python,
    /// As literals of JavaScript.
    JavaScript,
    /// As items of HTTPie: `name=value name:=json`.
    Items,
}

/// The language a command line is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// sh, bash, zsh.
    Posix,
    /// Windows cmd.exe.
    Cmd,
    /// Windows PowerShell and PowerShell 7.
    PowerShell,
    /// fish.
    Fish,
}

impl Dialect {
    /// All of them, in the order in which a person chooses.
    pub const ALL: [Self; 4] = [Self::Posix, Self::Cmd, Self::PowerShell, Self::Fish];

    /// The dialect of that [name](Self::name).
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    /// The name for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Posix => "bash or zsh",
            Self::Cmd => "Windows cmd",
            Self::PowerShell => "PowerShell",
            Self::Fish => "fish",
        }
    }

    /// The name in the JSON of `diagnose`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Posix => "posix",
            Self::Cmd => "cmd",
            Self::PowerShell => "powershell",
            Self::Fish => "fish",
        }
    }
}

/// One header line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name as typed.
    pub name: Traced,
    /// The value without surrounding blanks.
    pub value: Traced,
    /// Added by the client by itself (curl's form content type, `--json`, `-u`), not typed as a header.
    pub implied: bool,
    /// The rule that made it, for people: "`--json` sets it". Empty where it stands there as such.
    pub rule: &'static str,
}

impl Header {
    /// A header that stands in the text as such.
    pub fn written(name: Traced, value: Traced) -> Self {
        Self { name, value, implied: false, rule: "" }
    }

    /// Its place, name and value.
    pub fn span(&self) -> Span {
        match self.value.is_empty() {
            true => self.name.whole(),
            false => self.name.whole().join(self.value.whole()),
        }
    }

    /// Whether this is the header `name` (in lower case).
    pub fn is(&self, name: &str) -> bool {
        self.name.as_str().eq_ignore_ascii_case(name)
    }
}

/// One part of a multipart form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Field name.
    pub name: String,
    /// Literal value, if it is not read from a file.
    pub value: Option<String>,
    /// File name, if it is.
    pub filename: Option<String>,
}

/// What is sent after the headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    #[default]
    None,
    /// A text, known but for its symbols.
    Text(Traced),
    /// Read from a file or from standard input (`@-`); the text is the argument with its `@`.
    File(Traced),
    /// A multipart form.
    Multipart(Vec<Part>),
}

/// The rules that made the pieces of a request, for people; each is empty where the piece stands there as such.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// "a POST because of the data".
    pub method: &'static str,
    /// "`http://` is added".
    pub url: &'static str,
    /// "the pieces are joined with `&`".
    pub body: &'static str,
    /// More headers come from a file that the paste does not show: `@name`.
    pub more_headers: Option<Span>,
    /// How the body is written in the paste.
    pub notation: Notation,
    /// It is one of several that the same words send, as in a loop: a variable in them stands for several values.
    pub repeated: bool,
    /// What makes a web form of the fields of a body that is written as a program has it.
    pub form: Option<Span>,
}

/// A request as the client would send it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where it was read from.
    pub origin: Origin,
    /// The method; a default one has an empty or option-sized span.
    pub method: Traced,
    /// The address as given, with symbols. Empty for [`Origin::JsonBody`].
    pub url: Traced,
    /// Headers in the order of the wire; the client's own `accept`, `host`, `user-agent` are left out.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Body,
    /// The text of the file that the body is read from, where the paste shows it.
    pub file: Option<Traced>,
    /// The command, or the body where it stands alone.
    pub span: Span,
    /// The word `curl` (or the cmdlet's name) itself.
    pub program: Span,
    /// Certificate checks are off (`-k`): the option's place.
    pub insecure: Option<Span>,
    /// A proxy is set on the command line: the option's place.
    pub proxy: Option<Span>,
    /// The shell's language, if it came from a shell.
    pub dialect: Option<Dialect>,
    /// How its pieces came about.
    pub made: Made,
}

impl Request {
    /// The body's text, whether it is typed in the command or shown as the file that the command reads.
    pub fn text(&self) -> Option<&Traced> {
        match &self.body {
            Body::Text(text) => Some(text),
            Body::File(_) => self.file.as_ref(),
            Body::None | Body::Multipart(_) => None,
        }
    }

    /// The first header `name` (in lower case).
    pub fn header(&self, name: &str) -> Option<&Header> {
        self.headers.iter().find(|header| header.is(name))
    }

    /// Names of the variables and expressions left unknown, each once, in order.
    pub fn variables(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let body = match &self.body {
            Body::Text(text) | Body::File(text) => Some(text),
            Body::None | Body::Multipart(_) => None,
        };
        let texts = [&self.method, &self.url]
            .into_iter()
            .chain(self.headers.iter().flat_map(|h| [&h.name, &h.value]))
            .chain(body);
        for symbol in texts.flat_map(Traced::symbols) {
            if !names.contains(&symbol.name) {
                names.push(symbol.name.clone());
            }
        }
        names
    }

    /// Host and path of the address in lower and original case, without scheme, query and user.
    pub fn host_and_path(&self) -> (String, String) {
        let url = self.url.as_str();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let cut = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(cut);
        let host = authority.rsplit('@').next().unwrap_or(authority);
        let host = host.split(':').next().unwrap_or(host);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        (host.to_ascii_lowercase(), path.to_owned())
    }
}
