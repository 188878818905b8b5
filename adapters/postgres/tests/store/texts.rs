//! Texts come back letter by letter, are found alike and stand in the same order as in the other stores.

use pollster::block_on;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{BillingAddress, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::{CommitId, CountingIds, CustomerId, GroupId, MailId};
use rollbook_domain::mail::{DedupeKey, MailFacts, MailKind, MailTextEvent, NewMail, OutboxEvent, TextParts};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    ActivityQuery, Cursor, CustomerKey, CustomerQuery, Delivery, LeaseRequest, PageRequest, Settlement,
    Store, StoreError, TenantStore,
};
use rollbook_domain::settings::{Settings, TenantEvent, TenantId};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, FieldName, Note, PersonName, Title};
use rollbook_domain::time::Instant;
use rollbook_memory::MemoryStore;
use rollbook_sqlite::{SqliteOptions, SqliteStore};

use crate::given::{Given, added};

/// Pieces that stores have been known to stumble over, beside any letter at all.
const PIECES: &[&str] = &[
    "a",
    "A",
    "b",
    "Z",
    "ä",
    "Ä",
    "a\u{308}",
    "ß",
    "ẞ",
    "İ",
    "ı",
    "i",
    "I",
    "ſ",
    "\u{212a}",
    "σ",
    "ς",
    "Σ",
    "ǆ",
    "ǅ",
    "é",
    "e\u{301}",
    "\u{1f469}\u{200d}\u{1f393}",
    "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
    "日本",
    "العربية",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{e000}",
    "'",
    "\"",
    "\\",
    "%",
    "_",
    "$1",
    "{",
    "\\u0000",
    "\u{0}",
    "\u{1}",
    "\u{1b}",
    "\t",
    "\n",
    "\r\n",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    " ",
    "  ",
    "-",
    "1",
];

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let short = prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat());
    // Now and then as long as the longest text may be.
    (short, prop::sample::select(&[1, 1, 1, 1, 50, 2000])).prop_map(|(text, longest): (String, usize)| {
        if longest == 1 { text } else { text.chars().cycle().take(longest).collect() }
    })
}

/// The first of some texts that the domain accepts as a kind of text, and one that it does for sure.
fn accepted<T, E>(texts: &[String], parse: impl Fn(&str) -> Result<T, E>, sure: &str) -> T {
    texts.iter().find_map(|text| parse(text).ok()).or_else(|| parse(sure).ok()).unwrap()
}

/// The same commits in every store.
struct Sisters {
    ids: CountingIds,
    /// Memory comes first: it keeps the domain's own values.
    tenants: Vec<std::sync::Arc<dyn TenantStore>>,
}

impl Sisters {
    /// Writes new things, and one event more to each stream that is written to every time.
    fn write(&self, earlier: u64, events: Vec<(Event, Option<Note>)>, mail: Option<NewMail>, actor: &str) {
        let actor = Actor::administrator(actor, Channel::Cli);
        let mut commit = Commit::new(CommitId::next(&self.ids), Instant::EPOCH, actor);
        for (event, note) in events {
            let stream = event.stream();
            let is_shared = matches!(stream, StreamId::Outbox | StreamId::MailText(_));
            commit.expect(stream, if is_shared { Revision::new(earlier) } else { Revision::NONE });
            commit.push(event, note);
        }
        commit.mails.extend(mail);
        for tenant in &self.tenants {
            block_on(tenant.commit(commit.clone())).unwrap();
        }
    }

    /// Asks every store, and gives the one answer.
    fn agreed<T: PartialEq + std::fmt::Debug>(&self, ask: impl Fn(&dyn TenantStore) -> T) -> T {
        let mut answers = self.tenants.iter().map(|tenant| ask(&**tenant));
        let first = answers.next().unwrap();
        for other in answers {
            assert_eq!(first, other);
        }
        first
    }
}

/// Everything of a profile, as text: an address is one with another that is typed otherwise.
fn spelled(profile: &Profile) -> String {
    let address = profile.billing_address.as_deref().and_then(|address| address.line_one.clone());
    let Profile { first_name, last_name, email, code, fields, .. } = profile;
    let names = (first_name.as_str(), last_name.as_str(), email.as_typed(), email.canonical());
    format!("{names:?} {code:?} {address:?} {fields:?}")
}

