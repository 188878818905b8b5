//! The life story of a seat, as its buyer reads it (SEAT-01).

use super::{Channel, ClaimWay, InvitationEnd, Renewal, Seat, VoidCause};
use crate::email::EmailAddress;
use crate::id::{CustomerId, InvitationId};
use crate::personal::Personal;
use crate::stamp::{Revision, Stamp};

/// Something that happened to a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// It was bought.
    Bought,
    /// Somebody was invited.
    Invited {
        /// The invitation.
        invitation: InvitationId,
        /// How.
        channel: Channel,
        /// Whom, where that is known.
        address: Option<Personal<EmailAddress>>,
    },
    /// An invitation was sent again, or its recipient reminded.
    Renewed {
        /// The invitation.
        invitation: InvitationId,
        /// Which of the two.
        renewal: Renewal,
        /// Whom, where that is known.
        address: Option<Personal<EmailAddress>>,
    },
    /// The buyer took an invitation back.
    Withdrawn {
        /// The invitation.
        invitation: InvitationId,
        /// Whom it was for, where that is known.
        address: Option<Personal<EmailAddress>>,
    },
    /// Somebody took it.
    Claimed {
        /// How.
        way: ClaimWay,
        /// By which address; the buyer is told no other.
        address: Option<Personal<EmailAddress>>,
    },
    /// The buyer took it back from its holder.
    Reclaimed {
        /// The address the holder had claimed it with.
        address: Option<Personal<EmailAddress>>,
    },
    /// It went out of use.
    Voided(VoidCause),
    /// It came into use again.
    Reinstated,
    /// Another customer answers for it from now on.
    HandedOver {
        /// Who.
        to: CustomerId,
    },
}

/// One chapter of a seat's story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter<'a> {
    /// What happened.
    pub happening: Happening,
    /// When and by whom.
    pub stamp: &'a Stamp,
}

impl Seat {
    /// Everything that happened to it, in the order written; it tells of nothing but this seat.
    pub fn story(&self) -> Vec<Chapter<'_>> {
        let mut story = vec![Chapter { happening: Happening::Bought, stamp: &self.stamp }];
        self.tell_invitations(&mut story);
        for claim in &self.claims {
            let (way, address) = (claim.way, claim.address.clone());
            let taken_back = claim.reclaimed.as_ref().map(|stamp| Chapter {
                happening: Happening::Reclaimed { address: claim.address.clone() },
                stamp,
            });
            story.push(Chapter { happening: Happening::Claimed { way, address }, stamp: &claim.stamp });
            story.extend(taken_back);
        }
        for voiding in &self.voidings {
            story.push(Chapter { happening: Happening::Voided(voiding.cause), stamp: &voiding.stamp });
            let back = voiding.reinstated.as_ref();
            story.extend(back.map(|stamp| Chapter { happening: Happening::Reinstated, stamp }));
        }
        for hand_over in &self.hand_overs {
            let happening = Happening::HandedOver { to: hand_over.to };
            story.push(Chapter { happening, stamp: &hand_over.stamp });
        }
        story.sort_by_key(|chapter| chapter.stamp.position);
        story
    }

    fn tell_invitations<'a>(&'a self, story: &mut Vec<Chapter<'a>>) {
        let reclaimed: Vec<Revision> = self
            .claims
            .iter()
            .filter_map(|claim| claim.reclaimed.as_ref().map(|stamp| stamp.position))
            .collect();
        for invitation in &self.invitations {
            let (id, channel, address) = (invitation.id, invitation.channel, &invitation.address);
            let happening = Happening::Invited { invitation: id, channel, address: address.clone() };
            story.push(Chapter { happening, stamp: &invitation.stamp });
            for (renewal, link) in invitation.renewals.iter().zip(invitation.links.iter().skip(1)) {
                let happening =
                    Happening::Renewed { invitation: id, renewal: *renewal, address: address.clone() };
                story.push(Chapter { happening, stamp: &link.stamp });
            }
            // Accepted, taken and void ends are told by what ended them.
            if let Some((InvitationEnd::Withdrawn, stamp)) = &invitation.end
                && !reclaimed.contains(&stamp.position)
            {
                let happening = Happening::Withdrawn { invitation: id, address: address.clone() };
                story.push(Chapter { happening, stamp });
            }
        }
    }
}
