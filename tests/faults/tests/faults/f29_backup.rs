//! F29: a backup taken under load, and restored.

use std::process::Command;

use pollster::block_on;
use rollbook_faults::checker::Until;
use rollbook_faults::driver::Size;
use rollbook_faults::truth::Truth;

use crate::driving::Driver;
use crate::server::{Server, is_sound};
use crate::stage::{Stage, is_right, times};
use crate::waiting::now;

/// I1 to I8
#[test]
fn a_backup_taken_under_load_holds_all_that_was_acknowledged_before_it_began() {
    backs_up(1);
}

/// I1 to I8
#[test]
#[ignore = "50 backups take minutes; `cargo xtask faults f29` runs them"]
fn each_of_50_backups_taken_under_load_holds_all_that_was_acknowledged_before_it_began() {
    backs_up(times(50));
}

fn backs_up(count: usize) {
    let server = Server::fast();
    let stage = server.stage(Size { pools: 20, seats: 20, people: 100 });
    let mut driver = Driver::start(&stage, &stage.url, "storm", 8, &[]);
    let mut backups = Vec::new();
    for number in 0..count {
        stage.wait_for_writes(50, now());
        let file = stage.folder().join(format!("backup{number}"));
        let begun = now();
        let mut dump = Command::new(server.cluster.binaries().program("pg_dump"));
        dump.args(["--format", "custom", "--file"]).arg(&file).arg(server.admin_url());
        assert!(dump.status().unwrap().success());
        backups.push((begun, file));
    }
    stage.wait_for_writes(50, now());
    assert!(driver.end().success());
    let whole = Stage::truth(&stage.url);
    for (number, (begun, file)) in backups.iter().enumerate() {
        let database = format!("restored{number}");
        server.cluster.psql(&format!("CREATE DATABASE {database} OWNER rollbook")).unwrap();
        let mut restore = Command::new(server.cluster.binaries().program("pg_restore"));
        restore.args(["--exit-on-error", "-d", &server.cluster.admin_url(&database)]).arg(file);
        assert!(restore.status().unwrap().success());
        let url = server.cluster.url(&database);
        is_right("F29", &stage.findings_in(&url, Until::Moment(*begun)));
        let restored: Truth = Stage::truth(&url);
        let count = restored.log.len();
        assert_eq!(restored.log, whole.log[..count], "the backup is another story");
        assert!(count < whole.log.len(), "nothing was written beside the backup");
        assert!(block_on(Stage::tenant_of(&url).tenant_state()).unwrap().is_some());
        is_sound(&server.cluster, &database);
    }
    is_right(&format!("F29, {count} backups"), &stage.findings());
}
