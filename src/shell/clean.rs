//! Takes prompts off the lines of a paste and reads quotes that were written as HTML, so that what is left can be
//! read as a script.

use crate::finding::Edit;
use crate::span::Span;
use crate::text::find::{self, Signs};
use crate::text::Traced;

/// A paste without its prompts.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// What is left, with the way back.
    pub text: Traced,
    /// Marks of a quoted mail (`> `) that were taken off.
    pub quoted: Vec<Span>,
    /// Characters that were written as HTML, and what they stand for.
    pub entities: Vec<Edit>,
    /// Addresses that were written as Markdown links, and the addresses.
    pub links: Vec<Edit>,
    /// Numbers of lines that were taken off.
    pub numbers: Vec<Span>,
}

/// What the lines after a prompt may begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Session {
    None,
    /// `> `, `quote> `, `dquote> `
    Posix,
    /// `>> `
    PowerShell,
    /// `More? `
    Cmd,
    /// `> ` on every line.
    Quoted,
}

/// What web pages write for signs that mean something to a shell.
const ENTITIES: [(&str, &str); 8] = [
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&apos;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
];

/// The most of them that are listed; a page has any number.
const MOST_ENTITIES: usize = 10_000;

/// Whether a paste was copied from the source of a web page: it has quotes, and all are written as HTML.
fn is_html(paste: &str) -> bool {
    // The cheap questions first: most commands have a quote.
    paste.contains('&')
        && !paste.contains('"')
        && ENTITIES.iter().take(5).any(|(written, _)| {
            // In plain quotes it may be meant; as the begin of an argument it is not.
            let begins = |(at, _): (usize, &str)| paste.get(..at).is_some_and(|before| before.ends_with([' ', '\n']));
            paste.match_indices(written).any(begins) || (!paste.contains('\'') && paste.contains(written))
        })
}

/// The number that a line begins with, and the length of it with what parts it from the text: `1  `, `12: `, ` 3 | `.
fn number(line: &str) -> Option<(u32, usize)> {
    let trimmed = line.trim_start_matches([' ', '\t']);
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let number = trimmed.get(..digits)?.parse().ok().filter(|_| digits < 5)?;
    let rest = trimmed.get(digits..)?;
    let behind = rest.trim_start_matches([' ', '\t', ':', '|', '.', '│']);
    let parted = rest.len() > behind.len();
    (parted && !behind.is_empty()).then(|| (number, line.len() - behind.len()))
}

/// Whether the lines of a paste are numbered: a command stands behind a number, and the next line has the next one.
fn is_numbered(paste: &str) -> bool {
    let mut lines = paste.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((first, length)) = number(line) else { continue };
        let command =
            line.get(length..).is_some_and(|rest| rest.starts_with("curl ") && rest.trim_end().ends_with('\\'));
        let next = lines.peek().and_then(|next| number(next));
        if command && next.is_some_and(|(next, _)| next == first + 1) {
            return true;
        }
    }
    false
}

/// Takes the prompts off.
pub fn clean(paste: &str) -> Cleaned {
    let mut out = Cleaned { text: Traced::with_capacity(paste.len()), ..Cleaned::default() };
    let html = is_html(paste);
    let numbered = is_numbered(paste);
    let linked = find::has(paste, "](http");
    // The recipe of a Makefile, from its first line that is not echoed.
    let mut make = false;
    let mut block = Block::None;
    let mut session = Session::None;
    let mut at = 0;
    for line in paste.split_inclusive('\n') {
        let numbered = if numbered { number(line) } else { None };
        let (length, next) = match numbered {
            Some((_, length)) => {
                out.numbers.push(Span::new(at, at + length));
                (length, session)
            }
            None => match block.indent(line) {
                Some(indent) => (indent, session),
                None => prompt(line, session),
            },
        };
        if next == Session::Quoted && length > 0 {
            out.quoted.push(Span::new(at, at + length));
        }
        session = next;
        let words = line.get(length..).unwrap_or(line);
        make |= line.starts_with("\t@");
        if html {
            out.unescape(words, at + length);
        } else if make && words.contains("$$") {
            out.undouble(words, at + length);
        } else if linked && words.contains("](http") {
            out.unlink(words, at + length);
        } else {
            out.text.push_verbatim(words, at + length);
        }
        at += line.len();
    }
    out
}

/// A text in YAML whose lines are indented: `run: |`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    /// Not in one.
    None,
    /// The key stands this deep; the text begins on the next line.
    Opened(usize),
    /// The text stands this deep below a key that stands less deep.
    Inside(usize),
}

