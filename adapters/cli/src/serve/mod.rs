//! `rollbook serve`: stay and send mails as they become due.

mod notices;
mod stop;
mod wait;
mod worker;

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use notices::Notices;
use rollbook_domain::id::IdSource;
use rollbook_domain::port::{Clock, Store, Vault};
use stop::Stop;
use worker::{Told, Worker};

use crate::keys::KeyPlace;
use crate::start::Start;
use crate::{CliError, Printer, values};

const EXAMPLES: &str = "\
Examples:
  rollbook serve
  ROLLBOOK_MAIL_URL=log rollbook serve
  rollbook serve --mail-workers 4 --poll 500ms

Sends the mails of every tenant until it is told to end by Ctrl-C or a termination signal, and finishes the mail in
hand then. Every hour it queues the notices that are due, as `rollbook mail notices` does. Any number of these may run on one database, with PostgreSQL on any number of machines. ROLLBOOK_MAIL_URL
says where mails go, such as smtp://rollbook@mail.example.org with ROLLBOOK_MAIL_PASSWORD; docs/mail.md tells of
transports and attempts. A database on a server needs both it and ROLLBOOK_KEY_FILE.";

/// How many mails at a time, and how patiently.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// How many mails are sent at a time.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=32))]
    mail_workers: u8,
    /// For how long a worker takes mails in hand; others may take them after it.
    #[arg(long, value_name = "DURATION", default_value = "5m", value_parser = values::pause)]
    mail_lease: Duration,
    /// How often to look for mails that other processes have queued.
    #[arg(long, value_name = "DURATION", default_value = "2s", value_parser = values::pause)]
    poll: Duration,
}

pub(crate) async fn run(args: Args, start: Start) -> Result<(), CliError> {
    start.must_name_key_file()?;
    let store = start.databases.open(&start.database()).await?;
    let clock = start.clock_of(&*store.tenant(&start.options.tenant)).await?;
    let route = start.mail_route();
    long_enough(args.mail_lease, start.mailers.longest_send(&route)?)?;
    let file = start.key_file();
    let place = KeyPlace { keys: start.keys, file };
    let (vault, ids) = (place.open()?, Arc::clone(&start.ids));
    let office = Office { store, clock, ids, vault, lease: args.mail_lease, poll: args.poll };
    // A stopped clock is one tenant's affair.
    let only = start.options.now.map(|_| start.options.tenant.clone());

    let stop = Arc::new(Stop::default());
    let (told, telling) = mpsc::channel();
    let workers: Result<Vec<_>, CliError> = (0..args.mail_workers)
        .map(|number| {
            let mailer = start.mailers.open(&route)?;
            let (stop, told, only) = (Arc::clone(&stop), told.clone(), only.clone());
            let notices = (number == 0).then(Notices::default);
            Ok(Worker { office: office.clone(), only, mailer, stop, told, notices })
        })
        .collect();
    drop(told);
    let asked = Arc::clone(&stop);
    start.signals.on_stop(Box::new(move || asked.ask())).map_err(CliError::Unavailable)?;
    let mut threads = Vec::new();
    for worker in workers? {
        let drive = Arc::clone(&start.drive);
        let thread = std::thread::Builder::new().name("rollbook-dispatch".to_owned());
        match thread.spawn(move || drive(Box::pin(worker.run()))) {
            Ok(thread) => threads.push(thread),
            Err(error) => {
                stop.ask();
                return Err(CliError::Unavailable(format!("there is no thread to send mails with: {error}")));
            }
        }
    }
    let way = start.mailers.name(&route)?;
    start.printer.note(&format!("Sending mails by {way}; Ctrl-C ends it."));
    for told in telling {
        tell(&start.printer, &told);
    }
    let broken = threads.into_iter().filter_map(|thread| thread.join().err()).count();
    if broken > 0 {
        return Err(CliError::Unavailable(format!("{broken} of the threads that send mails broke down")));
    }
    start.printer.note("Ended; mails that wait are sent next time.");
    Ok(())
}

/// What all workers have in common.
#[derive(Clone)]
struct Office {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    vault: Arc<dyn Vault>,
    lease: Duration,
    poll: Duration,
}

/// A mail is begun in the first half of a lease only, and must have ended before the second is over.
fn long_enough(lease: Duration, longest_send: Duration) -> Result<(), CliError> {
    if lease >= longest_send * 2 {
        return Ok(());
    }
    let (lease, mail, wanted) = (lease.as_secs(), longest_send.as_secs(), (longest_send * 2).as_secs());
    Err(CliError::usage(format!(
        "a lease of {lease} s is too short, since one mail may take {mail} s; give --mail-lease {wanted}s or more"
    )))
}

fn tell(printer: &Printer, told: &Told) {
    match told {
        Told::Done(sentence) => printer.note(sentence),
        Told::Wrong(fragment) => printer.warn(fragment),
    }
}

#[cfg(test)]
mod tests;
