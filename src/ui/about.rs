//! "How this works": the method, and where each point of a troubleshooting guide is found on the page.

use super::parts::{on, Store};
use super::state::{Action, Source};
use super::{checks, text};
use crate::guide::{Point, METHOD, POINTS};
use yew::prelude::*;

/// What stands in the fold at the foot of the page.
pub fn view(store: &Store) -> Html {
    html! { <>
        <h2>{ text::HOW }</h2>
        <ol class="method">{ for METHOD.iter().map(|stage| html! {
            <li><strong>{ stage.name }</strong><span>{ stage.what }</span></li>
        }) }</ol>
        <h3>{ text::POINTS }</h3>
        <ol class="points">{ for POINTS.iter().map(|point| self::point(store, point)) }</ol>
        { checks::list(store) }
    </> }
}

fn point(store: &Store, point: &'static Point) -> Html {
    let show = on(store, || Action::Text(point.example.to_owned(), Source::Example));
    html! {
        <li><div><strong>{ point.title }</strong><span class="place">{ point.place }</span></div>
            <p class="soft">{ point.how }{ " " }
                <button type="button" class="plain" aria-label={format!("{}: {}", text::SHOW_ME, point.title)} onclick={show}>{ text::SHOW_ME }</button></p></li>
    }
}
