use std::collections::BTreeMap;

use rollbook_domain::access::{AccessEvent, Dates, GrantOrigin};
use rollbook_domain::catalogue::{
    AddCourse, AddPrice, AddProduct, Anchor, Catalogue, Course, Price, PriceTerms, Product, SeatPolicy,
    add_course, add_price, add_product,
};
use rollbook_domain::customer::{
    AddCustomer, CustomerEvent, Identity, MembershipSource, Origin, Profile, Status, add,
};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::group::{AddGroup, Group};
use rollbook_domain::id::{CountingIds, CourseId, CustomerId, GrantId, GroupId, OrderId, PriceId, ProductId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::record::{AssignProduct, CustomerRecord, RecordEvent, assign};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::{Code, Note, PersonName, Title};
use rollbook_domain::time::{AccessDuration, Instant, Zone};

use super::overview::overview;
use super::view::view;

fn ids(number: u64) -> CountingIds {
    CountingIds::starting_at(number)
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn berlin() -> Zone {
    Zone::parse("Europe/Berlin").unwrap()
}

fn stamp(record: Option<&CustomerRecord>, effective_at: &str, note: Option<&str>) -> Stamp {
    Stamp {
        position: record.map_or(Revision::NONE, |record| record.revision).next(),
        effective_at: instant(effective_at),
        recorded_at: instant("2026-03-01T12:00:00Z"),
        actor: "tester".into(),
        note: note.map(|note| Note::parse(note).unwrap()),
    }
}

/// Course ALG, opened by product ALGEBRA, sold for 30 days.
fn catalogue() -> Catalogue {
    let none = Catalogue::default();
    let course = add_course(&none, AddCourse { code: code("ALG"), title: title("Algebra I") }).unwrap();
    let course = Course::from_first(CourseId::next(&ids(1)), &course[0], Instant::EPOCH).unwrap();
    let product = AddProduct { code: code("ALGEBRA"), title: title("Algebra"), courses: vec![course.id] };
    let product = add_product(&none, product).unwrap();
    let product = Product::from_first(ProductId::next(&ids(1)), &product[0]).unwrap();
    let terms = PriceTerms {
        title: title("30 days"),
        unit_price: Money::from_minor(4900, Currency::USD),
        duration: AccessDuration::parse("30 days").unwrap(),
        anchor: Anchor::OrderDate,
        makes_registration_codes: false,
        seats: SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    };
    let price = add_price(&none, AddPrice { code: code("ALG-30"), product: product.id, terms }).unwrap();
    let price = Price::from_first(PriceId::next(&ids(1)), &price[0]).unwrap();
    Catalogue::new(vec![product], vec![price], vec![course])
}

fn groups() -> Vec<Group> {
    let command = AddGroup { code: code("NIGHT"), name: title("Night shift"), is_inherited: false };
    let events = rollbook_domain::group::add(command, None).unwrap();
    vec![Group::from_first(GroupId::next(&ids(1)), &events[0]).unwrap()]
}

fn ada() -> CustomerRecord {
    let name = |text| PersonName::parse(text).unwrap();
    let profile = Profile {
        fields: BTreeMap::from([("site".parse().unwrap(), "London".to_owned())]),
        ..Profile::new(name("Ada"), name("Lovelace"), EmailAddress::parse("ada@example.org").unwrap())
    };
    let command = AddCustomer { profile, origin: Origin::Registered, must_change_password: false };
    let events = add(command, None, None).unwrap();
    let id = CustomerId::next(&ids(1));
    let first = RecordEvent::from(events[0].clone());
    CustomerRecord::from_first(id, &first, &stamp(None, "2026-03-01T12:00:00Z", None)).unwrap()
}

fn apply(record: &mut CustomerRecord, event: impl Into<RecordEvent>, effective_at: &str, note: Option<&str>) {
    let stamp = stamp(Some(record), effective_at, note);
    record.apply(&event.into(), &stamp);
}

fn give(record: &mut CustomerRecord, number: u64, ordered_at: &str) -> GrantId {
    let catalogue = catalogue();
    let grant = GrantId::next(&ids(number));
    let command = AssignProduct {
        product: &catalogue.products()[0],
        price: None,
        order: OrderId::next(&ids(number)),
        grant,
        origin: GrantOrigin::Assignment,
        cost: Money::zero(Currency::USD),
        ordered_at: instant(ordered_at),
        now: instant("2026-03-01T12:00:00Z"),
        dates: Dates::default(),
    };
    for event in assign(record, &catalogue, &command, &berlin()).unwrap() {
        apply(record, event, ordered_at, None);
    }
    grant
}

fn page(record: &CustomerRecord, at: &str) -> String {
    overview(&view(record, &groups(), &catalogue(), instant(at)), &berlin())
}

/// CUS-07, CUS-09, CUS-13
#[test]
fn the_overview_says_everything_about_a_customer_on_one_page() {
    let mut ada = ada();
    let joined =
        CustomerEvent::GroupJoined { group: groups()[0].id, source: MembershipSource::Administrator };
    apply(&mut ada, joined, "2026-03-01T12:00:00Z", None);
    let locked = CustomerEvent::StatusChanged { status: Status::Locked { automatic: None } };
    apply(&mut ada, locked, "2026-03-05T08:00:00Z", Some("odd\nsign-ins"));
    give(&mut ada, 1, "2026-03-01T00:00:00+01:00");
    let expected = "\
Ada Lovelace <ada@example.org>
  Id          cus_00000000080e0080000000000
  Status      locked, since Thursday 5 March 2026, 09:00 (Europe/Berlin): odd sign-ins
  Created     Sunday 1 March 2026, 13:00 (Europe/Berlin) (registered)
  Tax exempt  no
  Password    none set
  site        London

Groups
  NIGHT  Night shift  put in by an administrator on Sunday 1 March 2026, 13:00 (Europe/Berlin)

Orders
  ORDER  Sunday 1 March 2026, 00:00 (Europe/Berlin)  processed  1 x ALGEBRA (ALG-30)  0.00 USD  Import

Access
  ALGEBRA  Algebra  in force  since Sunday 1 March 2026, 00:00 (Europe/Berlin), until Tuesday 31 March 2026, 01:00 (Europe/Berlin)  GRANT

Enrollments
  ALG  Algebra I  enrolled  since Sunday 1 March 2026, 00:00 (Europe/Berlin), until Tuesday 31 March 2026, 01:00 (Europe/Berlin)
";
    let said = page(&ada, "2026-03-06T00:00:00Z")
        .replace(&ada.orders[0].id.to_string(), "ORDER")
        .replace(&ada.grants[0].id.to_string(), "GRANT")
        .replace(&ada.customer.id.to_string(), "CUSTOMER");
    assert_eq!(said, expected.replace("cus_00000000080e0080000000000", "CUSTOMER"));
}

/// ACC-01, ACC-12, X-04
#[test]
fn every_state_of_access_is_said_in_words() {
    let mut ada = ada();
    give(&mut ada, 1, "2026-03-01T00:00:00Z");
    let states = [
        ("2026-02-28T23:00:00Z", "not yet given  ordered for later"),
        ("2026-03-01T00:00:00Z", "in force  since Sunday 1 March 2026, 01:00"),
        ("2026-03-31T00:00:00Z", "ended  from Sunday 1 March 2026, 01:00"),
    ];
    for (at, words) in states {
        let said = page(&ada, at);
        assert!(said.contains(words), "{words:?} is not in\n{said}");
    }
    let grant = ada.grants[0].id;
    apply(&mut ada, AccessEvent::AccessRevoked { grant }, "2026-03-02T00:00:00Z", None);
    let said = page(&ada, "2026-03-03T00:00:00Z");
    assert!(said.contains("revoked  taken back"), "{said}");
    assert!(said.contains("ALG  Algebra I  unenrolled  since Monday 2 March 2026, 01:00"), "{said}");
}

/// GDPR-11
#[test]
fn an_erased_customer_shows_no_name_and_no_email() {
    let mut ada = ada();
    ada.customer.identity = Identity::Erased { at: instant("2026-03-02T00:00:00Z") };
    let said = page(&ada, "2026-03-06T00:00:00Z");
    assert!(said.starts_with("(erased customer)\n"), "{said}");
    assert!(said.contains("Erased") && !said.contains("Ada") && !said.contains("London"), "{said}");
}

/// CUS-12, ACD-3
#[test]
fn a_password_that_is_due_says_since_when_and_one_that_will_be_says_from_when() {
    let mut ada = ada();
    let set = CustomerEvent::PasswordSet { hash: None, must_change: false };
    apply(&mut ada, set, "2026-03-01T12:00:00Z", None);
    apply(&mut ada, CustomerEvent::PasswordExpirySet { after_days: Some(10) }, "2026-03-01T12:00:00Z", None);
    let due = "Wednesday 11 March 2026, 13:00 (Europe/Berlin)";
    assert!(page(&ada, "2026-03-11T11:59:59Z").contains(&format!("Change due  from {due}")));
    assert!(page(&ada, "2026-03-11T12:00:00Z").contains(&format!("Change due  since {due}")));
}
