//! The report on organizations over a large store, beside plain SQL that gives the same rows.

use std::collections::BTreeSet;
use std::path::Path;

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_application::report::{LearnerFilter, LearnerLine, LearnerReport, Whose};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CountingIds, OrganizationId};
use rollbook_domain::organization::OrganizationEvent;
use rollbook_domain::port::{CustomerQuery, CustomerSummary, PageRequest, TenantStore};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Title};
use rollbook_domain::transcript::{ItemResult, ItemStatus, RecordedBy, TranscriptEvent};
use rollbook_sqlite::SqliteOptions;
use rollbook_workload::machine::{median, peak_mib, seconds};
use rollbook_workload::roster::{self, Noon};
use rusqlite::{Connection, OpenFlags, params};

use crate::tenant_in;

const ORGANIZATIONS: usize = 50;
const ROUNDS: usize = 5;

/// Every learner in one product for each course, so that an enrollment is a grant, and its state follows from the window.
const PLAIN: &str = "SELECT o.code, p.email, p.first_name, p.last_name, c.code, \
        CASE WHEN g.starts_at > ?1 THEN 'scheduled' WHEN g.ends_at <= ?1 THEN 'expired' ELSE 'enrolled' END, \
        g.effective_at, g.ends_at, \
        (SELECT m.completed_at FROM course_marks m WHERE m.tenant_no = t.tenant_no \
            AND m.customer_id = t.customer_id AND m.course_id = c.id ORDER BY m.position DESC LIMIT 1), \
        (SELECT max(r.effective_at) FROM item_records r WHERE r.tenant_no = t.tenant_no \
            AND r.customer_id = t.customer_id AND r.course_id = c.id) \
    FROM organizations o \
    JOIN customer_ties t ON t.tenant_no = o.tenant_no AND t.organization_id = o.id AND t.kind = 'member' \
    JOIN customer_profiles p ON p.tenant_no = t.tenant_no AND p.customer_id = t.customer_id \
    JOIN grants g ON g.tenant_no = t.tenant_no AND g.customer_id = t.customer_id \
    JOIN product_courses pc ON pc.tenant_no = g.tenant_no AND pc.product_id = g.product_id \
    JOIN courses c ON c.tenant_no = pc.tenant_no AND c.id = pc.course_id \
    WHERE o.tenant_no = 1 ORDER BY o.code_key, t.customer_id, c.code_key";

/// Prints the table.
pub(crate) fn report(sizes: &[usize]) {
    println!("| enrollments | report | peak memory | plain SQL | ratio |");
    println!("| ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rollbook.db");
        let tenant = tenant_in(&path, &SqliteOptions::default());
        let ids = roster::prepare(&*tenant);
        roster::import(&*tenant, &ids, &roster::file(*size));
        fill(&*tenant, &ids);
        let desk = Desk { store: &*tenant, clock: &Noon, ids: &ids, actor: actor() };
        let raw = open(&path);
        let (mut rounds, mut seen) = (Vec::new(), BTreeSet::new());
        for _ in 0..ROUNDS {
            let (rows, ours) = seconds(|| read(&desk));
            let (same, plain) = seconds(|| plain(&raw));
            seen.extend([rows, same]);
            rounds.push((ours, plain));
        }
        assert_eq!(seen, BTreeSet::from([(*size, seen.first().unwrap().1)]), "rows and those completed");
        println!(
            "| {size} | {:.2} s | {:.0} MiB | {:.2} s | {:.2} |",
            median(rounds.iter().map(|(ours, _)| *ours).collect()),
            peak_mib(),
            median(rounds.iter().map(|(_, plain)| *plain).collect()),
            median(rounds.iter().map(|(ours, plain)| ours / plain).collect()),
        );
    }
}

fn actor() -> Actor {
    Actor::administrator("bench", Channel::Library)
}

/// How many lines there are and how many of them are completed.
type Seen = (usize, usize);

fn read(desk: &Desk<'_>) -> Seen {
    let filter =
        LearnerFilter { whose: Whose::Organization(None), course: None, state: None, at: roster::now() };
    let report = block_on(LearnerReport::open(desk, &filter)).unwrap();
    let mut seen = (0, 0);
    let take = |line: LearnerLine| {
        seen = (seen.0 + 1, seen.1 + usize::from(line.learning.completed_at.is_some()));
    };
    block_on(report.each(take)).unwrap();
    seen
}

fn plain(raw: &Connection) -> Seen {
    let now = roster::now().as_micros();
    let mut statement = raw.prepare_cached(PLAIN).unwrap();
    let mut rows = statement.query(params![now]).unwrap();
    let mut seen = (0, 0);
    while let Some(row) = rows.next().unwrap() {
        for column in 0..6 {
            let _: String = row.get(column).unwrap();
        }
        let (_, _): (i64, Option<i64>) = (row.get(6).unwrap(), row.get(7).unwrap());
        let (completed_at, _): (Option<i64>, Option<i64>) = (row.get(8).unwrap(), row.get(9).unwrap());
        seen = (seen.0 + 1, seen.1 + usize::from(completed_at.is_some()));
    }
    seen
}

fn open(path: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).unwrap()
}

/// Puts everybody into one of the organizations, and gives every second one a completed course.
fn fill(tenant: &dyn TenantStore, ids: &CountingIds) {
    let catalogue = block_on(tenant.catalogue()).unwrap();
    let people =
        block_on(tenant.list_customers(&CustomerQuery::default(), &PageRequest::everything())).unwrap().items;
    let mut commit = Commit::new(CommitId::next(ids), roster::now(), actor());
    let organizations: Vec<OrganizationId> = (0..ORGANIZATIONS)
        .map(|number| {
            let id = OrganizationId::next(ids);
            let (code, title) = (format!("O{number}"), format!("Organization {number}"));
            let (code, title) = (Code::parse(&code).unwrap(), Title::parse(&title).unwrap());
            let added = OrganizationEvent::OrganizationAdded { code, title, parent: None };
            commit.expect(StreamId::Organization(id), Revision::NONE);
            commit.push(Event::Organization(id, added), None);
            id
        })
        .collect();
    for (number, person) in people.iter().enumerate() {
        let organization = organizations[number % ORGANIZATIONS];
        let joined = CustomerEvent::OrganizationJoined { organization };
        commit.expect(StreamId::Customer(person.id), person.revision);
        commit.push(Event::Customer(person.id, joined.into()), None);
        if number % 2 == 0 {
            complete(&mut commit, &catalogue, person);
        }
    }
    block_on(tenant.commit(commit)).unwrap();
}

/// The first course that the learner's row of the roster names, item and all.
fn complete(commit: &mut Commit, catalogue: &Catalogue, person: &CustomerSummary) {
    let email = person.profile.as_ref().unwrap().reveal().email.as_typed();
    let number: usize = email.split(['.', '@']).nth(1).unwrap().parse().unwrap();
    let code = Code::parse(&format!("C{}", number % roster::COURSES)).unwrap();
    let course = catalogue.courses().iter().find(|course| course.code == code).unwrap();
    let (item, version, course) = (course.items[0].id, 1, course.id);
    let result =
        ItemResult { status: ItemStatus::Completed, ..ItemResult::not_attempted(RecordedBy::Learner) };
    commit.expect(StreamId::Transcript(person.id), Revision::NONE);
    for event in [
        TranscriptEvent::ItemRecorded { item, course, version, result },
        TranscriptEvent::CourseCompleted { course, version, completed_at: roster::now() },
    ] {
        commit.push(Event::Transcript(person.id, event), None);
    }
}
