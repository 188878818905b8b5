//! `rollbook transcript`.

mod add_completion;
mod clear_cmi;
mod cmi;
mod commit_cmi;
mod edit;
mod history;
mod planned;
mod remove_submission;
mod responses;
mod show;
mod submission_view;
mod submissions;
mod submit;
mod view;
mod waive;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum TranscriptCommand {
    Show(show::Args),
    Edit(edit::Args),
    Waive(waive::Args),
    History(history::Args),
    Submit(submit::Args),
    AddCompletion(add_completion::Args),
    Submissions(submissions::Args),
    Responses(responses::Args),
    RemoveSubmission(remove_submission::Args),
    CommitCmi(commit_cmi::Args),
    Cmi(cmi::Args),
    ClearCmi(clear_cmi::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: TranscriptCommand, session: &Session) -> Result<(), CliError> {
    match command {
        TranscriptCommand::Show(args) => show::run(args, session).await,
        TranscriptCommand::Edit(args) => edit::run(args, session).await,
        TranscriptCommand::Waive(args) => waive::run(args, session).await,
        TranscriptCommand::History(args) => history::run(args, session).await,
        TranscriptCommand::Submit(args) => submit::run(args, session).await,
        TranscriptCommand::AddCompletion(args) => add_completion::run(args, session).await,
        TranscriptCommand::Submissions(args) => submissions::run(args, session).await,
        TranscriptCommand::Responses(args) => responses::run(args, session).await,
        TranscriptCommand::RemoveSubmission(args) => remove_submission::run(args, session).await,
        TranscriptCommand::CommitCmi(args) => commit_cmi::run(args, session).await,
        TranscriptCommand::Cmi(args) => cmi::run(args, session).await,
        TranscriptCommand::ClearCmi(args) => clear_cmi::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
