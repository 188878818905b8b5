use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{InvitationId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::Word;
use rollbook_domain::seat::{InvitationEnd, Renewal, SeatEvent};
use rollbook_domain::secret::LinkHash;
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use super::seat::moved;
use super::{Book, Cell, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

/// Until when the seat is promised to somebody, whether or not the statement sees the invitation's own row changed.
macro_rules! promise {
    ($until:literal) => {
        concat!(
            "UPDATE seats s SET revision = n.reached, invited_until = CASE s.standing WHEN 'open' THEN ",
            $until,
            " END FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.seat_id"
        )
    };
}

const PROMISE_NEW: &str = promise!(
    "greatest(n.expires_at, (SELECT max(i.expires_at) FROM invitations i \
        WHERE i.tenant_no = $1 AND i.seat_id = n.seat_id AND i.ended IS NULL))"
);

const PROMISE_RENEWED: &str = promise!(
    "(SELECT max(CASE WHEN i.id = n.invitation_id THEN n.expires_at ELSE i.expires_at END) FROM invitations i \
        WHERE i.tenant_no = $1 AND i.seat_id = n.seat_id AND i.ended IS NULL)"
);

const PROMISE_OTHERS: &str = promise!(
    "(SELECT max(i.expires_at) FROM invitations i \
        WHERE i.tenant_no = $1 AND i.seat_id = n.seat_id AND i.ended IS NULL AND i.id <> n.invitation_id)"
);

const RENEW: &str = "UPDATE invitations i SET expires_at = n.expires_at FROM {rows} \
    WHERE i.tenant_no = $1 AND i.id = n.invitation_id AND i.seat_id = n.seat_id";

const LINK_AGAIN: &str = "INSERT INTO invitation_links (tenant_no, seat_id, position, invitation_id, hash, renewal, \
    effective_at, commit_no) \
    SELECT $1::int8, i.seat_id, n.position, i.id, n.hash, n.renewal, n.effective_at, n.commit_no \
    FROM {rows} JOIN invitations i ON i.tenant_no = $1 AND i.id = n.invitation_id AND i.seat_id = n.seat_id";

const END_ONE: &str = "UPDATE invitations i SET ended = n.ended, ended_position = n.position, \
    ended_effective_at = n.effective_at, ended_commit_no = n.commit_no FROM {rows} \
    WHERE i.tenant_no = $1 AND i.id = n.invitation_id AND i.seat_id = n.seat_id";

const END_ALL: &str = "UPDATE invitations i SET ended = n.ended, ended_position = n.position, \
    ended_effective_at = n.effective_at, ended_commit_no = n.commit_no FROM {rows} \
    WHERE i.tenant_no = $1 AND i.seat_id = n.seat_id AND i.ended IS NULL";

/// The one that was accepted ends so even if it ended otherwise before.
const END_ALL_FOR_ONE: &str = "UPDATE invitations i \
    SET ended = CASE WHEN i.id = n.invitation_id THEN n.accepted ELSE n.ended END, ended_position = n.position, \
    ended_effective_at = n.effective_at, ended_commit_no = n.commit_no FROM {rows} \
    WHERE i.tenant_no = $1 AND i.seat_id = n.seat_id AND (i.ended IS NULL OR i.id = n.invitation_id)";

impl Book {
    /// An event about an invitation that the seat does not have changes nothing, as in the domain.
    pub(super) fn apply_invitation(&mut self, place: &Place, seat: SeatId, event: &SeatEvent) -> Outcome<()> {
        match event {
            SeatEvent::InvitationSent { .. } => self.send_invitation(place, seat, event),
            SeatEvent::InvitationRenewed { invitation, link, expires_at, is_reminder } => {
                let renewal = if *is_reminder { Renewal::Reminded } else { Renewal::Resent };
                self.renew_invitation(place, seat, *invitation, link, *expires_at, renewal)
            }
            SeatEvent::InvitationWithdrawn { invitation } => {
                let [id, reached] = moved(place, seat);
                let cells = [id, reached, ("invitation_id", invitation.uuid().into())];
                self.change_one(Table::Seats, seat.uuid(), PROMISE_OTHERS, cells)?;
                let [id, position, effective_at, commit_no] = self.seat_cells(place, seat);
                let ended = ("ended", InvitationEnd::Withdrawn.word().into());
                let invitation = ("invitation_id", invitation.uuid().into());
                let cells = [id, invitation, ended, position, effective_at, commit_no];
                self.change(Table::Invitations, seat.uuid(), END_ONE, cells)
            }
            _ => Ok(()),
        }
    }

    fn send_invitation(&mut self, place: &Place, seat: SeatId, event: &SeatEvent) -> Outcome<()> {
        let SeatEvent::InvitationSent { invitation, channel, link, expires_at, address, text } = event else {
            return Ok(());
        };
        let address = address.as_ref().map(Personal::reveal);
        let expires_at = expires_at.as_micros();
        let [id, reached] = moved(place, seat);
        let cells = [id, reached, ("expires_at", expires_at.into())];
        self.change_one(Table::Seats, seat.uuid(), PROMISE_NEW, cells)?;
        self.insert(
            Table::Invitations,
            seat.uuid(),
            [
                ("seat_id", seat.uuid().into()),
                ("position", place.position.into()),
                ("id", invitation.uuid().into()),
                ("channel", channel.word().into()),
                ("address", address.map(EmailAddress::as_typed).into()),
                ("address_key", address.map(EmailAddress::canonical).into()),
                ("text", text.as_ref().map(Note::as_str).into()),
                ("expires_at", expires_at.into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )?;
        self.insert(
            Table::InvitationLinks,
            seat.uuid(),
            [
                ("seat_id", seat.uuid().into()),
                ("position", place.position.into()),
                ("invitation_id", invitation.uuid().into()),
                ("hash", link.as_bytes().as_slice().into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }

    fn renew_invitation(
        &mut self,
        place: &Place,
        seat: SeatId,
        invitation: InvitationId,
        link: &LinkHash,
        expires_at: Instant,
        renewal: Renewal,
    ) -> Outcome<()> {
        let [id, reached] = moved(place, seat);
        let renewed: [(&'static str, Cell); 2] =
            [("invitation_id", invitation.uuid().into()), ("expires_at", expires_at.as_micros().into())];
        let [invited, until] = renewed.clone();
        self.change_one(Table::Seats, seat.uuid(), PROMISE_RENEWED, [id.clone(), reached, invited, until])?;
        let [invited, until] = renewed;
        self.change(Table::Invitations, seat.uuid(), RENEW, [id, invited, until])?;
        let [id, position, effective_at, commit_no] = self.seat_cells(place, seat);
        let cells = [
            id,
            position,
            ("invitation_id", invitation.uuid().into()),
            ("hash", link.as_bytes().as_slice().into()),
            ("renewal", renewal.word().into()),
            effective_at,
            commit_no,
        ];
        self.change(Table::InvitationLinks, seat.uuid(), LINK_AGAIN, cells)
    }

    /// Ends every invitation to the seat that has not ended.
    pub(super) fn end_invitations(&mut self, place: &Place, seat: SeatId, end: InvitationEnd) -> Outcome<()> {
        let [id, position, effective_at, commit_no] = self.seat_cells(place, seat);
        let cells = [id, ("ended", end.word().into()), position, effective_at, commit_no];
        self.change(Table::Invitations, seat.uuid(), END_ALL, cells)
    }

    /// Ends every invitation to the seat that has not ended, since somebody took it, perhaps by one of them.
    pub(super) fn end_invitations_for(
        &mut self,
        place: &Place,
        seat: SeatId,
        accepted: Option<InvitationId>,
    ) -> Outcome<()> {
        let [id, position, effective_at, commit_no] = self.seat_cells(place, seat);
        let cells = [
            id,
            ("invitation_id", accepted.map(|id| id.uuid()).into()),
            ("accepted", InvitationEnd::Accepted.word().into()),
            ("ended", InvitationEnd::SeatTaken.word().into()),
            position,
            effective_at,
            commit_no,
        ];
        self.change(Table::Invitations, seat.uuid(), END_ALL_FOR_ONE, cells)
    }

    /// What every row about something that happened to a seat says.
    pub(super) fn seat_cells(&self, place: &Place, seat: SeatId) -> [(&'static str, Cell); 4] {
        [
            ("seat_id", seat.uuid().into()),
            ("position", place.position.into()),
            ("effective_at", place.effective_at.into()),
            ("commit_no", self.commit_no.into()),
        ]
    }
}
