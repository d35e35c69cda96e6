//! "Problems found": what the checks say about the request.

use super::parts::{on, prose, shows, Store};
use super::state::Action;
use super::{checks, text};
use crate::finding::{Severity, Trust};
use crate::view::{FindingView, View};
use yew::prelude::*;

/// The region, or nothing where there is no request to check.
pub fn view(store: &Store, d: &View) -> Html {
    if d.findings.is_empty() {
        return Html::default();
    }
    let items = |good: bool| {
        d.findings
            .iter()
            .enumerate()
            .filter(move |(_, finding)| (finding.severity == Severity::Good) == good)
            .map(|(n, finding)| item(store, n, finding))
            .collect::<Vec<Html>>()
    };
    let (bad, good) = (items(false), items(true));
    let count = if bad.is_empty() { String::new() } else { format!(" · {}", bad.len()) };
    html! {
        <section class="card" aria-label={text::FOUND}>
            <h3>{ text::FOUND }<span class="soft">{ count }</span></h3>
            <ul class="found">{ for bad }{ for good }</ul>
        </section>
    }
}

fn item(store: &Store, n: usize, finding: &FindingView) -> Html {
    let id = format!("finding-{n}");
    let about = format!("finding-{n}-text");
    let message = prose(&finding.message);
    let severity = finding.severity.name();
    let word = match finding.severity {
        Severity::Error => "Fault: ",
        Severity::Warning => "Warning: ",
        Severity::Good => "Right: ",
    };
    html! {
        <li {id} class={severity} data-check={finding.check.clone()} data-severity={severity} tabindex="-1">
            <span class="sign" aria-hidden="true">{ match finding.severity { Severity::Error => "✕", Severity::Warning => "!", Severity::Good => "✓" } }</span>
            <div>
                <p class="what" id={about.clone()}><span class="hidden">{ word }</span>
                    { shows(store, "", message, finding.place) }
                </p>
                if finding.severity != Severity::Good && !finding.why.is_empty() { <p class="soft">{ prose(&finding.why) }</p> }
                { fix_line(finding) }
                if finding.severity != Severity::Good { { checks::way(store, &finding.check) } }
            </div>
            { fix_button(store, finding, about) }
        </li>
    }
}

fn fix_line(finding: &FindingView) -> Html {
    match &finding.fix {
        Some(fix) if finding.severity != Severity::Good => html! {
            <p class="remedy">{ if fix.trust == Trust::ShowOnly { format!("{} ", text::FILL_IN) } else { "→ ".to_owned() } }{ prose(&fix.title) }</p>
        },
        _ => Html::default(),
    }
}

fn fix_button(store: &Store, finding: &FindingView, about: String) -> Html {
    match &finding.fix {
        Some(fix) if fix.trust != Trust::ShowOnly && !fix.edits.is_empty() => {
            let edits = fix.edits.clone();
            html! { <button type="button" class="small" aria-describedby={about}
            onclick={on(store, move || Action::Fix(edits.clone()))}>{ text::FIX_ONE }</button> }
        }
        _ => Html::default(),
    }
}
