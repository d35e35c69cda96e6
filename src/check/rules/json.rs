//! The body's JSON.

use super::BASE;
use crate::check::{Context, Endpoint, Platform, Rule, Sink};
use crate::finding::{Edit, Fix, Severity, Trust};
use crate::json::{is_ellipsis, Fault, Kind};
use crate::request::Origin;
use crate::text::Traced;

/// The checks of this file.
pub const RULES: &[Rule] = &[
    EMPTY,
    NOT_OBJECT,
    FENCE,
    TRAILING_COMMA,
    EXTRA_COMMA,
    MISSING_COMMA,
    MISSING_COLON,
    MISSING_VALUE,
    SINGLE_QUOTES,
    SMART_QUOTES,
    COMMENT,
    UNQUOTED_KEY,
    UNQUOTED_TEXT,
    BAD_LITERAL,
    BAD_NUMBER,
    CONTROL,
    BAD_ESCAPE,
    INNER_QUOTE,
    MISSING_QUOTE,
    UNCLOSED,
    STRAY_BRACKET,
    EXTRA_DATA,
    DUPLICATE,
    DOUBLED_BRACES,
    PLACEHOLDER,
    SURROGATE,
    ODD_BLANK,
    UNEXPECTED,
    TOO_DEEP,
];

/// What the server says of all of them.
macro_rules! answer {
    () => {
        "The API answers 400 invalid_request_error: \"The request body is not valid JSON\"."
    };
}

/// What the checks of this file have in common.
const JSON: Rule =
    Rule { cause: Some("request_body_invalid_json"), why: answer!(), source: cited!("RFC 8259"), ..BASE };

macro_rules! fault {
    ($name:ident, $id:literal, $kind:ident, $title:literal, $why:literal, bad $bad:expr, good $good:expr) => {
        #[doc = $title]
        pub const $name: Rule = Rule {
            id: $id,
            title: $title,
            why: concat!($why, " ", answer!()),
            run: |context, sink| report(context, sink, Kind::$kind),
            bad: $bad,
            good: $good,
            ..JSON
        };
    };
}

/// A body with these members before its messages.
#[cfg(test)]
macro_rules! raw {
    ($members:expr) => {
        concat!(
            "{\"model\":\"claude-opus-5\",\"max_tokens\":9,",
            $members,
            "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
        )
    };
}

fault!(EMPTY, "json/empty", Empty, "The body is empty", "The request has no body, though this endpoint reads one: often a variable or file turned out empty.",
    bad pastes![curl!(body "")], good pastes![body!()]);
fault!(NOT_OBJECT, "json/not-object", NotObject, "The body is not an object", "The body is one object in braces that holds model, max_tokens and messages; a list, a text or form fields are not taken in its place.",
    bad pastes![curl!(body "[1]")], good pastes![body!(), curl!(body "@body.json")]);
fault!(TRAILING_COMMA, "json/trailing-comma", TrailingComma, "A comma before a closing bracket", "JavaScript and Python allow a comma after the last item; JSON does not.",
    bad pastes![raw!("\"stop_sequences\":[\"a\",],"), "{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],}"],
    good pastes![raw!("\"system\":\"[1,]\",")]);
fault!(EXTRA_COMMA, "json/extra-comma", ExtraComma, "A comma too many", "A comma stands between two items; here one side of it is empty.",
    bad pastes![raw!(",")], good pastes![body!()]);
fault!(MISSING_COMMA, "json/missing-comma", MissingComma, "A comma is missing", "Items are parted by commas, and a line break is none.",
    bad pastes![raw!("\"system\":\"x\"\n")], good pastes![body!()]);
fault!(MISSING_COLON, "json/missing-colon", MissingColon, "A colon is missing", "A key and its value are joined by a colon.",
    bad pastes![raw!("\"system\" \"x\",")], good pastes![body!()]);
fault!(MISSING_VALUE, "json/missing-value", MissingValue, "A key has no value", "After a key and its colon there must be a value; what is not set is left out, or is null.",
    bad pastes![raw!("\"system\": ,")], good pastes![body!()]);
