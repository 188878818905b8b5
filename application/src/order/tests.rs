use std::collections::BTreeSet;

use pollster::block_on;
use rollbook_domain::access::{AccessEvent, Dates};
use rollbook_domain::catalogue::{Catalogue, ReclaimPolicy};
use rollbook_domain::commit::{Commit, NewEvent};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::mail::MailKind;
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{OrderStatus, PaymentType};
use rollbook_domain::port::{
    ClosedVault, Committed, CountingVault, OrderQuery, Page, PageRequest, VaultError,
};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::Q_13;
use rollbook_domain::seat::{SeatEvent, SeatState};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;

use super::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::learner::{order_id, order_row};
use crate::testing::seats::{bob_id, seat_id, seat_row};
use crate::testing::world::{ADA, Fault, ada, ada_id, by_email, catalogue, world};
use crate::testing::{MockPorts, Room, instant, new_tenant, now};
use crate::{Failure, What};

fn assignment() -> AssignCommand {
    AssignCommand {
        product: "algebra".to_owned(),
        price: None,
        ordered: None,
        dates: Dates::default(),
        cost: None,
        sales_order: None,
        mail: ConfirmationMail::Send,
        reason: None,
    }
}

fn placing(quantity: u32) -> PlaceCommand {
    PlaceCommand {
        lines: vec![PlaceLine { price: "alg-month".to_owned(), quantity, unit_cost: None }],
        status: OrderStatus::Processed,
        payment_type: PaymentType::Import,
        ordered: Moment::parse("2026-01-15").ok(),
        mail: ConfirmationMail::Send,
        reason: None,
    }
}

/// The catalogue, with the registration-code switch of its price on.
fn with_codes() -> Catalogue {
    let catalogue = catalogue();
    let mut prices = catalogue.prices().to_vec();
    prices[0].terms.makes_registration_codes = true;
    Catalogue::new(catalogue.products().to_vec(), prices, catalogue.courses().to_vec())
}

/// A store with the switch on, which gives its one commit to a check.
fn selling_seats(check: impl Fn(&Commit) + Send + 'static) -> MockPorts {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_catalogue().returning(|| Ok(with_codes()));
    ports.expect_commit().times(1).returning(move |commit| {
        commit.positions().expect("every stream written to is expected");
        check(&commit);
        Ok(Committed { last_sequence: 9 })
    });
    ports
}

fn kinds(commit: &Commit) -> Vec<&'static str> {
    commit.events.iter().map(|new| new.event.kind()).collect()
}

const WHOLE: CancelWhat = CancelWhat::Whole;

const ACTS: [(&str, Act); 5] = [
    ("assign", |desk| block_on(assign_product(desk, &by_email(ADA), &assignment())).map(|_| ())),
    ("place", |desk| {
        let vault = CountingVault::default();
        block_on(place_order(desk, &vault, &by_email(ADA), &placing(3))).map(|_| ())
    }),
    ("status", |desk| {
        let (order, to, mail) = (order_id(OrderStatus::New), OrderStatus::Processed, ConfirmationMail::Send);
        block_on(change_order_status(desk, &CountingVault::default(), order, to, mail, None)).map(|_| ())
    }),
    ("cancel", |desk| {
        block_on(cancel_order(desk, order_id(OrderStatus::Processed), WHOLE, Some(1), None)).map(|_| ())
    }),
    ("reinstate", |desk| {
        let order = order_id(OrderStatus::Cancelled);
        block_on(reinstate_order(desk, &CountingVault::default(), order, None)).map(|_| ())
    }),
];

#[test]
fn an_outage_at_any_step_ends_the_command_and_nothing_is_committed() {
    for (name, act) in ACTS {
        an_outage_at_each_step_ends_it(name, act);
    }
}

#[test]
fn a_command_starts_over_when_others_were_faster_and_gives_up_after_sixteen_tries() {
    for (name, act) in ACTS {
        conflicts_are_tried_again_and_then_given_up(name, act);
    }
}

/// ORD-03, ORD-06, ACC-03
#[test]
fn an_assignment_is_effective_from_its_order_date_and_rests_on_customer_settings_and_price() {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_commit().times(1).returning(|commit| {
        let streams: Vec<_> = commit.expected.iter().map(|expected| expected.stream).collect();
        let price = StreamId::Price(catalogue().prices()[0].id);
        assert_eq!(streams, [StreamId::Customer(ada_id()), StreamId::Tenant, price]);
        assert_eq!(commit.recorded_at, now());
        assert_eq!(kinds(&commit), ["order_placed", "access_granted"]);
        let [mail] = commit.mails.as_slice() else { panic!("{:?}", commit.mails) };
        assert_eq!((mail.kind, mail.is_held), (MailKind::OrderConfirmation, false));
        assert_eq!(mail.facts.lines[0].quantity, 1);
        for new in &commit.events {
            assert_eq!(new.effective_at, instant("2026-01-15T00:00:00Z"));
            assert_eq!(new.note.as_ref().map(Note::as_str), Some("voucher"));
        }
        Ok(Committed { last_sequence: 3 })
    });
    let command = AssignCommand {
        ordered: Moment::parse("2026-01-15").ok(),
        reason: Note::parse("voucher").ok(),
        ..assignment()
    };
    let room = Room::with(ports);
    let assigned = block_on(assign_product(&room.desk(), &by_email(ADA), &command)).unwrap();
    assert_eq!((assigned.customer, assigned.is_over), (ada_id(), false));
}

