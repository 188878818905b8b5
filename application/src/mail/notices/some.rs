//! What is due to some learners, and queueing it.

use std::collections::HashMap;

use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{StatusChange, StatusWord};
use rollbook_domain::enrollment::state_at;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, MailId};
use rollbook_domain::mail::{CourseNotice, Mail, OutboxEvent, course_notice};
use rollbook_domain::notice::{DueNotice, NOTICES, Stay, due};
use rollbook_domain::port::{PageRequest, TranscriptQuery};
use rollbook_domain::stamp::{Revision, latest_at};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{Transcript, version_at};

use super::learners::{self, LearnerRows};
use super::{NoticesReport, PlannedNotice};
use crate::{Desk, Failure};

/// Queues what is due to these learners in one commit, or says what would be.
pub(super) async fn queue(
    desk: &Desk<'_>,
    some: Vec<LearnerRows<'_>>,
    thresholds: &[u32],
    is_rehearsal: bool,
    report: &mut NoticesReport,
) -> Result<(), Failure> {
    let now = desk.now();
    // Most learners are due nothing, so what they did and were told is read of the others alone.
    let unread = Read::default();
    let mut candidates = some;
    candidates.retain(|learner| !unread.due(learner, thresholds, now).is_empty());
    let mut tries = desk.tries();
    while !candidates.is_empty() {
        let revision = desk.store.outbox_revision().await?;
        let customers: Vec<CustomerId> = candidates.iter().map(|learner| learner.customer).collect();
        let read = Read::of(desk, &customers).await?;
        let notices: Vec<(&LearnerRows<'_>, DueNotice)> = candidates
            .iter()
            .flat_map(|learner| read.due(learner, thresholds, now).into_iter().map(move |due| (learner, due)))
            .collect();
        if is_rehearsal {
            report.planned.extend(notices.iter().filter_map(|(learner, notice)| planned(learner, notice)));
        }
        let kinds: Vec<_> = notices.iter().map(|(_, notice)| notice.kind).collect();
        let commit = if is_rehearsal { None } else { commit_of(desk, notices, revision, now) };
        let is_done = match commit {
            Some(commit) => tries.commit(commit).await?,
            None => true,
        };
        if is_done {
            for kind in kinds {
                report.count(kind);
            }
            return Ok(());
        }
        // Who was erased or left meanwhile is told nothing.
        candidates = learners::read_again(desk, candidates).await?;
    }
    Ok(())
}

/// The commit of these notices, which rests on the accounts they are for; none for none.
fn commit_of(
    desk: &Desk<'_>,
    notices: Vec<(&LearnerRows<'_>, DueNotice)>,
    revision: Revision,
    now: Instant,
) -> Option<Commit> {
    let mut commit = desk.new_commit(now);
    commit.expect(StreamId::Outbox, revision);
    let mut last = None;
    for (learner, notice) in notices {
        let Some((_, row)) = learner.rows.first() else { continue };
        let Some(profile) = &row.profile else { continue };
        if last.replace(learner.customer) != Some(learner.customer) {
            commit.expect(StreamId::Customer(learner.customer), row.revision);
        }
        let DueNotice { kind, courses, idle_days, dedupe } = notice;
        commit.mail(course_notice(CourseNotice {
            id: MailId::next(desk.ids),
            kind,
            customer: learner.customer,
            profile: profile.reveal(),
            courses,
            items: Vec::new(),
            idle_days,
            dedupe,
        }));
    }
    let mails: Vec<MailId> = commit.mails.iter().map(|mail| mail.id).collect();
    if mails.is_empty() {
        return None;
    }
    commit.push(Event::Outbox(OutboxEvent::NoticesQueued { mails }), None);
    Some(commit)
}

fn planned(learner: &LearnerRows<'_>, notice: &DueNotice) -> Option<PlannedNotice> {
    let profile = learner.rows.iter().find_map(|(_, row)| row.profile.as_ref())?;
    Some(PlannedNotice {
        customer: learner.customer,
        email: profile.reveal().email.as_typed().to_owned(),
        kind: notice.kind,
        courses: notice.courses.iter().map(|course| course.title.clone()).collect(),
        ends_at: notice.courses.iter().filter_map(|course| course.ends_at).min(),
    })
}

/// What learners did, and what they were told.
#[derive(Default)]
struct Read {
    transcripts: HashMap<CustomerId, Transcript>,
    mails: HashMap<CustomerId, Vec<Mail>>,
}

impl Read {
    async fn of(desk: &Desk<'_>, customers: &[CustomerId]) -> Result<Self, Failure> {
        let mut read = Self::default();
        let query = TranscriptQuery { course: None, customers: Some(customers.to_vec()) };
        for transcript in desk.store.transcripts(&query, &PageRequest::everything()).await?.items {
            read.transcripts.insert(transcript.customer, transcript);
        }
        for mail in desk.store.mails_to(customers, &NOTICES).await? {
            if let Some(customer) = mail.customer {
                read.mails.entry(customer).or_default().push(mail);
            }
        }
        Ok(read)
    }

    /// What is due to a learner; nothing to one who was erased.
    fn due(&self, learner: &LearnerRows<'_>, thresholds: &[u32], now: Instant) -> Vec<DueNotice> {
        let Some((_, first)) = learner.rows.first().filter(|(_, row)| row.profile.is_some()) else {
            return Vec::new();
        };
        let transcript = self.transcripts.get(&learner.customer);
        let stays: Vec<Stay<'_>> = learner
            .rows
            .iter()
            .filter_map(|(course, row)| {
                let state = state_at(&row.grants, &row.facts, now)?;
                let version = version_at(course, &row.grants, &row.facts, now);
                Some(Stay { course, state, version, transcript })
            })
            .collect();
        let earlier = self.mails.get(&learner.customer).map_or(&[][..], Vec::as_slice);
        due(learner.customer, status_at(&first.statuses, now), &stays, thresholds, earlier, now)
    }
}

fn status_at(statuses: &[StatusChange], now: Instant) -> StatusWord {
    let latest = latest_at(statuses, |change| &change.stamp, now);
    latest.map_or(StatusWord::Active, |change| change.status.word())
}
