use super::create::no_sync;
use super::{Cluster, SUPERUSER};
use crate::ServerError;
use crate::program::{run, run_sql_with};

/// Ends as soon as the primary waits for the standby with every commit; asks the server every few milliseconds.
///
/// The session that asks may not have read the new setting yet, and does not until its statement is over, so it cannot
/// tell by `sync_state`; the priority is what the sender itself has read.
const IN_STEP: &str = "DO $$ BEGIN
    FOR i IN 1..6000 LOOP
        PERFORM pg_stat_clear_snapshot();
        IF EXISTS (SELECT FROM pg_stat_replication WHERE state = 'streaming' AND sync_priority > 0) THEN
            RETURN;
        END IF;
        PERFORM pg_sleep(0.01);
    END LOOP;
    RAISE EXCEPTION 'the standby does not follow after a minute';
END $$";

impl Cluster {
    /// Makes a standby that the primary waits for with every commit, from a backup of the primary as it runs.
    ///
    /// # Errors
    ///
    /// What `pg_basebackup` or one of the two servers said.
    pub fn standby_of(primary: &Self) -> Result<Self, ServerError> {
        let standby = Self::begun(&primary.binaries, &primary.options, |account, data| {
            let source = format!(
                "host=127.0.0.1 port={} user={SUPERUSER} application_name={}",
                primary.port,
                name(primary)
            );
            let mut backup = account.command(primary.binaries.program("pg_basebackup"));
            backup.args([
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--wal-method=stream",
                "--no-password",
            ]);
            backup.args(no_sync(&primary.options)).arg("--dbname").arg(source).arg("--pgdata").arg(data);
            run(backup.current_dir("/")).map(|_| ())
        })?;
        let names = format!("ALTER SYSTEM SET synchronous_standby_names = '{}'", name(primary));
        let url = primary.admin_url(super::DATABASE);
        run_sql_with(&primary.binaries, &url, &[&names, "SELECT pg_reload_conf()", IN_STEP])?;
        Ok(standby)
    }
}

fn name(primary: &Cluster) -> String {
    format!("standby_of_{}", primary.port)
}
