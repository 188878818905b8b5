//! A price as printed.

use rollbook_domain::catalogue::{Anchor, Catalogue, Price};
use rollbook_domain::group::Group;
use rollbook_domain::id::{GroupId, PriceId, ProductId};
use serde::Serialize;

use crate::Column;
use crate::page::{Page, listed, yes_no};

#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: PriceId,
    pub(super) code: String,
    pub(super) product: String,
    pub(super) product_id: ProductId,
    pub(super) title: String,
    pub(super) amount: String,
    pub(super) currency: String,
    pub(super) duration: String,
    pub(super) anchor: Anchor,
    pub(super) makes_registration_codes: bool,
    pub(super) reclaim: String,
    pub(super) invitation_days: u16,
    pub(super) must_match_email: bool,
    pub(super) freezes_with_buyer: bool,
    pub(super) adds_to_groups: Vec<String>,
    pub(super) reserved_to_groups: Vec<String>,
    pub(super) revision: u64,
}

pub(super) const COLUMNS: &[Column<View>] = &[
    Column::data("id"),
    Column::new("code", "CODE", |price, _| price.code.clone()),
    Column::new("product", "PRODUCT", |price, _| price.product.clone()),
    Column::data("product_id"),
    Column::new("title", "TITLE", |price, _| price.title.clone()),
    Column::new("amount", "AMOUNT", |price, _| format!("{} {}", price.amount, price.currency)),
    Column::data("currency"),
    Column::new("duration", "ACCESS", |price, _| in_words(&price.duration)),
    Column::new("anchor", "COUNTS FROM", |price, _| price.anchor.to_string()),
    Column::new("makes_registration_codes", "CODES", |price, _| yes_no(price.makes_registration_codes)),
    Column::data("adds_to_groups"),
    Column::data("reserved_to_groups"),
    Column::data("revision"),
    Column::data("reclaim"),
    Column::data("invitation_days"),
    Column::data("must_match_email"),
    Column::data("freezes_with_buyer"),
];

/// A price with the codes of its product and groups.
pub(super) fn view(price: &Price, catalogue: &Catalogue, groups: &[Group]) -> View {
    let codes = |wanted: &[GroupId]| {
        let known = wanted.iter().filter_map(|id| groups.iter().find(|group| group.id == *id));
        known.map(|group| group.code.to_string()).collect()
    };
    let terms = &price.terms;
    View {
        id: price.id,
        code: price.code.to_string(),
        product: catalogue
            .product(price.product)
            .map_or_else(|| price.product.to_string(), |product| product.code.to_string()),
        product_id: price.product,
        title: terms.title.to_string(),
        amount: terms.unit_price.amount(),
        currency: terms.unit_price.currency().to_string(),
        duration: terms.duration.to_string(),
        anchor: terms.anchor,
        makes_registration_codes: terms.makes_registration_codes,
        reclaim: terms.seats.reclaim.typed(),
        invitation_days: terms.seats.invitations.life_days,
        must_match_email: terms.seats.invitations.must_match_email,
        freezes_with_buyer: terms.seats.invitations.freezes_with_buyer,
        adds_to_groups: codes(&terms.adds_to_groups),
        reserved_to_groups: codes(&terms.reserved_to_groups),
        revision: price.revision.get(),
    }
}

/// A price as a page for people.
pub(super) fn page(view: &View) -> String {
    let mut page = Page::new(&format!("Price {}", view.code));
    page.facts(vec![
        ("Id", view.id.to_string()),
        ("Product", view.product.clone()),
        ("Title", view.title.clone()),
        ("One unit costs", format!("{} {}", view.amount, view.currency)),
        ("Access", in_words(&view.duration)),
        ("Counts from", view.anchor.to_string()),
        ("Makes registration codes", yes_no(view.makes_registration_codes)),
        ("Claimed seats come back", view.reclaim.clone()),
        ("Invitations are open for", format!("{} days", view.invitation_days)),
        ("Must match the email", yes_no(view.must_match_email)),
        ("Freezes with the buyer", yes_no(view.freezes_with_buyer)),
        ("Adds the buyer to", listed(&view.adds_to_groups)),
        ("May be bought by", buyers(&view.reserved_to_groups)),
    ]);
    page.into_text()
}

/// A duration for people: the last day of fixed dates is one of access.
fn in_words(duration: &str) -> String {
    match duration.split_once("..") {
        None => duration.to_owned(),
        Some(("", last)) => format!("through {last}"),
        Some((first, "")) => format!("from {first} on"),
        Some((first, last)) => format!("{first} through {last}"),
    }
}

fn buyers(groups: &[String]) -> String {
    if groups.is_empty() { "everybody".to_owned() } else { format!("members of {}", listed(groups)) }
}
