//! Small parts that several regions share.

use super::state::{Action, State};
use super::text;
use crate::span::Span;
use crate::view::marks::mark_id;
use yew::prelude::*;

/// The state with its way to change it.
pub type Store = UseReducerHandle<State>;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: std::rc::Rc<Self>, action: Action) -> std::rc::Rc<Self> {
        std::rc::Rc::new(self.after(action))
    }
}

/// A click that leads to an action.
pub fn on<E: 'static>(store: &Store, action: impl Fn() -> Action + 'static) -> Callback<E> {
    let dispatcher = store.dispatcher();
    Callback::from(move |_| dispatcher.dispatch(action()))
}

/// A button that copies what `words` makes when it is pressed. `key` tells it apart from the others.
pub fn copy(
    store: &Store,
    key: &str,
    label: &'static str,
    class: &'static str,
    words: impl Fn() -> String + 'static,
) -> Html {
    let done = store.copied.as_deref() == Some(key);
    let key = key.to_owned();
    let dispatcher = store.dispatcher();
    let click = Callback::from(move |_: MouseEvent| {
        let (dispatcher, key, words) = (dispatcher.clone(), key.clone(), words());
        yew::platform::spawn_local(async move {
            let worked = crate::browser::clipboard::write(&words).await;
            dispatcher.dispatch(Action::Copied(key, worked));
        });
    });
    html! {
        <button type="button" class={classes!(class, done.then_some("done"))} onclick={click}>{ label }
            if done { <span class="tick" aria-hidden="true">{ "✓" }</span> }
        </button>
    }
}

/// A command with a button that copies it.
pub fn command(store: &Store, key: &str, command: &str) -> Html {
    html! {
        <div class="command"><pre tabindex="0"><code>{ command.to_owned() }</code></pre>
            { copy(store, key, text::COPY_COMMAND, "small", { let words = command.to_owned(); move || words.clone() }) }</div>
    }
}

/// Code in a sentence: words between backticks are set as code.
pub fn prose(sentence: &str) -> Html {
    let parts = sentence.split('`').enumerate().map(|(n, part)| {
        if n % 2 == 1 {
            html! { <code>{ part.to_owned() }</code> }
        } else {
            html! { { part.to_owned() } }
        }
    });
    html! { <>{ for parts }</> }
}

/// Words that show their place in the text when they are pressed; words as they are where there is none.
pub fn shows(store: &Store, class: &'static str, words: Html, place: Option<Span>) -> Html {
    let Some(span) = place else { return html! { <span {class}>{ words }</span> } };
    html! {
        <button type="button" class={classes!("words", class)} title={text::SHOW}
            onclick={on(store, move || Action::Reveal(mark_id(span)))}>{ words }</button>
    }
}

/// A place, if the box holds the whole text and can show it.
pub fn in_box(store: &Store, place: Option<Span>) -> Option<Span> {
    place.filter(|_| store.whole.is_none())
}

/// The link to the service's own status page.
pub fn status_link() -> Html {
    html! { <a href={text::STATUS_URL} target="_blank" rel="noopener noreferrer">{ text::STATUS }</a> }
}

/// A link out, shown with its address; only ever to addresses from the knowledge.
pub fn source(address: &str) -> Html {
    let short = address.trim_start_matches("https://").trim_end_matches('/').to_owned();
    if address.starts_with("https://") {
        html! { <a href={address.to_owned()} target="_blank" rel="noopener noreferrer">{ short }</a> }
    } else {
        html! { { short } }
    }
}
