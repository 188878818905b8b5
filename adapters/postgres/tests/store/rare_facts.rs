//! Whoever writes a rare fact of a customer marks the customer, and looks at no other for it.

use crate::given::Given;
use crate::plans::wait_until_alone;

#[test]
fn customers_with_a_rare_fact_are_found_by_their_keys_before_the_server_has_looked_at_the_table() {
    let given = Given::a_database();
    given
        .sql(
            "ALTER TABLE customers SET (autovacuum_enabled = false); \
             INSERT INTO customers SELECT 1, lpad(i::text, 32, '0')::uuid, 1, 0, 'import', 'active', false, NULL, NULL, NULL, NULL \
             FROM generate_series(1, 20000) i",
        )
        .unwrap();
    let looked_at = || -> u64 {
        wait_until_alone(&given.database);
        let sql = "SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = 'customers_id_pk'";
        given.database.psql(sql).unwrap().parse().unwrap()
    };
    let before = looked_at();
    given
        .sql(
            "INSERT INTO customer_statuses SELECT 1, lpad(i::text, 32, '0')::uuid, 9, 'inactive', NULL, 0, (SELECT max(commit_no) FROM commits) \
             FROM generate_series(101, 105) i; \
             INSERT INTO event_notes SELECT tenant_no, stream_kind, stream_id, position, 'why', sha256('') FROM events \
             WHERE stream_kind = 'customer' AND position = 1",
        )
        .unwrap();
    assert!(looked_at() - before < 200, "{} entries were read", looked_at() - before);
    assert_eq!(given.sql("SELECT count(*) FROM customers WHERE kept & 2 > 0").unwrap(), "5");
}