fault!(SINGLE_QUOTES, "json/single-quotes", SingleQuotes, "Single quotes where JSON takes double ones", "Python and JavaScript take both kinds of quotes; JSON takes double ones only.",
    bad pastes!["{'model':'claude-opus-5','max_tokens':9,'messages':[{'role':'user','content':'Hi'}]}"], good pastes![raw!("\"system\":\"'x'\",")]);
fault!(SMART_QUOTES, "json/smart-quotes", SmartQuotes, "Typographic quotes where JSON takes plain ones", "Word processors, chats and web pages turn plain quotes into typographic ones, and JSON does not know these as quotes.",
    bad pastes![raw!("“system”:“x”,")], good pastes![raw!("\"system\":\"“x”\",")]);
fault!(COMMENT, "json/comment", Comment, "A comment; JSON has none", "Manuals write remarks beside the fields; in what is sent there may be none.",
    bad pastes![raw!("// x\n"), raw!("/* x */")], good pastes![raw!("\"system\":\"// x\",")]);
fault!(UNQUOTED_KEY, "json/unquoted-key", UnquotedKey, "A key without quotes", "JavaScript takes keys without quotes; in JSON every key stands in double quotes.",
    bad pastes![raw!("system:\"x\",")], good pastes![body!()]);
fault!(UNQUOTED_TEXT, "json/unquoted-text", UnquotedText, "A text without quotes", "Every text stands in double quotes. A shell may have taken them off: inside double quotes, each inner one needs a backslash.",
    bad pastes![raw!("\"system\":hello,")], good pastes![body!()]);
fault!(BAD_LITERAL, "json/other-languages-word", BadLiteral, "A word of another language where JSON has null, true or false", "Python writes True, False and None, JavaScript undefined and NaN; JSON has true, false and null alone.",
    bad pastes![raw!("\"stream\":False,"), raw!("\"system\":None,")], good pastes![raw!("\"stream\":false,")]);
fault!(BAD_NUMBER, "json/number", BadNumber, "A number in a form that JSON does not have", "Numbers are written with digits and a point: no plus sign, no leading zero or point, no underscores.",
    bad pastes![raw!("\"diagnostics\":+5,")], good pastes![body!()]);
fault!(CONTROL, "json/line-break-in-string", ControlCharacter, "A raw line break or tab inside a string", "Inside a string a line break is written \\n and a tab \\t.",
    bad pastes![raw!("\"system\":\"a\nb\",")], good pastes![raw!("\"system\":\"a\\nb\",")]);
fault!(BAD_ESCAPE, "json/escape", BadEscape, "A backslash before a character that cannot follow it", "After a backslash JSON takes only one of these: quote, backslash, /, b, f, n, r, t, or u with four hexadecimal digits. Paths of Windows and regular expressions need each backslash twice.",
    bad pastes![raw!("\"system\":\"C:\\Users\",")], good pastes![raw!("\"system\":\"C:\\\\Users \\u0041\",")]);
fault!(INNER_QUOTE, "json/quote-inside-string", UnescapedQuote, "A quote inside a string without its backslash", "A quote inside a string ends it, unless a backslash stands before it.",
    bad pastes![raw!("\"system\":\"say \"hi\" now\",")], good pastes![raw!("\"system\":\"say \\\"hi\\\" now\",")]);
fault!(MISSING_QUOTE, "json/missing-quote", MissingQuote, "A string whose closing quote is missing", "The string runs on to the end of the line, so what follows is read as text.",
    bad pastes![raw!("\"system\":\"x,\n")], good pastes![body!()]);
fault!(UNCLOSED, "json/unclosed", Unclosed, "A bracket is not closed", "Each opening bracket needs its closing one; the text may have been cut off when it was copied.",
    bad pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"]}"], good pastes![body!()]);
fault!(STRAY_BRACKET, "json/stray-bracket", StrayBracket, "A closing bracket that nothing opened", "There is one closing bracket more than were opened.",
    bad pastes!["{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]]}"], good pastes![body!()]);
