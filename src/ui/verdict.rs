//! The verdict: whose turn, what happened, how sure, why.

use super::more;
use super::parts::{on, prose, Store};
use super::state::Action;
use super::text;
use crate::diagnose::{Certainty, EndingKind, Working, MESSAGE};
use crate::view::marks::mark_id;
use crate::view::{CauseView, MessageView, View};
use yew::prelude::*;

/// How many runner-ups are listed.
const OTHERS: usize = 5;

/// What kind of verdict it is; it also colours the badge.
enum Verdict<'a> {
    Cause(&'a CauseView),
    /// A message that says more than any cause.
    Message(&'a MessageView),
    Other(Option<&'a CauseView>),
    Working(Working),
    Unknown(Option<&'a CauseView>),
}

fn verdict(d: &View) -> Verdict<'_> {
    let first = d.causes.first();
    if let Some(message) = d.message.as_ref().filter(|message| message.leads) {
        return Verdict::Message(message);
    }
    if let Some(working) = d.working {
        return Verdict::Working(working);
    }
    match first {
        Some(cause) if cause.id == "not_enough_information" => Verdict::Unknown(first),
        Some(cause) if !cause.claude => Verdict::Other(first),
        Some(cause) => Verdict::Cause(cause),
        None if d.vendor.is_some() => Verdict::Other(None),
        None => Verdict::Unknown(None),
    }
}

/// Whether a message of Claude Code is the whole answer: nothing broke on the way to the API, so nothing is asked.
pub fn is_message(d: &View) -> bool {
    matches!(verdict(d), Verdict::Message(_))
}

/// The region "Diagnosis".
pub fn view(store: &Store, d: &View) -> Html {
    let kind = verdict(d);
    let cause = match &kind {
        Verdict::Working(_) => "working_request".to_owned(),
        _ => d.causes.first().map_or_else(String::new, |cause| cause.id.clone()),
    };
    let (turn, badge) = badge(&kind);
    html! {
        <section class={classes!("verdict", turn)} aria-label={text::DIAGNOSIS} data-cause={cause}
            data-certainty={certainty(&kind, d).name()} aria-busy={store.waits().then_some("true")}>
            <p class="turn">{ badge }</p>
            if matches!(kind, Verdict::Cause(_)) && d.certainty == Certainty::Unknown { <p class="kicker">{ text::OPEN }</p> }
            if matches!(kind, Verdict::Message(_)) { <p class="kicker">{ text::MESSAGE_KICKER }</p> }
            <h2 id="headline" tabindex="-1">{ title(&kind, d) }</h2>
            <div class="meaning">{ meaning(store, &kind, d) }</div>
            { sure(store, &kind, d) }
            { others(d) }
        </section>
    }
}

fn certainty(kind: &Verdict<'_>, d: &View) -> Certainty {
    match kind {
        Verdict::Working(_) if d.causes.is_empty() => Certainty::Certain,
        // It is known word for word.
        Verdict::Message(_) => Certainty::Certain,
        // However sure it is that the text does not tell: nothing is known of the fault.
        Verdict::Unknown(_) => Certainty::Unknown,
        _ => d.certainty,
    }
}

fn badge(kind: &Verdict<'_>) -> (&'static str, String) {
    match kind {
        Verdict::Cause(cause) => {
            let time = &cause.time;
            let whose = text::turn(cause.turn);
            let words = if time.is_empty() { whose.to_owned() } else { format!("{whose} · {time}") };
            (cause.turn.name(), words)
        }
        Verdict::Message(message) => (message.turn.name(), text::turn(message.turn).to_owned()),
        Verdict::Other(_) => ("other", text::OTHER_TURN.to_owned()),
        Verdict::Working(working) => {
            let tone = if *working == Working::Warned { "warned" } else { "working" };
            (tone, text::working(*working).turn.to_owned())
        }
        Verdict::Unknown(_) => ("unknown", text::UNKNOWN_TURN.to_owned()),
    }
}

/// The headline. The spoken summary uses it too.
pub fn headline(d: &View) -> String {
    title(&verdict(d), d)
}

/// The badge's words, for the spoken summary.
pub fn whose(d: &View) -> String {
    badge(&verdict(d)).1
}

/// The first sentence, which is the headline, and the rest.
fn sentences(words: &str) -> (&str, &str) {
    let end = words.find(". ").map_or(words.len(), |dot| dot + 1);
    let (first, rest) = words.split_at(end);
    (first.trim_end_matches('.'), rest.trim())
}

fn title(kind: &Verdict<'_>, d: &View) -> String {
    match (kind, &d.vendor) {
        (Verdict::Message(message), _) => sentences(&message.meaning).0.to_owned(),
        (Verdict::Other(_), Some(vendor)) => format!("This comes from {vendor}, not from the Claude API"),
        (Verdict::Cause(cause) | Verdict::Other(Some(cause)) | Verdict::Unknown(Some(cause)), _) => cause.title.clone(),
        (Verdict::Working(working), _) => text::working(*working).title.to_owned(),
        _ => text::UNKNOWN_TITLE.to_owned(),
    }
}

fn meaning(store: &Store, kind: &Verdict<'_>, d: &View) -> Html {
    match kind {
        Verdict::Message(message) => {
            let rest = sentences(&message.meaning).1;
            let local = d.causes.first().is_some_and(|cause| !cause.claude);
            html! { <>
                if !rest.is_empty() { <p>{ prose(rest) }</p> }
                if local { <p>{ text::MESSAGE_LOCAL }</p> }
            </> }
        }
        Verdict::Cause(cause) => html! { <>
            <p>{ prose(&cause.meaning) }</p>
            if let Some(message) = &d.message {
                <p class="here"><strong>{ text::MESSAGE_HERE }</strong>{ " " }{ prose(&message.meaning) }</p>
            }
            if d.ending.kind == EndingKind::Wait { <p class="not-you">{ prose(&d.ending.text) }{ " " }{ prose(&d.ending.over_when) }</p> }
            { more::view(store, &cause.id) }
        </> },
        Verdict::Other(cause) => {
            let own = cause.map(|cause| cause.meaning.as_str()).filter(|_| d.vendor.is_none());
            html! { <><p>{ prose(own.unwrap_or(text::OTHER_MEANING)) }</p><p>{ text::OTHER_NEXT }</p></> }
        }
        Verdict::Working(working) => html! { <p>{ text::working(*working).meaning }</p> },
        Verdict::Unknown(_) => html! { <><p>{ text::UNKNOWN_MEANING }</p>
        <ul class="next-paste">{ for text::PASTE_NEXT.iter().map(|line| html! { <li>{ *line }</li> }) }</ul></> },
    }
}

fn sure(store: &Store, kind: &Verdict<'_>, d: &View) -> Html {
    if let Verdict::Message(_) = kind {
        return known(store, d);
    }
    let (Verdict::Cause(cause) | Verdict::Other(Some(cause))) = kind else { return Html::default() };
    let level = match d.certainty {
        Certainty::Certain => 3,
        Certainty::Likely => 2,
        Certainty::Possible => 1,
        Certainty::Unknown => 0,
    };
    let dots = (0..3).map(|n| html! { <i class={classes!((n < level).then_some("on"))}></i> });
    let reasons = cause.because.iter().map(|because| {
        let id = format!("because-{}", because.number);
        let words = because.text.clone();
        match because.place {
            Some(span) => html! { <li><button type="button" class="words" {id}
            onclick={on(store, move || Action::Reveal(mark_id(span)))}>{ words }</button></li> },
            None => html! { <li><span {id} tabindex="-1">{ words }</span></li> },
        }
    });
    html! {
        <div class="sure">
            <p class="level"><span class="dots" aria-hidden="true">{ for dots }</span>
                <strong>{ text::certainty(d.certainty) }</strong>{ format!(" · {}", percent(cause.probability)) }</p>
            if cause.because.is_empty() {
                <p class="why">{ text::NO_REASON }</p>
            } else {
                <div class="why"><span>{ text::BECAUSE }</span><ul>{ for reasons }</ul></div>
            }
            if !cause.against.is_empty() {
                <div class="why against"><span>{ text::AGAINST }</span>
                    <ul>{ for cause.against.iter().map(|words| html! { <li>{ words.clone() }</li> }) }</ul></div>
            }
        </div>
    }
}

/// How sure a message is that was recognised, and by which words.
fn known(store: &Store, d: &View) -> Html {
    let place = d.evidence.iter().find(|line| line.label == MESSAGE).and_then(|line| line.place);
    let words = match place {
        Some(span) => html! { <button type="button" class="words" id="because-0"
        onclick={on(store, move || Action::Reveal(mark_id(span)))}>{ text::MESSAGE_KNOWN }</button> },
        None => html! { <span id="because-0" tabindex="-1">{ text::MESSAGE_KNOWN }</span> },
    };
    html! {
        <div class="sure">
            <p class="level"><span class="dots" aria-hidden="true"><i class="on"></i><i class="on"></i><i class="on"></i></span>
                <strong>{ text::certainty(Certainty::Certain) }</strong></p>
            <div class="why"><span>{ text::BECAUSE }</span><ul><li>{ words }</li></ul></div>
        </div>
    }
}

/// A probability as people write it; nothing that is open is called 0 % or 100 %.
pub fn percent(probability: f64) -> String {
    match (probability * 100.0).round() as i64 {
        i64::MIN..=0 => "under 1 %".to_owned(),
        100.. => "over 99 %".to_owned(),
        n => format!("{n} %"),
    }
}

fn others(d: &View) -> Html {
    let rest: Vec<&CauseView> =
        d.causes.iter().skip(1).filter(|cause| cause.probability >= 0.005).take(OTHERS).collect();
    if rest.is_empty() {
        return Html::default();
    }
    let open = d.certainty < Certainty::Likely;
    let rows = rest.iter().map(|cause| {
        // An SVG's own attributes are no styles, so the page's policy lets them be.
        let width = format!("{:.0}%", (cause.probability * 100.0).clamp(1.0, 100.0));
        html! {
            <li data-cause={cause.id.clone()} data-certainty={Certainty::of(cause.probability).name()}>
                <span>{ cause.title.clone() }</span>
                <svg class="bar-of" aria-hidden="true" height="6"><rect class="all" width="100%" height="6" rx="3"/><rect {width} height="6" rx="3"/></svg>
                <span class="n">{ percent(cause.probability) }</span>
            </li>
        }
    });
    html! {
        <details class="others" {open}><summary>{ text::LESS_LIKELY }{ format!(" ({})", rest.len()) }</summary>
            <ol aria-label={text::LESS_LIKELY}>{ for rows }</ol></details>
    }
}
