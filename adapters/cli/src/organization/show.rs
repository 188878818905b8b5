//! `rollbook organization show`.

use rollbook_application::organization::{get_organization, list_people, organizations};
use rollbook_domain::port::{Audience, PageRequest};
use serde::Serialize;

use super::person::Line;
use super::view::View;
use crate::page::Page;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook organization show ACME";

/// Show an organization, with what is below it and who administers it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The organization.
    #[arg(value_name = "CODE|ID")]
    organization: String,
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    view: View,
    below: Vec<String>,
    administrators: Vec<Line>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let all = organizations(&desk).await?;
    let organization = get_organization(&all, &args.organization)?;
    let audience = Audience::Administrators(organization.id);
    let people = list_people(&desk, &audience, &PageRequest::everything()).await?;
    let below = all.with_all_below(&[organization.id]).into_iter().filter(|id| *id != organization.id);
    let shown = Shown {
        view: View::of(organization, &all),
        below: below.filter_map(|id| Some(all.get(id)?.code.to_string())).collect(),
        administrators: people.items.iter().map(|row| Line::of(row, &all)).collect(),
    };
    session.one(&shown, || {
        let mut page = Page::new(&format!("Organization {}", shown.view.code));
        let emails: Vec<_> = shown.administrators.iter().map(Line::shown_email).collect();
        page.facts(vec![
            ("Id", shown.view.id.to_string()),
            ("Title", shown.view.title.clone()),
            ("Belongs to", shown.view.above.join(" > ")),
            ("Below it", shown.below.join(", ")),
            ("Administrators", emails.join(", ")),
        ]);
        page.into_text()
    })
}
