//! What is agreed about the seats of a price, as typed.

use rollbook_domain::catalogue::{EditSeatPolicy, ReclaimPolicy};

use crate::values::{YesNo, reclaim};

/// What is agreed about seats; sales made before keep what was agreed then.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct SeatOptions {
    /// When a buyer may take a claimed seat back: `always`, `before-start`, `before-completion`, `never`, or
    /// `capped:20` for at most 20 percent of the seats bought [a new price: always].
    #[arg(long, value_name = "POLICY", value_parser = reclaim)]
    reclaim: Option<ReclaimPolicy>,
    /// How many days an invitation to a seat is open, 1 to 365 [a new price: 30].
    #[arg(long, value_name = "DAYS")]
    invitation_days: Option<u16>,
    /// Whether only the address that was invited may accept [a new price: no].
    #[arg(long, value_name = "YES|NO", hide_possible_values = true)]
    must_match_email: Option<YesNo>,
    /// Whether nobody can accept while the buyer is not Active [a new price: no].
    #[arg(long, value_name = "YES|NO", hide_possible_values = true)]
    freezes_with_buyer: Option<YesNo>,
}

impl From<SeatOptions> for EditSeatPolicy {
    fn from(typed: SeatOptions) -> Self {
        Self {
            reclaim: typed.reclaim,
            life_days: typed.invitation_days,
            must_match_email: typed.must_match_email.map(bool::from),
            freezes_with_buyer: typed.freezes_with_buyer.map(bool::from),
        }
    }
}
