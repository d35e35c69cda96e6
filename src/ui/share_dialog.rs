//! "Link preview": what a link would hold, before it is made.

use super::parts::{copy, on, Store};
use super::state::Action;
use super::{text, verdict};
use crate::view::desk::Preview;
use yew::prelude::*;

/// The dialog; empty while it is closed.
pub fn view(store: &Store) -> Html {
    let close = on(store, || Action::Dialog(None));
    html! {
        <dialog id="link-dialog" aria-label={text::PREVIEW} onclose={on(store, || Action::Dialog(None))}>
            { match (store.dialog, &store.preview) {
                (Some(with_text), Some(preview)) => content(store, preview, with_text, close),
                (Some(_), None) => html! { <><h2>{ text::PREVIEW }</h2><p class="soft" role="status">{ text::LOADING }</p></> },
                (None, _) => Html::default(),
            } }
        </dialog>
    }
}

fn content(store: &Store, preview: &Preview, with_text: bool, close: Callback<MouseEvent>) -> Html {
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
        <dl>{ for lines(preview).into_iter().map(|(label, value)| html! { <div><dt>{ label }</dt><dd>{ value }</dd></div> }) }</dl>
        if let Some(masked) = &preview.text { <pre class="code" tabindex="0">{ masked.clone() }</pre> }
        <p class="address" tabindex="0"><code>{ shown }</code></p>
        <p class="soft">{ format!("{} {}", length, text::LINK_LENGTH) }</p>
        <div class="bar">{ copy(store, "link", text::TO_CLIPBOARD, "main", move || address.clone()) }
            <button type="button" onclick={close}>{ text::CLOSE }</button></div>
        if store.copied.as_deref() == Some("link") { <p class="soft" role="status">{ text::LINK_DONE }</p> }
    </> }
}

/// The link's content, line by line.
fn lines(preview: &Preview) -> Vec<(&'static str, String)> {
    let causes = preview
        .causes
        .iter()
        .map(|(title, id, p)| (text::IN_CAUSE, format!("{title} ({id}), {}", verdict::percent(*p))));
    let answers = preview.answers.iter();
    let answers = answers.map(|(question, answer)| (text::IN_ANSWER, format!("{question} {}", text::answer(*answer))));
    let rest = [(text::IN_FACTS, &preview.facts), (text::IN_CHECKS, &preview.checks)].into_iter();
    let rest = rest.filter(|(_, list)| !list.is_empty()).map(|(label, list)| (label, list.join(", ")));
    causes.chain(answers).chain(rest).collect()
}
