use std::fs;
use std::process::Command;

use crate::{Outcome, files, say};

/// Runs the experiments with faults in full, one after the other: all of them, or those of that name; each as often as it
/// should, or as often as given. The program is the one that operators run, optimized.
pub(crate) fn run(name: &str, times: Option<&str>) -> Outcome {
    let known = experiments()?;
    if !known.iter().any(|known| known.starts_with(name) || name.starts_with(known.as_str())) {
        return Err(format!("there is no experiment `{name}`; give one of {}", known.join(", ")));
    }
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

/// The experiments, each by the name of its file.
fn experiments() -> Result<Vec<String>, String> {
    let folder = files::root().join("tests/faults/tests/faults");
    let listed =
        fs::read_dir(&folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let names = listed.flatten().filter_map(|file| file.file_name().into_string().ok());
    let is_experiment =
        |name: &String| name.starts_with('f') && name[1..].starts_with(|digit: char| digit.is_ascii_digit());
    let mut names: Vec<_> =
        names.filter(is_experiment).map(|name| name.trim_end_matches(".rs").to_owned()).collect();
    names.sort();
    Ok(names)
}
