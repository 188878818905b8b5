//! Email addresses: how they are accepted, and when two of them are one.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use thiserror::Error;

const MAX_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;

/// Why an email address was refused; it never repeats the address, which is personal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("email address is not accepted: {reason}; accepted form: name@example.org")]
pub struct EmailError {
    reason: &'static str,
}

impl EmailError {
    /// What is wrong with the address.
    pub const fn reason(&self) -> &'static str {
        self.reason
    }
}

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
        EmailKey(self.canonical.clone())
    }
}

fn canonical(typed: &str) -> Result<String, &'static str> {
    if typed.len() > MAX_BYTES {
        return Err("it is longer than 254 bytes");
    }
    let (local, domain) = typed.split_once('@').ok_or("it has no `@`")?;
    if domain.contains('@') {
        return Err("it has more than one `@`");
    }
    check_local(local)?;
    let domain = canonical_domain(domain)?;
    let canonical = format!("{}@{domain}", local.to_ascii_lowercase());
    if canonical.len() > MAX_BYTES {
        return Err("it is longer than 254 bytes when its domain is written in ASCII");
    }
    Ok(canonical)
}

fn check_local(local: &str) -> Result<(), &'static str> {
    if local.is_empty() {
        return Err("nothing stands before the `@`");
    }
    if local.len() > MAX_LOCAL_BYTES {
        return Err("the part before the `@` is longer than 64 bytes");
    }
    if !local.is_ascii() {
        return Err("the part before the `@` holds a character that is not ASCII");
    }
    if local.split('.').any(str::is_empty) {
        return Err("the part before the `@` begins or ends with a dot, or has two in a row");
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    if !local.bytes().all(is_plain) {
        return Err(
            "the part before the `@` holds a space, a quote or another character that is not accepted",
        );
    }
    Ok(())
}

fn canonical_domain(domain: &str) -> Result<String, &'static str> {
    if domain.is_empty() {
        return Err("nothing stands after the `@`");
    }
    let ascii = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Verify)
        .map_err(|_| "the domain is not a valid domain name")?;
    let (_, last) = ascii.rsplit_once('.').ok_or("the domain has only one label")?;
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("the domain is a number, not a name");
    }
    Ok(ascii.into_owned())
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EmailAddress(..)")
    }
}

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

impl fmt::Debug for EmailKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EmailKey(..)")
    }
}
