//! Seats bought, given and held.

use super::{HASHED, HISTORY, KEYS, LEDGER, SEALED, column, impersonal};
use crate::privacy::map::Category::{Purchase, Seats, Secret, Words};
use crate::privacy::map::Fate::{Cleared, Kept};
use crate::privacy::map::MappedTable;
use crate::privacy::map::Shown::{In, Never};
use crate::privacy::map::Whose::{Customer, Traced};

pub(super) const SEAT_POOLS: MappedTable = MappedTable {
    name: "seat_pools",
    whose: Customer("customer_id"),
    personal: &[
        column("product_id", Seats, In("seats_bought", "product"), Kept(LEDGER)),
        column("quantity", Purchase, In("order_lines", "quantity"), Kept(LEDGER)),
        column("effective_at", Seats, In("seats_bought", "bought_at"), Kept(LEDGER)),
    ],
    others: &[
        "tenant_no",
        "order_id",
        "line",
        "customer_id",
        "position",
        "price_id",
        "terms",
        "reclaims",
        "commit_no",
    ],
    others_because: KEYS,
};

pub(super) const SEATS: MappedTable = MappedTable {
    name: "seats",
    whose: Customer("buyer_id"),
    personal: &[
        column("id", Seats, In("seats_bought", "seat"), Kept(LEDGER)),
        column("number", Seats, In("seats_bought", "number"), Kept(LEDGER)),
        column("standing", Seats, In("seats_bought", "state"), Kept(LEDGER)),
        column(
            "code_ciphertext",
            Secret,
            Never(SEALED),
            Kept("only a seat that its buyer answers for has one"),
        ),
        column("code_lookup", Secret, Never(HASHED), Kept("only a seat that its buyer answers for has one")),
    ],
    others: &[
        "tenant_no",
        "revision",
        "order_id",
        "line",
        "buyer_id",
        "invited_until",
        "code_key",
        "effective_at",
        "commit_no",
    ],
    others_because: KEYS,
};

pub(super) const INVITATIONS: MappedTable = MappedTable {
    name: "invitations",
    whose: Traced(
        "those to an address of the person, and the words of those made while the person answered for the seat",
    ),
    personal: &[
        column("address", Seats, In("invitations_received", "address"), Cleared),
        column("address_key", Seats, In("invitations_received", "address"), Cleared),
        column("text", Words, In("invitations_sent", "text"), Cleared),
        column("channel", Seats, In("invitations_sent", "channel"), Kept(HISTORY)),
        column("expires_at", Seats, In("invitations_sent", "expires_at"), Kept(HISTORY)),
        column("ended", Seats, In("invitations_sent", "state"), Kept(HISTORY)),
        column("effective_at", Seats, In("invitations_sent", "invited_at"), Kept(HISTORY)),
    ],
    others: &[
        "tenant_no",
        "seat_id",
        "position",
        "id",
        "ended_position",
        "ended_effective_at",
        "ended_commit_no",
        "commit_no",
    ],
    others_because: KEYS,
};

pub(super) const INVITATION_LINKS: MappedTable = MappedTable {
    name: "invitation_links",
    whose: Traced("those of the invitations"),
    personal: &[column(
        "hash",
        Secret,
        Never(HASHED),
        Kept("the link is refused as one whose invitation ended"),
    )],
    others: &["tenant_no", "seat_id", "position", "invitation_id", "renewal", "effective_at", "commit_no"],
    others_because: KEYS,
};

pub(super) const SEAT_CLAIMS: MappedTable = MappedTable {
    name: "seat_claims",
    whose: Customer("holder_id"),
    personal: &[
        column("address", Seats, In("seats_held", "address"), Cleared),
        column("address_key", Seats, In("seats_held", "address"), Cleared),
        column("way", Seats, In("seats_held", "way"), Kept(HISTORY)),
        column("effective_at", Seats, In("seats_held", "claimed_at"), Kept(HISTORY)),
        column("reclaimed_effective_at", Seats, In("seats_held", "taken_back_at"), Kept(HISTORY)),
    ],
    others: &[
        "tenant_no",
        "seat_id",
        "position",
        "holder_id",
        "grant_id",
        "invitation_id",
        "commit_no",
        "reclaimed_position",
        "reclaimed_commit_no",
    ],
    others_because: KEYS,
};

pub(super) const SEAT_HAND_OVERS: MappedTable = impersonal(
    "seat_hand_overs",
    KEYS,
    &["tenant_no", "seat_id", "position", "from_id", "to_id", "effective_at", "commit_no"],
);
