//! Boundaries: the facts that each reader returns decide alike one microsecond before, at and after every change.

use pollster::block_on;
use rollbook_domain::access::AccessEvent;
use rollbook_domain::customer::{CustomerEvent, Status, StatusWord};
use rollbook_domain::enrollment::{EnrollmentEvent, StateWord, state_at};
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, SalesOrderId};
use rollbook_domain::port::{AccessLookup, CustomerKey, EnrollmentQuery, PageRequest, SubjectKey};
use rollbook_domain::time::Instant;
use rollbook_domain::verdict::{AccessFacts, SubjectKind, Verdict, View, decide};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{Bundle, Given, sales_order_added, sales_order_edited, sales_order_terms, window};
use crate::words::{around, at, days_later, later, start};
use StateWord::{Enrolled, Expired, Scheduled, Unenrolled};

cases! { time:
    access_begins_at_the_start_of_its_window,
    access_ends_at_the_end_of_its_window,
    a_window_of_one_microsecond_is_open_for_that_microsecond,
    windows_reach_from_the_first_to_the_last_instant,
    a_grant_is_there_from_its_order_date,
    a_revocation_takes_effect_at_its_instant,
    a_suspension_and_its_end_take_effect_at_their_instants,
    an_unenrollment_takes_effect_at_its_instant,
    an_enrollment_takes_effect_at_its_instant,
    a_typed_end_takes_effect_at_its_instant,
    a_contract_ends_access_at_its_own_end_as_it_is_now,
    a_typed_end_goes_before_the_contract_on_either_side,
    a_typed_end_that_was_cleared_leaves_the_window_to_decide,
    an_edited_window_moves_both_boundaries,
    touching_windows_leave_no_gap,
    a_status_takes_effect_at_its_instant,
    a_password_is_due_from_its_instant,
    facts_written_in_one_order_and_true_in_another_decide_by_what_was_written_last,
}

/// Ada, who holds one grant.
struct Learner {
    ada: CustomerId,
    bundle: Bundle,
    given: Given,
}

impl Learner {
    fn new(fixture: &Fixture, starts_at: Instant, ends_at: Option<Instant>) -> Self {
        Self::dated(fixture, starts_at, ends_at, days_later(-10_000))
    }

    fn dated(fixture: &Fixture, starts_at: Instant, ends_at: Option<Instant>, ordered_at: Instant) -> Self {
        let bundle = fixture.bundle("MATH");
        let ada = fixture.customer("ada@example.org");
        let given = fixture.give(ada, bundle, window(starts_at, ends_at), ordered_at);
        Self { ada, bundle, given }
    }

    /// The state by the facts of each reader, which must be one.
    #[track_caller]
    fn state(&self, fixture: &Fixture, now: Instant) -> Option<StateWord> {
        let catalogue = block_on(fixture.tenant.catalogue()).unwrap();
        let record = fixture.record(self.ada);
        let course = self.bundle.course;
        let whole = state_at(&record.grants_for(course, &catalogue), record.enrollment(course), now);
        let query = EnrollmentQuery::of(course);
        let rows = block_on(fixture.tenant.enrollments(&query, &PageRequest::everything())).unwrap().items;
        assert_eq!(state_at(&rows[0].grants, &rows[0].facts, now), whole, "by the enrollments at {now}");
        for kind in [SubjectKind::Item(self.bundle.item), SubjectKind::Course(course)] {
            let facts = self.facts(fixture, kind);
            let picked = state_at(&facts.courses[0].grants, &facts.courses[0].enrollment, now);
            assert_eq!(picked, whole, "by the facts of {kind:?} at {now}");
        }
        whole.map(|state| state.word())
    }

