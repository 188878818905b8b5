use mockall::Sequence;
use rollbook_domain::catalogue::{Catalogue, Course, CourseEvent};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, StatusWord};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CountingIds, CourseId, CustomerId};
use rollbook_domain::import_log::{ImportCounts, ImportKind, ImportRecord};
use rollbook_domain::plan::fingerprint;
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::port::{CommitError, Conflict, KnownCustomer, PasswordHasherError};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};

use super::{
    GROUPS, KINDS, PASSWORDS, PlainReader, done, empty_tenant, import, never_asked, plain, run, tenant,
};
use crate::imports::{ImportFile, ImportOptions, NoProgress, import_roster};
use crate::testing::{MockHasher, MockPorts, Room, now, outage};
use crate::{Failure, What};

fn moved(id: rollbook_domain::id::ImportId) -> CommitError {
    let (stream, expected) = (StreamId::Import(id), Revision::NONE);
    CommitError::Conflict(Conflict::Moved { stream, expected })
}

/// A step by name, and how to make it fail.
type Step = (&'static str, fn(&mut MockPorts));

fn some_import() -> rollbook_domain::id::ImportId {
    fingerprint(ImportKind::Groups, RosterOptions::default(), GROUPS.as_bytes()).import_id()
}

#[test]
fn an_import_whose_streams_keep_moving_gives_up_after_a_bounded_number_of_tries() {
    for kind in [ImportKind::Groups, ImportKind::Courses, ImportKind::Roster] {
        let mut store = empty_tenant();
        store.expect_commit().times(2..100).returning(|_| Err(moved(some_import())));
        assert!(matches!(import(store, kind, ImportOptions::default()), Err(Failure::Conflict(_))), "{kind}");
    }
}

#[test]
fn an_outage_at_any_step_ends_the_import_without_a_commit() {
    let steps: [Step; 6] = [
        ("settings", |store| {
            store.expect_tenant_state().returning(|| Err(outage()));
        }),
        ("imports", |store| {
            store.expect_find_import().returning(|_| Err(outage()));
        }),
        ("groups", |store| {
            store.expect_groups().returning(|| Err(outage()));
        }),
        ("catalogue", |store| {
            store.expect_catalogue().returning(|| Err(outage()));
        }),
        ("customers", |store| {
            store.expect_known_customers().returning(|_, _| Err(outage()));
        }),
        ("commit", |store| {
            store.expect_commit().times(1).returning(|_| Err(CommitError::Store(outage())));
        }),
    ];
    for (name, fails) in steps {
        let mut store = MockPorts::new();
        fails(&mut store);
        // What was expected first answers first, so only the other steps fall back to a store that works.
        store.expect_tenant_state().returning(|| Ok(Some(tenant())));
        store.expect_find_import().returning(|_| Ok(None));
        store.expect_groups().returning(|| Ok(Vec::new()));
        store.expect_catalogue().returning(|| Ok(Catalogue::default()));
        store.expect_known_customers().returning(|_, _| Ok(Vec::new()));
        if name != "commit" {
            store.expect_commit().never();
        }
        let result = import(store, ImportKind::Roster, ImportOptions::default());
        assert!(matches!(result, Err(Failure::Store(_))), "{name}");
    }
}

#[test]
fn an_outage_while_enrollments_are_read_ends_the_import_of_withdrawals_without_a_commit() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(tenant())));
    store.expect_find_import().returning(|_| Ok(None));
    store.expect_catalogue().returning(|| {
        let (code, title) = (Code::parse("AAA").unwrap(), Title::parse("Module A").unwrap());
        let id = CourseId::next(&CountingIds::starting_at(1));
        let course = Course::from_first(id, &CourseEvent::CourseAdded { code, title }, now());
        Ok(Catalogue::new(Vec::new(), Vec::new(), course.into_iter().collect()))
    });
    store.expect_known_customers().returning(|_, _| Ok(Vec::new()));
    store.expect_enrollments().times(1).returning(|_, _| Err(outage()));
    store.expect_commit().never();
    let result = import(store, ImportKind::Withdrawals, ImportOptions::default());
    assert!(matches!(result, Err(Failure::Store(_))));
}

