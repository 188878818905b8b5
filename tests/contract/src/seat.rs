//! Seats: found, listed, and held with everything a decision rests on.

use pollster::block_on;
use rollbook_domain::access::{AccessEvent, Standing};
use rollbook_domain::customer::{CustomerEvent, MembershipSource, Status, StatusWord};
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::order::{OrderEvent, OrderStatus};
use rollbook_domain::port::{CommitError, Conflict, PageRequest, SeatKey, SeatQuery, SeatRow, UniqueFact};
use rollbook_domain::seat::{PoolEvent, SeatEvent, SeatState, VoidCause};

use crate::Fixture;
use crate::cases::cases;
use crate::seat_facts::{invited, link, odd_seat_terms, sealed_code};
use crate::words::{around, days_later, email, start};

cases! { seat:
    a_seat_is_brought_with_its_line_its_buyer_and_its_holder,
    what_was_agreed_comes_back_as_it_was_written,
    a_seat_is_found_by_each_of_its_names,
    a_seat_that_is_not_there_is_none,
    an_old_code_finds_nothing_and_an_old_link_still_finds_its_seat,
    a_code_that_another_seat_has_is_taken,
    a_code_may_be_taken_again_once_it_was_let_go,
    a_link_is_never_made_twice,
    seats_come_in_order_of_order_line_and_number,
    seats_are_listed_by_buyer_order_line_product_and_holder,
    nobody_as_holders_is_nobody,
    seats_are_listed_by_who_is_invited_to_them,
    seats_offered_to_an_address_are_found_whatever_became_of_the_invitation,
    seats_are_listed_by_the_state_they_have_at_an_instant,
    a_seat_of_many_invitations_is_pending_while_one_is_open,
    a_void_seat_keeps_its_claim_and_is_void_to_every_list,
    a_seat_handed_over_is_its_new_buyers,
    reclaims_are_counted_where_the_order_was_placed,
    pages_of_seats_put_together_are_the_whole_list,
}

fn all(fixture: &Fixture, query: &SeatQuery) -> Vec<SeatRow> {
    block_on(fixture.tenant.seats(query, &PageRequest::everything())).unwrap().items
}

fn ids(fixture: &Fixture, query: &SeatQuery) -> Vec<SeatId> {
    all(fixture, query).into_iter().map(|row| row.seat.id).collect()
}

fn found(fixture: &Fixture, key: &SeatKey) -> Option<SeatId> {
    block_on(fixture.tenant.find_seat(key)).unwrap().map(|row| row.seat.id)
}

fn in_state(state: SeatState, at: rollbook_domain::time::Instant) -> SeatQuery {
    SeatQuery { state: Some((state, at)), ..SeatQuery::default() }
}

fn of_buyer(buyer: CustomerId) -> SeatQuery {
    SeatQuery { buyer: Some(buyer), ..SeatQuery::default() }
}

/// REG-05, REG-18, REG-41
fn a_seat_is_brought_with_its_line_its_buyer_and_its_holder(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let group = fixture.group("CHESS");
    let source = MembershipSource::Administrator;
    fixture.write([Event::Customer(ada, CustomerEvent::GroupJoined { group, source }.into())]);
    let bought = fixture.buy(ada, bundle, 2);
    let granted = fixture.claim(&bought, bought.seats[1], bob);
    let row = fixture.seat(bought.seats[1]).unwrap();
    let (buyer, holder) = (fixture.record(ada), fixture.record(bob));
    assert_eq!(*row.pool, buyer.pools[0]);
    assert_eq!((row.pool.placed_by, row.pool.quantity), (ada, 2));
    assert_eq!(row.order_status, OrderStatus::Processed);
    assert_eq!((row.buyer.id, row.buyer.revision), (ada, buyer.revision));
    assert_eq!(row.buyer.profile.as_ref().unwrap().reveal(), buyer.customer.profile().unwrap());
    assert_eq!((row.buyer.status, row.buyer.groups.clone()), (StatusWord::Active, vec![group]));
    let held = row.holder.unwrap();
    assert_eq!((held.id, held.revision, held.status), (bob, holder.revision, StatusWord::Active));
    assert_eq!(held.profile.unwrap().reveal(), holder.customer.profile().unwrap());
    assert_eq!(held.grant, holder.grants[0]);
    assert_eq!((held.grant.id, held.grant.source.seat), (granted, Some(bought.seats[1])));
    assert_eq!(fixture.seat(bought.seats[0]).unwrap().holder, None);

    fixture.write([
        Event::Customer(bob, CustomerEvent::StatusChanged { status: Status::Inactive }.into()),
        Event::Customer(bob, AccessEvent::AccessSuspended { grant: granted }.into()),
        Event::Customer(
            ada,
            CustomerEvent::StatusChanged { status: Status::Locked { automatic: None } }.into(),
        ),
        Event::Customer(ada, OrderEvent::OrderCancelled { order: bought.order }.into()),
    ]);
    let row = fixture.seat(bought.seats[1]).unwrap();
    let holder = row.holder.unwrap();
    assert_eq!((row.buyer.status, holder.status), (StatusWord::Locked, StatusWord::Inactive));
    assert_eq!(holder.grant.standing_at(start()), Standing::Suspended);
    assert_eq!(row.order_status, OrderStatus::Cancelled);
}

