//! Variables whose values stand in the paste.

use super::Word;
use crate::text::Traced;
use std::collections::HashMap;

/// What a variable holds, as far as the paste tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text that is known in full.
    Known(Traced),
    /// An array.
    Array(Vec<Word>),
    /// Known to be not set: an argument that a function is called without.
    Unset,
    /// Not known: a placeholder, an argument, another variable.
    Unknown,
}

/// A loop whose turns are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loop {
    /// Where it begins in the cleaned text (bytes).
    pub from: usize,
    /// Its variables and their values, turn by turn.
    pub turns: Vec<Vec<(String, Traced)>>,
}

/// The most loops that are kept: a command stands in few.
const MOST_LOOPS: usize = 8;

/// Variables by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vars {
    /// Values by name. Names keep their case, but for cmd and PowerShell, which ask in lower case too.
    map: HashMap<String, Value>,
    /// Variables whose values stay whatever is assigned: those of loops in one of their turns.
    pinned: Vec<String>,
    /// The loops that were read last, in order.
    loops: Vec<Loop>,
}

impl Vars {
    /// Sets a variable.
    pub fn set(&mut self, name: &str, value: Value) {
        if self.pinned.iter().all(|pinned| pinned != name) {
            self.map.insert(name.to_owned(), value);
        }
    }

    /// Sets a variable for good.
    pub fn pin(&mut self, name: &str, value: Value) {
        self.map.insert(name.to_owned(), value);
        self.pinned.push(name.to_owned());
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.map.get(name)
    }

    /// The value of a variable where names have no case.
    pub fn get_folded(&self, name: &str) -> Option<&Value> {
        self.map
            .get(name)
            .or_else(|| self.map.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value))
    }

    /// The names that are set, in any order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.map.keys().map(String::as_str)
    }

    /// A loop begins at byte `from` of the cleaned text, with these turns.
    pub fn begin_loop(&mut self, from: usize, turns: Vec<Vec<(String, Traced)>>) {
        if self.loops.len() == MOST_LOOPS {
            self.loops.remove(0);
        }
        self.loops.push(Loop { from, turns });
    }

    /// The loops that were read last, in order.
    pub fn loops(&self) -> &[Loop] {
        &self.loops
    }

    /// The text of a variable, if it is known and not a placeholder.
    pub fn known(&self, name: &str) -> Option<&Traced> {
        match self.get(name) {
            Some(Value::Known(text)) => Some(text),
            _ => None,
        }
    }
}

/// What an assignment makes of its right-hand side.
pub fn value_of(text: Traced) -> Value {
    Value::Known(text)
}

/// Whether a value stands for one that the reader has to fill in.
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let lower = value.to_ascii_lowercase();
    value.is_empty()
        || (value.starts_with('<') && value.ends_with('>'))
        || value.contains("...")
        || value.contains('…')
        || (value.len() < 60 && lower.starts_with("your") && lower.contains("key"))
        || lower.bytes().all(|byte| byte == b'x' || byte == b'*')
}
