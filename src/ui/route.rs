//! "Where it broke": the request's way and the two places that matter on it.

use super::text;
use crate::diagnose::StageState;
use crate::knowledge::Stage;
use crate::view::View;
use yew::prelude::*;

/// The figure.
pub fn view(d: &View) -> Html {
    if d.route.is_empty() {
        return Html::default();
    }
    let broke = d.route.iter().any(|(_, state)| matches!(state, StageState::Began | StageState::Showed));
    let title = if broke { text::ROUTE } else { text::ROUTE_WHOLE };
    let both = !d.route.iter().any(|(_, state)| *state == StageState::Showed);
    let stages = d.route.iter().map(|(stage, state)| {
        let both = both && *state == StageState::Began;
        html! {
            <li class={classes!(state.name(), both.then_some("both"))} data-stage={stage.name()} data-state={state.name()}>
                <span class="stop" aria-hidden="true">{ sign(*state) }</span>
                <span class="name">{ text::stage(*stage) }</span>
                <span class="how">{ text::stage_state(*state, both) }</span>
            </li>
        }
    });
    html! {
        <figure class="card way" role="figure" aria-label={title}>
            <h3>{ title }</h3>
            <ol class="route">{ for stages }</ol>
            <figcaption>{ sentence(&d.route) }</figcaption>
        </figure>
    }
}

fn sign(state: StageState) -> &'static str {
    match state {
        StageState::Fine => "✓",
        StageState::Began => "✕",
        StageState::Showed => "!",
        StageState::NotReached => "",
        StageState::Unknown => "?",
    }
}

/// The same in words.
pub fn sentence(route: &[(Stage, StageState)]) -> String {
    let at = |wanted: StageState| route.iter().find(|(_, state)| *state == wanted).map(|(stage, _)| *stage);
    let mut out = match (at(StageState::Began), at(StageState::Showed)) {
        (Some(began), Some(showed)) => {
            format!("The fault began {} and came to light {}.", text::at_stage(began), text::at_stage(showed))
        }
        (Some(both), None) | (None, Some(both)) => format!("It broke {}.", text::at_stage(both)),
        (None, None) if route.iter().all(|(_, state)| *state == StageState::Fine) => {
            "Every stage was passed.".to_owned()
        }
        (None, None) => return "Nothing in the text says how far the request came.".to_owned(),
    };
    let count = |wanted: StageState| route.iter().filter(|(_, state)| *state == wanted).count();
    let (fine, after) = (count(StageState::Fine), count(StageState::NotReached));
    match (fine, after) {
        (0, 0) => {}
        (0, _) => out.push_str(" What comes after was never reached."),
        (_, 0) => out.push_str(" The stages marked as passed are not to blame."),
        (_, _) => out.push_str(" What is marked as passed is not to blame; what comes after was never reached."),
    }
    out
}
