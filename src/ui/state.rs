//! The state of the page and every way in which it changes. Pure: no browser, no clock.

use super::engine;
use super::marks::{self, Mark};
use super::shown::Shown;
use super::text;
use crate::date::Date;
use crate::diagnose::{diagnose, Answer, Answers, Diagnosis};
use crate::finding::{apply, Edit};
use crate::share::Shared;
use crate::span::Span;
use std::rc::Rc;

/// Longer texts (in bytes) do not stay in the box: the browser would crawl.
pub const BOX_LIMIT: usize = 200_000;

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
    Opened(Rc<Shared>),
    /// It could not; the sentence says why.
    Damaged(&'static str),
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

/// The long explanations.
#[derive(Clone, Debug, Default)]
pub enum More {
    /// Nobody asked.
    #[default]
    Unasked,
    /// On their way.
    Loading,
    /// Here: text and sources of the first cause asked for.
    Here(Rc<std::collections::HashMap<String, Long>>),
    /// They cannot be had.
    Missing,
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
    /// The result; `None` while there is no text or it is being read.
    pub diagnosis: Option<Rc<Diagnosis>>,
    /// The marked words of the paste.
    pub marks: Rc<[Mark]>,
    /// How to mask words of this paste.
    pub shown: Rc<Shown>,
    /// The way back from a mended text.
    pub undo: Option<Undo>,
    /// A text that was put aside.
    pub aside: Option<Aside>,
    /// A link that was opened.
    pub link: Option<Link>,
    /// What went wrong with a button, in a sentence.
    pub notice: Option<&'static str>,
    /// The step that is being changed.
    pub changing: Option<&'static str>,
    /// The language shown in the fix.
    pub tab: Tab,
    /// The long explanations.
    pub more: More,
    /// The link preview is open; with the masked text or without.
    pub dialog: Option<bool>,
    /// Which button copied last.
    pub copied: Option<&'static str>,
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
    /// Read the long text now (its "Reading…" has been painted).
    ReadWhole,
    /// A question was answered.
    Answer(&'static str, Answer),
    /// Show the answers of an answered step again.
    Change(&'static str),
    /// Take the last answer back.
    Back,
    /// Take all answers back.
    Restart,
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
    /// A link was opened.
    Open(Result<Shared, &'static str>),
    /// Show another language.
    Tab(Tab),
    /// The long explanation is wanted.
    WantMore,
    /// The long explanations are here, or not.
    More(Option<std::collections::HashMap<String, Long>>),
    /// Open the link preview, switch it, or close it.
    Dialog(Option<bool>),
    /// A button copied, or was refused.
    Copied(&'static str, bool),
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
            diagnosis: None,
            marks: Rc::new([]),
            shown: Rc::default(),
            undo: None,
            aside: None,
            link: None,
            notice: None,
            changing: None,
            tab: Tab::default(),
            more: More::default(),
            dialog: None,
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
        self.paste.trim().is_empty() && !matches!(self.link, Some(Link::Opened(_)))
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
            Action::ReadWhole => next.read_whole(),
            Action::Answer(step, answer) => {
                next.trail.push((step.to_owned(), next.answers.get(step)));
                next.answers.set(step, answer);
                next.changing = None;
                next.read();
            }
            Action::Change(step) => next.changing = if next.changing == Some(step) { None } else { Some(step) },
            Action::Back => {
                if let Some((step, before)) = next.trail.pop() {
                    match before {
                        Some(answer) => next.answers.set(&step, answer),
                        None => next.answers.clear(&step),
                    }
                    next.changing = None;
                    next.read();
                }
            }
            Action::Restart => {
                next.answers = Answers::default();
                next.trail.clear();
                next.changing = None;
                next.read();
            }
            Action::Apply => {
                let corrected = next.diagnosis.as_ref().and_then(|d| d.solution.corrected.clone());
                if let Some(corrected) = corrected {
                    next.mend(corrected.into());
                }
            }
            Action::Fix(edits) => {
                let mended = apply(&next.paste, &edits);
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
                next.answers = Answers::default();
                next.trail.clear();
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
                if !matches!(&next.link, Some(Link::Opened(_)) if next.paste.is_empty()) {
                    next.link = None;
                }
            }
            Action::Open(result) => next.open(result),
            Action::Tab(tab) => next.tab = tab,
            Action::WantMore => next.more = More::Loading,
            Action::More(found) => next.more = found.map_or(More::Missing, |map| More::Here(Rc::new(map))),
            Action::Dialog(dialog) => next.dialog = dialog,
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

    fn reveal(&mut self, id: String) {
        self.focus = (self.focus.0.wrapping_add(1), id);
    }

    fn take(&mut self, text: String, source: Source) {
        let from_box = source == Source::Box;
        if from_box && *self.box_text() == *text {
            return;
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
        if self.paste.len() > BOX_LIMIT {
            self.whole = Some(Whole { excerpt: marks::excerpt(&self.paste, Span::at(0)).into(), unread: true });
            self.diagnosis = None;
        } else {
            self.whole = None;
            self.read();
        }
    }

    fn mend(&mut self, mended: Rc<str>) {
        if mended == self.paste {
            return;
        }
        self.undo = Some(Undo { before: self.paste.clone(), after: mended.clone() });
        self.aside = None;
        self.put(mended);
    }

    fn read_whole(&mut self) {
        if !self.whole.as_ref().is_some_and(|whole| whole.unread) {
            return;
        }
        self.read();
        let at = self.diagnosis.as_ref().and_then(|d| marks::fault(d)).unwrap_or_default();
        self.whole = Some(Whole { excerpt: marks::excerpt(&self.paste, at).into(), unread: false });
        self.box_turn = self.box_turn.wrapping_add(1);
    }

    fn read(&mut self) {
        self.lines = self.paste.lines().count();
        self.more = match std::mem::take(&mut self.more) {
            More::Here(map) => More::Here(map),
            More::Missing => More::Missing,
            More::Unasked | More::Loading => More::Unasked,
        };
        if self.paste.trim().is_empty() {
            self.shown = Rc::default();
            self.marks = Rc::new([]);
            self.diagnosis = match &self.link {
                Some(Link::Opened(opened)) => Some(Rc::new(engine::again(opened, &self.answers, self.today))),
                _ => None,
            };
            return;
        }
        let diagnosis = diagnose(&self.paste, &self.answers, self.today);
        self.marks = marks::of(&diagnosis, &self.paste).into();
        self.shown = Rc::new(Shown::new(&self.paste, &self.marks));
        self.diagnosis = Some(Rc::new(diagnosis));
    }

    fn open(&mut self, result: Result<Shared, &'static str>) {
        match result {
            Err(sentence) => self.link = Some(Link::Damaged(sentence)),
            Ok(opened) => {
                // A link never throws away what somebody has typed.
                self.set_aside(text::REPLACED);
                self.answers = opened.answers.clone();
                self.trail.clear();
                self.undo = None;
                let text = opened.text.clone().unwrap_or_default();
                self.link = Some(Link::Opened(Rc::new(opened)));
                self.put(text.into());
            }
        }
    }
}
