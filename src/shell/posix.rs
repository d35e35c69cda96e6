//! Pipelines of a POSIX shell, read from a given place up to where the command ends.

use super::heredoc::Pending;
use super::word::is_odd_blank;
use super::{slip, Simple, Slip, SlipKind, Source, Stdin, Vars, Word};
use crate::span::Span;
use crate::text::{find, is_invisible, Traced};

/// Whether a line begins with an option of the program that is read.
pub type IsOption = fn(&str) -> bool;

/// Room that a command line gets at first.
const USUAL_WORDS: usize = 12;

/// Reads words at a position of a cleaned text.
pub struct Lexer<'a> {
    pub(super) src: Source<'a>,
    /// Reading position in the cleaned text.
    pub pos: usize,
    /// Where reading stops at the latest.
    pub limit: usize,
    pub(super) vars: &'a Vars,
    /// Odd places so far.
    pub slips: Vec<Slip>,
    /// Newlines are blanks: code in running text that an editor wrapped.
    pub soft: bool,
    /// A backtick ends the command: it stands in one.
    pub backtick_ends: bool,
    /// The command stands in a function or script, where `$1` is an argument.
    pub in_function: bool,
    /// Recognises options; switches the repairs on that only make sense for the program in question.
    pub option_line: Option<IsOption>,
    pub(super) depth: u8,
    /// The right-hand side of an assignment: one word, neither split nor multiplied.
    pub(super) single: bool,
    /// The redirections that were read, by command.
    pending: Vec<Pending>,
}

/// What a redirection means for a command.
enum Redirect {
    Stdin(Stdin),
    Output(Traced),
    None,
}

impl<'a> Lexer<'a> {
    /// A lexer at byte `pos` of the cleaned text.
    pub fn new(src: Source<'a>, pos: usize, vars: &'a Vars) -> Self {
        Self {
            src,
            pos,
            limit: src.text().len(),
            vars,
            slips: Vec::new(),
            soft: false,
            backtick_ends: false,
            in_function: false,
            option_line: None,
            depth: 0,
            single: false,
            pending: Vec::new(),
        }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.src.get(self.pos, self.limit)
    }

    pub(super) fn peek(&self) -> Option<char> {
        match self.peek_byte()? {
            byte if byte.is_ascii() => Some(char::from(byte)),
            _ => self.rest().chars().next(),
        }
    }

    /// The byte at the reading position.
    pub(super) fn peek_byte(&self) -> Option<u8> {
        self.src.text().as_bytes().get(self.pos).copied().filter(|_| self.pos < self.limit)
    }

    /// Reads a pipeline. Repairs apply to the command at index `main` only; what follows it is left alone.
    pub fn pipeline(&mut self, main: usize, is_option: IsOption) -> Vec<Simple> {
        let mut commands: Vec<Simple> = Vec::new();
        let mut pending: Vec<Pending> = Vec::new();
        loop {
            let index = commands.len();
            self.option_line = (index == main).then_some(is_option);
            let (simple, more) = self.simple(index);
            commands.push(simple);
            pending.append(&mut self.pending);
            // A line that ends in `|` goes on behind the here-documents that it opened.
            let line_ends = self.rest().split('\n').next().is_some_and(|rest| rest.trim().is_empty());
            if more && line_ends && !pending.is_empty() {
                self.read_pending(&mut commands, &std::mem::take(&mut pending));
            }
            if !more || (index >= main && pending.is_empty()) || index > main + 16 {
                break;
            }
            if line_ends {
                // The command that the pipe leads into may stand on the next line.
                self.pos += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
            }
        }
        self.option_line = None;
        self.read_pending(&mut commands, &pending);
        commands
    }

    /// Goes to the next line and reads the here-documents that begin there.
    fn read_pending(&mut self, commands: &mut [Simple], pending: &[Pending]) {
        if pending.is_empty() {
            return;
        }
        let rest = self.rest();
        self.pos += rest.find('\n').map_or(rest.len(), |at| at + 1);
        for here in pending {
            let text = self.here_document(here);
            if let Some(command) = commands.get_mut(here.command) {
                command.slips.append(&mut self.slips);
                command.stdin = Some(Stdin::Text(text));
            }
        }
    }

