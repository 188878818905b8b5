//! Taking out of a seat's story what it tells of a person who is erased (GDPR-12, X-05).

use std::collections::BTreeSet;

use super::Seat;
use crate::email::EmailKey;
use crate::id::CustomerId;
use crate::stamp::{Revision, Stamp};

/// A part of a seat's story, from one place of its stream to another, both with it; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where it begins.
    pub first: Option<Revision>,
    /// Where it ends.
    pub last: Option<Revision>,
}

impl Seat {
    /// The parts in which the customer answered for the seat, each with the handing over that began and ended it.
    pub fn answered_by(&self, customer: CustomerId) -> Vec<Part> {
        let buyer = self.hand_overs.first().map_or(self.buyer, |hand_over| hand_over.from);
        let mut begun = (buyer == customer).then_some(None);
        let mut parts = Vec::new();
        for hand_over in &self.hand_overs {
            let place = Some(hand_over.stamp.position);
            parts.extend(begun.take().map(|first| Part { first, last: place }));
            begun = (hand_over.to == customer).then_some(place);
        }
        parts.extend(begun.map(|first| Part { first, last: None }));
        parts
    }

    /// The parts in which the customer was offered the seat and held it, each from where somebody else gave it back.
    pub fn held_by(&self, holder: CustomerId) -> Vec<Part> {
        let mut given_back: Option<Revision> = None;
        let mut parts = Vec::new();
        for claim in &self.claims {
            let reclaimed = claim.reclaimed.as_ref().map(|stamp| stamp.position);
            if claim.holder == holder {
                parts.push(Part { first: given_back.map(Revision::next), last: reclaimed });
            }
            given_back = reclaimed;
        }
        parts
    }

    /// Takes out the reasons that were given at these places.
    pub fn forget_notes(&mut self, places: &BTreeSet<Revision>) {
        let forget = |stamp: &mut Stamp| {
            if places.contains(&stamp.position) {
                stamp.note = None;
            }
        };
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

    /// Takes out the words of the invitations made at these places, which are those of whoever answered for it then.
    pub fn forget_words(&mut self, places: &BTreeSet<Revision>) {
        let meant = self.invitations.iter_mut().filter(|one| places.contains(&one.stamp.position));
        meant.for_each(|invitation| invitation.text = None);
    }

    /// Takes out the addresses that the customer held the seat by, and the invitations that were accepted so; not those to
    /// an address that somebody else has, who handed the link on.
    pub fn forget_holder(&mut self, holder: CustomerId, is_of_others: impl Fn(&EmailKey) -> bool) {
        for claim in self.claims.iter_mut().filter(|claim| claim.holder == holder) {
            claim.address = None;
            for invitation in self.invitations.iter_mut().filter(|one| Some(one.id) == claim.invitation) {
                let key = invitation.address.as_ref().map(|address| address.reveal().key());
                if !key.is_some_and(|key| is_of_others(&key)) {
                    (invitation.address, invitation.text) = (None, None);
                }
            }
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
