//! One tenant's tables, as one transaction sees them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rollbook_domain::actor::Actor;
use rollbook_domain::port::StoreError;
use rollbook_domain::time::Instant;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{Arguments as _, Column as _, Encode, Postgres, Row as _, SqlSafeStr, Type};

use crate::connections::{Loan, within};
use crate::failure::{Failure, Outcome};
use crate::row::Cells;

/// The most commits that are remembered.
const COMMITS_REMEMBERED: usize = 16_384;

/// What stamps need of a commit.
#[derive(Clone)]
pub(crate) struct CommitFacts {
    pub(crate) recorded_at: Instant,
    pub(crate) actor: Arc<str>,
}

/// Commits that were read before; they never change.
#[derive(Default)]
pub(crate) struct KnownCommits(Mutex<HashMap<(i64, i64), CommitFacts>>);

/// The values of a statement's parameters.
#[derive(Default)]
pub(crate) struct Binds {
    arguments: PgArguments,
    problem: Option<String>,
}

impl Binds {
    pub(crate) fn with<'q, T>(mut self, value: T) -> Self
    where
        T: Encode<'q, Postgres> + Type<Postgres>,
    {
        if let Err(error) = self.arguments.add(value) {
            self.problem.get_or_insert(error.to_string());
        }
        self
    }

    pub(crate) fn done(self) -> Outcome<PgArguments> {
        match self.problem {
            None => Ok(self.arguments),
            Some(problem) => {
                Err(StoreError::Malformed(format!("a value cannot be sent to the database: {problem}"))
                    .into())
            }
        }
    }
}

/// Collects the values of a statement's parameters.
macro_rules! binds {
    ($($value:expr),* $(,)?) => {
        $crate::tables::Binds::default()$(.with($value))*
    };
}

pub(crate) use binds;

/// The tenant's tables within one transaction.
pub(crate) struct Tables {
    pub(crate) transaction: Loan,
    pub(crate) tenant_no: i64,
    /// Whether statements may stay prepared on the connection.
    pub(crate) keeps_statements: bool,
    known: Arc<KnownCommits>,
    /// The commits that rows read so far were written by.
    commits: HashMap<i64, CommitFacts>,
    /// Numbers of commits that this transaction drew and has not used.
    pub(crate) drawn: Range<i64>,
}

impl Tables {
    pub(crate) fn new(
        transaction: Loan,
        tenant_no: i64,
        keeps_statements: bool,
        known: Arc<KnownCommits>,
    ) -> Self {
        Self { transaction, tenant_no, keeps_statements, known, commits: HashMap::new(), drawn: 0..0 }
    }

