//! Many people who reach for the last seat at once, through the real use cases, on one file that two stores have open.

#![cfg(test)]

use std::sync::{Arc, Barrier};
use std::thread;

use pollster::block_on;
use rollbook_application::order::{ConfirmationMail, PlaceCommand, PlaceLine, place_order};
use rollbook_application::seat::{
    AssignCommand, AssignWhom, ClaimCommand, ClaimOutcome, Opener, SeatSource, assign_seats, claim_seat,
    make_seat_link,
};
use rollbook_application::{Desk, Failure};
use rollbook_domain::access::Standing;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::catalogue::{Anchor, CourseEvent, PriceEvent, PriceTerms, ProductEvent, SeatPolicy};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, Origin, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CountingIds, CourseId, CustomerId, OrderId, PriceId, ProductId, SeatId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{OrderStatus, PaymentType};
use rollbook_domain::personal::Personal;
use rollbook_domain::plan::seats::GiveOutOptions;
use rollbook_domain::port::{
    Clock, CountingVault, CustomerKey, PageRequest, PasswordHasher, PasswordHasherError, PoolQuery, SeatKey,
    SeatQuery, SeatRow, Store, TenantStore, Vault,
};
use rollbook_domain::rule::{Q_04, Q_06, REG_39, RuleId};
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::settings::{Settings, TenantEvent, TenantId};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, PersonName, Title};
use rollbook_domain::time::{AccessDuration, Instant};
use rollbook_sqlite::{SqliteOptions, SqliteStore};

/// How many reach for the seat at once.
const CLAIMERS: usize = 64;
/// After so many rounds others take part, so that nobody's story grows without end.
const ROUNDS_OF_A_CAST: usize = 25;

/// N77, REG-39, Q-04, Q-06
#[test]
fn of_64_who_reach_for_the_last_seat_at_once_exactly_one_has_it() {
    Contest::begin().rounds(200);
}

/// N77, REG-39, Q-04, Q-06
#[test]
#[ignore = "10,000 rounds take about 20 minutes; run them with --ignored before a release"]
fn of_64_who_reach_for_the_last_seat_exactly_one_has_it_in_each_of_10_000_rounds() {
    Contest::begin().rounds(10_000);
}

/// How somebody reaches for the seat.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// By the registration code.
    Code,
    /// By a link that was passed on.
    Link,
    /// The buyer gives it to them.
    Assigned,
}

struct Contest {
    // The stores are closed before the folder goes.
    stores: [SqliteStore; 2],
    ids: CountingIds,
    vault: CountingVault,
    _folder: tempfile::TempDir,
}

/// A buyer, and those who reach for their seats.
struct Cast {
    buyer: CustomerId,
    claimers: Vec<EmailAddress>,
}

