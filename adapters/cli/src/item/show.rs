//! `rollbook item show`.

use rollbook_application::catalogue::{get_item, read_catalogue};

use super::view::view;
use crate::page::{Page, yes_no};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook item show ALG-FINAL";

/// Show a content item.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The item.
    #[arg(value_name = "CODE|ID")]
    item: String,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let catalogue = read_catalogue(&session.desk()).await?;
    let view = view(get_item(&catalogue, &args.item)?, &catalogue);
    session.one(&view, || {
        let said = |number: &Option<String>| number.clone().unwrap_or_else(|| "none".to_owned());
        let attempts = view.attempt_limit.map_or_else(|| "any number".to_owned(), |limit| limit.to_string());
        let mut page = Page::new(&format!("Item {}", view.code));
        page.facts(vec![
            ("Id", view.id.to_string()),
            ("Course", format!("{}, since version {}", view.course, view.since_version)),
            ("Title", view.title.clone()),
            ("Kind", view.kind.to_string()),
            ("Required", yes_no(view.is_required)),
            ("Weight", said(&view.weight)),
            ("Best score", said(&view.maximum_score)),
            ("Attempts", attempts),
            ("Opens after", said(&view.opens_after)),
            ("Final assessment", yes_no(view.is_final_assessment)),
        ]);
        page.into_text()
    })
}
