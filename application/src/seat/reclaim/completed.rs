//! Who has completed what their seats opened, for terms that let a seat be taken back only before that.

use std::collections::{BTreeMap, BTreeSet};

use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CustomerId, ProductId};
use rollbook_domain::port::{PageRequest, SeatRow, TranscriptQuery};
use rollbook_domain::stamp::Revision;

use crate::{Desk, Failure};

/// How many transcripts are read at once.
const CHUNK: usize = 1_000;

/// What holders of seats have completed, as far as it was asked for.
#[derive(Debug, Default)]
pub(crate) struct Completed {
    products: BTreeSet<(CustomerId, ProductId)>,
    transcripts: BTreeMap<CustomerId, Revision>,
}

impl Completed {
    /// Reads it for the seats whose terms ask for it.
    pub(super) async fn by_terms(desk: &Desk<'_>, rows: &[SeatRow]) -> Result<Self, Failure> {
        let asks = |row: &&SeatRow| row.pool.terms.policy.reclaim == ReclaimPolicy::BeforeCompletion;
        Self::read(desk, rows.iter().filter(asks)).await
    }

    /// Reads it for all those seats.
    pub(crate) async fn read(desk: &Desk<'_>, rows: impl Iterator<Item = &SeatRow>) -> Result<Self, Failure> {
        let mut opened: BTreeMap<CustomerId, BTreeSet<ProductId>> = BTreeMap::new();
        for row in rows {
            if let Some(holder) = &row.holder {
                opened.entry(holder.id).or_default().insert(row.pool.product);
            }
        }
        let mut completed = Self::default();
        if opened.is_empty() {
            return Ok(completed);
        }
        let catalogue = desk.store.catalogue().await?;
        completed.transcripts = opened.keys().map(|id| (*id, Revision::NONE)).collect();
        let customers: Vec<CustomerId> = opened.keys().copied().collect();
        for some in customers.chunks(CHUNK) {
            let query = TranscriptQuery { course: None, customers: Some(some.to_vec()) };
            for transcript in desk.store.transcripts(&query, &PageRequest::everything()).await?.items {
                completed.transcripts.insert(transcript.customer, transcript.revision);
                for product in opened.get(&transcript.customer).into_iter().flatten() {
                    let courses = catalogue.product(*product).map_or(&[][..], |product| &product.courses);
                    if transcript.has_completed(courses) {
                        completed.products.insert((transcript.customer, *product));
                    }
                }
            }
        }
        Ok(completed)
    }

    /// Whether the seat's holder has completed what it opened.
    pub(crate) fn has(&self, row: &SeatRow) -> bool {
        row.holder.as_ref().is_some_and(|holder| self.products.contains(&(holder.id, row.pool.product)))
    }

    /// Makes the commit rest on the transcripts that were read: who completes it meanwhile keeps the seat.
    pub(super) fn expect_in(&self, commit: &mut Commit) {
        for (customer, revision) in &self.transcripts {
            commit.expect(StreamId::Transcript(*customer), *revision);
        }
    }
}
