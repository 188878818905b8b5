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

use crate::failure::Outcome;
use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::{Tables, binds};

#[async_trait]
impl CatalogueReader for PostgresTenant {
    async fn catalogue(&self) -> ReadResult<Catalogue> {
        self.read(|tables| {
            Box::pin(async move {
                let (products, prices) = (products(tables).await?, prices(tables).await?);
                Ok(Catalogue::new(products, prices, courses(tables).await?))
            })
        })
        .await
    }

    async fn find_quiz(&self, item: ItemId) -> ReadResult<Option<ItemQuiz>> {
        self.read_at_once(move |tables| {
            Box::pin(async move {
                let sql = "SELECT item_id, number, since_version, defined_at, quiz FROM quiz_editions \
                           WHERE tenant_no = $1 AND item_id = $2 ORDER BY number";
                let binds = binds![tables.tenant_no, item.uuid()];
                let editions = tables.rows("quiz_editions", sql, binds, |cells| {
                    cells.skip(1);
                    Ok(QuizEdition {
                        number: cells.small("number")?,
                        since_version: cells.small("since_version")?,
                        defined_at: cells.instant("defined_at")?,
                        quiz: cells.json("quiz")?,
                    })
                });
                let editions = editions.await?;
                Ok((!editions.is_empty()).then_some(ItemQuiz { item, editions }))
            })
        })
        .await
    }
}

async fn products(tables: &mut Tables) -> Outcome<Vec<Product>> {
    let sql =
        "SELECT product_id, course_id FROM product_courses WHERE tenant_no = $1 ORDER BY product_id, number";
    let found = tables.rows("product_courses", sql, binds![tables.tenant_no], |cells| {
        Ok((cells.id("product_id")?, cells.id("course_id")?))
    });
    let mut courses: HashMap<ProductId, Vec<CourseId>> = HashMap::new();
    for (product, course) in found.await? {
        courses.entry(product).or_default().push(course);
    }
    let sql = "SELECT id, code, title, expired_message, revision FROM products WHERE tenant_no = $1";
    let products = tables.rows("products", sql, binds![tables.tenant_no], |cells| {
        let id = cells.id("id")?;
        Ok(Product {
            id,
            code: cells.parsed("code", Code::parse)?,
            title: cells.parsed("title", Title::parse)?,
            courses: courses.remove(&id).unwrap_or_default(),
            expired_message: cells.optional_parsed("expired_message", Message::parse)?,
            revision: Revision::new(cells.count("revision")?),
        })
    });
    products.await
}

async fn prices(tables: &mut Tables) -> Outcome<Vec<Price>> {
    let sql = "SELECT id, code, product_id, title, unit_price, currency, duration, anchor, makes_registration_codes, \
               seats, adds_to_groups, reserved_to_groups, revision FROM prices WHERE tenant_no = $1";
    let prices = tables.rows("prices", sql, binds![tables.tenant_no], |cells| {
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
    });
    prices.await
}

async fn courses(tables: &mut Tables) -> Outcome<Vec<Course>> {
    let sql = "SELECT course_id, number, published_at FROM course_versions WHERE tenant_no = $1 \
               ORDER BY course_id, number";
    let found = tables.rows("course_versions", sql, binds![tables.tenant_no], |cells| {
        let course = cells.id("course_id")?;
        let (number, published_at) = (cells.small("number")?, cells.instant("published_at")?);
        Ok((course, CourseVersion { number, published_at }))
    });
    let mut versions: HashMap<CourseId, Vec<CourseVersion>> = HashMap::new();
    for (course, version) in found.await? {
        versions.entry(course).or_default().push(version);
    }
    let mut items = items(tables).await?;
    let sql = "SELECT id, code, title, has_survey, tells_locks, inactivity_days, revision FROM courses WHERE tenant_no = $1";
    let courses = tables.rows("courses", sql, binds![tables.tenant_no], |cells| {
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
    });
    courses.await
}

async fn items(tables: &mut Tables) -> Outcome<HashMap<CourseId, Vec<ContentItem>>> {
    let sql = "SELECT id, code, course_id, since_version, until_version, title, kind, is_required, weight, maximum_score, \
               attempt_limit, opens_after, is_final_assessment FROM items WHERE tenant_no = $1 ORDER BY course_id, position";
    let found = tables.rows("items", sql, binds![tables.tenant_no], |cells| {
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
    });
    let mut items: HashMap<CourseId, Vec<ContentItem>> = HashMap::new();
    for item in found.await? {
        items.entry(item.course).or_default().push(item);
    }
    Ok(items)
}
