//! The commit that erases somebody comes after all that was written before, though it has no place in the log yet.

use pollster::block_on;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::mail::{DedupeKey, MailKind, NewMail};
use rollbook_domain::port::{SeatKey, TenantStore};
use rollbook_domain::seat::SeatEvent;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Note, PersonName};
use rollbook_domain::time::Instant;

use crate::given::{Given, added, tenant};

fn at(given: &Given, micros: i64) -> Commit {
    Commit { recorded_at: Instant::from_micros(micros).unwrap(), ..given.draft() }
}

fn revision(tenant: &dyn TenantStore, seat: SeatId) -> Revision {
    block_on(tenant.find_seat(&SeatKey::Id(seat))).unwrap().unwrap().seat.revision
}

/// GDPR-12, N122, X-05
#[test]
fn who_takes_a_seat_over_with_the_commit_that_erases_them_takes_nothing_with_them() {
    let given = Given::a_database();
    let seat = given.sql("SELECT id FROM seats WHERE standing = 'void'").unwrap();
    let seat = SeatId::from_uuid(seat.parse().unwrap());
    let store = given.open();
    let tenant = tenant(&store);

    let kind = MailKind::SignInDetails;
    let told = NewMail {
        kind,
        dedupe: DedupeKey::new(kind, format!("{seat}:1")),
        ..given.a_mail("canary.told@example.org")
    };
    let told_id = told.id;
    let mut commit = at(&given, 1);
    commit.expect(StreamId::Seat(seat), revision(&*tenant, seat));
    let note = Some(Note::parse("of the first buyer").unwrap());
    commit.push(Event::Seat(seat, SeatEvent::CodeResealed { code: None }), note);
    commit.mail(told);
    let ada = CustomerId::next(&given.ids);
    let name = |name: &str| PersonName::parse(name).unwrap();
    let email = EmailAddress::parse("ada@example.org").unwrap();
    commit.expect(StreamId::Customer(ada), Revision::NONE);
    commit.push(added(ada, Profile::new(name("Ada"), name("Lovelace"), email)), None);
    block_on(tenant.commit(commit)).unwrap();

    let mut commit = at(&given, 2);
    commit.expect(StreamId::Seat(seat), revision(&*tenant, seat));
    commit.expect(StreamId::Customer(ada), Revision::new(1));
    commit.push(Event::Seat(seat, SeatEvent::SeatHandedOver { to: ada }), None);
    commit.push(Event::Seat(seat, given.an_invitation(9)), None);
    commit.push(Event::Customer(ada, CustomerEvent::CustomerErased.into()), None);
    block_on(tenant.commit(commit)).unwrap();

    let notes = given.sql(&format!("SELECT note FROM event_notes WHERE stream_id = '{}'", seat.as_uuid()));
    assert_eq!(notes.unwrap(), "of the first buyer");
    let mail = block_on(tenant.find_mail(told_id)).unwrap().unwrap();
    assert!(mail.facts.is_some(), "it was queued before");
    let invitations = block_on(tenant.find_seat(&SeatKey::Id(seat))).unwrap().unwrap().seat.invitations;
    assert_eq!(invitations.iter().map(|one| one.text.is_some()).collect::<Vec<_>>(), [false]);
}
