//! curl commands in a paste: found wherever they stand, and read as the request they send.
//!
//! [`locate`] finds the places, [`crate::shell`] makes words of them, [`args`] reads the words as curl
//! does, [`build`] makes the requests. [`slips`], [`say`] and [`quoting`] put what is odd into words.

mod args;
mod build;
mod config;
mod data;
mod files;
mod functions;
mod jq;
pub mod locate;
mod nested;
pub mod options;
mod posix;
mod powershell;
mod quoting;
mod rules;
mod runners;
mod say;
mod slips;
mod url;
mod variables;
mod wire;

use crate::finding::{Edit, Finding};
use crate::request::{Body, Dialect, Request};
use crate::shell::clean::{clean, Cleaned};
use crate::shell::ps_value::PsVars;
use crate::shell::source::Progress;
use crate::shell::{cmd, dialect, Simple, Slip, SlipKind, Source, Vars};
use crate::span::Span;
use crate::text::find;
use locate::{Place, Program};
use std::ops::Range;

/// What the commands of a paste amount to.
#[derive(Clone, Debug, Default)]
pub struct Commands {
    /// The requests they send, in order.
    pub requests: Vec<Request>,
    /// What is odd about the command lines.
    pub findings: Vec<Finding>,
    /// The language of the first command.
    pub dialect: Option<Dialect>,
    /// The words that a POSIX shell or cmd hands to each curl, and what it reads. For [`read_with_words`] only.
    pub calls: Vec<Simple>,
}

/// The most commands that are read; a log may hold any number.
const MOST: usize = 200;

/// Reads every command of a paste.
pub fn read(paste: &str) -> Commands {
    read_as(paste, None)
}

/// The same, with the words that each curl is called with: to compare them with those of a real shell.
pub fn read_with_words(paste: &str) -> Commands {
    read_all(paste, None, true)
}

/// Reads every command of a paste as this shell would, if it is given; otherwise the text around each tells.
pub fn read_as(paste: &str, chosen: Option<Dialect>) -> Commands {
    read_all(paste, chosen, false)
}

fn read_all(paste: &str, chosen: Option<Dialect>, keeps_words: bool) -> Commands {
    let mut commands = Commands::default();
    if !locate::mentioned(paste) {
        return commands;
    }
    let cleaned = clean(paste);
    let text = cleaned.text.as_str();
    let progress = Progress::new(paste.len());
    let src = Source { keeps_words, ..Source::new(&cleaned.text, paste, &progress) };
    let mut reader = Reader {
        src,
        chosen,
        vars: Vars::default(),
        ps_vars: PsVars::default(),
        near: None,
        done: 0,
        commands: &mut commands,
    };
    for place in locate::places(text) {
        if place.start < reader.done
            || reader.commands.requests.len() >= MOST
            || variables::echoed(text, place.start)
            || locate::commented_out(text, place)
        {
            continue;
        }
        reader.command(place);
    }
    mark_quotes(&cleaned, &mut commands);
    mark_copied(&cleaned, &mut commands);
    if let Some(first) = cleaned.entities.first().filter(|_| !commands.requests.is_empty()) {
        let slip = Slip { kind: SlipKind::HtmlEntities, span: first.span, edits: cleaned.entities.clone() };
        commands.findings.push(slips::say(slip));
    }
    commands.dialect = commands.requests.first().and_then(|request| request.dialect);
    commands
}

/// What reading has come to.
struct Reader<'a, 'b> {
    src: Source<'a>,
    /// The shell that a person says it is.
    chosen: Option<Dialect>,
    /// Variables that were set so far.
    vars: Vars,
    /// The same for PowerShell.
    ps_vars: PsVars,
    /// What stands around the last command (bytes of the paste) says of its language.
    near: Option<(Range<usize>, dialect::Near)>,
    /// One past the last command.
    done: usize,
    commands: &'b mut Commands,
}

