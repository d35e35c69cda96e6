//! What stands in a secret's place, in a text that was masked and in one that people wrote.

use super::classes;
use crate::span::Span;

/// The beginning of every placeholder of ours.
pub const MARK: &str = "MASKED_";

/// A placeholder of ours, read back: `MASKED_<class>_<n>_<length>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Where it stands.
    pub span: Span,
    /// The class of the secret that stood there.
    pub class: &'static str,
    /// Its number; equal secrets have equal numbers within a class.
    pub number: usize,
    /// How long it was, in characters.
    pub length: usize,
}

/// Writes a placeholder. Letters, digits and underscores only, so that it survives any quoting.
pub fn written(class: &str, number: usize, length: usize) -> String {
    format!("{MARK}{class}_{number}_{length}")
}

/// The placeholder that begins at byte `at` of `text`.
pub fn placeholder_at(text: &str, at: usize) -> Option<Placeholder> {
    let rest = text.get(at..)?.strip_prefix(MARK)?;
    // No placeholder is longer than its mark, its class and two numbers.
    let end = rest.bytes().take(64).take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    let word = rest.get(..end)?;
    let (class, number, length) = split(word)?;
    let class = classes::BY_POSITION
        .iter()
        .copied()
        .chain(classes::PREFIXES.iter().map(|prefix| prefix.class))
        .find(|known| *known == class)?;
    // Letters that touch the last number do not belong to it: only the digits are taken.
    let digits = length.bytes().take_while(u8::is_ascii_digit).count();
    let len = MARK.len() + word.len() - length.len() + digits;
    let length = length.get(..digits)?.parse().ok()?;
    Some(Placeholder { span: Span::new(at, at + len), class, number: number.parse().ok()?, length })
}

/// Class, number and length of `class_number_length…`: the first two numbers that stand behind underscores.
fn split(word: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(found) = word.get(from..)?.find('_') {
        let at = from + found;
        if let Some((number, length)) = word.get(at + 1..)?.split_once('_') {
            if is_number(number) && length.starts_with(|c: char| c.is_ascii_digit()) {
                return Some((word.get(..at)?, number, length));
            }
        }
        from = at + 1;
    }
    None
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit())
}

/// All placeholders of ours in a text, in order.
pub fn placeholders(text: &str) -> Vec<Placeholder> {
    text.match_indices(MARK).filter_map(|(at, _)| placeholder_at(text, at)).collect()
}

/// Words that show that a person meant "put yours here", in the languages our readers write.
const STAND_INS: &[&str] = &[
    "your",
    "yours",
    "my",
    "replace",
    "replaceme",
    "redacted",
    "removed",
    "hidden",
    "masked",
    "placeholder",
    "example",
    "dummy",
    "fake",
    "sample",
    "changeme",
    "insert",
    "here",
    "todo",
    "secret",
    "apikey",
    "key",
    "token",
    "password",
    "tu",
    "su",
    "clave",
    "votre",
    "ton",
    "cle",
    "clé",
    "mein",
    "dein",
    "ihr",
    "schluessel",
    "schlüssel",
    "sua",
    "chave",
    "chiave",
    "tua",
    "sleutel",
    "klucz",
    "nyckel",
];

/// Words that say how a value is, where the value itself would stand: `api_key: missing`.
const STATES: &[&str] = &[
    "missing",
    "invalid",
    "required",
    "expired",
    "not",
    "no",
    "none",
    "null",
    "nil",
    "undefined",
    "true",
    "false",
    "empty",
    "is",
    "must",
    "the",
    "a",
    "an",
    "header",
    "field",
    "was",
    "has",
    "have",
    "should",
    "set",
    "unset",
    "provided",
    "found",
    "ok",
    "valid",
    "string",
    "str",
    "bearer",
    "basic",
    "failed",
    "error",
    "unknown",
    "unauthorized",
    "denied",
    "present",
    "absent",
    "yes",
    "optional",
    "and",
    "or",
    "in",
    "for",
    "from",
    "with",
    "value",
    "test",
    "revoked",
    "disabled",
    "enabled",
    "authentication",
    "authorization",
    "credentials",
    "cannot",
    "could",
    "please",
    "check",
    "use",
    "see",
    "only",
    "type",
    "auto",
    "default",
    "process",
    "env",
    "environ",
    "os",
    "self",
    "this",
    "unsupported",
    "malformed",
    "incorrect",
    "wrong",
    "length",
    "login",
    "managed",
    "user",
    "apikeyhelper",
];

/// Whether a value stands for a secret without being one: a variable, an expression, "your key here",
/// stars, or a word about the value. Long values are never taken for one.
pub fn stands_in(value: &str) -> bool {
    let value = value.trim();
    if value.is_empty() || value.contains(MARK) || is_variable(value) {
        return true;
    }
    if value.chars().count() > 64 {
        return one_character(value);
    }
    let bare = without_prefix(value);
    bare.is_empty() || one_character(bare) || shortened(bare) || has_word(bare) || shouted(bare) || foreign(bare)
}