impl Contest {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rollbook.db");
        let options = SqliteOptions::default();
        let first = SqliteStore::create(&path, &options).unwrap();
        let second = SqliteStore::open(&path, &options).unwrap();
        let ids = CountingIds::starting_at(1);
        let contest = Self { stores: [first, second], ids, vault: CountingVault::default(), _folder: folder };
        contest.write(contest.catalogue());
        contest
    }

    fn rounds(&self, rounds: usize) {
        let mut cast = self.cast(0);
        for round in 0..rounds {
            if round > 0 && round.is_multiple_of(ROUNDS_OF_A_CAST) {
                cast = self.cast(round);
            }
            self.round(&cast, round);
        }
    }

    fn round(&self, cast: &Cast, round: usize) {
        let seat = self.last_seat(cast);
        let code = self.vault.reveal_code(seat.seat.id, seat.seat.code.as_ref().unwrap()).unwrap().shown();
        // A seat with an open link is not available, so a buyer names it; without one they ask for any seat.
        let has_link = round.is_multiple_of(2);
        let link = has_link.then(|| self.link(seat.seat.id));
        let barrier = Barrier::new(CLAIMERS);
        let reached: Vec<(Way, Result<bool, Failure>)> = thread::scope(|scope| {
            let claimers: Vec<_> = cast
                .claimers
                .iter()
                .enumerate()
                .map(|(number, email)| {
                    let way = match number % 4 {
                        0 => Way::Assigned,
                        1 if has_link => Way::Link,
                        _ => Way::Code,
                    };
                    let (barrier, code, link, seat) = (&barrier, &code, &link, seat.seat.id);
                    scope.spawn(move || {
                        let tenant = self.tenant(number % 2);
                        barrier.wait();
                        let reached = match (way, link) {
                            (Way::Assigned, Some(_)) => {
                                self.assign(&*tenant, cast, SeatSource::Seat(seat), email)
                            }
                            (Way::Assigned, None) => {
                                self.assign(&*tenant, cast, SeatSource::Product("SCIENCE".to_owned()), email)
                            }
                            (Way::Link, Some(link)) => self.claim(&*tenant, Opener::Link(link), email),
                            _ => self.claim(&*tenant, Opener::Code(code), email),
                        };
                        (way, reached)
                    })
                })
                .collect();
            claimers.into_iter().map(|claimer| claimer.join().unwrap()).collect()
        });
        self.check(cast, &seat, &reached, round);
    }

    fn check(&self, cast: &Cast, seat: &SeatRow, reached: &[(Way, Result<bool, Failure>)], round: usize) {
        let winners: Vec<usize> =
            (0..CLAIMERS).filter(|number| matches!(reached[*number].1, Ok(true))).collect();
        assert_eq!(winners.len(), 1, "round {round}: {winners:?}");
        for (way, end) in reached {
            let Err(failure) = end else { continue };
            let is_told: &[RuleId] = match way {
                Way::Code | Way::Link => &[Q_04],
                Way::Assigned => &[Q_06, REG_39],
            };
            let is_clear = matches!(failure, Failure::Refused(_))
                && failure.rules().iter().any(|rule| is_told.contains(rule));
            assert!(is_clear, "round {round}, {way:?}: {failure} {:?}", failure.rules());
        }
        assert!(reached.iter().filter(|(_, end)| end.is_err()).count() == CLAIMERS - 1, "round {round}");
        let tenant = self.tenant(round % 2);
        let row = block_on(tenant.find_seat(&SeatKey::Id(seat.seat.id))).unwrap().unwrap();
        let holder = row.holder.as_ref().unwrap();
        let address = &holder.profile.as_ref().unwrap().reveal().email;
        assert_eq!(address, &cast.claimers[winners[0]], "round {round}");
        assert_eq!((row.seat.claims.len(), holder.grant.standings.len()), (1, 0), "round {round}");
        assert_eq!(grants_of(&*tenant, cast, seat.seat.id), 1, "round {round}");
        let query = PoolQuery { order: Some(seat.seat.order), ..PoolQuery::default() };
        let pools = block_on(tenant.pools(&query, Noon.now(), &PageRequest::everything())).unwrap();
        assert_eq!((pools.items[0].counts.claimed, pools.items[0].counts.sum()), (2, 2), "round {round}");
    }

    /// Orders two seats, and has the first given away.
    fn last_seat(&self, cast: &Cast) -> SeatRow {
        let tenant = self.tenant(0);
        let desk = self.desk(&*tenant);
        let line = PlaceLine { price: "SCIENCE".to_owned(), quantity: 2, unit_cost: None };
        let command = PlaceCommand {
            lines: vec![line],
            status: OrderStatus::Processed,
            payment_type: PaymentType::Invoice,
            ordered: None,
            mail: ConfirmationMail::Omit,
            reason: None,
        };
        let placed =
            block_on(place_order(&desk, &self.vault, &CustomerKey::Id(cast.buyer), &command)).unwrap();
        let seats = seats_of(&*tenant, placed.order);
        let first = SeatSource::Seat(seats[0].seat.id);
        let somebody = EmailAddress::parse(&format!("first.{}@example.org", placed.order)).unwrap();
        assert!(self.assign(&*tenant, cast, first, &somebody).unwrap());
        seats_of(&*tenant, placed.order).pop().unwrap()
    }

    fn link(&self, seat: SeatId) -> String {
        let tenant = self.tenant(1);
        let link = block_on(make_seat_link(&self.desk(&*tenant), &self.vault, seat, None)).unwrap();
        link.url()
    }

    fn claim(
        &self,
        tenant: &dyn TenantStore,
        opener: Opener<'_>,
        email: &EmailAddress,
    ) -> Result<bool, Failure> {
        let command = ClaimCommand {
            opener,
            email: email.clone(),
            name: None,
            password: None,
            may_stack: true,
            holds_mail: false,
        };
        let claim = block_on(claim_seat(&self.desk(tenant), &self.vault, &NoHasher, &command))?;
        Ok(claim.outcome == ClaimOutcome::Claimed)
    }

    fn assign(
        &self,
        tenant: &dyn TenantStore,
        cast: &Cast,
        source: SeatSource,
        email: &EmailAddress,
    ) -> Result<bool, Failure> {
        let command = AssignCommand {
            buyer: CustomerKey::Id(cast.buyer),
            source,
            whom: AssignWhom::Profiles(vec![profile(email.clone())]),
            options: GiveOutOptions { may_stack: true, ..GiveOutOptions::default() },
            is_dry_run: false,
            holds_mail: false,
            reason: None,
        };
        Ok(block_on(assign_seats(&self.desk(tenant), &command, &NoHasher, &self.vault))?.is_applied)
    }

    fn tenant(&self, store: usize) -> Arc<dyn TenantStore> {
        self.stores[store].tenant(&TenantId::default())
    }

    fn desk<'a>(&'a self, store: &'a dyn TenantStore) -> Desk<'a> {
        Desk { store, clock: &Noon, ids: &self.ids, actor: actor() }
    }

    /// Writes a commit of nothing but new things.
    fn write(&self, events: Vec<Event>) {
        let mut commit = Commit::new(CommitId::next(&self.ids), Noon.now(), actor());
        let mut streams: Vec<StreamId> = events.iter().map(Event::stream).collect();
        streams.sort_unstable();
        streams.dedup();
        for stream in streams {
            commit.expect(stream, Revision::NONE);
        }
        for event in events {
            commit.push(event, None);
        }
        block_on(self.tenant(0).commit(commit)).unwrap();
    }

    fn catalogue(&self) -> Vec<Event> {
        let (course, product) = (CourseId::next(&self.ids), ProductId::next(&self.ids));
        let (code, title) = (Code::parse("SCIENCE").unwrap(), Title::parse("Science").unwrap());
        let terms = PriceTerms {
            title: title.clone(),
            unit_price: Money::zero(Currency::USD),
            duration: AccessDuration::parse("12 months").unwrap(),
            anchor: Anchor::OrderDate,
            makes_registration_codes: true,
            seats: SeatPolicy::default(),
            adds_to_groups: Vec::new(),
            reserved_to_groups: Vec::new(),
        };
        let added = CourseEvent::CourseAdded { code: code.clone(), title: title.clone() };
        let sold = ProductEvent::ProductAdded { code: code.clone(), title, courses: vec![course] };
        let priced = PriceEvent::PriceAdded { code, product, terms: Box::new(terms) };
        let settings = Box::new(Settings::initial());
        vec![
            Event::Tenant(TenantEvent::TenantAdded { settings }),
            Event::Course(course, added),
            Event::Product(product, sold),
            Event::Price(PriceId::next(&self.ids), priced),
        ]
    }

    fn cast(&self, round: usize) -> Cast {
        let email = |name: String| EmailAddress::parse(&format!("{name}.{round}@example.org")).unwrap();
        let claimers: Vec<EmailAddress> =
            (0..CLAIMERS).map(|number| email(format!("claimer{number}"))).collect();
        let buyer = CustomerId::next(&self.ids);
        let mut events = vec![added(buyer, email("buyer".to_owned()))];
        for email in &claimers {
            let id = CustomerId::next(&self.ids);
            events.push(added(id, email.clone()));
            // With a password nobody is mailed a link when they claim, which would be a second thing to be had once.
            let hash = Some(PasswordHash::from_stored("$plain$"));
            let set = CustomerEvent::PasswordSet { must_change: false, hash };
            events.push(Event::Customer(id, set.into()));
        }
        self.write(events);
        Cast { buyer, claimers }
    }
}

