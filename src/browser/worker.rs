//! The worker that holds the core: the page's side of it, and its own.
//!
//! `boot.js` knows where the worker's files are and starts it at the first sign of use.

use super::listen::Listener;
use crate::ui::line::{Core, Ear, Silence};
use crate::view::desk::{Ask, Desk};
use js_sys::{Array, Function, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

/// A core in a worker.
#[derive(Default)]
pub struct InWorker {
    running: Rc<RefCell<Option<Running>>>,
    ear: Rc<RefCell<Option<Ear>>>,
}

struct Running {
    worker: Worker,
    _listeners: [Listener; 2],
}

impl InWorker {
    /// The worker, started if it is not running. `None` where the browser has none to give.
    fn worker(&self) -> Option<Worker> {
        if let Some(running) = self.running.borrow().as_ref() {
            return Some(running.worker.clone());
        }
        let start: Function = Reflect::get(&js_sys::global(), &"startCore".into()).ok()?.dyn_into().ok()?;
        let worker: Worker = start.call0(&JsValue::UNDEFINED).ok()?.dyn_into().ok()?;
        let heard = {
            let (running, ear) = (self.running.clone(), self.ear.clone());
            move |event: web_sys::Event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data).unwrap_or_default();
                let told = match data.as_string() {
                    Some(words) => serde_json::from_str(&words).map_err(|_| Silence::Stopped),
                    // A word of failure, or the worker's script itself failed.
                    None if Reflect::get(&data, &"stopped".into()).is_ok_and(|it| it.is_truthy()) => {
                        Err(Silence::Stopped)
                    }
                    None => Err(Silence::NotLoaded),
                };
                if told.is_err() {
                    // What is left of it cannot be trusted; the next question starts another.
                    if let Some(running) = running.borrow_mut().take() {
                        running.worker.terminate();
                    }
                    if let Ok(stop) = Reflect::get(&js_sys::global(), &"stopCore".into()) {
                        let _ = stop.dyn_ref::<Function>().map(|stop| stop.call0(&JsValue::UNDEFINED));
                    }
                }
                let ear = ear.borrow().clone();
                if let Some(ear) = ear {
                    ear(told);
                }
            }
        };
        let listeners = [Listener::new(&worker, "message", heard.clone()), Listener::new(&worker, "error", heard)];
        *self.running.borrow_mut() = Some(Running { worker: worker.clone(), _listeners: listeners });
        Some(worker)
    }
}

impl Core for InWorker {
    fn ask(&self, ask: &Ask, text: Option<&str>) {
        let sent = self.worker().and_then(|worker| {
            let message = Array::of1(&JsValue::from_str(&serde_json::to_string(ask).ok()?));
            let owned = Array::new();
            if let Some(text) = text {
                // Bytes change hands without being copied again.
                let bytes = Uint8Array::from(text.as_bytes());
                owned.push(&bytes.buffer());
                message.push(&bytes);
            }
            worker.post_message_with_transfer(&message, &owned).ok()
        });
        if sent.is_none() {
            if let Some(ear) = self.ear.borrow().clone() {
                ear(Err(Silence::NotLoaded));
            }
        }
    }

    fn hear(&self, ear: Ear) {
        *self.ear.borrow_mut() = Some(ear);
    }
}

/// The worker's own side: leaves a function `answer(question, text)` for `worker.js` to call.
pub fn serve() {
    std::panic::set_hook(Box::new(|info| {
        // The place in the code, never the message: a message may quote the paste.
        let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        web_sys::console::error_1(&format!("stopped at {place}").into());
    }));
    let mut desk = Desk::default();
    let answer = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(move |ask: JsValue, text: JsValue| {
        let text = text.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).map(String::from_utf8).and_then(Result::ok);
        JsValue::from_str(&desk.answer_json(&ask.as_string().unwrap_or_default(), text))
    });
    // It lives as long as the worker.
    let _ = Reflect::set(&js_sys::global(), &"answer".into(), &answer.into_js_value());
}
