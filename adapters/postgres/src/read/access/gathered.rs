//! The facts, put together from the rows of the statement.

use std::collections::HashMap;

use rollbook_domain::access::{AccessGrant, GrantOrigin, GrantSource, StandingChange, WindowEdit};
use rollbook_domain::actor::Actor;
use rollbook_domain::customer::StatusChange;
use rollbook_domain::enrollment::EnrollmentFact;
use rollbook_domain::id::{CourseId, ProductId};
use rollbook_domain::port::{AccessLookup, SubjectKey};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::{Code, Note};
use rollbook_domain::verdict::{AccessFacts, AccountFacts, AttemptFacts, CourseFacts, Subject, SubjectKind};
use uuid::Uuid;

use crate::facts::{Written, read_status, read_window};
use crate::failure::Outcome;
use crate::read::customer::read_password;
use crate::row::{Cells, StoredId};

/// What was read so far; rows come in any order.
#[derive(Default)]
pub(crate) struct Gathered {
    account: Option<AccountFacts>,
    subject: Option<(Uuid, Code, Option<u32>)>,
    /// Each with its place.
    courses: Vec<(u32, CourseId)>,
    products: Vec<(ProductId, Code)>,
    statuses: Vec<StatusChange>,
    grants: Vec<AccessGrant>,
    /// Each with the place of its grant.
    standings: Vec<(u64, StandingChange)>,
    edits: Vec<(u64, WindowEdit)>,
    enrollment: Vec<(CourseId, EnrollmentFact)>,
    notes: HashMap<Revision, Note>,
}

/// The cells between the word and the numbers.
const TEXT_AND_IDS: usize = 5;

impl Gathered {
    pub(super) fn take(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        match cells.text("part")? {
            "account" => {
                cells.turn_to("customers");
                cells.skip(2);
                let customer = cells.id("id")?;
                cells.skip(3);
                let password = read_password(cells)?;
                let erased_at = cells.optional_instant("erased_at")?;
                self.account = Some(AccountFacts { customer, erased_at, statuses: Vec::new(), password });
            }
            "subject" => {
                cells.turn_to("items");
                let code = cells.parsed("code", Code::parse)?;
                cells.skip(1);
                let id = cells.uuid("id")?;
                cells.skip(3);
                self.subject = Some((id, code, cells.optional_small("attempt_limit")?));
            }
            "course" => {
                cells.turn_to("product_courses");
                cells.skip(2);
                let course = cells.id("course_id")?;
                cells.skip(3);
                self.courses.push((cells.small("number")?, course));
            }
            "product" => {
                cells.turn_to("products");
                let code = cells.parsed("code", Code::parse)?;
                cells.skip(1);
                self.products.push((cells.id("id")?, code));
            }
            "note" => {
                cells.turn_to("event_notes");
                cells.skip(1);
                let note = cells.parsed("note", Note::parse)?;
                cells.skip(4 + 5);
                self.notes.insert(Revision::new(cells.count("position")?), note);
            }
            "status" => {
                cells.turn_to("customer_statuses");
                let status = read_status(cells)?;
                cells.skip(4 + 5);
                self.statuses.push(StatusChange { status, stamp: stamp(cells)? });
            }
            "grant" => {
                cells.turn_to("grants");
                self.grants.push(grant(cells)?);
            }
            "standing" => {
                cells.turn_to("grant_standings");
                let standing = cells.word("standing")?;
                cells.skip(TEXT_AND_IDS);
                let grant_position = cells.count("grant_position")?;
                cells.skip(4);
                self.standings.push((grant_position, StandingChange { standing, stamp: stamp(cells)? }));
            }
            "edit" => {
                cells.turn_to("window_edits");
                cells.skip(1 + TEXT_AND_IDS);
                let grant_position = cells.count("grant_position")?;
                let old = read_window(cells, "old_starts_at", "old_ends_at")?;
                let new = read_window(cells, "new_starts_at", "new_ends_at")?;
                self.edits.push((grant_position, WindowEdit { old, new, stamp: stamp(cells)? }));
            }
            "enrollment" => {
                cells.turn_to("enrollment_facts");
                let word = cells.text("change")?;
                let number = cells.optional_parsed("number", Code::parse)?;
                let course = cells.id("course_id")?;
                let sales_order = cells.optional_id("sales_order_id")?;
                cells.skip(2);
                let ends_at = cells.optional_instant("ends_at")?;
                let contract_ends_at = cells.optional_instant("contract_ends_at")?;
                let change =
                    Written { word, ends_at, sales_order, number, contract_ends_at }.change(cells)?;
                cells.skip(3);
                self.enrollment.push((course, EnrollmentFact { change, stamp: stamp(cells)? }));
            }
            other => return Err(cells.corrupt("part", format_args!("`{other}` is no part of the facts"))),
        }
        Ok(())
    }

