//! What connects the state with the static page: listeners, timers, focus, the question before leaving.

use super::line::{Line, Silence};
use super::parts::Store;
use super::state::{Action, Link, Source, State};
use super::{checks, text, verdict};
use crate::browser::files::Dropped;
use crate::browser::listen::Listener;
use crate::browser::timer::{later, Timer};
use crate::browser::{clipboard, dom, explanations, files, link};
use crate::view::desk::Ask;
use crate::view::BOX_LIMIT;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::platform::spawn_local;
use yew::prelude::*;

/// How long (milliseconds) typing rests before the text is read.
const PAUSE: i32 = 80;
/// How long (milliseconds) the result stands before it is said aloud.
const QUIET: i32 = 900;
/// How long (milliseconds) an answer may take before the page says that it is being worked on.
const SOON: i32 = 200;

type Dispatcher = UseReducerDispatcher<State>;

/// Buttons and box of the static page, files, drops, links: everything that is listened to for good.
#[hook]
pub fn use_static_page(store: &Store, core: &Line) {
    let (dispatcher, core) = (store.dispatcher(), core.clone());
    use_effect_with((), move |()| {
        let listeners =
            [box_listeners(&dispatcher), button_listeners(&dispatcher), window_listeners(&dispatcher, &core)];
        dom::enable(&["do-paste", "do-open", "do-examples", "do-clear"]);
        // Typed or kept by the browser before the code arrived.
        let early = dom::box_text();
        if !early.is_empty() {
            dispatcher.dispatch(Action::Text(early, Source::Box));
        }
        open_link(&dispatcher, &core);
        move || drop(listeners)
    });
}

fn box_listeners(dispatcher: &Dispatcher) -> Vec<Option<Listener>> {
    let pending: Rc<RefCell<Option<Timer>>> = Rc::default();
    let at_once = Rc::new(Cell::new(false));
    let pasted = {
        let (dispatcher, at_once) = (dispatcher.clone(), at_once.clone());
        Listener::on_id("paste", "paste", move |event| {
            at_once.set(true);
            // A very long text never enters the box: laying it out alone would stop the page for seconds.
            if let Some(words) = dom::pasted_text(&event).filter(|words| words.len() > BOX_LIMIT) {
                event.prevent_default();
                dispatcher.dispatch(Action::Text(words, Source::Outside));
            }
        })
    };
    let typed = {
        let dispatcher = dispatcher.clone();
        Listener::on_id("paste", "input", move |_| {
            let pause = if at_once.replace(false) { 0 } else { PAUSE };
            let dispatcher = dispatcher.clone();
            *pending.borrow_mut() = Timer::after(pause, move || {
                dispatcher.dispatch(Action::Text(dom::box_text(), Source::Box));
            });
        })
    };
    vec![pasted, typed]
}

fn button_listeners(dispatcher: &Dispatcher) -> Vec<Option<Listener>> {
    let click = |id: &str, f: fn(&Dispatcher)| {
        let dispatcher = dispatcher.clone();
        Listener::on_id(id, "click", move |_| f(&dispatcher))
    };
    let chosen = {
        let dispatcher = dispatcher.clone();
        Listener::on_id("file", "change", move |event| {
            if let Some(file) = files::chosen(&event) {
                read_file(&dispatcher, file);
            }
        })
    };
    vec![
        click("do-paste", |dispatcher| {
            let dispatcher = dispatcher.clone();
            spawn_local(async move {
                match clipboard::read().await {
                    Some(words) if !words.is_empty() => dispatcher.dispatch(Action::Text(words, Source::Outside)),
                    _ => {
                        dispatcher.dispatch(Action::Notice(text::PASTE_REFUSED));
                        dom::focus_box();
                    }
                }
            });
        }),
        click("do-open", |_| dom::choose_file()),
        click("do-examples", |dispatcher| dispatcher.dispatch(Action::Examples(true))),
        click("do-clear", |dispatcher| {
            dispatcher.dispatch(Action::Clear);
            dom::focus_box();
        }),
        chosen,
    ]
}