    fn facts(&self, fixture: &Fixture, kind: SubjectKind) -> AccessFacts {
        let subject = match kind {
            SubjectKind::Item(id) => SubjectKey::ItemId(id),
            SubjectKind::Course(id) => SubjectKey::CourseId(id),
            SubjectKind::Product(id) => SubjectKey::ProductId(id),
        };
        let lookup = block_on(fixture.tenant.access_facts(&CustomerKey::Id(self.ada), &subject)).unwrap();
        let AccessLookup::Found(facts) = lookup else { panic!("no facts of {kind:?}") };
        *facts
    }

    /// The verdict by the facts of the fast reader, which must be the one by the whole record.
    #[track_caller]
    fn verdict(&self, fixture: &Fixture, now: Instant) -> Verdict {
        let kind = SubjectKind::Item(self.bundle.item);
        let verdict = decide(&self.facts(fixture, kind), View::Content, now);
        let catalogue = block_on(fixture.tenant.catalogue()).unwrap();
        let whole = AccessFacts::of(&fixture.record(self.ada), &catalogue, kind).unwrap();
        assert_eq!(verdict, decide(&whole, View::Content, now));
        verdict
    }

    #[track_caller]
    fn assert_states(&self, fixture: &Fixture, boundary: Instant, expected: [Option<StateWord>; 3]) {
        assert_eq!(around(boundary).map(|now| self.state(fixture, now)), expected, "around {boundary}");
        let is_open = expected.map(|state| state == Some(Enrolled));
        assert_eq!(around(boundary).map(|now| self.verdict(fixture, now).is_allowed), is_open);
    }
}

/// ACC-10, ACC-12
fn access_begins_at_the_start_of_its_window(fixture: &Fixture) {
    let learner = Learner::new(fixture, days_later(3), None);
    learner.assert_states(fixture, days_later(3), [Some(Scheduled), Some(Enrolled), Some(Enrolled)]);
}

/// ACC-10, ENR-10
fn access_ends_at_the_end_of_its_window(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), Some(days_later(3)));
    learner.assert_states(fixture, days_later(3), [Some(Enrolled), Some(Expired), Some(Expired)]);
}

/// ACC-10
fn a_window_of_one_microsecond_is_open_for_that_microsecond(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), Some(later(start(), 1)));
    learner.assert_states(fixture, start(), [Some(Scheduled), Some(Enrolled), Some(Expired)]);
}

fn windows_reach_from_the_first_to_the_last_instant(fixture: &Fixture) {
    let learner = Learner::dated(fixture, Instant::MIN, Some(Instant::MAX), Instant::MIN);
    assert_eq!(learner.state(fixture, Instant::MIN), Some(Enrolled));
    assert_eq!(learner.state(fixture, later(Instant::MAX, -1)), Some(Enrolled));
    assert_eq!(learner.state(fixture, Instant::MAX), Some(Expired));
}

fn a_grant_is_there_from_its_order_date(fixture: &Fixture) {
    let learner = Learner::dated(fixture, start(), None, days_later(3));
    learner.assert_states(fixture, days_later(3), [None, Some(Enrolled), Some(Enrolled)]);
}

/// ACC-13
fn a_revocation_takes_effect_at_its_instant(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), None);
    let grant = learner.given.grant;
    fixture.write_effective(learner.ada, AccessEvent::AccessRevoked { grant }, days_later(3));
    learner.assert_states(fixture, days_later(3), [Some(Enrolled), Some(Unenrolled), Some(Unenrolled)]);
}

/// ORD-14
fn a_suspension_and_its_end_take_effect_at_their_instants(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), None);
    let grant = learner.given.grant;
    fixture.write_effective(learner.ada, AccessEvent::AccessSuspended { grant }, days_later(3));
    fixture.write_effective(learner.ada, AccessEvent::AccessReinstated { grant }, days_later(5));
    learner.assert_states(fixture, days_later(3), [Some(Enrolled), Some(Unenrolled), Some(Unenrolled)]);
    learner.assert_states(fixture, days_later(5), [Some(Unenrolled), Some(Enrolled), Some(Enrolled)]);
}

