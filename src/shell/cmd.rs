//! Command lines of cmd.exe: variables and carets first, then the C runtime's words.
//!
//! Rules as jeb and dbenham wrote them down ("How does the Windows Command Interpreter parse scripts?"),
//! for a prompt: a name that is not set stays as it is typed, which here makes it a symbol.

use super::posix::IsOption;
use super::word::is_odd_blank;
use super::{crt, guess, slip, vars, Simple, Slip, SlipKind, Source, Stdin, Value, Vars};
use crate::finding::Edit;
use crate::span::Span;
use crate::text::{find, SymbolKind, Traced};
use std::ops::Range;

/// A command line in the making.
struct Line<'a> {
    src: Source<'a>,
    pos: usize,
    limit: usize,
    vars: &'a Vars,
    is_option: IsOption,
    out: Traced,
    /// Ranges of `out` that the C runtime must not look into.
    raw: Vec<Range<usize>>,
    /// Inside quotes as cmd sees them: every `"` switches.
    quoted: bool,
    /// Inside quotes as the program sees them: `\"` does not switch.
    inner: bool,
    /// Inside quotes whose text has a caret in front of every sign, as if the quotes had one.
    escaped: bool,
    slips: Vec<Slip>,
    stdin: Option<Stdin>,
    /// The file its output goes to, and whether it is appended.
    output: Option<(Traced, bool)>,
    /// The last byte of the command in the cleaned text.
    last: usize,
}

