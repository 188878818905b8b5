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

use crate::given::{Given, added, tenant};
use crate::laid_out::words;

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

/// The rows of a table in which the word stands anywhere, also where a cell is of bytes.
fn rows_with_canary(given: &Given, table: &str) -> usize {
    let bytes = "encode(convert_to('canary', 'UTF8'), 'hex')";
    let sql = format!(
        "SELECT count(*) FROM {table} t WHERE strpos(lower(t::text), '{CANARY}') > 0 OR strpos(t::text, {bytes}) > 0"
    );
    given.sql(&sql).unwrap().parse().unwrap()
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

    for log in ["events", "commits"] {
        assert_eq!(rows_with_canary(&given, log), 0, "{log}");
    }
    // It stands where an erasure clears it, or the test would prove nothing.
    assert_eq!(rows_with_canary(&given, "event_notes"), 4);
    let tables = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1";
    let tables = words(&given.database, tables);
    let with_canary: Vec<_> =
        tables.into_iter().filter(|table| rows_with_canary(&given, table) > 0).collect();
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