fn profile(texts: &[String], number: u64) -> Profile {
    let name = |texts: &[String]| accepted(texts, PersonName::parse, "Ada");
    let domain = accepted(texts, |text| EmailAddress::parse(&format!("a@{text}.example")), "school");
    let (_, domain) = domain.as_typed().split_once('@').unwrap();
    let email = EmailAddress::parse(&format!("Learner.{number}@{domain}")).unwrap();
    let mut profile = Profile::new(name(texts), name(&texts[1..]), email);
    // A code of each person's own.
    let code = accepted(&texts[2..], |text| Code::parse(&format!("{number}.{text}")), "X");
    profile.code = Some(code);
    let line = accepted(&texts[1..], Title::parse, "Street").as_str().to_owned();
    profile.billing_address =
        Some(Box::new(BillingAddress { line_one: Some(line), ..BillingAddress::default() }));
    for (place, text) in texts.iter().enumerate() {
        let value = accepted(std::slice::from_ref(text), Note::parse, "none").as_str().to_owned();
        profile.fields.insert(FieldName::parse(&format!("field-{place}")).unwrap(), value);
    }
    profile
}

/// Writes one person, group, mail and text made of the given ones, and reads all of it again.
fn try_texts(sisters: &Sisters, texts: &[String], number: u64) {
    let (customer, group) = (CustomerId::next(&sisters.ids), GroupId::next(&sisters.ids));
    let profile = profile(texts, number);
    let note = accepted(texts, Note::parse, "Why");
    let name = accepted(texts, Title::parse, "Group");
    let code = accepted(texts, |text| Code::parse(&format!("{number}.{text}")), "X");
    let everything = texts.concat();
    let parts = TextParts { subject: everything.clone(), text: everything.clone(), html: everything.clone() };
    let facts = MailFacts { first_name: Some(everything.clone()), ..MailFacts::default() };
    let to = Personal::new(profile.email.clone());
    let mail_id = MailId::next(&sisters.ids);
    let mail = NewMail {
        id: mail_id,
        kind: MailKind::Welcome,
        to: to.clone(),
        customer: Some(customer),
        facts: facts.clone(),
        secret: None,
        dedupe: DedupeKey::new(MailKind::Welcome, mail_id),
        is_held: false,
    };
    let group_added = GroupEvent::GroupAdded { code, name, is_inherited: false };
    let events = vec![
        (added(customer, profile.clone()), Some(note.clone())),
        (Event::Group(group, group_added), None),
        (Event::MailText(MailKind::Welcome, MailTextEvent::TextEdited { parts: Box::new(parts) }), None),
        (Event::Outbox(OutboxEvent::AddressSuppressed { address: Some(to) }), None),
    ];
    sisters.write(number - 1, events, Some(mail), &everything);

    let key = CustomerKey::Code(profile.code.clone().unwrap());
    for key in [CustomerKey::Id(customer), CustomerKey::Email(profile.email.key()), key] {
        let found = sisters.agreed(|tenant| block_on(tenant.find_customer(&key)).unwrap().unwrap());
        assert_eq!(found.customer.id, customer);
        assert_eq!(spelled(found.customer.profile().unwrap()), spelled(&profile));
    }
    let of_stream = ActivityQuery { stream: Some(StreamId::Customer(customer)), is_newest_first: false };
    let page = PageRequest::first(10);
    let activity = sisters.agreed(|tenant| block_on(tenant.activity(&of_stream, &page)).unwrap());
    assert_eq!(activity.items[0].note.as_ref().map(Note::as_str), Some(note.as_str()));
    assert_eq!(activity.items[0].actor.name, everything);
    sisters.agreed(|tenant| block_on(tenant.mail_texts()).unwrap());
    let mail = sisters.agreed(|tenant| block_on(tenant.find_mail(mail_id)).unwrap().unwrap());
    assert!(mail.facts == Some(facts));
    sisters.agreed(|tenant| block_on(tenant.suppressions()).unwrap());
    sisters.agreed(|tenant| block_on(tenant.groups()).unwrap());
    for text in texts.iter().chain([&everything]) {
        // A part of it, and the whole in the other case.
        for wanted in [text.chars().take(2).collect(), text.to_uppercase(), text.to_lowercase()] {
            let query = CustomerQuery { text: Some(wanted), ..CustomerQuery::default() };
            let page = PageRequest::first(1_000);
            sisters.agreed(|tenant| block_on(tenant.list_customers(&query, &page)).unwrap());
        }
    }
}

