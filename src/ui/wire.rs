//! "What curl would send": the request after shell and curl have done their part.

use super::text;
use crate::view::{RequestView, View};
use yew::prelude::*;

/// The region, or nothing where there is no command.
pub fn view(d: &View) -> Html {
    if d.requests.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" aria-label={text::WIRE}>
            <details><summary><h3>{ text::WIRE }</h3></summary>
                { for d.requests.iter().map(request) }
            </details>
        </section>
    }
}

fn request(request: &RequestView) -> Html {
    html! {
        <div class="wire">
            <p class="mono"><strong>{ request.method.clone() }</strong>{ " " }{ request.url.clone() }</p>
            <dl>{ for request.headers.iter().map(|(name, value)| html! {
                <div><dt class="mono">{ name.clone() }</dt><dd class="mono">{ value.clone() }</dd></div>
            }) }</dl>
            if !request.body.is_empty() {
                <pre class="code" tabindex="0">{ request.body.clone() }
                    if request.more > 0 { <span class="gap">{ format!(" … {} {}", text::size(request.more), text::WIRE_MORE) }</span> }
                </pre>
            }
        </div>
    }
}
