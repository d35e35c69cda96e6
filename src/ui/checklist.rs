//! The checklist: what is answered, the next question, and how many are left at most.

use super::parts::{command, copy, on, prose, Store};
use super::state::Action;
use super::text;
use crate::diagnose::{Answer, EndingKind};
use crate::view::{StepView, View};
use yew::prelude::*;

/// The region, or nothing where there is nothing to ask.
pub fn view(store: &Store, d: &View) -> Html {
    if d.steps.is_empty() && d.next.is_none() {
        return Html::default();
    }
    let next = d.next.and_then(|next| d.steps.get(next));
    let answered: Vec<&StepView> = d.steps.iter().filter(|step| step.answer.is_some()).collect();
    let later: Vec<&StepView> = d.steps.iter().filter(|step| step.answer.is_none() && Some(*step) != next).collect();
    let done = answered.len();
    let all = done + d.left_at_most;
    html! {
        <section class="card checklist" aria-label={text::CHECKLIST}>
            <h3>{ text::CHECKLIST }<span class="soft">{ " · " }{ text::left(d.left_at_most) }</span></h3>
            <div role="progressbar" aria-label={text::CHECKLIST} aria-valuemin="0" aria-valuemax={all.max(1).to_string()}
                aria-valuenow={if all == 0 { "1".to_owned() } else { done.to_string() }} aria-valuetext={text::left(d.left_at_most)}>
                { bar(done, all) }
            </div>
            if !answered.is_empty() {
                <ul class="steps">{ for answered.iter().map(|step| answered_step(store, step)) }</ul>
            }
            { match next {
                Some(step) => question(store, step),
                None => ending(store, d),
            } }
            if !later.is_empty() {
                <details class="later"><summary>{ if next.is_some() { text::LATER } else { text::OTHERS } }{ format!(" ({})", later.len()) }</summary>
                    <ul class="steps">{ for later.iter().map(|step| html! {
                        <li><div class="row" role="group" aria-label={step.question.clone()}><span class="sign" aria-hidden="true">{ "·" }</span>
                            <div><p>{ prose(&step.question) }</p>{ answers(store, step, None) }</div></div></li>
                    }) }</ul></details>
            }
            if !store.trail.is_empty() {
                <div class="bar">
                    <button type="button" class="small" onclick={on(store, || Action::Back)}>{ text::BACK }</button>
                    <button type="button" class="quiet small" onclick={on(store, || Action::Restart)}>{ text::RESTART }</button>
                </div>
            }
        </section>
    }
}

/// The last word of the checklist: a fix, a wait with its end, or a report for support.
fn ending(store: &Store, d: &View) -> Html {
    let read = store.view.clone();
    let report = move || read.as_ref().map(|view| view.report.clone()).unwrap_or_default();
    html! {
        <div class="ending" id="question" tabindex="-1" data-ending={d.ending.kind.name()}>
            <p class="lead">{ prose(&d.ending.text) }</p>
            <p class="soft">{ prose(&d.ending.over_when) }</p>
            { d.ending.command.as_deref().map(|words| command(store, "ending", words)).unwrap_or_default() }
            if d.ending.kind == EndingKind::Support {
                <div class="bar">{ copy(store, "support", text::COPY_REPORT, "", report) }</div>
            }
        </div>
    }
}

fn bar(done: usize, all: usize) -> Html {
    let width = format!("{}%", (done * 100).checked_div(all).unwrap_or(100));
    html! { <svg class="bar-of" aria-hidden="true" height="6" width="100%"><rect class="all" width="100%" height="6" rx="3"/><rect {width} height="6" rx="3"/></svg> }
}

fn question(store: &Store, step: &StepView) -> Html {
    html! {
        <div class="ask" role="group" aria-label={step.question.clone()} id="question" tabindex="-1">
            <p class="lead">{ prose(&step.question) }</p>
            if !step.hint.is_empty() { <p class="soft">{ prose(&step.hint) }</p> }
            { step.command.as_deref().map(|words| command(store, &step.id, words)).unwrap_or_default() }
            { answers(store, step, None) }
        </div>
    }
}

fn answers(store: &Store, step: &StepView, given: Option<Answer>) -> Html {
    let button = |answer: Answer| {
        let id = step.id.clone();
        let pressed = given.map(|given| if given == answer { "true" } else { "false" });
        html! { <button type="button" aria-pressed={pressed} onclick={on(store, move || Action::Answer(id.clone(), answer))}>{ text::answer(answer) }</button> }
    };
    html! { <div class="bar">{ button(Answer::Yes) }{ button(Answer::No) }{ button(Answer::NotSure) }</div> }
}

fn answered_step(store: &Store, step: &StepView) -> Html {
    let changing = store.changing.as_deref() == Some(step.id.as_str());
    let answer = step.answer.unwrap_or(Answer::NotSure);
    let by_text = store.answers.get(&step.id).is_none();
    let reason = match step.reason.as_deref() {
        Some(reason) if by_text => reason,
        _ if by_text => text::TEXT_SAYS,
        _ => text::YOU_SAID,
    };
    let sign = match answer {
        Answer::Yes => "✓",
        Answer::No => "✕",
        Answer::NotSure => "?",
    };
    let id = step.id.clone();
    html! {
        <li key={step.id.clone()}><div class="row" role="group" aria-label={step.question.clone()}>
            <span class={classes!("sign", match answer { Answer::Yes => "yes", Answer::No => "no", Answer::NotSure => "open" })} aria-hidden="true">{ sign }</span>
            <div><p>{ prose(&step.question) }</p>
                <p class="soft"><strong>{ text::answer(answer) }</strong>{ ", " }{ lower(reason) }</p>
                if changing { { answers(store, step, Some(answer)) } }
            </div>
            <button type="button" class="plain" aria-expanded={if changing { "true" } else { "false" }}
                onclick={on(store, move || Action::Change(id.clone()))}>{ text::CHANGE }</button>
        </div></li>
    }
}

/// A reason that follows a comma: "The reply …" becomes "the reply …", but "API …" stays.
fn lower(reason: &str) -> String {
    let mut letters = reason.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second))
            if first.is_uppercase()
                && second.is_lowercase()
                && !reason.starts_with("Claude")
                && !reason.starts_with("Anthropic") =>
        {
            first.to_lowercase().collect::<String>() + reason.get(first.len_utf8()..).unwrap_or("")
        }
        _ => reason.to_owned(),
    }
}
