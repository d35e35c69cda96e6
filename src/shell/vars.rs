//! Variables whose values stand in the paste.

use super::Word;
use crate::text::Traced;
use std::collections::HashMap;

/// What a variable holds, as far as the paste tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text that is known in full.
    Known(Traced),
    /// Several values in turn: the variable of a loop.
    Each {
        /// Where the loop begins in the cleaned text (bytes).
        from: usize,
        /// The values.
        values: Vec<Traced>,
    },
    /// An array.
    Array(Vec<Word>),
    /// Known to be not set: an argument that a function is called without.
    Unset,
    /// Not known: a placeholder, an argument, another variable.
    Unknown,
}

/// Variables by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vars {
    /// Values by name. Names keep their case, but for cmd and PowerShell, which ask in lower case too.
    map: HashMap<String, Value>,
    /// A variable whose value stays whatever is assigned: that of a loop in one of its turns.
    pinned: Option<String>,
}

impl Vars {
    /// Sets a variable.
    pub fn set(&mut self, name: &str, value: Value) {
        if self.pinned.as_deref() != Some(name) {
            self.map.insert(name.to_owned(), value);
        }
    }

    /// Sets a variable for good.
    pub fn pin(&mut self, name: &str, value: Value) {
        self.map.insert(name.to_owned(), value);
        self.pinned = Some(name.to_owned());
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

    /// The variables of loops, where those begin, and their values.
    pub fn loops(&self) -> impl Iterator<Item = (&str, usize, &[Traced])> {
        self.map.iter().filter_map(|(name, value)| match value {
            Value::Each { from, values } => Some((name.as_str(), *from, values.as_slice())),
            _ => None,
        })
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
