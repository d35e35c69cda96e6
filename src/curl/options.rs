//! All options of curl 8, long and short, with or without a value.
//!
//! Names and letters as `curl --help all` of 7.88 lists them, and those that came with 8.x
//! (docs/options-in-versions of curl). Names that curl documents with `no-` stand without it.

/// What an option means for the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// An address.
    Url,
    /// The method.
    Request,
    /// A header line.
    Header,
    /// A body, newlines of a file taken out.
    Data,
    /// A body as it is.
    DataBinary,
    /// A body in which `@` means nothing.
    DataRaw,
    /// A body to encode.
    DataUrlencode,
    /// A JSON body.
    Json,
    /// A part of a multipart form.
    Form,
    /// A part of a multipart form in which `@` and `<` mean nothing.
    FormString,
    /// The data go to the address.
    Get,
    /// Headers only.
    Head,
    /// A file to put.
    Upload,
    /// Name and password.
    User,
    /// A bearer token.
    Bearer,
    /// User-Agent.
    UserAgent,
    /// Referer.
    Referer,
    /// Cookies.
    Cookie,
    /// A proxy.
    Proxy,
    /// No certificate checks.
    Insecure,
    /// The next request has options of its own.
    Next,
    /// Braces and brackets of an address mean nothing.
    GlobOff,
    /// Dots in the path stay.
    PathAsIs,
    /// A piece of the query.
    UrlQuery,
    /// Sets one of curl's own variables.
    Variable,
    /// Signs the request for AWS.
    SigV4,
    /// A way to log in that sends nothing at first.
    OtherAuth,
    /// A file for the answer's headers.
    DumpHeader,
    /// A number.
    Number,
    /// Options in a file.
    Config,
    /// Asks for a compressed answer.
    Compressed,
    /// Asks for a part.
    Range,
    /// Scheme of an address without one.
    ProtoDefault,
    /// The path and query that are asked for, whatever the address says.
    RequestTarget,
    /// Prints something and sends nothing.
    Info,
    /// Nothing that changes the request.
    Other,
}

/// One option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opt {
    /// Long name without dashes.
    pub long: &'static str,
    /// Short name; `'\0'`: none.
    pub short: char,
    /// Whether it takes a value.
    pub takes: bool,
    /// What it means.
    pub act: Act,
}

const fn opt(long: &'static str, short: char, takes: bool, act: Act) -> Opt {
    Opt { long, short, takes, act }
}

const NONE: char = '\0';

/// How a long name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// As it is in the table.
    Exact(&'static Opt),
    /// The only one that begins so.
    Prefix(&'static Opt),
    /// Not known; the nearest one, if one is near.
    Unknown(Option<&'static Opt>),
}

/// The option with this letter.
pub fn short(letter: char) -> Option<&'static Opt> {
    let index = LETTERS.get(letter as usize).copied().filter(|index| *index > 0)?;
    OPTIONS.get(usize::from(index) - 1)
}

/// For each letter the place of its option in the table, counted from one.
static LETTERS: [u16; 128] = {
    let mut table = [0; 128];
    let mut index = 0;
    while index < OPTIONS.len() {
        if OPTIONS[index].short != NONE {
            table[OPTIONS[index].short as usize] = index as u16 + 1;
        }
        index += 1;
    }
    table
};

/// The option with this long name (without dashes); a leading `no-` switches a flag off, see [`is_negated`].
pub fn long(name: &str) -> Match {
    if let Some(opt) = exact(name).or_else(|| exact(name.strip_prefix("no-")?).filter(|opt| !opt.takes)) {
        return Match::Exact(opt);
    }
    let mut starts = OPTIONS.iter().filter(|opt| !name.is_empty() && opt.long.starts_with(name));
    match (starts.next(), starts.next()) {
        (Some(only), None) => Match::Prefix(only),
        _ => Match::Unknown(nearest(name)),
    }
}

/// Whether the name switches its option off.
pub fn is_negated(name: &str) -> bool {
    name.strip_prefix("no-").is_some_and(|rest| exact(rest).is_some())
}

fn exact(name: &str) -> Option<&'static Opt> {
    OPTIONS.binary_search_by(|opt| opt.long.cmp(name)).ok().and_then(|index| OPTIONS.get(index))
}

