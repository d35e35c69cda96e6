//! JSON values that know their place.

use std::ops::Range;

/// A value and its place in the text that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Bytes of the text, brackets and quotes included.
    pub range: Range<usize>,
    /// What it is.
    pub node: Node,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string whose text is known.
    String(String),
    /// A string with an unknown part, which is left as written.
    Open(String),
    /// `[…]`.
    Array(Vec<Value>),
    /// `{…}`; a repeated key is kept.
    Object(Vec<Member>),
    /// A shell variable, a placeholder, or a part that could not be read.
    Unknown,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key, without quotes and escapes.
    pub key: String,
    /// The place of the key, with its quotes.
    pub key_range: Range<usize>,
    /// The value.
    pub value: Value,
}

impl Member {
    /// Key and value together.
    pub fn range(&self) -> Range<usize> {
        self.key_range.start..self.value.range.end.max(self.key_range.end)
    }
}

impl Value {
    /// The members, if it is an object; otherwise none.
    pub fn members(&self) -> &[Member] {
        match &self.node {
            Node::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements, if it is an array; otherwise none.
    pub fn items(&self) -> &[Value] {
        match &self.node {
            Node::Array(items) => items,
            _ => &[],
        }
    }

    /// The member `key`; of two the last, as most readers take it.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members().iter().rev().find(|member| member.key == key)
    }

    /// The value of the member `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.member(key).map(|member| &member.value)
    }

    /// The known text of the member `key`.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::text)
    }

    /// The text, if it is a string and known.
    pub fn text(&self) -> Option<&str> {
        match &self.node {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self.node {
            Node::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn bool(&self) -> Option<bool> {
        match self.node {
            Node::Bool(bool) => Some(bool),
            _ => None,
        }
    }

    /// Whether its member `key` is `true`.
    pub fn is_true(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| value.bool() == Some(true))
    }

    /// Whether nothing is known about it.
    pub fn is_unknown(&self) -> bool {
        self.node == Node::Unknown
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.node == Node::Null
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.node, Node::Object(_))
    }

    /// Whether it is an array.
    pub fn is_array(&self) -> bool {
        matches!(self.node, Node::Array(_))
    }

    /// Whether it is a string, known or not.
    pub fn is_string(&self) -> bool {
        matches!(self.node, Node::String(_) | Node::Open(_))
    }

    /// What it is, in words: "a string".
    pub fn kind(&self) -> &'static str {
        match self.node {
            Node::Null => "null",
            Node::Bool(_) => "true or false",
            Node::Number(_) => "a number",
            Node::String(_) | Node::Open(_) => "a string",
            Node::Array(_) => "a list",
            Node::Object(_) => "an object",
            Node::Unknown => "an unknown value",
        }
    }
}
