//! What becomes of the seats that a company buys.
//!
//! The use cases themselves play this part, with the keys of this installation, and at the time the demo is made: no
//! invitation is open for longer than a year, and some of these should be. Ids and people are fixed all the same.

use rollbook_application::mail::edit_mail_text;
use rollbook_application::order::{ConfirmationMail, PlaceCommand, PlaceLine, place_order};
use rollbook_application::seat::{
    AssignCommand, AssignWhom, ClaimCommand, InviteCommand, InviteWhom, Opener, ReclaimCommand, ReclaimFrom,
    ReclaimWhich, SeatSource, assign_seats, claim_seat, invite_to_seats, reclaim_seats,
};
use rollbook_application::{Desk, Failure};
use rollbook_domain::customer::Profile;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CommitId, MailId};
use rollbook_domain::mail::{EditText, MailKind, MailSecret};
use rollbook_domain::order::{OrderStatus, PaymentType};
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::plan::seats::GiveOutOptions;
use rollbook_domain::port::{CustomerKey, MailQuery, PageRequest, PasswordHasher, TenantStore, Vault};
use rollbook_domain::text::{Note, PersonName};
use rollbook_domain::time::Instant;

use super::ids::StoryIds;
use super::office::OFFICE;
use super::story::Contradiction;
use crate::{CliError, Session};

const PRODUCT: &str = "SCIENCE";
const PRICE: &str = "SCI-TEAM";
/// The ids of the first act look as if they were made then, those of each other one a second later.
const IDS_BEGIN_AT: &str = "2025-05-06T08:00:00Z";
/// More ids than any act takes up to that of its commit.
const MOST_IDS: usize = 100;

