//! The files that imports read, so that the person can be entered again elsewhere (GDPR-03).

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use rollbook_domain::access::{AccessGrant, Standing};
use rollbook_domain::catalogue::ItemKind;
use rollbook_domain::customer::Profile;
use rollbook_domain::enrollment::EnrollmentChange;
use rollbook_domain::group::Group;
use rollbook_domain::id::{CourseId, ItemId, SubmissionId};
use rollbook_domain::order::Order;
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{ItemRecord, ItemStatus, Score, Submission};

use super::learning::codes;
use crate::Failure;
use crate::privacy::person::Person;
use crate::privacy::row::{Row, maybe, row};

/// The columns of a roster for the person's custom fields.
pub(super) fn field_columns(person: &Person<'_>) -> Vec<String> {
    let profile = person.account.profile();
    let fields = profile.into_iter().flat_map(|profile| profile.fields.keys());
    fields.map(|name| format!("field:{name}")).collect()
}

/// A row for each group, so that a price reserved to one may be sold by a later row, and one for each sale.
pub(super) async fn roster(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(profile) = person.account.profile() else { return Ok(()) };
    let blank = || vec![String::new(); 6];
    let mut told = 0;
    let mut tell = |rows: Vec<Row>| {
        told += rows.len();
        sink(rows.into_iter().map(|cells| with_profile(profile, cells)).collect())
    };
    let groups = person.in_record(|part| {
        let groups = part.customer.memberships.iter().filter_map(|one| person.group(one.group));
        let of_group = |group: &Group| {
            let mut cells = blank();
            cells[0] = group.code.to_string();
            cells
        };
        tell(groups.map(of_group).collect())
    });
    groups.await?;
    for number in 0.. {
        let Some(part) = person.record_part(number).await? else { break };
        tell(sales(person, &part).await?)?;
    }
    if told == 0 {
        sink(vec![with_profile(profile, blank())])?;
    }
    Ok(())
}

/// What the person was given by orders, of which most stand in the same part.
async fn sales(person: &Person<'_>, part: &CustomerRecord) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for grant in part.grants.iter().filter(|grant| is_sold(grant)) {
        let id = grant.source.order;
        if let Some(order) = part.order(id) {
            rows.extend(sale(person, grant, order));
        } else {
            let found = person.desk.store.find_order(id).await?;
            rows.extend(found.and_then(|found| sale(person, grant, &found.order)));
        }
    }
    Ok(rows)
}

fn with_profile(profile: &Profile, cells: Row) -> Row {
    let mut row = row![profile.first_name.as_str(), profile.last_name.as_str(), profile.email.as_typed()];
    row.extend(cells);
    row.push(maybe(profile.code.as_ref()));
    row.extend(profile.fields.values().cloned());
    row
}

/// Whether the person was given it otherwise than by a seat, and still has it.
fn is_sold(grant: &AccessGrant) -> bool {
    let is_held = grant.standings.last().is_none_or(|change| change.standing == Standing::Held);
    is_held && grant.source.seat.is_none()
}

/// From the group to the end.
fn sale(person: &Person<'_>, grant: &AccessGrant, order: &Order) -> Option<Row> {
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
pub(super) async fn withdrawals(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(profile) = person.account.profile() else { return Ok(()) };
    let mut left: BTreeMap<CourseId, Option<Instant>> = BTreeMap::new();
    let known = person.in_record(|part| {
        for (course, facts) in &part.enrollments {
            for fact in facts {
                match fact.change {
                    EnrollmentChange::Enrolled => left.insert(*course, None),
                    EnrollmentChange::Unenrolled => left.insert(*course, Some(fact.stamp.effective_at)),
                    _ => continue,
                };
            }
        }
        Ok(())
    });
    known.await?;
    let rows = left.into_iter().filter_map(|(course, at)| {
        Some(row![profile.email.as_typed(), person.catalogue.course(course)?.code, at?])
    });
    sink(rows.collect())
}

/// Work that was handed in, with the score given last.
#[derive(Clone, Copy)]
struct Work {
    course: CourseId,
    item: ItemId,
    at: Instant,
    score: Option<Score>,
}

/// What was handed in, with the score given last: every attempt that stands, and of what has none the entries.
///
/// Of an item and a version only the work handed in last is held, until more is handed in. An entry about earlier work than
/// that is left out: no file has room for two scores of one work, and an import would leave the later work in any case.
pub(super) async fn scores(
    person: &Person<'_>,
    sink: &mut dyn FnMut(Vec<Row>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(profile) = person.account.profile() else { return Ok(()) };
    let told = |work: Work| {
        let (item, course) = codes(person, work.course, work.item);
        row![profile.email.as_typed(), course, item, work.at, maybe(work.score.map(|score| score.points()))]
    };
    let Attempted { items, by_hand } = attempted(person).await?;
    let mut last: BTreeMap<(ItemId, u32), Work> = BTreeMap::new();
    let entries = person.in_transcript(|part| {
        let mut rows = Vec::new();
        let has_attempts = |record: &ItemRecord| items.contains(&record.item) || is_of_quiz(person, record);
        for record in part.items.iter().filter(|record| !has_attempts(record)) {
            let Some(work) = work_of(record) else { continue };
            match last.get_mut(&(record.item, record.version)) {
                Some(before) if before.at < work.at => rows.push(told(mem::replace(before, work))),
                Some(before) if before.at == work.at => *before = work,
                Some(_) => {}
                None => drop(last.insert((record.item, record.version), work)),
            }
        }
        sink(rows)
    });
    entries.await?;
    sink(last.into_values().map(told).collect())?;
    let attempts = person.in_transcript(|part| {
        let standing = part.submissions.iter().filter(|held| held.removed.is_none());
        let counts = standing
            .filter(|held| by_hand.get(&(held.item, held.submitted_at)).is_none_or(|mark| *mark == held.id));
        let work = |held: &Submission| Work {
            course: held.course,
            item: held.item,
            at: held.submitted_at,
            score: held.score,
        };
        sink(counts.map(|held| told(work(held))).collect())
    });
    attempts.await
}

/// What there are attempts at.
#[derive(Default)]
struct Attempted {
    /// The items, of whatever kind they are by now.
    items: BTreeSet<ItemId>,
    /// The marks made by hand, which are few; one takes the place of an attempt at the very same instant.
    by_hand: BTreeMap<(ItemId, Instant), SubmissionId>,
}

async fn attempted(person: &Person<'_>) -> Result<Attempted, Failure> {
    let mut found = Attempted::default();
    let known = person.in_transcript(|part| {
        for held in part.submissions.iter().filter(|held| held.removed.is_none()) {
            found.items.insert(held.item);
            if held.is_synthetic {
                found.by_hand.insert((held.item, held.submitted_at), held.id);
            }
        }
        Ok(())
    });
    known.await?;
    Ok(found)
}

fn is_of_quiz(person: &Person<'_>, record: &ItemRecord) -> bool {
    let items = person.catalogue.course(record.course).map(|course| course.items.as_slice());
    let item = items.unwrap_or_default().iter().find(|known| known.id == record.item);
    item.is_some_and(|item| item.terms.kind == ItemKind::Quiz)
}

/// The work that an entry tells of, unless it was only begun.
fn work_of(record: &ItemRecord) -> Option<Work> {
    let result = &record.result;
    if matches!(result.status, ItemStatus::NotAttempted | ItemStatus::InProgress) {
        return None;
    }
    Some(Work { course: record.course, item: record.item, at: result.submitted_at?, score: result.score })
}
