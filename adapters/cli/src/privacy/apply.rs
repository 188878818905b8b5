//! `rollbook privacy apply`.

use rollbook_application::privacy::{DuePerson, RetentionCut, RetentionRun, apply_retention, plan_retention};
use rollbook_domain::id::CustomerId;
use rollbook_domain::rule::RuleId;
use rollbook_domain::settings::Retained;
use rollbook_domain::time::{Instant, Zone, in_words};
use serde::Serialize;

use super::progress_bar::Bar;
use super::{people, period};
use crate::page::Page;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook settings set keep_mails_days 400
  rollbook settings set keep_inactive_days 1095
  rollbook privacy apply --dry-run
  rollbook privacy apply --yes --output json
  rollbook privacy apply --void-seats --yes

Rows that are older than their period go, and customers who have been inactive for longer are
erased as by `customer erase`. Who answers for seats that nobody holds is skipped, unless
--void-seats voids them; `customer erase` with --successor hands the seats over instead. Run it
daily from a timer, with --yes.";

/// Let go what was kept for its period, for good.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Void seats that nobody holds of those who are erased.
    #[arg(long)]
    void_seats: bool,
    /// Show what would go, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// The number of rows and people that go, needed for more than the setting `guard_threshold` lets pass.
    #[arg(long, value_name = "COUNT")]
    confirm: Option<u64>,
}

#[derive(Serialize)]
struct Run {
    outcome: &'static str,
    at: Instant,
    touched: u64,
    rows: Vec<Cut>,
    people: Vec<Person>,
}

/// What goes of one category.
#[derive(Serialize)]
struct Cut {
    category: &'static str,
    days: u32,
    before: Instant,
    rows: u64,
}

/// Somebody whose period is over.
#[derive(Serialize)]
struct Person {
    id: CustomerId,
    inactive_since: Instant,
    outcome: &'static str,
    reason: Option<String>,
    rules: &'static [RuleId],
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let zone = session.zone().await?;
    let plan = plan_retention(&desk, args.void_seats).await?;
    if args.dry_run {
        return tell(session, &plan, "planned", zone);
    }
    if plan.touched() > 0 {
        let rows: u64 = plan.cuts.iter().map(|cut| cut.rows).sum();
        let people = plan.touched() - rows;
        session.confirm(&format!(
            "let {rows} rows go and erase {people} people, as --dry-run lists them? It cannot be undone."
        ))?;
    }
    let bar = Bar::of(session);
    let run = apply_retention(&desk, &plan, args.void_seats, args.confirm, &bar).await;
    bar.clear();
    let run = run?;
    tell(session, &run, if run.touched() == 0 { "unchanged" } else { "applied" }, zone)
}

fn tell(session: &Session, run: &RetentionRun, outcome: &'static str, zone: &Zone) -> Result<(), CliError> {
    let view = view(run, outcome);
    session.one(&view, || in_words_of(&view, zone))?;
    let skipped = run.people.iter().filter(|person| person.skipped.is_some()).count();
    if skipped > 0 {
        let due = people(skipped as u64);
        session.warn(&format!("{due} due and skipped; each has its reason"));
    }
    Ok(())
}

fn view(run: &RetentionRun, outcome: &'static str) -> Run {
    let rows = |cut: &RetentionCut| {
        let RetentionCut { retained, days, before, rows } = *cut;
        Cut { category: Retained::Rows(retained).word(), days, before, rows }
    };
    let done = if outcome == "planned" { "planned" } else { "erased" };
    let person = |due: &DuePerson| Person {
        id: due.customer,
        inactive_since: due.since,
        outcome: if due.skipped.is_some() { "skipped" } else { done },
        reason: due.skipped.as_ref().map(|skipped| skipped.reason.clone()),
        rules: due.skipped.as_ref().map_or(&[], |skipped| skipped.rules),
    };
    Run {
        outcome,
        at: run.at,
        touched: run.touched(),
        rows: run.cuts.iter().map(rows).collect(),
        people: run.people.iter().map(person).collect(),
    }
}

fn in_words_of(run: &Run, zone: &Zone) -> String {
    let mut page = Page::new(match run.outcome {
        "planned" => "What would go because its period is over",
        "unchanged" => "Nothing went",
        _ => "What went because its period is over",
    });
    let rows = run.rows.iter().map(|rows| {
        let kept = format!("kept for {}", period(Some(rows.days)));
        let before = format!("before {}", in_words(rows.before, zone));
        vec![rows.category.to_owned(), rows.rows.to_string(), kept, before]
    });
    page.section("Rows", rows.collect());
    let people = run.people.iter().map(|person| {
        let since = format!("inactive since {}", in_words(person.inactive_since, zone));
        let reason = person.reason.clone().unwrap_or_default();
        vec![person.id.to_string(), since, person.outcome.to_owned(), reason]
    });
    page.section("People", people.collect());
    page.into_text()
}
