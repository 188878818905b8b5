//! One seat with two people invited to it, and what must hold once everybody has acted.

use std::sync::Arc;

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_domain::access::Standing;
use rollbook_domain::actor::{Actor as DomainActor, Channel};
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::StatusWord;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, InvitationId, OrderId, SeatId};
use rollbook_domain::port::{
    ActivityQuery, Clock, CountingVault, CustomerKey, PageRequest, PasswordHasher, PasswordHasherError,
    PoolQuery, SeatKey, SeatRow, TenantStore, Vault,
};
use rollbook_domain::seat::{ClaimBy, Offer, Seat, SeatEvent, SeatState, SeatTerms, may_claim};
use rollbook_domain::secret::{LinkHash, Password, PasswordHash};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::{Instant, Zone};

use super::actor::{Act, End};
use crate::Fixture;
use crate::facts::{Bundle, added, course_added, item_added, price_added, product_added};
use crate::seat_facts::{invited, seat_terms};
use crate::words::{days_later, profile, start};

/// Somebody with an account, and the link they were sent.
pub(super) struct Person {
    pub(super) id: CustomerId,
    pub(super) email: String,
    pub(super) link: String,
    hash: LinkHash,
}

/// A seat of an order of two, to which two people are invited, and a third to whom it may be given.
pub(super) struct Scene<'a> {
    pub(super) tenant: Arc<dyn TenantStore>,
    pub(super) vault: &'a CountingVault,
    pub(super) hasher: NoHasher,
    pub(super) buyer: CustomerId,
    pub(super) order: OrderId,
    pub(super) seat: SeatId,
    pub(super) invitations: [InvitationId; 2],
    pub(super) invited: [Person; 2],
    pub(super) third: Person,
    fixture: &'a Fixture,
    clock: StandingClock,
}

/// A clock that stands.
struct StandingClock;

impl Clock for StandingClock {
    fn now(&self) -> Instant {
        days_later(3)
    }
}

/// A hasher for people of whom none has a password.
pub(super) struct NoHasher;

impl PasswordHasher for NoHasher {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        passwords.iter().map(|_| Err(PasswordHasherError("nobody has a password".to_owned()))).collect()
    }
}

/// The catalogue of a further tenant, with the same ids.
pub(super) fn catalogue(fixture: &Fixture, bundle: Bundle) -> Commit {
    let Bundle { course, item, product, price } = bundle;
    let mut commit = fixture.draft(start());
    for event in [
        course_added(course, "SCIENCE"),
        item_added(course, item, "SCIENCE"),
        product_added(product, "SCIENCE", vec![course]),
        price_added(price, "SCIENCE", product),
    ] {
        commit.push(event, None);
    }
    expect_nothing_there(&mut commit);
    commit
}

/// Names every stream of the commit as one that it begins.
fn expect_nothing_there(commit: &mut Commit) {
    let mut streams: Vec<StreamId> = commit.events.iter().map(|new| new.event.stream()).collect();
    streams.sort_unstable();
    streams.dedup();
    for stream in streams {
        commit.expect(stream, Revision::NONE);
    }
}

