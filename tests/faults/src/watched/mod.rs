//! A store that writes down every commit before it is handed over, and can be told to forget its guards.

mod readers;

use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::CommitId;
use rollbook_domain::port::{
    ActivityQuery, CommitError, Commits, Committed, Conflict, PageRequest, StoreError, TenantStore,
};
use rollbook_domain::stamp::Revision;

use crate::history::Recorder;

/// So often a commit without guards is written anew.
const MOST_TRIES: usize = 100;

/// Whether a commit holds on to the revisions it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guards {
    /// As it must be.
    Kept,
    /// A commit expects whatever is there; for showing that the checker finds what comes of it.
    Removed,
}

/// One client's view of a tenant.
pub struct Watched {
    inner: Arc<dyn TenantStore>,
    recorder: Arc<Recorder>,
    guards: Guards,
}

impl Watched {
    /// Watches a tenant for a client.
    pub fn new(inner: Arc<dyn TenantStore>, recorder: Arc<Recorder>, guards: Guards) -> Self {
        Self { inner, recorder, guards }
    }

    /// The revision a stream has now.
    async fn revision(&self, stream: StreamId) -> Result<Revision, StoreError> {
        let query = ActivityQuery { stream: Some(stream), is_newest_first: true };
        let newest = self.inner.activity(&query, &PageRequest::first(1)).await?;
        Ok(newest.items.first().map_or(Revision::NONE, |recorded| recorded.position))
    }
}

#[async_trait]
impl Commits for Watched {
    async fn commit(&self, mut commit: Commit) -> Result<Committed, CommitError> {
        self.recorder.sent(commit.id);
        for _ in 0..MOST_TRIES {
            match self.inner.commit(commit.clone()).await {
                Err(CommitError::Conflict(Conflict::Moved { .. })) if self.guards == Guards::Removed => {
                    for expected in &mut commit.expected {
                        expected.revision = self.revision(expected.stream).await?;
                    }
                }
                answer => return answer,
            }
        }
        self.inner.commit(commit).await
    }

    async fn find_commit(&self, id: CommitId) -> Result<Option<Committed>, StoreError> {
        self.inner.find_commit(id).await
    }
}
