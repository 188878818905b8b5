//! `rollbook course show`.

use rollbook_application::catalogue::{get_course, read_catalogue};

use super::view::{View, view};
use crate::page::{Page, listed};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook course show ALGEBRA";

/// Show a course.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The course.
    #[arg(value_name = "CODE|ID")]
    course: String,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let catalogue = read_catalogue(&session.desk()).await?;
    let course = get_course(&catalogue, &args.course)?;
    let view = view(course, &catalogue);
    session.one(&view, || {
        let mut page = Page::new(&format!("Course {}", view.code));
        page.facts(vec![
            ("Id", view.id.to_string()),
            ("Title", view.title.clone()),
            ("Version", view.version.to_string()),
            ("Completed", completed_by(&view).to_owned()),
            ("Opened by", listed(&view.products)),
        ]);
        let items = course.items_of(view.version).map(|item| {
            let need = if item.terms.is_required { "required" } else { "optional" };
            let (title, kind) = (item.terms.title.to_string(), item.terms.kind.to_string());
            vec![item.code.to_string(), title, kind, need.to_owned()]
        });
        page.section("Items", items.collect());
        page.into_text()
    })
}

/// A course none of whose items is required never completes by its items.
fn completed_by(view: &View) -> &'static str {
    if view.is_completable { "by its required items" } else { "by hand alone, for no item is required" }
}
