//! What to try while there is no text: examples as the headlines that people know.

use super::examples::EXAMPLES;
use super::parts::{on, Store};
use super::state::{Action, Source};
use super::text;
use yew::prelude::*;

/// The list of examples.
pub fn examples(store: &Store) -> Html {
    html! {
        <section class="examples" id="examples" aria-label={text::EXAMPLES}>
            <h2>{ text::EXAMPLES_LEAD }</h2>
            <ul>{ for EXAMPLES.iter().enumerate().map(|(n, example)| html! {
                <li><button type="button" id={format!("example-{n}")} data-example={example.cause}
                    onclick={on(store, move || Action::Text(example.text.to_owned(), Source::Example))}>
                    <strong>{ example.headline }</strong><small>{ example.place }</small></button></li>
            }) }</ul>
        </section>
    }
}
