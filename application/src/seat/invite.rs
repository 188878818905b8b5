//! Inviting people to a buyer's seats (REG-14 to REG-16, REG-22 to REG-24, MAIL-04).

use rollbook_domain::commit::Commit;
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, MailId, ProductId};
use rollbook_domain::mail::{SeatInvitation, seat_invitation};
use rollbook_domain::personal::Personal;
use rollbook_domain::plan::RefusedRow;
use rollbook_domain::plan::seats::invite::{
    InviteCounts, InviteFacts, InviteList, InvitePlan, InviteRow, InviteTarget, Invited, OpenInvitation, plan,
};
use rollbook_domain::plan::seats::{GiveOutOptions, GiveOutRefused, may_give_out};
use rollbook_domain::port::{CustomerKey, PageRequest, SeatQuery, TenantState, Vault};
use rollbook_domain::seat::{InvitationState, Offer, SeatState};
use rollbook_domain::table::{TableLimits, TableReader};
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;

use super::stock::{Stock, Wanted};
use super::words::{person, product_title};
use super::{SeatSource, known_learner};
use crate::customer::get_customer;
use crate::{Desk, Failure};

/// Who is invited.
#[derive(Clone)]
pub enum InviteWhom<'a> {
    /// Addresses typed in one by one.
    Addresses(Vec<EmailAddress>),
    /// The addresses in a file with the one column `Email` (REG-16).
    File {
        /// Its content.
        bytes: &'a [u8],
        /// Turns the content into a table.
        reader: &'a dyn TableReader,
    },
}

/// What is to be done.
#[derive(Clone)]
pub struct InviteCommand<'a> {
    /// Whose seats.
    pub buyer: CustomerKey,
    /// Which of them; to one seat everybody is invited, and the first to accept takes it.
    pub source: SeatSource,
    /// Who is invited.
    pub whom: InviteWhom<'a>,
    /// The buyer's own words, beside the text that every invitation has (REG-15).
    pub text: Option<Note>,
    /// How.
    pub options: GiveOutOptions,
    /// Whether only to show what would happen.
    pub is_dry_run: bool,
    /// Whether the mails wait to be released by a person.
    pub holds_mail: bool,
}

/// What inviting did, or would do.
#[derive(Debug, Clone)]
pub struct InviteReport {
    /// The numbers.
    pub counts: InviteCounts,
    /// Every recipient, in the order given.
    pub rows: Vec<InviteRow>,
    /// What is wrong with rows, cell by cell.
    pub refused: Vec<RefusedRow>,
    /// Whether it was written; neither a rehearsal nor a plan with refused rows is.
    pub is_applied: bool,
    /// Whether rows are refused for what stands in them, so that nothing may be applied.
    pub is_refused: bool,
}

/// Invites people, each to a seat of their own or all to one, in one commit with the mails (MAIL-04).
///
/// An address whose invitation is open still, or who has access already, uses no seat and gets no mail, so the same list
/// twice sends nothing twice. The report of a plan with refused rows says so, and nothing is written.
///
/// # Errors
/// What [`may_give_out`] refuses: more recipients than seats, more seats than may be used unconfirmed (IMP-23);
/// seats that would open nothing (ORD-13, Q-03). [`Failure::Missing`] for a buyer, product, order line or seat that does
/// not exist or is another buyer's; [`Failure::Vault`].
pub async fn invite_to_seats(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    command: &InviteCommand<'_>,
) -> Result<InviteReport, Failure> {
    let mut tries = desk.tries();
    loop {
        let tenant = desk.tenant().await?;
        let (now, zone) = (desk.now(), &tenant.settings.time_zone);
        let buyer = get_customer(desk, &command.buyer).await?;
        let list = list_of(&command.whom, &tenant);
        let emails = list.emails();
        let wanted = Wanted { count: emails.len(), spare: 0 };
        let catalogue = desk.store.catalogue().await?;
        let product = Stock::product(desk, buyer.customer.id, &command.source, &catalogue).await?;
        let stock =
            Stock::load(desk, buyer.customer.id, product, &command.source, wanted, (now, zone)).await?;
        let offers = stock.offers(wanted, None, (now, zone))?;
        let learners = desk.store.learners(&emails, product).await?;
        let open = open_invitations(desk, buyer.customer.id, product, emails, now).await?;
        let facts = InviteFacts {
            product,
            target: match (&command.source, offers.first()) {
                (SeatSource::Seat(_), Some(only)) => InviteTarget::One(*only),
                _ => InviteTarget::Each(&offers),
            },
            learners: &learners.iter().map(known_learner).collect::<Vec<_>>(),
            open: &open,
            zone,
            now,
        };
        let mut plan = plan(&list, &facts, command.options, desk.ids);
        let allowed = may_give_out(&plan.give_out, command.options, &tenant.settings);
        let mut report = InviteReport::of(&mut plan);
        match allowed {
            Err(GiveOutRefused::Unreadable | GiveOutRefused::RowsRefused(_)) => {
                return Ok(InviteReport { is_refused: true, ..report });
            }
            Err(GiveOutRefused::Unconfirmed { .. } | GiveOutRefused::OtherCount { .. })
                if command.is_dry_run => {}
            Err(refused) => return Err(refused.into()),
            Ok(()) => {}
        }
        if command.is_dry_run || plan.invited.is_empty() {
            return Ok(report);
        }
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(buyer.customer.id), buyer.revision);
        let said = Said {
            command,
            buyer: person(buyer.customer.profile()),
            product: product_title(&catalogue, product),
        };
        said.write(desk, vault, plan.invited, &offers, &tenant, &mut commit)?;
        if tries.commit(commit).await? {
            report.is_applied = true;
            return Ok(report);
        }
    }
}

