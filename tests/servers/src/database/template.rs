use std::error::Error;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use crate::program::{psql_command, run_sql, shown};
use crate::{Binaries, ServerError, url};

/// Whether a database could not be copied because its template is not there (SQLSTATE 3D000).
pub(super) fn is_missing(error: &ServerError) -> bool {
    matches!(error, ServerError::Failed { said, .. } if said.contains("3D000"))
}

/// Makes the template unless somebody else has done so meanwhile.
///
/// It has another name until it is whole, so that a process that is killed in the middle leaves nothing that looks
/// like a template; and it takes no connections, which would be in the way of copying it. While the answer is held,
/// nobody drops the template as left over.
pub(super) fn make(
    server: &str,
    template: &str,
    fill: impl FnOnce(&str) -> Result<(), Box<dyn Error + Send + Sync>>,
) -> Result<Session, ServerError> {
    let mut session = Session::open(server)?;
    session.ask(&lock(template))?;
    let found = session.ask(&format!("SELECT count(*) FROM pg_database WHERE datname = '{template}'"))?;
    if found != "0" {
        return Ok(session);
    }
    let unfinished = format!("{template}_unfinished");
    let drop = format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)");
    let create = format!("CREATE DATABASE {unfinished} TEMPLATE template0 ENCODING 'UTF8'");
    run_sql(server, &["SET client_min_messages = warning", &drop, &create])?;
    fill(&url::of_database(server, &unfinished)?).map_err(ServerError::Fill)?;
    let rename = format!("ALTER DATABASE {unfinished} RENAME TO {template}");
    let shut = format!("ALTER DATABASE {unfinished} ALLOW_CONNECTIONS false");
    run_sql(server, &[&shut, &rename])?;
    Ok(session)
}

/// The statement that waits until nobody else makes or drops the template.
pub(super) fn lock(template: &str) -> String {
    format!("SELECT 1 FROM pg_advisory_lock(hashtext('{template}'))")
}

/// A `psql` that stays, and holds a lock for as long as it does.
pub(super) struct Session {
    psql: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    command: String,
}

impl Session {
    fn open(server: &str) -> Result<Self, ServerError> {
        let mut command = psql_command(&Binaries::client()?, server)?;
        let command_line = shown(&command);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut psql = command.spawn().map_err(ServerError::io(format!("start `{command_line}`")))?;
        let failed =
            || ServerError::Failed { command: command_line.clone(), said: "it has no pipe".to_owned() };
        let input = psql.stdin.take();
        let output = psql.stdout.take().map(BufReader::new).ok_or_else(failed)?;
        Ok(Self { psql, input, output, command: command_line })
    }

    /// Asks for one value, and waits for it as long as it takes.
    fn ask(&mut self, query: &str) -> Result<String, ServerError> {
        if let Some(input) = &mut self.input {
            // When psql is gone, it has said why, and that is read below.
            let _ = writeln!(input, "{query};").and_then(|()| input.flush());
        }
        let mut answer = String::new();
        let read = self.output.read_line(&mut answer);
        if read.map_err(ServerError::io(format!("read from `{}`", self.command)))? > 0 {
            return Ok(answer.trim_end().to_owned());
        }
        let mut said = String::new();
        if let Some(errors) = &mut self.psql.stderr {
            let _ = errors.read_to_string(&mut said);
        }
        Err(ServerError::Failed { command: self.command.clone(), said: said.trim_end().to_owned() })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.psql.wait();
    }
}
