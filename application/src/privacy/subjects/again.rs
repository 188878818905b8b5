//! The files that imports read, so that the person can be entered again elsewhere (GDPR-03).

use std::collections::{BTreeMap, BTreeSet};

use rollbook_domain::access::{AccessGrant, Standing};
use rollbook_domain::catalogue::ItemKind;
use rollbook_domain::customer::Profile;
use rollbook_domain::enrollment::EnrollmentChange;
use rollbook_domain::id::{CourseId, ItemId};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::ItemStatus;

use super::learning::codes;
use crate::privacy::person::Person;
use crate::privacy::row::{Row, maybe, row};

/// The columns of a roster for the person's custom fields.
pub(super) fn field_columns(person: &Person<'_>) -> Vec<String> {
    let profile = person.record.customer.profile();
    let fields = profile.into_iter().flat_map(|profile| profile.fields.keys());
    fields.map(|name| format!("field:{name}")).collect()
}

/// A row for each group, so that a price reserved to one may be sold by a later row, and one for each sale.
pub(super) fn roster(person: &Person<'_>) -> Vec<Row> {
    let Some(profile) = person.record.customer.profile() else { return Vec::new() };
    let blank = || vec![String::new(); 6];
    let groups = person.record.customer.memberships.iter().filter_map(|one| person.group(one.group));
    let groups = groups.map(|group| {
        let mut cells = blank();
        cells[0] = group.code.to_string();
        cells
    });
    let sales = person.record.grants.iter().filter_map(|grant| sale(person, grant));
    let mut rows: Vec<Row> = groups.chain(sales).collect();
    if rows.is_empty() {
        rows.push(blank());
    }
    rows.into_iter().map(|cells| with_profile(profile, cells)).collect()
}

fn with_profile(profile: &Profile, cells: Row) -> Row {
    let mut row = row![profile.first_name.as_str(), profile.last_name.as_str(), profile.email.as_typed()];
    row.extend(cells);
    row.push(maybe(profile.code.as_ref()));
    row.extend(profile.fields.values().cloned());
    row
}

/// From the group to the end: what the person was given otherwise than by a seat, and still has.
fn sale(person: &Person<'_>, grant: &AccessGrant) -> Option<Row> {
    let is_held = grant.standings.last().is_none_or(|change| change.standing == Standing::Held);
    if !is_held || grant.source.seat.is_some() {
        return None;
    }
    let order = person.record.orders.iter().find(|order| order.id == grant.source.order)?;
    let line = order.lines.iter().find(|line| line.number == grant.source.line)?;
    let price = person.catalogue.price(line.price)?;
    // A window that waits for a first launch is made by the price anew.
    let window = grant.from_first_launch.is_none().then_some(grant.window);
    Some(row![
        "",
        price.code,
        line.unit_cost.amount(),
        grant.granted_at(),
        maybe(window.map(|window| window.starts_at())),
        maybe(window.and_then(|window| window.ends_at())),
    ])
}

/// The courses that the person was taken out of last.
pub(super) fn withdrawals(person: &Person<'_>) -> Vec<Row> {
    let Some(profile) = person.record.customer.profile() else { return Vec::new() };
    let mut rows = Vec::new();
    for (course, facts) in &person.record.enrollments {
        let mut stays = facts
            .iter()
            .filter(|fact| matches!(fact.change, EnrollmentChange::Enrolled | EnrollmentChange::Unenrolled));
        let last = stays.next_back().filter(|fact| fact.change == EnrollmentChange::Unenrolled);
        let (Some(fact), Some(course)) = (last, person.catalogue.course(*course)) else { continue };
        rows.push(row![profile.email.as_typed(), course.code, fact.stamp.effective_at]);
    }
    rows
}

/// What was handed in, with the score given last: of a quiz every attempt that stands.
pub(super) fn scores(person: &Person<'_>) -> Vec<Row> {
    let Some(profile) = person.record.customer.profile() else { return Vec::new() };
    let kind = |course: CourseId, item: ItemId| {
        let course = person.catalogue.course(course);
        course?.items.iter().find(|known| known.id == item).map(|known| known.terms.kind)
    };
    let entries = person.transcript.items.iter().filter(|record| {
        let is_begun_only = matches!(record.result.status, ItemStatus::NotAttempted | ItemStatus::InProgress);
        !is_begun_only && kind(record.course, record.item) != Some(ItemKind::Quiz)
    });
    let entries = entries.filter_map(|record| {
        Some((record.course, record.item, record.result.submitted_at?, record.result.score))
    });
    let attempts = person.transcript.submissions.iter().filter(|held| held.removed.is_none());
    let attempts = attempts.map(|held| (held.course, held.item, held.submitted_at, held.score));
    let work: Vec<_> = entries.chain(attempts).collect();
    let last: BTreeMap<(ItemId, Instant), usize> =
        work.iter().enumerate().map(|(place, (_, item, at, _))| ((*item, *at), place)).collect();
    let places: BTreeSet<usize> = last.into_values().collect();
    let rows = places.into_iter().filter_map(|place| work.get(place));
    rows.map(|(course, item, at, score)| {
        let (item, course) = codes(person, *course, *item);
        row![profile.email.as_typed(), course, item, at, maybe(score.map(|score| score.points()))]
    })
    .collect()
}
