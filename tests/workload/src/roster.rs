//! A generated roster, and importing it as the command line does.

use std::fmt::Write as _;

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_application::imports::{ImportFile, ImportOptions, NoProgress, RosterImport, import_roster};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::catalogue::{
    Anchor, CourseEvent, ItemKind, ItemTerms, PriceEvent, PriceTerms, ProductEvent, SeatPolicy,
};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::{CommitId, CountingIds, CourseId, GroupId, ItemId, PriceId, ProductId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::plan::roster::{RosterMails, RosterOptions};
use rollbook_domain::port::{Clock, ClosedVault, PasswordHasher, PasswordHasherError, TenantStore};
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::settings::{Settings, TenantEvent};
use rollbook_domain::stamp::Revision;
use rollbook_domain::table::{ColumnName, Row, Table, TableError, TableLimits, TableReader};
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::{AccessDuration, Instant};

/// How many courses there are, each with a product and a price.
pub const COURSES: usize = 20;

/// The instant at which everything is imported.
pub fn now() -> Instant {
    Instant::parse("2026-03-01T12:00:00Z").unwrap()
}

/// A clock that stands still at [`now`].
pub struct Noon;

impl Clock for Noon {
    fn now(&self) -> Instant {
        now()
    }
}

/// Hashes nothing, since no row of the roster has a password.
pub struct NoHasher;

impl PasswordHasher for NoHasher {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        passwords.iter().map(|_| Err(PasswordHasherError("no row has a password".to_owned()))).collect()
    }
}

/// Splits at commas; the generated file has no quotes.
pub struct Commas;

impl TableReader for Commas {
    fn read(&self, bytes: &[u8], _limits: &TableLimits) -> Result<Table, Vec<TableError>> {
        let mut lines = std::str::from_utf8(bytes).unwrap_or_default().lines();
        let header = lines.next().unwrap_or_default().split(',').map(ColumnName::new).collect();
        let rows = (2..).zip(lines).map(|(line, text)| Row::new(line, text.split(','))).collect();
        Ok(Table { header, rows })
    }
}

/// A file of so many rows: every learner has two, one for each of two courses.
pub fn file(rows: usize) -> String {
    let mut file = "First Name,Last Name,Email,Group ID,Price ID,Order Date\n".to_owned();
    for row in 0..rows {
        let learner = row / 2;
        let course = (learner + (row % 2) * 7) % COURSES;
        let _ = writeln!(
            file,
            "Given{learner},Family{},learner.{learner}@example.org,G{},C{course},2026-01-{:02}",
            learner % 977,
            learner % 10,
            1 + learner % 28
        );
    }
    file
}

/// Gives an empty tenant its settings and the catalogue that the roster names.
pub fn prepare(tenant: &dyn TenantStore) -> CountingIds {
    let ids = CountingIds::starting_at(0x0199_0000_0000);
    block_on(tenant.commit(catalogue(&ids))).unwrap();
    ids
}

/// Imports the file into the tenant.
pub fn import(tenant: &dyn TenantStore, ids: &CountingIds, file: &str) {
    let actor = Actor::administrator("bench", Channel::Import);
    let desk = Desk { store: tenant, clock: &Noon, ids, actor };
    let file = ImportFile { bytes: file.as_bytes(), reader: &Commas, progress: &NoProgress };
    let vault = ClosedVault::new("nobody is welcomed");
    let (meaning, mails) = (RosterOptions::default(), RosterMails::default());
    let roster = RosterImport { meaning, mails, hasher: &NoHasher, vault: &vault };
    let report = block_on(import_roster(&desk, file, roster, ImportOptions::default())).unwrap();
    assert!(report.applied, "{:?}", report.refused.first());
}

fn catalogue(ids: &CountingIds) -> Commit {
    let actor = Actor::administrator("bench", Channel::Library);
    let mut commit = Commit::new(CommitId::next(ids), now(), actor);
    let mut add = |stream: StreamId, events: Vec<Event>| {
        commit.expect(stream, Revision::NONE);
        for event in events {
            commit.push(event, None);
        }
    };
    let settings = Settings { import_max_rows: 10_000_000, guard_threshold: u32::MAX, ..Settings::initial() };
    add(StreamId::Tenant, vec![Event::Tenant(TenantEvent::TenantAdded { settings: Box::new(settings) })]);
    for number in 0..10 {
        let (id, code) = (GroupId::next(ids), Code::parse(&format!("G{number}")).unwrap());
        let added = GroupEvent::GroupAdded { code, name: title("Group"), is_inherited: false };
        add(StreamId::Group(id), vec![Event::Group(id, added)]);
    }
    for number in 0..COURSES {
        let (course, product, price) = (CourseId::next(ids), ProductId::next(ids), PriceId::next(ids));
        let code = Code::parse(&format!("C{number}")).unwrap();
        let added = CourseEvent::CourseAdded { code: code.clone(), title: title("Course") };
        let item_code = Code::parse(&format!("I{number}")).unwrap();
        let item = CourseEvent::ItemAdded {
            item: ItemId::next(ids),
            code: item_code,
            terms: Box::new(item_terms()),
        };
        add(StreamId::Course(course), vec![Event::Course(course, added), Event::Course(course, item)]);
        let added =
            ProductEvent::ProductAdded { code: code.clone(), title: title("Product"), courses: vec![course] };
        add(StreamId::Product(product), vec![Event::Product(product, added)]);
        let added = PriceEvent::PriceAdded { code, product, terms: Box::new(price_terms()) };
        add(StreamId::Price(price), vec![Event::Price(price, added)]);
    }
    commit
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn item_terms() -> ItemTerms {
    ItemTerms {
        title: title("Item"),
        kind: ItemKind::Quiz,
        is_required: true,
        weight: None,
        maximum_score: None,
        attempt_limit: Some(3),
        opening: rollbook_domain::catalogue::ItemOpening::default(),
    }
}

fn price_terms() -> PriceTerms {
    PriceTerms {
        title: title("One year"),
        unit_price: Money::zero(Currency::USD),
        duration: AccessDuration::parse("12 months").unwrap(),
        anchor: Anchor::OrderDate,
        makes_registration_codes: false,
        seats: SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    }
}
