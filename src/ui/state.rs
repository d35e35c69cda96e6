//! The state of the page and every way in which it changes. Pure: no browser, no clock.

use super::checks::CheckPage;
use super::text;
use crate::date::Date;
use crate::diagnose::{Answer, Answers};
use crate::finding::Edit;
use crate::request::Dialect;
use crate::span::Span;
use crate::view::desk::{Ask, Opened, Preview, Tell};
use crate::view::{marks, View, BOX_LIMIT};
use std::collections::HashMap;
use std::rc::Rc;

/// Where a text came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The person typed or pasted it: the box shows it already.
    Box,
    /// The clipboard, or dropped words.
    Outside,
    /// A file with this name.
    File(String),
    /// One of the examples.
    Example,
}

/// A text that was taken out of the way, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The text.
    pub text: Rc<str>,
    /// A sentence that says so.
    pub why: &'static str,
}

/// A text too long for the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// What the box shows of it.
    pub excerpt: Rc<str>,
    /// It has not been read yet.
    pub unread: bool,
}

/// How a text looked before it was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// Before.
    pub before: Rc<str>,
    /// After; when the person edits on, there is nothing left to undo.
    pub after: Rc<str>,
}

/// A link that was opened.
#[derive(Clone, Debug)]
pub enum Link {
    /// It could be read.
    Opened {
        /// Its maker put the masked text into it.
        with_text: bool,
    },
    /// It could not; the sentence says why.
    Damaged(String),
}

/// What the core is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing: there is no text.
    Nothing,
    /// Read the text.
    Read,
    /// Weigh other answers.
    Again,
}

/// The three languages of the fix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// A command.
    #[default]
    Curl,
    /// Python.
    Python,
    /// TypeScript.
    TypeScript,
}

/// What is fetched only when somebody wants it.
#[derive(Clone, Debug, Default)]
pub enum Fetched<T> {
    /// Nobody asked.
    #[default]
    Unasked,
    /// On its way.
    Loading,
    /// Here.
    Here(T),
    /// It cannot be had.
    Missing,
}

impl<T> Fetched<T> {
    /// Here, or not to be had.
    fn of(found: Option<T>) -> Self {
        found.map_or(Self::Missing, Self::Here)
    }

    /// Whether it is on its way.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading)
    }
}

/// A long explanation.
pub type Long = crate::browser::explanations::Explanation;

/// Everything the page knows.
#[derive(Clone)]
pub struct State {
    /// The text that is read.
    pub paste: Rc<str>,
    /// Its lines; counted once, because a long text has many.
    pub lines: usize,
    /// The file it came from.
    pub file: Option<String>,
    /// Set where the text is too long for the box.
    pub whole: Option<Whole>,
    /// The answers given.
    pub answers: Answers,
    /// Which steps were answered in which order, with what was there before: the way back.
    pub trail: Vec<(String, Option<Answer>)>,
    /// The day on which dates are judged.
    pub today: Date,
    /// What the core says; `None` while there is no text or nothing was ever read.
    pub view: Option<Rc<View>>,
    /// The question that the core is to answer next, and its number.
    pub wanted: (u32, Wanted),
    /// Number of the last question that was answered.
    pub told: u32,
    /// The answer has taken so long that a person should see that something happens.
    pub slow: bool,
    /// The way back from a mended text.
    pub undo: Option<Undo>,
    /// A text that was put aside.
    pub aside: Option<Aside>,
    /// A link that was opened.
    pub link: Option<Link>,
    /// What went wrong with a button, in a sentence.
    pub notice: Option<&'static str>,
    /// The step that is being changed.
    pub changing: Option<String>,
    /// The language shown in the fix.
    pub tab: Tab,
    /// The core that read the text is gone: the next one has to read it first.
    deaf: bool,
    /// The long explanations by cause.
    pub more: Fetched<Rc<HashMap<String, Long>>>,
    /// The pages of the checks.
    pub pages: Fetched<Rc<[CheckPage]>>,
    /// The check whose page is open.
    pub check: Option<String>,
    /// What is looked for among the checks.
    pub search: String,
    /// The link preview is open; with the masked text or without.
    pub dialog: Option<bool>,
    /// What the link would hold, once the core has said it.
    pub preview: Option<Rc<Preview>>,
    /// Which button copied last.
    pub copied: Option<String>,
    /// The examples are shown though there is a text.
    pub examples: bool,
    /// The browser has no network.
    pub offline: bool,
    /// Counts the times the box must take over the state's text.
    pub box_turn: u32,
    /// What to move the focus to, and a count that tells two such wishes apart.
    pub focus: (u32, String),
}

