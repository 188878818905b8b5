//! Completing a course for everybody who has done all that is still required of them.

use std::collections::BTreeSet;

use rollbook_domain::access::must_not_be_erased;
use rollbook_domain::catalogue::{Catalogue, Course};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CourseId;
use rollbook_domain::port::{Cursor, CustomerKey, PageRequest, TranscriptQuery};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{LearnerFacts, Transcript, finish};

use crate::mail::add_caused_mails;
use crate::{Desk, Failure};

/// How many transcripts are read at once; what becomes of them is one commit.
const PAGE: usize = 500;

/// Completes the course for those of whom every required item is complete, whether or not it is open to them now, and says
/// for how many. Who is erased or deleted is left alone.
///
/// Doing it again does nothing more, so a run that was stopped is finished by the next one.
pub(crate) async fn finish_course(desk: &Desk<'_>, course: CourseId) -> Result<u64, Failure> {
    let mut finished = 0;
    let mut page = Some(PageRequest::first(PAGE));
    while let Some(request) = page {
        let (count, next) = finish_page(desk, course, &request).await?;
        finished += count;
        page = next.map(|next| PageRequest::after(next, PAGE));
    }
    Ok(finished)
}

async fn finish_page(
    desk: &Desk<'_>,
    course: CourseId,
    page: &PageRequest,
) -> Result<(u64, Option<Cursor>), Failure> {
    let query = TranscriptQuery { course: Some(course), customers: None };
    let mut tries = desk.tries();
    loop {
        let catalogue = desk.store.catalogue().await?;
        let Some(course) = catalogue.course(course) else { return Ok((0, None)) };
        let read = desk.store.transcripts(&query, page).await?;
        let now = desk.now();
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Course(course.id), course.revision);
        let mut finished = 0;
        for transcript in &read.items {
            finished +=
                u64::from(finish_one(desk, &mut commit, &catalogue, (course, transcript), now).await?);
        }
        if finished == 0 || tries.commit(commit).await? {
            return Ok((finished, read.next));
        }
    }
}

/// Adds what completes the course for one learner, in whichever versions, and says whether it does.
async fn finish_one(
    desk: &Desk<'_>,
    commit: &mut Commit,
    catalogue: &Catalogue,
    (course, transcript): (&Course, &Transcript),
    now: Instant,
) -> Result<bool, Failure> {
    let entries = transcript.items.iter().filter(|record| record.course == course.id);
    let versions: BTreeSet<u32> = entries.map(|record| record.version).collect();
    let events: Vec<_> =
        versions.into_iter().filter_map(|version| finish(transcript, course, version)).collect();
    if events.is_empty() {
        return Ok(false);
    }
    let found = desk.store.find_customer(&CustomerKey::Id(transcript.customer)).await?;
    let Some(record) = found.filter(|record| must_not_be_erased(&record.customer).is_ok()) else {
        return Ok(false);
    };
    let grants = record.grants_for(course.id, catalogue);
    let enrollment = record.enrollment(course.id);
    let facts = LearnerFacts { transcript, course, grants: &grants, enrollment };
    commit.expect(StreamId::Customer(transcript.customer), record.revision);
    commit.expect(StreamId::Transcript(transcript.customer), transcript.revision);
    add_caused_mails(desk, commit, &record, facts, &events, now);
    for event in events {
        commit.push(Event::Transcript(transcript.customer, event), None);
    }
    Ok(true)
}
