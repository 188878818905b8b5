//! `rollbook sales-order edit`.

use rollbook_application::sales_order::{ContractChange, EditCommand, TypedEdit, edit_sales_order};
use rollbook_domain::id::SalesOrderId;
use rollbook_domain::import_log::Fingerprint;
use rollbook_domain::plan::contracts::Shown;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::{Note, Title};
use rollbook_domain::time::Moment;
use serde::Serialize;

use super::change::{ChangeView, change_page};
use crate::changed::word;
use crate::page::Page;
use crate::values::{moment, note, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook sales-order edit SO-2041 --ends 2031-06-30 --dry-run
  rollbook sales-order edit SO-2041 --seats 250 --reason \"amendment 2\"

Who is linked to it ends with it from then on: access that is over comes back with a later end, and access ends
with an earlier one. With --dry-run everybody whose access would change is listed, and a fingerprint that makes
sure that nothing else happens when it is given with --fingerprint.";

/// Change a sales order; its number stays.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The sales order.
    #[arg(value_name = "NUMBER|ID")]
    sales_order: String,
    /// Another name of the client.
    #[arg(long, value_name = "NAME", value_parser = title)]
    client: Option<Title>,
    /// Another first day of the term.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    starts: Option<Moment>,
    /// Another last day of the term.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    ends: Option<Moment>,
    /// The courses that it covers from now on; may be given many times.
    #[arg(long = "course", value_name = "CODE|ID", num_args = 1..)]
    courses: Vec<String>,
    /// How many learners may be linked to it.
    #[arg(long, value_name = "COUNT", conflicts_with = "unlimited")]
    seats: Option<u32>,
    /// Any number of learners may be linked to it.
    #[arg(long)]
    unlimited: bool,
    /// What the system that owns the contract calls it; empty for nothing.
    #[arg(long, value_name = "TEXT")]
    external_id: Option<String>,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    #[command(flatten)]
    care: Care,
}

/// Whether only to look, and what was looked at.
#[derive(Debug, clap::Args)]
pub(super) struct Care {
    /// Show whose access would change and change nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// The number of enrollments whose access changes, needed for more than the setting `guard_threshold` lets pass.
    #[arg(long, value_name = "COUNT")]
    confirm: Option<u64>,
    /// Only if it is what a dry run showed with this fingerprint.
    #[arg(long, value_name = "HEX")]
    fingerprint: Option<Fingerprint>,
}

impl Care {
    pub(super) fn shown(&self) -> Shown {
        Shown { confirmed: self.confirm, fingerprint: self.fingerprint }
    }
}

#[derive(Serialize)]
struct Done {
    id: SalesOrderId,
    number: String,
    outcome: &'static str,
    applied: bool,
    fingerprint: Fingerprint,
    access: ChangeView,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let external_id = match args.external_id.as_deref().map(str::trim) {
        None => None,
        Some("") => Some(None),
        Some(typed) => Some(Some(title(typed).map_err(CliError::usage)?)),
    };
    let edit = TypedEdit {
        external_id,
        client: args.client,
        starts: args.starts,
        ends: args.ends,
        courses: (!args.courses.is_empty()).then_some(args.courses),
        seats: if args.unlimited { Some(None) } else { args.seats.map(Some) },
    };
    let (is_dry_run, shown) = (args.care.dry_run, args.care.shown());
    let command = EditCommand { edit, reason: args.reason, is_dry_run, shown };
    let change = edit_sales_order(&session.desk(), &args.sales_order, &command).await?;
    let zone = session.zone().await?;
    let done = done(&change);
    session.one(&done, || {
        let mut page = Page::new(&match (change.outcome, change.is_applied) {
            (Outcome::Unchanged, _) => format!("Nothing to change in sales order {}", done.number),
            (_, true) => format!("Changed sales order {}", done.number),
            (_, false) => format!("Would change sales order {}", done.number),
        });
        change_page(&mut page, &done.access, zone);
        page.facts(vec![("Fingerprint", done.fingerprint.to_string())]);
        page.into_text()
    })
}

fn done(change: &ContractChange) -> Done {
    Done {
        id: change.id,
        number: change.number.to_string(),
        outcome: word(change.outcome),
        applied: change.is_applied,
        fingerprint: change.fingerprint,
        access: ChangeView::of(&change.effects),
    }
}
