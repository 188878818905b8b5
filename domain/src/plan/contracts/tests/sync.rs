use proptest::prelude::*;

use super::super::{KnownContract, SourceContract, SyncPlan, SyncResult, needs_followers, plan};
use super::{Read, follower, order};
use crate::id::CountingIds;
use crate::record::story::{Story, at};
use crate::refusal::Refusal;
use crate::rule::{ENR_01, ENR_02, ORD_09};
use crate::sales_order::{SalesOrder, SalesOrderEvent};
use crate::stamp::Revision;
use crate::time::Zone;

fn contract(external_id: &str, number: &str, ends: &str) -> SourceContract {
    SourceContract {
        place: format!("line of {number}"),
        external_id: Some(external_id.to_owned()),
        number: number.to_owned(),
        client: "Northern Rail".to_owned(),
        starts: "2026-01-01".to_owned(),
        ends: ends.to_owned(),
        courses: vec!["bbb".to_owned()],
        seats: Some("2".to_owned()),
        lacks: None,
    }
}

fn planned(story: &Story, known: &[KnownContract<'_>], contracts: &[SourceContract]) -> SyncPlan {
    let ids = CountingIds::starting_at(1000);
    plan(contracts, known, &story.catalogue, &Zone::utc(), at("2026-02-15"), &ids)
}

fn known<'a>(sales_order: &'a SalesOrder, read: &'a Read) -> KnownContract<'a> {
    KnownContract { sales_order, followers: vec![read.follower()] }
}

fn results(plan: &SyncPlan) -> Vec<&SyncResult> {
    plan.rows.iter().map(|row| &row.result).collect()
}

/// Folds what a plan would write.
fn written(plan: &SyncPlan, known: &[&SalesOrder]) -> Vec<SalesOrder> {
    let mut orders: Vec<SalesOrder> = known.iter().map(|order| (*order).clone()).collect();
    for planned in &plan.changes.events {
        match orders.iter_mut().find(|order| order.id == planned.id) {
            Some(order) => order.apply(&planned.event, order.revision.next()),
            None => orders.extend(SalesOrder::from_first(planned.id, &planned.event)),
        }
    }
    orders
}

/// ENR-02
#[test]
fn a_contract_becomes_a_sales_order_once() {
    let story = Story::begin();
    let contracts = [contract("4711", "SO-1", "2026-03-31"), contract("", "SO-2", "2026-06-30")];
    let first = planned(&story, &[], &contracts);
    assert_eq!(results(&first), [&SyncResult::Added, &SyncResult::Added]);
    let orders = written(&first, &[]);
    let ids: Vec<_> = orders.iter().map(|order| order.terms.external_id.as_ref().unwrap().as_str()).collect();
    assert_eq!(ids, ["4711", "SO-2"], "without an external id it goes by its number");
    assert_eq!(orders[0].terms.term.ends_at(), at("2026-04-01"));
    let again: Vec<_> =
        orders.iter().map(|sales_order| KnownContract { sales_order, followers: Vec::new() }).collect();
    let second = planned(&story, &again, &contracts);
    assert_eq!(results(&second), [&SyncResult::Unchanged, &SyncResult::Unchanged]);
    assert!(second.changes.events.is_empty() && second.vanished.is_empty());
}

/// ENR-02, Q-40
#[test]
fn a_changed_contract_says_what_is_different_and_whose_access_changes() {
    let (story, order) = follower();
    let read = Read::of(&story, "BBB");
    let changed = SourceContract { client: "Rail".to_owned(), ..contract("4711", "SO-1", "2026-01-31") };
    assert_eq!(
        needs_followers(
            std::slice::from_ref(&changed),
            std::slice::from_ref(&order),
            &story.catalogue,
            &Zone::utc()
        ),
        [order.id]
    );
    let followed = |contract: SourceContract| {
        !needs_followers(&[contract], std::slice::from_ref(&order), &story.catalogue, &Zone::utc()).is_empty()
    };
    let fewer = SourceContract { seats: Some("1".to_owned()), ..contract("4711", "SO-1", "2026-03-31") };
    assert!(followed(fewer), "whether its seats suffice is asked of who follows it");
    assert!(!followed(contract("4711", "SO-1", "2026-03-31")), "nothing of it is another");
    let plan = planned(&story, &[known(&order, &read)], &[changed]);
    let SyncResult::Changed { fields, effects } = &plan.rows[0].result else { panic!("{plan:?}") };
    assert_eq!((fields.as_slice(), effects.len(), plan.touched()), (&["client", "end"][..], 1, 1));
    assert_eq!(plan.changes.expected, [(order.id, Revision::new(1))]);
    assert!(matches!(plan.changes.events[0].event, SalesOrderEvent::SalesOrderEdited { .. }));
}

/// ENR-02
#[test]
fn a_contract_that_vanished_is_reported_and_goes_on() {
    let (mut story, order) = follower();
    let read = Read::of(&story, "BBB");
    let by_hand = {
        let mut by_hand = super::order(&mut story, "2026-03-31");
        by_hand.terms.external_id = None;
        by_hand.number = crate::record::story::code("BY-HAND");
        by_hand.id = crate::id::SalesOrderId::from_uuid(uuid::Uuid::from_u128(5));
        by_hand
    };
    let all = [known(&order, &read), KnownContract { sales_order: &by_hand, followers: Vec::new() }];
    let plan = planned(&story, &all, &[]);
    assert_eq!(plan.vanished, std::slice::from_ref(&order.number));
    assert!(plan.rows.is_empty() && plan.changes.events.is_empty() && plan.touched() == 0);
    let mut broken = contract("4711", "SO-1", "2026-02-30");
    assert_eq!(
        planned(&story, &all, std::slice::from_ref(&broken)).vanished,
        [],
        "it is there, though not right"
    );
    broken.external_id = Some(String::new());
    assert_eq!(planned(&story, &all, &[broken]).vanished, []);
}

/// ENR-01, ENR-02
#[test]
fn of_what_a_source_says_nothing_that_stays_which_is_known() {
    let (story, order) = follower();
    let read = Read::of(&story, "BBB");
    let silent = |number: &str| SourceContract {
        external_id: None,
        seats: None,
        ..contract("", number, "2026-03-31")
    };
    let found = planned(&story, &[known(&order, &read)], &[silent("so-1"), silent("SO-2")]);
    assert_eq!(results(&found), [&SyncResult::Unchanged, &SyncResult::Added]);
    assert!(found.vanished.is_empty());
    let added = written(&found, &[]).remove(0).terms;
    assert_eq!((added.external_id.unwrap().as_str(), added.seats), ("SO-2", None));
    let lifted = SourceContract { seats: Some(" ".to_owned()), ..silent("SO-1") };
    let found = planned(&story, &[known(&order, &read)], &[lifted]);
    let SyncResult::Changed { fields, .. } = &found.rows[0].result else { panic!("{found:?}") };
    assert_eq!(fields, &["seats"], "blank means any number");
    let mut by_hand = order;
    by_hand.terms.external_id = None;
    let taken_over = planned(&story, &[known(&by_hand, &read)], &[silent("SO-1")]);
    let SyncResult::Changed { fields, .. } = &taken_over.rows[0].result else { panic!("{taken_over:?}") };
    assert_eq!(fields, &["external id"], "from then on it goes by its number");
}

/// ENR-02
#[test]
fn a_sales_order_entered_by_hand_is_taken_over_by_its_number() {
    let (story, mut order) = follower();
    order.terms.external_id = None;
    let read = Read::of(&story, "BBB");
    let plan = planned(&story, &[known(&order, &read)], &[contract("4711", "so-1", "2026-03-31")]);
    let SyncResult::Changed { fields, effects } = &plan.rows[0].result else { panic!("{plan:?}") };
    assert_eq!((fields.as_slice(), effects.as_slice()), (&["external id"][..], &[][..]));
}

/// ENR-01, ENR-02, ORD-09
#[test]
fn a_contract_that_makes_no_sense_is_refused_by_itself() {
    let (story, order) = follower();
    let read = Read::of(&story, "BBB");
    let good = || contract("4712", "SO-2", "2026-03-31");
    let cases = [
        (SourceContract { number: "SO 2".to_owned(), ..good() }, "number: ", ENR_01),
        (SourceContract { client: " ".to_owned(), ..good() }, "client: ", ENR_01),
        (SourceContract { ends: "2026-02-30".to_owned(), ..good() }, "end: ", ENR_01),
        (SourceContract { ends: "2025-12-30".to_owned(), ..good() }, "the term would end", ENR_01),
        (SourceContract { courses: vec!["NONE".to_owned()], ..good() }, "there is no course `NONE`", ORD_09),
        (SourceContract { courses: Vec::new(), ..good() }, "covers no course", ENR_01),
        (
            SourceContract { seats: Some("many".to_owned()), ..good() },
            "`many` is not a number of seats",
            ENR_01,
        ),
        (SourceContract { seats: Some("0".to_owned()), ..good() }, "has 0 seats", ENR_01),
        (
            SourceContract { lacks: Some("endDate".to_owned()), ends: String::new(), ..good() },
            "the field `endDate` is empty or not there",
            ENR_01,
        ),
        (contract("4711", "SO-9", "2026-03-31"), "is known as sales order SO-1", ENR_02),
    ];
    for (bad, expected, rule) in cases {
        let plan =
            planned(&story, &[known(&order, &read)], &[bad.clone(), contract("4799", "SO-3", "2026-03-31")]);
        let SyncResult::Refused { reason, rules } = &plan.rows[0].result else { panic!("{bad:?}") };
        assert!(reason.contains(expected), "{reason}");
        assert_eq!(*rules, [rule], "{reason}");
        assert_eq!(plan.rows[1].result, SyncResult::Added, "the others go on");
    }
    let twice = [
        good(),
        SourceContract { number: "SO-3".to_owned(), ..good() },
        contract("4713", "so-2", "2026-03-31"),
    ];
    let plan = planned(&story, &[], &twice);
    for (place, expected) in
        [(1, "external id: `4712` stands at line of SO-2"), (2, "number: `so-2` stands at line of SO-2")]
    {
        let SyncResult::Refused { reason, .. } = &plan.rows[place].result else { panic!("{plan:?}") };
        assert!(reason.contains(expected), "{reason}");
    }
}

/// ENR-01
#[test]
fn a_contract_with_fewer_seats_than_learners_is_refused() {
    let (story, mut order) = follower();
    order.terms.seats = Some(3);
    let read = Read::of(&story, "BBB");
    let other = Read {
        customer: crate::id::CustomerId::from_uuid(uuid::Uuid::from_u128(9)),
        ..Read::of(&story, "BBB")
    };
    let followers = vec![read.follower(), other.follower()];
    let fewer = SourceContract { seats: Some("1".to_owned()), ..contract("4711", "SO-1", "2026-03-31") };
    let plan = planned(&story, &[KnownContract { sales_order: &order, followers }], &[fewer]);
    let SyncResult::Refused { reason, rules } = &plan.rows[0].result else { panic!("{plan:?}") };
    assert!(reason.contains("cannot have 1 seats while 2 learners"), "{reason}");
    assert_eq!(*rules, [ENR_01]);
    assert!(crate::sales_order::SalesOrderRefused::NoCourse.rules() == [ENR_01]);
}

proptest! {
    /// ENR-02
    #[test]
    fn synchronising_twice_changes_nothing_the_second_time(
        numbers in prop::collection::btree_set(0_u8..20, 0..8),
        ends in prop::collection::vec(1_u8..28, 8), seats in 1_u8..9,
    ) {
        let mut story = Story::begin();
        let known_before = order(&mut story, "2026-03-31");
        let contracts: Vec<_> = numbers.iter().zip(&ends).map(|(number, day)| SourceContract {
            seats: Some(seats.to_string()),
            ..contract(&format!("x{number}"), &format!("SO-{number}"), &format!("2026-05-{day:02}"))
        }).collect();
        let bare = |sales_order| KnownContract { sales_order, followers: Vec::new() };
        let first = planned(&story, &[bare(&known_before)], &contracts);
        let orders = written(&first, &[&known_before]);
        let again: Vec<_> = orders.iter().map(bare).collect();
        let second = planned(&story, &again, &contracts);
        prop_assert!(second.changes.events.is_empty());
        prop_assert!(second.rows.iter().all(|row| row.result == SyncResult::Unchanged), "{:?}", second.rows);
        prop_assert_eq!(second.vanished.len(), usize::from(!numbers.contains(&1)));
    }
}
