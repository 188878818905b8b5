//! The names of the settings, as people type them.

use super::{CredentialsMail, DeleteRule, Settings};
use crate::text::Message;

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKey {
    /// See [`Settings::time_zone`].
    TimeZone,
    /// See [`Settings::currency`].
    Currency,
    /// See [`Settings::locale`].
    Locale,
    /// See [`Settings::import_max_rows`].
    ImportMaxRows,
    /// See [`Settings::password_min_length`].
    PasswordMinLength,
    /// See [`Settings::delete_rule`].
    DeleteRule,
    /// See [`Settings::guard_threshold`].
    GuardThreshold,
    /// See [`Settings::is_test_clock_allowed`].
    TestClock,
    /// See [`Settings::credentials_mail`].
    CredentialsMail,
    /// See [`Settings::base_url`].
    BaseUrl,
    /// See [`Settings::mail_from`].
    MailFrom,
    /// See [`Settings::administrator_email`].
    AdministratorEmail,
    /// See [`Settings::quiz_grace_minutes`].
    QuizGraceMinutes,
    /// See [`Settings::expired_message`].
    ExpiredMessage,
    /// See [`Settings::expired_message_many`].
    ExpiredMessageMany,
    /// See [`Settings::expiry_notice_days`].
    ExpiryNoticeDays,
    /// See [`Settings::lock_addresses`].
    LockAddresses,
    /// See [`Settings::lock_hours`].
    LockHours,
    /// See [`Settings::keep_logins_days`].
    KeepLoginsDays,
    /// See [`Settings::keep_mails_days`].
    KeepMailsDays,
    /// See [`Settings::keep_answers_days`].
    KeepAnswersDays,
    /// See [`Settings::keep_cmi_days`].
    KeepCmiDays,
    /// See [`Settings::keep_inactive_days`].
    KeepInactiveDays,
}

impl SettingKey {
    /// All of them, in the order shown.
    pub const ALL: [Self; 23] = [
        Self::TimeZone,
        Self::Currency,
        Self::Locale,
        Self::ImportMaxRows,
        Self::PasswordMinLength,
        Self::DeleteRule,
        Self::GuardThreshold,
        Self::TestClock,
        Self::CredentialsMail,
        Self::BaseUrl,
        Self::MailFrom,
        Self::AdministratorEmail,
        Self::QuizGraceMinutes,
        Self::ExpiredMessage,
        Self::ExpiredMessageMany,
        Self::ExpiryNoticeDays,
        Self::LockAddresses,
        Self::LockHours,
        Self::KeepLoginsDays,
        Self::KeepMailsDays,
        Self::KeepAnswersDays,
        Self::KeepCmiDays,
        Self::KeepInactiveDays,
    ];