/// ENR-09
fn an_unenrollment_takes_effect_at_its_instant(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), None);
    let course = learner.bundle.course;
    fixture.write_effective(learner.ada, EnrollmentEvent::Unenrolled { course }, days_later(3));
    learner.assert_states(fixture, days_later(3), [Some(Enrolled), Some(Unenrolled), Some(Unenrolled)]);
}

fn an_enrollment_takes_effect_at_its_instant(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), None);
    let course = learner.bundle.course;
    fixture.write_effective(learner.ada, EnrollmentEvent::Unenrolled { course }, days_later(1));
    fixture.write_effective(learner.ada, EnrollmentEvent::Enrolled { course }, days_later(3));
    learner.assert_states(fixture, days_later(3), [Some(Unenrolled), Some(Enrolled), Some(Enrolled)]);
}

/// ENR-05, X-06
fn a_typed_end_takes_effect_at_its_instant(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), Some(days_later(2)));
    let course = learner.bundle.course;
    for end in [days_later(3), days_later(1)] {
        let typed = EnrollmentEvent::EnrollmentOverrideSet { course, ends_at: end };
        fixture.write_effective(learner.ada, typed, start());
        learner.assert_states(fixture, end, [Some(Enrolled), Some(Expired), Some(Expired)]);
    }
}

/// ENR-06, X-06
fn a_contract_ends_access_at_its_own_end_as_it_is_now(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), Some(days_later(2)));
    let course = learner.bundle.course;
    let id = SalesOrderId::next(&fixture.ids);
    let terms = |ends_at| sales_order_terms(vec![course], ends_at);
    fixture.write([sales_order_added(id, "SO-1", terms(days_later(5)))]);
    let linked = EnrollmentEvent::SalesOrderLinked { course, sales_order: id };
    fixture.write_effective(learner.ada, linked, start());
    for end in [days_later(5), days_later(1), days_later(9)] {
        fixture.write([sales_order_edited(id, terms(end))]);
        learner.assert_states(fixture, end, [Some(Enrolled), Some(Expired), Some(Expired)]);
    }
    fixture.write_effective(learner.ada, EnrollmentEvent::SalesOrderUnlinked { course }, start());
    learner.assert_states(fixture, days_later(2), [Some(Enrolled), Some(Expired), Some(Expired)]);
}

/// ENR-05, X-06, Q-42
fn a_typed_end_goes_before_the_contract_on_either_side(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), None);
    let course = learner.bundle.course;
    let id = SalesOrderId::next(&fixture.ids);
    fixture.write([sales_order_added(id, "SO-1", sales_order_terms(vec![course], days_later(5)))]);
    fixture.write_effective(
        learner.ada,
        EnrollmentEvent::SalesOrderLinked { course, sales_order: id },
        start(),
    );
    for end in [days_later(4), days_later(6)] {
        let typed = EnrollmentEvent::EnrollmentOverrideSet { course, ends_at: end };
        fixture.write_effective(learner.ada, typed, start());
        learner.assert_states(fixture, end, [Some(Enrolled), Some(Expired), Some(Expired)]);
    }
    fixture.write_effective(learner.ada, EnrollmentEvent::EnrollmentOverrideCleared { course }, start());
    learner.assert_states(fixture, days_later(5), [Some(Enrolled), Some(Expired), Some(Expired)]);
}

///
fn a_typed_end_that_was_cleared_leaves_the_window_to_decide(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), Some(days_later(2)));
    let course = learner.bundle.course;
    let typed = EnrollmentEvent::EnrollmentOverrideSet { course, ends_at: days_later(1) };
    fixture.write_effective(learner.ada, typed, start());
    let cleared = EnrollmentEvent::EnrollmentOverrideCleared { course };
    fixture.write_effective(learner.ada, cleared, start());
    learner.assert_states(fixture, days_later(1), [Some(Enrolled); 3]);
    learner.assert_states(fixture, days_later(2), [Some(Enrolled), Some(Expired), Some(Expired)]);
}

