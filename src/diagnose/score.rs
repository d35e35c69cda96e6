//! Probabilities of the causes.
//!
//! Two looks at the paste. The first goes by what is known by its words: prior, signals, findings, known errors;
//! log likelihood ratios add up (naive Bayes), and since reasons of one cause overlap (one sentence often fires
//! two), each further one counts a part of the one before. The second (`usual.rs`) goes by what usually comes with
//! such a status, type, platform and wording. The first decides, but it is misled once in a while: that share of
//! the probability, and what it leaves to "none of the known causes" although a call to Claude failed, goes by
//! the second. So a sure cause keeps its neighbours, and an unknown wording its candidates.

use super::params::Params;
use super::reasons::{self, Reason};
use super::usual::{self, Fit, Usual};
use super::{Answer, Answers, Because};
use crate::finding::Finding;
use crate::knowledge::{self, Cause, ErrorEntry, Stage, Turn, CAUSES};
use crate::read::Reading;

/// Below this probability a cause is not listed.
pub const SHOWN: f64 = 0.001;
/// The least that a link can hold.
const LEAST: f64 = 0.0001;
/// Most causes that are kept: as many as a link holds.
pub const MOST: usize = 8;
/// Below this probability of the first cause nothing is claimed, unless …
const CLAIMED: f64 = 0.2;
/// … the causes together are this probable: then a call to Claude did fail, it is just not known why.
const FAILED: f64 = 0.6;
/// How often a failed call to Claude has one of the known causes.
const KNOWN: f64 = 0.85;
/// How often something that we know hides behind a symptom.
const HIDDEN: f64 = 0.25;
/// Answers are never taken as proof: people misread questions.
const DOUBT: f64 = 0.03;

/// A cause with its probability from the paste alone.
#[derive(Debug)]
pub struct Scored {
    /// The cause.
    pub cause: &'static Cause,
    /// Probability before any answer, in whole ten thousandths, as a link holds it.
    pub probability: f64,
    /// What speaks for and against it, strongest first.
    pub because: Vec<Because>,
}

/// All evidence of a paste before it is weighed.
pub struct Look {
    /// The reasons for and against each cause, in the order of `CAUSES`.
    reasons: Vec<Vec<Reason>>,
    fits: Vec<Fit>,
    /// How many marks of a failed call to Claude are missing.
    missing: u8,
}

impl Look {
    /// Gathers the evidence.
    pub fn at(paste: &str, reading: &Reading, findings: &[Finding], entry: Option<&ErrorEntry>, usual: &Usual) -> Self {
        // Who only talks of errors has none; what another vendor printed without a word of Claude is its own; and a
        // network failure or a bare status without such a word is anybody's.
        let talk = reading.fact("has=only_talk").is_some();
        let without_claude = reading.fact("has=no_claude").is_some();
        let stranger = without_claude && reading.error_type.is_none() && reading.fact("has=known_message").is_none();
        let entry = entry.filter(|_| !stranger);
        let anothers = without_claude && reading.vendor.is_some();
        let barred = |cause: &Cause| {
            cause.claude && (talk || anothers || stranger && (cause.began == Stage::Network || cause.symptom))
        };
        let of = |cause| {
            let reasons = if barred(cause) { Vec::new() } else { reasons::of(paste, reading, findings, entry, cause) };
            // Hints alone name no cause where nothing else speaks of Claude.
            let enough = !stranger || reasons.iter().any(|reason| reason.source.more_than_a_hint());
            if enough {
                reasons
            } else {
                Vec::new()
            }
        };
        let reasons = CAUSES.iter().map(of).collect();
        Self { reasons, fits: usual.fits(paste, reading), missing: missing(reading) }
    }

    /// The same evidence without anything that was recognised by its words.
    pub fn without_words(mut self) -> Self {
        self.reasons.iter_mut().for_each(|reasons| reasons.retain(|reason| !reason.by_words));
        self
    }

