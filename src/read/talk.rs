//! Texts that speak of errors although none happened: guides, lists of changes, questions about messages.

use super::blocks::Kind;
use super::body::ERROR_TYPES;
use super::tables::{ANSWERED, CHANGES, EXPLAINING, GUIDE_ENDINGS, GUIDE_HEADINGS, GUIDE_WORDS, HAPPENED};
use super::{who, Reading};
use crate::text;

/// Whether the text is about errors, and none happened in it: a list of types, a guide, a change log, a retry rule.
pub fn of_errors(paste: &str, reading: &Reading) -> bool {
    if is_change_log(paste) || is_release(paste) || is_answer(paste, reading) {
        return true;
    }
    let holds = |pattern: &&str| reading.words.find(pattern, paste).is_some();
    let happened = |pattern: &&str| holds(pattern) && who::as_written(paste, pattern);
    if of_program(paste, reading) {
        return true;
    }
    // A reference shows a sample of an error before it goes through them all.
    if reading.request_ids.is_empty() && (lists_types(paste, reading) || documented(paste, reading)) {
        return true;
    }
    if !reading.request_ids.is_empty() || !reading.requests.is_empty() || HAPPENED.iter().any(happened) {
        return false;
    }
    asks_about_messages(paste, reading)
        || explains(paste, reading)
        || labelled(paste)
        || lists_codes(paste)
        || ERROR_TYPES.iter().filter(|name| holds(name)).take(3).count() == 3
        || GUIDE_WORDS.iter().any(holds)
        || paste.lines().filter_map(heading).any(|heading| {
            GUIDE_HEADINGS.contains(&heading.as_str()) || GUIDE_ENDINGS.iter().any(|end| heading.ends_with(end))
        })
}

/// Whether this is what `claude -p --output-format json` prints of an answer: the errors in it are spoken of.
pub fn is_answer(paste: &str, reading: &Reading) -> bool {
    ANSWERED.iter().all(|sign| reading.words.find(sign, paste).is_some())
}

/// The words of a heading in Markdown, in lower case, without the marks and pictures around them.
fn heading(line: &str) -> Option<String> {
    let words = line.strip_prefix('#')?.trim_matches(|c: char| !c.is_alphanumeric());
    Some(words.trim_start_matches(|c: char| c.is_ascii_digit() || ". ".contains(c)).to_lowercase())
}

/// Whether the error stands in a comment that documents a program: behind the `*` or `///` of its lines.
fn documented(paste: &str, reading: &Reading) -> bool {
    const DECLARES: [&str; 8] = ["import ", "export ", "pub ", "use ", "package ", "interface ", "class ", "func "];
    let Some(kind) = &reading.error_type else { return false };
    let begin = paste.get(..kind.span.start).and_then(|before| before.rsplit('\n').next()).unwrap_or("").trim_start();
    let comment = ["* ", "/// ", "//! "].iter().any(|mark| begin.starts_with(mark));
    comment && paste.lines().filter(|line| DECLARES.iter().any(|word| line.starts_with(word))).take(2).count() == 2
}

/// Whether errors are gone through with labels: at least three `Cause:` and `Solution:` at the begin of lines.
fn labelled(paste: &str) -> bool {
    const LABELS: [&str; 6] = ["Cause:", "Solution:", "Fix:", "Resolution:", "Meaning:", "Common causes:"];
    let label = |line: &&str| {
        let words = line.trim_start_matches(['*', '-', '+', '>', ' ', '_']);
        LABELS.iter().any(|label| words.starts_with(label))
    };
    paste.lines().filter(label).take(3).count() == 3
}

