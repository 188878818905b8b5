use rollbook_domain::mail::{MailKind, MailState};
use rollbook_domain::port::MailQuery;

use super::{Keys, Read, answer, email, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "mail" => |tenant| tenant.find_mail(keys.mail);
        "next mail that is due" => |tenant| tenant.next_due_at();
        "notices to customers" => |tenant| tenant.mails_to(std::slice::from_ref(&keys.customer), &MailKind::ALL);
        "suppressions" => |tenant| tenant.suppressions();
        "texts of mails" => |tenant| tenant.mail_texts();
        "outbox" => |tenant| tenant.outbox_revision();
    }
    let all = MailQuery::default;
    let kind = Some(MailKind::SeatInvitation);
    let of_kind = || MailQuery { kind, ..all() };
    let in_state = |state| MailQuery { state: Some(state), ..all() };
    let queued = |is_held| MailQuery { is_held: Some(is_held), ..in_state(MailState::Queued) };
    let to = Some(email(&keys.email));
    for page in pages(&keys.mail.to_string()) {
        for (name, query) in [
            ("mails", all()),
            ("mails of a kind", of_kind()),
            ("mails that wait", in_state(MailState::Queued)),
            ("mails that are held", queued(true)),
            ("mails that are not held", queued(false)),
            ("mails of a kind that wait", MailQuery { kind, ..queued(false) }),
            ("mails in hand", in_state(MailState::Leased)),
            ("mails that were sent", in_state(MailState::Sent)),
            ("mails that were given up", in_state(MailState::Dead)),
            ("mails that were held back", in_state(MailState::HeldBack)),
            ("mails to an address", MailQuery { to: to.clone(), ..all() }),
            ("mails of a kind to an address", MailQuery { to: to.clone(), ..of_kind() }),
            ("mails to a customer", MailQuery { customer: Some(keys.customer), ..all() }),
        ] {
            let page = page.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.mails(&query, &page))));
        }
    }
}
