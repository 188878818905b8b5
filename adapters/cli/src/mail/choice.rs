//! Which mails a command means.

use rollbook_application::mail::{HoldReport, MailChoice};
use rollbook_domain::id::MailId;
use rollbook_domain::mail::MailKind;
use serde::Serialize;

use super::kind::kind;
use crate::{CliError, Session};

/// Which mails: named ones, those of a kind, or all.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(super) struct ChoiceArgs {
    /// The mails.
    #[arg(value_name = "MAIL", value_parser = MailId::parse)]
    mails: Vec<MailId>,
    /// All of this kind that were not sent yet.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<MailKind>,
    /// All that were not sent yet.
    #[arg(long)]
    all: bool,
}

impl ChoiceArgs {
    pub(super) fn choice(self) -> MailChoice {
        match self.kind {
            Some(kind) => MailChoice::Kind(kind),
            None if self.all => MailChoice::All,
            None => MailChoice::Mails(self.mails),
        }
    }
}

#[derive(Serialize)]
struct Done {
    changed: usize,
    unchanged: usize,
}

/// Says what holding or releasing did.
pub(super) fn print(report: HoldReport, done: &str, session: &Session) -> Result<(), CliError> {
    let HoldReport { changed, unchanged } = report;
    session.one(&Done { changed, unchanged }, || match unchanged {
        0 => format!("{done} {changed}"),
        _ => format!("{done} {changed}; {unchanged} stay as they were"),
    })
}
