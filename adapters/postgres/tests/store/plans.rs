//! What reads and commits touch in a large tenant, by the server's own counters.
//!
//! Over sessions of the store's own a statement is planned once for any values, and behind a pooler anew for each: both
//! ways are tried.

use std::collections::BTreeMap;

use pollster::block_on;
use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GroupId, ImpersonationId, ImportId, InvitationId, ItemId, MailId,
    OrderId, OrganizationId, ProductId, SalesOrderId, SeatId, SubmissionId,
};
use rollbook_domain::port::{LeaseRequest, PageRequest, SeatQuery, TenantStore};
use rollbook_domain::seat::SeatState;
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use rollbook_postgres::{PostgresOptions, PostgresStore};
use rollbook_servers::Database;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::given::{Given, tenant};
use crate::joint::{at_once, password, people};
use crate::laid_out::rows;
use crate::reads::{COUNTS, Keys, PAGE, reads};

/// Tables that stay small, or that are read as a whole by those who ask for all of it.
const SMALL: [&str; 17] = [
    "course_versions",
    "courses",
    "groups",
    "items",
    "log_ends",
    "mail_suppressions",
    "mail_text_versions",
    "mail_texts",
    "organization_parents",
    "organizations",
    "outboxes",
    "prices",
    "product_courses",
    "products",
    "schema_migrations",
    "tenants",
    // One row per file that was applied, found by its id.
    "imports",
];

/// What costs as much as there is of it.
const BY_SIZE: [&str; 2] = [
    // Counting is what was asked for.
    COUNTS,
    // Nothing is ordered by number and tells those whose invitation is still open, so all of that line are sorted, from the
    // index alone.
    "pending seats of a large line",
];

/// Revisions of streams, which only writers look up.
const FOR_WRITERS: &str = "mail_texts";

/// How often each is done on one connection.
const TIMES: u64 = 3;

/// What is put behind an address to have statements planned for their values.
const POOLED: &str = "?pooler=transaction";

/// The entries of indexes that one page may touch: of each of its items some facts, each by an index.
const MOST_ENTRIES: u64 = PAGE as u64 * 60;

fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128((kind << 96) | number)
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

/// Keys of the rows that `fill.sql` makes, somewhere in their middle.
fn keys(given: &Given, customers: u64) -> Keys {
    let (course, item) = course_of(given);
    keys_of(course, item, customers)
}

/// The course that everybody has, with the item that all have opened and answered.
pub(crate) fn course_of(given: &Given) -> (CourseId, ItemId) {
    let id_of = |sql: &str| given.sql(sql).unwrap().parse().unwrap();
    let item = "SELECT id FROM items WHERE code_key = 'quiz'";
    (CourseId::from_uuid(id_of("SELECT id FROM courses")), ItemId::from_uuid(id_of(item)))
}

pub(crate) fn keys_of(course: CourseId, item: ItemId, customers: u64) -> Keys {
    let middle = u128::from(customers / 2);
    // Of each four seats the first is claimed, the second invited.
    let (claimed, invited) = (middle + 1, middle + 2);
    let line = 1 + middle / 20;
    Keys {
        customer: CustomerId::from_uuid(id(2, claimed)),
        email: format!("learner.{claimed}@example.org"),
        code: format!("L{claimed}"),
        group: GroupId::from_uuid(id(3, 5)),
        organization: OrganizationId::from_uuid(id(13, 5)),
        manager: CustomerId::from_uuid(id(2, 1 + claimed / 10)),
        product: ProductId::from_uuid(id(4, 5)),
        product_code: "P5".to_owned(),
        course,
        course_code: "BBB".to_owned(),
        item,
        item_code: "QUIZ".to_owned(),
        quiz: ItemId::from_uuid(id(17, 50)),
        submission: SubmissionId::from_uuid(id(16, middle)),
        order: OrderId::from_uuid(id(6, line)),
        buyer: CustomerId::from_uuid(id(2, 1 + line / 5)),
        large_order: OrderId::from_uuid(id(6, u128::from(customers))),
        invited: format!("guest.{invited}@example.org"),
        seat: SeatId::from_uuid(id(8, claimed)),
        invitation: InvitationId::from_uuid(id(10, invited)),
        link: hash(&format!("link{invited}")),
        account_link: hash(&format!("account{}", middle + 1)),
        lookup: hash(&format!("code{claimed}")),
        mail: MailId::from_uuid(id(12, middle)),
        import: ImportId::from_uuid(id(11, 7)),
        impersonation: ImpersonationId::from_uuid(id(13, middle)),
        commit: CommitId::from_uuid(id(1, middle / 10)),
        sales_order: SalesOrderId::from_uuid(id(15, line)),
        sales_order_number: format!("SO-{line}"),
        external_id: format!("external-{line}"),
        large_sales_order: SalesOrderId::from_uuid(id(15, u128::from(customers))),
        now: Instant::from_micros(1_800_000_000_000_000).unwrap(),
    }
}

/// What was read of the tables that grow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Touched {
    /// How often each was read from its beginning to its end.
    scans: BTreeMap<String, u64>,
    /// How many entries were read of each index.
    entries: BTreeMap<String, u64>,
}

