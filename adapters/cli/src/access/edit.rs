//! `rollbook access edit`.

use rollbook_application::access::edit_access;
use rollbook_domain::access::{EditWindow, NewEnd};
use rollbook_domain::id::GrantId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;

use super::{grant_id, window_now};
use crate::values::{customer_key, moment, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook access edit acc_01jgyxhdfse09vfbqswkdpqer8 \\
      --customer ada@example.org --ends 2026-06-30 --reason \"was ill in May\"
  rollbook access edit acc_01jgyxhdfse09vfbqswkdpqer8 \\
      --customer ada@example.org --no-end --reason \"teaches the course now\"";

/// Change the dates of one access grant; the old dates stay in its history.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("dates").args(["starts", "ends", "no_end"]).required(true).multiple(true)))]
pub(crate) struct Args {
    /// The grant.
    #[arg(value_name = "ID", value_parser = grant_id)]
    grant: GrantId,
    /// Whose grant it is: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The new start.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    starts: Option<Moment>,
    /// The new end; a date means through that day.
    #[arg(long, value_name = "MOMENT", value_parser = moment, conflicts_with = "no_end")]
    ends: Option<Moment>,
    /// No end any more.
    #[arg(long)]
    no_end: bool,
    /// Why, for the history.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Note,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let ends = match args.ends {
        Some(moment) => Some(NewEnd::At(moment)),
        None => args.no_end.then_some(NewEnd::Open),
    };
    let command = EditWindow { starts: args.starts, ends };
    let change = edit_access(&session.desk(), &args.customer, args.grant, command, args.reason).await?;
    window_now::tell(&args.customer, &change, session).await
}
