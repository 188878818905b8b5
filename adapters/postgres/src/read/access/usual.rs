//! The statement for what is asked nearly always: about customers of whom nothing rare was written.
//!
//! What rare facts there may be costs the server more to prepare for than everything else takes to read, so here only the
//! customer's row says whether there are any.

use rollbook_domain::port::{CustomerKey, SubjectKey};

use super::gathered::Gathered;
use super::key::{key_sets, keys};
use crate::store::Work;
use crate::tables::{Tables, binds};

/// Who is asked about, and what: one of those that [`is_usual`].
#[derive(Clone)]
pub(crate) struct Asked {
    pub(super) customer: CustomerKey,
    pub(super) subject: SubjectKey,
}

/// What the statement tells.
#[derive(Default)]
pub(crate) struct Usual {
    pub(super) gathered: Gathered,
    /// Whether the customer has facts that it does not read.
    pub(super) has_more: bool,
}

/// The account with what rare facts are kept of it, the subject, what opens it, and the grants of that; of what opens the
/// subject one row for each grant, and one where there is none. Every column is carried through all joins that follow, so
/// there are no more than are needed.
macro_rules! usual_sql {
    ($customer:expr, $key:expr, $subject:expr) => {
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

/// The statements for one way to name the subject, of which `$end` is the last part: by the customer's id, email and code.
/// Each stands there for one question, and for as many as two arrays tell of.
///
/// The latter answers question for question as the former does, each from a part of its own: which the planner may not
/// take apart, as it might to read a table as a whole while it knows of few rows.
macro_rules! for_customers {
    ($key:literal, $subject:literal, $end:literal) => {
        [
            for_customers!(of "uuid", "customers a", "a.tenant_no = $1 AND a.deleted_at IS NULL AND a.id = ", $key, $subject, $end),
            for_customers!(
                of "text",
                "customer_profiles b JOIN customers a ON a.tenant_no = b.tenant_no AND a.id = b.customer_id",
                "b.tenant_no = $1 AND b.email_key = ",
                $key,
                $subject,
                $end
            ),
            for_customers!(
                of "text",
                "customer_profiles b JOIN customers a ON a.tenant_no = b.tenant_no AND a.id = b.customer_id",
                "b.tenant_no = $1 AND b.code_key = ",
                $key,
                $subject,
                $end
            ),
        ]
    };
    (of $customer_key:literal, $customer:literal, $is:literal, $key:literal, $subject:literal, $end:literal) => {
        [
            usual_sql!($customer, concat!($is, "$2"), concat!($subject, "$3", $end)),
            concat!(
                "SELECT q.place, t.* FROM unnest($2::",
                $customer_key,
                "[], $3::",
                $key,
                "[]) WITH ORDINALITY AS q (customer_key, subject_key, place) CROSS JOIN LATERAL (",
                usual_sql!($customer, concat!($is, "q.customer_key"), concat!($subject, "q.subject_key", $end)),
                " OFFSET 0) AS t"
            ),
        ]
    };
}

/// Whether the statement is there for such a subject.
pub(super) fn is_usual(subject: &SubjectKey) -> bool {
    !matches!(subject, SubjectKey::ProductId(_) | SubjectKey::ProductCode(_))
}

/// The statement for one question and the one for many; their values are the tenant, and the keys of customers and subjects.
fn usual_sql(asked: &Asked) -> Option<[&'static str; 2]> {
    let [by_id, by_email, by_code] = match asked.subject {
        SubjectKey::ItemId(_) => for_customers!("uuid", "items i ON i.tenant_no = $1 AND i.id = ", ""),
        SubjectKey::ItemCode(_) => {
            for_customers!("text", "items i ON i.tenant_no = $1 AND i.code_key = ", "")
        }
        SubjectKey::CourseId(_) => for_customers!(
            "uuid",
            "(SELECT id, code, NULL::int8 AS attempt_limit, id AS course_id FROM courses \
             WHERE tenant_no = $1 AND id = ",
            ") AS i ON true"
        ),
        SubjectKey::CourseCode(_) => for_customers!(
            "text",
            "(SELECT id, code, NULL::int8 AS attempt_limit, id AS course_id FROM courses \
             WHERE tenant_no = $1 AND code_key = ",
            ") AS i ON true"
        ),
        SubjectKey::ProductId(_) | SubjectKey::ProductCode(_) => return None,
    };
    Some(match asked.customer {
        CustomerKey::Id(_) => by_id,
        CustomerKey::Email(_) => by_email,
        CustomerKey::Code(_) => by_code,
    })
}

/// Reads what was asked, which is of one kind; an answer for each, in their order.
pub(super) fn read<'tables>(tables: &'tables mut Tables, asked: &[Asked]) -> Work<'tables, Vec<Usual>> {
    let count = asked.len();
    let tenant = binds![tables.tenant_no];
    let read = asked.first().and_then(usual_sql).map(|[one, many]| match asked {
        [asked] => (one, keys(tenant, asked)),
        several => (many, key_sets(tenant, several)),
    });
    Box::pin(async move {
        let mut answers = Vec::new();
        answers.resize_with(count, Usual::default);
        let Some((sql, binds)) = read else { return Ok(answers) };
        let rows = tables.rows("access", sql, binds, |cells| {
            let place = if count == 1 { 1 } else { cells.count("place")? };
            let answer = usize::try_from(place).ok().and_then(|place| answers.get_mut(place.checked_sub(1)?));
            let answer = answer.ok_or_else(|| cells.corrupt("place", "nothing was asked there"))?;
            answer.has_more |= answer.gathered.take_usual(cells)?;
            Ok(())
        });
        rows.await?;
        Ok(answers)
    })
}
