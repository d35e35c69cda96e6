//! Parameters that are given apart from the address: `params={…}`, `searchParams: { … }`, HTTPie's `name==value`.

use crate::span::Span;
use crate::text::{SymbolKind, Traced};

/// Characters of one value that are escaped one by one.
const MOST_ESCAPES: usize = 2_000;

/// How an address with parameters comes about.
pub const RULE: &str = "the parameters are added to the address";

/// Adds a parameter to an address, in front of its `#`.
pub fn add(url: &mut Traced, name: &Traced, value: &Traced) {
    let mut pair = escaped(name);
    pair.push_replaced("=", Span::at(name.whole().end));
    pair.append(&escaped(value));
    join(url, &pair);
}

/// Adds a whole query to an address, as it is.
pub fn join(url: &mut Traced, query: &Traced) {
    let text = url.as_str();
    let cut = text.find('#').unwrap_or(text.len());
    let mut out = url.slice(0..cut);
    let sign = match out.as_str() {
        before if before.ends_with(['?', '&']) => "",
        before if before.contains('?') => "&",
        _ => "?",
    };
    out.push_replaced(sign, Span::at(query.whole().start));
    out.append(query);
    out.append(&url.slice(cut..url.len()));
    *url = out;
}

/// A text as it stands in a query; what is not known stays.
fn escaped(text: &Traced) -> Traced {
    let typed = text.as_str();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
    if typed.chars().filter(|c| !plain(*c)).count() > MOST_ESCAPES {
        let mut unknown = Traced::new();
        unknown.push_symbol("${text}", "text", SymbolKind::Expression, text.whole());
        return unknown;
    }
    let mut out = Traced::new();
    let mut symbols = text.symbols().iter().peekable();
    let (mut copied, mut skip) = (0, 0);
    for (at, c) in typed.char_indices() {
        while let Some(symbol) = symbols.next_if(|symbol| symbol.range.start <= at) {
            skip = skip.max(symbol.range.end);
        }
        if at < skip || plain(c) {
            continue;
        }
        out.append(&text.slice(copied..at));
        copied = at + c.len_utf8();
        let mut bytes = [0; 4];
        let code: String = c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect();
        out.push_replaced(if c == ' ' { "+" } else { &code }, text.source(at..copied));
    }
    out.append(&text.slice(copied..typed.len()));
    out
}
