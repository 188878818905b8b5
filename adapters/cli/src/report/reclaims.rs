//! Printing which held seats another policy would open or shut.

use rollbook_application::report::{SeatEffect, WhatIfReclaim};
use rollbook_domain::customer::Profile;
use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::refusal::Refusal as _;
use serde::Serialize;

use crate::page::Page;

/// Which held seats could be taken back, or no longer.
#[derive(Serialize)]
pub(crate) struct ReclaimsView {
    /// How many seats.
    changed: u64,
    /// How many of them could be taken back under the other policy alone.
    opened: u64,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    seat: SeatId,
    holder: Option<String>,
    holder_id: CustomerId,
    buyer: Option<String>,
    buyer_id: CustomerId,
    before: &'static str,
    after: &'static str,
    because: String,
    rules: Vec<&'static str>,
}

const SAFE: &str = "stays";
const OPEN: &str = "may_be_taken_back";

impl ReclaimsView {
    pub(crate) fn of(found: &WhatIfReclaim) -> Self {
        let rows: Vec<Row> = found.seats.iter().map(row).collect();
        let opened = found.seats.iter().filter(|seat| seat.effect.is_opened).count() as u64;
        Self { changed: rows.len() as u64, opened, rows }
    }

    /// The list for people.
    pub(crate) fn put_into(&self, page: &mut Page) {
        page.facts(vec![
            ("Held seats whose answer changes", self.changed.to_string()),
            ("Of them open to being taken back", self.opened.to_string()),
        ]);
        let cells = |row: &Row| {
            let erased = || "(erased)".to_owned();
            let after =
                if row.after == OPEN { "could be taken back, and cannot now:" } else { "would stay:" };
            vec![
                row.holder.clone().unwrap_or_else(erased),
                format!("of {}", row.buyer.clone().unwrap_or_else(erased)),
                format!("{after} {}", row.because),
            ]
        };
        page.section("Seats", self.rows.iter().map(cells).collect());
    }
}

fn row(seat: &SeatEffect) -> Row {
    let SeatEffect { holder, holder_profile, buyer, buyer_profile, effect } = seat;
    let (before, after) = if effect.is_opened { (SAFE, OPEN) } else { (OPEN, SAFE) };
    Row {
        seat: effect.seat,
        holder: email(holder_profile.as_ref()),
        holder_id: *holder,
        buyer: email(buyer_profile.as_ref()),
        buyer_id: *buyer,
        before,
        after,
        because: effect.because.to_string(),
        rules: effect.because.rules().iter().map(|rule| rule.as_str()).collect(),
    }
}

fn email(profile: Option<&Personal<Profile>>) -> Option<String> {
    profile.map(|profile| profile.reveal().email.as_typed().to_owned())
}
