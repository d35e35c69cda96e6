//! Whose error it is, where not a word but a form tells: the operation that was called, the shape of an error
//! object, the model that a quota is for.

use super::{Found, Words};

/// Operations of AWS that a call to Claude makes, by how they begin; the rest belongs to AWS's other services.
const BEDROCKS: &[&[u8]] = &[
    b"invoke",
    b"converse",
    b"counttokens",
    b"applyguardrail",
    b"createmodelinvocation",
    b"listfoundation",
    b"getfoundation",
    b"listinference",
    b"getinference",
    b"createinference",
    b"putusecase",
    b"getusecase",
    // Signing in, for whatever comes behind.
    b"assumerole",
    b"getcalleridentity",
    b"getsessiontoken",
    b"getrolecredentials",
    b"createtoken",
];
/// Services of AWS whose rights a call to Claude needs.
const CLAUDES_SERVICES: &[&[u8]] = &[b"bedrock", b"sts:", b"sso", b"aws-marketplace:"];
/// Longest name of an operation.
const OPERATION: usize = 60;
/// Keys that OpenAI's error object has and the Claude API's has not.
const OPENAIS: [&str; 3] = [",param:none", ",param:null", ",param:nil"];
/// Words in front of an operation, a right, a model.
const CALLING: &str = "whencallingthe";
const RIGHT: &str = "notauthorizedtoperform:";
const MODEL: &str = "basemodel:";

/// The words of which every place is wanted.
pub fn marks() -> impl Iterator<Item = &'static str> {
    OPENAIS.into_iter().chain([CALLING, RIGHT, MODEL])
}

/// The vendor that a form in the text speaks for. `claude` is whether any word of Claude stands in it.
pub fn by_form(paste: &str, words: &Words, claude: bool) -> Option<Found<&'static str>> {
    let found = |value, at: usize, length: usize| Found { value, span: words.skeleton.span(at, at + length, paste) };
    if let Some((at, length)) = other_operation(words).or_else(|| other_right(words)) {
        return Some(found("AWS", at, length));
    }
    if let Some(at) = other_quota(words) {
        return Some(found("Google", at, MODEL.len()));
    }
    if claude {
        return None;
    }
    let key = OPENAIS.iter().find_map(|key| Some((words.places(key).next()?, key.len())))?;
    Some(found("An OpenAI-compatible service", key.0 + 1, key.1 - 1))
}

/// `when calling the PutObject operation`, with no operation of Bedrock beside it.
fn other_operation(words: &Words) -> Option<(usize, usize)> {
    let text = words.bytes();
    let calls = || behind(words, CALLING);
    let operation = |at: usize| {
        let name = text.get(at..(at + OPERATION).min(text.len()))?;
        let length = name.windows(9).position(|w| w == b"operation")?;
        name.get(..length)
    };
    let known = |name: &[u8]| BEDROCKS.iter().any(|begin| name.starts_with(begin));
    let first = calls().find_map(|at| Some((at, operation(at).filter(|name| !known(name))?.len())))?;
    let bedrock = calls().any(|at| operation(at).is_some_and(known));
    (!bedrock).then_some(first)
}

/// `not authorized to perform: s3:PutObject`
fn other_right(words: &Words) -> Option<(usize, usize)> {
    let text = words.bytes();
    let mut rights = behind(words, RIGHT);
    let at = rights.next()?;
    let known = |at: usize| {
        let rest = text.get(at..).unwrap_or(&[]);
        CLAUDES_SERVICES.iter().any(|service| rest.starts_with(service))
    };
    (!known(at) && !rights.any(known)).then_some((at, 1))
}

/// The place of `base model: text-unicorn`, where no quota of a Claude model is named.
fn other_quota(words: &Words) -> Option<usize> {
    let text = words.bytes();
    let mut quotas = behind(words, MODEL);
    let at = quotas.next()?;
    let claudes = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(b"anthropic"));
    (!claudes(at) && !quotas.any(claudes)).then(|| at - MODEL.len())
}

/// Where a word ends, for the first places of it.
fn behind<'a>(words: &'a Words, word: &'static str) -> impl Iterator<Item = usize> + 'a {
    words.places(word).map(|at| at + word.len()).take(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_others_are_told_from_claudes() {
        for (paste, claude, vendor) in [
            ("An error occurred (AccessDenied) when calling the CopyObject operation: x", true, Some("AWS")),
            ("An error occurred (ThrottlingException) when calling the InvokeModel operation: x", true, None),
            ("when calling the AssumeRole operation: x", true, None),
            ("when calling the PutItem operation … when calling the Converse operation", true, None),
            ("not authorized to perform: s3:PutObject on resource", true, Some("AWS")),
            ("not authorized to perform: bedrock:InvokeModel on resource", true, None),
            ("per_base_model with base model: text-unicorn.", true, Some("Google")),
            ("per_base_model with base model: anthropic-claude-opus-4.", true, None),
            ("{'error': {'message': 'x', 'type': 'y', 'param': None}}", false, Some("An OpenAI-compatible service")),
            ("{'error': {'message': 'x', 'type': 'y', 'param': None}}", true, None),
            ("nothing", false, None),
        ] {
            let found = by_form(paste, &Words::of(paste, Vec::new()), claude);
            assert_eq!(found.map(|found| found.value), vendor, "{paste}");
        }
    }
}
