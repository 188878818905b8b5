//! `rollbook sales-order add`.

use rollbook_application::sales_order::{NewSalesOrder, add_sales_order};
use rollbook_domain::text::{Code, Note, Title};
use rollbook_domain::time::Moment;

use crate::changed::added;
use crate::values::{code, moment, note, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook sales-order add SO-2042 --client \"Northern Rail\" \\
      --starts 2025-01-01 --ends 2030-12-31 --course SAFETY --seats 200";

/// Enter a sales order: a contract that the access of its client's learners may follow.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Its number.
    #[arg(value_name = "NUMBER", value_parser = code)]
    number: Code,
    /// The organization it was made with.
    #[arg(long, value_name = "NAME", value_parser = title)]
    client: Title,
    /// The first day of its term.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    starts: Moment,
    /// The last day of its term; access lasts through that day.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    ends: Moment,
    /// A course that it covers; may be given many times.
    #[arg(long = "course", value_name = "CODE|ID", required = true, num_args = 1..)]
    courses: Vec<String>,
    /// How many learners may be linked to it [default: any number].
    #[arg(long, value_name = "COUNT")]
    seats: Option<u32>,
    /// What the system that owns the contract calls it.
    #[arg(long, value_name = "TEXT", value_parser = title)]
    external_id: Option<Title>,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("sales order {}", args.number);
    let new = NewSalesOrder {
        number: args.number,
        external_id: args.external_id,
        client: args.client,
        starts: args.starts,
        ends: args.ends,
        courses: args.courses,
        seats: args.seats,
        reason: args.reason,
    };
    let id = add_sales_order(&session.desk(), new).await?;
    added(session, &what, id)
}
