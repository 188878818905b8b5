use std::collections::HashMap;

use async_trait::async_trait;
use rollbook_domain::customer::Profile;
use rollbook_domain::id::{CourseId, CustomerId, ProductId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    EnrollmentQuery, EnrollmentReader, EnrollmentRow, Page, PageRequest, ReadResult,
};
use rollbook_domain::stamp::Revision;
use rusqlite::params;

use super::learners::learners;
use super::page;
use crate::facts::{Stamps, Whom, by_customer, enrollment_facts, grants, hexadecimal, statuses};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, profile_columns, read_profile};
use crate::store::{SqliteTenant, Tables};

/// How many customers' facts are read with one statement for each kind.
const CUSTOMERS_AT_ONCE: usize = 1_000;

#[async_trait]
impl EnrollmentReader for SqliteTenant {
    async fn enrollments(
        &self,
        query: &EnrollmentQuery,
        request: &PageRequest,
    ) -> ReadResult<Page<EnrollmentRow>> {
        let after = page::after(request, |text| CustomerId::parse(text).ok())?;
        let most = request.limit.max(1).saturating_add(1);
        let rows = self.read(|tables| {
            let products = products_with(tables, query.course)?;
            let learners = learners(tables, query, &products, after, most)?;
            let mut rows = Vec::with_capacity(learners.len());
            for some in learners.chunks(CUSTOMERS_AT_ONCE) {
                rows.extend(enrollment_rows(tables, query.course, &products, some)?);
            }
            Ok(rows)
        })?;
        Ok(page::cut(rows, request, |row| row.customer))
    }
}

/// The products that open a course, each once.
pub(super) fn products_with(tables: &Tables<'_>, course: CourseId) -> Outcome<Vec<ProductId>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT DISTINCT product_id FROM product_courses WHERE tenant_no = ?1 AND course_id = ?2",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, course.bytes()])?;
    let mut products = Vec::new();
    while let Some(row) = rows.next()? {
        products.push(Cells::new(row, "product_courses").id("product_id")?);
    }
    Ok(products)
}

/// The enrollments of these customers in a course, in their order.
pub(super) fn enrollment_rows(
    tables: &Tables<'_>,
    course: CourseId,
    products: &[ProductId],
    customers: &[CustomerId],
) -> Outcome<Vec<EnrollmentRow>> {
    let whom = Whom::many(customers);
    let stamps = Stamps::of(tables, &whom)?;
    let mut accounts = accounts(tables, customers)?;
    let mut statuses = by_customer(statuses(tables, &whom, &stamps)?);
    let mut grants = by_customer(grants(tables, &whom, &stamps)?);
    let mut facts = by_customer(enrollment_facts(tables, &whom, &stamps)?);
    let row = |customer: &CustomerId| {
        let (revision, profile) = accounts.remove(customer)?;
        let mut grants = grants.remove(customer).unwrap_or_default();
        grants.retain(|grant| products.contains(&grant.product));
        let facts = facts.remove(customer).unwrap_or_default();
        let facts = facts.into_iter().filter(|(of, _)| *of == course).map(|(_, fact)| fact).collect();
        let statuses = statuses.remove(customer).unwrap_or_default();
        Some(EnrollmentRow { customer: *customer, revision, profile, statuses, grants, facts })
    };
    Ok(customers.iter().filter_map(row).collect())
}

pub(super) type Account = (Revision, Option<Personal<Profile>>);

pub(super) fn accounts(
    tables: &Tables<'_>,
    customers: &[CustomerId],
) -> Outcome<HashMap<CustomerId, Account>> {
    let mut statement = tables.reader.connection.prepare_cached(concat!(
        "SELECT c.id, c.revision, ",
        profile_columns!(),
        " FROM customers c LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id \
         WHERE c.tenant_no = ?1 AND c.id IN (SELECT unhex(value) FROM json_each(?2))"
    ))?;
    let mut rows = statement.query(params![tables.tenant_no, hexadecimal(customers)])?;
    let mut accounts = HashMap::with_capacity(customers.len());
    while let Some(row) = rows.next()? {
        let mut cells = Cells::new(row, "customers");
        let id = cells.id("id")?;
        let revision = Revision::new(cells.count("revision")?);
        accounts.insert(id, (revision, read_profile(&mut cells)?));
    }
    Ok(accounts)
}
