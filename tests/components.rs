//! The views in a real browser: the whole component in a bare copy of the static page, told what happened
//! by the events that a person causes. Run by `scripts/test` with wasm-bindgen's test runner.
#![cfg(all(target_arch = "wasm32", feature = "web"))]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test stops where it fails")]

use claude_troubleshooter::browser::dom;
use claude_troubleshooter::diagnose::Working;
use claude_troubleshooter::ui::app::{App, Props};
use claude_troubleshooter::ui::line::{Core, Ear, Line, Silence};
use claude_troubleshooter::ui::text;
use claude_troubleshooter::view::desk::{Ask, Desk};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement};

wasm_bindgen_test_configure!(run_in_browser);

/// What `index.html` holds for the component, and nothing else of it.
const SHELL: &str = r#"
<label for="paste">Paste an error, a log or a curl command</label><span id="box-note"></span>
<textarea id="paste"></textarea><div id="box-more"></div>
<button id="do-paste" disabled>Paste</button><button id="do-open" disabled>Open a file</button>
<button id="do-examples" disabled>Examples</button><button id="do-clear" disabled>Clear</button>
<input type="file" id="file" hidden><div id="under-box"></div><div id="app"></div>
<div id="live"></div>"#;

const OVERLOADED: &str = r#"API Error (529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}) · Retrying in 5 seconds… (attempt 4/10)"#;
const LIMIT: &str = r#"API Error: 429 {"type":"error","error":{"type":"rate_limit_error","message":"Rate limited"}}"#;
const SINGLE_QUOTES: &str = r#"curl https://api.anthropic.com/v1/messages -H 'x-api-key: $ANTHROPIC_API_KEY' -H "anthropic-version: 2023-06-01" -H "content-type: application/json" -d '{"model":"claude-haiku-5-5","max_tokens":64,"messages":[{"role":"user","content":"Hello"}]}'
{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#;

/// A core in the page itself.
#[derive(Default)]
struct InPage {
    desk: RefCell<Desk>,
    ear: RefCell<Option<Ear>>,
    /// It stops over the next question about other answers, and starts anew with an empty desk.
    stops: Cell<bool>,
}

impl Core for InPage {
    fn ask(&self, ask: &Ask, text: Option<&str>) {
        let ear = self.ear.borrow().clone().unwrap();
        if matches!(ask, Ask::Again { .. }) && self.stops.take() {
            self.desk.take();
            return ear(Err(Silence::Stopped));
        }
        let told = self.desk.borrow_mut().answer(ask.clone(), text.map(str::to_owned));
        ear(Ok(told));
    }

    fn hear(&self, ear: Ear) {
        *self.ear.borrow_mut() = Some(ear);
    }
}

/// The component in its page, taken down at the end of a test.
struct Page {
    host: Element,
    app: Option<yew::AppHandle<App>>,
}

impl Page {
    async fn open() -> Self {
        Self::over(InPage::default()).await
    }

    async fn over(core: InPage) -> Self {
        let document = dom::document().unwrap();
        let host = document.create_element("div").unwrap();
        host.set_inner_html(SHELL);
        document.body().unwrap().append_child(&host).unwrap();
        let core = Line::to(core);
        let app = yew::Renderer::<App>::with_root_and_props(dom::element("app").unwrap(), Props { core }).render();
        let page = Self { host, app: Some(app) };
        rest(60).await;
        page
    }

    /// Types a text into the box, all at once.
    async fn write(&self, text: &str) {
        let area: HtmlTextAreaElement = dom::element("paste").unwrap().dyn_into().unwrap();
        area.set_value(text);
        area.dispatch_event(&Event::new("input").unwrap()).unwrap();
        rest(220).await;
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let nodes = self.host.query_selector_all(selector).unwrap();
        (0..nodes.length()).filter_map(|n| nodes.item(n)?.dyn_into().ok()).collect()
    }

    fn one(&self, selector: &str) -> Element {
        self.host.query_selector(selector).unwrap().unwrap_or_else(|| unreachable!("no {selector} on the page"))
    }

    fn words(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap_or_default()
    }

    fn attribute(&self, selector: &str, name: &str) -> String {
        self.one(selector).get_attribute(name).unwrap_or_default()
    }

    async fn press(&self, within: &str, label: &str) {
        let button =
            self.all(&format!("{within} button")).into_iter().find(|b| b.text_content().as_deref() == Some(label));
        button.unwrap_or_else(|| unreachable!("no {label} in {within}")).dyn_into::<HtmlElement>().unwrap().click();
        rest(60).await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.host.remove();
    }
}

/// Lets timers and painting happen for some milliseconds.
async fn rest(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        let window = web_sys::window().unwrap();
        let timeout = js_sys::Reflect::get(&window, &"setTimeout".into()).unwrap();
        let timeout: js_sys::Function = timeout.dyn_into().unwrap();
        timeout.call2(&window, &done, &JsValue::from(milliseconds)).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

const DIAGNOSIS: &str = "section[aria-label=Diagnosis]";
const CHECKLIST: &str = "section[aria-label=Checklist]";
const FIX: &str = "section[aria-label='Suggested fix']";

#[wasm_bindgen_test]
async fn an_empty_page_offers_examples_and_claims_nothing() {
    let page = Page::open().await;
    assert!(page.all(DIAGNOSIS).is_empty());
    assert!(page.all("[data-example]").len() >= 5);
    assert!(page.one("#do-open").get_attribute("disabled").is_none(), "the buttons can be used");
}

#[wasm_bindgen_test]
async fn the_verdict_says_cause_certainty_turn_and_reason() {
    let page = Page::open().await;
    page.write(OVERLOADED).await;
    assert_eq!(page.attribute(DIAGNOSIS, "data-cause"), "overloaded");
    assert_eq!(page.attribute(DIAGNOSIS, "data-certainty"), "certain");
    assert!(page.words(&format!("{DIAGNOSIS} .turn")).starts_with("Just wait"));
    assert!(page.words(&format!("{DIAGNOSIS} .why")).contains("overloaded_error"), "the words that led there");
    assert!(!page.words(&format!("{DIAGNOSIS} h2")).is_empty());
}

#[wasm_bindgen_test]
async fn what_was_read_is_listed() {
    let page = Page::open().await;
    page.write(OVERLOADED).await;
    let read = page.words("section[aria-label='What we read'] dl");
    assert!(read.contains("529") && read.contains("overloaded_error"), "{read}");
}

#[wasm_bindgen_test]
async fn the_route_marks_where_it_began_and_showed() {
    let page = Page::open().await;
    page.write(SINGLE_QUOTES).await;
    let stage = |state: &str| page.attribute(&format!("figure [data-state={state}]"), "data-stage");
    assert_eq!(stage("began"), "shell");
    assert_eq!(stage("showed"), "authentication");
    assert_eq!(page.all("figure [data-stage]").len(), 10);
}

#[wasm_bindgen_test]
async fn an_answer_moves_the_ranking_and_back_undoes_it() {
    let page = Page::open().await;
    page.write(LIMIT).await;
    let ranking = || page.words(DIAGNOSIS);
    let before = ranking();
    page.press(&format!("{CHECKLIST} .ask"), "Yes").await;
    assert_ne!(ranking(), before, "the answer changed the ranking");
    assert!(page.words(CHECKLIST).contains("you said so"));
    page.press(CHECKLIST, "Back").await;
    assert_eq!(ranking(), before);
}

#[wasm_bindgen_test]
async fn a_core_that_stopped_reads_the_text_anew_for_the_next_answer() {
    let page = Page::over(InPage { stops: Cell::new(true), ..InPage::default() }).await;
    page.write(LIMIT).await;
    let before = page.words(DIAGNOSIS);
    page.press(&format!("{CHECKLIST} .ask"), "Yes").await;
    page.press(CHECKLIST, "Back").await;
    assert_eq!(page.words(DIAGNOSIS), before);
}

#[wasm_bindgen_test]
async fn a_finding_shows_its_words_and_its_fix_applies() {
    let page = Page::open().await;
    page.write(SINGLE_QUOTES).await;
    let found = "section[aria-label='Problems found'] [data-severity=error]";
    assert_eq!(page.attribute(found, "data-check"), "shell/single-quoted-variable");
    assert!(page.words("#under-box").contains("$ANTHROPIC_API_KEY"));
    page.press(FIX, "Apply").await;
    let area: HtmlTextAreaElement = dom::element("paste").unwrap().dyn_into().unwrap();
    assert!(area.value().contains("\"x-api-key: $ANTHROPIC_API_KEY\""), "{}", area.value());
    page.press(FIX, "Undo").await;
    assert!(area.value().contains("'x-api-key: $ANTHROPIC_API_KEY'"), "{}", area.value());
}

#[wasm_bindgen_test]
async fn tabs_switch_the_language_of_the_fix() {
    let page = Page::open().await;
    page.write(OVERLOADED).await;
    page.press(FIX, "Python").await;
    assert!(page.words("#fix-panel").contains("max_retries"));
    page.press(FIX, "TypeScript").await;
    assert!(page.words("#fix-panel").contains("maxRetries"));
    assert_eq!(page.attribute("#tab-typescript", "aria-selected"), "true");
}

#[wasm_bindgen_test]
async fn the_link_preview_shows_what_is_in_the_link() {
    let page = Page::open().await;
    page.write(OVERLOADED).await;
    page.press(FIX, "Copy link").await;
    let dialog = page.words("#link-dialog");
    assert!(dialog.contains("overloaded") && dialog.contains("#v1."), "{dialog}");
    page.press("#link-dialog", "Close").await;
    assert!(page.one("#link-dialog").get_attribute("open").is_none());
}

#[wasm_bindgen_test]
async fn text_without_a_claude_failure_is_left_alone() {
    let page = Page::open().await;
    page.write("Since the update everything feels slower and I cannot say why.").await;
    assert_eq!(page.attribute(DIAGNOSIS, "data-certainty"), "unknown");
    page.write("   ").await;
    assert!(page.all(DIAGNOSIS).is_empty(), "blanks are no text");
}

#[wasm_bindgen_test]
async fn a_request_that_should_work_is_praised_without_a_warning_only() {
    let page = Page::open().await;
    let form = "curl https://api.anthropic.com/v1/files -H \"x-api-key: $KEY\" -H 'anthropic-version: 2023-06-01' \
                -H 'anthropic-beta: files-api-2025-04-14' -F file=@a.pdf";
    page.write(form).await;
    assert_eq!(page.words(&format!("{DIAGNOSIS} h2")), text::working(Working::Whole).title);
    page.write(&format!("{form} -H 'Content-Type: multipart/form-data; boundary=abc'")).await;
    assert_eq!(page.words(&format!("{DIAGNOSIS} h2")), text::working(Working::Warned).title);
    assert_eq!(page.words(&format!("{DIAGNOSIS} .turn")), text::working(Working::Warned).turn);
    assert!(page.words(".fix").contains(text::working(Working::Warned).next));
    page.write(&form.replace("-H 'anthropic-version: 2023-06-01'", "-H @headers.txt")).await;
    assert_eq!(page.words(&format!("{DIAGNOSIS} h2")), text::working(Working::AsShown).title);
    page.write("{\"type\": \"message\", \"role\": \"assistant\", \"content\": [], \"stop_reason\": \"end_turn\"}")
        .await;
    assert_eq!(page.words(&format!("{DIAGNOSIS} h2")), text::working(Working::Answered).title);
}

#[wasm_bindgen_test]
async fn what_was_said_about_one_text_says_nothing_of_another() {
    let page = Page::open().await;
    page.write(LIMIT).await;
    let before = page.words(DIAGNOSIS);
    page.press(&format!("{CHECKLIST} .ask"), "Yes").await;
    page.write(&format!("{LIMIT}\n")).await;
    assert!(page.words(CHECKLIST).contains("you said so"), "an edit keeps the answers");
    page.write(SINGLE_QUOTES).await;
    page.write(LIMIT).await;
    assert_eq!(page.words(DIAGNOSIS), before);
    assert!(!page.words(CHECKLIST).contains("you said so"));
}

#[wasm_bindgen_test]
async fn the_shell_can_be_chosen_and_left_to_the_text_again() {
    const WIRE: &str = "section[aria-label='What curl would send']";
    let found = |page: &Page| page.words("section[aria-label='Problems found']");
    let page = Page::open().await;
    page.write(SINGLE_QUOTES).await;
    let pressed = |page: &Page| page.words(&format!("{WIRE} [aria-pressed=true]"));
    assert_eq!(pressed(&page), "bash or zsh");
    page.press(WIRE, "Windows cmd").await;
    assert_eq!(pressed(&page), "Windows cmd");
    assert!(found(&page).contains("cmd.exe does not know single quotes"), "{}", found(&page));
    page.press(WIRE, "Let the text tell").await;
    assert!(!found(&page).contains("cmd.exe"));
}
