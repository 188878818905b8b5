use super::super::{Role, course_lines, expired_message};
use crate::catalogue::Catalogue;
use crate::record::story::{Story, at};
use crate::settings::Settings;
use crate::text::Message;
use crate::time::Instant;
use crate::transcript::Transcript;

fn told_at(story: &Story, settings: &Settings, at: Instant) -> Option<String> {
    let (record, catalogue) = (&story.record, &story.catalogue);
    let nothing = Transcript::empty(record.customer.id);
    let lines = course_lines(catalogue, &record.grants, &record.enrollments, &nothing, Role::Learner, at);
    expired_message(settings, catalogue, &record.grants, &lines)
}

fn told(story: &Story, when: &str) -> Option<String> {
    told_at(story, &Settings::initial(), at(when))
}

fn message(text: &str) -> Message {
    Message::parse(text).unwrap()
}

/// VIEW-01: from the instant of the end on.
#[test]
fn who_has_one_course_is_told_once_it_has_expired() {
    let mut story = Story::begin();
    assert_eq!(told(&story, "2026-01-09"), None);
    story.assign("2026-01-10", "BBB-30");
    let end = at("2026-02-09");
    let just = |micros| told_at(&story, &Settings::initial(), end.checked_add_micros(micros).unwrap());
    assert_eq!(just(-1), None);
    let told = just(0).unwrap();
    assert!(told.contains("Your access to BBB has ended."), "{told}");
}

///
#[test]
fn who_has_several_courses_is_told_once_all_have_expired_in_words_for_many() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BBB-30");
    story.assign("2026-01-20", "BOTH-30");
    assert_eq!(told(&story, "2026-02-10"), None);
    let many = told(&story, "2026-02-20").unwrap();
    assert!(many.contains("all of your courses") && many.contains("BBB, CCC"), "{many}");
    // One that is to come is not over.
    story.assign("2026-02-21", "BBB-SPRING");
    assert_eq!(told(&story, "2026-02-25"), None);
    assert_eq!(told(&story, "2026-03-05"), None);
    assert!(told(&story, "2026-07-01").is_some());
}

/// VIEW-01, ENR-09
#[test]
fn a_course_that_the_learner_was_taken_out_of_is_not_spoken_of() {
    let mut story = Story::begin();
    story.assign("2026-01-10", "BOTH-30");
    story.unenroll("2026-01-20", "BBB");
    let one = told(&story, "2026-03-01").unwrap();
    assert!(one.contains("CCC") && !one.contains("BBB"), "{one}");
    story.unenroll("2026-01-21", "CCC");
    assert_eq!(told(&story, "2026-03-01"), None);
}

/// VIEW-01, Q-44
#[test]
fn a_tenant_has_words_of_its_own_for_one_course_and_for_many() {
    let mut story = Story::begin();
    let settings = Settings {
        expired_message: Some(message("Gone: {{ courses }}!")),
        expired_message_many: Some(message("All gone:\n{{ courses }}")),
        ..Settings::initial()
    };
    story.assign("2026-01-10", "BBB-30");
    assert_eq!(told_at(&story, &settings, at("2026-03-01")).unwrap(), "Gone: BBB!");
    story.assign("2026-01-10", "BOTH-30");
    assert_eq!(told_at(&story, &settings, at("2026-03-01")).unwrap(), "All gone:\nBBB, CCC");
}

/// VIEW-01
#[test]
fn a_product_has_words_of_its_own_where_everything_ended_by_it() {
    let mut story = Story::begin();
    let catalogue = &story.catalogue;
    let mut products = catalogue.products().to_vec();
    for product in &mut products {
        if product.code.as_str() == "BOTH" {
            product.expired_message = Some(message("Both are over: {{ courses }}."));
        }
    }
    story.catalogue = Catalogue::new(products, catalogue.prices().to_vec(), catalogue.courses().to_vec());
    story.assign("2026-01-10", "BOTH-30");
    assert_eq!(told(&story, "2026-03-01").unwrap(), "Both are over: BBB, CCC.");
    // The course `BBB` ends by another product now.
    story.assign("2026-01-20", "BBB-30");
    let settings = Settings { expired_message_many: Some(message("All gone.")), ..Settings::initial() };
    assert_eq!(told_at(&story, &settings, at("2026-03-01")).unwrap(), "All gone.");
}
