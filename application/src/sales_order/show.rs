//! A sales order with those who follow it.

use rollbook_domain::customer::Profile;
use rollbook_domain::enrollment::{EndRule, StateWord, beyond_contract, end_of, linked_to, state_at};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::personal::Personal;
use rollbook_domain::plan::contracts::holders;
use rollbook_domain::port::LinkedEnrollment;
use rollbook_domain::sales_order::SalesOrder;
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;

use super::get_sales_order;
use super::linked::{followers, linked};
use crate::{Desk, Failure};

/// An enrollment that is linked to the sales order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedLearner {
    /// The customer.
    pub customer: CustomerId,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The course.
    pub course: CourseId,
    /// The course's code, unless it is not in the catalogue.
    pub course_code: Option<Code>,
    /// The state now; `None` where access was never given or is given later.
    pub state: Option<StateWord>,
    /// The furthest end of the access; `None` for no end.
    pub ends_at: Option<Instant>,
    /// What decides that end.
    pub end_rule: Option<EndRule>,
    /// Whether a typed end is later than the sales order's.
    pub is_beyond_contract: bool,
}

/// A sales order with those who follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSalesOrder {
    /// The sales order.
    pub sales_order: SalesOrder,
    /// The codes of its courses.
    pub courses: Vec<Code>,
    /// How many learners hold a seat.
    pub taken: u64,
    /// Every enrollment that is linked to it, in order of customer and course.
    pub learners: Vec<LinkedLearner>,
}

/// The sales order that `key` names, with those who follow it now.
///
/// # Errors
/// [`Failure::Missing`] for a sales order that does not exist, [`Failure::Store`].
pub async fn show_sales_order(desk: &Desk<'_>, key: &str) -> Result<ShownSalesOrder, Failure> {
    let now = desk.now();
    let sales_order = get_sales_order(desk, key).await?;
    let catalogue = desk.store.catalogue().await?;
    let code = |course: CourseId| catalogue.course(course).map(|course| course.code.clone());
    let linked = linked(desk, sales_order.id).await?;
    let taken = holders(&followers(&linked), sales_order.id, now).len() as u64;
    let learners = linked
        .into_iter()
        .filter(|linked| linked_to(&linked.row.facts).is_some_and(|(id, _)| id == sales_order.id))
        .map(|linked| learner(linked, now, code));
    Ok(ShownSalesOrder {
        learners: learners.collect(),
        courses: sales_order.terms.courses.iter().filter_map(|course| code(*course)).collect(),
        taken,
        sales_order,
    })
}

fn learner(
    LinkedEnrollment { course, row }: LinkedEnrollment,
    now: Instant,
    code: impl Fn(CourseId) -> Option<Code>,
) -> LinkedLearner {
    let end = end_of(&row.grants, &row.facts, now);
    LinkedLearner {
        customer: row.customer,
        course,
        course_code: code(course),
        state: state_at(&row.grants, &row.facts, now).map(|state| state.word()),
        ends_at: end.and_then(|(ends_at, _)| ends_at),
        end_rule: end.map(|(_, rule)| rule),
        is_beyond_contract: beyond_contract(&row.grants, &row.facts).is_some(),
        profile: row.profile,
    }
}
