//! Counting what there is.

use rollbook_domain::port::copy::{CopyError, CopySource};

/// How many rows a table has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedTable {
    /// Its name.
    pub table: String,
    /// Its rows, of all tenants.
    pub rows: u64,
}

/// Counts the rows of every table.
///
/// # Errors
/// [`CopyError`] when the database cannot answer.
pub async fn count_rows(source: &mut dyn CopySource) -> Result<Vec<CountedTable>, CopyError> {
    let tenants = source.tenant_numbers().await?;
    let layout = source.layout().clone();
    let mut counted = Vec::with_capacity(layout.tables().len());
    for table in layout.tables() {
        let mut rows = 0;
        for tenant_no in &tenants {
            rows += source.count(table, *tenant_no).await?;
        }
        counted.push(CountedTable { table: table.name().to_owned(), rows });
    }
    Ok(counted)
}
