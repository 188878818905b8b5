//! Questions that are asked at once: each is answered as if it were the only one.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use pollster::block_on;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CommitId, CourseId, CustomerId, ItemId};
use rollbook_domain::port::{
    AccessLookup, CustomerKey, ReadResult, SeatKey, Store as _, StoreError, SubjectKey, TenantStore,
};
use rollbook_domain::secret::CodeLookup;
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;
use rollbook_postgres::{PostgresOptions, PostgresStore};
use uuid::Uuid;

use crate::given::{Given, tenant};
use crate::plans::wait_until_alone;
use crate::plans::{self, wait_for_company};

/// Customers that are there.
const CUSTOMERS: u128 = 40;

/// Has all of them begin before any goes on, and gives what they come to.
fn at_once<T>(asked: impl IntoIterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = asked.into_iter().map(|asked| (Box::pin(asked), None)).collect();
    block_on(poll_fn(|context| {
        for (asked, answer) in waiting.iter_mut().filter(|(_, answer)| answer.is_none()) {
            if let Poll::Ready(ready) = Pin::as_mut(asked).poll(context) {
                *answer = Some(ready);
            }
        }
        if waiting.iter().all(|(_, answer)| answer.is_some()) { Poll::Ready(()) } else { Poll::Pending }
    }));
    waiting.into_iter().filter_map(|(_, answer)| answer).collect()
}

fn id(number: u128) -> CustomerId {
    CustomerId::from_uuid(Uuid::from_u128((2 << 96) | number))
}

fn email(number: u128) -> CustomerKey {
    CustomerKey::Email(EmailAddress::parse(&format!("learner.{number}@example.org")).unwrap().key())
}

fn code(code: &str) -> Code {
    Code::parse(code).unwrap()
}

/// A database with customers of whom every other one has rare facts, and every fourth two grants.
fn a_database() -> Given {
    let given = Given::a_database();
    fill(&given, 400);
    given
}

/// Adds so many customers.
fn fill(given: &Given, customers: usize) {
    plans::fill(&given.database, customers as u64);
    let usual = "DELETE FROM enrollment_facts WHERE position = 10; \
                 UPDATE customers c SET kept = 0 WHERE get_bit(uuid_send(c.id), 120) = 1 AND c.id::text LIKE '00000002-%'";
    given.sql(usual).unwrap();
}

/// Everybody there is and some whom there is not, by each of their names, with each name of what is there and what is not.
fn questions(given: &Given) -> Vec<(CustomerKey, SubjectKey)> {
    let uuid = |sql: &str| given.sql(sql).unwrap().parse::<Uuid>().unwrap();
    let cell = |sql: &str| given.sql(sql).unwrap();
    let item = ItemId::from_uuid(uuid("SELECT id FROM items ORDER BY id LIMIT 1"));
    let item_code = cell("SELECT code FROM items ORDER BY id LIMIT 1");
    let course = CourseId::from_uuid(uuid("SELECT id FROM courses"));
    let course_code = cell("SELECT code FROM courses");
    let mut questions = Vec::new();
    for number in 1..=CUSTOMERS + 3 {
        // Nobody has the last ones.
        let number = if number > CUSTOMERS { number + 10_000 } else { number };
        for customer in
            [CustomerKey::Id(id(number)), email(number), CustomerKey::Code(code(&format!("L{number}")))]
        {
            let is_there = number % 5 != 0;
            let subjects = if is_there {
                [
                    SubjectKey::ItemId(item),
                    SubjectKey::ItemCode(code(&item_code)),
                    SubjectKey::CourseId(course),
                    SubjectKey::CourseCode(code(&course_code)),
                ]
            } else {
                [
                    SubjectKey::ItemId(ItemId::from_uuid(Uuid::nil())),
                    SubjectKey::ItemCode(code("none")),
                    SubjectKey::CourseId(CourseId::from_uuid(Uuid::nil())),
                    SubjectKey::CourseCode(code("none")),
                ]
            };
            questions.extend(subjects.map(|subject| (customer.clone(), subject)));
        }
    }
    questions
}

async fn ask(
    tenant: &dyn TenantStore,
    (customer, subject): &(CustomerKey, SubjectKey),
) -> ReadResult<AccessLookup> {
    tenant.access_facts(customer, subject).await
}

