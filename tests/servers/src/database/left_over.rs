use std::path::Path;

use super::name::{TEMPLATE, of_tests_here};
use super::template::lock;
use crate::program::run_sql_with;
use crate::{Binaries, ServerError};

const UNFINISHED: &str = "_unfinished";

/// Drops all templates, since nothing tells which of them is of yesterday's migrations, and the databases of those
/// test cases on this machine whose processes were killed.
///
/// It touches nothing that another role made or that has another name, and may run while others test on the server.
///
/// # Errors
///
/// When the server is out of reach.
pub fn drop_left_over(binaries: &Binaries, server: &str) -> Result<(), ServerError> {
    let own = "SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = current_user ORDER BY datname";
    let names = run_sql_with(binaries, server, &[own])?;
    for name in names.lines() {
        let drop = format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        if name.starts_with(TEMPLATE) {
            let template = name.strip_suffix(UNFINISHED).unwrap_or(name);
            run_sql_with(binaries, server, &["SET client_min_messages = warning", &lock(template), &drop])?;
        } else if is_abandoned(name) {
            run_sql_with(binaries, server, &["SET client_min_messages = warning", &drop])?;
        }
    }
    Ok(())
}

/// Whether a process of this machine gave the name and is gone.
fn is_abandoned(name: &str) -> bool {
    let numbers = name.strip_prefix(&of_tests_here()).and_then(|rest| rest.split_once('_'));
    let processes = Path::new("/proc");
    numbers.is_some_and(|(process, _)| processes.join("self").exists() && !processes.join(process).exists())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::name::of_test;

    #[test]
    fn only_a_database_of_a_process_that_is_gone_is_abandoned() {
        assert!(!is_abandoned(&of_test()));
        assert!(!is_abandoned("rollbook_production"));
        assert!(!is_abandoned("rollbook_test_of_another_machine_4194305_0"));
        assert!(is_abandoned(&format!("{}4194305_0", of_tests_here())));
    }
}
