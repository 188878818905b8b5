//! Statements keep tenants apart by themselves: with row-level security off, and a second tenant whose rows have the ids
//! and the keys of the first one's, every read answers as if the other were not there, and a commit touches nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use pollster::block_on;
use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GroupId, ImpersonationId, ImportId, InvitationId, ItemId, MailId,
    OrderId, OrganizationId, ProductId, SalesOrderId, SeatId, SubmissionId,
};
use rollbook_domain::port::{Delivery, LeaseRequest, Settled, Settlement, Store as _};
use rollbook_domain::settings::TenantId;
use rollbook_domain::time::Instant;
use uuid::Uuid;

use crate::given::{Given, tenant};
use crate::laid_out::words;
use crate::reads::{Keys, reads};

/// The tables in an order in which rows refer to rows that are there: grants to seats and facts of enrollments to
/// sales orders, though their tables are older.
const TABLES: &str = "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
                      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_no' \
                      AND c.relname <> 'tenants' \
                      ORDER BY c.relname IN ('enrollment_facts', 'grants', 'grant_standings', 'window_edits'), c.oid";

fn keys(given: &Given) -> Keys {
    let cell = |sql: &str| given.sql(sql).unwrap();
    let uuid = |sql: &str| cell(sql).parse::<Uuid>().unwrap();
    let hash = |sql: &str| -> [u8; 32] {
        let hex = cell(&format!("SELECT encode(({sql}), 'hex')"));
        let byte = |place: usize| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap();
        std::array::from_fn(byte)
    };
    let customer = CustomerId::from_uuid(uuid("SELECT id FROM customers"));
    let item = ItemId::from_uuid(uuid("SELECT id FROM items"));
    Keys {
        customer,
        email: cell("SELECT email FROM customer_profiles"),
        code: "BBB".to_owned(),
        group: GroupId::from_uuid(uuid("SELECT id FROM groups")),
        organization: OrganizationId::from_uuid(uuid("SELECT id FROM organizations")),
        manager: customer,
        product: ProductId::from_uuid(uuid("SELECT id FROM products")),
        product_code: "BBB".to_owned(),
        course: CourseId::from_uuid(uuid("SELECT id FROM courses")),
        course_code: "BBB".to_owned(),
        item,
        item_code: "QUIZ".to_owned(),
        quiz: item,
        submission: SubmissionId::from_uuid(Uuid::nil()),
        order: OrderId::from_uuid(uuid("SELECT order_id FROM seat_pools")),
        large_order: OrderId::from_uuid(uuid("SELECT order_id FROM seat_pools")),
        buyer: customer,
        invited: cell("SELECT address FROM invitations"),
        seat: SeatId::from_uuid(uuid("SELECT seat_id FROM seat_claims")),
        invitation: InvitationId::from_uuid(uuid("SELECT id FROM invitations")),
        link: hash("SELECT hash FROM invitation_links"),
        account_link: hash("SELECT hash FROM account_links"),
        lookup: hash("SELECT code_lookup FROM seats WHERE standing = 'claimed'"),
        mail: MailId::from_uuid(uuid("SELECT id FROM mails")),
        import: ImportId::from_uuid(Uuid::nil()),
        impersonation: ImpersonationId::from_uuid(Uuid::nil()),
        commit: CommitId::from_uuid(uuid("SELECT id FROM commits")),
        sales_order: SalesOrderId::from_uuid(SALES_ORDER),
        sales_order_number: "SO-1".to_owned(),
        external_id: "4711".to_owned(),
        large_sales_order: SalesOrderId::from_uuid(SALES_ORDER),
        now: Instant::EPOCH,
    }
}

const SALES_ORDER: Uuid = Uuid::from_u128(15);

/// A code and sign-ins, which are no events, of everybody of the first tenant; an enrollment under a sales order, and a quiz.
const BESIDE: [&str; 6] = [
    "UPDATE customer_profiles SET code = 'BBB', code_key = 'bbb'",
    "INSERT INTO logins (tenant_no, customer_id, at, id, address, outcome, means) \
     SELECT tenant_no, id, 7, id, '192.0.2.1', 'succeeded', 'password' FROM customers",
    "INSERT INTO sales_orders SELECT tenant_no, '00000000-0000-0000-0000-00000000000f', 1, 'SO-1', 'so-1', '4711', \
     'Northern Rail', 0, 900, 5 FROM customers",
    "INSERT INTO sales_order_courses SELECT s.tenant_no, s.id, 1, c.id FROM sales_orders s, courses c",
    "INSERT INTO enrollment_facts (tenant_no, customer_id, course_id, position, change, sales_order_id, effective_at, \
     commit_no) SELECT s.tenant_no, r.id, c.id, 99, 'sales_order_linked', s.id, 0, 1 \
     FROM sales_orders s, customers r, courses c",
    "INSERT INTO quiz_editions SELECT tenant_no, id, 1, 1, 0, '{\"pass_mark\": 50, \"questions\": [{\"id\": \"prime\", \
     \"text\": \"1 is a prime.\", \"kind\": \"true_false\", \"correct\": [\"false\"]}]}' FROM items",
];

