//! Who holds an email or a customer code now.

use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::CustomerId;
use rollbook_domain::text::Code;

use crate::{Desk, Failure};

/// The accounts that hold a wanted email and a wanted code.
#[derive(Default)]
pub(super) struct Holders {
    pub(super) email: Option<CustomerId>,
    pub(super) code: Option<CustomerId>,
}

/// Looks both up at once; what is not wanted is not looked up.
pub(super) async fn holders(
    desk: &Desk<'_>,
    email: Option<&EmailAddress>,
    code: Option<&Code>,
) -> Result<Holders, Failure> {
    if email.is_none() && code.is_none() {
        return Ok(Holders::default());
    }
    let key = email.map(EmailAddress::key);
    let known = desk.store.known_customers(key.as_slice(), &Vec::from_iter(code.cloned())).await?;
    let folded = code.map(Code::folded);
    let has_code = |held: &Option<Code>| held.as_ref().map(Code::folded) == folded;
    Ok(Holders {
        email: key.and_then(|key| known.iter().find(|known| known.email == key)).map(|known| known.id),
        code: code.and_then(|_| known.iter().find(|known| has_code(&known.code))).map(|known| known.id),
    })
}
