//! The core's end of the line to the page: it keeps the paste and its diagnosis, and answers what the page asks.
//!
//! In the page it sits in a worker, so that no text of any size holds up typing or scrolling. Questions and
//! answers are JSON; the paste itself travels beside them, once.

use super::View;
use crate::date::Date;
use crate::diagnose::{self, Answer, Answers, Diagnosis};
use crate::knowledge;
use crate::mask;
use crate::request::Dialect;
use crate::share::{self, LinkFault, Shared};
use serde::{Deserialize, Serialize};

/// A question of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Read the text that comes with it.
    Read {
        /// Comes back with the answer, so that a late one is known as such.
        turn: u32,
        /// The checklist's answers.
        answers: Answers,
        /// Days since 1970-01-01.
        today: i64,
    },
    /// The same text (or opened link) with other answers.
    Again {
        /// As above.
        turn: u32,
        /// As above.
        answers: Answers,
        /// As above.
        today: i64,
    },
    /// Open a link: what stands behind `#`.
    Open(String),
    /// What a link for the present diagnosis would hold.
    Link {
        /// With the masked text.
        with_text: bool,
    },
}

/// The answer to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Tell {
    /// What to show.
    Read {
        /// Of the question.
        turn: u32,
        /// The diagnosis as the page shows it.
        view: Box<View>,
    },
    /// A link was opened.
    Opened(Opened),
    /// A link could not be opened; the sentence says why.
    Damaged(String),
    /// It was no link of ours.
    NotALink,
    /// What a link would hold.
    Link(Preview),
    /// The question was not understood: page and worker are of different versions.
    Misunderstood,
}

/// What an opened link brings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The masked text, if it is in the link.
    pub text: Option<String>,
    /// The answers of whoever made it.
    pub answers: Answers,
}

/// What a link would hold, read back from the finished link: exactly what the receiver gets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// It was made with the text wanted.
    pub with_text: bool,
    /// What stands behind `#`.
    pub fragment: String,
    /// Causes: title, id, probability.
    pub causes: Vec<(String, String, f64)>,
    /// Answers to questions.
    pub answers: Vec<(String, Answer)>,
    /// Facts read.
    pub facts: Vec<String>,
    /// Ids of checks.
    pub checks: Vec<String>,
    /// The masked text, if it is in the link.
    pub text: Option<String>,
    /// The text was asked for, but does not fit.
    pub left_out: bool,
}

/// Longer texts (bytes) are never put into a link.
const LONGEST_SHARED: usize = 100_000;

/// Holds what the page is about.
#[derive(Debug, Default)]
pub struct Desk {
    paste: String,
    opened: Option<Shared>,
    answers: Answers,
    diagnosis: Option<Diagnosis>,
    /// The day on which it was made, in days since 1970-01-01.
    today: i64,
}

impl Desk {
    /// Answers a question as it travels: JSON in, JSON out.
    pub fn answer_json(&mut self, ask: &str, text: Option<String>) -> String {
        let tell = match serde_json::from_str(ask) {
            Ok(ask) => self.answer(ask, text),
            Err(_) => Tell::Misunderstood,
        };
        // Strings, numbers and lists into memory: there is nothing that could fail.
        serde_json::to_string(&tell).unwrap_or_default()
    }

    /// Answers a question. `text` is the paste for [`Ask::Read`].
    pub fn answer(&mut self, ask: Ask, text: Option<String>) -> Tell {
        match ask {
            Ask::Read { turn, answers, today } => {
                self.paste = text.unwrap_or_default();
                self.read(turn, answers, today)
            }
            // What is retired or due is judged anew on a new day.
            // Another shell makes another text of the same characters.
            Ask::Again { turn, answers, today } => match self
                .diagnosis
                .take()
                .filter(|_| self.today == today && self.answers.dialect() == answers.dialect())
            {
                Some(read) => {
                    let diagnosis = read.again(&self.paste, &answers);
                    self.show(turn, answers, diagnosis)
                }
                None => self.read(turn, answers, today),
            },
            Ask::Open(fragment) => self.open(&fragment),
            Ask::Link { with_text } => Tell::Link(self.link(with_text)),
        }
    }

    fn read(&mut self, turn: u32, answers: Answers, today: i64) -> Tell {
        self.today = today;
        let today = Date::from_days(today);
        let diagnosis = match &self.opened {
            Some(opened) if self.paste.trim().is_empty() => {
                diagnose::restore(&Shared { answers: answers.clone(), ..opened.clone() }, today)
            }
            _ => diagnose::diagnose(&self.paste, &answers, today),
        };
        self.show(turn, answers, diagnosis)
    }

    fn show(&mut self, turn: u32, answers: Answers, diagnosis: Diagnosis) -> Tell {
        let view = Box::new(super::of(&diagnosis, &self.paste));
        self.answers = answers;
        self.diagnosis = Some(diagnosis);
        Tell::Read { turn, view }
    }

    fn open(&mut self, fragment: &str) -> Tell {
        if !share::is_link(fragment) {
            return Tell::NotALink;
        }
        match share::decode(fragment) {
            Err(fault) => Tell::Damaged(LinkFault::sentence(fault).to_owned()),
            Ok(shared) => {
                let opened = Opened { text: shared.text.clone(), answers: shared.answers.clone() };
                self.opened = Some(shared);
                self.diagnosis = None;
                Tell::Opened(opened)
            }
        }
    }

    fn link(&self, with_text: bool) -> Preview {
        let Some(diagnosis) = &self.diagnosis else { return Preview::default() };
        // So long a text never fits a link, and masking it only to find out would take seconds.
        let fits = self.paste.len() <= LONGEST_SHARED;
        let text = (with_text && fits).then(|| mask::mask(&self.paste).into_string());
        let link = share::encode(&diagnose::share(diagnosis, &self.answers, text));
        let inside = share::decode(&link.fragment).unwrap_or_default();
        let title = |id: &str| knowledge::cause(id).map_or(id, |cause| cause.title).to_owned();
        let question = |id: &str| match id.strip_prefix(diagnose::SHELL) {
            Some(shell) => format!("Read as {}", Dialect::named(shell).map_or("another shell", Dialect::words)),
            None => knowledge::step(id).map_or(id, |step| step.question).to_owned(),
        };
        Preview {
            with_text,
            fragment: link.fragment,
            causes: inside.causes.into_iter().map(|(id, p)| (title(&id), id, p)).collect(),
            answers: inside.answers.iter().map(|(step, answer)| (question(step), answer)).collect(),
            facts: inside.facts,
            checks: inside.findings.into_iter().map(|(check, _)| check).collect(),
            text: inside.text,
            left_out: link.text_dropped || (with_text && !fits),
        }
    }
}