/// ACC-04, PRC-01
fn what_was_agreed_comes_back_as_it_was_written(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let bought = fixture.buy_on(ada, bundle, 2, odd_seat_terms());
    assert_eq!(fixture.seat(bought.seats[0]).unwrap().pool.terms, odd_seat_terms());
    assert_eq!(fixture.record(ada).pools[0].terms, odd_seat_terms());
}

/// REG-22
fn a_seat_is_found_by_each_of_its_names(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(fixture.customer("ada@example.org"), bundle, 3);
    let seat = bought.seats[1];
    let (invitation, hash) = (fixture.invitation_id(), link(fixture.number()));
    fixture.write([invited(seat, invitation, hash, "eve@example.org", days_later(30))]);
    let lookup = fixture.seat(seat).unwrap().seat.code.unwrap().lookup;
    let absent = sealed_code(fixture.number()).lookup;
    for key in [
        SeatKey::Id(seat),
        SeatKey::Invitation(invitation),
        SeatKey::Link(hash),
        SeatKey::Code(vec![lookup]),
        SeatKey::Code(vec![absent, lookup]),
    ] {
        assert_eq!(found(fixture, &key), Some(seat), "{key:?}");
    }
}

fn a_seat_that_is_not_there_is_none(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    fixture.buy(fixture.customer("ada@example.org"), bundle, 2);
    for key in [
        SeatKey::Id(SeatId::next(&fixture.ids)),
        SeatKey::Invitation(fixture.invitation_id()),
        SeatKey::Link(link(fixture.number())),
        SeatKey::Code(vec![sealed_code(fixture.number()).lookup]),
        SeatKey::Code(Vec::new()),
    ] {
        assert_eq!(found(fixture, &key), None, "{key:?}");
    }
}

///
fn an_old_code_finds_nothing_and_an_old_link_still_finds_its_seat(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(fixture.customer("ada@example.org"), bundle, 2);
    let seat = bought.seats[0];
    let first = fixture.seat(seat).unwrap().seat.code.unwrap().lookup;
    let (invitation, old, new) = (fixture.invitation_id(), link(fixture.number()), link(fixture.number()));
    let (expires_at, is_reminder) = (days_later(60), false);
    let second = sealed_code(fixture.number());
    fixture.write([
        invited(seat, invitation, old, "eve@example.org", days_later(30)),
        Event::Seat(seat, SeatEvent::InvitationRenewed { invitation, link: new, expires_at, is_reminder }),
        Event::Seat(seat, SeatEvent::SeatReclaimed { code: Some(second.clone()) }),
    ]);
    assert_eq!(found(fixture, &SeatKey::Code(vec![first])), None);
    assert_eq!(found(fixture, &SeatKey::Code(vec![second.lookup])), Some(seat));
    for hash in [old, new] {
        assert_eq!(found(fixture, &SeatKey::Link(hash)), Some(seat));
    }
    fixture.write([Event::Seat(seat, SeatEvent::SeatVoided { cause: VoidCause::PartCancelled })]);
    assert_eq!(found(fixture, &SeatKey::Code(vec![second.lookup])), None);
    let resealed = sealed_code(fixture.number());
    fixture.write([
        Event::Seat(seat, SeatEvent::SeatReinstated { code: Some(second.clone()) }),
        Event::Seat(seat, SeatEvent::CodeResealed { code: Some(resealed.clone()) }),
    ]);
    assert_eq!(found(fixture, &SeatKey::Code(vec![second.lookup])), None);
    assert_eq!(fixture.seat(seat).unwrap().seat.code, Some(resealed));
}

