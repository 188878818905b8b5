//! Rollbook's chores: test everything, regenerate what is generated, and see which rules have a test.

mod cli;
mod coverage;
mod faults;
mod files;
mod generate;
mod postgres;
mod rules;
mod scan;
mod scope;
mod servers;
mod step;
mod test;

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test                everything that must hold: formatting, lints, generated files, docs, tests
cargo xtask faults [NAME [N]]   experiments with faults in full, hours for all; or those of that name, N times each
cargo xtask generate [--check]  write the generated files anew, or only say which are stale
cargo xtask postgres            servers for tests, until it is interrupted: PostgreSQL, and PgBouncer before it
cargo xtask rules               which rules have a test; fails when a finished area has one without
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["test"] => test::run(),
        ["faults"] => faults::run("", None),
        ["faults", name] => faults::run(name, None),
        ["faults", name, times] => faults::run(name, Some(times)),
        ["generate"] => generate::build().and_then(|()| generate::write()),
        ["generate", "--check"] => generate::build().and_then(|()| generate::check()),
        ["postgres"] => postgres::run(),
        ["rules"] => rules::run(),
        ["help" | "--help" | "-h"] => say(USAGE),
        [] => Err(USAGE.to_owned()),
        _ => Err(format!("no such chore: {}\n\n{USAGE}", arguments.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(io::stderr(), "{}", problem.trim_end());
            ExitCode::FAILURE
        }
    }
}

/// What a chore answers: nothing, or what went wrong, in words for the terminal.
type Outcome = Result<(), String>;

/// Tells the person at the terminal.
fn say(text: &str) -> Outcome {
    writeln!(io::stdout(), "{}", text.trim_end())
        .map_err(|error| format!("cannot write to the terminal: {error}"))
}
