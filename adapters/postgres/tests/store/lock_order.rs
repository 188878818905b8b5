//! Commits lock what they move and what they rest on in one order.

use rollbook_domain::commit::Commit;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{CommitError, Conflict};
use rollbook_domain::stamp::Revision;

use crate::given::{Given, tenant};
use crate::joint::{begun, holder, runtime, told};
use crate::plans::wait_until_alone;

/// A commit that moves one customer and rests on another, and has to be written by itself.
fn moving(given: &Given, moved: CustomerId, rests_on: CustomerId) -> Commit {
    let mut commit = given.draft();
    for customer in [moved, rests_on] {
        commit.expect(StreamId::Customer(customer), Revision::new(1));
    }
    commit.push(Event::Customer(moved, CustomerEvent::TaxExemptionSet { is_exempt: true }.into()), None);
    commit
}

#[test]
fn two_that_each_rest_on_what_the_other_moves_do_not_wait_for_each_other() {
    let given = Given::a_database();
    let mut commit = given.draft();
    let [one, other] = [given.add_customer(&mut commit), given.add_customer(&mut commit)];
    let runtime = runtime();
    let store = given.open();
    runtime.block_on(tenant(&store).commit(commit)).unwrap();

    let held = format!("SELECT FROM customers WHERE id = '{}' FOR UPDATE", one.as_uuid());
    let holder = holder(&runtime, &given, &held);
    let both = begun(&runtime, &store, vec![moving(&given, one, other), moving(&given, other, one)]);
    let waiting = "SELECT count(*) FROM pg_stat_activity \
                   WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let are_waiting = (0..1_000).any(|_| given.database.psql(waiting).unwrap() == "2");
    assert!(are_waiting, "both wait for what somebody else holds");
    drop(holder);
    let told = told(&runtime, both);
    let is_moved = |told: &&_| matches!(told, Err(CommitError::Conflict(Conflict::Moved { .. })));
    assert_eq!(
        (told.iter().filter(|told| told.is_ok()).count(), told.iter().filter(is_moved).count()),
        (1, 1)
    );

    drop(store);
    wait_until_alone(&given.database);
    let deadlocks = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    assert_eq!(given.database.psql(deadlocks).unwrap(), "0");
}