fn an_edited_window_moves_both_boundaries(fixture: &Fixture) {
    let (old, new) = (window(start(), None), window(days_later(2), Some(days_later(4))));
    let learner = Learner::new(fixture, start(), None);
    let edit = AccessEvent::AccessWindowEdited { grant: learner.given.grant, old, new };
    fixture.write_effective(learner.ada, edit, start());
    learner.assert_states(fixture, start(), [Some(Scheduled); 3]);
    learner.assert_states(fixture, days_later(2), [Some(Scheduled), Some(Enrolled), Some(Enrolled)]);
    learner.assert_states(fixture, days_later(4), [Some(Enrolled), Some(Expired), Some(Expired)]);
}

/// ACC-07
fn touching_windows_leave_no_gap(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), Some(days_later(2)));
    fixture.give(learner.ada, learner.bundle, window(days_later(2), Some(days_later(4))), start());
    let behind_a_gap = window(later(days_later(4), 1), None);
    fixture.give(learner.ada, learner.bundle, behind_a_gap, start());
    learner.assert_states(fixture, days_later(2), [Some(Enrolled); 3]);
    learner.assert_states(fixture, days_later(4), [Some(Enrolled), Some(Scheduled), Some(Enrolled)]);
}

/// ACD-2
fn a_status_takes_effect_at_its_instant(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), None);
    let set = |status| CustomerEvent::StatusChanged { status };
    fixture.write_effective(learner.ada, set(Status::Inactive), days_later(3));
    fixture.write_effective(learner.ada, set(Status::Active), days_later(5));
    let statuses = |boundary| {
        around(boundary).map(|now| {
            let record = fixture.record(learner.ada);
            let word = record.customer.status_at(now).word();
            assert_eq!(learner.verdict(fixture, now).is_allowed, word == StatusWord::Active);
            word
        })
    };
    let (active, inactive) = (StatusWord::Active, StatusWord::Inactive);
    assert_eq!(statuses(days_later(3)), [active, inactive, inactive]);
    assert_eq!(statuses(days_later(5)), [inactive, active, active]);
}

/// ACD-3, CUS-12
fn a_password_is_due_from_its_instant(fixture: &Fixture) {
    let learner = Learner::new(fixture, start(), None);
    let set = CustomerEvent::PasswordSet { hash: None, must_change: false };
    fixture.write_at(days_later(1), [Event::Customer(learner.ada, set.into())]);
    let expiry = CustomerEvent::PasswordExpirySet { after_days: Some(30) };
    fixture.write([Event::Customer(learner.ada, expiry.into())]);
    let allowed = |boundary| around(boundary).map(|now| learner.verdict(fixture, now).is_allowed);
    assert_eq!(allowed(days_later(31)), [true, false, false]);
    let demanded = CustomerEvent::PasswordSet { hash: None, must_change: true };
    fixture.write_at(days_later(9), [Event::Customer(learner.ada, demanded.into())]);
    assert_eq!(allowed(days_later(9)), [true, false, false]);
}

fn facts_written_in_one_order_and_true_in_another_decide_by_what_was_written_last(fixture: &Fixture) {
    let learner = Learner::new(fixture, at("2020-01-01T00:00:00Z"), None);
    let course = learner.bundle.course;
    fixture.write_effective(learner.ada, EnrollmentEvent::Unenrolled { course }, days_later(5));
    fixture.write_effective(learner.ada, EnrollmentEvent::Enrolled { course }, days_later(3));
    learner.assert_states(fixture, days_later(3), [Some(Enrolled); 3]);
    learner.assert_states(fixture, days_later(5), [Some(Enrolled); 3]);
    fixture.write_effective(learner.ada, EnrollmentEvent::Unenrolled { course }, days_later(4));
    learner.assert_states(fixture, days_later(4), [Some(Enrolled), Some(Unenrolled), Some(Unenrolled)]);
}