/// First name, last name, email.
type Learner = (&'static str, &'static str, &'static str);

/// Something that becomes one commit.
#[derive(Clone, Copy)]
enum Act {
    /// Invitations get another subject.
    Reworded(&'static str),
    /// The office buys as many seats.
    Bought(u32),
    /// The office gives seats to learners.
    Assigned(&'static [Learner]),
    /// The office invites people, each to a seat, with words of its own.
    Invited(&'static [&'static str], &'static str),
    /// Somebody accepts by the link in the mail.
    Accepted(Learner),
    /// The office takes a seat back.
    Reclaimed(&'static str, &'static str),
}

const ACTS: [Act; 8] = [
    Act::Reworded("{% if product %}{{ product }}: {% endif %}a seat is waiting for you"),
    Act::Reworded("{% if buyer %}{{ buyer }} has{% else %}We have{% endif %} a seat for you"),
    Act::Bought(25),
    Act::Assigned(&[
        ("Ada", "Lovelace", "ada@example.org"),
        ("Mary", "Somerville", "mary@example.org"),
        ("Caroline", "Herschel", "caroline@example.org"),
        ("Katherine", "Johnson", "katherine@acme.example"),
        ("Hedy", "Lamarr", "hedy@acme.example"),
    ]),
    Act::Invited(
        &["edith@acme.example", "annie@acme.example", "radia@acme.example", "barbara@acme.example"],
        "Please take the course in algebra first.",
    ),
    Act::Accepted(("Edith", "Clarke", "edith@acme.example")),
    Act::Reclaimed("hedy@acme.example", "left Acme"),
    Act::Assigned(&[("Mary", "Jackson", "mary.jackson@acme.example")]),
];

/// Whether all of it has happened.
pub(super) async fn are_all_done(store: &dyn TenantStore) -> Result<bool, CliError> {
    is_done(ACTS.len() - 1, store).await
}

/// Plays what has not happened yet.
pub(super) async fn play(session: &Session) -> Result<(), CliError> {
    play_acts(&ACTS, &session.desk(), session.hasher(), &*session.vault()?).await
}

async fn play_acts(
    acts: &[Act],
    desk: &Desk<'_>,
    hasher: &dyn PasswordHasher,
    vault: &dyn Vault,
) -> Result<(), CliError> {
    for (place, act) in acts.iter().enumerate() {
        if !is_done(place, desk.store).await? {
            let (ids, actor) = (ids_of(place)?, desk.actor.clone());
            act.play(&Desk { ids: &ids, actor, ..*desk }, hasher, vault).await?;
        }
    }
    Ok(())
}

fn ids_of(place: usize) -> Result<StoryIds, Contradiction> {
    let first = Instant::parse(IDS_BEGIN_AT).map_err(Contradiction::new)?;
    let seconds = i64::try_from(place).map_err(Contradiction::new)?;
    let first = first.checked_add_micros(seconds * 1_000_000).map_err(Contradiction::new)?;
    Ok(StoryIds::beginning_at(first))
}

/// An act draws its ids in the same order every time, and that of its commit is among the first.
async fn is_done(place: usize, store: &dyn TenantStore) -> Result<bool, CliError> {
    let ids = ids_of(place)?;
    for _ in 0..MOST_IDS {
        if store.find_commit(CommitId::next(&ids)).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Act {
    async fn play(
        self,
        desk: &Desk<'_>,
        hasher: &dyn PasswordHasher,
        vault: &dyn Vault,
    ) -> Result<(), CliError> {
        let buyer = CustomerKey::Email(address(OFFICE.email)?.key());
        let source = SeatSource::Product(PRODUCT.to_owned());
        let is_applied = match self {
            Self::Reworded(subject) => {
                let command = EditText { subject: Some(subject.to_owned()), ..EditText::default() };
                edit_mail_text(desk, MailKind::SeatInvitation, command).await?;
                true
            }
            Self::Bought(quantity) => {
                let lines = vec![PlaceLine { price: PRICE.to_owned(), quantity, unit_cost: None }];
                let command = PlaceCommand {
                    lines,
                    status: OrderStatus::Processed,
                    payment_type: PaymentType::Invoice,
                    ordered: None,
                    mail: ConfirmationMail::Send,
                    reason: None,
                };
                place_order(desk, vault, &buyer, &command).await?.given.seats > 0
            }
            Self::Assigned(learners) => {
                let command = AssignCommand {
                    buyer,
                    source,
                    whom: AssignWhom::Profiles(learners.iter().map(profile).collect::<Result<_, _>>()?),
                    options: GiveOutOptions::default(),
                    is_dry_run: false,
                    holds_mail: false,
                    reason: None,
                };
                assign_seats(desk, &command, hasher, vault).await?.is_applied
            }
            Self::Invited(emails, words) => {
                let emails = emails.iter().map(|email| address(email)).collect::<Result<_, _>>()?;
                let command = InviteCommand {
                    buyer,
                    source,
                    whom: InviteWhom::Addresses(emails),
                    text: Some(note(words)?),
                    options: GiveOutOptions::default(),
                    is_dry_run: false,
                    holds_mail: false,
                };
                invite_to_seats(desk, vault, &command).await?.is_applied
            }
            Self::Accepted(learner) => {
                let Profile { first_name, last_name, email, .. } = profile(&learner)?;
                let (mail, secret) = mailed_to(&email, desk).await?;
                let link = vault.open_for_mail(mail, &secret.sealed).map_err(Failure::from)?;
                let command = ClaimCommand {
                    opener: Opener::Link(&link),
                    email,
                    name: Some((first_name, last_name)),
                    password: None,
                    may_stack: false,
                    holds_mail: false,
                };
                claim_seat(desk, vault, hasher, &command).await?.is_new_account
            }
            Self::Reclaimed(holder, reason) => {
                let from = ReclaimFrom::Holders(vec![holder.to_owned()]);
                let command = ReclaimCommand {
                    which: ReclaimWhich::Held { buyer, product: PRODUCT.to_owned(), from },
                    reason: Some(note(reason)?),
                    is_dry_run: false,
                    apply: ApplyOptions::default(),
                };
                reclaim_seats(desk, vault, &command).await?.is_applied
            }
        };
        if is_applied { Ok(()) } else { Err(Contradiction::new("an act about seats changes nothing").into()) }
    }
}

/// The invitation in somebody's letter box.
async fn mailed_to(email: &EmailAddress, desk: &Desk<'_>) -> Result<(MailId, MailSecret), CliError> {
    let query =
        MailQuery { kind: Some(MailKind::SeatInvitation), to: Some(email.key()), ..MailQuery::default() };
    let mails = desk.store.mails(&query, &PageRequest::first(1)).await?.items;
    let mailed = mails.into_iter().next().and_then(|mail| Some((mail.id, mail.secret?)));
    Ok(mailed.ok_or_else(|| Contradiction::new("an invitation was never mailed"))?)
}

fn profile(&(first, last, email): &Learner) -> Result<Profile, Contradiction> {
    let name = |text| PersonName::parse(text).map_err(Contradiction::new);
    Ok(Profile::new(name(first)?, name(last)?, address(email)?))
}

fn address(email: &str) -> Result<EmailAddress, Contradiction> {
    EmailAddress::parse(email).map_err(Contradiction::new)
}

fn note(text: &str) -> Result<Note, Contradiction> {
    Note::parse(text).map_err(Contradiction::new)
}

#[cfg(test)]
mod tests {
    use rollbook_domain::actor::{Actor, Channel};

    use super::*;
    use crate::Keys;
    use crate::demo::story;
    use crate::start::StoppedClock;
    use crate::testing::{Installation, QuickHasher};

    #[test]
    fn seats_are_claimed_pending_and_available_and_one_has_had_two_holders() {
        let installation = Installation::empty();
        installation.done(&["demo"]);
        let report = installation.done(&["report", "seats", "--output", "csv"]).output;
        let line = report.lines().nth(1).unwrap();
        assert!(line.starts_with("office@acme.example,ord_"), "{line}");
        assert!(line.ends_with(",SCIENCE,25,16,3,6,0"), "{line}");
        let seats = installation.done(&["seat", "list", "--buyer", "office@acme.example"]).json();
        let again = seats["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|seat| seat["holder"] == "mary.jackson@acme.example");
        let history =
            installation.done(&["seat", "history", again.unwrap()["seat"].as_str().unwrap()]).output;
        assert!(
            history.contains("hedy@acme.example") && history.contains("mary.jackson@acme.example"),
            "{history}"
        );
    }

    #[test]
    fn every_mail_of_the_demo_waits_and_is_sent_but_the_invitation_that_was_accepted_meanwhile() {
        let installation = Installation::empty();
        installation.done(&["demo"]);
        let mails = installation.done(&["mail", "list"]).json()["items"].as_array().unwrap().clone();
        assert!(mails.iter().all(|mail| mail["state"] == "queued"), "{mails:?}");
        let invitation = mails.iter().find(|mail| mail["to"] == "annie@acme.example").unwrap();
        assert_eq!(invitation["subject"], "Lillian Gilbreth has a seat for you");
        installation.done(&["mail", "send"]);
        assert_eq!(installation.mailbox.mails().len(), mails.len() - 1);
        let dead = installation.done(&["mail", "list", "--state", "dead"]).json()["items"]
            .as_array()
            .unwrap()
            .clone();
        assert_eq!(dead.len(), 1);
        assert_eq!(dead[0]["kind"], "seat_invitation");
        assert!(dead[0]["problem"].as_str().unwrap().contains("accepted"), "{dead:?}");
    }

    #[test]
    fn a_demo_that_was_interrupted_between_any_two_acts_is_completed() {
        let told = |installation: &Installation| {
            let lists =
                ["seat list --buyer office@acme.example", "mail list", "customer list", "report seats"];
            lists.map(|list| installation.done(&list.split(' ').collect::<Vec<_>>()).output)
        };
        let whole = Installation::empty();
        whole.done(&["demo"]);
        for count in 0..ACTS.len() {
            let installation = Installation::empty();
            pollster::block_on(play_a_part(&ACTS[..count], &installation));
            assert_eq!(installation.done(&["demo"]).json()["outcome"], "applied");
            assert_eq!(told(&installation), told(&whole), "after {count} acts");
        }
    }

    async fn play_a_part(acts: &[Act], installation: &Installation) {
        let tenant = installation.tenant();
        for commit in story::told().unwrap().commits {
            tenant.commit(commit).await.unwrap();
        }
        let file = std::path::Path::new("");
        installation.keys.create(file).unwrap();
        let clock = StoppedClock(Instant::parse("2026-03-01T12:00:00Z").unwrap());
        let desk = Desk {
            store: &*tenant,
            clock: &clock,
            ids: &ids_of(0).unwrap(),
            actor: Actor::administrator("tester", Channel::Cli),
        };
        play_acts(acts, &desk, &QuickHasher, &*installation.keys.open(file).unwrap()).await.unwrap();
    }
}
