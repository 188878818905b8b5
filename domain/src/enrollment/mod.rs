//! Enrollment: the tie between a learner and a course, Enrolled, Unenrolled or Expired (ENR-05 to ENR-16).
//!
//! Nothing here is stored as a state. A course's access grants and the facts written about the enrollment are; the
//! state at an instant is computed from them by [`state_at`].

mod apply;
mod edit;
mod enroll;
mod event;
mod expire;
mod fact;
mod interval;
mod link;
mod refusal;
mod state;
mod state_at;
mod stay;
mod unenroll;
mod word;

#[cfg(test)]
mod tests;

pub use edit::{Enrollment, EnrollmentEdit, LinkEnd, edit, guard};
pub use enroll::enroll;
pub use event::EnrollmentEvent;
pub use expire::{clear_override, expire, extend};
pub use fact::{Contract, EnrollmentChange, EnrollmentFact};
pub use link::{SeatOf, beyond_contract, end_of, follow, link, linked_to, seat_of, unlink};
pub use refusal::EnrollmentRefused;
pub use state::{EndRule, EnrollmentState, StateWord, UnenrolledBy, UnknownState};
pub use state_at::state_at;
pub use stay::{ends_at, stay_began_at};
pub use unenroll::unenroll;

pub(crate) use interval::{contract_for, effective_end, effective_state, override_for};
pub(crate) use state_at::over_at;
