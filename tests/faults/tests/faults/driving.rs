//! Drivers as processes.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};

use crate::stage::Stage;
use crate::waiting::{PATIENCE, wait_until, wait_while};

/// A driver; it is killed when the value goes.
pub(crate) struct Driver {
    child: Child,
    lines: Receiver<String>,
    /// Where it writes down what it does.
    histories: PathBuf,
}

impl Driver {
    /// Starts one on a store, and waits until it is ready.
    pub(crate) fn start(stage: &Stage, store: &str, kind: &str, clients: usize, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_driver"));
        command.args([
            kind,
            "--store",
            store,
            "--clients",
            &clients.to_string(),
            "--name",
            &stage.next_name(),
        ]);
        command.arg("--scene").arg(stage.scene_path()).arg("--keys").arg(stage.keys());
        command.arg("--histories").arg(stage.histories()).args(more);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (line, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for said in output.lines().map_while(Result::ok) {
                if line.send(said).is_err() {
                    return;
                }
            }
        });
        let driver = Self { child, lines, histories: stage.histories() };
        driver.wait_for("ready");
        driver
    }

    /// Waits for a line that begins so, and gives it.
    pub(crate) fn wait_for(&self, begin: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|error| panic!("the driver did not say `{begin}`: {error}"));
            if line.starts_with(begin) {
                return line;
            }
        }
    }

    /// What it has said so far and nobody heard.
    pub(crate) fn said(&self) -> Vec<String> {
        self.lines.try_iter().collect()
    }

    /// Hands it a line.
    pub(crate) fn tell(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().unwrap();
        writeln!(input, "{line}").and_then(|()| input.flush()).unwrap();
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success(), "the driver cannot be sent {signal}");
    }

    /// Stops it where it stands, and waits until it does.
    pub(crate) fn freeze(&self) {
        self.signal("STOP");
        let stat = format!("/proc/{}/stat", self.child.id());
        wait_until("the driver stands still", || {
            let stat = std::fs::read_to_string(&stat).unwrap();
            stat.rsplit(')').next().unwrap().trim_start().starts_with('T')
        });
    }

    /// Kills it (`kill -9`).
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn end(&mut self) -> ExitStatus {
        self.signal("TERM");
        drop(self.child.stdin.take());
        let mut status = None;
        wait_until("the driver ends", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }

    /// Waits until it has done all that it is to do, however long that takes.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        drop(self.child.stdin.take());
        let written = || {
            let files = std::fs::read_dir(&self.histories).unwrap();
            files.map(|file| file.unwrap().metadata().unwrap().len()).sum()
        };
        let mut status = None;
        wait_while("the driver ends", written, || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