fn window_listeners(dispatcher: &Dispatcher, core: &Line) -> Vec<Option<Listener>> {
    let dropped = {
        let dispatcher = dispatcher.clone();
        Listener::on_window("drop", move |event| {
            dom::body_class("dropping", false);
            let Some(dropped) = files::dropped(&event) else { return };
            match dropped {
                Dropped::File(file) => {
                    event.prevent_default();
                    read_file(&dispatcher, file);
                }
                // Words dropped into the box land where they were dropped, as everywhere.
                Dropped::Text(_) if dom::is_box(&event) => {}
                Dropped::Text(words) => {
                    event.prevent_default();
                    dispatcher.dispatch(Action::Text(words, Source::Outside));
                }
            }
        })
    };
    let over = Listener::on_window("dragover", |event| {
        if files::carries_file(&event) {
            event.prevent_default();
            dom::body_class("dropping", true);
        }
    });
    let left = Listener::on_window("dragleave", |event| {
        if dom::left_window(&event) {
            dom::body_class("dropping", false);
        }
    });
    let escape = {
        let dispatcher = dispatcher.clone();
        Listener::on_window("keydown", move |event| {
            if dom::key(&event).as_deref() == Some("Escape") {
                dispatcher.dispatch(Action::Examples(false));
            }
        })
    };
    let network = |kind: &'static str, online: bool| {
        let dispatcher = dispatcher.clone();
        Listener::on_window(kind, move |_| dispatcher.dispatch(Action::Online(online)))
    };
    let hash = {
        let (dispatcher, core) = (dispatcher.clone(), core.clone());
        Listener::on_window("hashchange", move |_| open_link(&dispatcher, &core))
    };
    vec![dropped, over, left, escape, network("online", true), network("offline", false), hash]
}

fn read_file(dispatcher: &Dispatcher, file: web_sys::File) {
    let dispatcher = dispatcher.clone();
    spawn_local(async move {
        match files::read(file).await {
            Some((name, words)) => dispatcher.dispatch(Action::Text(words, Source::File(name))),
            None => dispatcher.dispatch(Action::Notice(text::FILE_REFUSED)),
        }
    });
}

/// Reads the link once, then takes it out of the address: it should not linger in the history.
fn open_link(dispatcher: &Dispatcher, core: &Line) {
    // Anchors of the page itself are no links of ours, and the core says so.
    let Some(fragment) = link::fragment() else { return };
    if let Some(check) = fragment.strip_prefix(checks::ADDRESS) {
        link::clean();
        dispatcher.dispatch(Action::Check(Some(check.to_owned())));
    } else {
        core.ask(&Ask::Open(fragment), None);
    }
}

/// Lets the box show what the state says, when something else than typing changed it.
#[hook]
pub fn use_box(store: &Store) {
    let shown = store.box_text();
    use_effect_with(store.box_turn, move |turn| {
        if *turn > 0 {
            dom::set_box_text(&shown);
        }
    });
    let (empty, examples) = (store.is_empty(), store.examples);
    use_effect_with((empty, examples), move |(empty, examples)| {
        dom::body_class("empty", *empty);
        dom::set_attribute("do-examples", "aria-expanded", if *empty || *examples { "true" } else { "false" });
    });
}

/// Sends the state's questions to the core and brings back its answers.
#[hook]
pub fn use_core(store: &Store, core: &Line) {
    let dispatcher = store.dispatcher();
    let line = core.clone();
    use_effect_with((), move |()| {
        line.hear(Rc::new(move |told| match told {
            Ok(tell) => {
                use crate::view::desk::Tell;
                if matches!(tell, Tell::Opened(_) | Tell::Damaged(_)) {
                    link::clean();
                }
                dispatcher.dispatch(Action::Told(Box::new(tell)));
            }
            Err(Silence::NotLoaded) => dispatcher.dispatch(Action::Silent(text::NOT_LOADED)),
            Err(Silence::Stopped) => dispatcher.dispatch(Action::Silent(text::STOPPED)),
        }));
    });
    let (line, dispatcher) = (core.clone(), store.dispatcher());
    let (ask, paste) = (store.ask().filter(|_| store.waits()), store.paste.clone());
    use_effect_with(store.wanted, move |(turn, _)| {
        let turn = *turn;
        let timer = ask.map(|ask| {
            let long = paste.len() > BOX_LIMIT;
            let send = move || line.ask(&ask, matches!(ask, Ask::Read { .. }).then_some(&*paste));
            // A long text is handed over in a turn of its own, so that the page can draw first.
            let sent = if long { Timer::after(0, send) } else { send_now(send) };
            (sent, Timer::after(SOON, move || dispatcher.dispatch(Action::Slow(turn))))
        });
        move || drop(timer)
    });
    let line = core.clone();
    use_effect_with(store.dialog, move |dialog| {
        if let Some(with_text) = *dialog {
            line.ask(&Ask::Link { with_text }, None);
        }
    });
}

