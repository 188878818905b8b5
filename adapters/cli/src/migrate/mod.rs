//! `rollbook migrate`: bring the schema of a database up to date.

mod step;

use serde::Serialize;
pub use step::{SchemaPhase, SchemaStep};

use crate::CliError;
use crate::start::Start;

const EXAMPLES: &str = "\
Examples:
  rollbook migrate --dry-run
  rollbook migrate

For databases on PostgreSQL, where no other command but `rollbook init` in an empty database touches the schema; an
SQLite database is brought up to date when it is opened. Each migration is all there or not at all, and may run
beside processes in use. After those that expand or migrate, older programs go on; before those that contract, end
them. Give an address whose role owns the tables. docs/operations.md tells of upgrades in steps.";

/// Whether to write.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Show which migrations wait; apply none.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct Told {
    database: String,
    outcome: &'static str,
    migrations: Vec<SchemaStep>,
}

pub(crate) async fn run(args: Args, start: Start) -> Result<(), CliError> {
    let url = start.database();
    let told = |outcome, migrations| Told { database: start.shown_database(), outcome, migrations };
    let Some(waiting) = start.databases.waiting_steps(&url).await? else {
        if !args.dry_run {
            start.databases.migrate(&url, &mut |_| ()).await?;
        }
        return start.printer.one(&told("unchanged", Vec::new()), || {
            "There is nothing to do: this database is brought up to date whenever it is opened.".to_owned()
        });
    };
    if args.dry_run && !waiting.is_empty() {
        let told = told("waiting", waiting);
        return start.printer.one(&told, || waiting_in_words(&told.migrations));
    }
    let mut applied = Vec::new();
    let mut tell = |step: SchemaStep| {
        start.printer.note(&format!("Applied {step}."));
        applied.push(step);
    };
    if !waiting.is_empty() {
        start.databases.migrate(&url, &mut tell).await?;
    }
    // Another process may have been faster, so what was told of counts, and not what waited.
    let outcome = if applied.is_empty() { "unchanged" } else { "applied" };
    let told = told(outcome, applied);
    start.printer.one(&told, || match told.migrations.len() {
        0 => "There is nothing to do: the schema is up to date.".to_owned(),
        count => format!("Applied {count} migrations: the schema is up to date."),
    })
}

fn waiting_in_words(steps: &[SchemaStep]) -> String {
    let mut lines: Vec<String> = steps.iter().map(|step| format!("{step} waits.")).collect();
    let advice = if steps.iter().any(|step| step.phase == SchemaPhase::Contract) {
        "End every process of an older program, then run `rollbook migrate`."
    } else {
        "Older programs may go on meanwhile; run `rollbook migrate` to apply them."
    };
    lines.push(advice.to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Installation;

    fn step(number: u32, phase: SchemaPhase) -> SchemaStep {
        SchemaStep { number, name: "add_remarks".to_owned(), phase }
    }

    #[test]
    fn a_database_that_is_brought_up_to_date_on_opening_has_nothing_waiting() {
        let installation = Installation::ready();
        for arguments in [&["migrate"][..], &["migrate", "--dry-run"]] {
            let said = installation.done(arguments).json();
            assert_eq!(
                (&said["outcome"], &said["migrations"]),
                (&"unchanged".into(), &serde_json::json!([]))
            );
        }
        assert_eq!(installation.run(&["migrate", "--database", "sqlite:nowhere"]).code, 5);
    }

    #[test]
    fn before_something_is_taken_away_older_programs_must_end() {
        let kind = waiting_in_words(&[step(13, SchemaPhase::Expand), step(14, SchemaPhase::Migrate)]);
        assert!(kind.contains("13 `add_remarks` (expand) waits") && kind.contains("may go on"), "{kind}");
        let unkind = waiting_in_words(&[step(13, SchemaPhase::Expand), step(14, SchemaPhase::Contract)]);
        assert!(unkind.contains("End every process of an older program"), "{unkind}");
    }
}