/// What other programs call an option, and what curl calls it.
const ELSEWHERE: &[(&str, &str)] = &[
    ("auth", "user"),
    ("bearer", "oauth2-bearer"),
    ("body", "data"),
    ("body-data", "data"),
    ("content", "data"),
    ("body-file", "data-binary"),
    ("method", "request"),
    ("payload", "data"),
    ("post-data", "data"),
    ("post-file", "data-binary"),
    ("params", "url-query"),
    ("query", "url-query"),
    ("timeout", "max-time"),
    ("token", "oauth2-bearer"),
];

/// The option whose name is nearest, with at most two typing errors (one in a short name).
fn nearest(name: &str) -> Option<&'static Opt> {
    if name.len() > 30 {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    if let Some((_, own)) = ELSEWHERE.iter().find(|(other, _)| *other == lower) {
        return exact(own);
    }
    let most = if name.chars().count() < 5 { 1 } else { 2 };
    // Options that decide about the request win a tie: those are the ones that people type.
    OPTIONS
        .iter()
        .map(|opt| (strsim::damerau_levenshtein(&lower, opt.long), opt.act == Act::Other, opt))
        .filter(|(distance, _, _)| *distance <= most)
        .min_by_key(|(distance, other, _)| (*distance, *other))
        .map(|(_, _, opt)| opt)
}

