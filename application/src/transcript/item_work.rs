//! What a decision about a learner's work on an item is loaded from.

use rollbook_domain::access::{AccessGrant, must_not_be_erased};
use rollbook_domain::catalogue::{ContentItem, Course};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::StatusWord;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{LearnerFacts, Transcript, TranscriptEvent};

use crate::catalogue::{get_course, get_item};
use crate::customer::get_customer;
use crate::mail::add_caused_mails;
use crate::{Desk, Failure};

/// A learner, an item, and what is on record of them.
pub(super) struct ItemWork {
    record: CustomerRecord,
    pub(super) course: Course,
    pub(super) item: ContentItem,
    grants: Vec<AccessGrant>,
    pub(super) transcript: Transcript,
}

impl ItemWork {
    /// Reads what there is.
    pub(super) async fn load(desk: &Desk<'_>, customer: &CustomerKey, item: &str) -> Result<Self, Failure> {
        let catalogue = desk.store.catalogue().await?;
        let item = get_item(&catalogue, item)?.clone();
        let course = get_course(&catalogue, &item.course.to_string())?.clone();
        let record = get_customer(desk, customer).await?;
        let id = record.customer.id;
        let transcript = desk.store.find_transcript(id).await?.unwrap_or_else(|| Transcript::empty(id));
        let grants = record.grants_for(course.id, &catalogue);
        Ok(Self { record, course, item, grants, transcript })
    }

    pub(super) fn customer(&self) -> CustomerId {
        self.record.customer.id
    }

    /// The status of the account at `now`.
    pub(super) fn status_at(&self, now: Instant) -> StatusWord {
        self.record.customer.status_at(now).word()
    }

    pub(super) fn facts(&self) -> LearnerFacts<'_> {
        LearnerFacts {
            transcript: &self.transcript,
            course: &self.course,
            grants: &self.grants,
            enrollment: self.record.enrollment(self.course.id),
        }
    }

    /// Lets nothing be written about the work of somebody who was erased (GDPR-11).
    pub(super) fn must_not_be_erased(&self) -> Result<(), Failure> {
        Ok(must_not_be_erased(&self.record.customer)?)
    }

    /// A commit of events of the transcript, which rests on the account and the course too; the reason stands with the first of them.
    pub(super) fn commit(
        &self,
        desk: &Desk<'_>,
        now: Instant,
        events: Vec<TranscriptEvent>,
        reason: Option<&Note>,
    ) -> Commit {
        let customer = self.customer();
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer), self.record.revision);
        commit.expect(StreamId::Course(self.course.id), self.course.revision);
        commit.expect(StreamId::Transcript(customer), self.transcript.revision);
        add_caused_mails(desk, &mut commit, &self.record, self.facts(), &events, now);
        let mut reason = reason.cloned();
        for event in events {
            commit.push(Event::Transcript(customer, event), reason.take());
        }
        commit
    }
}
