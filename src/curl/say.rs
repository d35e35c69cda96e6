//! What curl's arguments have to be told about, in words for people.

pub(super) use super::args::likely;
use super::args::REFUSED;
use super::options::{Act, Opt};
use super::url::Glob;
use crate::finding::{Edit, Finding, Fix, Severity, Trust};
use crate::shell::Word;
use crate::span::Span;
use crate::text::Traced;
use std::borrow::Cow;

/// The longest piece of the paste that a message quotes, in characters.
const LONGEST: usize = 60;

/// A piece of the paste for a message.
pub fn quote(text: &str) -> String {
    let text = text.trim();
    let mut short: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    format!("“{short}”")
}

/// A finding with all its parts.
pub fn finding(
    check: &'static str,
    severity: Severity,
    span: Span,
    message: String,
    why: &str,
    cause: Option<&'static str>,
    fix: Option<Fix>,
) -> Finding {
    Finding { check, severity, span: Some(span), message, why: why.to_owned(), cause, fix }
}

/// A fix that keeps the meaning.
pub fn safe(title: &str, edits: Vec<Edit>) -> Option<Fix> {
    (!edits.is_empty()).then(|| Fix { title: title.to_owned(), trust: Trust::Safe, edits })
}

/// Findings after which it is clear that nothing was sent, and why.
pub(super) const REFUSALS: [&str; 3] = ["curl/two-bodies", "curl/head-with-body", "curl/broken-glob"];

const TYPO: Option<&str> = Some("curl_flag_typo");

pub(super) fn smart_dash(word: &Word, dashed: &str) -> Finding {
    let typed = word.as_str();
    let first = typed.chars().next().map_or(0, char::len_utf8);
    let span = word.text.source(0..first);
    let dashes = if dashed.starts_with("--") && !typed.get(first..).is_some_and(|rest| rest.starts_with('-')) {
        "--"
    } else {
        "-"
    };
    finding(
        "shell/smart-dash",
        REFUSED,
        span,
        format!("{} begins with a typographic dash.", quote(typed)),
        "curl knows the plain hyphen only, so it takes the word for an address. Word processors and chat programs swap the dashes.",
        TYPO,
        safe("Use plain hyphens", vec![Edit { span, text: dashes.to_owned() }]),
    )
}

pub(super) fn one_dash(word: &Word, name: &str) -> Finding {
    finding(
        "curl/one-dash",
        REFUSED,
        word.span,
        format!("-{name} needs two dashes."),
        "After one dash curl reads every letter as an option of its own.",
        TYPO,
        likely(format!("Write --{name}"), Span::at(word.span.start), "-"),
    )
}

pub(super) fn abbreviated(place: Span, name: &str, opt: &Opt) -> Finding {
    finding(
        "curl/abbreviated-option",
        Severity::Warning,
        place,
        format!("--{name} is short for --{}.", opt.long),
        "curl 8 no longer takes shortened names and stops with “option is unknown”.",
        TYPO,
        likely(format!("Write --{}", opt.long), Span::at(place.end), opt.long.get(name.len()..).unwrap_or("")),
    )
}

pub(super) fn unknown_option(place: Span, name: &str, near: Option<&'static str>) -> Finding {
    let guess = near.map_or(String::new(), |near| format!(" Did you mean --{near}?"));
    finding(
        "curl/unknown-option",
        REFUSED,
        place,
        format!("curl has no option --{}.{guess}", name.chars().take(40).collect::<String>()),
        "curl stops with “option is unknown” and sends nothing.",
        TYPO,
        near.and_then(|near| likely(format!("Write --{near}"), place, &format!("--{near}"))),
    )
}

pub(super) fn unknown_letter(word: &Word, letter: char) -> Finding {
    finding(
        "curl/unknown-option",
        REFUSED,
        word.span,
        format!("curl has no option -{letter} (in {}).", quote(word.as_str())),
        "curl stops with “option is unknown” and sends nothing.",
        TYPO,
        None,
    )
}

