//! The words for how a piece of a request came about: shown beside it, so that a person can follow curl's own rules.
//!
//! Source: `man curl`, each option's own paragraph.

use super::options::Act;

/// `-X`.
pub const GIVEN: &str = "given with `-X`";
/// No data, no form, no upload.
pub const PLAIN_GET: &str = "what curl sends without data";
/// `-d` and its kin.
pub const DATA_POSTS: &str = "the data makes it a POST";
/// `-F`.
pub const FORM_POSTS: &str = "the form makes it a POST";
/// `-I`.
pub const HEAD: &str = "`-I` makes it a HEAD";
/// `-T`.
pub const UPLOAD_PUTS: &str = "`-T` makes it a PUT";

/// An address without `https://`.
pub const SCHEME: &str = "the scheme is added: none is written";
/// `-G`, `--url-query`.
pub const QUERY: &str = "with the data of `-G` or `--url-query` behind it";
/// `--request-target`.
pub const TARGET: &str = "with what `--request-target` asks for";
/// `[1-3]`, `{a,b}`.
pub const GLOB: &str = "one of those that the brackets stand for";

/// `--json`.
pub const BY_JSON: &str = "set by `--json`";
/// The content type of `-d`.
pub const FORM_TYPE: &str = "what `-d` sets when no other is given";
/// The content type of `-F`.
pub const MULTIPART_TYPE: &str = "set by `-F`";
/// `-u`.
pub const BASIC: &str = "`-u`, encoded in base64";
/// `https://name:password@…`.
pub const LOGIN: &str = "name and password of the address, encoded in base64";
/// `--oauth2-bearer`.
pub const BEARER: &str = "set by `--oauth2-bearer`";
/// `--aws-sigv4`.
pub const SIGNED: &str = "signed by `--aws-sigv4`";
/// `-A`.
pub const AGENT: &str = "set by `-A`";
/// `-e`.
pub const REFERER: &str = "set by `-e`";
/// `-b`.
pub const COOKIE: &str = "set by `-b`";
/// `--compressed`.
pub const COMPRESSED: &str = "set by `--compressed`";
/// `-r`.
pub const RANGE: &str = "set by `-r`";

/// A parameter of PowerShell's cmdlets.
pub const PARAMETER: &str = "set by a parameter of its own";
/// What the cmdlet adds.
pub const CMDLET: &str = "what the cmdlet sets when no other is given";
/// Without `-Method`.
pub const CMDLET_GET: &str = "what the cmdlet sends without `-Method`";
/// A hashtable as a body.
pub const TABLE: &str = "the table is sent as a form";

/// `-F`.
pub const PARTS: &str = "a part for each `-F`";
/// `-T`.
pub const UPLOAD: &str = "the file that `-T` names";

/// How a body came about that was made by these data options, in their order.
pub fn data(by: &[(Act, Source)]) -> &'static str {
    use Source::{File, Typed};
    match by {
        [] => "",
        [(Act::DataUrlencode, _)] => "`--data-urlencode` encodes it",
        [(Act::DataBinary | Act::Json, File)] => "the file, byte for byte",
        [(_, File)] => "the file without its line breaks: `-d` takes them out",
        [(Act::Json, Typed)] => "`--json`, as written",
        [(_, Typed)] => "as written",
        [(Act::Json, _), ..] => "the pieces of `--json`, joined without a sign",
        _ => "the pieces, joined with `&`",
    }
}

/// Where the value of a data option came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The command line.
    Typed,
    /// A file, or standard input.
    File,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_follow_what_curl_does() {
        assert_eq!(data(&[(Act::Data, Source::Typed)]), "as written");
        assert!(data(&[(Act::Data, Source::File)]).contains("line breaks"));
        assert!(data(&[(Act::DataBinary, Source::File)]).contains("byte for byte"));
        assert!(data(&[(Act::Data, Source::Typed), (Act::DataRaw, Source::Typed)]).contains('&'));
        assert!(!data(&[(Act::Json, Source::Typed), (Act::Json, Source::Typed)]).contains('&'));
    }
}
