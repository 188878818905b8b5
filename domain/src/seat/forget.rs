//! Taking out of a seat's story what it tells of a person who is erased (GDPR-12, X-05).

use std::collections::BTreeSet;

use super::Seat;
use crate::email::EmailKey;
use crate::id::CustomerId;
use crate::stamp::Stamp;

impl Seat {
    /// Takes out every reason that was given.
    pub fn forget_notes(&mut self) {
        let forget = |stamp: &mut Stamp| stamp.note = None;
        forget(&mut self.stamp);
        for invitation in &mut self.invitations {
            forget(&mut invitation.stamp);
            invitation.links.iter_mut().for_each(|link| forget(&mut link.stamp));
            invitation.end.iter_mut().for_each(|(_, stamp)| forget(stamp));
        }
        for claim in &mut self.claims {
            forget(&mut claim.stamp);
            claim.reclaimed.iter_mut().for_each(forget);
        }
        for voiding in &mut self.voidings {
            forget(&mut voiding.stamp);
            voiding.reinstated.iter_mut().for_each(forget);
        }
        self.hand_overs.iter_mut().for_each(|hand_over| forget(&mut hand_over.stamp));
    }

    /// Takes out the words of every invitation, which are its buyer's.
    pub fn forget_words(&mut self) {
        self.invitations.iter_mut().for_each(|invitation| invitation.text = None);
    }

    /// Takes out the addresses that the customer held the seat by, and the invitations that were accepted so.
    pub fn forget_holder(&mut self, holder: CustomerId) {
        for claim in self.claims.iter_mut().filter(|claim| claim.holder == holder) {
            claim.address = None;
            let accepted = self.invitations.iter_mut().filter(|one| Some(one.id) == claim.invitation);
            accepted.for_each(|invitation| (invitation.address, invitation.text) = (None, None));
        }
    }

    /// Takes out the invitations to the addresses.
    pub fn forget_invited(&mut self, addresses: &BTreeSet<EmailKey>) {
        for invitation in &mut self.invitations {
            let key = invitation.address.as_ref().map(|address| address.reveal().key());
            if key.is_some_and(|key| addresses.contains(&key)) {
                (invitation.address, invitation.text) = (None, None);
            }
        }
    }
}
