//! Mails to the person, and addresses that are written to no more.

use rollbook_domain::mail::{Mail, MailFacts, SuppressionCause};
use rollbook_domain::port::{MailQuery, PageRequest};

use crate::Failure;
use crate::privacy::person::{PAGE, Person};
use crate::privacy::row::{Row, json, maybe, row};

pub(super) async fn mails(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let query = MailQuery { customer: Some(person.id()), ..MailQuery::default() };
    let mut page = PageRequest::first(PAGE);
    loop {
        let read = person.desk.store.mails(&query, &page).await?;
        sink(read.items.iter().map(mail).collect())?;
        let Some(next) = read.next else { break };
        page = PageRequest::after(next, PAGE);
    }
    // Those that went to an address before there was an account, or without anybody asking whose it is.
    for address in &person.addresses {
        let query = MailQuery { to: Some(address.clone()), ..MailQuery::default() };
        let mut page = PageRequest::first(PAGE);
        loop {
            let read = person.desk.store.mails(&query, &page).await?;
            sink(read.items.iter().filter(|mail| mail.customer.is_none()).map(mail).collect())?;
            let Some(next) = read.next else { break };
            page = PageRequest::after(next, PAGE);
        }
    }
    Ok(())
}

fn mail(mail: &Mail) -> Row {
    // Who bought the seat is somebody else.
    let facts = mail.facts.as_ref().map(|facts| json(&MailFacts { buyer: None, ..facts.clone() }));
    row![
        mail.id,
        mail.kind,
        maybe(mail.to.as_ref().map(|to| to.reveal().as_typed())),
        mail.queued_at,
        mail.state,
        maybe(mail.ended_at),
        maybe(mail.problem.as_ref()),
        maybe(facts),
    ]
}

pub(super) async fn suppressions(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let all = person.desk.store.suppressions().await?;
    let own = all.iter().filter(|one| person.is_own(one.address.reveal()));
    sink(
        own.map(|one| {
            let cause = match one.cause {
                SuppressionCause::Administrator => "administrator",
                SuppressionCause::Refused => "refused",
            };
            row![one.address.reveal().as_typed(), cause, one.since, maybe(one.problem.as_ref())]
        })
        .collect(),
    )
}
