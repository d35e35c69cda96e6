//! "What we read": the evidence, line by line.

use super::marks::{self, Mark};
use super::parts::{on, Store};
use super::state::Action;
use super::text;
use crate::diagnose::Diagnosis;
use yew::prelude::*;

/// The region, or nothing where nothing was read.
pub fn view(store: &Store, d: &Diagnosis, marks: &[Mark]) -> Html {
    if d.reading.evidence.is_empty() {
        return Html::default();
    }
    let lines = d.reading.evidence.iter().enumerate().map(|(n, evidence)| {
        let value = store.shown.text(&evidence.value);
        let place = evidence.span.and_then(|span| marks::showing(marks, span));
        html! {
            <div id={format!("evidence-{n}")} tabindex="-1">
                <dt>{ evidence.label }</dt>
                <dd>
                    { match place {
                        Some(span) => html! { <button type="button" class="words mono" title={text::SHOW}
                            onclick={on(store, move || Action::Reveal(marks::mark_id(span)))}>{ value }</button> },
                        None => html! { <span class="mono">{ value }</span> },
                    } }
                    if !evidence.rule.is_empty() { <small>{ evidence.rule }</small> }
                </dd>
            </div>
        }
    });
    html! {
        <section class="card" aria-label={text::READ}><h3>{ text::READ }</h3><dl>{ for lines }</dl></section>
    }
}
