//! What sending again and reminding have in common: a newer link in the log, and a mail that carries it.

use rollbook_domain::commit::Commit;
use rollbook_domain::event::Event;
use rollbook_domain::id::{InvitationId, MailId};
use rollbook_domain::mail::{NewMail, SeatInvitation};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{SeatRow, Vault};
use rollbook_domain::seat::SeatEvent;
use rollbook_domain::secret::LinkSecret;
use rollbook_domain::time::Zone;

use super::words::person;
use crate::{Desk, Failure};

/// One newer link.
pub(super) struct Renewal<'a> {
    pub(super) row: &'a SeatRow,
    pub(super) invitation: InvitationId,
    pub(super) event: SeatEvent,
    pub(super) secret: &'a LinkSecret,
    pub(super) product: &'a str,
    pub(super) zone: &'a Zone,
    pub(super) is_held: bool,
    /// Makes the mail, of one kind or the other.
    pub(super) mail: fn(SeatInvitation<'_>) -> NewMail,
}

impl Renewal<'_> {
    /// Adds the newer link and its mail.
    pub(super) fn write(
        self,
        desk: &Desk<'_>,
        vault: &dyn Vault,
        commit: &mut Commit,
    ) -> Result<(), Failure> {
        let Self { row, invitation, event, .. } = self;
        let known = row.seat.invitation(invitation);
        let address = known.and_then(|known| known.address.as_ref());
        if let (Some(known), Some(to), SeatEvent::InvitationRenewed { expires_at, .. }) =
            (known, address, &event)
        {
            let id = MailId::next(desk.ids);
            let buyer = person(row.buyer.profile.as_ref().map(Personal::reveal));
            commit.mail((self.mail)(SeatInvitation {
                id,
                invitation,
                link: known.links.len() + 1,
                to: to.reveal(),
                buyer: buyer.as_deref(),
                product: self.product,
                window: row.pool.terms.known_window(self.zone),
                expires_at: *expires_at,
                text: known.text.as_ref(),
                secret: vault.seal_for_mail(id, self.secret.reveal())?,
                is_held: self.is_held,
            }));
        }
        commit.push(Event::Seat(row.seat.id, event), None);
        Ok(())
    }
}