    /// The probability of each cause, in the order of `CAUSES`; the rest up to 1 belongs to none of them.
    pub fn probabilities(&self, params: &Params) -> Vec<f64> {
        // Priors are counts of a few hundred cases: one that never occurred there is not impossible.
        let prior = |cause: &Cause| cause.prior + params.unseen;
        let total: f64 = CAUSES.iter().map(prior).sum();
        let usual = usual::weights(&self.fits, params);
        let weighed = CAUSES.iter().zip(&self.reasons).map(|(cause, reasons)| {
            let mut pro: Vec<f64> = reasons.iter().map(|reason| reason.nats(params)).collect();
            crate::order::by(&mut pro, |a, b| b.total_cmp(a));
            if pro.first().is_none_or(|first| *first <= 0.0) {
                return f64::NEG_INFINITY;
            }
            let mut share = 1.0;
            pro.into_iter().fold((prior(cause) / total).ln(), |sum, nats| {
                if nats <= 0.0 {
                    return sum + nats;
                }
                let counted = nats * share;
                share *= params.overlap;
                sum + counted
            })
        });
        let weighed: Vec<f64> = weighed.collect();
        let (first, none) = normalised(&weighed, params.none);
        let claude: f64 = CAUSES.iter().zip(&first).filter(|(cause, _)| is_fault(cause)).map(|(_, p)| p).sum();
        let (second, _) = normalised(&usual, f64::NEG_INFINITY);
        let fits = usual.iter().map(|nats| (nats - total.ln()).exp()).sum::<f64>();
        let failed = fits / (fits + (params.missing * f64::from(self.missing)).exp() - 1.0).max(1e-9);
        let open = KNOWN * none * failed;
        let share = params.misled * claude + open;
        let faults = CAUSES.iter().zip(first).zip(&second);
        let mut all: Vec<f64> = faults
            .map(|((cause, p), q)| if is_fault(cause) { p * (1.0 - params.misled) + share * q } else { p })
            .collect();
        unveil(&mut all, &second, params);
        all
    }
}

/// Gives a part of what a symptom has to the causes that may hide behind it. Behind a failed connection, which has
/// no status, those on the way to the service, as often as they are met; else what is usual for such an answer.
fn unveil(all: &mut [f64], usual: &[f64], params: &Params) {
    let on_the_way =
        |cause: &Cause| cause.began == Stage::Network || cause.showed == Stage::Gateway && cause.turn == Turn::Network;
    for (at, symptom) in CAUSES.iter().enumerate().filter(|(_, cause)| cause.symptom) {
        let of = |(cause, usual): (&Cause, &f64)| match symptom.began {
            _ if cause.symptom || !is_fault(cause) => 0.0,
            Stage::Network if on_the_way(cause) => cause.prior + params.unseen,
            Stage::Network => 0.0,
            _ => *usual,
        };
        let behind: Vec<f64> = CAUSES.iter().zip(usual).map(of).collect();
        let sum: f64 = behind.iter().sum();
        let Some(own) = all.get_mut(at).filter(|_| sum > 0.0) else { continue };
        let hidden = *own * HIDDEN;
        *own -= hidden;
        for (p, share) in all.iter_mut().zip(behind) {
            *p += hidden * share / sum;
        }
    }
}

/// Whether a cause is a fault of a call to Claude.
fn is_fault(cause: &Cause) -> bool {
    cause.claude && cause.id != "working_request"
}

/// Marks that are missing where errors are only spoken of: whatever is usual for them says nothing.
const TALK: u8 = 20;

/// How much stands against "a call to Claude failed" before the wording is looked at, in marks that are missing:
/// none where the paste shows both Claude and a failure.
fn missing(reading: &Reading) -> u8 {
    let any = |facts: &[&str]| facts.iter().any(|fact| reading.fact(fact).is_some());
    // An id or a type alone does not prove it: other services write `req_` and `invalid_request_error` too.
    let claude = any(&["has=claude_host", "client=claude-code", "type=overloaded_error"])
        || any(&["platform=bedrock", "platform=vertex", "platform=foundry"]);
    let failure = reading.status.is_some_and(|status| status.value >= 400)
        || reading.error_type.is_some()
        || any(&["has=api_error"]);
    // Another vendor's or tool's words, a request without any answer, or an answer that is none of a failure.
    let otherwise = any(&["vendor=any", "tool=any", "has=only_talk", "has=no_claude"])
        || (!failure && (!reading.requests.is_empty() || reading.status.is_some()));
    let talk = any(&["has=only_talk"]);
    u8::from(!claude) + u8::from(!failure) + 3 * u8::from(otherwise) + TALK * u8::from(talk)
}

