use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::port::{CommitError, Committed, Conflict, StoreError};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::X_19;
use rollbook_domain::settings::SettingKey;
use rollbook_domain::stamp::Revision;

use super::{SettingChange, change_settings, init_tenant, show_settings};
use crate::testing::{MockPorts, Room, new_tenant, outage};
use crate::{Failure, What};

fn berlin() -> [SettingChange; 1] {
    [SettingChange { key: SettingKey::TimeZone, value: "Europe/Berlin".to_owned() }]
}

fn zone_written(commit: &Commit) -> Option<String> {
    match commit.events.as_slice() {
        [new] => match &new.event {
            Event::Tenant(event) => event.settings().map(|settings| settings.time_zone.name().to_owned()),
            _ => None,
        },
        _ => None,
    }
}

const DONE: Committed = Committed { last_sequence: 1 };

fn moved() -> CommitError {
    Conflict::Moved { stream: StreamId::Tenant, expected: Revision::NONE }.into()
}

#[test]
fn a_new_tenant_has_the_zone_it_was_made_with() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().once().returning(|| Ok(None));
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            zone_written(commit).as_deref() == Some("Europe/Berlin")
                && commit.expected[0].revision == Revision::NONE
        })
        .returning(|_| Ok(DONE));
    let room = Room::with(store);
    assert_eq!(pollster::block_on(init_tenant(&room.desk(), &berlin())).unwrap(), Outcome::Applied);
}

#[test]
fn a_tenant_that_exists_is_left_as_it_is() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().once().returning(|| Ok(Some(new_tenant())));
    let room = Room::with(store);
    assert_eq!(pollster::block_on(init_tenant(&room.desk(), &berlin())).unwrap(), Outcome::Unchanged);
}

#[test]
fn a_tenant_that_somebody_else_made_meanwhile_is_left_as_it_is() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().once().returning(|| Ok(None));
    store.expect_commit().once().returning(|_| Err(moved()));
    store.expect_tenant_state().once().returning(|| Ok(Some(new_tenant())));
    let room = Room::with(store);
    assert_eq!(pollster::block_on(init_tenant(&room.desk(), &berlin())).unwrap(), Outcome::Unchanged);
}

///
#[test]
fn a_tenant_is_not_made_with_a_zone_that_does_not_exist() {
    let room = Room::with(MockPorts::new());
    let change = SettingChange { key: SettingKey::TimeZone, value: "Europe/Atlantis".to_owned() };
    let failure = pollster::block_on(init_tenant(&room.desk(), &[change])).unwrap_err();
    assert_eq!(failure.rules(), [X_19]);
    assert!(failure.to_string().contains("Europe/Atlantis"));
}

#[test]
fn a_setting_that_is_so_already_is_not_written_again() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_catalogue().returning(|| Ok(Catalogue::default()));
    let room = Room::with(store);
    let change = SettingChange { key: SettingKey::Locale, value: "en".to_owned() };
    let (outcome, _) = pollster::block_on(change_settings(&room.desk(), &[change])).unwrap();
    assert_eq!(outcome, Outcome::Unchanged);
}

#[test]
fn of_several_changes_one_that_is_refused_leaves_all_undone() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_catalogue().returning(|| Ok(Catalogue::default()));
    let room = Room::with(store);
    let [zone] = berlin();
    let wrong = SettingChange { key: SettingKey::PasswordMinLength, value: "7".to_owned() };
    let failure = pollster::block_on(change_settings(&room.desk(), &[zone, wrong])).unwrap_err();
    assert!(matches!(failure, Failure::Refused(_)));
}

#[test]
fn settings_that_move_at_every_try_end_in_a_conflict() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_catalogue().returning(|| Ok(Catalogue::default()));
    store.expect_commit().times(16).returning(|_| Err(moved()));
    let room = Room::with(store);
    let failure = pollster::block_on(change_settings(&room.desk(), &berlin())).unwrap_err();
    assert!(matches!(failure, Failure::Conflict(_)));
}

#[test]
fn an_outage_at_any_step_is_reported_and_nothing_is_committed() {
    for failing in 0..3 {
        let mut store = MockPorts::new();
        let state = move || if failing == 0 { Err(outage()) } else { Ok(Some(new_tenant())) };
        store.expect_tenant_state().returning(state);
        let catalogue = move || if failing == 1 { Err(outage()) } else { Ok(Catalogue::default()) };
        store.expect_catalogue().returning(catalogue);
        if failing == 2 {
            store.expect_commit().once().returning(|_| Err(outage().into()));
        }
        let room = Room::with(store);
        let failure = pollster::block_on(change_settings(&room.desk(), &berlin())).unwrap_err();
        assert!(matches!(failure, Failure::Store(StoreError::Unavailable(_))));
    }
}

#[test]
fn a_tenant_that_does_not_exist_has_no_settings_to_show() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(None));
    let room = Room::with(store);
    let failure = pollster::block_on(show_settings(&room.desk())).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Tenant, .. }));
    assert!(failure.to_string().contains("`rollbook init`"));
}
