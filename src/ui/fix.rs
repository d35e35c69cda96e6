//! "Suggested fix": what to do, the corrected request, code, and the way back.

use super::parts::{command, copy, on, prose, status_link, Store};
use super::state::{Action, Tab};
use super::text;
use crate::diagnose::{DiffLine, Working};
use crate::knowledge::Turn;
use crate::view::View;
use yew::prelude::*;

const TABS: [(Tab, &str, &str); 3] = [
    (Tab::Curl, "curl", "tab-curl"),
    (Tab::Python, "Python", "tab-python"),
    (Tab::TypeScript, "TypeScript", "tab-typescript"),
];

/// The region.
pub fn view(store: &Store, d: &View) -> Html {
    let first = d.causes.first();
    let waits = first.is_some_and(|cause| matches!(cause.turn, Turn::Anthropic | Turn::Wait));
    let own = first.and_then(|cause| cause.command.as_deref());
    let lead: Vec<&str> = match d.working.filter(|working| *working == Working::Answered || d.solution.lead.is_empty())
    {
        Some(working) => vec![text::working(working).next],
        None => d.solution.lead.iter().map(String::as_str).collect(),
    };
    let code = code(store, d).to_owned();
    let read = store.view.clone();
    let report = move || read.as_ref().map(|view| view.report.clone()).unwrap_or_default();
    html! {
        <section class="card fix" aria-label={text::FIX}>
            <h3>{ text::FIX }</h3>
            { match lead.as_slice() {
                [] => Html::default(),
                [only] => html! { <p class="lead">{ prose(only) }</p> },
                many => html! { <ol class="lead">{ for many.iter().map(|step| html! { <li><span>{ prose(step) }</span></li> }) }</ol> },
            } }
            { own.map(|own| command(store, "own-command", own)).unwrap_or_default() }
            if !d.solution.python.is_empty() || !d.solution.test_curl.is_empty() || d.solution.mended.is_some() {
                { tabs(store, d) }
                <div class="panel" role="tabpanel" id="fix-panel" aria-labelledby={tab_id(store.tab)}>{ panel(store, d) }</div>
            }
            <div class="bar">
                if !code.is_empty() { { copy(store, "fix", text::COPY, "main", move || code.clone()) } }
                if store.can_undo() {
                    <button type="button" onclick={on(store, || Action::Undo)}>{ text::UNDO }</button>
                } else if d.solution.corrected.is_some() {
                    <button type="button" onclick={on(store, || Action::Apply)}>{ text::APPLY }</button>
                }
                <button type="button" aria-haspopup="dialog" onclick={on(store, || Action::Dialog(Some(false)))}>{ text::COPY_LINK }</button>
                { copy(store, "report", text::COPY_REPORT, "", report) }
                if waits { <span class="out">{ status_link() }</span> }
            </div>
            if store.can_undo() { <p class="soft">{ text::APPLIED }</p> }
        </section>
    }
}

fn tab_id(tab: Tab) -> &'static str {
    TABS.iter().find(|(have, _, _)| *have == tab).map_or("", |(_, _, id)| id)
}

fn tabs(store: &Store, d: &View) -> Html {
    let own = d.solution.mended.as_ref().is_some_and(|mended| !mended.command);
    let dispatcher = store.dispatcher();
    let now = TABS.iter().position(|(tab, _, _)| *tab == store.tab).unwrap_or(0);
    let keys = Callback::from(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowRight" => (now + 1) % TABS.len(),
            "ArrowLeft" => (now + TABS.len() - 1) % TABS.len(),
            "Home" => 0,
            "End" => TABS.len() - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some((tab, _, id)) = TABS.get(to) {
            dispatcher.dispatch(Action::Tab(*tab));
            crate::browser::dom::focus_id(id);
        }
    });
    html! {
        <div class="tabs" role="tablist" aria-label={text::FIX} onkeydown={keys}>
            { for TABS.iter().map(|(tab, name, id)| {
                let tab = *tab;
                let chosen = tab == store.tab;
                html! { <button type="button" role="tab" id={*id} aria-selected={if chosen { "true" } else { "false" }}
                    aria-controls="fix-panel" tabindex={if chosen { "0" } else { "-1" }}
                    onclick={on(store, move || Action::Tab(tab))}>{ if own && tab == Tab::Curl { text::OWN } else { *name } }</button> }
            }) }
        </div>
    }
}

/// The whole code of the tab that is shown, secrets masked: what "Copy" copies.
fn code<'a>(store: &Store, d: &'a View) -> &'a str {
    let solution = &d.solution;
    match store.tab {
        Tab::Curl => solution.mended.as_ref().map_or(&solution.test_curl, |mended| &mended.text),
        Tab::Python => &solution.python,
        Tab::TypeScript => &solution.typescript,
    }
}

fn panel(store: &Store, d: &View) -> Html {
    if store.tab != Tab::Curl {
        return html! { <pre class="code" tabindex="0"><code>{ code(store, d).to_owned() }</code></pre> };
    }
    let changed = d.solution.diff.iter().any(|line| !matches!(line, DiffLine::Same(_)));
    html! { <>
        if d.solution.mended.is_none() {
            <p class="soft">{ text::MINIMAL }{ ". " }{ text::MINIMAL_WHY }</p>
            <pre class="code" tabindex="0"><code>{ code(store, d).to_owned() }</code></pre>
        } else {
            if changed { { diff(&d.solution.diff) } } else { <pre class="code" tabindex="0"><code>{ code(store, d).to_owned() }</code></pre> }
            if d.solution.hides { <p class="soft">{ text::MASKED_FIX }</p> }
            if !d.solution.test_curl.is_empty() {
                <details><summary>{ text::MINIMAL }</summary><p class="soft">{ text::MINIMAL_WHY }</p>
                    { command(store, "test-curl", &d.solution.test_curl) }</details>
            }
        }
    </> }
}

/// The lines of a diff; of long stretches that stay the same only their ends are shown.
fn diff(lines: &[DiffLine]) -> Html {
    const NEAR: usize = 3;
    let changes: Vec<bool> = lines.iter().map(|line| !matches!(line, DiffLine::Same(_))).collect();
    let near = |n: usize| {
        changes.iter().skip(n.saturating_sub(NEAR)).take(2 * NEAR + 1 - NEAR.saturating_sub(n)).any(|changed| *changed)
    };
    let mut out: Vec<Html> = Vec::new();
    let mut left_out = 0;
    for (n, line) in lines.iter().enumerate() {
        let (class, word, words) = match line {
            DiffLine::Same(words) => ("same", "", words),
            DiffLine::Removed(words) => ("del", "removed: ", words),
            DiffLine::Added(words) => ("add", "added: ", words),
        };
        if class == "same" && lines.len() > 14 && !near(n) {
            left_out += 1;
            continue;
        }
        flush(&mut out, &mut left_out);
        out.push(html! { <div class={class}><span class="hidden">{ word }</span>{ words.clone() }</div> });
    }
    flush(&mut out, &mut left_out);
    html! { <div class="code diff" tabindex="0" role="group" aria-label="What changes">{ for out }</div> }
}

fn flush(out: &mut Vec<Html>, left_out: &mut usize) {
    if *left_out > 0 {
        out.push(html! { <div class="same gap">{ format!("… {} without a change", text::lines(*left_out)) }</div> });
        *left_out = 0;
    }
}
