//! What JavaScript's libraries for HTTP do with their options.

/// What becomes of an object that is given where a text is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// The library writes JSON.
    Json,
    /// The library writes a web form.
    Form,
    /// It is not known.
    Unknown,
}

/// How a library is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `name(address, { … })`, `name({ url, … })`
    Options,
    /// `name.post(address, { … })`: the method of that name.
    Verb(&'static str),
    /// `name.post(address, data, { … })`
    Data(&'static str),
}

/// A library and the names of its options; an empty name is none.
#[derive(Debug)]
pub struct Library {
    /// The method.
    pub method: &'static [&'static str],
    /// The body as it is.
    pub body: &'static str,
    /// What is sent as JSON.
    pub json: &'static str,
    /// What is sent as a web form.
    pub form: &'static str,
    /// Parameters of the address.
    pub query: &'static str,
    /// What stands in front of the address.
    pub base: &'static str,
    /// The content type.
    pub kind: &'static str,
    /// What becomes of an object as the body.
    pub object: Object,
    /// The content type of a text where none is given.
    pub text: &'static str,
    /// The method where none is given, with a body.
    pub verb: &'static str,
    /// Options that may add headers.
    pub hides: &'static [&'static str],
    /// Only browsers have it, and it puts the data of a GET into the address.
    pub browser: bool,
    /// All its calls can be given further headers elsewhere.
    pub defaults: bool,
}

const FORM_TYPE: &str = "application/x-www-form-urlencoded";
const TEXT_TYPE: &str = "text/plain;charset=UTF-8";

/// `fetch` of browsers, Node, Deno and Bun.
pub const FETCH: Library = Library {
    method: &["method"],
    body: "body",
    json: "",
    form: "",
    query: "",
    base: "",
    kind: "",
    object: Object::Unknown,
    text: TEXT_TYPE,
    verb: "GET",
    hides: &[],
    browser: false,
    defaults: false,
};

/// axios.
pub const AXIOS: Library = Library {
    body: "data",
    query: "params",
    base: "baseURL",
    object: Object::Json,
    text: FORM_TYPE,
    hides: &["auth", "transformRequest"],
    defaults: true,
    ..FETCH
};

/// got.
pub const GOT: Library = Library {
    json: "json",
    form: "form",
    query: "searchParams",
    base: "prefixUrl",
    text: "",
    hides: &["hooks", "username", "password"],
    ..FETCH
};

/// ky.
pub const KY: Library = Library { json: "json", query: "searchParams", base: "prefixUrl", hides: &["hooks"], ..FETCH };

/// `request` of undici.
pub const UNDICI: Library = Library { query: "query", text: "", verb: "PUT", ..FETCH };

/// jQuery.
pub const JQUERY: Library = Library {
    method: &["method", "type"],
    body: "data",
    kind: "contentType",
    object: Object::Form,
    text: FORM_TYPE,
    hides: &["beforeSend", "username", "password"],
    browser: true,
    defaults: true,
    ..FETCH
};

/// Names and what they call.
pub const CALLS: &[(&str, &Library, Form)] = &[
    ("fetch", &FETCH, Form::Options),
    ("window.fetch", &FETCH, Form::Options),
    ("globalThis.fetch", &FETCH, Form::Options),
    ("self.fetch", &FETCH, Form::Options),
    ("undici.fetch", &FETCH, Form::Options),
    ("axios", &AXIOS, Form::Options),
    ("axios.request", &AXIOS, Form::Options),
    ("axios.post", &AXIOS, Form::Data("POST")),
    ("axios.get", &AXIOS, Form::Verb("GET")),
    ("got", &GOT, Form::Options),
    ("got.post", &GOT, Form::Verb("POST")),
    ("got.get", &GOT, Form::Verb("GET")),
    ("ky", &KY, Form::Options),
    ("ky.post", &KY, Form::Verb("POST")),
    ("ky.get", &KY, Form::Verb("GET")),
    ("undici.request", &UNDICI, Form::Options),
    ("$.ajax", &JQUERY, Form::Options),
    ("jQuery.ajax", &JQUERY, Form::Options),
    ("$.post", &JQUERY, Form::Data("POST")),
    ("jQuery.post", &JQUERY, Form::Data("POST")),
];

/// Words that say that all calls of a library have further headers.
pub const DEFAULTS: &[&str] = &["axios.defaults", "interceptors.request", "ajaxSetup", "ajaxPrefilter", "ajaxSend"];

/// The library of that call, if it is one.
pub fn called(path: &str) -> Option<(&'static Library, Form)> {
    CALLS.iter().find(|(name, ..)| *name == path).map(|(_, library, form)| (*library, *form))
}
