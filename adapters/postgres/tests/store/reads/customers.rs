use std::ops::RangeInclusive;

use rollbook_domain::customer::{Origin, StatusWord};
use rollbook_domain::port::{CustomerKey, CustomerQuery};
use rollbook_domain::secret::LinkHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;

use super::{Keys, Read, answer, code, email, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "known customers" => |tenant| async move {
            tenant.known_customers(&[email(&keys.email)], &[code(&keys.code)]).await
        };
        "account link" => |tenant| async move {
            tenant.find_account_link(&LinkHash::from_stored(keys.account_link)).await
        };
        "password" => |tenant| tenant.password_hash(keys.customer);
        "former addresses" => |tenant| tenant.former_emails(keys.customer);
        "addresses" => |tenant| tenant.own_addresses(keys.customer);
    }
    for (name, part, key) in [
        ("customer by id", "a part of a customer by id", CustomerKey::Id(keys.customer)),
        ("customer by email", "a part of a customer by email", CustomerKey::Email(email(&keys.email))),
        ("customer by code", "a part of a customer by code", CustomerKey::Code(code(&keys.code))),
        ("buyer by id", "a part of a buyer by id", CustomerKey::Id(keys.buyer)),
    ] {
        let whose = key.clone();
        found.push(Read::new(name, move |tenant| answer(tenant.find_customer(&whose))));
        found.push(Read::new(part, move |tenant| answer(tenant.customer_part(&key, places()))));
    }
    lists(keys, found);
    sets(keys, found);
}

/// The places of some grants, and of what became of them.
pub(super) fn places() -> RangeInclusive<Revision> {
    Revision::new(3)..=Revision::new(8)
}

/// Some of whom come after the manager.
fn sets<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    let some = CustomerQuery {
        customers: Some(vec![keys.customer, keys.buyer, keys.manager]),
        ..CustomerQuery::default()
    };
    let of_group = CustomerQuery { group: Some(keys.group), ..some.clone() };
    for page in pages(&keys.manager.to_string()) {
        for (name, query) in [
            ("customers of a set", some.clone()),
            ("customers of a set and a group", of_group.clone()),
            (
                "customers of a set and a product",
                CustomerQuery { product: Some(keys.product), ..some.clone() },
            ),
            (
                "customers of a set, a group and a product",
                CustomerQuery { product: Some(keys.product), ..of_group.clone() },
            ),
        ] {
            let page = page.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.list_customers(&query, &page))));
        }
    }
}

fn lists<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    let query = CustomerQuery::default;
    for page in pages(&keys.customer.to_string()) {
        for (name, query) in [
            ("customers", query()),
            ("customers of a status", CustomerQuery { status: Some(StatusWord::Inactive), ..query() }),
            ("customers of an origin", CustomerQuery { origin: Some(Origin::Import), ..query() }),
            ("customers of a group", CustomerQuery { group: Some(keys.group), ..query() }),
            ("customers of a product", CustomerQuery { product: Some(keys.product), ..query() }),
            (
                "customers of a group and a product",
                CustomerQuery { group: Some(keys.group), product: Some(keys.product), ..query() },
            ),
            ("customers created since", CustomerQuery { created_from: Some(Instant::EPOCH), ..query() }),
            ("customers created before", CustomerQuery { created_before: Some(keys.now), ..query() }),
            ("customers by part of a name", CustomerQuery { text: Some("LOVE".to_owned()), ..query() }),
        ] {
            let page = page.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.list_customers(&query, &page))));
        }
    }
}
