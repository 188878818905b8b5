//! Copying a database whole.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use pollster::block_on;
use rollbook_application::store::{ComparedTable, CopyFailed, NoCopyProgress, compare_stores, copy_store};
use rollbook_domain::port::copy::{
    Cell, CopyError, CopySource, CopyTarget, Layout, Row, Standing, Table, TargetStanding, TenantMark,
};
use rollbook_domain::port::{ActivityQuery, PageRequest, Store, StoreError};
use rollbook_domain::settings::TenantId;
use rollbook_sqlite::{OpenError, SqliteCopySource, SqliteCopyTarget, SqliteOptions, SqliteStore};
use rusqlite::Connection;

use crate::given::{Given, tenant};

fn source(path: &Path) -> SqliteCopySource {
    SqliteCopySource::open(path, &SqliteOptions::default()).unwrap()
}

fn target(path: &Path) -> SqliteCopyTarget {
    SqliteCopyTarget::open(path, &SqliteOptions::default()).unwrap()
}

fn copy(from: &Path, to: &Path) -> Result<u64, CopyFailed> {
    let copied = block_on(copy_store(&mut source(from), &mut target(to), &NoCopyProgress))?;
    assert!(copied.tables.iter().all(ComparedTable::is_equal));
    Ok(copied.rows_before)
}

/// Two tenants with notes and everything else that a tenant can have rows of, and the path of a copy.
fn given() -> (Given, PathBuf) {
    let given = Given::a_database();
    let store = given.open();
    block_on(tenant(&store).commit(given.a_customer())).unwrap();
    let school = store.tenant(&TenantId::parse("school").unwrap());
    block_on(school.commit(given.first_commit())).unwrap();
    drop(store);
    let raw = given.raw();
    raw.execute_batch(
        "INSERT INTO event_notes SELECT tenant_no, stream_kind, stream_id, position, 'why', zeroblob(32) FROM events \
         WHERE stream_kind = 'customer' AND position = 1",
    )
    .unwrap();
    let copied = given.folder.path().join("copied.db");
    (given, copied)
}

/// A target that is cut off after so many writes, as by a kill.
struct CutOff {
    target: SqliteCopyTarget,
    writes: usize,
}

#[async_trait]
impl CopySource for CutOff {
    fn layout(&self) -> &Layout {
        self.target.layout()
    }

    async fn tenant_numbers(&mut self) -> Result<Vec<i64>, CopyError> {
        self.target.tenant_numbers().await
    }

    async fn mark(&mut self, tenant_no: i64) -> Result<TenantMark, CopyError> {
        self.target.mark(tenant_no).await
    }

    async fn count(&mut self, table: &Table, tenant_no: i64) -> Result<u64, CopyError> {
        self.target.count(table, tenant_no).await
    }

    async fn read(
        &mut self,
        table: &Table,
        tenant_no: i64,
        after: Option<&[Cell]>,
        most: usize,
    ) -> Result<Vec<Row>, CopyError> {
        self.target.read(table, tenant_no, after, most).await
    }

    async fn refresh(&mut self) -> Result<(), CopyError> {
        self.target.refresh().await
    }
}

#[async_trait]
impl CopyTarget for CutOff {
    async fn found(&mut self) -> Result<TargetStanding, CopyError> {
        self.target.found().await
    }

    async fn begin(&mut self, source: &Standing) -> Result<(), CopyError> {
        CopyTarget::begin(&mut self.target, source).await
    }

    async fn last_key(&mut self, table: &Table, tenant_no: i64) -> Result<Option<Row>, CopyError> {
        self.target.last_key(table, tenant_no).await
    }

    async fn write(&mut self, table: &Table, tenant_no: i64, rows: Vec<Row>) -> Result<(), CopyError> {
        if self.writes == 0 {
            return Err(StoreError::Unavailable("cut off".to_owned()).into());
        }
        self.writes -= 1;
        // Half of what was to be written: the other half is left for the next run.
        let half = rows.len().div_ceil(2);
        CopyTarget::write(&mut self.target, table, tenant_no, rows[..half].to_vec()).await?;
        if half < rows.len() { Err(StoreError::Unavailable("cut off".to_owned()).into()) } else { Ok(()) }
    }

