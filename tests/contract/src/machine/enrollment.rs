//! Commands on enrollments.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::enrollment::{BulkEdit, Whom, edit_enrollments};
use rollbook_domain::enrollment::EnrollmentEdit;

use super::pools::{CODES, GROUPS, REASONS, index, known, known_group, pick, when, who};
use super::world::{When, Who, World, told};
use crate::words::note;

/// One bulk edit.
#[derive(Debug, Clone)]
pub(super) struct EnrollmentCommand {
    course: u8,
    who: Vec<Who>,
    group: Option<u8>,
    edit: u8,
    ends: i8,
    from: Option<When>,
    reason: Option<u8>,
    is_dry_run: bool,
    confirmed: Option<u64>,
}

impl EnrollmentCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let whom = (vec(who(), 0..4), option::weighted(0.2, known_group()));
        let edit = (index(), -60_i8..60, option::of(when()), option::of(index()));
        let care = (prop::bool::weighted(0.1), option::weighted(0.1, 0_u64..4));
        (known(), whom, edit, care).prop_map(|(course, (who, group), edit, (is_dry_run, confirmed))| {
            let (edit, ends, from, reason) = edit;
            Self { course, who, group, edit, ends, from, reason, is_dry_run, confirmed }
        })
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let ends_at = world.instant(self.ends, 0);
        let edits = [
            EnrollmentEdit::Enroll,
            EnrollmentEdit::Unenroll,
            EnrollmentEdit::Expire { ends_at },
            EnrollmentEdit::Extend { ends_at },
            EnrollmentEdit::ClearEnd,
        ];
        let whom = match self.group {
            Some(group) => Whom::Group(pick(GROUPS, group).to_owned()),
            None => Whom::Customers(self.who.iter().map(|who| world.key(*who)).collect()),
        };
        let command = BulkEdit {
            course: pick(CODES, self.course).to_owned(),
            whom,
            edit: edits[usize::from(self.edit) % edits.len()],
            from: self.from.map(|when| world.moment(when)),
            reason: self.reason.map(|reason| note(pick(REASONS, reason))),
            is_dry_run: self.is_dry_run,
            confirmed: self.confirmed,
        };
        told(edit_enrollments(&world.desk(), &command))
    }
}
