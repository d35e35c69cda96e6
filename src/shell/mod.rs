//! Shell words: what a shell would hand to a program, with the way back to the paste.
//!
//! Nothing here fails. What is unbalanced or odd becomes a [`Slip`] at its place, and reading goes on
//! with the likeliest meaning. POSIX shells come first ([`posix`]); cmd.exe ([`cmd`]) and PowerShell
//! ([`powershell`]) follow their own documented rules.

mod arithmetic;
pub mod assign;
mod brace;
mod builtins;
pub mod clean;
pub mod cmd;
mod crt;
pub mod dialect;
mod expand;
pub mod guess;
mod heredoc;
mod loops;
mod output;
mod parameter;
mod pattern;
pub mod posix;
pub mod powershell;
pub mod ps_json;
pub mod ps_value;
mod quote;
mod quoted;
pub mod slip;
pub mod source;
pub mod vars;
mod word;

pub(crate) use expand::name_length;
pub use output::{output_of, passed_on};
pub use slip::{Slip, SlipKind};
pub use source::Source;
pub use vars::{Value, Vars};

use crate::span::Span;
use crate::text::{Few, Traced};

/// How a piece of a word is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `$'…'`
    Ansi,
}

/// A quoted piece of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its quotes.
    pub quote: Quote,
    /// Where it stands in the paste, quotes included.
    pub span: Span,
    /// Where its text begins in the word.
    pub from: usize,
    /// Where its text ends in the word.
    pub to: usize,
}

/// One word of a command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The text that the program gets, with symbols for what is not known.
    pub text: Traced,
    /// Where the word stands in the paste, quotes included.
    pub span: Span,
    /// Its quoted pieces, in order.
    pub pieces: Few<Piece>,
}

impl Word {
    /// A word without quotes that stands where its text comes from.
    pub fn bare(text: Traced) -> Self {
        Self { span: text.whole(), text, pieces: Few::None }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }
}

/// What a command reads from its standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stdin {
    /// A text that stands in the paste: a here-document, a here-string, `echo … |`.
    Text(Traced),
    /// `< file`
    File(Traced),
}

/// One simple command of a pipeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simple {
    /// Its words, the program first.
    pub words: Vec<Word>,
    /// Its standard input, where the paste shows it.
    pub stdin: Option<Stdin>,
    /// The file its output goes to.
    pub output: Option<Traced>,
    /// From its first word to its last one.
    pub span: Span,
    /// Odd places in it.
    pub slips: Vec<Slip>,
}
