//! The page: mounts the views. Everything else is in the library.

fn main() {}
