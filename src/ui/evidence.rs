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
    html! {
        <section class="card" aria-label={text::READ}><h3>{ text::READ }</h3><dl>{ for lines }</dl></section>
    }
}
