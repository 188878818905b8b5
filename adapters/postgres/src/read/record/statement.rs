//! The one statement, for each way to name the customer.

use rollbook_domain::port::CustomerKey;

use crate::row::profile_columns;

/// No bound: facts are wanted wherever in the stream they were written.
macro_rules! anywhere {
    ($place:literal) => {
        ""
    };
    (notes $place:literal) => {
        ""
    };
}

/// Only facts that were written at some places of the stream, the last included; and the notes on them and on what became
/// of them since.
macro_rules! between {
    ($place:literal) => {
        concat!(" AND ", $place, " BETWEEN $3 AND $4")
    };
    (notes $place:literal) => {
        concat!(
            " AND (",
            $place,
            " BETWEEN $3 AND $4 OR ",
            $place,
            " IN (SELECT x.position FROM grant_standings x WHERE x.tenant_no = $1 AND x.customer_id = c.id \
                 AND x.grant_position BETWEEN $3 AND $4 \
             UNION ALL SELECT x.position FROM window_edits x WHERE x.tenant_no = $1 AND x.customer_id = c.id \
                 AND x.grant_position BETWEEN $3 AND $4 \
             UNION ALL SELECT x.position FROM orders o \
                 JOIN order_statuses x ON x.tenant_no = o.tenant_no AND x.order_id = o.id \
                 WHERE o.tenant_no = $1 AND o.customer_id = c.id AND o.position BETWEEN $3 AND $4))"
        )
    };
}

/// Everything in the stream of a customer joined as `c`; every row has the same columns, whatever it tells. In order of the
/// first one, notes come before what carries them, orders before their lines, and grants before what became of them.
macro_rules! told {
    ($where:ident) => {
        concat!(
            "SELECT 1::int8 AS told, NULL::uuid AS first_id, NULL::uuid AS second_id, NULL::uuid AS third_id, \
             NULL::uuid AS fourth_id, NULL::text AS word, n.note AS text, NULL::int8 AS first, NULL::int8 AS second, \
             NULL::int8 AS third, NULL::int8 AS fourth, NULL::int8 AS fifth, NULL::bool AS flag, \
             NULL::bytea AS hash, n.position, NULL::int8 AS effective_at, NULL::int8 AS commit_no \
         FROM event_notes n WHERE n.tenant_no = $1 AND n.stream_kind = 'customer' AND n.stream_id = c.id",
            $where!(notes "n.position"),
            " UNION ALL \
             SELECT 2, NULL, NULL, NULL, NULL, s.status, s.locked_by, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
             s.position, s.effective_at, s.commit_no \
         FROM customer_statuses s WHERE s.tenant_no = $1 AND s.customer_id = c.id",
            $where!("s.position"),
            " UNION ALL \
             SELECT 3, m.group_id, NULL, NULL, NULL, m.source, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
             m.position, m.effective_at, m.commit_no \
         FROM memberships m WHERE m.tenant_no = $1 AND m.customer_id = c.id",
            $where!("m.position"),
            " UNION ALL \
             SELECT 4, NULL, NULL, NULL, NULL, k.purpose, NULL, k.expires_at, NULL, NULL, NULL, NULL, k.is_ended, k.hash, \
             k.position, k.effective_at, k.commit_no \
         FROM account_links k WHERE k.tenant_no = $1 AND k.customer_id = c.id",
            $where!("k.position"),
            " UNION ALL \
             SELECT 5, e.course_id, e.sales_order_id, NULL, NULL, e.change, s.number, e.ends_at, s.ends_at, NULL, NULL, \
             NULL, NULL, NULL, e.position, e.effective_at, e.commit_no \
         FROM enrollment_facts e LEFT JOIN sales_orders s ON s.tenant_no = $1 AND s.id = e.sales_order_id WHERE e.tenant_no = $1 AND e.customer_id = c.id",
            $where!("e.position"),
            " UNION ALL \
             SELECT x.* FROM orders o CROSS JOIN LATERAL ( \
                 SELECT 6::int8 AS told, o.id AS first_id, NULL::uuid AS second_id, NULL::uuid AS third_id, \
                     NULL::uuid AS fourth_id, o.payment_type AS word, o.placed_status AS text, NULL::int8 AS first, \
                     NULL::int8 AS second, NULL::int8 AS third, NULL::int8 AS fourth, NULL::int8 AS fifth, \
                     NULL::bool AS flag, NULL::bytea AS hash, o.position, o.effective_at, o.commit_no \
                 UNION ALL \
                 SELECT 7, l.order_id, l.product_id, l.price_id, NULL, l.currency, NULL, l.quantity, l.unit_cost, NULL, \
                     NULL, NULL, NULL, NULL, l.number, NULL, NULL \
                 FROM order_lines l WHERE l.tenant_no = $1 AND l.order_id = o.id \
                 UNION ALL \
                 SELECT 8, s.order_id, NULL, NULL, NULL, s.status, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
                     s.position, s.effective_at, s.commit_no \
                 FROM order_statuses s WHERE s.tenant_no = $1 AND s.order_id = o.id \
             ) AS x WHERE o.tenant_no = $1 AND o.customer_id = c.id",
            $where!("o.position"),
            " UNION ALL \
             SELECT 9, g.id, g.product_id, g.order_id, g.seat_id, g.origin, g.from_first_launch::text, g.order_line, \
             g.starts_at, g.ends_at, NULL, NULL, NULL, NULL, g.position, g.effective_at, g.commit_no \
         FROM grants g WHERE g.tenant_no = $1 AND g.customer_id = c.id",
            $where!("g.position"),
            " UNION ALL \
             SELECT 10, NULL, NULL, NULL, NULL, s.standing, NULL, s.grant_position, NULL, NULL, NULL, NULL, NULL, NULL, \
             s.position, s.effective_at, s.commit_no \
         FROM grant_standings s WHERE s.tenant_no = $1 AND s.customer_id = c.id",
            $where!("s.grant_position"),
            " UNION ALL \
             SELECT 11, NULL, NULL, NULL, NULL, NULL, NULL, w.grant_position, w.old_starts_at, w.old_ends_at, \
             w.new_starts_at, w.new_ends_at, NULL, NULL, w.position, w.effective_at, w.commit_no \
         FROM window_edits w WHERE w.tenant_no = $1 AND w.customer_id = c.id",
            $where!("w.grant_position"),
            " UNION ALL \
             SELECT 12, l.order_id, l.product_id, l.price_id, NULL, NULL, l.terms::text, l.line, l.quantity, l.reclaims, \
             NULL, NULL, NULL, NULL, l.position, l.effective_at, l.commit_no \
         FROM seat_pools l WHERE l.tenant_no = $1 AND l.customer_id = c.id",
            $where!("l.position"),
            " UNION ALL \
             SELECT 13, t.organization_id, t.manager_id, NULL, NULL, t.kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
             t.position, t.effective_at, t.commit_no \
         FROM customer_ties t WHERE t.tenant_no = $1 AND t.customer_id = c.id",
            $where!("t.position"),
        )
    };
}

