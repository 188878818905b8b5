//! `rollbook report expiring`.

use rollbook_application::report::{ExpiringFilter, ExpiringLine, expiring_enrollments};
use rollbook_domain::enrollment::{EndRule, StateWord};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::time::{Instant, Moment};
use serde::Serialize;

use super::line::{email_and_name, marked_end};
use crate::values::{PageOptions, moment};
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report expiring --within 30d
  rollbook report expiring --within 14d --course ALGEBRA --output csv";

const DAY: i64 = 86_400_000_000;

/// List the enrollments that end soon, by the end that counts, the next ones first.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// How soon: so many days of 24 hours, such as 30d.
    #[arg(long, value_name = "DAYS", value_parser = days, default_value = "30d")]
    within: i64,
    /// Only this course.
    #[arg(long, value_name = "CODE|ID")]
    course: Option<String>,
    /// Only members of this group.
    #[arg(long, value_name = "CODE|ID")]
    group: Option<String>,
    /// The day or instant from which on, past or to come [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    at: Option<Moment>,
    #[command(flatten)]
    page: PageOptions,
}

/// Reads `30d`, `30 days` or `30`.
fn days(typed: &str) -> Result<i64, String> {
    let number = typed.trim_end_matches("days").trim_end_matches("day").trim_end_matches('d').trim();
    let is_written = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let days = if is_written { number.parse().ok() } else { None };
    days.filter(|days| (1..=36_500).contains(days))
        .ok_or_else(|| "it is not a number of days from 1 to 36500, such as 30d".to_owned())
}

#[derive(Serialize)]
struct Line {
    ends_at: Instant,
    course_id: CourseId,
    course: String,
    id: CustomerId,
    email: Option<String>,
    name: Option<String>,
    state: StateWord,
    end_rule: Option<EndRule>,
    is_beyond_contract: bool,
}

/// The header in CSV is exactly these names; scripts rely on it.
const COLUMNS: &[Column<Line>] = &[
    Column::new("ends_at", "ENDS", |line: &Line, zone| {
        marked_end(Some(line.ends_at), line.end_rule, line.is_beyond_contract, zone)
    }),
    Column::new("course", "COURSE", |line, _| line.course.clone()),
    Column::new("email", "EMAIL", |line, _| line.email.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("name", "NAME", |line, _| line.name.clone().unwrap_or_default()),
    Column::new("state", "STATE", |line, _| line.state.to_string()),
    Column::data("end_rule"),
    Column::data("is_beyond_contract"),
];

impl From<ExpiringLine> for Line {
    fn from(line: ExpiringLine) -> Self {
        let (email, name) = email_and_name(line.profile.as_ref());
        Self {
            ends_at: line.ends_at,
            course_id: line.course,
            course: line.course_code.to_string(),
            id: line.customer,
            email,
            name,
            state: line.state.word(),
            end_rule: line.end_rule,
            is_beyond_contract: line.is_beyond_contract,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let from = session.instant(args.at).await?;
    let through = from.checked_add_micros(args.within * DAY).unwrap_or(Instant::MAX);
    let filter = ExpiringFilter { course: args.course, group: args.group, from, through };
    let page = args.page.request(session.form());
    let lines = expiring_enrollments(&session.desk(), &filter, &page).await?;
    session.list(COLUMNS, lines.map(Line::from)).await
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_read_as_people_write_them() {
        for typed in ["30d", "30", "30 days", "30days"] {
            assert_eq!(days(typed), Ok(30), "{typed}");
        }
        assert_eq!(days("1 day"), Ok(1));
        for typed in ["", "d", "0d", "-1d", "36501", "a month", "3.5d", "+3"] {
            assert!(days(typed).unwrap_err().contains("such as 30d"), "{typed}");
        }
    }
}