/// Reads the command at byte `start`; also where it ends.
pub fn command(src: Source<'_>, start: usize, vars: &Vars, is_option: IsOption) -> (Simple, usize) {
    let mut line = Line::new(src, start, vars, is_option);
    let lead = src.get(0, start);
    let lead = lead.get(lead.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or("");
    if lead.trim_start().get(..4).is_some_and(|verb| verb.eq_ignore_ascii_case("for ")) && lead.ends_with("('") {
        // `for /f %%i in ('command') do …`
        line.limit = find::parted(line.rest(), "')").map_or(line.limit, |(inside, _)| start + inside.len());
    }
    while line.step() {}
    let words = crt::split(&line.out, &line.raw);
    let span = src.span(start..line.last);
    let end = line.pos;
    (Simple { words, stdin: line.stdin, output: line.output.map(|(file, _)| file), span, slips: line.slips }, end)
}

/// What `echo` at byte `start` writes, the file it writes to, and whether it appends.
pub fn echoed(src: Source<'_>, start: usize, vars: &Vars) -> (Traced, Option<Traced>, bool) {
    let mut line = Line::new(src, start, vars, |_| false);
    while line.step() {}
    let typed = line.out.as_str();
    let begin = typed.len() - typed.trim_start().len();
    let verb = typed.get(begin..begin + 4).filter(|verb| verb.eq_ignore_ascii_case("echo"));
    // One sign stands between the verb and its text, mostly a blank.
    let text = verb.map_or(0, |_| (begin + 5).min(typed.len()));
    let text = line.out.slice(text..typed.trim_end().len().max(text));
    let append = line.output.as_ref().is_some_and(|(_, append)| *append);
    (text, line.output.map(|(file, _)| file), append)
}

impl<'a> Line<'a> {
    fn new(src: Source<'a>, start: usize, vars: &'a Vars, is_option: IsOption) -> Self {
        Self {
            src,
            pos: start,
            limit: src.text().len(),
            vars,
            is_option,
            out: Traced::new(),
            raw: Vec::new(),
            quoted: false,
            inner: false,
            escaped: false,
            slips: Vec::new(),
            stdin: None,
            output: None,
            last: start,
        }
    }

    fn rest(&self) -> &'a str {
        self.src.get(self.pos, self.limit)
    }

    /// Takes `length` bytes as they are.
    fn take(&mut self, length: usize) {
        self.src.copy(&mut self.out, self.pos..self.pos + length);
        self.pos += length;
        self.last = self.pos;
    }

    /// Reads a bit more; whether the command goes on.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else {
            return false;
        };
        let at_word = self.out.is_empty() || self.out.as_str().ends_with([' ', '\t']);
        match c {
            '\n' => return self.newline(1),
            '\r' if rest.starts_with("\r\n") => return self.newline(2),
            '%' => self.percent(),
            '^' if !self.quoted => return self.caret(),
            '"' => self.double(at_word),
            '\'' if at_word && !self.quoted && !self.inner => self.single(),
            '\\' | '`' if at_word && !self.quoted && line_ends(rest) => self.foreign_continuation(c),
            '&' | '|' if !self.quoted => {
                if !self.inner {
                    self.ampersand();
                    return false;
                }
                let span = self.src.span(self.pos..self.pos + 1);
                self.slips.push(Slip::new(SlipKind::CmdOperator(c), span).edit(Span::at(span.start), "^"));
                self.take(1);
            }
            '<' | '>' if !self.quoted && !self.inner => self.redirect(),
            '$' => self.dollar(),
            c if is_odd_blank(c) && !self.quoted => {
                let span = self.src.span(self.pos..self.pos + c.len_utf8());
                self.slips.push(Slip::new(SlipKind::Invisible(c), span).edit(span, " "));
                self.out.push_replaced(" ", span);
                self.pos += c.len_utf8();
            }
            _ => {
                let special = |c: char| {
                    matches!(c, '\n' | '\r' | '%' | '^' | '"' | '\'' | '\\' | '`' | '&' | '|' | '<' | '>' | '$')
                        || is_odd_blank(c)
                };
                let first = c.len_utf8();
                let length = rest.get(first..).and_then(|rest| rest.find(special)).map_or(rest.len(), |at| at + first);
                let blank = rest.get(..length).is_some_and(|run| run.trim().is_empty());
                let last = self.last;
                self.take(length);
                if blank {
                    self.last = last;
                }
            }
        }
        true
    }

    /// `&` in an address without quotes, which ends the command: `https://…?a=1&b=2`.
    fn ampersand(&mut self) {
        let address = self.out.as_str().rsplit([' ', '\t']).next().unwrap_or("");
        let rest = self.rest();
        let more = rest.strip_prefix('&').unwrap_or("");
        let name = super::expand::name_length(more);
        if !address.starts_with("http")
            || !address.contains('?')
            || !more.get(name..).is_some_and(|rest| name > 0 && rest.starts_with('='))
        {
            return;
        }
        let tail = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let begin = Span::at(self.src.at(self.pos).start.saturating_sub(address.len()));
        let slip = Slip::new(SlipKind::UnquotedAmpersand, self.src.span(self.pos..self.pos + 1))
            .edit(begin, "\"")
            .edit(self.src.at(self.pos + tail), "\"");
        self.slips.push(slip);
    }

    /// The end of a line without a caret.
    fn newline(&mut self, length: usize) -> bool {
        let next = self.rest().get(length..).unwrap_or("");
        let span = self.src.span(self.pos..self.pos + length);
        if self.quoted
            && self.inner
            && !next.trim().is_empty()
            && !self.slips.iter().any(|s| matches!(s.kind, SlipKind::UnclosedQuote(_)))
        {
            // Text in quotes cannot go over a line's end here, but that is what was meant.
            let closes = next.split("\n\n").next().unwrap_or(next).contains('"');
            if closes && !(self.is_option)(next.trim_start()) {
                self.uncaret();
                self.slips.push(Slip::new(SlipKind::UnclosedQuote('"'), Span::new(span.start, span.start + 1)));
                self.take(length);
                return true;
            }
        }
        if self.quoted && self.slips.iter().any(|s| matches!(s.kind, SlipKind::UnclosedQuote(_))) && next.contains('"')
        {
            self.uncaret();
            self.take(length);
            return true;
        }
        let trimmed = next.trim_start_matches([' ', '\t']);
        if !(self.is_option)(trimmed) {
            return false;
        }
        if self.quoted && self.inner && self.out.as_str().ends_with('^') {
            // The quote was forgotten, not the caret, which inside quotes is a letter.
            let line = self.src.get(0, self.pos);
            let end = line.strip_suffix('^').map_or(line, str::trim_end).len();
            let at = self.src.at(end);
            self.slips.push(Slip::new(SlipKind::UnclosedQuote('"'), at).edit(at, "\""));
            self.uncaret();
            self.out.push_replaced("\" ", span);
            self.pos += length;
            (self.quoted, self.inner) = (false, false);
            return true;
        }
        let at = self.src.at(self.last);
        self.slips.push(Slip::new(SlipKind::MissingContinuation('^'), span).edit(at, " ^"));
        self.out.push_replaced(" ", span);
        self.pos += length;
        self.quoted = false;
        true
    }

    /// Takes a caret off that ends a line inside quotes: there it is a letter, but not meant as one.
    fn uncaret(&mut self) {
        if let Some(before) = self.out.as_str().strip_suffix('^') {
            self.out = self.out.slice(0..before.trim_end().len());
        }
    }

    /// `^` outside quotes.
    fn caret(&mut self) -> bool {
        let after = self.rest().get(1..).unwrap_or("");
        let trimmed = after.trim_start_matches([' ', '\t']);
        let blanks = after.len() - trimmed.len();
        let newline = if trimmed.starts_with("\r\n") { 2 } else { usize::from(trimmed.starts_with('\n')) };
        let span = self.src.span(self.pos..self.pos + 1);
        if trimmed.trim().is_empty() {
            if !after.is_empty() || trimmed.is_empty() {
                self.slips.push(Slip::new(SlipKind::TrailingContinuation('^'), span).edit(span, ""));
            }
            self.pos += 1 + after.len();
            return false;
        }
        if newline == 0 {
            let length = after.chars().next().map_or(0, char::len_utf8);
            self.pos += 1;
            if after.starts_with('"') && !self.out.as_str().ends_with('\\') {
                self.inner = !self.inner;
            }
            self.take(length);
            return true;
        }
        if blanks > 0 {
            let blank = self.src.span(self.pos + 1..self.pos + 1 + blanks);
            self.slips.push(Slip::new(SlipKind::BlankAfterContinuation('^'), span.join(blank)).edit(blank, ""));
        }
        self.pos += 1 + blanks + newline;
        // A second newline right after it is escaped: a plain newline.
        let next = self.rest();
        let second = if next.starts_with("\r\n") { 2 } else { usize::from(next.starts_with('\n')) };
        if second > 0 && self.inner {
            let span = self.src.span(self.pos..self.pos + second);
            self.out.push_replaced("\n", span);
            self.pos += second;
        }
        true
    }

    /// A backslash or a backtick where a caret belongs.
    fn foreign_continuation(&mut self, sign: char) {
        let rest = self.rest();
        let span = self.src.span(self.pos..self.pos + 1);
        let kind = SlipKind::ForeignContinuation(sign, '^');
        slip::add(&mut self.slips, kind, span, "^");
        self.pos += rest.find('\n').map_or(rest.len(), |at| at + 1);
    }

    fn percent(&mut self) {
        let rest = self.rest();
        let inner = rest.get(1..).unwrap_or("");
        let length = super::expand::name_length(inner);
        let tail = inner.get(length..).unwrap_or("");
        let modifier = if tail.starts_with(':') { tail.find('%').filter(|at| *at < 40).unwrap_or(0) } else { 0 };
        if length == 0 || !tail.get(modifier..).is_some_and(|rest| rest.starts_with('%')) {
            let name = inner.get(..length).unwrap_or("");
            let shouted = length > 3 && name.contains('_') && !name.bytes().any(|b| b.is_ascii_lowercase());
            let ends = tail.is_empty() || tail.starts_with(['"', ' ', '\n', '\r']);
            if shouted && ends {
                let span = self.src.span(self.pos..self.pos + 1 + length);
                let slip = Slip::new(SlipKind::UnclosedPercent(name.to_owned()), span);
                self.slips.push(slip.edit(Span::at(span.end), "%"));
            }
            return self.take(1);
        }
        let name = inner.get(..length).unwrap_or("");
        let whole = length + modifier + 2;
        let span = self.src.span(self.pos..self.pos + whole);
        match self.vars.get_folded(name) {
            Some(Value::Known(value)) if modifier == 0 => self.out.push_value(value, span),
            _ => self.out.push_symbol(&format!("${{{name}}}"), name, SymbolKind::Variable, span),
        }
        self.pos += whole;
        self.last = self.pos;
    }

    /// `$NAME`, which cmd does not know.
    fn dollar(&mut self) {
        let rest = self.rest();
        let inner = rest.get(1..).unwrap_or("");
        let bare = inner.strip_prefix('{').unwrap_or(inner);
        let length = super::expand::name_length(bare);
        let name = bare.get(..length).unwrap_or("");
        let braced = inner.len() > bare.len();
        let shouted = length > 2 && !name.bytes().any(|b| b.is_ascii_lowercase());
        if shouted && (!braced || bare.get(length..).is_some_and(|rest| rest.starts_with('}'))) {
            let whole = 1 + length + 2 * usize::from(braced);
            let typed = rest.get(..whole).unwrap_or("").to_owned();
            let right = format!("%{name}%");
            let span = self.src.span(self.pos..self.pos + whole);
            let slip = Slip::new(SlipKind::ForeignVariable(typed, right.clone()), span).edit(span, &right);
            self.slips.push(slip);
            return self.take(whole);
        }
        self.take(1);
    }

    fn double(&mut self, at_word: bool) {
        let inner = self.rest().get(1..).unwrap_or("");
        if at_word && !self.quoted && guess::unescaped_json(inner) && self.src.burn(inner.len()) {
            if let Some((_, close)) = guess::json_then_quote(inner, '"') {
                let open = self.pos;
                let first = inner.find('"').unwrap_or(0);
                let span = self.src.span(open..open + first + 2);
                let mut slip = Slip::new(SlipKind::DoubleInsideDouble, span);
                for (at, _) in inner.get(..close).unwrap_or("").match_indices('"') {
                    let at = open + 1 + at;
                    slip = slip.edit(Span::at(self.src.span(at..at + 1).start), "\\");
                }
                self.slips.push(slip);
                self.raw_text(open + 1, open + 1 + close);
                self.pos = open + close + 2;
                self.last = self.pos;
                return;
            }
        }
        // Chrome copied bodies so for years; inside quotes cmd keeps every caret.
        let opens = at_word && !self.quoted && inner.starts_with("^{") && find::has(inner, "^\\^\"");
        if opens || self.escaped {
            let span = self.src.span(self.pos..self.pos + 1);
            let edit = Edit { span: Span::at(span.start), text: "^".to_owned() };
            if opens {
                self.slips.push(Slip { kind: SlipKind::CaretsInQuotes, span, edits: vec![edit] });
            } else if let Some(slip) = self.slips.iter_mut().find(|slip| slip.kind == SlipKind::CaretsInQuotes) {
                slip.edits.push(edit);
            }
            self.escaped = opens;
        } else {
            self.quoted = !self.quoted;
        }
        if !self.out.as_str().ends_with('\\') {
            self.inner = !self.inner;
        }
        self.take(1);
    }

    /// `'…'`, which cmd does not know, taken as meant.
    fn single(&mut self) {
        let open = self.pos;
        let inner = self.rest().get(1..).unwrap_or("");
        let json = guess::begins_json(inner) && self.src.burn(inner.len());
        let close = if json {
            guess::json_then_quote(inner, '\'').map(|(_, close)| close)
        } else {
            let line = inner.split('\n').next().unwrap_or("");
            line.match_indices('\'').map(|(at, _)| at).find(|at| {
                let next = line.get(at + 1..).and_then(|rest| rest.chars().next());
                next.is_none_or(|c| c.is_whitespace() || c == '^' || c == '\\')
            })
        };
        let Some(close) = close else {
            return self.take(1);
        };
        let (first, last) = (self.src.span(open..open + 1), self.src.span(open + close + 1..open + close + 2));
        let text = inner.get(..close).unwrap_or("");
        let mut edits = vec![Edit { span: first, text: "\"".to_owned() }];
        if !text.contains('\n') {
            for (at, _) in text.match_indices('"') {
                let at = open + 1 + at;
                edits.push(Edit { span: Span::at(self.src.span(at..at + 1).start), text: "\\".to_owned() });
            }
        }
        edits.push(Edit { span: last, text: "\"".to_owned() });
        let kind = SlipKind::SingleQuotesInCmd;
        // A body points at the fault best: there it breaks the JSON as well.
        match self.slips.iter_mut().find(|slip| slip.kind == kind) {
            Some(slip) => {
                slip.edits.extend(edits);
                if json {
                    slip.span = first;
                }
            }
            None => self.slips.push(Slip { kind, span: first, edits }),
        }
        let begin = self.out.len();
        self.pos = open + 1;
        let end = open + 1 + close;
        // Variables are filled in before anything else is looked at.
        while let Some(at) = self.src.get(self.pos, end).find('%') {
            self.take(at);
            self.percent();
            self.pos = self.pos.min(end);
        }
        self.take(end - self.pos);
        self.raw.push(begin..self.out.len());
        self.pos = open + close + 2;
        self.last = self.pos;
    }

    fn raw_text(&mut self, from: usize, to: usize) {
        let begin = self.out.len();
        self.src.copy(&mut self.out, from..to);
        self.raw.push(begin..self.out.len());
    }

    fn redirect(&mut self) {
        let rest = self.rest();
        let input = rest.starts_with('<');
        let signs = rest.len() - rest.trim_start_matches(['<', '>']).len();
        let after = rest.get(signs..).unwrap_or("");
        // The number of a stream in front belongs to it.
        let mut errors = false;
        let text = self.out.as_str();
        if text.ends_with([' ', '\t']) || text.len() < 2 {
        } else if let Some(digit) = text.strip_suffix(['0', '1', '2']) {
            errors = text.ends_with(" 2");
            if digit.ends_with([' ', '\t']) {
                self.out = self.out.slice(0..digit.len());
            }
        }
        let blank = after.len() - after.trim_start_matches([' ', '\t']).len();
        let name = after.get(blank..).unwrap_or("");
        let length = match name.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map_or(name.len(), |at| at + 2),
            None => name.find(|c: char| c.is_whitespace() || matches!(c, '&' | '|' | '<' | '>')).unwrap_or(name.len()),
        };
        let length = if name.starts_with('&') { length.max(2).min(name.len()) } else { length };
        let start = self.pos + signs + blank;
        let mut file = Traced::new();
        self.src.copy(&mut file, start..start + length);
        if input {
            self.stdin = Some(Stdin::File(file));
        } else if !errors && !name.starts_with('&') {
            self.output = Some((file, signs > 1));
        }
        self.pos = start + length;
        self.last = self.pos;
    }
}

