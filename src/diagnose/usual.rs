//! What is usual: how well a paste fits a cause when none of the cause's own words are in it.
//!
//! Every known error names its status, type, platform and causes, and every cause the words that it knows.
//! From these tables comes a second, weaker look at the paste that always has an opinion: which causes usually
//! come with this status and type, on this platform, and in words like these. It lists the neighbours of a sure
//! cause, and the candidates where nothing is known by its words.

use super::params::Params;
use super::reasons::in_words;
use super::Because;
use crate::knowledge::{Cause, ErrorEntry, Weight, CAUSES, ERRORS};
use crate::read::Reading;
use crate::span::Span;
use std::sync::OnceLock;

/// Weight of the general frequency against what is known of a cause, in known errors.
const SMOOTHING: f64 = 1.0;
/// Bytes of the paste that are compared by their words, around what matters in it.
const WINDOW: usize = 3_000;
/// Shortest and longest words that count.
const WORD: std::ops::RangeInclusive<usize> = 3..=32;
/// Clouds through which Claude is called; everything else is one place.
const CLOUDS: [&str; 3] = ["bedrock", "vertex", "foundry"];

/// How often values of one feature come with a cause.
#[derive(Debug, Default)]
struct Counts {
    /// `(value, weight)` for each cause.
    by_cause: Vec<Vec<(&'static str, f64)>>,
    all: Vec<(&'static str, f64)>,
}

impl Counts {
    fn add(&mut self, cause: usize, value: &'static str, weight: f64) {
        let add = |list: &mut Vec<(&'static str, f64)>| match list.iter_mut().find(|(known, _)| *known == value) {
            Some(slot) => slot.1 += weight,
            None => list.push((value, weight)),
        };
        add(&mut self.all);
        if self.by_cause.len() <= cause {
            self.by_cause.resize(cause + 1, Vec::new());
        }
        self.by_cause.get_mut(cause).map(add);
    }

    /// Logarithm of how much likelier `value` is under `cause` than on the whole.
    fn nats(&self, cause: usize, value: &str) -> f64 {
        let of = |list: &[(&str, f64)]| list.iter().find(|(known, _)| *known == value).map_or(0.0, |(_, n)| *n);
        let sum = |list: &[(&str, f64)]| list.iter().map(|(_, n)| n).sum::<f64>();
        let general = (of(&self.all) + 0.5) / (sum(&self.all) + 1.0);
        let own = self.by_cause.get(cause).map_or(&[][..], Vec::as_slice);
        ((of(own) + SMOOTHING * general) / (sum(own) + SMOOTHING) / general).ln()
    }

    /// The value that comes with the cause most.
    fn mostly(&self, cause: usize) -> Option<&'static str> {
        let own = self.by_cause.get(cause)?.iter();
        own.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(value, _)| *value)
    }
}

/// The tables, made once from the knowledge.
#[derive(Debug, Default)]
pub struct Usual {
    status: Counts,
    kind: Counts,
    cloud: Counts,
    client: Counts,
    /// `(word, cause, weight)`, sorted; the weight counts rare words more.
    words: Vec<(&'static str, u16, f32)>,
    /// What a cause's words weigh together, for each cause.
    length: Vec<f32>,
}

/// What the second look says of one cause.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fit {
    /// By status, type, platform and client, in nats.
    pub form: f64,
    /// By words that it shares with the paste, no unit.
    pub wording: f64,
}

impl Fit {
    /// Both together.
    pub fn nats(&self, params: &Params) -> f64 {
        params.form * self.form + params.wording * self.wording
    }
}

