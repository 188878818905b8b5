use std::process::Command;

use crate::{Outcome, files, say};

/// Runs the experiments with faults in full, one after the other: all of them, or those of that name; each as often as it
/// should, or as often as given. The program is the one that operators run, optimized.
pub(crate) fn run(name: &str, times: Option<&str>) -> Outcome {
    let mut command = Command::new("cargo");
    command.args([
        "test",
        "--release",
        "--package",
        "rollbook-faults",
        "--test",
        "faults",
        "--",
        "--ignored",
        "--nocapture",
    ]);
    command.args(["--test-threads", "1", name]).current_dir(files::root());
    if let Some(times) = times {
        command.env("ROLLBOOK_FAULTS_TIMES", times);
    }
    say(&format!("\n==> experiments with faults in full; stop them when you have seen enough: {command:?}"))?;
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("an experiment failed; what it found stands above".to_owned()),
        Err(error) => Err(format!("the experiments cannot be started: {error}")),
    }
}
