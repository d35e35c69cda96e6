//! Guesses at a JSON body whose quotes went wrong: where it begins and ends, whatever the shell thinks.

/// A JSON body inside single quotes that apostrophes break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// One past the last bracket, in bytes.
    pub end: usize,
    /// The closing quote after it.
    pub close: usize,
    /// Apostrophes inside that would end the quote.
    pub apostrophes: Vec<usize>,
    /// Pieces that leave the quotes on purpose: `'\''`, `'"$NAME"'`.
    pub splices: Vec<(usize, usize)>,
}

/// Whether a text begins like a JSON object or array.
pub fn begins_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Whether what follows an opening `"` is JSON whose own quotes are not escaped.
pub fn unescaped_json(text: &str) -> bool {
    let mut rest = text.trim_start();
    if !rest.starts_with(['{', '[']) {
        return false;
    }
    while let Some(inner) = rest.strip_prefix(['{', '[']) {
        rest = inner.trim_start();
    }
    rest.strip_prefix('"').and_then(|key| key.chars().next()).is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Walks over JSON by its brackets and strings.
#[derive(Default)]
struct Walk {
    depth: usize,
    string: bool,
    escape: bool,
}

impl Walk {
    /// Takes one byte; whether the outermost bracket closed with it. `None`: this is no JSON.
    fn step(&mut self, byte: u8) -> Option<bool> {
        if self.string {
            match byte {
                _ if self.escape => self.escape = false,
                b'\\' => self.escape = true,
                b'"' => self.string = false,
                _ => {}
            }
            return Some(false);
        }
        match byte {
            b'"' => self.string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.checked_sub(1)?;
                return Some(self.depth == 0);
            }
            _ => {}
        }
        Some(false)
    }
}

/// The end of the JSON value that a text begins with, quotes of the shell ignored.
pub fn json_end(text: &str) -> Option<usize> {
    let mut walk = Walk::default();
    let start = text.len() - text.trim_start().len();
    for (at, byte) in text.bytes().enumerate().skip(start) {
        if walk.step(byte)? {
            return Some(at + 1);
        }
        if walk.depth == 0 {
            return None;
        }
    }
    None
}

/// The same, and then the `quote` that closes it, blanks between.
pub fn json_then_quote(text: &str, quote: char) -> Option<(usize, usize)> {
    let end = json_end(text)?;
    let rest = text.get(end..)?;
    let close = end + rest.len() - rest.trim_start().len();
    text.get(close..)?.starts_with(quote).then_some((end, close))
}

/// Reads the JSON body after an opening single quote, apostrophes in its strings taken as meant.
pub fn json_in_single(text: &str) -> Option<Body> {
    let (mut walk, mut at) = (Walk::default(), text.len() - text.trim_start().len());
    let (mut apostrophes, mut splices) = (Vec::new(), Vec::new());
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\'' {
            if let Some(length) = splice(text.get(at..)?) {
                splices.push((at, at + length));
                at += length;
                continue;
            }
            if !walk.string {
                return None;
            }
            apostrophes.push(at);
        } else if walk.step(byte)? {
            let rest = text.get(at + 1..)?;
            let close = text.len() - rest.trim_start().len();
            return text.get(close..)?.starts_with('\'').then_some(Body { end: at + 1, close, apostrophes, splices });
        }
        if walk.depth == 0 {
            return None;
        }
        at += 1;
    }
    None
}

/// The length of a piece that leaves single quotes and comes back: `'\''`, `'"'"'`, `'"$NAME"'`, `'$NAME'`.
fn splice(text: &str) -> Option<usize> {
    for fixed in ["'\\''", "'\"'\"'"] {
        if text.starts_with(fixed) {
            return Some(fixed.len());
        }
    }
    let rest = text.strip_prefix('\'')?;
    if !(rest.starts_with('$') || rest.starts_with("\"$") || rest.starts_with("\"`") || rest.starts_with('`')) {
        return None;
    }
    let line = rest.split('\n').next().unwrap_or("");
    line.find('\'').map(|close| close + 2)
}

/// The word around byte `at`, for a message.
pub fn word_around(text: &str, at: usize) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '\'';
    let before = text.get(..at).unwrap_or("");
    let start = before.char_indices().rev().take(30).take_while(|(_, c)| is_word(*c)).last().map_or(at, |(i, _)| i);
    let after = text.get(at..).unwrap_or("");
    let length: usize = after.chars().take(30).take_while(|c| is_word(*c)).map(char::len_utf8).sum();
    text.get(start..at + length).unwrap_or("")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_found_whatever_the_quotes() {
        assert!(
            unescaped_json("{\"model\": 1}") && unescaped_json("{\n  \"model\": 1}") && unescaped_json("[{\"a\"}]")
        );
        assert!(!unescaped_json("{\\\"model\\\": 1}") && !unescaped_json("x{\"a\"") && !unescaped_json("{}\""));
        assert_eq!(json_end("{\"a\":\"}\"} x"), Some(9));
        assert_eq!(json_end("{\"a\":"), None);
        assert_eq!(json_end("a {}"), None);
        assert_eq!(json_then_quote("{\"a\": 1} \" -H", '"'), Some((8, 9)));
        let body = json_in_single("{\"a\":\"What's it'\\''s\"}' x").expect("a body");
        assert_eq!((body.apostrophes.len(), body.splices.len(), body.close), (1, 1, 22));
        assert_eq!(word_around("\"What's up\"", 5), "What's");
    }
}