impl Block {
    /// How many blanks of this line are the block's own, if it stands in one.
    fn indent(&mut self, line: &str) -> Option<usize> {
        let opens = || matches!(line.trim_end_matches(['\n', '\r', '-', '+']).as_bytes().last(), Some(b'|'));
        if *self == Self::None && !opens() {
            return None;
        }
        let typed = line.trim_start_matches(' ');
        let depth = line.len() - typed.len();
        let typed = typed.trim_end();
        if typed.is_empty() {
            return None;
        }
        if let Self::Opened(key) = *self {
            *self = if depth > key { Self::Inside(depth) } else { Self::None };
        }
        if let Self::Inside(own) = *self {
            if depth >= own {
                return Some(own);
            }
            *self = Self::None;
        }
        let key = typed.strip_suffix(['-', '+']).unwrap_or(typed);
        let key = key.strip_suffix(" |").and_then(|key| key.strip_suffix(':'));
        if key.is_some_and(|key| {
            key.trim_start_matches("- ").bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
        }) {
            *self = Self::Opened(depth);
        }
        None
    }
}

impl Cleaned {
    /// Adds `words`, which begin at byte `at` of the paste, as make hands them to the shell: `$$` is `$`.
    fn undouble(&mut self, words: &str, at: usize) {
        let mut done = 0;
        for (found, _) in words.match_indices("$$") {
            self.text.push_verbatim(words.get(done..found).unwrap_or(""), at + done);
            self.text.push_replaced("$", Span::new(at + found, at + found + 2));
            done = found + 2;
        }
        self.text.push_verbatim(words.get(done..).unwrap_or(""), at + done);
    }

    /// Adds `words`, which begin at byte `at` of the paste, with its Markdown links of an address to itself read.
    fn unlink(&mut self, words: &str, at: usize) {
        let mut done = 0;
        for (middle, _) in words.match_indices("](http") {
            let Some(open) = words.get(done..middle).and_then(|before| before.rfind('[')).map(|open| done + open)
            else {
                continue;
            };
            let shown = words.get(open + 1..middle).unwrap_or("");
            let Some(close) = words.get(middle..).and_then(|rest| rest.find(')')).map(|close| middle + close) else {
                continue;
            };
            let target = words.get(middle + 2..close).unwrap_or("");
            if !shown.starts_with("http") || shown.trim_end_matches('/') != target.trim_end_matches('/') {
                continue;
            }
            self.text.push_verbatim(words.get(done..open).unwrap_or(""), at + done);
            self.text.push_verbatim(shown, at + open + 1);
            self.links.push(Edit { span: Span::new(at + open, at + close + 1), text: shown.to_owned() });
            done = close + 1;
        }
        self.text.push_verbatim(words.get(done..).unwrap_or(""), at + done);
    }

    /// Adds `words`, which begin at byte `at` of the paste, with its HTML read.
    fn unescape(&mut self, words: &str, at: usize) {
        let mut done = 0;
        for (found, _) in words.match_indices('&') {
            let rest = words.get(found..).unwrap_or("");
            let Some((written, sign)) = ENTITIES.iter().find(|(written, _)| rest.starts_with(written)) else {
                continue;
            };
            self.text.push_verbatim(words.get(done..found).unwrap_or(""), at + done);
            let span = Span::new(at + found, at + found + written.len());
            self.text.push_replaced(sign, span);
            if self.entities.len() < MOST_ENTITIES {
                self.entities.push(Edit { span, text: (*sign).to_owned() });
            }
            done = found + written.len();
        }
        self.text.push_verbatim(words.get(done..).unwrap_or(""), at + done);
    }
}

/// The length of the prompt that a line begins with, and what the next line may begin with.
fn prompt(line: &str, session: Session) -> (usize, Session) {
    let trimmed = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - trimmed.len();
    let continued: &[&str] = match session {
        Session::None => &[],
        Session::Posix => &["> ", "quote> ", "dquote> ", "cmdand> ", "pipe> "],
        Session::PowerShell => &[">> ", ">>"],
        // As cmd.exe says it in some languages.
        Session::Cmd => &["More? ", "Mehr? ", "Mais? ", "Plus? ", "¿Más? ", "Más? ", "Altro? ", "Meer? "],
        Session::Quoted => &["> ", ">"],
    };
    if let Some(mark) = continued.iter().find(|mark| trimmed.starts_with(**mark)) {
        return (indent + mark.len(), session);
    }
    // Only characters that a prompt can begin with are worth a look.
    let Some(first) = trimmed.chars().next() else {
        return (0, Session::None);
    };
    if first == '>' {
        let rest = trimmed.trim_start_matches(['>', ' ']);
        let quoted = ["curl ", "curl.exe ", "$ curl ", "export "].iter().any(|start| rest.starts_with(start));
        let length = trimmed.len() - trimmed.trim_start_matches('>').len();
        let blank = usize::from(trimmed.get(length..).is_some_and(|rest| rest.starts_with(' ')));
        return if quoted { (indent + length + blank, Session::Quoted) } else { (0, Session::None) };
    }
    if let Some(length) = windows(trimmed) {
        let session = if trimmed.starts_with("PS") { Session::PowerShell } else { Session::Cmd };
        return (indent + length, session);
    }
    match unix(trimmed) {
        Some(length) => (indent + length, Session::Posix),
        None => (0, Session::None),
    }
}

