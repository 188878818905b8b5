use std::cell::RefCell;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

use pollster::block_on;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::customer::{AddCustomer, Origin, Status};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CountingIds, CustomerId, LoginId};
use rollbook_domain::login::{Login, LoginMeans, LoginOutcome};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{ActivityQuery, Clock, CustomerKey, PageRequest, Store, TenantStore};
use rollbook_domain::rule::X_05;
use rollbook_domain::settings::{Retained, RetainedRows, SettingKey, TenantEvent, TenantId};
use rollbook_domain::time::Instant;
use rollbook_memory::MemoryStore;

use super::{
    ROWS_AT_ONCE, RetentionProgress, RetentionRun, apply_retention, plan_retention, retention_calendar,
};
use crate::Desk;
use crate::customer::{add_customer, change_customer_status};
use crate::settings::{SettingChange, change_settings, init_tenant};
use crate::testing::now;
use crate::testing::world::profile;

const DAY: i64 = 86_400_000_000;

/// A clock that is moved by hand, in days.
struct Days(AtomicI64);

impl Clock for Days {
    fn now(&self) -> Instant {
        now().checked_add_micros(self.0.load(Ordering::Relaxed) * DAY).unwrap()
    }
}

struct Office {
    tenant: Arc<dyn TenantStore>,
    clock: Days,
    ids: CountingIds,
}

/// Keeps what it hears.
#[derive(Default)]
struct Heard(RefCell<Vec<(Retained, u64, u64)>>);

impl RetentionProgress for Heard {
    fn at(&self, retained: Retained, done: u64, planned: u64) {
        self.0.borrow_mut().push((retained, done, planned));
    }
}

impl Office {
    fn open() -> Self {
        let tenant = MemoryStore::new().tenant(&TenantId::default());
        let office = Self { tenant, clock: Days(AtomicI64::new(0)), ids: CountingIds::starting_at(1) };
        block_on(init_tenant(&office.desk(), &[])).unwrap();
        office
    }

    fn desk(&self) -> Desk<'_> {
        let actor = Actor::administrator("tester", Channel::Library);
        Desk { store: &*self.tenant, clock: &self.clock, ids: &self.ids, actor }
    }

    fn wait(&self, days: i64) {
        self.clock.0.fetch_add(days, Ordering::Relaxed);
    }

    fn keep(&self, key: SettingKey, value: &str) {
        let change = SettingChange { key, value: value.to_owned() };
        block_on(change_settings(&self.desk(), &[change])).unwrap();
    }

    fn customer(&self, email: &str) -> CustomerId {
        let command =
            AddCustomer { profile: profile(email), origin: Origin::Admin, must_change_password: false };
        block_on(add_customer(&self.desk(), command, None)).unwrap()
    }

    fn status(&self, customer: CustomerId, status: Status) {
        let key = CustomerKey::Id(customer);
        block_on(change_customer_status(&self.desk(), &key, status, None)).unwrap();
    }

    fn is_erased(&self, customer: CustomerId) -> bool {
        let found = block_on(self.tenant.find_customer(&CustomerKey::Id(customer))).unwrap();
        found.unwrap().customer.profile().is_none()
    }

    /// Sign-ins now, so many microseconds apart each.
    fn sign_in(&self, customer: CustomerId, count: i64, apart: i64) {
        let logins: Vec<Login> = (0..count)
            .map(|number| Login {
                id: LoginId::next(&self.ids),
                customer,
                at: self.clock.now().checked_add_micros(number * apart).unwrap(),
                address: Personal::new(Ipv4Addr::new(203, 0, 113, 9).into()),
                outcome: LoginOutcome::Succeeded,
                means: LoginMeans::Password,
            })
            .collect();
        block_on(self.tenant.record_logins(&logins)).unwrap();
    }

    fn plan(&self) -> RetentionRun {
        block_on(plan_retention(&self.desk(), false)).unwrap()
    }

    fn apply(&self, plan: &RetentionRun) -> RetentionRun {
        block_on(apply_retention(&self.desk(), plan, false, None, &Heard::default())).unwrap()
    }

    /// The rows of each commit that let rows go.
    fn commits(&self) -> Vec<u64> {
        let (query, page) = (ActivityQuery::default(), PageRequest::everything());
        let read = self.tenant.activity(&query, &page);
        let rows = |event: Event| match event {
            Event::Tenant(TenantEvent::RetentionApplied { rows, .. }) => Some(rows),
            _ => None,
        };
        block_on(read).unwrap().items.into_iter().filter_map(|recorded| rows(recorded.event)).collect()
    }
}

///
#[test]
fn many_rows_go_in_commits_of_so_many_each() {
    let office = Office::open();
    let ada = office.customer("ada@example.org");
    office.sign_in(ada, i64::from(ROWS_AT_ONCE) * 2 + 1, 1);
    office.keep(SettingKey::KeepLoginsDays, "30");
    assert_eq!(office.plan().touched(), 0, "nothing is older than a day");
    office.wait(31);
    office.sign_in(ada, 2, 1);
    let plan = office.plan();
    let due = u64::from(ROWS_AT_ONCE) * 2 + 1;
    assert_eq!(plan.touched(), due);
    let heard = Heard::default();
    let run = block_on(apply_retention(&office.desk(), &plan, false, None, &heard)).unwrap();
    assert_eq!(run.touched(), due);
    assert_eq!(office.commits(), [10_000, 10_000, 1]);
    let logins = Retained::Rows(RetainedRows::Logins);
    assert_eq!(*heard.0.borrow(), [(logins, 10_000, due), (logins, 20_000, due), (logins, due, due)]);
    assert_eq!(office.apply(&plan).touched(), 0, "what is done is not done again");
    let left = block_on(office.tenant.count_retained(logins, &[])).unwrap();
    assert_eq!(left.rows, [2]);
}

