//! Typed identifiers, printed in `TypeID` form: a prefix and a UUID in Crockford base32.
//!
//! The form is `cus_01h455vb4pex5vsknk084sn02q`: the [TypeID] specification, version 0.3. Ids made by a running
//! system are `UUIDv7`, so they sort by the time of their making.
//!
//! [TypeID]: https://github.com/jetify-com/typeid

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text::shown;

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not an id of this kind; give `{prefix}_` and 26 letters and digits")]
pub struct IdError {
    value: String,
    prefix: &'static str,
}

/// Where new ids come from: the one port for what the domain may not make itself.
pub trait IdSource: Send + Sync {
    /// Gives the next unused UUID.
    fn next_uuid(&self) -> Uuid;
}

/// An [`IdSource`] that counts, for examples, demonstrations and tests.
#[derive(Debug, Default)]
pub struct CountingIds(std::sync::atomic::AtomicU64);

impl CountingIds {
    /// Starts a source whose first id carries `first`.
    pub fn starting_at(first: u64) -> Self {
        Self(std::sync::atomic::AtomicU64::new(first))
    }
}

impl IdSource for CountingIds {
    fn next_uuid(&self) -> Uuid {
        let count = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        // The version stands between the low twelve bits and the rest, so that no count runs into it.
        let (high, low) = (u128::from(count >> 12), u128::from(count & 0xfff));
        Uuid::from_u128((high << 80) | (low << 64) | 0x0000_0000_0000_7000_8000_0000_0000_0000)
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn write_typeid(prefix: &str, uuid: Uuid, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let bits = uuid.as_u128();
    let mut text = [0_u8; 26];
    for (place, letter) in text.iter_mut().enumerate() {
        let shift = 125 - 5 * place;
        *letter = ALPHABET[((bits >> shift) & 31) as usize];
    }
    f.write_str(prefix)?;
    f.write_str("_")?;
    f.write_str(std::str::from_utf8(&text).unwrap_or_default())
}

fn read_typeid(prefix: &'static str, value: &str) -> Result<Uuid, IdError> {
    let wrong = || IdError { value: shown(value), prefix };
    let suffix =
        value.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or_else(wrong)?.as_bytes();
    if suffix.len() != 26 || suffix[0] > b'7' {
        return Err(wrong());
    }
    let mut bits = 0_u128;
    for letter in suffix {
        let digit = ALPHABET.iter().position(|known| known == letter).ok_or_else(wrong)?;
        bits = (bits << 5) | digit as u128;
    }
    Ok(Uuid::from_u128(bits))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(Uuid);

        impl $name {
            /// The letters before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// Takes the next id from `ids`.
            pub fn next(ids: &dyn IdSource) -> Self {
                Self(ids.next_uuid())
            }

            /// Wraps a UUID read back from a store.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The bare UUID, for stores.
            pub const fn as_uuid(&self) -> &Uuid {
                &self.0
            }

            /// Reads the printed form.
            ///
            /// # Errors
            /// [`IdError`] when the prefix is another's or the rest is not 26 base32 digits.
            pub fn parse(value: &str) -> Result<Self, IdError> {
                read_typeid($prefix, value).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_typeid($prefix, self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_typeid($prefix, self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(value: &str) -> Result<Self, IdError> {
                Self::parse(value)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(value: String) -> Result<Self, IdError> {
                Self::parse(&value)
            }
        }
    )*};
}

ids! {
    /// Names a customer.
    CustomerId = "cus";
    /// Names a group.
    GroupId = "grp";
    /// Names an organization.
    OrganizationId = "org";
    /// Names a product.
    ProductId = "prd";
    /// Names a price.
    PriceId = "prc";
    /// Names a course.
    CourseId = "crs";
    /// Names a content item.
    ItemId = "itm";
    /// Names an order.
    OrderId = "ord";
    /// Names an access grant.
    GrantId = "acc";
    /// Names a sales order.
    SalesOrderId = "so";
    /// Names a seat.
    SeatId = "seat";
    /// Names an invitation.
    InvitationId = "inv";
    /// Names an attempt that was handed in.
    SubmissionId = "sub";
    /// Names a mail.
    MailId = "mail";
    /// Names an import by its fingerprint.
    ImportId = "imp";
    /// Names an impersonation.
    ImpersonationId = "imps";
    /// Names a sign-in.
    LoginId = "lgn";
    /// Names a commit; a caller that lost the answer asks by it whether the commit happened.
    CommitId = "cmt";
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_printed_form_is_the_one_of_the_typeid_specification() {
        let uuid = Uuid::from_u128(0x0188_bac7_4afa_78aa_bc3b_bd1e_ef28_d881);
        assert_eq!(CustomerId::from_uuid(uuid).to_string(), "cus_01h2xcejqtf2nbrexx3vqjhp41");
        assert_eq!(CustomerId::from_uuid(Uuid::max()).to_string(), "cus_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    }

    #[test]
    fn an_id_of_another_kind_or_past_128_bits_is_refused() {
        assert!(CustomerId::parse("ord_01h2xcejqtf2nbrexx3vqjhp41").is_err());
        assert!(CustomerId::parse("cus_8zzzzzzzzzzzzzzzzzzzzzzzzz").is_err());
        assert!(CustomerId::parse("cus_01h2xcejqtf2nbrexx3vqjhp4").is_err());
        assert!(CustomerId::parse("cus_01h2xcejqtf2nbrexx3vqjhpil").is_err());
    }

    #[test]
    fn counted_ids_are_different_and_in_order() {
        let ids = CountingIds::default();
        let made: Vec<Uuid> = (0..100_000).map(|_| ids.next_uuid()).collect();
        assert!(made.is_sorted_by(|one, next| one < next));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(bits: u128) {
            let id = OrderId::from_uuid(Uuid::from_u128(bits));
            prop_assert_eq!(OrderId::parse(&id.to_string()), Ok(id));
        }
    }
}
