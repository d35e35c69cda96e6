//! What can be wrong with a JSON text, as kinds that can be explained.

use std::ops::Range;

/// A kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// There is no value at all.
    Empty,
    /// A comma before a closing bracket.
    TrailingComma,
    /// Two commas, or one at the beginning.
    ExtraComma,
    /// No comma between two members or elements.
    MissingComma,
    /// No colon between a key and its value.
    MissingColon,
    /// A key without a value.
    MissingValue,
    /// A string or key in `'…'`.
    SingleQuotes,
    /// A string or key in typographic quotes.
    SmartQuotes,
    /// A `//`, `/* */` or `#` comment.
    Comment,
    /// A key without quotes.
    UnquotedKey,
    /// A text value without quotes.
    UnquotedText,
    /// `None`, `True`, `NaN`, `undefined` and the like.
    BadLiteral,
    /// A number that JSON does not know: `+1`, `.5`, `1_000`, `0x10`.
    BadNumber,
    /// A raw line break, tab or other control character inside a string.
    ControlCharacter,
    /// A backslash before a character that cannot follow it.
    BadEscape,
    /// A quote inside a string that is not written `\"`.
    UnescapedQuote,
    /// A string whose closing quote is missing at the end of the line.
    MissingQuote,
    /// A bracket, or the text itself, ends too early.
    Unclosed,
    /// A closing bracket that nothing opened.
    StrayBracket,
    /// Something follows the end of the value.
    ExtraData,
    /// The value is not an object.
    NotObject,
    /// The same key twice in one object; most readers keep the last.
    DuplicateKey,
    /// `{{` for `{`, as left by a template.
    DoubledBraces,
    /// `{{NAME}}`, `<…>` or `...` that was to be filled in.
    Placeholder,
    /// Half of a surrogate pair.
    LoneSurrogate,
    /// A blank that JSON does not know: a no-break space, a zero-width space.
    OddBlank,
    /// A character that cannot stand there.
    Unexpected,
    /// More brackets inside each other than anybody means.
    TooDeep,
}

/// Whether a placeholder is an ellipsis: manuals and people write three dots where they leave something out.
pub fn is_ellipsis(placeholder: &str) -> bool {
    placeholder.chars().all(|c| matches!(c, '.' | '…'))
}

/// A replacement in the text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes that go, in the text that was read; empty to insert.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// One fault and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: Kind,
    /// The words it is about, in bytes of the text that was read.
    pub range: Range<usize>,
    /// What would mend it; empty where nobody can know.
    pub changes: Vec<Change>,
}
