//! Whose error it is, where not a word but a form tells: the operation that was called, the shape of an error
//! object, the model that a quota is for, the package that an exception is of.

use super::{Found, Words};
use crate::span::Span;
use crate::text;

/// Operations of AWS that a call to Claude makes, by how they begin; the rest belongs to AWS's other services.
const BEDROCKS: &[&[u8]] = &[
    b"invoke",
    b"converse",
    b"counttokens",
    b"applyguardrail",
    b"createmodelinvocation",
    b"listfoundation",
    b"getfoundation",
    b"listinference",
    b"getinference",
    b"createinference",
    b"putusecase",
    b"getusecase",
    // Signing in, for whatever comes behind.
    b"assumerole",
    b"getcalleridentity",
    b"getsessiontoken",
    b"getrolecredentials",
    b"createtoken",
];
/// Services of AWS whose rights a call to Claude needs.
const CLAUDES_SERVICES: &[&[u8]] = &[b"bedrock", b"sts:", b"sso", b"aws-marketplace:"];
/// Longest name of an operation.
const OPERATION: usize = 60;
/// Keys that OpenAI's error object has and the Claude API's has not.
const OPENAIS: [&str; 3] = [",param:none", ",param:null", ",param:nil"];
/// Words in front of an operation, a right, a model.
const CALLING: &str = "whencallingthe";
/// How the AWS library for Go names the service that it called.
const GO: &str = "operationerror";
const RIGHT: &str = "notauthorizedtoperform:";
const MODEL: &str = "basemodel:";
/// How a gateway to many services names the one that answered, …
const PROVIDER: &str = "provider_name:";
/// … and those of them that serve Claude; the value ends with one of these bytes.
const CLAUDES_PROVIDERS: &[&[u8]] =
    &[b"anthropic", b"amazonbedrock", b"aws", b"google", b"vertex", b"azure", b"microsoft"];
/// The key of an answer's id.
const ANSWER_ID: &str = "request_id:";
/// How the endings of exceptions' names look in Python.
const EXCEPTIONS: [&str; 4] = ["Error", "Exception", "Exhausted", "Unavailable"];
/// Packages through which Claude is called, or which print failures of whatever is called; `_` stands for what may
/// follow. Names that people give their own modules are no packages of somebody else's either.
const NEUTRAL: &[&str] = &[
    "agent",
    "agents",
    "aiohttp",
    "anthropic",
    "anyio",
    "api",
    "app",
    "asyncio",
    "boto3",
    "botocore",
    "builtins",
    "client",
    "concurrent",
    "core",
    "crewai",
    "e",
    "err",
    "error",
    "errors",
    "exc",
    "exceptions",
    "google",
    "grpc",
    "h11",
    "h2",
    "http",
    "httpcore",
    "httpx",
    "json",
    "langchain",
    "langchain_",
    "langgraph",
    "litellm",
    "llama_index",
    "llm",
    "main",
    "multiprocessing",
    "openai",
    "pydantic",
    "pydantic_ai",
    "requests",
    "selectors",
    "self",
    "services",
    "socket",
    "src",
    "ssl",
    "tenacity",
    "this",
    "urllib",
    "urllib3",
    "utils",
    "websockets",
    // The first part of names in Java, Kotlin and JavaScript, which say nothing.
    "com",
    "dev",
    "io",
    "java",
    "javax",
    "kotlin",
    "kotlinx",
    "net",
    "org",
    "reactor",
];
/// Places that are looked at, and bytes of a name.
const MOST: usize = 1_000;

/// The words of which every place is wanted.
pub fn marks() -> impl Iterator<Item = &'static str> {
    OPENAIS.into_iter().chain([CALLING, GO, RIGHT, MODEL, PROVIDER, ANSWER_ID])
}