fault!(EXTRA_DATA, "json/extra-data", ExtraData, "Something after the end of the body", "The body is over with its last brace; after it nothing may follow but blanks.",
    bad pastes![curl!(body concat!(body!(), "}")), concat!(body!(), "}")], good pastes![body!()]);
fault!(DOUBLED_BRACES, "json/doubled-braces", DoubledBraces, "Doubled braces, as a template writes them", "Templates and Python format strings write a brace twice to mean one; what is sent must hold single ones.",
    bad pastes![curl!(body "{{\"model\":\"claude-opus-5\",\"max_tokens\":9,\"messages\":[{{\"role\":\"user\",\"content\":\"Hi\"}}]}}")], good pastes![body!()]);
fault!(UNEXPECTED, "json/unexpected", Unexpected, "A character that cannot stand there", "Here a value, a comma or a closing bracket was to come.",
    bad pastes![raw!("@")], good pastes![body!()]);
fault!(TOO_DEEP, "json/too-deep", TooDeep, "Too many brackets inside each other", "No request that is meant nests like this; the reading stops here.",
    bad pastes![], good pastes![body!()]);
fault!(ODD_BLANK, "json/odd-blank", OddBlank, "A blank that JSON does not know", "Web pages and word processors put in no-break and zero-width spaces, which look like nothing and are not taken between values.",
    bad pastes![raw!("\u{a0}")], good pastes![raw!("\"system\":\"\u{a0}\",")]);

/// A Markdown fence around the body.
pub const FENCE: Rule = Rule {
    id: "json/fence",
    severity: Severity::Warning,
    title: "A Markdown fence around the body",
    why: "The three backticks are not JSON. If they are in what you send, the API answers 400 \"The request body is not valid JSON\".",
    run: fence,
    bad: pastes![concat!("```json\n", body!(), "\n```")],
    good: pastes![body!()],
    ..JSON
};

/// The same key twice.
pub const DUPLICATE: Rule = Rule {
    id: "json/duplicate-key",
    severity: Severity::Warning,
    title: "The same key twice",
    why: "Most readers take the last one and drop the other without a word.",
    cause: None,
    run: |context, sink| report(context, sink, Kind::DuplicateKey),
    bad: pastes![raw!("\"system\":\"a\",\"system\":\"b\",")],
    good: pastes![body!()],
    ..JSON
};

/// A placeholder that was not filled in.
pub const PLACEHOLDER: Rule = Rule {
    id: "json/placeholder",
    title: "A placeholder that was not filled in",
    cause: Some("template_placeholders"),
    run: |context, sink| report(context, sink, Kind::Placeholder),
    bad: pastes![raw!("\"metadata\":{{META}},"), raw!("...")],
    good: pastes![raw!("\"system\":\"{{META}} ...\",")],
    ..JSON
};

/// Half of a surrogate pair.
pub const SURROGATE: Rule = Rule {
    id: "json/lone-surrogate",
    title: "Half of an emoji",
    cause: Some("unpaired_surrogate"),
    why: "A text was cut in the middle of a character, and only one half of its \\u pair is left. The API answers 400: \"no low surrogate in string\".",
    run: |context, sink| report(context, sink, Kind::LoneSurrogate),
    bad: pastes![raw!("\"system\":\"\\ud83d\",")],
    good: pastes![raw!("\"system\":\"\\ud83d\\ude80\",")],
    ..JSON
};

/// Whether the body should be JSON.
fn concerns(context: &Context) -> bool {
    let endpoint =
        matches!(context.endpoint, Endpoint::Messages | Endpoint::CountTokens | Endpoint::Batches | Endpoint::Chat);
    // On a path that is wrong the body is still meant for Messages.
    let meant = context.endpoint == Endpoint::Unknown && context.platform == Platform::Claude;
    (endpoint && context.platform != Platform::OtherVendor) || meant || context.endpoint == Endpoint::Complete
}

