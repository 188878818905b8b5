//! `rollbook customer`.

pub(crate) mod activity;
mod add;
mod address;
mod delete;
mod edit;
mod erase;
mod export;
mod field;
mod groups;
mod impersonate;
pub(crate) mod line;
mod list;
mod lock_replay;
mod logins;
mod managed_by;
mod message;
mod overview;
mod password;
mod record_login;
mod seat_users;
mod show;
mod status;
mod view;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum CustomerCommand {
    Add(add::Args),
    Show(show::Args),
    List(list::Args),
    Edit(edit::Args),
    Status(status::Args),
    Groups(groups::Args),
    /// The manager, who watches over a customer's learning.
    #[command(subcommand)]
    Manager(managed_by::ManagerCommand),
    Message(message::Args),
    Activity(activity::Args),
    Password(password::Args),
    SeatUsers(seat_users::Args),
    Export(export::Args),
    Erase(erase::Args),
    Delete(delete::Args),
    Logins(logins::Args),
    RecordLogin(record_login::Args),
    LockReplay(lock_replay::Args),
    Impersonate(impersonate::Args),
    EndImpersonation(impersonate::EndArgs),
}

/// Runs a verb.
pub(crate) async fn run(command: CustomerCommand, session: &Session) -> Result<(), CliError> {
    match command {
        CustomerCommand::Add(args) => add::run(args, session).await,
        CustomerCommand::Show(args) => show::run(args, session).await,
        CustomerCommand::List(args) => list::run(args, session).await,
        CustomerCommand::Edit(args) => edit::run(args, session).await,
        CustomerCommand::Status(args) => status::run(args, session).await,
        CustomerCommand::Groups(args) => groups::run(args, session).await,
        CustomerCommand::Manager(command) => managed_by::run(command, session).await,
        CustomerCommand::Message(args) => message::run(args, session).await,
        CustomerCommand::Activity(args) => activity::run(args, session).await,
        CustomerCommand::Password(args) => password::run(args, session).await,
        CustomerCommand::SeatUsers(args) => seat_users::run(args, session).await,
        CustomerCommand::Export(args) => export::run(args, session).await,
        CustomerCommand::Erase(args) => erase::run(args, session).await,
        CustomerCommand::Delete(args) => delete::run(args, session).await,
        CustomerCommand::Logins(args) => logins::run(args, session).await,
        CustomerCommand::RecordLogin(args) => record_login::run(args, session).await,
        CustomerCommand::LockReplay(args) => lock_replay::run(args, session).await,
        CustomerCommand::Impersonate(args) => impersonate::run(args, session).await,
        CustomerCommand::EndImpersonation(args) => impersonate::end(args, session).await,
    }
}

#[cfg(test)]
mod impersonation_tests;
#[cfg(test)]
mod link_tests;
#[cfg(test)]
mod login_tests;
#[cfg(test)]
mod overview_tests;
#[cfg(test)]
mod privacy_tests;
#[cfg(test)]
mod tests;