pub(super) fn equals(word: &Word, place: Span, opt: &Opt) -> Finding {
    let sign = Span::new(place.end, (place.end + 1).min(word.span.end));
    finding(
        "curl/option-equals",
        Severity::Warning,
        place,
        format!("--{}=… is understood by curl 8.16 and later only.", opt.long),
        "An older curl stops with “option is unknown” and sends nothing. A blank works everywhere.",
        None,
        safe("Use a blank instead of =", vec![Edit { span: sign, text: " ".to_owned() }]),
    )
}

/// `--header"name: value"`. `value`: its first byte.
pub(super) fn missing_blank(place: Span, opt: &Opt, value: Span) -> Finding {
    let at = Span::at(place.end.min(value.start));
    finding(
        "curl/glued-value",
        REFUSED,
        place,
        format!("No blank stands between --{} and its value.", opt.long),
        "curl takes both for the name of an option that it does not know, and sends nothing.",
        TYPO,
        safe("Add a blank", vec![Edit { span: at, text: " ".to_owned() }]),
    )
}

/// `-H x-api-key: $KEY`. `span`: name and value.
pub(super) fn bare_header(span: Span, name: &str) -> Finding {
    let secret = ["x-api-key:", "authorization:"].iter().any(|header| name.eq_ignore_ascii_case(header));
    let sides = [Span::at(span.start), Span::at(span.end)];
    finding(
        "curl/bare-header",
        Severity::Error,
        span,
        format!("The header {} and its value have no quotes around them.", quote(name)),
        "The blank ends the argument. curl leaves the header out, as it has no value, and takes the value for an address.",
        secret.then_some("no_credentials"),
        safe("Put quotes around them", sides.map(|span| Edit { span, text: "\"".to_owned() }).to_vec()),
    )
}

pub(super) fn missing_value(opt: &Opt, place: Span, next: Option<&Word>) -> Finding {
    let message = match next {
        Some(next) => format!("--{} has no value: {} follows.", opt.long, quote(next.as_str())),
        None => format!("--{} has no value: the command ends here.", opt.long),
    };
    let why = "curl takes the next word for the value, or stops with “requires parameter”.";
    finding("curl/missing-value", REFUSED, place, message, why, TYPO, None)
}

pub(super) fn no_colon(word: &Word, text: &Traced) -> Finding {
    let typed = text.as_str();
    let split = typed.find(['=', ' ', '\t']);
    let fix = split.map(|at| {
        let rest = typed.get(at..).unwrap_or("");
        let end = at + (rest.len() - rest.trim_start_matches(['=', ' ', '\t']).len());
        Fix {
            title: format!("Write {}: …", quote(typed.get(..at).unwrap_or(""))),
            trust: Trust::Likely,
            edits: vec![Edit { span: text.source(at..end), text: ": ".to_owned() }],
        }
    });
    finding(
        "curl/header-without-colon",
        Severity::Error,
        if text.is_empty() { word.span } else { text.whole() },
        format!("The header {} has no colon.", quote(typed)),
        "curl leaves such a header out without a word, so the server never sees it.",
        None,
        fix,
    )
}

/// `curl POST https://…`
pub(super) fn method_alone(word: &Word) -> Finding {
    let method = word.as_str();
    finding(
        "curl/stray-word",
        Severity::Error,
        word.span,
        format!("{method} stands alone, so curl takes it for a host of that name."),
        "The method has to stand behind -X.",
        TYPO,
        likely(format!("Write -X {method}"), Span::at(word.span.start), "-X "),
    )
}

pub(super) fn stray_word(word: &Word) -> Finding {
    finding(
        "curl/stray-word",
        Severity::Error,
        word.span,
        format!("{} stands alone, so curl takes it for an address.", quote(word.as_str())),
        "Usually a quote, a blank or an option in front of it is missing. curl reports “URL rejected” or “Could not resolve host” for it.",
        Some("shell_quote_unbalanced"),
        None,
    )
}

