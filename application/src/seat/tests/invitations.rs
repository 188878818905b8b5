use pollster::block_on;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::mail::MailKind;
use rollbook_domain::plan::seats::GiveOutOptions;
use rollbook_domain::plan::seats::invite::InviteResult;
use rollbook_domain::port::{CountingVault, PasswordHasherError, Vault};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::seat::{SeatEvent, SeatState};

use crate::seat::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::seats::{BOB, bob_id, invitation_id, seat_id};
use crate::testing::world::{ADA, Fault, ada_id, by_email, email, world};
use crate::testing::{MockHasher, Room};
use crate::{Desk, Failure};

fn to_pending(address: &str) -> InviteCommand<'static> {
    InviteCommand {
        buyer: by_email(ADA),
        source: SeatSource::Seat(seat_id(SeatState::Pending)),
        whom: InviteWhom::Addresses(vec![email(address)]),
        text: None,
        options: GiveOutOptions::default(),
        is_dry_run: false,
        holds_mail: false,
    }
}

fn all(is_dry_run: bool) -> RemindCommand {
    let whom = RemindWhom::One { invitation: invitation_id(), viewer: Some(ada_id()) };
    RemindCommand { whom, is_dry_run, confirm: None, holds_mail: false }
}

fn bobs() -> ResendConfirmation {
    ResendConfirmation {
        buyer: by_email(ADA),
        product: "ALGEBRA".to_owned(),
        holder: email(BOB),
        holds_mail: false,
    }
}

fn vault() -> CountingVault {
    CountingVault::default()
}

