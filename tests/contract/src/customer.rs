//! Customers: found by every key, listed by every filter, and whole.

use pollster::block_on;
use rollbook_domain::customer::{CustomerEvent, Origin, Profile, ProfileField, Status, StatusWord};
use rollbook_domain::email::EmailKey;
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, GroupId, ProductId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CustomerKey, CustomerQuery, CustomerSummary, KnownCustomer, PageRequest};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::PersonName;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{added, joined, window};
use crate::history::full_profile;
use crate::words::{around, at, code, days_later, email, profile, profile_coded, profile_named, start};

cases! { customer:
    a_customer_is_found_by_id_by_email_and_by_code,
    an_email_and_a_code_are_found_in_any_case,
    nobody_is_found_by_an_absent_key,
    a_record_is_what_the_domain_folds_from_every_kind_of_event,
    a_profile_comes_back_whole_and_as_it_was_typed,
    a_profile_edited_to_less_holds_less,
    a_new_email_is_found_and_the_old_one_no_more,
    addresses_that_were_given_up_are_told_in_their_order,
    a_customer_made_before_1970_keeps_the_microsecond,
    a_password_hash_is_the_one_set_last,
    customers_are_listed_in_order_of_their_ids,
    a_line_of_the_list_says_what_the_record_says,
    every_filter_narrows_the_list_as_the_domain_says,
    a_filter_by_status_takes_the_status_written_last,
    a_filter_by_group_leaves_out_who_left_it,
    a_filter_by_a_set_takes_those_of_it_who_are_there,
    joining_twice_and_leaving_twice_change_no_membership,
    a_filter_by_product_takes_grants_of_any_state,
    a_filter_by_creation_is_half_open_to_the_microsecond,
    a_text_is_looked_for_literally,
    known_customers_are_found_by_email_or_code_once_each_in_order_of_id,
    known_customers_of_nothing_are_none,
    a_known_customer_says_what_the_record_says,
}

fn by(fixture: &Fixture, key: &CustomerKey) -> Option<CustomerId> {
    block_on(fixture.tenant.find_customer(key)).unwrap().map(|record| record.customer.id)
}

fn by_email(fixture: &Fixture, address: &str) -> Option<CustomerId> {
    by(fixture, &CustomerKey::Email(email(address).key()))
}

fn by_code(fixture: &Fixture, customer_code: &str) -> Option<CustomerId> {
    by(fixture, &CustomerKey::Code(code(customer_code)))
}

fn list(fixture: &Fixture, query: &CustomerQuery) -> Vec<CustomerSummary> {
    block_on(fixture.tenant.list_customers(query, &PageRequest::everything())).unwrap().items
}

fn ids(fixture: &Fixture, query: &CustomerQuery) -> Vec<CustomerId> {
    list(fixture, query).into_iter().map(|summary| summary.id).collect()
}

fn known(fixture: &Fixture, emails: &[&str], codes: &[&str]) -> Vec<KnownCustomer> {
    let emails: Vec<_> = emails.iter().map(|address| email(address).key()).collect();
    let codes: Vec<_> = codes.iter().map(|text| code(text)).collect();
    block_on(fixture.tenant.known_customers(&emails, &codes)).unwrap()
}

fn edited(customer: CustomerId, profile: Profile) -> Event {
    let profile = Some(Box::new(Personal::new(profile)));
    let fields = vec![ProfileField::Email];
    Event::Customer(customer, CustomerEvent::ProfileEdited { fields, profile }.into())
}

fn status(customer: CustomerId, status: Status) -> Event {
    Event::Customer(customer, CustomerEvent::StatusChanged { status }.into())
}

fn a_customer_is_found_by_id_by_email_and_by_code(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    let bob = fixture.customer_with(profile_coded("bob@example.org", "B-1"));
    for (id, address, customer_code) in [(ada, "ada@example.org", "A-1"), (bob, "bob@example.org", "B-1")] {
        assert_eq!(by(fixture, &CustomerKey::Id(id)), Some(id));
        assert_eq!(by_email(fixture, address), Some(id));
        assert_eq!(by_code(fixture, customer_code), Some(id));
    }
}

