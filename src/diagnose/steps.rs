//! The next question.
//!
//! Decision-theoretic troubleshooting (Heckerman, Breese and Rommelse, 1995): under one fault at a time,
//! remedies in order of probability ÷ cost have the lowest expected cost; a question is worth its own cost
//! when the expected cost after its answer is lower by more than that. Two questions are looked ahead, since one
//! alone often decides nothing.

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
    let mut unanswered: Vec<StepState> = Vec::new();
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
            (None, None) => unanswered.push(state(None, None, None)),
        }
    }
    // Seconds that each question saves on average, its own cost taken off.
    let belief = Belief::of(causes);
    let costs: Vec<f64> = causes.iter().map(|ranked| ranked.cause.cost).collect();
    let questions: Vec<Question> = unanswered.iter().map(|state| Question::of(state.step, causes)).collect();
    let now = belief.seconds(&costs);
    let gains = questions.iter().map(|question| now - seconds_after(&belief, question, &questions, &costs, true));
    let mut open: Vec<(f64, StepState)> = gains.zip(unanswered).collect();
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

/// What is believed at a point of the checklist, times the chance of getting there.
struct Belief {
    /// One weight for each listed cause.
    causes: Vec<f64>,
    /// The weight of everything else.
    rest: f64,
}

impl Belief {
    fn of(causes: &[Ranked]) -> Self {
        let causes: Vec<f64> = causes.iter().map(|ranked| ranked.probability).collect();
        let rest = (1.0 - causes.iter().sum::<f64>()).max(0.0);
        Self { causes, rest }
    }

    /// The belief after an answer to a question.
    fn after(&self, question: &Question, yes: bool) -> Self {
        let share = |p: f64| if yes { p } else { 1.0 - p };
        let causes = self.causes.iter().zip(&question.yes).map(|(weight, p)| weight * share(*p)).collect();
        Self { causes, rest: self.rest * share(question.step.otherwise) }
    }

    /// Expected seconds until the matter is mended, remedies tried in order of probability ÷ cost.
    fn seconds(&self, costs: &[f64]) -> f64 {
        let mut remedies: Vec<(f64, f64)> = self.causes.iter().copied().zip(costs.iter().copied()).collect();
        crate::order::by(&mut remedies, |a, b| (b.0 / b.1).total_cmp(&(a.0 / a.1)));
        let mut left = self.causes.iter().sum::<f64>() + self.rest;
        let mut sum = 0.0;
        for (weight, cost) in remedies {
            sum += cost * left;
            left = (left - weight).max(0.0);
        }
        sum + SUPPORT * left
    }

    fn weight(&self) -> f64 {
        self.causes.iter().sum::<f64>() + self.rest
    }
}

/// A question with the probability of "yes" under each listed cause.
struct Question {
    step: &'static Step,
    yes: Vec<f64>,
}

impl Question {
    fn of(step: &'static Step, causes: &[Ranked]) -> Self {
        Self { step, yes: causes.iter().map(|ranked| probability_of_yes(step, ranked.cause.id)).collect() }
    }
}

/// Expected seconds if `question` is asked now and then, where that pays, one more.
fn seconds_after(belief: &Belief, question: &Question, others: &[Question], costs: &[f64], more: bool) -> f64 {
    let then = [true, false].map(|answer| {
        let belief = belief.after(question, answer);
        let stop = belief.seconds(costs);
        if !more || stop <= 0.0 {
            return stop;
        }
        let next = others.iter().filter(|other| other.step.id != question.step.id);
        next.map(|other| seconds_after(&belief, other, others, costs, false)).fold(stop, f64::min)
    });
    question.step.cost * belief.weight() + then.iter().sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likely_and_cheap_remedies_come_first() {
        let belief = Belief { causes: vec![0.5, 0.5], rest: 0.0 };
        assert!((belief.seconds(&[10.0, 100.0]) - (10.0 + 0.5 * 100.0)).abs() < 1e-9);
        let none = Belief { causes: vec![], rest: 1.0 };
        assert!((none.seconds(&[]) - SUPPORT).abs() < 1e-9);
    }
}
