use async_trait::async_trait;
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::impersonation::Impersonation;
use rollbook_domain::port::{ImpersonationReader, ReadResult};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::Note;

use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::binds;

const FIND: &str = "\
    SELECT i.customer_id, i.ends_at, i.ended_at, i.position, i.effective_at, i.commit_no, n.note FROM impersonations i \
    LEFT JOIN event_notes n ON n.tenant_no = i.tenant_no AND n.stream_kind = 'customer' AND n.stream_id = i.customer_id \
        AND n.position = i.position \
    WHERE i.tenant_no = $1 AND i.id = $2";

#[async_trait]
impl ImpersonationReader for PostgresTenant {
    async fn find_impersonation(&self, id: ImpersonationId) -> ReadResult<Option<Impersonation>> {
        self.find(move |tables| {
            Box::pin(async move {
                let binds = binds![tables.tenant_no, id.uuid()];
                tables
                    .row("impersonations", FIND, binds, |cells| {
                        let customer = cells.id("customer_id")?;
                        let ends_at = cells.instant("ends_at")?;
                        let ended_at = cells.optional_instant("ended_at")?;
                        let position = Revision::new(cells.count("position")?);
                        let effective_at = cells.instant("effective_at")?;
                        let commit = cells.commit("commit_no")?;
                        let (recorded_at, actor) = (commit.recorded_at, commit.actor.clone());
                        cells.turn_to("event_notes");
                        let note = cells.optional_parsed("note", Note::parse)?;
                        let stamp = Stamp { position, effective_at, recorded_at, actor, note };
                        Ok(Impersonation { id, customer, ends_at, ended_at, stamp })
                    })
                    .await
            })
        })
        .await
    }
}
