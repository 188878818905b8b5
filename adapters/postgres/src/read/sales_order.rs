use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use rollbook_domain::id::{CourseId, CustomerId, SalesOrderId};
use rollbook_domain::port::{
    EnrollmentRow, LinkedEnrollment, Page, PageRequest, ReadResult, SalesOrderKey, SalesOrderReader,
};
use rollbook_domain::sales_order::{SalesOrder, SalesOrderTerms, Term};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use uuid::Uuid;

use super::enrollment::{enrollment_rows, products_with};
use super::page;
use crate::facts::uuids;
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::{Binds, Tables, binds};

/// How many customers' facts are read with one statement for each kind.
const CUSTOMERS_AT_ONCE: usize = 1_000;

macro_rules! orders_sql {
    ($rest:literal) => {
        concat!(
            "SELECT id, number, external_id, client, starts_at, ends_at, seats, revision FROM sales_orders \
             WHERE tenant_no = $1 AND ",
            $rest
        )
    };
}

#[async_trait]
impl SalesOrderReader for PostgresTenant {
    async fn find_sales_order(&self, key: &SalesOrderKey) -> ReadResult<Option<SalesOrder>> {
        let key = key.clone();
        let found = self.find(move |tables| {
            Box::pin(async move {
                let tenant_no = tables.tenant_no;
                match key {
                    SalesOrderKey::Id(id) => {
                        orders(tables, orders_sql!("id = $2"), binds![tenant_no, id.uuid()]).await
                    }
                    SalesOrderKey::Number(number) => {
                        orders(tables, orders_sql!("number_key = $2"), binds![tenant_no, number.folded()])
                            .await
                    }
                    SalesOrderKey::ExternalId(id) => {
                        let id = id.as_str().to_owned();
                        orders(tables, orders_sql!("external_id = $2"), binds![tenant_no, id]).await
                    }
                }
            })
        });
        Ok(found.await?.into_iter().next())
    }

    async fn list_sales_orders(&self, request: &PageRequest) -> ReadResult<Page<SalesOrder>> {
        let after = page::after(request, |text| Some(text.to_owned()))?.unwrap_or_default();
        let most = page::probe(request);
        let found = self.read(move |tables| {
            Box::pin(async move {
                let sql = orders_sql!("number_key > $2 ORDER BY number_key LIMIT $3");
                let binds = binds![tables.tenant_no, after, most];
                orders(tables, sql, binds).await
            })
        });
        Ok(page::cut(found.await?, request, |order| order.number.folded()))
    }

    async fn linked_enrollments(
        &self,
        sales_order: SalesOrderId,
        request: &PageRequest,
    ) -> ReadResult<Page<LinkedEnrollment>> {
        let after = page::after(request, place)?;
        let most = page::probe(request);
        let rows = self.read(move |tables| {
            Box::pin(async move {
                let places = places(tables, sales_order, after, most).await?;
                let mut linked = Vec::with_capacity(places.len());
                for some in places.chunks(CUSTOMERS_AT_ONCE) {
                    linked.extend(linked_rows(tables, some).await?);
                }
                Ok(linked)
            })
        });
        Ok(page::cut(rows.await?, request, |linked| format!("{} {}", linked.row.customer, linked.course)))
    }
}

fn place(text: &str) -> Option<(CustomerId, CourseId)> {
    let (customer, course) = text.split_once(' ')?;
    Some((CustomerId::parse(customer).ok()?, CourseId::parse(course).ok()?))
}

/// Whose enrollments in which courses were linked to it, one more than wanted.
async fn places(
    tables: &mut Tables,
    sales_order: SalesOrderId,
    after: Option<(CustomerId, CourseId)>,
    most: i64,
) -> Outcome<Vec<(CustomerId, CourseId)>> {
    let sql = "SELECT DISTINCT customer_id, course_id FROM enrollment_facts \
               WHERE tenant_no = $1 AND sales_order_id = $2 \
               AND ($3 OR (customer_id, course_id) > ($4, $5)) ORDER BY customer_id, course_id LIMIT $6";
    let (customer, course) =
        after.map_or((Uuid::nil(), Uuid::nil()), |(customer, course)| (customer.uuid(), course.uuid()));
    let binds = binds![tables.tenant_no, sales_order.uuid(), after.is_none(), customer, course, most];
    tables
        .rows("enrollment_facts", sql, binds, |cells| Ok((cells.id("customer_id")?, cells.id("course_id")?)))
        .await
}

/// The enrollments in those places and in their order, read course by course.
async fn linked_rows(
    tables: &mut Tables,
    places: &[(CustomerId, CourseId)],
) -> Outcome<Vec<LinkedEnrollment>> {
    let mut by_course: BTreeMap<CourseId, Vec<CustomerId>> = BTreeMap::new();
    for (customer, course) in places {
        by_course.entry(*course).or_default().push(*customer);
    }
    let mut found: HashMap<(CustomerId, CourseId), EnrollmentRow> = HashMap::with_capacity(places.len());
    for (course, customers) in by_course {
        let products = products_with(tables, course).await?;
        let rows = enrollment_rows(tables, course, &products, &customers).await?;
        found.extend(rows.into_iter().map(|row| ((row.customer, course), row)));
    }
    let linked = |place: &(CustomerId, CourseId)| {
        found.remove(place).map(|row| LinkedEnrollment { course: place.1, row })
    };
    Ok(places.iter().filter_map(linked).collect())
}

async fn orders(tables: &mut Tables, sql: &'static str, binds: Binds) -> Outcome<Vec<SalesOrder>> {
    let orders = tables.rows("sales_orders", sql, binds, |cells| {
        let id = cells.id("id")?;
        let number = cells.parsed("number", Code::parse)?;
        let external_id = cells.optional_parsed("external_id", Title::parse)?;
        let client = cells.parsed("client", Title::parse)?;
        let (starts_at, ends_at) = (cells.instant("starts_at")?, cells.instant("ends_at")?);
        let term = Term::parse(starts_at, ends_at).map_err(|error| cells.corrupt("ends_at", error))?;
        let seats = cells.optional_small("seats")?;
        let terms = SalesOrderTerms { external_id, client, term, courses: Vec::new(), seats };
        Ok(SalesOrder { id, number, terms, revision: Revision::new(cells.count("revision")?) })
    });
    let mut orders: Vec<SalesOrder> = orders.await?;
    if orders.is_empty() {
        return Ok(orders);
    }
    let sql = "SELECT sales_order_id, course_id FROM sales_order_courses WHERE tenant_no = $1 \
               AND sales_order_id = ANY($2) ORDER BY sales_order_id, number";
    let ids = uuids(orders.iter().map(|order| &order.id));
    let found = tables.rows("sales_order_courses", sql, binds![tables.tenant_no, ids], |cells| {
        Ok((cells.id("sales_order_id")?, cells.id("course_id")?))
    });
    let mut courses: HashMap<SalesOrderId, Vec<CourseId>> = HashMap::new();
    for (order, course) in found.await? {
        courses.entry(order).or_default().push(course);
    }
    for order in &mut orders {
        order.terms.courses = courses.remove(&order.id).unwrap_or_default();
    }
    Ok(orders)
}