    /// Takes a row of the usual statement; true when the customer has facts that it does not read.
    pub(super) fn take_usual(&mut self, cells: &mut Cells<'_>) -> Outcome<bool> {
        cells.turn_to("customers");
        if self.account.is_none() {
            let customer = cells.id("id")?;
            let password = read_password(cells)?;
            let erased_at = cells.optional_instant("erased_at")?;
            self.account = Some(AccountFacts { customer, erased_at, statuses: Vec::new(), password });
        } else {
            cells.skip(5);
        }
        let has_more = cells.integer("kept")? != 0;
        cells.turn_to("items");
        if cells.is_null()? {
            return Ok(has_more);
        }
        if self.subject.is_none() {
            let (id, code) = (cells.uuid("id")?, cells.parsed("code", Code::parse)?);
            self.subject = Some((id, code, cells.optional_small("attempt_limit")?));
            self.courses.push((1, cells.id("course_id")?));
        } else {
            cells.skip(4);
        }
        cells.turn_to("products");
        if cells.is_null()? {
            return Ok(has_more);
        }
        let product = cells.id("id")?;
        self.products.push((product, cells.parsed("code", Code::parse)?));
        cells.turn_to("grants");
        if !cells.is_null()? {
            self.grants.push(usual_grant(cells, product)?);
        }
        Ok(has_more)
    }

    /// What became of the question.
    pub(super) fn lookup(mut self, key: &SubjectKey) -> AccessLookup {
        let Some(mut account) = self.account.take() else { return AccessLookup::NoCustomer };
        let Some((id, code, attempt_limit)) = self.subject.take() else { return AccessLookup::NoSubject };
        let kind = match key {
            SubjectKey::ItemId(_) | SubjectKey::ItemCode(_) => SubjectKind::Item(StoredId::from_stored(id)),
            SubjectKey::CourseId(_) | SubjectKey::CourseCode(_) => {
                SubjectKind::Course(StoredId::from_stored(id))
            }
            SubjectKey::ProductId(_) | SubjectKey::ProductCode(_) => {
                SubjectKind::Product(StoredId::from_stored(id))
            }
        };
        self.annotate();
        self.sort();
        account.statuses = self.statuses;
        let courses = course_facts(&self.courses, self.grants, &self.enrollment);
        let subject = Subject { kind, code, attempt_limit };
        let facts = AccessFacts {
            account,
            subject,
            courses,
            products: self.products,
            attempts: AttemptFacts::default(),
        };
        AccessLookup::Found(Box::new(facts))
    }

    /// Puts the notes where they belong.
    fn annotate(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let stamps = (self.statuses.iter_mut().map(|change| &mut change.stamp))
            .chain(self.grants.iter_mut().map(|grant| &mut grant.stamp))
            .chain(self.standings.iter_mut().map(|(_, change)| &mut change.stamp))
            .chain(self.edits.iter_mut().map(|(_, edit)| &mut edit.stamp))
            .chain(self.enrollment.iter_mut().map(|(_, fact)| &mut fact.stamp));
        for stamp in stamps {
            stamp.note = self.notes.get(&stamp.position).cloned();
        }
    }