const ACTS: [(&str, Act); 6] = [
    ("inviting", |desk| {
        block_on(invite_to_seats(desk, &vault(), &to_pending("joan@example.org"))).map(|_| ())
    }),
    ("making a link", |desk| {
        block_on(make_seat_link(desk, &vault(), seat_id(SeatState::Pending), None)).map(|_| ())
    }),
    ("resending", |desk| {
        block_on(resend_invitation(desk, &vault(), invitation_id(), None, false)).map(|_| ())
    }),
    ("reminding", |desk| block_on(send_reminders(desk, &vault(), &all(false))).map(|_| ())),
    ("withdrawing", |desk| block_on(withdraw_invitation(desk, invitation_id(), None)).map(|_| ())),
    ("confirming again", |desk| {
        block_on(resend_confirmation(desk, &vault(), &MockHasher::new(), &bobs())).map(|_| ())
    }),
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

/// What a command gives and commits.
fn committed<T>(act: impl Fn(&Desk<'_>) -> Result<T, Failure>) -> (T, Vec<Commit>) {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let done = act(&room.desk()).map_err(|failure| failure.to_string()).expect("done");
    (done, tally.written())
}

fn expects(commit: &Commit, stream: StreamId) -> bool {
    commit.expected.iter().any(|expected| expected.stream == stream)
}

/// REG-22, REG-24, MAIL-04
#[test]
fn an_invitation_its_mail_and_the_hash_of_its_link_are_one_commit_that_rests_on_seat_and_buyer() {
    let (report, commits) =
        committed(|desk| block_on(invite_to_seats(desk, &vault(), &to_pending("joan@example.org"))));
    assert!(report.is_applied);
    let [commit] = commits.as_slice() else { panic!("{commits:?}") };
    assert!(expects(commit, StreamId::Customer(ada_id())));
    assert!(expects(commit, StreamId::Seat(seat_id(SeatState::Pending))));
    let [mail] = commit.mails.as_slice() else { panic!("{commit:?}") };
    assert_eq!(mail.kind, MailKind::SeatInvitation);
    let told = vault().open_for_mail(mail.id, &mail.secret.as_ref().unwrap().sealed).unwrap();
    let Event::Seat(_, SeatEvent::InvitationSent { link, .. }) = &commit.events[0].event else {
        panic!("{commit:?}")
    };
    assert_eq!(rollbook_domain::secret::LinkSecret::parse(&told).unwrap().hash(), *link);
    // N35: the secret is nowhere but in the sealed part of its mail.
    let shown = format!("{commit:?}");
    assert!(!shown.contains(told.as_str()) && !shown.contains("joan"), "{shown}");
}

///
#[test]
fn a_rehearsal_and_a_list_of_nobody_new_commit_nothing() {
    let rehearsal = InviteCommand { is_dry_run: true, ..to_pending("joan@example.org") };
    let (report, commits) = committed(|desk| block_on(invite_to_seats(desk, &vault(), &rehearsal)));
    assert_eq!((report.counts.invited, report.is_applied, commits.len()), (1, false, 0));
    let (report, commits) = committed(|desk| block_on(send_reminders(desk, &vault(), &all(true))));
    assert_eq!((report.reminded(), report.is_applied, commits.len()), (1, false, 0));
}

/// REG-24
#[test]
fn an_address_that_is_invited_to_the_seat_already_gets_no_second_invitation() {
    let (report, commits) =
        committed(|desk| block_on(invite_to_seats(desk, &vault(), &to_pending("Carol@example.org"))));
    assert!(report.rows.iter().all(|row| row.result == InviteResult::Refused), "{:?}", report.rows);
    assert!(commits.is_empty());
}

/// INV-01, Q-09
#[test]
fn a_reminder_and_a_resent_invitation_carry_the_second_link_to_the_invited_address() {
    let (_, nudged) = committed(|desk| block_on(send_reminders(desk, &vault(), &all(false))));
    let (_, resent) =
        committed(|desk| block_on(resend_invitation(desk, &vault(), invitation_id(), None, true)));
    let (reminder, again) = (&nudged[0].mails[0], &resent[0].mails[0]);
    assert_eq!((reminder.kind, again.kind), (MailKind::SeatReminder, MailKind::SeatInvitation));
    for mail in [reminder, again] {
        assert!(mail.dedupe.as_str().ends_with(&format!("{}:2", invitation_id())), "{:?}", mail.dedupe);
        assert_eq!(mail.to.reveal(), &email("carol@example.org"));
    }
    assert!(again.is_held && !reminder.is_held);
}

///
#[test]
fn an_invitation_to_a_seat_of_another_buyer_is_not_there() {
    let (ports, _) = world(Fault::Nothing);
    let room = Room::with(ports);
    let other = Some(bob_id());
    let withdrawn = block_on(withdraw_invitation(&room.desk(), invitation_id(), other));
    assert!(matches!(withdrawn, Err(Failure::Missing { .. })));
    let resent = block_on(resend_invitation(&room.desk(), &vault(), invitation_id(), other, false));
    assert!(matches!(resent, Err(Failure::Missing { .. })));
    let linked = block_on(make_seat_link(&room.desk(), &vault(), seat_id(SeatState::Pending), other));
    assert!(matches!(linked, Err(Failure::Missing { .. })));
}

/// REG-26
#[test]
fn withdrawing_says_that_it_changed_something() {
    let (change, commits) = committed(|desk| block_on(withdraw_invitation(desk, invitation_id(), None)));
    assert_eq!((change.id, change.outcome), (invitation_id(), Outcome::Applied));
    assert_eq!(commits.len(), 1);
}

/// REG-28, MAIL-05, X-15
#[test]
fn a_confirmation_for_somebody_without_a_password_has_a_way_in_for_that_mail() {
    let (sent, commits) =
        committed(|desk| block_on(resend_confirmation(desk, &vault(), &MockHasher::new(), &bobs())));
    let [commit] = commits.as_slice() else { panic!("{commits:?}") };
    assert_eq!((commit.mails[0].id, commit.mails[0].customer), (sent.mail, Some(bob_id())));
    assert!(vault().open_for_mail(sent.mail, &commit.mails[0].secret.as_ref().unwrap().sealed).is_ok());
    assert_eq!(commit.events.len(), 1, "the hash of the link is in the learner's stream");
    assert!(expects(commit, StreamId::Customer(bob_id())) && expects(commit, StreamId::Customer(ada_id())));
}

///
#[test]
fn a_confirmation_with_a_link_asks_no_hasher() {
    let mut hasher = MockHasher::new();
    hasher.expect_hash_many().returning(|_| Err(PasswordHasherError("no memory".to_owned())));
    let (sent, _) = committed(|desk| block_on(resend_confirmation(desk, &vault(), &hasher, &bobs())));
    assert_eq!(sent.claimed_as.reveal(), &email(BOB));
}
