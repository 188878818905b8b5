//! The hot path: what one access decision rests on.

use async_trait::async_trait;
use rollbook_domain::id::{CourseId, CustomerId, ProductId};
use rollbook_domain::port::{AccessLookup, AccessReader, CustomerKey, ReadResult, SubjectKey};
use rollbook_domain::text::Code;
use rollbook_domain::verdict::{AccessFacts, AccountFacts, CourseFacts, Subject, SubjectKind};
use uuid::Uuid;

use super::customer::{find_id, read_password};
use crate::facts::{Stamps, alone, enrollment_facts, grants, statuses};
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::{Binds, Tables, binds};

#[async_trait]
impl AccessReader for PostgresTenant {
    async fn access_facts(&self, customer: &CustomerKey, subject: &SubjectKey) -> ReadResult<AccessLookup> {
        let (customer, subject) = (customer.clone(), subject.clone());
        self.read(move |tables| {
            Box::pin(async move {
                let account = match find_id(tables, &customer).await? {
                    Some(id) => account(tables, id).await?,
                    None => None,
                };
                let Some(mut account) = account else { return Ok(AccessLookup::NoCustomer) };
                let Some(Shelf { subject, courses, products }) = shelf(tables, &subject).await? else {
                    return Ok(AccessLookup::NoSubject);
                };
                let whom = [account.customer.uuid()];
                let stamps = Stamps::of(tables, &whom).await?;
                account.statuses = alone(statuses(tables, &whom, &stamps).await?);
                let courses = course_facts(tables, &whom, &stamps, &courses, &products).await?;
                let facts = AccessFacts { account, subject, courses, products, attempts_used: 0 };
                Ok(AccessLookup::Found(Box::new(facts)))
            })
        })
        .await
    }
}

/// What is to be opened, and through what.
struct Shelf {
    subject: Subject,
    courses: Vec<CourseId>,
    products: Vec<(ProductId, Code)>,
}

/// The account without its statuses.
async fn account(tables: &mut Tables, id: CustomerId) -> Outcome<Option<AccountFacts>> {
    let sql = "SELECT id, erased_at, password_set_at, password_must_change_since, password_expires_after_days \
               FROM customers WHERE tenant_no = $1 AND id = $2";
    let account = tables.row("customers", sql, binds![tables.tenant_no, id.uuid()], |cells| {
        let customer = cells.id("id")?;
        let erased_at = cells.optional_instant("erased_at")?;
        Ok(AccountFacts { customer, erased_at, statuses: Vec::new(), password: read_password(cells)? })
    });
    account.await
}

async fn shelf(tables: &mut Tables, key: &SubjectKey) -> Outcome<Option<Shelf>> {
    let binds = binds![tables.tenant_no];
    match key {
        SubjectKey::ItemId(id) => {
            let sql = "SELECT id, code, attempt_limit, course_id FROM items WHERE tenant_no = $1 AND id = $2";
            item(tables, sql, binds.with(id.uuid())).await
        }
        SubjectKey::ItemCode(code) => {
            let sql =
                "SELECT id, code, attempt_limit, course_id FROM items WHERE tenant_no = $1 AND code_key = $2";
            item(tables, sql, binds.with(code.folded())).await
        }
        SubjectKey::CourseId(id) => {
            let sql = "SELECT id, code FROM courses WHERE tenant_no = $1 AND id = $2";
            course(tables, sql, binds.with(id.uuid())).await
        }
        SubjectKey::CourseCode(code) => {
            let sql = "SELECT id, code FROM courses WHERE tenant_no = $1 AND code_key = $2";
            course(tables, sql, binds.with(code.folded())).await
        }
        SubjectKey::ProductId(id) => {
            let sql = "SELECT id, code FROM products WHERE tenant_no = $1 AND id = $2";
            product(tables, sql, binds.with(id.uuid())).await
        }
        SubjectKey::ProductCode(code) => {
            let sql = "SELECT id, code FROM products WHERE tenant_no = $1 AND code_key = $2";
            product(tables, sql, binds.with(code.folded())).await
        }
    }
}

async fn item(tables: &mut Tables, sql: &'static str, binds: Binds) -> Outcome<Option<Shelf>> {
    let found = tables.row("items", sql, binds, |cells| {
        let kind = SubjectKind::Item(cells.id("id")?);
        let code = cells.parsed("code", Code::parse)?;
        let attempt_limit = cells.optional_small("attempt_limit")?;
        Ok((Subject { kind, code, attempt_limit }, cells.id("course_id")?))
    });
    let Some((subject, course)) = found.await? else { return Ok(None) };
    let products = products_with(tables, course).await?;
    Ok(Some(Shelf { subject, courses: vec![course], products }))
}

async fn course(tables: &mut Tables, sql: &'static str, binds: Binds) -> Outcome<Option<Shelf>> {
    let found =
        tables.row("courses", sql, binds, |cells| Ok((cells.id("id")?, cells.parsed("code", Code::parse)?)));
    let Some((course, code)) = found.await? else { return Ok(None) };
    let subject = Subject { kind: SubjectKind::Course(course), code, attempt_limit: None };
    Ok(Some(Shelf { subject, courses: vec![course], products: products_with(tables, course).await? }))
}

async fn product(tables: &mut Tables, sql: &'static str, binds: Binds) -> Outcome<Option<Shelf>> {
    let found =
        tables.row("products", sql, binds, |cells| Ok((cells.id("id")?, cells.parsed("code", Code::parse)?)));
    let Some((product, code)) = found.await? else { return Ok(None) };
    let product: ProductId = product;
    let sql =
        "SELECT course_id FROM product_courses WHERE tenant_no = $1 AND product_id = $2 ORDER BY number";
    let binds = binds![tables.tenant_no, product.uuid()];
    let courses = tables.rows("product_courses", sql, binds, |cells| cells.id("course_id")).await?;
    let subject = Subject { kind: SubjectKind::Product(product), code: code.clone(), attempt_limit: None };
    Ok(Some(Shelf { subject, courses, products: vec![(product, code)] }))
}

/// The products that open a course, each once, in code order.
async fn products_with(tables: &mut Tables, course: CourseId) -> Outcome<Vec<(ProductId, Code)>> {
    let sql = "SELECT p.id, p.code FROM product_courses c JOIN products p ON p.tenant_no = c.tenant_no \
               AND p.id = c.product_id WHERE c.tenant_no = $1 AND c.course_id = $2";
    let binds = binds![tables.tenant_no, course.uuid()];
    let products = tables
        .rows("products", sql, binds, |cells| Ok((cells.id("id")?, cells.parsed("code", Code::parse)?)));
    let mut products: Vec<(ProductId, Code)> = products.await?;
    if products.len() > 1 {
        products.sort_by_cached_key(|(_, code)| code.folded());
        products.dedup_by_key(|(id, _)| *id);
    }
    Ok(products)
}

async fn course_facts(
    tables: &mut Tables,
    whom: &[Uuid],
    stamps: &Stamps,
    courses: &[CourseId],
    products: &[(ProductId, Code)],
) -> Outcome<Vec<CourseFacts>> {
    let mut grants = alone(grants(tables, whom, stamps).await?);
    grants.retain(|grant| products.iter().any(|(product, _)| *product == grant.product));
    let facts = alone(enrollment_facts(tables, whom, stamps).await?);
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