/// Whether only blanks stand between the first character and the line's end.
fn line_ends(text: &str) -> bool {
    let after = text.get(1..).unwrap_or("").trim_start_matches([' ', '\t', '\r']);
    after.starts_with('\n')
}

/// Reads `set NAME=value` lines of the cleaned text from `from` to `to`; what is odd about them.
pub fn assignments(src: Source<'_>, from: usize, to: usize, vars: &mut Vars) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut at = from;
    for line in src.get(from, to).split_inclusive('\n') {
        let mut offset = 0;
        for piece in line.split('&') {
            slips.extend(assignment(src, at + offset, piece, vars));
            offset += piece.len() + 1;
        }
        at += line.len();
    }
    slips
}

fn assignment(src: Source<'_>, at: usize, piece: &str, vars: &mut Vars) -> Option<Slip> {
    let trimmed = piece.trim_start();
    if let Some(rest) = trimmed.strip_prefix("export ") {
        let name = rest.get(..super::expand::name_length(rest)).filter(|name| !name.is_empty())?;
        let value = rest.get(name.len()..)?.strip_prefix('=')?.trim_end();
        let from = at + piece.len() - trimmed.len();
        let mut text = Traced::new();
        let begin = from + "export ".len() + name.len() + 1;
        src.copy(&mut text, begin..begin + value.len());
        vars.set(name, Value::Known(text));
        let span = src.span(from..from + "export".len());
        return Some(Slip::new(SlipKind::ExportInCmd(name.to_owned()), span).edit(span, "set"));
    }
    let rest = trimmed.get(..4).filter(|set| set.eq_ignore_ascii_case("set ")).and(trimmed.get(4..))?;
    let rest = rest.trim_start();
    let body = rest.trim_end_matches(['\r', '\n']);
    let body = match body.strip_prefix('"') {
        Some(inner) => inner.trim_end().strip_suffix('"').unwrap_or(inner),
        None => body,
    };
    let (name, value) = body.split_once('=')?;
    let start = at + piece.find(body)? + name.len() + 1;
    let blank = value.len() - value.trim_start().len();
    let apart = name.ends_with(' ') && !name.starts_with('/');
    // With a blank in front of the sign the value is meant without the one behind it.
    let from = start + if apart { blank } else { 0 };
    let mut text = Traced::new();
    src.copy(&mut text, from..start + value.len());
    let known = !value.contains('%') && !vars::is_placeholder(value);
    vars.set(name.trim(), if known { Value::Known(text) } else { Value::Unknown });
    apart.then(|| {
        let gap = name.len() - name.trim_end().len();
        let span = src.span(start - 1 - gap..start + blank);
        Slip::new(SlipKind::BlanksInSet(name.trim().to_owned()), span).edit(span, "=")
    })
}
