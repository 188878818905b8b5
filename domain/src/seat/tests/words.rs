use super::*;
use crate::time::AccessDuration;

fn zone() -> Zone {
    Zone::parse("Europe/Berlin").unwrap()
}

fn words(bench: &Bench, day: &str) -> String {
    bench.pool.terms.window_in_words(at(day), &zone())
}

fn bought(starts: &str, ends: Option<&str>, launch: Option<&str>) -> Bench {
    let window = AccessWindow::parse(at(starts), ends.map(at)).unwrap();
    let from_first_launch = launch.map(|text| AccessDuration::parse(text).unwrap());
    Bench::of(SeatTerm::Purchase { window, from_first_launch }, InvitationPolicy::default())
}

fn claimed(duration: &str) -> Bench {
    let duration = AccessDuration::parse(duration).unwrap();
    Bench::of(SeatTerm::Claim { duration }, InvitationPolicy::default())
}

/// INV-02, Q-03
#[test]
fn what_is_left_of_a_frozen_window_is_said_with_its_whole_length_and_its_end() {
    let year = bought("2026-01-01T12:00:00Z", Some("2027-01-01T12:00:00Z"), None);
    assert_eq!(
        words(&year, "2026-12-20T12:00:00Z"),
        "12 of 365 days left, until Friday 1 January 2027, 13:00 (Europe/Berlin)"
    );
    assert_eq!(words(&year, "2026-01-01T12:00:00Z").split(" left").next(), Some("365 of 365 days"));
    assert!(words(&year, "2026-12-20T12:00:01Z").starts_with("12 of 365 days left"));
    assert!(words(&year, "2026-12-20T11:59:59Z").starts_with("13 of 365 days left"));
    assert!(words(&year, "2027-01-01T11:59:59Z").starts_with("1 of 365 days left"));
    assert_eq!(
        words(&year, "2027-01-01T12:00:00Z"),
        "over since Friday 1 January 2027, 13:00 (Europe/Berlin)"
    );
}

/// INV-02, X-19
#[test]
fn a_window_of_days_of_the_calendar_ends_with_its_last_day() {
    let term = bought("2026-02-28T23:00:00Z", Some("2026-06-30T22:00:00Z"), None);
    assert_eq!(
        words(&term, "2026-02-01"),
        "122 days from Sunday 1 March 2026, 00:00 (Europe/Berlin), through the end of Tuesday 30 June 2026 \
         (Europe/Berlin)"
    );
    assert_eq!(
        words(&term, "2026-06-29T22:00:00Z"),
        "1 of 122 days left, through the end of Tuesday 30 June 2026 (Europe/Berlin)"
    );
}

/// INV-02, Q-03
#[test]
fn a_window_that_begins_to_count_later_says_so() {
    assert_eq!(
        words(&bought("2026-01-01", None, Some("30 days")), "2026-03-01"),
        "30 days from the first launch"
    );
    assert_eq!(words(&claimed("12 months"), "2026-03-01"), "12 months from the day the seat is taken");
    assert_eq!(words(&claimed("unlimited"), "2026-03-01"), "without end, from the day the seat is taken");
    assert_eq!(words(&bought("2026-01-01", None, None), "2026-03-01"), "without end");
    assert!(
        words(&claimed("2026-03-01..2026-03-31"), "2026-02-28T23:00:00Z").starts_with("31 of 31 days left")
    );
}

///
#[test]
fn a_claim_at_another_time_has_the_same_frozen_window_or_one_of_its_own() {
    let utc = Zone::utc();
    let frozen = bought("2026-01-01", Some("2027-01-01"), None).pool;
    let early = frozen.window_at(at("2026-03-01"), &utc).unwrap();
    assert_eq!(frozen.window_at(at("2026-09-01"), &utc).unwrap(), early);
    let own = claimed("30 days").pool.window_at(at("2026-03-01"), &utc).unwrap().window;
    assert_eq!((own.starts_at(), own.ends_at()), (at("2026-03-01"), Some(at("2026-03-31"))));
    let launch = bought("2026-01-01", None, Some("30 days")).pool.window_at(at("2026-03-01"), &utc).unwrap();
    assert_eq!(launch.from_first_launch, AccessDuration::parse("30 days").ok());
}

///
#[test]
fn a_mail_names_a_window_only_where_it_is_known_before_the_claim() {
    let known = |bench: Bench| bench.pool.terms.known_window(&zone()).map(|window| window.ends_at());
    assert_eq!(known(bought("2026-01-01", Some("2027-01-01"), None)), Some(Some(at("2027-01-01"))));
    assert_eq!(known(bought("2026-01-01", None, Some("30 days"))), None);
    assert_eq!(known(claimed("30 days")), None);
    assert_eq!(known(claimed("2026-03-01..2026-03-31")), Some(Some(at("2026-03-31T22:00:00Z"))));
}