fn an_email_and_a_code_are_found_in_any_case(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("Ada@Bücher.example", "Straße-1"));
    assert_eq!(by_email(fixture, "ADA@BÜCHER.EXAMPLE"), Some(ada));
    assert_eq!(by_email(fixture, "ada@xn--bcher-kva.example"), Some(ada));
    assert_eq!(by_code(fixture, "STRASSE-1"), Some(ada));
    assert_eq!(by_code(fixture, "sTRAßE-1"), Some(ada));
}

fn nobody_is_found_by_an_absent_key(fixture: &Fixture) {
    fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    let nobody = fixture.customer_id();
    assert_eq!(by(fixture, &CustomerKey::Id(nobody)), None);
    assert_eq!(by_email(fixture, "ada@example.com"), None);
    assert_eq!(by_code(fixture, "A-2"), None);
    assert_eq!(block_on(fixture.tenant.password_hash(nobody)).unwrap(), None);
    assert!(known(fixture, &["bob@example.org"], &["B-1"]).is_empty());
    let strangers = CustomerQuery { group: Some(GroupId::next(&fixture.ids)), ..CustomerQuery::default() };
    assert!(list(fixture, &strangers).is_empty());
}

/// ACC-14
fn a_record_is_what_the_domain_folds_from_every_kind_of_event(fixture: &Fixture) {
    let history = fixture.history();
    let folded = history.folded(history.ada);
    let record = fixture.record(history.ada);
    assert_eq!(record.customer, folded.customer);
    assert_eq!(record.orders, folded.orders);
    assert_eq!(record.grants, folded.grants);
    assert_eq!(record, folded);
}

/// CUS-27
fn a_profile_comes_back_whole_and_as_it_was_typed(fixture: &Fixture) {
    let typed = full_profile("Ada.LOVELACE@Bücher.example");
    let ada = fixture.customer_with(typed.clone());
    let record = fixture.record(ada);
    let read = record.customer.profile().unwrap();
    assert!(*read == typed);
    assert_eq!(read.email.as_typed(), "Ada.LOVELACE@Bücher.example");
    assert_eq!(read.email.canonical(), "ada.lovelace@xn--bcher-kva.example");
    assert_eq!(read.billing_address, typed.billing_address);
    assert_eq!(read.fields, typed.fields);
}

fn a_profile_edited_to_less_holds_less(fixture: &Fixture) {
    let ada = fixture.customer_with(full_profile("ada@example.org"));
    fixture.write([edited(ada, profile("ada@example.org"))]);
    let record = fixture.record(ada);
    assert!(*record.customer.profile().unwrap() == profile("ada@example.org"));
    assert_eq!(by_code(fixture, "Ä-1"), None);
}

/// CUS-10
fn a_new_email_is_found_and_the_old_one_no_more(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    fixture.write([edited(ada, profile_coded("lovelace@example.org", "L-1"))]);
    assert_eq!(by_email(fixture, "ada@example.org"), None);
    assert_eq!(by_code(fixture, "A-1"), None);
    assert_eq!(by_email(fixture, "lovelace@example.org"), Some(ada));
    assert_eq!(by_code(fixture, "l-1"), Some(ada));
    assert_eq!(known(fixture, &["ada@example.org", "lovelace@example.org"], &["A-1"]).len(), 1);
}

fn addresses_that_were_given_up_are_told_in_their_order(fixture: &Fixture) {
    let ada = fixture.customer("One@example.org");
    let moved = |address: &str| {
        let profile = Some(Box::new(Personal::new(profile(address))));
        Event::Customer(
            ada,
            CustomerEvent::ProfileEdited { fields: vec![ProfileField::Email], profile }.into(),
        )
    };
    fixture.write_at(days_later(1), [moved("ONE@example.org"), moved("two@Example.org")]);
    fixture.write_at(days_later(2), [moved("one@example.org"), moved("three@example.org")]);
    let named = Profile { first_name: PersonName::parse("Augusta").unwrap(), ..profile("three@example.org") };
    let fields = vec![ProfileField::FirstName];
    let renamed = CustomerEvent::ProfileEdited { fields, profile: Some(Box::new(Personal::new(named))) };
    fixture.write_at(days_later(3), [Event::Customer(ada, renamed.into())]);
    let former = block_on(fixture.tenant.former_emails(ada)).unwrap();
    let told = former.iter().map(|one| (one.email.reveal().as_typed(), one.given_up_at));
    let expected = [("ONE@example.org", 1), ("two@Example.org", 2), ("one@example.org", 2)];
    assert_eq!(told.collect::<Vec<_>>(), expected.map(|(address, days)| (address, days_later(days))));
    let own = block_on(fixture.tenant.own_addresses(ada)).unwrap();
    let own: Vec<&str> = own.iter().map(EmailKey::as_str).collect();
    assert_eq!(own, ["one@example.org", "three@example.org", "two@example.org"]);
    let nobody = CustomerId::next(&fixture.ids);
    assert!(block_on(fixture.tenant.former_emails(nobody)).unwrap().is_empty());
    assert!(block_on(fixture.tenant.own_addresses(nobody)).unwrap().is_empty());
}

