use proptest::prelude::*;

use super::*;
use crate::access::GrantState;
use crate::catalogue::{Anchor, Catalogue, EditPrice, PriceEvent, ReclaimPolicy, edit_price};
use crate::customer::Identity;
use crate::id::CountingIds;
use crate::money::{Currency, Money};
use crate::order::PaymentType;
use crate::record::story::{Story, at};
use crate::record::{AssignProduct, assign};
use crate::refusal::Refusal;
use crate::rule::{GDPR_11, GRP_11, ORD_08, ORD_09, ORD_13, REG_05};
use crate::seat::{Pool, SeatTerm};
use crate::secret::{CodeLookup, KeyNumber, Sealed, SealedCode};
use crate::time::AccessDuration;

const ORDERED: &str = "2026-01-10";

struct Shop {
    story: Story,
    catalogue: Catalogue,
    ids: CountingIds,
}

impl Shop {
    /// The story's school, where every price makes registration codes.
    fn open() -> Self {
        let story = Story::begin();
        let catalogue = story.catalogue.clone();
        let mut shop = Self { story, catalogue, ids: CountingIds::starting_at(5000) };
        shop.edit_all(|price| price.terms.makes_registration_codes = true);
        shop
    }

    fn edit_all(&mut self, edit: impl Fn(&mut Price)) {
        let mut prices = self.catalogue.prices().to_vec();
        prices.iter_mut().for_each(edit);
        self.catalogue = Catalogue::new(self.catalogue.products().to_vec(), prices, Vec::new());
    }

    fn edit(&mut self, code: &str, edit: impl Fn(&mut Price)) {
        self.edit_all(|price| {
            if price.code.as_str() == code {
                edit(price);
            }
        });
    }

    fn line(&self, price: &str, quantity: u32) -> OrderLine {
        let price = self.catalogue.price_by_code(price).unwrap();
        let unit_cost = price.terms.unit_price;
        OrderLine { number: 1, product: price.product, price: price.id, quantity, unit_cost }
    }

    fn place(&self, status: OrderStatus, lines: Vec<OrderLine>) -> Result<OrderEvent, AssignRefused> {
        let order = OrderId::next(&self.ids);
        let command = PlaceOrder { order, payment_type: PaymentType::Import, status, lines };
        place_order(&self.story.record, &self.catalogue, command)
    }

    fn seats(&self, count: usize) -> Vec<NewSeat> {
        let seat = |number: usize| {
            let sealed = Sealed { key: KeyNumber(1), ciphertext: Box::new([]) };
            let code = SealedCode { sealed, lookup: CodeLookup([u8::try_from(number % 251).unwrap(); 32]) };
            NewSeat { id: SeatId::next(&self.ids), code }
        };
        (0..count).map(seat).collect()
    }

    fn give(&self, lines: &[OrderLine], seats: &[NewSeat]) -> Result<Given, AssignRefused> {
        let ordered_at = at(ORDERED);
        let order = OrderId::next(&self.ids);
        let command = GiveOrder { order, lines, ordered_at, now: ordered_at, ids: &self.ids, seats };
        give_order(&self.story.record, &self.catalogue, command, &self.story.zone)
    }

    /// Places the lines as a completed order, and gives what it grants.
    fn buy(&mut self, lines: Vec<OrderLine>) -> Given {
        let placed = self.place(OrderStatus::Processed, lines).unwrap();
        let OrderEvent::OrderPlaced { lines, .. } = &placed else { panic!("{placed:?}") };
        let seats = self.seats(seats_needed(lines, &self.catalogue).unwrap());
        let given = self.give(lines, &seats).unwrap();
        self.story.write(ORDERED, [placed]);
        self.story.write(ORDERED, given.events.clone());
        given
    }

    fn pools(&self) -> &[Pool] {
        &self.story.record.pools
    }
}

fn bought(given: &Given) -> Vec<(u32, u32)> {
    let place = |(_, event): &(SeatId, SeatEvent)| match event {
        SeatEvent::SeatBought { line, number, .. } => (*line, *number),
        other => panic!("{other:?}"),
    };
    given.seats.iter().map(place).collect()
}

