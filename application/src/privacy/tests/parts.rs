//! Long stories: nothing of them is read whole, and everything is told once.

use pollster::block_on;
use rollbook_domain::customer::{Status, StatusChange};
use rollbook_domain::id::{CountingIds, ItemId, SubmissionId};
use rollbook_domain::port::Page;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{
    ItemRecord, ItemResult, ItemStatus, RecordedBy, Score, Submission, Transcript,
};

use super::inactive_ada;
use crate::privacy::person::{PAGE, Person};
use crate::privacy::subjects::{FOR_IMPORTS, SUBJECTS};
use crate::testing::world::{ADA, ada_id, by_email, catalogue};
use crate::testing::{MockPorts, Room, now};

const LONG: u64 = 2 * PAGE as u64 + 2;

fn essay() -> ItemId {
    ItemId::next(&CountingIds::starting_at(2))
}

fn stamp(place: u64) -> Stamp {
    Stamp {
        position: Revision::new(place),
        effective_at: now(),
        recorded_at: now(),
        actor: "tester".into(),
        note: None,
    }
}

fn ago(minutes: i64) -> Instant {
    now().checked_add_micros(-60_000_000 * minutes).unwrap()
}

fn score(points: &str) -> Score {
    Score::parse(points.parse().unwrap(), None).unwrap()
}

/// An entry at that place about the essay, which was handed in so many minutes ago.
fn entry(place: u64, minutes: i64, points: Option<&str>) -> ItemRecord {
    let result = ItemResult {
        status: if points.is_some() { ItemStatus::Completed } else { ItemStatus::Submitted },
        score: points.map(score),
        submitted_at: Some(ago(minutes)),
        ..ItemResult::not_attempted(RecordedBy::Learner)
    };
    let course = catalogue().courses()[0].id;
    ItemRecord { item: essay(), course, version: 1, result, stamp: stamp(place) }
}

/// An attempt at the quiz at that place, so many minutes ago.
fn attempt(place: u64, minutes: i64, points: &str, is_synthetic: bool) -> Submission {
    let catalogue = catalogue();
    let course = &catalogue.courses()[0];
    Submission {
        id: SubmissionId::next(&CountingIds::starting_at(place)),
        item: course.items[0].id,
        course: course.id,
        version: 1,
        submitted_at: ago(minutes),
        score: Some(score(points)),
        is_passed: None,
        is_synthetic,
        started_at: None,
        edition: None,
        is_in_grace: false,
        stamp: stamp(place),
        removed: None,
    }
}

/// Ada, of whom no answer tells more than a page of places.
fn store(transcript: Transcript) -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_catalogue().returning(|| Ok(catalogue()));
    store.expect_groups().returning(|| Ok(Vec::new()));
    store.expect_former_emails().returning(|_| Ok(Vec::new()));
    store.expect_own_addresses().returning(|_| Ok(Vec::new()));
    store.expect_answers().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    store.expect_customer_part().returning(|_, places| {
        assert!(places.end().get() - places.start().get() < PAGE as u64, "{places:?}");
        let mut ada = inactive_ada();
        let changed = |place| StatusChange {
            status: if place + 2 < LONG { Status::Active } else { Status::Inactive },
            stamp: stamp(place),
        };
        ada.customer.statuses = (1..LONG - 1).map(changed).collect();
        ada.revision = Revision::new(LONG);
        Ok(Some(ada.part(&places)))
    });
    store.expect_transcript_part().returning(move |_, places| {
        assert!(places.end().get() - places.start().get() < PAGE as u64, "{places:?}");
        Ok(Some(transcript.clone().part(&places)))
    });
    store
}

fn transcript(items: Vec<ItemRecord>, submissions: Vec<Submission>) -> Transcript {
    Transcript { items, submissions, revision: Revision::new(LONG), ..Transcript::empty(ada_id()) }
}

