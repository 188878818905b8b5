//! What happens to the people of the story, day by day.

use rollbook_domain::access::{Dates, EditWindow, GrantOrigin, NewEnd, edit_window, launch, revoke};
use rollbook_domain::customer::{MembershipSource, Status, change_status};
use rollbook_domain::enrollment::{Enrollment, EnrollmentEdit, edit};
use rollbook_domain::group::join;
use rollbook_domain::id::{GrantId, OrderId};
use rollbook_domain::record::{AssignProduct, RecordEvent, assign, cancel_order, reinstate_order};
use rollbook_domain::text::Note;
use rollbook_domain::time::{Date, Instant, Moment};

use super::story::{Contradiction, Story};

/// Something that somebody does on a day.
pub(super) struct Act {
    /// The day.
    pub(super) on: Date,
    name: &'static str,
    deed: Deed,
}

/// What is done; days are dates, and codes are those of the catalogue.
#[derive(Clone, Copy)]
enum Deed {
    Joins(&'static str),
    /// A product is assigned at a price.
    Gets(&'static str),
    /// The same, from a later day on.
    GetsFrom(&'static str, &'static str),
    Launches,
    Cancelled(&'static str),
    Reinstated,
    Revoked(&'static str),
    /// The newest grant gets another last day.
    LastDay(&'static str, &'static str),
    Unenrolled(&'static str, &'static str),
    EnrolledAgain(&'static str),
    /// The enrollment in a course gets a typed last day.
    TypedEnd(&'static str, &'static str),
    Inactive(&'static str),
    Locked(&'static str),
}

use Deed::{
    Cancelled, EnrolledAgain, Gets, GetsFrom, Inactive, Joins, LastDay, Launches, Locked, Reinstated,
    Revoked, TypedEnd, Unenrolled,
};

const ACTS: &[(&str, &str, Deed)] = &[
    // Algebra for a year: in force, unenrolled, enrolled again, extended, expired by hand.
    ("2025-01-13", "ada", Gets("ALG-YEAR")),
    ("2025-01-13", "emmy", Gets("SCI-FOREVER")),
    ("2025-01-14", "grace", Gets("ALG-YEAR")),
    ("2025-04-14", "grace", Unenrolled("ALGEBRA", "moved to another school")),
    ("2025-01-15", "sofja", Gets("ALG-YEAR")),
    ("2025-02-10", "sofja", Unenrolled("ALGEBRA", "on parental leave")),
    ("2025-04-22", "sofja", EnrolledAgain("ALGEBRA")),
    ("2025-01-15", "maria", Gets("ALG-MONTH")),
    ("2025-02-11", "maria", LastDay("2025-03-31", "the exercises came late")),
    ("2025-01-16", "evariste", Gets("ALG-YEAR")),
    ("2025-05-02", "evariste", TypedEnd("ALGEBRA", "2025-05-04")),
    ("2025-01-16", "niels", Gets("ALG-MONTH")),
    ("2025-02-12", "niels", TypedEnd("ALGEBRA", "2025-12-31")),
    ("2025-01-17", "srinivasa", Gets("ALG-YEAR")),
    ("2025-03-03", "srinivasa", Revoked("booked twice by mistake")),
    ("2025-01-17", "sophie", Gets("ALG-YEAR")),
    ("2025-02-03", "sophie", Cancelled("the school withdrew the order")),
    ("2025-01-20", "carl", Gets("ALG-YEAR")),
    ("2025-02-04", "carl", Cancelled("the invoice was not paid")),
    ("2025-03-10", "carl", Reinstated),
    ("2025-01-20", "leonhard", Gets("ALG-MONTH")),
    ("2025-03-17", "leonhard", Gets("ALG-YEAR")),
    ("2025-01-21", "bernhard", GetsFrom("ALG-YEAR", "2025-09-01")),
    ("2025-01-21", "hypatia", Gets("ALG-MONTH")),
    ("2025-05-05", "omar", Gets("ALG-MONTH")),
    ("2025-01-22", "muhammad", Gets("SCI-FOREVER")),
    ("2025-02-24", "muhammad", Inactive("asked us to pause the account")),
    ("2025-01-22", "takakazu", Gets("ALG-YEAR")),
    ("2025-04-28", "takakazu", Locked("suspected stranger in the account")),
    // Statistics in the spring: scheduled first, then in force.
    ("2025-02-03", "mary", Gets("STA-SPRING")),
    ("2025-02-03", "florence", Gets("STA-SPRING")),
    ("2025-02-04", "ronald", Gets("STA-SPRING")),
    ("2025-03-20", "ronald", Unenrolled("STATISTICS", "dropped out in the third week")),
    ("2025-02-04", "gertrude", Gets("STA-SPRING")),
    ("2025-05-02", "gertrude", TypedEnd("STATISTICS", "2025-09-30")),
    ("2025-02-05", "andrei", Gets("STA-SPRING")),
    ("2025-02-05", "thomas", GetsFrom("STA-SPRING", "2025-06-01")),
    ("2025-02-06", "karl", Gets("STA-SPRING")),
    ("2025-03-05", "karl", Cancelled("bought the bundle instead")),
    ("2025-03-05", "karl", Gets("SCI-FOREVER")),
    ("2025-02-06", "pafnuti", Gets("STA-SPRING")),
    ("2025-04-07", "pafnuti", Revoked("shared the account")),
    // Safety in the laboratory: from the first launch, and for a team.
    ("2025-01-27", "marie", Joins("faculty")),
    ("2025-01-27", "marie", Gets("SAF-14")),
    ("2025-04-28", "marie", Launches),
    ("2025-01-27", "lise", Joins("faculty")),
    ("2025-01-27", "lise", Gets("SAF-14")),
    ("2025-02-17", "lise", Launches),
    ("2025-01-28", "dorothy", Joins("faculty")),
    ("2025-01-28", "dorothy", Gets("SAF-14")),
    ("2025-01-29", "rosalind", Gets("SAF-TEAM")),
    ("2025-01-29", "chien-shiung", Gets("SAF-TEAM")),
    ("2025-01-29", "ernest", Gets("SAF-TEAM")),
    ("2025-04-30", "ernest", Unenrolled("SAFETY", "left Acme")),
    ("2025-01-30", "michael", Gets("SAF-TEAM")),
    ("2025-03-31", "michael", LastDay("2025-04-30", "the project ended early")),
    ("2025-01-30", "dmitri", Gets("SAF-TEAM")),
    ("2025-03-03", "dmitri", Cancelled("ordered by two departments")),
    ("2025-01-31", "antoine", GetsFrom("SAF-TEAM", "2025-06-02")),
    ("2025-02-18", "alhazen", Gets("SCI-FOREVER")),
    ("2025-02-18", "tycho", Joins("faculty")),
    ("2025-02-18", "caroline", Gets("STA-SPRING")),
    ("2025-02-19", "caroline", Gets("SAF-14")),
    ("2025-02-19", "johannes", Gets("ALG-YEAR")),
    ("2025-02-20", "wang", Gets("ALG-MONTH")),
    ("2025-02-20", "konrad", Gets("SAF-TEAM")),
];

/// All acts, as they are listed.
pub(super) fn in_order() -> Result<Vec<Act>, Contradiction> {
    let act = |(on, name, deed): &(&str, &'static str, Deed)| {
        let on = Date::parse(on).map_err(Contradiction::new)?;
        Ok(Act { on, name, deed: *deed })
    };
    ACTS.iter().map(act).collect()
}

/// Lets the domain decide about an act, and records what comes of it.
pub(super) fn play(story: &mut Story, act: &Act, now: Instant) -> Result<(), Contradiction> {
    let place = Story::place_of(act.name)?;
    let (events, reason) = decided(story, place, act.deed, now)?;
    let note = reason.map(Note::parse).transpose().map_err(Contradiction::new)?;
    story.record(place, events, now, now, note.as_ref())
}

/// Events, and why they came about.
pub(super) type Decided = Result<(Vec<RecordEvent>, Option<&'static str>), Contradiction>;

fn decided(story: &Story, place: usize, deed: Deed, now: Instant) -> Decided {
    let record = &story.records[place];
    let zone = &story.settings.time_zone;
    let newest_grant = record.grants.last().ok_or_else(|| Contradiction::new("there is no grant yet"));
    let newest_order = record.orders.last().ok_or_else(|| Contradiction::new("there is no order yet"));
    match deed {
        Joins(group) => Ok((joining(story, place, group)?, None)),
        Gets(price) => gets(story, place, price, Dates::default(), now),
        GetsFrom(price, day) => {
            let starts = Moment::parse(day).map_err(Contradiction::new)?;
            gets(story, place, price, Dates { starts: Some(starts), ends: None }, now)
        }
        Launches => Ok((all(launch(newest_grant?, now, zone).map_err(Contradiction::new)?), None)),
        Cancelled(reason) => {
            let (_, events) = cancel_order(record, newest_order?).map_err(Contradiction::new)?;
            Ok((events, Some(reason)))
        }
        Reinstated => Ok((reinstate_order(record, newest_order?).map_err(Contradiction::new)?, None)),
        Revoked(reason) => Ok((all(revoke(newest_grant?).1), Some(reason))),
        LastDay(day, reason) => {
            let ends = Moment::parse(day).map_err(Contradiction::new)?;
            let command = EditWindow { starts: None, ends: Some(NewEnd::At(ends)) };
            let (_, events) = edit_window(newest_grant?, command, now, zone).map_err(Contradiction::new)?;
            Ok((all(events), Some(reason)))
        }
        Unenrolled(course, reason) => {
            enrollment(story, place, course, EnrollmentEdit::Unenroll, Some(reason), now)
        }
        EnrolledAgain(course) => enrollment(story, place, course, EnrollmentEdit::Enroll, None, now),
        TypedEnd(course, day) => {
            let ends_at = Moment::parse(day).map_err(Contradiction::new)?.ends_at(zone);
            enrollment(story, place, course, EnrollmentEdit::Expire { ends_at }, None, now)
        }
        Inactive(reason) => status(story, place, Status::Inactive, reason, now),
        Locked(reason) => status(story, place, Status::Locked { automatic: None }, reason, now),
    }
}

/// Somebody becomes a member of a group.
pub(super) fn joining(story: &Story, place: usize, group: &str) -> Result<Vec<RecordEvent>, Contradiction> {
    let group = story.groups.iter().find(|known| known.code.as_str() == group);
    let group = group.ok_or_else(|| Contradiction::new("there is no such group"))?;
    let (_, events) = join(&story.records[place].customer, group.id, MembershipSource::Administrator)
        .map_err(Contradiction::new)?;
    Ok(all(events))
}

fn gets(story: &Story, place: usize, code: &str, dates: Dates, now: Instant) -> Decided {
    let missing = || Contradiction::new(format!("there is no price {code}"));
    let price = story.catalogue.find_price(code).ok_or_else(missing)?;
    let command = AssignProduct {
        product: story.catalogue.product(price.product).ok_or_else(missing)?,
        price: Some(price),
        order: OrderId::next(&story.ids),
        grant: GrantId::next(&story.ids),
        origin: GrantOrigin::Assignment,
        cost: price.terms.unit_price,
        ordered_at: now,
        now,
        dates,
    };
    let events = assign(&story.records[place], &story.catalogue, &command, &story.settings.time_zone);
    Ok((events.map_err(Contradiction::new)?, None))
}

/// Edits the enrollment of somebody in a course.
pub(super) fn enrollment(
    story: &Story,
    place: usize,
    course: &str,
    change: EnrollmentEdit,
    reason: Option<&'static str>,
    now: Instant,
) -> Decided {
    let record = &story.records[place];
    let course =
        story.catalogue.find_course(course).ok_or_else(|| Contradiction::new("there is no such course"))?.id;
    let grants = record.grants_for(course, &story.catalogue);
    let enrollment = Enrollment {
        customer: record.customer.id,
        status: record.customer.status_at(now).word(),
        course,
        grants: &grants,
        facts: record.enrollment(course),
    };
    let (_, events) = edit(enrollment, change, now).map_err(Contradiction::new)?;
    Ok((all(events), reason))
}

fn status(story: &Story, place: usize, to: Status, reason: &'static str, now: Instant) -> Decided {
    let (_, events) = change_status(&story.records[place].customer, to, now).map_err(Contradiction::new)?;
    Ok((all(events), Some(reason)))
}

fn all<E: Into<RecordEvent>>(events: Vec<E>) -> Vec<RecordEvent> {
    events.into_iter().map(Into::into).collect()
}