/// REG-01, REG-02, REG-03, REG-05
#[test]
fn a_line_of_three_becomes_exactly_three_seats_and_no_access_of_the_buyers_own() {
    let mut shop = Shop::open();
    let given = shop.buy(vec![shop.line("BBB-30", 3)]);
    assert_eq!(bought(&given), [(1, 1), (1, 2), (1, 3)]);
    assert!(shop.story.record.grants.is_empty());
    let [pool] = shop.pools() else { panic!("{:?}", shop.pools()) };
    assert_eq!((pool.quantity, pool.line, pool.placed_by), (3, 1, shop.story.record.customer.id));
    assert!(!shop.story.ask("course:BBB", "2026-01-11").is_allowed);
}

/// REG-04, Q-16
#[test]
fn a_single_unit_is_the_buyers_own_access_and_so_is_an_assigned_product() {
    let mut shop = Shop::open();
    let given = shop.buy(vec![shop.line("BBB-30", 1)]);
    assert!(given.seats.is_empty() && shop.pools().is_empty());
    assert_eq!(shop.story.record.grants[0].state_at(at(ORDERED)), Some(GrantState::InForce));
    assert_eq!(shop.story.record.grants[0].source.origin, GrantOrigin::Order);
    let price = shop.catalogue.price_by_code("BBB-30").unwrap();
    let command = AssignProduct {
        product: shop.catalogue.product(price.product).unwrap(),
        price: Some(price),
        order: OrderId::next(&shop.ids),
        grant: GrantId::next(&shop.ids),
        origin: GrantOrigin::Assignment,
        cost: Money::zero(Currency::USD),
        ordered_at: at(ORDERED),
        now: at(ORDERED),
        dates: Dates::default(),
    };
    let events = assign(&shop.story.record, &shop.catalogue, &command, &shop.story.zone).unwrap();
    let is_grant =
        |event: &RecordEvent| matches!(event, RecordEvent::Access(AccessEvent::AccessGranted { .. }));
    assert!(events.iter().any(is_grant));
    assert!(!events.iter().any(|event| matches!(event, RecordEvent::Pool(_))));
}

/// Q-15, REG-02
#[test]
fn three_units_with_the_switch_off_are_one_grant_and_no_seat() {
    let mut shop = Shop::open();
    shop.edit("BBB-30", |price| price.terms.makes_registration_codes = false);
    let given = shop.buy(vec![shop.line("BBB-30", 3)]);
    assert!(given.seats.is_empty() && shop.pools().is_empty());
    assert_eq!(shop.story.record.grants.len(), 1);
    assert_eq!(shop.story.record.orders[0].lines[0].quantity, 3);
}

/// Q-14, ORD-15
#[test]
fn two_lines_of_one_become_two_seats() {
    let mut shop = Shop::open();
    let given = shop.buy(vec![shop.line("BBB-30", 1), shop.line("CARD-30", 1), shop.line("BBB-30", 1)]);
    assert_eq!(bought(&given), [(1, 1), (1, 2)]);
    assert_eq!(shop.story.record.grants.len(), 1, "the card is the buyer's own");
    assert_eq!(shop.story.record.grants[0].source.line, 2);
}

/// REG-06, ACC-04
#[test]
fn turning_the_switch_or_editing_the_price_later_changes_nothing_that_was_sold() {
    let mut shop = Shop::open();
    shop.edit("CARD-30", |price| price.terms.makes_registration_codes = false);
    shop.buy(vec![shop.line("BBB-30", 2), shop.line("CARD-30", 2)]);
    let before = shop.story.record.clone();
    shop.edit("CARD-30", |price| price.terms.makes_registration_codes = true);
    let price = shop.catalogue.price_by_code("BBB-30").unwrap();
    let edit = EditPrice {
        makes_registration_codes: Some(false),
        duration: AccessDuration::parse("1 day").ok(),
        seats: crate::catalogue::EditSeatPolicy {
            reclaim: Some(ReclaimPolicy::Never),
            ..crate::catalogue::EditSeatPolicy::default()
        },
        ..EditPrice::default()
    };
    let (_, events) = edit_price(price, edit).unwrap();
    let [PriceEvent::PriceEdited { terms }] = events.as_slice() else { panic!("{events:?}") };
    shop.edit("BBB-30", |price| price.terms = (**terms).clone());
    assert_eq!(shop.story.record.pools, before.pools);
    assert_eq!(before.pools[0].terms.policy.reclaim, ReclaimPolicy::Always);
    let SeatTerm::Purchase { window, .. } = &before.pools[0].terms.term else { panic!() };
    assert_eq!(window.ends_at(), Some(at("2026-02-09")));
    let (mut later, given) = (shop.line("BBB-30", 2), |shop: &mut Shop, line| shop.buy(vec![line]));
    later.unit_cost = Money::zero(Currency::USD);
    assert!(given(&mut shop, later).seats.is_empty(), "the switch is off for what is sold from now on");
}

