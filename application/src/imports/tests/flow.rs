use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::{ImportEvent, ImportKind};
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::Revision;

use super::{
    GROUPS, Heard, PASSWORDS, PlainReader, done, empty_tenant, import, never_asked, plain, tenant, text,
};
use crate::Failure;
use crate::imports::{ImportFile, ImportOptions, Stage, import_groups, import_roster};
use crate::testing::{MockHasher, MockPorts, Room};

fn rehearsal() -> ImportOptions {
    ImportOptions { is_dry_run: true, ..ImportOptions::default() }
}

/// IMP-18
#[test]
fn a_rehearsal_commits_nothing_and_hashes_nothing() {
    let mut store = empty_tenant();
    store.expect_commit().never();
    let room = Room::with(store);
    let file = ImportFile { bytes: PASSWORDS.as_bytes(), reader: &PlainReader, progress: &Heard::default() };
    let hasher = MockHasher::new();
    let desk = room.desk();
    let vault = never_asked();
    let report = import_roster(&desk, file, plain(&hasher, &vault), rehearsal());
    let report = pollster::block_on(report).unwrap();
    assert_eq!((report.counts.created, report.touched, report.applied), (2, 2, false));
}

/// IMP-23, Q-29
#[test]
fn a_commit_carries_the_import_in_a_stream_of_its_own_that_must_not_exist_yet() {
    let mut store = empty_tenant();
    store.expect_commit().times(1).returning(|commit| {
        let Some(Event::Import(id, ImportEvent::ImportApplied { import, fingerprint, counts })) =
            commit.events.last().map(|new| new.event.clone())
        else {
            panic!("the import's own event is the last");
        };
        assert_eq!((import, counts.created, id), (ImportKind::Groups, 1, fingerprint.import_id()));
        let expected = |stream| commit.expected.iter().find(|it| it.stream == stream).map(|it| it.revision);
        assert_eq!(expected(StreamId::Import(id)), Some(Revision::NONE));
        assert_eq!(expected(StreamId::Tenant), Some(tenant().revision));
        assert_eq!(commit.positions().map(|positions| positions.len()), Ok(2));
        Ok(done())
    });
    let report = import(store, ImportKind::Groups, ImportOptions::default()).unwrap();
    assert!(report.applied && !report.unchanged);
}

///
#[test]
fn refused_rows_are_a_report_and_no_failure_and_nothing_is_committed() {
    for kind in [ImportKind::Items, ImportKind::Prices, ImportKind::Withdrawals] {
        let mut store = empty_tenant();
        store.expect_commit().never();
        let report = import(store, kind, ImportOptions::default()).unwrap();
        assert_eq!((report.counts.refused, report.applied, report.unchanged), (1, false, false), "{kind}");
        let mut store = empty_tenant();
        store.expect_commit().never();
        let apply = ApplyOptions { skip_bad: true, confirm: None };
        let report = import(store, kind, ImportOptions { is_dry_run: false, apply }).unwrap();
        assert!(!report.applied && !report.unchanged, "{kind}: nothing is left to apply");
    }
}

/// IMP-23
#[test]
fn a_plan_past_the_guard_threshold_is_refused_unless_it_is_rehearsed_or_confirmed() {
    let guarded = || {
        let mut store = MockPorts::new();
        let mut state = tenant();
        state.settings.guard_threshold = 1;
        store.expect_tenant_state().returning(move || Ok(Some(state.clone())));
        store.expect_find_import().returning(|_| Ok(None));
        store.expect_groups().returning(|| Ok(Vec::new()));
        store.expect_catalogue().returning(|| Ok(rollbook_domain::catalogue::Catalogue::default()));
        store.expect_known_customers().returning(|_, _| Ok(Vec::new()));
        store
    };
    let result = import(guarded(), ImportKind::Roster, ImportOptions::default());
    assert!(matches!(result, Err(Failure::Refused(_))));
    assert_eq!(import(guarded(), ImportKind::Roster, rehearsal()).unwrap().touched, 2);
    let mut store = guarded();
    store.expect_commit().times(1).returning(|_| Ok(done()));
    let apply = ApplyOptions { skip_bad: false, confirm: Some(2) };
    assert!(import(store, ImportKind::Roster, ImportOptions { is_dry_run: false, apply }).unwrap().applied);
}

///
#[test]
fn a_file_that_is_no_table_is_reported_before_anything_is_looked_up() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(tenant())));
    store.expect_find_import().returning(|_| Ok(None));
    let room = Room::with(store);
    let file = ImportFile { bytes: b"Group Code\xff", reader: &PlainReader, progress: &Heard::default() };
    let report = pollster::block_on(import_groups(&room.desk(), file, ImportOptions::default())).unwrap();
    assert_eq!((report.refused.len(), report.rows, report.applied), (1, 0, false));
}

#[test]
fn progress_is_told_stage_by_stage() {
    let mut store = empty_tenant();
    store.expect_commit().returning(|_| Ok(done()));
    let room = Room::with(store);
    let heard = Heard::default();
    let bytes = text(ImportKind::Roster).as_bytes();
    let file = ImportFile { bytes, reader: &PlainReader, progress: &heard };
    let mut hasher = MockHasher::new();
    hasher
        .expect_hash_many()
        .returning(|passwords| Ok(passwords.iter().map(|_| PasswordHash::from_stored("hash")).collect()));
    let desk = room.desk();
    let vault = never_asked();
    let report = import_roster(&desk, file, plain(&hasher, &vault), ImportOptions::default());
    pollster::block_on(report).unwrap();
    let expected = [
        (Stage::Reading, 0, bytes.len() as u64),
        (Stage::Planning, 0, 2),
        (Stage::Passwords, 0, 2),
        (Stage::Writing, 0, 2),
        (Stage::Writing, 2, 2),
    ];
    assert_eq!(*heard.0.lock().unwrap(), expected);
}

#[test]
fn a_file_that_says_nothing_new_is_unchanged_and_leaves_no_trace() {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(tenant())));
    store.expect_find_import().returning(|_| Ok(None));
    store.expect_commit().never();
    store.expect_groups().returning(|| {
        use rollbook_domain::group::Group;
        use rollbook_domain::id::{CountingIds, GroupId};
        use rollbook_domain::text::{Code, Title};
        Ok(vec![Group {
            id: GroupId::next(&CountingIds::starting_at(1)),
            code: Code::parse("blue").unwrap(),
            name: Title::parse("Blue").unwrap(),
            is_inherited: false,
            revision: Revision::new(1),
        }])
    });
    assert_eq!(GROUPS.lines().count(), 2);
    let report = import(store, ImportKind::Groups, ImportOptions::default()).unwrap();
    assert!(report.unchanged && !report.applied);
    assert_eq!(report.counts.existing, 1);
}

/// A server runs imports on whichever thread is free.
#[test]
fn an_import_may_move_between_threads() {
    fn movable<T: Send>(_: &T) {}
    let room = Room::with(empty_tenant());
    let (desk, hasher) = (room.desk(), MockHasher::new());
    let file = ImportFile { bytes: PASSWORDS.as_bytes(), reader: &PlainReader, progress: &Heard::default() };
    let vault = never_asked();
    movable(&import_roster(&desk, file, plain(&hasher, &vault), rehearsal()));
    movable(&import_groups(&desk, file, rehearsal()));
}
