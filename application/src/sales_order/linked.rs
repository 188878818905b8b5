//! Everybody who was ever linked to a sales order.

use rollbook_domain::id::SalesOrderId;
use rollbook_domain::plan::contracts::Follower;
use rollbook_domain::port::{LinkedEnrollment, PageRequest};

use crate::{Desk, Failure};

/// How many enrollments are read at once.
const CHUNK: usize = 5_000;

/// Reads them all.
pub(super) async fn linked(desk: &Desk<'_>, id: SalesOrderId) -> Result<Vec<LinkedEnrollment>, Failure> {
    let mut linked = Vec::new();
    let mut request = PageRequest::first(CHUNK);
    loop {
        let page = desk.store.linked_enrollments(id, &request).await?;
        linked.extend(page.items);
        match page.next {
            Some(next) => request = PageRequest::after(next, CHUNK),
            None => return Ok(linked),
        }
    }
}

/// What plans need of them. Who was erased takes part in nothing any more: they hold no seat, and have no access to lose.
pub(super) fn followers(linked: &[LinkedEnrollment]) -> Vec<Follower<'_>> {
    let mut followers = Vec::with_capacity(linked.len());
    for LinkedEnrollment { course, row } in linked.iter().filter(|linked| linked.row.profile.is_some()) {
        followers.push(Follower {
            customer: row.customer,
            course: *course,
            grants: &row.grants,
            facts: &row.facts,
        });
    }
    followers
}
