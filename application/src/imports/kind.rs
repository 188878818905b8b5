//! The steps of every import, and what each kind of file adds to them.

use rollbook_domain::commit::Commit;
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::{Context, Plan};
use rollbook_domain::table::Table;

use super::import::{Import, Reviewed};
use super::{ImportFile, ImportOptions, ImportReport, Progress};
use crate::{Desk, Failure};

/// What one kind of file adds.
pub(super) trait Kind {
    /// What the plan would write.
    type Changes;
    /// Which kind.
    const KIND: ImportKind;

    /// Loads the facts and plans; the table is let go of before anything is written.
    async fn plan(
        &self,
        desk: &Desk<'_>,
        table: Table,
        context: &Context<'_>,
    ) -> Result<Plan<Self::Changes>, Failure>;

    /// Does the slow work between a plan that may be applied and its writing.
    fn prepare(&mut self, _: &mut Self::Changes, _: &Context<'_>, _: &dyn Progress) -> Result<(), Failure> {
        Ok(())
    }

    /// Adds what is planned to the commit.
    fn write(commit: &mut Commit, changes: Self::Changes);
}

/// Recognizes, reads, plans, reviews and commits, and starts over when somebody else was faster.
pub(super) async fn run<K: Kind>(
    kind: &mut K,
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    meaning: RosterOptions,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    let mut import = match Import::begin(desk, K::KIND, file, meaning, options).await? {
        Ok(import) => import,
        Err(report) => return Ok(report),
    };
    loop {
        let table = match import.read() {
            Ok(table) => table,
            Err(report) => return Ok(*report),
        };
        let mut plan = kind.plan(desk, table, &import.context()).await?;
        let report = match import.review(&mut plan)? {
            Reviewed::Over(report) => return Ok(report),
            Reviewed::ToWrite(report) => report,
        };
        kind.prepare(&mut plan.changes, &import.context(), file.progress)?;
        if let Some(report) = import.commit(plan, report, K::write).await? {
            return Ok(report);
        }
    }
}
