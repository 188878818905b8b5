use async_trait::async_trait;
use rollbook_domain::id::ImportId;
use rollbook_domain::import_log::ImportRecord;
use rollbook_domain::port::{ImportReader, ReadResult};
use rusqlite::params;

use crate::row::{Cells, StoredId};
use crate::store::SqliteTenant;

#[async_trait]
impl ImportReader for SqliteTenant {
    async fn find_import(&self, id: ImportId) -> ReadResult<Option<ImportRecord>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(
                "SELECT id, kind, fingerprint, counts, recorded_at FROM imports WHERE tenant_no = ?1 AND id = ?2",
            )?;
            let mut rows = statement.query(params![tables.tenant_no, id.bytes()])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let cells = Cells::new(row, "imports");
            Ok(Some(ImportRecord {
                id: cells.id("id")?,
                kind: cells.word("kind")?,
                fingerprint: cells.parsed("fingerprint", str::parse)?,
                counts: cells.json("counts")?,
                recorded_at: cells.instant("recorded_at")?,
            }))
        })
    }
}