fn rows(store: MockPorts, name: &str) -> Vec<Vec<String>> {
    let room = Room::with(store);
    let desk = room.desk();
    let person = block_on(Person::read(&desk, &by_email(ADA))).unwrap();
    let subject = SUBJECTS.iter().chain(FOR_IMPORTS).find(|subject| subject.name == name).unwrap();
    let mut rows = Vec::new();
    let mut sink = |page: Vec<Vec<String>>| {
        assert!(page.len() <= PAGE, "{} rows of {name} at once", page.len());
        rows.extend(page);
        Ok(())
    };
    block_on(subject.rows(&person, &mut sink)).unwrap();
    rows
}

/// The last two cells of the scores: when, and how many points.
fn scores(transcript: Transcript) -> Vec<(String, String)> {
    rows(store(transcript), "scores").into_iter().map(|row| (row[3].clone(), row[4].clone())).collect()
}

fn told(minutes: i64, points: &str) -> (String, String) {
    (ago(minutes).to_string(), points.to_owned())
}

/// GDPR-02
#[test]
fn a_story_is_told_once_and_whole_however_long_it_is() {
    let entries = |is_even: bool| (1..=LONG).filter(move |place| place.is_multiple_of(2) == is_even);
    let minutes = |place: u64| i64::try_from(LONG - place).unwrap();
    let items = entries(false).map(|place| entry(place, minutes(place), Some("50"))).collect();
    let submissions = entries(true).map(|place| attempt(place, minutes(place), "50", false)).collect();
    let long = transcript(items, submissions);
    let count = |name| rows(store(long.clone()), name).len();
    assert_eq!(count("transcript"), entries(false).count());
    assert_eq!(count("submissions"), entries(true).count());
    assert_eq!(count("scores"), usize::try_from(LONG).unwrap());
    assert_eq!(count("statuses"), usize::try_from(LONG - 2).unwrap());
    assert_eq!(count("profile"), 1);
}

/// GDPR-03: the present status is the one written last, in whichever part that stands; here the last part has none.
#[test]
fn the_profile_has_the_status_written_last() {
    let profile = rows(store(transcript(Vec::new(), Vec::new())), "profile").remove(0);
    assert_eq!(profile[11], "inactive");
}

/// GDPR-03: an import refuses two scores for one work.
#[test]
fn a_work_has_the_score_given_last_however_far_apart_the_entries_stand() {
    let items = vec![entry(1, 90, None), entry(LONG - 1, 90, Some("40")), entry(LONG, 30, Some("60"))];
    assert_eq!(scores(transcript(items, Vec::new())), [told(90, "40"), told(30, "60")]);
}

/// GDPR-03: an import refuses a second score for one work, and would leave the later work in any case.
#[test]
fn an_entry_about_earlier_work_than_the_last_is_not_told() {
    let items = vec![entry(1, 90, Some("10")), entry(2, 30, Some("20")), entry(LONG, 90, Some("30"))];
    assert_eq!(scores(transcript(items, Vec::new())), [told(90, "10"), told(30, "20")]);
}

/// GDPR-03: what is no quiz any more is told by its attempts, and not by its best one a second time.
#[test]
fn an_item_with_attempts_is_told_by_them_whatever_its_kind_is_by_now() {
    let mut attempts = vec![attempt(1, 90, "80", false), attempt(3, 30, "40", false)];
    for held in &mut attempts {
        held.item = essay();
    }
    let items = vec![entry(2, 90, Some("80")), entry(4, 30, Some("80"))];
    assert_eq!(scores(transcript(items, attempts)), [told(90, "80"), told(30, "40")]);
}

/// GDPR-03, X-17: a mark at the very instant of an attempt takes its place.
#[test]
fn a_mark_by_hand_takes_the_place_of_the_attempt_at_its_instant() {
    let attempts =
        vec![attempt(1, 90, "10", false), attempt(2, 30, "20", false), attempt(LONG, 90, "100", true)];
    assert_eq!(scores(transcript(Vec::new(), attempts)), [told(30, "20"), told(90, "100")]);
}
