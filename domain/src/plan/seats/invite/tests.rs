use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::access::{AccessGrant, AccessWindow};
use crate::catalogue::SeatPolicy;
use crate::customer::{Profile, StatusWord};
use crate::email::EmailAddress;
use crate::id::{CountingIds, CustomerId, GrantId, OrderId, PriceId};
use crate::order::OrderStatus;
use crate::plan::seats::{GiveOutRefused, may_give_out};
use crate::rule::{CUS_29, IMP_03, Q_06, Q_07, Q_08, REG_24};
use crate::seat::{Pool, PoolEvent, Seat, SeatEvent, SeatTerm, SeatTerms, grant_for};
use crate::settings::Settings;
use crate::stamp::Stamp;
use crate::table::{ColumnName, Row, Table};
use crate::text::PersonName;

fn at(day: &str) -> Instant {
    Instant::parse(&format!("{day}T00:00:00Z")).unwrap()
}

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn stamp() -> Stamp {
    let (position, at) = (Revision::new(1), at("2026-01-01"));
    Stamp { position, effective_at: at, recorded_at: at, actor: "tester".into(), note: None }
}

/// Some seats of one order line, for the year 2026.
struct Stock {
    pool: Pool,
    seats: Vec<Seat>,
}

impl Stock {
    fn of(quantity: u32) -> Self {
        let (buyer, order) =
            (CustomerId::from_uuid(Uuid::from_u128(1)), OrderId::from_uuid(Uuid::from_u128(2)));
        let window = AccessWindow::parse(at("2026-01-01"), Some(at("2027-01-01"))).unwrap();
        let term = SeatTerm::Purchase { window, from_first_launch: None };
        let event = PoolEvent::SeatsBought {
            order,
            line: 1,
            product: ProductId::from_uuid(Uuid::from_u128(3)),
            price: PriceId::from_uuid(Uuid::from_u128(4)),
            quantity,
            terms: Box::new(SeatTerms { term, policy: SeatPolicy::default() }),
        };
        let seat = |number: u32| {
            let event = SeatEvent::SeatBought { buyer, order, line: 1, number, code: None };
            Seat::from_first(SeatId::from_uuid(Uuid::from_u128(100 + u128::from(number))), &event, &stamp())
                .unwrap()
        };
        Self {
            pool: Pool::from_first(buyer, &event, &stamp()).unwrap(),
            seats: (1..=quantity).map(seat).collect(),
        }
    }

    fn offers(&self) -> Vec<Offer<'_>> {
        let offer = |seat| Offer { seat, pool: &self.pool, order_status: OrderStatus::Processed };
        self.seats.iter().map(offer).collect()
    }
}

fn file(cells: &[&str]) -> InviteList {
    let rows = (2..).zip(cells).map(|(line, cell)| Row::new(line, std::iter::once(*cell))).collect();
    InviteList::file(&Table { header: vec![ColumnName::new("Email")], rows }, &Settings::initial())
}