    async fn finish(&mut self) -> Result<(), CopyError> {
        CopyTarget::finish(&mut self.target).await
    }
}

/// Begins a copy that is cut off after so many writes at the latest.
fn cut_off(from: &Path, to: &Path, writes: usize) -> Result<(), CopyFailed> {
    let mut target = CutOff { target: target(to), writes };
    block_on(copy_store(&mut source(from), &mut target, &NoCopyProgress)).map(|_| ())
}

fn activity(path: &Path, tenant: &str) -> String {
    let store = SqliteStore::open(path, &SqliteOptions::default()).unwrap();
    let tenant = store.tenant(&TenantId::parse(tenant).unwrap());
    let page = block_on(tenant.activity(&ActivityQuery::default(), &PageRequest::first(1_000))).unwrap();
    assert!(!page.items.is_empty());
    format!("{:?}", page.items)
}

#[test]
fn a_copy_answers_as_its_source_and_goes_on_where_that_ended() {
    let (given, copied) = given();
    assert_eq!(copy(&given.path(), &copied), Ok(0));
    for tenant in ["default", "school"] {
        assert_eq!(activity(&copied, tenant), activity(&given.path(), tenant));
    }
    let store = SqliteStore::open(&copied, &SqliteOptions::default()).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    block_on(tenant(&store).commit(given.a_customer())).unwrap();
}

