//! Very many learners with two grants each, written by the server itself as an import would have left them.

use rollbook_servers::Cluster;

/// Adds learners until there are so many grants; everybody has the products of two courses.
pub(crate) fn grants(cluster: &Cluster, database: &str, grants: usize) {
    let learners = grants / 2;
    let id = |kind: &str, number: &str| {
        format!(
            "(lpad(to_hex(1700000000000 + {number}), 12, '0') || '7{kind}' || lpad(to_hex({number}), 17, '8'))::uuid"
        )
    };
    let (customer, order) = (id("a0", "n"), id("b0", "n * 2 + k"));
    let grant = id("c0", "n * 2 + k");
    let sql = format!(
        "BEGIN;
         CREATE TEMP TABLE shelf AS SELECT (row_number() OVER (ORDER BY p.code_key) - 1) AS place, p.id AS product_id,
             r.id AS price_id FROM products p JOIN prices r ON r.product_id = p.id;
         INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt)
             SELECT 1, {customer}, 5, 1767225600000000, 'import', 'active', false FROM generate_series(1, {learners}) n;
         INSERT INTO customer_profiles (tenant_no, customer_id, first_name, last_name, email, email_key, name_key)
             SELECT 1, {customer}, 'Given' || n, 'Family' || n % 977, 'many.' || n || '@example.org',
                 'many.' || n || '@example.org', 'given' || n || ' family' || n % 977 FROM generate_series(1, {learners}) n;
         INSERT INTO orders (tenant_no, id, customer_id, position, payment_type, placed_status, status, effective_at, commit_no)
             SELECT 1, {order}, {customer}, 2 + k * 2, 'import', 'processed', 'processed', 1767225600000000, c.commit_no
             FROM generate_series(1, {learners}) n, generate_series(0, 1) k, (SELECT min(commit_no) AS commit_no FROM commits) c;
         INSERT INTO grants (tenant_no, customer_id, position, id, product_id, origin, order_id, order_line, starts_at, ends_at,
                 effective_at, commit_no)
             SELECT 1, {customer}, 3 + k * 2, {grant}, s.product_id, 'import', {order}, 1, 1767225600000000, 1798761600000000,
                 1767225600000000, c.commit_no
             FROM generate_series(1, {learners}) n, generate_series(0, 1) k, shelf s,
                 (SELECT min(commit_no) AS commit_no FROM commits) c
             WHERE s.place = (n + k * 7) % 20;
         COMMIT;
         VACUUM ANALYZE;"
    );
    for statement in sql.split_inclusive("COMMIT;") {
        cluster.psql_in(database, statement).unwrap();
    }
}