/// ACC-03, PRC-01, Q-03
#[test]
fn what_a_seat_opens_is_frozen_from_the_price_by_its_anchor() {
    let shop = Shop::open();
    let term = |code: &str, anchor: Anchor| {
        let mut terms = shop.catalogue.price_by_code(code).unwrap().terms.clone();
        terms.anchor = anchor;
        SeatTerms::of(&terms, at(ORDERED), &shop.story.zone).unwrap().term
    };
    let window = |term: SeatTerm| match term {
        SeatTerm::Purchase { window, from_first_launch } => {
            (window.starts_at(), window.ends_at(), from_first_launch.is_some())
        }
        SeatTerm::Claim { .. } => panic!("counted from the claim"),
    };
    let ordered = at(ORDERED);
    assert_eq!(window(term("BBB-30", Anchor::OrderDate)), (ordered, Some(at("2026-02-09")), false));
    assert_eq!(window(term("BBB-EVER", Anchor::OrderDate)), (ordered, None, false));
    assert_eq!(window(term("BBB-LAUNCH", Anchor::FirstLaunch)), (ordered, None, true));
    let spring = (at("2026-03-01"), Some(at("2026-07-01")), false);
    assert_eq!(window(term("BBB-SPRING", Anchor::OrderDate)), spring);
    let from_claim = term("BBB-30", Anchor::Redemption);
    assert_eq!(from_claim, SeatTerm::Claim { duration: AccessDuration::parse("30 days").unwrap() });
}

/// ORD-13
#[test]
fn an_order_grants_by_coming_into_a_granting_status_and_once_only() {
    use OrderStatus::{Invoice, New, Pending, Processed, PurchaseOrder, PurchaseOrderGranted};
    for (from, to, begins) in [
        (New, Processed, true),
        (Invoice, PurchaseOrderGranted, true),
        (PurchaseOrder, PurchaseOrderGranted, true),
        (New, Pending, false),
        (PurchaseOrderGranted, Processed, false),
        (Processed, Processed, false),
    ] {
        assert_eq!(from.begins_to_grant(to), begins, "{from} to {to}");
    }
    let shop = Shop::open();
    for status in [OrderStatus::Cancelled, OrderStatus::Abandoned] {
        let refused = shop.place(status, vec![shop.line("BBB-30", 2)]).unwrap_err();
        assert_eq!(refused.rules(), [ORD_13], "{status}");
    }
    assert!(shop.place(New, vec![shop.line("BBB-30", 2)]).is_ok());
}

/// REG-05
#[test]
fn other_than_one_seat_for_each_unit_is_refused() {
    let shop = Shop::open();
    let line = shop.line("BBB-30", 3);
    for made in [0, 2, 4] {
        let refused = shop.give(&[line], &shop.seats(made)).unwrap_err();
        assert_eq!(refused.rules(), [REG_05], "{made}");
    }
    let refused = buy(
        shop.story.record.customer.id,
        OrderId::next(&shop.ids),
        &line,
        SeatTerms::of(&shop.catalogue.prices()[0].terms, at(ORDERED), &shop.story.zone).unwrap(),
        &shop.seats(2),
    );
    assert_eq!(refused.unwrap_err(), SeatCountRefused { units: 3, seats: 2 });
}

