//! Changing a setting.

use std::collections::BTreeSet;

use super::{CredentialsMail, DeleteRule, SettingKey, Settings, TenantEvent};
use crate::email::EmailAddress;
use crate::money::Currency;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{LOCK_01, Q_26, Q_45, RuleId, X_05, X_19};
use crate::text::{Message, TextError, shown};
use crate::time::Zone;

/// The most days that something may be kept: a century.
const LONGEST_PERIOD: u32 = 36_500;

/// A setting that cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsRefused {
    /// The value is not of the accepted form.
    #[error("`{value}` will not do for the setting {key}; give {accepted}")]
    NotAccepted {
        /// The setting.
        key: &'static str,
        /// What was given.
        value: String,
        /// What may be given.
        accepted: &'static str,
    },
    /// Prices and orders are in the currency already.
    #[error("the currency cannot change once the catalogue has prices; {0} stays")]
    CurrencyInUse(Currency),
    /// The lock rule looks back further than sign-ins would be kept.
    #[error(
        "the setting lock_hours is {hours}, so sign-ins have to be kept for {} days at least, not {days}",
        hours.div_ceil(24)
    )]
    LockNeedsLogins {
        /// How many days they would be kept.
        days: u32,
        /// How many hours the lock rule looks back.
        hours: u32,
    },
}

impl Refusal for SettingsRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NotAccepted { key: "import_max_rows", .. } => &[Q_26],
            Self::NotAccepted { key: "time_zone", .. } => &[X_19],
            Self::NotAccepted { key: "quiz_grace_minutes", .. } => &[Q_45],
            Self::NotAccepted { key: "lock_addresses" | "lock_hours", .. } | Self::LockNeedsLogins { .. } => {
                &[LOCK_01]
            }
            Self::NotAccepted { key, .. } if key.starts_with("keep_") => &[X_05],
            Self::NotAccepted { .. } | Self::CurrencyInUse(_) => &[],
        }
    }
}

/// Changes one setting; windows already frozen stay as they are (ACC-04).
///
/// # Errors
/// [`SettingsRefused`] naming the setting, the value and the accepted form.
pub fn change(
    settings: &Settings,
    key: SettingKey,
    value: &str,
    has_prices: bool,
) -> Result<(Outcome, Vec<TenantEvent>), SettingsRefused> {
    let mut new = settings.clone();
    if set(&mut new, key, value.trim()).is_none() {
        let (key, value, accepted) = (key.name(), shown(value), key.accepted());
        return Err(SettingsRefused::NotAccepted { key, value, accepted });
    }
    if has_prices && new.currency != settings.currency {
        return Err(SettingsRefused::CurrencyInUse(settings.currency));
    }
    if let Some(days) = new.keep_logins_days.filter(|days| days.saturating_mul(24) < new.lock_hours) {
        return Err(SettingsRefused::LockNeedsLogins { days, hours: new.lock_hours });
    }
    if new == *settings {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![TenantEvent::SettingsChanged { settings: Box::new(new) }]))
}

