//! Importing content items.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::items;
use rollbook_domain::plan::roster::RosterOptions;

use super::import::{Import, Reviewed, add};
use super::{ImportFile, ImportOptions, ImportReport};
use crate::{Desk, Failure};

/// Imports a file of content items.
///
/// # Errors
/// As [`import_groups`](super::import_groups).
pub async fn import_items(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    let begun = Import::begin(desk, ImportKind::Items, file, RosterOptions::default(), options).await?;
    let mut import = match begun {
        Ok(import) => import,
        Err(report) => return Ok(report),
    };
    loop {
        let table = match import.read() {
            Ok(table) => table,
            Err(report) => return Ok(*report),
        };
        let catalogue = desk.store.catalogue().await?;
        let mut plan = items::plan(&table, &catalogue, &import.context());
        let report = match import.review(&mut plan)? {
            Reviewed::Over(report) => return Ok(report),
            Reviewed::ToWrite(report) => report,
        };
        let written = import.commit(plan, report, |commit, changes| {
            add(commit, changes, StreamId::Course, Event::Course);
        });
        if let Some(report) = written.await? {
            return Ok(report);
        }
    }
}
