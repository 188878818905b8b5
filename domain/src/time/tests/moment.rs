use proptest::prelude::*;

use super::super::{Moment, Zone};
use super::{any_date, any_instant, instant, zone};

/// ACC-10, X-19
#[test]
fn a_date_covers_its_whole_day_and_an_instant_only_itself() {
    let berlin = zone("Europe/Berlin");
    let day = Moment::parse("2026-03-29").unwrap();
    assert_eq!(day.starts_at(&berlin), instant("2026-03-29T00:00:00+01:00"));
    assert_eq!(day.ends_at(&berlin), instant("2026-03-30T00:00:00+02:00"));
    let point = Moment::parse("2026-03-29T12:00:00+02:00").unwrap();
    assert_eq!(point.starts_at(&berlin), instant("2026-03-29T10:00:00Z"));
    assert_eq!(point.ends_at(&berlin), instant("2026-03-29T10:00:00Z"));
}

#[test]
fn a_refusal_names_the_form_that_was_meant() {
    for (text, words) in [
        ("2026-02-30", "date `2026-02-30`"),
        ("2026-02-30T10:00:00Z", "instant `2026-02-30T10:00:00Z`"),
        ("2026-06-30T14:05Z", "instant `2026-06-30T14:05Z`"),
        ("tomorrow", "moment `tomorrow`"),
        ("", "moment ``"),
        ("30.06.2026", "accepted form: a date such as 2026-06-30 or an instant such as 2026-06-30T14:05:00Z"),
    ] {
        let refusal = Moment::parse(text).unwrap_err().to_string();
        assert!(refusal.contains(words), "{refusal}");
    }
}

proptest! {
    #[test]
    fn a_moment_reads_back_as_it_was_printed(date in any_date(), instant in any_instant()) {
        for moment in [Moment::Date(date), Moment::Instant(instant)] {
            prop_assert_eq!(Moment::parse(&moment.to_string()).unwrap(), moment);
            prop_assert!(moment.starts_at(&Zone::utc()) <= moment.ends_at(&Zone::utc()));
        }
    }

    #[test]
    fn any_text_is_a_moment_or_a_refusal(text in ".{0,30}") {
        let _ = Moment::parse(&text);
    }
}
