//! `rollbook organization administrators`.

use rollbook_application::group::Members;
use rollbook_application::organization::{
    appoint_administrators, dismiss_administrators, get_organization, list_people, organizations,
};
use rollbook_domain::port::{Audience, CustomerKey};
use rollbook_domain::text::Note;

use super::person::{COLUMNS, Line};
use crate::group::tell;
use crate::values::{PageOptions, customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook organization administrators ACME
  rollbook organization administrators ACME --add emmy@example.org
  rollbook organization administrators ACME --remove office@acme.example";

/// Show or change who administers an organization: they see everybody in it and below it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The organization.
    #[arg(value_name = "CODE|ID")]
    organization: String,
    /// A customer to appoint: email, id or code; may be given many times.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key, conflicts_with = "remove")]
    add: Vec<CustomerKey>,
    /// A customer to dismiss; may be given many times.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    remove: Vec<CustomerKey>,
    /// Leave out those who cannot be appointed or dismissed; else one of them keeps everything as it is.
    #[arg(long)]
    skip_bad: bool,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = &session.desk();
    let of = |customers| Members { customers, may_leave_out: args.skip_bad, note: args.reason.clone() };
    if !args.add.is_empty() {
        tell(&appoint_administrators(desk, &args.organization, &of(&args.add)).await?, session)?;
    }
    if !args.remove.is_empty() {
        tell(&dismiss_administrators(desk, &args.organization, &of(&args.remove)).await?, session)?;
    }
    let all = &organizations(desk).await?;
    let audience = &Audience::Administrators(get_organization(all, &args.organization)?.id);
    let page =
        args.page.read(session.form(), async |request| list_people(desk, audience, &request).await).await?;
    session.list(COLUMNS, page.map(|row| Line::of(&row, all))).await
}
