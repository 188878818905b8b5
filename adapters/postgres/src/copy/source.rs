//! Reading one state of a database.

use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::port::copy::{Cell, CopyError, CopySource, Layout, Row, Table, TenantMark};
use tokio::sync::Mutex;

use super::failed;
use super::rows::stopped;
use super::session::{Mode, Session};
use crate::open::OpenError;
use crate::options::PostgresOptions;
use crate::store::PostgresStore;

/// A database to copy from: one transaction that reads, so that nothing moves under it while others write.
pub struct PostgresCopySource {
    pub(super) engine: crate::engine::Engine,
    pub(super) session: Arc<Mutex<Session>>,
    layout: Layout,
}

impl PostgresCopySource {
    /// Opens a database whose schema this program can use.
    ///
    /// # Errors
    /// [`OpenError`]; an unfinished copy is no source.
    pub async fn open(url: &str, options: &PostgresOptions) -> Result<Self, OpenError> {
        drop(PostgresStore::open(url, options).await?);
        Self::start(url, options, Mode::OneState).await
    }

    pub(super) async fn start(url: &str, options: &PostgresOptions, mode: Mode) -> Result<Self, OpenError> {
        let engine = crate::engine::Engine::start(1).map_err(OpenError::Threads)?;
        let (session, layout) = Session::open(&engine, url, options, mode).await?;
        Ok(Self { engine, session: Arc::new(Mutex::new(session)), layout })
    }
}

/// Does something with the session in a task of the engine, where the database is waited for.
macro_rules! in_session {
    ($source:expr, $session:ident => $work:expr) => {{
        let session = std::sync::Arc::clone(&$source.session);
        let done = $source.engine.run(async move {
            let mut $session = session.lock().await;
            $work.await
        });
        done.await.map_err(stopped)?
    }};
}

pub(super) use in_session;

#[async_trait]
impl CopySource for PostgresCopySource {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    async fn tenant_numbers(&mut self) -> Result<Vec<i64>, CopyError> {
        in_session!(self, session => session.tenant_numbers())
    }

    async fn mark(&mut self, tenant_no: i64) -> Result<TenantMark, CopyError> {
        in_session!(self, session => session.mark(tenant_no))
    }

    async fn count(&mut self, table: &Table, tenant_no: i64) -> Result<u64, CopyError> {
        let table = table.clone();
        in_session!(self, session => session.count(&table, tenant_no))
    }

    async fn read(
        &mut self,
        table: &Table,
        tenant_no: i64,
        after: Option<&[Cell]>,
        most: usize,
    ) -> Result<Vec<Row>, CopyError> {
        let (table, after) = (table.clone(), after.map(<[Cell]>::to_vec));
        in_session!(self, session => session.read(&table, tenant_no, after, most))
    }

    async fn refresh(&mut self) -> Result<(), CopyError> {
        in_session!(self, session => session.give_up()).map_err(failed)
    }
}
