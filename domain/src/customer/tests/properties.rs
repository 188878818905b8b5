use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::{
    EditProfile, PasswordState, Status, StatusChange, change_status, edit, expire_passwords_after,
    set_tax_exemption,
};
use super::*;
use crate::refusal::Outcome;

fn any_edit() -> impl Strategy<Value = EditProfile> {
    let names = || option::of(select(vec!["Ada", "Grace", "Zoë", "Ἀσπασία"]).prop_map(name));
    let emails = option::of(
        select(vec!["ada@example.org", "ADA@example.org", "grace@bücher.example"]).prop_map(email),
    );
    let codes = option::of(option::of(select(vec!["E-1", "e-1", "E-2"]).prop_map(code)));
    let fields = btree_map(
        select(vec!["site", "badge", "team"]).prop_map(field),
        option::of(select(vec!["Leeds", "7", "north\nsouth"]).prop_map(str::to_owned)),
        0..4,
    );
    (names(), names(), emails, codes, fields).prop_map(|(first_name, last_name, email, code, fields)| {
        EditProfile { first_name, last_name, email, code, billing_address: None, fields }
    })
}

fn any_status() -> impl Strategy<Value = Status> {
    let rule = option::of(Just("ten wrong passwords".to_owned()));
    prop_oneof![
        Just(Status::Active),
        Just(Status::Inactive),
        rule.prop_map(|automatic| Status::Locked { automatic })
    ]
}

fn day(number: i64) -> Instant {
    Instant::EPOCH.checked_add_micros(number * 86_400_000_000).unwrap()
}

proptest! {
    /// CUS-10, CUS-27
    #[test]
    fn an_edit_gives_exactly_what_is_asked_and_saying_it_again_changes_nothing(
        edits in vec(any_edit(), 1..5),
    ) {
        let mut customer = active();
        for (place, command) in (2..).zip(edits) {
            let before = customer.profile().unwrap().clone();
            let (_, events) = edit(&customer, command.clone(), None, None).unwrap();
            for event in &events {
                customer.apply(event, &stamp(place, "2026-02-01T00:00:00Z"));
            }
            let after = customer.profile().unwrap();
            let mut fields = before.fields.clone();
            for (key, value) in &command.fields {
                fields.remove(key);
                fields.extend(value.clone().map(|value| (key.clone(), value)));
            }
            prop_assert_eq!(&after.first_name, command.first_name.as_ref().unwrap_or(&before.first_name));
            prop_assert_eq!(&after.last_name, command.last_name.as_ref().unwrap_or(&before.last_name));
            let wanted = command.email.as_ref().unwrap_or(&before.email);
            prop_assert_eq!(after.email.as_typed(), wanted.as_typed());
            prop_assert_eq!(&after.code, command.code.as_ref().unwrap_or(&before.code));
            prop_assert_eq!(&after.fields, &fields);
            prop_assert_eq!(edit(&customer, command, None, None), Ok((Outcome::Unchanged, Vec::new())));
        }
    }

    /// CUS-14, CUS-18
    #[test]
    fn the_status_asked_for_holds_at_once_and_asking_again_changes_nothing(
        wanted in vec(any_status(), 1..6),
    ) {
        let mut customer = active();
        let now = instant("2026-02-01T00:00:00Z");
        for (place, status) in (2..).zip(wanted) {
            let (_, events) = change_status(&customer, status.clone(), now).unwrap();
            for event in &events {
                customer.apply(event, &stamp(place, "2026-02-01T00:00:00Z"));
            }
            prop_assert_eq!(customer.status_at(now), &status);
            prop_assert_eq!(change_status(&customer, status, now), Ok((Outcome::Unchanged, Vec::new())));
        }
    }

    /// CUS-14
    #[test]
    fn of_the_changes_that_are_effective_the_one_written_last_decides(
        changes in vec((any_status(), 0_i64..6), 0..8),
        now in 0_i64..7,
    ) {
        let mut customer = active();
        customer.statuses = (2..)
            .zip(&changes)
            .map(|(place, (status, effective))| {
                let stamp = Stamp { effective_at: day(*effective), ..stamp(place, "2026-02-01T00:00:00Z") };
                StatusChange { status: status.clone(), stamp }
            })
            .collect();
        let last = changes.iter().rfind(|(_, effective)| *effective <= now);
        prop_assert_eq!(customer.status_at(day(now)), last.map_or(&Status::Active, |(status, _)| status));
    }

    /// CUS-12, Q-37
    #[test]
    fn a_password_is_due_from_the_earlier_of_both_demands(
        set_at in option::of(0_i64..50),
        demand in option::of(0_i64..50),
        days in option::of(0_u32..50),
        now in 0_i64..120,
    ) {
        let password = PasswordState {
            set_at: set_at.map(day),
            must_change_since: demand.map(day),
            expires_after_days: days,
        };
        let is_old = set_at.zip(days).is_some_and(|(set_at, days)| set_at + i64::from(days) <= now);
        let is_demanded = demand.is_some_and(|since| since <= now);
        prop_assert_eq!(password.is_due_at(day(now)), is_old || is_demanded);
    }

    /// CUS-12, CUS-25
    #[test]
    fn the_flags_asked_for_hold_and_asking_again_changes_nothing(
        is_exempt: bool,
        after_days in option::of(1_u32..4000),
    ) {
        let (_, mut events) = set_tax_exemption(&active(), is_exempt).unwrap();
        events.extend(expire_passwords_after(&active(), after_days).unwrap().1);
        let customer = with(active(), &events, "2026-02-01T00:00:00Z");
        prop_assert_eq!(customer.is_tax_exempt, is_exempt);
        prop_assert_eq!(customer.password.expires_after_days, after_days);
        prop_assert_eq!(set_tax_exemption(&customer, is_exempt), Ok((Outcome::Unchanged, Vec::new())));
        prop_assert_eq!(
            expire_passwords_after(&customer, after_days),
            Ok((Outcome::Unchanged, Vec::new()))
        );
    }

    /// CUS-28
    #[test]
    fn events_read_back_from_the_log_say_the_same_without_the_person(edits in any_edit()) {
        let (_, events) = edit(&active(), edits, None, None).unwrap();
        for event in events {
            let payload = serde_json::to_string(&event).unwrap();
            prop_assert!(!payload.contains("example"), "{}", payload);
            let CustomerEvent::ProfileEdited { fields, .. } = &event else { unreachable!() };
            let read: CustomerEvent = serde_json::from_str(&payload).unwrap();
            let without = CustomerEvent::ProfileEdited { fields: fields.clone(), profile: None };
            prop_assert_eq!(read, without);
        }
    }
}
