//! The page as a whole: which regions there are, and in which order.

use super::line::Line;
use super::state::State;
use super::{
    about, checklist, checks, empty, evidence, findings, fix, marked, notices, route, share_dialog, text, verdict,
    wire, wiring,
};
use crate::browser::{clock, dom};
use yew::prelude::*;

/// What the page needs from outside.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The line to the core.
    pub core: Line,
}

/// The page's one component. Everything below it is a plain function of the state.
#[component]
pub fn App(props: &Props) -> Html {
    let store = use_reducer(|| State::new(clock::today()));
    wiring::use_core(&store, &props.core);
    wiring::use_static_page(&store, &props.core);
    wiring::use_box(&store);
    wiring::use_focus(&store);
    wiring::use_summary(&store);
    wiring::use_guard(&store);
    wiring::use_more(&store);

    let view = store.view.clone();
    let results = match view.as_deref() {
        _ if store.is_empty() => html! { <>{ notices::link(&store) }{ empty::examples(&store) }</> },
        None if !store.waits() => notices::link(&store),
        None => html! {
            <section class="verdict reading" aria-label={text::DIAGNOSIS} aria-busy="true" data-cause="" data-certainty="unknown">
                if store.slow { <h2>{ text::READING }</h2><progress aria-label={text::READING}></progress> }
            </section>
        },
        Some(d) => html! { <>
            { notices::link(&store) }
            if store.examples { { empty::examples(&store) } }
            { verdict::view(&store, d) }
            if !verdict::is_message(d) { { route::view(d) } }
            { fix::view(&store, d) }
            if !verdict::is_message(d) { { checklist::view(&store, d) } }
            { findings::view(&store, d) }
            { wire::view(&store, d) }
            { evidence::view(&store, d) }
        </> },
    };
    // The box and its surroundings stand in the static page, so that no fault here can take the text away.
    let portal =
        |id: &str, content: Html| dom::element(id).map(|host| create_portal(content, host)).unwrap_or_default();
    let marked = view.as_deref().filter(|_| !store.paste.trim().is_empty()).map(|d| marked::view(&store, d));
    html! { <>
        { portal("box-note", notices::note(&store)) }
        { portal("box-more", notices::under_box(&store)) }
        { portal("under-box", marked.unwrap_or_default()) }
        { portal("about", about::view(&store)) }
        { results }
        { share_dialog::view(&store) }
        { checks::dialog(&store) }
    </> }
}