/// The text without characters that nobody sees; a finding if there were any.
pub(super) fn seen<'a>(text: &'a Traced, findings: &mut Vec<Finding>) -> Cow<'a, Traced> {
    if text.as_str().is_ascii() {
        return Cow::Borrowed(text);
    }
    let hidden: Vec<char> = text.as_str().chars().filter(|c| crate::text::is_invisible(*c)).collect();
    let Some(first) = hidden.first() else {
        return Cow::Borrowed(text);
    };
    let typed = text.as_str();
    let edits: Vec<Edit> = typed
        .char_indices()
        .filter(|(_, c)| crate::text::is_invisible(*c))
        .map(|(at, c)| Edit { span: text.source(at..at + c.len_utf8()), text: String::new() })
        .collect();
    let visible: String = typed.chars().filter(|c| !crate::text::is_invisible(*c)).collect();
    findings.push(finding(
        "shell/invisible-character",
        Severity::Error,
        edits.first().map_or(text.whole(), |edit| edit.span),
        format!("An invisible character (U+{:04X}) stands in {}.", u32::from(*first), quote(&visible)),
        "It is sent along, and the server compares it like any other: the address is not found, the key does not match.",
        None,
        safe("Remove it", edits),
    ));
    Cow::Owned(super::data::without(text, &hidden))
}

pub(super) fn no_scheme(word: &Word, text: &Traced) -> Option<Finding> {
    let host = text.as_str().split(['/', ':', '?']).next().unwrap_or("");
    let local =
        host == "localhost" || host.starts_with("127.") || host.starts_with("10.") || host.starts_with("192.168.");
    if local || !text.as_str().contains('.') {
        return None;
    }
    let at = Span::at(text.whole().start);
    let severity = if host.ends_with("anthropic.com") { Severity::Error } else { Severity::Warning };
    Some(finding(
        "curl/no-scheme",
        severity,
        if text.is_empty() { word.span } else { text.whole() },
        format!("{} does not begin with https://.", quote(text.as_str())),
        "curl guesses http://, so the key goes out in clear text and the API does not answer as it should.",
        None,
        Some(Fix {
            title: "Add https://".to_owned(),
            trust: Trust::Safe,
            edits: vec![Edit { span: at, text: "https://".to_owned() }],
        }),
    ))
}

pub(super) fn globbed(text: &Traced, glob: &Glob) -> Finding {
    let typed = text.as_str().get(glob.range.clone()).unwrap_or("");
    let one = glob.pieces.len() < 2;
    let message = if one {
        format!("{typed} in the address was not filled in.")
    } else {
        format!("{typed} in the address makes curl send {} requests.", glob.pieces.len())
    };
    finding(
        "curl/url-glob",
        Severity::Warning,
        text.source(glob.range.clone()),
        message,
        "curl treats braces and brackets in an address as a pattern: the brackets vanish, and what stands inside is sent.",
        one.then_some("template_placeholders"),
        None,
    )
}

pub(super) fn two_bodies(data: Span, other: Span) -> Finding {
    finding(
        "curl/two-bodies",
        Severity::Error,
        other,
        "The command has two of -d, -F and -T.".to_owned(),
        "A request has one body. curl stops with “You can only select one HTTP request method”.",
        TYPO,
        Some(Fix {
            title: "Keep one of them".to_owned(),
            trust: Trust::ShowOnly,
            edits: vec![Edit { span: data, text: String::new() }],
        }),
    )
}

/// `Content-Type: multipart/form-data; boundary=…` beside `-F`. Seen on the wire: curl 7.88 sends both boundaries.
pub(super) fn typed_boundary(value: &Traced) -> Option<Finding> {
    let lower = value.as_str().to_ascii_lowercase();
    let at = lower.find("boundary=")?;
    let behind = lower.get(at..)?;
    let end = at + behind.find(';').unwrap_or(behind.len());
    let lead = lower.get(..at)?.trim_end();
    let from = lead.strip_suffix(';').map_or(at, |lead| lead.trim_end().len());
    Some(finding(
        "curl/typed-boundary",
        Severity::Warning,
        value.source(at..end),
        "The header names a boundary, but -F makes one of its own.".to_owned(),
        "curl puts its own boundary behind the one that is typed. The header then has two, and a server that goes by the first finds no part of the form.",
        None,
        safe("Let curl name it", vec![Edit { span: value.source(from..end), text: String::new() }]),
    ))
}

