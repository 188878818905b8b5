use async_trait::async_trait;
use rollbook_domain::id::ImportId;
use rollbook_domain::import_log::ImportRecord;
use rollbook_domain::port::{ImportReader, ReadResult};

use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::binds;

#[async_trait]
impl ImportReader for PostgresTenant {
    async fn find_import(&self, id: ImportId) -> ReadResult<Option<ImportRecord>> {
        self.read_at_once(move |tables| {
            Box::pin(async move {
                let sql = "SELECT id, kind, fingerprint, counts, recorded_at FROM imports \
                           WHERE tenant_no = $1 AND id = $2";
                let import = tables.row("imports", sql, binds![tables.tenant_no, id.uuid()], |cells| {
                    Ok(ImportRecord {
                        id: cells.id("id")?,
                        kind: cells.word("kind")?,
                        fingerprint: cells.parsed("fingerprint", str::parse)?,
                        counts: cells.json("counts")?,
                        recorded_at: cells.instant("recorded_at")?,
                    })
                });
                import.await
            })
        })
        .await
    }
}
