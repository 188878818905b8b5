//! The driver: a process of many clients, which experiments start, stop, cut off and kill.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use rollbook_faults::driver::{Command, run};

/// Many clients of one Rollbook store, in a process that may be killed.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(std::io::stderr(), "{problem}");
            ExitCode::FAILURE
        }
    }
}
