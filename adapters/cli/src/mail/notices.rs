//! `rollbook mail notices`.

use rollbook_application::mail::{NoticesReport, PlannedNotice, queue_notices};
use rollbook_domain::id::CustomerId;
use rollbook_domain::mail::MailKind;
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use crate::page::Page;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail notices --dry-run
  rollbook settings set expiry_notice_days 30,7
  rollbook mail notices

Each notice is queued once, however often this is run; `rollbook serve` runs it every hour.";

/// Queue the notices that are due: access that ends soon, reminders, surveys of accesses that ended.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Say who would get which notice, and queue nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What was queued, or would be.
#[derive(Serialize)]
struct View {
    outcome: &'static str,
    learners: usize,
    expiry_notices: usize,
    reminders: usize,
    surveys: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    planned: Vec<Planned>,
}

/// One notice that would be queued.
#[derive(Serialize)]
struct Planned {
    customer: CustomerId,
    email: String,
    kind: MailKind,
    courses: Vec<String>,
    ends_at: Option<Instant>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let report = queue_notices(&session.desk(), args.dry_run).await?;
    let outcome = if args.dry_run { "planned" } else { "applied" };
    let NoticesReport { learners, expiry_notices, reminders, surveys, planned } = report;
    let planned = planned.into_iter().map(|notice| {
        let PlannedNotice { customer, email, kind, courses, ends_at } = notice;
        Planned { customer, email, kind, courses, ends_at }
    });
    let view = View { outcome, learners, expiry_notices, reminders, surveys, planned: planned.collect() };
    let zone = session.zone().await?;
    session.one(&view, || {
        let mut page = Page::new(if args.dry_run { "Notices that are due" } else { "Notices queued" });
        page.facts(vec![
            ("Learners looked at", view.learners.to_string()),
            ("Access ends soon", view.expiry_notices.to_string()),
            ("Reminders", view.reminders.to_string()),
            ("Surveys", view.surveys.to_string()),
        ]);
        let row = |notice: &Planned| {
            let ends = notice.ends_at.map(|at| in_words(at, zone)).unwrap_or_default();
            vec![notice.email.clone(), notice.kind.to_string(), notice.courses.join(", "), ends]
        };
        page.section("Would be queued", view.planned.iter().map(row).collect());
        page.into_text()
    })
}
