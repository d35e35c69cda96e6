//! Addresses: the scheme that curl guesses, and its globs.

use super::locate;
use crate::span::Span;
use crate::text::Traced;
use std::ops::Range;

/// The most addresses that one glob is unfolded to.
const MOST: usize = 16;

/// Whether a word can be an address at all; curl refuses the others.
pub fn possible(text: &Traced) -> bool {
    let typed = text.as_str();
    if typed.is_empty() || typed.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return typed.contains("://") && !typed.contains([' ', '\n', '\t']);
    }
    let begins_unknown = text.symbols().first().is_some_and(|symbol| symbol.range.start == 0);
    begins_unknown
        || locate::address(typed)
        || typed.split(['/', ':']).next().is_some_and(|host| host.contains('.') || host == "localhost")
}

/// Whether the address says how to connect, or may do so in a variable.
pub fn has_scheme(text: &Traced) -> bool {
    let typed = text.as_str();
    let unknown = text.symbols().first().is_some_and(|symbol| symbol.range.start == 0);
    let scheme = typed.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    unknown || scheme
}

/// The address with the scheme that curl guesses for it.
pub fn with_scheme(text: &Traced, default: &str) -> Traced {
    if has_scheme(text) || text.is_empty() {
        return text.clone();
    }
    let scheme = if default != "http" {
        default
    } else if text.as_str().get(..4).is_some_and(|start| start.eq_ignore_ascii_case("ftp.")) {
        "ftp"
    } else {
        "http"
    };
    let mut out = Traced::replaced(&format!("{scheme}://"), Span::at(text.whole().start));
    out.append(text);
    out
}

/// A glob in an address and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    /// Its place in the address, brackets included.
    pub range: Range<usize>,
    /// The pieces it stands for in turn.
    pub pieces: Vec<String>,
}

/// The first glob of an address: `{a,b}`, `[1-3]`, `[a-c]`. Symbols are left alone.
pub fn glob(text: &Traced) -> Option<Glob> {
    let typed = text.as_str();
    let mut at = 0;
    while let Some(found) = typed.get(at..).and_then(|rest| rest.find(['{', '['])) {
        let open = at + found;
        at = open + 1;
        if text.symbols().iter().any(|symbol| symbol.range.start <= open && open < symbol.range.end) {
            continue;
        }
        let rest = typed.get(open + 1..)?;
        let braces = typed.get(open..)?.starts_with('{');
        let Some(close) = rest.find(if braces { '}' } else { ']' }) else { continue };
        let inside = rest.get(..close)?;
        let range = open..open + close + 2;
        if braces {
            let pieces = inside.split(',').take(MOST).map(str::to_owned).collect();
            return Some(Glob { range, pieces });
        }
        if let Some(pieces) = span_of(inside) {
            return Some(Glob { range, pieces });
        }
    }
    None
}

/// `1-3`, `001-100`, `a-z`, with a step `:2`.
fn span_of(inside: &str) -> Option<Vec<String>> {
    let (range, step) = inside.split_once(':').unwrap_or((inside, "1"));
    let step: usize = step.parse().ok().filter(|step| *step > 0)?;
    let (from, to) = range.split_once('-')?;
    if let (Ok(low), Ok(high)) = (from.parse::<u32>(), to.parse::<u32>()) {
        let width = if from.starts_with('0') { from.len().min(20) } else { 0 };
        return (low <= high).then(|| (low..=high).step_by(step).take(MOST).map(|n| format!("{n:0width$}")).collect());
    }
    let one = |text: &str| text.chars().next().filter(|c| text.len() == 1 && c.is_ascii_alphabetic());
    let (low, high) = (one(from)?, one(to)?);
    (low <= high).then(|| (low..=high).step_by(step).take(MOST).map(String::from).collect())
}

/// All addresses that the globs of one stand for.
pub fn unfold(text: &Traced) -> Vec<Traced> {
    let mut done = Vec::new();
    let mut open = vec![text.clone()];
    while let Some(next) = open.pop() {
        match glob(&next) {
            Some(found) if done.len() + open.len() < MOST => {
                for piece in found.pieces.iter().rev() {
                    let mut out = next.slice(0..found.range.start);
                    let inner = found.range.start + 1..found.range.end - 1;
                    if next.as_str().get(inner.clone()) == Some(piece) {
                        out.append(&next.slice(inner));
                    } else {
                        out.push_replaced(piece, next.source(found.range.clone()));
                    }
                    out.append(&next.slice(found.range.end..next.len()));
                    open.push(out);
                }
            }
            _ => done.push(next),
        }
        if done.len() >= MOST {
            break;
        }
    }
    done
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn globs_unfold_and_schemes_are_guessed() {
        let unfolded =
            |text: &str| unfold(&Traced::verbatim(text, 0)).iter().map(|t| t.as_str().to_owned()).collect::<Vec<_>>();
        assert_eq!(unfolded("https://a/{b}/c"), ["https://a/b/c"]);
        assert_eq!(
            unfolded("https://a/{b,c}/[1-2]"),
            ["https://a/b/1", "https://a/b/2", "https://a/c/1", "https://a/c/2"]
        );
        assert_eq!(unfolded("https://[::1]/x"), ["https://[::1]/x"]);
        assert_eq!(unfolded("https://a/[01-03]"), ["https://a/01", "https://a/02", "https://a/03"]);
        assert_eq!(with_scheme(&Traced::verbatim("a.b/c", 3), "http").as_str(), "http://a.b/c");
        assert_eq!(with_scheme(&Traced::verbatim("HTTPS://a", 3), "http").as_str(), "HTTPS://a");
    }
}
