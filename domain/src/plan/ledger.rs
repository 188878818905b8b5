//! A ledger small enough for tests: it plans files against what it holds, and folds what the plans would write.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use super::courses::CoursesPlan;
use super::groups::GroupsPlan;
use super::items::ItemsPlan;
use super::prices::PricesPlan;
use super::roster::{RosterFacts, RosterOptions, RosterPlan};
use super::scores::{ScoreFacts, ScoresPlan};
use super::withdrawals::{KnownEnrollment, WithdrawalFacts, WithdrawalsPlan};
use super::{
    Changes, Context, KnownAccount, courses, fingerprint, groups, items, prices, roster, scores, withdrawals,
};
use crate::catalogue::quiz::{ItemQuiz, QuizEdition};
use crate::catalogue::{Catalogue, Course, Price, Product};
use crate::customer::{CustomerEvent, Status, StatusWord};
use crate::email::EmailAddress;
use crate::group::Group;
use crate::id::{CountingIds, CustomerId, ItemId};
use crate::import_log::ImportKind;
use crate::record::{CustomerRecord, RecordEvent};
use crate::settings::Settings;
use crate::stamp::{Revision, Stamp};
use crate::table::{ColumnName, Row, Table};
use crate::time::Instant;
use crate::transcript::Transcript;

/// A tenant in Berlin at noon of 1 March 2026, with dollars.
///
/// It has the groups `blue` and `red`, and the courses `ALGEBRA` (2026) and `HISTORY` (spring 2025), each with product
/// and price of its code; also the prices `MONTH` (30 days) and `EVER` of `ALGEBRA`.
pub(crate) struct Ledger {
    pub(crate) settings: Settings,
    pub(crate) now: Instant,
    pub(crate) groups: Vec<Group>,
    pub(crate) products: Vec<Product>,
    pub(crate) prices: Vec<Price>,
    pub(crate) courses: Vec<Course>,
    pub(crate) records: BTreeMap<CustomerId, CustomerRecord>,
    pub(crate) transcripts: BTreeMap<CustomerId, Transcript>,
    pub(crate) quizzes: HashMap<ItemId, ItemQuiz>,
    ids: CountingIds,
}

/// Takes a table from text: lines of cells with commas, the header first.
pub(crate) fn table(text: &str) -> Table {
    let mut lines = text.lines().map(str::trim);
    let header = lines.next().unwrap().split(',').map(ColumnName::new).collect();
    let rows = lines.zip(2..).map(|(line, number)| Row::new(number, line.split(','))).collect();
    Table { header, rows }
}

pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

impl Ledger {
    pub(crate) fn empty() -> Self {
        let mut settings = Settings::initial();
        settings.time_zone = crate::time::Zone::parse("Europe/Berlin").unwrap();
        Self {
            settings,
            now: at("2026-03-01T11:00:00Z"),
            groups: Vec::new(),
            products: Vec::new(),
            prices: Vec::new(),
            courses: Vec::new(),
            records: BTreeMap::new(),
            transcripts: BTreeMap::new(),
            quizzes: HashMap::new(),
            ids: CountingIds::starting_at(1),
        }
    }

    pub(crate) fn filled() -> Self {
        let mut ledger = Self::empty();
        ledger.apply_groups("Group Code,Name\nblue,Blue\nred,Red");
        ledger.apply_courses(
            "Course Code,Title,Start Date,End Date\n\
             ALGEBRA,Algebra,2026-01-01,2026-12-31\n\
             HISTORY,History,2025-03-01,2025-06-30",
        );
        ledger.apply_prices(
            "Price Code,Product Code,Unit Price,Duration\nMONTH,ALGEBRA,49,30 days\nEVER,ALGEBRA,199,unlimited",
        );
        ledger
    }

