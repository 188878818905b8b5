//! Settings: whole, at their revision.

use pollster::block_on;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::money::Currency;
use rollbook_domain::port::TenantState;
use rollbook_domain::settings::{CredentialsMail, DeleteRule, Settings, TenantEvent};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Message;
use rollbook_domain::time::Zone;

use crate::Fixture;
use crate::cases::cases;

cases! { settings:
    a_new_tenant_has_the_settings_it_was_made_with,
    every_setting_comes_back_as_it_was_written,
}

fn state(fixture: &Fixture) -> TenantState {
    block_on(fixture.tenant.tenant_state()).unwrap().unwrap()
}

fn a_new_tenant_has_the_settings_it_was_made_with(fixture: &Fixture) {
    let expected = TenantState { settings: Settings::initial(), revision: Revision::new(1) };
    assert_eq!(state(fixture), expected);
    assert_eq!(fixture.revision(StreamId::Tenant), Revision::new(1));
}

fn every_setting_comes_back_as_it_was_written(fixture: &Fixture) {
    let settings = Settings {
        time_zone: Zone::parse("America/Argentina/Buenos_Aires").unwrap(),
        currency: Currency::parse("KWD").unwrap(),
        locale: "zh-Hant-TW".to_owned(),
        import_max_rows: u32::MAX,
        password_min_length: 128,
        delete_rule: DeleteRule::Either,
        guard_threshold: 1,
        is_test_clock_allowed: true,
        credentials_mail: CredentialsMail::Generated,
        base_url: "https://learn.example.org/school".to_owned(),
        mail_from: "Schüle & Co <school@example.org>".to_owned(),
        expiry_notice_days: vec![30, 7],
        administrator_email: "office@example.org".to_owned(),
        quiz_grace_minutes: 10_080,
        expired_message: Message::parse("Over: {{ courses }}").ok(),
        expired_message_many: Message::parse("All over:\n{{ courses }}").ok(),
        lock_addresses: 1_000,
        lock_hours: 8_760,
        keep_logins_days: Some(36_500),
        keep_mails_days: Some(1),
        keep_answers_days: Some(400),
        keep_cmi_days: Some(500),
        keep_inactive_days: Some(1_095),
    };
    let changed = TenantEvent::SettingsChanged { settings: Box::new(settings.clone()) };
    fixture.write([Event::Tenant(changed)]);
    assert_eq!(state(fixture), TenantState { settings, revision: Revision::new(2) });
    let back = TenantEvent::SettingsChanged { settings: Box::new(Settings::initial()) };
    fixture.write([Event::Tenant(back)]);
    assert_eq!(state(fixture), TenantState { settings: Settings::initial(), revision: Revision::new(3) });
}