fn planned(
    list: &InviteList,
    stock: &Stock,
    open: &[OpenInvitation],
    learners: &[KnownLearner<'_>],
) -> InvitePlan {
    let offers = stock.offers();
    let facts = InviteFacts {
        product: stock.pool.product,
        target: InviteTarget::Each(&offers),
        learners,
        open,
        zone: &Zone::utc(),
        now: at("2026-03-01"),
    };
    plan(list, &facts, GiveOutOptions::default(), &CountingIds::starting_at(1))
}

fn results(plan: &InvitePlan) -> Vec<(u32, InviteResult)> {
    plan.rows.iter().map(|row| (row.line, row.result)).collect()
}

/// REG-16, Q-07
#[test]
fn every_address_of_a_file_has_a_seat_of_its_own_and_one_named_again_uses_no_second() {
    let stock = Stock::of(3);
    let plan =
        planned(&file(&["ada@example.org", " ADA@Example.org ", "alan@example.org"]), &stock, &[], &[]);
    let expected = [(2, InviteResult::Invited), (3, InviteResult::Duplicate), (4, InviteResult::Invited)];
    assert_eq!(results(&plan), expected);
    assert_eq!(plan.rows[1].rules, [Q_07]);
    assert_eq!(plan.rows[1].reason.as_deref(), Some("the same address as on line 2"));
    let seats: Vec<SeatId> = plan.invited.iter().map(|invited| invited.seat).collect();
    assert_eq!(seats, [stock.seats[0].id, stock.seats[1].id]);
    let InviteCounts { recipients, invited, duplicates, mails, .. } = plan.counts;
    assert_eq!((recipients, invited, duplicates, mails), (3, 2, 1, 2));
}

/// REG-24, N97: the same file twice sends nothing twice.
#[test]
fn an_open_invitation_of_the_buyer_is_told_and_uses_no_seat() {
    let stock = Stock::of(2);
    let id = InvitationId::from_uuid(Uuid::from_u128(9));
    let open = [OpenInvitation { id, seat: stock.seats[1].id, email: email("ada@example.org").key() }];
    let plan = planned(&file(&["ada@example.org"]), &stock, &open, &[]);
    assert_eq!(results(&plan), [(2, InviteResult::AlreadyInvited)]);
    assert_eq!((plan.rows[0].rules.as_slice(), plan.rows[0].invitation), (&[REG_24][..], Some(id)));
    assert!(plan.invited.is_empty());
    assert_eq!((plan.counts.already_invited, plan.counts.mails, plan.give_out.needed), (1, 0, 0));
}

///
#[test]
fn whoever_has_access_already_uses_no_seat_unless_it_is_wanted_knowingly() {
    let stock = Stock::of(1);
    let access = grant_for(
        &stock.pool,
        stock.seats[0].id,
        GrantId::from_uuid(Uuid::from_u128(7)),
        at("2026-02-01"),
        &Zone::utc(),
    );
    let grants = [AccessGrant::from_first(&access.unwrap(), &stamp()).unwrap()];
    let name = |text| PersonName::parse(text).unwrap();
    let profile = Profile::new(name("Ada"), name("Lovelace"), email("ada@example.org"));
    let learners = [KnownLearner {
        id: CustomerId::from_uuid(Uuid::from_u128(8)),
        revision: Revision::new(1),
        profile: &profile,
        status: StatusWord::Active,
        groups: &[],
        has_password: true,
        claimed_as: None,
        grants: &grants,
    }];
    let list = file(&["ada@example.org"]);
    let plan = planned(&list, &stock, &[], &learners);
    assert_eq!(results(&plan), [(2, InviteResult::AlreadyHasAccess)]);
    assert_eq!(plan.rows[0].rules, [Q_08]);
    let offers = stock.offers();
    let facts = InviteFacts {
        product: stock.pool.product,
        target: InviteTarget::Each(&offers),
        learners: &learners,
        open: &[],
        zone: &Zone::utc(),
        now: at("2026-03-01"),
    };
    let options = GiveOutOptions { may_stack: true, ..GiveOutOptions::default() };
    let stacked = super::plan(&list, &facts, options, &CountingIds::starting_at(1));
    assert_eq!(results(&stacked), [(2, InviteResult::Invited)]);
}

///
#[test]
fn more_recipients_than_seats_are_refused_as_a_whole_with_both_numbers() {
    let stock = Stock::of(2);
    let list = file(&["a@example.org", "b@example.org", "c@example.org"]);
    let plan = planned(&list, &stock, &[], &[]);
    let settings = Settings::initial();
    let refused = may_give_out(&plan.give_out, GiveOutOptions::default(), &settings);
    assert_eq!(refused, Err(GiveOutRefused::NotEnoughSeats { needed: 3, available: 2 }));
    let fill = GiveOutOptions { fill_available: true, ..GiveOutOptions::default() };
    assert_eq!(may_give_out(&plan.give_out, fill, &settings), Ok(()));
    assert_eq!(plan.counts.invited, 2);
    assert_eq!((plan.rows[2].result, plan.rows[2].rules.as_slice()), (InviteResult::Refused, &[Q_06][..]));
}

/// REG-22, REG-24
#[test]
fn everybody_may_be_invited_to_one_and_the_same_seat() {
    let stock = Stock::of(1);
    let offers = stock.offers();
    let facts = InviteFacts {
        product: stock.pool.product,
        target: InviteTarget::One(offers[0]),
        learners: &[],
        open: &[],
        zone: &Zone::utc(),
        now: at("2026-03-01"),
    };
    let list = InviteList::addresses([email("ada@example.org"), email("alan@example.org")]);
    let plan = plan(&list, &facts, GiveOutOptions::default(), &CountingIds::starting_at(1));
    assert_eq!(results(&plan), [(1, InviteResult::Invited), (2, InviteResult::Invited)]);
    assert!(plan.invited.iter().all(|invited| invited.seat == stock.seats[0].id));
    assert_eq!(may_give_out(&plan.give_out, GiveOutOptions::default(), &Settings::initial()), Ok(()));
}

/// CUS-29, Q-28
#[test]
fn a_cell_that_is_no_address_refuses_its_row_with_line_and_accepted_form() {
    let plan = planned(&file(&["ada@example.org", "no address", ""]), &Stock::of(5), &[], &[]);
    let expected = [(2, InviteResult::Invited), (3, InviteResult::Refused), (4, InviteResult::Refused)];
    assert_eq!(results(&plan), expected);
    assert_eq!((plan.refused[0].line, plan.refused[0].rules), (3, &[CUS_29][..]));
    assert!(plan.refused[0].reason.contains("name@example.org"), "{}", plan.refused[0].reason);
    assert!(plan.refused[1].reason.contains("blank"), "{}", plan.refused[1].reason);
    let refused = may_give_out(&plan.give_out, GiveOutOptions::default(), &Settings::initial());
    assert_eq!(refused, Err(GiveOutRefused::RowsRefused(2)));
}

/// IMP-03
#[test]
fn a_file_with_another_header_is_not_read() {
    let table = Table { header: vec![ColumnName::new("Address")], rows: Vec::new() };
    let list = InviteList::file(&table, &Settings::initial());
    let plan = planned(&list, &Stock::of(1), &[], &[]);
    assert!(plan.give_out.is_unreadable);
    assert!(plan.refused.iter().all(|row| row.rules == [IMP_03]));
}

proptest! {
    /// REG-38, Q-06, Q-07: no seat goes to two addresses and no address to two seats, and every row is told.
    #[test]
    fn no_seat_is_offered_twice_and_nobody_is_invited_twice(
        people in prop::collection::vec(0..12_u8, 0..30), seats in 0..10_u32, bad in prop::collection::vec(any::<bool>(), 30)
    ) {
        let cells: Vec<String> = people
            .iter()
            .zip(&bad)
            .map(|(person, is_bad)| if *is_bad { format!("p{person}") } else { format!("P{person}@example.org") })
            .collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let stock = Stock::of(seats);
        let plan = planned(&file(&cells), &stock, &[], &[]);
        let mut offered: Vec<SeatId> = plan.invited.iter().map(|invited| invited.seat).collect();
        offered.sort_unstable();
        offered.dedup();
        prop_assert_eq!(offered.len(), plan.invited.len());
        let InviteCounts { recipients, invited, duplicates, already_invited, already_have_access, refused, mails } =
            plan.counts;
        prop_assert_eq!(recipients, cells.len() as u64);
        prop_assert_eq!(invited + duplicates + already_invited + already_have_access + refused, recipients);
        prop_assert_eq!(mails, invited);
        prop_assert_eq!(invited, plan.give_out.used());
    }
}