fn send_now(send: impl FnOnce()) -> Option<Timer> {
    send();
    None
}

/// Moves the focus where the last action wants it.
#[hook]
pub fn use_focus(store: &Store) {
    let (paste, whole) = (store.paste.clone(), store.whole.is_some());
    use_effect_with(store.focus.clone(), move |(count, id)| {
        if *count == 0 {
            return;
        }
        if let Some((start, end)) = id.strip_prefix("mark-").and_then(|rest| rest.split_once('-')) {
            if let (Ok(start), Ok(end), false) = (start.parse(), end.parse(), whole) {
                dom::select_in_box(&paste, start, end);
            }
        }
        // Words that carry no mark are shown by the selection alone.
        let marked = dom::element(id).is_some() || !id.starts_with("mark-");
        dom::reveal(if marked { id } else { "paste" });
    });
}

/// Says the result aloud, once, after typing has come to rest.
#[hook]
pub fn use_summary(store: &Store) {
    let summary = match (&store.view, &store.notice) {
        (_, Some(notice)) => (*notice).to_owned(),
        _ if store.copied.is_some() => text::COPIED.to_owned(),
        (Some(d), _) if !store.is_empty() && !store.waits() => {
            let findings =
                d.findings.iter().filter(|finding| finding.severity != crate::finding::Severity::Good).count();
            let found = match findings {
                0 => String::new(),
                1 => " 1 problem found.".to_owned(),
                n => format!(" {n} problems found."),
            };
            format!("{}: {}.{found} {}.", text::DIAGNOSIS, verdict::headline(d), verdict::whose(d))
        }
        _ => String::new(),
    };
    use_effect_with(summary, move |summary| {
        let summary = summary.clone();
        let timer = Timer::after(QUIET, move || dom::announce(&summary));
        move || drop(timer)
    });
}

/// Asks before the page is left with text in the box.
#[hook]
pub fn use_guard(store: &Store) {
    let full = !store.paste.trim().is_empty();
    use_effect_with(full, move |full| {
        let listener = full.then(|| Listener::on_window("beforeunload", |event| dom::hold_back(&event)));
        move || drop(listener)
    });
    let dialog = store.dialog.is_some();
    use_effect_with(dialog, move |open| dom::show_dialog("link-dialog", *open));
    let check = store.check.is_some();
    use_effect_with(check, move |open| dom::show_dialog("check-dialog", *open));
}

/// Fetches the long explanations when they are wanted.
#[hook]
pub fn use_more(store: &Store) {
    let dispatcher = store.dispatcher();
    let loading = store.more.is_loading();
    use_effect_with(loading, move |loading| {
        if *loading {
            spawn_local(async move {
                dispatcher.dispatch(Action::More(explanations::fetch("./explanations.json").await));
                later(0, || dom::focus_id("more"));
            });
        }
    });
    let dispatcher = store.dispatcher();
    let loading = store.pages.is_loading();
    use_effect_with(loading, move |loading| {
        if *loading {
            spawn_local(async move { dispatcher.dispatch(Action::Pages(explanations::fetch("./checks.json").await)) });
        }
    });
    let opened = matches!(store.link, Some(Link::Opened { .. })) && store.view.is_some();
    use_effect_with(opened, move |opened| {
        if *opened {
            later(0, || dom::focus_id("headline"));
        }
    });
}
