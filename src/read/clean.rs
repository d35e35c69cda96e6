//! What was cleaned away while reading, and where: nothing of it is silent.
//!
//! The readers see through all of this by themselves (`skeleton.rs`, `prefix.rs`); here it is only listed, in one
//! pass over the text, because dirt may itself be the fault: a curly quote in JSON, a zero-width space in a key.

use super::skeleton::entity;
use crate::request::Request;
use crate::span::Span;

/// A kind of dirt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dirt {
    /// Escape sequences of terminals: colours, cursor moves, titles, links.
    Colours,
    /// A lone carriage return: a progress line drawn again over itself.
    Redraws,
    /// Frames, gutters and the branch that Claude Code draws.
    Frames,
    /// Lines that a terminal broke, known by the frame or the branch they continue under.
    Wraps,
    /// A shell's or a program's prompt.
    Prompts,
    /// Numbers in front of lines.
    LineNumbers,
    /// Times, services and programs in front of lines.
    LogPrefixes,
    /// Offsets and bytes of curl's traces.
    Columns,
    /// Fences of Markdown.
    Fences,
    /// Quotation marks of mail and Markdown in front of lines.
    Quotes,
    /// Entities of HTML.
    Entities,
    /// Line ends of Windows.
    LineEnds,
    /// Lines that repeat the line before them.
    Repeats,
    /// Spaces of other widths, marks of no width.
    Invisible,
    /// Curly quotes.
    SmartQuotes,
}

impl Dirt {
    /// In words, for a list: "colours, line wraps".
    pub fn words(self) -> &'static str {
        match self {
            Self::Colours => "colours",
            Self::Redraws => "redrawn lines",
            Self::Frames => "frames",
            Self::Wraps => "line wraps",
            Self::Prompts => "prompts",
            Self::LineNumbers => "line numbers",
            Self::LogPrefixes => "log prefixes",
            Self::Columns => "trace columns",
            Self::Fences => "code fences",
            Self::Quotes => "quotation marks in front of lines",
            Self::Entities => "HTML entities",
            Self::LineEnds => "Windows line ends",
            Self::Repeats => "repeated lines",
            Self::Invisible => "invisible characters",
            Self::SmartQuotes => "curly quotes",
        }
    }
}

/// All of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The kind.
    pub dirt: Dirt,
    /// The first places, in order; [`MOST`] at most.
    pub spans: Vec<Span>,
    /// How many places there are.
    pub count: usize,
    /// It stands in what was sent, or would be: it may be the fault itself.
    pub sent: bool,
}

/// How many places of a kind are kept.
pub const MOST: usize = 32;

/// Lists what had to be cleaned, kinds in their order above. Linear in the text.
pub fn list(paste: &str, prefixes: &[(Span, Dirt)], requests: &[Request]) -> Vec<Cleaned> {
    let mut found = Found { requests, all: Vec::new() };
    characters(paste, &mut found);
    lines(paste, &mut found);
    for (span, dirt) in prefixes {
        found.push(*dirt, *span);
    }
    crate::order::by_key(&mut found.all, |cleaned| cleaned.dirt);
    found.all
}

struct Found<'a> {
    requests: &'a [Request],
    all: Vec<Cleaned>,
}

impl Found<'_> {
    fn push(&mut self, dirt: Dirt, span: Span) {
        let sent = matches!(dirt, Dirt::Invisible | Dirt::SmartQuotes)
            && self.requests.iter().take(MOST).any(|request| request.span.overlaps(span));
        match self.all.iter_mut().find(|cleaned| cleaned.dirt == dirt) {
            Some(cleaned) => {
                cleaned.count += 1;
                if cleaned.spans.len() < MOST || sent && !cleaned.sent {
                    cleaned.spans.push(span);
                }
                cleaned.sent |= sent;
            }
            None => self.all.push(Cleaned { dirt, spans: vec![span], count: 1, sent }),
        }
    }
}

/// Dirt that is single characters or escapes.
fn characters(paste: &str, found: &mut Found<'_>) {
    // Most of a text is plain letters: only what may be dirt is looked at as characters.
    let suspect = |byte: &u8| *byte >= 0x80 || matches!(byte, 0x1b | b'\r' | b'&');
    let mut from = 0;
    while let Some(at) = paste.as_bytes().get(from..).and_then(|rest| rest.iter().position(suspect)).map(|i| from + i) {
        let mut rest = paste.get(at..).unwrap_or("").char_indices().map(|(i, c)| (at + i, c)).peekable();
        let Some((_, c)) = rest.next() else { break };
        from = at + c.len_utf8();
        let dirt = match c {
            '\u{1b}' => {
                from = super::skeleton::behind_escape(paste, at);
                found.push(Dirt::Colours, Span::new(at, from));
                continue;
            }
            '\r' => match rest.peek() {
                Some((_, '\n')) => Dirt::LineEnds,
                Some(_) => Dirt::Redraws,
                None => continue,
            },
            '&' => match entity(paste, at) {
                Some((_, length)) => {
                    found.push(Dirt::Entities, Span::new(at, at + length));
                    continue;
                }
                None => continue,
            },
            '“' | '”' | '‘' | '’' => Dirt::SmartQuotes,
            '\u{a0}'
            | '\u{2000}'..='\u{200f}'
            | '\u{202a}'..='\u{202f}'
            | '\u{2060}'..='\u{2069}'
            | '\u{3000}'
            | '\u{feff}'
            | '\u{ad}' => Dirt::Invisible,
            '\u{2500}'..='\u{259f}' | '\u{23bf}' => Dirt::Frames,
            _ => continue,
        };
        found.push(dirt, Span::new(at, at + c.len_utf8()));
    }
}

