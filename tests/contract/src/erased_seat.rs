//! Seats, codes and invitations of people who are erased.

use pollster::block_on;
use rollbook_domain::access::AccessEvent;
use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::event::Event;
use rollbook_domain::id::CustomerId;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CommitError, Conflict, OrderQuery, PageRequest};
use rollbook_domain::seat::{SeatEvent, VoidCause};
use rollbook_domain::stamp::Stamp;

use crate::Fixture;
use crate::cases::cases;
use crate::erasure_facts::{erased, invited_with, notes, refused};
use crate::words::{days_later, email, note, start};

cases! { erased_seat:
    a_reason_given_with_a_seat_is_gone_from_everybody_it_was_given_to,
    the_seats_of_an_erased_buyer_tell_nothing_of_them,
    a_seat_held_by_an_erased_person_has_no_address,
    an_invitation_to_an_erased_person_has_no_address,
    an_invitation_that_was_handed_on_is_still_of_whom_it_was_sent_to,
    what_was_written_of_a_seat_under_another_buyer_stays,
    what_was_said_of_others_who_held_the_seat_stays,
    nobody_is_erased_who_would_leave_a_free_seat,
    a_seat_is_not_freed_for_an_erased_buyer,
}

fn noted_at(fixture: &Fixture, days: i64, events: impl IntoIterator<Item = Event>) {
    let mut commit = fixture.draft(days_later(days));
    for event in events {
        commit.push(event, Some(note("as was agreed")));
    }
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
}

/// GDPR-12
fn a_reason_given_with_a_seat_is_gone_from_everybody_it_was_given_to(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let (eve, max) = (fixture.customer("eve@example.org"), fixture.customer("max@example.org"));
    let bundle = fixture.bundle("MATH");
    let (of_ada, of_max) = (fixture.buy(ada, bundle, 1), fixture.buy(max, bundle, 2));
    let told = |who: CustomerId| {
        let status = CustomerEvent::StatusChanged { status: Status::Active };
        Event::Customer(who, status.into())
    };
    let noted = |events: Vec<Event>| {
        let mut commit = fixture.draft(start());
        for event in events {
            commit.push(event, Some(note("because of Ada")));
        }
        fixture.expect_what_is(&mut commit);
        fixture.commit(commit).unwrap();
    };
    // A seat of Ada's goes to Bob, and Ada takes one of Max's as Eve does.
    let (_, to_bob) = fixture.claim_events(&of_ada, of_ada.seats[0], bob, None);
    noted(to_bob.into_iter().chain([told(bob)]).collect());
    let (_, to_ada) = fixture.claim_events(&of_max, of_max.seats[0], ada, None);
    noted(to_ada.into_iter().chain([told(max)]).collect());
    let (_, to_eve) = fixture.claim_events(&of_max, of_max.seats[1], eve, None);
    noted(to_eve.into_iter().chain([told(max), told(eve)]).collect());
    noted(vec![told(ada), told(max)]);
    let before = notes(fixture);
    fixture.write([
        Event::Seat(of_ada.seats[0], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased }),
        erased(ada),
    ]);
    let reasons = |who: CustomerId| -> Vec<bool> {
        fixture.record(who).customer.statuses.iter().map(|change| change.stamp.note.is_some()).collect()
    };
    assert_eq!((reasons(bob), reasons(ada)), (vec![false], vec![false]));
    assert_eq!(reasons(max), [false, true, true], "what was said of Eve's seat, or of no seat, stays");
    assert_eq!(reasons(eve), [true]);
    assert!(fixture.record(bob).grants[0].stamp.note.is_none());
    assert!(fixture.record(eve).grants[0].stamp.note.is_some());
    assert!(notes(fixture) < before);
}