/// How statements of programs and their tests begin, in the languages that people write them in.
const STATEMENTS: &[&str] = &[
    "#[",
    "@",
    "assert",
    "async ",
    "await ",
    "case ",
    "class ",
    "const ",
    "def ",
    "defer ",
    "describe(",
    "except",
    "expect(",
    // Not a shell's `export NAME=…`.
    "export async ",
    "export class ",
    "export const ",
    "export default ",
    "export function ",
    "export type ",
    "final ",
    "fmt.",
    "fn ",
    "for ",
    "from ",
    "func ",
    "function ",
    "if ",
    "import ",
    "it(",
    "let ",
    "logger.",
    "match ",
    "monkeypatch.",
    "package ",
    "pub ",
    "raise ",
    "return ",
    "switch ",
    "t.Error",
    "t.Fatal",
    "test(",
    "throw ",
    "try ",
    "use ",
    "var ",
    "while ",
    "with ",
    "} else ",
];
/// How lines begin that a program prints when it runs, or its tests when they fail.
const RAN: &[&str] = &["Traceback", "E  ", "FAILED", "at ", "thread '", "File \"", ">>> ", "$ ", "--- FAIL", "✕", "✗"];
/// Lines of a program that are looked at, and statements that make one.
const PROGRAM: usize = 400;
const ENOUGH: usize = 3;
/// Longest line, in bytes, whose strings are looked for.
const LINE: usize = 4_000;

/// Whether the text is a program, and every error in it stands in one of its strings: it answers, expects or handles
/// them, and nothing shows that it ran.
fn of_program(paste: &str, reading: &Reading) -> bool {
    if !reading.requests.is_empty() {
        return false;
    }
    let (mut lines, mut code, mut keywords, mut statements) = (0, 0, 0, 0);
    for line in paste.lines().map(str::trim).filter(|line| !line.is_empty()).take(PROGRAM) {
        if RAN.iter().any(|begin| line.starts_with(begin)) {
            return false;
        }
        let keyword = STATEMENTS.iter().any(|begin| line.starts_with(begin)) || line.ends_with(");");
        let statement = keyword || assigns(line);
        let ended = line.ends_with(['{', '}', ';', ',', '(', ')', '[', ']', ':']);
        lines += 1;
        keywords += usize::from(keyword);
        statements += usize::from(statement);
        let string = line.starts_with(['"', '\'', '`']) && line.ends_with(['"', '\'', '`']);
        code += usize::from(statement || ended || string || line.starts_with("//"));
    }
    // A table that Lua or Ruby prints assigns too.
    if statements < ENOUGH || keywords + 1 < ENOUGH || 3 * code < 2 * lines {
        return false;
    }
    let types = ERROR_TYPES.iter().flat_map(|name| paste.match_indices(name).take(50)).map(|(at, _)| at);
    // `fn test_classify_api_error()` names no type.
    let glued = |at: &usize| paste.get(..*at).is_some_and(|before| before.ends_with('_'));
    let mut places: Vec<usize> = types.filter(|at| !glued(at)).collect();
    if places.is_empty() {
        places.extend(reading.status.map(|status| status.span.start));
    }
    // `Error: …` outside a string was printed.
    places.extend(paste.match_indices("Error: ").take(50).map(|(at, _)| at));
    // Without any, nothing but statements may be there: a person's words beside them may tell what happened.
    (!places.is_empty() || code == lines) && places.into_iter().all(|at| in_string(paste, at))
}

/// `name = …`, `name := …`
fn assigns(line: &str) -> bool {
    let name = line.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_.".contains(b)).count();
    let rest = line.get(name..).unwrap_or("");
    name > 0 && (rest.starts_with(" = ") || rest.starts_with(" := "))
}