    /// Reads one command; whether another follows after `|`.
    fn simple(&mut self, index: usize) -> (Simple, bool) {
        let mut simple = Simple::default();
        simple.words.reserve(USUAL_WORDS);
        let start = self.pos;
        let mut last = start;
        let mut more = false;
        loop {
            self.blanks();
            let Some(c) = self.peek() else { break };
            match c {
                '\n' | '\r' => {
                    if self.soft {
                        self.pos += 1;
                    } else if self.broken_address(&mut simple) {
                    } else if !self.next_line_belongs(&simple, last) {
                        break;
                    }
                    continue;
                }
                '#' => {
                    self.comment();
                    continue;
                }
                '^' | '`' if self.foreign_continuation(c) => continue,
                '|' if !self.rest().starts_with("||") => {
                    self.pos += if self.rest().starts_with("|&") { 2 } else { 1 };
                    more = true;
                    break;
                }
                ';' | ')' | '|' => break,
                '`' if self.backtick_ends => break,
                // The end of a code block in Markdown.
                '`' if self.rest().starts_with("```") && self.option_line.is_some() => break,
                '&' if !self.rest().starts_with("&>") => break,
                _ => {}
            }
            let before = self.pos;
            let redirects = matches!(c, '<' | '>' | '&' | '0'..='9');
            let array = matches!(c, '"' | '$');
            if let Some(redirect) = redirects.then(|| self.redirect(index)).flatten() {
                match redirect {
                    Redirect::Stdin(stdin) => simple.stdin = Some(stdin),
                    Redirect::Output(file) => simple.output = Some(file),
                    Redirect::None => {}
                }
            } else if let Some(words) = array.then(|| self.array()).flatten() {
                simple.words.extend(words);
            } else {
                self.word(&mut simple.words);
            }
            if self.pos == before {
                // Nothing fits here: take the character as it is, so that reading goes on.
                let length = self.peek().map_or(1, char::len_utf8);
                self.pos += length;
            }
            last = self.pos;
        }
        simple.span = self.src.span(start..last);
        simple.slips = std::mem::take(&mut self.slips);
        (simple, more)
    }