/// PRC-01, GRP-09, GRP-11
#[test]
fn the_buyer_of_seats_joins_the_groups_of_the_prices_once_and_must_be_in_those_they_are_reserved_to() {
    let mut shop = Shop::open();
    let (club, alumni) = (GroupId::next(&shop.ids), GroupId::next(&shop.ids));
    shop.edit_all(|price| price.terms.adds_to_groups = vec![alumni]);
    let given = shop.buy(vec![shop.line("BBB-30", 2), shop.line("CARD-30", 2)]);
    let joins = given.events.iter().filter(|event| matches!(event, RecordEvent::Customer(_)));
    assert_eq!(joins.count(), 1, "two lines, one joining");
    let joined = shop.story.record.customer.memberships.iter().map(|one| (one.group, one.source));
    assert!(joined.eq([(alumni, MembershipSource::Price)]));
    shop.edit("CARD-30", |price| price.terms.reserved_to_groups = vec![club]);
    let lines = vec![shop.line("BBB-30", 2), shop.line("CARD-30", 2)];
    assert_eq!(shop.place(OrderStatus::New, lines).unwrap_err().rules(), [GRP_11]);
}

/// GDPR-11, ORD-08, ORD-09
#[test]
fn what_cannot_be_ordered_is_refused() {
    let mut shop = Shop::open();
    let line = shop.line("BBB-30", 2);
    let euro = Money::from_minor(100, Currency::parse("EUR").unwrap());
    let refused = shop.place(OrderStatus::Processed, vec![OrderLine { unit_cost: euro, ..line }]);
    assert_eq!(refused.unwrap_err().rules(), [ORD_08]);
    let unknown = OrderLine { price: crate::id::PriceId::next(&shop.ids), ..line };
    assert_eq!(shop.place(OrderStatus::Processed, vec![unknown]).unwrap_err().rules(), [ORD_09]);
    assert_eq!(shop.give(&[unknown], &[]).unwrap_err().rules(), [ORD_09]);
    assert_eq!(shop.place(OrderStatus::Processed, Vec::new()).unwrap_err().rules(), [ORD_08]);
    shop.story.record.customer.identity = Identity::Erased { at: at("2026-01-05") };
    assert_eq!(shop.place(OrderStatus::Processed, vec![line]).unwrap_err().rules(), [GDPR_11]);
    assert_eq!(shop.give(&[line], &shop.seats(2)).unwrap_err().rules(), [GDPR_11]);
}

/// MAIL-01, ORD-05
#[test]
fn a_confirmation_tells_seats_from_access_and_gives_the_window_where_one_is_fixed() {
    let mut shop = Shop::open();
    let typed = vec![shop.line("BBB-30", 3), shop.line("BBB-EVER", 1), shop.line("BBB-LAUNCH", 1)];
    let given = shop.buy(typed);
    let lines = mail_lines(&shop.story.record.orders[0].lines, &shop.catalogue, &given.events);
    let told: Vec<_> = lines
        .iter()
        .map(|line| (line.quantity, line.is_seats, line.window.map(|one| one.ends_at())))
        .collect();
    assert_eq!(told, [(3, true, None), (1, false, Some(None)), (1, false, None)]);
    assert!(lines.iter().all(|line| !line.product.is_empty()));
}

proptest! {
    /// REG-03, REG-04, REG-05, REG-38, Q-14, Q-15
    #[test]
    fn every_unit_is_a_seat_or_in_one_grant_of_its_line(
        units in proptest::collection::vec((0..3_usize, 1..9_u32), 1..8),
        switches in proptest::array::uniform3(any::<bool>()),
    ) {
        const CODES: [&str; 3] = ["BBB-30", "BBB-EVER", "CARD-30"];
        let mut shop = Shop::open();
        for (code, is_on) in CODES.iter().zip(switches) {
            shop.edit(code, |price| price.terms.makes_registration_codes = is_on);
        }
        let lines = units.iter().map(|(price, quantity)| shop.line(CODES[*price], *quantity)).collect();
        let given = shop.buy(lines);
        let record = &shop.story.record;
        for line in &record.orders[0].lines {
            let place = CODES.iter().position(|code| shop.line(code, 1).price == line.price).unwrap();
            let seats = bought(&given).iter().filter(|(of, _)| *of == line.number).count();
            let grants = record.grants.iter().filter(|grant| grant.source.line == line.number).count();
            let pools = record.pools.iter().filter(|pool| pool.line == line.number).count();
            if switches[place] && line.quantity >= 2 {
                prop_assert_eq!((seats, grants, pools), (line.quantity as usize, 0, 1));
            } else {
                prop_assert_eq!((seats, grants, pools), (0, 1, 0));
            }
        }
    }
}
