use std::collections::BTreeMap;

use super::map::{Fate, Shown, TABLES, Whose, differences};
use super::*;
use crate::access::AccessWindow;
use crate::catalogue::SeatPolicy;
use crate::customer::{CustomerEvent, Identity, Status};
use crate::id::{CountingIds, CustomerId, OrderId};
use crate::record::story::{Story, at};
use crate::refusal::Refusal;
use crate::rule::{CUS_22, GDPR_08, GDPR_11, Q_12, Q_35, X_01};
use crate::seat::void::tests::Known;
use crate::seat::{HeldSeat, PoolEvent, SeatEvent, SeatTerm, SeatTerms, VoidCause};
use crate::settings::DeleteRule;
use crate::time::Instant;

fn now() -> Instant {
    at("2026-03-15")
}

/// A customer, Inactive since February.
fn inactive() -> Story {
    let mut story = Story::begin();
    story.write("2026-02-01", [CustomerEvent::StatusChanged { status: Status::Inactive }]);
    story
}

fn held(seats: &[Known]) -> Vec<HeldSeat<'_>> {
    seats.iter().map(|known| HeldSeat { seat: &known.seat, grant: known.grant.as_ref() }).collect()
}

/// GDPR-04, GDPR-05, GDPR-09, CUS-28
#[test]
fn an_inactive_customer_is_erased_and_the_record_keeps_id_and_create_date() {
    let mut story = inactive();
    story.assign("2026-02-10", "BBB-30");
    let before = story.record.clone();
    let erased = erase(Erase { record: &before, seats: &[], release: None }, now()).unwrap();
    assert_eq!((erased.seats, &erased.event), (Vec::new(), &CustomerEvent::CustomerErased));
    story.write("2026-03-15", [erased.event]);
    let customer = &story.record.customer;
    assert_eq!((customer.id, customer.created_at), (before.customer.id, before.customer.created_at));
    assert!(matches!(customer.identity, Identity::Erased { .. }));
    assert!(
        customer.memberships.is_empty() && customer.links.is_empty() && customer.password.set_at.is_none()
    );
}

/// GDPR-06, ORD-11, X-05
#[test]
fn erasing_deletes_no_order_and_no_access() {
    let mut story = inactive();
    story.assign("2026-02-10", "BBB-30");
    let before = story.record.clone();
    story.write("2026-03-15", [CustomerEvent::CustomerErased]);
    assert_eq!((&story.record.orders, &story.record.grants), (&before.orders, &before.grants));
}

/// GDPR-08
#[test]
fn only_an_inactive_customer_is_erased() {
    let mut story = Story::begin();
    for status in [Status::Active, Status::Locked { automatic: None }] {
        story.write("2026-02-01", [CustomerEvent::StatusChanged { status }]);
        let facts = Erase { record: &story.record, seats: &[], release: None };
        assert_eq!(erase(facts, now()).unwrap_err().rules(), [GDPR_08]);
    }
}

/// GDPR-08, N123
#[test]
fn whoever_was_erased_before_is_erased_again_whatever_the_status_is_now() {
    for status in [Status::Active, Status::Locked { automatic: None }, Status::Inactive] {
        let mut story = Story::begin();
        story.write("2026-02-01", [CustomerEvent::StatusChanged { status: status.clone() }]);
        let facts = Erase { record: &story.record, seats: &[], release: None };
        let again = erase_again(facts, now()).unwrap();
        let inactive = CustomerEvent::StatusChanged { status: Status::Inactive };
        assert_eq!(again.inactivated, (status != Status::Inactive).then_some(inactive), "{status:?}");
        story.write("2026-03-15", again.inactivated.into_iter().chain([again.event]));
        assert!(matches!(story.record.customer.identity, Identity::Erased { .. }));
        let facts = Erase { record: &story.record, seats: &[], release: None };
        assert_eq!(erase_again(facts, now()).unwrap_err().rules(), [GDPR_11], "once is enough");
    }
}

