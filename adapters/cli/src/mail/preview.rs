//! `rollbook mail preview`.

use rollbook_application::mail::{Rendered, preview_kind, show_mail};
use rollbook_domain::id::MailId;
use rollbook_domain::mail::MailKind;
use serde::Serialize;

use super::kind::kind;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail preview seat_invitation --output table
  rollbook mail preview RegCodeEmailText --html > preview.html
  rollbook mail preview mail_01jtj9qtx6e4gamryggmns26fx";

/// Show how a kind of mail looks with an example, or how a mail that is queued will.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A kind of mail, or the id of one mail.
    #[arg(value_name = "KIND|ID", value_parser = subject)]
    subject: Subject,
    /// The HTML alone, as it is, to look at in a browser.
    #[arg(long)]
    html: bool,
}

/// What to look at.
#[derive(Debug, Clone, Copy)]
enum Subject {
    Kind(MailKind),
    Mail(MailId),
}

fn subject(typed: &str) -> Result<Subject, String> {
    if typed.starts_with("mail_") {
        return MailId::parse(typed).map(Subject::Mail).map_err(|error| error.to_string());
    }
    kind(typed).map(Subject::Kind)
}

/// A mail as it looks.
#[derive(Serialize)]
pub(super) struct Look {
    subject: String,
    text: String,
    html: String,
}

/// Prints a mail as it looks: whole, or the bare HTML.
pub(super) fn print(made: Rendered, is_html: bool, session: &Session) -> Result<(), CliError> {
    if is_html {
        return session.printer.raw(made.html.as_bytes());
    }
    let look = Look { subject: made.subject, text: made.text, html: made.html };
    session.one(&look, || format!("Subject: {}\n\n{}", look.subject, look.text))
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let made = match args.subject {
        Subject::Kind(kind) => preview_kind(&session.desk(), kind).await?,
        Subject::Mail(id) => show_mail(&session.desk(), id).await?.copy.ok_or_else(|| {
            CliError::NotFound(format!("mail {id} cannot be shown, because its recipient was erased"))
        })?,
    };
    print(made, args.html, session)
}