/// The vendor that a form in the text speaks for. `claude` is whether any word of Claude stands in it, `shaped` whether
/// an error object of the Claude API does.
pub fn by_form(paste: &str, words: &Words, claude: bool, shaped: bool) -> Option<Found<&'static str>> {
    let found = |value, at: usize, length: usize| Found { value, span: words.skeleton.span(at, at + length, paste) };
    if let Some((at, length)) = other_operation(words).or_else(|| other_service(words)).or_else(|| other_right(words)) {
        return Some(found("AWS", at, length));
    }
    if let Some(at) = other_quota(words) {
        return Some(found("Google", at, MODEL.len()));
    }
    if let Some((at, length)) = other_provider(words) {
        return Some(found("Another service behind a gateway", at, length));
    }
    if claude {
        return None;
    }
    if !shaped {
        if let Some((at, length)) = other_id(words) {
            return Some(found("Another service", at, length));
        }
        if let Some(span) = other_package(paste) {
            return Some(Found { value: "The library of another service", span });
        }
        if let Some(span) = other_host(paste) {
            return Some(Found { value: "Another host", span });
        }
    }
    let key = OPENAIS.iter().find_map(|key| Some((words.places(key).next()?, key.len())))?;
    Some(found("An OpenAI-compatible service", key.0 + 1, key.1 - 1))
}

/// `when calling the PutObject operation`, with no operation of Bedrock beside it.
fn other_operation(words: &Words) -> Option<(usize, usize)> {
    let text = words.bytes();
    let calls = || behind(words, CALLING);
    let operation = |at: usize| {
        let name = text.get(at..(at + OPERATION).min(text.len()))?;
        let length = name.windows(9).position(|w| w == b"operation")?;
        name.get(..length)
    };
    let known = |name: &[u8]| BEDROCKS.iter().any(|begin| name.starts_with(begin));
    let first = calls().find_map(|at| Some((at, operation(at).filter(|name| !known(name))?.len())))?;
    let bedrock = calls().any(|at| operation(at).is_some_and(known));
    (!bedrock).then_some(first)
}

/// `operation error ECS: RegisterTaskDefinition`, with no call of Bedrock beside it.
fn other_service(words: &Words) -> Option<(usize, usize)> {
    let text = words.bytes();
    let service = |at: usize| {
        let name = text.get(at..(at + OPERATION).min(text.len()))?;
        let length = name.iter().position(|byte| *byte == b':').filter(|length| *length > 0)?;
        name.get(..length)
    };
    let known = |name: &[u8]| [&b"bedrock"[..], b"sts", b"sso"].iter().any(|begin| name.starts_with(begin));
    let mut all = behind(words, GO).filter_map(|at| Some((at, service(at)?)));
    let (at, first) = all.next()?;
    let plain = first.iter().all(u8::is_ascii_alphanumeric);
    (plain && !known(first) && !all.any(|(_, name)| known(name))).then_some((at, first.len()))
}

/// `not authorized to perform: s3:PutObject`
fn other_right(words: &Words) -> Option<(usize, usize)> {
    let text = words.bytes();
    let mut rights = behind(words, RIGHT);
    let at = rights.next()?;
    let known = |at: usize| {
        let rest = text.get(at..).unwrap_or(&[]);
        CLAUDES_SERVICES.iter().any(|service| rest.starts_with(service))
    };
    (!known(at) && !rights.any(known)).then_some((at, 1))
}

/// The place of `base model: text-unicorn`, where no quota of a Claude model is named.
fn other_quota(words: &Words) -> Option<usize> {
    let text = words.bytes();
    let mut quotas = behind(words, MODEL);
    let at = quotas.next()?;
    let claudes = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(b"anthropic"));
    (!claudes(at) && !quotas.any(claudes)).then(|| at - MODEL.len())
}

