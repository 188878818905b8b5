use async_trait::async_trait;
use rollbook_domain::group::Group;
use rollbook_domain::port::{GroupReader, ReadResult};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rusqlite::params;

use crate::row::Cells;
use crate::store::SqliteTenant;

#[async_trait]
impl GroupReader for SqliteTenant {
    async fn groups(&self) -> ReadResult<Vec<Group>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(
                "SELECT id, code, name, is_inherited, revision FROM groups WHERE tenant_no = ?1 ORDER BY code_key",
            )?;
            let mut rows = statement.query(params![tables.tenant_no])?;
            let mut groups = Vec::new();
            while let Some(row) = rows.next()? {
                let cells = Cells::new(row, "groups");
                groups.push(Group {
                    id: cells.id("id")?,
                    code: cells.parsed("code", Code::parse)?,
                    name: cells.parsed("name", Title::parse)?,
                    is_inherited: cells.is_set("is_inherited")?,
                    revision: Revision::new(cells.count("revision")?),
                });
            }
            Ok(groups)
        })
    }
}