impl Usual {
    /// The tables of the whole knowledge.
    pub fn all() -> &'static Self {
        static ALL: OnceLock<Usual> = OnceLock::new();
        ALL.get_or_init(|| Self::without(&|_| false))
    }

    /// The tables as they would be if some patterns were not known: what tuning holds out.
    pub fn without(unknown: &dyn Fn(&str) -> bool) -> Self {
        let mut usual = Self::default();
        let mut words: Vec<(&'static str, u16, f32)> = Vec::new();
        let mut learn = |cause: usize, text: &'static str, weight: f32| {
            words.extend(split(text).map(|word| (word, cause as u16, weight)));
        };
        for (at, cause) in CAUSES.iter().enumerate() {
            learn(at, cause.title, 0.5);
            for signal in cause.signals {
                let weight = match signal.weight {
                    Weight::Decisive | Weight::Strong => 1.0,
                    Weight::Supporting | Weight::Hint => 0.5,
                    Weight::Against | Weight::Excludes => continue,
                };
                signal.when.text.iter().filter(|text| !unknown(text)).for_each(|text| learn(at, text, weight));
                for fact in signal.when.facts {
                    usual.form(at, fact, f64::from(weight));
                }
            }
        }
        // Messages with advice of their own are single wordings of one program: they say nothing of what is usual.
        let counts = |entry: &&ErrorEntry| entry.advice.is_none() && !entry.text.iter().any(|text| unknown(text));
        for entry in ERRORS.iter().filter(counts) {
            for (place, id) in entry.causes.iter().enumerate() {
                let Ok(at) = CAUSES.binary_search_by(|cause| cause.id.cmp(id)) else { continue };
                let share = 1.0 / (1.0 + place as f64);
                entry.text.iter().for_each(|text| learn(at, text, share as f32));
                usual.status.add(at, entry.status.map_or("", status_name), share);
                usual.kind.add(at, entry.error_type.unwrap_or(""), share);
                let cloud = CLOUDS.into_iter().find(|cloud| *cloud == entry.platform).unwrap_or("");
                usual.cloud.add(at, cloud, share);
                usual.client.add(at, if entry.platform == "claude-code" { "claude-code" } else { "" }, share);
            }
        }
        usual.index(words);
        usual
    }

    fn form(&mut self, cause: usize, fact: &'static str, weight: f64) {
        match fact.split_once('=') {
            Some(("status", value)) => self.status.add(cause, value, weight),
            Some(("type", value)) => self.kind.add(cause, value, weight),
            Some(("client", value)) if value == "claude-code" => self.client.add(cause, value, weight),
            Some(("platform", value)) if CLOUDS.contains(&value) => self.cloud.add(cause, value, weight),
            _ => {}
        }
    }

    /// Sorts the words, keeps each once for a cause, and weighs them by how few causes know them.
    fn index(&mut self, mut words: Vec<(&'static str, u16, f32)>) {
        crate::order::by(&mut words, |a, b| compare(a.0, b.0).then(a.1.cmp(&b.1)).then(b.2.total_cmp(&a.2)));
        words.dedup_by(|a, b| a.0.eq_ignore_ascii_case(b.0) && a.1 == b.1);
        self.length = vec![0.0; CAUSES.len()];
        let mut from = 0;
        while let Some((word, ..)) = words.get(from).copied() {
            let same = words.iter().skip(from).take_while(|(other, ..)| other.eq_ignore_ascii_case(word)).count();
            let rare = (CAUSES.len() as f32 / same as f32).ln();
            for (_, cause, weight) in words.iter_mut().skip(from).take(same) {
                *weight *= rare;
                if let Some(length) = self.length.get_mut(usize::from(*cause)) {
                    *length += *weight;
                }
            }
            from += same;
        }
        self.words = words;
    }

    /// How well the paste fits each cause, in the order of `CAUSES`.
    pub fn fits(&self, paste: &str, reading: &Reading) -> Vec<Fit> {
        let mut fits = vec![Fit::default(); CAUSES.len()];
        let status = reading.status.filter(|status| status.value >= 400).map(|status| status_name(status.value));
        let kind = reading.error_type.as_ref().map(|kind| kind.value.as_str());
        let platform = reading.platform.map_or("", |platform| platform.value);
        let client = reading.client.map(|client| if client.value == "claude-code" { client.value } else { "" });
        for (at, fit) in fits.iter_mut().enumerate() {
            fit.form += status.map_or(0.0, |status| self.status.nats(at, status));
            fit.form += kind.map_or(0.0, |kind| self.kind.nats(at, kind));
            fit.form += self.cloud.nats(at, if CLOUDS.contains(&platform) { platform } else { "" });
            fit.form += client.map_or(0.0, |client| self.client.nats(at, client));
        }
        let mut seen: Vec<&str> = split(window(paste, reading)).collect();
        crate::order::by(&mut seen, |a, b| compare(a, b));
        seen.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        for word in seen {
            let first = self.words.partition_point(|(known, ..)| compare(known, word).is_lt());
            let same = self.words.iter().skip(first).take_while(|(known, ..)| known.eq_ignore_ascii_case(word));
            for (_, cause, weight) in same {
                if let Some(fit) = fits.get_mut(usize::from(*cause)) {
                    fit.wording += f64::from(*weight);
                }
            }
        }
        // A cause that knows many words shares some with every text.
        let mean = self.length.iter().sum::<f32>() / CAUSES.len().max(1) as f32;
        for (fit, length) in fits.iter_mut().zip(&self.length) {
            fit.wording /= f64::from(0.5 + 0.5 * length / mean.max(1.0));
        }
        // What is shared on the average says nothing.
        let average = fits.iter().map(|fit| fit.wording).sum::<f64>() / fits.len().max(1) as f64;
        fits.iter_mut().for_each(|fit| fit.wording -= average);
        fits
    }

    /// What in the form of the paste speaks for and against a cause, in words.
    pub fn reasons(&self, reading: &Reading, cause: &'static Cause) -> Vec<Because> {
        let Ok(at) = CAUSES.binary_search_by(|other| other.id.cmp(cause.id)) else { return Vec::new() };
        let status = reading.status.filter(|s| s.value >= 400).map(|s| ("status", status_name(s.value), s.span));
        let kind = reading.error_type.as_ref().map(|k| ("type", k.value.as_str(), k.span));
        let mut out = Vec::new();
        let both = [(status, &self.status), (kind, &self.kind)];
        for ((key, value, span), counts) in both.into_iter().filter_map(|(read, counts)| Some((read?, counts))) {
            let nats = counts.nats(at, value);
            let fact = in_words(&format!("{key}={value}"));
            let text = match counts.mostly(at) {
                _ if nats > 0.7 => format!("it often comes with {fact}"),
                Some(mostly) if nats < -0.7 && !mostly.is_empty() => {
                    format!("it comes with {}, and this is {fact}", in_words(&format!("{key}={mostly}")))
                }
                Some(_) if nats < -0.7 => format!("it comes without a status as a rule, and this is {fact}"),
                _ => continue,
            };
            out.push(Because { text, span: Some(span), nats });
        }
        out
    }
}

