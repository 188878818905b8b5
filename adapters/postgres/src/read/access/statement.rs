//! The one statement, for each way to name the customer and the subject.

use rollbook_domain::port::{CustomerKey, SubjectKey};

/// Every row says in its first column which part of the facts it is; the parts use the columns that follow as they need
/// them, and their order means nothing.
///
/// Sets of ids go into conditions as arrays, so that each part is a walk along its index, however the planner guesses.
macro_rules! access_sql {
    ($customer:expr, $subject:expr, $courses:expr, $products:expr) => {
        concat!(
            "WITH who AS MATERIALIZED (",
            $customer,
            "), subject AS MATERIALIZED (",
            $subject,
            "), shelf AS MATERIALIZED (",
            $courses,
            "), opening AS MATERIALIZED (",
            $products,
            ") \
            SELECT 'account' AS part, NULL::text AS word, NULL::text AS text, c.id, NULL::uuid AS other_id, \
            NULL::uuid AS order_id, NULL::uuid AS seat_id, c.password_set_at AS first, \
            c.password_must_change_since AS second, c.password_expires_after_days AS third, c.erased_at AS fourth, \
            NULL::int8 AS fifth, NULL::int8 AS position, NULL::int8 AS effective_at, NULL::int8 AS recorded_at, \
            NULL::json AS actor \
            FROM customers c WHERE c.tenant_no = $1 AND c.id = (SELECT w.id FROM who w) AND c.deleted_at IS NULL \
            UNION ALL SELECT 'subject', s.code, NULL, s.id, NULL, NULL, NULL, s.attempt_limit, NULL, NULL, NULL, NULL, \
            NULL, NULL, NULL, NULL FROM subject s \
            UNION ALL SELECT 'course', NULL, NULL, s.course_id, NULL, NULL, NULL, s.number, NULL, NULL, NULL, NULL, \
            NULL, NULL, NULL, NULL FROM shelf s \
            UNION ALL SELECT 'product', o.code, NULL, o.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            NULL, NULL, NULL, NULL FROM opening o \
            UNION ALL SELECT 'note', NULL, n.note, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            n.position, NULL, NULL, NULL \
            FROM event_notes n WHERE n.tenant_no = $1 AND n.stream_kind = 'customer' \
            AND n.stream_id = (SELECT w.id FROM who w) \
            UNION ALL SELECT 'status', s.status, s.locked_by, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, \
            s.position, s.effective_at, k.recorded_at, k.actor \
            FROM customer_statuses s JOIN commits k ON k.tenant_no = s.tenant_no AND k.commit_no = s.commit_no \
            WHERE s.tenant_no = $1 AND s.customer_id = (SELECT w.id FROM who w) \
            UNION ALL SELECT 'grant', g.origin, g.from_first_launch::text, g.id, g.product_id, g.order_id, g.seat_id, \
            g.order_line, g.starts_at, g.ends_at, NULL, NULL, g.position, g.effective_at, k.recorded_at, k.actor \
            FROM grants g JOIN commits k ON k.tenant_no = g.tenant_no AND k.commit_no = g.commit_no \
            WHERE g.tenant_no = $1 AND g.customer_id = (SELECT w.id FROM who w) \
            AND g.product_id = ANY(ARRAY(SELECT o.id FROM opening o)) \
            UNION ALL SELECT 'standing', s.standing, NULL, NULL, NULL, NULL, NULL, s.grant_position, NULL, NULL, NULL, \
            NULL, s.position, s.effective_at, k.recorded_at, k.actor \
            FROM grant_standings s JOIN commits k ON k.tenant_no = s.tenant_no AND k.commit_no = s.commit_no \
            WHERE s.tenant_no = $1 AND s.customer_id = (SELECT w.id FROM who w) \
            UNION ALL SELECT 'edit', NULL, NULL, NULL, NULL, NULL, NULL, e.grant_position, e.old_starts_at, \
            e.old_ends_at, e.new_starts_at, e.new_ends_at, e.position, e.effective_at, k.recorded_at, k.actor \
            FROM window_edits e JOIN commits k ON k.tenant_no = e.tenant_no AND k.commit_no = e.commit_no \
            WHERE e.tenant_no = $1 AND e.customer_id = (SELECT w.id FROM who w) \
            UNION ALL SELECT 'enrollment', f.change, s.number, f.course_id, f.sales_order_id, NULL, NULL, f.ends_at, \
            s.ends_at, NULL, NULL, NULL, f.position, f.effective_at, k.recorded_at, k.actor \
            FROM enrollment_facts f JOIN commits k ON k.tenant_no = f.tenant_no AND k.commit_no = f.commit_no \
            LEFT JOIN sales_orders s ON s.tenant_no = $1 AND s.id = f.sales_order_id \
            WHERE f.tenant_no = $1 AND f.customer_id = (SELECT w.id FROM who w) \
            AND f.course_id = ANY(ARRAY(SELECT s.course_id FROM shelf s))"
        )
    };
}

