//! Importing content items.

use rollbook_domain::catalogue::CourseEvent;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CourseId;
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::{Changes, Context, Plan, items};
use rollbook_domain::table::Table;

use super::import::add;
use super::kind::{Kind, run};
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
    run(Items, desk, file, RosterOptions::default(), options).await
}

struct Items;

impl Kind for Items {
    type Changes = Changes<CourseId, CourseEvent>;
    const KIND: ImportKind = ImportKind::Items;

    async fn plan(
        &self,
        desk: &Desk<'_>,
        table: Table,
        context: &Context<'_>,
    ) -> Result<Plan<Self::Changes>, Failure> {
        Ok(items::plan(&table, &desk.store.catalogue().await?, context))
    }

    fn write(commit: &mut Commit, changes: Self::Changes) {
        add(commit, changes, StreamId::Course, Event::Course);
    }
}
