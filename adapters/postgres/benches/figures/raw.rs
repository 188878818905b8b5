//! The raw limit: the very rows that an act left, written again by `COPY` or by `UNNEST` into the state before it.

use std::fmt::Write as _;
use std::path::Path;

use rollbook_servers::Cluster;

/// The tables in an order in which references hold.
pub(crate) const TABLES: [&str; 37] = [
    "tenants",
    "log_ends",
    "commits",
    "events",
    "event_notes",
    "groups",
    "courses",
    "course_versions",
    "items",
    "products",
    "product_courses",
    "prices",
    "customers",
    "customer_profiles",
    "customer_passwords",
    "customer_statuses",
    "memberships",
    "orders",
    "order_lines",
    "order_statuses",
    "enrollment_facts",
    "imports",
    "seat_pools",
    "seats",
    "grants",
    "grant_standings",
    "window_edits",
    "invitations",
    "invitation_links",
    "seat_claims",
    "seat_voidings",
    "seat_hand_overs",
    "account_links",
    "mails",
    "mail_suppressions",
    "mail_texts",
    "mail_text_versions",
];

/// Copies every row of `finished` into an empty database of the same schema, in one transaction, and gives the seconds
/// for it; writing the files that are read is not counted.
pub(crate) fn copied(cluster: &Cluster, finished: &str, empty: &str, folder: &Path) -> f64 {
    let (mut out, mut back) = (String::new(), String::new());
    for table in TABLES {
        let file = folder.join(format!("{table}.bin"));
        let file = file.display();
        let _ = writeln!(out, "COPY {table} TO '{file}' (FORMAT binary);");
        let _ = writeln!(back, "COPY {table} FROM '{file}' (FORMAT binary);");
    }
    cluster.psql_in(finished, &out).unwrap();
    transaction(cluster, empty, &back)
}

/// How many rows an act wrote, and how long the same rows take raw.
pub(crate) struct Rewritten {
    pub(crate) seconds: f64,
    pub(crate) inserted: usize,
    pub(crate) changed: usize,
}

/// Brings `before` to the state of `after` by one `INSERT ... SELECT FROM unnest` for the new rows of each table and one
/// `UPDATE ... FROM unnest` of the columns that changed in any of its rows, in one transaction. The rows wait on the server
/// as arrays; finding them is not counted, and neither is sending them.
pub(crate) fn rewritten(cluster: &Cluster, before: &str, after: &str, folder: &Path) -> Rewritten {
    let mut write = String::new();
    for table in TABLES {
        let file = folder.join(format!("{table}.bin"));
        cluster.psql_in(after, &format!("COPY {table} TO '{}' (FORMAT binary)", file.display())).unwrap();
        let key = columns(cluster, after, table, "i.indisprimary AND a.attnum = ANY (i.indkey)");
        let all = columns(cluster, after, table, "true");
        let changed = staged(cluster, before, table, &file, &key, &all);
        let _ = writeln!(write, "INSERT INTO {table} SELECT n.* FROM bench_new_{table} s, unnest(s.rows) n;");
        if !changed.is_empty() {
            let sets: Vec<String> = changed.iter().map(|column| format!("{column} = n.{column}")).collect();
            let _ = writeln!(
                write,
                "UPDATE {table} t SET {} FROM bench_changed_{table} s, unnest(s.rows) n WHERE {};",
                sets.join(", "),
                equals(&key, "t", "n")
            );
        }
    }
    let count = |kind: &str| -> usize {
        let parts: Vec<String> = TABLES
            .iter()
            .map(|table| format!("(SELECT coalesce(cardinality(rows), 0) FROM bench_{kind}_{table})"))
            .collect();
        cluster.psql_in(before, &format!("SELECT {}", parts.join(" + "))).unwrap().trim().parse().unwrap()
    };
    let (inserted, changed) = (count("new"), count("changed"));
    let seconds = transaction(cluster, before, &write);
    Rewritten { seconds, inserted, changed }
}

/// Lays the new rows of a table and those that changed ready, and says which columns changed in any of them.
fn staged(
    cluster: &Cluster,
    before: &str,
    table: &str,
    file: &Path,
    key: &[String],
    all: &[String],
) -> Vec<String> {
    let same_key = equals(key, "b", "a");
    let (file, join) = (file.display(), format!("FROM bench_after a JOIN {table} b ON {same_key}"));
    // Arrays that are stored as they are cost no more to read than parameters do.
    let lay = |kind: &str, rows: &str| {
        format!(
            "CREATE TABLE bench_{kind}_{table} (rows {table}[]);
             ALTER TABLE bench_{kind}_{table} ALTER rows SET STORAGE EXTERNAL;
             INSERT INTO bench_{kind}_{table} SELECT array_agg(a::text::{table}) {rows};"
        )
    };
    let new = format!("FROM bench_after a WHERE NOT EXISTS (SELECT FROM {table} b WHERE {same_key})");
    let stage = format!(
        "CREATE TABLE bench_after AS SELECT * FROM {table} LIMIT 0;
         COPY bench_after FROM '{file}' (FORMAT binary);
         ANALYZE bench_after;
         {} {}",
        lay("new", &new),
        lay("changed", &format!("{join} WHERE a::text <> b::text"))
    );
    cluster.psql_in(before, &stage).unwrap();
    let differ: Vec<String> = all
        .iter()
        .map(|name| format!("coalesce(bool_or(a.{name}::text IS DISTINCT FROM b.{name}::text), false)"))
        .collect();
    let told = cluster.psql_in(before, &format!("SELECT concat_ws(' ', {}) {join}", differ.join(", ")));
    cluster.psql_in(before, "DROP TABLE bench_after").unwrap();
    let is_changed = told.unwrap();
    let is_changed = is_changed.split_whitespace().map(|word| word == "t");
    all.iter().zip(is_changed).filter(|(_, is_changed)| *is_changed).map(|(name, _)| name.clone()).collect()
}

/// How long the statements take in one transaction, by the server's own clock.
fn transaction(cluster: &Cluster, database: &str, sql: &str) -> f64 {
    let now = "SELECT extract(epoch FROM clock_timestamp())";
    let told = cluster.psql_in(database, &format!("{now}; BEGIN; {sql} COMMIT; {now};")).unwrap();
    let instants: Vec<f64> = told.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let [start, end] = instants[..] else { panic!("{told}") };
    end - start
}

fn columns(cluster: &Cluster, database: &str, table: &str, filter: &str) -> Vec<String> {
    let sql = format!(
        "SELECT DISTINCT a.attname, a.attnum FROM pg_attribute a JOIN pg_index i ON i.indrelid = a.attrelid \
         WHERE a.attrelid = '{table}'::regclass AND a.attnum > 0 AND NOT a.attisdropped AND {filter} ORDER BY a.attnum"
    );
    let told = cluster.psql_in(database, &sql).unwrap();
    told.lines().filter_map(|line| line.split('|').next()).map(|name| name.trim().to_owned()).collect()
}

fn equals(columns: &[String], one: &str, other: &str) -> String {
    let pairs: Vec<String> =
        columns.iter().map(|column| format!("{one}.{column} = {other}.{column}")).collect();
    pairs.join(" AND ")
}
