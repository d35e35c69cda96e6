//! Notices around the box: what is in it, what was put aside, what a link brought, what was refused.

use super::parts::{on, Store};
use super::state::{Action, Link};
use super::text;
use crate::request::Dialect;
use yew::prelude::*;

/// The short note beside the box's label: what is in the box.
pub fn note(store: &Store) -> Html {
    if store.paste.is_empty() {
        return Html::default();
    }
    let kind = store.view.as_ref().and_then(|view| view.dialect.as_deref()).and_then(Dialect::named);
    let kind = kind.map(|dialect| format!("{} {}", text::IN_SHELL, dialect.words()));
    // A short text is counted at once, before it is read.
    let short = store.paste.len() <= 9_999;
    let size = if short { text::lines(store.paste.lines().count()) } else { text::size(store.paste.len()) };
    let parts: Vec<String> = store.file.clone().into_iter().chain(kind).chain([size]).collect();
    html! { { parts.join(" · ") } }
}

/// Below the box: a long text's state, and the way back to what was put aside.
pub fn under_box(store: &Store) -> Html {
    html! { <>
        { store.whole.as_ref().map(|whole| {
            let size = text::size(store.paste.len());
            if whole.unread {
                html! { <p class="notice">{ format!("{size}. ") }{ text::READING }<progress aria-label={text::READING}></progress></p> }
            } else {
                html! { <p class="notice">{ format!("{size}, {}. ", text::lines(store.lines)) }{ text::WHOLE_READ }</p> }
            }
        }).unwrap_or_default() }
        { store.aside.as_ref().map(|aside| html! {
            <p class="notice">{ aside.why }{ " " }
                <button type="button" class="plain" onclick={on(store, || Action::BringBack)}>{ text::BRING_BACK }</button></p>
        }).unwrap_or_default() }
        if let Some(notice) = store.notice { <p class="notice warning" role="alert">{ notice }{ close(store) }</p> }
        if store.offline { <p class="notice">{ text::OFFLINE }</p> }
    </> }
}

/// Above the verdict: where the diagnosis comes from, if from a link.
pub fn link(store: &Store) -> Html {
    match &store.link {
        None => Html::default(),
        Some(Link::Opened { with_text }) => html! {
            <p class="notice link-notice" role="status">{ if *with_text { text::OPENED_TEXT } else { text::OPENED } }</p>
        },
        Some(Link::Damaged(sentence)) => html! {
            <p class="notice warning link-notice" role="alert">{ sentence.clone() }{ close(store) }</p>
        },
    }
}

fn close(store: &Store) -> Html {
    html! { <button type="button" class="quiet close" aria-label={text::DISMISS} onclick={on(store, || Action::Dismiss)}>{ "✕" }</button> }
}