/// Whether a command says itself that its body is JSON, whoever answers it.
fn declared(context: &Context) -> bool {
    let kind = context.header("content-type").map_or("", |header| header.value.as_str());
    context.request.origin.is_command() && kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json")
}

/// Faults that every reader of JSON but ours may pass over.
fn matters_to_us_only(kind: Kind) -> bool {
    matches!(kind, Kind::DuplicateKey | Kind::LoneSurrogate | Kind::TooDeep)
}

/// Whether each fault of a kind is shown by itself; others are shown once with their number.
fn one_by_one(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::TrailingComma
            | Kind::MissingComma
            | Kind::MissingColon
            | Kind::MissingValue
            | Kind::BadLiteral
            | Kind::BadNumber
            | Kind::DuplicateKey
            | Kind::Placeholder
    )
}

fn report(context: &Context, sink: &mut Sink, kind: Kind) {
    let (Some(json), Some(body)) = (context.json, context.body) else { return };
    let ours = concerns(context);
    let declared = declared(context) && body.symbols().is_empty() && !matters_to_us_only(kind);
    if !ours && !declared {
        return;
    }
    // A command that ends with the paste was cut off when it was copied; what was sent is not known.
    let end = context.paste.trim_end().len();
    let cut = context.request.origin != Origin::JsonBody && body.whole().end >= end;
    if cut && matches!(kind, Kind::Unclosed | Kind::MissingQuote) {
        return;
    }
    let typed = |fault: &Fault| body.as_str().get(fault.range.clone()).unwrap_or("");
    // Other programs fill their own marks in before they send the body; `<YOUR KEY>` is for people.
    let counts =
        |fault: &&Fault| fault.kind == kind && (ours || kind != Kind::Placeholder || typed(fault).starts_with('<'));
    let faults: Vec<&Fault> = json.faults.iter().filter(counts).collect();
    if one_by_one(kind) {
        for fault in faults {
            one(context, sink, body, kind, &[fault]);
        }
    } else if !faults.is_empty() {
        one(context, sink, body, kind, &faults);
    }
}

fn one(context: &Context, sink: &mut Sink, body: &Traced, kind: Kind, faults: &[&Fault]) {
    let Some(first) = faults.first() else { return };
    let found = body.as_str().get(first.range.clone()).unwrap_or("");
    let more = match faults.len() {
        0 | 1 => String::new(),
        2 => " (and once more)".to_owned(),
        n => format!(" (and {} more times)", n - 1),
    };
    let span = if first.range.is_empty() { context.start() } else { context.place(first.range.clone()) };
    let span = if span.is_empty() { context.start() } else { span };
    let note = sink.add(span, format!("{}{more}.", describe(kind, found))).fix(fix(context, kind, faults));
    if !concerns(context) {
        note.why(ELSEWHERE).cause(None);
    } else if kind == Kind::Placeholder && is_ellipsis(found) {
        note.why(LEFT_OUT).warning();
    }
}

/// What is said of a body that the Claude API does not read.
const ELSEWHERE: &str = "The header says that it is JSON, and no reader of JSON takes this.";

/// Manuals and people write three dots where they leave something out; the request that was sent had it.
const LEFT_OUT: &str = "The dots stand for something that was left out when this was written down. If they are in what you send, the API answers 400 \"The request body is not valid JSON\".";

