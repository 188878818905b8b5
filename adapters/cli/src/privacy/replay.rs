//! `rollbook privacy replay`.

use std::path::PathBuf;

use rollbook_application::privacy::{Replay, ReplayFate, ReplayedPerson, plan_replay, replay_erasures};
use rollbook_application::seat::Release;
use rollbook_domain::customer::StatusWord;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::{Instant, Zone, in_words};
use serde::Serialize;

use super::progress_bar::Bar;
use super::{erasures_file, people};
use crate::import::counted;
use crate::page::Page;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook privacy erasures --to erasures.csv
  rollbook privacy replay erasures.csv --dry-run
  rollbook privacy replay erasures.csv --yes --output json

After an old backup was restored, this comes before anybody uses it. Who was erased and is there
again is erased as by `customer erase`, active or not. Seats that nobody holds are voided, or go
to --successor. Given twice, it does nothing the second time.";

/// Erase again whom a restored backup brought back.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The CSV file that `privacy erasures` wrote.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Who answers for the seats of everybody who is erased: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    successor: Option<CustomerKey>,
    /// Show what would happen, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct Run {
    outcome: &'static str,
    at: Instant,
    erased: u64,
    already: u64,
    unknown: u64,
    people: Vec<Person>,
}

/// Somebody who was erased.
#[derive(Serialize)]
struct Person {
    id: CustomerId,
    erased_at: Instant,
    outcome: &'static str,
    /// What they were here before.
    status: Option<StatusWord>,
    seats: u64,
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let zone = session.zone().await?;
    let erasures = erasures_file::read(&args.file, session)?;
    let release = args.successor.map_or(Release::Void, Release::Successor);
    let plan = plan_replay(&desk, &erasures, &release).await?;
    if args.dry_run {
        return tell(session, &plan, "planned", zone);
    }
    if plan.erased() > 0 {
        let question = format!("erase {} again, as --dry-run lists them?", people(plan.erased()));
        session.confirm(&format!("{question} It cannot be undone."))?;
    }
    let bar = Bar::of(session);
    let run = replay_erasures(&desk, &plan, &release, |done| bar.told("erased", done, plan.erased())).await;
    bar.clear();
    let run = run?;
    tell(session, &run, if run.erased() == 0 { "unchanged" } else { "applied" }, zone)
}

fn tell(session: &Session, replay: &Replay, outcome: &'static str, zone: &Zone) -> Result<(), CliError> {
    let run = Run {
        outcome,
        at: replay.at,
        erased: replay.erased(),
        already: replay.already(),
        unknown: replay.unknown(),
        people: replay.people.iter().map(|person| view(person, outcome)).collect(),
    };
    session.one(&run, || in_words_of(&run, zone))
}

fn view(person: &ReplayedPerson, outcome: &'static str) -> Person {
    let done = if outcome == "planned" { "planned" } else { "erased" };
    let (outcome, status, seats) = match person.fate {
        ReplayFate::Erased { status, seats } => (done, Some(status), seats),
        ReplayFate::Already => ("already", None, 0),
        ReplayFate::Unknown => ("unknown", None, 0),
    };
    Person { id: person.past.customer, erased_at: person.past.erased_at, outcome, status, seats }
}

fn in_words_of(run: &Run, zone: &Zone) -> String {
    let verb = if run.outcome == "planned" { "would be erased again" } else { "erased again" };
    let Run { erased, already, unknown, .. } = run;
    let title = format!("{} {verb}, {already} erased here already, {unknown} unknown here", people(*erased));
    let mut page = Page::new(&title);
    let listed = run.people.iter().map(|person| {
        let since = format!("erased {}", in_words(person.erased_at, zone));
        let status = person.status.map(|status| format!("was {status}")).unwrap_or_default();
        let seats = if person.seats == 0 { String::new() } else { counted(person.seats, "seat") };
        vec![person.id.to_string(), since, person.outcome.to_owned(), status, seats]
    });
    page.section("People", listed.collect());
    page.into_text()
}
