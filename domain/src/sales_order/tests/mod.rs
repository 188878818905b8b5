mod laws;

use super::*;
use crate::id::{CountingIds, CourseId, SalesOrderId};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{ENR_01, ENR_02, ENR_03};
use crate::stamp::Revision;
use crate::text::{Code, Title};
use crate::time::{Instant, Moment, Zone};

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn course(number: u128) -> CourseId {
    CourseId::from_uuid(uuid::Uuid::from_u128(number))
}

fn day(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn terms() -> SalesOrderTerms {
    SalesOrderTerms {
        external_id: Some(title("4711")),
        client: title("Northern Rail"),
        term: Term::typed(day("2026-01-01"), day("2026-06-30"), &Zone::utc()).unwrap(),
        courses: vec![course(1)],
        seats: Some(10),
    }
}

fn order(number: &str, terms: SalesOrderTerms) -> SalesOrder {
    let events = add(AddSalesOrder { number: code(number), terms }, &[]).unwrap();
    SalesOrder::from_first(SalesOrderId::next(&CountingIds::starting_at(7)), &events[0]).unwrap()
}

fn edited(known: &SalesOrder, command: EditSalesOrder, taken: u64) -> Result<Outcome, SalesOrderRefused> {
    edit(known, command.over(&known.terms, &Zone::utc())?, taken, None).map(|(outcome, _)| outcome)
}

/// ENR-02
#[test]
fn a_number_and_an_external_id_belong_to_one_sales_order() {
    let known = order("SO-1", terms());
    let same = AddSalesOrder { number: code("so-1"), terms: terms() };
    let refused = add(same, std::slice::from_ref(&known)).unwrap_err();
    assert_eq!((&refused, refused.rules()), (&SalesOrderRefused::NumberTaken(code("so-1")), &[ENR_02][..]));
    let other = AddSalesOrder { number: code("SO-2"), terms: terms() };
    let refused = add(other, std::slice::from_ref(&known)).unwrap_err();
    assert_eq!(refused.to_string(), "the external id `4711` belongs to sales order SO-1; edit that one");
    assert_eq!(refused.rules(), [ENR_02]);
}

/// ENR-01
#[test]
fn a_sales_order_covers_something_for_somebody_for_some_time() {
    let none = SalesOrderTerms { courses: Vec::new(), ..terms() };
    let nobody = SalesOrderTerms { seats: Some(0), ..terms() };
    for (terms, expected) in [(none, SalesOrderRefused::NoCourse), (nobody, SalesOrderRefused::NoSeats)] {
        let refused = add(AddSalesOrder { number: code("SO-1"), terms }, &[]).unwrap_err();
        assert_eq!((&refused, refused.rules()), (&expected, &[ENR_01][..]));
    }
    let starts_at = at("2026-01-01T00:00:00Z");
    let refused = Term::parse(starts_at, starts_at).unwrap_err();
    assert_eq!(
        (refused.rules(), Term::parse(starts_at, at("2026-01-01T00:00:00.000001Z")).is_ok()),
        (&[ENR_01][..], true)
    );
}

/// X-19, ENR-01
#[test]
fn the_last_day_of_a_term_belongs_to_it_where_the_clocks_change_too() {
    let berlin = Zone::parse("Europe/Berlin").unwrap();
    let ends = |last: &str| Term::typed(day("2026-01-01"), day(last), &berlin).unwrap().ends_at().to_string();
    assert_eq!(ends("2026-03-28"), "2026-03-28T23:00:00Z");
    assert_eq!(ends("2026-03-29"), "2026-03-29T22:00:00Z");
    assert_eq!(ends("2026-10-24"), "2026-10-24T22:00:00Z");
    assert_eq!(ends("2026-10-25"), "2026-10-25T23:00:00Z");
    assert_eq!(ends("2026-03-29T08:00:00Z"), "2026-03-29T08:00:00Z");
}

/// ENR-01
#[test]
fn a_term_is_half_open() {
    use TermState::{Over, Running, Upcoming};
    let term = terms().term;
    let (start, end) = (term.starts_at(), term.ends_at());
    let near = |instant: Instant, by: i64| Instant::from_micros(instant.as_micros() + by).unwrap();
    let states = [near(start, -1), start, near(start, 1), near(end, -1), end, near(end, 1)];
    assert_eq!(states.map(|now| term.state_at(now)), [Upcoming, Running, Running, Running, Over, Over]);
    assert_eq!([Upcoming, Running, Over].map(|state| state.to_string()), ["upcoming", "running", "over"]);
}

/// ENR-01, ENR-03
#[test]
fn no_more_learners_are_linked_than_there_are_seats() {
    let known = order("SO-1", terms());
    let linked = |learners| Ok(vec![SalesOrderEvent::LearnersLinked { learners }]);
    assert_eq!(take(&known, None, 8, 2), linked(2));
    assert_eq!(take(&known, None, 10, 0), linked(0));
    let refused = take(&known, None, 8, 3).unwrap_err();
    assert_eq!(
        refused,
        SalesOrderRefused::SeatsTaken { number: code("SO-1"), seats: 10, taken: 8, wanted: 3 }
    );
    let text = refused.to_string();
    assert!(text.contains("has 10 seats, 8 of them taken, and 3 more"), "{text}");
    assert_eq!(refused.rules(), [ENR_01]);
    let refused = take(&known, Some((course(2), &code("CCC"))), 0, 1).unwrap_err();
    assert_eq!(refused.rules(), [ENR_03]);
    assert!(take(&known, Some((course(1), &code("BBB"))), 0, 1).is_ok());
    let any = order("SO-2", SalesOrderTerms { seats: None, ..terms() });
    assert!(take(&any, None, 1_000_000, 1_000_000).is_ok());
}

/// ENR-01
#[test]
fn seats_are_never_lowered_below_the_learners_who_hold_one() {
    let known = order("SO-1", terms());
    let to = |seats| EditSalesOrder { seats: Some(seats), ..EditSalesOrder::default() };
    assert_eq!(edited(&known, to(Some(4)), 4), Ok(Outcome::Applied));
    let refused = edited(&known, to(Some(3)), 4).unwrap_err();
    assert_eq!(refused, SalesOrderRefused::SeatsBelowTaken { number: code("SO-1"), seats: 3, taken: 4 });
    assert_eq!(refused.rules(), [ENR_01]);
    assert_eq!(edited(&known, to(None), 4), Ok(Outcome::Applied));
}

/// ENR-02
#[test]
fn an_edit_keeps_what_it_does_not_name_and_says_when_it_changes_nothing() {
    let mut known = order("SO-1", terms());
    assert_eq!(edited(&known, EditSalesOrder::default(), 0), Ok(Outcome::Unchanged));
    let command = EditSalesOrder { ends: Some(day("2026-09-30")), ..EditSalesOrder::default() };
    let wanted = command.over(&known.terms, &Zone::utc()).unwrap();
    let (outcome, events) = edit(&known, wanted, 0, Some(&known.clone())).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    known.apply(&events[0], Revision::new(2));
    assert_eq!((known.terms.term.ends_at(), known.revision), (at("2026-10-01T00:00:00Z"), Revision::new(2)));
    assert_eq!(SalesOrderTerms { term: terms().term, ..known.terms.clone() }, terms());
    let mut other = order("SO-2", SalesOrderTerms { external_id: None, ..terms() });
    other.id = SalesOrderId::from_uuid(uuid::Uuid::from_u128(99));
    let refused = edit(&known, known.terms.clone(), 0, Some(&other));
    assert_eq!(refused.map(|(outcome, _)| outcome), Ok(Outcome::Unchanged));
    other.terms.external_id = Some(title("4711"));
    assert!(matches!(
        edit(&known, known.terms.clone(), 0, Some(&other)),
        Err(SalesOrderRefused::ExternalIdTaken { .. })
    ));
}
