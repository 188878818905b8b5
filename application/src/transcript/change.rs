//! The one flow of every change to a learner's transcript in one course.

use rollbook_domain::access::must_not_be_erased;
use rollbook_domain::catalogue::quiz::ItemQuiz;
use rollbook_domain::catalogue::{Catalogue, Course};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CourseId, CustomerId, ItemId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{LearnerFacts, Transcript, TranscriptEvent, TranscriptRefused};

use crate::catalogue::get_course;
use crate::customer::get_customer;
use crate::mail::add_caused_mails;
use crate::{Changed, Desk, Failure};

/// What a decision is given beside the learner's facts.
pub(super) struct Asked<'a> {
    pub(super) catalogue: &'a Catalogue,
    /// What the item asks, where one was named and it is a quiz with questions.
    pub(super) quiz: Option<&'a ItemQuiz>,
    pub(super) now: Instant,
}

/// What a decision gives: when it is true from, whether anything changes, and the entries.
pub(super) type Decided = (Instant, Outcome, Vec<TranscriptEvent>);

/// What a change is about.
pub(super) enum About {
    /// A whole course.
    Course(CourseId),
    /// An item of it.
    Item(CourseId, ItemId),
}

/// Loads the learner's facts about the course that `find` names, decides and commits, starting over when they moved.
///
/// The decision rests on access, so the customer's stream is named as well.
pub(super) async fn change(
    desk: &Desk<'_>,
    key: &CustomerKey,
    reason: Option<&Note>,
    find: impl Fn(&Catalogue) -> Result<About, Failure>,
    decide: impl Fn(&LearnerFacts<'_>, &Asked<'_>) -> Result<Decided, Failure>,
) -> Result<Changed<CustomerId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let (course, quiz) = match find(&catalogue)? {
            About::Course(course) => (course, None),
            About::Item(course, item) => (course, desk.store.find_quiz(item).await?),
        };
        let course: &Course = get_course(&catalogue, &course.to_string())?;
        let record = get_customer(desk, key).await?;
        must_not_be_erased(&record.customer)?;
        let (customer, now) = (record.customer.id, desk.now());
        let transcript =
            desk.store.find_transcript(customer).await?.unwrap_or_else(|| Transcript::empty(customer));
        let grants = record.grants_for(course.id, &catalogue);
        let facts = LearnerFacts {
            transcript: &transcript,
            course,
            grants: &grants,
            enrollment: record.enrollment(course.id),
        };
        let (effective_at, outcome, events) =
            decide(&facts, &Asked { catalogue: &catalogue, quiz: quiz.as_ref(), now })?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer), record.revision);
        commit.expect(StreamId::Course(course.id), course.revision);
        commit.expect(StreamId::Transcript(customer), transcript.revision);
        add_caused_mails(desk, &mut commit, &record, facts, &events, now);
        for event in events {
            let effective_at = event.effective_at(effective_at, now);
            commit.push_effective(Event::Transcript(customer, event), effective_at, reason.cloned());
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: customer, outcome });
        }
    }
}

/// A refusal of the transcript's rules.
pub(super) fn refused(refused: TranscriptRefused) -> Failure {
    Failure::Refused(Box::new(refused))
}