    /// Puts all parts into their order, and what became of the grants to them.
    fn sort(&mut self) {
        self.courses.sort_unstable_by_key(|(number, _)| *number);
        if self.products.len() > 1 {
            self.products.sort_by_cached_key(|(_, code)| code.folded());
            self.products.dedup_by_key(|(id, _)| *id);
        }
        self.statuses.sort_unstable_by_key(|change| change.stamp.position);
        self.enrollment.sort_unstable_by_key(|(_, fact)| fact.stamp.position);
        self.standings.sort_unstable_by_key(|(_, change)| change.stamp.position);
        self.edits.sort_unstable_by_key(|(_, edit)| edit.stamp.position);
        self.grants.sort_unstable_by_key(|grant| grant.stamp.position);
        // A product that opens the course twice over brings its grants twice.
        self.grants.dedup_by_key(|grant| grant.stamp.position);
        for (grant_position, change) in self.standings.drain(..) {
            if let Some(grant) = find(&mut self.grants, grant_position) {
                grant.standings.push(change);
            }
        }
        for (grant_position, edit) in self.edits.drain(..) {
            if let Some(grant) = find(&mut self.grants, grant_position) {
                grant.edits.push(edit);
            }
        }
    }
}

fn find(grants: &mut [AccessGrant], position: u64) -> Option<&mut AccessGrant> {
    let place = grants.binary_search_by_key(&position, |grant| grant.stamp.position.get());
    place.ok().map(|place| &mut grants[place])
}

/// Reads a grant of the whole statement.
fn grant(cells: &Cells<'_>) -> Outcome<AccessGrant> {
    let origin = cells.word("origin")?;
    let from_first_launch = cells.optional_json("from_first_launch")?;
    let (id, product) = (cells.id("id")?, cells.id("product_id")?);
    let source = source(cells, origin)?;
    let window = read_window(cells, "starts_at", "ends_at")?;
    cells.skip(2);
    let (edits, standings, stamp) = (Vec::new(), Vec::new(), stamp(cells)?);
    Ok(AccessGrant { id, product, source, window, from_first_launch, edits, standings, stamp })
}

/// Reads a grant of the usual statement, in which the product stands before.
fn usual_grant(cells: &Cells<'_>, product: ProductId) -> Outcome<AccessGrant> {
    let origin = cells.word("origin")?;
    let from_first_launch = cells.optional_json("from_first_launch")?;
    let id = cells.id("id")?;
    let source = source(cells, origin)?;
    let window = read_window(cells, "starts_at", "ends_at")?;
    let (edits, standings, stamp) = (Vec::new(), Vec::new(), stamp(cells)?);
    Ok(AccessGrant { id, product, source, window, from_first_launch, edits, standings, stamp })
}

/// Reads what a grant came from.
fn source(cells: &Cells<'_>, origin: GrantOrigin) -> Outcome<GrantSource> {
    let (order, seat) = (cells.id("order_id")?, cells.optional_id("seat_id")?);
    Ok(GrantSource { origin, order, line: cells.small("order_line")?, seat })
}

/// Reads the last four cells; the note is read elsewhere.
fn stamp(cells: &Cells<'_>) -> Outcome<Stamp> {
    let position = Revision::new(cells.count("position")?);
    let effective_at = cells.instant("effective_at")?;
    let recorded_at = cells.instant("recorded_at")?;
    let actor: Actor = cells.json("actor")?;
    Ok(Stamp { position, effective_at, recorded_at, actor: actor.name.into(), note: None })
}

fn course_facts(
    courses: &[(u32, CourseId)],
    grants: Vec<AccessGrant>,
    enrollment: &[(CourseId, EnrollmentFact)],
) -> Vec<CourseFacts> {
    let of = |course: CourseId| {
        enrollment.iter().filter(|(of, _)| *of == course).map(|(_, fact)| fact.clone()).collect()
    };
    match courses {
        [] => vec![CourseFacts { course: None, grants, enrollment: Vec::new() }],
        [(_, one)] => vec![CourseFacts { course: Some(*one), grants, enrollment: of(*one) }],
        several => several
            .iter()
            .map(|(_, course)| CourseFacts {
                course: Some(*course),
                grants: grants.clone(),
                enrollment: of(*course),
            })
            .collect(),
    }
}
