//! Nothing about a person stands in the log.

use pollster::block_on;
use rollbook_domain::customer::{BillingAddress, CustomerEvent, Profile, ProfileField, Status};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::personal::Personal;
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, FieldName, Note, PersonName};
use rusqlite::Connection;

use crate::given::{Given, added, tenant};

/// A word that stands in every personal value below.
const CANARY: &str = "canary";

fn a_person() -> Profile {
    let name = |name: &str| PersonName::parse(name).unwrap();
    let email = EmailAddress::parse("canary@canary.example").unwrap();
    let mut profile = Profile::new(name("Canary"), name("canary-bird"), email);
    profile.code = Some(Code::parse("canary-7").unwrap());
    let line = Some("canary lane".to_owned());
    profile.billing_address = Some(Box::new(BillingAddress { line_one: line, ..BillingAddress::default() }));
    profile.fields.insert(FieldName::parse("phone").unwrap(), "canary 1234".to_owned());
    profile
}

fn cells_with_canary(raw: &Connection, table: &str) -> usize {
    let mut statement = raw.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut found = 0;
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            let value = format!("{:?}", row.get::<_, rusqlite::types::Value>(column).unwrap());
            found += usize::from(value.to_lowercase().contains(CANARY));
        }
    }
    found
}

#[test]
fn no_personal_value_is_in_the_log() {
    let given = Given::a_database();
    let store = given.open();
    let customer = CustomerId::next(&given.ids);
    let mut commit = given.draft();
    commit.expect(StreamId::Customer(customer), Revision::NONE);
    let note = Some(Note::parse("a canary died").unwrap());
    commit.push(added(customer, a_person()), note.clone());
    let profile = Some(Box::new(Personal::new(a_person())));
    let hash = Some(PasswordHash::from_stored("$canary$"));
    for event in [
        CustomerEvent::ProfileEdited { fields: vec![ProfileField::FirstName], profile },
        CustomerEvent::PasswordSet { hash, must_change: true },
        CustomerEvent::StatusChanged { status: Status::Inactive },
    ] {
        commit.push(Event::Customer(customer, event.into()), note.clone());
    }
    block_on(tenant(&store).commit(commit)).unwrap();
    drop(store);

    let raw = given.raw();
    for log in ["events", "commits"] {
        assert_eq!(cells_with_canary(&raw, log), 0, "{log}");
    }
    // It stands where an erasure clears it, or the test would prove nothing.
    assert_eq!(cells_with_canary(&raw, "event_notes"), 4);
    assert_eq!(cells_with_canary(&raw, "customer_passwords"), 1);
    assert!(cells_with_canary(&raw, "customer_profiles") >= 7);
    let mut tables = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut with_canary: Vec<_> =
        tables.into_iter().filter(|table| cells_with_canary(&raw, table) > 0).collect();
    with_canary.sort();
    let beside_the_log = [
        "customer_passwords",
        "customer_profiles",
        "event_notes",
        "invitations",
        "mail_suppressions",
        "mails",
        "seat_claims",
    ];
    assert_eq!(with_canary, beside_the_log);
}

#[test]
fn no_statistics_keep_samples_of_personal_columns() {
    let given = Given::a_database();
    drop(given.open());
    let statistics = "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'";
    assert_eq!(given.raw().query_row(statistics, [], |row| row.get::<_, i64>(0)), Ok(0));
}