/// What can happen.
pub enum Action {
    /// There is a new text.
    Text(String, Source),
    /// The core has answered.
    Told(Box<Tell>),
    /// The core will not answer; the sentence says why.
    Silent(&'static str),
    /// The core has not answered for a while.
    Slow(u32),
    /// A question was answered.
    Answer(String, Answer),
    /// Show the answers of an answered step again.
    Change(String),
    /// Take the last answer back.
    Back,
    /// Take all answers back.
    Restart,
    /// The commands are written for this shell, or for the one that the text tells.
    Shell(Option<Dialect>),
    /// Mend the text with the whole fix.
    Apply,
    /// Mend one finding.
    Fix(Vec<Edit>),
    /// Take the mending back.
    Undo,
    /// Empty the box.
    Clear,
    /// Bring back what was put aside.
    BringBack,
    /// Close the notices.
    Dismiss,
    /// Show another language.
    Tab(Tab),
    /// The long explanation is wanted.
    WantMore,
    /// The long explanations are here, or not.
    More(Option<HashMap<String, Long>>),
    /// Open the page of a check, or close it.
    Check(Option<String>),
    /// The list of checks is wanted.
    WantPages,
    /// The pages of the checks are here, or not.
    Pages(Option<Vec<CheckPage>>),
    /// Something is looked for among the checks.
    Search(String),
    /// Open the link preview, switch it, or close it.
    Dialog(Option<bool>),
    /// A button copied, or was refused.
    Copied(String, bool),
    /// Something was refused.
    Notice(&'static str),
    /// The list of examples is wanted, or no longer.
    Examples(bool),
    /// The network came or went.
    Online(bool),
    /// Move the focus to an element and let it flash.
    Reveal(String),
}

impl State {
    /// The empty page.
    pub fn new(today: Date) -> Self {
        Self {
            paste: "".into(),
            lines: 0,
            file: None,
            whole: None,
            answers: Answers::default(),
            trail: Vec::new(),
            today,
            view: None,
            wanted: (0, Wanted::Nothing),
            told: 0,
            deaf: false,
            slow: false,
            undo: None,
            aside: None,
            link: None,
            notice: None,
            changing: None,
            tab: Tab::default(),
            more: Fetched::default(),
            pages: Fetched::default(),
            check: None,
            search: String::new(),
            dialog: None,
            preview: None,
            copied: None,
            examples: false,
            offline: false,
            box_turn: 0,
            focus: (0, String::new()),
        }
    }

    /// What the box should show.
    pub fn box_text(&self) -> Rc<str> {
        self.whole.as_ref().map_or_else(|| self.paste.clone(), |whole| whole.excerpt.clone())
    }

    /// Whether there is nothing to show but the invitation.
    pub fn is_empty(&self) -> bool {
        self.paste.trim().is_empty() && !matches!(self.link, Some(Link::Opened { .. }))
    }

    /// Whether the last mending can still be taken back.
    pub fn can_undo(&self) -> bool {
        self.undo.as_ref().is_some_and(|undo| undo.after == self.paste)
    }

    /// The state after `action`.
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.copied = None;
        match action {
            Action::Text(text, source) => next.take(text, source),
            Action::Told(tell) => next.told(*tell),
            Action::Silent(why) => {
                next.deaf = true;
                next.told = next.wanted.0;
                next.slow = false;
                next.notice = Some(why);
                if let Some(whole) = &mut next.whole {
                    whole.unread = false;
                }
            }
            Action::Slow(turn) => next.slow = next.waits() && turn == next.wanted.0,
            Action::Answer(step, answer) => {
                next.trail.push((step.clone(), next.answers.get(&step)));
                next.answers.set(&step, answer);
                next.changing = None;
                next.want(Wanted::Again);
            }
            Action::Change(step) => {
                next.changing = (next.changing.as_deref() != Some(step.as_str())).then_some(step);
            }
            Action::Back => {
                if let Some((step, before)) = next.trail.pop() {
                    match before {
                        Some(answer) => next.answers.set(&step, answer),
                        None => next.answers.clear(&step),
                    }
                    next.changing = None;
                    next.want(Wanted::Again);
                }
            }
            Action::Restart => {
                let shell = next.answers.dialect();
                next.forget();
                next.answers.set_dialect(shell);
                next.want(Wanted::Again);
            }
            Action::Shell(dialect) => {
                next.answers.set_dialect(dialect);
                next.want(Wanted::Again);
            }
            // A mending belongs to the text that was read, not to one that is still being read.
            Action::Apply | Action::Fix(_) if next.waits() => {}
            Action::Apply => {
                let corrected = next.view.as_ref().and_then(|view| view.solution.corrected.clone());
                if let Some(corrected) = corrected {
                    next.mend(corrected.into());
                }
            }
            Action::Fix(edits) => {
                let mended = crate::finding::apply(&next.paste, &edits);
                next.mend(mended.into());
            }
            Action::Undo => {
                if let Some(undo) = next.undo.take() {
                    next.put(undo.before);
                }
            }
            Action::Clear => {
                next.set_aside(text::CLEARED);
                next.file = None;
                next.link = None;
                next.forget();
                next.undo = None;
                next.put("".into());
            }
            Action::BringBack => {
                if let Some(aside) = next.aside.take() {
                    next.put(aside.text);
                }
            }
            Action::Dismiss => {
                next.aside = None;
                next.notice = None;
                if !matches!(&next.link, Some(Link::Opened { .. }) if next.paste.is_empty()) {
                    next.link = None;
                }
            }
            Action::Tab(tab) => next.tab = tab,
            Action::WantMore => next.more = Fetched::Loading,
            Action::More(found) => next.more = Fetched::of(found.map(Rc::new)),
            Action::Check(id) => {
                if id.is_some() {
                    next.want_pages();
                }
                next.check = id;
            }
            Action::WantPages => next.want_pages(),
            Action::Pages(found) => next.pages = Fetched::of(found.map(Into::into)),
            Action::Search(words) => next.search = words,
            Action::Dialog(dialog) => {
                next.dialog = dialog;
                next.preview = None;
            }
            Action::Copied(which, true) => next.copied = Some(which),
            Action::Copied(_, false) => next.notice = Some(text::COPY_REFUSED),
            Action::Notice(notice) => next.notice = Some(notice),
            Action::Examples(shown) => {
                next.examples = shown;
                if shown {
                    next.reveal("example-0".to_owned());
                }
            }
            Action::Online(online) => next.offline = !online,
            Action::Reveal(id) => next.reveal(id),
        }
        next
    }

    /// Has the pages of the checks fetched, unless they are here or on their way.
    fn want_pages(&mut self) {
        if matches!(self.pages, Fetched::Unasked | Fetched::Missing) {
            self.pages = Fetched::Loading;
        }
    }

    /// Drops everything that a person said about a text.
    fn forget(&mut self) {
        self.answers = Answers::default();
        self.trail.clear();
        self.changing = None;
    }

    fn reveal(&mut self, id: String) {
        self.focus = (self.focus.0.wrapping_add(1), id);
    }

    fn take(&mut self, text: String, source: Source) {
        let from_box = source == Source::Box;
        if from_box && *self.box_text() == *text {
            return;
        }
        if is_another(&self.paste, &text) {
            self.forget();
        }
        if from_box && self.whole.is_some() {
            self.set_aside(text::EXCERPT_EDITED);
        } else if source == Source::Example {
            self.set_aside(text::REPLACED);
        } else {
            self.aside = None;
        }
        if !from_box || text.trim().is_empty() {
            self.file = None;
        }
        if let Source::File(name) = source {
            self.file = Some(name);
        }
        self.examples = false;
        self.check = None;
        self.notice = None;
        self.link = None;
        if from_box && text.len() <= BOX_LIMIT {
            self.whole = None;
            self.paste = text.into();
            self.read();
        } else {
            self.put(text.into());
        }
    }

    /// Keeps the present text where it can be fetched back, if somebody may miss it.
    fn set_aside(&mut self, why: &'static str) {
        let is_example = super::examples::EXAMPLES.iter().any(|example| *example.text == *self.paste);
        self.aside = (!self.paste.trim().is_empty() && !is_example).then(|| Aside { text: self.paste.clone(), why });
    }

    /// Takes over a text that the box does not show yet.
    fn put(&mut self, text: Rc<str>) {
        self.box_turn = self.box_turn.wrapping_add(1);
        self.paste = text;
        self.whole = None;
        if self.paste.len() > BOX_LIMIT {
            self.whole = Some(Whole { excerpt: marks::excerpt(&self.paste, Span::at(0)).into(), unread: true });
            self.view = None;
        }
        self.read();
    }

    fn mend(&mut self, mended: Rc<str>) {
        if mended == self.paste {
            return;
        }
        self.undo = Some(Undo { before: self.paste.clone(), after: mended.clone() });
        self.aside = None;
        self.put(mended);
    }

    /// Has the text read, or shows what there is to show without one.
    fn read(&mut self) {
        if self.more.is_loading() {
            self.more = Fetched::Unasked;
        }
        if self.is_empty() {
            self.view = None;
            self.want(Wanted::Nothing);
        } else {
            self.want(Wanted::Read);
        }
    }

    fn want(&mut self, wanted: Wanted) {
        // Answers to a text that was not read yet, or by a core that is gone, go with its reading.
        let unread = self.deaf || self.waits() && self.wanted.1 == Wanted::Read;
        let wanted = if unread && wanted == Wanted::Again { Wanted::Read } else { wanted };
        self.wanted = (self.wanted.0.wrapping_add(1), wanted);
        self.slow = false;
        if wanted == Wanted::Nothing {
            self.told = self.wanted.0;
        }
    }

    /// Whether an answer of the core is still to come.
    pub fn waits(&self) -> bool {
        self.told != self.wanted.0
    }

    /// The present question to the core.
    pub fn ask(&self) -> Option<Ask> {
        let (turn, today) = (self.wanted.0, Date::from_days(0).days_until(self.today));
        match self.wanted.1 {
            Wanted::Nothing => None,
            Wanted::Read => Some(Ask::Read { turn, answers: self.answers.clone(), today }),
            Wanted::Again => Some(Ask::Again { turn, answers: self.answers.clone(), today }),
        }
    }

    fn told(&mut self, tell: Tell) {
        match tell {
            Tell::Read { turn, view } if turn == self.wanted.0 => self.show(*view),
            // A newer question is on its way.
            Tell::Read { .. } | Tell::NotALink => {}
            Tell::Opened(opened) => self.open(opened),
            Tell::Damaged(sentence) => self.link = Some(Link::Damaged(sentence)),
            Tell::Link(preview) if self.dialog == Some(preview.with_text) => self.preview = Some(Rc::new(preview)),
            Tell::Link(_) => {}
            Tell::Misunderstood => self.notice = Some(text::OTHER_VERSION),
        }
    }

    fn show(&mut self, view: View) {
        self.deaf = false;
        self.told = self.wanted.0;
        self.slow = false;
        self.lines = view.lines;
        if let Some(whole) = &mut self.whole {
            if whole.unread {
                whole.unread = false;
                whole.excerpt = view.excerpt.as_deref().unwrap_or_default().into();
                self.box_turn = self.box_turn.wrapping_add(1);
            }
        }
        self.view = Some(Rc::new(view));
    }

    fn open(&mut self, opened: Opened) {
        // A link never throws away what somebody has typed.
        self.set_aside(text::REPLACED);
        self.answers = opened.answers;
        self.trail.clear();
        self.undo = None;
        self.link = Some(Link::Opened { with_text: opened.text.is_some() });
        self.put(opened.text.unwrap_or_default().into());
    }
}

/// Whether a text is another one, not the old one edited: less than half of the shorter stands at both ends.
/// What was said about the old one says nothing about it.
fn is_another(old: &str, new: &str) -> bool {
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let most = old.len().min(new.len());
    let front = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let back = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(most - front);
    !old.is_empty() && !new.is_empty() && 2 * (front + back) < most
}
