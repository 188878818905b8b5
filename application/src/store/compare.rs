//! Telling whether two databases hold the same.

use std::collections::BTreeSet;

use rollbook_domain::port::copy::{CopySource, Digester, Layout, TableDigest};

use super::rows::Pages;
use super::{CopyFailed, CopyProgress, Part, count_rows};

/// A table and what each side holds of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedTable {
    /// Its name.
    pub table: String,
    /// What the source holds.
    pub source: TableDigest,
    /// What the target holds.
    pub target: TableDigest,
}

impl ComparedTable {
    /// Whether both hold the same rows.
    pub fn is_equal(&self) -> bool {
        self.source == self.target
    }
}

/// Reads both databases whole and compares them table by table, whether they differ or not.
///
/// # Errors
/// [`CopyFailed::Unalike`], [`CopyFailed::Copy`].
pub async fn compare_stores(
    source: &mut dyn CopySource,
    target: &mut dyn CopySource,
    progress: &dyn CopyProgress,
) -> Result<Vec<ComparedTable>, CopyFailed> {
    let layout = agreed_layout(source.layout(), target.layout())?;
    // Of both, for rows of a tenant that only one side has are a difference, too.
    let mut tenants: BTreeSet<i64> = source.tenant_numbers().await?.into_iter().collect();
    tenants.extend(target.tenant_numbers().await?);
    let sources = digests(source, &layout, &tenants, Part::HashingSource, progress).await?;
    let targets = digests(target, &layout, &tenants, Part::HashingTarget, progress).await?;
    let tables = layout.tables().iter().zip(sources.into_iter().zip(targets));
    let compared = tables.map(|(table, (source, target))| ComparedTable {
        table: table.name().to_owned(),
        source,
        target,
    });
    Ok(compared.collect())
}

/// The layout of both, in the target's order.
pub(super) fn agreed_layout(source: &Layout, target: &Layout) -> Result<Layout, CopyFailed> {
    let (only_source, only_target) = (source.beyond(target), target.beyond(source));
    if only_source.is_empty() && only_target.is_empty() {
        return Ok(target.clone());
    }
    Err(CopyFailed::Unalike { only_source, only_target })
}

async fn digests(
    side: &mut dyn CopySource,
    layout: &Layout,
    tenants: &BTreeSet<i64>,
    part: Part,
    progress: &dyn CopyProgress,
) -> Result<Vec<TableDigest>, CopyFailed> {
    let total = count_rows(side).await?.iter().map(|table| table.rows).sum();
    let mut done = 0;
    let mut digests = Vec::with_capacity(layout.tables().len());
    for table in layout.tables() {
        let mut digester = Digester::new(table);
        for tenant_no in tenants {
            let mut pages = Pages::after(table, *tenant_no, None);
            loop {
                let rows = pages.next(side).await?;
                if rows.is_empty() {
                    break;
                }
                for row in &rows {
                    digester.take(row);
                }
                done += rows.len() as u64;
                progress.at(part, table.name(), done, total);
            }
        }
        digests.push(digester.finish());
    }
    Ok(digests)
}
