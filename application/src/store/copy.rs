//! Moving a whole installation into an empty database.

use rollbook_domain::port::copy::{CopyError, CopySource, CopyTarget, Layout, Standing, TargetStanding};

use super::compare::agreed_layout;
use super::rows::Pages;
use super::{ComparedTable, CopyFailed, CopyProgress, Part, compare_stores, count_rows};

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Every table; both sides of each are equal.
    pub tables: Vec<ComparedTable>,
    /// The rows that an earlier run had written already.
    pub rows_before: u64,
}

/// Copies every row of every tenant, reads both sides whole to see that they are the same, and only then makes the
/// target a store. A run that was cut off is taken up where it was.
///
/// # Errors
/// [`CopyFailed`]; but for [`CopyFailed::InUse`] the target is left as an unfinished copy.
pub async fn copy_store(
    source: &mut dyn CopySource,
    target: &mut dyn CopyTarget,
    progress: &dyn CopyProgress,
) -> Result<Copied, CopyFailed> {
    let layout = agreed_layout(source.layout(), target.layout())?;
    let standing = standing(source).await?.ok_or(CopyFailed::NothingThere)?;
    match target.found().await? {
        TargetStanding::Empty => target.begin(&standing).await?,
        TargetStanding::Unfinished(begun) if begun == standing => {}
        TargetStanding::Unfinished(begun) if begun.installation == standing.installation => {
            return Err(CopyFailed::SourceChanged);
        }
        TargetStanding::Unfinished(_) => return Err(CopyFailed::AnotherSource),
        TargetStanding::InUse => return Err(CopyFailed::InUse),
    }
    let rows_before = copy_rows(source, target, &layout, progress).await?;
    target.refresh().await?;
    let tables = compare_stores(source, &mut *target, progress).await?;
    if tables.iter().any(|table| !table.is_equal()) {
        return Err(CopyFailed::Differs(tables));
    }
    // What was read is one state, and there may be a newer one by now.
    source.refresh().await?;
    if self::standing(source).await? != Some(standing) {
        return Err(CopyFailed::SourceChanged);
    }
    target.finish().await?;
    Ok(Copied { tables, rows_before })
}

async fn standing(source: &mut dyn CopySource) -> Result<Option<Standing>, CopyError> {
    let mut marks = Vec::new();
    for tenant_no in source.tenant_numbers().await? {
        marks.push(source.mark(tenant_no).await?);
    }
    Ok((!marks.is_empty()).then(|| Standing::of(source.layout(), &marks)))
}

async fn copy_rows(
    source: &mut dyn CopySource,
    target: &mut dyn CopyTarget,
    layout: &Layout,
    progress: &dyn CopyProgress,
) -> Result<u64, CopyError> {
    let total = count_rows(source).await?.iter().map(|table| table.rows).sum();
    let tenants = source.tenant_numbers().await?;
    let (mut done, mut before) = (0, 0);
    for table in layout.tables() {
        for tenant_no in &tenants {
            // Rows come in the order of their keys, so what is there is everything up to the greatest key.
            let last = target.last_key(table, *tenant_no).await?;
            if last.is_some() {
                let there = target.count(table, *tenant_no).await?;
                before += there;
                done += there;
            }
            let mut pages = Pages::after(table, *tenant_no, last);
            loop {
                let rows = pages.next(source).await?;
                if rows.is_empty() {
                    break;
                }
                done += rows.len() as u64;
                target.write(table, *tenant_no, rows).await?;
                progress.at(Part::Copying, table.name(), done, total);
            }
        }
    }
    Ok(before)
}
