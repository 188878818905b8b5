use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, OrderId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::Word;
use rollbook_domain::seat::{InvitationEnd, SeatEvent, VoidCause};
use rollbook_domain::secret::SealedCode;

use super::{Book, Cell, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

// Every event about a seat first changes the seat itself, so two of them in one commit are written one after the other;
// and each moves the seat's revision along, since a row that is changed once is cheaper than one that is changed twice.

/// A void seat stays void, whatever is written about it.
const CLAIM: &str = "UPDATE seats s SET revision = n.reached, \
    standing = CASE s.standing WHEN 'void' THEN 'void' ELSE 'claimed' END, invited_until = NULL \
    FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.seat_id";

const RECLAIM: &str = "UPDATE seats s SET revision = n.reached, \
    standing = CASE s.standing WHEN 'void' THEN 'void' ELSE 'open' END, invited_until = NULL, \
    code_key = n.code_key, code_ciphertext = n.code_ciphertext, code_lookup = n.code_lookup \
    FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.seat_id";

const END_CLAIM: &str = "UPDATE seat_claims c SET reclaimed_position = n.position, \
    reclaimed_effective_at = n.effective_at, reclaimed_commit_no = n.commit_no FROM {rows} \
    WHERE c.tenant_no = $1 AND c.seat_id = n.seat_id AND c.reclaimed_position IS NULL";

const VOID: &str = "UPDATE seats s SET revision = n.reached, standing = 'void', invited_until = NULL, \
    code_key = NULL, code_ciphertext = NULL, code_lookup = NULL \
    FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.seat_id";

const REINSTATE: &str = "UPDATE seats s SET revision = n.reached, standing = CASE WHEN EXISTS ( \
        SELECT FROM seat_claims c WHERE c.tenant_no = $1 AND c.seat_id = s.id AND c.reclaimed_position IS NULL \
    ) THEN 'claimed' ELSE 'open' END, \
    code_key = n.code_key, code_ciphertext = n.code_ciphertext, code_lookup = n.code_lookup \
    FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.seat_id";

const END_VOIDING: &str = "UPDATE seat_voidings v SET reinstated_position = n.position, \
    reinstated_effective_at = n.effective_at, reinstated_commit_no = n.commit_no FROM {rows} \
    WHERE v.tenant_no = $1 AND v.seat_id = n.seat_id AND v.reinstated_position IS NULL";

/// Who answered for the seat until now is read from the seat as it was.
const HAND_OVER: &str = "WITH changed AS ( \
        UPDATE seats s SET revision = n.reached, buyer_id = n.to_id \
        FROM {rows} JOIN seats was ON was.tenant_no = $1 AND was.id = n.seat_id \
        WHERE s.tenant_no = $1 AND s.id = n.seat_id \
        RETURNING s.id, n.position, was.buyer_id AS from_id, n.to_id, n.effective_at, n.commit_no \
    ) INSERT INTO seat_hand_overs (tenant_no, seat_id, position, from_id, to_id, effective_at, commit_no) \
    SELECT $1::int8, id, position, from_id, to_id, effective_at, commit_no FROM changed";

const RESEAL: &str = "UPDATE seats s SET revision = n.reached, code_key = n.code_key, \
    code_ciphertext = n.code_ciphertext, code_lookup = n.code_lookup \
    FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.seat_id";

impl Book {
    pub(super) fn apply_seat(&mut self, place: &Place, seat: SeatId, event: &SeatEvent) -> Outcome<()> {
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
            SeatEvent::CodeResealed { code } => self.change_code(place, seat, RESEAL, code.as_ref()),
        }
    }

    fn insert_seat(
        &mut self,
        place: &Place,
        seat: SeatId,
        buyer: CustomerId,
        (order, line, number): (OrderId, u32, u32),
        code: Option<&SealedCode>,
    ) -> Outcome<()> {
        let [code_key, code_ciphertext, code_lookup] = code_cells(code);
        self.insert(
            Table::Seats,
            seat.uuid(),
            [
                ("id", seat.uuid().into()),
                ("revision", place.reached.into()),
                ("order_id", order.uuid().into()),
                ("line", line.into()),
                ("number", number.into()),
                ("buyer_id", buyer.uuid().into()),
                ("standing", "open".into()),
                code_key,
                code_ciphertext,
                code_lookup,
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }

    fn claim_seat(&mut self, place: &Place, seat: SeatId, event: &SeatEvent) -> Outcome<()> {
        let SeatEvent::SeatClaimed { holder, grant, way, invitation, address } = event else { return Ok(()) };
        self.change_one(Table::Seats, seat.uuid(), CLAIM, moved(place, seat))?;
        self.end_invitations_for(place, seat, *invitation)?;
        let address = address.as_ref().map(Personal::reveal);
        let [id, position, effective_at, commit_no] = self.seat_cells(place, seat);
        self.insert(
            Table::SeatClaims,
            seat.uuid(),
            [
                id,
                position,
                ("holder_id", holder.uuid().into()),
                ("grant_id", grant.uuid().into()),
                ("way", way.word().into()),
                ("invitation_id", invitation.map(|id| id.uuid()).into()),
                ("address", address.map(EmailAddress::as_typed).into()),
                ("address_key", address.map(EmailAddress::canonical).into()),
                effective_at,
                commit_no,
            ],
        )
    }

    fn reclaim_seat(&mut self, place: &Place, seat: SeatId, code: Option<&SealedCode>) -> Outcome<()> {
        self.change_code(place, seat, RECLAIM, code)?;
        self.end_invitations(place, seat, InvitationEnd::Withdrawn)?;
        let cells = self.seat_cells(place, seat);
        self.change(Table::SeatClaims, seat.uuid(), END_CLAIM, cells)
    }

    fn void_seat(&mut self, place: &Place, seat: SeatId, cause: VoidCause) -> Outcome<()> {
        self.change_one(Table::Seats, seat.uuid(), VOID, moved(place, seat))?;
        self.end_invitations(place, seat, InvitationEnd::SeatVoid)?;
        let [id, position, effective_at, commit_no] = self.seat_cells(place, seat);
        let cells = [id, position, ("cause", cause.word().into()), effective_at, commit_no];
        self.insert(Table::SeatVoidings, seat.uuid(), cells)
    }

    fn reinstate_seat(&mut self, place: &Place, seat: SeatId, code: Option<&SealedCode>) -> Outcome<()> {
        self.change_code(place, seat, REINSTATE, code)?;
        let cells = self.seat_cells(place, seat);
        self.change(Table::SeatVoidings, seat.uuid(), END_VOIDING, cells)
    }

    fn hand_seat_over(&mut self, place: &Place, seat: SeatId, to: CustomerId) -> Outcome<()> {
        let [id, reached] = moved(place, seat);
        let [_, position, effective_at, commit_no] = self.seat_cells(place, seat);
        let cells = [id, reached, position, ("to_id", to.uuid().into()), effective_at, commit_no];
        self.change_one(Table::Seats, seat.uuid(), HAND_OVER, cells)
    }

    /// Changes a seat by a statement that gives it another code.
    fn change_code(
        &mut self,
        place: &Place,
        seat: SeatId,
        sql: &'static str,
        code: Option<&SealedCode>,
    ) -> Outcome<()> {
        let [id, reached] = moved(place, seat);
        let [key, ciphertext, lookup] = code_cells(code);
        let cells = [id, reached, key, ciphertext, lookup];
        self.change_one(Table::Seats, seat.uuid(), sql, cells)
    }
}

/// What every change of a seat says: which one, and how far its stream gets.
pub(super) fn moved(place: &Place, seat: SeatId) -> [(&'static str, Cell); 2] {
    [("seat_id", seat.uuid().into()), ("reached", place.reached.into())]
}

/// A code's three cells: the key's number, the ciphertext, and what it is found by.
fn code_cells(code: Option<&SealedCode>) -> [(&'static str, Cell); 3] {
    [
        ("code_key", code.map(|code| code.sealed.key.0).into()),
        ("code_ciphertext", code.map(|code| &*code.sealed.ciphertext).into()),
        ("code_lookup", code.map(|code| code.lookup.0.as_slice()).into()),
    ]
}
