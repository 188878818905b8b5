use std::process::{Command, Stdio};

use crate::{Outcome, files, say};

/// One cargo command among others, with a name for people.
pub(crate) struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    environment: Vec<(&'static str, String)>,
}

impl Step {
    /// A step that runs cargo with those arguments.
    pub(crate) fn cargo(name: &'static str, arguments: &'static [&'static str]) -> Self {
        Self { name, arguments, environment: Vec::new() }
    }

    /// Sets variables for the step alone.
    pub(crate) fn with(mut self, environment: &[(&'static str, String)]) -> Self {
        self.environment.extend_from_slice(environment);
        self
    }

    /// Runs it, and says what it runs.
    pub(crate) fn run(&self) -> Outcome {
        say(&format!("\n==> {}: {}", self.name, self.command_line()))?;
        let mut command = Command::new("cargo");
        command
            .args(self.arguments)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir(files::root());
        match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => Err(self.failure("failed")),
            Err(error) => Err(self.failure(&format!("cannot start: {error}"))),
        }
    }

    fn failure(&self, problem: &str) -> String {
        format!("\nstep `{}` {problem}; alone it runs as\n    {}", self.name, self.command_line())
    }

    fn command_line(&self) -> String {
        let variables = self.environment.iter().map(|(name, value)| format!("{name}='{value}'"));
        let words =
            variables.chain(["cargo".to_owned()]).chain(self.arguments.iter().map(ToString::to_string));
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Whether cargo has that subcommand here.
pub(crate) fn cargo_has(subcommand: &str) -> bool {
    let mut command = Command::new("cargo");
    command.args([subcommand, "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_says_its_name_and_how_to_run_it_alone() {
        let step = Step::cargo("nonsense", &["no-such-subcommand"]).with(&[("A", "b c".to_owned())]);
        let failure = step.run().unwrap_err();
        assert!(failure.contains("step `nonsense` failed"), "{failure}");
        assert!(failure.contains("A='b c' cargo no-such-subcommand"), "{failure}");
    }

    #[test]
    fn a_missing_subcommand_is_told_from_one_that_is_there() {
        assert!(cargo_has("clippy"));
        assert!(!cargo_has("no-such-subcommand"));
    }
}