fn a_code_that_another_seat_has_is_taken(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(fixture.customer("ada@example.org"), bundle, 2);
    let code = fixture.seat(bought.seats[0]).unwrap().seat.code;
    let event = Event::Seat(bought.seats[1], SeatEvent::SeatReclaimed { code });
    let refused = fixture.commit(fixture.draft_of(start(), [event]));
    assert_eq!(refused, Err(CommitError::Conflict(Conflict::Taken(UniqueFact::RegistrationCode))));
}

fn a_code_may_be_taken_again_once_it_was_let_go(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(fixture.customer("ada@example.org"), bundle, 2);
    let code = fixture.seat(bought.seats[0]).unwrap().seat.code;
    let fresh = Some(sealed_code(fixture.number()));
    fixture.write([
        Event::Seat(bought.seats[0], SeatEvent::SeatReclaimed { code: fresh }),
        Event::Seat(bought.seats[1], SeatEvent::SeatReclaimed { code: code.clone() }),
    ]);
    assert_eq!(fixture.seat(bought.seats[1]).unwrap().seat.code, code);
}

fn a_link_is_never_made_twice(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(fixture.customer("ada@example.org"), bundle, 2);
    let (invitation, hash) = (fixture.invitation_id(), link(fixture.number()));
    fixture.write([invited(bought.seats[0], invitation, hash, "eve@example.org", days_later(30))]);
    let taken = Err(CommitError::Conflict(Conflict::Taken(UniqueFact::Link)));
    let again = invited(bought.seats[1], fixture.invitation_id(), hash, "eve@example.org", days_later(30));
    assert_eq!(fixture.commit(fixture.draft_of(start(), [again])), taken);
    let (expires_at, is_reminder) = (days_later(9), true);
    let renewed = SeatEvent::InvitationRenewed { invitation, link: hash, expires_at, is_reminder };
    let renewed = Event::Seat(bought.seats[0], renewed);
    assert_eq!(fixture.commit(fixture.draft_of(start(), [renewed])), taken);
}

fn seats_come_in_order_of_order_line_and_number(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = [ada, bob, ada].map(|buyer| fixture.buy(buyer, bundle, 12));
    let expected: Vec<SeatId> = bought.iter().flat_map(|bought| bought.seats.clone()).collect();
    assert_eq!(ids(fixture, &SeatQuery::default()), expected);
}

fn seats_are_listed_by_buyer_order_line_product_and_holder(fixture: &Fixture) {
    let (maths, music) = (fixture.bundle("MATH"), fixture.bundle("MUSIC"));
    let (ada, bob, eve) = (
        fixture.customer("ada@example.org"),
        fixture.customer("bob@example.org"),
        fixture.customer("eve@example.org"),
    );
    let (first, second, third) =
        (fixture.buy(ada, maths, 2), fixture.buy(ada, music, 2), fixture.buy(bob, maths, 2));
    fixture.claim(&first, first.seats[1], eve);
    fixture.claim(&third, third.seats[0], eve);
    fixture.claim(&third, third.seats[1], ada);
    let both = |one: &[SeatId], other: &[SeatId]| [one, other].concat();
    assert_eq!(ids(fixture, &of_buyer(ada)), both(&first.seats, &second.seats));
    let product = SeatQuery { product: Some(maths.product), ..SeatQuery::default() };
    assert_eq!(ids(fixture, &product), both(&first.seats, &third.seats));
    let order = SeatQuery { order: Some(second.order), ..SeatQuery::default() };
    assert_eq!(ids(fixture, &order), second.seats);
    assert_eq!(ids(fixture, &SeatQuery { line: Some(1), ..order.clone() }), second.seats);
    assert_eq!(ids(fixture, &SeatQuery { line: Some(2), ..order }), []);
    let held = |holders: Vec<CustomerId>| SeatQuery { holders: Some(holders), ..SeatQuery::default() };
    assert_eq!(ids(fixture, &held(vec![eve])), [first.seats[1], third.seats[0]]);
    assert_eq!(ids(fixture, &SeatQuery { buyer: Some(bob), ..held(vec![ada, eve]) }), third.seats);
    let code = Some(sealed_code(fixture.number()));
    fixture.write([Event::Seat(third.seats[0], SeatEvent::SeatReclaimed { code })]);
    assert_eq!(ids(fixture, &held(vec![eve])), [first.seats[1]]);
}

/// N53
fn nobody_as_holders_is_nobody(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let bought = fixture.buy(ada, bundle, 2);
    fixture.claim(&bought, bought.seats[0], ada);
    let nobody = SeatQuery { holders: Some(Vec::new()), ..of_buyer(ada) };
    assert_eq!(ids(fixture, &nobody), []);
}

