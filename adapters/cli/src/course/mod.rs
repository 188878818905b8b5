//! `rollbook course`.

mod add;
mod edit;
mod list;
mod mails;
mod publish;
mod show;
mod view;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum CourseCommand {
    Add(add::Args),
    List(list::Args),
    Show(show::Args),
    Edit(edit::Args),
    Publish(publish::Args),
    Mails(mails::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: CourseCommand, session: &Session) -> Result<(), CliError> {
    match command {
        CourseCommand::Add(args) => add::run(args, session).await,
        CourseCommand::List(args) => list::run(args, session).await,
        CourseCommand::Show(args) => show::run(args, session).await,
        CourseCommand::Edit(args) => edit::run(args, session).await,
        CourseCommand::Publish(args) => publish::run(args, session).await,
        CourseCommand::Mails(args) => mails::run(args, session).await,
    }
}
