use crate::text::prints_nothing;

/// The canonical form of an email address, by which it is looked up and kept unique.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailKey(Box<str>);

impl EmailKey {
    /// Rebuilds a key from a store.
    pub fn from_stored(canonical: impl Into<Box<str>>) -> Self {
        Self(canonical.into())
    }

    /// The canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

prints_nothing!(EmailKey => "EmailKey(..)");