/// What every invitation of the command says.
struct Said<'a> {
    command: &'a InviteCommand<'a>,
    buyer: Option<String>,
    product: String,
}

impl Said<'_> {
    fn write(
        &self,
        desk: &Desk<'_>,
        vault: &dyn Vault,
        invited: Vec<Invited>,
        offers: &[Offer<'_>],
        tenant: &TenantState,
        commit: &mut Commit,
    ) -> Result<(), Failure> {
        let links = vault.new_links(invited.len())?;
        let mut written = None;
        for (invited, secret) in invited.into_iter().zip(links) {
            if written != Some(invited.seat) {
                commit.expect(StreamId::Seat(invited.seat), invited.revision);
                written = Some(invited.seat);
            }
            let id = MailId::next(desk.ids);
            let pool = offers.get(invited.place).map(|offer| offer.pool);
            if let Some(to) = &invited.invitation.address {
                commit.mail(seat_invitation(SeatInvitation {
                    id,
                    invitation: invited.invitation.id,
                    link: 1,
                    to: to.reveal(),
                    buyer: self.buyer.as_deref(),
                    product: &self.product,
                    window: pool.and_then(|pool| pool.terms.known_window(&tenant.settings.time_zone)),
                    expires_at: invited.invitation.expires_at,
                    text: self.command.text.as_ref(),
                    secret: vault.seal_for_mail(id, secret.reveal())?,
                    is_held: self.command.holds_mail,
                }));
            }
            let sent = invited.invitation.sent(secret.hash(), self.command.text.clone());
            commit.push(Event::Seat(invited.seat, sent), None);
        }
        Ok(())
    }
}

impl InviteReport {
    fn of(plan: &mut InvitePlan) -> Self {
        Self {
            counts: plan.counts,
            rows: std::mem::take(&mut plan.rows),
            refused: std::mem::take(&mut plan.refused),
            is_applied: false,
            is_refused: false,
        }
    }
}

fn list_of(whom: &InviteWhom<'_>, tenant: &TenantState) -> InviteList {
    match whom {
        InviteWhom::Addresses(addresses) => InviteList::addresses(addresses.iter().cloned()),
        InviteWhom::File { bytes, reader } => {
            let limits = TableLimits::rows(tenant.settings.import_max_rows as usize);
            match reader.read(bytes, &limits) {
                Ok(table) => InviteList::file(&table, &tenant.settings),
                Err(errors) => InviteList::unreadable(errors),
            }
        }
    }
}

/// The buyer's invitations of these addresses to seats of the product that can still be accepted.
async fn open_invitations(
    desk: &Desk<'_>,
    buyer: CustomerId,
    product: ProductId,
    emails: Vec<EmailKey>,
    now: Instant,
) -> Result<Vec<OpenInvitation>, Failure> {
    let query = SeatQuery {
        buyer: Some(buyer),
        product: Some(product),
        invited: Some(emails),
        state: Some((SeatState::Pending, now)),
        ..SeatQuery::default()
    };
    let pending = desk.store.seats(&query, &PageRequest::everything()).await?.items;
    let mut open = Vec::with_capacity(pending.len());
    for row in &pending {
        for invitation in &row.seat.invitations {
            let address = invitation.address.as_ref().map(Personal::reveal);
            if let Some(address) = address.filter(|_| invitation.state_at(now) == InvitationState::Open) {
                open.push(OpenInvitation { id: invitation.id, seat: row.seat.id, email: address.key() });
            }
        }
    }
    Ok(open)
}
