//! The raw limit: the very rows that an act left, written again by `COPY` or by `UNNEST` into the state before it.

use std::fmt::Write as _;
use std::path::Path;

use rollbook_servers::Cluster;
use rollbook_workload::machine::seconds;

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
    let mut out = String::new();
    let mut back = "BEGIN;".to_owned();
    for table in TABLES {
        let file = folder.join(format!("{table}.bin"));
        let file = file.display();
        let _ = writeln!(out, "COPY {table} TO '{file}' (FORMAT binary);");
        let _ = writeln!(back, "COPY {table} FROM '{file}' (FORMAT binary);");
    }
    back.push_str("COMMIT;");
    cluster.psql_in(finished, &out).unwrap();
    seconds(|| cluster.psql_in(empty, &back).unwrap()).1
}

/// How many rows an act wrote, and how long the same rows take raw.
pub(crate) struct Rewritten {
    pub(crate) seconds: f64,
    pub(crate) inserted: usize,
    pub(crate) changed: usize,
}

/// Brings `before` to the state of `after` by one `INSERT ... SELECT FROM unnest` and one `UPDATE ... FROM unnest` for each
/// table, in one transaction. The rows wait as arrays in a table of their own; finding them is not counted.
pub(crate) fn rewritten(cluster: &Cluster, before: &str, after: &str, folder: &Path) -> Rewritten {
    let (mut stage, mut write) = (String::new(), "BEGIN;".to_owned());
    for table in TABLES {
        let file = folder.join(format!("{table}.bin"));
        let file = file.display();
        cluster.psql_in(after, &format!("COPY {table} TO '{file}' (FORMAT binary)")).unwrap();
        let key = columns(cluster, after, table, "i.indisprimary AND a.attnum = ANY (i.indkey)");
        let all = columns(cluster, after, table, "true");
        let same_key = equals(&key, "b", "a");
        let _ = writeln!(
            stage,
            "CREATE TABLE bench_after AS SELECT * FROM {table} LIMIT 0;
             COPY bench_after FROM '{file}' (FORMAT binary);
             ANALYZE bench_after;
             CREATE TABLE bench_new_{table} AS SELECT array_agg(x) AS rows FROM (SELECT (a::text::{table}) AS x
                 FROM bench_after a WHERE NOT EXISTS (SELECT FROM {table} b WHERE {same_key})) n;
             CREATE TABLE bench_changed_{table} AS SELECT array_agg(x) AS rows FROM (SELECT (a::text::{table}) AS x
                 FROM bench_after a JOIN {table} b ON {same_key} WHERE a::text <> b::text) n;
             DROP TABLE bench_after;"
        );
        let rest: Vec<&String> = all.iter().filter(|column| !key.contains(column)).collect();
        let sets: Vec<String> = rest.iter().map(|column| format!("{column} = n.{column}")).collect();
        let _ = writeln!(write, "INSERT INTO {table} SELECT n.* FROM bench_new_{table} s, unnest(s.rows) n;");
        if !sets.is_empty() && !matches!(table, "commits" | "events" | "seat_claims" | "invitation_links") {
            let _ = writeln!(
                write,
                "UPDATE {table} t SET {} FROM bench_changed_{table} s, unnest(s.rows) n WHERE {};",
                sets.join(", "),
                equals(&key, "t", "n")
            );
        }
    }
    write.push_str("COMMIT;");
    // Changes that the triggers of guards allow only column by column are few, and are left out of the raw side.
    cluster.psql_in(before, &stage).unwrap();
    let count = |kind: &str| -> usize {
        let parts: Vec<String> = TABLES
            .iter()
            .map(|table| format!("(SELECT coalesce(cardinality(rows), 0) FROM bench_{kind}_{table})"))
            .collect();
        cluster.psql_in(before, &format!("SELECT {}", parts.join(" + "))).unwrap().trim().parse().unwrap()
    };
    let (inserted, changed) = (count("new"), count("changed"));
    let write = write.replace("UPDATE seats t SET", "UPDATE seats t SET");
    let (_, taken) = seconds(|| cluster.psql_in(before, &write).unwrap());
    Rewritten { seconds: taken, inserted, changed }
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
