//! Everything that is known of one customer, read as it is wanted.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::customer::Customer;
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::Group;
use rollbook_domain::id::{CustomerId, GroupId, ItemId, ProductId, SeatId};
use rollbook_domain::port::{
    ActivityQuery, CustomerKey, FormerEmail, PageRequest, SeatKey, SeatQuery, SeatRow,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::{Transcript, TranscriptEvent};

use crate::customer::as_typed;
use crate::failure::What;
use crate::{Desk, Failure};

/// How many rows are read at once, and how many places of a stream.
pub(super) const PAGE: usize = 500;

/// A customer with what the codes in the files are looked up in.
///
/// The record and the transcript are read part by part: the facts that were there when this was made, each with whatever has
/// become of it by the time that its part is read.
pub(super) struct Person<'a> {
    pub(super) desk: &'a Desk<'a>,
    /// The account, without what was written in its stream piece by piece: statuses, groups, ties and links.
    pub(super) account: Customer,
    pub(super) catalogue: Catalogue,
    pub(super) former_emails: Vec<FormerEmail>,
    /// Every address that is the person's and nobody else's now.
    pub(super) addresses: Vec<EmailKey>,
    groups: BTreeMap<GroupId, Group>,
    revision: Revision,
    transcript: Revision,
    /// The parts read last, by their numbers: most people have no other.
    record_part: LastPart<CustomerRecord>,
    transcript_part: LastPart<Transcript>,
}

type LastPart<T> = Mutex<Option<(u64, Arc<T>)>>;

impl<'a> Person<'a> {
    pub(super) async fn read(desk: &'a Desk<'a>, key: &CustomerKey) -> Result<Self, Failure> {
        let nothing = || Revision::NONE..=Revision::NONE;
        let found = desk.store.customer_part(key, nothing()).await?;
        let CustomerRecord { customer: account, revision, .. } =
            found.ok_or_else(|| Failure::missing(What::Customer, as_typed(key)))?;
        let transcript = desk.store.transcript_part(account.id, nothing()).await?;
        Ok(Self {
            desk,
            catalogue: desk.store.catalogue().await?,
            former_emails: desk.store.former_emails(account.id).await?,
            addresses: desk.store.own_addresses(account.id).await?,
            groups: desk.store.groups().await?.into_iter().map(|group| (group.id, group)).collect(),
            account,
            revision,
            transcript: transcript.map_or(Revision::NONE, |transcript| transcript.revision),
            record_part: Mutex::default(),
            transcript_part: Mutex::default(),
        })
    }

    pub(super) fn id(&self) -> CustomerId {
        self.account.id
    }

    /// How far the stream was written, which is the customer's or the transcript's.
    pub(super) fn revision_of(&self, stream: StreamId) -> Revision {
        match stream {
            StreamId::Transcript(_) => self.transcript,
            _ => self.revision,
        }
    }

    /// A part of the record, counted from 0; `None` after the last one.
    pub(super) async fn record_part(&self, number: u64) -> Result<Option<Arc<CustomerRecord>>, Failure> {
        let Some(places) = places(number, self.revision) else { return Ok(None) };
        if let Some(part) = last_read(&self.record_part, number) {
            return Ok(Some(part));
        }
        let key = CustomerKey::Id(self.id());
        let part = self.desk.store.customer_part(&key, places).await?;
        let part = Arc::new(part.ok_or_else(|| Failure::missing(What::Customer, as_typed(&key)))?);
        keep(&self.record_part, number, &part);
        Ok(Some(part))
    }

    /// A part of the transcript, counted from 0; `None` after the last one.
    pub(super) async fn transcript_part(&self, number: u64) -> Result<Option<Arc<Transcript>>, Failure> {
        let Some(places) = places(number, self.transcript) else { return Ok(None) };
        if let Some(part) = last_read(&self.transcript_part, number) {
            return Ok(Some(part));
        }
        let part = self.desk.store.transcript_part(self.id(), places).await?;
        let part = Arc::new(part.unwrap_or_else(|| Transcript::empty(self.id())));
        keep(&self.transcript_part, number, &part);
        Ok(Some(part))
    }

    /// The record, part by part.
    pub(super) async fn in_record(
        &self,
        mut each: impl FnMut(&CustomerRecord) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for number in 0.. {
            let Some(part) = self.record_part(number).await? else { break };
            each(&part)?;
        }
        Ok(())
    }

    /// The transcript, part by part.
    pub(super) async fn in_transcript(
        &self,
        mut each: impl FnMut(&Transcript) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for number in 0.. {
            let Some(part) = self.transcript_part(number).await? else { break };
            each(&part)?;
        }
        Ok(())
    }

    /// The items of which modules sent anything, by the log: the catalogue need not call them modules any more.
    pub(super) async fn modules(&self) -> Result<BTreeSet<ItemId>, Failure> {
        let query = ActivityQuery { stream: Some(StreamId::Transcript(self.id())), is_newest_first: false };
        let mut items = BTreeSet::new();
        let mut page = PageRequest::first(PAGE);
        loop {
            let read = self.desk.store.activity(&query, &page).await?;
            for recorded in &read.items {
                if let Event::Transcript(_, TranscriptEvent::CmiCommitted(commit)) = &recorded.event {
                    items.insert(commit.item);
                }
            }
            let Some(next) = read.next else { return Ok(items) };
            page = PageRequest::after(next, PAGE);
        }
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

    /// The seats that the customer holds or held, each with the first access that it gave them.
    pub(super) async fn held(
        &self,
        mut each: impl FnMut(&SeatRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        for number in 0.. {
            let Some(part) = self.record_part(number).await? else { break };
            for grant in &part.grants {
                let Some(seat) = grant.source.seat else { continue };
                let Some(row) = self.desk.store.find_seat(&SeatKey::Id(seat)).await? else { continue };
                let first = row.seat.claims.iter().find(|claim| claim.holder == self.id());
                if first.is_some_and(|claim| claim.grant == grant.id) {
                    each(&row)?;
                }
            }
        }
        Ok(())
    }

    /// The seats that the customer's addresses were invited to, and those that an invitation was accepted for.
    pub(super) async fn invited(
        &self,
        mut each: impl FnMut(&SeatRow) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let offered: BTreeSet<SeatId> =
            self.desk.store.seats_offered_to(&self.addresses).await?.into_iter().collect();
        for seat in &offered {
            if let Some(row) = self.desk.store.find_seat(&SeatKey::Id(*seat)).await? {
                each(&row)?;
            }
        }
        self.held(|row| if offered.contains(&row.seat.id) { Ok(()) } else { each(row) }).await
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

/// Which places of a stream a part has; `None` for one after the last.
fn places(number: u64, revision: Revision) -> Option<RangeInclusive<Revision>> {
    let before = number * PAGE as u64;
    let last = revision.get().min(before + PAGE as u64);
    (before < last).then(|| Revision::new(before + 1)..=Revision::new(last))
}

fn last_read<T>(last: &LastPart<T>, number: u64) -> Option<Arc<T>> {
    let last = last.lock().unwrap_or_else(PoisonError::into_inner);
    last.as_ref().filter(|(known, _)| *known == number).map(|(_, part)| Arc::clone(part))
}

fn keep<T>(last: &LastPart<T>, number: u64, part: &Arc<T>) {
    *last.lock().unwrap_or_else(PoisonError::into_inner) = Some((number, Arc::clone(part)));
}
