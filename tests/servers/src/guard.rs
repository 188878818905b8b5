use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Stdio};

use crate::ServerError;
use crate::folder::Folder;

/// Waits for the end of its input, which comes however the owner ends, then stops the server and removes its files.
const SCRIPT: &str = r#"
trap '' HUP INT TERM
read -r _
folder=$1 lock=$2
shift 2
"$@"
rm -rf "$folder" "$lock"
"#;

/// A process beside a server that outlives the owner for as long as it takes to tidy up.
///
/// It is in a process group of its own, so that an interrupt at the terminal does not reach it.
#[derive(Debug)]
pub(crate) struct Guard {
    process: Child,
    lifeline: Option<ChildStdin>,
}

impl Guard {
    /// Starts it before the server, so that there is no moment without.
    pub(crate) fn start(folder: &Folder, stop: &[OsString]) -> Result<Self, ServerError> {
        let mut command = folder.account().command("sh");
        command.args(["-c", SCRIPT, "rollbook-guard"]).arg(folder.path()).arg(folder.lock_path()).args(stop);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command.current_dir("/").process_group(0);
        let mut process = command.spawn().map_err(ServerError::io("start a guard with `sh`"))?;
        let lifeline = process.stdin.take();
        Ok(Self { process, lifeline })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.lifeline = None;
        let _ = self.process.wait();
    }
}
