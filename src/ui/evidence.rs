//! "What we read": the evidence, line by line.

use super::parts::{in_box, shows, Store};
use super::text;
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
                    { shows(store, "mono", html! { { value } }, evidence.place) }
                    if !evidence.rule.is_empty() { <small>{ evidence.rule.clone() }</small> }
                </dd>
            </div>
        }
    });
    let sent: Vec<&str> = d.cleaned.iter().filter(|one| one.sent).map(|one| one.name.as_str()).collect();
    let dirt = if sent.is_empty() {
        Html::default()
    } else {
        html! { <p>{ format!("{}: {}.", text::SENT_DIRT, sent.join(", ")) }</p> }
    };
    html! {
        <section class="card" aria-label={text::READ}><h3>{ text::READ }</h3>
            { text::errors(&d.errors).map(|said| html! { <p>{ said }</p> }).unwrap_or_default() }
            { dirt }
            <dl>{ for lines }</dl>
            { how(store, d) }
        </section>
    }
}

/// How the text was read: its parts, and what was cleaned away. Closed until somebody wants to know.
fn how(store: &Store, d: &View) -> Html {
    if d.cleaned.is_empty() && d.blocks.len() < 2 {
        return Html::default();
    }
    let names: Vec<&str> = d.cleaned.iter().map(|one| one.name.as_str()).collect();
    let summary = match names.is_empty() {
        true => text::parts(d.blocks.len()),
        false => format!("{}: {}", text::CLEANED, names.join(", ")),
    };
    let named = |name: &str, place| shows(store, "", html! { { name.to_owned() } }, in_box(store, place));
    let blocks = d.blocks.iter().map(|block| {
        html! { <li>{ named(&block.name, Some(block.place)) }<small>{ text::line_range(block.first, block.last) }</small></li> }
    });
    let cleaned = d.cleaned.iter().map(|one| {
        html! { <li>{ named(&one.name, one.place) }<small>{ text::places(one.count) }</small></li> }
    });
    html! {
        <details class="how-read"><summary>{ summary }</summary>
            if !d.cleaned.is_empty() { <ul>{ for cleaned }</ul> }
            if !d.blocks.is_empty() { <p>{ text::READ_AS }</p><ul>{ for blocks }</ul> }
        </details>
    }
}
