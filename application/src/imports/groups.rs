//! Importing groups.

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::GroupId;
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::{Changes, Context, Plan, groups};
use rollbook_domain::table::Table;

use super::import::add;
use super::kind::{Kind, run};
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
    run(&mut Groups, desk, file, RosterOptions::default(), options).await
}

struct Groups;

impl Kind for Groups {
    type Changes = Changes<GroupId, GroupEvent>;
    const KIND: ImportKind = ImportKind::Groups;

    async fn plan(
        &self,
        desk: &Desk<'_>,
        table: Table,
        context: &Context<'_>,
    ) -> Result<Plan<Self::Changes>, Failure> {
        Ok(groups::plan(&table, &desk.store.groups().await?, context))
    }

    fn write(commit: &mut Commit, changes: Self::Changes) {
        add(commit, changes, StreamId::Group, Event::Group);
    }
}
