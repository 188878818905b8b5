//! Reading customers.

use std::fmt;
use std::ops::RangeInclusive;

use async_trait::async_trait;

use super::stored::name_key;
use super::{Page, PageRequest, ReadResult};
use crate::customer::{Origin, Profile, StatusWord};
use crate::email::{EmailAddress, EmailKey};
use crate::id::{CustomerId, GroupId, ProductId};
use crate::personal::Personal;
use crate::record::CustomerRecord;
use crate::secret::{LinkHash, PasswordHash};
use crate::stamp::Revision;
use crate::text::Code;
use crate::time::Instant;

/// How a customer is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CustomerKey {
    /// By id.
    Id(CustomerId),
    /// By email.
    Email(EmailKey),
    /// By the customer's code.
    Code(Code),
}

impl CustomerKey {
    /// Reads what a person typed: an id, an email address, or a customer code; `None` when it is none of these.
    pub fn parse(typed: &str) -> Option<Self> {
        if let Ok(id) = CustomerId::parse(typed.trim()) {
            return Some(Self::Id(id));
        }
        if typed.contains('@') {
            return EmailAddress::parse(typed).ok().map(|email| Self::Email(email.key()));
        }
        Code::parse(typed).ok().map(Self::Code)
    }
}

/// Which customers are wanted (CUS-06); every field that is set narrows the list.
///
/// Its debug output does not show the text looked for, which mostly is a name or an email.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CustomerQuery {
    /// Only with this status.
    pub status: Option<StatusWord>,
    /// Only members of this group.
    pub group: Option<GroupId>,
    /// Only holders of a grant of this product, whatever its state.
    pub product: Option<ProductId>,
    /// Only of this origin.
    pub origin: Option<Origin>,
    /// Only made at or after this instant.
    pub created_from: Option<Instant>,
    /// Only made before this instant.
    pub created_before: Option<Instant>,
    /// Only with this text in first name, last name, both with a space between, or email, without regard to case.
    pub text: Option<String>,
    /// Only these customers; `Some` of nothing is nobody, never everybody.
    pub customers: Option<Vec<CustomerId>>,
}

impl CustomerQuery {
    /// Whether a record is wanted; what every store's list must agree with.
    pub fn matches(&self, record: &CustomerRecord) -> bool {
        let customer = &record.customer;
        let current = customer.statuses.last().map_or(StatusWord::Active, |change| change.status.word());
        self.status.is_none_or(|status| status == current)
            && self.group.is_none_or(|group| customer.is_member_of(group))
            && self.product.is_none_or(|product| record.grants.iter().any(|grant| grant.product == product))
            && self.origin.is_none_or(|origin| origin == customer.origin)
            && self.created_from.is_none_or(|from| from <= customer.created_at)
            && self.created_before.is_none_or(|before| customer.created_at < before)
            && self.customers.as_ref().is_none_or(|wanted| wanted.contains(&customer.id))
            && self.text.as_ref().is_none_or(|text| {
                customer.profile().is_some_and(|profile| search_text(profile).contains(&text.to_lowercase()))
            })
    }
}

impl fmt::Debug for CustomerQuery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CustomerQuery")
            .field("status", &self.status)
            .field("group", &self.group)
            .field("product", &self.product)
            .field("origin", &self.origin)
            .field("created_from", &self.created_from)
            .field("created_before", &self.created_before)
            .field("text", &self.text.as_ref().map(Personal::new))
            .field("customers", &self.customers)
            .finish()
    }
}

/// What [`CustomerQuery::text`] is looked for in: the names in lower case, and the email on a line of its own.
fn search_text(profile: &Profile) -> String {
    format!("{}\n{}", name_key(profile), profile.email.canonical())
}

/// One line of a list of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSummary {
    /// The id.
    pub id: CustomerId,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The status written last.
    pub status: StatusWord,
    /// How the account came into being.
    pub origin: Origin,
    /// When the record was made.
    pub created_at: Instant,
    /// The stream's revision.
    pub revision: Revision,
}

/// What a bulk act needs to know of a customer it names by email or code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCustomer {
    /// The id.
    pub id: CustomerId,
    /// The email.
    pub email: EmailKey,
    /// The customer's code.
    pub code: Option<Code>,
    /// The status written last.
    pub status: StatusWord,
    /// The groups.
    pub groups: Vec<GroupId>,
    /// The stream's revision.
    pub revision: Revision,
}

/// An address that a customer had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerEmail {
    /// The address.
    pub email: Personal<EmailAddress>,
    /// When another one took its place.
    pub given_up_at: Instant,
}

/// Reads customers.
#[async_trait]
pub trait CustomerReader: Send + Sync {
    /// The whole record of one customer.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_customer(&self, key: &CustomerKey) -> ReadResult<Option<CustomerRecord>>;

    /// A customer with what was written at some places of the stream, as [`CustomerRecord::part`] of the whole record;
    /// for whoever goes through a long story without holding it.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn customer_part(
        &self,
        key: &CustomerKey,
        places: RangeInclusive<Revision>,
    ) -> ReadResult<Option<CustomerRecord>>;

    /// Those of the emails and codes that belong to somebody, in order of id; sets of any size.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn known_customers(&self, emails: &[EmailKey], codes: &[Code]) -> ReadResult<Vec<KnownCustomer>>;

    /// Customers in order of id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn list_customers(
        &self,
        query: &CustomerQuery,
        page: &PageRequest,
    ) -> ReadResult<Page<CustomerSummary>>;

    /// Whom a link was made for, whether it can still be used or not.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_account_link(&self, link: &LinkHash) -> ReadResult<Option<CustomerId>>;

    /// The password's hash, for checking a sign-in.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn password_hash(&self, customer: CustomerId) -> ReadResult<Option<PasswordHash>>;

    /// The addresses that the customer gave up, in the order given up; one that only looks otherwise is not another one.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn former_emails(&self, customer: CustomerId) -> ReadResult<Vec<FormerEmail>>;

    /// Every address that the customer is known by and nobody else has now, in order of the canonical form: the present and
    /// the former ones, those that seats were claimed with and those that mails to the customer went to. An erasure takes
    /// out whatever goes by one of them.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn own_addresses(&self, customer: CustomerId) -> ReadResult<Vec<EmailKey>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_for_does_not_show_in_a_log() {
        let query = CustomerQuery { text: Some("Lovelace".to_owned()), ..CustomerQuery::default() };
        let shown = format!("{query:?}");
        assert!(shown.contains("text: Some([personal])") && !shown.contains("Lovelace"), "{shown}");
    }
}
