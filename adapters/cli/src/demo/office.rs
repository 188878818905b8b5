//! A company that buys seats: its office's account, and the price it buys at.

use rollbook_domain::time::Date;

use super::people::Person;
use super::story::{Contradiction, Story};
use super::{acts, catalogue};

/// Who answers for the company's seats.
pub(super) const OFFICE: Person =
    Person { first_name: "Lillian", last_name: "Gilbreth", email: "office@acme.example" };

/// The day the company becomes a customer: the last one of the story.
const ON: &str = "2025-05-05";

/// Adds the price and the account, after everybody else has theirs.
pub(super) fn fill(story: &mut Story) -> Result<(), Contradiction> {
    let day = Date::parse(ON).map_err(Contradiction::new)?;
    catalogue::fill_for_teams(story, story.office_hour(day, 410)?)?;
    story.welcome(&OFFICE, story.office_hour(day, 415)?)?;
    let place = story.records.len() - 1;
    let joining = acts::joining(story, place, "acme")?;
    let now = story.office_hour(day, 416)?;
    story.record(place, joining, now, now, None)
}
