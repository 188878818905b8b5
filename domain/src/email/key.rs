use crate::text::prints_nothing;

/// The canonical form of an email address, by which it is looked up and kept unique.
///
/// ```
/// use rollbook_domain::email::EmailAddress;
///
/// let key = EmailAddress::parse("Ada@Example.org")?.key();
/// assert_eq!(key.as_str(), "ada@example.org");
/// # Ok::<(), rollbook_domain::email::EmailError>(())
/// ```
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
