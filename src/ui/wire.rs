//! "What curl would send": the request after shell and curl have done their part, and as which shell it was read.

use super::parts::{in_box, on, prose, shows, Store};
use super::state::Action;
use super::text;
use crate::request::Dialect;
use crate::view::marks::mark_id;
use crate::view::{PieceView, RequestView, View};
use yew::prelude::*;

/// The region, or nothing where there is no command.
pub fn view(store: &Store, d: &View) -> Html {
    if d.requests.is_empty() {
        return Html::default();
    }
    let title = if d.requests.iter().all(|request| request.by_curl) { text::WIRE } else { text::WIRE_OTHER };
    html! {
        <section class="card" aria-label={title}>
            <details><summary><h3>{ title }</h3></summary>
                { shells(store, d) }
                { for d.requests.iter().map(|one| request(store, one)) }
            </details>
        </section>
    }
}

/// As which shell the commands were read, and the way to say that it is another.
fn shells(store: &Store, d: &View) -> Html {
    let Some(read_as) = d.dialect.as_deref().and_then(Dialect::named) else { return Html::default() };
    let chosen = store.answers.dialect();
    let buttons = Dialect::ALL.iter().map(|dialect| {
        let dialect = *dialect;
        let pressed = if dialect == read_as { "true" } else { "false" };
        html! { <button type="button" aria-pressed={pressed}
        onclick={on(store, move || Action::Shell(Some(dialect)))}>{ dialect.words() }</button> }
    });
    html! {
        <div class="shells">
            <div class="choice" role="group" aria-label={text::SHELL}><span class="soft">{ text::SHELL }</span>{ for buttons }</div>
            <p class="soft small-print">
                if chosen.is_some() {
                    { text::SHELL_CHOSEN }{ " " }
                    <button type="button" class="plain" onclick={on(store, || Action::Shell(None))}>{ text::SHELL_FOUND_AGAIN }</button>
                } else {
                    { text::SHELL_FOUND }
                }
            </p>
        </div>
    }
}

fn request(store: &Store, request: &RequestView) -> Html {
    let body = &request.body;
    html! {
        <div class="wire">
            <dl>
                { row(store, text::WIRE_METHOD, false, &request.method) }
                { row(store, text::WIRE_ADDRESS, false, &request.url) }
                { for request.headers.iter().map(|(name, value)| row(store, name, true, value)) }
            </dl>
            if !body.text.is_empty() {
                <div class="body">
                    <p class="soft">{ text::WIRE_BODY }{ note(&body.rule) }{ place(store, body) }</p>
                    <pre class="code" tabindex="0">{ body.text.clone() }
                        if request.more > 0 { <span class="gap">{ format!(" … {} {}", text::size(request.more), text::WIRE_MORE) }</span> }
                    </pre>
                </div>
            }
        </div>
    }
}

/// A piece with its name. Pressing it shows the words it was made from.
fn row(store: &Store, name: &str, header: bool, piece: &PieceView) -> Html {
    let value = shows(store, "mono", html! { { piece.text.clone() } }, in_box(store, piece.place));
    html! {
        <div><dt class={classes!(header.then_some("mono"))}>{ name.to_owned() }</dt>
            <dd>{ value }if !piece.rule.is_empty() { <small>{ prose(&piece.rule) }</small> }</dd></div>
    }
}

fn note(rule: &str) -> Html {
    if rule.is_empty() {
        return Html::default();
    }
    html! { <>{ ": " }{ prose(rule) }</> }
}

fn place(store: &Store, piece: &PieceView) -> Html {
    match in_box(store, piece.place) {
        Some(span) => html! { <>{ " " }<button type="button" class="plain"
        onclick={on(store, move || Action::Reveal(mark_id(span)))}>{ text::SHOW }</button></> },
        None => Html::default(),
    }
}
