//! `rollbook import roster`.

use std::sync::Arc;

use rollbook_application::imports::{ImportFile, RosterImport, import_roster};
use rollbook_domain::plan::roster::{RosterMails, RosterOptions};
use rollbook_domain::port::{ClosedVault, Vault};
use rollbook_domain::text::{Note, Title};

use super::file::FileArgs;
use super::outcome::tell;
use super::progress_bar::Bar;
use crate::values::{YesNo, note, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import roster roster.csv --dry-run
  rollbook import roster roster.csv
  rollbook import roster roster.csv --skip-bad --rejected rejected.csv
  rollbook import roster staff.csv --require-password-change --output json
  rollbook import roster staff.csv --welcome yes \\
      --subject 'Term begins' --hold-mail
  rollbook import roster roster.csv --no-confirmation

Columns: First Name, Last Name, Email; optional Password, Group ID, Price ID, Cost, Order Date,
Start Date, End Date, Customer Code, field:<name>.";

/// The file, and what its rows mean.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    file: FileArgs,
    /// Sell the same price to the same email as often as the file says so.
    #[arg(long)]
    allow_repeat: bool,
    /// New customers must change their password at the first sign-in.
    #[arg(long)]
    require_password_change: bool,
    #[command(flatten)]
    mails: MailArgs,
}

/// Which mails the file sends, and what they say.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Mails")]
struct MailArgs {
    /// Mail a welcome to everybody in the file; new customers without a password are told how to get in.
    #[arg(long, value_name = "YES|NO", default_value = "no", default_missing_value = "yes", num_args = 0..=1)]
    welcome: YesNo,
    /// The subject of the welcome, in place of the one of its text.
    #[arg(long, value_name = "LINE", value_parser = title)]
    subject: Option<Title>,
    /// Words added to the welcome.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    text: Option<Note>,
    /// Do not mail everybody who gets orders a confirmation of them.
    #[arg(long)]
    no_confirmation: bool,
    /// Let the mails wait until `rollbook mail release` sends them.
    #[arg(long)]
    hold_mail: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let bytes = args.file.read(session)?;
    let bar = Bar::of(session);
    let file = ImportFile { bytes: &bytes, reader: session.table_reader(), progress: &bar };
    let MailArgs { welcome, subject, text, no_confirmation, hold_mail } = args.mails;
    let sends_welcome = bool::from(welcome);
    if !sends_welcome && (subject.is_some() || text.is_some()) {
        let advice = "give --welcome yes, or leave them out";
        return Err(CliError::usage(format!("--subject and --text are for the welcome; {advice}")));
    }
    let meaning = RosterOptions {
        allow_repeat: args.allow_repeat,
        require_password_change: args.require_password_change,
        sends_welcome,
        omits_confirmations: no_confirmation,
    };
    let mails = RosterMails { subject, text, are_held: hold_mail };
    // Without a key file only those who are to be told a secret cannot be mailed.
    let vault: Arc<dyn Vault> =
        session.vault().unwrap_or_else(|error| Arc::new(ClosedVault::new(error.to_string())));
    let roster = RosterImport { meaning, mails, hasher: session.hasher(), vault: &*vault };
    let desk = session.import_desk();
    let report = import_roster(&desk, file, roster, args.file.options()).await;
    bar.clear();
    tell(&report?, &bytes, &args.file, session)
}
