//! Facts of every shape, also such as no command would write.

use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

use crate::access::{AccessGrant, AccessWindow, GrantOrigin, GrantSource, Standing, StandingChange};
use crate::customer::{PasswordState, Status, StatusChange};
use crate::enrollment::{EnrollmentChange, EnrollmentFact};
use crate::id::{CourseId, CustomerId, GrantId, ItemId, OrderId, ProductId};
use crate::record::story::{code, stamp};
use crate::stamp::Revision;
use crate::time::Instant;
use crate::verdict::{AccessFacts, AccountFacts, CourseFacts, Subject, SubjectKind, View};

const LAST: i64 = 12;

/// The instant `unit` half days after 1970, so that few instants meet often.
fn instant(unit: i64) -> Instant {
    Instant::from_micros(unit * 43_200_000_000).unwrap()
}

pub(super) fn unit() -> impl Strategy<Value = Instant> {
    (0..=LAST).prop_map(instant)
}

/// Every instant that facts of [`facts`] can name, with its neighbours.
pub(super) fn moments() -> Vec<Instant> {
    let around = |unit| [-1, 0, 1].map(|step| instant(unit).checked_add_micros(step).unwrap());
    (-1..=3 * LAST).flat_map(around).collect()
}

pub(super) fn moment() -> impl Strategy<Value = Instant> {
    proptest::sample::select(moments())
}

pub(super) fn view() -> impl Strategy<Value = View> {
    prop_oneof![Just(View::Content), Just(View::Results), Just(View::Attempt)]
}

/// Something that was written, in the order told.
#[derive(Debug, Clone)]
enum Told {
    Given { given: Instant, start: Instant, half_days: Option<i64> },
    Stood { grant: usize, standing: Standing, from: Instant },
    Said { course: usize, change: EnrollmentChange, from: Instant },
    Status { status: Status, from: Instant },
}

fn told() -> impl Strategy<Value = Told> {
    let standing = prop_oneof![Just(Standing::Held), Just(Standing::Suspended), Just(Standing::Revoked)];
    let change = prop_oneof![
        Just(EnrollmentChange::Enrolled),
        Just(EnrollmentChange::Unenrolled),
        unit().prop_map(|ends_at| EnrollmentChange::OverrideSet { ends_at }),
        Just(EnrollmentChange::OverrideCleared),
    ];
    let status = prop_oneof![
        2 => Just(Status::Active),
        1 => Just(Status::Inactive),
        1 => Just(Status::Locked { automatic: None }),
    ];
    prop_oneof![
        6 => (unit(), unit(), option::of(1..=LAST))
            .prop_map(|(given, start, half_days)| Told::Given { given, start, half_days }),
        3 => (0..4_usize, standing, unit())
            .prop_map(|(grant, standing, from)| Told::Stood { grant, standing, from }),
        4 => (0..2_usize, change, unit()).prop_map(|(course, change, from)| Told::Said { course, change, from }),
        1 => (status, unit()).prop_map(|(status, from)| Told::Status { status, from }),
    ]
}

fn password() -> impl Strategy<Value = PasswordState> {
    let never = || Just(PasswordState::default());
    let some = (option::of(unit()), option::of(unit()), option::of(0..4_u32));
    prop_oneof![
        5 => never(),
        1 => some.prop_map(|(set_at, must_change_since, expires_after_days)| PasswordState {
            set_at,
            must_change_since,
            expires_after_days,
        }),
    ]
}

fn subject(kind: SubjectKind, attempt_limit: Option<u32>) -> Subject {
    Subject { kind, code: code("THING"), attempt_limit }
}

pub(super) fn facts() -> impl Strategy<Value = AccessFacts> {
    let story = proptest::collection::vec(told(), 0..9);
    let erased = prop_oneof![19 => Just(None), 1 => unit().prop_map(Some)];
    let limits = (option::of(0..3_u32), 0..4_u32);
    (story, 0..=2_usize, erased, password(), limits).prop_map(
        |(story, courses, erased_at, password, limits)| {
            let (attempt_limit, attempts_used) = limits;
            let course = |number: usize| CourseId::from_uuid(Uuid::from_u128(number as u128));
            let kind = match courses {
                1 => SubjectKind::Item(ItemId::from_uuid(Uuid::nil())),
                _ => SubjectKind::Product(product()),
            };
            let mut facts = AccessFacts {
                account: AccountFacts {
                    customer: CustomerId::from_uuid(Uuid::nil()),
                    erased_at,
                    statuses: Vec::new(),
                    password,
                },
                subject: subject(kind, attempt_limit),
                courses: match courses {
                    0 => vec![CourseFacts::default()],
                    some => (0..some)
                        .map(|number| CourseFacts { course: Some(course(number)), ..CourseFacts::default() })
                        .collect(),
                },
                products: vec![(product(), code("THING"))],
                attempts: super::handed_in(attempts_used),
            };
            for (place, told) in story.into_iter().enumerate() {
                write(&mut facts, Revision::new(place as u64 + 1), told);
            }
            facts
        },
    )
}

fn product() -> ProductId {
    ProductId::from_uuid(Uuid::nil())
}

fn write(facts: &mut AccessFacts, position: Revision, told: Told) {
    match told {
        Told::Given { given, start, half_days } => {
            let ends_at =
                half_days.map(|count| start.checked_add_micros(instant(count).as_micros()).unwrap());
            let number = Uuid::from_u128(u128::from(position.get()));
            let grant = AccessGrant {
                id: GrantId::from_uuid(number),
                product: product(),
                source: GrantSource {
                    origin: GrantOrigin::Order,
                    order: OrderId::from_uuid(number),
                    line: 1,
                    seat: None,
                },
                window: AccessWindow::parse(start, ends_at).unwrap(),
                from_first_launch: None,
                edits: Vec::new(),
                standings: Vec::new(),
                stamp: stamp(position, given),
            };
            facts.courses.iter_mut().for_each(|course| course.grants.push(grant.clone()));
        }
        Told::Stood { grant, standing, from } => {
            for course in &mut facts.courses {
                let count = course.grants.len().max(1);
                if let Some(grant) = course.grants.get_mut(grant % count) {
                    grant.standings.push(StandingChange { standing, stamp: stamp(position, from) });
                }
            }
        }
        Told::Said { course, change, from } => {
            let count = facts.courses.len();
            let course = &mut facts.courses[course % count];
            if course.course.is_some() {
                course.enrollment.push(EnrollmentFact { change, stamp: stamp(position, from) });
            }
        }
        Told::Status { status, from } => {
            facts.account.statuses.push(StatusChange { status, stamp: stamp(position, from) });
        }
    }
}