    /// Reads every row of a statement. When and by whom the commits were made that its columns `*commit_no` name is known to
    /// the cells.
    pub(crate) async fn rows<T>(
        &mut self,
        table: &'static str,
        sql: impl SqlSafeStr,
        binds: Binds,
        mut read: impl FnMut(&mut Cells<'_>) -> Outcome<T>,
    ) -> Outcome<Vec<T>> {
        let rows = self.fetch(sql, binds).await?;
        rows.iter().map(|row| read(&mut Cells::new(row, table, &self.commits))).collect()
    }

    /// Reads the first row of a statement, if there is one.
    pub(crate) async fn row<T>(
        &mut self,
        table: &'static str,
        sql: impl SqlSafeStr,
        binds: Binds,
        read: impl FnOnce(&mut Cells<'_>) -> Outcome<T>,
    ) -> Outcome<Option<T>> {
        let rows = self.fetch(sql, binds).await?;
        rows.first().map(|row| read(&mut Cells::new(row, table, &self.commits))).transpose()
    }

    /// Runs a statement that changes rows, and says how many.
    pub(crate) async fn run(&mut self, sql: impl SqlSafeStr, binds: Binds) -> Outcome<u64> {
        let query = sqlx::query_with(sql, binds.done()?).persistent(self.keeps_statements);
        let limit = self.transaction.patience;
        Ok(within(limit, query.execute(&mut *self.transaction)).await?.rows_affected())
    }

    async fn fetch(&mut self, sql: impl SqlSafeStr, binds: Binds) -> Outcome<Vec<PgRow>> {
        let query = sqlx::query_with(sql, binds.done()?).persistent(self.keeps_statements);
        let limit = self.transaction.patience;
        let rows = within(limit, query.fetch_all(&mut *self.transaction)).await?;
        self.learn_commits(&rows).await?;
        Ok(rows)
    }

    async fn learn_commits(&mut self, rows: &[PgRow]) -> Outcome<()> {
        let Some(first) = rows.first() else { return Ok(()) };
        let named = first.columns().iter().filter(|column| column.name().ends_with("commit_no"));
        let places: Vec<usize> = named.map(sqlx::Column::ordinal).collect();
        let mut unknown = HashSet::new();
        for row in rows {
            for place in &places {
                if let Some(commit_no) = row.try_get_unchecked::<Option<i64>, _>(*place)?
                    && !self.commits.contains_key(&commit_no)
                {
                    unknown.insert(commit_no);
                }
            }
        }
        self.known.recall(self.tenant_no, &mut unknown, &mut self.commits);
        if unknown.is_empty() {
            return Ok(());
        }
        let mut numbers: Vec<i64> = unknown.into_iter().collect();
        numbers.sort_unstable();
        let sql = "SELECT id, recorded_at, actor, commit_no AS number FROM commits \
                   WHERE tenant_no = $1 AND commit_no = ANY($2)";
        let binds = binds![self.tenant_no, numbers];
        let query = sqlx::query_with(sql, binds.done()?).persistent(self.keeps_statements);
        let limit = self.transaction.patience;
        let rows = within(limit, query.fetch_all(&mut *self.transaction)).await?;
        let none = HashMap::new();
        for row in &rows {
            let cells = Cells::new(row, "commits", &none);
            cells.skip(1);
            let recorded_at = cells.instant("recorded_at")?;
            let actor: Actor = cells.json("actor")?;
            let facts = CommitFacts { recorded_at, actor: actor.name.into() };
            self.commits.insert(cells.integer("commit_no")?, facts);
        }
        self.known.remember(self.tenant_no, rows.len(), &self.commits);
        Ok(())
    }

    /// Ends the transaction; what it wrote is there from then on.
    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        self.transaction.commit().await
    }

    /// Ends the transaction: what it wrote is there if the work succeeded, and nothing of it if it did not.
    pub(crate) async fn end<T, E: From<Failure>>(self, done: Result<T, E>) -> Result<T, E> {
        match done {
            Ok(value) => {
                self.commit().await.map_err(Failure::from)?;
                Ok(value)
            }
            Err(error) => {
                self.roll_back().await;
                Err(error)
            }
        }
    }

    /// Ends the transaction as if it had not been.
    pub(crate) async fn roll_back(self) {
        self.transaction.roll_back().await;
    }
}

impl KnownCommits {
    /// Moves those that are known from the wanted to the found.
    fn recall(&self, tenant_no: i64, wanted: &mut HashSet<i64>, found: &mut HashMap<i64, CommitFacts>) {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.retain(|number| match known.get(&(tenant_no, *number)) {
            Some(facts) => {
                found.insert(*number, facts.clone());
                false
            }
            None => true,
        });
    }

    fn remember(&self, tenant_no: i64, new: usize, commits: &HashMap<i64, CommitFacts>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + new > COMMITS_REMEMBERED {
            known.clear();
        }
        let room = COMMITS_REMEMBERED - known.len();
        known.extend(commits.iter().take(room).map(|(number, facts)| ((tenant_no, *number), facts.clone())));
    }
}

impl From<sqlx::error::BoxDynError> for Failure {
    fn from(error: sqlx::error::BoxDynError) -> Self {
        Self::Sqlx(sqlx::Error::Encode(error))
    }
}
