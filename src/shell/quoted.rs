//! Steps over what is quoted or expanded in a text of a POSIX shell, without reading it.

/// How deep substitutions may nest before they are taken as plain text.
const DEEPEST: usize = 64;

/// What stands at a place.
pub enum Skip {
    /// A quoted or expanded piece that ends at this byte.
    Quoted(usize),
    /// A character by itself.
    Char(char),
}

/// What stands at byte `at`; `None` at the end, and where a quote or bracket is never closed.
pub fn skip(text: &str, at: usize) -> Option<Skip> {
    within(text, at, 0)
}

/// The same inside so many pieces; too deep, nothing is closed.
fn within(text: &str, at: usize, level: usize) -> Option<Skip> {
    if level > DEEPEST {
        return None;
    }
    let rest = text.get(at..)?;
    let c = rest.chars().next()?;
    let end = match c {
        '\\' => at + 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
        '\'' => at + 2 + rest.get(1..)?.find('\'')?,
        '"' => at + double(rest, level)?,
        '`' => at + backtick(rest)?,
        '$' => match rest.chars().nth(1) {
            Some('\'') => at + ansi(rest)?,
            Some('"') => at + 1 + double(rest.get(1..)?, level)?,
            Some('{') => at + expansion(rest, false, level)?,
            Some('(') => at + 2 + closing(rest.get(1..)?, level)?,
            _ => return Some(Skip::Char(c)),
        },
        _ => return Some(Skip::Char(c)),
    };
    Some(Skip::Quoted(end))
}

/// The length of `"…"`.
fn double(text: &str, level: usize) -> Option<usize> {
    let mut at = 1;
    loop {
        let rest = text.get(at..)?;
        at += rest.find(['"', '\\', '$', '`'])?;
        let rest = text.get(at..)?;
        at += match rest.chars().next()? {
            '"' => return Some(at + 1),
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            '`' => backtick(rest)?,
            _ if rest.starts_with("${") => expansion(rest, true, level)?,
            _ if rest.starts_with("$(") => 2 + closing(rest.get(1..)?, level)?,
            _ => 1,
        };
    }
}

/// The length of `$'…'`.
fn ansi(text: &str) -> Option<usize> {
    let mut at = 2;
    loop {
        let rest = text.get(at..)?;
        at += rest.find(['\'', '\\'])?;
        if text.get(at..)?.starts_with('\'') {
            return Some(at + 1);
        }
        at += 1 + text.get(at + 1..)?.chars().next()?.len_utf8();
    }
}

/// The length of `` `…` ``.
pub fn backtick(text: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        let rest = text.get(at..)?;
        at += rest.find(['`', '\\'])?;
        if text.get(at..)?.starts_with('`') {
            return Some(at + 1);
        }
        at += 1 + text.get(at + 1..)?.chars().next()?.len_utf8();
    }
}

/// The length of `${…}`; inside double quotes an apostrophe means nothing.
pub fn braced(text: &str, in_double: bool) -> Option<usize> {
    expansion(text, in_double, 0)
}

/// The same inside so many pieces.
fn expansion(text: &str, in_double: bool, level: usize) -> Option<usize> {
    let mut at = 2;
    let mut depth = 0_usize;
    let pattern = text.get(2..)?.find(['#', '%', '/']).is_some_and(|sign| {
        let name = text.get(2..2 + sign).unwrap_or("");
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'[' | b']' | b'@'))
    });
    loop {
        let rest = text.get(at..)?;
        match rest.chars().next()? {
            '}' if depth == 0 => return Some(at + 1),
            '}' => depth -= 1,
            '$' if rest.starts_with("${") => {
                depth += 1;
                if depth > DEEPEST {
                    return None;
                }
                at += 1;
            }
            '\'' if in_double && !pattern => {}
            _ => {
                if let Skip::Quoted(end) = within(text, at, level + 1)? {
                    at = end;
                    continue;
                }
            }
        }
        at += text.get(at..)?.chars().next()?.len_utf8();
    }
}

/// The place of the `)` that closes the `(` which a text begins with. Quotes, comments and here-documents are
/// stepped over.
pub fn parenthesis(text: &str) -> Option<usize> {
    closing(text, 0)
}

/// The same inside so many pieces.
fn closing(text: &str, level: usize) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    let mut word_begins = false;
    let mut documents: Vec<String> = Vec::new();
    loop {
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        match c {
            '(' => {
                depth += 1;
                if depth > DEEPEST {
                    return None;
                }
            }
            ')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            '#' if word_begins => at += rest.find('\n').map_or(rest.len(), |newline| newline - 1),
            '<' if rest.starts_with("<<<") => at += 2,
            '<' if rest.starts_with("<<") && !rest.starts_with("<<(") => {
                let word = rest.get(2..)?.trim_start_matches(['-', ' ']);
                let length = word.find([' ', '\t', '\n', ';', ')', '|', '>']).unwrap_or(word.len());
                let name = word.get(..length)?.replace(['\'', '"', '\\'], "");
                if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
                    documents.push(name);
                    at += rest.len() - word.len() + length;
                    continue;
                }
            }
            '\n' => {
                for name in std::mem::take(&mut documents) {
                    at += document(text.get(at + 1..)?, &name)?;
                }
            }
            _ if at > 0 || c != '(' => {
                if let Skip::Quoted(end) = within(text, at, level + 1)? {
                    at = end;
                    word_begins = false;
                    continue;
                }
            }
            _ => {}
        }
        word_begins = c.is_whitespace() || matches!(c, ';' | '(' | '&' | '|');
        at += text.get(at..)?.chars().next()?.len_utf8();
    }
}

/// The length of a here-document, the line that ends it without its newline included.
fn document(text: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start_matches('\t').trim_end_matches(['\n', '\r']) == name {
            return Some(at + line.trim_end_matches('\n').len());
        }
        at += line.len();
    }
    // Without its end the text is code as any other.
    Some(0)
}
