//! Seats: giving them out, taking them back, and showing what became of each (REG-07 to REG-41).

mod assign;
mod find;
mod gather;
mod hand_over;
mod holders;
mod learner;
mod list;
mod reclaim;
mod report;
mod show;
mod stock;
mod view;
mod words;

pub use assign::{AssignCommand, AssignWhom, assign_seats};
pub use gather::{Gathered, gather_holders};
pub use hand_over::{Release, Released, plan_release, release_seats};
pub use holders::seat_users;
pub(crate) use learner::known_learner;
pub use list::{SeatFilter, count_seats, list_seats};
pub use reclaim::{ReclaimCommand, ReclaimFrom, ReclaimReport, ReclaimWhich, reclaim_seats};
pub use report::AssignReport;
pub use show::{get_seat, reveal_code};
pub use stock::SeatSource;
pub use view::{InvitationView, SeatView};