impl Touched {
    fn now(database: &Database) -> Self {
        wait_until_alone(database);
        let sql = "SELECT 'table', relname, seq_scan FROM pg_stat_user_tables UNION ALL \
                   SELECT 'index', indexrelname, idx_tup_read FROM pg_stat_user_indexes";
        let mut touched = Self::default();
        for row in rows(database, sql) {
            let [kind, name, count] = row.try_into().unwrap();
            if kind == "index" {
                touched.entries.insert(name, count.parse().unwrap());
            } else if !SMALL.contains(&name.as_str()) {
                touched.scans.insert(name, count.parse().unwrap());
            }
        }
        touched
    }

    fn since(&self, before: &Self) -> Self {
        let more = |now: &BTreeMap<String, u64>, before: &BTreeMap<String, u64>| {
            let more =
                |(name, count): (&String, &u64)| (name.clone(), count - before.get(name).unwrap_or(&0));
            now.iter().map(more).filter(|(_, count)| *count > 0).collect()
        };
        Self { scans: more(&self.scans, &before.scans), entries: more(&self.entries, &before.entries) }
    }
}

/// A connection tells what it did at its end at the latest.
pub(crate) fn wait_until_alone(database: &Database) {
    wait_for_company(database, 0);
}

/// Waits until no more than so many others are connected.
pub(crate) fn wait_for_company(database: &Database, left: u32) {
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                  AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    for _ in 0..10_000 {
        if database.psql(others).unwrap().parse::<u32>().unwrap() <= left {
            return;
        }
    }
    panic!("somebody stays connected to {}", database.name());
}

pub(crate) fn open(database: &Database, way: &str) -> PostgresStore {
    let acquire_timeout = std::time::Duration::from_mins(2);
    let options = PostgresOptions { connections: 1, acquire_timeout, ..PostgresOptions::default() };
    block_on(PostgresStore::open(&format!("{}{way}", database.url()), &options)).unwrap()
}

/// Does something some times on one connection, and gives what of the tables was touched since the last look.
fn touched(database: &Database, way: &str, last: &mut Touched, work: impl Fn(&dyn TenantStore)) -> Touched {
    let store = open(database, way);
    for _ in 0..TIMES {
        work(&*tenant(&store));
    }
    drop(store);
    let before = std::mem::replace(last, Touched::now(database));
    last.since(&before)
}

/// A database with a tenant of so many customers.
fn filled(customers: u64) -> Given {
    let given = just_filled(customers);
    given.database.psql("VACUUM (ANALYZE)").unwrap();
    given
}

/// The same, while the server knows nothing of its new rows.
fn just_filled(customers: u64) -> Given {
    let given = Given::a_database();
    fill(&given.database, customers);
    given
}

/// Makes the rows of so many customers.
pub(crate) fn fill(database: &Database, customers: u64) {
    database.psql(&include_str!("fill.sql").replace(":rows", &customers.to_string())).unwrap();
}

