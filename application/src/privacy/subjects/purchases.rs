//! What was ordered, and what access came of it.

use rollbook_domain::access::Standing;
use rollbook_domain::enrollment::{EnrollmentChange, EnrollmentFact};
use rollbook_domain::id::CourseId;
use rollbook_domain::record::CustomerRecord;

use super::reason;
use crate::privacy::person::Person;
use crate::privacy::row::{Row, maybe, row};

pub(super) fn orders(part: &CustomerRecord) -> impl Iterator<Item = Row> {
    part.orders.iter().map(|order| {
        let placed = order.statuses.first().map(|change| change.status);
        row![
            order.id,
            order.stamp.effective_at,
            order.stamp.recorded_at,
            order.payment_type,
            maybe(placed),
            order.status(),
            maybe(order.total().map(|total| total.amount())),
        ]
    })
}

pub(super) fn order_lines(person: &Person<'_>, part: &CustomerRecord) -> impl Iterator<Item = Row> {
    let lines = part.orders.iter().flat_map(|order| order.lines.iter().map(|line| (order.id, line)));
    lines.map(|(order, line)| {
        let price = person.catalogue.price(line.price);
        row![
            order,
            line.number,
            person.product(line.product),
            price.map_or_else(|| line.price.to_string(), |price| price.code.to_string()),
            line.quantity,
            line.unit_cost.amount(),
            line.unit_cost.currency(),
        ]
    })
}

pub(super) fn order_statuses(part: &CustomerRecord) -> impl Iterator<Item = Row> {
    let orders = part.orders.iter();
    let changes = orders.flat_map(|order| order.statuses.iter().map(|change| (order.id, change)));
    changes
        .map(|(order, change)| row![order, change.status, change.stamp.effective_at, reason(&change.stamp)])
}

/// Of the access that a seat gave the order is told to its buyer.
pub(super) fn access(person: &Person<'_>, part: &CustomerRecord) -> impl Iterator<Item = Row> {
    part.grants.iter().map(|grant| {
        let order = Some(grant.source.order).filter(|_| grant.source.seat.is_none());
        row![
            grant.id,
            person.product(grant.product),
            grant.source.origin,
            maybe(order),
            maybe(grant.source.seat),
            grant.granted_at(),
            grant.window.starts_at(),
            maybe(grant.window.ends_at()),
            maybe(grant.from_first_launch),
            reason(&grant.stamp),
        ]
    })
}

pub(super) fn access_changes(part: &CustomerRecord) -> impl Iterator<Item = Row> {
    part.grants.iter().flat_map(|grant| {
        let mut rows: Vec<(u64, Row)> = Vec::new();
        for change in &grant.standings {
            let (stamp, none) = (&change.stamp, "");
            let standing = match change.standing {
                Standing::Held => "reinstated",
                Standing::Suspended => "suspended",
                Standing::Revoked => "revoked",
            };
            let row = row![grant.id, standing, stamp.effective_at, none, none, none, none, reason(stamp)];
            rows.push((stamp.position.get(), row));
        }
        for edit in &grant.edits {
            let stamp = &edit.stamp;
            let row = row![
                grant.id,
                "edited",
                stamp.effective_at,
                edit.old.starts_at(),
                maybe(edit.old.ends_at()),
                edit.new.starts_at(),
                maybe(edit.new.ends_at()),
                reason(stamp),
            ];
            rows.push((stamp.position.get(), row));
        }
        rows.sort_by_key(|(position, _)| *position);
        rows.into_iter().map(|(_, row)| row)
    })
}

pub(super) fn enrollments(person: &Person<'_>, part: &CustomerRecord) -> Vec<Row> {
    let facts = part.enrollments.iter().flat_map(|(id, facts)| facts.iter().map(move |fact| (*id, fact)));
    let mut facts: Vec<_> = facts.collect();
    facts.sort_by_key(|(_, fact)| fact.stamp.position);
    let told = |(id, fact): (CourseId, &EnrollmentFact)| {
        let course = person.catalogue.course(id);
        let course = course.map_or_else(|| id.to_string(), |course| course.code.to_string());
        let (change, ends_at, sales_order) = match &fact.change {
            EnrollmentChange::Enrolled => ("enrolled", None, String::new()),
            EnrollmentChange::Unenrolled => ("unenrolled", None, String::new()),
            EnrollmentChange::OverrideSet { ends_at } => ("end set", Some(*ends_at), String::new()),
            EnrollmentChange::OverrideCleared => ("end cleared", None, String::new()),
            EnrollmentChange::SalesOrderLinked { sales_order, contract } => {
                let number = contract.as_ref().map(|contract| contract.number.to_string());
                ("sales order linked", None, number.unwrap_or_else(|| sales_order.to_string()))
            }
            EnrollmentChange::SalesOrderUnlinked => ("sales order unlinked", None, String::new()),
        };
        row![course, change, fact.stamp.effective_at, maybe(ends_at), sales_order, reason(&fact.stamp)]
    };
    facts.into_iter().map(told).collect()
}