fn fix(context: &Context, kind: Kind, faults: &[&Fault]) -> Option<Fix> {
    let (title, trust) = match kind {
        Kind::TrailingComma | Kind::ExtraComma => ("Take the comma out", Trust::Safe),
        Kind::MissingComma => ("Put a comma in", Trust::Safe),
        Kind::MissingColon => ("Put a colon in", Trust::Safe),
        Kind::SingleQuotes | Kind::SmartQuotes => ("Use double quotes", Trust::Safe),
        Kind::Comment => ("Take the comment out", Trust::Safe),
        Kind::UnquotedKey => ("Put the key in quotes", Trust::Safe),
        Kind::UnquotedText => ("Put the text in quotes", Trust::Likely),
        Kind::BadLiteral | Kind::BadNumber => ("Write it as JSON does", Trust::Likely),
        Kind::ControlCharacter => ("Write it as \\n", Trust::Safe),
        Kind::BadEscape => ("Double the backslash", Trust::Safe),
        Kind::UnescapedQuote => ("Put a backslash before the quote", Trust::Likely),
        Kind::MissingQuote => ("Close the string", Trust::Likely),
        Kind::Unclosed => ("Close the bracket", Trust::Likely),
        Kind::StrayBracket => ("Take the bracket out", Trust::Likely),
        Kind::ExtraData => ("Take the rest out", Trust::Likely),
        Kind::LoneSurrogate => ("Replace the half character", Trust::Safe),
        Kind::OddBlank => ("Use a plain blank", Trust::Safe),
        _ => return None,
    };
    let changes: Vec<_> = faults.iter().flat_map(|fault| &fault.changes).collect();
    let edits: Option<Vec<Edit>> = changes.iter().map(|c| context.edit(c.range.clone(), &c.text)).collect();
    let edits = edits.filter(|edits| !edits.is_empty() && faults.iter().all(|fault| !fault.changes.is_empty()))?;
    Some(Fix { title: title.to_owned(), trust, edits })
}

fn describe(kind: Kind, found: &str) -> String {
    let short: String = found.chars().take(40).collect();
    match kind {
        Kind::Empty => "The body is empty".into(),
        Kind::NotObject => "The body is not a JSON object in { }".into(),
        Kind::TrailingComma => "There is a comma before the closing bracket".into(),
        Kind::ExtraComma => "There is a comma too many".into(),
        Kind::MissingComma => "After this value a comma is missing".into(),
        Kind::MissingColon => "Between key and value a colon is missing".into(),
        Kind::MissingValue => format!("The key {short} has no value"),
        Kind::SingleQuotes => format!("{short} is in single quotes; JSON takes double ones"),
        Kind::SmartQuotes => format!("{short} is in typographic quotes; JSON takes plain ones"),
        Kind::Comment => "JSON has no comments".into(),
        Kind::UnquotedKey => format!("The key {short} is not in quotes"),
        Kind::UnquotedText => format!("The text {short} is not in quotes"),
        Kind::BadLiteral => format!("JSON does not know {short}"),
        Kind::BadNumber => format!("JSON does not write numbers as {short}"),
        Kind::ControlCharacter => match found {
            "\t" => "There is a raw tab inside a string".into(),
            _ => "There is a raw line break inside a string".into(),
        },
        Kind::BadEscape => format!("{short} is no escape in JSON; a backslash is written \\\\"),
        Kind::UnescapedQuote => "This quote ends the string too early; inside a string it is written \\\"".into(),
        Kind::MissingQuote => "This string is not closed".into(),
        Kind::Unclosed => "Something opened before is not closed here".into(),
        Kind::StrayBracket => format!("{short} closes nothing"),
        Kind::ExtraData => "The body has ended before this".into(),
        Kind::DuplicateKey => format!("The key {short} is there twice"),
        Kind::DoubledBraces => "The braces are doubled, as in a template".into(),
        Kind::Placeholder if is_ellipsis(found) => format!("{short} stands for something that was left out"),
        Kind::Placeholder => format!("{short} was not filled in"),
        Kind::LoneSurrogate => format!("{short} is half of a character"),
        Kind::OddBlank => "There is a blank that JSON does not know".into(),
        Kind::Unexpected => format!("{short} cannot stand here"),
        Kind::TooDeep => "There are too many brackets inside each other".into(),
    }
}

fn fence(context: &Context, sink: &mut Sink) {
    if context.request.origin != Origin::JsonBody {
        return;
    }
    let before = context.paste.get(..context.request.span.start).unwrap_or("");
    let head = before.trim_end();
    let line = head.rsplit('\n').next().unwrap_or("");
    if line.trim_start().starts_with("```") {
        let span = crate::span::Span::new(head.len() - line.trim_start().len(), head.len());
        sink.add(span, "The body stands in a Markdown fence; send only what is inside.");
    }
}
