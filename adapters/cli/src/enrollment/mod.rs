//! `rollbook enrollment`.

mod bulk;
mod enroll;
mod expire;
mod extend;
mod list;
mod tell;
mod unenroll;

pub(crate) use list::TypedState;
pub(crate) use tell::tell;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum EnrollmentCommand {
    List(list::Args),
    Enroll(enroll::Args),
    Unenroll(unenroll::Args),
    Expire(expire::Args),
    Extend(extend::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: EnrollmentCommand, session: &Session) -> Result<(), CliError> {
    match command {
        EnrollmentCommand::List(args) => list::run(args, session).await,
        EnrollmentCommand::Enroll(args) => enroll::run(args, session).await,
        EnrollmentCommand::Unenroll(args) => unenroll::run(args, session).await,
        EnrollmentCommand::Expire(args) => expire::run(args, session).await,
        EnrollmentCommand::Extend(args) => extend::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
