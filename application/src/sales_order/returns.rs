//! Telling learners that a contract was extended.

use std::collections::{BTreeMap, HashMap};

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CustomerId, MailId, SalesOrderId};
use rollbook_domain::mail::{CourseNotice, DedupeKey, MailCourse, MailKind, course_notice};
use rollbook_domain::plan::contracts::Effect;
use rollbook_domain::port::{EnrollmentRow, LinkedEnrollment};
use rollbook_domain::stamp::Revision;

use crate::Desk;

/// Adds one notice for each learner who comes back to the commit that brings them back, which rests on their accounts
/// then; to an erased customer goes none.
pub(super) fn add_notices<'a>(
    desk: &Desk<'_>,
    commit: &mut Commit,
    catalogue: &Catalogue,
    back: BTreeMap<CustomerId, Vec<&Effect>>,
    linked: impl IntoIterator<Item = &'a LinkedEnrollment>,
    (sales_order, revision): (SalesOrderId, Revision),
) {
    let rows: HashMap<CustomerId, &EnrollmentRow> =
        linked.into_iter().map(|linked| (linked.row.customer, &linked.row)).collect();
    let told = |effect: &&Effect| {
        let title = catalogue.course(effect.course)?.title.as_str().to_owned();
        Some(MailCourse { course: effect.course, title, ends_at: effect.after.ends_at, days: None })
    };
    for (customer, effects) in back {
        let Some(row) = rows.get(&customer) else { continue };
        let Some(profile) = &row.profile else { continue };
        let kind = MailKind::AccessReturned;
        commit.expect(StreamId::Customer(customer), row.revision);
        commit.mail(course_notice(CourseNotice {
            id: MailId::next(desk.ids),
            kind,
            customer,
            profile: profile.reveal(),
            courses: effects.iter().filter_map(told).collect(),
            items: Vec::new(),
            idle_days: None,
            // A sales order has each revision once.
            dedupe: DedupeKey::new(kind, format_args!("{customer}:{sales_order}:{revision}")),
        }));
    }
}