/// Probabilities from log weights, and that of the alternative to all of them.
fn normalised(weights: &[f64], none: f64) -> (Vec<f64>, f64) {
    let top = weights.iter().copied().fold(none, f64::max);
    if top == f64::NEG_INFINITY {
        return (vec![0.0; weights.len()], 0.0);
    }
    let sum = (none - top).exp() + weights.iter().map(|w| (w - top).exp()).sum::<f64>();
    (weights.iter().map(|w| (w - top).exp() / sum).collect(), (none - top).exp() / sum)
}

/// The causes of a paste, likeliest first, those worth listing.
pub fn score(paste: &str, reading: &Reading, findings: &[Finding], entry: Option<&ErrorEntry>) -> Vec<Scored> {
    let params = Params::TUNED;
    let look = Look::at(paste, reading, findings, entry, Usual::all());
    let probabilities = look.probabilities(&params);
    let mut ranked: Vec<(usize, f64)> = probabilities.into_iter().enumerate().filter(|(_, p)| *p >= LEAST).collect();
    crate::order::by(&mut ranked, |a, b| b.1.total_cmp(&a.1));
    // Even the surest fault keeps two neighbours, however small; what is no fault has none.
    let fault = ranked.first().and_then(|(at, _)| CAUSES.get(*at)).is_some_and(is_fault);
    let shown = ranked.iter().take_while(|(_, p)| *p >= SHOWN).count();
    ranked.truncate(if fault { shown.max(3) } else { shown }.min(MOST));
    let scored = ranked.into_iter().filter_map(|(at, probability)| {
        let cause = CAUSES.get(at)?;
        let own = look.reasons.get(at)?;
        let mut because: Vec<Because> = own.iter().map(|reason| reason.because(&params)).collect();
        if is_fault(cause) {
            because.extend(Usual::all().reasons(reading, cause));
            if !own.iter().any(|reason| reason.nats(&params) > 0.0) {
                let text = "none of the words that usually show it are in the paste".to_owned();
                because.push(Because { text, span: None, nats: params.misled.ln() });
            }
        }
        crate::order::by(&mut because, |a, b| b.nats.total_cmp(&a.nats));
        Some(Scored { cause, probability: (probability * 10_000.0).floor() / 10_000.0, because })
    });
    scored.collect()
}

/// Posterior probabilities in the order of `scored`, given the answers.
pub fn posterior(scored: &[Scored], answers: &Answers) -> Vec<f64> {
    let sum: f64 = scored.iter().map(|s| s.probability).sum();
    let mut none = (1.0 - sum).clamp(1e-6, 1.0).ln();
    let mut nats: Vec<f64> = scored.iter().map(|s| s.probability.max(1e-9).ln()).collect();
    for (id, answer) in answers.iter() {
        let Some(step) = knowledge::step(id) else { continue };
        let likelihood = |yes: f64| match answer {
            Answer::Yes => yes.clamp(DOUBT, 1.0 - DOUBT).ln(),
            Answer::No => (1.0 - yes).clamp(DOUBT, 1.0 - DOUBT).ln(),
            Answer::NotSure => 0.0,
        };
        for (scored, nats) in scored.iter().zip(&mut nats) {
            *nats += likelihood(super::steps::probability_of_yes(step, scored.cause.id));
        }
        none += likelihood(step.otherwise);
    }
    normalised(&nats, none).0
}

/// Whether these probabilities say enough to name causes at all.
pub fn claims(probabilities: impl Iterator<Item = f64> + Clone) -> bool {
    probabilities.clone().any(|p| p >= CLAIMED) || probabilities.sum::<f64>() >= FAILED
}
