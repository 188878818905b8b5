//! `rollbook mail list`.

use rollbook_application::mail::{ListedMail, list_mails};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, MailId};
use rollbook_domain::mail::MailKind;
use rollbook_domain::port::{MailQuery, PageRequest};
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use super::kind::kind;
use super::state::{TypedState, is_on_its_way, word};
use crate::output::Column;
use crate::values::{PageOptions, email};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail list
  rollbook mail list --state dead --output csv
  rollbook mail list --state held-back
  rollbook mail list --to ada@example.org --output json

A subject is made with the text the mail was sent with, or would be sent with now.";

/// List mails in the order they were queued, with what became of each.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only in this state.
    #[arg(long, value_name = "STATE")]
    state: Option<TypedState>,
    /// Only of this kind, such as `seat_invitation`.
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<MailKind>,
    /// Only to this address.
    #[arg(long, value_name = "EMAIL", value_parser = email)]
    to: Option<EmailAddress>,
    #[command(flatten)]
    page: PageOptions,
}

/// A mail as listed.
#[derive(Serialize)]
struct Line {
    mail: MailId,
    to: Option<String>,
    kind: MailKind,
    state: &'static str,
    subject: Option<String>,
    queued_at: Instant,
    due_at: Option<Instant>,
    ended_at: Option<Instant>,
    attempts: u32,
    problem: Option<String>,
    customer: Option<CustomerId>,
    text_version: Option<u64>,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("mail", "MAIL", |line, _| line.mail.to_string()),
    Column::new("to", "TO", |line, _| line.to.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("kind", "KIND", |line, _| line.kind.to_string()),
    Column::new("state", "STATE", |line, _| line.state.to_owned()),
    Column::new("subject", "SUBJECT", |line, _| line.subject.clone().unwrap_or_default()),
    Column::new("queued_at", "QUEUED", |line, zone| in_words(line.queued_at, zone)),
    Column::data("due_at"),
    Column::data("ended_at"),
    Column::new("attempts", "ATTEMPTS", |line, _| line.attempts.to_string()),
    Column::new("problem", "PROBLEM", |line, _| line.problem.clone().unwrap_or_default()),
    Column::data("customer"),
    Column::data("text_version"),
];

fn line(listed: ListedMail) -> Line {
    let ListedMail { mail, subject } = listed;
    Line {
        mail: mail.id,
        to: mail.to.as_ref().map(|to| to.reveal().as_typed().to_owned()),
        kind: mail.kind,
        state: word(&mail),
        subject,
        queued_at: mail.queued_at,
        due_at: is_on_its_way(&mail).then_some(mail.due_at),
        ended_at: mail.ended_at,
        attempts: mail.attempts,
        problem: mail.problem,
        customer: mail.customer,
        text_version: mail.text_version,
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let (state, is_held) = match args.state.map(TypedState::meant) {
        Some((state, is_held)) => (Some(state), is_held),
        None => (None, None),
    };
    let to = args.to.as_ref().map(EmailAddress::key);
    let query = &MailQuery { kind: args.kind, state, is_held, to, customer: None };
    let desk = &session.desk();
    let read = async |request: PageRequest| list_mails(desk, query, &request).await;
    let page = args.page.read(session.form(), read).await?;
    session.list(COLUMNS, page.map(line)).await
}
