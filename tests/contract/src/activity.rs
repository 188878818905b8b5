//! The activity: everything that was recorded, in order, with nothing personal but the notes.

use std::collections::BTreeSet;

use pollster::block_on;
use rollbook_domain::commit::Recorded;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::GroupId;
use rollbook_domain::mail::OutboxEvent;
use rollbook_domain::port::{ActivityQuery, PageRequest};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::seat::SeatEvent;
use rollbook_domain::transcript::TranscriptEvent;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::group_added;
use crate::history::History;
use crate::words::{days_later, note, start};

cases! { activity:
    every_kind_of_event_comes_back_without_what_is_personal,
    the_history_holds_every_kind_of_event,
    nothing_personal_is_in_the_activity,
    activity_runs_in_order_of_sequence_whatever_the_times,
    the_newest_activity_comes_first_when_asked,
    the_activity_of_one_stream_is_all_of_it_and_nothing_else,
    a_stream_that_is_not_there_has_no_activity,
    an_event_keeps_when_it_is_true_and_when_it_was_recorded,
    an_event_names_who_acted_for_whom_and_through_which_door,
    a_note_is_kept_with_its_event,
}

fn activity(fixture: &Fixture, query: ActivityQuery) -> Vec<Recorded> {
    block_on(fixture.tenant.activity(&query, &PageRequest::everything())).unwrap().items
}

fn all(fixture: &Fixture) -> Vec<Recorded> {
    activity(fixture, ActivityQuery::default())
}

fn of(stream: StreamId) -> ActivityQuery {
    ActivityQuery { stream: Some(stream), ..ActivityQuery::default() }
}

/// What a payload holds of an event.
fn without_personal(event: &Event) -> Event {
    let mut event = event.clone();
    match &mut event {
        Event::Customer(_, RecordEvent::Customer(event)) => match event {
            CustomerEvent::CustomerAdded { profile, .. } | CustomerEvent::ProfileEdited { profile, .. } => {
                *profile = None;
            }
            CustomerEvent::PasswordSet { hash, .. } => *hash = None,
            _ => {}
        },
        Event::Seat(_, event) => match event {
            SeatEvent::SeatBought { code, .. }
            | SeatEvent::SeatReclaimed { code }
            | SeatEvent::SeatReinstated { code }
            | SeatEvent::CodeResealed { code } => *code = None,
            SeatEvent::InvitationSent { address, text, .. } => (*address, *text) = (None, None),
            SeatEvent::SeatClaimed { address, .. } => *address = None,
            _ => {}
        },
        Event::Outbox(
            OutboxEvent::AddressSuppressed { address } | OutboxEvent::AddressAllowed { address },
        ) => *address = None,
        Event::Transcript(_, TranscriptEvent::AttemptSubmitted { answers, .. }) => *answers = None,
        Event::Transcript(_, TranscriptEvent::CmiCommitted(commit)) => commit.elements = None,
        _ => {}
    }
    event
}

/// AUD-02
fn every_kind_of_event_comes_back_without_what_is_personal(fixture: &Fixture) {
    let first = all(fixture).len();
    let history = fixture.history();
    let recorded = all(fixture);
    let skipped = recorded.iter().position(|recorded| recorded.commit == history.commits[0].id).unwrap();
    assert!(skipped > first);
    let mut place = skipped;
    for commit in &history.commits {
        for (new, position) in commit.events.iter().zip(commit.positions().unwrap()) {
            let expected = Recorded {
                sequence: place as u64 + 1,
                position,
                effective_at: new.effective_at,
                recorded_at: commit.recorded_at,
                actor: commit.actor.clone(),
                commit: commit.id,
                note: new.note.clone(),
                event: without_personal(&new.event),
            };
            assert_eq!(recorded[place], expected);
            place += 1;
        }
    }
    assert_eq!(recorded.len(), place);
}

/// AUD-02
fn the_history_holds_every_kind_of_event(fixture: &Fixture) {
    fixture.history();
    let kinds: BTreeSet<&str> = all(fixture).iter().map(|recorded| recorded.event.kind()).collect();
    let known = "access_first_launched access_granted access_reinstated access_revoked access_suspended \
        access_window_edited account_link_ended account_link_made address_allowed address_suppressed \
        administrator_appointed administrator_dismissed code_resealed course_added course_retitled \
        customer_added enrolled enrollment_override_cleared enrollment_override_set group_added \
        group_edited group_joined group_left impersonation_ended impersonation_started import_applied \
        invitation_renewed invitation_sent \
        invitation_withdrawn item_added item_edited learners_linked mails_forgotten mails_held mails_released \
        manager_cleared manager_set order_cancelled order_placed order_reinstated order_status_changed \
        organization_added organization_joined organization_left organization_placed organization_retitled \
        password_expiry_set password_set price_added price_edited product_added product_edited product_message_set \
        profile_edited quiz_defined reclaims_counted retention_applied sales_order_added sales_order_edited \
        sales_order_linked sales_order_unlinked seat_bought seat_claimed seat_handed_over seat_reclaimed \
        seat_reinstated seat_voided seats_bought settings_changed status_changed tax_exemption_set \
        tenant_added text_edited text_reset unenrolled";
    let of_transcripts = "attempt_submitted cmi_cleared cmi_committed course_completed course_published course_reopened course_waived \
        course_waiver_lifted item_recorded submission_removed";
    let known: BTreeSet<&str> = [known, of_transcripts].into_iter().flat_map(str::split_whitespace).collect();
    assert_eq!(kinds, known);
}

