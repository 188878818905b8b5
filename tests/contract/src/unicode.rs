//! Texts in every script come back letter by letter, and are found in either case.

use pollster::block_on;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::Event;
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::{CustomerId, GroupId};
use rollbook_domain::port::{CustomerKey, CustomerQuery, PageRequest};
use rollbook_domain::text::FieldName;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::joined;
use crate::words::{code, note, profile, profile_coded, profile_named, start, title};

cases! { unicode:
    names_of_every_script_come_back_letter_by_letter,
    titles_of_every_script_come_back_letter_by_letter,
    codes_with_combining_marks_are_one_code,
    codes_are_found_by_greek_capitals_and_both_sigmas,
    a_search_finds_names_in_the_other_case_beyond_ascii,
    a_search_agrees_with_the_domain_for_letters_whose_cases_differ_in_length,
    a_search_takes_every_character_for_itself,
    field_values_and_notes_keep_every_letter,
}

const NAMES: &[&str] = &[
    "Zoë",
    "Ångström",
    "Straße",
    "İbrahim",
    "Ισίδωρος Σίσυφος",
    "Дмитрий",
    "محمد",
    "שָׁלוֹם",
    "李小龍",
    "김연아",
    "नरेंद्र",
    "ไพรัช",
    "Nguyễn Thị Ánh",
    "👩🏽‍🎓 Emoji",
    "𝔄𝔡𝔞",
    "ǅungla",
    "O'Neil-Smith, Jr.",
    "e\u{301}tudiant",
];

fn found(fixture: &Fixture, text: &str) -> Vec<CustomerId> {
    let query = CustomerQuery { text: Some(text.to_owned()), ..CustomerQuery::default() };
    let page = block_on(fixture.tenant.list_customers(&query, &PageRequest::everything())).unwrap();
    page.items.into_iter().map(|summary| summary.id).collect()
}

fn names_of_every_script_come_back_letter_by_letter(fixture: &Fixture) {
    for (count, name) in NAMES.iter().enumerate() {
        let written = profile_named(name, name, &format!("c{count}@example.org"));
        let id = fixture.customer_with(written.clone());
        let record = fixture.record(id);
        let read = record.customer.profile().unwrap();
        assert_eq!(read.first_name.as_str(), written.first_name.as_str());
        assert_eq!(read.last_name.as_str(), written.last_name.as_str());
    }
}

fn titles_of_every_script_come_back_letter_by_letter(fixture: &Fixture) {
    for (count, name) in NAMES.iter().enumerate() {
        let id = GroupId::next(&fixture.ids);
        let (code, name) = (code(&format!("G-{count:02}")), title(name));
        let event = GroupEvent::GroupAdded { code, name: name.clone(), is_inherited: false };
        fixture.write([Event::Group(id, event)]);
        let groups = block_on(fixture.tenant.groups()).unwrap();
        assert_eq!(groups[count].name.as_str(), name.as_str());
    }
}

fn codes_with_combining_marks_are_one_code(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("ada@example.org", "e\u{301}cole-A\u{30a}"));
    for text in ["école-Å", "ÉCOLE-å", "E\u{301}COLE-a\u{30a}", "école-\u{212b}"] {
        let key = CustomerKey::Code(code(text));
        let record = block_on(fixture.tenant.find_customer(&key)).unwrap();
        assert_eq!(record.map(|record| record.customer.id), Some(ada), "{text}");
    }
}

fn codes_are_found_by_greek_capitals_and_both_sigmas(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("ada@example.org", "ΟΔΟΣ"));
    for text in ["οδος", "οδοσ", "Οδος"] {
        let known = block_on(fixture.tenant.known_customers(&[], &[code(text)])).unwrap();
        assert_eq!(known.len(), 1, "{text}");
        assert_eq!(known[0].id, ada);
    }
}

/// CUS-06
fn a_search_finds_names_in_the_other_case_beyond_ascii(fixture: &Fixture) {
    let add = |name: &str, address: &str| fixture.customer_with(profile_named(name, "Ng", address));
    let angstrom = add("Ångström", "a@example.org");
    let dmitri = add("Дмитрий", "b@example.org");
    let sisyphos = add("Σίσυφος", "c@example.org");
    let strasse = add("Straße", "d@Bücher.example");
    assert_eq!(found(fixture, "ÅNGSTRÖM"), [angstrom]);
    assert_eq!(found(fixture, "дмИТРИЙ ng"), [dmitri]);
    assert_eq!(found(fixture, "ΣΊΣΥΦΟΣ"), [sisyphos]);
    assert_eq!(found(fixture, "STRAßE"), [strasse]);
    assert_eq!(found(fixture, "XN--BCHER-KVA"), [strasse]);
}

/// CUS-06
fn a_search_takes_every_character_for_itself(fixture: &Fixture) {
    fixture.customer_with(profile_named("Ada", "Ng", "a@example.org"));
    let odd = fixture.customer_with(profile_named("100%_\\'*?", "Ng", "b@example.org"));
    for text in ["%", "0%_", "_", "\\", "'", "*", "?"] {
        assert_eq!(found(fixture, text), [odd], "{text}");
    }
    for text in ["a\0", "\0", "a%a", "a_a", "a*a"] {
        assert_eq!(found(fixture, text), [], "{text:?}");
    }
}

/// CUS-06
fn a_search_agrees_with_the_domain_for_letters_whose_cases_differ_in_length(fixture: &Fixture) {
    let customers: Vec<CustomerId> = (NAMES.iter().enumerate())
        .map(|(count, name)| {
            fixture.customer_with(profile_named(name, "Ng", &format!("c{count}@example.org")))
        })
        .collect();
    let records: Vec<_> = customers.iter().map(|id| fixture.record(*id)).collect();
    let capitals = NAMES.iter().map(|name| name.to_uppercase());
    let small = NAMES.iter().map(|name| name.to_lowercase());
    let odd =
        ["i", "I", "İ", "ı", "i\u{307}", "ß", "ẞ", "SS", "ς", "σ", "Σ", "ΟΣ N", "\u{301}", "🏽", "ǆ", "ﬁ"];
    for text in capitals.chain(small).chain(odd.map(str::to_owned)) {
        let query = CustomerQuery { text: Some(text.clone()), ..CustomerQuery::default() };
        let wanted: Vec<CustomerId> =
            records.iter().filter(|record| query.matches(record)).map(|record| record.customer.id).collect();
        assert_eq!(found(fixture, &text), wanted, "{text}");
    }
}

/// CUS-27
fn field_values_and_notes_keep_every_letter(fixture: &Fixture) {
    let mut written = profile("ada@example.org");
    for (count, name) in NAMES.iter().enumerate() {
        let value = if count == 0 { String::new() } else { format!("{name}\n\t\"{name}\" \u{0}") };
        written.fields.insert(FieldName::parse(&format!("field_{count}")).unwrap(), value);
    }
    let ada = fixture.customer_with(written.clone());
    assert_eq!(fixture.record(ada).customer.profile().unwrap().fields, written.fields);

    let group = fixture.group("CLUB");
    for name in NAMES {
        let mut commit = fixture.draft_of(start(), [joined(ada, group)]);
        commit.events[0].note = Some(note(name));
        fixture.commit(commit).unwrap();
        let record = fixture.record(ada);
        let kept = record.customer.memberships[0].stamp.note.as_ref().unwrap();
        assert_eq!(kept.as_str(), note(name).as_str());
        fixture.write([Event::Customer(ada, CustomerEvent::GroupLeft { group }.into())]);
    }
}