/// The statements for one way to name the subject: by the customer's id, email and code.
macro_rules! for_customers {
    ($subject:literal, $courses:literal, $products:literal) => {
        [
            access_sql!("SELECT $2::uuid AS id", $subject, $courses, $products),
            access_sql!(
                "SELECT p.customer_id AS id FROM customer_profiles p WHERE p.tenant_no = $1 AND p.email_key = $2",
                $subject,
                $courses,
                $products
            ),
            access_sql!(
                "SELECT p.customer_id AS id FROM customer_profiles p WHERE p.tenant_no = $1 AND p.code_key = $2",
                $subject,
                $courses,
                $products
            ),
        ]
    };
}

macro_rules! of_course {
    ($subject:literal) => {
        for_customers!(
            $subject,
            "SELECT s.course_id, 1::int8 AS number FROM subject s",
            "SELECT p.id, p.code FROM subject s \
             JOIN product_courses c ON c.tenant_no = $1 AND c.course_id = s.course_id \
             JOIN products p ON p.tenant_no = c.tenant_no AND p.id = c.product_id"
        )
    };
}

macro_rules! of_product {
    ($subject:literal) => {
        for_customers!(
            $subject,
            "SELECT c.course_id, c.number FROM subject s \
             JOIN product_courses c ON c.tenant_no = $1 AND c.product_id = s.id",
            "SELECT s.id, s.code FROM subject s"
        )
    };
}

/// The statement; its values are the tenant, the customer's key and the subject's.
pub(super) fn access_sql(customer: &CustomerKey, subject: &SubjectKey) -> &'static str {
    let [by_id, by_email, by_code] = match subject {
        SubjectKey::ItemId(_) => of_course!(
            "SELECT i.id, i.code, i.attempt_limit, i.course_id FROM items i WHERE i.tenant_no = $1 AND i.id = $3"
        ),
        SubjectKey::ItemCode(_) => of_course!(
            "SELECT i.id, i.code, i.attempt_limit, i.course_id FROM items i WHERE i.tenant_no = $1 AND i.code_key = $3"
        ),
        SubjectKey::CourseId(_) => of_course!(
            "SELECT c.id, c.code, NULL::int8 AS attempt_limit, c.id AS course_id FROM courses c \
             WHERE c.tenant_no = $1 AND c.id = $3"
        ),
        SubjectKey::CourseCode(_) => of_course!(
            "SELECT c.id, c.code, NULL::int8 AS attempt_limit, c.id AS course_id FROM courses c \
             WHERE c.tenant_no = $1 AND c.code_key = $3"
        ),
        SubjectKey::ProductId(_) => of_product!(
            "SELECT p.id, p.code, NULL::int8 AS attempt_limit FROM products p WHERE p.tenant_no = $1 AND p.id = $3"
        ),
        SubjectKey::ProductCode(_) => of_product!(
            "SELECT p.id, p.code, NULL::int8 AS attempt_limit FROM products p WHERE p.tenant_no = $1 AND p.code_key = $3"
        ),
    };
    match customer {
        CustomerKey::Id(_) => by_id,
        CustomerKey::Email(_) => by_email,
        CustomerKey::Code(_) => by_code,
    }
}