fn set(settings: &mut Settings, key: SettingKey, value: &str) -> Option<()> {
    match key {
        SettingKey::TimeZone => settings.time_zone = Zone::parse(value).ok()?,
        SettingKey::Currency => settings.currency = Currency::parse(value).ok()?,
        SettingKey::Locale => settings.locale = locale(value)?,
        SettingKey::ImportMaxRows => settings.import_max_rows = within(value, 1, 10_000_000)?,
        SettingKey::PasswordMinLength => settings.password_min_length = within(value, 8, 128)?,
        SettingKey::DeleteRule => {
            settings.delete_rule = match value {
                "neither" => DeleteRule::Neither,
                "either" => DeleteRule::Either,
                _ => return None,
            }
        }
        SettingKey::GuardThreshold => settings.guard_threshold = within(value, 1, u32::MAX)?,
        SettingKey::CredentialsMail => {
            settings.credentials_mail = match value {
                "link" => CredentialsMail::Link,
                "generated" => CredentialsMail::Generated,
                _ => return None,
            }
        }
        SettingKey::BaseUrl => settings.base_url = base_url(value)?,
        SettingKey::MailFrom => settings.mail_from = mail_from(value)?,
        SettingKey::LockAddresses => settings.lock_addresses = within(value, 1, 1_000)?,
        SettingKey::LockHours => settings.lock_hours = within(value, 1, 8_760)?,
        SettingKey::KeepLoginsDays => keep(&mut settings.keep_logins_days, value)?,
        SettingKey::KeepMailsDays => keep(&mut settings.keep_mails_days, value)?,
        SettingKey::KeepAnswersDays => keep(&mut settings.keep_answers_days, value)?,
        SettingKey::KeepCmiDays => keep(&mut settings.keep_cmi_days, value)?,
        SettingKey::KeepInactiveDays => keep(&mut settings.keep_inactive_days, value)?,
        SettingKey::AdministratorEmail => {
            settings.administrator_email = match value {
                "none" => String::new(),
                address => EmailAddress::parse(address).ok()?.as_typed().to_owned(),
            }
        }
        SettingKey::QuizGraceMinutes => settings.quiz_grace_minutes = within(value, 0, 10_080)?,
        SettingKey::ExpiredMessage => settings.expired_message = message(value).ok()?,
        SettingKey::ExpiredMessageMany => settings.expired_message_many = message(value).ok()?,
        SettingKey::ExpiryNoticeDays => settings.expiry_notice_days = notice_days(value)?,
        SettingKey::TestClock => {
            settings.is_test_clock_allowed = match value {
                "yes" => true,
                "no" => false,
                _ => return None,
            }
        }
    }
    Some(())
}

fn message(value: &str) -> Result<Option<Message>, TextError> {
    if value == "none" { Ok(None) } else { Message::parse(value).map(Some) }
}

fn within(value: &str, least: u32, most: u32) -> Option<u32> {
    value.parse().ok().filter(|number| (least..=most).contains(number))
}

/// Sets a period in days, or none.
fn keep(days: &mut Option<u32>, value: &str) -> Option<()> {
    *days = if value == "none" { None } else { Some(within(value, 1, LONGEST_PERIOD)?) };
    Some(())
}

/// Days before an end, each once and the most first.
fn notice_days(value: &str) -> Option<Vec<u32>> {
    if value == "none" {
        return Some(Vec::new());
    }
    let days: Option<BTreeSet<u32>> = value.split(',').map(|day| within(day.trim(), 1, 365)).collect();
    days.filter(|days| days.len() <= 10).map(|days| days.into_iter().rev().collect())
}

fn locale(value: &str) -> Option<String> {
    let is_tag = (2..=35).contains(&value.len())
        && value.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric())
        });
    is_tag.then(|| value.to_owned())
}

/// An address of links: http or https, a host, an optional path; no query, fragment, user or white space.
fn base_url(value: &str) -> Option<String> {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let is_plain = rest.chars().all(|letter| {
        letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | '~' | ':' | '/' | '[' | ']')
    });
    let is_url = is_plain && !host.is_empty() && value.len() <= 500;
    is_url.then(|| value.trim_end_matches('/').to_owned())
}

/// A sender: an address, or a name with an address in angle brackets.
fn mail_from(value: &str) -> Option<String> {
    let (name, address) = match value.strip_suffix('>') {
        Some(rest) => rest.split_once('<')?,
        None => ("", value),
    };
    let name = name.trim();
    let address = EmailAddress::parse(address).ok()?;
    if name.is_empty() {
        return Some(address.as_typed().to_owned());
    }
    let is_name = name.chars().count() <= 100
        && name.chars().all(|letter| !letter.is_control() && !"<>\"".contains(letter));
    is_name.then(|| format!("{name} <{}>", address.as_typed()))
}
