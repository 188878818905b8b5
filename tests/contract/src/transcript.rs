//! Transcripts: what is on record of learners, beside the customer's own stream.

use pollster::block_on;
use rollbook_domain::catalogue::CourseEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CourseId, CustomerId, SubmissionId};
use rollbook_domain::port::{CommitError, Conflict, PageRequest, TranscriptQuery};
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::{ItemStatus, Transcript, TranscriptEvent};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::Bundle;
use crate::snapshot::Snapshot;
use crate::transcript_facts::{recorded, result, submitted};
use crate::words::{days_later, start};

cases! { transcript:
    nothing_is_on_record_until_something_is_written,
    every_entry_comes_back_in_the_order_written,
    what_is_written_to_a_transcript_leaves_the_customer_where_they_were,
    of_two_who_begin_a_transcript_the_second_is_told_so,
    a_decision_may_rest_on_a_transcript_that_is_only_read,
    a_submission_is_taken_out_once_and_stays_readable,
    transcripts_are_listed_in_order_of_customer,
    a_list_for_a_course_has_those_with_an_entry_about_it,
    pages_of_transcripts_leave_nobody_out,
    a_published_version_drops_the_items_named_and_keeps_the_others,
}

fn list(fixture: &Fixture, query: &TranscriptQuery) -> Vec<Transcript> {
    block_on(fixture.tenant.transcripts(query, &PageRequest::everything())).unwrap().items
}

fn whose(fixture: &Fixture, query: &TranscriptQuery) -> Vec<CustomerId> {
    list(fixture, query).into_iter().map(|transcript| transcript.customer).collect()
}

fn about(course: CourseId) -> TranscriptQuery {
    TranscriptQuery { course: Some(course), customers: None }
}

fn of(customers: &[CustomerId]) -> TranscriptQuery {
    TranscriptQuery { course: None, customers: Some(customers.to_vec()) }
}

fn begun(fixture: &Fixture, customer: CustomerId, bundle: Bundle) {
    fixture.write([Event::Transcript(customer, recorded(bundle, 1, result(ItemStatus::InProgress)))]);
}

fn nothing_is_on_record_until_something_is_written(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    assert_eq!(fixture.transcript(ada), None);
    assert_eq!(fixture.transcript(CustomerId::next(&fixture.ids)), None);
    assert_eq!(list(fixture, &TranscriptQuery::default()), []);
}

fn every_entry_comes_back_in_the_order_written(fixture: &Fixture) {
    let history = fixture.history();
    let mut expected = Transcript::empty(history.ada);
    let first = fixture.transcript(history.ada).unwrap();
    for commit in &history.commits {
        for (new, position) in commit.events.iter().zip(commit.positions().unwrap()) {
            if let Event::Transcript(_, event) = &new.event {
                let stamp = rollbook_domain::stamp::Stamp {
                    position,
                    effective_at: new.effective_at,
                    recorded_at: commit.recorded_at,
                    actor: commit.actor.name.as_str().into(),
                    note: new.note.clone(),
                };
                expected.apply(event, &stamp);
            }
        }
    }
    assert_eq!(first, expected);
    assert_eq!((first.items.len(), first.marks.len(), first.submissions.len()), (6, 4, 2));
    assert!(first.items.iter().any(|record| record.stamp.note.is_some()));
}

fn what_is_written_to_a_transcript_leaves_the_customer_where_they_were(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let before = fixture.record(ada);
    begun(fixture, ada, bundle);
    begun(fixture, ada, bundle);
    assert_eq!(fixture.record(ada), before);
    assert_eq!(fixture.revision(StreamId::Transcript(ada)), Revision::new(2));
}

fn of_two_who_begin_a_transcript_the_second_is_told_so(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let draft = || {
        let event = recorded(bundle, 1, result(ItemStatus::InProgress));
        fixture.draft_of(start(), [Event::Transcript(ada, event)])
    };
    let (first, second) = (draft(), draft());
    fixture.commit(first).unwrap();
    let before = Snapshot::of(&*fixture.tenant);
    let stream = StreamId::Transcript(ada);
    let moved = Conflict::Moved { stream, expected: Revision::NONE };
    assert_eq!(fixture.commit(second), Err(CommitError::Conflict(moved)));
    before.assert_same_as(&Snapshot::of(&*fixture.tenant), "after a refused commit");
}

fn a_decision_may_rest_on_a_transcript_that_is_only_read(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    begun(fixture, ada, bundle);
    let resting = |revision| {
        let event = recorded(bundle, 1, result(ItemStatus::InProgress));
        let mut commit = fixture.draft_of(start(), [Event::Transcript(bob, event)]);
        commit.expect(StreamId::Transcript(ada), revision);
        fixture.commit(commit)
    };
    let stream = StreamId::Transcript(ada);
    let moved = Conflict::Moved { stream, expected: Revision::NONE };
    assert_eq!(resting(Revision::NONE), Err(CommitError::Conflict(moved)));
    assert!(resting(Revision::new(1)).is_ok());
}

