//! "Your text, marked": the person's own words, read-only, with what was found in them.

use super::parts::Store;
use super::state::Action;
use super::text;
use crate::view::marks::{mark_id, Kind, Mark, Piece};
use crate::view::View;
use yew::prelude::*;

/// The region under the box.
pub fn view(store: &Store, d: &View) -> Html {
    let mut out: Vec<Html> = Vec::new();
    let mut inside: Option<(Mark, Vec<Html>)> = None;
    for piece in &d.pieces {
        let node = match piece {
            Piece::Begin(mark) => {
                inside = Some((*mark, Vec::new()));
                continue;
            }
            Piece::End => match inside.take() {
                Some((mark, words)) => mark_view(store, mark, words),
                None => continue,
            },
            Piece::Plain(words) => html! { { words.clone() } },
            Piece::Secret(shown) => html! { <span class="secret">{ shown.clone() }</span> },
            Piece::Gap { lines, bytes } => {
                let left_out = if *lines > 1 { text::lines(*lines) } else { text::size(*bytes) };
                html! { <span class="gap">{ format!("… {left_out} …") }</span> }
            }
        };
        match &mut inside {
            Some((_, words)) => words.push(node),
            None => out.push(node),
        }
    }
    let has = |kind: Kind| d.marks.iter().any(|mark| mark.kind == kind);
    html! {
        <section class="marked" aria-label={text::MARKED}>
            <h2 class="label">{ text::MARKED }</h2>
            <pre tabindex="0" class="marked-text" dir="auto">{ for out }</pre>
            <p class="legend">
                if has(Kind::Fault) { <span><i class="m fault"></i>{ text::LEGEND_FAULT }</span> }
                if has(Kind::Warning) { <span><i class="m warning"></i>{ text::LEGEND_WARNING }</span> }
                if has(Kind::Fact) { <span><i class="m fact"></i>{ text::LEGEND_FACT }</span> }
            </p>
            <p class="soft small-print">{ text::MARKED_NOTE }</p>
        </section>
    }
}

fn mark_view(store: &Store, mark: Mark, words: Vec<Html>) -> Html {
    let (class, word) = match mark.kind {
        Kind::Fault => ("fault", "Fault: "),
        Kind::Warning => ("warning", "Warning: "),
        Kind::Fact => ("fact", "Read: "),
    };
    let target = mark.target.id();
    let dispatcher = store.dispatcher();
    let go = move || dispatcher.dispatch(Action::Reveal(target.clone()));
    let click = {
        let go = go.clone();
        Callback::from(move |_: MouseEvent| go())
    };
    let keys = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            go();
        }
    });
    html! {
        <mark id={mark_id(mark.span)} class={classes!("m", class)} role="button" tabindex="0" onclick={click} onkeydown={keys}>
            <span class="hidden">{ word }</span>
            if mark.span.is_empty() { <span class="missing">{ text::MISSING_HERE }</span> } else { { for words } }
        </mark>
    }
}