fn a_customer_made_before_1970_keeps_the_microsecond(fixture: &Fixture) {
    let instants = ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"];
    for (count, instant) in instants.map(at).into_iter().enumerate() {
        let id = fixture.customer_id();
        fixture.write_at(instant, [added(id, profile(&format!("a{count}@example.org")))]);
        assert_eq!(fixture.record(id).customer.created_at, instant);
    }
}

/// CUS-11
fn a_password_hash_is_the_one_set_last(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let hash = || block_on(fixture.tenant.password_hash(ada)).unwrap();
    assert_eq!(hash(), None);
    for text in ["$argon2id$first", "$argon2id$second"] {
        let set = PasswordHash::from_stored(text);
        let event = CustomerEvent::PasswordSet { hash: Some(set.clone()), must_change: false };
        fixture.write([Event::Customer(ada, event.into())]);
        assert!(hash() == Some(set));
    }
}

fn customers_are_listed_in_order_of_their_ids(fixture: &Fixture) {
    let mut made: Vec<CustomerId> = (0..20).map(|_| fixture.customer_id()).collect();
    for (count, id) in made.iter().enumerate().rev() {
        fixture.write([added(*id, profile(&format!("a{count}@example.org")))]);
    }
    made.sort();
    assert_eq!(ids(fixture, &CustomerQuery::default()), made);
}

fn a_line_of_the_list_says_what_the_record_says(fixture: &Fixture) {
    let ada = fixture.history().ada;
    let record = fixture.record(ada);
    let summaries = list(fixture, &CustomerQuery::default());
    let summary = summaries.iter().find(|summary| summary.id == ada).unwrap();
    assert!(summary.profile.as_ref().map(Personal::reveal) == record.customer.profile());
    assert_eq!(summary.status, record.customer.statuses.last().unwrap().status.word());
    assert_eq!(summary.origin, record.customer.origin);
    assert_eq!(summary.created_at, record.customer.created_at);
    assert_eq!(summary.revision, record.revision);
}

/// CUS-06
fn every_filter_narrows_the_list_as_the_domain_says(fixture: &Fixture) {
    let people = population(fixture);
    let records: Vec<CustomerRecord> = people.customers.iter().map(|id| fixture.record(*id)).collect();
    for query in people.queries() {
        let wanted: Vec<CustomerId> =
            records.iter().filter(|record| query.matches(record)).map(|record| record.customer.id).collect();
        assert_eq!(ids(fixture, &query), wanted, "{query:?}");
    }
}

struct Population {
    customers: Vec<CustomerId>,
    groups: [GroupId; 2],
    products: [ProductId; 2],
}

impl Population {
    /// Every mixture of filters, each of them off, narrow or wide.
    fn queries(&self) -> Vec<CustomerQuery> {
        let mut queries = vec![CustomerQuery::default()];
        let statuses = [None, Some(StatusWord::Active), Some(StatusWord::Inactive), Some(StatusWord::Locked)];
        let groups = [None, Some(self.groups[0]), Some(self.groups[1])];
        let products = [None, Some(self.products[0]), Some(self.products[1])];
        let origins = [None, Some(Origin::Admin), Some(Origin::Import)];
        let created = [(None, None), (Some(days_later(1)), None), (Some(days_later(1)), Some(days_later(3)))];
        let texts = [None, Some("ADA".to_owned()), Some("@example.org".to_owned())];
        mix(&mut queries, &statuses, |query, status| query.status = *status);
        mix(&mut queries, &groups, |query, group| query.group = *group);
        mix(&mut queries, &products, |query, product| query.product = *product);
        mix(&mut queries, &origins, |query, origin| query.origin = *origin);
        mix(&mut queries, &created, |query, (from, before)| {
            query.created_from = *from;
            query.created_before = *before;
        });
        mix(&mut queries, &texts, |query, text| query.text.clone_from(text));
        queries
    }
}