/// How many standing grants the seat gave, to whomever.
fn grants_of(tenant: &dyn TenantStore, cast: &Cast, seat: SeatId) -> usize {
    let of_claimer = |email: &EmailAddress| {
        let key = CustomerKey::Email(email.key());
        let record = block_on(tenant.find_customer(&key)).unwrap().unwrap();
        let theirs = record.grants.iter().filter(|grant| grant.source.seat == Some(seat));
        theirs.filter(|grant| grant.standing_at(Noon.now()) == Standing::Held).count()
    };
    cast.claimers.iter().map(of_claimer).sum()
}

fn seats_of(tenant: &dyn TenantStore, order: OrderId) -> Vec<SeatRow> {
    let query = SeatQuery { order: Some(order), ..SeatQuery::default() };
    block_on(tenant.seats(&query, &PageRequest::everything())).unwrap().items
}

fn actor() -> Actor {
    Actor::administrator("grace", Channel::Library)
}

fn profile(email: EmailAddress) -> Profile {
    let name = |text| PersonName::parse(text).unwrap();
    Profile::new(name("Ada"), name("Lovelace"), email)
}

fn added(id: CustomerId, email: EmailAddress) -> Event {
    let profile = Some(Box::new(Personal::new(profile(email))));
    let event = CustomerEvent::CustomerAdded { origin: Origin::Admin, profile, must_change_password: false };
    Event::Customer(id, event.into())
}

/// A clock that stands.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> Instant {
        Instant::parse("2026-03-01T12:00:00Z").unwrap()
    }
}

/// A hasher for people of whom none has a password.
struct NoHasher;

impl PasswordHasher for NoHasher {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        passwords.iter().map(|_| Err(PasswordHasherError("nobody has a password".to_owned()))).collect()
    }
}
