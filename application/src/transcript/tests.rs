mod finish;

use pollster::block_on;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::rule::{TRN_05, TRN_16};
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;
use rollbook_domain::transcript::ItemStatus;

use super::*;
use crate::catalogue::publish_course;
use crate::testing::Room;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::world::{ADA, Fault, ada_id, by_email, world};
use crate::{Failure, What};

fn completed(item: &str) -> EditItemResult {
    let item = item.to_owned();
    EditItemResult { item, status: Some(ItemStatus::Completed), ..EditItemResult::default() }
}

const ACTS: [(&str, Act); 3] = [
    ("edit", |desk| block_on(edit_item_result(desk, &by_email(ADA), &completed("ALG-1"))).map(|_| ())),
    ("waive", |desk| block_on(waive_course(desk, &by_email(ADA), "ALG", true, None)).map(|_| ())),
    ("publish", |desk| block_on(publish_course(desk, "ALG", &["ALG-1".to_owned()])).map(|_| ())),
];

#[test]
fn an_outage_at_any_step_ends_the_command_and_nothing_is_committed() {
    for (name, act) in ACTS {
        an_outage_at_each_step_ends_it(name, act);
    }
}

#[test]
fn a_command_starts_over_when_others_were_faster_and_gives_up_after_sixteen_tries() {
    for (name, act) in ACTS {
        conflicts_are_tried_again_and_then_given_up(name, act);
    }
}

#[test]
fn an_edit_rests_on_the_customers_access_and_carries_its_reason_and_its_day() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let command = EditItemResult {
        completed_at: Some(Moment::parse("2025-11-30").unwrap()),
        reason: Some(Note::parse("was there").unwrap()),
        ..completed("alg-1")
    };
    block_on(edit_item_result(&room.desk(), &by_email(ADA), &command)).unwrap();
    let written = tally.written();
    let [commit] = written.as_slice() else { panic!("{written:?}") };
    let streams: Vec<StreamId> = commit.expected.iter().map(|expected| expected.stream).collect();
    assert!(streams.contains(&StreamId::Customer(ada_id())) && streams.len() == 3, "{streams:?}");
    assert!(commit.events.iter().all(|new| matches!(new.event, Event::Transcript(..))));
    assert!(commit.events.iter().all(|new| new.note.as_ref().unwrap().as_str() == "was there"));
    assert!(commit.events.iter().all(|new| new.effective_at < commit.recorded_at));
    let kinds: Vec<_> = commit.events.iter().map(|new| new.event.kind()).collect();
    assert_eq!(kinds, ["item_recorded", "course_completed"]);
}

/// TRN-16, TRN-05
#[test]
fn a_score_that_is_none_and_a_score_for_nothing_are_refused() {
    for (points, rule) in [("A+", TRN_16), ("-1", TRN_16), ("1", TRN_05)] {
        let room = Room::with(world(Fault::Nothing).0);
        let item = "ALG-1".to_owned();
        let command =
            EditItemResult { item, score: Some(Some(points.to_owned())), ..EditItemResult::default() };
        let failure = block_on(edit_item_result(&room.desk(), &by_email(ADA), &command)).unwrap_err();
        assert_eq!(failure.rules(), [rule], "{points}: {failure:?}");
    }
}

#[test]
fn what_does_not_exist_is_missing() {
    let room = Room::with(world(Fault::Nothing).0);
    let desk = room.desk();
    let nobody = by_email("nobody@example.org");
    let missing = |failure: Failure, what: What| {
        assert!(matches!(&failure, Failure::Missing { what: found, .. } if *found == what), "{failure:?}");
    };
    missing(block_on(edit_item_result(&desk, &nobody, &completed("ALG-1"))).unwrap_err(), What::Customer);
    missing(block_on(edit_item_result(&desk, &by_email(ADA), &completed("NONE"))).unwrap_err(), What::Item);
    missing(block_on(waive_course(&desk, &by_email(ADA), "NONE", true, None)).unwrap_err(), What::Course);
    let ada = by_email(ADA);
    let shown = block_on(show_transcript(&desk, &ada, Some("NONE"), Viewer::Administrator));
    missing(shown.unwrap_err(), What::Course);
    missing(block_on(publish_course(&desk, "ALG", &["NONE".to_owned()])).unwrap_err(), What::Item);
}
