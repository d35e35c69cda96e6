//! What we read, in the form in which bash's calls are recorded.

use super::Call;
use claude_troubleshooter::curl;
use claude_troubleshooter::shell::{Simple, Stdin};
use claude_troubleshooter::text::Traced;

/// The calls of a script.
pub fn read(script: &str) -> Vec<Call> {
    curl::read_with_words(script).calls.iter().map(call).collect()
}

fn call(simple: &Simple) -> Call {
    let words: Vec<String> = simple.words.iter().skip(1).map(|word| written(&word.text)).collect();
    let asks = words.iter().any(|word| word == "@-" || word == "-");
    let input = asks.then(|| match &simple.stdin {
        Some(Stdin::Text(text)) => written(text),
        Some(Stdin::File(name)) => format!("@{}", name.as_str()),
        None => String::new(),
    });
    Call { words, input }
}

/// The text with substitutions in backticks written as `$(…)`.
fn written(text: &Traced) -> String {
    let mut out = String::new();
    let mut at = 0;
    for symbol in text.symbols() {
        out.push_str(&text.as_str()[at..symbol.range.start]);
        let typed = &text.as_str()[symbol.range.clone()];
        match typed.strip_prefix('`').and_then(|inner| inner.strip_suffix('`')) {
            Some(inner) => out.push_str(&format!("$({inner})")),
            None => out.push_str(typed),
        }
        at = symbol.range.end;
    }
    out.push_str(&text.as_str()[at..]);
    out
}