pub(super) fn bad_scheme(span: Span, typed: &str, scheme: &str) -> Finding {
    finding(
        "curl/bad-scheme",
        Severity::Error,
        span,
        format!("{} is no scheme: {scheme} is meant.", quote(typed)),
        "curl takes it for a host, or stops with “Protocol not supported”.",
        TYPO,
        safe(&format!("Write {scheme}"), vec![Edit { span, text: scheme.to_owned() }]),
    )
}

/// A path where an address should be. `host`: the scheme and host that are meant, if they can be told.
pub(super) fn no_host(text: &Traced, place: Span, host: &str) -> Finding {
    finding(
        "curl/no-host",
        Severity::Error,
        if text.is_empty() { place } else { text.whole() },
        format!("{} is a path: scheme and host are missing.", quote(text.as_str())),
        "curl stops with “URL using bad/illegal format or missing URL” and sends nothing.",
        TYPO,
        (!host.is_empty()).then(|| Fix {
            title: format!("Add {host}"),
            trust: Trust::Likely,
            edits: vec![Edit { span: Span::at(text.whole().start), text: host.to_owned() }],
        }),
    )
}

/// `https:///v1/messages`: nothing stands where the host should.
pub(super) fn no_host_at(span: Span) -> Finding {
    finding(
        "curl/no-host",
        Severity::Error,
        span,
        "No host stands between the slashes.".to_owned(),
        "curl takes the first piece of the path for the host and does not find it.",
        TYPO,
        likely("Write the host of the API".to_owned(), span, "https://api.anthropic.com/"),
    )
}

/// `&amp;` in the query of an address.
pub(super) fn html_in_address(span: Span, edits: Vec<Edit>) -> Finding {
    finding(
        "shell/html-entities",
        Severity::Error,
        span,
        "The & is written as HTML (&amp;).".to_owned(),
        "The server gets a parameter whose name begins with “amp;”, and does not know it.",
        None,
        safe("Write &", edits),
    )
}

pub(super) fn blank_in_address(span: Span) -> Finding {
    finding(
        "curl/blank-in-address",
        Severity::Error,
        span,
        "A blank stands in the address.".to_owned(),
        "curl stops with “URL using bad/illegal format or missing URL” and sends nothing. A blank is written as %20; one at the end has to go.",
        TYPO,
        None,
    )
}

/// A brace or bracket of an address at byte `at` that is no pattern of curl's.
pub(super) fn broken_glob(text: &Traced, at: usize, word: Span) -> Finding {
    let sign = text.as_str().get(at..at + 1).unwrap_or("[");
    finding(
        "curl/broken-glob",
        Severity::Error,
        text.source(at..at + 1),
        format!("{sign} in the address is no pattern that curl knows."),
        "In an address curl reads braces and brackets as a pattern. It stops with “bad range” or “unmatched brace” and sends nothing. -g switches that off.",
        TYPO,
        likely("Add -g".to_owned(), Span::at(word.start), "-g "),
    )
}

/// `-x PUT`. `option`: the place of `-x`.
pub(super) fn method_as_proxy(option: Span, method: &str) -> Finding {
    finding(
        "curl/method-as-proxy",
        Severity::Error,
        option,
        format!("-x names a proxy: for the method {method} it has to be -X."),
        "curl looks for a proxy of that name and stops with “Could not resolve proxy”.",
        TYPO,
        safe("Write -X", vec![Edit { span: option, text: "-X".to_owned() }]),
    )
}

/// An option whose letter has the wrong case. `does`: what it does as it is typed.
pub(super) fn other_case(option: Span, typed: &str, meant: &str, does: &str) -> Finding {
    finding(
        "curl/option-case",
        Severity::Error,
        option,
        format!("{typed} {does}: {meant} is meant."),
        "To curl small and capital letters are different options.",
        TYPO,
        safe(&format!("Write {meant}"), vec![Edit { span: option, text: meant.to_owned() }]),
    )
}