#[test]
fn everybody_who_asks_for_access_at_once_is_answered_as_if_alone() {
    let given = a_database();
    given.sql("DELETE FROM customer_profiles WHERE customer_id::text LIKE '%00013'").unwrap();
    given.sql("UPDATE customers SET erased_at = 5 WHERE id::text LIKE '00000002%00013'").unwrap();
    let questions = questions(&given);
    for way in ["", "?pooler=transaction"] {
        let store = given.open_by(way);
        let (tenant, stranger) = (tenant(&store), store.tenant(&TenantId::parse("stranger").unwrap()));
        let alone: Vec<_> =
            questions.iter().map(|question| block_on(ask(&*tenant, question)).unwrap()).collect();
        let found = |lookup: &&AccessLookup| matches!(lookup, AccessLookup::Found(_));
        let grants = |lookup: &AccessLookup, count| matches!(lookup, AccessLookup::Found(facts) if facts.courses[0].grants.len() == count);
        let erased = |lookup: &AccessLookup| matches!(lookup, AccessLookup::Found(facts) if facts.account.erased_at.is_some());
        let rare = |lookup: &AccessLookup| matches!(lookup, AccessLookup::Found(facts) if !facts.account.statuses.is_empty());
        assert!(alone.iter().filter(found).count() > 300);
        assert!(alone.iter().any(|lookup| grants(lookup, 1)) && alone.iter().any(|lookup| grants(lookup, 2)));
        assert!(alone.iter().any(erased) && alone.iter().any(rare));
        assert!(alone.contains(&AccessLookup::NoCustomer) && alone.contains(&AccessLookup::NoSubject));
        // A tenant that nothing was written for asks in between.
        let tenants = [&tenant, &stranger];
        let asked = questions.iter().flat_map(|question| tenants.map(|tenant| ask(&**tenant, question)));
        let answers = at_once(asked);
        for (place, question) in questions.iter().enumerate() {
            assert_eq!(answers[place * 2], Ok(alone[place].clone()), "{way} {question:?}");
            assert_eq!(answers[place * 2 + 1], Ok(AccessLookup::NoCustomer), "{way} {question:?}");
        }
    }
}

/// How many transactions there were, once all of them are told of.
fn transactions(given: &Given) -> u64 {
    wait_until_alone(&given.database);
    let sql = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()";
    given.database.psql(sql).unwrap().parse().unwrap()
}

#[test]
fn many_who_ask_for_access_at_once_are_answered_by_few_statements() {
    let given = a_database();
    let item = code(&given.sql("SELECT code FROM items ORDER BY id LIMIT 1").unwrap());
    let before = transactions(&given);
    let store = given.open();
    let tenant = tenant(&store);
    let questions: Vec<_> =
        (0..100).map(|place| (email(1 + place * 2), SubjectKey::ItemCode(item.clone()))).collect();
    for answer in at_once(questions.iter().map(|question| ask(&*tenant, question))) {
        assert!(matches!(answer, Ok(AccessLookup::Found(_))), "{answer:?}");
    }
    drop((tenant, store));
    // Some of them look at the schema, for the tenant, and for whether everybody else has gone.
    let made = transactions(&given) - before;
    assert!(made < 50, "{made}");
}

#[test]
fn a_row_that_cannot_be_understood_stands_in_the_way_of_nobody_else() {
    let given = a_database();
    given
        .sql("UPDATE grants SET from_first_launch = '7' WHERE customer_id::text LIKE '00000002-%00017'")
        .unwrap();
    let item = code(&given.sql("SELECT code FROM items ORDER BY id LIMIT 1").unwrap());
    let store = given.open();
    let tenant = tenant(&store);
    let numbers: Vec<_> = (0..CUSTOMERS / 2).map(|place| 1 + place * 2).collect();
    let questions: Vec<_> =
        numbers.iter().map(|number| (email(*number), SubjectKey::ItemCode(item.clone()))).collect();
    let answers = at_once(questions.iter().map(|question| ask(&*tenant, question)));
    for (number, answer) in numbers.iter().zip(answers) {
        let is_corrupt = matches!(answer, Err(StoreError::Corrupt { column: "from_first_launch", .. }));
        let is_found = matches!(answer, Ok(AccessLookup::Found(_)));
        assert_eq!((is_corrupt, is_found), (*number == 0x17, *number != 0x17), "{number}: {answer:?}");
    }
}

/// How many entries of indexes were read, once no more than so many others are connected.
fn entries(given: &Given, others: u32) -> u64 {
    wait_for_company(&given.database, others);
    let sql = "SELECT sum(idx_tup_read)::int8 FROM pg_stat_user_indexes";
    given.database.psql(sql).unwrap().parse().unwrap()
}

