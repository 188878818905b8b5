//! How many learners each organization has, by state.

use std::collections::{BTreeMap, BTreeSet};

use rollbook_domain::enrollment::StateWord;
use rollbook_domain::id::{CustomerId, OrganizationId};
use rollbook_domain::organization::Organization;
use rollbook_domain::time::Instant;

use super::learners::{LearnerFilter, LearnerLine, LearnerReport, Whose};
use crate::organization::get_organization;
use crate::{Desk, Failure};

/// The learners of an organization and of all below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationCount {
    /// The organization.
    pub organization: Organization,
    /// What they come to.
    pub learners: LearnerCount,
}

/// What some learners come to; all but the first are counted once for each learner and course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LearnerCount {
    /// How many people were ever given a course.
    pub people: u64,
    /// In how many courses a window is open.
    pub enrolled: u64,
    /// In how many the first window is still to come.
    pub scheduled: u64,
    /// From how many they were taken out.
    pub unenrolled: u64,
    /// In how many every window is over.
    pub expired: u64,
    /// How many are completed, whatever became of the access.
    pub completed: u64,
    /// When the next of those that are open ends.
    pub next_end_at: Option<Instant>,
    /// When any of them last worked on a course.
    pub last_active_at: Option<Instant>,
}

/// Counts the learners of the organization that `key` names and of those below it, or of all, in code order, at `at`; each
/// with everybody below it.
///
/// # Errors
/// [`Failure::Missing`] for an organization that does not exist, [`Failure::Store`].
pub async fn count_organizations(
    desk: &Desk<'_>,
    key: Option<&str>,
    at: Instant,
) -> Result<Vec<OrganizationCount>, Failure> {
    let whose = Whose::Organization(key.map(str::to_owned));
    let report = LearnerReport::open(desk, &LearnerFilter { whose, course: None, state: None, at }).await?;
    let hierarchy = report.hierarchy();
    let wanted = match key {
        Some(key) => hierarchy.with_all_below(&[get_organization(hierarchy, key)?.id]),
        None => hierarchy.all().iter().map(|one| one.id).collect(),
    };
    let mut own: BTreeMap<OrganizationId, LearnerCount> = BTreeMap::new();
    let mut last: Option<CustomerId> = None;
    report
        .each(|line| {
            if let Some(organization) = line.organization {
                // The lines of one person follow one another.
                let is_new = last.replace(line.customer) != Some(line.customer);
                own.entry(organization).or_default().add(&line, is_new);
            }
        })
        .await?;
    let kept: BTreeSet<OrganizationId> = wanted.iter().copied().collect();
    let mut all: BTreeMap<OrganizationId, LearnerCount> = BTreeMap::new();
    for (organization, count) in &own {
        for above in hierarchy.upward(*organization).filter(|above| kept.contains(&above.id)) {
            all.entry(above.id).or_default().join(count);
        }
    }
    let line = |id: &OrganizationId| {
        let learners = all.remove(id).unwrap_or_default();
        Some(OrganizationCount { organization: hierarchy.get(*id)?.clone(), learners })
    };
    Ok(wanted.iter().filter_map(line).collect())
}

impl LearnerCount {
    fn add(&mut self, line: &LearnerLine, is_new: bool) {
        self.people += u64::from(is_new);
        match line.state.word() {
            StateWord::Enrolled => {
                self.enrolled += 1;
                self.next_end_at = earlier(self.next_end_at, line.ends_at);
            }
            StateWord::Scheduled => self.scheduled += 1,
            StateWord::Unenrolled => self.unenrolled += 1,
            StateWord::Expired => self.expired += 1,
        }
        self.completed += u64::from(line.learning.completed_at.is_some());
        self.last_active_at = self.last_active_at.max(line.learning.last_active_at);
    }

    fn join(&mut self, other: &Self) {
        self.people += other.people;
        self.enrolled += other.enrolled;
        self.scheduled += other.scheduled;
        self.unenrolled += other.unenrolled;
        self.expired += other.expired;
        self.completed += other.completed;
        self.next_end_at = earlier(self.next_end_at, other.next_end_at);
        self.last_active_at = self.last_active_at.max(other.last_active_at);
    }
}

fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    one.into_iter().chain(other).min()
}
