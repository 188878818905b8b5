//! Two stores on one database that take turns with commits, as two processes do.
//!
//! Each gives out numbers of commits from a range of its own, so of what one writes after the other half has the lower
//! number.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use pollster::block_on;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::{CommitId, CountingIds, GroupId};
use rollbook_domain::port::{CommitError, Commits, Committed, ReadResult, Store, StoreError, TenantStore};
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::Instant;
use rollbook_postgres::{PostgresOptions, PostgresStore};
use rollbook_servers::Database;

// Everything but commits goes to one store, by the list that the watch over faults has as well.
#[path = "../../../../tests/faults/src/watched/readers.rs"]
mod readers;

use self::Turn as Watched;

/// Two stores on one database.
pub(crate) struct Turns {
    stores: [PostgresStore; 2],
    commits: Arc<AtomicUsize>,
}

impl Turns {
    /// The first store writes first.
    pub(crate) fn on(database: &Database) -> Self {
        let open = || block_on(PostgresStore::open(database.url(), &PostgresOptions::default()));
        let stores = [open(), open()].map(|store| store.expect("a new database"));
        Self { stores, commits: Arc::default() }
    }
}

#[async_trait]
impl Store for Turns {
    fn tenant(&self, id: &TenantId) -> Arc<dyn TenantStore> {
        let [inner, other] = self.stores.each_ref().map(|store| store.tenant(id));
        Arc::new(Turn { inner, other, commits: Arc::clone(&self.commits) })
    }

    async fn tenants(&self) -> ReadResult<Vec<TenantId>> {
        self.stores[0].tenants().await
    }
}

/// A tenant of both.
struct Turn {
    inner: Arc<dyn TenantStore>,
    other: Arc<dyn TenantStore>,
    commits: Arc<AtomicUsize>,
}

#[async_trait]
impl Commits for Turn {
    async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        let turn = self.commits.fetch_add(1, Ordering::Relaxed);
        let store = if turn.is_multiple_of(2) { &self.inner } else { &self.other };
        store.commit(commit).await
    }

    async fn find_commit(&self, id: CommitId) -> Result<Option<Committed>, StoreError> {
        self.inner.find_commit(id).await
    }
}

/// Or the cases would show nothing by turns that they do not show of one store.
#[test]
fn numbers_of_commits_run_against_time_where_two_stores_take_turns() {
    let database = crate::database();
    let turns = Turns::on(&database);
    let tenant = turns.tenant(&TenantId::default());
    let ids = CountingIds::starting_at(1);
    for code in ["A", "B", "C", "D"] {
        let (group, actor) = (GroupId::next(&ids), Actor::administrator("grace", Channel::Cli));
        let mut commit = Commit::new(CommitId::next(&ids), Instant::EPOCH, actor);
        commit.expect(StreamId::Group(group), Revision::NONE);
        let (name, code) = (Title::parse(code).unwrap(), Code::parse(code).unwrap());
        commit.push(Event::Group(group, GroupEvent::GroupAdded { code, name, is_inherited: false }), None);
        block_on(tenant.commit(commit)).unwrap();
    }
    let sql = "SET rollbook.tenant_no = 1; \
               SELECT string_agg(commit_no::text, ' ' ORDER BY last_sequence) FROM commits";
    assert_eq!(database.psql(sql).unwrap(), "1 65 2 66");
}
