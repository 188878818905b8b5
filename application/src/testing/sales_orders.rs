//! A contract for Ada's course, which Bob follows.

use rollbook_domain::enrollment::{Contract, EnrollmentChange, EnrollmentFact};
use rollbook_domain::id::{CountingIds, SalesOrderId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{EnrollmentRow, LinkedEnrollment, SalesOrderKey};
use rollbook_domain::sales_order::{SalesOrder, SalesOrderTerms, Term};
use rollbook_domain::stamp::{Revision, Stamp};

use super::world::{catalogue, profile, title};
use super::{code, instant, learner, now, seats};

/// `SO-1`: the course `ALG` through 2026 for two learners, at revision 4.
pub(crate) fn order() -> SalesOrder {
    let term = Term::parse(instant("2026-01-01T00:00:00Z"), instant("2027-01-01T00:00:00Z"));
    SalesOrder {
        id: SalesOrderId::next(&CountingIds::starting_at(1)),
        number: code("SO-1"),
        terms: SalesOrderTerms {
            external_id: Some(title("4711")),
            client: title("Northern Rail"),
            term: term.expect("a term"),
            courses: catalogue().courses().iter().map(|course| course.id).collect(),
            seats: Some(2),
        },
        revision: Revision::new(4),
    }
}

/// Whether that is the one a key names.
pub(crate) fn is_named(key: &SalesOrderKey) -> bool {
    match key {
        SalesOrderKey::Id(id) => *id == order().id,
        SalesOrderKey::Number(number) => number.folded() == "so-1",
        SalesOrderKey::ExternalId(external_id) => external_id.as_str() == "4711",
    }
}

/// Bob's enrollment, linked to it after his grant was given.
pub(crate) fn bob_follows() -> LinkedEnrollment {
    let order = order();
    let stamp = Stamp {
        position: Revision::new(9),
        effective_at: instant("2026-02-01T00:00:00Z"),
        recorded_at: now(),
        actor: "tester".into(),
        note: None,
    };
    let contract = Some(Contract::of(&order));
    let change = EnrollmentChange::SalesOrderLinked { sales_order: order.id, contract };
    let facts = vec![EnrollmentFact { change, stamp }];
    let profile = Some(Personal::new(profile("bob@example.org")));
    LinkedEnrollment {
        course: order.terms.courses[0],
        row: EnrollmentRow { customer: seats::bob_id(), profile, facts, ..learner::enrollment() },
    }
}
