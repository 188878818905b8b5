mod caused;
mod due;
mod lock;

use super::Learner;
use crate::access::AccessGrant;
use crate::catalogue::{Course, CourseMails, ItemOpening};
use crate::customer::StatusWord;
use crate::enrollment::{EnrollmentFact, state_at};
use crate::id::{CountingIds, ItemId, SubmissionId};
use crate::mail::{Mail, MailKind, NewMail};
use crate::notice::{DueNotice, Stay, due as decide_due};
use crate::record::story::{Story, at, stamp};
use crate::time::Instant;
use crate::transcript::{
    ItemResult, ItemStatus, LearnerFacts, RecordedBy, Transcript, TranscriptEvent, record_item,
};

/// Ada in the course `BBB`, whose quiz `QUIZ` (2 attempts) and file `READ` are required, and the mails she was queued.
struct Ada {
    story: Story,
    course: Course,
    transcript: Transcript,
    mails: Vec<Mail>,
    ids: CountingIds,
    thresholds: Vec<u32>,
}

impl Ada {
    /// Enrolled for 30 days from 1 March 2026.
    fn enrolled() -> Self {
        let mut story = Story::begin();
        story.assign("2026-03-01", "BBB-30");
        let course = story.catalogue.course_by_code("BBB").unwrap().clone();
        let transcript = Transcript::empty(story.record.customer.id);
        let (ids, mails) = (CountingIds::starting_at(500), Vec::new());
        Self { story, course, transcript, mails, ids, thresholds: vec![30, 7] }
    }

    fn with_mails(mut self, mails: CourseMails) -> Self {
        self.course.mails = mails;
        self
    }

    fn item(&self, code: &str) -> ItemId {
        self.course.items.iter().find(|item| item.code.as_str() == code).unwrap().id
    }

    fn opens(&mut self, code: &str, opening: ItemOpening) {
        let item = self.course.items.iter_mut().find(|item| item.code.as_str() == code).unwrap();
        item.terms.opening = opening;
    }

    fn publishes(&mut self, when: &str) {
        let revision = self.course.revision.next();
        for event in crate::catalogue::publish_course(&self.course, &[]).unwrap() {
            self.course.apply(&event, revision, at(when));
        }
    }

    /// Writes events, with the mails that they cause: what kind, and the items named.
    fn happens(&mut self, when: &str, events: &[TranscriptEvent]) -> Vec<(MailKind, Vec<String>)> {
        let caused = self.causes(when, events);
        for event in events {
            let stamp = stamp(self.transcript.revision.next(), at(when));
            self.transcript.apply(event, &stamp);
        }
        let said = caused.iter().map(|mail| (mail.kind, mail.facts.items.clone())).collect();
        self.mails.extend(caused.into_iter().map(|mail| Mail::queued(mail, at(when))));
        said
    }

    fn causes(&self, when: &str, events: &[TranscriptEvent]) -> Vec<NewMail> {
        let (grants, enrollment) = self.access();
        let (transcript, course) = (&self.transcript, &self.course);
        let facts = LearnerFacts { transcript, course, grants: &grants, enrollment: &enrollment };
        let profile = self.story.record.customer.profile().unwrap();
        super::caused(Learner { profile, facts }, events, at(when), &self.ids)
    }

    fn access(&self) -> (Vec<AccessGrant>, Vec<EnrollmentFact>) {
        (self.story.grants("BBB"), self.story.enrollment("BBB"))
    }

    fn records(&mut self, when: &str, item: &str, status: ItemStatus) -> Vec<(MailKind, Vec<String>)> {
        let result = ItemResult { status, ..ItemResult::not_attempted(RecordedBy::Learner) };
        let events = record_item(&self.transcript, &self.course, 1, self.item(item), result, at(when));
        self.happens(when, &events)
    }

    /// Hands an attempt in that is not good enough.
    fn fails(&mut self, when: &str, item: &str) -> (SubmissionId, Vec<(MailKind, Vec<String>)>) {
        self.fails_by(when, item, false)
    }

    /// Hands such an attempt in, or an administrator's mark makes it.
    fn fails_by(
        &mut self,
        when: &str,
        item: &str,
        is_synthetic: bool,
    ) -> (SubmissionId, Vec<(MailKind, Vec<String>)>) {
        let submission = SubmissionId::next(&self.ids);
        let event = TranscriptEvent::AttemptSubmitted {
            submission,
            item: self.item(item),
            course: self.course.id,
            version: 1,
            submitted_at: at(when),
            score: None,
            is_passed: Some(false),
            is_synthetic,
            started_at: None,
            is_in_grace: false,
            edition: None,
            answers: None,
        };
        (submission, self.happens(when, &[event]))
    }

    fn due(&self, when: &str) -> Vec<DueNotice> {
        self.due_to(StatusWord::Active, at(when))
    }

    fn due_to(&self, status: StatusWord, now: Instant) -> Vec<DueNotice> {
        let (grants, enrollment) = self.access();
        let Some(state) = state_at(&grants, &enrollment, now) else { return Vec::new() };
        let stay = Stay { course: &self.course, state, version: 1, transcript: Some(&self.transcript) };
        decide_due(self.transcript.customer, status, &[stay], &self.thresholds, &self.mails, now)
    }

    /// Queues what is due then; how many notices of that kind there were.
    fn pass(&mut self, when: &str, kind: MailKind) -> usize {
        let due = self.due(when);
        let count = due.iter().filter(|notice| notice.kind == kind).count();
        for notice in due {
            self.queue(notice, when);
        }
        count
    }

    fn queue(&mut self, notice: DueNotice, when: &str) {
        let DueNotice { kind, courses, idle_days, dedupe } = notice;
        let profile = self.story.record.customer.profile().unwrap();
        let new = crate::mail::course_notice(crate::mail::CourseNotice {
            id: crate::id::MailId::next(&self.ids),
            kind,
            customer: self.transcript.customer,
            profile,
            courses,
            items: Vec::new(),
            idle_days,
            dedupe,
        });
        assert!(self.mails.iter().all(|mail| mail.dedupe != new.dedupe), "{kind} twice");
        self.mails.push(Mail::queued(new, at(when)));
    }
}

fn only(kind: MailKind, items: &[&str]) -> Vec<(MailKind, Vec<String>)> {
    vec![(kind, items.iter().map(|item| (*item).to_owned()).collect())]
}
