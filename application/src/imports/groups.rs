//! Importing groups.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::groups;
use rollbook_domain::plan::roster::RosterOptions;

use super::import::{Import, Reviewed, add};
use super::{ImportFile, ImportOptions, ImportReport};
use crate::{Desk, Failure};

/// Imports a file of groups.
///
/// # Errors
/// [`Failure::Refused`] (IMP-23) when the number of changes must be confirmed; [`Failure::Missing`] without a tenant;
/// [`Failure::Conflict`], [`Failure::Store`]. Refused rows are no failure: the report names them.
pub async fn import_groups(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    let begun = Import::begin(desk, ImportKind::Groups, file, RosterOptions::default(), options).await?;
    let mut import = match begun {
        Ok(import) => import,
        Err(report) => return Ok(report),
    };
    loop {
        let table = match import.read() {
            Ok(table) => table,
            Err(report) => return Ok(*report),
        };
        let known = desk.store.groups().await?;
        let mut plan = groups::plan(&table, &known, &import.context());
        let report = match import.review(&mut plan)? {
            Reviewed::Over(report) => return Ok(report),
            Reviewed::ToWrite(report) => report,
        };
        let written = import.commit(plan, report, |commit, changes| {
            add(commit, changes, StreamId::Group, Event::Group);
        });
        if let Some(report) = written.await? {
            return Ok(report);
        }
    }
}
