//! What came of an import, in the form that scripts rely on.

use rollbook_domain::import_log::{Fingerprint, ImportCounts, ImportKind, ImportRecord};
use rollbook_domain::plan::{Findings, Plan, RefusedRow, SkippedRow, WarnedRow};
use serde::Serialize;

/// What came of an import; its serialized form is fixed.
#[derive(Debug, Clone, Serialize)]
pub struct ImportReport {
    /// The fingerprint of file and options.
    pub fingerprint: Fingerprint,
    /// Data rows read.
    pub rows: u64,
    /// What the rows come to.
    #[serde(flatten)]
    pub tally: Tally,
    /// New accounts without a way to sign in yet; for a roster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_sign_in: Option<NoWayIn>,
    /// Rows left alone without being wrong.
    pub skipped: Vec<SkippedRow>,
    /// Rows with something wrong.
    pub refused: Vec<RefusedRow>,
    /// Whether the plan was written.
    pub applied: bool,
    /// Whether there was nothing to write because everything was there already.
    pub unchanged: bool,
    /// Whether this is the result of an earlier run of the very same file.
    #[serde(skip)]
    pub is_earlier: bool,
    /// Rows that are applied, with something worth knowing.
    #[serde(skip)]
    pub warned: Vec<WarnedRow>,
    /// How many things change; the number to confirm.
    #[serde(skip)]
    pub touched: u64,
    /// What kind of file.
    #[serde(skip)]
    pub kind: ImportKind,
    /// All numbers.
    #[serde(skip)]
    pub counts: ImportCounts,
}

/// What the rows of a file come to, by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Tally {
    /// A roster.
    Roster {
        /// The accounts.
        customers: People,
        /// Orders placed.
        orders: u64,
        /// Grants given.
        grants: u64,
        /// Group memberships made.
        group_memberships: u64,
        /// Mails made.
        mails: u64,
    },
    /// Withdrawals.
    Withdrawals {
        /// Learners unenrolled.
        unenrolled: u64,
    },
    /// Scores.
    Scores {
        /// Results put on record.
        results: u64,
        /// Courses that this completes.
        completions: u64,
    },
    /// Groups.
    Groups {
        /// The groups.
        groups: Entries,
    },
    /// Courses.
    Courses {
        /// The courses, each with its product and price.
        courses: Entries,
    },
    /// Content items.
    Items {
        /// The items.
        items: Entries,
        /// Learners for whom a course is complete because less of it is required (TRN-02).
        completions: u64,
    },
    /// Prices.
    Prices {
        /// The prices.
        prices: Entries,
    },
}

/// How many accounts an import made and found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct People {
    /// New accounts.
    pub created: u64,
    /// Accounts that were there.
    pub existing: u64,
}

/// How many entries an import made, found and changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Entries {
    /// New entries.
    pub created: u64,
    /// Entries that were there just so.
    pub existing: u64,
    /// Entries that were there and were changed.
    pub edited: u64,
}

/// The accounts made that have no way to sign in yet: no password, and no mail that tells how to get one.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NoWayIn {
    /// How many.
    pub count: u64,
    /// The emails of the first 1000, in the order of the file; none for a file that was applied before.
    pub emails: Vec<String>,
}

impl std::fmt::Debug for NoWayIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NoWayIn").field("count", &self.count).finish_non_exhaustive()
    }
}

impl NoWayIn {
    fn of(kind: ImportKind, counts: &ImportCounts, emails: Vec<String>) -> Option<Self> {
        (kind == ImportKind::Roster).then_some(Self { count: counts.cannot_sign_in, emails })
    }
}

impl Tally {
    fn of(kind: ImportKind, counts: &ImportCounts) -> Self {
        let ImportCounts {
            created,
            existing,
            edited,
            orders,
            grants,
            group_memberships,
            unenrolled,
            results,
            completions,
            mails,
            ..
        } = *counts;
        let entries = Entries { created, existing, edited };
        match kind {
            ImportKind::Roster => {
                let customers = People { created, existing };
                Self::Roster { customers, orders, grants, group_memberships, mails }
            }
            ImportKind::Withdrawals => Self::Withdrawals { unenrolled },
            ImportKind::Scores => Self::Scores { results, completions },
            ImportKind::Groups => Self::Groups { groups: entries },
            ImportKind::Courses => Self::Courses { courses: entries },
            ImportKind::Items => Self::Items { items: entries, completions },
            ImportKind::Prices => Self::Prices { prices: entries },
        }
    }

    /// Counts learners for whom a course is complete by the file.
    pub(super) fn complete(&mut self, learners: u64) {
        if let Self::Items { completions, .. } = self {
            *completions += learners;
        }
    }
}

impl ImportReport {
    /// What a plan comes to before anything is written; the plan gives its findings away.
    pub(super) fn of<C>(plan: &mut Plan<C>) -> Self {
        let Findings { refused, skipped, warned, cannot_sign_in, .. } = std::mem::take(&mut plan.findings);
        let emails = cannot_sign_in.emails.iter().map(|email| email.reveal().as_typed().to_owned());
        Self {
            fingerprint: plan.fingerprint,
            rows: plan.counts.rows,
            tally: Tally::of(plan.kind, &plan.counts),
            cannot_sign_in: NoWayIn::of(plan.kind, &plan.counts, emails.collect()),
            skipped,
            refused,
            applied: false,
            unchanged: false,
            is_earlier: false,
            warned,
            touched: plan.touched,
            kind: plan.kind,
            counts: plan.counts,
        }
    }

    /// The first result of a file that was applied before.
    pub(super) fn of_earlier(record: &ImportRecord) -> Self {
        Self {
            fingerprint: record.fingerprint,
            rows: record.counts.rows,
            tally: Tally::of(record.kind, &record.counts),
            cannot_sign_in: NoWayIn::of(record.kind, &record.counts, Vec::new()),
            skipped: Vec::new(),
            refused: Vec::new(),
            applied: false,
            unchanged: true,
            is_earlier: true,
            warned: Vec::new(),
            touched: 0,
            kind: record.kind,
            counts: record.counts,
        }
    }
}