fn mix<Value>(queries: &mut Vec<CustomerQuery>, values: &[Value], set: impl Fn(&mut CustomerQuery, &Value)) {
    let mixed = queries.iter().flat_map(|query| {
        values.iter().map(|value| {
            let mut query = query.clone();
            set(&mut query, value);
            query
        })
    });
    *queries = mixed.collect();
}

/// Twelve customers who differ in everything that can be filtered by.
fn population(fixture: &Fixture) -> Population {
    let bundles = [fixture.bundle("MATH"), fixture.bundle("PHYSICS")];
    let groups = [fixture.group("CLUB"), fixture.group("CHOIR")];
    let mut customers = Vec::new();
    for count in 0..12_u8 {
        let id = fixture.customer_id();
        let first = if count % 2 == 0 { "Ada" } else { "Bob" };
        let domain = if count % 3 == 0 { "example.org" } else { "example.com" };
        let person = profile_named(first, "Ng", &format!("c{count}@{domain}"));
        let origin = if count % 4 < 2 { Origin::Admin } else { Origin::Import };
        let profile = Some(Box::new(Personal::new(person)));
        let event = CustomerEvent::CustomerAdded { origin, profile, must_change_password: false };
        fixture.write_at(days_later(i64::from(count % 5)), [Event::Customer(id, event.into())]);
        match count % 4 {
            1 => drop(fixture.write([status(id, Status::Inactive)])),
            2 => drop(fixture.write([status(id, Status::Locked { automatic: None })])),
            _ => {}
        }
        for (place, group) in groups.iter().enumerate() {
            if usize::from(count) % (place + 2) == 0 {
                fixture.write([joined(id, *group)]);
            }
        }
        for (place, bundle) in bundles.iter().enumerate() {
            if usize::from(count) % (place + 2) == 1 {
                fixture.give(id, *bundle, window(start(), None), start());
                fixture.give(id, *bundle, window(start(), Some(days_later(1))), start());
            }
        }
        customers.push(id);
    }
    Population { customers, groups, products: bundles.map(|bundle| bundle.product) }
}

fn a_filter_by_status_takes_the_status_written_last(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let later = days_later(1_000);
    fixture.write_effective(ada, CustomerEvent::StatusChanged { status: Status::Inactive }, later);
    let of = |status| CustomerQuery { status: Some(status), ..CustomerQuery::default() };
    assert_eq!(ids(fixture, &of(StatusWord::Inactive)), [ada]);
    let active = CustomerEvent::StatusChanged { status: Status::Active };
    fixture.write_effective(ada, active, start());
    assert_eq!(ids(fixture, &of(StatusWord::Inactive)), []);
    assert_eq!(ids(fixture, &of(StatusWord::Active)), [ada]);
}

fn a_filter_by_group_leaves_out_who_left_it(fixture: &Fixture) {
    let group = fixture.group("CLUB");
    let ada = fixture.customer("ada@example.org");
    let members = CustomerQuery { group: Some(group), ..CustomerQuery::default() };
    fixture.write([joined(ada, group)]);
    assert_eq!(ids(fixture, &members), [ada]);
    fixture.write([Event::Customer(ada, CustomerEvent::GroupLeft { group }.into())]);
    assert_eq!(ids(fixture, &members), []);
    fixture.write([joined(ada, group)]);
    assert_eq!(ids(fixture, &members), [ada]);
}

