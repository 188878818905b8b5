//! Commands on transcripts, and what they show.

use proptest::option;
use proptest::prelude::*;
use rollbook_application::catalogue::publish_course;
use rollbook_application::report::report_transcripts;
use rollbook_application::transcript::{
    EditItemResult, Viewer, edit_item_result, show_transcript, transcript_history, waive_course,
};
use rollbook_domain::port::PageRequest;
use rollbook_domain::transcript::ItemStatus;

use super::pools::{CODES, REASONS, index, known, pick, when, who};
use super::world::{When, Who, World, told};
use crate::words::note;

#[derive(Debug, Clone)]
pub(super) enum TranscriptCommand {
    Edit { who: Who, item: u8, status: Option<u8>, completed: Option<When>, score: Option<u8> },
    Waive { who: Who, course: u8, is_waived: bool, reason: Option<u8> },
    Publish { course: u8, without: Option<u8> },
    Show { who: Who, is_learner: bool },
    Report { course: u8, days: i8 },
}

impl TranscriptCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let edit = (who(), known(), option::of(index()), option::weighted(0.3, when()));
        let score = option::weighted(0.4, 0_u8..140);
        prop_oneof![
            4 => (edit, score).prop_map(|((who, item, status, completed), score)| Self::Edit {
                who,
                item,
                status,
                completed,
                score
            }),
            1 => (who(), known(), any::<bool>(), option::of(index())).prop_map(
                |(who, course, is_waived, reason)| Self::Waive { who, course, is_waived, reason }
            ),
            1 => (known(), option::weighted(0.3, known()))
                .prop_map(|(course, without)| Self::Publish { course, without }),
            2 => (who(), any::<bool>()).prop_map(|(who, is_learner)| Self::Show { who, is_learner }),
            1 => (known(), -60_i8..60).prop_map(|(course, days)| Self::Report { course, days }),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match self {
            Self::Edit { who, item, status, completed, score } => {
                let statuses = ItemStatus::ALL;
                let command = EditItemResult {
                    item: pick(CODES, *item).to_owned(),
                    status: status.map(|status| statuses[usize::from(status) % statuses.len()]),
                    completed_at: completed.map(|when| world.moment(when)),
                    // Those past the best score there is take the score away.
                    score: score.map(|points| (points < 110).then(|| format!("{points}.5"))),
                    reason: None,
                };
                told(edit_item_result(&desk, &world.key(*who), &command))
            }
            Self::Waive { who, course, is_waived, reason } => {
                let reason = reason.map(|reason| note(pick(REASONS, reason)));
                told(waive_course(&desk, &world.key(*who), pick(CODES, *course), *is_waived, reason))
            }
            Self::Publish { course, without } => {
                let without: Vec<String> = without.iter().map(|item| pick(CODES, *item).to_owned()).collect();
                told(publish_course(&desk, pick(CODES, *course), &without))
            }
            Self::Show { who, is_learner } => {
                let viewer = if *is_learner { Viewer::Learner } else { Viewer::Administrator };
                let (key, all) = (world.key(*who), PageRequest::everything());
                let shown = told(show_transcript(&desk, &key, None, viewer));
                shown + &told(transcript_history(&desk, &key, *is_learner, &all))
            }
            Self::Report { course, days } => {
                told(report_transcripts(&desk, pick(CODES, *course), world.instant(*days, 0)))
            }
        }
    }

    pub(super) fn may_write(&self) -> bool {
        !matches!(self, Self::Show { .. } | Self::Report { .. })
    }
}
