//! `rollbook key reseal`.

use rollbook_application::Desk;
use rollbook_application::key::reseal_codes;
use rollbook_domain::port::Store;
use serde::Serialize;

use crate::start::Start;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook key reseal";

/// Seal with the newest key every registration code that is sealed with an older one.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

#[derive(Serialize)]
struct Resealed {
    key: u32,
    resealed: u64,
}

pub(super) async fn run(_args: Args, start: Start) -> Result<(), CliError> {
    let (store, session) = start.open_whole().await?;
    reseal_all(&*store, &session, "done").await
}

/// Seals the codes of every tenant, and says how many there were.
pub(super) async fn reseal_all(store: &dyn Store, session: &Session, begun: &str) -> Result<(), CliError> {
    let vault = session.vault()?;
    let mut resealed = 0;
    for id in store.tenants().await? {
        let tenant = store.tenant(&id);
        let desk = Desk { store: &*tenant, ..session.desk() };
        resealed += reseal_codes(&desk, &*vault).await?;
    }
    let key = session.key_place.numbers()?.last().map_or(0, |number| number.0);
    let counted = if resealed == 1 { "1 code".to_owned() } else { format!("{resealed} codes") };
    session.one(&Resealed { key, resealed }, || format!("{begun}; sealed {counted} with key {key}"))
}