/// Q-12, N123
#[test]
fn erasing_again_decides_about_seats_as_erasing_does_and_hands_them_to_nobody_who_goes_too() {
    let story = Story::begin();
    let seats = [Known::new(1), Known::new(2).invited("2026-03-10")];
    let seats = held(&seats);
    let facts = Erase { record: &story.record, seats: &seats, release: None };
    assert_eq!(erase_again(facts, now()).unwrap_err().rules(), [Q_12]);
    let voided = erase_again(Erase { release: Some(SeatsGo::Void), ..facts }, now()).unwrap();
    assert_eq!(voided.seats.len(), 2);
    let ids = CountingIds::default();
    let [ada, bob] = [CustomerId::next(&ids), CustomerId::next(&ids)];
    let past = [PastErasure { customer: ada, erased_at: now() }];
    assert_eq!(may_succeed(bob, &past), Ok(()));
    assert_eq!(may_succeed(ada, &past).unwrap_err().rules(), [Q_12, GDPR_11]);
}

/// GDPR-07, GDPR-11
#[test]
fn an_erased_record_is_not_erased_or_deleted_again_and_changes_no_more() {
    let mut story = inactive();
    let grant = story.assign("2026-02-10", "BBB-30");
    story.write("2026-03-01", [CustomerEvent::CustomerErased]);
    let record = &story.record;
    let facts = Erase { record, seats: &[], release: None };
    assert_eq!(erase(facts, now()).unwrap_err().rules(), [GDPR_11]);
    let gone = delete(record, SeatsOf::default(), &story.catalogue, DeleteRule::Either, now());
    assert_eq!(gone.unwrap_err().rules(), [GDPR_11]);
    let customer = &record.customer;
    for refused in [
        crate::customer::change_status(customer, Status::Active, now()).unwrap_err(),
        crate::customer::edit(customer, crate::customer::EditProfile::default(), None, None).unwrap_err(),
        crate::customer::set_tax_exemption(customer, true).unwrap_err(),
        crate::customer::expire_passwords_after(customer, Some(3)).unwrap_err(),
    ] {
        assert_eq!(refused.rules(), [GDPR_11], "{refused}");
    }
    assert_eq!(crate::access::must_not_be_erased(customer).unwrap_err().rules(), [GDPR_11]);
    assert!(crate::seat::may_release(customer).unwrap_err().rules().contains(&GDPR_11));
    assert!(record.grant(grant).is_some(), "what was given stays in the history");
}

///
#[test]
fn who_answers_for_free_seats_has_to_say_what_becomes_of_them() {
    let story = inactive();
    let seats = [Known::new(1), Known::new(2).invited("2026-03-10")];
    let seats = held(&seats);
    let facts = Erase { record: &story.record, seats: &seats, release: None };
    let refused = erase(facts, now()).unwrap_err();
    assert_eq!(refused.rules(), [Q_12]);
    assert!(refused.to_string().contains("2 seats"), "{refused}");
    let voided = erase(Erase { release: Some(SeatsGo::Void), ..facts }, now()).unwrap();
    let void = SeatEvent::SeatVoided { cause: VoidCause::BuyerErased };
    assert!(voided.seats.iter().all(|change| change.event == void) && voided.seats.len() == 2);
    let own = Erase { release: Some(SeatsGo::To(&story.record.customer)), ..facts };
    assert_eq!(erase(own, now()).unwrap_err().rules(), [Q_12], "nobody succeeds themselves");
}

/// CUS-22, CUS-23, CUS-24, GDPR-10, X-01
#[test]
fn a_customer_is_deleted_by_the_tenants_rule_whatever_the_status() {
    let mut story = Story::begin();
    let gone =
        |story: &Story, rule, now| delete(&story.record, SeatsOf::default(), &story.catalogue, rule, now);
    assert_eq!(gone(&story, DeleteRule::Neither, now()), Ok(CustomerEvent::CustomerDeleted));
    story.assign("2026-02-10", "BBB-30");
    for (rule, when, may) in [
        (DeleteRule::Neither, "2026-02-15", false),
        (DeleteRule::Either, "2026-02-15", false),
        // The access is over; the order is not.
        (DeleteRule::Neither, "2026-08-15", false),
        (DeleteRule::Either, "2026-08-15", true),
    ] {
        match gone(&story, rule, at(when)) {
            Ok(_) => assert!(may, "{rule:?} {when}"),
            Err(refused) => assert!(!may && refused.rules().contains(&CUS_22), "{rule:?} {when}: {refused}"),
        }
    }
}

