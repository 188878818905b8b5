//! Links by which a customer gets into the account.

use pollster::block_on;
use rollbook_domain::customer::{CustomerEvent, LinkPurpose};
use rollbook_domain::event::Event;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{CommitError, Conflict, UniqueFact};
use rollbook_domain::secret::{LinkHash, PasswordHash};

use crate::Fixture;
use crate::cases::cases;
use crate::seat_facts::link;
use crate::words::{days_later, start};

cases! { account_link:
    a_link_finds_whom_it_was_made_for_for_ever,
    the_links_of_a_customer_come_back_in_order,
    a_password_ends_every_link_made_before,
    a_link_of_another_customer_is_taken,
}

fn made(customer: CustomerId, purpose: LinkPurpose, hash: LinkHash) -> Event {
    let event = CustomerEvent::AccountLinkMade { purpose, link: hash, expires_at: days_later(7) };
    Event::Customer(customer, event.into())
}

///
fn a_link_finds_whom_it_was_made_for_for_ever(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let (first, second) = (link(1), link(2));
    fixture.write([made(ada, LinkPurpose::SetPassword, first), made(bob, LinkPurpose::Unlock, second)]);
    let holder = |hash| block_on(fixture.tenant.find_account_link(&hash)).unwrap();
    assert_eq!([first, second, link(3)].map(holder), [Some(ada), Some(bob), None]);
    fixture.write([Event::Customer(ada, CustomerEvent::AccountLinkEnded { link: first }.into())]);
    assert_eq!(holder(first), Some(ada));
}

fn the_links_of_a_customer_come_back_in_order(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let purposes = [LinkPurpose::Unlock, LinkPurpose::SetPassword, LinkPurpose::ResetPassword];
    let hashes = [link(9), link(5), link(7)];
    for (purpose, hash) in purposes.into_iter().zip(hashes) {
        fixture.write([made(ada, purpose, hash)]);
    }
    fixture.write([Event::Customer(ada, CustomerEvent::AccountLinkEnded { link: hashes[1] }.into())]);
    let links = fixture.record(ada).customer.links;
    assert_eq!(links.iter().map(|link| (link.purpose, link.hash)).collect::<Vec<_>>(), {
        purposes.into_iter().zip(hashes).collect::<Vec<_>>()
    });
    assert_eq!(links.iter().map(|link| link.is_ended).collect::<Vec<_>>(), [false, true, false]);
    assert!(links.iter().all(|link| link.expires_at == days_later(7) && link.stamp.recorded_at == start()));
}

/// N21
fn a_password_ends_every_link_made_before(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let set = || CustomerEvent::PasswordSet {
        hash: Some(PasswordHash::from_stored("$argon2id$x")),
        must_change: false,
    };
    fixture.write([
        made(ada, LinkPurpose::SetPassword, link(1)),
        made(ada, LinkPurpose::ResetPassword, link(2)),
        Event::Customer(ada, set().into()),
        made(ada, LinkPurpose::ResetPassword, link(3)),
    ]);
    let ended: Vec<_> = fixture.record(ada).customer.links.iter().map(|link| link.is_ended).collect();
    assert_eq!(ended, [true, true, false]);
}

fn a_link_of_another_customer_is_taken(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    fixture.write([made(ada, LinkPurpose::SetPassword, link(1))]);
    let again = fixture.draft_of(start(), [made(bob, LinkPurpose::ResetPassword, link(1))]);
    assert_eq!(fixture.commit(again), Err(CommitError::Conflict(Conflict::Taken(UniqueFact::Link))));
}