/// Whether a place is inside a comment or a string of a program: between quotes that open on its line, and not as the value of a key,
/// as in an object that was printed.
fn in_string(paste: &str, at: usize) -> bool {
    let begin = paste.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = paste.get(begin..at).unwrap_or("");
    if line.len() > LINE {
        return false;
    }
    if ["//", "/*", "* "].iter().any(|mark| line.trim_start().starts_with(mark)) {
        return true;
    }
    let mut open: Option<(usize, char, bool)> = None;
    let mut escaped = false;
    for (place, c) in line.char_indices() {
        let (before, behind) = (line.get(..place).unwrap_or(""), line.get(place + c.len_utf8()..).unwrap_or(""));
        match open {
            _ if escaped => escaped = false,
            Some((_, _, raw)) if c == '\\' => escaped = !raw,
            Some((_, quote, raw)) if c == quote && (!raw || behind.starts_with('#')) => open = None,
            // The apostrophe of a word opens nothing.
            None if c == '\'' && before.ends_with(char::is_alphanumeric) => {}
            None if matches!(c, '"' | '\'' | '`') => open = Some((place, c, before.ends_with("r#"))),
            _ => {}
        }
    }
    let Some((opened, quote, _)) = open else { return false };
    let alone = line.get(opened + quote.len_utf8()..).is_some_and(str::is_empty);
    let key = line.get(..opened).unwrap_or("").trim_end().strip_suffix(':');
    // JSON quotes its keys, Node prints single quotes.
    !(alone && key.is_some_and(|key| key.ends_with(['"', '\'']) || quote == '\''))
}

/// Statuses that make a list: fewer may be what happened, one after the other.
const LISTED: usize = 3;
/// Longest entry of such a list, in bytes.
const ENTRY: usize = 300;

/// Whether lines go through the statuses, each with what it means, in their order: a table, a list, a map in a program.
/// What happens to somebody comes in no order, and a log begins its lines otherwise.
fn lists_codes(paste: &str) -> bool {
    let (mut entries, mut last) = (0, 0);
    // The rule below a table's head says already that it is one.
    let table = paste.lines().any(|line| line.starts_with("|-") || line.starts_with("| -") || line.starts_with("|:-"));
    for line in paste.lines().filter(|line| line.len() <= ENTRY) {
        let Some((code, meaning)) = entry(line) else { continue };
        if code <= last || !meaning.contains(|c: char| c.is_alphabetic()) {
            // The same list once more, or none.
            if code < last {
                return false;
            }
            continue;
        }
        entries += usize::from(code >= 400);
        last = code;
    }
    entries >= if table { LISTED - 1 } else { LISTED }
}

/// The status that a line begins with, behind the marks of a list, a table, a heading or a quote, and what is said of it.
fn entry(line: &str) -> Option<(u16, &str)> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "|-*•+#`'\"“{[(".contains(c));
    let line = line.strip_prefix("HTTP ").or_else(|| line.strip_prefix("case ")).unwrap_or(line);
    let (code, rest) = (line.get(..3)?, line.get(3..)?);
    if !code.bytes().all(|byte| byte.is_ascii_digit())
        || rest.starts_with(|c: char| c.is_alphanumeric() || ".-_/".contains(c))
    {
        return None;
    }
    let code = code.parse().ok().filter(|code| (100..600).contains(code))?;
    // In a map or a table something stands between the two; a blank alone stands in a sentence as well.
    let marked = rest.trim_start_matches(['`', '\'', '"', '*', '”', ']', ')']).trim_start();
    let apart = marked.starts_with([':', '|', '-', '–', '—', '=', ',']);
    (apart || rest.starts_with(' ') && rest.trim_start().starts_with(|c: char| c.is_uppercase()))
        .then_some((code, rest))
}

/// Whether at least three types of errors stand right beside their statuses, each a different one: `401 -
/// authentication_error`. In an answer the status stands before the object, not before the type.
fn lists_types(paste: &str, reading: &Reading) -> bool {
    const PAIRS: [(&str, &str); 8] = [
        ("400", "invalid_request_error"),
        ("401", "authentication_error"),
        ("402", "billing_error"),
        ("403", "permission_error"),
        ("404", "not_found_error"),
        ("429", "rate_limit_error"),
        ("500", "api_error"),
        ("529", "overloaded_error"),
    ];
    let beside = |text: &str| text.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '{' | '[' | '\\'));
    let paired = |(code, kind): &&(&str, &str)| {
        reading.words.find(kind, paste).is_some()
            && paste.match_indices(kind).take(20).any(|(at, _)| {
                let before = text::tail(paste.get(..at).unwrap_or(""), 16);
                let after = text::head(paste.get(at + kind.len()..).unwrap_or(""), 16);
                before.rfind(code).is_some_and(|at| beside(before.get(at + code.len()..).unwrap_or("x")))
                    || after.find(code).is_some_and(|at| beside(after.get(..at).unwrap_or("x")))
            })
    };
    PAIRS.iter().filter(paired).count() >= LISTED
}