/// Takes the second line away, and gives tenant 2 all that tenant 1 has, told apart by titles, names and times alone.
fn add_twin(given: &Given) {
    let mut sql =
        "INSERT INTO tenants OVERRIDING SYSTEM VALUE SELECT 2, 'twin', settings, revision FROM tenants;"
            .to_owned();
    let tables = words(&given.database, TABLES);
    for table in &tables {
        sql.extend(["ALTER TABLE ", table, " NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;"]);
    }
    for table in &tables {
        let columns = format!(
            "SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped \
             ORDER BY attnum"
        );
        let columns = words(&given.database, &columns).join(", ");
        let values = columns.replacen("tenant_no", "2", 1);
        sql.extend(["INSERT INTO ", table, " (", &columns, ") SELECT ", &values]);
        sql.extend([" FROM ", table, " WHERE tenant_no = 1;"]);
    }
    for (table, change) in [
        (
            "tenants",
            "settings = replace(settings::text, 'UTC', 'Europe/Berlin')::json, revision = revision + 7",
        ),
        ("customers", "revision = revision + 7, status = 'inactive'"),
        ("customer_profiles", "first_name = 'Twin', name_key = 'twin'"),
        ("groups", "name = 'Twins'"),
        ("organizations", "title = 'Twins'"),
        ("courses", "title = 'Twins'"),
        ("products", "title = 'Twins'"),
        ("prices", "title = 'Twins', unit_price = 7"),
        ("orders", "status = 'cancelled', effective_at = 7"),
        ("grants", "ends_at = starts_at + 7"),
        ("seat_pools", "reclaims = 7"),
        ("seats", "revision = revision + 7, effective_at = 7"),
        ("invitations", "text = 'Dear twin'"),
        ("sales_orders", "client = 'Twins'"),
        ("quiz_editions", "defined_at = 7"),
        ("transcripts", "revision = revision + 7"),
        ("submissions", "edition = 7"),
        ("cmi_sessions", "session_time = session_time + 7"),
        ("logins", "address = '203.0.113.77'"),
        ("mails", "attempts = 7, due_at = due_at - 7"),
        ("mail_suppressions", "problem = 'twin'"),
        ("outboxes", "revision = revision + 7"),
    ] {
        sql.extend(["UPDATE ", table, " SET ", change, " WHERE tenant_no = 2;"]);
    }
    given.database.psql(&sql).unwrap();
}

#[test]
fn reads_answer_the_same_whether_or_not_another_tenant_has_the_same_ids() {
    let given = Given::a_database();
    for sql in BESIDE {
        given.sql(sql).unwrap();
    }
    let keys = keys(&given);
    let answers = || -> BTreeMap<usize, _> {
        let store = given.open();
        let tenant = tenant(&store);
        reads(&keys).iter().map(|read| (read.ask)(&*tenant)).enumerate().collect()
    };
    let alone = answers();
    add_twin(&given);
    let beside = answers();
    for (place, read) in reads(&keys).iter().enumerate() {
        let same = alone[&place].is_as(beside[&place].as_any());
        assert!(same, "{}: {:?}, then {:?}", read.name, alone[&place], beside[&place]);
    }
    // The twin is there, and is seen by itself, or the above would show nothing.
    let store = given.open();
    let twin = store.tenant(&TenantId::parse("twin").unwrap());
    let (mut all, mut differing) = (BTreeSet::new(), BTreeSet::new());
    for (place, read) in reads(&keys).iter().enumerate() {
        all.insert(read.name);
        if !alone[&place].is_as((read.ask)(&*twin).as_any()) {
            differing.insert(read.name);
        }
    }
    assert!(2 * differing.len() > all.len(), "{:?}", all.difference(&differing));
}

/// What a tenant has, as one hash.
fn all_of(given: &Given, tenant_no: i64) -> String {
    let tables = words(&given.database, TABLES);
    let of = |table: &String| {
        format!("SELECT '{table}' AS name, t::text AS cells FROM {table} t WHERE tenant_no = {tenant_no}")
    };
    let all: Vec<String> = tables.iter().map(of).collect();
    let sql = format!(
        "SELECT md5(string_agg(name || cells, '' ORDER BY name, cells)) FROM ({}) t",
        all.join(" UNION ALL ")
    );
    given.database.psql(&sql).unwrap()
}

#[test]
fn a_commit_touches_nothing_of_another_tenant_with_the_same_ids() {
    let given = Given::a_database();
    let keys = keys(&given);
    add_twin(&given);
    let (own, twin) = (all_of(&given, 1), all_of(&given, 2));
    let store = given.open();
    let tenant = tenant(&store);
    let request = LeaseRequest { now: keys.now, until: keys.now, limit: 10 };
    let leased = block_on(tenant.lease(&request)).unwrap();
    assert_eq!(leased.len(), 1);
    let delivery = Delivery::Retry { due_at: keys.now, problem: "not now".to_owned() };
    let settlement = Settlement { mail: keys.mail, epoch: leased[0].mail.epoch, at: keys.now, delivery };
    assert_eq!(block_on(tenant.settle(&settlement)).unwrap(), Settled::Done);
    let commit = block_on(given.a_later_commit(&*tenant, &keys));
    block_on(tenant.commit(commit)).unwrap();
    assert_ne!(all_of(&given, 1), own);
    assert_eq!(all_of(&given, 2), twin);
}
