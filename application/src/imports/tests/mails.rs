use std::sync::{Arc, Mutex};

use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, LinkPurpose};
use rollbook_domain::event::Event;
use rollbook_domain::mail::{MailKind, NewMail, SecretUse};
use rollbook_domain::plan::roster::{RosterMails, RosterOptions};
use rollbook_domain::port::{CountingVault, PasswordHasher, Vault, VaultError};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::secret::{LinkSecret, PasswordHash};
use rollbook_domain::settings::CredentialsMail;
use rollbook_domain::text::{Note, Title};

use super::{PlainReader, done, never_asked, tenant};
use crate::Failure;
use crate::imports::{ImportFile, ImportOptions, ImportReport, NoProgress, RosterImport, import_roster};
use crate::testing::world::{catalogue, known_ada, night};
use crate::testing::{MockHasher, MockPorts, Room, now};

/// Ada is there already and Grace brings a password; Alan and Kurt are new without one.
const FILE: &str = "First Name,Last Name,Email,Password,Price ID,Cost\n\
    Augusta,King,ada@example.org,,ALG-MONTH,10\n\
    Grace,Hopper,grace@example.org,a password of hers,ALG-MONTH,20\n\
    Alan,Turing,alan@example.org,,ALG-MONTH,30\n\
    Kurt,Goedel,kurt@example.org,,,";

fn welcoming() -> RosterOptions {
    RosterOptions { sends_welcome: true, ..RosterOptions::default() }
}

/// What was committed, and the report.
fn imported(
    meaning: RosterOptions,
    mails: RosterMails,
    credentials: CredentialsMail,
    vault: &dyn Vault,
) -> (Result<ImportReport, Failure>, Option<Commit>) {
    let mut store = MockPorts::new();
    let mut state = tenant();
    state.settings.credentials_mail = credentials;
    store.expect_tenant_state().returning(move || Ok(Some(state.clone())));
    store.expect_find_import().returning(|_| Ok(None));
    store.expect_groups().returning(|| Ok(vec![night()]));
    store.expect_catalogue().returning(|| Ok(catalogue()));
    store.expect_known_customers().returning(|_, _| Ok(vec![known_ada()]));
    let written = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&written);
    store.expect_commit().times(0..=1).returning(move |commit| {
        commit.positions().expect("every stream is expected");
        *kept.lock().unwrap() = Some(commit);
        Ok(done())
    });
    let mut hasher = MockHasher::new();
    hasher.expect_hash_many().returning(|passwords| {
        Ok(passwords.iter().map(|password| PasswordHash::from_stored(password.reveal())).collect())
    });
    let hasher: &dyn PasswordHasher = &hasher;
    let room = Room::with(store);
    let file = ImportFile { bytes: FILE.as_bytes(), reader: &PlainReader, progress: &NoProgress };
    let roster = RosterImport { meaning, mails, hasher, vault };
    let report = pollster::block_on(import_roster(&room.desk(), file, roster, ImportOptions::default()));
    let commit = written.lock().unwrap().take();
    (report, commit)
}

fn told(mails: &[NewMail]) -> Vec<(MailKind, &str)> {
    mails.iter().map(|mail| (mail.kind, mail.to.reveal().as_typed())).collect()
}

fn of<'a>(mails: &'a [NewMail], kind: MailKind, address: &str) -> &'a NewMail {
    let wanted = |mail: &&NewMail| mail.kind == kind && mail.to.reveal().as_typed() == address;
    mails.iter().find(wanted).unwrap_or_else(|| panic!("{kind} to {address}"))
}

fn events(commit: &Commit, wanted: impl Fn(&CustomerEvent) -> bool) -> Vec<CustomerEvent> {
    let customer = |event: &Event| match event {
        Event::Customer(_, RecordEvent::Customer(event)) if wanted(event) => Some(event.clone()),
        _ => None,
    };
    commit.events.iter().filter_map(|new| customer(&new.event)).collect()
}

/// MAIL-01, X-15: without a welcome nobody is told a secret, and the report names who has no way in.
#[test]
fn whoever_got_orders_gets_one_confirmation_and_who_cannot_sign_in_is_named() {
    let vault = never_asked();
    let (report, commit) =
        imported(RosterOptions::default(), RosterMails::default(), CredentialsMail::Link, &vault);
    let (report, commit) = (report.unwrap(), commit.unwrap());
    let confirmation = MailKind::OrderConfirmation;
    let expected = ["ada@example.org", "grace@example.org", "alan@example.org"];
    assert_eq!(told(&commit.mails), expected.map(|address| (confirmation, address)));
    assert_eq!(report.counts.mails, 3);
    let no_way_in = report.cannot_sign_in.unwrap();
    assert_eq!(
        (no_way_in.count, no_way_in.emails.as_slice()),
        (2, &["alan@example.org", "kurt@example.org"].map(str::to_owned)[..])
    );
    assert!(commit.mails.iter().all(|mail| mail.secret.is_none() && !mail.is_held));
}

