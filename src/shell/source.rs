//! The text that is lexed: the paste without prompts, with the way back to it.

use crate::span::Span;
use crate::text::find::Signs;
use crate::text::Traced;
use std::cell::Cell;
use std::ops::Range;

/// A cleaned text and the paste it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The cleaned text.
    pub clean: &'a Traced,
    /// The paste.
    pub paste: &'a str,
    /// What reading it has come to.
    pub progress: &'a Progress,
    /// The text is a word of another shell's command: `sh -c '…'`.
    pub in_another: bool,
    /// Whether the words of each call are kept, for a comparison with those of a real shell.
    pub keeps_words: bool,
}

/// What is kept while a text is read.
#[derive(Debug)]
pub struct Progress {
    /// Bytes that may still be looked at ahead of the reading position. Guesses stop when it is
    /// used up, which keeps the whole linear on any input.
    fuel: Cell<usize>,
    /// Bytes of what was read as a command and turned out to be none, and where the last of it ends.
    refused: Cell<(usize, usize)>,
    /// How far it was looked for signs of a script (bytes), and whether there was one.
    script: Cell<(usize, bool)>,
}

impl Progress {
    /// For a text of so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self { fuel: Cell::new(16 * bytes + 65_536), refused: Cell::new((0, 0)), script: Cell::new((0, false)) }
    }
}

impl<'a> Source<'a> {
    /// A whole paste in its cleaned form.
    pub fn new(clean: &'a Traced, paste: &'a str, progress: &'a Progress) -> Self {
        Self { clean, paste, progress, in_another: false, keeps_words: false }
    }

    /// The cleaned text.
    pub fn text(self) -> &'a str {
        self.clean.as_str()
    }

    /// The cleaned text from `from` to `to`, or nothing where that does not fit.
    pub fn get(self, from: usize, to: usize) -> &'a str {
        self.text().get(from..to).unwrap_or("")
    }

    /// Takes `bytes` of the fuel; whether there was enough.
    pub fn burn(self, bytes: usize) -> bool {
        let left = self.progress.fuel.get();
        self.progress.fuel.set(left.saturating_sub(bytes));
        left > 0 && left >= bytes
    }

    /// Notes that the text from `start` to `end` was read as a command and is none.
    pub fn refuse(self, start: usize, end: usize) {
        let (bytes, _) = self.progress.refused.get();
        self.progress.refused.set((bytes + end.saturating_sub(start), end));
    }

    /// Where the last text ends that was no command, once so much was read in vain that it must not be read again.
    pub fn tired(self) -> Option<usize> {
        let (bytes, end) = self.progress.refused.get();
        (bytes > 4 * self.text().len() + 65_536).then_some(end)
    }

    /// Whether a function of a shell, or the first line of a script, may stand in front of byte `at`.
    pub fn script_before(self, at: usize) -> bool {
        static BEGINS: Signs = Signs::of(b"(f#");
        let (done, found) = self.progress.script.get();
        if found || done >= at {
            return found;
        }
        let text = self.get(done, at);
        let mut from = 0;
        let mut found = false;
        while let Some(sign) = text.get(from..).and_then(|rest| BEGINS.find(rest)).filter(|_| !found) {
            from += sign + 1;
            let rest = text.get(from - 1..).unwrap_or("");
            found = ["()", "function ", "#!/"].iter().any(|sign| rest.starts_with(sign));
        }
        self.progress.script.set((at, found));
        found
    }

    /// The place in the paste of a part of the cleaned text.
    pub fn span(self, range: Range<usize>) -> Span {
        self.clean.source(range).on_borders(self.paste)
    }

    /// The place in front of a byte of the cleaned text; its end for the end of the text.
    pub fn at(self, at: usize) -> Span {
        if at == 0 {
            return Span::at(self.clean.source(0..0).start).on_borders(self.paste);
        }
        // Right behind the byte before, so that a stripped prompt in between is not counted.
        let mut back = at.min(self.text().len());
        let end = back;
        back = back.saturating_sub(1);
        while !self.text().is_char_boundary(back) {
            back -= 1;
        }
        Span::at(self.span(back..end).end)
    }

    /// Appends a part of the cleaned text to `out`.
    pub fn copy(self, out: &mut Traced, range: Range<usize>) {
        let text = self.get(range.start, range.end);
        if text.is_empty() {
            return;
        }
        if let Some(at) = self.clean.copied_from(range.start) {
            return out.push_verbatim(text, at);
        }
        let span = self.clean.source(range.clone());
        if self.clean.symbols().is_empty() && span.of(self.paste) == text {
            out.push_verbatim(text, span.start);
        } else {
            out.append(&self.clean.slice(range));
        }
    }
}