fn a_filter_by_a_set_takes_those_of_it_who_are_there(fixture: &Fixture) {
    let [ada, bob, _] = ["ada", "bob", "eve"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let of = |customers| CustomerQuery { customers: Some(customers), ..CustomerQuery::default() };
    assert_eq!(ids(fixture, &of(vec![bob, fixture.customer_id(), ada])), [ada, bob]);
    assert_eq!(ids(fixture, &of(Vec::new())), []);
    let named = CustomerQuery { text: Some("bob@".to_owned()), ..of(vec![ada, bob]) };
    assert_eq!(ids(fixture, &named), [bob]);
}

fn joining_twice_and_leaving_twice_change_no_membership(fixture: &Fixture) {
    let group = fixture.group("CLUB");
    let ada = fixture.customer("ada@example.org");
    let left = Event::Customer(ada, CustomerEvent::GroupLeft { group }.into());
    fixture.write([left.clone(), joined(ada, group)]);
    fixture.write_at(days_later(1), [joined(ada, group)]);
    let record = fixture.record(ada);
    assert_eq!((record.customer.memberships.len(), record.revision), (1, Revision::new(4)));
    assert_eq!(record.customer.memberships[0].stamp.position, Revision::new(3));
    fixture.write([left.clone(), left]);
    let record = fixture.record(ada);
    assert_eq!((record.customer.memberships.len(), record.revision), (0, Revision::new(6)));
}

fn a_filter_by_product_takes_grants_of_any_state(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let given = fixture.give(ada, bundle, window(start(), Some(days_later(1))), start());
    fixture.give(ada, bundle, window(days_later(500), None), days_later(400));
    fixture.write_effective(
        ada,
        rollbook_domain::access::AccessEvent::AccessRevoked { grant: given.grant },
        start(),
    );
    let query = CustomerQuery { product: Some(bundle.product), ..CustomerQuery::default() };
    assert_eq!(ids(fixture, &query), [ada]);
    assert!(bob != ada);
}

/// CUS-06
fn a_filter_by_creation_is_half_open_to_the_microsecond(fixture: &Fixture) {
    let moments = around(days_later(3));
    let made = moments.map(|moment| {
        let id = fixture.customer_id();
        fixture.write_at(moment, [added(id, profile(&format!("at{}@example.org", moment.as_micros())))]);
        id
    });
    for (place, moment) in moments.into_iter().enumerate() {
        let from = CustomerQuery { created_from: Some(moment), ..CustomerQuery::default() };
        let before = CustomerQuery { created_before: Some(moment), ..CustomerQuery::default() };
        assert_eq!(ids(fixture, &from), made[place..]);
        assert_eq!(ids(fixture, &before), made[..place]);
    }
}

fn a_text_is_looked_for_literally(fixture: &Fixture) {
    let names = ["100% Ada", "Ada_B", "Ada\\B", "O'Ada", "Ada*?[a-z]", "AdaXB"];
    for (count, name) in names.into_iter().enumerate() {
        fixture.customer_with(profile_named(name, "Ng", &format!("c{count}@example.org")));
    }
    let found = |text: &str| {
        let query = CustomerQuery { text: Some(text.to_owned()), ..CustomerQuery::default() };
        list(fixture, &query).len()
    };
    for (text, count) in
        [("%", 1), ("a_b", 1), ("\\", 1), ("o'a", 1), ("*", 1), ("[a-z]", 1), ("?", 1), ("a%b", 0)]
    {
        assert_eq!(found(text), count, "{text}");
    }
    assert_eq!(found(""), names.len());
    assert_eq!(found("ng"), names.len());
    assert_eq!(found("Ada_B Ng"), 1);
    assert_eq!(found("Ng c1@"), 0);
}

fn known_customers_are_found_by_email_or_code_once_each_in_order_of_id(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    let bob = fixture.customer_with(profile_coded("bob@example.org", "B-1"));
    let eve = fixture.customer("eve@example.org");
    let found = |emails: &[&str], codes: &[&str]| -> Vec<CustomerId> {
        known(fixture, emails, codes).into_iter().map(|customer| customer.id).collect()
    };
    assert_eq!(found(&["eve@example.org", "nobody@example.org", "ADA@example.org"], &[]), [ada, eve]);
    assert_eq!(found(&[], &["b-1", "Z-9", "a-1"]), [ada, bob]);
    assert_eq!(found(&["bob@example.org", "bob@example.org"], &["B-1", "A-1"]), [ada, bob]);
}

fn known_customers_of_nothing_are_none(fixture: &Fixture) {
    fixture.customer("ada@example.org");
    assert!(known(fixture, &[], &[]).is_empty());
}

fn a_known_customer_says_what_the_record_says(fixture: &Fixture) {
    let history = fixture.history();
    let record = fixture.record(history.ada);
    let profile = record.customer.profile().unwrap();
    let expected = KnownCustomer {
        id: history.ada,
        email: profile.email.key(),
        code: profile.code.clone(),
        status: record.customer.statuses.last().unwrap().status.word(),
        groups: record.customer.memberships.iter().map(|membership| membership.group).collect(),
        revision: record.revision,
    };
    assert_eq!(known(fixture, &["ada@example.org"], &[]), [expected]);
    assert_eq!(known(fixture, &["bob@example.org"], &[])[0].revision, Revision::new(3));
}