fn nothing_is_read_as_a_whole(given: &Given, customers: u64) {
    let keys = keys(given, customers);
    let problems: Vec<String> =
        ["", POOLED].iter().flat_map(|way| problems_over(given, &keys, way)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What reads, a lease and a commit touch too much of.
fn problems_over(given: &Given, keys: &Keys, way: &str) -> Vec<String> {
    let mut last = Touched::now(&given.database);
    let mut problems = Vec::new();
    let mut judge = |name: &str, touched: &Touched| {
        if !touched.scans.is_empty() {
            problems.push(format!("{name} {way} reads whole tables: {:?}", touched.scans));
        }
        let entries: u64 = touched.entries.values().sum::<u64>() / TIMES;
        println!("{entries:>8} {name} {way}");
        if entries > MOST_ENTRIES && !BY_SIZE.contains(&name) {
            problems.push(format!("{name} {way} reads {entries} entries each time: {:?}", touched.entries));
        }
    };
    let before = looks(&given.database);
    for read in reads(keys) {
        let seen = touched(&given.database, way, &mut last, |tenant| drop((read.ask)(tenant)));
        judge(read.name, &seen);
    }
    let after = looks(&given.database);
    let seen = touched(&given.database, way, &mut last, |tenant| {
        let until = Instant::from_micros(keys.now.as_micros() + 1).unwrap();
        let request = LeaseRequest { now: keys.now, until, limit: PAGE };
        assert!(!block_on(tenant.lease(&request)).unwrap().is_empty());
    });
    judge("mails to send", &seen);
    let seen = touched(&given.database, way, &mut last, |tenant| {
        let _ = block_on(tenant.commit(given.a_customer())).unwrap();
    });
    judge("a commit", &seen);
    let is_unread = |(table, looks): &(&String, &u64)| before.get(*table) == Some(*looks);
    let unread = after.iter().filter(is_unread).filter(|(table, _)| table.as_str() != FOR_WRITERS);
    problems.extend(unread.map(|(table, _)| format!("no read of the list looks at {table}")));
    problems
}

/// How often each table was looked at, as a whole or by an index.
fn looks(database: &Database) -> BTreeMap<String, u64> {
    let sql = "SELECT relname, coalesce(seq_scan, 0) + coalesce(idx_scan, 0) FROM pg_stat_user_tables";
    let looks = |row: Vec<String>| {
        let [table, count] = row.try_into().unwrap();
        (table, count.parse().unwrap())
    };
    rows(database, sql).into_iter().map(looks).collect()
}

#[test]
fn no_list_no_report_and_no_decision_reads_a_table_that_grows_from_end_to_end() {
    let given = filled(100_000);
    // Of so few rows some tables are read as a whole with good reason where disks turn, so this is one that does not.
    let sql = format!("ALTER DATABASE {} SET random_page_cost = 1.1", given.database.name());
    given.database.psql(&sql).unwrap();
    nothing_is_read_as_a_whole(&given, 100_000);
}

#[test]
#[ignore = "it takes some minutes; the same with a tenth of the rows is tried always"]
fn nor_does_it_in_a_tenant_of_a_million_customers() {
    nothing_is_read_as_a_whole(&filled(1_000_000), 1_000_000);
}

/// A file of people to take seats from names many holders of one buyer's line, maybe a moment after it was sold.
#[test]
fn seats_of_many_holders_are_found_in_one_walk_before_the_server_knows_its_tables() {
    const CUSTOMERS: u64 = 20_000;
    const HOLDERS: u128 = 200;
    let given = just_filled(CUSTOMERS);
    let keys = keys(&given, CUSTOMERS);
    let query = SeatQuery {
        buyer: Some(CustomerId::from_uuid(id(2, u128::from(1 + CUSTOMERS / 5)))),
        product: Some(ProductId::from_uuid(id(4, u128::from(1 + CUSTOMERS % 20)))),
        // Of each four seats of the line the first is claimed.
        holders: Some((0..HOLDERS).map(|place| CustomerId::from_uuid(id(2, 1 + place * 4))).collect()),
        state: Some((SeatState::Claimed, keys.now)),
        ..SeatQuery::default()
    };
    for way in ["", POOLED] {
        let mut last = Touched::now(&given.database);
        let seen = touched(&given.database, way, &mut last, |tenant| {
            let seats = block_on(tenant.seats(&query, &PageRequest::first(PAGE))).unwrap();
            assert_eq!(seats.items.len(), PAGE.min(200));
        });
        let over = seen.entries.iter().filter(|(_, entries)| **entries / TIMES > 2 * CUSTOMERS);
        let over: Vec<_> = over.collect();
        assert!(over.is_empty(), "{way} walks these more than once each time: {over:?}");
    }
}

/// On average a tenant here has 23 customers, who are as quickly read as ten of them are looked up; this one has 20,000.
#[test]
fn what_is_written_together_for_a_large_tenant_reads_only_what_it_changes() {
    const PEOPLE: usize = 30;
    let given = Given::a_database();
    let store = given.open();
    let people = people(&given, &store, PEOPLE);
    drop(store);
    let customers = "INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt) \
                     SELECT t, gen_random_uuid(), 1, 0, 'import', 'active', false FROM";
    let fill = format!(
        "INSERT INTO tenants (name, revision) SELECT 'small-' || n, 0 FROM generate_series(2, 1001) n; \
         ALTER TABLE customers NO FORCE ROW LEVEL SECURITY; \
         {customers} (SELECT 1 AS t) l, generate_series(1, 20000); \
         {customers} (SELECT tenant_no AS t FROM tenants WHERE name LIKE 'small-%') s, generate_series(1, 3) ORDER BY t; \
         ALTER TABLE customers FORCE ROW LEVEL SECURITY; VACUUM (ANALYZE)"
    );
    for sql in fill.split(';') {
        given.database.psql(sql).unwrap();
    }
    let before = Touched::now(&given.database);
    let store = given.open();
    let commits = people.iter().map(|id| password(&given, *id, Revision::new(1)));
    let told = at_once(&store, commits.collect());
    assert!(told.iter().all(Result::is_ok), "{told:?}");
    drop(store);
    let touched = Touched::now(&given.database).since(&before);
    let read = touched.entries["customers_id_pk"];
    assert!(read <= 10 * PEOPLE as u64, "{read} entries were read to change {PEOPLE} customers");
}

/// The watch sees what it is there to see.
#[test]
fn a_table_that_is_read_from_end_to_end_is_noticed() {
    let given = Given::a_database();
    let before = Touched::now(&given.database);
    let whole = "SET enable_indexscan = off; SET enable_bitmapscan = off; SELECT count(*) FROM customers";
    assert_eq!(given.sql(whole).unwrap(), "1");
    let touched = Touched::now(&given.database).since(&before);
    assert_eq!(touched.scans.get("customers"), Some(&1));
    let keyed =
        given.sql("SET enable_seqscan = off; SELECT count(*) FROM customers WHERE id IS NOT NULL").unwrap();
    assert_eq!(keyed, "1");
    let entries = Touched::now(&given.database).since(&before).entries;
    assert_eq!(entries.get("customers_id_pk"), Some(&1));
}