/// `-d @ body.json`. `gap`: the blank.
pub(super) fn split_name(place: Span, gap: Span) -> Finding {
    finding(
        "curl/split-name",
        Severity::Error,
        place,
        "A blank stands between @ and the name of the file.".to_owned(),
        "curl reads a file without a name, and takes the name for an address.",
        TYPO,
        safe("Take the blank out", vec![Edit { span: gap, text: String::new() }]),
    )
}

pub(super) fn number_wanted(word: &Word, opt: &Opt) -> Finding {
    let digits = word.as_str().bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let number = word.as_str().get(..digits).filter(|number| !number.is_empty());
    finding(
        "curl/number-wanted",
        REFUSED,
        word.span,
        format!("--{} takes a plain number, not {}.", opt.long, quote(word.as_str())),
        "curl stops with “expected a proper numerical parameter” and sends nothing. Times are in seconds.",
        TYPO,
        number.and_then(|number| likely(format!("Write {number}"), word.span, number)),
    )
}

/// Endings of files that people send.
const ENDINGS: [&str; 12] =
    [".json", ".jsonl", ".txt", ".xml", ".csv", ".pdf", ".png", ".jpg", ".wav", ".mp3", ".zip", ".yaml"];

/// Data that looks like the name of a file and is sent as it stands, and names that lead nowhere.
pub(super) fn odd_data(act: Act, word: &Word) -> Option<Finding> {
    let typed = word.as_str();
    if typed.starts_with("@~/") {
        let tilde = word.text.source(1..2);
        return Some(finding(
            "curl/tilde-in-name",
            Severity::Error,
            tilde,
            "Nobody puts your home folder in place of ~ here.".to_owned(),
            "The shell does so at the begin of a word only, and curl not at all: it finds no file of that name.",
            None,
            likely("Write $HOME".to_owned(), tilde, "$HOME")
                .filter(|_| !word.pieces.iter().any(|piece| piece.quote == crate::shell::Quote::Single)),
        ));
    }
    if act == Act::DataUrlencode || typed.is_empty() || typed.starts_with(['@', '{', '[', '<', '"']) {
        return None;
    }
    let plain =
        typed.bytes().all(|byte| byte.is_ascii_graphic()) && !typed.contains(['=', '&', ':', '{', '"', '\'', '%']);
    if !plain || !word.text.symbols().is_empty() {
        return None;
    }
    let file = ENDINGS.iter().any(|end| typed.to_ascii_lowercase().ends_with(end));
    let (message, fix) = if let Some((name, _)) = typed.split_once('@') {
        let mail = typed
            .rsplit('@')
            .next()
            .is_some_and(|host| !ENDINGS.iter().any(|end| host.ends_with(end)) && !host.ends_with(".py"));
        if mail || name.is_empty() {
            return None;
        }
        (format!("{} is sent as it stands: only a leading @ names a file.", quote(typed)), None)
    } else if file || typed.starts_with("./") {
        let at = word.text.source(0..1).start;
        (
            format!("{} is sent as it stands: without an @ it is no file.", quote(typed)),
            likely("Add @".to_owned(), Span::at(at), "@"),
        )
    } else {
        return None;
    };
    Some(finding(
        "curl/file-not-read",
        Severity::Warning,
        word.span,
        message,
        "The name is sent in place of what stands in the file.",
        None,
        fix,
    ))
}

/// `Authorization: BearereyJ…`
pub(super) fn glued_scheme(name: &str, value: &Traced) -> Option<Finding> {
    let rest = value.as_str().strip_prefix("Bearer")?;
    let glued = name.trim().eq_ignore_ascii_case("authorization") && !rest.is_empty() && !rest.starts_with(' ');
    let at = Span::at(value.source(0..6).end);
    glued.then(|| {
        finding(
            "curl/bearer-without-blank",
            Severity::Error,
            value.source(0..6),
            "No blank stands between Bearer and the token.".to_owned(),
            "The server knows no such scheme and answers 401.",
            Some("invalid_api_key"),
            safe("Add a blank", vec![Edit { span: at, text: " ".to_owned() }]),
        )
    })
}

