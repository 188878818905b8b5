//! Orders, and the access that came of them.

use super::{HISTORY, KEYS, LEDGER, column};
use crate::privacy::map::Category::{Access, Purchase};
use crate::privacy::map::Fate::Kept;
use crate::privacy::map::MappedTable;
use crate::privacy::map::Shown::In;
use crate::privacy::map::Whose::{Customer, Traced};

pub(super) const ORDER_STATUSES: MappedTable = MappedTable {
    name: "order_statuses",
    whose: Traced("those of the customer's orders"),
    personal: &[
        column("status", Purchase, In("order_statuses", "status"), Kept(LEDGER)),
        column("effective_at", Purchase, In("order_statuses", "since"), Kept(LEDGER)),
    ],
    others: &["tenant_no", "order_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const ORDER_LINES: MappedTable = MappedTable {
    name: "order_lines",
    whose: Traced("those of the customer's orders"),
    personal: &[
        column("product_id", Purchase, In("order_lines", "product"), Kept(LEDGER)),
        column("price_id", Purchase, In("order_lines", "price"), Kept(LEDGER)),
        column("quantity", Purchase, In("order_lines", "quantity"), Kept(LEDGER)),
        column("unit_cost", Purchase, In("order_lines", "unit_cost"), Kept(LEDGER)),
        column("currency", Purchase, In("order_lines", "currency"), Kept(LEDGER)),
    ],
    others: &["tenant_no", "order_id", "number"],
    others_because: KEYS,
};

pub(super) const ORDERS: MappedTable = MappedTable {
    name: "orders",
    whose: Customer("customer_id"),
    personal: &[
        column("id", Purchase, In("orders", "order"), Kept(LEDGER)),
        column("payment_type", Purchase, In("orders", "payment_type"), Kept(LEDGER)),
        column("placed_status", Purchase, In("orders", "placed_status"), Kept(LEDGER)),
        column("status", Purchase, In("orders", "status"), Kept(LEDGER)),
        column("effective_at", Purchase, In("orders", "ordered_at"), Kept(LEDGER)),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};

pub(super) const GRANT_STANDINGS: MappedTable = MappedTable {
    name: "grant_standings",
    whose: Customer("customer_id"),
    personal: &[
        column("standing", Access, In("access_changes", "change"), Kept(HISTORY)),
        column("effective_at", Access, In("access_changes", "since"), Kept(HISTORY)),
    ],
    others: &["tenant_no", "customer_id", "position", "grant_position", "commit_no"],
    others_because: KEYS,
};

pub(super) const WINDOW_EDITS: MappedTable = MappedTable {
    name: "window_edits",
    whose: Customer("customer_id"),
    personal: &[
        column("old_starts_at", Access, In("access_changes", "old_starts_at"), Kept(HISTORY)),
        column("old_ends_at", Access, In("access_changes", "old_ends_at"), Kept(HISTORY)),
        column("new_starts_at", Access, In("access_changes", "new_starts_at"), Kept(HISTORY)),
        column("new_ends_at", Access, In("access_changes", "new_ends_at"), Kept(HISTORY)),
        column("effective_at", Access, In("access_changes", "since"), Kept(HISTORY)),
    ],
    others: &["tenant_no", "customer_id", "position", "grant_position", "commit_no"],
    others_because: KEYS,
};

pub(super) const GRANTS: MappedTable = MappedTable {
    name: "grants",
    whose: Customer("customer_id"),
    personal: &[
        column("product_id", Access, In("access", "product"), Kept(HISTORY)),
        column("origin", Access, In("access", "origin"), Kept(HISTORY)),
        column("starts_at", Access, In("access", "starts_at"), Kept(HISTORY)),
        column("ends_at", Access, In("access", "ends_at"), Kept(HISTORY)),
        column("from_first_launch", Access, In("access", "from_first_launch"), Kept(HISTORY)),
        column("effective_at", Access, In("access", "granted_at"), Kept(HISTORY)),
    ],
    others: &["tenant_no", "customer_id", "position", "id", "order_id", "order_line", "seat_id", "commit_no"],
    others_because: KEYS,
};

pub(super) const ENROLLMENT_FACTS: MappedTable = MappedTable {
    name: "enrollment_facts",
    whose: Customer("customer_id"),
    personal: &[
        column("course_id", Access, In("enrollments", "course"), Kept(HISTORY)),
        column("change", Access, In("enrollments", "change"), Kept(HISTORY)),
        column("sales_order_id", Access, In("enrollments", "sales_order"), Kept(HISTORY)),
        column("ends_at", Access, In("enrollments", "ends_at"), Kept(HISTORY)),
        column("effective_at", Access, In("enrollments", "since"), Kept(HISTORY)),
    ],
    others: &["tenant_no", "customer_id", "position", "commit_no"],
    others_because: KEYS,
};
