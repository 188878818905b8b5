use std::fs;
use std::path::Path;
use std::process::Command;

use crate::account::Account;
use crate::cluster::{pid_path, stop_command};
use crate::program::run;
use crate::{Binaries, folder, pgbouncer};

/// Stops the servers and removes the folders of owners that were killed together with their guards.
///
/// What cannot be removed belongs to somebody else, who will.
pub(crate) fn abandoned(binaries: &Binaries) {
    let Ok(account) = Account::for_servers() else { return };
    for folder in folder::abandoned() {
        let data = folder.path().join("data");
        if process_of(&pid_path(&data), folder.path()).is_some()
            && let Some((program, arguments)) = stop_command(binaries, &data).split_first()
        {
            let _ = run(account.command(program).args(arguments).current_dir("/"));
        }
        if let Some(process) = process_of(&pgbouncer::pid_path(folder.path()), folder.path()) {
            let _ = run(Command::new("sh").args(["-c", "kill -9 \"$0\"", &process]));
        }
        let _ = folder.remove();
    }
}

/// The process of a pid file, if it is the server of that folder and not a later one that got its number.
fn process_of(pid_file: &Path, folder: &Path) -> Option<String> {
    let text = fs::read_to_string(pid_file).ok()?;
    let process = text.lines().next()?.to_owned();
    let command = fs::read(Path::new("/proc").join(&process).join("cmdline")).ok()?;
    String::from_utf8_lossy(&command).contains(&*folder.to_string_lossy()).then_some(process)
}
