//! Words by the rules of Microsoft's C runtime, which takes a Windows command line apart.
//!
//! 2n backslashes before `"` give n and the quote switches; 2n+1 give n and a plain `"`; `""` inside a
//! quoted part gives one `"` (learn.microsoft.com, "Parsing C command-line arguments").

use super::Word;
use crate::text::{Few, Traced};
use std::ops::Range;

/// Splits a command line. What lies in `raw` is taken as it is, in one piece.
pub(super) fn split(line: &Traced, raw: &[Range<usize>]) -> Vec<Word> {
    let text = line.as_str();
    let bytes = text.as_bytes();
    let mut raw = raw.iter().peekable();
    let mut words = Vec::new();
    let mut at = 0;
    loop {
        while matches!(bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        if at >= bytes.len() {
            return words;
        }
        let start = at;
        let mut out = Pieces { line, text: Traced::new(), from: at, to: at };
        let mut quoted = false;
        while let Some(&byte) = bytes.get(at) {
            if let Some(range) = raw.next_if(|range| range.start <= at) {
                out.take(range.clone());
                at = range.end.max(at + 1);
                continue;
            }
            match byte {
                b' ' | b'\t' if !quoted => break,
                b'\\' => {
                    let count = bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|b| **b == b'\\').count());
                    let end = at + count;
                    if bytes.get(end) != Some(&b'"') {
                        out.take(at..end);
                        at = end;
                        continue;
                    }
                    out.take(at..at + count / 2);
                    if count % 2 == 1 {
                        out.take(end..end + 1);
                        at = end + 1;
                    } else {
                        at = end;
                        at += quote(&mut out, bytes, at, &mut quoted);
                    }
                }
                b'"' => at += quote(&mut out, bytes, at, &mut quoted),
                _ => {
                    let rest = text.get(at..).unwrap_or("");
                    let next = raw.peek().map_or(text.len(), |range| range.start);
                    let stop = rest.find(['\\', '"', ' ', '\t']).map_or(text.len(), |found| at + found).max(at + 1);
                    let stop = stop.min(next.max(at + 1));
                    // A blank inside quotes is plain too.
                    let stop = if matches!(byte, b' ' | b'\t') { at + 1 } else { stop };
                    out.take(at..stop);
                    at = stop;
                }
            }
        }
        words.push(Word { text: out.finish(), span: line.source(start..at), pieces: Few::None });
    }
}

/// A `"` at byte `at`: how many bytes it takes.
fn quote(out: &mut Pieces<'_>, bytes: &[u8], at: usize, quoted: &mut bool) -> usize {
    if *quoted && bytes.get(at + 1) == Some(&b'"') {
        out.take(at..at + 1);
        return 2;
    }
    *quoted = !*quoted;
    1
}

/// A word put together from ranges of the line; neighbours are joined first.
struct Pieces<'a> {
    line: &'a Traced,
    text: Traced,
    from: usize,
    to: usize,
}

impl Pieces<'_> {
    fn take(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        if range.start != self.to {
            self.flush();
            self.from = range.start;
        }
        self.to = range.end;
    }

    fn flush(&mut self) {
        if self.from < self.to {
            self.text.append(&self.line.slice(self.from..self.to));
        }
        self.from = self.to;
    }

    fn finish(mut self) -> Traced {
        self.flush();
        self.text
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_c_runtime() {
        let words = |text: &str| {
            split(&Traced::verbatim(text, 0), &[]).iter().map(|word| word.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(words(r#"curl "a b" c"#), ["curl", "a b", "c"]);
        assert_eq!(words(r#"-d "{\"a\":\"b c\"}""#), ["-d", r#"{"a":"b c"}"#]);
        assert_eq!(words(r#""a""b" \\\"x \\"y z" a\b"#), [r#"a"b"#, r#"\"x"#, r"\y z", r"a\b"]);
        assert_eq!(words(r#"x"" """#), ["x", ""]);
    }
}
