//! The page's end of the line to the core.

use crate::view::desk::{Ask, Tell};
use std::rc::Rc;

/// Why no answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The core could not be loaded.
    NotLoaded,
    /// The core stopped over this text; it starts anew with the next question.
    Stopped,
}

/// Who hears the answers.
pub type Ear = Rc<dyn Fn(Result<Tell, Silence>)>;

/// Something that answers questions, sooner or later, in their order.
pub trait Core {
    /// Sends a question, with the text that belongs to it.
    fn ask(&self, ask: &Ask, text: Option<&str>);
    /// Sets who hears the answers.
    fn hear(&self, ear: Ear);
}

/// The line: a core that the component can hold.
#[derive(Clone)]
pub struct Line(Rc<dyn Core>);

impl Line {
    /// The line to `core`.
    pub fn to(core: impl Core + 'static) -> Self {
        Self(Rc::new(core))
    }

    /// See [`Core::ask`].
    pub fn ask(&self, ask: &Ask, text: Option<&str>) {
        self.0.ask(ask, text);
    }

    /// See [`Core::hear`].
    pub fn hear(&self, ear: Ear) {
        self.0.hear(ear);
    }
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
