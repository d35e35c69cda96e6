//! Here-documents: the lines after a command that it reads as its input.

use super::posix::Lexer;
use super::word::Build;
use super::{Slip, SlipKind};
use crate::span::Span;
use crate::text::Traced;

/// A here-document whose lines are still to come.
pub(super) struct Pending {
    /// The line that ends it.
    pub end: String,
    /// Whether its word was quoted: then nothing in it is expanded.
    pub quoted: bool,
    /// `<<-`: leading tabs are taken off.
    pub tabs: bool,
    /// The command that reads it.
    pub command: usize,
    /// Where its word stands.
    pub span: Span,
}

impl Lexer<'_> {
    /// Reads the lines of one here-document; the reading position is at the first of them.
    pub(super) fn here_document(&mut self, pending: &Pending) -> Traced {
        let mut build = Build::new(self.pos);
        let mut ended = false;
        // Where every line ends in CR LF, so does the last one, and it ends nothing; the CRs are not meant.
        let crlf = self.rest().split_inclusive('\n').find(|line| line.trim() == pending.end);
        let crlf = crlf.is_some_and(|line| line.ends_with("\r\n"));
        while self.pos < self.limit {
            let rest = self.rest();
            let line = rest.split('\n').next().unwrap_or("");
            let next = (self.pos + line.len() + 1).min(self.limit);
            let bare = line.trim_end_matches('\r');
            let stripped = if pending.tabs { bare.trim_start_matches('\t') } else { bare };
            if stripped == pending.end || bare.trim() == pending.end {
                if stripped != pending.end {
                    // Only `<<-` and tabs allow the last line to be indented.
                    let span = self.src.span(self.pos..self.pos + bare.len());
                    let kind = SlipKind::UnclosedHereDocument(pending.end.clone());
                    self.slips.push(Slip::new(kind, span).edit(span, &pending.end));
                }
                if crlf && !self.slips.iter().any(|slip| slip.kind == SlipKind::CarriageReturn) {
                    let end = self.pos + bare.len();
                    self.slips.push(Slip::new(SlipKind::CarriageReturn, self.src.span(end..end + 1)));
                }
                self.pos = next;
                ended = true;
                break;
            }
            if pending.tabs {
                self.pos += bare.len() - stripped.len();
            }
            let cut = crlf && line.ends_with('\r');
            let text = if cut { next - 2 } else { next };
            if pending.quoted {
                self.src.copy(&mut build.text, self.pos..text);
            } else {
                self.here_line(&mut build, text);
            }
            if cut {
                self.src.copy(&mut build.text, next - 1..next);
            }
            self.pos = next;
        }
        if !ended {
            self.slips.push(Slip::new(SlipKind::UnclosedHereDocument(pending.end.clone()), pending.span));
        }
        build.text
    }

    /// A line of a here-document in which variables are expanded and quotes mean nothing.
    fn here_line(&mut self, build: &mut Build, end: usize) {
        while self.pos < end {
            let rest = self.src.get(self.pos, end);
            let plain = rest.find(['\\', '$', '`']).unwrap_or(rest.len());
            self.src.copy(&mut build.text, self.pos..self.pos + plain);
            self.pos += plain;
            let rest = rest.get(plain..).unwrap_or("");
            match rest.chars().next() {
                None => break,
                // `\"` keeps its backslash here.
                Some('\\') if rest.starts_with("\\\"") => {
                    self.src.copy(&mut build.text, self.pos..self.pos + 2);
                    self.pos += 2;
                }
                Some('\\') => self.quoted_escape(&mut build.text, rest),
                Some('$') => self.dollar(build, true),
                Some(_) => self.backtick(build, true),
            }
        }
    }
}
