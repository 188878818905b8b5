use rollbook_servers::{
    Binaries, Cluster, ClusterOptions, PGBOUNCER_VARIABLE, PgBouncer, SERVER_VARIABLE, ServerError,
    drop_left_over, find_pgbouncer, find_server, install,
};

use crate::{files, say};

/// The servers that tests need, for as long as this value is there.
pub(crate) struct Servers {
    // The fields go in this order, and what stands before a server goes before it.
    _pgbouncer: Option<PgBouncer>,
    _cluster: Option<Cluster>,
    variables: Vec<(&'static str, String)>,
}

impl Servers {
    /// Takes the servers that the environment names, and starts those that it does not, installing what is missing.
    pub(crate) fn ready() -> Result<Self, String> {
        Self::make().map_err(|error| error.to_string())
    }

    /// The variables that lead tests to the servers.
    pub(crate) fn variables(&self) -> &[(&'static str, String)] {
        &self.variables
    }

    // The programs of a server are needed even beside one: some tests kill servers of their own.
    fn make() -> Result<Self, ServerError> {
        let binaries = binaries()?;
        let mut cluster = None;
        let server = find_server().or_else(|_| {
            let started = cluster.insert(Cluster::create_with(&binaries, &ClusterOptions::fast())?);
            Ok::<_, ServerError>(started.server_url())
        })?;
        drop_left_over(&binaries, &server)?;
        let mut pgbouncer = None;
        must_have_pgbouncer()?;
        let by_way = find_pgbouncer().or_else(|_| {
            let started = pgbouncer.insert(PgBouncer::before(&server)?);
            Ok::<_, ServerError>(started.url("postgres"))
        })?;
        let variables = vec![binaries.variable(), (SERVER_VARIABLE, server), (PGBOUNCER_VARIABLE, by_way)];
        Ok(Self { _pgbouncer: pgbouncer, _cluster: cluster, variables })
    }
}

fn binaries() -> Result<Binaries, ServerError> {
    let folder = files::root().join("target");
    Binaries::server().or_else(|_| {
        let installed = install::installed_server(&folder).map(Ok);
        installed.unwrap_or_else(|| {
            tell("\n==> installing a PostgreSQL server, for there is none here");
            install::server(&folder)
        })
    })
}

fn must_have_pgbouncer() -> Result<(), ServerError> {
    PgBouncer::must_be_installed().or_else(|_| {
        tell("\n==> installing PgBouncer, for there is none here");
        install::pgbouncer()
    })
}

// A terminal that is gone is no reason to stop.
fn tell(text: &str) {
    let _ = say(text);
}
