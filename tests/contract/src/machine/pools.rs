//! The few words that commands are made of, so that they meet each other: some differ by case alone.

use proptest::prelude::*;

use super::world::{When, Who};

pub(super) const NAMES: &[&str] = &["Ada", "Zoë", "Σίσυφος", "Straße", "李", "O'Neil"];
pub(super) const EMAILS: &[&str] = &[
    "ada@example.org",
    "ADA@Example.org",
    "zoe@Bücher.example",
    "zoe@xn--bcher-kva.example",
    "eve@example.org",
    "sisyphos@example.com",
    "oneil@example.com",
];
pub(super) const CUSTOMER_CODES: &[&str] = &["A-1", "a-1", "Ä-2", "ä-2", "B-3"];
pub(super) const GROUPS: &[&str] = &["CLUB", "club", "Choir", "Ärzte"];
pub(super) const CODES: &[&str] = &["MATH", "PHYSICS", "BOTH", "math", "Ärzte", "NONE"];
pub(super) const DURATIONS: &[&str] =
    &["unlimited", "30 days", "1 month", "2026-02-01..2026-03-01", "..2026-02-10", "1 days"];
pub(super) const NUMBERS: &[&str] = &["SO-1", "SO-2", "SO-3", "so-1", "Ä-9"];
pub(super) const EXTERNAL_IDS: &[&str] = &["4711", "4712", "SO-2"];
pub(super) const CLIENTS: &[&str] = &["Northern Rail", "Städtische Bühnen"];
pub(super) const REASONS: &[&str] = &["asked by phone", "Grüße,\nnext line", "🎓"];

pub(super) fn pick<'a>(pool: &[&'a str], index: u8) -> &'a str {
    pool[usize::from(index) % pool.len()]
}

pub(super) fn index() -> impl Strategy<Value = u8> + Clone {
    0_u8..12
}

/// Mostly one of the first three of a pool, which the prelude makes.
pub(super) fn known() -> impl Strategy<Value = u8> + Clone {
    prop_oneof![5 => 0_u8..3, 1 => index()]
}

/// Mostly a group that the prelude makes.
pub(super) fn known_group() -> impl Strategy<Value = u8> + Clone {
    prop_oneof![5 => 0_u8..3, 1 => Just(3)]
}

pub(super) fn who() -> impl Strategy<Value = Who> + Clone {
    prop_oneof![
        6 => index().prop_map(Who::Nth),
        1 => index().prop_map(Who::Email),
        1 => index().prop_map(Who::Code),
    ]
}

pub(super) fn when() -> impl Strategy<Value = When> + Clone {
    prop_oneof![
        (-60_i8..60).prop_map(When::Date),
        (-60_i8..60, -1_i8..2).prop_map(|(days, micros)| When::Instant(days, micros)),
    ]
}
