//! How long until the right fix is in hand: this tool against the written guide that it replaces, simulated over the
//! labelled pastes with a fault in them.
//!
//! `cargo run --release --example seconds_to_fix`
//!
//! The true cause is known, and every answer is truthful: a step is answered yes as often as its table says for that
//! cause. Here: paste and read, the questions that are asked, then every wrong fix that is tried before the right
//! one, in order of probability ÷ cost. The guide: its ten steps in their fixed order (`seed_guide.toml`) until the
//! one that shows the cause, and never a wrong fix. Who finds nothing writes to support, both ways. Carrying the
//! right fix out costs the same both ways; the last line counts it in.

#[path = "../labelled/mod.rs"]
mod labelled;

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::{diagnose, Answer, Answers, Diagnosis};
use claude_troubleshooter::knowledge::{self, FACTS_AS_OF};
use serde::Deserialize;

const GUIDE: &str = include_str!("seed_guide.toml");
/// Causes without a fault of a Claude call to find.
const NO_FAULT: [&str; 4] = ["other_vendor_error", "unrelated_tool_error", "not_enough_information", "working_request"];
/// Paths less likely than this are not followed.
const NEGLIGIBLE: f64 = 0.002;

#[derive(Deserialize)]
struct Guide {
    support: f64,
    paste_and_read: f64,
    step: Vec<GuideStep>,
}

#[derive(Deserialize)]
struct GuideStep {
    name: String,
    extra: f64,
    asks: Vec<String>,
    reveals: Vec<String>,
}

impl GuideStep {
    fn cost(&self) -> f64 {
        self.extra + self.asks.iter().filter_map(|id| knowledge::step(id)).map(|step| step.cost).sum::<f64>()
    }
}

impl Guide {
    /// Seconds until a step shows one of the causes that are right.
    fn seconds(&self, accepted: &[String]) -> f64 {
        let mut spent = 0.0;
        for step in &self.step {
            spent += step.cost();
            if step.reveals.iter().any(|cause| accepted.contains(cause)) {
                return spent;
            }
        }
        spent + self.support
    }
}

/// Seconds for the wrong fixes in front of the right one.
fn wrong_fixes(diagnosis: &Diagnosis, accepted: &[String], support: f64) -> f64 {
    let mut order: Vec<(f64, &str, f64)> =
        diagnosis.causes.iter().map(|r| (r.probability / r.cause.cost, r.cause.id, r.cause.cost)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut spent = 0.0;
    for (_, id, cost) in order {
        if accepted.iter().any(|cause| cause == id) {
            return spent;
        }
        spent += cost;
    }
    spent + support
}

/// Expected seconds from `answers` on, over all truthful answers.
fn seconds(paste: &str, accepted: &[String], answers: &Answers, weight: f64, guide: &Guide, today: Date) -> f64 {
    let diagnosis = diagnose(paste, answers, today);
    let Some(next) = diagnosis.next.filter(|_| weight > NEGLIGIBLE) else {
        return wrong_fixes(&diagnosis, accepted, guide.support);
    };
    let truth = accepted.first().map_or("", String::as_str);
    let yes = next.yes.iter().find(|(cause, _)| *cause == truth).map_or(next.otherwise, |(_, p)| *p);
    let branch = |answer, p: f64| {
        let mut then = answers.clone();
        then.set(next.id, answer);
        if p > 0.0 {
            p * seconds(paste, accepted, &then, weight * p, guide, today)
        } else {
            0.0
        }
    };
    next.cost + branch(Answer::Yes, yes) + branch(Answer::No, 1.0 - yes)
}

fn main() -> Result<(), toml::de::Error> {
    let guide: Guide = toml::from_str(GUIDE)?;
    let today = Date::parse(FACTS_AS_OF).unwrap_or(Date::from_days(0));
    let mut spent = 0.0;
    println!("The guide's steps, seconds until each is done:");
    for step in &guide.step {
        spent += step.cost();
        println!("{spent:>6.0}  {}", step.name);
    }
    for (name, own) in [("shared corpus", false), ("own cases", true)] {
        let (mut here, mut there, mut fix, mut count) = (Vec::new(), 0.0, 0.0, 0.0);
        for case in labelled::cases().into_iter().filter(|case| case.id.starts_with("tests/") == own) {
            let Some(cause) = case.accepted.first().and_then(|id| knowledge::cause(id)) else { continue };
            if case.negative || NO_FAULT.contains(&cause.id) {
                continue;
            }
            let own = seconds(&case.paste, &case.accepted, &Answers::default(), 1.0, &guide, today);
            here.push(guide.paste_and_read + own);
            there += guide.seconds(&case.accepted);
            fix += cause.cost;
            count += 1.0;
        }
        here.sort_by(f64::total_cmp);
        let sum: f64 = here.iter().sum();
        let at = |share: f64| here.get((here.len() as f64 * share) as usize).copied().unwrap_or(0.0);
        println!("\n{name}: {count} pastes with a fault");
        println!(
            "  seconds until the right fix is in hand, mean: guide {:.0}, here {:.0}: {:.1} times shorter",
            there / count,
            sum / count,
            there / sum
        );
        println!("  here: median {:.0}, nine in ten within {:.0}, longest {:.0}", at(0.5), at(0.9), at(0.9999));
        println!(
            "  with the right fix carried out: guide {:.0}, here {:.0}: {:.1} times shorter",
            (there + fix) / count,
            (sum + fix) / count,
            (there + fix) / (sum + fix)
        );
    }
    Ok(())
}
