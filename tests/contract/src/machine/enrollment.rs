//! Commands on enrollments.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::enrollment::{BulkEdit, Whom, edit_enrollments};
use rollbook_domain::enrollment::{EnrollmentEdit, LinkEnd, StateWord};

use super::pools::{CODES, GROUPS, NUMBERS, REASONS, index, known, known_group, pick, when, who};
use super::world::{When, Who, World, told};
use crate::words::note;

const STATES: [StateWord; 4] =
    [StateWord::Enrolled, StateWord::Scheduled, StateWord::Unenrolled, StateWord::Expired];

/// One bulk edit.
#[derive(Debug, Clone)]
pub(super) struct EnrollmentCommand {
    course: u8,
    who: Vec<Who>,
    group: Option<u8>,
    state: Option<u8>,
    edit: u8,
    /// The sales order that it names, and what becomes of the typed end.
    link: (u8, u8),
    ends: i8,
    from: Option<When>,
    reason: Option<u8>,
    is_dry_run: bool,
    confirmed: Option<u64>,
}

impl EnrollmentCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let whom = (vec(who(), 0..4), option::weighted(0.2, known_group()), option::weighted(0.2, 0_u8..4));
        let edit = ((index(), (known(), 0_u8..3)), -60_i8..60, option::of(when()), option::of(index()));
        let care = (prop::bool::weighted(0.1), option::weighted(0.1, 0_u64..4));
        (known(), whom, edit, care).prop_map(
            |(course, (who, group, state), edit, (is_dry_run, confirmed))| {
                let ((edit, link), ends, from, reason) = edit;
                Self { course, who, group, state, edit, link, ends, from, reason, is_dry_run, confirmed }
            },
        )
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let ends_at = world.instant(self.ends, 0);
        let sales_order = world.sales_order(pick(NUMBERS, self.link.0));
        let end = [LinkEnd::Keep, LinkEnd::At(ends_at), LinkEnd::Follow][usize::from(self.link.1)];
        let edits = [
            EnrollmentEdit::Enroll,
            EnrollmentEdit::Unenroll,
            EnrollmentEdit::Expire { ends_at },
            EnrollmentEdit::Extend { ends_at },
            EnrollmentEdit::ClearEnd,
            EnrollmentEdit::Link { sales_order, end },
            EnrollmentEdit::EnrollUnder { sales_order },
            EnrollmentEdit::Unlink,
        ];
        let whom = match self.group {
            Some(group) => Whom::Group(pick(GROUPS, group).to_owned()),
            None if self.who.is_empty() => Whom::Everybody,
            None => Whom::Customers(self.who.iter().map(|who| world.key(*who)).collect()),
        };
        let command = BulkEdit {
            course: pick(CODES, self.course).to_owned(),
            whom,
            state: self.state.map(|state| STATES[usize::from(state)]),
            edit: edits[usize::from(self.edit) % edits.len()],
            from: self.from.map(|when| world.moment(when)),
            reason: self.reason.map(|reason| note(pick(REASONS, reason))),
            is_dry_run: self.is_dry_run,
            confirmed: self.confirmed,
        };
        told(edit_enrollments(&world.desk(), &command))
    }
}
