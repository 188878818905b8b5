mod date;
mod duration;
mod instant;
mod moment;
mod words;
mod zone;

use jiff::tz::TimeZoneDatabase;
use proptest::prelude::*;

use super::{Date, Instant, Zone};

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

fn any_instant() -> impl Strategy<Value = Instant> {
    let lowest = Instant::MIN.as_micros();
    let highest = Instant::MAX.as_micros();
    prop_oneof![
        8 => lowest..=highest,
        // The times that Rollbook will see, so that they are not a rare case among ten thousand years.
        8 => instant("1990-01-01T00:00:00Z").as_micros()..instant("2060-01-01T00:00:00Z").as_micros(),
        1 => (0..200_000_000_000_i64).prop_map(move |near| lowest + near),
        1 => (0..200_000_000_000_i64).prop_map(move |near| highest - near),
    ]
    .prop_map(|micros| Instant::from_micros(micros).unwrap())
}

fn any_date() -> impl Strategy<Value = Date> {
    any_instant().prop_map(|instant| Zone::utc().date_at(instant))
}

fn any_zone() -> impl Strategy<Value = Zone> {
    let names: Vec<String> = TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect();
    proptest::sample::select(names).prop_map(|name| zone(&name))
}