#[test]
fn any_text_that_the_domain_accepts_comes_back_and_is_found_and_sorted_as_in_the_other_stores() {
    let given = Given::an_empty_database();
    let folder = tempfile::tempdir().unwrap();
    let sqlite = SqliteStore::create(&folder.path().join("rollbook.db"), &SqliteOptions::default()).unwrap();
    let stores: [Box<dyn Store>; 3] =
        [Box::new(MemoryStore::new()), Box::new(sqlite), Box::new(given.open())];
    let tenants = stores.iter().map(|store| store.tenant(&TenantId::default())).collect();
    let sisters = Sisters { ids: CountingIds::starting_at(1), tenants };
    let settings = Box::new(Settings::initial());
    sisters.write(0, vec![(Event::Tenant(TenantEvent::TenantAdded { settings }), None)], None, "grace");
    let number = std::cell::Cell::new(0);
    let strategy = prop::collection::vec(any_text(), 3..6);
    // One after the other into the same stores, so that there is more and more to sort, and nothing is tried again.
    let config = Config { cases: 48, max_shrink_iters: 0, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&strategy, |texts| {
            number.set(number.get() + 1);
            try_texts(&sisters, &texts, number.get());
            Ok(())
        })
        .unwrap();
}

/// The one letter that the server's texts cannot hold. Where the domain lets it through, it stands in JSON, which writes it in
/// other letters; what is looked for with it in it is nowhere.
#[test]
fn what_holds_a_nul_is_refused_by_the_domain_or_found_nowhere() {
    let nul = "a\0b";
    assert!(PersonName::parse(nul).is_err() && Title::parse(nul).is_err() && Note::parse(nul).is_err());
    assert!(Code::parse(nul).is_err() && FieldName::parse(nul).is_err() && TenantId::parse(nul).is_err());
    assert!(
        EmailAddress::parse("a\0b@example.org").is_err() && EmailAddress::parse("a@b\0c.example").is_err()
    );
    let given = Given::a_database();
    let store = given.open();
    let tenant = crate::given::tenant(&store);
    let query = CustomerQuery { text: Some(nul.to_owned()), ..CustomerQuery::default() };
    let found = block_on(tenant.list_customers(&query, &PageRequest::first(10))).unwrap();
    assert_eq!(found.items, []);
    let page = PageRequest::after(Cursor::new(nul), 10);
    let refused = block_on(tenant.list_customers(&CustomerQuery::default(), &page)).unwrap_err();
    assert!(matches!(refused, StoreError::BadCursor(_)), "{refused}");
}

/// What a mail server says is put on one line by the domain before it comes here; if it were not, nothing is lost.
#[test]
fn a_problem_with_a_nul_is_not_taken_and_the_mail_stays_leased() {
    let given = Given::a_database();
    let store = given.open();
    let tenant = crate::given::tenant(&store);
    let (now, until) = (Instant::EPOCH, Instant::from_micros(1_000).unwrap());
    let leased = block_on(tenant.lease(&LeaseRequest { now, until, limit: 1 })).unwrap();
    let mail = &leased[0].mail;
    let settle = |problem: &str| {
        let delivery = Delivery::Retry { due_at: until, problem: problem.to_owned() };
        block_on(tenant.settle(&Settlement { mail: mail.id, epoch: mail.epoch, at: now, delivery }))
    };
    assert!(settle("a\0b").is_err());
    assert_eq!(block_on(tenant.find_mail(mail.id)).unwrap().unwrap().state, mail.state);
    assert!(settle("a b").is_ok());
}
