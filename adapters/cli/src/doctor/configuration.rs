//! What the command line and the environment say.

use crate::Finding;
use crate::start::Start;

/// Says which database is meant and who says so.
pub(super) fn examine(start: &Start) -> Vec<Finding> {
    let whence = match (&start.options.database, start.database_of_environment()) {
        (Some(_), _) => "given by --database",
        (None, Some(_)) => "given by ROLLBOOK_DATABASE",
        (None, None) => "the default; --database or ROLLBOOK_DATABASE name another",
    };
    vec![
        Finding::ok("program", format!("rollbook {}", env!("CARGO_PKG_VERSION"))),
        Finding::ok("database", format!("{}, {whence}", start.shown_database())),
        Finding::ok("actor", format!("the log names {}; --actor names another", start.actor_name())),
    ]
}
