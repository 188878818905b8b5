//! Impersonations: found by their id, with who, whom, why and until when.

use pollster::block_on;
use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, ImpersonationId};
use rollbook_domain::impersonation::{Impersonation, ImpersonationEvent};
use rollbook_domain::stamp::Stamp;

use crate::Fixture;
use crate::cases::cases;
use crate::words::{days_later, note, start};

cases! { impersonation:
    an_impersonation_is_found_with_who_whom_why_and_until_when,
    an_impersonation_that_was_ended_says_since_when,
    one_that_nobody_began_is_not_found,
    an_erasure_takes_the_reason_and_a_deletion_all_of_it,
}

fn begin(fixture: &Fixture, customer: CustomerId, id: ImpersonationId) -> Impersonation {
    let mut commit = fixture.draft(start());
    let event = ImpersonationEvent::ImpersonationStarted { impersonation: id, ends_at: days_later(1) };
    commit.push(Event::Customer(customer, event.clone().into()), Some(note("cannot open the quiz")));
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
    let stamp = Stamp {
        position: fixture.revision(StreamId::Customer(customer)),
        effective_at: start(),
        recorded_at: start(),
        actor: "grace".into(),
        note: Some(note("cannot open the quiz")),
    };
    Impersonation::from_first(customer, &event, &stamp).unwrap()
}

fn find(fixture: &Fixture, id: ImpersonationId) -> Option<Impersonation> {
    block_on(fixture.tenant.find_impersonation(id)).unwrap()
}

/// AUD-05
fn an_impersonation_is_found_with_who_whom_why_and_until_when(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    for customer in [bob, ada] {
        let id = ImpersonationId::next(&fixture.ids);
        let begun = begin(fixture, customer, id);
        assert_eq!(find(fixture, id), Some(begun));
    }
}

/// AUD-06
fn an_impersonation_that_was_ended_says_since_when(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let [first, second] = [(); 2].map(|()| ImpersonationId::next(&fixture.ids));
    let (mut begun, other) = (begin(fixture, ada, first), begin(fixture, ada, second));
    let ended = ImpersonationEvent::ImpersonationEnded { impersonation: first };
    fixture.write_at(days_later(2), [Event::Customer(ada, ended.into())]);
    begun.ended_at = Some(days_later(2));
    assert_eq!((find(fixture, first), find(fixture, second)), (Some(begun), Some(other)));
}

/// GDPR-04, X-01
fn an_erasure_takes_the_reason_and_a_deletion_all_of_it(fixture: &Fixture) {
    let [ada, bob] = ["ada@example.org", "bob@example.org"].map(|email| fixture.customer(email));
    let [of_ada, of_bob] = [ada, bob].map(|who| begin(fixture, who, ImpersonationId::next(&fixture.ids)));
    for (who, end) in [(ada, CustomerEvent::CustomerErased), (bob, CustomerEvent::CustomerDeleted)] {
        fixture
            .write([Event::Customer(who, CustomerEvent::StatusChanged { status: Status::Inactive }.into())]);
        fixture.write([Event::Customer(who, end.into())]);
    }
    let mut left = of_ada.clone();
    left.stamp.note = None;
    assert_eq!((find(fixture, of_ada.id), find(fixture, of_bob.id)), (Some(left), None));
}

fn one_that_nobody_began_is_not_found(fixture: &Fixture) {
    fixture.customer("ada@example.org");
    assert_eq!(find(fixture, ImpersonationId::next(&fixture.ids)), None);
}
