//! A PostgreSQL server that an experiment may break.

use std::process::Command;

use rollbook_faults::driver::Size;
use rollbook_servers::{Cluster, ClusterOptions};

use crate::stage::Stage;

const DATABASE: &str = "rollbook";

/// A server of our own with a database for Rollbook in it.
pub(crate) struct Server {
    pub(crate) cluster: Cluster,
}

impl Server {
    /// One whose processes are never killed: it forgets everything when the machine stops.
    pub(crate) fn fast() -> Self {
        Self::with(ClusterOptions::fast())
    }

    /// One that holds what it promised through a crash.
    pub(crate) fn durable() -> Self {
        Self::with(ClusterOptions::durable())
    }

    pub(crate) fn with(options: ClusterOptions) -> Self {
        // The code of every error stands in the log, so that some can be looked for.
        let cluster = Cluster::create(&options.with("log_line_prefix", "%m [%p] %e ")).unwrap();
        cluster.psql(&format!("CREATE DATABASE {DATABASE} OWNER rollbook")).unwrap();
        Self { cluster }
    }

    /// The database's URL.
    pub(crate) fn url(&self) -> String {
        self.cluster.url(DATABASE)
    }

    /// The database's URL for the superuser.
    pub(crate) fn admin_url(&self) -> String {
        self.cluster.admin_url(DATABASE)
    }

    /// The URL of one more database.
    pub(crate) fn another(&self, number: u64) -> String {
        let name = format!("{DATABASE}{number}");
        self.cluster.psql(&format!("CREATE DATABASE {name} OWNER rollbook")).unwrap();
        self.cluster.url(&name)
    }

    /// Sets a scene in the database.
    pub(crate) fn stage(&self, size: Size) -> Stage {
        Stage::set(&self.url(), size)
    }

    pub(crate) fn psql(&self, sql: &str) -> String {
        self.cluster.psql_in(DATABASE, sql).unwrap()
    }

    /// Everything that must hold of a database after any experiment, beside what the checker looks at (I1, I8, I10).
    pub(crate) fn is_sound(&self) {
        is_sound(&self.cluster, DATABASE);
    }
}

/// The URL of the database behind another port.
pub(crate) fn url_by(port: u16) -> String {
    format!("postgres://rollbook@127.0.0.1:{port}/{DATABASE}")
}

/// Everything that must hold of a database on some server.
pub(crate) fn is_sound(cluster: &Cluster, database: &str) {
    let psql = |sql: &str| cluster.psql_in(database, sql).unwrap();
    let doubled = "SELECT count(*) - count(DISTINCT (tenant_no, seat_id)) FROM seat_claims \
                   WHERE reclaimed_position IS NULL";
    assert_eq!(psql(doubled), "0", "seats with two live claims");
    let bare = "SELECT count(*) FROM seat_claims c WHERE NOT EXISTS \
                (SELECT FROM grants g WHERE g.tenant_no = c.tenant_no AND g.id = c.grant_id AND g.seat_id = c.seat_id)";
    assert_eq!(psql(bare), "0", "claims whose holder was given no access");
    let orphans = psql(&psql(ORPHANS));
    let some: Vec<&str> = orphans.lines().filter(|line| !line.ends_with("|0")).collect();
    assert!(!orphans.is_empty() && some.is_empty(), "rows that refer to nothing: {some:?}");
    for (code, what) in NEVER_LOGGED {
        assert_eq!(logged(cluster, code), Vec::<String>::new(), "{what}");
    }
    let mut amcheck = Command::new(cluster.binaries().program("pg_amcheck"));
    amcheck.args(["--host", "127.0.0.1", "--port", &cluster.port().to_string(), "--username", "postgres"]);
    amcheck.args(["--install-missing", "--heapallindexed", "--parent-check", "--database", database]);
    let checked = amcheck.output().expect("pg_amcheck comes with the server's contributed programs");
    let said =
        String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "pg_amcheck: {said}");
}

/// What a server logs of sessions that are not handled as they should be.
const NEVER_LOGGED: [(&str, &str); 5] = [
    ("22", "a value was none that its column can hold"),
    ("25001", "a transaction was begun on a session that was in one: somebody left it open"),
    ("25P02", "a statement came in a transaction that had failed"),
    ("42", "a statement did not fit the schema, or the role may not run it"),
    ("40P01", "sessions waited for each other in a circle"),
];

/// What a server logged under a code, or under all codes of a class.
pub(crate) fn logged(cluster: &Cluster, code: &str) -> Vec<String> {
    let begin = format!("] {code}");
    cluster.log().lines().filter(|line| line.contains(&begin)).map(str::to_owned).collect()
}

/// Makes a query that counts, for every foreign key, the rows that refer to one that is not there.
const ORPHANS: &str = "
    SELECT string_agg(format(
        'SELECT %L, count(*) FROM %s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s)',
        key.conname, key.conrelid::regclass, columns.given, key.confrelid::regclass, columns.equal
    ), ' UNION ALL ')
    FROM pg_constraint key CROSS JOIN LATERAL (
        SELECT string_agg(format('c.%I IS NOT NULL', child.attname), ' AND ') AS given,
            string_agg(format('p.%I = c.%I', parent.attname, child.attname), ' AND ') AS equal
        FROM unnest(key.conkey, key.confkey) AS pair (child, parent)
        JOIN pg_attribute child ON child.attrelid = key.conrelid AND child.attnum = pair.child
        JOIN pg_attribute parent ON parent.attrelid = key.confrelid AND parent.attnum = pair.parent
    ) columns
    WHERE key.contype = 'f'";
