//! Odd places in a command line.

use crate::finding::Edit;
use crate::span::Span;

/// What is odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// A quote that is never closed; the character.
    UnclosedQuote(char),
    /// `<https://…>`, as chats write links.
    AngleLink,
    /// An address that goes on on the next line.
    BrokenAddress,
    /// `$env:NAME` of PowerShell where `$NAME` was set; the name.
    OtherScope(String),
    /// `${NAME` without the brace that closes it; the name.
    UnclosedBrace(String),
    /// A header as a text where a cmdlet of PowerShell wants a hashtable.
    TextAsHeaders,
    /// `%NAME` without the second sign in cmd.exe; the name.
    UnclosedPercent(String),
    /// `export` in cmd.exe; the name.
    ExportInCmd(String),
    /// The paste ends inside a quoted JSON body that is not complete: it was cut in copying.
    CutOff,
    /// A here-document whose last line is missing; its word.
    UnclosedHereDocument(String),
    /// Blanks between the continuation character and the line's end; the character.
    BlankAfterContinuation(char),
    /// A backslash and a blank where a line ended before it was copied.
    LostLineEnds,
    /// A comment after the backslash.
    CommentAfterBackslash,
    /// The next line belongs to the command, but nothing continues this one; what should stand there.
    MissingContinuation(char),
    /// An empty line or a comment line amid continued lines.
    BlankLine,
    /// A continuation character after the last argument.
    TrailingContinuation(char),
    /// A backslash glued to the word before it while the next line begins in the first column.
    GluedContinuation,
    /// Lines end in CR LF.
    CarriageReturn,
    /// Typographic quotes where the shell wants plain ones.
    SmartQuote,
    /// A typographic dash in front of an option.
    SmartDash,
    /// A no-break space or an invisible character; its code point.
    Invisible(char),
    /// An apostrophe inside a single-quoted body ends the quote; the word around it.
    Apostrophe(String),
    /// Double quotes inside a double-quoted body.
    DoubleInsideDouble,
    /// A JSON body without quotes around it.
    UnquotedJson,
    /// `$` before digits inside double quotes; as typed.
    DollarAmount(String),
    /// A backtick inside a double-quoted body.
    Backtick(String),
    /// Escapes of `$'…'` that give bytes which are no UTF-8; as typed.
    RawByte(String),
    /// `!` inside double quotes.
    HistoryExpansion,
    /// No blank between a closing quote and the next option.
    MissingBlank,
    /// `&` in an address without quotes.
    UnquotedAmpersand,
    /// `<NAME>` without quotes: the shell reads it as a redirection; as typed.
    UnquotedPlaceholder(String),
    /// `NAME=value curl … $NAME`: the value comes too late; the name.
    PrefixAssignment(String),
    /// A continuation character of another shell; the character and the right one.
    ForeignContinuation(char, char),
    /// Single quotes in cmd.exe.
    SingleQuotesInCmd,
    /// Carets in front of every sign of a text in quotes, where cmd.exe keeps them.
    CaretsInQuotes,
    /// `&` or `|` in a body ends the command in cmd.exe, whose quotes `\"` switches.
    CmdOperator(char),
    /// `:` and `,` in a hashtable of PowerShell, which has `=` and `;`.
    ColonInTable,
    /// A name with a hyphen in a hashtable of PowerShell, without quotes.
    BareKey,
    /// A text that is assigned in PowerShell without quotes.
    BareText,
    /// A here-string of PowerShell on one line.
    FlatHereString,
    /// `export NAME=value` in PowerShell; the name.
    ForeignExport(String),
    /// `${{ … }}` of a workflow outside of one.
    WorkflowExpression,
    /// `set NAME = value` in cmd.exe; the name.
    BlanksInSet(String),
    /// `@name` without quotes in PowerShell.
    BareAt,
    /// Inner double quotes that Windows PowerShell 5.1 strips on the way to a program.
    /// Whether the paste names that version.
    QuotesStripped(bool),
    /// `\"` in single quotes, which PowerShell 7.3 passes on; whether the paste names that version.
    BackslashesKept(bool),
    /// `curl` is another command in Windows PowerShell; whether that command's own parameters are used too.
    CurlAlias(bool),
    /// `$NAME` in cmd.exe, or `%NAME%` elsewhere; as typed, and as it should be.
    ForeignVariable(String, String),
    /// `\"` inside a PowerShell string.
    BackslashQuoteInPowerShell,
    /// Lines begin with `> `, as in a quoted mail.
    QuotePrefix,
    /// A parenthesis in a word without quotes.
    Parenthesis,
    /// An address written as a Markdown link.
    MarkdownLink,
    /// Lines begin with their numbers.
    LineNumbers,
    /// Quotes written as HTML entities.
    HtmlEntities,
    /// `ConvertTo-Json` cuts the value off below its depth (2 unless told).
    JsonDepth,
}

/// An odd place and what would mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What is odd.
    pub kind: SlipKind,
    /// Where, in the paste.
    pub span: Span,
    /// Replacements in the paste that mend it without a change of meaning; empty: none known.
    pub edits: Vec<Edit>,
}

impl Slip {
    /// A slip without a way to mend it.
    pub fn new(kind: SlipKind, span: Span) -> Self {
        Self { kind, span, edits: Vec::new() }
    }

    /// The same with one more replacement.
    #[must_use]
    pub fn edit(mut self, span: Span, text: &str) -> Self {
        self.edits.push(Edit { span, text: text.to_owned() });
        self
    }
}

/// Notes one more place of a kind that is said once: the first has the place, each has an edit.
pub(super) fn add(slips: &mut Vec<Slip>, kind: SlipKind, span: Span, text: &str) {
    match slips.iter_mut().find(|slip| slip.kind == kind) {
        Some(slip) => slip.edits.push(Edit { span, text: text.to_owned() }),
        None => slips.push(Slip::new(kind, span).edit(span, text)),
    }
}