/// `"provider_name":"OpenAI"`, where no provider of Claude is named.
fn other_provider(words: &Words) -> Option<(usize, usize)> {
    let text = words.bytes();
    let mut named = behind(words, PROVIDER);
    let at = named.next()?;
    let claudes = |at: usize| {
        let rest = text.get(at..).unwrap_or(&[]);
        CLAUDES_PROVIDERS.iter().any(|name| rest.starts_with(name))
    };
    let name = text.get(at..)?.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    (name > 0 && !claudes(at) && !named.any(claudes)).then_some((at, name))
}

/// An answer's id that is none of Anthropic's, which begin with `req_`: a UUID, or one of a chat completion.
fn other_id(words: &Words) -> Option<(usize, usize)> {
    const UUID: [usize; 5] = [8, 4, 4, 4, 12];
    let text = words.bytes();
    behind(words, ANSWER_ID).find_map(|at| {
        let rest = text.get(at..)?;
        let id = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
        let id = rest.get(..id)?;
        let uuid = id.split(|byte| *byte == b'-').map(<[u8]>::len).eq(UUID)
            && id.iter().all(|byte| byte.is_ascii_hexdigit() || *byte == b'-');
        (uuid || id.starts_with(b"chatcmpl-")).then_some((at, id.len()))
    })
}

/// Hosts that are nobody's service: they explain, or are this machine.
const NO_SERVICE: &[&str] =
    &["developer.mozilla.org", "docs.", "help.", "localhost", "127.0.0.1", "0.0.0.0", "[::1]", "errors.pydantic.dev"];
/// Parts of the paths of pages that explain, and words that lead to one.
const EXPLAINS: &[&str] = &["/docs", "/doc/", "/help", "/wiki", "/issues", "/guides", "/errors/"];
const SHOWS: &[&str] = &["see ", "see: ", "visit ", "information", "learn more", "documentation", "refer to"];
/// Ends of paths behind which any maker's models may answer.
const MODELS_PATHS: &[&str] = &["/messages", "/completions", "/responses", "/models", "/v1", "/v1/", "/oauth/token"];

/// The host of the first address that a failure names, unless one of the addresses may be a model's.
fn other_host(paste: &str) -> Option<Span> {
    let mut first = None;
    for (at, _) in paste.match_indices("://").take(MOST) {
        let before = text::tail(paste.get(..at)?, 5);
        if !before.ends_with("http") && !before.ends_with("https") {
            continue;
        }
        let rest = paste.get(at + 3..)?;
        let end = rest.find(|c: char| c.is_whitespace() || "\"'`<>()[]{},;\\│".contains(c)).unwrap_or(rest.len());
        let address = text::head(rest, end.min(400));
        let (host, path) = address.split_at(address.find(['/', '?']).unwrap_or(address.len()));
        let path = path.split('?').next().unwrap_or(path).trim_end_matches(['.', ':']);
        let name = host.split(':').next().unwrap_or(host);
        let number = name.split('.').all(|part| part.parse::<u8>().is_ok());
        if MODELS_PATHS.iter().any(|end| path.ends_with(end)) {
            return None;
        }
        let shown = text::tail(paste.get(..at)?, 40).to_ascii_lowercase();
        let explains = EXPLAINS.iter().any(|part| path.contains(part)) || SHOWS.iter().any(|word| shown.contains(word));
        if host.is_empty() || number || explains || NO_SERVICE.iter().any(|name| host.starts_with(name)) {
            continue;
        }
        first = first.or(Some(Span::new(at + 3, at + 3 + host.len())));
    }
    first
}

/// The name of an exception that Python prints with its package: `pinecone.exceptions.UnauthorizedException: …`, where
/// none of them is of a package that Claude is called through.
fn other_package(paste: &str) -> Option<Span> {
    let ends = EXCEPTIONS.iter().flat_map(|end| paste.match_indices(end).take(MOST).map(|(at, end)| at + end.len()));
    let mut first: Option<Span> = None;
    for end in ends {
        let Some(span) = qualified(paste, end) else { continue };
        let root = span.of(paste).split('.').next().unwrap_or("");
        let neutral = |known: &&str| known.strip_suffix('_').map_or(root == *known, |begin| root.starts_with(begin));
        if NEUTRAL.iter().any(neutral) {
            return None;
        }
        first = first.filter(|known| known.start <= span.start).or(Some(span));
    }
    first
}

