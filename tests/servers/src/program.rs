use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::{Binaries, ServerError, url};

/// Runs a program to its end and gives what it printed.
pub(crate) fn run(command: &mut Command) -> Result<String, ServerError> {
    let shown = shown(command);
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(ServerError::io(format!("start `{shown}`")))?;
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(failure(shown, &output)) }
}

/// The failure of a program that ran.
pub(crate) fn failure(command: String, output: &Output) -> ServerError {
    let said = [text(&output.stdout), text(&output.stderr)].join("\n").trim().to_owned();
    let said = if said.is_empty() { output.status.to_string() } else { said };
    ServerError::Failed { command, said }
}

/// A program with its arguments, as one would type them.
pub(crate) fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// A `psql` that says each error with its code, stops at the first, and prints bare values.
pub(crate) fn psql_command(binaries: &Binaries, url: &str) -> Result<Command, ServerError> {
    let mut command = Command::new(binaries.program("psql"));
    command.args(["-X", "-q", "-A", "-t", "-w", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-d"]);
    command.arg(url::without_own_options(url)?);
    Ok(command)
}

/// Runs SQL in the database of that URL, and gives what it printed: a line per row, `|` between columns.
///
/// # Errors
///
/// [`ServerError::Failed`] with what the server said, its code first.
pub fn psql(url: &str, sql: &str) -> Result<String, ServerError> {
    run_sql(url, &[sql])
}

/// Runs each statement by itself, in one session.
pub(crate) fn run_sql(url: &str, statements: &[&str]) -> Result<String, ServerError> {
    run_sql_with(&Binaries::client()?, url, statements)
}

/// The same, with the `psql` of a server's own programs.
pub(crate) fn run_sql_with(
    binaries: &Binaries,
    url: &str,
    statements: &[&str],
) -> Result<String, ServerError> {
    let mut command = psql_command(binaries, url)?;
    for statement in statements {
        command.args(["-c", statement]);
    }
    run(&mut command).map(|printed| printed.trim_end().to_owned())
}

/// Whether a folder holds a program of that name.
pub(crate) fn is_in(folder: &Path, program: &str) -> bool {
    folder.join(program).is_file()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
