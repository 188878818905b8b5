//! `rollbook course mails show`.

use rollbook_application::catalogue::{get_course, read_catalogue};
use rollbook_domain::id::CourseId;
use serde::Serialize;

use crate::page::{Page, yes_no};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook course mails show --course ALGEBRA";

/// Show which mails a course sends.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The course.
    #[arg(long, value_name = "CODE|ID")]
    course: String,
}

/// The mails of a course as printed.
#[derive(Serialize)]
struct View {
    id: CourseId,
    code: String,
    has_survey: bool,
    tells_locks: bool,
    inactivity_days: Option<u32>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let catalogue = read_catalogue(&session.desk()).await?;
    let course = get_course(&catalogue, &args.course)?;
    let view = View {
        id: course.id,
        code: course.code.to_string(),
        has_survey: course.mails.has_survey,
        tells_locks: course.mails.tells_locks,
        inactivity_days: course.mails.inactivity_days,
    };
    session.one(&view, || {
        let mut page = Page::new(&format!("Mails of course {}", view.code));
        let reminder =
            view.inactivity_days.map_or_else(|| "no".to_owned(), |days| format!("after {days} days"));
        page.facts(vec![
            ("Survey at the end", yes_no(view.has_survey)),
            ("Items locked, unlocked", yes_no(view.tells_locks)),
            ("Reminder", reminder),
        ]);
        page.into_text()
    })
}