/// REG-21, Q-07
fn seats_offered_to_an_address_are_found_whatever_became_of_the_invitation(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(ada, fixture.bundle("MATH"), 5);
    let invite = |place: usize, address: &str| fixture.invite(bought.seats[place], address, days_later(30));
    invite(0, "Eve@example.org");
    let withdrawn = invite(1, "eve@example.org");
    fixture.write([Event::Seat(bought.seats[1], SeatEvent::InvitationWithdrawn { invitation: withdrawn })]);
    invite(1, "eve@EXAMPLE.org");
    invite(2, "eve@example.org");
    invite(2, "dan@example.org");
    fixture.claim(&bought, bought.seats[2], bob);
    invite(3, "dan@example.org");
    let offered = |addresses: &[&str]| {
        let keys: Vec<_> = addresses.iter().map(|address| email(address).key()).collect();
        block_on(fixture.tenant.seats_offered_to(&keys)).unwrap()
    };
    let mut all = bought.seats[..4].to_vec();
    all.sort();
    assert_eq!(offered(&["eve@example.org", "dan@example.org"]), all);
    let mut of_eve = bought.seats[..3].to_vec();
    of_eve.sort();
    assert_eq!(offered(&["EVE@example.org"]), of_eve);
    assert_eq!((offered(&["nobody@example.org"]), offered(&[])), (Vec::new(), Vec::new()));
}

fn seats_are_listed_by_who_is_invited_to_them(fixture: &Fixture) {
    let (maths, music) = (fixture.bundle("MATH"), fixture.bundle("MUSIC"));
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let (first, second, others) =
        (fixture.buy(ada, maths, 4), fixture.buy(ada, music, 2), fixture.buy(bob, maths, 2));
    fixture.invite(first.seats[2], "Eve@example.org", days_later(30));
    fixture.invite(first.seats[0], "dan@example.org", days_later(30));
    fixture.invite(first.seats[0], "eve@example.org", days_later(10));
    let withdrawn = fixture.invite(first.seats[1], "eve@example.org", days_later(30));
    fixture.write([Event::Seat(first.seats[1], SeatEvent::InvitationWithdrawn { invitation: withdrawn })]);
    fixture.invite(second.seats[0], "eve@example.org", days_later(30));
    fixture.invite(others.seats[0], "eve@example.org", days_later(30));
    let invited = |addresses: &[&str]| SeatQuery {
        invited: Some(addresses.iter().map(|address| email(address).key()).collect()),
        ..of_buyer(ada)
    };
    let of_maths = |query: SeatQuery| SeatQuery { product: Some(maths.product), ..query };
    let both = [first.seats[0], first.seats[2]];
    assert_eq!(ids(fixture, &of_maths(invited(&["eve@EXAMPLE.org"]))), both);
    assert_eq!(ids(fixture, &of_maths(invited(&["dan@example.org", "eve@example.org"]))), both);
    assert_eq!(ids(fixture, &invited(&["eve@example.org"])).len(), 3);
    let pending = SeatQuery {
        state: Some((SeatState::Pending, days_later(20))),
        ..of_maths(invited(&["dan@example.org"]))
    };
    assert_eq!(ids(fixture, &pending), [first.seats[0]]);
    assert_eq!(ids(fixture, &invited(&["o'nobody@example.org"])), []);
    assert_eq!(ids(fixture, &invited(&[])), []);
    fixture.claim(&first, first.seats[0], bob);
    assert_eq!(ids(fixture, &of_maths(invited(&["eve@example.org"]))), [first.seats[2]]);
    let held_too = SeatQuery { holders: Some(vec![bob]), ..invited(&["eve@example.org"]) };
    assert_eq!(ids(fixture, &held_too), []);
}

/// REG-38, Q-01, Q-09
fn seats_are_listed_by_the_state_they_have_at_an_instant(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let bought = fixture.buy(ada, bundle, 5);
    let expires_at = days_later(30);
    fixture.invite(bought.seats[1], "eve@example.org", expires_at);
    fixture.claim(&bought, bought.seats[2], ada);
    fixture.write([Event::Seat(bought.seats[3], SeatEvent::SeatVoided { cause: VoidCause::PartCancelled })]);
    for at in around(expires_at).into_iter().chain([start()]) {
        for state in [SeatState::Available, SeatState::Pending, SeatState::Claimed, SeatState::Void] {
            let expected: Vec<SeatId> = all(fixture, &SeatQuery::default())
                .into_iter()
                .filter(|row| row.seat.state_at(at) == state)
                .map(|row| row.seat.id)
                .collect();
            assert_eq!(ids(fixture, &in_state(state, at)), expected, "{state} at {at}");
        }
    }
    let pending = |at| ids(fixture, &in_state(SeatState::Pending, at)).len();
    assert_eq!(around(expires_at).map(pending), [1, 0, 0]);
}

