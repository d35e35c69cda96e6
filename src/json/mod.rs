//! A JSON reader that keeps going: it names every fault it meets, with its place, and still gives a value.
//!
//! It reads a [`Traced`](crate::text::Traced) text, so every place leads back to the paste, and it takes the
//! unknown values of a shell (`${NAME}`) inside strings and as whole values.

mod bare;
mod fault;
mod parse;
mod text;
mod value;

pub use bare::{bare_request, body};
pub use fault::{is_ellipsis, Change, Fault, Kind};
pub use parse::{parse, Parsed, DEPTH};
pub use value::{Member, Node, Value};
