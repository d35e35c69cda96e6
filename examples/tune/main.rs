//! Chooses the numbers that all causes share (`src/diagnose/params.rs`) by five-fold cross-validation over labelled
//! pastes, and prints how the numbers in use do: accuracy, log loss, reliability.
//!
//! `cargo run --release --example tune` measures; `-- --search` also looks for better numbers,
//! `-- decisive=9 none=0` tries others, `-- --misses` lists what is wrong.
//!
//! Every paste is weighed twice: with all the knowledge, and as if no pattern that occurs in it were known, which is
//! how a wording looks that nobody has met yet. The loss is the mean over both, so that the numbers serve the
//! unknown too.

#[path = "../labelled/mod.rs"]
mod labelled;

use claude_troubleshooter::date::Date;
use claude_troubleshooter::diagnose::tuning::{Evidence, Params};
use claude_troubleshooter::knowledge::FACTS_AS_OF;
use labelled::Case;

const FOLDS: usize = 5;
/// How many pastes with a wording that nobody has met are expected for one with a known wording.
const UNKNOWN: f64 = 0.15;
/// How much worse it is to claim a fault where there is none than to miss one.
const NEGATIVE: f64 = 4.0;
/// Causes that claim nothing about a Claude call.
const NOT_CLAUDE: [&str; 4] =
    ["other_vendor_error", "unrelated_tool_error", "not_enough_information", "working_request"];

struct Weighed {
    case: Case,
    evidence: Evidence,
}

/// The numbers in use, with what `name=value` among the arguments changes.
fn tuned() -> Params {
    let mut params = Params::TUNED;
    for (name, value) in
        std::env::args().filter_map(|argument| argument.split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned())))
    {
        if let (Some((_, knob, _)), Ok(value)) = (KNOBS.iter().find(|(known, ..)| *known == name), value.parse()) {
            *knob(&mut params) = value;
        }
    }
    params
}

/// What one ranking says of one case.
struct Outcome {
    rank: Option<usize>,
    /// Probability of the first cause.
    first: f64,
    /// Probability of the causes that are right.
    right: f64,
    /// A negative about which a Claude cause is claimed.
    claimed: bool,
}

fn outcome(weighed: &Weighed, params: &Params, held_out: bool) -> Outcome {
    let ranked = weighed.evidence.ranked(params, held_out);
    let accepted = |id: &str| weighed.case.accepted.iter().any(|a| a == id);
    let rank = ranked.iter().take_while(|(_, p)| *p >= 0.001).position(|(id, _)| accepted(id));
    let first = ranked.first().copied().unwrap_or(("", 0.0));
    let faults = ranked.iter().filter(|(id, _)| !NOT_CLAUDE.contains(id) && !accepted(id)).map(|(_, p)| p).sum::<f64>();
    let right = match weighed.case.negative {
        true => 1.0 - faults,
        false => ranked.iter().filter(|(id, _)| accepted(id)).map(|(_, p)| p).sum(),
    };
    let claimed = first.1 >= 0.2 || ranked.iter().take(8).map(|(_, p)| p).sum::<f64>() >= 0.6;
    Outcome {
        rank: rank.map(|at| at + 1),
        first: first.1,
        right,
        claimed: claimed && !NOT_CLAUDE.contains(&first.0) && !accepted(first.0),
    }
}

fn loss<'a>(cases: impl Iterator<Item = &'a Weighed>, params: &Params) -> f64 {
    let mut sum = 0.0;
    let mut count = 0.0;
    for case in cases {
        for (held_out, weight) in [(false, 1.0), (true, UNKNOWN)] {
            let weight = weight * if case.case.negative { NEGATIVE } else { 1.0 };
            sum -= weight * outcome(case, params, held_out).right.max(1e-4).ln();
            count += weight;
        }
    }
    sum / f64::max(count, 1.0)
}

/// The parameters that are searched, each with the values tried.
type Knob = (&'static str, fn(&mut Params) -> &mut f64, &'static [f64]);
const KNOBS: &[Knob] = &[
    ("decisive", |p| &mut p.decisive, &[8.0, 9.0, 10.0, 11.0, 12.0]),
    ("strong", |p| &mut p.strong, &[4.0, 5.0, 6.0, 7.0, 8.0]),
    ("supporting", |p| &mut p.supporting, &[1.5, 2.0, 2.5, 3.0, 4.0]),
    ("hint", |p| &mut p.hint, &[0.5, 1.0, 1.5, 2.0]),
    ("against", |p| &mut p.against, &[-2.0, -3.0, -4.0, -5.0]),
    ("entry", |p| &mut p.entry, &[1.5, 2.0, 3.0, 4.0, 5.0, 6.0]),
    ("overlap", |p| &mut p.overlap, &[0.3, 0.4, 0.5, 0.6]),
    ("none", |p| &mut p.none, &[-2.0, -1.0, 0.0, 0.5, 1.0]),
    // Not below one in twenty: words alone, against all that is usual, are not to make certain.
    ("misled", |p| &mut p.misled, &[0.05, 0.06, 0.08, 0.1]),
    ("form", |p| &mut p.form, &[0.4, 0.6, 0.8, 1.0, 1.2, 1.4]),
    ("unseen", |p| &mut p.unseen, &[0.0, 0.5, 1.0, 2.0, 4.0]),
    ("missing", |p| &mut p.missing, &[1.0, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0]),
    ("wording", |p| &mut p.wording, &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0]),
];

