//! The statement for what is asked nearly always: about customers of whom nothing rare was written.
//!
//! What rare facts there may be costs the server more to prepare for than everything else takes to read, so here only the
//! customer's row says whether there are any.

use rollbook_domain::port::{CustomerKey, SubjectKey};

/// The account with what rare facts are kept of it, the subject, what opens it, and the grants of that; of what opens the
/// subject one row for each grant, and one where there is none. Every column is carried through all joins that follow, so
/// there are no more than are needed.
macro_rules! usual_sql {
    ($customer:literal, $key:literal, $subject:literal) => {
        concat!(
            "SELECT a.id, a.password_set_at, a.password_must_change_since, a.password_expires_after_days, a.erased_at, \
             a.kept, i.id, i.code, i.attempt_limit, i.course_id, p.id, p.code, \
             g.origin, g.from_first_launch, g.id, g.order_id, g.seat_id, g.order_line, g.starts_at, g.ends_at, g.position, \
             g.effective_at, k.recorded_at, k.actor \
             FROM ",
            $customer,
            " LEFT JOIN ",
            $subject,
            " LEFT JOIN product_courses r ON r.tenant_no = $1 AND r.course_id = i.course_id \
             LEFT JOIN products p ON p.tenant_no = $1 AND p.id = r.product_id \
             LEFT JOIN grants g ON g.tenant_no = $1 AND g.customer_id = a.id AND g.product_id = p.id \
             LEFT JOIN commits k ON k.tenant_no = $1 AND k.commit_no = g.commit_no \
             WHERE ",
            $key
        )
    };
}

/// The statements for one way to name the subject: by the customer's id, email and code.
macro_rules! for_customers {
    ($subject:literal) => {
        [
            usual_sql!("customers a", "a.tenant_no = $1 AND a.id = $2 AND a.deleted_at IS NULL", $subject),
            usual_sql!(
                "customer_profiles b JOIN customers a ON a.tenant_no = b.tenant_no AND a.id = b.customer_id",
                "b.tenant_no = $1 AND b.email_key = $2",
                $subject
            ),
            usual_sql!(
                "customer_profiles b JOIN customers a ON a.tenant_no = b.tenant_no AND a.id = b.customer_id",
                "b.tenant_no = $1 AND b.code_key = $2",
                $subject
            ),
        ]
    };
}

/// The statement, where there is one for the subject; its values are the tenant, the customer's key and the subject's.
pub(super) fn usual_sql(customer: &CustomerKey, subject: &SubjectKey) -> Option<&'static str> {
    let [by_id, by_email, by_code] = match subject {
        SubjectKey::ItemId(_) => for_customers!("items i ON i.tenant_no = $1 AND i.id = $3"),
        SubjectKey::ItemCode(_) => for_customers!("items i ON i.tenant_no = $1 AND i.code_key = $3"),
        SubjectKey::CourseId(_) => for_customers!(
            "(SELECT id, code, NULL::int8 AS attempt_limit, id AS course_id FROM courses \
             WHERE tenant_no = $1 AND id = $3) AS i ON true"
        ),
        SubjectKey::CourseCode(_) => for_customers!(
            "(SELECT id, code, NULL::int8 AS attempt_limit, id AS course_id FROM courses \
             WHERE tenant_no = $1 AND code_key = $3) AS i ON true"
        ),
        SubjectKey::ProductId(_) | SubjectKey::ProductCode(_) => return None,
    };
    Some(match customer {
        CustomerKey::Id(_) => by_id,
        CustomerKey::Email(_) => by_email,
        CustomerKey::Code(_) => by_code,
    })
}
