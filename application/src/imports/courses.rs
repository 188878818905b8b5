//! Importing courses, each with a product and a price.

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::courses::{self, CourseChanges};
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::{Context, Plan};
use rollbook_domain::table::Table;

use super::import::add;
use super::kind::{Kind, run};
use super::{ImportFile, ImportOptions, ImportReport};
use crate::{Desk, Failure};

/// Imports a file of courses, each with a product and a price.
///
/// # Errors
/// As [`import_groups`](super::import_groups).
pub async fn import_courses(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    run(&mut Courses, desk, file, RosterOptions::default(), options).await
}

struct Courses;

impl Kind for Courses {
    type Changes = CourseChanges;
    const KIND: ImportKind = ImportKind::Courses;

    async fn plan(
        &self,
        desk: &Desk<'_>,
        table: Table,
        context: &Context<'_>,
    ) -> Result<Plan<Self::Changes>, Failure> {
        Ok(courses::plan(&table, &desk.store.catalogue().await?, context))
    }

    fn write(commit: &mut Commit, changes: Self::Changes) {
        add(commit, changes.courses, StreamId::Course, Event::Course);
        add(commit, changes.products, StreamId::Product, Event::Product);
        add(commit, changes.prices, StreamId::Price, Event::Price);
    }
}
