//! Did you mean: the nearest of a list of words.

/// The entry of `known` that `word` was probably meant to be: at most `most` slips away, and not `word` itself.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Option<&'a str> {
    // A word far longer than any entry is no slip, and comparing it would take long.
    if word.len() > 80 {
        return None;
    }
    known
        .into_iter()
        .filter(|other| other.len().abs_diff(word.len()) <= most && *other != word)
        .map(|other| (strsim::damerau_levenshtein(word, other), other))
        .filter(|(distance, other)| *distance <= most && *distance * 3 <= other.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}
