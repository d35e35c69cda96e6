//! "What we read": the evidence, line by line.

use super::parts::{on, Store};
use super::state::Action;
use super::text;
use crate::view::marks::mark_id;
use crate::view::View;
use yew::prelude::*;

/// The region, or nothing where nothing was read.
pub fn view(store: &Store, d: &View) -> Html {
    if d.evidence.is_empty() {
        return Html::default();
    }
    let lines = d.evidence.iter().enumerate().map(|(n, evidence)| {
        let value = evidence.value.clone();
        html! {
            <div id={format!("evidence-{n}")} tabindex="-1">
                <dt>{ evidence.label.clone() }</dt>
                <dd>
                    { match evidence.place {
                        Some(span) => html! { <button type="button" class="words mono" title={text::SHOW}
                            onclick={on(store, move || Action::Reveal(mark_id(span)))}>{ value }</button> },
                        None => html! { <span class="mono">{ value }</span> },
                    } }
                    if !evidence.rule.is_empty() { <small>{ evidence.rule.clone() }</small> }
                </dd>
            </div>
        }
    });
    let dirt = if d.sent_dirt.is_empty() {
        Html::default()
    } else {
        html! { <p>{ format!("{}: {}.", text::SENT_DIRT, d.sent_dirt.join(", ")) }</p> }
    };
    html! {
        <section class="card" aria-label={text::READ}><h3>{ text::READ }</h3>
            { text::errors(&d.errors).map(|said| html! { <p>{ said }</p> }).unwrap_or_default() }
            { dirt }
            <dl>{ for lines }</dl>
            { how(d) }
        </section>
    }
}

/// How the text was read: its parts, and what was cleaned away. Closed until somebody wants to know.
fn how(d: &View) -> Html {
    if d.cleaned.is_empty() {
        return Html::default();
    }
    html! {
        <details><summary>{ format!("{}: {}", text::CLEANED, d.cleaned.join(", ")) }</summary>
            <p>{ format!("{}: {}.", text::READ_AS, d.blocks.join(", ")) }</p></details>
    }
}
