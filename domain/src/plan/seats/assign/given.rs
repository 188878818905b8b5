//! One seat given to one learner.

use crate::access::{AccessEvent, AccessWindow};
use crate::customer::{CustomerEvent, MembershipSource, Profile};
use crate::id::{CustomerId, GroupId, SeatId};
use crate::personal::Personal;
use crate::record::RecordEvent;
use crate::seat::SeatEvent;
use crate::secret::{Password, PasswordHash};
use crate::stamp::Revision;

/// One seat given to one learner, with what is to be written about it.
#[derive(Debug)]
pub struct Given {
    /// The row's line.
    pub line: u32,
    /// The seat.
    pub seat: SeatId,
    /// The revision the seat was read at.
    pub seat_revision: Revision,
    /// How many claims the seat has seen, with this one.
    pub claim: usize,
    /// For the seat's stream.
    pub claimed: SeatEvent,
    /// The learner.
    pub learner: CustomerId,
    /// The revision the learner was read at; [`Revision::NONE`] for an account to be made.
    pub revision: Revision,
    /// The learner's profile.
    pub profile: Personal<Profile>,
    /// The password that the buyer chose for a new account.
    pub password: Option<Password>,
    /// Whether the learner has no way to sign in yet and is to be given one.
    pub needs_credentials: bool,
    /// The window as the learner is told it; `None` where it begins to count later.
    pub window: Option<AccessWindow>,
    pub(super) account: Option<CustomerEvent>,
    pub(super) groups: Vec<GroupId>,
    pub(super) granted: AccessEvent,
}

impl Given {
    /// Whether the account is made for it.
    pub fn is_new(&self) -> bool {
        self.account.is_some()
    }

    /// For the learner's stream; `hash` is that of the password the buyer chose, and `credentials` what gives the
    /// learner a first way in.
    pub fn into_events(
        self,
        hash: Option<PasswordHash>,
        credentials: Vec<CustomerEvent>,
    ) -> impl Iterator<Item = RecordEvent> {
        let password = hash.map(|hash| CustomerEvent::PasswordSet { hash: Some(hash), must_change: false });
        let source = MembershipSource::Inherited;
        let groups = self.groups.into_iter().map(move |group| CustomerEvent::GroupJoined { group, source });
        let account = self.account.into_iter().chain(password).chain(credentials).chain(groups);
        account.map(RecordEvent::from).chain([RecordEvent::from(self.granted)])
    }
}