/// GDPR-12, Q-12
fn the_seats_of_an_erased_buyer_tell_nothing_of_them(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(ada, fixture.bundle("MATH"), 2);
    let invitation = fixture.invite(bought.seats[0], "invited@example.org", days_later(30));
    fixture.claim(&bought, bought.seats[1], bob);
    fixture.write([Event::Seat(bought.seats[0], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased })]);
    fixture.write([erased(ada)]);
    let row = fixture.seat(bought.seats[0]).unwrap();
    assert_eq!((row.buyer.id, row.buyer.profile.clone()), (ada, None));
    let invitation = row.seat.invitation(invitation).unwrap();
    assert_eq!(invitation.text, None, "the buyer's own words");
    assert_eq!(invitation.address, Some(Personal::new(email("invited@example.org"))), "somebody else's");
    let held = fixture.seat(bought.seats[1]).unwrap();
    assert_eq!(held.holder.map(|holder| holder.id), Some(bob));
    assert!(held.seat.claims[0].address.is_some());
    let orders = block_on(fixture.tenant.list_orders(&OrderQuery::default(), &PageRequest::everything()));
    let orders = orders.unwrap().items;
    assert_eq!((orders.len(), orders[0].customer, orders[0].email.clone()), (1, ada, None));
}

/// GDPR-12
fn a_seat_held_by_an_erased_person_has_no_address(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let invitation = fixture.invite(bought.seats[0], "office@example.org", days_later(30));
    let (_, events) = fixture.claim_events(&bought, bought.seats[0], ada, Some(invitation));
    fixture.write(events);
    fixture.write([erased(ada)]);
    let row = fixture.seat(bought.seats[0]).unwrap();
    assert_eq!(row.seat.claims[0].address, None);
    let invitation = row.seat.invitation(invitation).unwrap();
    assert_eq!((&invitation.address, &invitation.text), (&None, &None), "it was accepted by the person");
    let holder = row.holder.unwrap();
    assert_eq!((holder.id, holder.profile), (ada, None));
}

/// GDPR-12
fn an_invitation_to_an_erased_person_has_no_address(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let to_ada = fixture.invite(bought.seats[0], "Ada@Example.ORG", days_later(30));
    let to_eve = fixture.invite(bought.seats[0], "eve@example.org", days_later(30));
    fixture.write([erased(ada)]);
    let seat = fixture.seat(bought.seats[0]).unwrap().seat;
    let told = |id| seat.invitation(id).map(|one| (one.address.is_some(), one.text.is_some())).unwrap();
    assert_eq!((told(to_ada), told(to_eve)), ((false, false), (true, true)));
}

