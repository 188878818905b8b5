//! Sign-ins, and what is kept for a period.

use rollbook_domain::id::LoginId;
use rollbook_domain::port::LoginQuery;
use rollbook_domain::settings::{Retained, RetainedRows};
use rollbook_domain::time::Instant;

use super::{Keys, Read, answer, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    let middle = format!("{}.1700000000000000.{}", keys.manager, LoginId::from_uuid(*keys.import.as_uuid()));
    for page in pages(&middle) {
        let (one, since) = (Some(keys.manager), Some(Instant::EPOCH));
        for (name, customer, from, is_newest_first) in [
            ("sign-ins", None, None, false),
            ("sign-ins, the newest first", None, None, true),
            ("sign-ins since", None, since, false),
            ("sign-ins of a customer", one, None, false),
            ("sign-ins of a customer since", one, since, false),
            ("sign-ins of a customer, the newest first", one, None, true),
        ] {
            let (query, page) = (LoginQuery { customer, from, is_newest_first }, page.clone());
            found.push(Read::new(name, move |tenant| answer(tenant.logins(&query, &page))));
        }
    }
    for retained in Retained::ALL {
        let bounds = [Instant::EPOCH, keys.now];
        found.push(Read::new(COUNTS, move |tenant| answer(tenant.count_retained(retained, &bounds))));
    }
    for rows in RetainedRows::ALL {
        found.push(Read::new("where to cut", move |tenant| answer(tenant.find_retained(rows, keys.now, 40))));
        let before = Instant::from_micros(1_600_000_000_000_000).unwrap();
        let ask =
            Read::new("nothing to cut", move |tenant| answer(tenant.find_retained(rows, before, 1_000_000)));
        found.push(ask);
    }
    for page in pages(&format!("1700000000000000.{}", keys.customer)) {
        let ask =
            Read::new("inactive customers", move |tenant| answer(tenant.inactive_customers(keys.now, &page)));
        found.push(ask);
    }
}

/// All that is kept is counted.
pub(crate) const COUNTS: &str = "counts of what is kept";
