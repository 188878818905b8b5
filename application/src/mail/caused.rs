//! The mails that a change of a transcript causes.

use rollbook_domain::commit::Commit;
use rollbook_domain::notice::{Learner, caused};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{LearnerFacts, TranscriptEvent};

use crate::Desk;

/// Adds the mails that events of a transcript cause to the commit of those events; to an erased customer goes none.
pub(crate) fn add_caused_mails(
    desk: &Desk<'_>,
    commit: &mut Commit,
    record: &CustomerRecord,
    facts: LearnerFacts<'_>,
    events: &[TranscriptEvent],
    now: Instant,
) {
    let Some(profile) = record.customer.profile() else { return };
    for mail in caused(Learner { profile, facts }, events, now, desk.ids) {
        commit.mail(mail);
    }
}
