//! Facts that only one thing of a tenant may hold.

use std::collections::{BTreeMap, HashMap};

use rollbook_domain::catalogue::{CourseEvent, PriceEvent, ProductEvent};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, Profile};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::organization::OrganizationEvent;
use rollbook_domain::port::{Conflict, UniqueFact};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::sales_order::{SalesOrderEvent, SalesOrderTerms};
use rollbook_domain::seat::SeatEvent;
use rollbook_domain::secret::{CodeLookup, LinkHash};
use rollbook_domain::text::Code;

/// A fact with its value.
pub(crate) type Held = (UniqueFact, String);

/// Who holds what.
#[derive(Default)]
pub(crate) struct UniqueFacts {
    holders: HashMap<Held, StreamId>,
    /// What a customer or a seat holds until it takes something else; everything else is kept for good.
    replaceable: HashMap<StreamId, Vec<Held>>,
}

impl UniqueFacts {
    pub(crate) fn holder(&self, fact: UniqueFact, value: &str) -> Option<StreamId> {
        self.holder_of(&(fact, value.to_owned()))
    }

    pub(crate) fn holder_of(&self, held: &Held) -> Option<StreamId> {
        self.holders.get(held).copied()
    }

    /// Looks ahead at what the events, in their order, take and let go.
    ///
    /// # Errors
    /// [`Conflict::Taken`] for the first fact that somebody else holds when an event claims it.
    pub(crate) fn claim(&self, commit: &Commit) -> Result<Claims, Conflict> {
        let mut claims = Claims::default();
        for event in commit.events.iter().map(|new| &new.event) {
            let stream = event.stream();
            let wanted = match wanted(event) {
                Wanted::Nothing => continue,
                Wanted::AsWell(wanted) => wanted,
                Wanted::Both(wanted, instead) => {
                    claims.replaceable.insert(stream, instead.clone());
                    [wanted, instead].concat()
                }
                Wanted::Instead(wanted) => {
                    let held = claims.replaceable.get(&stream).or_else(|| self.replaceable.get(&stream));
                    for fact in held.into_iter().flatten() {
                        claims.holders.insert(fact.clone(), None);
                    }
                    claims.replaceable.insert(stream, wanted.clone());
                    wanted
                }
            };
            for held in wanted {
                self.take(&mut claims, held, stream)?;
            }
        }
        for mail in &commit.mails {
            self.take(&mut claims, (UniqueFact::Mail, mail.dedupe.as_str().to_owned()), StreamId::Outbox)?;
        }
        Ok(claims)
    }

    fn take(&self, claims: &mut Claims, held: Held, stream: StreamId) -> Result<(), Conflict> {
        let now = claims.holders.get(&held).copied();
        if now.unwrap_or_else(|| self.holders.get(&held).copied()).is_some() {
            return Err(Conflict::Taken(held.0));
        }
        claims.holders.insert(held, Some(stream));
        Ok(())
    }

    /// Lets a link to an account go, which was made for somebody who is gone.
    pub(crate) fn release_account_link(&mut self, link: &LinkHash) {
        self.holders.remove(&account_link(link));
    }

    pub(crate) fn keep(&mut self, claims: Claims) {
        self.replaceable.extend(claims.replaceable);
        for (held, stream) in claims.holders {
            match stream {
                Some(stream) => self.holders.insert(held, stream),
                None => self.holders.remove(&held),
            };
        }
    }
}

/// What a commit takes and lets go of, before it is applied.
#[derive(Default)]
pub(crate) struct Claims {
    holders: BTreeMap<Held, Option<StreamId>>,
    replaceable: HashMap<StreamId, Vec<Held>>,
}

/// The facts that an event claims for its stream.
enum Wanted {
    /// It is about nothing unique.
    Nothing,
    /// Beside what the stream holds.
    AsWell(Vec<Held>),
    /// In place of what the stream holds.
    Instead(Vec<Held>),
    /// What a stream that begins holds for good, and what it holds until it takes something else.
    Both(Vec<Held>, Vec<Held>),
}