/// Whether nothing but prose is there which explains an error to anybody, and nobody says that it happened.
fn explains(paste: &str, reading: &Reading) -> bool {
    let prose = !reading.blocks.is_empty() && reading.blocks.iter().all(|block| block.kind == Kind::Prose);
    if !prose || paste.len() > QUESTION || reading.error_type.is_some() {
        return false;
    }
    let own = paste.to_lowercase();
    let met = EXPERIENCED.iter().chain(OWN).any(|words| own.contains(words));
    !met && EXPLAINING.iter().filter(|words| own.contains(**words)).count() >= 2
}

/// Whether most lines are entries of a list of changes: they quote errors that are mended.
fn is_change_log(paste: &str) -> bool {
    let (mut entries, mut others) = (0_usize, 0_usize);
    for line in paste.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).take(200) {
        let entry = line.strip_prefix(['-', '*', '•', '+']).map(str::trim_start);
        match entry.is_some_and(|entry| CHANGES.iter().any(|verb| entry.starts_with(verb))) {
            true => entries += 1,
            false => others += 1,
        }
    }
    entries >= 2 && entries > others
}

/// Words that a release is announced with, behind its version.
const RELEASES: &[&str] =
    &["release", "hotfix", "changelog", "what's new", "更新", "修复", "发布", "版本", "リリース", "변경"];

/// Whether the text announces a version: its first line begins with one, and a list says what is new in it.
fn is_release(paste: &str) -> bool {
    let mut lines = paste.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("").trim_start_matches(['#', '*', '[', ' ']);
    let version = first.strip_prefix(['v', 'V']).unwrap_or(first);
    let number = version.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or("");
    let numbered = number.split('.').filter(|part| !part.is_empty()).count() >= 2;
    let lower = first.to_lowercase();
    let announced = RELEASES.iter().any(|word| lower.contains(word));
    numbered && announced && lines.filter(|line| line.starts_with(['-', '*', '•', '+'])).take(2).count() == 2
}

/// Words that a quoted message has at least.
const QUOTED_WORDS: usize = 3;

/// Words of somebody to whom it happened.
const EXPERIENCED: &[&str] = &[
    "i get",
    "i got",
    "i'm getting",
    "we get",
    "getting",
    "it says",
    "it said",
    "i see",
    "it shows",
    "keeps",
    "stopped",
    "doesn't work",
    "does not work",
    "not working",
    "help",
    "suddenly",
];
/// Words of somebody who speaks of what is theirs.
const OWN: &[&str] = &[" my ", "i've ", "i'm ", " i ", " our ", " we ", " me "];
/// Longest text that is looked at, in bytes: a question is short.
const QUESTION: usize = 4_000;

/// Whether nothing but a person's words is there, and in them several messages are quoted as in a list: three, or two
/// with an "or" between them. Whoever met them tells so.
fn asks_about_messages(paste: &str, reading: &Reading) -> bool {
    let prose = !reading.blocks.is_empty() && reading.blocks.iter().all(|block| block.kind == Kind::Prose);
    if !prose || paste.len() > QUESTION || reading.status.is_some() || reading.error_type.is_some() {
        return false;
    }
    let (mut quoted, mut choice, mut inside, mut value) = (0, false, false, false);
    let mut own = String::new();
    for piece in paste.split(['"', '“', '”', '`']) {
        if inside && !value {
            quoted += usize::from(piece.split_whitespace().count() >= QUOTED_WORDS);
        } else if !inside {
            // `msg="…"` in a log quotes nobody.
            value = piece.ends_with('=');
            choice |= quoted == 1 && piece.split_whitespace().any(|word| word == "or");
            own.push_str(&piece.to_lowercase());
        }
        inside = !inside;
    }
    let met = EXPERIENCED.iter().any(|words| own.contains(words));
    !met && (quoted >= 3 || quoted == 2 && choice)
}

