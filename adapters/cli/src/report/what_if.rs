//! `rollbook report what-if`.

use rollbook_application::sales_order::what_if_ended;
use rollbook_domain::time::Moment;

use crate::page::Page;
use crate::sales_order::{ChangeView, change_page};
use crate::values::moment;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report what-if --end-sales-order SO-2041 --on 2025-12-31
  rollbook report what-if --end-sales-order SO-2041 --on 2031-12-31 \\
      --output json";

/// Say whose access would change if something were otherwise; nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// If this sales order ended on another day.
    #[arg(long, value_name = "NUMBER|ID")]
    end_sales_order: String,
    /// That day, the last of the term, or the first instant past it.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    on: Moment,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let change = what_if_ended(&session.desk(), &args.end_sales_order, args.on).await?;
    let zone = session.zone().await?;
    let view = ChangeView::of(&change.effects);
    session.one(&view, || {
        let mut page = Page::new(&format!("If sales order {} ended otherwise", change.number));
        change_page(&mut page, &view, zone);
        page.into_text()
    })
}
