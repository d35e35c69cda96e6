//! A curl command of a POSIX shell, from the place where it begins to its requests.

use super::build::{build, Context};
use super::locate::{self, Place};
use super::{args, quoting, say, slips, Outcome};
use crate::finding::{Edit, Finding};
use crate::request::{Dialect, Request};
use crate::shell::posix::Lexer;
use crate::shell::{assign, Simple, Slip, SlipKind, Source, Stdin, Value, Vars};
use crate::span::Span;
use crate::text::Traced;

/// How many lines above a command are looked at for what feeds it.
const MOST_LINES: usize = 80;
/// The most requests that one loop is unfolded to.
const MOST_TURNS: usize = 8;

/// Reads the command at `place`; `done` is where the last one ended.
pub fn read(src: Source<'_>, place: Place, dialect: Dialect, done: usize, vars: &mut Vars) -> Option<Outcome> {
    assign::read(src, done.min(place.start), place.start, vars);
    let loops = turns(src, place, vars);
    let mut all: Option<Outcome> = None;
    for turn in loops {
        let mut own = vars.clone();
        if let Some((name, value)) = turn {
            own.set(&name, Value::Known(value));
        }
        let Some(outcome) = one(src, place, dialect, done, &own) else { continue };
        match &mut all {
            Some(all) => all.requests.extend(outcome.requests),
            None => all = Some(outcome),
        }
    }
    all
}

/// The values of the loop variable that the command uses, one after the other.
fn turns(src: Source<'_>, place: Place, vars: &Vars) -> Vec<Option<(String, Traced)>> {
    let after = src.get(place.start, (place.start + 4_000).min(src.text().len()));
    let after = if after.is_empty() { src.get(place.start, src.text().len()) } else { after };
    let command = after.split("done").next().unwrap_or(after);
    for (name, value) in vars.loops() {
        let used = command.contains(&format!("${name}")) || command.contains(&format!("${{{name}}}"));
        if used && after.contains("done") {
            return value.iter().take(MOST_TURNS).map(|one| Some((name.to_owned(), one.clone()))).collect();
        }
    }
    vec![None]
}

fn one(src: Source<'_>, place: Place, dialect: Dialect, done: usize, vars: &Vars) -> Option<Outcome> {
    let text = src.text();
    let before = locate::line_before(text, place.start);
    let line = place.start - before.len();
    let (simple, end) = pipeline(src, place, line.max(done.min(place.start)), vars)?;
    let mut outcome = requests(src, place, dialect, vars, simple, end)?;
    outcome.findings.extend(prefix_assignment(src, line, place, &outcome.requests));
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
    let words = simple.words.get(1..).unwrap_or(&[]);
    let items = args::parse(words, &mut findings);
    let context = Context { span: simple.span, program, dialect, stdin: simple.stdin.as_ref(), vars };
    let mut said: Vec<Finding> = simple.slips.iter().cloned().map(slips::say).collect();
    quoting::check(&items, dialect, vars, src.paste, &mut findings);
    let options = items.iter().filter(|item| matches!(item, args::Item::Option { .. })).count();
    let requests = build(items, &context, &mut findings);
    if !plausible(&requests, &findings, options, place) {
        return None;
    }
    if requests.is_empty() {
        findings.push(say::no_url(program));
    }
    said.extend(findings);
    crate::order::by_key(&mut said, |finding| finding.span.map_or(0, |span| span.start));
    Some(Outcome { requests, findings: said, end })
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
    let fed = lead.trim_end().ends_with('|') && !lead.trim_end().ends_with("||");
    if fed || (lead.trim().is_empty() && behind_here_document(src.get(0, line))) {
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
    lexer.in_function =
        before.contains("() {") || before.contains("(){") || before.contains("function ") || before.contains("#!/");
    lexer
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
        let feeds = ["echo ", "printf ", "cat "].iter().find_map(|name| {
            trimmed.find(name).filter(|at| *at == 0 || line == start).map(|at| at + text.len() - trimmed.len())
        });
        if let Some(at) = feeds {
            // Find out which command of the pipeline is the one in question.
            for index in 1..=4 {
                let mut whole = Lexer::new(src, start + at, vars);
                let mut commands = whole.pipeline(index, locate::is_option_line);
                let end = whole.pos;
                let wanted = src.span(place.start..place.end).end;
                let reached = |simple: &Simple| simple.words.first().is_some_and(|word| word.span.end == wanted);
                if !commands.get(index).is_some_and(reached) {
                    continue;
                }
                let input = commands.get(index - 1).and_then(output_of);
                let mut simple = commands.swap_remove(index);
                simple.stdin = simple.stdin.or(input);
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

/// What a feeding command writes: `echo`, `printf` with a plain text, `cat` of a here-document.
pub(super) fn output_of(simple: &Simple) -> Option<Stdin> {
    let program = simple.words.first()?.as_str();
    let rest = simple.words.get(1..)?;
    match program {
        "cat" if rest.is_empty() => simple.stdin.clone(),
        "cat" => match rest {
            [file] if file.as_str() == "-" => simple.stdin.clone(),
            [file] => Some(Stdin::File(file.text.clone())),
            _ => None,
        },
        "echo" => {
            let (quiet, rest) = match rest.first().map(|word| word.as_str()) {
                Some("-n") => (true, rest.get(1..)?),
                Some("-e" | "-E") => (false, rest.get(1..)?),
                _ => (false, rest),
            };
            let mut text = Traced::new();
            for (index, word) in rest.iter().enumerate() {
                if index > 0 {
                    text.push_replaced(" ", Span::at(word.span.start));
                }
                text.append(&word.text);
            }
            if !quiet {
                text.push_replaced("\n", Span::at(simple.span.end));
            }
            Some(Stdin::Text(text))
        }
        "printf" => match rest {
            [format, value] if format.as_str() == "%s" => Some(Stdin::Text(value.text.clone())),
            [format, value] if format.as_str() == "%s\\n" => {
                let mut text = value.text.clone();
                text.push_replaced("\n", Span::at(simple.span.end));
                Some(Stdin::Text(text))
            }
            [format] if !format.as_str().contains(['%', '\\']) => Some(Stdin::Text(format.text.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// `NAME=value curl … $NAME`: the value takes effect too late.
fn prefix_assignment(src: Source<'_>, line: usize, place: Place, requests: &[Request]) -> Option<Finding> {
    let lead = src.get(line, place.start);
    let assignment = lead.trim_end();
    let cut = assignment.rfind([';', '&', '|', '(', '`']).map_or(0, |at| at + 1);
    let assignment = assignment.get(cut..)?.trim_start();
    let (name, value) = assignment.split_once('=')?;
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let body = requests.first()?.span.of(src.paste);
    let used = body.contains(&format!("${name}")) || body.contains(&format!("${{{name}}}"));
    if !fits || value.is_empty() || value.contains(char::is_whitespace) || !used {
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
