//! A page for each check, in a dialog of its own, and the list of all of them under "How this works".
//! Both are loaded when they are wanted; `check/tests/pages.rs` makes the file from the checks.

use super::parts::{copy, on, prose, source, Store};
use super::state::{Action, Fetched, Source};
use super::text;
use crate::browser::link;
use crate::finding::Severity;
use yew::prelude::*;

/// What an address of a check's page begins with, behind `#`.
pub const ADDRESS: &str = "check/";

/// What is said about a check.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct CheckPage {
    /// Its id: `json/trailing-comma`.
    pub id: String,
    /// Whether the API refuses what it finds.
    pub severity: Severity,
    /// What it looks for.
    pub title: String,
    /// Why that matters, with the server's words.
    pub why: String,
    /// A paste on which it fires.
    pub bad: Option<String>,
    /// One on which it is silent.
    pub good: Option<String>,
    /// The kinds of 400 that it foretells.
    pub foretells: Vec<String>,
    /// Where the rule stands.
    pub source: String,
    /// The day on which it was read there: `YYYY-MM-DD`.
    pub seen: String,
}

/// The dialog; empty while no page is open.
pub fn dialog(store: &Store) -> Html {
    let label = text::CHECK;
    html! {
        <dialog id="check-dialog" aria-label={label} onclose={on(store, || Action::Check(None))}>
            { match (&store.check, &store.pages) {
                (None, _) => Html::default(),
                (Some(id), Fetched::Here(all)) => match all.iter().find(|page| page.id == *id) {
                    Some(page) => content(store, page),
                    None => alone(store, text::CHECK_UNKNOWN),
                },
                (Some(_), Fetched::Missing) => alone(store, text::CHECKS_MISSING),
                (Some(_), _) => alone(store, text::LOADING),
            } }
        </dialog>
    }
}

/// A sentence in place of the page.
fn alone(store: &Store, sentence: &'static str) -> Html {
    html! { <><h2>{ text::CHECK }</h2><p class="soft" role="status">{ sentence }</p><div class="bar">{ close(store) }</div></> }
}

fn close(store: &Store) -> Html {
    html! { <button type="button" onclick={on(store, || Action::Check(None))}>{ text::CLOSE }</button> }
}

fn content(store: &Store, page: &CheckPage) -> Html {
    let address = link::with_fragment(&format!("{ADDRESS}{}", page.id));
    html! { <>
        <p class={classes!("turn", page.severity.name())}>{ severity(page.severity) }</p>
        <h2>{ page.title.clone() }</h2>
        <p>{ prose(&page.why) }</p>
        { example(store, text::CHECK_BAD, page.bad.as_deref(), "bad") }
        { example(store, text::CHECK_GOOD, page.good.as_deref(), "good") }
        <dl>
            <div><dt>{ text::CHECK_ID }</dt><dd class="mono">{ page.id.clone() }</dd></div>
            if !page.foretells.is_empty() { <div><dt>{ text::CHECK_FORETELLS }</dt><dd class="mono">{ page.foretells.join(", ") }</dd></div> }
            <div><dt>{ text::CHECK_SOURCE }</dt><dd>{ source(&page.source) }<small>{ format!("{} {}", text::CHECK_SEEN, page.seen) }</small></dd></div>
        </dl>
        <div class="bar">{ copy(store, "check", text::CHECK_LINK, "", move || address.clone()) }{ close(store) }</div>
    </> }
}

fn example(store: &Store, title: &'static str, paste: Option<&str>, class: &'static str) -> Html {
    let Some(paste) = paste else { return Html::default() };
    let words = paste.to_owned();
    html! {
        <div class={classes!("example", class)}><div class="row"><h3>{ title }</h3>
            <button type="button" class="plain" aria-label={format!("{}: {title}", text::CHECK_TRY)}
                onclick={on(store, move || Action::Text(words.clone(), Source::Example))}>{ text::CHECK_TRY }</button></div>
            <pre class="code" tabindex="0">{ paste.to_owned() }</pre></div>
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => text::CHECK_ERROR,
        Severity::Warning | Severity::Good => text::CHECK_WARNING,
    }
}

/// The way from a finding to its page.
pub fn way(store: &Store, id: &str) -> Html {
    let id = id.to_owned();
    html! { <button type="button" class="plain about-check" onclick={on(store, move || Action::Check(Some(id.clone())))}>{ text::CHECK_ABOUT }</button> }
}

/// All checks, to look through.
pub fn list(store: &Store) -> Html {
    let inside = match &store.pages {
        Fetched::Unasked => html! {
            <p><button type="button" onclick={on(store, || Action::WantPages)}>{ text::CHECKS_SHOW }</button></p>
        },
        Fetched::Loading => html! { <p class="soft" role="status">{ text::LOADING }</p> },
        Fetched::Missing => html! { <p class="soft" role="status">{ text::CHECKS_MISSING }</p> },
        Fetched::Here(all) => found(store, all),
    };
    html! { <><h3 id="checks" tabindex="-1">{ text::CHECKS }</h3><p class="soft">{ text::CHECKS_LEAD }</p>{ inside }</> }
}

fn found(store: &Store, all: &[CheckPage]) -> Html {
    let wanted = store.search.to_lowercase();
    let fits = |page: &&CheckPage| {
        let words = [&page.id, &page.title, &page.why];
        wanted.split_whitespace().all(|part| words.iter().any(|text| text.to_lowercase().contains(part)))
    };
    let pages: Vec<&CheckPage> = all.iter().filter(fits).collect();
    let dispatcher = store.dispatcher();
    let typed = Callback::from(move |event: InputEvent| {
        dispatcher.dispatch(Action::Search(crate::browser::dom::typed(&event)));
    });
    let items = pages.iter().map(|page| {
        let id = page.id.clone();
        html! {
            <li><button type="button" class="words" onclick={on(store, move || Action::Check(Some(id.clone())))}>{ page.title.clone() }</button>
                <span class="mono soft">{ page.id.clone() }</span></li>
        }
    });
    html! { <>
        <label class="search"><span>{ text::CHECKS_SEARCH }</span><input type="search" value={store.search.clone()} oninput={typed} autocomplete="off" spellcheck="false"/></label>
        <p class="soft small-print" role="status">{ format!("{} {} {}", pages.len(), text::CHECKS_OF, all.len()) }</p>
        <ul class="checks">{ for items }</ul>
    </> }
}
