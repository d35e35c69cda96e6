//! A list that mostly holds one thing or none, and then needs no memory of its own.

use std::ops::{Deref, DerefMut};

/// A list of `T`. Most words of a command line were copied from one place and have one quoted piece: for those,
/// asking for memory would cost more than reading them.
#[derive(Clone, Debug, Default)]
pub enum Few<T> {
    /// Nothing.
    #[default]
    None,
    /// One, in place.
    One(T),
    /// Any number.
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// Appends `item`.
    pub fn push(&mut self, item: T) {
        if let Self::Many(all) = self {
            return all.push(item);
        }
        *self = match std::mem::take(self) {
            Self::None => Self::One(item),
            Self::One(first) => {
                let mut all = Vec::with_capacity(4);
                all.extend([first, item]);
                Self::Many(all)
            }
            Self::Many(mut all) => {
                all.push(item);
                Self::Many(all)
            }
        };
    }

    /// Keeps those that fit.
    pub fn retain(&mut self, fits: impl Fn(&T) -> bool) {
        match self {
            Self::None => {}
            Self::One(item) if fits(item) => {}
            Self::One(_) => *self = Self::None,
            Self::Many(all) => all.retain(fits),
        }
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(item) => std::slice::from_ref(item),
            Self::Many(all) => all,
        }
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::None => &mut [],
            Self::One(item) => std::slice::from_mut(item),
            Self::Many(all) => all,
        }
    }
}

/// Lists are equal where their items are, however they are kept.
impl<T: PartialEq> PartialEq for Few<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Few<T> {}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::None;
        for item in items {
            few.push(item);
        }
        few
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_list_of_what_was_pushed() {
        let mut few = Few::None;
        for item in 1..=9 {
            few.push(item);
            assert_eq!(&*few, (1..=item).collect::<Vec<_>>());
            assert_eq!(few, (1..=item).collect::<Few<_>>());
        }
        few.retain(|item| item % 4 == 0);
        assert_eq!(&*few, [4, 8]);
        assert_eq!(few, [4, 8].into_iter().collect());
        let mut one = Few::One(3);
        one.retain(|item| *item > 3);
        assert_eq!(one, Few::None);
    }
}
