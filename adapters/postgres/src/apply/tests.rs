use rollbook_domain::access::{AccessEvent, AccessWindow, GrantOrigin, GrantSource};
use rollbook_domain::catalogue::{InvitationPolicy, ReclaimPolicy, SeatPolicy};
use rollbook_domain::customer::{CustomerEvent, MembershipSource, Origin, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::enrollment::EnrollmentEvent;
use rollbook_domain::event::Event;
use rollbook_domain::id::{
    CourseId, CustomerId, GrantId, GroupId, InvitationId, OrderId, PriceId, ProductId, SeatId,
};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus, PaymentType};
use rollbook_domain::personal::Personal;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::seat::{Channel, ClaimWay, PoolEvent, SeatEvent, SeatTerm, SeatTerms, VoidCause};
use rollbook_domain::secret::{CodeLookup, KeyNumber, LinkHash, Sealed, SealedCode};
use rollbook_domain::text::PersonName;
use rollbook_domain::time::Instant;
use uuid::Uuid;

use super::batch::{Batch, Change, Counts};
use super::{Book, Place, Table};

const MICROS: i64 = 1_772_366_400_000_000;

fn now() -> Instant {
    Instant::from_micros(MICROS).unwrap()
}

/// The `number`th thing of one kind.
fn uuid(kind: u128, number: u32) -> Uuid {
    Uuid::from_u128((kind << 64) | u128::from(number))
}

fn seat(number: u32) -> SeatId {
    SeatId::from_uuid(uuid(1, number))
}

fn customer(number: u32) -> CustomerId {
    CustomerId::from_uuid(uuid(2, number))
}

fn order(number: u32) -> OrderId {
    OrderId::from_uuid(uuid(3, number))
}

fn grant(number: u32) -> GrantId {
    GrantId::from_uuid(uuid(4, number))
}

fn invitation(number: u32) -> InvitationId {
    InvitationId::from_uuid(uuid(5, number))
}

fn hash(number: u32) -> [u8; 32] {
    let mut hash = [0; 32];
    hash[..4].copy_from_slice(&number.to_be_bytes());
    hash
}

fn code(number: u32) -> SealedCode {
    let sealed = Sealed { key: KeyNumber(1), ciphertext: Box::from([1, 2, 3]) };
    SealedCode { sealed, lookup: CodeLookup(hash(number)) }
}

fn address(number: u32) -> EmailAddress {
    EmailAddress::parse(&format!("person{number}@example.org")).unwrap()
}

fn profile(number: u32) -> Personal<Profile> {
    let name = |name| PersonName::parse(name).unwrap();
    let profile = Profile::new(name("Ada"), name("Lovelace"), address(number));
    Personal::new(profile)
}

fn product() -> ProductId {
    ProductId::from_uuid(uuid(6, 1))
}

fn price() -> PriceId {
    PriceId::from_uuid(uuid(7, 1))
}

fn lines(quantity: u32) -> Vec<OrderLine> {
    let unit_cost = Money::from_minor(1_000, Currency::parse("EUR").unwrap());
    vec![OrderLine { number: 1, product: product(), price: price(), quantity, unit_cost }]
}

fn window() -> AccessWindow {
    AccessWindow::parse(now(), None).unwrap()
}

fn about(customer: CustomerId, event: impl Into<RecordEvent>) -> Event {
    Event::Customer(customer, event.into())
}

fn granted(number: u32, seat: Option<SeatId>) -> Event {
    let source = GrantSource { origin: GrantOrigin::RegistrationCode, order: order(1), line: 1, seat };
    let (grant, window) = (grant(number), window());
    let event =
        AccessEvent::AccessGranted { grant, product: product(), source, window, from_first_launch: None };
    about(customer(number), event)
}

fn claimed(number: u32) -> Event {
    Event::Seat(
        seat(number),
        SeatEvent::SeatClaimed {
            holder: customer(number),
            grant: grant(number),
            way: ClaimWay::Profile,
            invitation: None,
            address: Some(Personal::new(address(number))),
        },
    )
}

fn invited(number: u32) -> Event {
    Event::Seat(
        seat(number),
        SeatEvent::InvitationSent {
            invitation: invitation(number),
            channel: Channel::Mail,
            link: LinkHash::from_stored(hash(number)),
            expires_at: now(),
            address: Some(Personal::new(address(number))),
            text: None,
        },
    )
}

