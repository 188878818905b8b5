use proptest::prelude::*;
use proptest::sample::select;

use super::{CredentialsMail, DeleteRule, SettingKey, Settings, SettingsRefused, TenantId, change};
use crate::money::Currency;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{LOCK_01, Q_26, X_05, X_19};

fn changed(key: SettingKey, value: &str) -> Settings {
    let (outcome, events) = change(&Settings::initial(), key, value, false).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    events[0].settings().unwrap().clone()
}

/// As it is after the change, if it is one.
fn changed_or_same(key: SettingKey, value: &str) -> Settings {
    let (_, events) = change(&Settings::initial(), key, value, false).unwrap();
    events.first().map_or_else(Settings::initial, |event| event.settings().unwrap().clone())
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
    assert_eq!(
        changed(SettingKey::CredentialsMail, "generated").credentials_mail,
        CredentialsMail::Generated
    );
    assert_eq!(
        changed(SettingKey::AdministratorEmail, "Office@Example.org").administrator_email,
        "Office@Example.org"
    );
}

/// N20: links lead where the tenant says, and nowhere else.
#[test]
fn the_address_of_links_has_a_host_and_no_slash_at_its_end() {
    for (typed, kept) in [
        ("https://learn.example.org", "https://learn.example.org"),
        ("https://learn.example.org/", "https://learn.example.org"),
        ("https://learn.example.org/school/", "https://learn.example.org/school"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ] {
        assert_eq!(changed_or_same(SettingKey::BaseUrl, typed).base_url, kept);
    }
}

#[test]
fn a_sender_is_an_address_or_a_name_with_one() {
    for (typed, kept) in [
        ("school@example.org", "school@example.org"),
        ("Example School <school@example.org>", "Example School <school@example.org>"),
        ("  Schule für Ö <school@example.org> ", "Schule für Ö <school@example.org>"),
        ("<school@example.org>", "school@example.org"),
    ] {
        assert_eq!(changed(SettingKey::MailFrom, typed).mail_from, kept);
    }
}

#[test]
fn nobody_is_an_administrator_to_be_told_until_one_is_named() {
    let key = SettingKey::AdministratorEmail;
    assert_eq!(key.read(&Settings::initial()), "none");
    let named = changed(key, "office@example.org");
    let (_, events) = change(&named, key, "none", false).unwrap();
    assert_eq!(events[0].settings().unwrap().administrator_email, "");
}

/// VIEW-01, Q-44
#[test]
fn what_expired_learners_are_told_is_any_text_until_it_is_taken_back() {
    for key in [SettingKey::ExpiredMessage, SettingKey::ExpiredMessageMany] {
        assert_eq!(key.read(&Settings::initial()), "none");
        let worded = changed(key, " Over:\n{{ courses }} ");
        assert_eq!(key.read(&worded), "Over:\n{{ courses }}");
        let (_, events) = change(&worded, key, "none", false).unwrap();
        assert_eq!(events[0].settings(), Some(&Settings::initial()));
        refused(key, "");
        refused(key, &"x".repeat(2001));
    }
}

///
#[test]
fn periods_are_days_of_a_century_at_most_or_none() {
    for key in [
        SettingKey::KeepLoginsDays,
        SettingKey::KeepMailsDays,
        SettingKey::KeepAnswersDays,
        SettingKey::KeepInactiveDays,
    ] {
        assert_eq!(key.read(&Settings::initial()), "none");
        for days in ["2", "36500"] {
            let kept = changed(key, days);
            assert_eq!(key.read(&kept), days);
            let (_, events) = change(&kept, key, "none", false).unwrap();
            assert_eq!(events[0].settings(), Some(&Settings::initial()));
        }
        for wrong in ["0", "36501", "-1", "30 days", ""] {
            assert_eq!(refused(key, wrong).rules(), &[X_05], "{wrong}");
        }
    }
    let written = serde_json::to_string(&Settings::initial()).unwrap();
    assert!(!written.contains("keep_"), "what is not set leaves no trace in events: {written}");
}

/// LOCK-01: whoever may be locked is judged by sign-ins that are still there.
#[test]
fn sign_ins_are_kept_as_long_as_the_lock_rule_looks_back() {
    assert_eq!(refused(SettingKey::KeepLoginsDays, "1").rules(), &[LOCK_01]);
    let two_days = changed(SettingKey::KeepLoginsDays, "2");
    assert!(change(&two_days, SettingKey::LockHours, "48", false).is_ok());
    let longer = change(&two_days, SettingKey::LockHours, "49", false).unwrap_err();
    assert_eq!(longer, SettingsRefused::LockNeedsLogins { days: 2, hours: 49 });
    assert!(longer.to_string().contains("for 3 days at least, not 2"), "{longer}");
}

/// a tenant from before there was mail reads on as it was.
#[test]
fn settings_written_before_there_was_mail_are_read_with_what_a_new_tenant_has() {
    let mut written = serde_json::to_value(Settings::initial()).unwrap();
    let fields = written.as_object_mut().unwrap();
    for field in ["credentials_mail", "base_url", "mail_from", "administrator_email"] {
        assert!(fields.remove(field).is_some(), "{field}");
    }
    assert_eq!(serde_json::from_value::<Settings>(written).unwrap(), Settings::initial());
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
        (SettingKey::CredentialsMail, "both"),
        (SettingKey::BaseUrl, "learn.example.org"),
        (SettingKey::BaseUrl, "ftp://learn.example.org"),
        (SettingKey::BaseUrl, "https://"),
        (SettingKey::BaseUrl, "https:///path"),
        (SettingKey::BaseUrl, "https://you@evil.example"),
        (SettingKey::BaseUrl, "https://learn.example.org/?next=1"),
        (SettingKey::BaseUrl, "https://learn.example.org/#top"),
        (SettingKey::BaseUrl, "https://learn example.org"),
        (SettingKey::BaseUrl, "https://learn.example.org/\"onclick=1"),
        (SettingKey::MailFrom, "Example School"),
        (SettingKey::MailFrom, "Example School <school>"),
        (SettingKey::MailFrom, "One <a@example.org>, Two <b@example.org>"),
        (SettingKey::AdministratorEmail, "office"),
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
            let new = events.first().map_or(&initial, |event| event.settings().unwrap());
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