    /// Skips blanks and continued line ends.
    fn blanks(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                ' ' | '\t' => self.pos += 1,
                '\\' => {
                    if !self.continuation() {
                        return;
                    }
                }
                c if is_odd_blank(c) || is_invisible(c) => {
                    let span = self.src.span(self.pos..self.pos + c.len_utf8());
                    if self.option_line.is_some() {
                        let kind = SlipKind::Invisible(c);
                        let mend = if is_odd_blank(c) { " " } else { "" };
                        slip::add(&mut self.slips, kind, span, mend);
                    }
                    self.pos += c.len_utf8();
                }
                _ => return,
            }
        }
    }

    /// A backslash at the end of a line; whether it was one.
    fn continuation(&mut self) -> bool {
        let rest = self.rest();
        let after = rest.get(1..).unwrap_or("");
        let trimmed = after.trim_start_matches([' ', '\t']);
        let blanks = after.len() - trimmed.len();
        if self.comment_after_backslash(after) {
            let length = 1 + after.find('\n').unwrap_or(after.len());
            if self.option_line.is_some() {
                let span = self.src.span(self.pos..self.pos + length);
                self.slips.push(Slip::new(SlipKind::CommentAfterBackslash, span).edit(span, "\\"));
            }
            self.pos += (length + 1).min(rest.len());
            return true;
        }
        if blanks > 0 && self.option_line.is_some_and(|is_option| is_option(trimmed)) {
            // The line ends are lost: the blank behind the backslash would begin a word.
            let span = self.src.span(self.pos..self.pos + 1);
            slip::add(&mut self.slips, SlipKind::LostLineEnds, span, "");
            self.pos += 1;
            return true;
        }
        let newline = match trimmed {
            "" => 0,
            _ if trimmed.starts_with("\r\n") => 2,
            _ if trimmed.starts_with('\n') => 1,
            "\r" => 1,
            _ => return false,
        };
        let span = self.src.span(self.pos..self.pos + 1 + blanks + newline.min(1));
        if self.option_line.is_some() {
            let following = trimmed.get(newline..).unwrap_or("");
            if blanks > 0 && newline > 0 {
                let blank = self.src.span(self.pos + 1..self.pos + 1 + blanks);
                self.slips.push(Slip::new(SlipKind::BlankAfterContinuation('\\'), span).edit(blank, ""));
            } else if newline == 2 && !self.slips.iter().any(|slip| slip.kind == SlipKind::CarriageReturn) {
                self.slips.push(Slip::new(SlipKind::CarriageReturn, span));
            } else if following.trim().is_empty() || following.starts_with("```") {
                let all = Span::new(span.start, span.start + 1);
                self.slips.push(Slip::new(SlipKind::TrailingContinuation('\\'), all).edit(all, ""));
            }
        }
        self.pos += 1 + blanks + newline;
        true
    }

    /// An address that a line's end cut behind a slash, as in a PDF: the word that the next line begins with belongs to
    /// it, and an option follows that. Whether it was one.
    fn broken_address(&mut self, simple: &mut Simple) -> bool {
        let Some(is_option) = self.option_line else { return false };
        let rest = self.rest().trim_start_matches('\r');
        let Some(next) = rest.strip_prefix('\n') else { return false };
        let length = next.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_/-".contains(b)).count();
        let behind = next.get(length..).unwrap_or("");
        let Some(word) = simple
            .words
            .last_mut()
            .filter(|word| word.as_str().starts_with("http") && word.as_str().ends_with('/') && word.pieces.is_empty())
        else {
            return false;
        };
        let option = behind.starts_with([' ', '\t']) && is_option(behind.trim_start());
        if length == 0 || next.starts_with('-') || !option {
            return false;
        }
        let begin = self.pos + self.rest().len() - next.len();
        let gap = self.src.span(self.pos..begin);
        self.slips.push(Slip::new(SlipKind::BrokenAddress, gap).edit(gap, ""));
        self.src.copy(&mut word.text, begin..begin + length);
        word.span = word.span.join(self.src.span(begin..begin + length));
        self.pos = begin + length;
        true
    }

    /// A caret or backtick at a line's end, as Windows continues lines, and an option on the next one; whether it
    /// was one.
    fn foreign_continuation(&mut self, sign: char) -> bool {
        let Some(is_option) = self.option_line else { return false };
        let after = self.rest().get(1..).unwrap_or("");
        let line = after.trim_start_matches([' ', '\t', '\r']);
        let Some(next) = line.strip_prefix('\n').filter(|next| is_option(next.trim_start())) else { return false };
        let span = self.src.span(self.pos..self.pos + 1);
        let kind = SlipKind::ForeignContinuation(sign, '\\');
        slip::add(&mut self.slips, kind, span, "\\");
        self.pos += self.rest().len() - next.len();
        true
    }

    /// Skips a comment, the line's end excluded.
    fn comment(&mut self) {
        let rest = self.rest();
        self.pos += rest.find('\n').unwrap_or(rest.len());
    }

    /// At a line's end: whether the next line goes on with the command although nothing says so.
    fn next_line_belongs(&mut self, simple: &Simple, last: usize) -> bool {
        // The next line belongs to the here-document that this one opens.
        let Some(is_option) = self.option_line.filter(|_| self.pending.is_empty()) else {
            return false;
        };
        let rest = self.rest();
        let mut at = 0;
        let mut breaks = 0;
        loop {
            let line = rest.get(at..).unwrap_or("");
            let trimmed = line.trim_start_matches([' ', '\t', '\r']);
            if trimmed.starts_with('\n') && breaks < 3 {
                breaks += 1;
                at += line.len() - trimmed.len() + 1;
            } else if trimmed.starts_with('#') && breaks > 0 && breaks < 3 && !find::has(trimmed, "curl") {
                at += line.len() - trimmed.len() + trimmed.find('\n').unwrap_or(trimmed.len());
            } else {
                at += line.len() - trimmed.len();
                break;
            }
        }
        let next = rest.get(at..).unwrap_or("");
        let wants = simple.words.last().is_some_and(|word| wants_value(word.as_str(), is_option));
        let value = wants && breaks == 1 && next.starts_with(['\'', '"', '{', '@']);
        let address = breaks == 1
            && next.trim_start_matches(['\'', '"']).starts_with("http")
            && simple.words.iter().all(|word| !word.as_str().contains("://"));
        if next.is_empty() || !(is_option(next) || value || address) {
            return false;
        }
        let continued = self.src.get(last, self.pos).contains('\\');
        let from = if continued { self.pos } else { last };
        let span = self.src.span(from..self.pos + at);
        let line_end = Span::new(span.start, (span.start + 1).min(span.end.max(span.start)));
        let slip = if continued || breaks > 1 {
            Slip::new(SlipKind::BlankLine, line_end)
        } else {
            Slip::new(SlipKind::MissingContinuation('\\'), line_end)
        };
        let gap = self.src.get(from, self.pos + at);
        let slip = if gap.contains('#') {
            slip
        } else if continued {
            slip.edit(self.src.span(self.pos..self.pos + 1), "")
        } else {
            slip.edit(self.src.at(last), " \\")
        };
        self.slips.push(slip);
        self.pos += at;
        true
    }

    /// A redirection at the reading position.
    fn redirect(&mut self, index: usize) -> Option<Redirect> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let sign = rest.get(digits..)?;
        let sign = if digits == 0 { sign.strip_prefix('&').unwrap_or(sign) } else { sign };
        if !sign.starts_with(['<', '>']) || sign.starts_with("<(") || sign.starts_with(">(") {
            return None;
        }
        let begin = self.pos;
        let head = rest.len() - sign.len();
        const SIGNS: &[&str] = &["<<<", "<<-", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">"];
        let found = SIGNS.iter().find(|candidate| sign.starts_with(**candidate))?;
        self.pos += head + found.len();
        let is_placeholder = *found == "<" && {
            // `<NAME>` standing alone.
            let save = self.pos;
            self.pos = begin;
            let words = self.option_line.is_some() && placeholder_here(self.rest());
            self.pos = if words { begin } else { save };
            words
        };
        if is_placeholder {
            return None;
        }
        while matches!(self.peek(), Some(' ' | '\t')) {
            self.pos += 1;
        }
        let start = self.pos;
        let saved = self.option_line.take();
        let word = self.one_word();
        self.option_line = saved;
        Some(match *found {
            "<<<" => {
                let mut text = word.text;
                text.push_replaced("\n", self.src.at(self.pos));
                Redirect::Stdin(Stdin::Text(text))
            }
            "<<" | "<<-" => {
                let typed = self.src.get(start, self.pos);
                self.pending.push(Pending {
                    end: word.as_str().to_owned(),
                    quoted: typed.contains(['\'', '"', '\\']),
                    tabs: *found == "<<-",
                    command: index,
                    span: self.src.span(begin..self.pos),
                });
                Redirect::None
            }
            "<" if digits == 0 => Redirect::Stdin(Stdin::File(word.text)),
            ">" | ">|" if digits == 0 => Redirect::Output(word.text),
            _ => Redirect::None,
        })
    }

    /// `"${NAME[@]}"` of a known array: its words. In quotes `*` joins them, which [`Self::word`] does.
    fn array(&mut self) -> Option<Vec<Word>> {
        let rest = self.rest();
        let inner = rest.strip_prefix('"').unwrap_or(rest).strip_prefix("${")?;
        let length = super::expand::name_length(inner);
        let name = inner.get(..length)?;
        let tail = inner.get(length..)?;
        let tail =
            tail.strip_prefix("[@]}").or_else(|| tail.strip_prefix("[*]}").filter(|_| !rest.starts_with('"')))?;
        let tail = if rest.starts_with('"') { tail.strip_prefix('"')? } else { tail };
        if !tail.is_empty() && !tail.starts_with([' ', '\t', '\n', '\r', ';', ')', '|']) {
            return None;
        }
        let super::Value::Array(words) = self.vars.get(name)? else {
            return None;
        };
        self.pos += rest.len() - tail.len();
        Some(words.clone())
    }

    /// Reads words up to `)`, for an array.
    pub(super) fn words_until_paren(&mut self) -> Vec<Word> {
        let mut words = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                Some(')') => {
                    self.pos += 1;
                    break;
                }
                Some('\n' | '\r') => self.pos += 1,
                Some('#') => self.comment(),
                Some(_) => {
                    let before = self.pos;
                    self.word(&mut words);
                    if self.pos == before {
                        break;
                    }
                }
            }
        }
        words
    }
}

fn placeholder_here(text: &str) -> bool {
    let Some(close) = text.find('>') else {
        return false;
    };
    let name = text.get(1..close).unwrap_or("");
    if name.starts_with("http") && !name.contains(char::is_whitespace) {
        return true;
    }
    let shouted = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    let fits = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    fits && close <= 60 && (shouted || name.starts_with("your") || name.starts_with("YOUR"))
}

/// Whether a word is an option that still waits for its value.
fn wants_value(word: &str, is_option: IsOption) -> bool {
    const TAKERS: &[&str] = &[
        "-H",
        "-d",
        "-X",
        "-u",
        "-F",
        "-T",
        "--header",
        "--data",
        "--data-raw",
        "--data-binary",
        "--json",
        "--request",
        "--url",
        "--form",
    ];
    TAKERS.contains(&word) && is_option(word)
}
