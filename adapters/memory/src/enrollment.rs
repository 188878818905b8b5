use std::collections::BTreeSet;
use std::ops::Bound;

use async_trait::async_trait;
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::customer::Identity;
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::port::{
    EnrollmentQuery, EnrollmentReader, EnrollmentRow, Page, PageRequest, ReadResult,
};
use rollbook_domain::record::CustomerRecord;

use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl EnrollmentReader for MemoryTenant {
    async fn enrollments(
        &self,
        query: &EnrollmentQuery,
        page: &PageRequest,
    ) -> ReadResult<Page<EnrollmentRow>> {
        let after = page::after(page, |text| CustomerId::parse(text).ok())?;
        let chosen: Option<BTreeSet<_>> = query.customers.as_ref().map(|ids| ids.iter().collect());
        let ledger = self.read();
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let rows = ledger
            .customers
            .range((from, Bound::Unbounded))
            .filter(|(id, _)| chosen.as_ref().is_none_or(|chosen| chosen.contains(id)))
            .filter(|(_, record)| query.group.is_none_or(|group| record.customer.is_member_of(group)))
            .map(|(_, record)| row(&ledger.following(record), query.course, &ledger.catalogue))
            .filter(|row| !row.grants.is_empty());
        Ok(page::cut(rows, page, |row| row.customer))
    }
}

/// The enrollment of whoever the record is about; without grants for who was never given access to the course.
pub(crate) fn row(record: &CustomerRecord, course: CourseId, catalogue: &Catalogue) -> EnrollmentRow {
    let grants = record.grants_for(course, catalogue);
    let profile = match &record.customer.identity {
        Identity::Known(profile) => Some((**profile).clone()),
        Identity::Erased { .. } => None,
    };
    EnrollmentRow {
        customer: record.customer.id,
        revision: record.revision,
        profile,
        statuses: record.customer.statuses.clone(),
        grants,
        facts: record.enrollment(course).to_vec(),
    }
}
