use rollbook_domain::port::{PoolQuery, SeatKey, SeatQuery};
use rollbook_domain::seat::SeatState;
use rollbook_domain::secret::{CodeLookup, LinkHash};

use super::{Keys, Read, answer, email, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "seat by id" => |tenant| tenant.find_seat(&SeatKey::Id(keys.seat));
        "seat by invitation" => |tenant| tenant.find_seat(&SeatKey::Invitation(keys.invitation));
        "seat by link" => |tenant| async move {
            tenant.find_seat(&SeatKey::Link(LinkHash::from_stored(keys.link))).await
        };
        "seat by code" => |tenant| async move {
            tenant.find_seat(&SeatKey::Code(vec![CodeLookup(keys.lookup)])).await
        };
        "seat by code under several keys" => |tenant| async move {
            tenant.find_seat(&SeatKey::Code(vec![CodeLookup([9; 32]), CodeLookup(keys.lookup)])).await
        };
        "learners" => |tenant| async move { tenant.learners(&[email(&keys.email)], keys.product).await };
        "seats offered to an address" => |tenant| async move { tenant.seats_offered_to(&[email(&keys.invited)]).await };
        "earlier learners" => |tenant| tenant.earlier_learners(keys.buyer, keys.product);
    }
    for (name, query) in queries(keys) {
        for page in pages(&format!("{}.1.10", keys.order)) {
            let query = query.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.seats(&query, &page))));
        }
    }
    for (name, buyer, order, product) in [
        ("pools", None, None, None),
        ("pools of a buyer", Some(keys.buyer), None, None),
        ("pools of an order", None, Some(keys.order), None),
        ("pools of a product", None, None, Some(keys.product)),
        ("pools of a buyer and a product", Some(keys.buyer), None, Some(keys.product)),
    ] {
        let query = PoolQuery { buyer, order, product };
        for page in pages(&format!("{}.1", keys.order)) {
            found.push(Read::new(name, move |tenant| answer(tenant.pools(&query, keys.now, &page))));
        }
    }
}

fn queries(keys: &Keys) -> Vec<(&'static str, SeatQuery)> {
    let all = SeatQuery::default;
    let of_buyer = SeatQuery { buyer: Some(keys.buyer), ..all() };
    let of_product = SeatQuery { product: Some(keys.product), ..all() };
    let of_line = SeatQuery { order: Some(keys.order), line: Some(1), ..all() };
    let of_large = SeatQuery { order: Some(keys.large_order), ..all() };
    let of_both = SeatQuery { product: Some(keys.product), ..of_buyer.clone() };
    let of_holder = SeatQuery { holders: Some(vec![keys.customer]), ..all() };
    let invited = Some(vec![email(&keys.invited)]);
    let in_state = |query: &SeatQuery, state| SeatQuery { state: Some((state, keys.now)), ..query.clone() };
    vec![
        ("seats", all()),
        ("seats of a buyer", of_buyer.clone()),
        ("seats of a line", of_line.clone()),
        ("seats of a product", of_product.clone()),
        ("claimed seats of a product", in_state(&of_product, SeatState::Claimed)),
        ("seats of a buyer and a product", of_both.clone()),
        ("free seats of a line", in_state(&of_line, SeatState::Available)),
        ("pending seats of a line", in_state(&of_line, SeatState::Pending)),
        ("claimed seats of a line", in_state(&of_line, SeatState::Claimed)),
        ("void seats of a line", in_state(&of_line, SeatState::Void)),
        ("seats of a large line", of_large.clone()),
        ("free seats of a large line", in_state(&of_large, SeatState::Available)),
        ("pending seats of a large line", in_state(&of_large, SeatState::Pending)),
        ("claimed seats of a large line", in_state(&of_large, SeatState::Claimed)),
        ("void seats of a large line", in_state(&of_large, SeatState::Void)),
        ("free seats of a buyer", in_state(&of_buyer, SeatState::Available)),
        ("claimed seats of a buyer", in_state(&of_buyer, SeatState::Claimed)),
        ("claimed seats of a buyer and a product", in_state(&of_both, SeatState::Claimed)),
        ("void seats", in_state(&all(), SeatState::Void)),
        ("seats of a holder", of_holder.clone()),
        ("claimed seats of a holder", in_state(&of_holder, SeatState::Claimed)),
        ("seats with an invited", SeatQuery { invited: invited.clone(), ..all() }),
        ("seats of a holder with an invited", SeatQuery { invited: invited.clone(), ..of_holder }),
        (
            "pending seats of a buyer with an invited",
            SeatQuery { invited, ..in_state(&of_both, SeatState::Pending) },
        ),
    ]
}