#[test]
fn without_a_tenant_there_is_nothing_to_import_into() {
    for kind in KINDS {
        let mut store = MockPorts::new();
        store.expect_tenant_state().returning(|| Ok(None));
        let result = import(store, kind, ImportOptions::default());
        assert!(matches!(result, Err(Failure::Missing { what: What::Tenant, .. })), "{kind}");
    }
}

#[test]
fn passwords_that_cannot_be_hashed_end_the_import_without_a_commit() {
    let mut store = empty_tenant();
    store.expect_commit().never();
    let mut hasher = MockHasher::new();
    hasher.expect_hash_many().returning(|_| Err(PasswordHasherError("no memory".to_owned())));
    let room = Room::with(store);
    let desk = room.desk();
    let result = run(&desk, ImportKind::Roster, PASSWORDS, &hasher, ImportOptions::default());
    assert!(matches!(pollster::block_on(result), Err(Failure::Hasher(_))));
}

/// of two that apply one file at once, the later sees what the earlier did.
#[test]
fn a_race_for_the_same_file_ends_with_the_first_result() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(tenant())));
    store.expect_groups().returning(|| Ok(Vec::new()));
    let mut order = Sequence::new();
    store.expect_find_import().times(1).in_sequence(&mut order).returning(|_| Ok(None));
    store.expect_commit().times(1).in_sequence(&mut order).returning(|_| Err(moved(some_import())));
    store.expect_find_import().times(1).in_sequence(&mut order).returning(|id| {
        let fingerprint = fingerprint(ImportKind::Groups, RosterOptions::default(), GROUPS.as_bytes());
        assert_eq!(id, fingerprint.import_id());
        let counts = ImportCounts { rows: 1, created: 1, ..ImportCounts::default() };
        Ok(Some(ImportRecord { id, kind: ImportKind::Groups, fingerprint, counts, recorded_at: now() }))
    });
    let report = import(store, ImportKind::Groups, ImportOptions::default()).unwrap();
    assert_eq!((report.applied, report.unchanged, report.rows), (false, true, 1));
}

/// after a conflict the plan is made anew, and no password is hashed twice or set for who is there by then.
#[test]
fn a_retry_sees_who_was_added_meanwhile_and_hashes_nothing_again() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(tenant())));
    store.expect_find_import().returning(|_| Ok(None));
    store.expect_groups().returning(|| Ok(Vec::new()));
    store.expect_catalogue().returning(|| Ok(Catalogue::default()));
    let mut order = Sequence::new();
    store.expect_known_customers().times(1).in_sequence(&mut order).returning(|_, _| Ok(Vec::new()));
    store.expect_commit().times(1).in_sequence(&mut order).returning(|_| Err(moved(some_import())));
    store.expect_known_customers().times(1).in_sequence(&mut order).returning(|_, _| {
        let id = CustomerId::next(&CountingIds::starting_at(7));
        let email = EmailAddress::parse("ada@example.org").unwrap().key();
        let (status, revision) = (StatusWord::Active, Revision::new(1));
        Ok(vec![KnownCustomer { id, email, code: None, status, groups: Vec::new(), revision }])
    });
    store.expect_commit().times(1).in_sequence(&mut order).returning(|commit| {
        assert_eq!(hashes(&commit), ["a password of his"]);
        Ok(done())
    });
    let mut hasher = MockHasher::new();
    hasher.expect_hash_many().times(1).returning(|passwords| {
        Ok(passwords.iter().map(|password| PasswordHash::from_stored(password.reveal())).collect())
    });
    let room = Room::with(store);
    let file = ImportFile { bytes: PASSWORDS.as_bytes(), reader: &PlainReader, progress: &NoProgress };
    let (vault, options) = (never_asked(), ImportOptions::default());
    let desk = room.desk();
    let report = pollster::block_on(import_roster(&desk, file, plain(&hasher, &vault), options)).unwrap();
    assert_eq!((report.counts.created, report.counts.existing, report.counts.skipped), (1, 1, 1));
    assert!(report.applied);
}

fn hashes(commit: &Commit) -> Vec<String> {
    let hash = |event: &Event| match event {
        Event::Customer(_, RecordEvent::Customer(CustomerEvent::PasswordSet { hash, .. })) => {
            hash.as_ref().map(|hash| hash.reveal().to_owned())
        }
        _ => None,
    };
    commit.events.iter().filter_map(|new| hash(&new.event)).collect()
}
