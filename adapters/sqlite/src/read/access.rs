//! The hot path: what one access decision rests on.

use async_trait::async_trait;
use rollbook_domain::id::{CourseId, CustomerId, ProductId};
use rollbook_domain::port::{AccessLookup, AccessReader, CustomerKey, ReadResult, SubjectKey};
use rollbook_domain::text::Code;
use rollbook_domain::verdict::{AccessFacts, AccountFacts, AttemptFacts, CourseFacts, Subject, SubjectKind};
use rusqlite::{Params, params};

use super::customer::{find_id, read_password};
use crate::facts::{Kept, Stamps, Whom, alone, enrollment_facts, grants, statuses};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::{SqliteTenant, Tables};

#[async_trait]
impl AccessReader for SqliteTenant {
    async fn access_facts(&self, customer: &CustomerKey, subject: &SubjectKey) -> ReadResult<AccessLookup> {
        self.read(|tables| {
            let account = match find_id(tables, customer)? {
                Some(id) => account(tables, id)?,
                None => None,
            };
            let Some((mut account, kept)) = account else { return Ok(AccessLookup::NoCustomer) };
            let Some(Shelf { subject, courses, products }) = shelf(tables, subject)? else {
                return Ok(AccessLookup::NoSubject);
            };
            let whom = Whom::One(account.customer, kept);
            let stamps = Stamps::of(tables, &whom)?;
            account.statuses = alone(statuses(tables, &whom, &stamps)?);
            let courses = course_facts(tables, &whom, &stamps, &courses, &products)?;
            let facts =
                AccessFacts { account, subject, courses, products, attempts: AttemptFacts::default() };
            Ok(AccessLookup::Found(Box::new(facts)))
        })
    }
}

/// What is to be opened, and through what.
struct Shelf {
    subject: Subject,
    courses: Vec<CourseId>,
    products: Vec<(ProductId, Code)>,
}

/// The account without its statuses, and what else there is of it.
fn account(tables: &Tables<'_>, id: CustomerId) -> Outcome<Option<(AccountFacts, Kept)>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT id, erased_at, password_set_at, password_must_change_since, password_expires_after_days, kept \
         FROM customers WHERE tenant_no = ?1 AND id = ?2 AND deleted_at IS NULL",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, id.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cells = Cells::new(row, "customers");
    let customer = cells.id("id")?;
    let erased_at = cells.optional_instant("erased_at")?;
    let password = read_password(&cells)?;
    let kept = Kept(cells.integer("kept")?);
    Ok(Some((AccountFacts { customer, erased_at, statuses: Vec::new(), password }, kept)))
}

fn shelf(tables: &Tables<'_>, key: &SubjectKey) -> Outcome<Option<Shelf>> {
    match key {
        SubjectKey::ItemId(id) => item(
            tables,
            "SELECT id, code, attempt_limit, course_id FROM items WHERE tenant_no = ?1 AND id = ?2",
            params![tables.tenant_no, id.bytes()],
        ),
        SubjectKey::ItemCode(code) => item(
            tables,
            "SELECT id, code, attempt_limit, course_id FROM items WHERE tenant_no = ?1 AND code_key = ?2",
            params![tables.tenant_no, code.folded()],
        ),
        SubjectKey::CourseId(id) => course(
            tables,
            "SELECT id, code FROM courses WHERE tenant_no = ?1 AND id = ?2",
            params![tables.tenant_no, id.bytes()],
        ),
        SubjectKey::CourseCode(code) => course(
            tables,
            "SELECT id, code FROM courses WHERE tenant_no = ?1 AND code_key = ?2",
            params![tables.tenant_no, code.folded()],
        ),
        SubjectKey::ProductId(id) => product(
            tables,
            "SELECT id, code FROM products WHERE tenant_no = ?1 AND id = ?2",
            params![tables.tenant_no, id.bytes()],
        ),
        SubjectKey::ProductCode(code) => product(
            tables,
            "SELECT id, code FROM products WHERE tenant_no = ?1 AND code_key = ?2",
            params![tables.tenant_no, code.folded()],
        ),
    }
}

fn item(tables: &Tables<'_>, sql: &str, params: impl Params) -> Outcome<Option<Shelf>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cells = Cells::new(row, "items");
    let kind = SubjectKind::Item(cells.id("id")?);
    let code = cells.parsed("code", Code::parse)?;
    let attempt_limit = cells.optional_small("attempt_limit")?;
    let course = cells.id("course_id")?;
    let products = products_with(tables, course)?;
    Ok(Some(Shelf { subject: Subject { kind, code, attempt_limit }, courses: vec![course], products }))
}

fn course(tables: &Tables<'_>, sql: &str, params: impl Params) -> Outcome<Option<Shelf>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cells = Cells::new(row, "courses");
    let course = cells.id("id")?;
    let code = cells.parsed("code", Code::parse)?;
    let subject = Subject { kind: SubjectKind::Course(course), code, attempt_limit: None };
    Ok(Some(Shelf { subject, courses: vec![course], products: products_with(tables, course)? }))
}

fn product(tables: &Tables<'_>, sql: &str, params: impl Params) -> Outcome<Option<Shelf>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cells = Cells::new(row, "products");
    let product: ProductId = cells.id("id")?;
    let code = cells.parsed("code", Code::parse)?;
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT course_id FROM product_courses WHERE tenant_no = ?1 AND product_id = ?2 ORDER BY number",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, product.bytes()])?;
    let mut courses = Vec::new();
    while let Some(row) = rows.next()? {
        courses.push(Cells::new(row, "product_courses").id("course_id")?);
    }
    let subject = Subject { kind: SubjectKind::Product(product), code: code.clone(), attempt_limit: None };
    Ok(Some(Shelf { subject, courses, products: vec![(product, code)] }))
}

/// The products that open a course, each once, in code order.
fn products_with(tables: &Tables<'_>, course: CourseId) -> Outcome<Vec<(ProductId, Code)>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT p.id, p.code FROM product_courses c CROSS JOIN products p ON p.tenant_no = c.tenant_no \
         AND p.id = c.product_id WHERE c.tenant_no = ?1 AND c.course_id = ?2",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, course.bytes()])?;
    let mut products: Vec<(ProductId, Code)> = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "products");
        products.push((cells.id("id")?, cells.parsed("code", Code::parse)?));
    }
    if products.len() > 1 {
        products.sort_by_cached_key(|(_, code)| code.folded());
        products.dedup_by_key(|(id, _)| *id);
    }
    Ok(products)
}

fn course_facts(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
    courses: &[CourseId],
    products: &[(ProductId, Code)],
) -> Outcome<Vec<CourseFacts>> {
    let mut grants = alone(grants(tables, whom, stamps)?);
    grants.retain(|grant| products.iter().any(|(product, _)| *product == grant.product));
    let facts = alone(enrollment_facts(tables, whom, stamps)?);
    let of = |course: CourseId| {
        facts.iter().filter(|(of, _)| *of == course).map(|(_, fact)| fact.clone()).collect()
    };
    Ok(match courses {
        [] => vec![CourseFacts { course: None, grants, enrollment: Vec::new() }],
        [one] => vec![CourseFacts { course: Some(*one), grants, enrollment: of(*one) }],
        several => several
            .iter()
            .map(|course| CourseFacts {
                course: Some(*course),
                grants: grants.clone(),
                enrollment: of(*course),
            })
            .collect(),
    })
}