/// REG-03, REG-05, MAIL-01, ORD-05
#[test]
fn an_order_of_seats_is_one_commit_with_a_stream_for_each_seat_and_one_confirmation() {
    let ports = selling_seats(|commit| {
        let kinds = kinds(commit);
        assert_eq!(kinds[..2], ["order_placed", "seats_bought"]);
        assert_eq!(kinds[2..], ["seat_bought"; 25]);
        let new = commit.expected.iter().filter(|expected| expected.revision == Revision::NONE);
        assert!(new.clone().all(|expected| matches!(expected.stream, StreamId::Seat(_))));
        assert_eq!(new.count(), 25);
        let ordered_at = instant("2026-01-15T00:00:00Z");
        assert!(commit.events.iter().all(|new| new.effective_at == ordered_at));
        let is_coded = |new: &NewEvent| {
            matches!(&new.event, Event::Seat(_, SeatEvent::SeatBought { code: Some(_), .. }))
        };
        assert_eq!(commit.events.iter().filter(|new| is_coded(new)).count(), 25);
        let [mail] = commit.mails.as_slice() else { panic!("{:?}", commit.mails) };
        assert_eq!((mail.to.reveal().as_typed(), mail.facts.lines[0].is_seats), (ADA, true));
        assert_eq!(mail.facts.total, Some(Money::from_minor(25 * 4900, Currency::USD)));
    });
    let room = Room::with(ports);
    let vault = CountingVault::default();
    let placed = block_on(place_order(&room.desk(), &vault, &by_email(ADA), &placing(25))).unwrap();
    assert_eq!((placed.given.seats, placed.given.grants.len()), (25, 0));
}

/// REG-04, MAIL-01
#[test]
fn an_order_without_seats_needs_no_key_and_its_confirmation_may_be_held_or_left_out() {
    for (mail, queued) in [
        (ConfirmationMail::Send, Some(false)),
        (ConfirmationMail::Hold, Some(true)),
        (ConfirmationMail::Omit, None),
    ] {
        let room = Room::with(selling_seats(move |commit| {
            assert_eq!(kinds(commit), ["order_placed", "access_granted"]);
            assert_eq!(commit.mails.first().map(|mail| mail.is_held), queued, "{mail:?}");
        }));
        let command = PlaceCommand { mail, ..placing(1) };
        let vault = ClosedVault::new("there is no key file");
        let placed = block_on(place_order(&room.desk(), &vault, &by_email(ADA), &command)).unwrap();
        assert_eq!((placed.given.seats, placed.given.grants.len()), (0, 1));
    }
}

/// REG-05
#[test]
fn without_a_key_no_seats_are_sold() {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_catalogue().returning(|| Ok(with_codes()));
    let room = Room::with(ports);
    let vault = ClosedVault::new("there is no key file");
    let failure = block_on(place_order(&room.desk(), &vault, &by_email(ADA), &placing(2))).unwrap_err();
    assert!(matches!(failure, Failure::Vault(VaultError::NoKey(_))), "{failure:?}");
}

/// ORD-13
#[test]
fn an_open_order_gives_nothing_and_confirms_nothing() {
    for status in [OrderStatus::New, OrderStatus::Pending, OrderStatus::Invoice, OrderStatus::PurchaseOrder] {
        let room = Room::with(selling_seats(|commit| {
            assert_eq!((kinds(commit), commit.mails.len()), (vec!["order_placed"], 0));
        }));
        let command = PlaceCommand { status, ..placing(3) };
        let vault = CountingVault::default();
        let placed = block_on(place_order(&room.desk(), &vault, &by_email(ADA), &command)).unwrap();
        assert_eq!(placed.given, GivenByOrder::default());
    }
}

/// ORD-13, MAIL-01
#[test]
fn an_order_that_comes_to_grant_gives_its_access_from_then_on_in_a_window_from_its_date() {
    let mut ports = selling_seats(|commit| {
        assert_eq!(kinds(commit), ["order_status_changed", "access_granted"]);
        assert!(commit.events.iter().all(|new| new.effective_at == now()));
        let Event::Customer(_, RecordEvent::Access(AccessEvent::AccessGranted { window, .. })) =
            &commit.events[1].event
        else {
            panic!("{:?}", commit.events)
        };
        assert_eq!(window.starts_at(), instant("2026-02-01T00:00:00Z"));
        assert_eq!(commit.mails.len(), 1);
    });
    ports.expect_find_order().returning(|id| Ok(order_row(id)));
    let room = Room::with(ports);
    let (vault, order) = (CountingVault::default(), order_id(OrderStatus::New));
    let (to, mail) = (OrderStatus::PurchaseOrderGranted, ConfirmationMail::Send);
    let moved = block_on(change_order_status(&room.desk(), &vault, order, to, mail, None)).unwrap();
    assert_eq!((moved.outcome, moved.given.grants.len()), (Outcome::Applied, 1));
}

