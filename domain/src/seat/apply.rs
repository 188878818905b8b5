//! Folding a seat's events.

use super::{Claim, HandOver, Invitation, InvitationEnd, InvitationLink, Renewal, Seat, SeatEvent, Voiding};
use crate::id::{InvitationId, SeatId};
use crate::stamp::Stamp;

impl Seat {
    /// Makes the seat from its first event; any other first event makes none.
    pub fn from_first(id: SeatId, event: &SeatEvent, stamp: &Stamp) -> Option<Self> {
        let SeatEvent::SeatBought { buyer, order, line, number, code } = event else { return None };
        Some(Self {
            id,
            buyer: *buyer,
            order: *order,
            line: *line,
            number: *number,
            code: code.clone(),
            invitations: Vec::new(),
            claims: Vec::new(),
            voidings: Vec::new(),
            hand_overs: Vec::new(),
            revision: stamp.position,
            stamp: stamp.clone(),
        })
    }

    /// Folds one more event into the seat; one about an invitation it does not have changes nothing.
    pub fn apply(&mut self, event: &SeatEvent, stamp: &Stamp) {
        self.revision = stamp.position;
        match event {
            SeatEvent::SeatBought { .. } => {}
            SeatEvent::InvitationSent { invitation, channel, link, expires_at, address, text } => {
                self.invitations.push(Invitation {
                    id: *invitation,
                    channel: *channel,
                    address: address.clone(),
                    text: text.clone(),
                    links: vec![InvitationLink { hash: *link, stamp: stamp.clone() }],
                    renewals: Vec::new(),
                    expires_at: *expires_at,
                    end: None,
                    stamp: stamp.clone(),
                });
            }
            SeatEvent::InvitationRenewed { invitation, link, expires_at, is_reminder } => {
                if let Some(known) = self.invitation_mut(*invitation) {
                    known.links.push(InvitationLink { hash: *link, stamp: stamp.clone() });
                    known.renewals.push(if *is_reminder { Renewal::Reminded } else { Renewal::Resent });
                    known.expires_at = *expires_at;
                }
            }
            SeatEvent::InvitationWithdrawn { invitation } => {
                if let Some(known) = self.invitation_mut(*invitation) {
                    known.end = Some((InvitationEnd::Withdrawn, stamp.clone()));
                }
            }
            SeatEvent::SeatClaimed { holder, grant, way, invitation, address } => {
                if let Some(accepted) = invitation.and_then(|id| self.invitation_mut(id)) {
                    accepted.end = Some((InvitationEnd::Accepted, stamp.clone()));
                }
                self.end_invitations(InvitationEnd::SeatTaken, stamp);
                self.claims.push(Claim {
                    holder: *holder,
                    grant: *grant,
                    way: *way,
                    invitation: *invitation,
                    address: address.clone(),
                    stamp: stamp.clone(),
                    reclaimed: None,
                });
            }
            SeatEvent::SeatReclaimed { code } => {
                self.end_invitations(InvitationEnd::Withdrawn, stamp);
                if let Some(claim) = self.claims.last_mut().filter(|claim| claim.reclaimed.is_none()) {
                    claim.reclaimed = Some(stamp.clone());
                }
                self.code.clone_from(code);
            }
            SeatEvent::SeatVoided { cause } => {
                self.end_invitations(InvitationEnd::SeatVoid, stamp);
                self.code = None;
                self.voidings.push(Voiding { cause: *cause, stamp: stamp.clone(), reinstated: None });
            }
            SeatEvent::SeatReinstated { code } => {
                if let Some(voiding) = self.voidings.last_mut() {
                    voiding.reinstated = Some(stamp.clone());
                }
                self.code.clone_from(code);
            }
            SeatEvent::SeatHandedOver { to } => {
                self.hand_overs.push(HandOver { from: self.buyer, to: *to, stamp: stamp.clone() });
                self.buyer = *to;
            }
            SeatEvent::CodeResealed { code } => self.code.clone_from(code),
        }
    }

    fn invitation_mut(&mut self, id: InvitationId) -> Option<&mut Invitation> {
        self.invitations.iter_mut().find(|invitation| invitation.id == id)
    }

    fn end_invitations(&mut self, end: InvitationEnd, stamp: &Stamp) {
        for invitation in self.invitations.iter_mut().filter(|invitation| invitation.end.is_none()) {
            invitation.end = Some((end, stamp.clone()));
        }
    }
}