    /// The name typed and printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::TimeZone => "time_zone",
            Self::Currency => "currency",
            Self::Locale => "locale",
            Self::ImportMaxRows => "import_max_rows",
            Self::PasswordMinLength => "password_min_length",
            Self::DeleteRule => "delete_rule",
            Self::GuardThreshold => "guard_threshold",
            Self::TestClock => "test_clock",
            Self::CredentialsMail => "credentials_mail",
            Self::BaseUrl => "base_url",
            Self::MailFrom => "mail_from",
            Self::AdministratorEmail => "administrator_email",
            Self::QuizGraceMinutes => "quiz_grace_minutes",
            Self::ExpiredMessage => "expired_message",
            Self::ExpiredMessageMany => "expired_message_many",
            Self::ExpiryNoticeDays => "expiry_notice_days",
            Self::LockAddresses => "lock_addresses",
            Self::LockHours => "lock_hours",
            Self::KeepLoginsDays => "keep_logins_days",
            Self::KeepMailsDays => "keep_mails_days",
            Self::KeepAnswersDays => "keep_answers_days",
            Self::KeepCmiDays => "keep_cmi_days",
            Self::KeepInactiveDays => "keep_inactive_days",
        }
    }

    /// What may be given for it, in words.
    pub fn accepted(self) -> &'static str {
        match self {
            Self::TimeZone => "an IANA time zone such as Europe/Berlin",
            Self::Currency => "an ISO 4217 code such as EUR",
            Self::Locale => "a language tag such as en or de-AT",
            Self::ImportMaxRows => "a whole number from 1 to 10000000",
            Self::PasswordMinLength => "a whole number from 8 to 128",
            Self::DeleteRule => "neither or either",
            Self::GuardThreshold => "a whole number from 1 to 4294967295",
            Self::TestClock => "yes or no",
            Self::CredentialsMail => "link or generated",
            Self::BaseUrl => "an address such as https://learn.example.org, with http or https",
            Self::MailFrom => {
                "an address, or a name and an address such as Example School <school@example.org>"
            }
            Self::LockAddresses => "a whole number from 1 to 1000",
            Self::LockHours => "a whole number from 1 to 8760",
            Self::KeepLoginsDays
            | Self::KeepMailsDays
            | Self::KeepAnswersDays
            | Self::KeepCmiDays
            | Self::KeepInactiveDays => "a whole number from 1 to 36500, or none",
            Self::AdministratorEmail => "an address such as office@example.org, or none",
            Self::QuizGraceMinutes => "a whole number from 0 to 10080",
            Self::ExpiredMessage | Self::ExpiredMessageMany => {
                "up to 2000 characters, with {{ courses }} where the titles go, or none for the built-in words"
            }
            Self::ExpiryNoticeDays => {
                "up to 10 whole numbers from 1 to 365 with commas between, such as 30,7, or none"
            }
        }
    }

    /// Finds a setting by its name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// The setting's value as printed.
    pub fn read(self, settings: &Settings) -> String {
        match self {
            Self::TimeZone => settings.time_zone.name().to_owned(),
            Self::Currency => settings.currency.to_string(),
            Self::Locale => settings.locale.clone(),
            Self::ImportMaxRows => settings.import_max_rows.to_string(),
            Self::PasswordMinLength => settings.password_min_length.to_string(),
            Self::DeleteRule => match settings.delete_rule {
                DeleteRule::Neither => "neither".to_owned(),
                DeleteRule::Either => "either".to_owned(),
            },
            Self::GuardThreshold => settings.guard_threshold.to_string(),
            Self::CredentialsMail => match settings.credentials_mail {
                CredentialsMail::Link => "link".to_owned(),
                CredentialsMail::Generated => "generated".to_owned(),
            },
            Self::BaseUrl => settings.base_url.clone(),
            Self::MailFrom => settings.mail_from.clone(),
            Self::ExpiryNoticeDays if settings.expiry_notice_days.is_empty() => "none".to_owned(),
            Self::ExpiryNoticeDays => {
                let days: Vec<String> = settings.expiry_notice_days.iter().map(u32::to_string).collect();
                days.join(",")
            }
            Self::AdministratorEmail if settings.administrator_email.is_empty() => "none".to_owned(),
            Self::AdministratorEmail => settings.administrator_email.clone(),
            Self::QuizGraceMinutes => settings.quiz_grace_minutes.to_string(),
            Self::ExpiredMessage => message(settings.expired_message.as_ref()),
            Self::ExpiredMessageMany => message(settings.expired_message_many.as_ref()),
            Self::LockAddresses => settings.lock_addresses.to_string(),
            Self::LockHours => settings.lock_hours.to_string(),
            Self::KeepLoginsDays => days(settings.keep_logins_days),
            Self::KeepMailsDays => days(settings.keep_mails_days),
            Self::KeepAnswersDays => days(settings.keep_answers_days),
            Self::KeepCmiDays => days(settings.keep_cmi_days),
            Self::KeepInactiveDays => days(settings.keep_inactive_days),
            Self::TestClock => if settings.is_test_clock_allowed { "yes" } else { "no" }.to_owned(),
        }
    }
}

fn message(text: Option<&Message>) -> String {
    text.map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn days(period: Option<u32>) -> String {
    period.map_or_else(|| "none".to_owned(), |days| days.to_string())
}