impl<'a> Scene<'a> {
    pub(super) fn set(
        fixture: &'a Fixture,
        tenant: &Arc<dyn TenantStore>,
        vault: &'a CountingVault,
        bundle: Bundle,
        number: usize,
        reclaim: ReclaimPolicy,
    ) -> Self {
        let mut links = vault.new_links(3).unwrap().into_iter();
        let mut person = |name: &str| {
            let link = links.next().unwrap();
            Person {
                id: fixture.customer_id(),
                email: format!("{name}.{number}@example.org"),
                hash: link.hash(),
                link: link.reveal().to_owned(),
            }
        };
        let (invited_people, third) = ([person("first"), person("second")], person("third"));
        let buyer = fixture.customer_id();
        let mut commit = fixture.draft(start());
        commit.push(added(buyer, profile(&format!("buyer.{number}@example.org"))), None);
        for person in invited_people.iter().chain([&third]) {
            commit.push(added(person.id, profile(&person.email)), None);
        }
        let mut terms: SeatTerms = seat_terms();
        terms.policy.reclaim = reclaim;
        let bought = fixture.push_seats(&mut commit, buyer, bundle, 2, terms);
        let seat = bought.seats[0];
        let invitations = [fixture.invitation_id(), fixture.invitation_id()];
        for (person, invitation) in invited_people.iter().zip(invitations) {
            commit.push(invited(seat, invitation, person.hash, &person.email, days_later(30)), None);
        }
        expect_nothing_there(&mut commit);
        block_on(tenant.commit(commit)).unwrap();
        Self {
            tenant: Arc::clone(tenant),
            vault,
            hasher: NoHasher,
            buyer,
            order: bought.order,
            seat,
            invitations,
            invited: invited_people,
            third,
            fixture,
            clock: StandingClock,
        }
    }

    pub(super) fn desk<'b>(&'b self, store: &'b dyn TenantStore) -> Desk<'b> {
        let actor = DomainActor::administrator("grace", Channel::Library);
        Desk { store, clock: &self.clock, ids: &self.fixture.ids, actor }
    }

    fn row(&self) -> SeatRow {
        block_on(self.tenant.find_seat(&SeatKey::Id(self.seat))).unwrap().unwrap()
    }

    /// Holds the end of the scene to what must be.
    pub(super) fn check(&self, ends: &[(Act, End)], story: &[Act]) {
        let row = self.row();
        let log = self.log();
        check_everybody_was_answered(ends, &log, story);
        self.check_the_sum(&row, story);
        self.check_the_holder(&row, story);
        self.check_the_links(&row, ends, story);
        assert_eq!(
            without_what_is_personal(folded(self.seat, &log)),
            without_what_is_personal(row.seat),
            "{story:?}"
        );
    }

    fn log(&self) -> Vec<rollbook_domain::commit::Recorded> {
        let query = ActivityQuery { stream: Some(StreamId::Seat(self.seat)), is_newest_first: false };
        block_on(self.tenant.activity(&query, &PageRequest::everything())).unwrap().items
    }

    fn check_the_sum(&self, row: &SeatRow, story: &[Act]) {
        let query = PoolQuery { order: Some(self.order), ..PoolQuery::default() };
        let pools =
            block_on(self.tenant.pools(&query, self.clock.now(), &PageRequest::everything())).unwrap();
        let [pool] = pools.items.as_slice() else { panic!("{pools:?}") };
        assert_eq!(pool.counts.sum(), u64::from(pool.pool.quantity), "{story:?}");
        let is_capped = matches!(pool.pool.terms.policy.reclaim, ReclaimPolicy::Capped(_));
        let taken_back = row.seat.claims.iter().filter(|claim| claim.reclaimed.is_some()).count();
        let counted = if is_capped { taken_back } else { 0 };
        assert_eq!(pool.pool.reclaims as usize, counted, "{story:?}");
    }

    fn check_the_holder(&self, row: &SeatRow, story: &[Act]) {
        let standing: Vec<_> = row.seat.claims.iter().filter(|claim| claim.reclaimed.is_none()).collect();
        assert!(standing.len() <= 1, "{story:?}: {standing:?}");
        let mut open = Vec::new();
        for person in self.invited.iter().chain([&self.third]) {
            let record = block_on(self.tenant.find_customer(&CustomerKey::Id(person.id))).unwrap().unwrap();
            let theirs = record.grants.into_iter().filter(|grant| grant.source.seat == Some(self.seat));
            open.extend(
                theirs
                    .filter(|grant| last_standing(grant) != Standing::Revoked)
                    .map(|grant| (person.id, grant)),
            );
        }
        assert_eq!(open.len(), standing.len(), "{story:?}");
        let wanted = if row.seat.voided().is_some() { Standing::Suspended } else { Standing::Held };
        for ((holder, grant), claim) in open.iter().zip(standing) {
            assert_eq!((*holder, grant.id), (claim.holder, claim.grant), "{story:?}");
            assert_eq!(last_standing(grant), wanted, "{story:?}");
            assert_eq!(row.holder.as_ref().map(|holder| holder.id), Some(claim.holder), "{story:?}");
        }
    }

