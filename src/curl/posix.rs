//! A curl command of a POSIX shell, from the place where it begins to its requests.

use super::build::{Builder, Context};
use super::locate::{self, Place};
use super::options::Act;
use super::{args, config, data, files, functions, jq, nested, quoting, runners, say, slips, url, variables, Outcome};
use crate::finding::{Edit, Finding};
use crate::request::{Dialect, Request};
use crate::shell::posix::Lexer;
use crate::shell::{assign, passed_on, Simple, Slip, SlipKind, Source, Value, Vars, Word};
use crate::span::Span;
use crate::text::{self, find, Traced};

/// How many lines above a command are looked at for what feeds it.
const MOST_LINES: usize = 80;
/// How far (bytes) the begin and the end of a loop are looked for.
const REACH: usize = 4_000;
/// The most requests that loops are unfolded to.
const MOST_TURNS: usize = 16;

/// Reads the command at `place`; `done` is where the last one ended.
pub fn read(src: Source<'_>, place: Place, dialect: Dialect, done: usize, vars: &mut Vars) -> Option<Outcome> {
    let from = done.min(place.start);
    let before = vars.clone();
    assign::read(src, from, place.start, vars);
    if let Some(outcome) = nested::read(src, place, dialect, done, vars) {
        return Some(outcome);
    }
    let mut turns: Vec<Vars> = Vec::new();
    let around = turns_around(src, place, vars);
    if !around.is_empty() {
        // What the loop assigns may depend on its variable.
        let turn = |values: Vec<(String, Traced)>| {
            let mut own = before.clone();
            values.into_iter().for_each(|(name, value)| own.pin(&name, Value::Known(value)));
            assign::read(src, from, place.start, &mut own);
            own
        };
        turns = around.into_iter().map(turn).collect();
    } else if let Some(function) = functions::around(src, place) {
        let calls = functions::calls(src, &function, vars);
        if !calls.is_empty() {
            let turn = |arguments: Vec<Word>| {
                let mut own = before.clone();
                for (index, word) in arguments.iter().enumerate() {
                    own.set(&(index + 1).to_string(), Value::Known(word.text.clone()));
                }
                for index in arguments.len()..9 {
                    own.set(&(index + 1).to_string(), Value::Unset);
                }
                own.set("@", Value::Array(arguments));
                assign::read(src, from, place.start, &mut own);
                own
            };
            turns = calls.into_iter().take(MOST_TURNS).map(turn).collect();
        }
    }
    if turns.is_empty() {
        return one(src, place, dialect, done, vars);
    }
    let mut all: Option<Outcome> = None;
    let repeated = turns.len() > 1;
    for own in turns {
        let Some(mut outcome) = one(src, place, dialect, done, &own) else { continue };
        outcome.requests.iter_mut().for_each(|request| request.made.repeated = repeated);
        match &mut all {
            Some(all) => all.join(outcome),
            None => all = Some(outcome),
        }
    }
    all
}

/// The turns of the loops that the command stands in: the values of their variables.
fn turns_around(src: Source<'_>, place: Place, vars: &Vars) -> Vec<Vec<(String, Traced)>> {
    if vars.loops().is_empty() || !find::has(text::head(src.get(place.start, src.text().len()), REACH), "done") {
        return Vec::new();
    }
    let before = text::tail(src.get(0, place.start), REACH);
    let start = place.start - before.len();
    let open = |from: usize| {
        let inside = from.checked_sub(start).and_then(|from| before.get(from..))?;
        let on_line = |line: &str| usize::from(line.trim_start().starts_with("done")) + line.matches("; done").count();
        Some(inside.lines().map(on_line).sum::<usize>())
    };
    let mut all: Vec<Vec<(String, Traced)>> = Vec::new();
    // From the inner loop to the outer one: each `done` on the way closes the loop that was begun last.
    let mut closed = 0;
    for around in vars.loops().iter().rev() {
        match open(around.from) {
            Some(ends) if ends <= closed => {}
            Some(_) => {
                closed += 1;
                continue;
            }
            None => break,
        }
        all = if all.is_empty() {
            around.turns.clone()
        } else {
            let joined = |outer: &Vec<(String, Traced)>| {
                all.iter().map(|inner| [outer.as_slice(), inner].concat()).collect::<Vec<_>>()
            };
            around.turns.iter().take(MOST_TURNS).flat_map(joined).collect()
        };
        all.truncate(MOST_TURNS);
    }
    all
}

