//! The page as a whole: which regions there are, and in which order.

use super::state::State;
use super::{checklist, empty, evidence, findings, fix, marked, notices, route, share_dialog, text, verdict, wiring};
use crate::browser::{clock, dom};
use yew::prelude::*;

/// The page's one component. Everything below it is a plain function of the state.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| State::new(clock::today()));
    wiring::use_static_page(&store);
    wiring::use_box(&store);
    wiring::use_reading(&store);
    wiring::use_focus(&store);
    wiring::use_summary(&store);
    wiring::use_guard(&store);
    wiring::use_more(&store);

    let diagnosis = store.diagnosis.clone();
    let all = store.marks.clone();
    let results = match diagnosis.as_deref() {
        _ if store.is_empty() => html! { <>{ notices::link(&store) }{ empty::examples(&store) }</> },
        None => {
            html! { <section class="verdict reading" aria-label={text::DIAGNOSIS} aria-busy="true" data-cause="" data-certainty="unknown">
            <h2>{ text::READING }</h2></section> }
        }
        Some(d) => html! { <>
            { notices::link(&store) }
            if store.examples { { empty::examples(&store) } }
            { verdict::view(&store, d, &all) }
            { route::view(d) }
            { fix::view(&store, d) }
            { checklist::view(&store, d) }
            { findings::view(&store, d, &all) }
            { evidence::view(&store, d, &all) }
        </> },
    };
    // The box and its surroundings stand in the static page, so that no fault here can take the text away.
    let portal =
        |id: &str, content: Html| dom::element(id).map(|host| create_portal(content, host)).unwrap_or_default();
    let show_marked = !store.paste.trim().is_empty() && diagnosis.is_some();
    html! { <>
        { portal("box-note", notices::note(&store)) }
        { portal("box-more", notices::under_box(&store)) }
        { portal("under-box", if show_marked { marked::view(&store, &all) } else { Html::default() }) }
        { results }
        { share_dialog::view(&store, diagnosis.as_deref()) }
    </> }
}
