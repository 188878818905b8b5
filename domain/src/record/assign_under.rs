//! Assigning a product under a sales order: access by the contract, ended with it (ENR-03, ENR-06).

use super::{AssignProduct, AssignRefused, CustomerRecord, RecordEvent, assign};
use crate::access::{Dates, GrantOrigin};
use crate::catalogue::Catalogue;
use crate::enrollment::{EnrollmentEvent, follow};
use crate::id::CourseId;
use crate::sales_order::SalesOrder;
use crate::time::{Moment, Zone};

/// Assigns a product and lets every course of it that the sales order covers follow that.
///
/// Without a typed start the access begins with the term, where that is later than the order. A typed end is one of the
/// enrollments, also in the courses that the sales order does not cover, so that it decides before the sales order
/// (ENR-05). The window is the price's all the same: it decides when link and typed end are taken away.
///
/// # Errors
/// What [`assign`] refuses; [`AssignRefused::NotCovered`] (ENR-03) for a product none of whose courses the sales order
/// covers.
pub fn assign_under(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    command: &AssignProduct<'_>,
    sales_order: &SalesOrder,
    zone: &Zone,
) -> Result<Vec<RecordEvent>, AssignRefused> {
    let courses = &command.product.courses;
    let covers = |course: &CourseId| sales_order.terms.courses.contains(course);
    if !courses.iter().any(covers) {
        let (product, number) = (command.product.code.clone(), sales_order.number.clone());
        return Err(AssignRefused::NotCovered { product, number });
    }
    let term_starts_at = sales_order.terms.term.starts_at();
    let waits = (term_starts_at > command.ordered_at).then_some(Moment::Instant(term_starts_at));
    let dates = Dates { starts: command.dates.starts.or(waits), ends: None };
    let typed = command.dates.ends.map(|moment| moment.ends_at(zone));
    let command = AssignProduct { origin: GrantOrigin::SalesOrder, dates, ..command.clone() };
    let mut events = assign(record, catalogue, &command, zone)?;
    for course in courses.iter().copied() {
        if covers(&course) {
            let linked = follow(course, record.enrollment(course), sales_order.id, command.now);
            events.extend(linked.into_iter().map(RecordEvent::from));
        }
        let ended = typed.map(|ends_at| EnrollmentEvent::EnrollmentOverrideSet { course, ends_at });
        events.extend(ended.map(RecordEvent::from));
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::AccessEvent;
    use crate::id::{CountingIds, GrantId, OrderId, SalesOrderId};
    use crate::money::{Currency, Money};
    use crate::record::story::{Story, at, code, day, no_dates};
    use crate::refusal::Refusal;
    use crate::rule::ENR_03;
    use crate::sales_order::{SalesOrderTerms, Term};
    use crate::stamp::Revision;
    use crate::text::Title;

    fn sales_order(story: &Story, starts: &str, courses: &[&str]) -> SalesOrder {
        SalesOrder {
            id: SalesOrderId::next(&CountingIds::starting_at(700)),
            number: code("SO-1"),
            terms: SalesOrderTerms {
                external_id: None,
                client: Title::parse("Northern Rail").unwrap(),
                term: Term::typed(day(starts), day("2026-12-31"), &Zone::utc()).unwrap(),
                courses: courses.iter().map(|course| story.course(course)).collect(),
                seats: None,
            },
            revision: Revision::new(1),
        }
    }

    fn assigned(
        story: &Story,
        product: &str,
        dates: Dates,
        sales_order: &SalesOrder,
    ) -> Result<Vec<RecordEvent>, AssignRefused> {
        let ids = CountingIds::starting_at(900);
        let command = AssignProduct {
            product: story.catalogue.product_by_code(product).unwrap(),
            price: story.catalogue.price_by_code(&format!("{product}-30")),
            order: OrderId::next(&ids),
            grant: GrantId::next(&ids),
            origin: GrantOrigin::Assignment,
            cost: Money::zero(Currency::USD),
            ordered_at: at("2026-01-10"),
            now: at("2026-01-10"),
            dates,
        };
        assign_under(&story.record, &story.catalogue, &command, sales_order, &Zone::utc())
    }

    fn enrollments(events: &[RecordEvent]) -> Vec<EnrollmentEvent> {
        let about = |event: &RecordEvent| match event {
            RecordEvent::Enrollment(event) => Some(*event),
            _ => None,
        };
        events.iter().filter_map(about).collect()
    }

    /// ENR-03, ENR-06
    #[test]
    fn access_given_under_a_sales_order_follows_it_in_the_courses_that_it_covers() {
        let story = Story::begin();
        let order = sales_order(&story, "2026-01-01", &["BBB"]);
        let events = assigned(&story, "BOTH", no_dates(), &order).unwrap();
        let linked = EnrollmentEvent::SalesOrderLinked { course: story.course("BBB"), sales_order: order.id };
        assert_eq!(enrollments(&events), [linked]);
        let given = events.iter().find_map(|event| match event {
            RecordEvent::Access(AccessEvent::AccessGranted { source, window, .. }) => Some((source, window)),
            _ => None,
        });
        let (source, window) = given.unwrap();
        assert_eq!(source.origin, GrantOrigin::SalesOrder);
        assert_eq!(window.starts_at(), at("2026-01-10"));
    }

    /// ENR-05, ENR-17
    #[test]
    fn an_end_typed_with_it_is_one_of_the_enrollment_and_decides_first() {
        let story = Story::begin();
        let order = sales_order(&story, "2026-01-01", &["BBB"]);
        let dates = Dates { starts: None, ends: Some(day("2026-02-28")) };
        let events = enrollments(&assigned(&story, "BBB", dates, &order).unwrap());
        let (course, ends_at) = (story.course("BBB"), at("2026-03-01"));
        let linked = EnrollmentEvent::SalesOrderLinked { course, sales_order: order.id };
        let typed = |course| EnrollmentEvent::EnrollmentOverrideSet { course, ends_at };
        assert_eq!(events, [linked, typed(course)]);
        let events = enrollments(&assigned(&story, "BOTH", dates, &order).unwrap());
        assert_eq!(
            events,
            [linked, typed(course), typed(story.course("CCC"))],
            "whatever the contract covers"
        );
    }

    /// ENR-01
    #[test]
    fn access_waits_for_the_term_unless_a_start_was_typed() {
        let story = Story::begin();
        let order = sales_order(&story, "2026-02-01", &["BBB"]);
        for (starts, opens) in [(None, "2026-02-01"), (Some("2026-01-20"), "2026-01-20")] {
            let dates = Dates { starts: starts.map(day), ends: None };
            let events = assigned(&story, "BBB", dates, &order).unwrap();
            let opened = events.iter().find_map(|event| match event {
                RecordEvent::Access(AccessEvent::AccessGranted { window, .. }) => Some(window.starts_at()),
                _ => None,
            });
            assert_eq!(opened, Some(at(opens)));
        }
    }

    /// ENR-03
    #[test]
    fn a_product_that_the_sales_order_does_not_cover_is_refused() {
        let story = Story::begin();
        let order = sales_order(&story, "2026-01-01", &["CCC"]);
        let refused = assigned(&story, "BBB", no_dates(), &order).unwrap_err();
        assert_eq!(refused.rules(), [ENR_03]);
        assert!(refused.to_string().contains("SO-1"), "{refused}");
    }
}
