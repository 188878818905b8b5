use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::canonical::canonical;
use super::{EmailError, EmailKey};
use crate::text::prints_nothing;

/// An email address as it was typed, with the form that decides whether two addresses are one.
///
/// The part before the `@` is plain ASCII and compared without case. The domain may be written in any script; it is
/// compared in the ASCII form of UTS 46, so `bücher.example` and `xn--bcher-kva.example` are one.
///
/// ```
/// use rollbook_domain::email::EmailAddress;
///
/// let typed = EmailAddress::parse(" Ada.Lovelace@Bücher.example ")?;
/// assert_eq!(typed.as_typed(), "Ada.Lovelace@Bücher.example");
/// assert_eq!(typed.canonical(), "ada.lovelace@xn--bcher-kva.example");
/// assert_eq!(typed, EmailAddress::parse("ADA.LOVELACE@xn--bcher-kva.example")?);
/// assert_eq!(format!("{typed:?}"), "EmailAddress(..)");
/// # Ok::<(), rollbook_domain::email::EmailError>(())
/// ```
#[derive(Clone)]
pub struct EmailAddress {
    typed: Box<str>,
    canonical: Box<str>,
}

impl EmailAddress {
    /// Reads an address, without the white space around it.
    ///
    /// # Errors
    /// [`EmailError`] when the address is longer than 254 bytes, has not exactly one `@`, has a part before it that is
    /// empty, longer than 64 bytes or not plain ASCII, or a domain that is not one of at least two valid labels.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let typed = text.trim();
        let canonical = canonical(typed).map_err(|reason| EmailError { reason })?;
        Ok(Self { typed: typed.into(), canonical: canonical.into() })
    }

    /// Rebuilds an address from the two forms a store kept.
    pub fn from_stored(typed: impl Into<Box<str>>, canonical: impl Into<Box<str>>) -> Self {
        Self { typed: typed.into(), canonical: canonical.into() }
    }

    /// The address as its owner wrote it.
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// The address in lower case with an ASCII domain.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The key by which the address is looked up.
    pub fn key(&self) -> EmailKey {
        EmailKey::from_stored(self.canonical.clone())
    }
}

prints_nothing!(EmailAddress => "EmailAddress(..)");

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for EmailAddress {}

impl Hash for EmailAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.canonical.hash(state);
    }
}

impl Ord for EmailAddress {
    fn cmp(&self, other: &Self) -> Ordering {
        self.canonical.cmp(&other.canonical)
    }
}

impl PartialOrd for EmailAddress {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