fn one(src: Source<'_>, place: Place, dialect: Dialect, done: usize, vars: &Vars) -> Option<Outcome> {
    let text = src.text();
    let before = locate::line_before(text, place.start);
    let line = place.start - before.len();
    let (simple, end) = pipeline(src, place, line.max(done.min(place.start)), vars)?;
    let lead = locate::command_before(text, place.start);
    let mut outcome = match runners::mentioned(lead) {
        true => {
            let calls = runners::calls(src, lead, simple, vars).into_iter();
            let outcomes = calls.filter_map(|simple| requests(src, place, dialect, vars, simple, end));
            outcomes.reduce(|mut all, outcome| {
                all.join(outcome);
                all
            })?
        }
        false => requests(src, place, dialect, vars, simple, end)?,
    };
    outcome.findings.extend(prefix_assignment(src, line, place, &outcome.requests));
    outcome.findings.extend(variables::check(src, place.start, end, vars));
    outcome.findings.extend(trailing_operator(src, end));
    outcome.findings.extend(variables::said_below(src, place.start, end));
    outcome.findings.extend(jq::quotes(&outcome.requests, src.paste));
    outcome.findings.extend(quoting::split_by_ssh(
        src.get(line, place.start),
        place.opened,
        &outcome.requests,
        src.span(place.start..end),
    ));
    Some(outcome)
}

/// From the words of a command to its requests, whatever the shell.
pub(super) fn requests(
    src: Source<'_>,
    place: Place,
    dialect: Dialect,
    vars: &Vars,
    simple: Simple,
    end: usize,
) -> Option<Outcome> {
    let program = src.span(place.start..place.end);
    let mut findings: Vec<Finding> = Vec::new();
    let calls = if src.keeps_words { vec![simple.clone()] } else { Vec::new() };
    let words = quoting::rejoined(simple.words, src.paste, &mut findings);
    let mut words = words.into_iter();
    words.next();
    let context = Context { span: simple.span, program, dialect, stdin: simple.stdin.as_ref(), vars };
    let mut said: Vec<Finding> = simple.slips.into_iter().map(slips::say).collect();
    let (mut options, mut swallowed, mut joined) = (0, false, None);
    let mut quoted: Vec<Finding> = Vec::new();
    let mut builder = Builder::new(&context);
    args::parse(words, &mut findings, &mut |item| {
        quoting::check(&item, dialect, src.paste, &mut quoted);
        options += usize::from(matches!(item, args::Item::Option { .. }));
        swallowed |= holds_address(&item);
        joined = joined.or(data::joins_lines(&item));
        match files::headers(src, &item, &context) {
            Some(lines) => lines.into_iter().for_each(|line| builder.take(line)),
            None => match config::words(src, &item, &context) {
                Some(words) => args::parse(words.into_iter(), &mut quoted, &mut |item| builder.take(item)),
                None => builder.take(item),
            },
        }
    });
    let (requests, built) = builder.finish();
    findings.extend(quoted);
    findings.extend(built);
    if let Some(option) = joined.filter(|_| requests.iter().any(data::has_lines)) {
        findings.push(say::joined_lines(option, src.paste));
    }
    if !(plausible(&requests, &findings, options, place) || swallowed && place.sure) {
        src.refuse(place.start, end);
        return None;
    }
    if requests.is_empty() && !findings.iter().any(|finding| say::REFUSALS.contains(&finding.check)) {
        findings.push(say::no_url(program));
    }
    said.extend(findings);
    if said.len() > 1 {
        crate::order::by_key(&mut said, |finding| finding.span.map_or(0, |span| span.start));
    }
    Some(Outcome { requests, findings: said, calls, end })
}

/// Whether an address is the value of an option that wants none: the option's own value came to nothing, as an
/// empty variable does, so that curl takes the next word for it.
fn holds_address(item: &args::Item) -> bool {
    let args::Item::Option { opt, value: Some(value), .. } = item else { return false };
    // Of these the value may well be an address.
    let fits = matches!(opt.act, Act::Other | Act::Proxy | Act::Referer | Act::Url);
    let text = &value.text;
    let address = if value.pieces.is_empty() { url::possible(text) } else { url::typed_in_full(text) };
    (!fits || opt.short == 'o') && address
}

