//! Facts that only one thing of a tenant may hold.

use std::collections::{BTreeMap, HashMap};

use rollbook_domain::catalogue::{CourseEvent, PriceEvent, ProductEvent};
use rollbook_domain::customer::{CustomerEvent, Profile};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::port::{Conflict, UniqueFact};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::text::Code;

type Held = (UniqueFact, String);

/// Who holds what.
#[derive(Default)]
pub(crate) struct UniqueFacts {
    holders: HashMap<Held, StreamId>,
    /// What a customer holds; everybody else keeps a code for good.
    by_customer: HashMap<StreamId, Vec<Held>>,
}

impl UniqueFacts {
    pub(crate) fn holder(&self, fact: UniqueFact, value: &str) -> Option<StreamId> {
        self.holders.get(&(fact, value.to_owned())).copied()
    }

    /// Looks ahead at what the events, in their order, take and let go.
    ///
    /// # Errors
    /// [`Conflict::Taken`] for the first fact that somebody else holds when an event claims it.
    pub(crate) fn claim<'a>(&self, events: impl Iterator<Item = &'a Event>) -> Result<Claims, Conflict> {
        let mut claims = Claims::default();
        for event in events {
            let Some(wanted) = wanted(event) else { continue };
            let stream = event.stream();
            if let StreamId::Customer(_) = stream {
                let held = claims.by_customer.get(&stream).or_else(|| self.by_customer.get(&stream));
                for fact in held.into_iter().flatten() {
                    claims.holders.insert(fact.clone(), None);
                }
                claims.by_customer.insert(stream, wanted.clone());
            }
            for held in wanted {
                let now = claims.holders.get(&held).copied();
                if now.unwrap_or_else(|| self.holders.get(&held).copied()).is_some() {
                    return Err(Conflict::Taken(held.0));
                }
                claims.holders.insert(held, Some(stream));
            }
        }
        Ok(claims)
    }

    pub(crate) fn keep(&mut self, claims: Claims) {
        self.by_customer.extend(claims.by_customer);
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
    by_customer: HashMap<StreamId, Vec<Held>>,
}

/// The facts that an event claims for its stream; `None` when it is about nothing unique.
fn wanted(event: &Event) -> Option<Vec<Held>> {
    let coded = |fact: UniqueFact, code: &Code| Some(vec![(fact, code.folded())]);
    match event {
        Event::Customer(
            _,
            RecordEvent::Customer(
                CustomerEvent::CustomerAdded { profile, .. } | CustomerEvent::ProfileEdited { profile, .. },
            ),
        ) => profile.as_ref().map(|profile| of_profile(profile.reveal())),
        Event::Group(_, GroupEvent::GroupAdded { code, .. }) => coded(UniqueFact::GroupCode, code),
        Event::Product(_, ProductEvent::ProductAdded { code, .. }) => coded(UniqueFact::ProductCode, code),
        Event::Price(_, PriceEvent::PriceAdded { code, .. }) => coded(UniqueFact::PriceCode, code),
        Event::Course(_, CourseEvent::CourseAdded { code, .. }) => coded(UniqueFact::CourseCode, code),
        Event::Course(_, CourseEvent::ItemAdded { code, .. }) => coded(UniqueFact::ItemCode, code),
        _ => None,
    }
}

fn of_profile(profile: &Profile) -> Vec<Held> {
    let email = (UniqueFact::CustomerEmail, profile.email.canonical().to_owned());
    let code = profile.code.as_ref().map(|code| (UniqueFact::CustomerCode, code.folded()));
    std::iter::once(email).chain(code).collect()
}
