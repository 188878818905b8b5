use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use rollbook_domain::id::{CourseId, CustomerId, SalesOrderId};
use rollbook_domain::port::{
    EnrollmentRow, LinkedEnrollment, Page, PageRequest, ReadResult, SalesOrderKey, SalesOrderReader,
};
use rollbook_domain::sales_order::{SalesOrder, SalesOrderTerms, Term};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rusqlite::{Params, params};

use super::enrollment::{enrollment_rows, products_with};
use super::page;
use crate::facts::hexadecimal;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::{SqliteTenant, Tables};

/// How many customers' facts are read with one statement for each kind.
const CUSTOMERS_AT_ONCE: usize = 1_000;

macro_rules! orders_sql {
    ($rest:literal) => {
        concat!(
            "SELECT id, number, external_id, client, starts_at, ends_at, seats, revision FROM sales_orders \
             WHERE tenant_no = ?1 AND ",
            $rest
        )
    };
}

#[async_trait]
impl SalesOrderReader for SqliteTenant {
    async fn find_sales_order(&self, key: &SalesOrderKey) -> ReadResult<Option<SalesOrder>> {
        let found = self.read(|tables| match key {
            SalesOrderKey::Id(id) => {
                orders(tables, orders_sql!("id = ?2"), params![tables.tenant_no, id.bytes()])
            }
            SalesOrderKey::Number(number) => {
                orders(tables, orders_sql!("number_key = ?2"), params![tables.tenant_no, number.folded()])
            }
            SalesOrderKey::ExternalId(id) => {
                orders(tables, orders_sql!("external_id = ?2"), params![tables.tenant_no, id.as_str()])
            }
        })?;
        Ok(found.into_iter().next())
    }

    async fn list_sales_orders(&self, request: &PageRequest) -> ReadResult<Page<SalesOrder>> {
        let after = page::after(request, |text| Some(text.to_owned()))?.unwrap_or_default();
        let found = self.read(|tables| {
            orders(
                tables,
                orders_sql!("number_key > ?2 ORDER BY number_key LIMIT ?3"),
                params![tables.tenant_no, after, page::probe(request)],
            )
        })?;
        Ok(page::cut(found, request, |order| order.number.folded()))
    }

    async fn linked_enrollments(
        &self,
        sales_order: SalesOrderId,
        request: &PageRequest,
    ) -> ReadResult<Page<LinkedEnrollment>> {
        let after = page::after(request, place)?;
        let rows = self.read(|tables| {
            let mut linked = Vec::new();
            for some in places(tables, sales_order, after, request)?.chunks(CUSTOMERS_AT_ONCE) {
                linked.extend(linked_rows(tables, some)?);
            }
            Ok(linked)
        })?;
        Ok(page::cut(rows, request, |linked| format!("{} {}", linked.row.customer, linked.course)))
    }
}

fn place(text: &str) -> Option<(CustomerId, CourseId)> {
    let (customer, course) = text.split_once(' ')?;
    Some((CustomerId::parse(customer).ok()?, CourseId::parse(course).ok()?))
}

/// Whose enrollments in which courses were linked to it, one more than wanted.
fn places(
    tables: &Tables<'_>,
    sales_order: SalesOrderId,
    after: Option<(CustomerId, CourseId)>,
    request: &PageRequest,
) -> Outcome<Vec<(CustomerId, CourseId)>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT DISTINCT customer_id, course_id FROM enrollment_facts WHERE tenant_no = ?1 AND sales_order_id = ?2 \
         AND (customer_id, course_id) > (?3, ?4) ORDER BY customer_id, course_id LIMIT ?5",
    )?;
    let (customer, course) = after.map_or((Vec::new(), Vec::new()), |(customer, course)| {
        (customer.bytes().to_vec(), course.bytes().to_vec())
    });
    let mut rows = statement.query(params![
        tables.tenant_no,
        sales_order.bytes(),
        customer,
        course,
        page::probe(request)
    ])?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "enrollment_facts");
        places.push((cells.id("customer_id")?, cells.id("course_id")?));
    }
    Ok(places)
}

/// The enrollments in those places and in their order, read course by course.
fn linked_rows(tables: &Tables<'_>, places: &[(CustomerId, CourseId)]) -> Outcome<Vec<LinkedEnrollment>> {
    let mut by_course: BTreeMap<CourseId, Vec<CustomerId>> = BTreeMap::new();
    for (customer, course) in places {
        by_course.entry(*course).or_default().push(*customer);
    }
    let mut found: HashMap<(CustomerId, CourseId), EnrollmentRow> = HashMap::with_capacity(places.len());
    for (course, customers) in by_course {
        let products = products_with(tables, course)?;
        let rows = enrollment_rows(tables, course, &products, &customers)?;
        found.extend(rows.into_iter().map(|row| ((row.customer, course), row)));
    }
    let linked = |place: &(CustomerId, CourseId)| {
        found.remove(place).map(|row| LinkedEnrollment { course: place.1, row })
    };
    Ok(places.iter().filter_map(linked).collect())
}

fn orders(tables: &Tables<'_>, sql: &str, params: impl Params) -> Outcome<Vec<SalesOrder>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut orders: Vec<SalesOrder> = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "sales_orders");
        let id = cells.id("id")?;
        let number = cells.parsed("number", Code::parse)?;
        let external_id = cells.optional_parsed("external_id", Title::parse)?;
        let client = cells.parsed("client", Title::parse)?;
        let (starts_at, ends_at) = (cells.instant("starts_at")?, cells.instant("ends_at")?);
        let term = Term::parse(starts_at, ends_at).map_err(|error| cells.corrupt("ends_at", error))?;
        let seats = cells.optional_small("seats")?;
        let terms = SalesOrderTerms { external_id, client, term, courses: Vec::new(), seats };
        orders.push(SalesOrder { id, number, terms, revision: Revision::new(cells.count("revision")?) });
    }
    let mut courses = courses(tables, &orders)?;
    for order in &mut orders {
        order.terms.courses = courses.remove(&order.id).unwrap_or_default();
    }
    Ok(orders)
}

fn courses(tables: &Tables<'_>, orders: &[SalesOrder]) -> Outcome<HashMap<SalesOrderId, Vec<CourseId>>> {
    let mut courses: HashMap<SalesOrderId, Vec<CourseId>> = HashMap::new();
    if orders.is_empty() {
        return Ok(courses);
    }
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT sales_order_id, course_id FROM sales_order_courses WHERE tenant_no = ?1 \
         AND sales_order_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY sales_order_id, number",
    )?;
    let ids = hexadecimal(orders.iter().map(|order| &order.id));
    let mut rows = statement.query(params![tables.tenant_no, ids])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "sales_order_courses");
        courses.entry(cells.id("sales_order_id")?).or_default().push(cells.id("course_id")?);
    }
    Ok(courses)
}