/// Log weights of all causes by the second look, prior included; nothing that is not a call to Claude.
pub fn weights(fits: &[Fit], params: &Params) -> Vec<f64> {
    CAUSES
        .iter()
        .zip(fits)
        .map(|(cause, fit)| match cause.claude && cause.id != "working_request" {
            true => (cause.prior + params.unseen).ln() + fit.nats(params),
            false => f64::NEG_INFINITY,
        })
        .collect()
}

/// A status as the tables name it.
fn status_name(status: u16) -> &'static str {
    // The statuses that the knowledge names; any other is like its class.
    const NAMES: [(u16, &str); 26] = [
        (400, "400"),
        (401, "401"),
        (402, "402"),
        (403, "403"),
        (404, "404"),
        (405, "405"),
        (407, "407"),
        (408, "408"),
        (409, "409"),
        (411, "411"),
        (413, "413"),
        (415, "415"),
        (422, "422"),
        (424, "424"),
        (429, "429"),
        (499, "499"),
        (500, "500"),
        (501, "501"),
        (502, "502"),
        (503, "503"),
        (504, "504"),
        (520, "520"),
        (522, "522"),
        (524, "524"),
        (526, "526"),
        (529, "529"),
    ];
    let class = if status >= 500 { "500" } else { "400" };
    NAMES.iter().find(|(code, _)| *code == status).map_or(class, |(_, name)| name)
}

/// The part of the paste that is compared: all of a short one, else what stands around the failure.
fn window<'a>(paste: &'a str, reading: &Reading) -> &'a str {
    if paste.len() <= WINDOW {
        return paste;
    }
    let spans = [
        reading.message.as_ref().map(|found| found.span),
        reading.error_type.as_ref().map(|found| found.span),
        reading.fact("has=api_error").and_then(|fact| fact.span),
        reading.status.map(|found| found.span),
        reading.fact("has=claude_host").and_then(|fact| fact.span),
    ];
    let at = spans.into_iter().flatten().next().map_or(paste.len().saturating_sub(WINDOW), |span| span.start);
    let start = at.saturating_sub(WINDOW / 2);
    Span::new(start, (start + WINDOW).min(paste.len())).on_borders(paste).of(paste)
}

/// The order of words, capitals and small letters alike.
fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    a.bytes().map(|b| b.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
}

/// The words of a text.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|word| WORD.contains(&word.len()) && !word.bytes().all(|b| b.is_ascii_digit()))
}
