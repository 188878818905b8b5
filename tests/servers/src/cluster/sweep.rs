use std::fs;
use std::path::Path;

use super::create::stop;
use super::pid_path;
use crate::account::Account;
use crate::program::run;
use crate::{Binaries, folder};

/// Stops the servers and removes the folders of owners that were killed together with their guards.
///
/// What cannot be removed belongs to somebody else, who will.
pub(super) fn abandoned(binaries: &Binaries) {
    for folder in folder::abandoned() {
        let data = folder.path().join("data");
        if is_running(&data)
            && let (Some((program, arguments)), Ok(account)) =
                (stop(binaries, &data).split_first(), Account::for_servers())
        {
            let _ = run(account.command(program).args(arguments).current_dir("/"));
        }
        let _ = folder.remove();
    }
}

/// Whether the process of the pid file is the server of this folder, and not a later one that got its number.
fn is_running(data: &Path) -> bool {
    let pid = fs::read_to_string(pid_path(data)).unwrap_or_default();
    let pid = pid.lines().next().unwrap_or_default();
    let command = fs::read(Path::new("/proc").join(pid).join("cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&command).contains(&*data.to_string_lossy())
}
