//! Seats: giving them out, taking them back, and showing what became of each (REG-07 to REG-41).

mod assign;
mod claim;
mod confirm;
mod find;
mod gather;
mod hand_over;
mod holders;
mod invite;
mod learner;
mod link;
mod list;
mod newcomer;
mod opener;
mod preview;
pub(crate) mod reclaim;
mod remind;
mod renewal;
mod report;
mod resend;
mod show;
mod stock;
mod view;
mod withdraw;
mod words;

pub use assign::{AssignCommand, AssignWhom, assign_seats};
pub use claim::{ClaimCommand, ClaimOutcome, SeatClaim, claim_seat};
pub use confirm::{ConfirmationSent, ResendConfirmation, resend_confirmation};
pub use gather::{Gathered, gather_holders};
pub use hand_over::{Release, Released, plan_release, release_seats};
pub use holders::seat_users;
pub use invite::{InviteCommand, InviteReport, InviteWhom, invite_to_seats};
pub(crate) use learner::known_learner;
pub use link::{NewLink, make_seat_link};
pub use list::{SeatFilter, count_seats, list_seats};
pub use opener::Opener;
pub use preview::{OpenSeat, SeatPreview, preview_seat};
pub use reclaim::{ReclaimCommand, ReclaimFrom, ReclaimReport, ReclaimWhich, reclaim_seats};
pub use remind::{RemindCommand, RemindReport, RemindRow, RemindWhom, send_reminders};
pub use report::AssignReport;
pub use resend::{Resent, resend_invitation};
pub use show::{get_seat, reveal_code};
pub use stock::SeatSource;
pub use view::{InvitationView, SeatView};
pub use withdraw::withdraw_invitation;

#[cfg(test)]
mod tests;