#[cfg(test)]
mod tests {
    use crate::read::read;

    #[test]
    fn a_question_about_messages_is_talk() {
        for (paste, talk) in [
            ("What does “OAuth token has expired” mean, what “Credit balance is too low”, what “Prompt is too long”?", true),
            ("Does \"You've hit your session limit\" come with API billing too, or \"Credit balance is too low\" only?", true),
            ("I get \"OAuth token has expired\" or \"Invalid bearer token\", at random. What now?", false),
            ("Is it \"Credit balance is too low\" or \"You've hit your session limit\" that an admin can fix?", true),
            ("It says \"OAuth token has expired\", and after /login again \"Not logged in · Please run /login\".", false),
            ("API Error: 529 {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}", false),
        ] {
            assert_eq!(read(paste).fact("has=only_talk").is_some(), talk, "{paste}");
        }
    }

    #[test]
    fn a_list_of_statuses_is_talk_and_what_happened_is_not() {
        for (paste, talk) in [
            ("| 401 | unauthorized |\n| 429 | slow down |\n| 529 | overloaded |", true),
            ("M = {\n  401: \"refused\",\n  429: \"slow down\",\n  529: \"overloaded\",\n}", true),
            ("- **401 - Unauthorized**: no key\n- **404 - Not Found**\n- **429 - Too Many Requests**", true),
            ("429 Too Many Requests\n529 Overloaded\n429 Too Many Requests", false),
            ("12:01 401 Unauthorized\n12:02 429 Too Many Requests\n12:03 529 Overloaded", false),
            ("401\n403\n529", false),
            ("400 - invalid_request_error\n401 - authentication_error\n`rate_limit_error` (429)", true),
            ("400 {\"type\":\"invalid_request_error\"} 401 {\"type\":\"authentication_error\"}", false),
            ("# Claude error handling\n\nWait when it is overloaded (529).", true),
            ("A 401 means your key was not known. This happens when it is cut.", true),
            (
                "I get a 401, which means that my key is wrong, typically when it is cut. This happens when I log in.",
                false,
            ),
        ] {
            assert_eq!(read(paste).fact("has=only_talk").is_some(), talk, "{paste}");
        }
    }

    #[test]
    fn a_program_that_handles_errors_is_talk_and_one_that_ran_is_not() {
        let object = r#"{"type":"error","error":{"type":"overloaded_error"}}"#;
        let test = format!("func TestX(t *testing.T) {{\n\tw.Write([]byte(`{object}`))\n\tif err == nil {{\n\t\tt.Fatal(\"x\")\n\t}}\n}}");
        let ran = format!("{test}\n--- FAIL: TestX (0.00s)");
        let below = format!("import os\nfrom x import y\nfor z in y:\n    print(z)\n\n529 {object}");
        let table = "error = {\n  message = \"Overloaded\",\n  type = \"overloaded_error\"\n}\nx = 1";
        for (paste, talk) in [(&*test, true), (&ran, false), (&below, false), (table, false)] {
            assert_eq!(read(paste).fact("has=only_talk").is_some(), talk, "{paste}");
        }
    }

    #[test]
    fn a_page_goes_through_errors_with_labels() {
        let page = "AccessDeniedException\nCause: no rights\nSolution: ask\nInternalFailure\nCause: a failure";
        assert!(read(page).fact("has=only_talk").is_some());
        assert!(read("AccessDeniedException\nCause: no rights").fact("has=only_talk").is_none());
    }
}