/// Dirt that lines begin with or consist of.
fn lines(paste: &str, found: &mut Found<'_>) {
    let mut at = 0;
    let mut before = "";
    let mut framed = false;
    for line in paste.split_inclusive('\n') {
        let words = line.trim();
        let lead = at + (line.len() - line.trim_start().len());
        let head = |length: usize| Span::new(lead, lead + length);
        if words.starts_with("```") || words.starts_with("~~~") {
            found.push(Dirt::Fences, head(3));
        } else if let Some(length) = prompt(words) {
            found.push(Dirt::Prompts, head(length));
        } else if words.starts_with("> ") || words.starts_with(">>") {
            found.push(Dirt::Quotes, head(1));
        }
        if words.len() > 12 && words == before {
            found.push(Dirt::Repeats, head(words.len()));
        }
        // Indented under a branch or inside a frame, and the line above ended in the middle of something.
        let inside = line.starts_with("     ") || words.starts_with(['│', '┃']);
        if framed && inside && goes_on(before) {
            found.push(Dirt::Wraps, Span::at(at));
        }
        framed = !words.is_ascii() && words.contains(['\u{23bf}', '│', '┃']) || framed && inside;
        before = words;
        at += line.len();
    }
}

/// Whether a line ends inside a word or a JSON object.
fn goes_on(line: &str) -> bool {
    line.trim_end_matches(['│', '┃', ' ']).ends_with(|c: char| c.is_alphanumeric() || "\",:{_-'".contains(c))
}

/// A prompt at the head of a line.
fn prompt(line: &str) -> Option<usize> {
    for sign in ["$ ", "% ", "❯ ", "➜ ", ">>> ", "C:\\>"] {
        if line.starts_with(sign) {
            return Some(sign.len());
        }
    }
    let end = line.get(..line.len().min(120)).unwrap_or("").find("> ").filter(|_| line.starts_with("PS "))?;
    Some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;

    #[test]
    fn each_kind_is_found_where_it_stands() {
        for (paste, dirt, words) in [
            ("a \u{1b}[31mred\u{1b}[0m", Dirt::Colours, "\u{1b}[31m"),
            ("12 %\r80 %\n", Dirt::Redraws, "\r"),
            ("│ x │\n", Dirt::Frames, "│"),
            ("  ⎿  API Error: 400 {\"typ\n     e\":\"error\"}\n", Dirt::Wraps, ""),
            ("$ curl x\n", Dirt::Prompts, "$ "),
            ("PS C:\\Users\\k> curl x\n", Dirt::Prompts, "PS C:\\Users\\k> "),
            ("1: a\n2: b\n3: c\n", Dirt::LineNumbers, "1: "),
            ("2026-09-08T06:12:33Z x\n", Dirt::LogPrefixes, "2026-09-08T06:12:33Z "),
            ("<= Recv data\n0040: x\n", Dirt::Columns, "0040: "),
            ("```json\n{}\n```\n", Dirt::Fences, "```"),
            ("> quoted\n", Dirt::Quotes, ">"),
            ("&quot;x", Dirt::Entities, "&quot;"),
            ("a\r\nb", Dirt::LineEnds, "\r"),
            ("API Error: 529\nAPI Error: 529\n", Dirt::Repeats, "API Error: 529"),
            ("a\u{200b}b", Dirt::Invisible, "\u{200b}"),
            ("“a”", Dirt::SmartQuotes, "“"),
        ] {
            let cleaned = read(paste).cleaned;
            let of_kind = cleaned.iter().find(|cleaned| cleaned.dirt == dirt);
            let place = of_kind.and_then(|cleaned| cleaned.spans.first()).map(|span| span.of(paste));
            assert_eq!(place, Some(words), "{paste:?}: {cleaned:?}");
        }
        assert!(read("API Error: 529 {\"type\":\"error\"}\n").cleaned.is_empty());
    }

    #[test]
    fn dirt_that_was_sent_is_told_apart() {
        let sent = |paste: &str| read(paste).cleaned.iter().any(|cleaned| cleaned.sent);
        assert!(sent("curl https://api.anthropic.com/v1/messages -d '{“model”:\"m\"}'"));
        assert!(sent("curl https://api.anthropic.com/v1/messages -H 'x-api-key: sk-ant\u{200b}-x'"));
        assert!(!sent("It says “overloaded”.\n\ncurl https://api.anthropic.com/v1/messages -d '{\"model\":\"m\"}'"));
    }

    #[test]
    fn many_places_are_counted_and_few_are_kept() {
        let cleaned = read(&"a\r\n".repeat(5_000)).cleaned;
        let ends = cleaned.iter().find(|cleaned| cleaned.dirt == Dirt::LineEnds);
        assert_eq!(ends.map(|c| (c.count, c.spans.len())), Some((5_000, MOST)));
    }
}
