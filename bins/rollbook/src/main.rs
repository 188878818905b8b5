//! The rollbook program: every command in one binary.

mod contract_sources;
mod copies;
mod databases;
mod keys;
mod mailers;
mod postgres;
mod signals;
mod sqlite;

use std::io::{BufWriter, IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use contract_sources::KnownContractSources;
use databases::KnownDatabases;
use keys::KeyFiles;
use mailers::KnownMailers;
use rollbook_cli::{Machine, Streams, exit};
use rollbook_csv::{CsvReader, CsvWriter};
use rollbook_system::{Argon2Hasher, SystemClock, SystemIds};
use rollbook_zip::ZipArchives;
use signals::{ProcessSignals, drive};

fn main() -> ExitCode {
    let arguments = std::env::args_os().collect();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    match runtime {
        Ok(runtime) => ExitCode::from(runtime.block_on(rollbook_cli::run(machine(), arguments))),
        Err(_) => ExitCode::from(exit::UNAVAILABLE),
    }
}

fn machine() -> Machine {
    Machine {
        databases: Box::new(KnownDatabases),
        keys: Box::new(KeyFiles),
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds::default()),
        hasher: Arc::new(Argon2Hasher::default()),
        mailers: Box::new(KnownMailers),
        contract_sources: Box::new(KnownContractSources),
        table_reader: Arc::new(CsvReader),
        table_writer: Arc::new(CsvWriter),
        archives: Arc::new(ZipArchives),
        environment: Box::new(environment),
        signals: Box::new(ProcessSignals),
        drive: Arc::new(drive),
        streams: Streams {
            is_input_terminal: stdin().is_terminal(),
            is_output_terminal: stdout().is_terminal(),
            is_notes_terminal: stderr().is_terminal(),
            input: Box::new(stdin()),
            output: Box::new(BufWriter::new(stdout())),
            notes: Box::new(stderr()),
        },
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program reads the environment and hands it to the command line"
)]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
