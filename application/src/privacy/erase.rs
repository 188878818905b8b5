//! Erasing a person for good (GDPR-04 to GDPR-09, Q-12, X-05).

use std::collections::{BTreeMap, HashSet};

use rollbook_domain::commit::Commit;
use rollbook_domain::customer::Customer;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::mail::OutboxEvent;
use rollbook_domain::port::{CustomerKey, SeatQuery};
use rollbook_domain::privacy::retention::erase_due;
use rollbook_domain::privacy::{Erase, Receipt, SeatsGo, erase, erase_again};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::{SeatChange, SeatCounts, SeatEvent};
use rollbook_domain::time::Instant;

use super::person::Person;
use super::subjects::SUBJECTS;
use super::withdraw::withdraw_invitations;
use crate::customer::get_customer;
use crate::order::seats::{all_seats, held, push_changes};
use crate::order::streams::Streams;
use crate::seat::Release;
use crate::{Desk, Failure};

/// What an erasure did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Who.
    pub customer: CustomerId,
    /// When.
    pub at: Instant,
    /// Who answers for the seats from then on, if anybody was named.
    pub successor: Option<CustomerId>,
    /// How many seats were voided or handed over, by the state they were in.
    pub seats: SeatCounts,
    /// What was cleared, what was kept, and why.
    pub receipt: Receipt,
}

/// Erases a person who is Inactive: everything personal goes from everywhere in one commit, and what has to stay of
/// orders and access stays under the id alone.
///
/// The commit rests on every seat that the person answers for, and the store looks for further ones once more; a seat
/// that came meanwhile makes the use case start over.
///
/// # Errors
/// What [`erase`] refuses: a person who was erased (GDPR-11) or is not Inactive (GDPR-08), seats that nobody said
/// anything about, and a successor who cannot be one; [`Failure::Missing`] for a customer that does not exist.
pub async fn erase_customer(
    desk: &Desk<'_>,
    key: &CustomerKey,
    release: Option<&Release>,
) -> Result<Erasure, Failure> {
    carry_out(desk, key, release, Occasion::Asked).await
}

/// Says what [`erase_customer`] would do, and changes nothing.
///
/// # Errors
/// As [`erase_customer`].
pub async fn plan_erasure(
    desk: &Desk<'_>,
    key: &CustomerKey,
    release: Option<&Release>,
) -> Result<Erasure, Failure> {
    carry_out(desk, key, release, Occasion::Rehearsed).await
}

/// Erases a person who is Inactive since before an instant, as [`erase_customer`] does; one who was reinstated meanwhile is
/// refused.
pub(super) async fn erase_when_due(
    desk: &Desk<'_>,
    id: CustomerId,
    release: Option<&Release>,
    before: Instant,
) -> Result<Erasure, Failure> {
    carry_out(desk, &CustomerKey::Id(id), release, Occasion::Due { before }).await
}

/// Looks whether [`erase_when_due`] would erase the person.
pub(super) async fn may_erase_due(
    desk: &Desk<'_>,
    id: CustomerId,
    release: Option<&Release>,
    before: Instant,
) -> Result<(), Failure> {
    let record = get_customer(desk, &CustomerKey::Id(id)).await?;
    erase_due(&record.customer, before)?;
    let rows = all_seats(desk, &SeatQuery { buyer: Some(id), ..SeatQuery::default() }).await?;
    let known: Vec<_> = rows.iter().map(held).collect();
    erase(Erase { record: &record, seats: &known, release: seats_go(release, None) }, desk.now())?;
    Ok(())
}

/// Erases a person whom a backup has brought back, as [`erase_customer`] does, whatever the status is.
pub(super) async fn erase_once_more(
    desk: &Desk<'_>,
    id: CustomerId,
    release: &Release,
) -> Result<Erasure, Failure> {
    carry_out(desk, &CustomerKey::Id(id), Some(release), Occasion::Again).await
}

/// Why somebody is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// Somebody asked for it.
    Asked,
    /// Nobody is: it is only looked at.
    Rehearsed,
    /// The person is Inactive since before an instant.
    Due { before: Instant },
    /// The person was erased before, and a backup has brought them back.
    Again,
}