impl Reader<'_, '_> {
    fn command(&mut self, place: Place) {
        let dialect = self.dialect(place);
        let outcome = match (place.program, dialect) {
            (Program::Invoke, _) => powershell::invoke(self.src, place, self.done, &mut self.ps_vars),
            (Program::Curl, Dialect::Cmd) => {
                let mut slips = cmd::assignments(self.src, self.done.min(place.start), place.start, &mut self.vars);
                let (mut simple, end) = cmd::command(self.src, place.start, &self.vars, locate::is_option_line);
                simple.slips.append(&mut slips);
                posix::requests(self.src, place, dialect, &self.vars, simple, end)
            }
            (Program::Curl, Dialect::PowerShell) => powershell::curl(self.src, place, self.done, &mut self.ps_vars),
            (Program::Curl, _) => posix::read(self.src, place, dialect, self.done, &mut self.vars),
        };
        let Some(mut outcome) = outcome else {
            // A text of nothing but the name would be read anew from each of them.
            self.done = self.src.tired().map_or(self.done, |end| end.max(self.done));
            return;
        };
        for request in &mut outcome.requests {
            if let Body::File(name) = &request.body {
                request.file = files::shown(self.src, name, dialect, &self.vars, &self.ps_vars);
            }
        }
        self.done = outcome.end.max(place.end);
        self.commands.requests.extend(outcome.requests);
        self.commands.findings.extend(outcome.findings);
        self.commands.calls.extend(outcome.calls);
    }

    /// The language, judged by the command and what stands around it.
    fn dialect(&mut self, place: Place) -> Dialect {
        if let Some(chosen) = self.chosen {
            return chosen;
        }
        let text = self.src.text();
        let mut from = place.start.saturating_sub(4_000);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (place.start + 8_000).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        let command = text.get(place.start..to).unwrap_or("");
        let command = find::parted(command, "\n\n").map_or(command, |(first, _)| first);
        // Prompts tell the language too, so the paste itself is looked at, from the beginning of a line.
        let paste = self.src.paste;
        let own = locate::line_before(paste, self.src.span(place.start..place.end).start);
        if let Some(shell) = dialect::of_prompt(own.trim_start()) {
            return shell;
        }
        let span = self.src.span(from..to);
        let around = span.start - locate::line_before(paste, span.start).len()..span.end;
        // The commands of a short paste all stand in the same text.
        let near = match self.near.take() {
            Some((range, near)) if range == around => near,
            _ => dialect::near(paste.get(around.clone()).unwrap_or("")),
        };
        self.near = Some((around, near));
        dialect::of(near, command)
    }
}

/// What one command gave.
struct Outcome {
    requests: Vec<Request>,
    findings: Vec<Finding>,
    calls: Vec<Simple>,
    /// One past the command in the cleaned text.
    end: usize,
}

impl Outcome {
    /// Adds what the same words give once more, in another turn of a loop: what is odd about them was said.
    fn join(&mut self, other: Self) {
        self.requests.extend(other.requests);
        self.calls.extend(other.calls);
    }
}

/// Findings for what a command took along from the page that it was copied from: Markdown links, numbers of lines.
fn mark_copied(cleaned: &Cleaned, commands: &mut Commands) {
    let inside = |span: &Span| {
        commands.requests.iter().any(|request| span.end <= request.span.end && span.end + 400 > request.span.start)
    };
    let links: Vec<Edit> = cleaned.links.iter().filter(|edit| inside(&edit.span)).cloned().collect();
    let numbers = cleaned.numbers.iter().filter(|span| inside(span));
    let numbers: Vec<Edit> = numbers.map(|span| Edit { span: *span, text: String::new() }).collect();
    for (kind, edits) in [(SlipKind::MarkdownLink, links), (SlipKind::LineNumbers, numbers)] {
        if let Some(first) = edits.first() {
            commands.findings.push(slips::say(Slip { kind, span: first.span, edits }));
        }
    }
}

/// A finding for commands whose lines begin with the marks of a quoted mail.
fn mark_quotes(cleaned: &Cleaned, commands: &mut Commands) {
    let Some(first) = cleaned.quoted.first() else { return };
    let all = commands
        .requests
        .iter()
        .fold(None::<Span>, |all, request| Some(all.map_or(request.span, |all| all.join(request.span))));
    let Some(all) = all else { return };
    let touches = |span: &Span| span.end <= all.end && span.end + 400 > all.start;
    if !touches(first) {
        return;
    }
    let edits: Vec<Edit> = cleaned
        .quoted
        .iter()
        .filter(|span| touches(span))
        .map(|span| Edit { span: *span, text: String::new() })
        .collect();
    commands.findings.push(slips::say(Slip { kind: SlipKind::QuotePrefix, span: *first, edits }));
}