/// Whether this is a command and not a sentence about curl.
fn plausible(requests: &[Request], findings: &[Finding], options: usize, place: Place) -> bool {
    let strays = findings.iter().filter(|finding| finding.check == "curl/stray-word").count();
    let unknown = findings.iter().filter(|finding| finding.check == "curl/unknown-option").count();
    if requests.is_empty() {
        return place.sure && options > 1 && unknown < options;
    }
    if options == 0 && strays > 2 {
        return false;
    }
    place.sure || strays < 2
}

/// The pipeline that the command stands in, as far as it matters, and where it ends.
fn pipeline(src: Source<'_>, place: Place, line: usize, vars: &Vars) -> Option<(Simple, usize)> {
    let lead = src.get(line, place.start);
    let alone = lead.trim().is_empty();
    if fed(lead) || (alone && (behind_pipe(src.get(0, line)) || behind_here_document(src.get(0, line)))) {
        if let Some(found) = piped(src, place, line, vars) {
            return Some(found);
        }
    }
    let mut lexer = lexer(src, place, vars);
    let mut commands = lexer.pipeline(0, locate::is_option_line);
    let end = lexer.pos;
    if commands.is_empty() {
        return None;
    }
    Some((commands.swap_remove(0), end))
}

/// Whether a pipe leads into the command, with nothing but `sudo` and the like between them.
fn fed(lead: &str) -> bool {
    const BETWEEN: &[&str] = &["sudo", "env", "time", "nohup", "command", "exec", "timeout", "xargs", "parallel", "|&"];
    let Some(pipe) = lead.rfind('|') else { return false };
    let between = lead.get(pipe + 1..).unwrap_or("");
    let harmless = |word: &str| BETWEEN.contains(&word) || word.starts_with(['&', '\\']) || word.contains('=');
    !lead.get(..pipe).is_some_and(|before| before.ends_with('|'))
        && between.split_whitespace().next().is_none_or(harmless)
}

fn lexer<'a>(src: Source<'a>, place: Place, vars: &'a Vars) -> Lexer<'a> {
    let mut lexer = Lexer::new(src, place.start, vars);
    let text = src.text();
    if place.opened == Some('`') {
        let lead = text.get(..place.start.saturating_sub(1)).unwrap_or("");
        // In running text an editor may have wrapped it; after = or a quote it is a substitution.
        lexer.soft = !lead.ends_with(['=', '"', '(']);
        lexer.backtick_ends = true;
    }
    let before = text.get(place.start.saturating_sub(20_000)..place.start).unwrap_or("");
    lexer.in_function = src.in_another
        || src.script_before(place.start)
            && ["() {", "(){", "function ", "#!/"].iter().any(|sign| find::has(before, sign));
    lexer
}

/// Whether the line above ends in a pipe, perhaps with a backslash behind it.
fn behind_pipe(above: &str) -> bool {
    let Some(end) = above.strip_suffix('\n') else { return false };
    let end = end.trim_end();
    let end = end.strip_suffix('\\').map_or(end, str::trim_end);
    end.ends_with('|') && !end.ends_with("||")
}

/// Whether a line `… <<WORD … |` above ends in the line just above: then its command feeds the next line.
fn behind_here_document(above: &str) -> bool {
    let mut lines = above.trim_end().rsplit('\n').map(str::trim);
    let Some(end) = lines.next().filter(|end| !end.is_empty() && !end.contains(char::is_whitespace)) else {
        return false;
    };
    let opens = |line: &str| line.ends_with('|') && line.split("<<").skip(1).any(|word| word.contains(end));
    lines.take(MOST_LINES).any(opens)
}