/// Coordinate descent: one number after the other, twice.
fn search(cases: &[&Weighed]) -> Params {
    let mut best = Params::TUNED;
    let mut least = loss(cases.iter().copied(), &best);
    for _ in 0..2 {
        for (_, knob, values) in KNOBS {
            for value in *values {
                let mut trial = best;
                *knob(&mut trial) = *value;
                let loss = loss(cases.iter().copied(), &trial);
                if loss < least - 1e-6 {
                    (best, least) = (trial, loss);
                }
            }
        }
    }
    best
}

fn report(cases: &[(&Weighed, Params)], held_out: bool) {
    let outcomes: Vec<(bool, Outcome)> =
        cases.iter().map(|(case, params)| (case.case.negative, outcome(case, params, held_out))).collect();
    let faults: Vec<&Outcome> = outcomes.iter().filter(|(negative, _)| !negative).map(|(_, o)| o).collect();
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let within = |most: usize| faults.iter().filter(|o| o.rank.is_some_and(|rank| rank <= most)).count();
    let negatives: Vec<&Outcome> = outcomes.iter().filter(|(negative, _)| *negative).map(|(_, o)| o).collect();
    println!(
        "first {:.1} %, among three {:.1} % of {}; negatives left alone {:.1} % of {}; log loss {:.3}",
        share(within(1), faults.len()),
        share(within(3), faults.len()),
        faults.len(),
        share(negatives.iter().filter(|o| !o.claimed).count(), negatives.len()),
        negatives.len(),
        -outcomes.iter().map(|(_, o)| o.right.max(1e-4).ln()).sum::<f64>() / outcomes.len().max(1) as f64,
    );
    println!("  said      right   of  mean said");
    for (from, to) in [(0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.75), (0.75, 0.9), (0.9, 0.95), (0.95, 1.01)] {
        let here: Vec<&&Outcome> = faults.iter().filter(|o| o.first >= from && o.first < to).collect();
        let right = here.iter().filter(|o| o.rank == Some(1)).count();
        let said = here.iter().map(|o| o.first).sum::<f64>() / here.len().max(1) as f64;
        println!(
            "  {from:.2}–{:.2} {:>5.1} % {:>4}  {:.2}",
            f64::min(to, 1.0),
            share(right, here.len()),
            here.len(),
            said
        );
    }
}

fn main() {
    let today = Date::parse(FACTS_AS_OF).unwrap_or(Date::from_days(0));
    let cases: Vec<Weighed> = labelled::cases()
        .into_iter()
        .map(|case| Weighed { evidence: Evidence::of(&case.paste, today, true), case })
        .collect();
    let all: Vec<&Weighed> = cases.iter().collect();
    let in_use: Vec<(&Weighed, Params)> = all.iter().map(|case| (*case, tuned())).collect();
    println!("The numbers in use, all knowledge:");
    report(&in_use, false);
    println!("\nThe numbers in use, every pattern that occurs in the paste held out:");
    report(&in_use, true);
    if std::env::args().any(|argument| argument == "--misses") {
        for case in &all {
            let u = outcome(case, &tuned(), true);
            if !case.case.negative && u.rank.is_none_or(|r| r > 3) {
                println!(
                    "U {} {:?} {:.2?}",
                    case.case.id,
                    case.case.accepted,
                    case.evidence.ranked(&tuned(), true).get(..3).unwrap_or_default()
                );
            }
            let o = outcome(case, &tuned(), false);
            if (case.case.negative && o.claimed) || (!case.case.negative && o.rank != Some(1)) {
                let ranked = case.evidence.ranked(&tuned(), false);
                println!("{} {:?}: {:.3?}", case.case.id, case.case.accepted, ranked.get(..3).unwrap_or_default());
            }
        }
    }
    if !std::env::args().any(|argument| argument == "--search") {
        return;
    }
    // Each fifth is judged with numbers that were chosen without it.
    let mut judged: Vec<(&Weighed, Params)> = Vec::new();
    for fold in 0..FOLDS {
        let rest: Vec<&Weighed> =
            all.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, case)| *case).collect();
        let chosen = search(&rest);
        judged.extend(all.iter().enumerate().filter(|(at, _)| at % FOLDS == fold).map(|(_, case)| (*case, chosen)));
    }
    println!("\nChosen on four fifths, judged on the fifth, all knowledge:");
    report(&judged, false);
    println!("\nChosen on four fifths, judged on the fifth, occurring patterns held out:");
    report(&judged, true);
    println!("\nChosen on everything: {:#.3?}", search(&all));
}
