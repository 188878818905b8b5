use proptest::prelude::*;
use proptest::sample::select;

use super::{DeleteRule, SettingKey, Settings, SettingsRefused, TenantId, change};
use crate::money::Currency;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{Q_26, X_19};

fn changed(key: SettingKey, value: &str) -> Settings {
    let (outcome, events) = change(&Settings::initial(), key, value, false).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    events[0].settings().clone()
}

fn refused(key: SettingKey, value: &str) -> SettingsRefused {
    change(&Settings::initial(), key, value, false).unwrap_err()
}

#[test]
fn every_setting_takes_what_it_says_it_accepts() {
    assert_eq!(changed(SettingKey::TimeZone, "europe/berlin").time_zone.name(), "Europe/Berlin");
    assert_eq!(changed(SettingKey::Currency, "EUR").currency.to_string(), "EUR");
    assert_eq!(changed(SettingKey::Locale, "de-AT").locale, "de-AT");
    assert_eq!(changed(SettingKey::ImportMaxRows, " 1000000 ").import_max_rows, 1_000_000);
    assert_eq!(changed(SettingKey::PasswordMinLength, "8").password_min_length, 8);
    assert_eq!(changed(SettingKey::DeleteRule, "either").delete_rule, DeleteRule::Either);
    assert_eq!(changed(SettingKey::GuardThreshold, "1").guard_threshold, 1);
    assert!(changed(SettingKey::TestClock, "yes").is_test_clock_allowed);
}

///
#[test]
fn a_value_of_another_form_is_refused_with_the_accepted_one() {
    let wrong = [
        (SettingKey::TimeZone, "Berlin"),
        (SettingKey::Currency, "euro"),
        (SettingKey::Locale, "d"),
        (SettingKey::Locale, "de_AT"),
        (SettingKey::Locale, "de-"),
        (SettingKey::ImportMaxRows, "0"),
        (SettingKey::ImportMaxRows, "10000001"),
        (SettingKey::ImportMaxRows, "many"),
        (SettingKey::PasswordMinLength, "7"),
        (SettingKey::PasswordMinLength, "129"),
        (SettingKey::DeleteRule, "both"),
        (SettingKey::GuardThreshold, "0"),
        (SettingKey::TestClock, "true"),
    ];
    for (key, value) in wrong {
        let said = refused(key, value).to_string();
        for part in [value, key.name(), key.accepted()] {
            assert!(said.contains(part), "{said:?} does not say {part:?}");
        }
    }
    assert_eq!(refused(SettingKey::ImportMaxRows, "0").rules(), &[Q_26]);
    assert_eq!(refused(SettingKey::TimeZone, "Berlin").rules(), &[X_19]);
}

#[test]
fn the_currency_stays_once_there_are_prices_and_saying_it_again_is_no_change() {
    let initial = Settings::initial();
    let refused = change(&initial, SettingKey::Currency, "EUR", true);
    assert_eq!(refused, Err(SettingsRefused::CurrencyInUse(Currency::USD)));
    assert_eq!(change(&initial, SettingKey::Currency, "USD", true), Ok((Outcome::Unchanged, Vec::new())));
    assert!(change(&initial, SettingKey::Locale, "de", true).is_ok());
}

#[test]
fn a_long_wrong_value_is_shown_shortened() {
    let said = refused(SettingKey::Locale, &"x".repeat(5000)).to_string();
    assert!(said.len() < 300, "{} bytes", said.len());
}

#[test]
fn every_setting_is_found_by_its_name_and_by_no_other() {
    for key in SettingKey::ALL {
        assert_eq!(SettingKey::find(key.name()), Some(key));
    }
    assert_eq!(SettingKey::find("colour"), None);
}

#[test]
fn settings_are_read_back_from_what_was_written() {
    let settings = changed(SettingKey::TimeZone, "Pacific/Apia");
    let written = serde_json::to_string(&settings).unwrap();
    assert_eq!(serde_json::from_str::<Settings>(&written).unwrap(), settings);
}

#[test]
fn a_tenant_is_named_by_lower_case_letters_digits_and_hyphens() {
    for good in ["default", "a", "north-7", &"x".repeat(63)] {
        assert_eq!(TenantId::parse(good).unwrap().as_str(), good);
    }
    for bad in ["", "7north", "-north", "North", "nörth", "north_7", " north", &"x".repeat(64)] {
        assert!(TenantId::parse(bad).is_err(), "{bad:?}");
    }
    assert_eq!(TenantId::default().to_string(), "default");
    assert!(serde_json::from_str::<TenantId>("\"North\"").is_err());
}

proptest! {
    #[test]
    fn a_change_touches_its_own_setting_and_what_is_shown_may_be_typed_again(
        key in select(SettingKey::ALL.to_vec()),
        value in select(vec!["Europe/Berlin", "JPY", "pt-BR", "42", "9999", "either", "yes", "no", "neither"]),
    ) {
        let initial = Settings::initial();
        if let Ok((outcome, events)) = change(&initial, key, value, false) {
            let new = events.first().map_or(&initial, |event| event.settings());
            prop_assert_eq!(outcome == Outcome::Unchanged, *new == initial);
            for other in SettingKey::ALL {
                if other != key {
                    prop_assert_eq!(other.read(new), other.read(&initial));
                }
                let again = change(new, other, &other.read(new), true);
                prop_assert_eq!(again, Ok((Outcome::Unchanged, Vec::new())));
            }
        }
    }

    #[test]
    fn no_text_makes_a_change_panic(key in select(SettingKey::ALL.to_vec()), value in ".{0,100}") {
        let _ = change(&Settings::initial(), key, &value, false);
    }
}