/// The dotted name that ends at `end`, if it is one of a Python exception that was printed: packages in small letters,
/// a class in CamelCase, then what it says.
fn qualified(paste: &str, end: usize) -> Option<Span> {
    let said = paste.get(end..)?.starts_with(": ");
    let before = text::tail(paste.get(..end)?, 120);
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let start = before.rfind(|c| !name(c)).map_or(0, |at| at + next_width(before.get(at..).unwrap_or("")));
    let dotted = before.get(start..)?;
    let (packages, class) = dotted.rsplit_once('.')?;
    let small = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let printed = said && class.starts_with(|c: char| c.is_ascii_uppercase()) && packages.split('.').all(small);
    printed.then(|| Span::new(end - dotted.len(), end))
}

/// Bytes of the first character.
fn next_width(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// Where a word ends, for the first places of it.
fn behind<'a>(words: &'a Words, word: &'static str) -> impl Iterator<Item = usize> + 'a {
    words.places(word).map(|at| at + word.len()).take(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_others_are_told_from_claudes() {
        for (paste, claude, vendor) in [
            ("An error occurred (AccessDenied) when calling the CopyObject operation: x", true, Some("AWS")),
            ("An error occurred (ThrottlingException) when calling the InvokeModel operation: x", true, None),
            ("when calling the AssumeRole operation: x", true, None),
            ("when calling the PutItem operation … when calling the Converse operation", true, None),
            ("operation error ECS: RegisterTaskDefinition, exceeded maximum", true, Some("AWS")),
            ("operation error Bedrock Runtime: Converse, https response error", true, None),
            ("not authorized to perform: s3:PutObject on resource", true, Some("AWS")),
            ("not authorized to perform: bedrock:InvokeModel on resource", true, None),
            ("per_base_model with base model: text-unicorn.", true, Some("Google")),
            ("per_base_model with base model: anthropic-claude-opus-4.", true, None),
            ("{'error': {'message': 'x', 'type': 'y', 'param': None}}", false, Some("An OpenAI-compatible service")),
            ("{'error': {'message': 'x', 'type': 'y', 'param': None}}", true, None),
            ("{\"raw\": \"{…}\", \"provider_name\": \"OpenAI\"}", true, Some("Another service behind a gateway")),
            ("{\"raw\": \"{…}\", \"provider_name\": \"Amazon Bedrock\"}", true, None),
            (
                "{\"code\":\"X\",\"request_id\":\"06c0fbcf-4c98-879f-25de-31ba294e6415\"}",
                false,
                Some("Another service"),
            ),
            ("{\"code\":\"X\",\"request_id\":\"06c0fbcf-4c98-879f-25de-31ba294e6415\"}", true, None),
            ("{\"request_id\":\"2026112014\"}", false, None),
            ("pinecone.exceptions.Unauthorized_Error: (401)", false, Some("The library of another service")),
            ("httpx.ConnectError: [Errno 111]\nweaviate.exceptions.ConnectError: no", false, None),
            ("my.Thing: x, java.net.ConnectException: refused", false, None),
            ("503 Service Unavailable from https://api.weather.example/now", false, Some("Another host")),
            ("503 from https://llm.example/v1/messages, see https://wiki.example", false, None),
            ("400 Bad Request. See https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/400", false, None),
            ("502 at http://10.0.0.7:4000/x", false, None),
            ("nothing", false, None),
        ] {
            let found = by_form(paste, &Words::of(paste, Vec::new()), claude, false);
            assert_eq!(found.map(|found| found.value), vendor, "{paste}");
        }
    }
}