/// A tenant grows from nothing while a connection is in use.
#[test]
fn each_question_of_a_batch_is_a_walk_by_keys_even_when_it_was_planned_before_there_were_rows() {
    const ASKED: u128 = 60;
    const ITEMS: u64 = 101;
    let given = Given::a_database();
    let options = PostgresOptions { connections: 1, ..PostgresOptions::default() };
    let store = block_on(PostgresStore::open(given.database.url(), &options)).unwrap();
    let item = code(&given.sql("SELECT code FROM items ORDER BY id LIMIT 1").unwrap());
    let found = || {
        let tenant = tenant(&store);
        let questions: Vec<_> =
            (0..ASKED).map(|place| (email(1 + place * 2), SubjectKey::ItemCode(item.clone()))).collect();
        let answers = at_once(questions.iter().map(|question| ask(&*tenant, question)));
        answers.iter().filter(|answer| matches!(answer, Ok(AccessLookup::Found(_)))).count()
    };
    assert_eq!(found(), 0);
    fill(&given, 20_000);
    // What nobody has is looked for so often that the connection plans anew.
    for _ in 0..64 {
        assert!(block_on(tenant(&store).find_commit(CommitId::next(&given.ids))).unwrap().is_none());
    }
    let before = entries(&given, 1);
    assert_eq!(found(), 60);
    drop(store);
    let read = entries(&given, 0) - before;
    // Each finds somebody and an item, the 21 products that open it, and a grant or two of some of them. All items together
    // are on three pages, so whichever index leads to one will do.
    assert!(read < (150 + ITEMS) * 60, "{read}");
}

#[test]
fn everybody_who_asks_for_the_settings_at_once_gets_those_of_their_tenant() {
    let given = a_database();
    let store = given.open();
    let (tenant, stranger) = (tenant(&store), store.tenant(&TenantId::parse("stranger").unwrap()));
    let alone = block_on(tenant.tenant_state()).unwrap();
    assert!(alone.is_some());
    let tenants = [&tenant, &stranger];
    let answers = at_once((0..40).map(|place| tenants[place % 2].tenant_state()));
    for (place, answer) in answers.into_iter().enumerate() {
        assert_eq!(answer, Ok(if place % 2 == 0 { alone.clone() } else { None }));
    }
}

/// By each of their names, everybody there is, some erased, and some whom there is not.
#[test]
fn everybody_whose_record_is_asked_for_at_once_is_told_as_if_alone() {
    let given = a_database();
    let store = given.open();
    let tenant = tenant(&store);
    let mut keys = Vec::new();
    for number in 1..=CUSTOMERS + 3 {
        let number = if number > CUSTOMERS { number + 10_000 } else { number };
        keys.extend([
            CustomerKey::Id(id(number)),
            email(number),
            CustomerKey::Code(code(&format!("L{number}"))),
        ]);
    }
    let alone: Vec<_> = keys.iter().map(|key| block_on(tenant.find_customer(key)).unwrap()).collect();
    let found = || alone.iter().flatten();
    assert!(alone.iter().any(Option::is_none) && found().count() > 100);
    assert!(found().any(|record| !record.orders.is_empty()) && found().any(|record| record.grants.len() > 1));
    let asked = keys.iter().map(|key| async { tenant.find_customer(key).await });
    for (answer, (key, alone)) in at_once(asked).into_iter().zip(keys.iter().zip(&alone)) {
        assert_eq!(answer.as_ref(), Ok(alone), "{key:?}");
    }
}

/// Seats that are open, and some that much was done with, beside codes that open nothing.
#[test]
fn every_seat_that_is_asked_for_by_its_code_at_once_is_told_as_if_alone() {
    let given = a_database();
    // More than their lines have, for what has no story is few here.
    let bought = "ALTER TABLE seats DISABLE TRIGGER USER; INSERT INTO seats SELECT tenant_no, gen_random_uuid(), 1, order_id, line, number + 1000, buyer_id, 'open', \
                  NULL, code_key, code_ciphertext, sha256(code_lookup), effective_at, commit_no \
                  FROM seats WHERE standing = 'open' LIMIT 30; \
                  ALTER TABLE seats ENABLE TRIGGER USER";
    given.sql(bought).unwrap();
    let store = given.open();
    let tenant = tenant(&store);
    let lookups = given.sql(
        "SELECT encode(code_lookup, 'hex') FROM seats WHERE code_lookup IS NOT NULL ORDER BY revision LIMIT 60",
    );
    let mut keys: Vec<SeatKey> =
        lookups.unwrap().lines().map(|hex| SeatKey::Code(vec![lookup(hex)])).collect();
    keys.push(SeatKey::Code(vec![CodeLookup([7; 32])]));
    let alone: Vec<_> = keys.iter().map(|key| block_on(tenant.find_seat(key)).unwrap()).collect();
    let found = || alone.iter().flatten();
    assert!(found().any(|row| row.seat.revision == Revision::new(1)), "a seat as it was bought");
    assert!(found().any(|row| row.seat.revision > Revision::new(1)), "a seat with a story");
    assert!(alone.iter().any(Option::is_none));
    let asked = keys.iter().map(|key| async { tenant.find_seat(key).await });
    for (answer, (key, alone)) in at_once(asked).into_iter().zip(keys.iter().zip(&alone)) {
        assert_eq!(answer.as_ref(), Ok(alone), "{key:?}");
    }
}

fn lookup(hex: &str) -> CodeLookup {
    CodeLookup(std::array::from_fn(|place| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap()))
}
