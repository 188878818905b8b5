//! What can happen to a transcript, event by event.

use rollbook_domain::catalogue::quiz::Answers;
use rollbook_domain::id::SubmissionId;
use rollbook_domain::personal::Personal;
use rollbook_domain::scorm::{CmiElements, CmiStandard, Exit, Timespan};
use rollbook_domain::transcript::cmi::CmiCommit;
use rollbook_domain::transcript::{
    ItemResult, ItemStatus, OutsideAccess, RecordedBy, Score, TranscriptEvent,
};

use crate::facts::{Bundle, quiz};
use crate::words::days_later;

/// A result with nothing but its status.
pub(crate) fn result(status: ItemStatus) -> ItemResult {
    ItemResult { status, ..ItemResult::not_attempted(RecordedBy::Learner) }
}

pub(crate) fn recorded(bundle: Bundle, version: u32, result: ItemResult) -> TranscriptEvent {
    TranscriptEvent::ItemRecorded { item: bundle.item, course: bundle.course, version, result }
}

pub(crate) fn submitted(bundle: Bundle, submission: SubmissionId) -> TranscriptEvent {
    TranscriptEvent::AttemptSubmitted {
        submission,
        item: bundle.item,
        course: bundle.course,
        version: 1,
        submitted_at: days_later(-3),
        score: None,
        is_passed: None,
        is_synthetic: false,
        started_at: None,
        edition: None,
        is_in_grace: false,
        answers: None,
    }
}

/// A commit of a module in one session of attempt 1.
pub(crate) fn committed(bundle: Bundle, version: u32, pairs: &[(&str, &str)]) -> TranscriptEvent {
    let standard = CmiStandard::Scorm2004;
    TranscriptEvent::CmiCommitted(Box::new(CmiCommit {
        item: bundle.item,
        course: bundle.course,
        version,
        attempt: 1,
        standard,
        session_began_at: days_later(-2),
        session_time: Timespan::from_hundredths(123_456),
        exit: Exit::Suspend,
        is_over: true,
        is_late: true,
        elements: Some(CmiElements::parse(standard, pairs.iter().copied()).unwrap()),
    }))
}

/// Everything that can happen to a transcript; the course has two versions.
pub(crate) fn transcript_events(bundle: Bundle, submissions: [SubmissionId; 2]) -> [TranscriptEvent; 16] {
    let Bundle { course, .. } = bundle;
    let score = |text, maximum: Option<i64>| Some(Score::read(text, maximum.map(Into::into)).unwrap());
    let scored = TranscriptEvent::AttemptSubmitted {
        submission: submissions[1],
        item: bundle.item,
        course,
        version: 2,
        submitted_at: days_later(-2),
        score: score("12.3456", Some(20)),
        is_passed: Some(false),
        is_synthetic: true,
        started_at: Some(days_later(-4)),
        edition: Some(1),
        is_in_grace: true,
        answers: Some(Box::new(Personal::new(Answers::correct(&quiz(50))))),
    };
    [
        recorded(bundle, 1, result(ItemStatus::NotAttempted)),
        recorded(bundle, 1, ItemResult { progress: Some(45), ..result(ItemStatus::InProgress) }),
        submitted(bundle, submissions[0]),
        recorded(
            bundle,
            1,
            ItemResult {
                submitted_at: Some(days_later(-3)),
                outside: Some(OutsideAccess::Early),
                ..result(ItemStatus::Submitted)
            },
        ),
        recorded(
            bundle,
            1,
            ItemResult {
                status: ItemStatus::Completed,
                score: score("0", None),
                progress: Some(100),
                completed_at: Some(days_later(-1)),
                submitted_at: Some(days_later(-3)),
                by: RecordedBy::Administrator,
                outside: Some(OutsideAccess::Late),
            },
        ),
        TranscriptEvent::CourseCompleted { course, version: 1, completed_at: days_later(-1) },
        scored,
        recorded(
            bundle,
            2,
            ItemResult {
                score: score("12.3456", Some(20)),
                by: RecordedBy::Import,
                outside: Some(OutsideAccess::Unenrolled),
                ..result(ItemStatus::Failed)
            },
        ),
        recorded(bundle, 2, result(ItemStatus::Passed)),
        TranscriptEvent::SubmissionRemoved { submission: submissions[0] },
        committed(bundle, 1, &[("cmi.location", "p1")]),
        TranscriptEvent::CmiCleared { item: bundle.item },
        committed(bundle, 2, &[("cmi.location", "p2"), ("cmi.suspend_data", "'\"\\\n\tÄ𝄞")]),
        TranscriptEvent::CourseReopened { course, version: 1 },
        TranscriptEvent::CourseWaived { course, version: 2 },
        TranscriptEvent::CourseWaiverLifted { course, version: 2 },
    ]
}
