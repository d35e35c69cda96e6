//! "Link preview": what a link would hold, before it is made.

use super::parts::{copy, on, Store};
use super::state::Action;
use super::{engine, text};
use crate::diagnose::Diagnosis;
use yew::prelude::*;

/// The dialog; empty while it is closed.
pub fn view(store: &Store, d: Option<&Diagnosis>) -> Html {
    let close = on(store, || Action::Dialog(None));
    html! {
        <dialog id="link-dialog" aria-label={text::PREVIEW} onclose={on(store, || Action::Dialog(None))}>
            { match (store.dialog, d) {
                (Some(with_text), Some(d)) => content(store, d, with_text, close),
                _ => Html::default(),
            } }
        </dialog>
    }
}

fn content(store: &Store, d: &Diagnosis, with_text: bool, close: Callback<MouseEvent>) -> Html {
    let preview = engine::link(d, &store.paste, &store.answers, with_text);
    let address = crate::browser::link::with_fragment(&preview.fragment);
    let (shown, length) = (address.clone(), address.chars().count());
    let choice = |value: bool, label: &'static str| {
        html! {
            <label><input type="radio" name="link-content" checked={with_text == value} disabled={value && store.paste.is_empty()}
                onchange={on(store, move || Action::Dialog(Some(value)))}/>{ label }</label>
        }
    };
    html! { <>
        <h2>{ text::PREVIEW }</h2>
        <p class="soft">{ text::PREVIEW_LEAD }</p>
        <fieldset><legend class="hidden">{ "What the link holds" }</legend>
            { choice(false, text::ONLY_DIAGNOSIS) }{ choice(true, text::WITH_TEXT) }</fieldset>
        if preview.left_out { <p class="notice warning">{ text::TEXT_LEFT_OUT }</p> }
        <dl>{ for preview.lines.iter().map(|(label, value)| html! { <div><dt>{ *label }</dt><dd>{ value.clone() }</dd></div> }) }</dl>
        if let Some(masked) = &preview.text { <pre class="code" tabindex="0">{ masked.clone() }</pre> }
        <p class="address" tabindex="0"><code>{ shown }</code></p>
        <p class="soft">{ format!("{} {}", length, text::LINK_LENGTH) }</p>
        <div class="bar">{ copy(store, "link", text::TO_CLIPBOARD, "main", move || address.clone()) }
            <button type="button" onclick={close}>{ text::CLOSE }</button></div>
        if store.copied == Some("link") { <p class="soft" role="status">{ text::LINK_DONE }</p> }
    </> }
}
