//! What the schema keeps of which rare facts a customer has, since an access check looks for no others.

use pollster::block_on;
use rollbook_domain::text::Note;
use rollbook_postgres::{PostgresOptions, migrate};

use crate::given::{Given, tenant};
use crate::laid_out::words;

/// The customers of whom something else is kept than there is.
const WRONG: &str = "\
    SELECT c.id, c.kept FROM customers c WHERE c.deleted_at IS NULL AND c.kept <> \
    (EXISTS (SELECT FROM event_notes n WHERE n.stream_kind = 'customer' AND n.stream_id = c.id))::int \
    + 2 * (EXISTS (SELECT FROM customer_statuses f WHERE f.customer_id = c.id))::int \
    + 4 * (EXISTS (SELECT FROM grant_standings f WHERE f.customer_id = c.id))::int \
    + 8 * (EXISTS (SELECT FROM window_edits f WHERE f.customer_id = c.id))::int \
    + 16 * (EXISTS (SELECT FROM enrollment_facts f WHERE f.customer_id = c.id))::int";

/// A closed database with three customers: one has a grant that was revoked, one a note, and one nothing.
fn given() -> Given {
    let given = Given::a_database();
    let store = given.open();
    for note in [Some("Asked for by phone"), None] {
        let mut commit = given.a_customer();
        commit.events[0].note = note.map(|note| Note::parse(note).unwrap());
        block_on(tenant(&store).commit(commit)).unwrap();
    }
    given
}

fn kept(given: &Given) -> Vec<String> {
    assert_eq!(given.sql(WRONG).unwrap(), "");
    let all = given.sql("SELECT string_agg(kept::text, ',' ORDER BY kept) FROM customers").unwrap();
    all.split(',').map(str::to_owned).collect()
}

#[test]
fn a_customer_is_known_to_have_notes_and_standings_as_soon_as_they_are_written() {
    assert_eq!(kept(&given()), ["0", "1", "4"]);
}

#[test]
fn each_kind_of_fact_is_kept_by_the_schema_whoever_writes_it_and_however_many_at_once() {
    let given = given();
    for (sql, all) in [
        (
            "INSERT INTO customer_statuses (tenant_no, customer_id, position, status, effective_at, commit_no) \
             SELECT 1, id, 90, 'active', 5, 1 FROM customers",
            ["2", "3", "6"],
        ),
        (
            "INSERT INTO enrollment_facts (tenant_no, customer_id, course_id, position, change, effective_at, commit_no) \
             SELECT 1, c.id, k.id, n, 'enrolled', 5, 1 FROM customers c, courses k, generate_series(91, 93) n",
            ["18", "19", "22"],
        ),
        (
            "INSERT INTO window_edits (tenant_no, customer_id, position, grant_position, old_starts_at, new_starts_at, \
             effective_at, commit_no) SELECT 1, customer_id, 94 + position, position, 5, 6, 5, 1 FROM grants",
            ["18", "19", "30"],
        ),
    ] {
        given.sql(sql).unwrap();
        assert_eq!(kept(&given), all, "{sql}");
    }
}

/// GDPR-11
#[test]
fn why_somebody_was_deleted_may_be_written_after_the_id_took_its_last_change() {
    let given = given();
    let written = given.sql(
        "UPDATE customers SET erased_at = 5, deleted_at = 5 WHERE kept = 0; \
         INSERT INTO events SELECT e.tenant_no, 9000, e.commit_no, 'customer', c.id, 90, 5, e.payload, NULL, e.chain \
         FROM customers c, (SELECT * FROM events ORDER BY sequence LIMIT 1) e WHERE c.deleted_at IS NOT NULL; \
         INSERT INTO event_notes SELECT tenant_no, stream_kind, stream_id, position, 'As was asked', sha256('') \
         FROM events WHERE sequence = 9000",
    );
    written.unwrap();
}

#[test]
fn an_older_database_learns_what_there_is() {
    let given = given();
    let tables = ["event_notes", "customer_statuses", "grant_standings", "window_edits", "enrollment_facts"];
    let mut back = tables.map(|table| format!("DROP TRIGGER {table}_are_kept ON {table};")).concat();
    back.push_str(
        "DROP FUNCTION keep_rare_facts, keep_rare_notes; ALTER TABLE customers DROP COLUMN kept; \
         DELETE FROM schema_migrations WHERE name = 'keep_rare_facts'",
    );
    given.database.psql(&back).unwrap();
    let done = block_on(migrate(given.database.url(), &PostgresOptions::default(), |_| ())).unwrap();
    assert_eq!(done.iter().map(|done| done.name).collect::<Vec<_>>(), ["keep_rare_facts"]);
    assert_eq!(kept(&given), ["0", "1", "4"]);
    assert_eq!(
        words(&given.database, "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%_are_kept'"),
        ["5"]
    );
}