/// TRN-11
fn a_submission_is_taken_out_once_and_stays_readable(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let ids = [(); 3].map(|()| SubmissionId::next(&fixture.ids));
    let remove = |customer, submission| {
        fixture.write([Event::Transcript(customer, TranscriptEvent::SubmissionRemoved { submission })]);
    };
    fixture.write([Event::Transcript(ada, submitted(bundle, ids[0]))]);
    fixture.write([Event::Transcript(ada, submitted(bundle, ids[1]))]);
    remove(ada, ids[0]);
    remove(ada, ids[0]);
    remove(ada, ids[2]);
    remove(bob, ids[1]);
    let transcript = fixture.transcript(ada).unwrap();
    let removed = |place: usize| {
        let stamp = transcript.submissions[place].removed.as_ref();
        stamp.map(|stamp| stamp.position.get())
    };
    assert_eq!((removed(0), removed(1), transcript.revision.get()), (Some(3), None, 5));
    assert_eq!(transcript.submissions_of(bundle.item, 1).count(), 1);
    assert_eq!(fixture.transcript(bob).unwrap().submissions, []);
}

fn transcripts_are_listed_in_order_of_customer(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let mut customers = ["a", "b", "c"].map(|name| fixture.customer(&format!("{name}@example.org")));
    for customer in customers.iter().rev() {
        begun(fixture, *customer, bundle);
    }
    let never = fixture.customer("never@example.org");
    customers.sort();
    assert_eq!(whose(fixture, &TranscriptQuery::default()), customers);
    let chosen = [customers[2], never, customers[0], customers[2]];
    assert_eq!(whose(fixture, &of(&chosen)), [customers[0], customers[2]]);
    assert_eq!(whose(fixture, &of(&[])), []);
    for transcript in list(fixture, &TranscriptQuery::default()) {
        assert_eq!(fixture.transcript(transcript.customer), Some(transcript));
    }
}

fn a_list_for_a_course_has_those_with_an_entry_about_it(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let [ada, bob, eve, dan] =
        ["ada", "bob", "eve", "dan"].map(|name| fixture.customer(&format!("{name}@example.org")));
    begun(fixture, ada, math);
    begun(fixture, ada, physics);
    begun(fixture, ada, math);
    fixture
        .write([Event::Transcript(bob, TranscriptEvent::CourseWaived { course: math.course, version: 1 })]);
    begun(fixture, eve, physics);
    fixture.write([Event::Transcript(dan, submitted(math, SubmissionId::next(&fixture.ids)))]);
    let mut learners = [ada, bob, dan];
    learners.sort();
    assert_eq!(whose(fixture, &about(math.course)), learners);
    assert_eq!(list(fixture, &about(math.course))[0], fixture.transcript(learners[0]).unwrap());
    let some = TranscriptQuery { course: Some(math.course), customers: Some(vec![eve, bob]) };
    assert_eq!(whose(fixture, &some), [bob]);
    assert_eq!(whose(fixture, &about(CourseId::next(&fixture.ids))), []);
}

fn pages_of_transcripts_leave_nobody_out(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    for number in 0..7 {
        let customer = fixture.customer(&format!("learner{number}@example.org"));
        begun(fixture, customer, bundle);
    }
    for query in [TranscriptQuery::default(), about(bundle.course)] {
        let mut found = Vec::new();
        let mut request = PageRequest::first(3);
        loop {
            let page = block_on(fixture.tenant.transcripts(&query, &request)).unwrap();
            assert!(page.items.len() <= 3);
            found.extend(page.items);
            let Some(next) = page.next else { break };
            request = PageRequest::after(next, 3);
        }
        assert_eq!(found, list(fixture, &query));
        assert_eq!(found.len(), 7);
    }
}

/// ENR-14
fn a_published_version_drops_the_items_named_and_keeps_the_others(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let publish = |version, without| {
        let event = CourseEvent::CoursePublished { version, without };
        fixture.write_at(days_later(i64::from(version)), [Event::Course(bundle.course, event)]);
    };
    publish(2, Vec::new());
    publish(3, vec![bundle.item]);
    publish(4, vec![bundle.item]);
    let catalogue = block_on(fixture.tenant.catalogue()).unwrap();
    let course = catalogue.course(bundle.course).unwrap();
    let versions: Vec<_> =
        course.versions.iter().map(|version| (version.number, version.published_at)).collect();
    let published = [(1, start()), (2, days_later(2)), (3, days_later(3)), (4, days_later(4))];
    assert_eq!(versions, published);
    assert_eq!(catalogue.item(bundle.item).unwrap().until_version, Some(2));
    assert_eq!([1, 2, 3, 4].map(|version| course.items_of(version).count()), [1, 1, 0, 0]);
}