/// GDPR-12, Q-05
fn an_invitation_that_was_handed_on_is_still_of_whom_it_was_sent_to(fixture: &Fixture) {
    let [ada, bob, eve] = ["ada", "bob", "eve"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let invitation = fixture.invite(bought.seats[0], "eve@example.org", days_later(30));
    let (_, events) = fixture.claim_events(&bought, bought.seats[0], ada, Some(invitation));
    fixture.write(events);
    let told = || {
        let seat = fixture.seat(bought.seats[0]).unwrap().seat;
        seat.invitation(invitation).map(|one| (one.address.is_some(), one.text.is_some()))
    };
    fixture.write([erased(ada)]);
    assert_eq!(told(), Some((true, true)));
    fixture.write([erased(eve)]);
    assert_eq!(told(), Some((false, false)));
}

/// GDPR-12, Q-12, X-05
fn what_was_written_of_a_seat_under_another_buyer_stays(fixture: &Fixture) {
    let [ada, bob, eve, dan, grace] =
        ["ada", "bob", "eve", "dan", "grace"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let bought = fixture.buy(dan, fixture.bundle("MATH"), 2);
    let [offered, given] = [bought.seats[0], bought.seats[1]];
    let handed =
        |to| bought.seats.iter().map(move |seat| Event::Seat(*seat, SeatEvent::SeatHandedOver { to }));
    let claimed = |holder| fixture.claim_events(&bought, given, holder, None);
    let reclaimed = |holder, grant| {
        let revoked = AccessEvent::AccessRevoked { grant };
        [Event::Seat(given, SeatEvent::SeatReclaimed { code: None }), Event::Customer(holder, revoked.into())]
    };
    // Dan's time, Ada's and Grace's; Grace goes on with what Ada began.
    let (of_dan, event) = invited_with(fixture, offered, "one@else.example");
    noted_at(fixture, 1, [event]);
    noted_at(fixture, 2, handed(ada));
    let (of_ada, event) = invited_with(fixture, offered, "two@else.example");
    noted_at(fixture, 3, [event]);
    let (grant, to_bob) = claimed(bob);
    noted_at(fixture, 3, to_bob);
    noted_at(fixture, 4, handed(grace));
    let (of_grace, event) = invited_with(fixture, offered, "three@else.example");
    noted_at(fixture, 5, [event]);
    noted_at(fixture, 5, reclaimed(bob, grant));
    let (_, to_eve) = claimed(eve);
    noted_at(fixture, 6, to_eve);
    fixture.write_at(days_later(7), [erased(ada)]);

    let seat = fixture.seat(offered).unwrap().seat;
    let told = |id| seat.invitation(id).map(|one| (one.text.is_some(), one.stamp.note.is_some())).unwrap();
    assert_eq!((told(of_dan), told(of_ada), told(of_grace)), ((true, true), (false, false), (true, true)));
    let seat = fixture.seat(given).unwrap().seat;
    let noted = |stamp: &Stamp| stamp.note.is_some();
    assert_eq!(seat.hand_overs.iter().map(|one| noted(&one.stamp)).collect::<Vec<_>>(), [false, false]);
    let claims = seat.claims.iter().map(|one| (noted(&one.stamp), one.reclaimed.as_ref().map(noted)));
    assert_eq!(claims.collect::<Vec<_>>(), [(false, Some(true)), (true, None)]);
    let (of_bob, of_eve) = (fixture.record(bob), fixture.record(eve));
    assert_eq!((noted(&of_bob.grants[0].stamp), noted(&of_bob.grants[0].standings[0].stamp)), (false, true));
    assert!(noted(&of_eve.grants[0].stamp));
    assert_eq!(notes(fixture), 6);
    // Who answered for it at first, and who does now.
    fixture.write_at(days_later(8), [erased(dan)]);
    assert_eq!(notes(fixture), 5);
    let void = Event::Seat(offered, SeatEvent::SeatVoided { cause: VoidCause::BuyerErased });
    fixture.write_at(days_later(9), [void, erased(grace)]);
    assert_eq!(notes(fixture), 0);
    let texts = fixture.seat(offered).unwrap().seat.invitations;
    assert!(texts.iter().all(|invitation| invitation.text.is_none()));
}

/// GDPR-12, X-05
fn what_was_said_of_others_who_held_the_seat_stays(fixture: &Fixture) {
    let [ada, eve, grace] =
        ["ada", "eve", "grace"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let bought = fixture.buy(grace, fixture.bundle("MATH"), 1);
    let seat = bought.seats[0];
    for (days, holder) in [(1, eve), (3, ada), (5, eve)] {
        let (grant, events) = fixture.claim_events(&bought, seat, holder, None);
        noted_at(fixture, days, events);
        let revoked = AccessEvent::AccessRevoked { grant };
        let back = SeatEvent::SeatReclaimed { code: None };
        noted_at(fixture, days + 1, [Event::Seat(seat, back), Event::Customer(holder, revoked.into())]);
    }
    fixture.write_at(days_later(7), [erased(ada)]);
    let claims = fixture.seat(seat).unwrap().seat.claims;
    let noted = |stamp: &Stamp| stamp.note.is_some();
    let told = claims.iter().map(|one| (noted(&one.stamp), one.reclaimed.as_ref().is_some_and(noted)));
    assert_eq!(told.collect::<Vec<_>>(), [(true, true), (false, false), (true, true)]);
}

///
fn nobody_is_erased_who_would_leave_a_free_seat(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    fixture.write([Event::Seat(bought.seats[0], SeatEvent::SeatHandedOver { to: ada })]);
    // The hand-over wrote nothing of Ada's, so what was read of her before still holds.
    let error = refused(fixture, fixture.draft_of(start(), [erased(ada)]));
    assert_eq!(error, Conflict::SeatsLeft(ada).into());
    let void = Event::Seat(bought.seats[0], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased });
    fixture.write([void, erased(ada)]);
    assert!(fixture.record(ada).customer.profile().is_none());
}

/// Q-12, GDPR-11
fn a_seat_is_not_freed_for_an_erased_buyer(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(ada, fixture.bundle("MATH"), 1);
    fixture.claim(&bought, bought.seats[0], bob);
    fixture.write([erased(ada)]);
    let freed =
        fixture.draft_of(start(), [Event::Seat(bought.seats[0], SeatEvent::SeatReclaimed { code: None })]);
    assert!(matches!(refused(fixture, freed), CommitError::Store(_)));
}
