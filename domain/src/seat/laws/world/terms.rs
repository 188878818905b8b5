//! The prices in the world.

use crate::catalogue::{Anchor, InvitationPolicy, PriceTerms, ReclaimPolicy, SeatPolicy};
use crate::money::{Currency, Money};
use crate::text::Title;
use crate::time::AccessDuration;

pub(super) fn price_terms(policy: u8) -> PriceTerms {
    let reclaim = [
        ReclaimPolicy::Always,
        ReclaimPolicy::Capped(50),
        ReclaimPolicy::BeforeStart,
        ReclaimPolicy::Never,
        ReclaimPolicy::BeforeCompletion,
    ][usize::from(policy) % 5];
    let anchor = [Anchor::OrderDate, Anchor::Redemption][usize::from(policy) / 5 % 2];
    PriceTerms {
        title: Title::parse("A price").unwrap(),
        unit_price: Money::zero(Currency::USD),
        duration: AccessDuration::parse("365 days").unwrap(),
        anchor,
        makes_registration_codes: true,
        seats: SeatPolicy {
            reclaim,
            invitations: InvitationPolicy {
                must_match_email: policy / 10 % 3 == 2,
                ..InvitationPolicy::default()
            },
        },
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    }
}
