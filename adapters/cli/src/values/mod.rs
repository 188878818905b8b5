//! Arguments that several commands take, read into the domain's own types.

mod customer_key;
mod page_options;
mod pause;
mod yes_no;

pub use customer_key::customer_key;
pub use page_options::PageOptions;
pub use pause::pause;
pub use yes_no::YesNo;

use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::personal::Personal;
use rollbook_domain::text::{Code, Message, Note, PersonName, Title};
use rollbook_domain::time::{AccessDuration, Date, Moment};

/// Reads a date, which means the start of that day, or an instant.
///
/// # Errors
/// A sentence with the accepted forms.
pub fn moment(typed: &str) -> Result<Moment, String> {
    Moment::parse(typed).map_err(|error| error.to_string())
}

/// Reads a date.
///
/// # Errors
/// A sentence with the accepted form.
pub fn date(typed: &str) -> Result<Date, String> {
    Date::parse(typed).map_err(|error| error.to_string())
}

/// Reads a duration of access.
///
/// # Errors
/// A sentence with the accepted forms.
pub fn duration(typed: &str) -> Result<AccessDuration, String> {
    AccessDuration::parse(typed).map_err(|error| error.to_string())
}

/// Reads when a claimed seat may be taken back.
///
/// # Errors
/// What [`ReclaimPolicy::parse`] says.
pub fn reclaim(typed: &str) -> Result<ReclaimPolicy, String> {
    ReclaimPolicy::parse(typed).map_err(|error| error.to_string())
}

/// Reads a code.
///
/// # Errors
/// A sentence with the accepted form.
pub fn code(typed: &str) -> Result<Code, String> {
    Code::parse(typed).map_err(|error| error.to_string())
}

/// Reads an email address.
///
/// # Errors
/// A sentence with the accepted form.
pub fn email(typed: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(typed).map_err(|error| error.to_string())
}

/// Reads a first or last name.
///
/// # Errors
/// A sentence with the accepted form.
pub fn person_name(typed: &str) -> Result<PersonName, String> {
    PersonName::parse(typed).map_err(|error| error.to_string())
}

/// Reads a title.
///
/// # Errors
/// A sentence with the accepted form.
pub fn title(typed: &str) -> Result<Title, String> {
    Title::parse(typed).map_err(|error| error.to_string())
}

/// Reads a message to learners.
///
/// # Errors
/// A sentence with the accepted form.
pub fn message(typed: &str) -> Result<Message, String> {
    Message::parse(typed).map_err(|error| error.to_string())
}

/// Reads a reason.
///
/// # Errors
/// A sentence with the accepted form.
pub fn note(typed: &str) -> Result<Note, String> {
    Note::parse(typed).map_err(|error| error.to_string())
}

/// Takes a secret such as a link or a code as it stands; nothing prints it.
///
/// # Errors
/// None.
pub fn secret(typed: &str) -> Result<Personal<String>, std::convert::Infallible> {
    Ok(Personal::new(typed.to_owned()))
}
