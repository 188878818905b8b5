//! The streams that a decision about many things rests on, each named once.

use std::collections::BTreeMap;

use rollbook_domain::commit::Commit;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::SeatRow;
use rollbook_domain::stamp::Revision;

/// Streams with the revisions they were read at.
#[derive(Default)]
pub(crate) struct Streams(BTreeMap<StreamId, Revision>);

impl Streams {
    /// Names a stream; of one that was read twice the older revision counts, so that a move between is noticed.
    pub(crate) fn add(&mut self, stream: StreamId, revision: Revision) {
        let known = self.0.entry(stream).or_insert(revision);
        *known = (*known).min(revision);
    }

    /// Names a seat and whoever holds it.
    pub(crate) fn add_seat(&mut self, row: &SeatRow) {
        self.add(StreamId::Seat(row.seat.id), row.seat.revision);
        if let Some(holder) = &row.holder {
            self.add(StreamId::Customer(holder.id), holder.revision);
        }
    }

    /// Makes the commit rest on them.
    pub(crate) fn expect_in(self, commit: &mut Commit) {
        for (stream, revision) in self.0 {
            commit.expect(stream, revision);
        }
    }
}
