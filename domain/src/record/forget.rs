//! Taking out of a record what it tells of somebody else who is erased (GDPR-12, X-05).

use std::collections::BTreeSet;

use super::CustomerRecord;
use crate::stamp::{Revision, Stamp};

impl CustomerRecord {
    /// Takes out the reasons that were given at these places of the stream.
    pub fn forget_notes(&mut self, places: &BTreeSet<Revision>) {
        let forget = |stamp: &mut Stamp| {
            if places.contains(&stamp.position) {
                stamp.note = None;
            }
        };
        let Self { customer, orders, grants, enrollments, pools, revision: _ } = self;
        let stamps = customer.statuses.iter_mut().map(|change| &mut change.stamp);
        let stamps = stamps.chain(customer.memberships.iter_mut().map(|membership| &mut membership.stamp));
        let stamps = stamps.chain(customer.links.iter_mut().map(|link| &mut link.stamp));
        let stamps = stamps.chain(enrollments.values_mut().flatten().map(|fact| &mut fact.stamp));
        for stamp in stamps.chain(pools.iter_mut().map(|pool| &mut pool.stamp)) {
            forget(stamp);
        }
        for order in orders {
            forget(&mut order.stamp);
            for change in &mut order.statuses {
                forget(&mut change.stamp);
            }
        }
        for grant in grants {
            forget(&mut grant.stamp);
            let edits = grant.edits.iter_mut().map(|edit| &mut edit.stamp);
            for stamp in edits.chain(grant.standings.iter_mut().map(|change| &mut change.stamp)) {
                forget(stamp);
            }
        }
    }
}