/// A customer's account, and in every row something that is told of it, in any order.
macro_rules! account_sql {
    ($key:expr, $where:ident) => {
        concat!(
            "SELECT c.id, c.revision, c.created_at, c.origin, c.is_tax_exempt, c.password_set_at, \
             c.password_must_change_since, c.password_expires_after_days, c.erased_at, ",
            profile_columns!(),
            ", told.* FROM customers c \
             LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id \
             LEFT JOIN LATERAL (",
            told!($where),
            ") AS told ON true WHERE c.tenant_no = $1 AND ",
            $key
        )
    };
}

/// The same in the order in which it is read.
macro_rules! record_sql {
    ($key:expr, $where:ident) => {
        concat!(account_sql!($key, $where), " ORDER BY told.told, told.position")
    };
}

/// The accounts of all whom an array names, each from a part of its own that the planner may not take apart.
macro_rules! records_sql {
    ($type:literal, $key:literal) => {
        concat!(
            "SELECT q.place, t.* FROM unnest($2::",
            $type,
            "[]) WITH ORDINALITY AS q (key, place) CROSS JOIN LATERAL (",
            account_sql!(concat!($key, "q.key"), anywhere),
            " OFFSET 0) AS t ORDER BY q.place, t.told, t.position"
        )
    };
}

/// How many columns stand before what is told.
pub(super) const TOLD_AFTER: usize = 16;

/// The statement; its values are the tenant and the customer's key.
pub(super) fn record_sql(key: &CustomerKey) -> &'static str {
    match key {
        CustomerKey::Id(_) => record_sql!("c.id = $2 AND c.deleted_at IS NULL", anywhere),
        CustomerKey::Email(_) => record_sql!("p.tenant_no = $1 AND p.email_key = $2", anywhere),
        CustomerKey::Code(_) => record_sql!("p.tenant_no = $1 AND p.code_key = $2", anywhere),
    }
}

/// The statement for several records; its values are the tenant and the customers' keys, all of one kind. Every row says first
/// whose it is, by the place of the key.
pub(super) fn records_sql(kind: &CustomerKey) -> &'static str {
    match kind {
        CustomerKey::Id(_) => records_sql!("uuid", "c.deleted_at IS NULL AND c.id = "),
        CustomerKey::Email(_) => records_sql!("text", "p.tenant_no = $1 AND p.email_key = "),
        CustomerKey::Code(_) => records_sql!("text", "p.tenant_no = $1 AND p.code_key = "),
    }
}

/// The statement for a part of the record; the first and the last place of it are values as well.
pub(super) fn part_sql(key: &CustomerKey) -> &'static str {
    match key {
        CustomerKey::Id(_) => record_sql!("c.id = $2 AND c.deleted_at IS NULL", between),
        CustomerKey::Email(_) => record_sql!("p.tenant_no = $1 AND p.email_key = $2", between),
        CustomerKey::Code(_) => record_sql!("p.tenant_no = $1 AND p.code_key = $2", between),
    }
}
