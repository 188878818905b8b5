//! Importing content items.

use std::collections::BTreeSet;

use rollbook_domain::catalogue::{Catalogue, CourseEvent};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CourseId;
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::{Changes, Context, Plan, items};
use rollbook_domain::table::Table;

use super::import::add;
use super::kind::{Kind, run};
use super::{ImportFile, ImportOptions, ImportReport, Progress};
use crate::transcript::finish_course;
use crate::{Desk, Failure};

/// Imports a file of content items.
///
/// Where one is not required any more, the course is completed afterwards for everybody of whom all that still is required is
/// complete (TRN-02). A file that is there already does what a run that was stopped has left of that.
///
/// # Errors
/// As [`import_groups`](super::import_groups).
pub async fn import_items(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    let mut items = Items::default();
    let mut report = run(&mut items, desk, file, RosterOptions::default(), options).await?;
    let courses = if report.applied {
        items.asking_less
    } else if !options.is_dry_run && (report.is_earlier || report.unchanged) {
        with_free_items(&desk.store.catalogue().await?)
    } else {
        BTreeSet::new()
    };
    for course in courses {
        report.tally.complete(finish_course(desk, course).await?);
    }
    Ok(report)
}

/// The courses with an item that is not required.
fn with_free_items(catalogue: &Catalogue) -> BTreeSet<CourseId> {
    let items = catalogue.courses().iter().flat_map(|course| &course.items);
    items.filter(|item| !item.terms.is_required).map(|item| item.course).collect()
}

#[derive(Default)]
struct Items {
    /// The courses with an item that is said not to be required.
    asking_less: BTreeSet<CourseId>,
}

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

    fn prepare(
        &mut self,
        changes: &mut Self::Changes,
        _: &Context<'_>,
        _: &dyn Progress,
    ) -> Result<(), Failure> {
        let is_less = |event: &CourseEvent| matches!(event, CourseEvent::ItemEdited { terms, .. } if !terms.is_required);
        let less = changes.events.iter().filter(|planned| is_less(&planned.event));
        self.asking_less = less.map(|planned| planned.id).collect();
        Ok(())
    }

    fn write(commit: &mut Commit, changes: Self::Changes) {
        add(commit, changes, StreamId::Course, Event::Course);
    }
}
