//! When and from where the person signed in.

use rollbook_domain::login::Login;
use rollbook_domain::port::{LoginQuery, PageRequest};

use crate::Failure;
use crate::privacy::person::{PAGE, Person};
use crate::privacy::row::{Row, row};

pub(super) async fn logins(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let query = LoginQuery { customer: Some(person.id()), ..LoginQuery::default() };
    let mut page = PageRequest::first(PAGE);
    loop {
        let read = person.desk.store.logins(&query, &page).await?;
        sink(read.items.iter().map(login).collect())?;
        let Some(next) = read.next else { return Ok(()) };
        page = PageRequest::after(next, PAGE);
    }
}

fn login(login: &Login) -> Row {
    row![login.id, login.at, login.address.reveal(), login.outcome, login.means]
}
