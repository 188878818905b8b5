//! Importing prices.

use rollbook_domain::catalogue::PriceEvent;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::PriceId;
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::RosterOptions;
use rollbook_domain::plan::{Changes, Context, Plan, prices};
use rollbook_domain::table::Table;

use super::import::add;
use super::kind::{Kind, run};
use super::{ImportFile, ImportOptions, ImportReport};
use crate::{Desk, Failure};

/// Imports a file of prices.
///
/// # Errors
/// As [`import_groups`](super::import_groups).
pub async fn import_prices(
    desk: &Desk<'_>,
    file: ImportFile<'_>,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    run(&mut Prices, desk, file, RosterOptions::default(), options).await
}

struct Prices;

impl Kind for Prices {
    type Changes = Changes<PriceId, PriceEvent>;
    const KIND: ImportKind = ImportKind::Prices;

    async fn plan(
        &self,
        desk: &Desk<'_>,
        table: Table,
        context: &Context<'_>,
    ) -> Result<Plan<Self::Changes>, Failure> {
        Ok(prices::plan(&table, &desk.store.catalogue().await?, context))
    }

    fn write(commit: &mut Commit, changes: Self::Changes) {
        add(commit, changes, StreamId::Price, Event::Price);
    }
}
