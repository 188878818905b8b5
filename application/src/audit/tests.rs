use pollster::block_on;
use rollbook_domain::audit::{
    Anchor, ChainValue, Link, LogEntry, LogHead, Problem, SealedCommit, genesis, link,
};
use rollbook_domain::id::{CommitId, CountingIds};
use rollbook_domain::settings::TenantId;

use super::{take_anchor, verify_log};
use crate::testing::{MockPorts, Room, new_tenant, now, outage};
use crate::{Failure, What};

/// A log of so many events of one commit.
fn log(count: u64) -> Vec<LogEntry> {
    let commit = SealedCommit::new(CommitId::next(&CountingIds::default()), 0, count, "{}");
    let mut before = genesis("default");
    (1..=count)
        .map(|sequence| {
            let event = Link {
                sequence,
                stream_kind: "tenant",
                stream_id: [0; 16],
                position: sequence,
                effective_at: 0,
                payload: b"{}",
                commitment: None,
            };
            before = link(&before, &commit, &event);
            LogEntry {
                sequence,
                commit: Some(commit),
                stream_kind: "tenant".to_owned(),
                stream_id: [0; 16],
                position: sequence,
                effective_at: 0,
                payload: "{}".to_owned(),
                commitment: None,
                note: None,
                chain: before,
            }
        })
        .collect()
}

fn store_of(log: Vec<LogEntry>) -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_log_entries().returning(move |after, most| {
        Ok(log.iter().filter(|entry| entry.sequence > after).take(most).cloned().collect())
    });
    store
}

fn anchor(tenant: &str, sequence: u64, chain: ChainValue) -> Anchor {
    Anchor { tenant: TenantId::parse(tenant).unwrap(), sequence, chain, taken_at: now() }
}

/// I7
#[test]
fn a_log_of_several_pages_is_read_to_its_end_and_told_of_page_by_page() {
    let log = log(25_000);
    let end = log.last().unwrap().chain;
    let room = Room::with(store_of(log));
    let mut told = Vec::new();
    let anchors = [anchor("default", 25_000, end), anchor("school", 3, genesis("school"))];
    let (desk, tenant) = (room.desk(), TenantId::default());
    let verified = block_on(verify_log(&desk, &tenant, &anchors, |seen| told.push(seen))).unwrap().unwrap();
    assert_eq!((verified.head, verified.anchors), (LogHead { sequence: 25_000, chain: end }, 1));
    assert_eq!(told, [10_000, 20_000, 25_000]);
}

/// N124
#[test]
fn the_first_bad_place_is_an_answer_and_no_failure() {
    let mut altered = log(12_000);
    altered[10_500].payload.push(' ');
    let room = Room::with(store_of(altered));
    let found = block_on(verify_log(&room.desk(), &TenantId::default(), &[], |_| ())).unwrap().unwrap_err();
    assert_eq!((found.sequence, found.problem), (10_501, Problem::Altered));
    let room = Room::with(store_of(log(4)));
    let anchors = [anchor("default", 9, genesis("default"))];
    let found =
        block_on(verify_log(&room.desk(), &TenantId::default(), &anchors, |_| ())).unwrap().unwrap_err();
    assert_eq!((found.sequence, found.problem), (5, Problem::Cut));
    let anchors = [anchor("default", 0, genesis("school"))];
    let found =
        block_on(verify_log(&room.desk(), &TenantId::default(), &anchors, |_| ())).unwrap().unwrap_err();
    assert_eq!(found.problem, Problem::MadeAnew);
}

#[test]
fn an_anchor_is_the_end_of_the_log_as_it_is() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    let head = LogHead { sequence: 7, chain: genesis("default") };
    store.expect_log_head().once().returning(move || Ok(head));
    let room = Room::with(store);
    let taken = block_on(take_anchor(&room.desk(), &TenantId::default())).unwrap();
    assert_eq!(taken, anchor("default", 7, genesis("default")));
}

#[test]
fn a_tenant_that_is_not_there_is_missing_and_an_outage_is_one() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(None));
    let room = Room::with(store);
    let missing = block_on(verify_log(&room.desk(), &TenantId::default(), &[], |_| ()));
    assert!(matches!(missing, Err(Failure::Missing { what: What::Tenant, .. })));
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_log_entries().returning(|_, _| Err(outage()));
    let room = Room::with(store);
    let failed = block_on(verify_log(&room.desk(), &TenantId::default(), &[], |_| ()));
    assert!(matches!(failed, Err(Failure::Store(_))));
}