    pub(crate) fn context(&self, kind: ImportKind) -> Context<'_> {
        let fingerprint = fingerprint(kind, RosterOptions::default(), b"file");
        Context { fingerprint, settings: &self.settings, now: self.now, ids: &self.ids }
    }

    pub(crate) fn catalogue(&self) -> Catalogue {
        Catalogue::new(self.products.clone(), self.prices.clone(), self.courses.clone())
    }

    pub(crate) fn plan_groups(&self, text: &str) -> GroupsPlan {
        groups::plan(&table(text), &self.groups, &self.context(ImportKind::Groups))
    }

    pub(crate) fn plan_courses(&self, text: &str) -> CoursesPlan {
        courses::plan(&table(text), &self.catalogue(), &self.context(ImportKind::Courses))
    }

    pub(crate) fn plan_items(&self, text: &str) -> ItemsPlan {
        items::plan(&table(text), &self.catalogue(), &self.context(ImportKind::Items))
    }

    pub(crate) fn plan_prices(&self, text: &str) -> PricesPlan {
        prices::plan(&table(text), &self.catalogue(), &self.context(ImportKind::Prices))
    }

    pub(crate) fn plan_roster(&self, text: &str) -> RosterPlan {
        self.plan_roster_with(text, RosterOptions::default())
    }

    pub(crate) fn plan_roster_with(&self, text: &str, options: RosterOptions) -> RosterPlan {
        let (catalogue, known) = (self.catalogue(), self.known());
        let facts = RosterFacts { catalogue: &catalogue, groups: &self.groups, known: &known };
        roster::plan(&table(text), &facts, options, &self.context(ImportKind::Roster))
    }

    pub(crate) fn plan_withdrawals(&self, text: &str) -> WithdrawalsPlan {
        let (catalogue, known) = (self.catalogue(), self.known());
        let mut enrollments = HashMap::new();
        for record in self.records.values() {
            for course in catalogue.courses() {
                let grants = record.grants_for(course.id, &catalogue);
                let facts = record.enrollment(course.id).to_vec();
                enrollments.insert((record.customer.id, course.id), KnownEnrollment { grants, facts });
            }
        }
        let facts = WithdrawalFacts { catalogue: &catalogue, known: &known, enrollments };
        withdrawals::plan(&table(text), facts, &self.context(ImportKind::Withdrawals))
    }

    pub(crate) fn plan_scores(&self, text: &str) -> ScoresPlan {
        let (catalogue, known) = (self.catalogue(), self.known());
        let mut enrollments = HashMap::new();
        for (id, record) in &self.records {
            for course in catalogue.courses() {
                let (grants, facts) =
                    (record.grants_for(course.id, &catalogue), record.enrollment(course.id).to_vec());
                enrollments.insert((*id, course.id), KnownEnrollment { grants, facts });
            }
        }
        let transcripts = self.transcripts.clone().into_iter().collect();
        let quizzes = self.quizzes.clone();
        let facts = ScoreFacts { catalogue: &catalogue, known: &known, enrollments, transcripts, quizzes };
        scores::plan(&table(text), facts, &self.context(ImportKind::Scores))
    }

    /// Gives the quiz of that code its questions, of which each is worth a point, and half of them are enough.
    pub(crate) fn ask(&mut self, code: &str, questions: u32) {
        let item = self.catalogue().item_by_code(code).unwrap().id;
        let question = |number: u32| {
            format!(r#"{{"id": "q{number}", "text": "?", "kind": "true_false", "correct": ["true"]}}"#)
        };
        let questions: Vec<String> = (0..questions).map(question).collect();
        let text = format!(r#"{{"pass_mark": 50, "questions": [{}]}}"#, questions.join(","));
        let quiz = serde_json::from_str(&text).unwrap();
        let edition = QuizEdition { number: 1, since_version: 1, defined_at: self.now, quiz };
        self.quizzes.insert(item, ItemQuiz { item, editions: vec![edition] });
    }

    pub(crate) fn apply_scores(&mut self, text: &str) {
        let plan = self.plan_scores(text);
        assert_eq!(plan.findings.refused, [], "{text}");
        for (id, revision) in &plan.changes.transcripts.expected {
            let held = self.transcripts.get(id).map_or(Revision::NONE, |transcript| transcript.revision);
            assert_eq!(held, *revision, "the plan rests on what is there");
        }
        let effective: Vec<Instant> =
            plan.changes.transcripts.events.iter().map(|planned| planned.effective_at).collect();
        let events = numbered(plan.changes.transcripts);
        for ((id, position, event), effective_at) in events.into_iter().zip(effective) {
            let actor = "tester".into();
            let stamp = Stamp { position, effective_at, recorded_at: self.now, actor, note: None };
            let transcript = self.transcripts.entry(id).or_insert_with(|| Transcript::empty(id));
            transcript.apply(&event, &stamp);
        }
    }

    pub(crate) fn transcript(&self, email: &str) -> &Transcript {
        &self.transcripts[&self.record(email).customer.id]
    }

    pub(crate) fn apply_groups(&mut self, text: &str) {
        let plan = self.plan_groups(text);
        assert_eq!(plan.findings.refused, [], "{text}");
        for (id, revision, event) in numbered(plan.changes) {
            match self.groups.iter_mut().find(|group| group.id == id) {
                Some(group) => group.apply(&event, revision),
                None => self.groups.push(Group::from_first(id, &event).unwrap()),
            }
        }
    }

    pub(crate) fn apply_courses(&mut self, text: &str) {
        let plan = self.plan_courses(text);
        assert_eq!(plan.findings.refused, [], "{text}");
        for (id, revision, event) in numbered(plan.changes.courses) {
            match self.courses.iter_mut().find(|course| course.id == id) {
                Some(course) => course.apply(&event, revision, self.now),
                None => self.courses.push(Course::from_first(id, &event, self.now).unwrap()),
            }
        }
        for (id, revision, event) in numbered(plan.changes.products) {
            match self.products.iter_mut().find(|product| product.id == id) {
                Some(product) => product.apply(&event, revision),
                None => self.products.push(Product::from_first(id, &event).unwrap()),
            }
        }
        self.fold_prices(plan.changes.prices);
    }

    pub(crate) fn apply_items(&mut self, text: &str) {
        let plan = self.plan_items(text);
        assert_eq!(plan.findings.refused, [], "{text}");
        for (id, revision, event) in numbered(plan.changes) {
            self.courses.iter_mut().find(|course| course.id == id).unwrap().apply(&event, revision, self.now);
        }
    }

    pub(crate) fn apply_prices(&mut self, text: &str) {
        let plan = self.plan_prices(text);
        assert_eq!(plan.findings.refused, [], "{text}");
        self.fold_prices(plan.changes);
    }

    fn fold_prices(&mut self, changes: Changes<crate::id::PriceId, crate::catalogue::PriceEvent>) {
        for (id, revision, event) in numbered(changes) {
            match self.prices.iter_mut().find(|price| price.id == id) {
                Some(price) => price.apply(&event, revision),
                None => self.prices.push(Price::from_first(id, &event).unwrap()),
            }
        }
    }

    /// Plans a roster, checks that nothing is refused, and writes it.
    pub(crate) fn apply_roster(&mut self, text: &str) {
        let plan = self.plan_roster(text);
        assert_eq!(plan.findings.refused, [], "{text}");
        self.fold(plan.changes.customers);
    }

    pub(crate) fn apply_withdrawals(&mut self, text: &str) {
        let plan = self.plan_withdrawals(text);
        assert_eq!(plan.findings.refused, [], "{text}");
        self.fold(plan.changes);
    }

    /// Writes events to customers, as a store would.
    pub(crate) fn fold(&mut self, changes: Changes<CustomerId, RecordEvent>) {
        for (id, revision) in &changes.expected {
            let held = self.records.get(id).map_or(Revision::NONE, |record| record.revision);
            assert_eq!(held, *revision, "the plan rests on what is there");
        }
        let effective: Vec<Instant> = changes.events.iter().map(|planned| planned.effective_at).collect();
        for ((id, position, event), effective_at) in numbered(changes).into_iter().zip(effective) {
            let actor = "tester".into();
            let stamp = Stamp { position, effective_at, recorded_at: self.now, actor, note: None };
            match self.records.get_mut(&id) {
                Some(record) => record.apply(&event, &stamp),
                None => {
                    self.records.insert(id, CustomerRecord::from_first(id, &event, &stamp).unwrap());
                }
            }
        }
    }

    pub(crate) fn set_status(&mut self, email: &str, status: Status) {
        let (id, revision) = (self.record(email).customer.id, self.record(email).revision);
        let mut changes = Changes::default();
        changes.add(id, revision, vec![CustomerEvent::StatusChanged { status }.into()], self.now);
        self.fold(changes);
    }

    pub(crate) fn record(&self, email: &str) -> &CustomerRecord {
        let email = EmailAddress::parse(email).unwrap();
        let is_wanted = |record: &&CustomerRecord| {
            record.customer.profile().is_some_and(|profile| profile.email == email)
        };
        self.records.values().find(is_wanted).unwrap()
    }

    pub(crate) fn price_mut(&mut self, code: &str) -> &mut Price {
        self.prices.iter_mut().find(|price| price.code.as_str() == code).unwrap()
    }

    fn known(&self) -> Vec<KnownAccount> {
        let account = |record: &CustomerRecord| {
            let (customer, profile) = (&record.customer, record.customer.profile()?);
            let last = customer.statuses.last();
            Some(KnownAccount {
                id: customer.id,
                email: profile.email.key(),
                code: profile.code.clone(),
                status: last.map_or(StatusWord::Active, |change| change.status.word()),
                groups: customer.memberships.iter().map(|membership| membership.group).collect(),
                revision: record.revision,
            })
        };
        self.records.values().filter_map(account).collect()
    }
}

/// Gives every event its place in its stream, and makes sure that every stream is expected, once.
fn numbered<I, E>(changes: Changes<I, E>) -> Vec<(I, Revision, E)>
where
    I: Copy + Ord + Debug,
{
    let mut reached = BTreeMap::new();
    for (id, revision) in changes.expected {
        assert_eq!(reached.insert(id, revision), None, "{id:?} is expected twice");
    }
    let mut events = Vec::new();
    for planned in changes.events {
        let revision = reached.get_mut(&planned.id).expect("an expected stream");
        *revision = revision.next();
        events.push((planned.id, *revision, planned.event));
    }
    events
}
