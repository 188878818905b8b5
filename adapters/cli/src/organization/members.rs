//! `rollbook organization members`.

use rollbook_application::group::Members;
use rollbook_application::organization::{
    get_organization, join_organization, leave_organization, list_people, organizations,
};
use rollbook_domain::port::{Audience, CustomerKey};
use rollbook_domain::text::Note;

use super::person::{COLUMNS, Line};
use crate::group::tell;
use crate::values::{PageOptions, customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook organization members ACME --below
  rollbook organization members ACME --add ada@example.org
  rollbook organization members ACME-LEEDS --remove michael@example.org";

/// Show or change who belongs to an organization; everybody belongs to one at most, so that adding takes them out of the
/// one before.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The organization.
    #[arg(value_name = "CODE|ID")]
    organization: String,
    /// A customer to put in: email, id or code; may be given many times.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key, conflicts_with = "remove")]
    add: Vec<CustomerKey>,
    /// A customer to take out; may be given many times.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    remove: Vec<CustomerKey>,
    /// Leave out those who cannot be put in or taken out; else one of them keeps everything as it is.
    #[arg(long)]
    skip_bad: bool,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    /// Show those of the organizations below it too.
    #[arg(long)]
    below: bool,
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = &session.desk();
    let of = |customers| Members { customers, may_leave_out: args.skip_bad, note: args.reason.clone() };
    if !args.add.is_empty() {
        tell(&join_organization(desk, &args.organization, &of(&args.add)).await?, session)?;
    }
    if !args.remove.is_empty() {
        tell(&leave_organization(desk, &args.organization, &of(&args.remove)).await?, session)?;
    }
    let all = &organizations(desk).await?;
    let top = get_organization(all, &args.organization)?.id;
    let audience = &Audience::Members(if args.below { all.with_all_below(&[top]) } else { vec![top] });
    let page =
        args.page.read(session.form(), async |request| list_people(desk, audience, &request).await).await?;
    session.list(COLUMNS, page.map(|row| Line::of(&row, all))).await
}
