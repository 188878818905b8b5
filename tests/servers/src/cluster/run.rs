use std::fs;
use std::io::{self, PipeReader, Read as _};
use std::process::{Command, Stdio};
use std::sync::{MutexGuard, PoisonError};

use super::{Cluster, DATABASE};
use crate::ServerError;
use crate::program::{run, run_sql_with, shown};

/// How a server is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Ends every session, writes everything down and stops.
    Fast,
    /// Stops as if the power went, and recovers at the next start.
    Immediate,
}

/// Gives the server a copy of the pipe that nothing else of it uses: `pg_ctl` points what it prints elsewhere.
const START: &str = r#"exec "$@" 3>&1 >"$0" 2>&1"#;
/// More than a server that recovers from a crash needs between listening and answering.
const TRIES: usize = 1_000;

impl Cluster {
    /// Starts the server after it was stopped or killed, and waits until it answers.
    ///
    /// # Errors
    ///
    /// What `pg_ctl` and the log said.
    pub fn start(&self) -> Result<(), ServerError> {
        let (reader, writer) = io::pipe().map_err(ServerError::io("make a pipe"))?;
        let said = self.folder.path().join("start.log");
        let mut command = self.folder.account().command("sh");
        command.args(["-c", START]).arg(&said).arg(self.binaries.program("pg_ctl"));
        command
            .args(["start", "--wait", "--timeout=120", "--log"])
            .arg(self.log_path())
            .arg("--pgdata")
            .arg(self.data());
        command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::null()).current_dir("/");
        let status = command.status().map_err(ServerError::io("start `sh`"))?;
        let command_line = shown(&command);
        // It holds the writing end, without which only the server has one.
        drop(command);
        if !status.success() {
            let said = [fs::read_to_string(said).unwrap_or_default(), self.log()].concat();
            return Err(ServerError::Failed { command: command_line, said });
        }
        *self.processes() = Some(reader);
        self.wait_until_it_answers()
    }

    /// Stops the server, and waits until its last process has ended. A server that is stopped already stays so.
    ///
    /// # Errors
    ///
    /// What `pg_ctl` said.
    pub fn stop(&self, how: Stop) -> Result<(), ServerError> {
        let mut processes = self.processes();
        if processes.is_none() {
            return Ok(());
        }
        let mode = match how {
            Stop::Fast => "--mode=fast",
            Stop::Immediate => "--mode=immediate",
        };
        run(self.pg_ctl("stop").args([mode, "--no-wait"]))?;
        wait(&mut processes)
    }

    /// Stops the server and starts it again.
    ///
    /// # Errors
    ///
    /// As [`Cluster::stop`] and [`Cluster::start`].
    pub fn restart(&self, how: Stop) -> Result<(), ServerError> {
        self.stop(how)?;
        self.start()
    }

    /// Kills the first process of the server (`kill -9`), and waits until all others have noticed and ended.
    ///
    /// # Errors
    ///
    /// When it does not run.
    pub fn kill(&self) -> Result<(), ServerError> {
        let mut processes = self.processes();
        run(Command::new("sh").args(["-c", "kill -9 \"$0\"", &self.process_id()?.to_string()]))?;
        wait(&mut processes)?;
        self.forget_the_dead()
    }

    /// Makes a standby a primary, and waits until it writes.
    ///
    /// # Errors
    ///
    /// What `pg_ctl` said, such as that the server is no standby.
    pub fn promote(&self) -> Result<(), ServerError> {
        run(self.pg_ctl("promote").args(["--wait", "--timeout=120"])).map(|_| ())
    }

    /// The number of the server's first process.
    ///
    /// # Errors
    ///
    /// When it does not run.
    pub fn process_id(&self) -> Result<u32, ServerError> {
        let path = self.pid_path();
        let text = fs::read_to_string(&path).map_err(ServerError::io(format!("read {}", path.display())))?;
        let first = text.lines().next().unwrap_or_default();
        first.parse().map_err(|_| ServerError::Malformed {
            what: "first line of the pid file",
            value: first.to_owned(),
            accepted: "the number of a process",
        })
    }

    // Where nobody collects dead processes, the next start would take this one for a server that lives.
    fn forget_the_dead(&self) -> Result<(), ServerError> {
        let socket = self.folder.path().join(format!(".s.PGSQL.{}.lock", self.port));
        for path in [self.pid_path(), socket] {
            fs::remove_file(&path).map_err(ServerError::io(format!("remove {}", path.display())))?;
        }
        Ok(())
    }

    fn pg_ctl(&self, verb: &str) -> Command {
        let mut command = self.folder.account().command(self.binaries.program("pg_ctl"));
        command.args([verb, "--silent", "--pgdata"]).arg(self.data()).current_dir("/");
        command
    }

    // A standby listens before it has read enough to answer. Each try takes a process, so this does not spin.
    fn wait_until_it_answers(&self) -> Result<(), ServerError> {
        let url = self.admin_url(DATABASE);
        let mut tries = 0;
        loop {
            match run_sql_with(&self.binaries, &url, &["SELECT 1"]) {
                Err(ServerError::Failed { said, .. }) if tries < TRIES && is_not_yet(&said) => tries += 1,
                answered => return answered.map(|_| ()),
            }
        }
    }

    fn processes(&self) -> MutexGuard<'_, Option<PipeReader>> {
        self.processes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_not_yet(said: &str) -> bool {
    said.contains("the database system is starting up") || said.contains("not yet accepting connections")
}

/// Reads until the pipe ends, which it does when no process of the server is left to hold it.
fn wait(processes: &mut Option<PipeReader>) -> Result<(), ServerError> {
    let Some(mut reader) = processes.take() else { return Ok(()) };
    let mut rest = Vec::new();
    reader.read_to_end(&mut rest).map(|_| ()).map_err(ServerError::io("wait for the server to end"))
}