fn nothing_personal_is_in_the_activity(fixture: &Fixture) {
    fixture.history();
    for recorded in all(fixture) {
        assert_eq!(recorded.event, without_personal(&recorded.event));
    }
}

fn activity_runs_in_order_of_sequence_whatever_the_times(fixture: &Fixture) {
    for (count, day) in [5, -5, 0, 3].into_iter().enumerate() {
        let group = GroupId::next(&fixture.ids);
        let mut commit = fixture.draft(days_later(day));
        commit.push_effective(group_added(group, &format!("G{count}")), days_later(-day), None);
        fixture.expect_what_is(&mut commit);
        fixture.commit(commit).unwrap();
    }
    let recorded = all(fixture);
    assert_eq!(recorded.iter().map(|one| one.sequence).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let days: Vec<_> = [5, -5, 0, 3].map(days_later).into();
    assert_eq!(recorded[1..].iter().map(|one| one.recorded_at).collect::<Vec<_>>(), days);
}

fn the_newest_activity_comes_first_when_asked(fixture: &Fixture) {
    let history: History = fixture.history();
    for stream in [None, Some(history.stream()), Some(StreamId::Tenant)] {
        let mut forwards = activity(fixture, ActivityQuery { stream, is_newest_first: false });
        let backwards = activity(fixture, ActivityQuery { stream, is_newest_first: true });
        forwards.reverse();
        assert_eq!(backwards, forwards);
    }
}

fn the_activity_of_one_stream_is_all_of_it_and_nothing_else(fixture: &Fixture) {
    fixture.history();
    let recorded = all(fixture);
    let streams: BTreeSet<StreamId> = recorded.iter().map(|one| one.event.stream()).collect();
    assert!(streams.len() > 9);
    for stream in streams {
        let expected: Vec<Recorded> =
            recorded.iter().filter(|one| one.event.stream() == stream).cloned().collect();
        let positions: Vec<u64> = expected.iter().map(|one| one.position.get()).collect();
        assert_eq!(positions, (1..=expected.len() as u64).collect::<Vec<_>>());
        assert_eq!(activity(fixture, of(stream)), expected);
    }
}

fn a_stream_that_is_not_there_has_no_activity(fixture: &Fixture) {
    fixture.history();
    assert!(activity(fixture, of(StreamId::Customer(fixture.customer_id()))).is_empty());
}

fn an_event_keeps_when_it_is_true_and_when_it_was_recorded(fixture: &Fixture) {
    let group = GroupId::next(&fixture.ids);
    let mut commit = fixture.draft(days_later(2));
    commit.push_effective(group_added(group, "CLUB"), days_later(-700), None);
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
    let recorded = &activity(fixture, of(StreamId::Group(group)))[0];
    assert_eq!((recorded.effective_at, recorded.recorded_at), (days_later(-700), days_later(2)));
}

fn an_event_names_who_acted_for_whom_and_through_which_door(fixture: &Fixture) {
    let history = fixture.history();
    let recorded = all(fixture);
    for commit in &history.commits {
        let theirs: Vec<_> = recorded.iter().filter(|one| one.commit == commit.id).collect();
        assert_eq!(theirs.len(), commit.events.len());
        assert!(theirs.iter().all(|one| one.actor == commit.actor));
    }
    assert!(history.commits.iter().any(|commit| commit.actor.on_behalf_of == Some(history.ada)));
}

fn a_note_is_kept_with_its_event(fixture: &Fixture) {
    let mut commit = fixture.draft(start());
    let groups = [(); 3].map(|()| GroupId::next(&fixture.ids));
    let longest = "ä".repeat(2_000);
    let notes = [Some(note("Line one\nline two, \"quoted\" 🎓")), None, Some(note(&longest))];
    for ((group, code), note) in groups.iter().zip(["CLUB", "CHOIR", "CHESS"]).zip(&notes) {
        commit.push(group_added(*group, code), note.clone());
    }
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
    let kept: Vec<_> = all(fixture).into_iter().skip(1).map(|recorded| recorded.note).collect();
    assert!(kept == notes);
}
