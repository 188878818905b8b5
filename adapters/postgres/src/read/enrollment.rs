use std::collections::HashMap;

use async_trait::async_trait;
use rollbook_domain::customer::Profile;
use rollbook_domain::id::{CourseId, CustomerId, ProductId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    EnrollmentQuery, EnrollmentReader, EnrollmentRow, Page, PageRequest, ReadResult,
};
use rollbook_domain::stamp::Revision;

use super::learners::learners;
use super::page;
use crate::facts::{Stamps, by_customer, enrollment_facts, grants, statuses, uuids};
use crate::failure::Outcome;
use crate::row::{StoredId, profile_columns, read_profile};
use crate::store::PostgresTenant;
use crate::tables::{Tables, binds};

/// How many customers' facts are read with one statement for each kind.
const CUSTOMERS_AT_ONCE: usize = 1_000;

#[async_trait]
impl EnrollmentReader for PostgresTenant {
    async fn enrollments(
        &self,
        query: &EnrollmentQuery,
        request: &PageRequest,
    ) -> ReadResult<Page<EnrollmentRow>> {
        let after = page::after(request, |text| CustomerId::parse(text).ok())?;
        let most = request.limit.max(1).saturating_add(1);
        let query = query.clone();
        let rows = self.read(move |tables| {
            Box::pin(async move {
                let products = products_with(tables, query.course).await?;
                let learners = learners(tables, &query, &products, after, most).await?;
                let mut rows = Vec::with_capacity(learners.len());
                for some in learners.chunks(CUSTOMERS_AT_ONCE) {
                    rows.extend(enrollment_rows(tables, query.course, &products, some).await?);
                }
                Ok(rows)
            })
        });
        Ok(page::cut(rows.await?, request, |row| row.customer))
    }
}

/// The products that open a course, each once.
pub(super) async fn products_with(tables: &mut Tables, course: CourseId) -> Outcome<Vec<ProductId>> {
    let sql = "SELECT DISTINCT product_id FROM product_courses WHERE tenant_no = $1 AND course_id = $2";
    let binds = binds![tables.tenant_no, course.uuid()];
    tables.rows("product_courses", sql, binds, |cells| cells.id("product_id")).await
}

/// The enrollments of these customers in a course, in their order.
pub(super) async fn enrollment_rows(
    tables: &mut Tables,
    course: CourseId,
    products: &[ProductId],
    customers: &[CustomerId],
) -> Outcome<Vec<EnrollmentRow>> {
    let whom = uuids(customers);
    let stamps = Stamps::of(tables, &whom).await?;
    let mut accounts = accounts(tables, customers).await?;
    let mut statuses = by_customer(statuses(tables, &whom, &stamps).await?);
    let mut grants = by_customer(grants(tables, &whom, &stamps).await?);
    let mut facts = by_customer(enrollment_facts(tables, &whom, &stamps).await?);
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

pub(super) async fn accounts(
    tables: &mut Tables,
    customers: &[CustomerId],
) -> Outcome<HashMap<CustomerId, Account>> {
    let sql = concat!(
        "SELECT c.id, c.revision, ",
        profile_columns!(),
        " FROM customers c LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id \
         WHERE c.tenant_no = $1 AND c.id = ANY($2)"
    );
    let accounts = tables.rows("customers", sql, binds![tables.tenant_no, uuids(customers)], |cells| {
        let id = cells.id("id")?;
        let revision = Revision::new(cells.count("revision")?);
        Ok((id, (revision, read_profile(cells)?)))
    });
    Ok(accounts.await?.into_iter().collect())
}
