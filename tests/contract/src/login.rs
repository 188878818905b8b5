//! Sign-ins: written once, read in order, of customers who are there.

use std::net::IpAddr;

use pollster::block_on;
use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, LoginId};
use rollbook_domain::login::{Login, LoginMeans, LoginOutcome};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{LoginQuery, PageRequest};
use rollbook_domain::time::Instant;

use crate::Fixture;
use crate::cases::cases;
use crate::paging::in_pages;
use crate::words::{days_later, later, start};

cases! { login:
    a_sign_in_comes_back_as_it_was_written,
    sign_ins_come_in_order_of_time_and_back,
    the_same_sign_in_is_written_once,
    nobody_s_sign_ins_are_left_out,
    those_from_an_instant_on_are_all_from_then_on,
    sign_ins_of_all_come_customer_by_customer_in_pages_of_any_size,
    an_erasure_takes_sign_ins_away_and_lets_none_come_after,
}

fn login(fixture: &Fixture, customer: CustomerId, at: Instant, address: &str) -> Login {
    Login {
        id: LoginId::next(&fixture.ids),
        customer,
        at,
        address: Personal::new(address.parse::<IpAddr>().unwrap()),
        outcome: LoginOutcome::Succeeded,
        means: LoginMeans::Password,
    }
}

fn write(fixture: &Fixture, logins: &[Login]) -> usize {
    block_on(fixture.tenant.record_logins(logins)).unwrap()
}

fn read(fixture: &Fixture, query: LoginQuery) -> Vec<Login> {
    block_on(fixture.tenant.logins(&query, &PageRequest::everything())).unwrap().items
}

fn of(customer: CustomerId) -> LoginQuery {
    LoginQuery { customer: Some(customer), ..LoginQuery::default() }
}

/// AUD-01
fn a_sign_in_comes_back_as_it_was_written(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let mut logins = Vec::new();
    for (place, outcome) in LoginOutcome::ALL.iter().enumerate() {
        for means in LoginMeans::ALL {
            let at = days_later(i64::try_from(place).unwrap());
            let address = ["203.0.113.9", "2001:db8::7", "::ffff:203.0.113.9"][place];
            logins.push(Login { outcome: *outcome, means: *means, ..login(fixture, ada, at, address) });
        }
    }
    assert_eq!(write(fixture, &logins), logins.len());
    assert!(read(fixture, of(ada)) == logins);
}

fn sign_ins_come_in_order_of_time_and_back(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let mut logins: Vec<_> =
        [5, -3, 0, 5].map(|day| login(fixture, ada, days_later(day), "203.0.113.9")).into();
    write(fixture, &logins);
    logins.sort_by_key(|login| (login.at, login.id));
    assert!(read(fixture, of(ada)) == logins);
    logins.reverse();
    assert!(read(fixture, LoginQuery { is_newest_first: true, ..of(ada) }) == logins);
}

fn the_same_sign_in_is_written_once(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let [one, other] = [1, 2].map(|day| login(fixture, ada, days_later(day), "203.0.113.9"));
    assert_eq!(write(fixture, std::slice::from_ref(&one)), 1);
    assert_eq!(write(fixture, &[one.clone(), other.clone()]), 1);
    assert_eq!(write(fixture, &[]), 0);
    assert!(read(fixture, of(ada)) == [one, other]);
}

/// GDPR-04
fn an_erasure_takes_sign_ins_away_and_lets_none_come_after(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let logins = [ada, bob].map(|customer| login(fixture, customer, start(), "203.0.113.9"));
    assert_eq!(write(fixture, &logins), 2);
    fixture.write([Event::Customer(ada, CustomerEvent::StatusChanged { status: Status::Inactive }.into())]);
    fixture.write([Event::Customer(ada, CustomerEvent::CustomerErased.into())]);
    assert!(read(fixture, LoginQuery::default()) == logins[1..]);
    assert_eq!(write(fixture, &logins), 0);
    assert!(read(fixture, of(ada)).is_empty());
}

fn nobody_s_sign_ins_are_left_out(fixture: &Fixture) {
    let (ada, nobody) = (fixture.customer("ada@example.org"), fixture.customer_id());
    let logins = [nobody, ada].map(|customer| login(fixture, customer, start(), "203.0.113.9"));
    assert_eq!(write(fixture, &logins), 1);
    assert!(read(fixture, of(nobody)).is_empty());
    assert!(read(fixture, LoginQuery::default()) == logins[1..]);
}

/// LOCK-01: the microsecond before, at and after.
fn those_from_an_instant_on_are_all_from_then_on(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let logins = [-1, 0, 1].map(|micros| login(fixture, ada, later(start(), micros), "203.0.113.9"));
    write(fixture, &logins);
    assert!(read(fixture, LoginQuery { from: Some(start()), ..of(ada) }) == logins[1..]);
}

fn sign_ins_of_all_come_customer_by_customer_in_pages_of_any_size(fixture: &Fixture) {
    let people = [0; 3].map(|_: u8| ()).map(|()| fixture.customer_id());
    for (place, id) in people.iter().enumerate() {
        fixture.write([crate::facts::added(*id, crate::words::profile(&format!("p{place}@example.org")))]);
    }
    let mut logins = Vec::new();
    for day in 0..4 {
        logins.extend(people.map(|customer| login(fixture, customer, days_later(-day), "203.0.113.9")));
    }
    write(fixture, &logins);
    logins.sort_by_key(|login| (login.customer, login.at, login.id));
    for is_newest_first in [false, true] {
        let query = LoginQuery { is_newest_first, ..LoginQuery::default() };
        assert!(read(fixture, query) == logins);
        for size in [1, 5, 12, 13] {
            let paged = in_pages(size, |page| block_on(fixture.tenant.logins(&query, page)));
            assert!(paged == logins, "in pages of {size}");
        }
        logins.reverse();
    }
}
