//! `rollbook report what-if`.

use rollbook_application::report::{what_if_lasted, what_if_reclaimed};
use rollbook_application::sales_order::what_if_ended;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::time::{AccessDuration, Moment};

use super::reclaims::ReclaimsView;
use crate::import::counted;
use crate::page::Page;
use crate::sales_order::{ChangeView, change_page};
use crate::values::{duration, moment, reclaim};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report what-if --end-sales-order SO-2041 --on 2025-12-31
  rollbook report what-if --end-sales-order SO-2041 --on 2031-12-31 \\
      --output json
  rollbook report what-if --price SAF-TEAM --duration \"24 months\"
  rollbook report what-if --price SAF-TEAM --reclaim before-completion

A price is looked at as if it had lasted so long whenever it was sold. Access with other dates than the price gives
keeps them: dates that were typed or edited, that began with the first launch, or that were sold on other terms. With
--reclaim every held seat of the price is looked at as if it were the next that its buyer takes back.";

/// Say whose access would change if something were otherwise; nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("what").args(["end_sales_order", "price"]).required(true)))]
#[command(group(clap::ArgGroup::new("otherwise").args(["duration", "reclaim"])))]
pub(crate) struct Args {
    /// If this sales order ended on another day.
    #[arg(long, value_name = "NUMBER|ID", requires = "on")]
    end_sales_order: Option<String>,
    /// That day, the last of the term, or the first instant past it.
    #[arg(long, value_name = "MOMENT", value_parser = moment, requires = "end_sales_order")]
    on: Option<Moment>,
    /// If this price had given another duration, or other terms for taking seats back.
    #[arg(long, value_name = "CODE|ID", requires = "otherwise")]
    price: Option<String>,
    /// That duration: `30 days`, `12 months`, `2026-01-01..2026-06-30` or `unlimited`.
    #[arg(long, value_name = "DURATION", value_parser = duration, requires = "price")]
    duration: Option<AccessDuration>,
    /// Those terms: `always`, `before-start`, `before-completion`, `never`, or such as `capped:20`.
    #[arg(long, value_name = "POLICY", value_parser = reclaim, requires = "price")]
    reclaim: Option<ReclaimPolicy>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    if let (Some(key), Some(policy)) = (&args.price, args.reclaim) {
        let found = what_if_reclaimed(&desk, key, policy).await?;
        let view = ReclaimsView::of(&found);
        return session.one(&view, || {
            let mut page =
                Page::new(&format!("If seats of price {} could be taken back: {policy}", found.price));
            view.put_into(&mut page);
            page.into_text()
        });
    }
    let (title, effects) = match (args.end_sales_order, args.on, args.price, args.duration) {
        (Some(key), Some(on), ..) => {
            let change = what_if_ended(&desk, &key, on).await?;
            (format!("If sales order {} ended otherwise", change.number), change.effects)
        }
        (_, _, Some(key), Some(duration)) => {
            let found = what_if_lasted(&desk, &key, duration).await?;
            if found.kept > 0 {
                let grants = counted(found.kept, "access grant");
                session.warn(&format!(
                    "{grants} of price {} with other dates than it gives would keep them",
                    found.price
                ));
            }
            (format!("If price {} had given {duration}", found.price), found.effects)
        }
        _ => {
            return Err(CliError::usage(
                "give --end-sales-order with --on, or --price with --duration or --reclaim",
            ));
        }
    };
    let zone = session.zone().await?;
    let view = ChangeView::of(&effects);
    session.one(&view, || {
        let mut page = Page::new(&title);
        change_page(&mut page, &view, zone);
        page.into_text()
    })
}
