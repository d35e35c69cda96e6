//! The next question.
//!
//! Decision-theoretic troubleshooting (Heckerman, Breese and Rommelse, 1995): under one fault at a time,
//! remedies in order of probability ÷ cost have the lowest expected cost; a question is worth its own cost
//! when the expected cost after its answer is lower by more than that.

use super::reasons::holds;
use super::{Answer, Answers, Ranked, StepState};
use crate::knowledge::{Step, STEPS};
use crate::read::Reading;

/// Questions a person is asked for one paste at most.
const MOST: usize = 6;
/// Seconds it costs when no listed cause was the right one: writing to support and waiting.
const SUPPORT: f64 = 3_600.0;
/// Questions that are offered although none pays: for whoever wants to make sure.
const OPTIONAL: usize = 2;

/// The checklist for a paste.
pub struct Plan {
    /// Steps, answered ones first.
    pub steps: Vec<StepState>,
    /// The one to ask next.
    pub next: Option<&'static Step>,
    /// How many may follow at most, the next one included.
    pub left_at_most: usize,
}

/// Probability of "yes" to a step if `cause` is the cause.
pub fn probability_of_yes(step: &Step, cause: &str) -> f64 {
    step.yes.iter().find(|(id, _)| *id == cause).map_or(step.otherwise, |(_, p)| *p)
}

/// Plans the checklist.
pub fn plan(paste: &str, reading: &Reading, causes: &[Ranked], answers: &Answers) -> Plan {
    let mut answered: Vec<StepState> = Vec::new();
    let mut open: Vec<(f64, StepState)> = Vec::new();
    for step in STEPS.iter() {
        let told: Vec<&'static str> =
            causes.iter().map(|ranked| ranked.cause.id).filter(|id| step.yes.iter().any(|(c, _)| c == id)).collect();
        let own = answers.get(step.id);
        if told.is_empty() && own.is_none() {
            continue;
        }
        let by_paste = step.answered.iter().find_map(|rule| holds(paste, reading, &rule.when).map(|span| (rule, span)));
        let state = |answer, reason, span| StepState { step, answer, reason, span, causes: told.clone() };
        match (own, by_paste) {
            (Some(answer), _) => answered.push(state(Some(answer), None, None)),
            (None, Some((rule, span))) => {
                let answer = if rule.yes { Answer::Yes } else { Answer::No };
                answered.push(state(Some(answer), Some(rule.reason), span));
            }
            (None, None) => open.push((gain(step, causes), state(None, None, None))),
        }
    }
    // The order in which the person answered stays the order on the page.
    let order: Vec<&str> = answers.iter().map(|(id, _)| id).collect();
    crate::order::by_key(&mut answered, |s| order.iter().position(|id| *id == s.step.id).map_or(0, |place| place + 1));
    crate::order::by(&mut open, |a, b| b.0.total_cmp(&a.0).then_with(|| a.1.step.id.cmp(b.1.step.id)));
    let given = answered.iter().filter(|s| s.reason.is_none()).count();
    let left = MOST.saturating_sub(given);
    let paying = open.iter().filter(|(gain, _)| *gain > 0.0).count();
    // What does not pay now may pay after the next answer, so all that are open count.
    let left_at_most = if paying > 0 { open.len().min(left) } else { 0 };
    open.truncate(paying.max(OPTIONAL).min(left));
    let next = open.first().filter(|_| left_at_most > 0).map(|(_, state)| state.step);
    let steps = answered.into_iter().chain(open.into_iter().map(|(_, state)| state)).collect();
    Plan { steps, next, left_at_most }
}

/// Seconds that asking `step` saves on average, its own cost taken off.
fn gain(step: &Step, causes: &[Ranked]) -> f64 {
    let now: Vec<(f64, f64)> = causes.iter().map(|ranked| (ranked.probability, ranked.cause.cost)).collect();
    let after = |yes: bool| {
        let weighted: Vec<(f64, f64)> = causes
            .iter()
            .map(|ranked| {
                let p = probability_of_yes(step, ranked.cause.id);
                (ranked.probability * if yes { p } else { 1.0 - p }, ranked.cause.cost)
            })
            .collect();
        let rest = (1.0 - now.iter().map(|(p, _)| p).sum::<f64>()).max(0.0);
        let rest = rest * if yes { step.otherwise } else { 1.0 - step.otherwise };
        let chance = weighted.iter().map(|(p, _)| p).sum::<f64>() + rest;
        if chance <= 0.0 {
            return 0.0;
        }
        let scaled: Vec<(f64, f64)> = weighted.iter().map(|(p, cost)| (p / chance, *cost)).collect();
        chance * expected_cost(scaled)
    };
    expected_cost(now.clone()) - after(true) - after(false) - step.cost
}

/// Expected seconds until the matter is mended, remedies tried in order of probability ÷ cost.
fn expected_cost(mut remedies: Vec<(f64, f64)>) -> f64 {
    crate::order::by(&mut remedies, |a, b| (b.0 / b.1).total_cmp(&(a.0 / a.1)));
    let mut left = 1.0;
    let mut sum = 0.0;
    for (probability, cost) in remedies {
        sum += cost * left;
        left = (left - probability).max(0.0);
    }
    sum + SUPPORT * left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likely_and_cheap_remedies_come_first() {
        let good = expected_cost(vec![(0.5, 10.0), (0.5, 100.0)]);
        assert!((good - (10.0 + 0.5 * 100.0)).abs() < 1e-9);
    }
}
