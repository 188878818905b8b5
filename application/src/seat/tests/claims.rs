use pollster::block_on;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, Origin};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::mail::MailKind;
use rollbook_domain::port::{CountingVault, PasswordHasherError};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::rule::{Q_10, Q_33, REG_14};
use rollbook_domain::seat::{SeatEvent, SeatState};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::PersonName;

use crate::seat::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::seats::{invitation_link, seat_id};
use crate::testing::world::{ADA, Fault, ada_id, email, world};
use crate::testing::{MockHasher, Room};
use crate::{Desk, Failure};

fn accept<'a>(link: &'a str, address: &str) -> ClaimCommand<'a> {
    let name = |text| PersonName::parse(text).expect("a name");
    ClaimCommand {
        opener: Opener::Link(link),
        email: email(address),
        name: Some((name("Carol"), name("Shaw"))),
        password: None,
        may_stack: false,
        holds_mail: false,
    }
}

fn claim(desk: &Desk<'_>, hasher: &MockHasher, command: &ClaimCommand<'_>) -> Result<SeatClaim, Failure> {
    block_on(claim_seat(desk, &CountingVault::default(), hasher, command))
}

const ACTS: [(&str, Act); 1] = [("accepting", |desk| {
    let link = invitation_link();
    claim(desk, &MockHasher::new(), &accept(link.reveal(), "carol@example.org")).map(|_| ())
})];

#[test]
fn an_outage_at_any_step_ends_the_claim_and_nothing_is_committed() {
    for (name, act) in ACTS {
        an_outage_at_each_step_ends_it(name, act);
    }
}

#[test]
fn a_claim_starts_over_when_others_were_faster_and_gives_up_after_sixteen_tries() {
    for (name, act) in ACTS {
        conflicts_are_tried_again_and_then_given_up(name, act);
    }
}

fn committed(hasher: &MockHasher, command: &ClaimCommand<'_>) -> (Result<SeatClaim, Failure>, Vec<Commit>) {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let done = claim(&room.desk(), hasher, command);
    (done, tally.written())
}

/// REG-17, REG-18, REG-40, X-15
#[test]
fn seat_account_access_and_mail_are_one_commit_that_rests_on_seat_buyer_and_claimant() {
    let link = invitation_link();
    let (done, commits) = committed(&MockHasher::new(), &accept(link.reveal(), "carol@example.org"));
    let done = done.expect("taken");
    assert!(done.is_new_account);
    let [commit] = commits.as_slice() else { panic!("{commits:?}") };
    let seat = StreamId::Seat(seat_id(SeatState::Pending));
    for stream in [seat, StreamId::Customer(ada_id()), StreamId::Customer(done.customer)] {
        assert!(commit.expected.iter().any(|expected| expected.stream == stream), "{stream:?}");
    }
    let new = commit.expected.iter().find(|expected| expected.stream == StreamId::Customer(done.customer));
    assert_eq!(new.map(|expected| expected.revision), Some(Revision::NONE));
    let Event::Customer(_, RecordEvent::Customer(CustomerEvent::CustomerAdded { origin, .. })) =
        &commit.events[0].event
    else {
        panic!("{commit:?}")
    };
    assert_eq!(*origin, Origin::Invitation);
    let claimed =
        commit.events.iter().filter(|new| matches!(new.event, Event::Seat(_, SeatEvent::SeatClaimed { .. })));
    assert_eq!(claimed.count(), 1);
    assert_eq!(commit.mails.iter().map(|mail| mail.kind).collect::<Vec<_>>(), [MailKind::SignInDetails]);
    let shown = format!("{commit:?}");
    assert!(!shown.contains("carol") && !shown.contains(link.reveal()), "{shown}");
}

///
#[test]
fn a_buyer_who_has_access_leaves_the_seat_free_and_takes_it_knowingly_with_one_word_on_their_own_stream() {
    let link = invitation_link();
    let (done, commits) = committed(&MockHasher::new(), &accept(link.reveal(), ADA));
    assert_eq!(done.expect("told").outcome, ClaimOutcome::AlreadyHasAccess);
    assert!(commits.is_empty());
    let stacked = ClaimCommand { may_stack: true, ..accept(link.reveal(), ADA) };
    let (done, commits) = committed(&MockHasher::new(), &stacked);
    let done = done.expect("taken");
    assert_eq!((done.outcome, done.customer, done.is_new_account), (ClaimOutcome::Claimed, ada_id(), false));
    let of_ada = commits[0].expected.iter().filter(|one| one.stream == StreamId::Customer(ada_id()));
    assert_eq!(of_ada.count(), 1);
}

