//! The plan of a file of prices.

use std::collections::HashSet;

use super::cells::{Cells, yes_or_no};
use super::header::{Column, Header};
use super::{Changes, Context, Findings, Plan};
use crate::catalogue::{
    AddPrice, Anchor, Catalogue, CatalogueRefused, EditPrice, EditSeatPolicy, PriceEvent, PriceTerms,
    Product, ReclaimPolicy, SeatPolicy, add_price, edit_price,
};
use crate::id::PriceId;
use crate::import_log::{ImportCounts, ImportKind};
use crate::money::Money;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{ORD_09, PRC_01, Q_02, Q_27, REG_02};
use crate::stamp::Revision;
use crate::table::Table;
use crate::text::{Code, Title, shown};
use crate::time::AccessDuration;

#[cfg(test)]
mod tests;

/// The plan of a file of prices.
pub type PricesPlan = Plan<Changes<PriceId, PriceEvent>>;

const CODE: usize = 0;
const PRODUCT: usize = 1;
const TITLE: usize = 2;
const UNIT_PRICE: usize = 3;
const DURATION: usize = 4;
const REGISTRATION_CODES: usize = 5;
const RECLAIM: usize = 6;
const COLUMNS: &[Column] = &[
    Column::needed("Price Code", "the code that the price has or shall have"),
    Column::needed("Product Code", "the code or id of a product"),
    Column::optional("Title"),
    Column::needed("Unit Price", "an amount such as 12.50, or 0"),
    Column::needed(
        "Duration",
        "a duration such as `30 days`, `1 month`, `unlimited` or `2013-10-01..2014-06-25`",
    ),
    Column::optional("Registration Codes"),
    Column::optional("Reclaim"),
];

struct Entry<'a> {
    code: Code,
    product: &'a Product,
    title: Option<Title>,
    unit_price: Money,
    duration: AccessDuration,
    makes_registration_codes: Option<bool>,
    reclaim: Option<ReclaimPolicy>,
}

/// Plans a file of prices: new codes become prices, known ones are edited for later sales (ACC-04).
pub fn plan(table: &Table, catalogue: &Catalogue, context: &Context<'_>) -> PricesPlan {
    let (kind, rows) = (ImportKind::Prices, table.rows.len() as u64);
    let header = match Header::find(table, COLUMNS, false, context.settings) {
        Ok(header) => header,
        Err(findings) => return Plan::unreadable(kind, context.fingerprint, rows, findings),
    };
    let mut findings = Findings::default();
    let mut counts = ImportCounts { rows, ..ImportCounts::default() };
    let mut changes = Changes::default();
    let mut seen = HashSet::new();
    for row in &table.rows {
        let mut cells = Cells::new(&header, row, &mut findings.refused);
        let Some(entry) = read(&mut cells, &mut seen, catalogue, context) else {
            counts.refused += 1;
            continue;
        };
        match decide(entry, catalogue, &mut cells) {
            Some((None, events)) => {
                counts.created += 1;
                changes.add(PriceId::next(context.ids), Revision::NONE, events, context.now);
            }
            Some((Some((id, revision)), events)) => {
                *(if events.is_empty() { &mut counts.existing } else { &mut counts.edited }) += 1;
                changes.add(id, revision, events, context.now);
            }
            None => counts.refused += 1,
        }
    }
    let touched = changes.touched();
    Plan { kind, fingerprint: context.fingerprint, counts, findings, touched, changes }
}

fn read<'a>(
    cells: &mut Cells<'_, '_>,
    seen: &mut HashSet<String>,
    catalogue: &'a Catalogue,
    context: &Context<'_>,
) -> Option<Entry<'a>> {
    let code = cells.parse(CODE, &[ORD_09], Code::parse);
    let product = cells.parse(PRODUCT, &[ORD_09], |text| {
        let missing =
            || format!("there is no product `{}`; accepted form: a product's code or id", shown(text));
        catalogue.find_product(text).ok_or_else(missing)
    });
    let title = cells.parse_if_given(TITLE, &[PRC_01], Title::parse);
    let currency = context.settings.currency;
    let unit_price = cells.parse(UNIT_PRICE, &[Q_27], |text| Money::parse(text, currency));
    let duration = cells.parse(DURATION, &[PRC_01], AccessDuration::parse);
    let makes_registration_codes = cells.parse_if_given(REGISTRATION_CODES, &[REG_02], yes_or_no);
    let reclaim = cells.parse_if_given(RECLAIM, &[Q_02], ReclaimPolicy::parse);
    if cells.is_refused() {
        return None;
    }
    let code = code?;
    if !seen.insert(code.folded()) {
        let reason = format!("the price code `{code}` is in an earlier row; accepted form: each code once");
        cells.refuse(CODE, reason, &[ORD_09]);
        return None;
    }
    let (product, unit_price, duration) = (product?, unit_price?, duration?);
    Some(Entry { code, product, title, unit_price, duration, makes_registration_codes, reclaim })
}

type Decided = (Option<(PriceId, Revision)>, Vec<PriceEvent>);

fn decide(entry: Entry<'_>, catalogue: &Catalogue, cells: &mut Cells<'_, '_>) -> Option<Decided> {
    let Entry { code, product, title, unit_price, duration, makes_registration_codes, reclaim } = entry;
    let seats = EditSeatPolicy { reclaim, ..EditSeatPolicy::default() };
    if let Some(price) = catalogue.price_by_code(code.as_str()) {
        if price.product != product.id {
            let reason = format!("price `{code}` sells another product, and a price keeps its product");
            cells.refuse(PRODUCT, reason, &[ORD_09]);
            return None;
        }
        let (unit_price, duration) = (Some(unit_price), Some(duration));
        let command = EditPrice {
            title,
            unit_price,
            duration,
            makes_registration_codes,
            seats,
            ..EditPrice::default()
        };
        let (_, events) = accept(cells, edit_price(price, command))?;
        return Some((Some((price.id, price.revision)), events));
    }
    let title = match title {
        Some(title) => title,
        None => cells.parse(DURATION, &[PRC_01], |_| Title::parse(&duration.to_string()))?,
    };
    let terms = PriceTerms {
        title,
        unit_price,
        duration,
        anchor: Anchor::OrderDate,
        makes_registration_codes: makes_registration_codes.unwrap_or(false),
        seats: seats.of(SeatPolicy::default()),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    };
    let added = add_price(catalogue, AddPrice { code, product: product.id, terms });
    let (_, events) = accept(cells, added.map(|events| (Outcome::Applied, events)))?;
    Some((None, events))
}

fn accept<T>(cells: &mut Cells<'_, '_>, decided: Result<T, CatalogueRefused>) -> Option<T> {
    decided.map_err(|refused| cells.refuse(DURATION, refused.to_string(), refused.rules())).ok()
}
