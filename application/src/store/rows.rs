//! Walking over all rows of a table.

use rollbook_domain::port::copy::{CopyError, CopySource, Row, Table};

/// So many rows are read and written together.
pub(super) const AT_ONCE: usize = 2_000;

/// Goes over the rows of one tenant, page after page.
pub(super) struct Pages<'table> {
    table: &'table Table,
    tenant_no: i64,
    last: Option<Row>,
    is_over: bool,
}

impl<'table> Pages<'table> {
    /// Those after a key, or all.
    pub(super) fn after(table: &'table Table, tenant_no: i64, last: Option<Row>) -> Self {
        let is_over = is_last(table, last.as_ref());
        Self { table, tenant_no, last, is_over }
    }

    /// The next page; an empty one when there are no more.
    pub(super) async fn next(&mut self, source: &mut dyn CopySource) -> Result<Vec<Row>, CopyError> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let rows = source.read(self.table, self.tenant_no, self.last.as_deref(), AT_ONCE).await?;
        if let Some(row) = rows.last() {
            self.last = Some(self.table.key_of(row).to_vec());
        }
        self.is_over = rows.is_empty() || is_last(self.table, self.last.as_ref());
        Ok(rows)
    }
}

/// Whether nothing follows: a table without a key of its own has one row of each tenant.
fn is_last(table: &Table, last: Option<&Row>) -> bool {
    last.is_some() && table.key().is_empty()
}