/// The same where another command feeds this one: its text becomes the standard input.
fn piped(src: Source<'_>, place: Place, line: usize, vars: &Vars) -> Option<(Simple, usize)> {
    // The feeding command may have begun some lines above.
    let mut start = line;
    for _ in 0..MOST_LINES {
        let text = src.get(start, place.start);
        let trimmed = text.trim_start();
        let mut feeds: Vec<usize> = Vec::new();
        for name in ["echo ", "printf ", "cat "] {
            let begins = |at: &usize| {
                let lead = trimmed.get(..*at).unwrap_or("").trim_end();
                let ends = ["if", "then", "do", "else", "while"].iter().any(|word| lead.ends_with(word));
                lead.is_empty() || line == start || ends || lead.ends_with(['!', '(', '{', ';', '&', '|', '`', '"'])
            };
            let places = trimmed.match_indices(name).map(|(at, _)| at).filter(begins);
            feeds.extend(places.take(8).map(|at| at + text.len() - trimmed.len()));
        }
        feeds.sort_unstable();
        for at in feeds {
            // Find out which command of the pipeline is the one in question.
            for index in 1..=4 {
                let mut whole = Lexer::new(src, start + at, vars);
                let mut commands = whole.pipeline(index, locate::is_option_line);
                let end = whole.pos;
                let wanted = src.span(place.start..place.end).end;
                // `sudo`, `env NAME=value` and the like may stand in front.
                let reached = |simple: &Simple| simple.words.iter().position(|word| word.span.end == wanted);
                let Some(program) = commands.get(index).and_then(reached) else { continue };
                let input = commands.get(..index).and_then(passed_on);
                let feeding = commands.get_mut(..index).unwrap_or(&mut []).iter_mut();
                let mut slips: Vec<Slip> = feeding.flat_map(|command| std::mem::take(&mut command.slips)).collect();
                let mut simple = commands.swap_remove(index);
                simple.words.drain(..program);
                simple.stdin = simple.stdin.or(input);
                simple.slips.append(&mut slips);
                return Some((simple, end));
            }
        }
        if start == 0 {
            break;
        }
        let above = src.get(0, start - 1);
        start = above.rfind('\n').map_or(0, |at| at + 1);
    }
    None
}

/// `curl … |` with nothing behind it.
fn trailing_operator(src: Source<'_>, end: usize) -> Option<Finding> {
    let rest = src.get(end, src.text().len());
    let (from, to) = if src.get(0, end).ends_with('|') && rest.trim().is_empty() {
        (end - 1, end)
    } else {
        let trimmed = rest.trim_start();
        let sign = ["&&", "||", "|"].into_iter().find(|sign| trimmed.starts_with(sign))?;
        let from = end + rest.len() - trimmed.len();
        let below = rest.get(..rest.len() - trimmed.len()).is_some_and(|gap| gap.contains('\n'));
        if below {
            return Some(operator_below(src, end, from, sign));
        }
        if trimmed.get(sign.len()..).is_some_and(|more| !more.trim().is_empty()) {
            return None;
        }
        (from, from + sign.len())
    };
    let span = src.span(from..to);
    let sign = src.get(from, to);
    Some(say::finding(
        "shell/trailing-operator",
        crate::finding::Severity::Warning,
        span,
        format!("Nothing follows the {sign} at the end."),
        "In a terminal the shell waits for another command before it runs this one; in a script it stops with “unexpected end of file”.",
        None,
        say::safe(&format!("Take the {sign} out"), vec![Edit { span, text: String::new() }]),
    ))
}

/// A line that begins with `&&` although nothing continues the one above.
fn operator_below(src: Source<'_>, end: usize, at: usize, sign: &str) -> Finding {
    let edits = vec![Edit { span: src.at(end), text: " \\".to_owned() }];
    say::finding(
        "shell/operator-below",
        crate::finding::Severity::Error,
        src.span(at..at + sign.len()),
        format!("A line cannot begin with {sign}: the command above has ended."),
        "The shell stops with “syntax error near unexpected token”.",
        Some("line_continuation_broken"),
        say::safe("Add a backslash to the line above", edits),
    )
}

/// `NAME=value curl … $NAME`: the value takes effect too late.
fn prefix_assignment(src: Source<'_>, line: usize, place: Place, requests: &[Request]) -> Option<Finding> {
    let lead = src.get(line, place.start);
    let assignment = lead.trim_end();
    let cut = assignment.rfind([';', '&', '|', '(', '`']).map_or(0, |at| at + 1);
    let assignment = assignment.get(cut..)?.trim_start();
    let (name, value) = assignment.split_once('=')?;
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if !fits || value.is_empty() || value.contains(char::is_whitespace) {
        return None;
    }
    let body = requests.first()?.span.of(src.paste);
    let braced = format!("${{{name}");
    let used = body.contains(&format!("${name}"))
        || body.match_indices(&braced).any(|(at, _)| {
            body.get(at + braced.len()..).is_some_and(|rest| rest.starts_with(['}', ':', '-', '#', '%', '/']))
        });
    if !used {
        return None;
    }
    let start = place.start - (lead.len() - lead.find(assignment)?);
    let at = src.span(start..start + assignment.len());
    let gap = src.span(start + assignment.len()..place.start);
    let mut slip = Slip::new(SlipKind::PrefixAssignment(name.to_owned()), at);
    slip.edits =
        vec![Edit { span: Span::at(at.start), text: "export ".to_owned() }, Edit { span: gap, text: "\n".to_owned() }];
    Some(slips::say(slip))
}