///
#[test]
fn a_chosen_password_is_hashed_once_and_only_when_the_seat_can_be_taken() {
    let link = invitation_link();
    let mut once = MockHasher::new();
    let made = |passwords: &[_]| Ok(passwords.iter().map(|_| PasswordHash::from_stored("hash")).collect());
    once.expect_hash_many().times(1).returning(made);
    let chosen = ClaimCommand {
        password: Some("a password that is long"),
        ..accept(link.reveal(), "carol@example.org")
    };
    let (done, commits) = committed(&once, &chosen);
    assert!(done.is_ok());
    assert!(commits[0].mails.is_empty(), "nothing has to be told");
    // A hasher that must not be asked: the link is dead, or the account is there.
    let asked_for_nothing = MockHasher::new();
    let dead = "0".repeat(52);
    let (refused, _) =
        committed(&asked_for_nothing, &ClaimCommand { opener: Opener::Link(&dead), ..chosen.clone() });
    assert_eq!(refused.unwrap_err().rules(), [REG_14]);
    let (known, _) =
        committed(&asked_for_nothing, &ClaimCommand { email: email(ADA), may_stack: true, ..chosen.clone() });
    assert!(known.is_ok());
    let weak = ClaimCommand { password: Some("short"), ..chosen };
    assert_eq!(committed(&asked_for_nothing, &weak).0.unwrap_err().rules(), [Q_33]);
}

/// Q-05, N29
#[test]
fn who_took_a_forwarded_link_is_mailed_how_to_choose_a_password_and_cannot_choose_one_in_anothers_name() {
    let link = invitation_link();
    let chosen = ClaimCommand {
        password: Some("a password that is long"),
        ..accept(link.reveal(), "dave@example.org")
    };
    let (done, commits) = committed(&MockHasher::new(), &chosen);
    let done = done.expect("taken");
    assert!(done.is_new_account && !done.is_password_set);
    assert_eq!(commits[0].mails.len(), 1);
    assert_eq!(commits[0].mails[0].to.reveal(), &email("dave@example.org"));
}

#[test]
fn a_hasher_that_fails_ends_the_claim_with_nothing_written() {
    let link = invitation_link();
    let mut hasher = MockHasher::new();
    hasher.expect_hash_many().returning(|_| Err(PasswordHasherError("no memory".to_owned())));
    let chosen = ClaimCommand {
        password: Some("a password that is long"),
        ..accept(link.reveal(), "carol@example.org")
    };
    let (failed, commits) = committed(&hasher, &chosen);
    assert!(matches!(failed, Err(Failure::Hasher(_))));
    assert!(commits.is_empty());
}

/// REG-14
#[test]
fn a_new_account_without_a_name_is_refused_before_anything_slow_is_done() {
    let link = invitation_link();
    let nameless = ClaimCommand {
        name: None,
        password: Some("a password that is long"),
        ..accept(link.reveal(), "carol@example.org")
    };
    assert_eq!(committed(&MockHasher::new(), &nameless).0.unwrap_err().rules(), [REG_14]);
}

/// N24, N83, Q-10
#[test]
fn what_is_no_link_and_no_code_asks_the_store_for_nothing() {
    let (mut asked, vault) = (0, CountingVault::default());
    for typed in ["", "null", "%", "*", "CODE%", "7K2M-Q9XA-4RTP-W3HD-6"] {
        for opener in [Opener::Link(typed), Opener::Code(typed)] {
            let (ports, tally) = world(Fault::Nothing);
            let room = Room::with(ports);
            let refused = block_on(preview_seat(&room.desk(), &vault, opener)).unwrap_err();
            assert!(refused.rules() == [REG_14] || refused.rules() == [Q_10], "{refused}");
            asked = asked.max(tally.calls());
        }
    }
    assert_eq!(asked, 1, "only the settings are read");
}

/// N37
#[test]
fn a_preview_commits_nothing() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let link = invitation_link();
    let seen = block_on(preview_seat(&room.desk(), &CountingVault::default(), Opener::Link(link.reveal())));
    let SeatPreview::Open(seat) = seen.expect("seen") else { panic!("closed") };
    assert_eq!((seat.product.as_str(), seat.buyer.as_deref()), ("Algebra", Some("Ada Lovelace")));
    assert_eq!(tally.commits(), 0);
}