fn renewed(number: u32) -> Event {
    let link = LinkHash::from_stored(hash(1_000 + number));
    let invitation = invitation(number);
    let event = SeatEvent::InvitationRenewed { invitation, link, expires_at: now(), is_reminder: false };
    Event::Seat(seat(number), event)
}

fn bought(number: u32) -> Event {
    let (buyer, order) = (customer(0), order(1));
    Event::Seat(
        seat(number),
        SeatEvent::SeatBought { buyer, order, line: 1, number, code: Some(code(number)) },
    )
}

fn added(number: u32) -> Event {
    let event = CustomerEvent::CustomerAdded {
        origin: Origin::Import,
        profile: Some(Box::new(profile(number))),
        must_change_password: false,
    };
    about(customer(number), event)
}

/// What the commits of every act on `count` things hold, in the order in which they are written.
fn acts(count: u32) -> Vec<(&'static str, Vec<Event>)> {
    let each = |events: &dyn Fn(u32) -> Vec<Event>| (1..=count).flat_map(events).collect::<Vec<_>>();
    let placed = OrderEvent::OrderPlaced {
        order: order(1),
        status: OrderStatus::Processed,
        payment_type: PaymentType::Invoice,
        lines: lines(count),
    };
    let policy = SeatPolicy {
        reclaim: ReclaimPolicy::Always,
        invitations: InvitationPolicy { life_days: 30, must_match_email: false, freezes_with_buyer: false },
    };
    let terms = Box::new(SeatTerms {
        term: SeatTerm::Purchase { window: window(), from_first_launch: None },
        policy,
    });
    let (order_id, product, price) = (order(1), product(), price());
    let pool = PoolEvent::SeatsBought { order: order_id, line: 1, product, price, quantity: count, terms };
    let mut buying = vec![about(customer(0), placed), about(customer(0), pool)];
    buying.extend(each(&|number| vec![bought(number)]));
    let mut buying_and_assigning = buying.clone();
    buying_and_assigning.extend(each(&|number| vec![claimed(number), granted(number, Some(seat(number)))]));
    let on_seat = |number, event: SeatEvent| Event::Seat(seat(number), event);
    let on_grant = |number, event: AccessEvent| about(customer(number), event);
    vec![
        ("buying", buying),
        ("buying and assigning", buying_and_assigning),
        ("assigning", each(&|number| vec![claimed(number), granted(number, Some(seat(number)))])),
        ("inviting", each(&|number| vec![invited(number)])),
        ("inviting again", each(&|number| vec![renewed(number)])),
        (
            "withdrawing and inviting another",
            each(&|number| {
                let invitation = invitation(1_000 + number);
                vec![on_seat(number, SeatEvent::InvitationWithdrawn { invitation }), invited(number)]
            }),
        ),
        (
            "reclaiming and assigning to another",
            each(&|number| {
                vec![
                    on_grant(number, AccessEvent::AccessRevoked { grant: grant(1_000 + number) }),
                    on_seat(number, SeatEvent::SeatReclaimed { code: Some(code(1_000 + number)) }),
                    claimed(number),
                    granted(number, Some(seat(number))),
                ]
            }),
        ),
        (
            "voiding",
            each(&|number| {
                let cause = VoidCause::OrderCancelled;
                vec![
                    on_seat(number, SeatEvent::SeatVoided { cause }),
                    on_grant(number, AccessEvent::AccessSuspended { grant: grant(number) }),
                ]
            }),
        ),
        (
            "reinstating",
            each(&|number| {
                vec![
                    on_seat(number, SeatEvent::SeatReinstated { code: Some(code(number)) }),
                    on_grant(number, AccessEvent::AccessReinstated { grant: grant(number) }),
                ]
            }),
        ),
        (
            "handing over",
            each(&|number| vec![on_seat(number, SeatEvent::SeatHandedOver { to: customer(1) })]),
        ),
        (
            "sealing codes again",
            each(&|number| vec![on_seat(number, SeatEvent::CodeResealed { code: Some(code(number)) })]),
        ),
        ("importing a roster", each(&rostered)),
        (
            "moving windows",
            each(&|number| {
                let (grant, old, new) = (grant(number), window(), window());
                vec![on_grant(number, AccessEvent::AccessWindowEdited { grant, old, new })]
            }),
        ),
    ]
}

