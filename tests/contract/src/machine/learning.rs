//! Commands on quizzes and modules.

use std::collections::BTreeSet;

use pollster::block_on;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::report::count_answers;
use rollbook_application::transcript::{
    AttemptHandedIn, CmiSent, CompletionAdded, add_completion, clear_cmi, commit_cmi, list_submissions,
    read_cmi, read_responses, remove_submission, submit_attempt,
};
use rollbook_domain::catalogue::quiz::{Answers, QuizKey};
use rollbook_domain::id::SubmissionId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::scorm::{CmiElements, CmiStandard};
use rollbook_domain::transcript::ItemStatus;
use uuid::Uuid;

use super::pools::{CODES, REASONS, index, known, pick, who};
use super::world::{Who, World, nth_of, told};
use crate::words::note;

#[derive(Debug, Clone)]
pub(super) enum LearningCommand {
    Submit { who: Who, item: u8, right: u8, days_ago: i8 },
    AddCompletion { who: Who, item: u8, is_passed: bool, score: Option<u8>, reason: Option<u8> },
    Remove { who: Who, nth: u8, is_dry_run: bool },
    Send { who: Who, item: u8, elements: u8, days_ago: i8, is_over: bool },
    Clear { who: Who, item: u8, is_dry_run: bool },
    Read { who: Who, item: u8, edition: Option<u32> },
}

/// What modules of either edition say, in turn.
const SENT: &[(CmiStandard, &[(&str, &str)])] = &[
    (CmiStandard::Scorm2004, &[("cmi.completion_status", "incomplete"), ("cmi.progress_measure", "0.4")]),
    (CmiStandard::Scorm2004, &[("cmi.exit", "suspend"), ("cmi.suspend_data", "Ä\n'\"")]),
    (CmiStandard::Scorm2004, &[("cmi.completion_status", "completed"), ("cmi.success_status", "passed")]),
    (CmiStandard::Scorm2004, &[("cmi.score.scaled", "0.8"), ("cmi.session_time", "PT5M")]),
    (CmiStandard::Scorm12, &[("cmi.core.lesson_status", "completed"), ("cmi.core.session_time", "00:10:00")]),
    (CmiStandard::Scorm12, &[("cmi.core.lesson_status", "failed"), ("cmi.core.score.raw", "12.5")]),
];

impl LearningCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let ago = || prop_oneof![3 => Just(0_i8), 1 => -1_i8..40];
        let dry = || prop::bool::weighted(0.1);
        prop_oneof![
            4 => (who(), known(), 0_u8..4, ago())
                .prop_map(|(who, item, right, days_ago)| Self::Submit { who, item, right, days_ago }),
            2 => (who(), known(), any::<bool>(), option::of(0_u8..9), option::of(index())).prop_map(
                |(who, item, is_passed, score, reason)| {
                    Self::AddCompletion { who, item, is_passed, score, reason }
                }
            ),
            2 => (who(), index(), dry()).prop_map(|(who, nth, is_dry_run)| Self::Remove { who, nth, is_dry_run }),
            4 => (who(), known(), index(), ago(), any::<bool>()).prop_map(
                |(who, item, elements, days_ago, is_over)| {
                    Self::Send { who, item, elements, days_ago, is_over }
                }
            ),
            1 => (who(), known(), dry()).prop_map(|(who, item, is_dry_run)| Self::Clear { who, item, is_dry_run }),
            2 => (who(), known(), option::of(0_u32..3))
                .prop_map(|(who, item, edition)| Self::Read { who, item, edition }),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match *self {
            Self::Submit { who, item, right, days_ago } => {
                let started_at = Some(world.instant(-days_ago, 0));
                let command = AttemptHandedIn { answers: answers(right), started_at };
                told(submit_attempt(&desk, &world.key(who), pick(CODES, item), command))
            }
            Self::AddCompletion { who, item, is_passed, score, reason } => {
                let command = CompletionAdded {
                    status: if is_passed { ItemStatus::Passed } else { ItemStatus::Failed },
                    submitted_at: None,
                    score: score.map(|score| score.to_string()),
                    reason: reason.map(|reason| note(pick(REASONS, reason))),
                };
                told(add_completion(&desk, &world.key(who), pick(CODES, item), command))
            }
            Self::Remove { who, nth, is_dry_run } => {
                let key = world.key(who);
                let submission = submission(world, &key, nth);
                told(remove_submission(&desk, &key, submission, None, is_dry_run))
            }
            Self::Send { who, item, elements, days_ago, is_over } => {
                let (standard, pairs) = SENT[usize::from(elements) % SENT.len()];
                let elements = CmiElements::parse(standard, pairs.iter().copied()).unwrap();
                let session_began_at = Some(world.instant(-days_ago, 0));
                let command = CmiSent { standard, session_began_at, is_over, elements };
                told(commit_cmi(&desk, &world.key(who), pick(CODES, item), command))
            }
            Self::Clear { who, item, is_dry_run } => {
                told(clear_cmi(&desk, &world.key(who), pick(CODES, item), None, is_dry_run))
            }
            Self::Read { who, item, edition } => {
                let (key, item) = (world.key(who), pick(CODES, item));
                [
                    told(list_submissions(&desk, &key, item)),
                    told(read_responses(&desk, &key, item)),
                    told(read_cmi(&desk, &key, item)),
                    told(count_answers(&desk, item, edition)),
                ]
                .join("\n")
            }
        }
    }
}

/// Answers of which so many are right; more than there are questions is a question that there is not.
fn answers(right: u8) -> Answers {
    let key = |text: &str| QuizKey::parse(text).unwrap();
    let all: [(&str, &[&str]); 4] = [("q1", &["a"]), ("q2", &["a", "c"]), ("q3", &["false"]), ("q4", &["a"])];
    let chosen = all.into_iter().take(usize::from(right) + usize::from(right == 3));
    Answers::new(chosen.map(|(question, choices)| {
        (key(question), choices.iter().map(|choice| key(choice)).collect::<BTreeSet<_>>())
    }))
}

/// A submission of the customer, when there is one.
fn submission(world: &World, key: &CustomerKey, nth: u8) -> SubmissionId {
    let tenant = &world.fixture.tenant;
    let record = block_on(tenant.find_customer(key)).unwrap();
    let transcript = record.and_then(|record| block_on(tenant.find_transcript(record.customer.id)).unwrap());
    let held = transcript.map(|transcript| transcript.submissions).unwrap_or_default();
    nth_of(&held, nth).map_or(SubmissionId::from_uuid(Uuid::nil()), |held| held.id)
}
