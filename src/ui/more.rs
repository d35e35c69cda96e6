//! The long explanation of a cause, loaded when it is wanted.

use super::parts::{on, prose, source, Store};
use super::state::{Action, Fetched};
use super::text;
use yew::prelude::*;

/// A button, or the text once it is here. Nothing where it cannot be had.
pub fn view(store: &Store, cause: &str) -> Html {
    match &store.more {
        Fetched::Unasked => html! {
            <button type="button" class="plain" onclick={on(store, || Action::WantMore)}>{ text::READ_MORE }</button>
        },
        Fetched::Loading => html! { <p class="soft" role="status">{ text::LOADING }</p> },
        Fetched::Missing => Html::default(),
        Fetched::Here(all) => match all.get(cause) {
            None => Html::default(),
            Some(long) => html! {
                <div class="more" id="more" tabindex="-1">
                    { for long.more.split("\n\n").filter(|part| !part.trim().is_empty()).map(|part| html! { <p>{ prose(part) }</p> }) }
                    if !long.sources.is_empty() {
                        <p class="sources">{ text::SOURCES }{ ": " }
                            { for long.sources.iter().map(|address| html! { <span>{ source(address) }{ " " }</span> }) }</p>
                    }
                </div>
            },
        },
    }
}
