use crate::text::prints_nothing;

/// A password's hash, as a PHC string.
///
/// ```
/// use rollbook_domain::secret::PasswordHash;
///
/// let hash = PasswordHash::from_stored("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA");
/// assert_eq!(format!("{hash:?}"), "[secret]");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(Box<str>);

impl PasswordHash {
    /// Takes a PHC string from the hasher or from a store.
    pub fn from_stored(phc: impl Into<Box<str>>) -> Self {
        Self(phc.into())
    }

    /// Shows the PHC string, to the code that stores it or checks a password against it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

prints_nothing!(PasswordHash => "[secret]");