/// REG-24
fn a_seat_of_many_invitations_is_pending_while_one_is_open(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(fixture.customer("ada@example.org"), bundle, 2);
    let seat = bought.seats[0];
    let long = fixture.invite(seat, "eve@example.org", days_later(30));
    fixture.invite(seat, "bob@example.org", days_later(10));
    let pending = |at| ids(fixture, &in_state(SeatState::Pending, at));
    assert_eq!((pending(days_later(20)), pending(days_later(30))), (vec![seat], vec![]));
    fixture.write([Event::Seat(seat, SeatEvent::InvitationWithdrawn { invitation: long })]);
    assert_eq!((pending(days_later(9)), pending(days_later(10))), (vec![seat], vec![]));
    let hash = link(fixture.number());
    let short = fixture.seat(seat).unwrap().seat.invitations[1].id;
    let renewed = SeatEvent::InvitationRenewed {
        invitation: short,
        link: hash,
        expires_at: days_later(40),
        is_reminder: false,
    };
    fixture.write([Event::Seat(seat, renewed)]);
    assert_eq!((pending(days_later(39)), pending(days_later(40))), (vec![seat], vec![]));
}

/// ORD-14, Q-13
fn a_void_seat_keeps_its_claim_and_is_void_to_every_list(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(ada, bundle, 2);
    let (seat, granted) = (bought.seats[0], fixture.claim(&bought, bought.seats[0], bob));
    fixture.write([Event::Seat(seat, SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled })]);
    assert_eq!(ids(fixture, &in_state(SeatState::Void, start())), [seat]);
    assert_eq!(ids(fixture, &in_state(SeatState::Claimed, start())), []);
    let row = fixture.seat(seat).unwrap();
    assert_eq!(row.seat.claim().unwrap().grant, granted);
    assert_eq!(row.holder.unwrap().id, bob);
    let held = SeatQuery { holders: Some(vec![bob]), ..SeatQuery::default() };
    assert_eq!(ids(fixture, &held), [seat]);
    let code = Some(sealed_code(fixture.number()));
    fixture.write([Event::Seat(seat, SeatEvent::SeatReinstated { code })]);
    assert_eq!(ids(fixture, &in_state(SeatState::Claimed, start())), [seat]);
}

///
fn a_seat_handed_over_is_its_new_buyers(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(ada, bundle, 2);
    let hand_over = |seat: &SeatId| Event::Seat(*seat, SeatEvent::SeatHandedOver { to: bob });
    fixture.write(bought.seats.iter().map(hand_over));
    assert_eq!((ids(fixture, &of_buyer(ada)), ids(fixture, &of_buyer(bob))), (vec![], bought.seats.clone()));
    let row = fixture.seat(bought.seats[0]).unwrap();
    assert_eq!((row.buyer.id, row.pool.placed_by), (bob, bought.buyer));
    assert_eq!(row.seat.hand_overs[0].from, ada);
}

///
fn reclaims_are_counted_where_the_order_was_placed(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let bought = fixture.buy(ada, bundle, 2);
    let other = fixture.buy(ada, bundle, 2);
    for count in [1, 2] {
        let counted = PoolEvent::ReclaimsCounted { order: bought.order, line: 1, count };
        fixture.write([Event::Customer(ada, counted.into())]);
    }
    assert_eq!(fixture.seat(bought.seats[1]).unwrap().pool.reclaims, 3);
    assert_eq!(fixture.seat(other.seats[0]).unwrap().pool.reclaims, 0);
    assert_eq!(fixture.record(ada).pools[0].reclaims, 3);
}

fn pages_of_seats_put_together_are_the_whole_list(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    for quantity in [3, 11, 2] {
        fixture.buy(ada, bundle, quantity);
    }
    fixture.buy(bob, bundle, 4);
    for limit in [1, 2, 5, 16, 17] {
        let (mut request, mut together) = (PageRequest::first(limit), Vec::new());
        loop {
            let page = block_on(fixture.tenant.seats(&of_buyer(ada), &request)).unwrap();
            assert!(page.items.len() <= limit);
            together.extend(page.items.iter().map(|row| row.seat.id));
            let Some(next) = page.next else { break };
            request = PageRequest::after(next, limit);
        }
        assert_eq!(together, ids(fixture, &of_buyer(ada)), "pages of {limit}");
    }
}
