//! A generated file of scores for the learners of a roster, and importing it as the command line does.

use std::fmt::Write as _;

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_application::imports::{ImportFile, ImportOptions, NoProgress, import_scores};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::catalogue::{CourseEvent, ItemKind, ItemTerms};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CountingIds, ItemId};
use rollbook_domain::port::TenantStore;
use rollbook_domain::text::{Code, Title};

use crate::roster::{COURSES, Commas, Noon, now};

/// How many assignments each course has beside its quiz.
const ASSIGNMENTS: usize = 5;

/// How many scores there are for each row of the roster.
pub const SCORES_PER_ROW: usize = ASSIGNMENTS + 1;

/// Gives every course of the roster's catalogue its assignments, all of them required.
pub fn prepare(tenant: &dyn TenantStore, ids: &CountingIds) {
    let catalogue = block_on(tenant.catalogue()).unwrap();
    let mut commit = Commit::new(CommitId::next(ids), now(), Actor::administrator("bench", Channel::Library));
    for course in catalogue.courses() {
        commit.expect(StreamId::Course(course.id), course.revision);
        for number in 1..=ASSIGNMENTS {
            let code = Code::parse(&format!("{}-A{number}", course.code)).unwrap();
            let terms = ItemTerms {
                title: Title::parse("Assignment").unwrap(),
                kind: ItemKind::Assignment,
                is_required: true,
                weight: None,
                maximum_score: Some(100.into()),
                attempt_limit: None,
                opening: rollbook_domain::catalogue::ItemOpening::default(),
            };
            let event = CourseEvent::ItemAdded { item: ItemId::next(ids), code, terms: Box::new(terms) };
            commit.push(Event::Course(course.id, event), None);
        }
    }
    block_on(tenant.commit(commit)).unwrap();
}

/// The scores of a roster of so many rows: for each row one for every item of its course.
pub fn file(roster_rows: usize) -> String {
    let mut file = "Email,Course Code,Item Code,Date,Score\n".to_owned();
    for row in 0..roster_rows {
        let learner = row / 2;
        let course = (learner + (row % 2) * 7) % COURSES;
        for item in 0..SCORES_PER_ROW {
            let code = if item == 0 { format!("I{course}") } else { format!("C{course}-A{item}") };
            let score = (learner + item * 13) % 101;
            let _ = writeln!(
                file,
                "learner.{learner}@example.org,C{course},{code},2026-02-{:02},{score}",
                1 + item * 4
            );
        }
    }
    file
}

/// Imports the file into the tenant.
pub fn import(tenant: &dyn TenantStore, ids: &CountingIds, file: &str) {
    let actor = Actor::administrator("bench", Channel::Import);
    let desk = Desk { store: tenant, clock: &Noon, ids, actor };
    let file = ImportFile { bytes: file.as_bytes(), reader: &Commas, progress: &NoProgress };
    let report = block_on(import_scores(&desk, file, ImportOptions::default())).unwrap();
    assert!(report.applied, "{:?}", report.refused.first());
}
