//! The tenant's settings.

mod change;
mod event;
mod key;
mod retained;
mod tenant;

pub use change::{SettingsRefused, change};
pub use event::TenantEvent;
pub use key::SettingKey;
pub use retained::{Retained, RetainedRows};
pub use tenant::{TenantId, TenantIdError};

use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::text::Message;
use crate::time::Zone;

/// When a customer may be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeleteRule {
    /// Only with neither a placed order nor access in force or to come.
    #[default]
    Neither,
    /// With no placed order or with no access; placed orders go too.
    Either,
}

/// How somebody whose account was made without a password gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialsMail {
    /// The mail has a link by which they set one, once, within 7 days.
    #[default]
    Link,
    /// A random password is made and mailed once; it must be changed at the first sign-in.
    Generated,
}

/// Everything a tenant decides for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The zone in which a date typed by a person is a whole day.
    pub time_zone: Zone,
    /// The currency of prices and costs.
    pub currency: Currency,
    /// The language of texts, a BCP 47 tag.
    pub locale: String,
    /// The most data rows an import file may have.
    pub import_max_rows: u32,
    /// The fewest characters a password may have.
    pub password_min_length: u32,
    /// When a customer may be deleted.
    pub delete_rule: DeleteRule,
    /// Plans that touch more than this must be confirmed by their count.
    pub guard_threshold: u32,
    /// Whether `--now` is honoured, for rehearsals.
    pub is_test_clock_allowed: bool,
    /// How somebody whose account was made without a password gets in.
    #[serde(default)]
    pub credentials_mail: CredentialsMail,
    /// Where links in mails lead, without a slash at the end; never taken from a request.
    #[serde(default = "initial_base_url")]
    pub base_url: String,
    /// Who mails are from: an address, or a name with an address in angle brackets.
    #[serde(default = "initial_mail_from")]
    pub mail_from: String,
    /// Where notices to the administrator go; nowhere while it is empty.
    #[serde(default)]
    pub administrator_email: String,
    /// How many minutes after the end of access an attempt at a quiz that was begun in time may be handed in.
    #[serde(default)]
    pub quiz_grace_minutes: u32,
    /// What a learner is told once their only course has expired (VIEW-01); built-in words while there are none.
    #[serde(default)]
    pub expired_message: Option<Message>,
    /// The same for several courses.
    #[serde(default)]
    pub expired_message_many: Option<Message>,
    /// How many days before access ends learners are told so, the most first; never while it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expiry_notice_days: Vec<u32>,
    /// Sign-ins from more addresses than this lock the account (LOCK-01).
    #[serde(default = "initial_lock_addresses")]
    pub lock_addresses: u32,
    /// Within so many hours (LOCK-01).
    #[serde(default = "initial_lock_hours")]
    pub lock_hours: u32,
    /// How many days sign-ins are kept; until the person is erased while there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_logins_days: Option<u32>,
    /// How many days mails that have ended keep what is personal in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_mails_days: Option<u32>,
    /// How many days answers to quizzes are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_answers_days: Option<u32>,
    /// How many days what SCORM modules sent is kept, from the last session of an attempt on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_cmi_days: Option<u32>,
    /// How many days a customer who is Inactive is kept before everything personal goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_inactive_days: Option<u32>,
}

fn initial_lock_addresses() -> u32 {
    5
}

fn initial_lock_hours() -> u32 {
    48
}

fn initial_base_url() -> String {
    "http://localhost:8080".to_owned()
}

fn initial_mail_from() -> String {
    "Rollbook <rollbook@localhost.localdomain>".to_owned()
}

impl Settings {
    /// What a new tenant starts with.
    pub fn initial() -> Self {
        Self {
            time_zone: Zone::utc(),
            currency: Currency::USD,
            locale: "en".to_owned(),
            import_max_rows: 100_000,
            password_min_length: 15,
            delete_rule: DeleteRule::Neither,
            guard_threshold: 100_000,
            is_test_clock_allowed: false,
            credentials_mail: CredentialsMail::Link,
            base_url: initial_base_url(),
            mail_from: initial_mail_from(),
            administrator_email: String::new(),
            quiz_grace_minutes: 0,
            expired_message: None,
            expired_message_many: None,
            expiry_notice_days: Vec::new(),
            lock_addresses: initial_lock_addresses(),
            lock_hours: initial_lock_hours(),
            keep_logins_days: None,
            keep_mails_days: None,
            keep_answers_days: None,
            keep_cmi_days: None,
            keep_inactive_days: None,
        }
    }
}

#[cfg(test)]
mod tests;
