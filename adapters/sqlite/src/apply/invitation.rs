use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{InvitationId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::Word;
use rollbook_domain::seat::{InvitationEnd, Renewal, SeatEvent};
use rollbook_domain::secret::LinkHash;
use rollbook_domain::text::Note;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    /// An event about an invitation that the seat does not have changes nothing, as in the domain.
    pub(super) fn apply_invitation(&self, place: &Place, seat: SeatId, event: &SeatEvent) -> Outcome<()> {
        match event {
            SeatEvent::InvitationSent { invitation, channel, link, expires_at, address, text } => {
                let address = address.as_ref().map(Personal::reveal);
                self.run_on_one(
                    "INSERT INTO invitations (tenant_no, seat_id, position, id, channel, address, address_key, text, \
                     expires_at, effective_at, commit_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                    params![
                        self.tenant_no,
                        seat.bytes(),
                        place.position,
                        invitation.bytes(),
                        channel.word(),
                        address.map(EmailAddress::as_typed),
                        address.map(EmailAddress::canonical),
                        text.as_ref().map(Note::as_str),
                        expires_at.as_micros(),
                        place.effective_at,
                        self.commit_no
                    ],
                )?;
                self.insert_link(place, seat, *invitation, link, None)?;
            }
            SeatEvent::InvitationRenewed { invitation, link, expires_at, is_reminder } => {
                let renewal = if *is_reminder { Renewal::Reminded } else { Renewal::Resent };
                self.insert_link(place, seat, *invitation, link, Some(renewal))?;
                self.run(
                    "UPDATE invitations SET expires_at = ?4 WHERE tenant_no = ?1 AND id = ?3 AND seat_id = ?2",
                    params![self.tenant_no, seat.bytes(), invitation.bytes(), expires_at.as_micros()],
                )?;
            }
            SeatEvent::InvitationWithdrawn { invitation } => {
                self.end_invitation(place, seat, *invitation, InvitationEnd::Withdrawn)?;
            }
            _ => return Ok(()),
        }
        self.run_on_one(
            "UPDATE seats SET invited_until = CASE standing WHEN 'open' THEN (SELECT max(expires_at) FROM invitations \
             WHERE tenant_no = ?1 AND seat_id = ?2 AND ended IS NULL) END WHERE tenant_no = ?1 AND id = ?2",
            params![self.tenant_no, seat.bytes()],
        )
    }

    fn insert_link(
        &self,
        place: &Place,
        seat: SeatId,
        invitation: InvitationId,
        link: &LinkHash,
        renewal: Option<Renewal>,
    ) -> Outcome<()> {
        self.run(
            "INSERT INTO invitation_links (tenant_no, seat_id, position, invitation_id, hash, renewal, effective_at, \
             commit_no) SELECT tenant_no, seat_id, ?4, id, ?5, ?6, ?7, ?8 FROM invitations \
             WHERE tenant_no = ?1 AND id = ?3 AND seat_id = ?2",
            params![
                self.tenant_no,
                seat.bytes(),
                invitation.bytes(),
                place.position,
                link.as_bytes(),
                renewal.map(Word::word),
                place.effective_at,
                self.commit_no
            ],
        )?;
        Ok(())
    }

    /// Ends one invitation, even if it ended otherwise before.
    pub(super) fn end_invitation(
        &self,
        place: &Place,
        seat: SeatId,
        invitation: InvitationId,
        end: InvitationEnd,
    ) -> Outcome<()> {
        self.run(
            "UPDATE invitations SET ended = ?4, ended_position = ?5, ended_effective_at = ?6, ended_commit_no = ?7 \
             WHERE tenant_no = ?1 AND id = ?3 AND seat_id = ?2",
            params![
                self.tenant_no,
                seat.bytes(),
                invitation.bytes(),
                end.word(),
                place.position,
                place.effective_at,
                self.commit_no
            ],
        )?;
        Ok(())
    }

    /// Ends every invitation to the seat that has not ended.
    pub(super) fn end_invitations(&self, place: &Place, seat: SeatId, end: InvitationEnd) -> Outcome<()> {
        self.run(
            "UPDATE invitations SET ended = ?3, ended_position = ?4, ended_effective_at = ?5, ended_commit_no = ?6 \
             WHERE tenant_no = ?1 AND seat_id = ?2 AND ended IS NULL",
            params![
                self.tenant_no,
                seat.bytes(),
                end.word(),
                place.position,
                place.effective_at,
                self.commit_no
            ],
        )?;
        Ok(())
    }
}
