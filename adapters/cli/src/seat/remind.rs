//! `rollbook seat remind`.

use rollbook_application::seat::{RemindCommand, RemindReport, RemindRow, RemindWhom, send_reminders};
use rollbook_domain::id::{InvitationId, SeatId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::rule::RuleId;
use rollbook_domain::time::{Instant, Zone, in_words};
use serde::Serialize;

use super::find::customer_id;
use super::invitation::invitation_id;
use crate::page::{Page, on_one_line};
use crate::values::customer_key;
use crate::{CliError, OutputForm, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat remind --invitation inv_01jtj9qtx1edna69nfa2asnfta
  rollbook seat remind --all --buyer office@acme.example --dry-run
  rollbook seat remind --all --buyer office@acme.example --product SCIENCE

A reminder has a newer link, which ends when the one before would have. Nobody is reminded who has accepted, or
whose invitation has ended.";

/// Remind people of invitations that they have not accepted yet.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("whom").required(true).args(["invitation", "all"])))]
pub(crate) struct Args {
    /// Whoever has this invitation.
    #[arg(long, value_name = "ID", value_parser = invitation_id)]
    invitation: Option<InvitationId>,
    /// Everybody with an open invitation of the buyer.
    #[arg(long, requires = "buyer")]
    all: bool,
    /// Whose seats: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: Option<CustomerKey>,
    /// Only invitations to seats of this product.
    #[arg(long, value_name = "CODE|ID", requires = "all")]
    product: Option<String>,
    /// Show what would happen and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Confirm how many are reminded, as --dry-run says; needed for very many.
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true)]
    confirm: Option<u64>,
    /// Let the mails wait until somebody releases them.
    #[arg(long)]
    hold_mail: bool,
}

#[derive(Serialize)]
struct View<'a> {
    applied: bool,
    counts: Counts,
    rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct Counts {
    open: u64,
    reminded: u64,
    left_out: u64,
    mails: u64,
}

#[derive(Serialize)]
struct RowView<'a> {
    invitation: InvitationId,
    seat: SeatId,
    email: Option<&'a str>,
    result: &'static str,
    expires_at: Instant,
    reason: Option<&'a str>,
    rules: &'a [RuleId],
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let whom = match (args.invitation, args.buyer) {
        (Some(invitation), Some(key)) => {
            RemindWhom::One { invitation, viewer: Some(customer_id(&key, session).await?) }
        }
        (Some(invitation), None) => RemindWhom::One { invitation, viewer: None },
        (None, Some(buyer)) => RemindWhom::All { buyer, product: args.product },
        (None, None) => return Err(CliError::usage("--all needs --buyer")),
    };
    let command =
        RemindCommand { whom, is_dry_run: args.dry_run, confirm: args.confirm, holds_mail: args.hold_mail };
    let report = send_reminders(&session.desk(), &*session.vault()?, &command).await?;
    let zone = session.zone().await?;
    let reminded = report.reminded();
    let open = report.rows.len() as u64;
    let view = View {
        applied: report.is_applied,
        counts: Counts { open, reminded, left_out: open - reminded, mails: reminded },
        rows: report.rows.iter().map(row).collect(),
    };
    session.one(&view, || page(&report, args.dry_run, zone))?;
    if args.dry_run && session.form() != OutputForm::Table {
        session.done(&ending(&report, true));
    }
    Ok(())
}

fn row(row: &RemindRow) -> RowView<'_> {
    let left_out = row.left_out.as_ref();
    RowView {
        invitation: row.invitation,
        seat: row.seat,
        email: row.address.as_ref().map(|address| address.reveal().as_typed()),
        result: word(row),
        expires_at: row.expires_at,
        reason: left_out.map(|(reason, _)| reason.as_str()),
        rules: left_out.map_or(&[], |(_, rules)| rules),
    }
}

fn word(row: &RemindRow) -> &'static str {
    if row.left_out.is_none() { "reminded" } else { "left_out" }
}

fn page(report: &RemindReport, is_dry_run: bool, zone: &Zone) -> String {
    let mut page = Page::new(&ending(report, is_dry_run));
    let rows = report.rows.iter().map(|row| {
        let email = row.address.as_ref().map_or("(a link)", |address| address.reveal().as_typed());
        let reason = row.left_out.as_ref().map(|(reason, _)| on_one_line(reason)).unwrap_or_default();
        let result = word(row).replace('_', " ");
        vec![email.to_owned(), result, row.seat.to_string(), in_words(row.expires_at, zone), reason]
    });
    page.section("Open invitations", rows.collect());
    page.into_text()
}

fn ending(report: &RemindReport, is_dry_run: bool) -> String {
    let people = match report.reminded() {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    };
    if is_dry_run {
        format!("nothing was written; applying it would remind {people}")
    } else {
        format!("reminded {people}")
    }
}