fn wanted(event: &Event) -> Wanted {
    let coded = |fact: UniqueFact, code: &Code| Wanted::AsWell(vec![(fact, code.folded())]);
    match event {
        Event::Customer(
            _,
            RecordEvent::Customer(
                CustomerEvent::CustomerAdded { profile, .. } | CustomerEvent::ProfileEdited { profile, .. },
            ),
        ) => {
            profile.as_ref().map_or(Wanted::Nothing, |profile| Wanted::Instead(of_profile(profile.reveal())))
        }
        Event::Customer(
            _,
            RecordEvent::Customer(CustomerEvent::CustomerErased | CustomerEvent::CustomerDeleted),
        ) => Wanted::Instead(Vec::new()),
        Event::Customer(_, RecordEvent::Customer(CustomerEvent::AccountLinkMade { link, .. })) => {
            Wanted::AsWell(vec![account_link(link)])
        }
        Event::Group(_, GroupEvent::GroupAdded { code, .. }) => coded(UniqueFact::GroupCode, code),
        Event::Organization(_, OrganizationEvent::OrganizationAdded { code, .. }) => {
            coded(UniqueFact::OrganizationCode, code)
        }
        Event::Product(_, ProductEvent::ProductAdded { code, .. }) => coded(UniqueFact::ProductCode, code),
        Event::Price(_, PriceEvent::PriceAdded { code, .. }) => coded(UniqueFact::PriceCode, code),
        Event::Course(_, CourseEvent::CourseAdded { code, .. }) => coded(UniqueFact::CourseCode, code),
        Event::Course(_, CourseEvent::ItemAdded { code, .. }) => coded(UniqueFact::ItemCode, code),
        Event::SalesOrder(_, SalesOrderEvent::SalesOrderAdded { number, terms }) => {
            Wanted::Both(vec![(UniqueFact::SalesOrderNumber, number.folded())], external_id(terms))
        }
        Event::SalesOrder(_, SalesOrderEvent::SalesOrderEdited { terms }) => {
            Wanted::Instead(external_id(terms))
        }
        Event::Seat(_, event) => of_seat(event),
        _ => Wanted::Nothing,
    }
}

fn of_seat(event: &SeatEvent) -> Wanted {
    match event {
        SeatEvent::SeatBought { code, .. }
        | SeatEvent::SeatReclaimed { code }
        | SeatEvent::SeatReinstated { code }
        | SeatEvent::CodeResealed { code } => {
            Wanted::Instead(code.iter().map(|code| registration_code(&code.lookup)).collect())
        }
        SeatEvent::SeatVoided { .. } => Wanted::Instead(Vec::new()),
        SeatEvent::InvitationSent { link, .. } | SeatEvent::InvitationRenewed { link, .. } => {
            Wanted::AsWell(vec![invitation_link(link)])
        }
        _ => Wanted::Nothing,
    }
}

/// What a seat holds by its code.
pub(crate) fn registration_code(lookup: &CodeLookup) -> Held {
    (UniqueFact::RegistrationCode, format!("{:02x?}", lookup.0))
}

/// What a seat holds by a link of one of its invitations.
pub(crate) fn invitation_link(link: &LinkHash) -> Held {
    (UniqueFact::Link, format!("invitation {link}"))
}

/// What a customer holds by a link to the account.
pub(crate) fn account_link(link: &LinkHash) -> Held {
    (UniqueFact::Link, format!("account {link}"))
}

fn external_id(terms: &SalesOrderTerms) -> Vec<Held> {
    let held =
        terms.external_id.as_ref().map(|id| (UniqueFact::SalesOrderExternalId, id.as_str().to_owned()));
    held.into_iter().collect()
}

fn of_profile(profile: &Profile) -> Vec<Held> {
    let email = (UniqueFact::CustomerEmail, profile.email.canonical().to_owned());
    let code = profile.code.as_ref().map(|code| (UniqueFact::CustomerCode, code.folded()));
    std::iter::once(email).chain(code).collect()
}
