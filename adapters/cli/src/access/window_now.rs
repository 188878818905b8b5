//! Saying which window a grant has after a change.

use rollbook_application::Changed;
use rollbook_application::access::list_access;
use rollbook_domain::enrollment::EndRule;
use rollbook_domain::id::GrantId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::{end_in_words, in_words};

use crate::changed::changed;
use crate::{CliError, OutputForm, Session};

/// Says whether a grant was changed, and to people also from when until when it holds now.
pub(super) async fn tell(
    customer: &CustomerKey,
    change: &Changed<GrantId>,
    session: &Session,
) -> Result<(), CliError> {
    changed(session, "access grant", change)?;
    if session.form() != OutputForm::Table {
        return Ok(());
    }
    let grants = list_access(&session.desk(), customer, session.now()).await?;
    let Some(line) = grants.into_iter().find(|line| line.grant.id == change.id) else { return Ok(()) };
    let zone = session.zone().await?;
    let from = in_words(line.grant.window.starts_at(), zone);
    let end = end_in_words(line.effective_ends_at, zone);
    let by = match (line.end_rule, &line.contract) {
        (EndRule::Override, _) => ", by an end typed for the enrollment".to_owned(),
        (EndRule::SalesOrder, Some(contract)) => format!(", by sales order {}", contract.number),
        _ => String::new(),
    };
    session.printer.raw(format!("it runs from {from} {end}{by}\n").as_bytes())
}