/// The table, sorted by long name.
pub const OPTIONS: &[Opt] = &[
    opt("abstract-unix-socket", NONE, true, Act::Other),
    opt("alpn", NONE, false, Act::Other),
    opt("alt-svc", NONE, true, Act::Other),
    opt("anyauth", NONE, false, Act::OtherAuth),
    opt("append", 'a', false, Act::Other),
    opt("aws-sigv4", NONE, true, Act::SigV4),
    opt("basic", NONE, false, Act::Other),
    opt("buffer", 'N', false, Act::Other),
    opt("ca-native", NONE, false, Act::Other),
    opt("cacert", NONE, true, Act::Other),
    opt("capath", NONE, true, Act::Other),
    opt("cert", 'E', true, Act::Other),
    opt("cert-status", NONE, false, Act::Other),
    opt("cert-type", NONE, true, Act::Other),
    opt("ciphers", NONE, true, Act::Other),
    opt("clobber", NONE, false, Act::Other),
    opt("compressed", NONE, false, Act::Compressed),
    opt("compressed-ssh", NONE, false, Act::Other),
    opt("config", 'K', true, Act::Config),
    opt("connect-timeout", NONE, true, Act::Number),
    opt("connect-to", NONE, true, Act::Other),
    opt("continue-at", 'C', true, Act::Other),
    opt("cookie", 'b', true, Act::Cookie),
    opt("cookie-jar", 'c', true, Act::Other),
    opt("create-dirs", NONE, false, Act::Other),
    opt("create-file-mode", NONE, true, Act::Other),
    opt("crlf", NONE, false, Act::Other),
    opt("crlfile", NONE, true, Act::Other),
    opt("curves", NONE, true, Act::Other),
    opt("data", 'd', true, Act::Data),
    opt("data-ascii", NONE, true, Act::Data),
    opt("data-binary", NONE, true, Act::DataBinary),
    opt("data-raw", NONE, true, Act::DataRaw),
    opt("data-urlencode", NONE, true, Act::DataUrlencode),
    opt("delegation", NONE, true, Act::Other),
    opt("digest", NONE, false, Act::OtherAuth),
    opt("disable", 'q', false, Act::Other),
    opt("disable-eprt", NONE, false, Act::Other),
    opt("disable-epsv", NONE, false, Act::Other),
    opt("disallow-username-in-url", NONE, false, Act::Other),
    opt("dns-interface", NONE, true, Act::Other),
    opt("dns-ipv4-addr", NONE, true, Act::Other),
    opt("dns-ipv6-addr", NONE, true, Act::Other),
    opt("dns-servers", NONE, true, Act::Other),
    opt("doh-cert-status", NONE, false, Act::Other),
    opt("doh-insecure", NONE, false, Act::Other),
    opt("doh-url", NONE, true, Act::Other),
    opt("dump-ca-embed", NONE, false, Act::Other),
    opt("dump-header", 'D', true, Act::DumpHeader),
    opt("ech", NONE, true, Act::Other),
    opt("egd-file", NONE, true, Act::Other),
    opt("engine", NONE, true, Act::Other),
    opt("eprt", NONE, false, Act::Other),
    opt("epsv", NONE, false, Act::Other),
    opt("etag-compare", NONE, true, Act::Other),
    opt("etag-save", NONE, true, Act::Other),
    opt("expect100-timeout", NONE, true, Act::Number),
    opt("fail", 'f', false, Act::Other),
    opt("fail-early", NONE, false, Act::Other),
    opt("fail-with-body", NONE, false, Act::Other),
    opt("false-start", NONE, false, Act::Other),
    opt("follow", NONE, false, Act::Other),
    opt("form", 'F', true, Act::Form),
    opt("form-escape", NONE, false, Act::Other),
    opt("form-string", NONE, true, Act::FormString),
    opt("ftp-account", NONE, true, Act::Other),
    opt("ftp-alternative-to-user", NONE, true, Act::Other),
    opt("ftp-create-dirs", NONE, false, Act::Other),
    opt("ftp-method", NONE, true, Act::Other),
    opt("ftp-pasv", NONE, false, Act::Other),
    opt("ftp-port", 'P', true, Act::Other),
    opt("ftp-pret", NONE, false, Act::Other),
    opt("ftp-skip-pasv-ip", NONE, false, Act::Other),
    opt("ftp-ssl", NONE, false, Act::Other),
    opt("ftp-ssl-ccc", NONE, false, Act::Other),
    opt("ftp-ssl-ccc-mode", NONE, true, Act::Other),
    opt("ftp-ssl-control", NONE, false, Act::Other),
    opt("ftp-ssl-reqd", NONE, false, Act::Other),
    opt("get", 'G', false, Act::Get),
    opt("globoff", 'g', false, Act::GlobOff),
    opt("happy-eyeballs-timeout-ms", NONE, true, Act::Other),
    opt("haproxy-clientip", NONE, true, Act::Other),
    opt("haproxy-protocol", NONE, false, Act::Other),
    opt("head", 'I', false, Act::Head),
    opt("header", 'H', true, Act::Header),
    opt("help", 'h', false, Act::Info),
    opt("hostpubmd5", NONE, true, Act::Other),
    opt("hostpubsha256", NONE, true, Act::Other),
    opt("hsts", NONE, true, Act::Other),
    opt("http0.9", NONE, false, Act::Other),
    opt("http1.0", '0', false, Act::Other),
    opt("http1.1", NONE, false, Act::Other),
    opt("http2", NONE, false, Act::Other),
    opt("http2-prior-knowledge", NONE, false, Act::Other),
    opt("http3", NONE, false, Act::Other),
    opt("http3-only", NONE, false, Act::Other),
    opt("ignore-content-length", NONE, false, Act::Other),
    opt("include", 'i', false, Act::Other),
    opt("insecure", 'k', false, Act::Insecure),
    opt("interface", NONE, true, Act::Other),
    opt("ip-tos", NONE, true, Act::Other),
    opt("ipfs-gateway", NONE, true, Act::Other),
    opt("ipv4", '4', false, Act::Other),
    opt("ipv6", '6', false, Act::Other),
    opt("json", NONE, true, Act::Json),
    opt("junk-session-cookies", 'j', false, Act::Other),
    opt("keepalive", NONE, false, Act::Other),
    opt("keepalive-cnt", NONE, true, Act::Other),
    opt("keepalive-time", NONE, true, Act::Number),
    opt("key", NONE, true, Act::Other),
    opt("key-type", NONE, true, Act::Other),
    opt("knownhosts", NONE, true, Act::Other),
    opt("krb", NONE, true, Act::Other),
    opt("krb4", NONE, true, Act::Other),
    opt("libcurl", NONE, true, Act::Other),
    opt("limit-rate", NONE, true, Act::Other),
    opt("list-only", 'l', false, Act::Other),
    opt("local-port", NONE, true, Act::Other),
    opt("location", 'L', false, Act::Other),
    opt("location-trusted", NONE, false, Act::Other),
    opt("login-options", NONE, true, Act::Other),
    opt("mail-auth", NONE, true, Act::Other),
    opt("mail-from", NONE, true, Act::Other),
    opt("mail-rcpt", NONE, true, Act::Other),
    opt("mail-rcpt-allowfails", NONE, false, Act::Other),
    opt("manual", 'M', false, Act::Info),
    opt("max-filesize", NONE, true, Act::Other),
    opt("max-redirs", NONE, true, Act::Number),
    opt("max-time", 'm', true, Act::Number),
    opt("metalink", NONE, false, Act::Other),
    opt("mptcp", NONE, false, Act::Other),
    opt("negotiate", NONE, false, Act::OtherAuth),
    opt("netrc", 'n', false, Act::Other),
    opt("netrc-file", NONE, true, Act::Other),
    opt("netrc-optional", NONE, false, Act::Other),
    opt("next", ':', false, Act::Next),
    opt("noproxy", NONE, true, Act::Other),
    opt("npn", NONE, false, Act::Other),
    opt("ntlm", NONE, false, Act::OtherAuth),
    opt("ntlm-wb", NONE, false, Act::Other),
    opt("oauth2-bearer", NONE, true, Act::Bearer),
    opt("out-null", NONE, false, Act::Other),
    opt("output", 'o', true, Act::Other),
    opt("output-dir", NONE, true, Act::Other),
    opt("parallel", 'Z', false, Act::Other),
    opt("parallel-immediate", NONE, false, Act::Other),
    opt("parallel-max", NONE, true, Act::Other),
    opt("parallel-max-host", NONE, true, Act::Other),
    opt("pass", NONE, true, Act::Other),
    opt("path-as-is", NONE, false, Act::PathAsIs),
    opt("pinnedpubkey", NONE, true, Act::Other),
    opt("post301", NONE, false, Act::Other),
    opt("post302", NONE, false, Act::Other),
    opt("post303", NONE, false, Act::Other),
    opt("preproxy", NONE, true, Act::Proxy),
    opt("progress-bar", '#', false, Act::Other),
    opt("progress-meter", NONE, false, Act::Other),
    opt("proto", NONE, true, Act::Other),
    opt("proto-default", NONE, true, Act::ProtoDefault),
    opt("proto-redir", NONE, true, Act::Other),
    opt("proxy", 'x', true, Act::Proxy),
    opt("proxy-anyauth", NONE, false, Act::Other),
    opt("proxy-basic", NONE, false, Act::Other),
    opt("proxy-ca-native", NONE, false, Act::Other),
    opt("proxy-cacert", NONE, true, Act::Other),
    opt("proxy-capath", NONE, true, Act::Other),
    opt("proxy-cert", NONE, true, Act::Other),
    opt("proxy-cert-type", NONE, true, Act::Other),
    opt("proxy-ciphers", NONE, true, Act::Other),
    opt("proxy-crlfile", NONE, true, Act::Other),
    opt("proxy-digest", NONE, false, Act::Other),
    opt("proxy-header", NONE, true, Act::Other),
    opt("proxy-http2", NONE, false, Act::Other),
    opt("proxy-insecure", NONE, false, Act::Other),
    opt("proxy-key", NONE, true, Act::Other),
    opt("proxy-key-type", NONE, true, Act::Other),
    opt("proxy-negotiate", NONE, false, Act::Other),
    opt("proxy-ntlm", NONE, false, Act::Other),
    opt("proxy-pass", NONE, true, Act::Other),
    opt("proxy-pinnedpubkey", NONE, true, Act::Other),
    opt("proxy-service-name", NONE, true, Act::Other),
    opt("proxy-ssl-allow-beast", NONE, false, Act::Other),
    opt("proxy-ssl-auto-client-cert", NONE, false, Act::Other),
    opt("proxy-sslv2", NONE, false, Act::Other),
    opt("proxy-tls13-ciphers", NONE, true, Act::Other),
    opt("proxy-tlsauthtype", NONE, true, Act::Other),
    opt("proxy-tlspassword", NONE, true, Act::Other),
    opt("proxy-tlsuser", NONE, true, Act::Other),
    opt("proxy-tlsv1", NONE, false, Act::Other),
    opt("proxy-user", 'U', true, Act::Other),
    opt("proxy1.0", NONE, true, Act::Proxy),
    opt("proxytunnel", 'p', false, Act::Other),
    opt("pubkey", NONE, true, Act::Other),
    opt("quote", 'Q', true, Act::Other),
    opt("random-file", NONE, true, Act::Other),
    opt("range", 'r', true, Act::Range),
    opt("rate", NONE, true, Act::Other),
    opt("raw", NONE, false, Act::Other),
    opt("referer", 'e', true, Act::Referer),
    opt("remote-header-name", 'J', false, Act::Other),
    opt("remote-name", 'O', false, Act::Other),
    opt("remote-name-all", NONE, false, Act::Other),
    opt("remote-time", 'R', false, Act::Other),
    opt("remove-on-error", NONE, false, Act::Other),
    opt("request", 'X', true, Act::Request),
    opt("request-target", NONE, true, Act::RequestTarget),
    opt("resolve", NONE, true, Act::Other),
    opt("retry", NONE, true, Act::Number),
    opt("retry-all-errors", NONE, false, Act::Other),
    opt("retry-connrefused", NONE, false, Act::Other),
    opt("retry-delay", NONE, true, Act::Number),
    opt("retry-max-time", NONE, true, Act::Number),
    opt("sasl-authzid", NONE, true, Act::Other),
    opt("sasl-ir", NONE, false, Act::Other),
    opt("service-name", NONE, true, Act::Other),
    opt("sessionid", NONE, false, Act::Other),
    opt("show-error", 'S', false, Act::Other),
    opt("show-headers", NONE, false, Act::Other),
    opt("sigalgs", NONE, true, Act::Other),
    opt("silent", 's', false, Act::Other),
    opt("skip-existing", NONE, false, Act::Other),
    opt("socks", NONE, true, Act::Other),
    opt("socks4", NONE, true, Act::Proxy),
    opt("socks4a", NONE, true, Act::Proxy),
    opt("socks5", NONE, true, Act::Proxy),
    opt("socks5-basic", NONE, false, Act::Other),
    opt("socks5-gssapi", NONE, false, Act::Other),
    opt("socks5-gssapi-nec", NONE, false, Act::Other),
    opt("socks5-gssapi-service", NONE, true, Act::Other),
    opt("socks5-hostname", NONE, true, Act::Proxy),
    opt("speed-limit", 'Y', true, Act::Number),
    opt("speed-time", 'y', true, Act::Number),
    opt("ssl", NONE, false, Act::Other),
    opt("ssl-allow-beast", NONE, false, Act::Other),
    opt("ssl-auto-client-cert", NONE, false, Act::Other),
    opt("ssl-no-revoke", NONE, false, Act::Other),
    opt("ssl-reqd", NONE, false, Act::Other),
    opt("ssl-revoke-best-effort", NONE, false, Act::Other),
    opt("ssl-sessions", NONE, true, Act::Other),
    opt("ssl-signature-algorithms", NONE, true, Act::Other),
    opt("sslv2", '2', false, Act::Other),
    opt("sslv3", '3', false, Act::Other),
    opt("stderr", NONE, true, Act::Other),
    opt("styled-output", NONE, false, Act::Other),
    opt("suppress-connect-headers", NONE, false, Act::Other),
    opt("tcp-fastopen", NONE, false, Act::Other),
    opt("tcp-nodelay", NONE, false, Act::Other),
    opt("telnet-option", 't', true, Act::Other),
    opt("tftp-blksize", NONE, true, Act::Other),
    opt("tftp-no-options", NONE, false, Act::Other),
    opt("time-cond", 'z', true, Act::Other),
    opt("tls-earlydata", NONE, false, Act::Other),
    opt("tls-max", NONE, true, Act::Other),
    opt("tls13-ciphers", NONE, true, Act::Other),
    opt("tlsauthtype", NONE, true, Act::Other),
    opt("tlspassword", NONE, true, Act::Other),
    opt("tlsuser", NONE, true, Act::Other),
    opt("tlsv1", '1', false, Act::Other),
    opt("tlsv1.0", NONE, false, Act::Other),
    opt("tlsv1.1", NONE, false, Act::Other),
    opt("tlsv1.2", NONE, false, Act::Other),
    opt("tlsv1.3", NONE, false, Act::Other),
    opt("tr-encoding", NONE, false, Act::Other),
    opt("trace", NONE, true, Act::Other),
    opt("trace-ascii", NONE, true, Act::Other),
    opt("trace-config", NONE, true, Act::Other),
    opt("trace-ids", NONE, false, Act::Other),
    opt("trace-time", NONE, false, Act::Other),
    opt("unix-socket", NONE, true, Act::Other),
    opt("upload-file", 'T', true, Act::Upload),
    opt("upload-flags", NONE, true, Act::Other),
    opt("url", NONE, true, Act::Url),
    opt("url-query", NONE, true, Act::UrlQuery),
    opt("use-ascii", 'B', false, Act::Other),
    opt("user", 'u', true, Act::User),
    opt("user-agent", 'A', true, Act::UserAgent),
    opt("variable", NONE, true, Act::Variable),
    opt("verbose", 'v', false, Act::Other),
    opt("version", 'V', false, Act::Info),
    opt("vlan-priority", NONE, true, Act::Other),
    opt("write-out", 'w', true, Act::Other),
    opt("xattr", NONE, false, Act::Other),
];

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_letters_are_unique() {
        for pair in OPTIONS.windows(2) {
            assert!(pair[0].long < pair[1].long, "{} before {}", pair[0].long, pair[1].long);
        }
        for opt in OPTIONS.iter().filter(|opt| opt.short != NONE) {
            assert_eq!(short(opt.short), Some(opt));
        }
    }

    #[test]
    fn names_are_found_or_guessed() {
        let found = |name| match long(name) {
            Match::Exact(opt) => ("exact", opt.long),
            Match::Prefix(opt) => ("prefix", opt.long),
            Match::Unknown(Some(opt)) => ("near", opt.long),
            Match::Unknown(None) => ("", ""),
        };
        assert_eq!(found("header"), ("exact", "header"));
        assert_eq!(found("no-buffer"), ("exact", "buffer"));
        assert_eq!(found("silen"), ("prefix", "silent"));
        assert_eq!(found("hedaer"), ("near", "header"));
        assert_eq!(found("headers"), ("near", "header"));
        assert_eq!(found("dta"), ("near", "data"));
        assert_eq!(found("completely-else"), ("", ""));
        assert!(is_negated("no-buffer") && !is_negated("noproxy"));
    }
}