/// `$KEY`, `${KEY}`, `%KEY%`, `$env:KEY`, `$(…)`, `` `…` ``, `{{KEY}}`, `{key}`, `<key>`, `[key]`, `%s`, `@file`.
fn is_variable(value: &str) -> bool {
    let rest = value.trim_start_matches(['\'', '"', '\\']);
    if let Some(name) = rest.strip_prefix('$') {
        return name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '{' | '(' | '_')) || name.is_empty();
    }
    if let Some(name) = rest.strip_prefix('%') {
        return name.len() < 80 && (name.contains('%') || matches!(name, "s" | "v" | "q"));
    }
    let closed = [('{', '}'), ('<', '>'), ('[', ']'), ('‹', '›'), ('«', '»'), ('`', '`')];
    closed.iter().any(|(open, close)| rest.strip_prefix(*open).is_some_and(|tail| tail.contains(*close)))
        || (rest.starts_with('@') && rest.contains(['/', '.', '\\']))
        || rest.starts_with('`')
}

/// The value without the beginning that tells its kind, so that only the tail is judged.
fn without_prefix(value: &str) -> &str {
    let mut best = value;
    for prefix in classes::PREFIXES {
        if let Some(rest) = value.strip_prefix(prefix.literal) {
            // A family's number: `sk-ant-oat01-`.
            let rest = match rest.split_once('-') {
                Some((number, tail)) if number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) => tail,
                _ => rest,
            };
            if rest.len() < best.len() {
                best = rest;
            }
        }
    }
    best.trim_matches(['-', '_', '.'])
}

/// `xxxx`, `****`, `0000`: one character, whatever stands between.
fn one_character(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !matches!(c, '-' | '_' | '.' | ' ')).map(|c| c.to_ascii_lowercase());
    match letters.next() {
        Some(first) => letters.all(|c| c == first),
        None => true,
    }
}

/// `…`, `...`, `***` with next to nothing beside it.
fn shortened(text: &str) -> bool {
    let cut = text.contains('…') || text.contains("...") || text.contains("***");
    cut && text.chars().filter(|c| c.is_alphanumeric()).count() < 4
}

/// Contains a word of the lists, set off by anything that is not a letter.
fn has_word(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return true };
    let is = |list: &[&str], word: &str| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is(STATES, first) {
        return true;
    }
    // Two stand-in words (or one that is the whole) are needed: a password may hold one by chance.
    let mut plain = usize::from(is(STAND_INS, first));
    let mut all = 1;
    for word in words {
        all += 1;
        plain += usize::from(is(STAND_INS, word));
    }
    plain >= 2 || (plain == 1 && all <= 2 && !text.bytes().any(|b| b.is_ascii_digit())) || glued(text)
}

/// `yourApiKey`, `YOURKEY`: words of the list without a border between them.
fn glued(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    text.len() <= 32 && ["your", "replace", "redact", "placeholder", "example"].iter().any(|w| lower.starts_with(w))
}

/// `TU_CLAVE`, `API_KEY_HERE`: capitals and joints only, short.
fn shouted(text: &str) -> bool {
    text.len() <= 32
        && text.contains(['_', '-', ' '])
        && text.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'_' | b'-' | b' '))
}

/// Letters beyond Latin without a digit: a word in the person's own language.
fn foreign(text: &str) -> bool {
    text.chars().any(|c| c > '\u{24f}' && c.is_alphabetic()) && !text.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_read_back() {
        let text = "a MASKED_anthropic_key_2_108x MASKED_nothing_1_2 MASKED_home_1_5/dir";
        let found = placeholders(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].span.of(text), "MASKED_anthropic_key_2_108");
        assert_eq!((found[0].class, found[0].number, found[0].length), ("anthropic_key", 2, 108));
        assert_eq!(found[1].span.of(text), "MASKED_home_1_5");
    }

    #[test]
    fn what_people_write_in_place_of_a_key_is_no_secret() {
        for value in [
            "$KEY",
            "${KEY}",
            "%KEY%",
            "$env:KEY",
            "{{KEY}}",
            "YOUR_API_KEY",
            "<key>",
            "sk-ant-...",
            "sk-ant-REPLACE",
            "***",
            "xxxx",
            "REDACTED",
            "TU_CLAVE",
            "sk-ant-api03-xxxxxxxxxxxx",
            "sk-ant-oat01-…",
            "missing",
            "not set",
            "sk-ant-api03-EXAMPLE-not-a-key",
            "your-api-key-here",
            "$(cat key)",
            "`cat key`",
            "[redacted]",
            "api-key-goes-here",
            "你的密钥",
            "ваш_ключ",
            "VOTRE_CLE",
            "header is required",
            "{token}",
            "yourApiKey",
        ] {
            assert!(stands_in(value), "{value}");
        }
        for value in [
            "hunter2",
            "s3cr3t",
            "correct horse",
            "sk-ant-api03-R2D7...igAA",
            "aB3dE5gH7jK9",
            "!Passw0rd",
            "$2y$10$abc",
        ] {
            assert!(!stands_in(value), "{value}");
        }
    }
}
