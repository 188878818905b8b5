use std::collections::HashMap;

use async_trait::async_trait;
use rollbook_domain::catalogue::quiz::{ItemQuiz, QuizEdition};
use rollbook_domain::catalogue::{
    Catalogue, ContentItem, Course, CourseMails, CourseVersion, ItemOpening, ItemTerms, Price, PriceTerms,
    Product,
};
use rollbook_domain::id::{CourseId, ItemId, ProductId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::port::{CatalogueReader, ReadResult};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Message, Title};
use rusqlite::params;

use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::{SqliteTenant, Tables};

#[async_trait]
impl CatalogueReader for SqliteTenant {
    async fn catalogue(&self) -> ReadResult<Catalogue> {
        self.read(|tables| Ok(Catalogue::new(products(tables)?, prices(tables)?, courses(tables)?)))
    }

    async fn find_quiz(&self, item: ItemId) -> ReadResult<Option<ItemQuiz>> {
        self.read(|tables| {
            let mut statement = tables.reader.connection.prepare_cached(
                "SELECT item_id, number, since_version, defined_at, quiz FROM quiz_editions \
                 WHERE tenant_no = ?1 AND item_id = ?2 ORDER BY number",
            )?;
            let mut rows = statement.query(params![tables.tenant_no, item.bytes()])?;
            let mut editions = Vec::new();
            while let Some(row) = rows.next()? {
                let cells = Cells::new(row, "quiz_editions");
                cells.skip(1);
                editions.push(QuizEdition {
                    number: cells.small("number")?,
                    since_version: cells.small("since_version")?,
                    defined_at: cells.instant("defined_at")?,
                    quiz: cells.json("quiz")?,
                });
            }
            Ok((!editions.is_empty()).then_some(ItemQuiz { item, editions }))
        })
    }
}

/// Reads every row of a statement that takes the tenant's number alone.
fn all<T>(
    tables: &Tables<'_>,
    sql: &str,
    table: &'static str,
    mut read: impl FnMut(&Cells<'_>) -> Outcome<T>,
) -> Outcome<Vec<T>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![tables.tenant_no])?;
    let mut values = Vec::new();
    while let Some(row) = rows.next()? {
        values.push(read(&Cells::new(row, table))?);
    }
    Ok(values)
}

fn products(tables: &Tables<'_>) -> Outcome<Vec<Product>> {
    let mut courses: HashMap<ProductId, Vec<CourseId>> = HashMap::new();
    let sql =
        "SELECT product_id, course_id FROM product_courses WHERE tenant_no = ?1 ORDER BY product_id, number";
    for (product, course) in
        all(tables, sql, "product_courses", |cells| Ok((cells.id("product_id")?, cells.id("course_id")?)))?
    {
        courses.entry(product).or_default().push(course);
    }
    let sql = "SELECT id, code, title, expired_message, revision FROM products WHERE tenant_no = ?1";
    all(tables, sql, "products", |cells| {
        let id = cells.id("id")?;
        Ok(Product {
            id,
            code: cells.parsed("code", Code::parse)?,
            title: cells.parsed("title", Title::parse)?,
            courses: courses.remove(&id).unwrap_or_default(),
            expired_message: cells.optional_parsed("expired_message", Message::parse)?,
            revision: Revision::new(cells.count("revision")?),
        })
    })
}

fn prices(tables: &Tables<'_>) -> Outcome<Vec<Price>> {
    let sql = "SELECT id, code, product_id, title, unit_price, currency, duration, anchor, makes_registration_codes, \
               seats, adds_to_groups, reserved_to_groups, revision FROM prices WHERE tenant_no = ?1";
    all(tables, sql, "prices", |cells| {
        let id = cells.id("id")?;
        let code = cells.parsed("code", Code::parse)?;
        let product = cells.id("product_id")?;
        let title = cells.parsed("title", Title::parse)?;
        let minor = cells.integer("unit_price")?;
        let unit_price = Money::from_minor(minor, cells.parsed("currency", Currency::parse)?);
        let terms = PriceTerms {
            title,
            unit_price,
            duration: cells.json("duration")?,
            anchor: cells.word("anchor")?,
            makes_registration_codes: cells.is_set("makes_registration_codes")?,
            seats: cells.json("seats")?,
            adds_to_groups: cells.json("adds_to_groups")?,
            reserved_to_groups: cells.json("reserved_to_groups")?,
        };
        Ok(Price { id, code, product, terms, revision: Revision::new(cells.count("revision")?) })
    })
}

fn courses(tables: &Tables<'_>) -> Outcome<Vec<Course>> {
    let mut versions: HashMap<CourseId, Vec<CourseVersion>> = HashMap::new();
    let sql = "SELECT course_id, number, published_at FROM course_versions WHERE tenant_no = ?1 \
               ORDER BY course_id, number";
    for (course, version) in all(tables, sql, "course_versions", |cells| {
        let course = cells.id("course_id")?;
        let (number, published_at) = (cells.small("number")?, cells.instant("published_at")?);
        Ok((course, CourseVersion { number, published_at }))
    })? {
        versions.entry(course).or_default().push(version);
    }
    let mut items = items(tables)?;
    let sql = "SELECT id, code, title, has_survey, tells_locks, inactivity_days, revision FROM courses WHERE tenant_no = ?1";
    all(tables, sql, "courses", |cells| {
        let id = cells.id("id")?;
        Ok(Course {
            id,
            code: cells.parsed("code", Code::parse)?,
            title: cells.parsed("title", Title::parse)?,
            mails: CourseMails {
                has_survey: cells.is_set("has_survey")?,
                tells_locks: cells.is_set("tells_locks")?,
                inactivity_days: cells.optional_small("inactivity_days")?,
            },
            versions: versions.remove(&id).unwrap_or_default(),
            items: items.remove(&id).unwrap_or_default(),
            revision: Revision::new(cells.count("revision")?),
        })
    })
}

fn items(tables: &Tables<'_>) -> Outcome<HashMap<CourseId, Vec<ContentItem>>> {
    let mut items: HashMap<CourseId, Vec<ContentItem>> = HashMap::new();
    let sql = "SELECT id, code, course_id, since_version, until_version, title, kind, is_required, weight, maximum_score, \
               attempt_limit, opens_after, is_final_assessment FROM items WHERE tenant_no = ?1 ORDER BY course_id, position";
    for item in all(tables, sql, "items", |cells| {
        Ok(ContentItem {
            id: cells.id("id")?,
            code: cells.parsed("code", Code::parse)?,
            course: cells.id("course_id")?,
            since_version: cells.small("since_version")?,
            until_version: cells.optional_small("until_version")?,
            terms: ItemTerms {
                title: cells.parsed("title", Title::parse)?,
                kind: cells.word("kind")?,
                is_required: cells.is_set("is_required")?,
                weight: cells.optional_parsed("weight", str::parse)?,
                maximum_score: cells.optional_parsed("maximum_score", str::parse)?,
                attempt_limit: cells.optional_small("attempt_limit")?,
                opening: ItemOpening {
                    after: cells.optional_id("opens_after")?,
                    is_final_assessment: cells.is_set("is_final_assessment")?,
                },
            },
        })
    })? {
        items.entry(item.course).or_default().push(item);
    }
    Ok(items)
}