/// The inside of a header that has quotes around it as letters; a finding if it has.
pub(super) fn quoted_header(text: &Traced, findings: &mut Vec<Finding>) -> Option<Traced> {
    let typed = text.as_str();
    let sign = typed.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    if typed.len() < 4 || !typed.ends_with(sign) || !typed.contains(':') {
        return None;
    }
    let (first, last) = (text.source(0..1), text.source(typed.len() - 1..typed.len()));
    findings.push(finding(
        "curl/quoted-header",
        Severity::Error,
        first,
        format!("The quotes around {} are sent with it.", quote(typed.trim_matches(sign))),
        "Quotes within quotes are letters: the name of the header begins with one, and no server knows it.",
        None,
        safe("Take the inner quotes out", [first, last].map(|span| Edit { span, text: String::new() }).to_vec()),
    ));
    Some(text.slice(1..typed.len() - 1))
}

/// Attributes that a part of a form may have behind a semicolon.
const ATTRIBUTES: [&str; 4] = ["type=", "filename=", "headers=", "encoder="];

/// `-F "name=one; two"`.
pub(super) fn form_semicolon(word: &Word) -> Option<Finding> {
    let typed = word.as_str();
    let value = typed.find('=')? + 1;
    if typed.get(value..)?.starts_with('"') {
        return None;
    }
    let at = value + typed.get(value..)?.find(';')?;
    let rest = typed.get(at + 1..)?.trim_start().to_ascii_lowercase();
    if rest.is_empty() || ATTRIBUTES.iter().any(|attribute| rest.starts_with(attribute)) {
        return None;
    }
    Some(finding(
        "curl/form-semicolon",
        Severity::Warning,
        word.text.source(at..typed.len()),
        "In -F a semicolon begins attributes of the part.".to_owned(),
        "What stands behind it is not sent. --form-string takes the value as it is; so do double quotes inside the value.",
        None,
        None,
    ))
}

/// `-X GET` with a form as its body.
pub(super) fn get_with_form(method: Span, data: Span) -> Finding {
    finding(
        "curl/get-with-form",
        Severity::Warning,
        data,
        "A GET with -d sends its fields as a body.".to_owned(),
        "Servers ignore or refuse the body of a GET. With -G curl puts the fields behind the address.",
        None,
        likely("Add -G".to_owned(), Span::at(method.end), " -G"),
    )
}

pub(super) fn head_with_body(head: Span) -> Finding {
    finding(
        "curl/head-with-body",
        Severity::Error,
        head,
        "-I asks for headers only, but the command has a body.".to_owned(),
        "curl stops with “You can only select one HTTP request method”. To see the headers of the answer use -i.",
        TYPO,
        likely("Write -i".to_owned(), head, "-i"),
    )
}

pub(super) fn no_url(program: Span) -> Finding {
    finding(
        "curl/no-url",
        Severity::Error,
        program,
        "The command has options but no address.".to_owned(),
        "curl stops with “no URL specified”.",
        None,
        None,
    )
}

/// `- H`: a blank between the dash and the letter.
pub fn split_option(dash: &Word, letter: &Word) -> Finding {
    let gap = Span::new(dash.span.end, letter.span.start);
    finding(
        "curl/split-option",
        Severity::Error,
        dash.span.join(letter.span),
        format!("A blank stands between - and {}.", letter.as_str()),
        "curl takes both for addresses. Option and dash belong together.",
        None,
        Some(Fix {
            title: "Take the blank out".to_owned(),
            trust: Trust::Safe,
            edits: vec![Edit { span: gap, text: String::new() }],
        }),
    )
}

/// Lines that `-d` takes out of a body that consists of lines.
pub(super) fn joined_lines(option: Span, paste: &str) -> Finding {
    let glued = paste.get(option.end..).is_some_and(|rest| !rest.starts_with([' ', '\t', '=', '\\', '\n']));
    let text = format!("--data-binary{}", if glued { " " } else { "" });
    finding(
        "curl/lines-joined",
        Severity::Error,
        option,
        format!("{} takes the line ends out of what it reads.", quote(option.of(paste))),
        "The body has one record on each line; without line ends they run into each other. --data-binary sends a file as it is.",
        None,
        safe("Write --data-binary", vec![Edit { span: option, text }]),
    )
}