async fn carry_out(
    desk: &Desk<'_>,
    key: &CustomerKey,
    release: Option<&Release>,
    occasion: Occasion,
) -> Result<Erasure, Failure> {
    let mut tries = desk.tries();
    loop {
        let now = desk.now();
        let record = get_customer(desk, key).await?;
        let person = Person::read(desk, &CustomerKey::Id(record.customer.id)).await?;
        let id = person.id();
        if let Occasion::Due { before } = occasion {
            erase_due(&record.customer, before)?;
        }
        let successor = match release {
            Some(Release::Successor(key)) => Some(get_customer(desk, key).await?),
            Some(Release::Void) | None => None,
        };
        let rows = all_seats(desk, &SeatQuery { buyer: Some(id), ..SeatQuery::default() }).await?;
        let known: Vec<_> = rows.iter().map(held).collect();
        let go = seats_go(release, successor.as_ref().map(|record| &record.customer));
        let facts = Erase { record: &record, seats: &known, release: go };
        let decided = if occasion == Occasion::Again { erase_again(facts, now)? } else { erase(facts, now)? };
        let touched: HashSet<_> = decided.seats.iter().map(|change| change.seat).collect();
        let mut seats = SeatCounts::default();
        let going = rows.iter().filter(|row| touched.contains(&row.seat.id));
        going.for_each(|row| seats.count(row.seat.state_at(now)));
        let receipt = Receipt::of(&count(&person).await?);
        let successor_id = successor.as_ref().map(|record| record.customer.id);
        let erasure = Erasure { customer: id, at: now, successor: successor_id, seats, receipt };
        if occasion == Occasion::Rehearsed {
            return Ok(erasure);
        }
        let mut streams = Streams::default();
        streams.add(StreamId::Customer(id), record.revision);
        if let Some(CustomerRecord { customer, revision, .. }) = &successor {
            streams.add(StreamId::Customer(customer.id), *revision);
        }
        streams.add(StreamId::Transcript(id), person.revision_of(StreamId::Transcript(id)));
        for row in &rows {
            streams.add(StreamId::Seat(row.seat.id), row.seat.revision);
        }
        let voided = |change: &&SeatChange| matches!(change.event, SeatEvent::SeatVoided { .. });
        let voided: HashSet<_> = decided.seats.iter().filter(voided).map(|change| change.seat).collect();
        let withdrawn =
            withdraw_invitations(&person, &mut streams, |seat| voided.contains(&seat), now).await?;
        let mut commit = desk.new_commit(now);
        streams.expect_in(&mut commit);
        push_changes(&mut commit, decided.seats, None);
        forget_mails(desk, &mut commit, id).await?;
        push_changes(&mut commit, withdrawn, None);
        for event in decided.inactivated.into_iter().chain([decided.event]) {
            commit.push(Event::Customer(id, event.into()), None);
        }
        if tries.commit(commit).await? {
            return Ok(erasure);
        }
    }
}

/// Makes what was read of mails before conflict, so that none is queued anew with what this erases (N122).
pub(super) async fn forget_mails(
    desk: &Desk<'_>,
    commit: &mut Commit,
    customer: CustomerId,
) -> Result<(), Failure> {
    commit.expect(StreamId::Outbox, desk.store.outbox_revision().await?);
    commit.push(Event::Outbox(OutboxEvent::MailsForgotten { customer }), None);
    Ok(())
}

pub(super) fn seats_go<'a>(
    release: Option<&Release>,
    successor: Option<&'a Customer>,
) -> Option<SeatsGo<'a>> {
    match release? {
        Release::Void => Some(SeatsGo::Void),
        Release::Successor(_) => successor.map(SeatsGo::To),
    }
}

/// How many rows there are of each subject.
pub(super) async fn count(person: &Person<'_>) -> Result<BTreeMap<&'static str, u64>, Failure> {
    let mut counts = BTreeMap::new();
    for subject in SUBJECTS {
        let mut rows = 0;
        let mut sink = |page: Vec<super::row::Row>| {
            rows += page.len() as u64;
            Ok(())
        };
        subject.rows(person, &mut sink).await?;
        counts.insert(subject.name, rows);
    }
    Ok(counts)
}
