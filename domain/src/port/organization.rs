//! Reading organizations, and the people of organizations and teams.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::access::AccessGrant;
use crate::customer::{Profile, StatusChange, Ties};
use crate::enrollment::EnrollmentFact;
use crate::id::{CourseId, CustomerId, OrganizationId};
use crate::organization::Organization;
use crate::personal::Personal;
use crate::record::CustomerRecord;
use crate::stamp::Revision;

/// Whose people are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Who belongs to one of these organizations themselves; of none is nobody, never everybody.
    Members(Vec<OrganizationId>),
    /// Whose manager is this customer.
    Team(CustomerId),
    /// Who was appointed as administrator of this organization itself.
    Administrators(OrganizationId),
}

impl Audience {
    /// Whether the record's owner is among them; what every store's list must agree with.
    pub fn has(&self, record: &CustomerRecord) -> bool {
        let ties = &record.customer.ties;
        match self {
            Self::Members(organizations) => {
                organizations.iter().any(|organization| ties.is_in(*organization))
            }
            Self::Team(manager) => ties.is_managed_by(*manager),
            Self::Administrators(organization) => ties.administers(*organization),
        }
    }
}

/// A customer with the facts that make the state of every enrollment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The customer.
    pub customer: CustomerId,
    /// The customer's revision.
    pub revision: Revision,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// Every change of status.
    pub statuses: Vec<StatusChange>,
    /// What ties them to organizations and a manager.
    pub ties: Ties,
    /// Every grant, in the order written.
    pub grants: Vec<AccessGrant>,
    /// What was written about enrollments, by course, in the order written.
    pub enrollments: BTreeMap<CourseId, Vec<EnrollmentFact>>,
}

impl PersonRow {
    /// What the row of this record must be.
    pub fn of(record: &CustomerRecord) -> Self {
        let customer = &record.customer;
        Self {
            customer: customer.id,
            revision: record.revision,
            profile: customer.profile().cloned().map(Personal::new),
            statuses: customer.statuses.clone(),
            ties: customer.ties.clone(),
            grants: record.grants.clone(),
            enrollments: record.enrollments.clone(),
        }
    }
}

/// Reads organizations and their people.
#[async_trait]
pub trait OrganizationReader: Send + Sync {
    /// All organizations of the tenant, in order of their folded codes.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn organizations(&self) -> ReadResult<Vec<Organization>>;

    /// The people of an audience: members organization by organization in the order given, and within each, as everybody
    /// else, in order of customer id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError); a cursor of an organization that is not given is a bad one.
    async fn people(&self, audience: &Audience, page: &PageRequest) -> ReadResult<Page<PersonRow>>;
}
