use std::sync::{Arc, Mutex};

use pollster::block_on;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::event::Event;
use rollbook_domain::id::SeatId;
use rollbook_domain::port::{
    Committed, CountingVault, Cursor, Page, PageRequest, SeatRow, StoreError, Vault, VaultError,
};
use rollbook_domain::seat::{SeatEvent, SeatState};
use rollbook_domain::secret::SealedCode;

use super::*;
use crate::Failure;
use crate::testing::seats::seat_row;
use crate::testing::world::ada_id;
use crate::testing::{MockPorts, Room, moved, outage};

fn rows() -> [SeatRow; 2] {
    [SeatState::Claimed, SeatState::Pending].map(|state| seat_row(state, ReclaimPolicy::Always))
}

/// A store with a page for each of two seats, whose codes are sealed with the first key.
fn two_seats() -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_seats().returning(|_, page: &PageRequest| {
        let [first, second] = rows();
        Ok(match &page.after {
            None => Page { items: vec![first], next: Some(Cursor::new("first")) },
            Some(_) => Page { items: vec![second], next: None },
        })
    });
    store
}

fn rotated() -> CountingVault {
    let vault = CountingVault::default();
    vault.rotate();
    vault
}

fn reseal(store: MockPorts, vault: &dyn Vault) -> Result<u64, Failure> {
    let room = Room::with(store);
    block_on(reseal_codes(&room.desk(), vault))
}

#[test]
fn every_code_is_sealed_with_the_newest_key_page_by_page_and_stays_the_same() {
    let vault = rotated();
    let written: Arc<Mutex<Vec<(SeatId, SealedCode)>>> = Arc::default();
    let kept = Arc::clone(&written);
    let mut store = two_seats();
    store.expect_commit().times(2).returning(move |commit| {
        commit.positions().expect("every seat is expected");
        for new in commit.events {
            let Event::Seat(seat, SeatEvent::CodeResealed { code: Some(code) }) = new.event else { panic!() };
            kept.lock().unwrap().push((seat, code));
        }
        Ok(Committed { last_sequence: 1 })
    });
    assert_eq!(reseal(store, &vault).unwrap(), 2);
    let written = written.lock().unwrap();
    for (row, (seat, code)) in rows().iter().zip(&*written) {
        assert_eq!((row.seat.id, code.sealed.key), (*seat, vault.newest()));
        let before = vault.reveal_code(*seat, row.seat.code.as_ref().unwrap()).unwrap();
        assert!(vault.reveal_code(*seat, code).unwrap() == before);
        assert!(vault.lookups(&before).unwrap().contains(&code.lookup));
    }
}

#[test]
fn with_the_newest_key_already_nothing_is_written() {
    let mut store = two_seats();
    store.expect_commit().never();
    assert_eq!(reseal(store, &CountingVault::default()).unwrap(), 0);
}

#[test]
fn a_page_is_sealed_again_when_a_seat_moved_meanwhile() {
    let mut store = two_seats();
    store.expect_commit().times(1).returning(|_| Err(moved(ada_id())));
    store.expect_commit().times(2).returning(|_| Ok(Committed { last_sequence: 1 }));
    assert_eq!(reseal(store, &rotated()).unwrap(), 2);
}

#[test]
fn an_outage_or_a_missing_key_ends_it() {
    let mut store = MockPorts::new();
    store.expect_seats().returning(|_, _| Err(outage()));
    assert!(matches!(reseal(store, &rotated()), Err(Failure::Store(StoreError::Unavailable(_)))));
    let mut store = MockPorts::new();
    store.expect_seats().returning(|_, _| {
        let [mut row, _] = rows();
        row.seat.code.as_mut().unwrap().sealed.key = rollbook_domain::secret::KeyNumber(9);
        Ok(Page { items: vec![row], next: None })
    });
    store.expect_commit().never();
    assert!(matches!(reseal(store, &rotated()), Err(Failure::Vault(VaultError::UnknownKey(9)))));
}
