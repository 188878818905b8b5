use std::net::{IpAddr, Ipv4Addr};

use pollster::block_on;
use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::event::Event;
use rollbook_domain::id::{CountingIds, CustomerId, LoginId};
use rollbook_domain::login::{LockRule, Login, LoginMeans, LoginOutcome};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Committed, CountingVault, Cursor, Page};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::time::Instant;

use super::{NewLogin, record_login, replay_lock_rule};
use crate::testing::world::{ADA, ada, ada_id, by_email};
use crate::testing::{MockPorts, Room, new_tenant, now};

fn address(last: u8) -> Personal<IpAddr> {
    Personal::new(Ipv4Addr::new(203, 0, 113, last).into())
}

fn login(customer: CustomerId, number: u8, at: Instant) -> Login {
    Login {
        id: LoginId::next(&CountingIds::starting_at(u64::from(number))),
        customer,
        at,
        address: address(number),
        outcome: LoginOutcome::Succeeded,
        means: LoginMeans::Password,
    }
}

fn new(last: u8) -> NewLogin {
    let (outcome, means) = (LoginOutcome::Succeeded, LoginMeans::Password);
    NewLogin { at: now(), address: address(last), outcome, means }
}

/// A store with Ada, who signed in from so many addresses.
fn store(addresses: u8) -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_find_customer().returning(|_| Ok(Some(ada())));
    store.expect_record_logins().once().withf(|logins| logins.len() == 1).returning(|_| Ok(1));
    store.expect_logins().returning(move |_, _| {
        let items = (0..addresses).map(|number| login(ada_id(), number, now())).collect();
        Ok(Page { items, next: None })
    });
    store
}

/// AUD-01, LOCK-01
#[test]
fn a_sign_in_within_the_rule_is_recorded_and_nothing_else_happens() {
    let room = Room::with(store(5));
    let vault = CountingVault::default();
    let recorded = block_on(record_login(&room.desk(), &vault, &by_email(ADA), new(4))).unwrap();
    assert_eq!((recorded.customer, recorded.locked), (ada_id(), None));
}

/// LOCK-01
#[test]
fn one_address_too_many_locks_the_account_by_the_rule_with_the_evidence() {
    let mut store = store(6);
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            let locked = Status::Locked { automatic: Some("LOCK-01".to_owned()) };
            let wanted = Event::Customer(
                ada_id(),
                RecordEvent::Customer(CustomerEvent::StatusChanged { status: locked }),
            );
            let evidence =
                commit.events[0].note.as_ref().map(|note| note.as_str().to_owned()).unwrap_or_default();
            commit.events[0].event == wanted && evidence.contains("6 addresses") && !commit.mails.is_empty()
        })
        .returning(|_| Ok(Committed { last_sequence: 9 }));
    let room = Room::with(store);
    let vault = CountingVault::default();
    let recorded = block_on(record_login(&room.desk(), &vault, &by_email(ADA), new(5))).unwrap();
    assert_eq!(recorded.locked.unwrap().addresses.reveal().len(), 6);
}

/// LOCK-01: pages may end between any two sign-ins.
#[test]
fn the_past_is_replayed_customer_by_customer_across_pages() {
    let [one, other] = [1, 2].map(|number| CustomerId::next(&CountingIds::starting_at(number)));
    let logins: Vec<Login> = (0..3)
        .map(|number| login(one, number, now()))
        .chain((0..2).map(|number| login(other, number, now())))
        .collect();
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_logins().returning(move |_, page| {
        let from: usize = page.after.as_ref().map_or(0, |after| after.as_str().parse().unwrap());
        let next = (from + 2 < logins.len()).then(|| Cursor::new((from + 2).to_string()));
        Ok(Page { items: logins.iter().skip(from).take(2).cloned().collect(), next })
    });
    let room = Room::with(store);
    let replay = |addresses| {
        let found = block_on(replay_lock_rule(&room.desk(), LockRule { addresses, hours: 1 }, None)).unwrap();
        found.into_iter().map(|found| found.customer).collect::<Vec<_>>()
    };
    assert_eq!((replay(1), replay(2), replay(3)), (vec![one, other], vec![one], vec![]));
}
