//! What all imports have in common: recognize the file, read it, stop or commit, and start over on a conflict.

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::import_log::{Fingerprint, ImportKind};
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::{ApplyRefused, Changes, Context, Findings, Plan, fingerprint, may_apply};
use rollbook_domain::port::TenantState;
use rollbook_domain::stamp::Revision;
use rollbook_domain::table::{Table, TableLimits};
use rollbook_domain::time::Instant;

use super::{ImportFile, ImportOptions, ImportReport, Stage};
use crate::{Desk, Failure, Tries};

/// One import under way.
pub(super) struct Import<'a> {
    pub(super) desk: &'a Desk<'a>,
    pub(super) file: ImportFile<'a>,
    kind: ImportKind,
    options: ImportOptions,
    fingerprint: Fingerprint,
    tenant: TenantState,
    now: Instant,
    tries: Tries<'a>,
}

impl<'a> Import<'a> {
    /// Begins; the report is there already when the very file was applied before.
    pub(super) async fn begin(
        desk: &'a Desk<'a>,
        kind: ImportKind,
        file: ImportFile<'a>,
        meaning: RosterOptions,
        options: ImportOptions,
    ) -> Result<Result<Self, ImportReport>, Failure> {
        let fingerprint = fingerprint(kind, meaning, file.bytes);
        let tenant = desk.tenant().await?;
        let (now, tries) = (desk.now(), desk.tries());
        let import = Self { desk, file, kind, options, fingerprint, tenant, now, tries };
        Ok(match import.earlier().await? {
            Some(report) => Err(report),
            None => Ok(import),
        })
    }

    async fn earlier(&self) -> Result<Option<ImportReport>, Failure> {
        let record = self.desk.store.find_import(self.fingerprint.import_id()).await?;
        Ok(record.as_ref().map(ImportReport::of_earlier))
    }

    /// What the plan is given.
    pub(super) fn context(&self) -> Context<'_> {
        let (fingerprint, settings, now) = (self.fingerprint, &self.tenant.settings, self.now);
        Context { fingerprint, settings, now, ids: self.desk.ids }
    }

    /// Reads the file; a file that is no table has its report.
    pub(super) fn read(&self) -> Result<Table, Box<ImportReport>> {
        let total = self.file.bytes.len() as u64;
        self.file.progress.at(Stage::Reading, 0, total);
        let limits = TableLimits::rows(self.tenant.settings.import_max_rows as usize);
        let read = self.file.reader.read(self.file.bytes, &limits).map_err(|errors| {
            let findings = Findings::unreadable(errors);
            let mut plan = Plan::<()>::unreadable(self.kind, self.fingerprint, 0, findings);
            Box::new(ImportReport::of(&mut plan))
        })?;
        self.file.progress.at(Stage::Planning, 0, read.rows.len() as u64);
        Ok(read)
    }

    /// Takes the report out of a plan, and says whether the import is over with it: a rehearsal, a refused file, or
    /// nothing to do.
    pub(super) fn review<C>(&self, plan: &mut Plan<C>) -> Result<Reviewed, Failure> {
        let allowed = may_apply(plan, self.options.apply, &self.tenant.settings);
        let mut report = ImportReport::of(plan);
        match allowed {
            Err(ApplyRefused::Unreadable | ApplyRefused::RowsRefused(_)) => {
                return Ok(Reviewed::Over(report));
            }
            Err(refused) if !self.options.is_dry_run => return Err(Failure::Refused(Box::new(refused))),
            Err(_) | Ok(()) => {}
        }
        let does_nothing = plan.touched == 0 && plan.counts.mails == 0;
        report.unchanged = does_nothing && report.refused.is_empty();
        if self.options.is_dry_run || does_nothing {
            return Ok(Reviewed::Over(report));
        }
        Ok(Reviewed::ToWrite(report))
    }

    /// Commits a plan whose events `write` adds; without a report the import must plan again.
    pub(super) async fn commit<C>(
        &mut self,
        plan: Plan<C>,
        mut report: ImportReport,
        write: impl FnOnce(&mut Commit, C),
    ) -> Result<Option<ImportReport>, Failure> {
        let (total, id) = (plan.touched, plan.fingerprint.import_id());
        self.file.progress.at(Stage::Writing, 0, total);
        let mut commit = self.desk.new_commit(self.now);
        let applied = plan.applied_event();
        write(&mut commit, plan.changes);
        commit.expect(StreamId::Tenant, self.tenant.revision);
        commit.expect(StreamId::Import(id), Revision::NONE);
        commit.push(Event::Import(id, applied), None);
        if self.tries.commit(commit).await? {
            self.file.progress.at(Stage::Writing, total, total);
            report.applied = true;
            return Ok(Some(report));
        }
        self.tenant = self.desk.tenant().await?;
        self.now = self.desk.now();
        self.earlier().await
    }
}

/// Where an import stands once it is planned.
pub(super) enum Reviewed {
    /// Nothing is to be written.
    Over(ImportReport),
    /// The plan is to be written.
    ToWrite(ImportReport),
}

/// So many moved events are let go of together.
const LET_GO: usize = 1 << 16;

/// Moves planned events into a commit.
///
/// Memory is given back while it goes, so that a large roster's events are never held twice.
pub(super) fn add<I: Copy, E>(
    commit: &mut Commit,
    changes: Changes<I, E>,
    stream: fn(I) -> StreamId,
    event: fn(I, E) -> Event,
) {
    commit.expected.reserve(changes.expected.len());
    for (id, revision) in changes.expected {
        commit.expect(stream(id), revision);
    }
    let mut rest = changes.events;
    commit.events.reserve_exact(rest.len() + 1);
    rest.reverse();
    while let Some(planned) = rest.pop() {
        commit.push_effective(event(planned.id, planned.event), planned.effective_at, None);
        if rest.len().is_multiple_of(LET_GO) {
            rest.shrink_to_fit();
        }
    }
}
