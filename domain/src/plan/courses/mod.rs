//! The plan of a file of courses, each with a product that opens it and a price that sells it.

mod entry;

use std::collections::HashSet;

use self::entry::{Entry, read};
use super::cells::Cells;
use super::header::{Column, Header};
use super::{Changes, Context, Findings, Plan};
use crate::catalogue::{
    AddCourse, AddPrice, AddProduct, Anchor, Catalogue, CatalogueRefused, CourseEvent, EditPrice,
    EditProduct, Price, PriceEvent, PriceTerms, Product, ProductEvent, SeatPolicy, add_course, add_price,
    add_product, edit_price, edit_product, retitle_course,
};
use crate::id::{CourseId, PriceId, ProductId};
use crate::import_log::{ImportCounts, ImportKind};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::rule::ORD_09;
use crate::stamp::Revision;
use crate::table::Table;

#[cfg(test)]
mod tests;

/// The events of a file of courses.
#[derive(Debug, Default)]
pub struct CourseChanges {
    /// To courses.
    pub courses: Changes<CourseId, CourseEvent>,
    /// To products.
    pub products: Changes<ProductId, ProductEvent>,
    /// To prices.
    pub prices: Changes<PriceId, PriceEvent>,
}

/// The plan of a file of courses.
pub type CoursesPlan = Plan<CourseChanges>;

const CODE: usize = 0;
const TITLE: usize = 1;
const START: usize = 2;
const END: usize = 3;
const COLUMNS: &[Column] = &[
    Column::needed("Course Code", "the code that the course has or shall have"),
    Column::needed("Title", "the title to show"),
    Column::optional("Start Date"),
    Column::optional("End Date"),
];

/// Plans a file of courses: every row stands for a course, a product and a price of one code.
///
/// What is there already takes title and dates of the file, for later sales (ACC-04); what is missing is made.
pub fn plan(table: &Table, catalogue: &Catalogue, context: &Context<'_>) -> CoursesPlan {
    let (kind, rows) = (ImportKind::Courses, table.rows.len() as u64);
    let header = match Header::find(table, COLUMNS, false, context.settings) {
        Ok(header) => header,
        Err(findings) => return Plan::unreadable(kind, context.fingerprint, rows, findings),
    };
    let mut findings = Findings::default();
    let mut counts = ImportCounts { rows, ..ImportCounts::default() };
    let mut changes = CourseChanges::default();
    let mut seen = HashSet::new();
    for row in &table.rows {
        let mut cells = Cells::new(&header, row, &mut findings.refused);
        let decided =
            read(&mut cells, &mut seen).and_then(|entry| decide(&entry, catalogue, context, &mut cells));
        let Some(decided) = decided else {
            counts.refused += 1;
            continue;
        };
        if decided.is_new {
            counts.created += 1;
        } else if decided.has_events() {
            counts.edited += 1;
        } else {
            counts.existing += 1;
        }
        let Decided { course, product, price, .. } = decided;
        changes.courses.add(course.0, course.1, course.2, context.now);
        changes.products.add(product.0, product.1, product.2, context.now);
        changes.prices.add(price.0, price.1, price.2, context.now);
    }
    let touched = changes.courses.touched() + changes.products.touched() + changes.prices.touched();
    Plan { kind, fingerprint: context.fingerprint, counts, findings, touched, changes }
}

type Part<I, E> = (I, Revision, Vec<E>);

struct Decided {
    is_new: bool,
    course: Part<CourseId, CourseEvent>,
    product: Part<ProductId, ProductEvent>,
    price: Part<PriceId, PriceEvent>,
}

impl Decided {
    fn has_events(&self) -> bool {
        !(self.course.2.is_empty() && self.product.2.is_empty() && self.price.2.is_empty())
    }
}

fn decide(
    entry: &Entry,
    catalogue: &Catalogue,
    context: &Context<'_>,
    cells: &mut Cells<'_, '_>,
) -> Option<Decided> {
    let code = entry.code.as_str();
    let known = catalogue.course_by_code(code);
    let course = if let Some(course) = known {
        (course.id, course.revision, retitle_course(course, entry.title.clone()).1)
    } else {
        let command = AddCourse { code: entry.code.clone(), title: entry.title.clone() };
        (CourseId::next(context.ids), Revision::NONE, accept(cells, add_course(catalogue, command))?)
    };
    let product = if let Some(product) = catalogue.product_by_code(code) {
        (product.id, product.revision, edit_for(product, course.0, entry))
    } else {
        let (code, title) = (entry.code.clone(), entry.title.clone());
        let command = AddProduct { code, title, courses: vec![course.0] };
        (ProductId::next(context.ids), Revision::NONE, accept(cells, add_product(catalogue, command))?)
    };
    let price = if let Some(price) = catalogue.price_by_code(code) {
        (price.id, price.revision, keep_selling(price, product.0, entry, cells)?)
    } else {
        let command = AddPrice { code: entry.code.clone(), product: product.0, terms: free(entry, context) };
        (PriceId::next(context.ids), Revision::NONE, accept(cells, add_price(catalogue, command))?)
    };
    Some(Decided { is_new: known.is_none(), course, product, price })
}

/// The terms of a price that costs nothing until it is edited.
fn free(entry: &Entry, context: &Context<'_>) -> PriceTerms {
    PriceTerms {
        title: entry.price_title.clone(),
        unit_price: Money::zero(context.settings.currency),
        duration: entry.duration,
        anchor: Anchor::OrderDate,
        makes_registration_codes: false,
        seats: SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    }
}

/// A product takes the title, and opens the course beside what it opened before.
fn edit_for(product: &Product, course: CourseId, entry: &Entry) -> Vec<ProductEvent> {
    let mut courses = product.courses.clone();
    if !courses.contains(&course) {
        courses.push(course);
    }
    {
        let title = Some(entry.title.clone());
        edit_product(product, EditProduct { title, courses: Some(courses), expired_message: None }).1
    }
}

/// A price takes the dates of the file, if the file has any; its title goes along while it says the old ones.
fn keep_selling(
    price: &Price,
    product: ProductId,
    entry: &Entry,
    cells: &mut Cells<'_, '_>,
) -> Option<Vec<PriceEvent>> {
    if price.product != product {
        let reason = format!("price `{}` sells another product; rename the course or the price", entry.code);
        cells.refuse(CODE, reason, &[ORD_09]);
        return None;
    }
    if !cells.has(START) && !cells.has(END) {
        return Some(Vec::new());
    }
    let says_dates = price.terms.title.as_str() == price.terms.duration.to_string();
    let title = says_dates.then(|| entry.price_title.clone());
    let command = EditPrice { title, duration: Some(entry.duration), ..EditPrice::default() };
    Some(accept(cells, edit_price(price, command))?.1)
}

fn accept<T>(cells: &mut Cells<'_, '_>, decided: Result<T, CatalogueRefused>) -> Option<T> {
    decided.map_err(|refused| cells.refuse(CODE, refused.to_string(), refused.rules())).ok()
}