///
#[test]
fn who_answers_for_seats_or_holds_one_is_not_deleted() {
    let story = Story::begin();
    for (seats, rule) in
        [(SeatsOf { answered_for: 1, held: 0 }, X_01), (SeatsOf { answered_for: 0, held: 1 }, Q_35)]
    {
        let answer = delete(&story.record, seats, &story.catalogue, DeleteRule::Either, now());
        assert!(answer.unwrap_err().rules().contains(&rule));
    }
}

///
#[test]
fn who_bought_seats_is_not_deleted_even_when_others_answer_for_all_of_them() {
    let mut story = Story::begin();
    let price = story.catalogue.price_by_code("BBB-30").unwrap().clone();
    let term = SeatTerm::Purchase { window: AccessWindow::unending_from(now()), from_first_launch: None };
    let bought = PoolEvent::SeatsBought {
        order: OrderId::next(&CountingIds::starting_at(900)),
        line: 1,
        product: price.product,
        price: price.id,
        quantity: 3,
        terms: Box::new(SeatTerms { term, policy: SeatPolicy::default() }),
    };
    story.write("2026-02-10", [bought]);
    let answer = delete(&story.record, SeatsOf::default(), &story.catalogue, DeleteRule::Either, now());
    let customer = story.record.customer.id;
    assert_eq!(answer, Err(DeleteCustomerRefused::AnswersForSeats { customer, seats: 3 }));
}

/// GDPR-12
#[test]
fn the_map_names_no_table_and_no_column_twice() {
    let mut names: Vec<String> = Vec::new();
    for table in TABLES {
        names.push(table.name.to_owned());
        names.extend(table.personal.iter().map(|column| format!("{}.{}", table.name, column.name)));
        names.extend(table.others.iter().map(|column| format!("{}.{column}", table.name)));
        assert_eq!(table.whose == Whose::Nobody, table.personal.is_empty(), "{}", table.name);
        assert!(!table.others_because.is_empty());
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// N121
#[test]
fn a_column_that_only_the_map_or_only_the_schema_has_is_told() {
    let schema = || {
        TABLES.iter().flat_map(|table| {
            let personal = table.personal.iter().map(|column| column.name);
            personal.chain(table.others.iter().copied()).map(move |column| (table.name, column))
        })
    };
    assert_eq!(differences(schema()), Vec::<String>::new());
    let more = differences(schema().chain([("customer_profiles", "shoe_size"), ("shoes", "size")]));
    assert!(more.len() == 2 && more[0].contains("customer_profiles.shoe_size is in no list"), "{more:?}");
    let less = differences(schema().filter(|(_, column)| *column != "name_key"));
    assert!(less.len() == 1 && less[0].contains("not in the schema"), "{less:?}");
}

///
#[test]
fn a_receipt_tells_what_is_gone_what_stays_and_why() {
    let rows = BTreeMap::from([("profile", 1), ("orders", 3), ("groups", 0)]);
    let receipt = Receipt::of(&rows);
    let line = |subject| receipt.0.iter().find(|line| line.subject == subject);
    assert!(line("groups").is_none());
    let profile = line("profile").unwrap();
    assert!(profile.cleared.contains(&"email") && profile.kept.contains(&"created_at"));
    let orders = line("orders").unwrap();
    assert_eq!((orders.rows, orders.cleared.len()), (3, 0));
    assert!(orders.because.iter().all(|why| !why.is_empty()) && !orders.because.is_empty());
}

#[test]
fn what_is_removed_or_cleared_is_secret_or_shown_and_whoever_keeps_says_why() {
    for column in TABLES.iter().flat_map(|table| table.personal) {
        match column.shown {
            Shown::In(file, header) => assert!(!file.is_empty() && !header.is_empty()),
            Shown::Never(why) => assert!(!why.is_empty()),
        }
        if let Fate::Kept(why) = column.fate {
            assert!(!why.is_empty());
        }
    }
}
