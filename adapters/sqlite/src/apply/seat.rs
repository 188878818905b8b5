use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, OrderId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::Word;
use rollbook_domain::seat::{InvitationEnd, SeatEvent, VoidCause};
use rollbook_domain::secret::SealedCode;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_seat(&self, place: &Place, seat: SeatId, event: &SeatEvent) -> Outcome<()> {
        match event {
            SeatEvent::SeatBought { buyer, order, line, number, code } => {
                self.insert_seat(place, seat, *buyer, (*order, *line, *number), code.as_ref())
            }
            SeatEvent::InvitationSent { .. }
            | SeatEvent::InvitationRenewed { .. }
            | SeatEvent::InvitationWithdrawn { .. } => self.apply_invitation(place, seat, event),
            SeatEvent::SeatClaimed { .. } => self.claim_seat(place, seat, event),
            SeatEvent::SeatReclaimed { code } => self.reclaim_seat(place, seat, code.as_ref()),
            SeatEvent::SeatVoided { cause } => self.void_seat(place, seat, *cause),
            SeatEvent::SeatReinstated { code } => self.reinstate_seat(place, seat, code.as_ref()),
            SeatEvent::SeatHandedOver { to } => self.hand_seat_over(place, seat, *to),
            SeatEvent::CodeResealed { code } => {
                let (key, ciphertext, lookup) = code_cells(code.as_ref());
                self.run_on_one(
                    "UPDATE seats SET code_key = ?3, code_ciphertext = ?4, code_lookup = ?5 \
                     WHERE tenant_no = ?1 AND id = ?2",
                    params![self.tenant_no, seat.bytes(), key, ciphertext, lookup],
                )
            }
        }
    }

    fn insert_seat(
        &self,
        place: &Place,
        seat: SeatId,
        buyer: CustomerId,
        (order, line, number): (OrderId, u32, u32),
        code: Option<&SealedCode>,
    ) -> Outcome<()> {
        let (key, ciphertext, lookup) = code_cells(code);
        self.run_on_one(
            "INSERT INTO seats (tenant_no, id, revision, order_id, line, number, buyer_id, standing, code_key, \
             code_ciphertext, code_lookup, effective_at, commit_no) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'open', ?8, ?9, ?10, ?11, ?12)",
            params![
                self.tenant_no,
                seat.bytes(),
                place.reached,
                order.bytes(),
                line,
                number,
                buyer.bytes(),
                key,
                ciphertext,
                lookup,
                place.effective_at,
                self.commit_no
            ],
        )
    }

    fn claim_seat(&self, place: &Place, seat: SeatId, event: &SeatEvent) -> Outcome<()> {
        let SeatEvent::SeatClaimed { holder, grant, way, invitation, address } = event else { return Ok(()) };
        if let Some(invitation) = invitation {
            self.end_invitation(place, seat, *invitation, InvitationEnd::Accepted)?;
        }
        self.end_invitations(place, seat, InvitationEnd::SeatTaken)?;
        // A void seat stays void, whatever is written about it.
        self.run_on_one(
            "UPDATE seats SET standing = CASE standing WHEN 'void' THEN 'void' ELSE 'claimed' END, invited_until = NULL \
             WHERE tenant_no = ?1 AND id = ?2",
            params![self.tenant_no, seat.bytes()],
        )?;
        let address = address.as_ref().map(Personal::reveal);
        self.run_on_one(
            "INSERT INTO seat_claims (tenant_no, seat_id, position, holder_id, grant_id, way, invitation_id, address, \
             address_key, effective_at, commit_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                self.tenant_no,
                seat.bytes(),
                place.position,
                holder.bytes(),
                grant.bytes(),
                way.word(),
                invitation.as_ref().map(StoredId::bytes),
                address.map(EmailAddress::as_typed),
                address.map(EmailAddress::canonical),
                place.effective_at,
                self.commit_no
            ],
        )
    }

    fn reclaim_seat(&self, place: &Place, seat: SeatId, code: Option<&SealedCode>) -> Outcome<()> {
        self.end_invitations(place, seat, InvitationEnd::Withdrawn)?;
        self.run(
            "UPDATE seat_claims SET reclaimed_position = ?3, reclaimed_effective_at = ?4, reclaimed_commit_no = ?5 \
             WHERE tenant_no = ?1 AND seat_id = ?2 AND reclaimed_position IS NULL",
            params![self.tenant_no, seat.bytes(), place.position, place.effective_at, self.commit_no],
        )?;
        let (key, ciphertext, lookup) = code_cells(code);
        self.run_on_one(
            "UPDATE seats SET standing = CASE standing WHEN 'void' THEN 'void' ELSE 'open' END, invited_until = NULL, \
             code_key = ?3, code_ciphertext = ?4, code_lookup = ?5 WHERE tenant_no = ?1 AND id = ?2",
            params![self.tenant_no, seat.bytes(), key, ciphertext, lookup],
        )
    }

    fn void_seat(&self, place: &Place, seat: SeatId, cause: VoidCause) -> Outcome<()> {
        self.end_invitations(place, seat, InvitationEnd::SeatVoid)?;
        self.run_on_one(
            "UPDATE seats SET standing = 'void', invited_until = NULL, code_key = NULL, code_ciphertext = NULL, \
             code_lookup = NULL WHERE tenant_no = ?1 AND id = ?2",
            params![self.tenant_no, seat.bytes()],
        )?;
        self.run_on_one(
            "INSERT INTO seat_voidings (tenant_no, seat_id, position, cause, effective_at, commit_no) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                self.tenant_no,
                seat.bytes(),
                place.position,
                cause.word(),
                place.effective_at,
                self.commit_no
            ],
        )
    }

    fn reinstate_seat(&self, place: &Place, seat: SeatId, code: Option<&SealedCode>) -> Outcome<()> {
        self.run(
            "UPDATE seat_voidings SET reinstated_position = ?3, reinstated_effective_at = ?4, reinstated_commit_no = ?5 \
             WHERE tenant_no = ?1 AND seat_id = ?2 AND reinstated_position IS NULL",
            params![self.tenant_no, seat.bytes(), place.position, place.effective_at, self.commit_no],
        )?;
        let (key, ciphertext, lookup) = code_cells(code);
        self.run_on_one(
            "UPDATE seats SET standing = CASE WHEN EXISTS (SELECT 1 FROM seat_claims \
             WHERE tenant_no = ?1 AND seat_id = ?2 AND reclaimed_position IS NULL) THEN 'claimed' ELSE 'open' END, \
             code_key = ?3, code_ciphertext = ?4, code_lookup = ?5 WHERE tenant_no = ?1 AND id = ?2",
            params![self.tenant_no, seat.bytes(), key, ciphertext, lookup],
        )
    }

    fn hand_seat_over(&self, place: &Place, seat: SeatId, to: CustomerId) -> Outcome<()> {
        self.run_on_one(
            "INSERT INTO seat_hand_overs (tenant_no, seat_id, position, from_id, to_id, effective_at, commit_no) \
             SELECT tenant_no, id, ?3, buyer_id, ?4, ?5, ?6 FROM seats WHERE tenant_no = ?1 AND id = ?2",
            params![
                self.tenant_no,
                seat.bytes(),
                place.position,
                to.bytes(),
                place.effective_at,
                self.commit_no
            ],
        )?;
        self.run_on_one(
            "UPDATE seats SET buyer_id = ?3 WHERE tenant_no = ?1 AND id = ?2",
            params![self.tenant_no, seat.bytes(), to.bytes()],
        )
    }
}

/// A code's three cells: the key's number, the ciphertext, and what it is found by.
fn code_cells(code: Option<&SealedCode>) -> (Option<u32>, Option<&[u8]>, Option<&[u8; 32]>) {
    (
        code.map(|code| code.sealed.key.0),
        code.map(|code| &*code.sealed.ciphertext),
        code.map(|code| &code.lookup.0),
    )
}