    /// A link opens the seat only while nobody had it, took it back, cancelled it or sent a newer one.
    fn check_the_links(&self, row: &SeatRow, ends: &[(Act, End)], story: &[Act]) {
        let is_done = |wanted: Act| ends.iter().any(|(act, end)| *act == wanted && *end == End::Done);
        let offer = Offer { seat: &row.seat, pool: &row.pool, order_status: row.order_status };
        let is_alive = Act::ALL[..5].iter().all(|act| !is_done(*act));
        for (place, person) in self.invited.iter().enumerate() {
            let by = ClaimBy::Link(person.hash);
            let opened = may_claim(offer, StatusWord::Active, by, self.clock.now(), &Zone::utc());
            let is_newest = place == 1 || !is_done(Act::Resend);
            assert_eq!(opened.is_ok(), is_alive && is_newest, "{story:?}: {opened:?}");
        }
        assert_eq!(row.seat.state_at(self.clock.now()) == SeatState::Void, is_done(Act::Cancel), "{story:?}");
    }
}

fn last_standing(grant: &rollbook_domain::access::AccessGrant) -> Standing {
    grant.standings.last().map_or(Standing::Held, |change| change.standing)
}

/// The seat as its log tells it.
fn folded(id: SeatId, log: &[rollbook_domain::commit::Recorded]) -> Seat {
    let mut seat = None;
    for recorded in log {
        let Event::Seat(_, event) = &recorded.event else { panic!("{recorded:?}") };
        match &mut seat {
            None => seat = Seat::from_first(id, event, &recorded.stamp()),
            Some(seat) => seat.apply(event, &recorded.stamp()),
        }
    }
    seat.unwrap()
}

/// Codes, addresses and texts stay out of the log.
fn without_what_is_personal(mut seat: Seat) -> Seat {
    seat.code = None;
    for invitation in &mut seat.invitations {
        (invitation.address, invitation.text) = (None, None);
    }
    seat.claims.iter_mut().for_each(|claim| claim.address = None);
    seat
}

/// Whoever was told that it is done is in the seat's story, and nobody else.
fn check_everybody_was_answered(
    ends: &[(Act, End)],
    log: &[rollbook_domain::commit::Recorded],
    story: &[Act],
) {
    let has_done =
        |wanted: &[Act]| ends.iter().filter(|(act, end)| wanted.contains(act) && *end == End::Done).count();
    let count = |is_wanted: fn(&SeatEvent) -> bool| {
        log.iter()
            .filter(|recorded| matches!(&recorded.event, Event::Seat(_, event) if is_wanted(event)))
            .count()
    };
    let claims = count(|event| matches!(event, SeatEvent::SeatClaimed { .. }));
    assert_eq!(claims, has_done(&[Act::Accept, Act::AcceptToo, Act::Assign]), "{story:?}");
    let reclaims = count(|event| matches!(event, SeatEvent::SeatReclaimed { .. }));
    assert_eq!(reclaims, has_done(&[Act::Reclaim]), "{story:?}");
    let voidings = count(|event| matches!(event, SeatEvent::SeatVoided { .. }));
    assert_eq!(voidings, has_done(&[Act::Cancel]), "{story:?}");
    let renewals = count(|event| matches!(event, SeatEvent::InvitationRenewed { .. }));
    assert_eq!(renewals, has_done(&[Act::Resend]), "{story:?}");
}
