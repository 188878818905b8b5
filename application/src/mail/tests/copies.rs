use pollster::block_on;
use rollbook_domain::mail::{Mail, MailFacts, MailKind, MailState, MailText, SecretUse};
use rollbook_domain::port::{CountingVault, MailQuery, Page, PageRequest, TenantState};

use super::{edited, mail_id, queued, school, secret, with_subject};
use crate::mail::{ShownMail, list_mails, show_mail};
use crate::testing::{MockPorts, Room, new_tenant};
use crate::{Failure, What};

fn store(mail: Option<Mail>, texts: Vec<MailText>) -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(TenantState { settings: school(), ..new_tenant() })));
    store.expect_mail_texts().returning(move || Ok(texts.clone()));
    let found = mail.clone();
    store.expect_find_mail().returning(move |_| Ok(found.clone()));
    store
        .expect_mails()
        .returning(move |_, _| Ok(Page { items: mail.clone().into_iter().collect(), next: None }));
    store
}

fn shown(mail: Mail, texts: Vec<MailText>) -> ShownMail {
    let id = mail.id;
    let room = Room::with(store(Some(mail), texts));
    block_on(show_mail(&room.desk(), id)).unwrap()
}

fn listed_subject(mail: Mail, texts: Vec<MailText>) -> Option<String> {
    let room = Room::with(store(Some(mail), texts));
    let page = block_on(list_mails(&room.desk(), &MailQuery::default(), &PageRequest::everything())).unwrap();
    page.items[0].subject.clone()
}

/// N35
#[test]
fn no_copy_of_a_mail_has_its_secret_and_nothing_that_prints_has_anything_personal() {
    let vault = CountingVault::default();
    for kind in MailKind::ALL {
        let mail = queued(&vault, 1, kind);
        let usage = mail.secret.as_ref().map(|secret| secret.usage);
        let shown = shown(mail.clone(), Vec::new());
        let copy = shown.copy.as_ref().unwrap();
        let subject = listed_subject(mail, Vec::new()).unwrap();
        for text in [&copy.subject, &copy.text, &copy.html, &subject] {
            assert!(!text.contains(&secret(1)), "{kind}: {text}");
        }
        let stands = |text: &str| usage.is_none_or(|usage| text.contains(usage.placeholder()));
        assert!(stands(&copy.text) && stands(&copy.html), "{kind}");
        let printed = format!("{shown:?}");
        assert!(!printed.contains("anna1") && !printed.contains("Ada") && !printed.contains(&secret(1)));
        assert_eq!(shown.from, "Example School <school@example.org>");
    }
}

#[test]
fn a_mail_that_was_sent_is_shown_with_the_text_it_was_sent_with_and_where_its_secret_stood() {
    let vault = CountingVault::default();
    let kind = MailKind::SignInDetails;
    let text = edited(kind, &[Some(with_subject(kind, "First")), Some(with_subject(kind, "Second"))]);
    let sent =
        Mail { state: MailState::Sent, secret: None, text_version: Some(1), ..queued(&vault, 1, kind) };
    let shown = shown(sent.clone(), vec![text.clone()]);
    let copy = shown.copy.unwrap();
    assert_eq!((shown.text_version, copy.subject.as_str()), (1, "First"));
    assert!(copy.text.contains("[link]"), "{}", copy.text);
    assert_eq!(listed_subject(sent.clone(), vec![text.clone()]).as_deref(), Some("First"));
    let waiting = Mail { state: MailState::Queued, text_version: None, ..sent };
    assert_eq!(listed_subject(waiting, vec![text]).as_deref(), Some("Second"));
}

#[test]
fn a_sent_mail_remembers_whether_it_told_a_link_or_a_password_or_nothing() {
    let vault = CountingVault::default();
    let text_of = |tells| {
        let mail = queued(&vault, 1, MailKind::Welcome);
        let facts = mail.facts.clone().map(|facts| MailFacts { tells, ..facts });
        shown(Mail { state: MailState::Sent, secret: None, facts, ..mail }, Vec::new()).copy.unwrap().text
    };
    assert!(text_of(Some(SecretUse::Password)).contains("\n[password]\n"));
    assert!(text_of(Some(SecretUse::PasswordLink)).contains("\n[link]\n"));
    assert!(text_of(None).contains("the password you have"));
}

#[test]
fn an_erased_mail_is_listed_without_subject_and_shown_without_copy() {
    let vault = CountingVault::default();
    let erased = Mail { facts: None, to: None, ..queued(&vault, 1, MailKind::Welcome) };
    assert_eq!(listed_subject(erased.clone(), Vec::new()), None);
    assert_eq!(shown(erased, Vec::new()).copy, None);
}

#[test]
fn a_mail_that_does_not_exist_is_not_found() {
    let room = Room::with(store(None, Vec::new()));
    let failure = block_on(show_mail(&room.desk(), mail_id(1))).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Mail, .. }));
    assert!(failure.to_string().contains("`rollbook mail list`"));
}