#[test]
fn what_triggers_derive_is_the_same_in_the_copy() {
    let (given, copied) = given();
    copy(&given.path(), &copied).unwrap();
    let kept = |path: &Path| -> Vec<(i64, i64)> {
        let raw = Connection::open(path).unwrap();
        let mut statement =
            raw.prepare("SELECT tenant_no, kept FROM customers ORDER BY tenant_no, id").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    assert!(kept(&given.path()).iter().all(|(_, kept)| kept & 1 == 1));
    assert_eq!(kept(&copied), kept(&given.path()));
}

#[test]
fn every_table_and_every_column_is_copied_but_those_that_are_derived() {
    let (given, _) = given();
    let raw = given.raw();
    let mut statement = raw
        .prepare(
            "SELECT t.name || '.' || c.name FROM pragma_table_list t, pragma_table_xinfo(t.name) c \
             WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' ORDER BY 1",
        )
        .unwrap();
    let there: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let source = source(&given.path());
    let tables = source.layout().tables().iter();
    let mut copied: Vec<String> = tables
        .flat_map(|table| {
            table
                .columns()
                .iter()
                .map(|column| format!("{}.{}", table.name(), column.name))
                .collect::<Vec<_>>()
        })
        .chain(["customers.kept".to_owned()])
        .collect();
    copied.sort();
    assert_eq!(copied, there);
}

#[test]
fn a_copy_that_was_cut_off_anywhere_is_no_store_and_is_completed_by_the_next_run() {
    let (given, copied) = given();
    let mut runs = 0;
    // Each run gets one write further than the one before.
    while let Err(failed) = cut_off(&given.path(), &copied, 1) {
        assert_eq!(failed, CopyFailed::Copy(StoreError::Unavailable("cut off".to_owned()).into()));
        let opened = SqliteStore::open(&copied, &SqliteOptions::default()).err().unwrap();
        assert!(matches!(opened, OpenError::Unfinished { .. }), "{opened}");
        let created = SqliteStore::create(&copied, &SqliteOptions::default()).err().unwrap();
        assert!(created.to_string().contains("rollbook store copy"), "{created}");
        let copied_from = SqliteCopySource::open(&copied, &SqliteOptions::default()).err().unwrap();
        assert!(matches!(copied_from, OpenError::Unfinished { .. }), "{copied_from}");
        runs += 1;
    }
    assert!(runs > 30, "{runs}");
    let compared =
        block_on(compare_stores(&mut source(&given.path()), &mut source(&copied), &NoCopyProgress));
    assert!(compared.unwrap().iter().all(ComparedTable::is_equal));
    assert_eq!(activity(&copied, "school"), activity(&given.path(), "school"));
}

#[test]
fn a_row_that_was_changed_in_the_copy_is_found_and_the_copy_stays_unusable() {
    let (given, copied) = given();
    for _ in 0..12 {
        cut_off(&given.path(), &copied, 1).unwrap_err();
    }
    let raw = Connection::open(&copied).unwrap();
    assert_eq!(raw.execute("UPDATE courses SET title = title || '.' WHERE tenant_no = 1", []).unwrap(), 1);
    drop(raw);
    let failed = copy(&given.path(), &copied).unwrap_err();
    assert!(failed.to_string().contains("in table courses;"), "{failed}");
    assert!(!failed.to_string().contains("Algebra"), "{failed}");
    assert!(matches!(failed, CopyFailed::Differs(_)));
    assert!(SqliteStore::open(&copied, &SqliteOptions::default()).is_err());
}

#[test]
fn a_row_that_is_missing_or_one_too_many_is_found_by_comparing() {
    let (given, copied) = given();
    copy(&given.path(), &copied).unwrap();
    let differing = || -> Vec<String> {
        let (mut from, mut to) = (source(&given.path()), source(&copied));
        let compared = block_on(compare_stores(&mut from, &mut to, &NoCopyProgress)).unwrap();
        compared.into_iter().filter(|table| !table.is_equal()).map(|table| table.table).collect()
    };
    assert_eq!(differing(), Vec::<String>::new());
    let raw = Connection::open(&copied).unwrap();
    raw.execute_batch("DELETE FROM event_notes WHERE tenant_no = 2").unwrap();
    assert_eq!(differing(), ["event_notes"]);
    raw.execute_batch("INSERT INTO tenants (tenant_no, name, revision) VALUES (3, 'ghost', 0)").unwrap();
    assert_eq!(differing(), ["tenants", "event_notes"]);
}

#[test]
fn a_target_in_use_is_refused_and_left_as_it_is() {
    let (given, copied) = given();
    assert_eq!(copy(&given.path(), &given.path()), Err(CopyFailed::InUse));
    copy(&given.path(), &copied).unwrap();
    assert_eq!(copy(&given.path(), &copied), Err(CopyFailed::InUse));
    assert_eq!(activity(&copied, "school"), activity(&given.path(), "school"));
}

#[test]
fn an_unfinished_copy_of_another_installation_is_refused() {
    let (one, copied) = given();
    let another = Given::an_empty_folder();
    let store = another.create();
    another.draft();
    block_on(tenant(&store).commit(another.first_commit())).unwrap();
    drop(store);
    cut_off(&one.path(), &copied, 10).unwrap_err();
    assert_eq!(copy(&another.path(), &copied), Err(CopyFailed::AnotherSource));
    assert!(copy(&one.path(), &copied).unwrap() > 0);
}

#[test]
fn a_source_that_was_changed_between_two_runs_is_found() {
    let (given, copied) = given();
    cut_off(&given.path(), &copied, 10).unwrap_err();
    block_on(tenant(&given.open()).commit(given.a_customer())).unwrap();
    assert_eq!(copy(&given.path(), &copied), Err(CopyFailed::SourceChanged));
}

#[test]
fn a_source_that_is_changed_while_it_is_copied_is_found() {
    let (given, copied) = given();
    let mut source = source(&given.path());
    block_on(tenant(&given.open()).commit(given.a_customer())).unwrap();
    // The copy is of the state in which the source was opened, so its rows agree; there is a newer state, though.
    let before = block_on(source.mark(1)).unwrap();
    let failed = block_on(copy_store(&mut source, &mut target(&copied), &NoCopyProgress));
    assert_eq!(failed, Err(CopyFailed::SourceChanged));
    assert_eq!(block_on(source.mark(1)).unwrap().commits, before.commits + 1);
    assert!(SqliteStore::open(&copied, &SqliteOptions::default()).is_err());
}

#[test]
fn mail_that_was_taken_in_hand_counts_as_a_change_though_no_event_tells_of_it() {
    let (given, _) = given();
    let raw = given.raw();
    raw.execute_batch(
        "INSERT INTO mails (tenant_no, id, kind, domain, dedupe, queued_at, is_held, state, attempts, due_at, epoch) \
         VALUES (1, randomblob(16), 'lock_notice', 'example.org', 'x', 0, 0, 'queued', 0, 0, 0)",
    )
    .unwrap();
    let mark = || block_on(source(&given.path()).mark(1)).unwrap();
    let mut marks = vec![mark()];
    for set in [
        "state = 'leased', leased_until = 9, epoch = epoch + 1, attempts = attempts + 1",
        "state = 'queued', leased_until = NULL, attempts = attempts - 1",
        "state = 'leased', leased_until = 9, epoch = epoch + 1, attempts = attempts + 1",
        "state = 'sent', leased_until = NULL, ended_at = 9",
    ] {
        raw.execute_batch(&format!("UPDATE mails SET {set} WHERE dedupe = 'x'")).unwrap();
        assert!(!marks.contains(&mark()), "{set}");
        marks.push(mark());
    }
}

#[test]
fn sign_ins_count_as_a_change_though_no_event_tells_of_them() {
    let (given, copied) = given();
    cut_off(&given.path(), &copied, 10).unwrap_err();
    given
        .raw()
        .execute_batch(
            "INSERT INTO logins (tenant_no, customer_id, at, id, address, outcome, means) \
             SELECT 1, id, 9, randomblob(16), '127.0.0.1', 'succeeded', 'password' FROM customers \
             WHERE tenant_no = 1 LIMIT 1",
        )
        .unwrap();
    assert_eq!(copy(&given.path(), &copied), Err(CopyFailed::SourceChanged));
}

#[test]
fn a_database_without_a_tenant_is_nothing_to_copy() {
    let given = Given::an_empty_folder();
    drop(given.create());
    let copied = given.folder.path().join("copied.db");
    assert_eq!(copy(&given.path(), &copied), Err(CopyFailed::NothingThere));
    // The target was made ready, and is an empty store.
    SqliteStore::open(&copied, &SqliteOptions::default()).unwrap();
}

#[test]
fn a_table_that_only_one_side_has_is_named_before_anything_is_written() {
    let (given, copied) = given();
    given.raw().execute_batch(
        "CREATE TABLE extras (tenant_no INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (tenant_no, id)) STRICT; \
         ALTER TABLE courses ADD COLUMN hue TEXT",
    )
    .unwrap();
    let failed = copy(&given.path(), &copied).unwrap_err();
    assert!(failed.to_string().contains("[table extras, column courses.hue of texts]"), "{failed}");
}

#[test]
fn a_log_whose_commits_are_not_numbered_in_the_order_of_its_events_goes_on_after_the_last_event() {
    let given = Given::a_database();
    let store = given.open();
    block_on(tenant(&store).commit(given.a_customer())).unwrap();
    drop(store);
    // As where commits take their number when they begin and their events' numbers when they end.
    given
        .raw()
        .execute_batch(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER commits_are_never_changed; DROP TRIGGER events_are_never_changed; \
             UPDATE commits SET commit_no = 9 WHERE commit_no = 1; UPDATE events SET commit_no = 9 WHERE commit_no = 1;",
        )
        .unwrap();
    let store = given.open();
    let committed = block_on(tenant(&store).commit(given.a_customer())).unwrap();
    let raw = given.raw();
    let numbers: (i64, i64) = raw
        .query_row("SELECT max(commit_no), max(sequence) FROM events", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!(numbers, (10, committed.last_sequence.cast_signed()));
}