#[test]
fn what_happened_at_one_instant_goes_at_once_however_many_that_is() {
    let office = Office::open();
    let ada = office.customer("ada@example.org");
    office.sign_in(ada, i64::from(ROWS_AT_ONCE) + 5, 0);
    office.wait(1);
    office.sign_in(ada, 3, 0);
    office.keep(SettingKey::KeepLoginsDays, "30");
    office.wait(40);
    assert_eq!(office.apply(&office.plan()).touched(), u64::from(ROWS_AT_ONCE) + 8);
    assert_eq!(office.commits(), [u64::from(ROWS_AT_ONCE) + 5, 3]);
}

///
#[test]
fn a_period_that_was_made_longer_or_taken_away_holds_at_once() {
    for value in ["none", "60"] {
        let office = Office::open();
        let ada = office.customer("ada@example.org");
        office.sign_in(ada, 3, 1);
        office.keep(SettingKey::KeepLoginsDays, "30");
        office.wait(40);
        let plan = office.plan();
        assert_eq!(plan.touched(), 3);
        office.keep(SettingKey::KeepLoginsDays, value);
        assert_eq!(office.apply(&plan).touched(), 0);
        assert_eq!(office.commits(), [0; 0]);
    }
}

///
#[test]
fn who_was_reinstated_meanwhile_stays_even_when_inactive_again() {
    let office = Office::open();
    let people = ["ada", "bob", "eve"].map(|name| office.customer(&format!("{name}@example.org")));
    for who in people {
        office.status(who, Status::Inactive);
    }
    office.keep(SettingKey::KeepInactiveDays, "30");
    office.wait(40);
    let plan = office.plan();
    assert_eq!(plan.people.iter().map(|person| person.customer).collect::<Vec<_>>(), people);
    office.status(people[0], Status::Active);
    office.status(people[1], Status::Active);
    office.status(people[1], Status::Inactive);
    let run = office.apply(&plan);
    assert_eq!(people.map(|who| office.is_erased(who)), [false, false, true]);
    let skipped: Vec<_> = run.people.iter().map(|person| person.skipped.is_some()).collect();
    assert_eq!(skipped, [true, true, false]);
    assert_eq!(run.people[0].skipped.as_ref().unwrap().rules, [X_05]);
    assert_eq!(office.plan().people, [], "nobody is due any more");
}

///
#[test]
fn more_than_the_guard_threshold_is_confirmed_by_its_number_before_anything_goes() {
    let office = Office::open();
    let ada = office.customer("ada@example.org");
    office.status(ada, Status::Inactive);
    office.sign_in(ada, 3, 1);
    office.keep(SettingKey::KeepLoginsDays, "30");
    office.keep(SettingKey::KeepInactiveDays, "30");
    office.keep(SettingKey::GuardThreshold, "3");
    office.wait(40);
    let plan = office.plan();
    let apply =
        |confirmed| block_on(apply_retention(&office.desk(), &plan, false, confirmed, &Heard::default()));
    for confirmed in [None, Some(3)] {
        assert_eq!(apply(confirmed).unwrap_err().rules(), [X_05]);
        assert_eq!((office.commits(), office.is_erased(ada)), (Vec::new(), false));
    }
    assert_eq!(apply(Some(4)).unwrap().touched(), 4);
    assert!(office.is_erased(ada));
}

#[test]
fn two_who_apply_at_once_let_every_row_go_once() {
    let office = Office::open();
    let ada = office.customer("ada@example.org");
    office.sign_in(ada, 25_000, 1);
    office.keep(SettingKey::KeepLoginsDays, "30");
    office.wait(40);
    let plan = office.plan();
    let barrier = Barrier::new(4);
    let rows: Vec<u64> = thread::scope(|scope| {
        let apply = || {
            barrier.wait();
            office.apply(&plan).touched()
        };
        let all: Vec<_> = (0..4).map(|_| scope.spawn(apply)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(rows.iter().sum::<u64>(), 25_000, "{rows:?}");
    assert_eq!(office.commits().iter().sum::<u64>(), 25_000);
}

#[test]
fn the_calendar_tells_of_everything_and_promises_only_what_has_a_period() {
    let office = Office::open();
    let ada = office.customer("ada@example.org");
    office.status(ada, Status::Inactive);
    office.sign_in(ada, 3, 1);
    office.keep(SettingKey::KeepLoginsDays, "30");
    office.wait(31);
    office.sign_in(ada, 2, 1);
    let lines = block_on(retention_calendar(&office.desk())).unwrap();
    let told: Vec<_> =
        lines.iter().map(|line| (line.retained.word(), line.days, line.rows, line.due)).collect();
    let expected = [
        ("logins", Some(30), 5, 3),
        ("mails", None, 0, 0),
        ("answers", None, 0, 0),
        ("cmi", None, 0, 0),
        ("inactive", None, 1, 0),
    ];
    assert_eq!(told, expected);
    assert_eq!(lines[0].months.iter().map(|month| month.rows).sum::<u64>(), 2);
}

#[test]
fn a_run_rests_on_the_tenants_stream_alone() {
    let office = Office::open();
    let ada = office.customer("ada@example.org");
    office.sign_in(ada, 1, 1);
    office.keep(SettingKey::KeepLoginsDays, "30");
    office.wait(40);
    office.apply(&office.plan());
    let query = ActivityQuery { stream: Some(StreamId::Tenant), is_newest_first: true };
    let read = block_on(office.tenant.activity(&query, &PageRequest::first(1))).unwrap();
    assert_eq!(read.items[0].event.kind(), "retention_applied");
}
