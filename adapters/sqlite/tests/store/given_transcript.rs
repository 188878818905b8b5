//! What is on record of the given customer.

use rollbook_domain::catalogue::quiz::Answers;
use rollbook_domain::catalogue::{CourseEvent, ItemKind, ItemTerms};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CourseId, CustomerId, ItemId, SubmissionId};
use rollbook_domain::personal::Personal;
use rollbook_domain::scorm::{CmiElements, CmiStandard, Exit, Timespan};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::cmi::CmiCommit;
use rollbook_domain::transcript::{ItemResult, RecordedBy, TranscriptEvent};

use crate::given::Given;

impl Given {
    /// An item of the course, and entries about it and the course: one of each table.
    pub(crate) fn add_transcript(&self, commit: &mut Commit, customer: CustomerId, course: CourseId) {
        let item = ItemId::next(&self.ids);
        let terms = Box::new(ItemTerms {
            title: Title::parse("Quiz").unwrap(),
            kind: ItemKind::Quiz,
            is_required: true,
            weight: None,
            maximum_score: None,
            attempt_limit: None,
            opening: rollbook_domain::catalogue::ItemOpening::default(),
        });
        let added = CourseEvent::ItemAdded { item, code: Code::parse("QUIZ").unwrap(), terms };
        commit.push(Event::Course(course, added), None);
        commit.expect(StreamId::Transcript(customer), Revision::NONE);
        let result = ItemResult::not_attempted(RecordedBy::Learner);
        let submission = SubmissionId::next(&self.ids);
        let standard = CmiStandard::Scorm2004;
        for event in [
            TranscriptEvent::ItemRecorded { item, course, version: 1, result },
            TranscriptEvent::CourseCompleted { course, version: 1, completed_at: Instant::EPOCH },
            TranscriptEvent::AttemptSubmitted {
                submission,
                item,
                course,
                version: 1,
                submitted_at: Instant::EPOCH,
                score: None,
                is_passed: Some(true),
                is_synthetic: false,
                started_at: None,
                edition: None,
                is_in_grace: false,
                answers: Some(Box::new(Personal::new(Answers::default()))),
            },
            TranscriptEvent::SubmissionRemoved { submission },
            TranscriptEvent::CmiCommitted(Box::new(CmiCommit {
                item,
                course,
                version: 1,
                attempt: 1,
                standard,
                session_began_at: Instant::EPOCH,
                session_time: Timespan::default(),
                exit: Exit::default(),
                is_over: false,
                is_late: false,
                elements: Some(CmiElements::parse(standard, [("cmi.location", "p1")]).unwrap()),
            })),
        ] {
            commit.push(Event::Transcript(customer, event), None);
        }
    }
}
