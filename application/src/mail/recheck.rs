//! Looking once more at what a mail with a secret rests on.

use rollbook_domain::mail::{Mail, Outdated, SecretUse, may_tell_customer, may_tell_invited};
use rollbook_domain::port::{CustomerKey, SeatKey, TenantStore};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::secret::{LinkHash, LinkSecret};

use super::Dispatcher;
use super::dispatch::{Hindrance, Opened};

impl Dispatcher<'_> {
    /// Gives a mail up whose secret is not meant for its recipient any more, or opens nothing; one read, right before the
    /// mail is handed over. Answers with the customer, if it looked at one.
    pub(super) async fn recheck(
        &self,
        store: &dyn TenantStore,
        mail: &Mail,
        opened: &Opened,
    ) -> Result<Option<CustomerRecord>, Hindrance> {
        let link = match opened.usage {
            SecretUse::Password => None,
            SecretUse::InvitationLink => {
                let link = hash_of(opened)?;
                let found = store.find_seat(&SeatKey::Link(link)).await?;
                let seat = found.as_ref().map(|row| &row.seat);
                return given_up(may_tell_invited(seat, &link, self.clock.now())).map(|()| None);
            }
            SecretUse::PasswordLink | SecretUse::UnlockLink => Some(hash_of(opened)?),
        };
        let Some(customer) = mail.customer else { return Ok(None) };
        let found = store.find_customer(&CustomerKey::Id(customer)).await?;
        let customer = found.as_ref().map(|record| &record.customer);
        given_up(may_tell_customer(customer, mail, link.as_ref(), self.clock.now()))?;
        Ok(found)
    }
}

fn hash_of(opened: &Opened) -> Result<LinkHash, Hindrance> {
    let link = LinkSecret::parse(&opened.secret);
    link.map(|link| link.hash()).map_err(|_| {
        Hindrance::GivenUp("the secret that it should tell is not that of a link; make a new one".to_owned())
    })
}

fn given_up(answer: Result<(), Outdated>) -> Result<(), Hindrance> {
    answer.map_err(|outdated| Hindrance::GivenUp(outdated.to_string()))
}