/// MAIL-01
#[test]
fn no_confirmation_is_sent_where_none_is_wanted() {
    let meaning = RosterOptions { omits_confirmations: true, ..RosterOptions::default() };
    let (report, commit) = imported(meaning, RosterMails::default(), CredentialsMail::Link, &never_asked());
    assert_eq!((report.unwrap().counts.mails, commit.unwrap().mails.len()), (0, 0));
}

/// IMP-15, MAIL-02, X-15
#[test]
fn a_welcome_goes_to_everybody_and_tells_a_link_to_those_without_a_password() {
    let vault = CountingVault::default();
    let (report, commit) = imported(welcoming(), RosterMails::default(), CredentialsMail::Link, &vault);
    let (report, commit) = (report.unwrap(), commit.unwrap());
    assert_eq!((report.counts.mails, report.counts.cannot_sign_in), (7, 0));
    let welcomed: Vec<&str> = told(&commit.mails)
        .into_iter()
        .filter(|(kind, _)| *kind == MailKind::Welcome)
        .map(|(_, to)| to)
        .collect();
    assert_eq!(welcomed, ["ada@example.org", "grace@example.org", "alan@example.org", "kurt@example.org"]);
    for address in ["ada@example.org", "grace@example.org"] {
        assert_eq!(of(&commit.mails, MailKind::Welcome, address).secret, None, "{address} has a password");
    }
    let alan = of(&commit.mails, MailKind::Welcome, "alan@example.org");
    let secret = alan.secret.as_ref().unwrap();
    assert_eq!(secret.usage, SecretUse::PasswordLink);
    let expires_at = LinkPurpose::SetPassword.expires_at(now());
    assert_eq!(
        (alan.facts.purpose, alan.facts.expires_at),
        (Some(LinkPurpose::SetPassword), Some(expires_at))
    );
    let link = LinkSecret::parse(&vault.open_for_mail(alan.id, &secret.sealed).unwrap()).unwrap().hash();
    let made = CustomerEvent::AccountLinkMade { purpose: LinkPurpose::SetPassword, link, expires_at };
    assert_eq!(events(&commit, |event| *event == made).len(), 1);
    assert_eq!(events(&commit, |event| matches!(event, CustomerEvent::AccountLinkMade { .. })).len(), 2);
}

/// the source's behaviour.
#[test]
fn a_password_can_be_made_and_told_once_and_must_be_changed() {
    let vault = CountingVault::default();
    let (_, commit) = imported(welcoming(), RosterMails::default(), CredentialsMail::Generated, &vault);
    let commit = commit.unwrap();
    let kurt = of(&commit.mails, MailKind::Welcome, "kurt@example.org");
    let secret = kurt.secret.as_ref().unwrap();
    assert_eq!((secret.usage, kurt.facts.expires_at), (SecretUse::Password, None));
    let password = vault.open_for_mail(kurt.id, &secret.sealed).unwrap();
    let hash = Some(PasswordHash::from_stored(password.as_str()));
    let set = CustomerEvent::PasswordSet { hash, must_change: true };
    assert_eq!(events(&commit, |event| *event == set).len(), 1);
    let hers = Some(PasswordHash::from_stored("a password of hers"));
    let set = CustomerEvent::PasswordSet { hash: hers, must_change: false };
    assert_eq!(events(&commit, |event| *event == set).len(), 1, "a password of the file is hers to keep");
}

/// IMP-16, IMP-17
#[test]
fn subject_and_text_of_an_import_stand_in_its_welcomes_and_its_mails_can_wait() {
    let mails = RosterMails {
        subject: Title::parse("Term begins").ok(),
        text: Note::parse("Bring a pencil.").ok(),
        are_held: true,
    };
    let (_, commit) = imported(welcoming(), mails, CredentialsMail::Link, &CountingVault::default());
    let commit = commit.unwrap();
    assert!(commit.mails.iter().all(|mail| mail.is_held));
    let welcome = of(&commit.mails, MailKind::Welcome, "ada@example.org");
    assert_eq!(welcome.facts.subject.as_deref(), Some("Term begins"));
    assert_eq!(welcome.facts.text.as_deref(), Some("Bring a pencil."));
    let confirmation = of(&commit.mails, MailKind::OrderConfirmation, "ada@example.org");
    assert_eq!((&confirmation.facts.subject, &confirmation.facts.text), (&None, &None));
}

///
#[test]
fn without_a_key_nobody_without_a_password_is_welcomed_and_nothing_is_written() {
    let (report, commit) =
        imported(welcoming(), RosterMails::default(), CredentialsMail::Link, &never_asked());
    assert!(matches!(report, Err(Failure::Vault(VaultError::NoKey(_)))));
    assert_eq!(commit, None);
}