/// `PS C:\Users\x> `, `PS> `, `C:\Users\x>`.
fn windows(line: &str) -> Option<usize> {
    let path = line.strip_prefix("PS").map_or(line, |rest| rest.trim_start_matches(' '));
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let powershell =
        line.starts_with("PS") && (path.starts_with('>') || path.starts_with(['/', '~']) || path.starts_with("HKLM"));
    if !(drive && path.get(2..).is_some_and(|rest| rest.starts_with(['\\', '/', '>'])) || powershell) {
        return None;
    }
    let head: usize = line.char_indices().take(200).find(|(_, c)| *c == '>').map(|(at, _)| at)?;
    if line.get(..head)?.contains(['"', '\'', '\n']) {
        return None;
    }
    let after = line.get(head + 1..)?;
    let marks = after.len() - after.trim_start_matches('>').len();
    let after = after.get(marks..)?;
    Some(head + 1 + marks + (after.len() - after.trim_start_matches(' ').len()))
}

/// The most characters of a prompt.
const MOST_PROMPT: usize = 90;

/// `$ `, `% `, `user@host:~$ `, `[user@host dir]# `, `~ % `, `bash-5.2$ `, `❯ `, `➜  ~ `.
fn unix(line: &str) -> Option<usize> {
    for mark in ["$ ", "% ", "❯ ", "λ "] {
        if line.starts_with(mark) {
            return Some(mark.len());
        }
    }
    if line.starts_with("➜") {
        let at = line.find(" curl ").or_else(|| line.find(" export "))?;
        return (at < 80).then_some(at + 1);
    }
    // The first of these signs decides, and none of what no prompt has stands in front of it.
    static ENDS: Signs = Signs::of(b"$%#>\"'`=|;{");
    let at = ENDS.find(line)?;
    let (before, mark) = line.split_at_checked(at)?;
    let ends = mark.starts_with(['$', '%', '#', '>']) && mark.as_bytes().get(1) == Some(&b' ');
    if !ends || before.chars().count() + 2 > MOST_PROMPT {
        return None;
    }
    // `-d @- > out.txt` is the rest of a command.
    let words_of_a_command =
        before.contains("://") || before.split_whitespace().any(|word| word.starts_with(['-', '@']));
    let looks = before.contains('@')
        || before.trim_end().ends_with(['~', ']'])
        || before.starts_with("bash-")
        || before.starts_with("sh-");
    let words = before.split_whitespace().count();
    (looks && !words_of_a_command && words <= 4).then_some(at + 2)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_taken_off() {
        let cases = [
            ("$ curl x\n> -H y\n", "curl x\n-H y\n"),
            ("me@box:~/a$ curl x", "curl x"),
            ("[me@box a]$ curl x", "curl x"),
            ("~ % curl x", "curl x"),
            ("me@mac ~ % curl x", "curl x"),
            ("PS C:\\Users\\me> curl.exe x `\n>>   -H y\n", "curl.exe x `\n  -H y\n"),
            ("PS> a\n>> b", "a\nb"),
            ("C:\\jobs>curl x ^\nMore? -H y", "curl x ^\n-H y"),
            ("> curl x \\\n>   -H y\n", "curl x \\\n  -H y\n"),
            ("> some quote\n", "> some quote\n"),
            ("100% of it, $5\n", "100% of it, $5\n"),
            ("https://a.b/c -d @- > out.txt\n", "https://a.b/c -d @- > out.txt\n"),
            ("curl -u ~ > out.txt x\n", "curl -u ~ > out.txt x\n"),
            ("# a comment\n", "# a comment\n"),
        ];
        for (paste, want) in cases {
            assert_eq!(clean(paste).text.as_str(), want, "{paste}");
        }
        let html = clean("$ curl -H &quot;a: b&quot; &amp;&amp; c &copy;");
        assert_eq!(html.text.as_str(), "curl -H \"a: b\" && c &copy;");
        assert_eq!(html.entities.len(), 4);
        assert!(clean("curl -d '&quot;'").entities.is_empty(), "there it is meant");
        assert_eq!(clean("> curl x \\\n> -H y\n").quoted.len(), 2);
    }
}
