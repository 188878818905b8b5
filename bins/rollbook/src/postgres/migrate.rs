//! Bringing the schema up to date.

use std::sync::mpsc;
use std::thread;

use rollbook_cli::{OpenFailed, SchemaPhase, SchemaStep};
use rollbook_postgres::{Migrated, OpenError, Phase, waiting_migrations};

use super::{Address, failed};
use crate::signals::drive;

/// The migrations that the database has not seen.
pub(crate) async fn waiting(url: &str) -> Result<Vec<SchemaStep>, OpenFailed> {
    let address = Address::parse(url)?;
    let waiting = waiting_migrations(&address.url, &address.options).await;
    Ok(waiting.map_err(|error| failed(url, &error))?.into_iter().map(step).collect())
}

/// Applies them, and tells of each one as soon as it is there.
pub(crate) fn migrate(url: &str, tell: &mut dyn FnMut(SchemaStep)) -> Result<(), OpenFailed> {
    let address = Address::parse(url)?;
    let (teller, told) = mpsc::channel();
    // Who tells it to the operator stays on this thread.
    let outcome = thread::scope(|scope| {
        let (address, answer) = (&address, teller.clone());
        scope.spawn(move || {
            let (address, teller) = (address.clone(), teller);
            drive(Box::pin(async move {
                let each = teller.clone();
                let tell = move |migrated| drop(each.send(News::Applied(step(migrated))));
                let ended = rollbook_postgres::migrate(&address.url, &address.options, tell).await;
                drop(teller.send(News::Ended(ended.map(drop))));
            }));
        });
        drop(answer);
        let mut outcome = Ok(());
        for news in told {
            match news {
                News::Applied(step) => tell(step),
                News::Ended(ended) => outcome = ended,
            }
        }
        outcome
    });
    outcome.map_err(|error| failed(url, &error))
}

/// What the thread that migrates has to say.
enum News {
    Applied(SchemaStep),
    Ended(Result<(), OpenError>),
}

fn step(migrated: Migrated) -> SchemaStep {
    let phase = match migrated.phase {
        Phase::Expand => SchemaPhase::Expand,
        Phase::Migrate => SchemaPhase::Migrate,
        Phase::Contract => SchemaPhase::Contract,
    };
    SchemaStep { number: migrated.number, name: migrated.name.to_owned(), phase }
}
