//! The confirmation of an order, as part of the commit that completes it (MAIL-01, ORD-05).

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::id::{MailId, OrderId};
use rollbook_domain::mail::{NewMail, OrderConfirmation, order_confirmation};
use rollbook_domain::money::Money;
use rollbook_domain::order::OrderLine;
use rollbook_domain::record::{CustomerRecord, RecordEvent, mail_lines};
use rollbook_domain::time::Instant;

use crate::Desk;

/// What becomes of the mail that confirms an order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ConfirmationMail {
    /// It is sent.
    #[default]
    Send,
    /// It waits until a person releases it.
    Hold,
    /// There is none.
    Omit,
}

/// A completed order, and what it gave.
pub(super) struct Completed<'a> {
    pub(super) record: &'a CustomerRecord,
    pub(super) catalogue: &'a Catalogue,
    pub(super) order: OrderId,
    pub(super) ordered_at: Instant,
    pub(super) lines: &'a [OrderLine],
    pub(super) given: &'a [RecordEvent],
}

/// The mail that is wanted; none for a customer whose data was erased.
pub(super) fn confirmation(
    desk: &Desk<'_>,
    completed: &Completed<'_>,
    wanted: ConfirmationMail,
) -> Option<NewMail> {
    let is_held = match wanted {
        ConfirmationMail::Omit => return None,
        ConfirmationMail::Send => false,
        ConfirmationMail::Hold => true,
    };
    let Completed { record, catalogue, order, ordered_at, lines, given } = *completed;
    let told = OrderConfirmation {
        mail: MailId::next(desk.ids),
        customer: record.customer.id,
        profile: record.customer.profile()?,
        order: Some(order),
        ordered_at,
        lines: mail_lines(lines, catalogue, given),
        total: total(lines),
        is_held,
    };
    Some(order_confirmation(told, order))
}

fn total(lines: &[OrderLine]) -> Option<Money> {
    let mut totals = lines.iter().map(OrderLine::total);
    let first = totals.next()??;
    totals.try_fold(first, |sum, line| sum.checked_add(line?).ok())
}
