//! What goes when.

use rollbook_domain::privacy::retention::{CalendarLine, calendar_bounds, calendar_line};
use rollbook_domain::settings::Retained;

use crate::{Desk, Failure};

/// The calendar: of everything that can have a period how many rows there are, how many are due, and how many fall due in
/// each of the next months.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`].
pub async fn retention_calendar(desk: &Desk<'_>) -> Result<Vec<CalendarLine>, Failure> {
    let settings = desk.tenant().await?.settings;
    let (now, zone) = (desk.now(), &settings.time_zone);
    let mut lines = Vec::with_capacity(Retained::ALL.len());
    for retained in Retained::ALL {
        let days = retained.days(&settings);
        let bounds = calendar_bounds(days, now, zone);
        let counts = desk.store.count_retained(retained, &bounds).await?;
        lines.push(calendar_line(retained, days, &counts, now, zone));
    }
    Ok(lines)
}
