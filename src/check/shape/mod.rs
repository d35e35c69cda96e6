//! The shape of a request: which fields an object has, of which type, and which it must have.

mod tables;

use crate::json::{Member, Node, Value};
pub use tables::{BATCH, CALL};

/// What a value must be.
pub enum Kind {
    /// Anything; it is not followed.
    Any,
    /// A string.
    Text,
    /// A whole number, at least this.
    Integer(f64),
    /// `true` or `false`.
    Bool,
    /// An object with any fields.
    Dict,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// A list of such values.
    List(&'static Kind),
    /// An object of this shape.
    Object(&'static Shape),
    /// An object of one of these shapes, told apart by its `type`.
    Tagged(&'static [Shape]),
    /// One or the other.
    Either(&'static Kind, &'static Kind),
}

/// A field of an object.
pub struct Field {
    /// Its name.
    pub key: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// It must be there.
    pub needed: bool,
}

/// An object.
pub struct Shape {
    /// The values of `type` that it goes by; empty where there is no `type`.
    pub tags: &'static [&'static str],
    /// Its fields besides `type`.
    pub fields: &'static [Field],
    /// It may have fields that are not listed.
    pub open: bool,
}

/// What a value has against its shape.
pub enum Problem<'a> {
    /// Another type; what it takes.
    Type(&'a Value, String),
    /// A field is missing.
    Missing(&'a Value, &'static str),
    /// A word that is not among those it takes.
    Word(&'a Value, &'static [&'static str]),
    /// A number below the least.
    Low(&'a Value, f64),
    /// A field that the object does not have.
    Unknown(&'a Value, &'a Member, &'static Shape),
    /// A `type` that no shape goes by.
    Tag(&'a Value),
}

/// The types of content blocks, those of betas and of results of the server's tools included.
pub fn block_types() -> impl Iterator<Item = &'static str> {
    tables::BLOCKS.iter().flat_map(|shape| shape.tags).copied()
}

impl Kind {
    /// In words: "a string".
    fn name(&self) -> String {
        match self {
            Self::Any => "anything".into(),
            Self::Text | Self::Word(_) => "a string".into(),
            Self::Integer(_) => "a whole number".into(),
            Self::Bool => "true or false".into(),
            Self::Dict | Self::Object(_) | Self::Tagged(_) => "an object".into(),
            Self::List(_) => "a list".into(),
            Self::Either(a, b) => format!("{} or {}", a.name(), b.name()),
        }
    }

    /// Whether a value has the outer type.
    fn takes(&self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Text | Self::Word(_) => value.is_string(),
            Self::Integer(_) => value.number().is_some_and(|number| number.fract() == 0.0),
            Self::Bool => value.bool().is_some(),
            Self::Dict | Self::Object(_) | Self::Tagged(_) => value.is_object(),
            Self::List(_) => value.is_array(),
            Self::Either(a, b) => a.takes(value) || b.takes(value),
        }
    }

    /// Reports what a value has against this kind.
    fn look<'a>(&'static self, value: &'a Value, needed: bool, tell: &mut impl FnMut(Problem<'a>)) {
        if value.is_unknown() || (value.is_null() && !needed) {
            return;
        }
        if !self.takes(value) {
            return tell(Problem::Type(value, self.name()));
        }
        match self {
            Self::Any | Self::Text | Self::Bool | Self::Dict => {}
            Self::Word(words) => {
                if value.text().is_some_and(|text| !words.contains(&text)) {
                    tell(Problem::Word(value, words));
                }
            }
            Self::Integer(least) => {
                if value.number().is_some_and(|number| number < *least) {
                    tell(Problem::Low(value, *least));
                }
            }
            Self::List(kind) => value.items().iter().for_each(|item| kind.look(item, true, tell)),
            Self::Object(shape) => shape.look(value, tell),
            Self::Tagged(shapes) => tagged(shapes, value, tell),
            Self::Either(a, b) => {
                let fits = if a.takes(value) { a } else { b };
                fits.look(value, needed, tell);
            }
        }
    }
}

fn tagged<'a>(shapes: &'static [Shape], value: &'a Value, tell: &mut impl FnMut(Problem<'a>)) {
    // The shape without a tag is the one that needs none, as a tool of one's own.
    let plain = shapes.iter().find(|shape| shape.tags.contains(&""));
    match value.get("type") {
        None => match plain {
            Some(shape) => shape.look(value, tell),
            None => tell(Problem::Missing(value, "type")),
        },
        Some(kind) => match &kind.node {
            Node::String(tag) => match shapes.iter().find(|shape| shape.tags.contains(&tag.as_str())) {
                Some(shape) => shape.look(value, tell),
                None => tell(Problem::Tag(kind)),
            },
            Node::Unknown | Node::Open(_) => {}
            Node::Null if plain.is_some() => plain.into_iter().for_each(|shape| shape.look(value, tell)),
            _ => tell(Problem::Type(kind, "a string".into())),
        },
    }
}

impl Shape {
    /// The names of its fields.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let tag = (!self.tags.is_empty()).then_some("type");
        self.fields.iter().map(|field| field.key).chain(tag)
    }

    /// Reports what an object has against this shape.
    pub fn look<'a>(&'static self, object: &'a Value, tell: &mut impl FnMut(Problem<'a>)) {
        let members = object.members();
        for field in self.fields.iter().filter(|field| field.needed) {
            if !members.iter().any(|member| member.key == field.key) {
                tell(Problem::Missing(object, field.key));
            }
        }
        for member in members {
            match self.fields.iter().find(|field| field.key == member.key) {
                Some(field) => field.kind.look(&member.value, field.needed, tell),
                None if self.open || (member.key == "type" && !self.tags.is_empty()) => {}
                None => tell(Problem::Unknown(object, member, self)),
            }
        }
    }
}
