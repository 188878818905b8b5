//! Everything that is known of one customer, read as it is wanted.

use std::collections::{BTreeMap, BTreeSet};

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::group::Group;
use rollbook_domain::id::{CustomerId, GroupId, ProductId, SeatId};
use rollbook_domain::port::{CustomerKey, FormerEmail, PageRequest, SeatKey, SeatQuery, SeatRow};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::transcript::Transcript;

use crate::customer::get_customer;
use crate::{Desk, Failure};

/// How many rows are read at once.
pub(super) const PAGE: usize = 500;

/// A customer with what the codes in the files are looked up in.
pub(super) struct Person<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) record: CustomerRecord,
    pub(super) transcript: Transcript,
    pub(super) catalogue: Catalogue,
    pub(super) former_emails: Vec<FormerEmail>,
    /// Every address that is the person's and nobody else's now.
    pub(super) addresses: Vec<EmailKey>,
    groups: BTreeMap<GroupId, Group>,
}

impl<'a> Person<'a> {
    pub(super) async fn read(desk: &'a Desk<'a>, key: &CustomerKey) -> Result<Self, Failure> {
        let record = get_customer(desk, key).await?;
        let id = record.customer.id;
        let transcript = desk.store.find_transcript(id).await?.unwrap_or_else(|| Transcript::empty(id));
        let catalogue = desk.store.catalogue().await?;
        let groups = desk.store.groups().await?.into_iter().map(|group| (group.id, group)).collect();
        let former_emails = desk.store.former_emails(id).await?;
        let addresses = desk.store.own_addresses(id).await?;
        Ok(Self { desk, record, transcript, catalogue, former_emails, addresses, groups })
    }

    pub(super) fn id(&self) -> CustomerId {
        self.record.customer.id
    }

    pub(super) fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(&id)
    }

    pub(super) fn product(&self, id: ProductId) -> String {
        self.catalogue.product(id).map_or_else(|| id.to_string(), |product| product.code.to_string())
    }

    /// The seats that the customer answers for, page by page.
    pub(super) async fn bought(
        &self,
        mut each: impl FnMut(&SeatRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let query = SeatQuery { buyer: Some(self.id()), ..SeatQuery::default() };
        self.seats(&query, &mut each).await
    }

    /// Whether the address is the person's and nobody else's now.
    pub(super) fn is_own(&self, address: &EmailAddress) -> bool {
        self.addresses.contains(&address.key())
    }

    /// The seats that the customer holds or held.
    pub(super) async fn held(
        &self,
        each: impl FnMut(&SeatRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.each_of(self.held_seats(), each).await
    }

    /// The seats that the customer's addresses were invited to, and those that an invitation was accepted for.
    pub(super) async fn invited(
        &self,
        each: impl FnMut(&SeatRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut seats = self.held_seats();
        seats.extend(self.desk.store.seats_offered_to(&self.addresses).await?);
        self.each_of(seats, each).await
    }

    fn held_seats(&self) -> BTreeSet<SeatId> {
        self.record.grants.iter().filter_map(|grant| grant.source.seat).collect()
    }

    async fn each_of(
        &self,
        seats: BTreeSet<SeatId>,
        mut each: impl FnMut(&SeatRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for seat in seats {
            if let Some(row) = self.desk.store.find_seat(&SeatKey::Id(seat)).await? {
                each(&row)?;
            }
        }
        Ok(())
    }

    async fn seats(
        &self,
        query: &SeatQuery,
        each: &mut impl FnMut(&SeatRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut page = PageRequest::first(PAGE);
        loop {
            let read = self.desk.store.seats(query, &page).await?;
            read.items.iter().try_for_each(&mut *each)?;
            let Some(next) = read.next else { return Ok(()) };
            page = PageRequest::after(next, PAGE);
        }
    }
}