/// A person of a roster, with everything that may come along.
fn rostered(number: u32) -> Vec<Event> {
    let id = customer(number);
    let group = |group| CustomerEvent::GroupJoined {
        group: GroupId::from_uuid(uuid(8, group)),
        source: MembershipSource::Import,
    };
    let placed = OrderEvent::OrderPlaced {
        order: order(number),
        status: OrderStatus::Processed,
        payment_type: PaymentType::Import,
        lines: lines(1),
    };
    vec![
        added(number),
        about(id, CustomerEvent::TaxExemptionSet { is_exempt: true }),
        about(id, group(1)),
        about(id, group(2)),
        about(id, placed),
        granted(number, None),
        about(id, EnrollmentEvent::Enrolled { course: CourseId::from_uuid(uuid(9, 1)) }),
        about(
            id,
            CustomerEvent::ProfileEdited { fields: Vec::new(), profile: Some(Box::new(profile(number))) },
        ),
    ]
}

/// The statements of a commit as `table: what it does: rows`, stage by stage.
fn statements(events: &[Event]) -> Vec<Vec<String>> {
    let mut book = Book { commit_no: 1, recorded_at: now().as_micros(), ..Book::default() };
    for (position, event) in (1..).zip(events) {
        let place = Place { position, reached: position, effective_at: MICROS };
        book.apply(&place, event).unwrap();
    }
    let stages = book.batch.into_stages().map(|stage| {
        let told = stage.buckets.iter().map(|bucket| {
            let what = match bucket.change {
                Change::Insert { .. } => "new",
                Change::Update { .. } => "changed",
            };
            format!("{} {} {what}", bucket.rows, bucket.table.name())
        });
        told.collect()
    });
    stages.collect()
}

#[test]
fn what_is_done_to_many_takes_as_many_statements_as_what_is_done_to_one() {
    for ((act, one), (_, many)) in acts(1).into_iter().zip(acts(100)) {
        let (of_one, of_many) = (statements(&one).concat(), statements(&many).concat());
        assert!(!of_one.is_empty(), "{act}");
        assert_eq!(of_many.len(), of_one.len(), "{act}: {of_many:#?}");
    }
}

#[test]
fn ten_thousand_seats_are_assigned_by_four_statements() {
    let (_, events) = acts(10_000).swap_remove(2);
    let expected =
        ["10000 seats changed", "10000 grants new", "10000 invitations changed", "10000 seat_claims new"];
    assert_eq!(statements(&events), [expected]);
}

#[test]
fn what_happens_to_one_seat_is_written_in_the_order_in_which_it_happened() {
    let events = [bought(1), invited(1), renewed(1), claimed(1)];
    let expected: [&[&str]; 4] = [
        &["1 seats new"],
        &["1 seats changed", "1 invitations new", "1 invitation_links new"],
        &["1 seats changed", "1 invitations changed", "1 invitation_links changed"],
        &["1 seats changed", "1 invitations changed", "1 seat_claims new"],
    ];
    assert_eq!(statements(&events), expected);
}

#[test]
fn a_profile_edited_twice_is_written_twice() {
    let edited = |number| {
        about(
            customer(1),
            CustomerEvent::ProfileEdited { fields: Vec::new(), profile: Some(Box::new(profile(number))) },
        )
    };
    let stage = ["1 customer_profiles changed"];
    assert_eq!(statements(&[edited(1), edited(2)]), [stage, stage]);
}

#[test]
fn a_grant_is_there_before_anything_is_written_about_it() {
    let suspended = about(customer(1), AccessEvent::AccessSuspended { grant: grant(1) });
    assert_eq!(statements(&[granted(1, None), suspended]), [["1 grants new"], ["1 grant_standings changed"]]);
}

#[test]
fn a_name_that_is_given_up_is_free_for_what_is_new_in_the_same_commit() {
    let edited = about(
        customer(2),
        CustomerEvent::ProfileEdited { fields: Vec::new(), profile: Some(Box::new(profile(3))) },
    );
    let expected = ["1 customers new", "1 customer_profiles changed", "1 customer_profiles new"];
    assert_eq!(statements(&[added(1), edited]), [expected]);
}

#[test]
fn rows_with_other_cells_than_those_before_are_refused() {
    let mut batch = Batch::default();
    let change = Change::Update { sql: "UPDATE seats s SET line = n.line FROM {rows}", counts: Counts::Any };
    assert!(batch.push(Table::Seats, change, uuid(1, 1), [("line", 1_i64.into())]));
    assert!(!batch.push(Table::Seats, change, uuid(1, 2), [("line", "first".into())]));
    assert!(!batch.push(Table::Seats, change, uuid(1, 3), [("number", 1_i64.into())]));
}
