use async_trait::async_trait;
use rollbook_domain::group::Group;
use rollbook_domain::port::{GroupReader, ReadResult};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};

use crate::store::PostgresTenant;
use crate::tables::binds;

#[async_trait]
impl GroupReader for PostgresTenant {
    async fn groups(&self) -> ReadResult<Vec<Group>> {
        self.read_at_once(|tables| {
            Box::pin(async move {
                let sql = "SELECT id, code, name, is_inherited, revision FROM groups WHERE tenant_no = $1 \
                           ORDER BY code_key";
                let groups = tables.rows("groups", sql, binds![tables.tenant_no], |cells| {
                    Ok(Group {
                        id: cells.id("id")?,
                        code: cells.parsed("code", Code::parse)?,
                        name: cells.parsed("name", Title::parse)?,
                        is_inherited: cells.is_set("is_inherited")?,
                        revision: Revision::new(cells.count("revision")?),
                    })
                });
                groups.await
            })
        })
        .await
    }
}