/// ORD-14, Q-13
#[test]
fn cancelling_takes_seats_and_the_access_of_holders_in_the_same_commit_once_their_count_is_confirmed() {
    let mut ports = MockPorts::new();
    ports.expect_find_order().returning(|id| Ok(order_row(id)));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_seats().returning(|query, _| {
        assert_eq!(query.order, Some(order_id(OrderStatus::Processed)));
        let rows =
            [SeatState::Claimed, SeatState::Pending].map(|state| seat_row(state, ReclaimPolicy::Always));
        Ok(Page { items: rows.into(), next: None })
    });
    ports.expect_commit().times(1).returning(|commit| {
        let cancelled =
            ["order_cancelled", "access_suspended", "seat_voided", "access_suspended", "seat_voided"];
        assert_eq!(kinds(&commit), cancelled);
        let streams: BTreeSet<_> = commit.expected.iter().map(|expected| expected.stream).collect();
        let seats = [SeatState::Claimed, SeatState::Pending].map(|state| StreamId::Seat(seat_id(state)));
        let customers = [ada_id(), bob_id()].map(StreamId::Customer);
        assert_eq!(streams, seats.into_iter().chain(customers).collect());
        assert_eq!(commit.expected.len(), streams.len());
        Ok(Committed { last_sequence: 3 })
    });
    let room = Room::with(ports);
    let cancel = |confirm| {
        block_on(cancel_order(&room.desk(), order_id(OrderStatus::Processed), WHOLE, confirm, None))
    };
    let refused = cancel(None).unwrap_err();
    assert_eq!(refused.rules(), [Q_13]);
    assert!(refused.to_string().contains("--confirm 1"), "{refused}");
    let planned = block_on(plan_cancel(&room.desk(), order_id(OrderStatus::Processed), WHOLE)).unwrap();
    let cancelled = cancel(Some(1)).unwrap();
    assert_eq!(cancelled, planned);
    assert_eq!((cancelled.seats.claimed, cancelled.seats.pending), (1, 1));
    let [loser] = cancelled.losers.as_slice() else { panic!("{:?}", cancelled.losers) };
    assert_eq!((loser.customer, loser.seat), (bob_id(), seat_id(SeatState::Claimed)));
}

/// ORD-14
#[test]
fn cancelling_twice_is_unchanged() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let again = block_on(cancel_order(&room.desk(), order_id(OrderStatus::Cancelled), WHOLE, None, None));
    assert_eq!((again.unwrap().outcome, tally.commits()), (Outcome::Unchanged, 0));
}

///
#[test]
fn a_part_is_looked_for_among_the_seats_of_its_line() {
    let mut ports = MockPorts::new();
    ports.expect_find_order().returning(|id| Ok(order_row(id)));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_seats().returning(|query, _| {
        assert_eq!(query.line, Some(1));
        let rows =
            [SeatState::Claimed, SeatState::Pending].map(|state| seat_row(state, ReclaimPolicy::Always));
        Ok(Page { items: rows.into(), next: None })
    });
    ports.expect_commit().times(1).returning(|commit| {
        assert_eq!(kinds(&commit), ["seat_voided"]);
        let streams: Vec<_> = commit.expected.iter().map(|expected| expected.stream).collect();
        assert_eq!(streams, [StreamId::Customer(ada_id()), StreamId::Seat(seat_id(SeatState::Pending))]);
        Ok(Committed { last_sequence: 3 })
    });
    let room = Room::with(ports);
    let part = |quantity| {
        let what = CancelWhat::Part { line: 1, quantity };
        block_on(cancel_order(&room.desk(), order_id(OrderStatus::Processed), what, None, None))
    };
    assert_eq!(part(1).unwrap().seats.pending, 1);
    assert_eq!(part(2).unwrap_err().rules(), [Q_13]);
    assert_eq!(part(3).unwrap_err().rules(), [Q_13]);
}

#[test]
fn an_order_that_does_not_exist_is_missing() {
    let mut ports = MockPorts::new();
    ports.expect_find_order().returning(|_| Ok(None));
    let room = Room::with(ports);
    let failure =
        block_on(cancel_order(&room.desk(), order_id(OrderStatus::New), WHOLE, None, None)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Order, .. }));
}

/// ORD-01
#[test]
fn a_list_is_narrowed_by_customer_and_status() {
    let (mut ports, _) = world(Fault::Nothing);
    let wanted = OrderQuery { customer: Some(ada_id()), status: Some(OrderStatus::Processed) };
    ports
        .expect_list_orders()
        .withf(move |query, _| *query == wanted)
        .returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    let room = Room::with(ports);
    let (desk, page) = (room.desk(), PageRequest::first(10));
    let (known, unknown) = (by_email(ADA), by_email("nobody@example.org"));
    let listed = |key| block_on(list_orders(&desk, Some(key), Some(OrderStatus::Processed), &page));
    assert!(listed(&known).unwrap().items.is_empty());
    let failure = listed(&unknown).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Customer, .. }));
}
