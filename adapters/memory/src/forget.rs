//! Taking a person out of everything that speaks of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use rollbook_domain::commit::Commit;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::email::EmailKey;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CustomerId, GrantId, MailId, SeatId};
use rollbook_domain::mail::{
    Mail, keys_about_customer, keys_about_invitation, keys_about_seat, keys_queued_anew,
};
use rollbook_domain::port::{CommitError, Conflict, StoreError, UniqueFact};
use rollbook_domain::record::{CustomerRecord, RecordEvent};
use rollbook_domain::seat::{Part, Seat, SeatEvent};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::Transcript;

use crate::ledger::Ledger;
use crate::unique::UniqueFacts;

/// The customer whom the event takes out, and whether the record goes with them.
fn gone(event: &Event) -> Option<(CustomerId, bool)> {
    match event {
        Event::Customer(id, RecordEvent::Customer(CustomerEvent::CustomerErased)) => Some((*id, false)),
        Event::Customer(id, RecordEvent::Customer(CustomerEvent::CustomerDeleted)) => Some((*id, true)),
        _ => None,
    }
}

impl Ledger {
    /// Lets nobody be brought back who is gone, and nobody go who would leave seats behind.
    pub(crate) fn check_gone(&self, commit: &Commit) -> Result<(), CommitError> {
        for event in commit.events.iter().map(|new| &new.event) {
            let (id, event) = match event {
                Event::Customer(id, event) => (id, Some(event)),
                Event::Transcript(id, _) => (id, None),
                _ => continue,
            };
            let is_erased = self.customers.get(id).is_some_and(|record| record.customer.profile().is_none());
            // The work of a learner ends with the person; of the account, who it was must not come back.
            let brings_back = match event {
                None => true,
                Some(RecordEvent::Customer(event)) => {
                    matches!(event, CustomerEvent::ProfileEdited { profile: Some(_), .. })
                }
                Some(_) => false,
            };
            if self.deleted.contains(id) || is_erased && brings_back {
                return Err(StoreError::Malformed(format!("{id} is gone for good")).into());
            }
        }
        let changed = self.seats_after(commit);
        let is_erased = |id| self.customers.get(id).is_some_and(|record| record.customer.profile().is_none());
        if let Some(seat) = changed.values().find(|seat| is_free(seat) && is_erased(&seat.buyer)) {
            return Err(StoreError::Malformed(format!("{} would be left to nobody", seat.id)).into());
        }
        for (id, is_deleted) in commit.events.iter().filter_map(|new| gone(&new.event)) {
            let after = self.seats.values().map(|seat| changed.get(&seat.id).unwrap_or(seat));
            if after.filter(|seat| seat.buyer == id).any(|seat| is_deleted || is_free(seat)) {
                return Err(Conflict::SeatsLeft(id).into());
            }
        }
        Ok(())
    }

    /// The seats as they will be that the commit frees, voids or hands to somebody.
    fn seats_after(&self, commit: &Commit) -> BTreeMap<SeatId, Seat> {
        let mut changed: BTreeMap<SeatId, Seat> = BTreeMap::new();
        for new in &commit.events {
            let Event::Seat(id, event) = &new.event else { continue };
            let is_meant = matches!(
                event,
                SeatEvent::SeatReclaimed { .. }
                    | SeatEvent::SeatReinstated { .. }
                    | SeatEvent::SeatVoided { .. }
                    | SeatEvent::SeatHandedOver { .. }
            );
            let Some(seat) = self.seats.get(id).filter(|_| is_meant || changed.contains_key(id)) else {
                continue;
            };
            let stamp = seat.stamp.clone();
            changed.entry(*id).or_insert_with(|| seat.clone()).apply(event, &stamp);
        }
        changed
    }

    /// Clears what speaks of the person, before the event is folded that says so.
    pub(crate) fn forget(&mut self, id: CustomerId, at: Instant) {
        let addresses = self.addresses_of(id);
        self.forget_seats(id, &addresses);
        self.forget_mails(id, &addresses, at);
        self.suppressions.retain(|address, _| !addresses.contains(address));
        self.passwords.remove(&id);
        self.former_emails.remove(&id);
        self.answers.retain(|_, (customer, ..)| *customer != id);
        self.cmi.retain(|(customer, _), _| *customer != id);
        self.logins.retain(|(customer, _, _), _| *customer != id);
        for impersonation in self.impersonations.values_mut().filter(|known| known.customer == id) {
            impersonation.stamp.note = None;
        }
        if let Some(record) = self.customers.get(&id) {
            let links: Vec<_> = record.customer.links.iter().map(|link| link.hash).collect();
            for link in &links {
                self.unique.release_account_link(link);
            }
        }
        self.customers.values_mut().for_each(|record| record.customer.ties.forget_manager(id));
        self.forget_notes(StreamId::Customer(id), |_| true);
        self.forget_notes(StreamId::Transcript(id), |_| true);
        self.fold_anew(id);
    }

    /// Takes the record away with the orders; the log stays.
    pub(crate) fn delete(&mut self, id: CustomerId) {
        self.customers.remove(&id);
        self.orders.retain(|_, customer| *customer != id);
        self.transcripts.remove(&id);
        self.impersonations.retain(|_, known| known.customer != id);
        self.deleted.insert(id);
    }

    /// Every address that the person is known by and nobody else has now.
    pub(crate) fn addresses_of(&self, id: CustomerId) -> BTreeSet<EmailKey> {
        let profile = self.customers.get(&id).and_then(|record| record.customer.profile());
        let own = profile.map(|profile| profile.email.key());
        let former = self.former_emails.get(&id).into_iter().flatten().map(|former| &former.email);
        let claims = self.seats.values().flat_map(|seat| &seat.claims).filter(|claim| claim.holder == id);
        let claimed = claims.filter_map(|claim| claim.address.as_ref());
        let mails = self.mails.values().filter(|mail| mail.customer == Some(id));
        let mailed = mails.filter_map(|mail| mail.to.as_ref());
        let known = former.chain(claimed).chain(mailed).map(|address| address.reveal().key());
        own.into_iter().chain(known).filter(|key| is_only_of(&self.unique, id, key)).collect()
    }

    fn forget_seats(&mut self, id: CustomerId, addresses: &BTreeSet<EmailKey>) {
        let bought = self.times(|seat| seat.answered_by(id));
        let held = self.times(|seat| seat.held_by(id));
        let of_person = self.commits_of(&[StreamId::Customer(id)]);
        let held_seats: Vec<_> = held.iter().map(|time| StreamId::Seat(time.seat)).collect();
        let of_held: BTreeSet<CommitId> =
            self.commits_of(&held_seats).intersection(&of_person).copied().collect();
        self.forget_notes_of_others(&bought, &held, &of_held);
        for time in &bought {
            let places = self.positions(StreamId::Seat(time.seat), &time.places);
            self.forget_seat_notes(time.seat, &places);
            if let Some(seat) = self.seats.get_mut(&time.seat) {
                seat.forget_words(&places);
            }
        }
        for time in &held {
            let places = self.positions(StreamId::Seat(time.seat), &time.places);
            self.forget_seat_notes(time.seat, &places);
        }
        let unique = &self.unique;
        for seat in self.seats.values_mut() {
            seat.forget_holder(id, |key| !is_only_of(unique, id, key));
            seat.forget_invited(addresses);
        }
    }

    /// Takes out the reasons that stand with the access which the seats gave to others, and those that were given with the
    /// same act to who held or bought the seats.
    fn forget_notes_of_others(&mut self, bought: &[Time], held: &[Time], of_held: &BTreeSet<CommitId>) {
        let mut found: Vec<(CustomerId, BTreeSet<Revision>)> = Vec::new();
        let places_of = |seat: SeatId, places: &RangeInclusive<usize>| {
            let of_seat = self.streams.get(&StreamId::Seat(seat)).into_iter().flatten();
            of_seat.copied().filter(|place| places.contains(place)).collect::<Vec<_>>()
        };
        let of_bought: BTreeSet<CommitId> = bought
            .iter()
            .flat_map(|time| places_of(time.seat, &time.places))
            .filter_map(|place| self.log.get(place).map(|recorded| recorded.commit))
            .collect();
        for time in bought {
            for claim in self.seats.get(&time.seat).into_iter().flat_map(|seat| &seat.claims) {
                let within = self.positions(StreamId::Customer(claim.holder), &time.places);
                let given = self.places_of_grants(claim.holder, &[claim.grant]);
                let mut places: BTreeSet<Revision> = given.intersection(&within).copied().collect();
                places.extend(self.places_in(claim.holder, &of_bought));
                found.push((claim.holder, places));
            }
        }
        for buyer in held.iter().filter_map(|time| self.seats.get(&time.seat)).map(|seat| seat.buyer) {
            found.push((buyer, self.places_in(buyer, of_held)));
        }
        for (customer, places) in found {
            self.forget_notes_of(customer, &places);
        }
    }

    fn forget_seat_notes(&mut self, seat: SeatId, places: &BTreeSet<Revision>) {
        if let Some(seat) = self.seats.get_mut(&seat) {
            seat.forget_notes(places);
        }
        self.forget_notes(StreamId::Seat(seat), |position| places.contains(&position));
    }

    /// When and where in the log the parts of each seat's story are that somebody had to do with.
    fn times(&self, parts: impl Fn(&Seat) -> Vec<Part>) -> Vec<Time> {
        let of_seat = |seat: &Seat| {
            let stream = self.streams.get(&StreamId::Seat(seat.id)).map(Vec::as_slice).unwrap_or_default();
            let place = |position: Revision| {
                let index = usize::try_from(position.get()).unwrap_or(usize::MAX).saturating_sub(1);
                stream.get(index).copied()
            };
            let time = |part: Part| {
                let first = part.first.and_then(place).map(|place| self.commit_around(place));
                let last = part.last.and_then(place).map(|place| self.commit_around(place));
                let at = |place: usize| self.log.get(place).map(|recorded| recorded.recorded_at);
                Time {
                    seat: seat.id,
                    since: first.as_ref().and_then(|commit| at(*commit.start())),
                    until: last.as_ref().and_then(|commit| at(*commit.end())),
                    places: first.map_or(0, |commit| *commit.start())
                        ..=last.map_or(usize::MAX, |commit| *commit.end()),
                }
            };
            parts(seat).into_iter().map(time).collect::<Vec<_>>()
        };
        self.seats.values().flat_map(of_seat).collect()
    }

    /// Where in the log everything stands that came with the event at the place.
    fn commit_around(&self, place: usize) -> RangeInclusive<usize> {
        let commit = |place: usize| self.log.get(place).map(|recorded| recorded.commit);
        let (mut first, mut last) = (place, place);
        while first > 0 && commit(first - 1) == commit(place) {
            first -= 1;
        }
        while commit(last + 1) == commit(place) {
            last += 1;
        }
        first..=last
    }

    /// What of a stream stands at these places of the log.
    fn positions(&self, stream: StreamId, places: &RangeInclusive<usize>) -> BTreeSet<Revision> {
        let of_stream =
            self.streams.get(&stream).into_iter().flatten().filter(|place| places.contains(place));
        of_stream.filter_map(|place| self.log.get(*place)).map(|recorded| recorded.position).collect()
    }

    /// The commits that wrote to any of the streams.
    fn commits_of(&self, streams: &[StreamId]) -> BTreeSet<CommitId> {
        let places = streams.iter().filter_map(|stream| self.streams.get(stream)).flatten();
        places.filter_map(|place| self.log.get(*place)).map(|recorded| recorded.commit).collect()
    }

    /// What of a customer's stream came with one of the commits.
    fn places_in(&self, customer: CustomerId, commits: &BTreeSet<CommitId>) -> BTreeSet<Revision> {
        let places = self.streams.get(&StreamId::Customer(customer)).into_iter().flatten();
        let recorded = places.filter_map(|place| self.log.get(*place));
        recorded.filter(|one| commits.contains(&one.commit)).map(|one| one.position).collect()
    }

    /// What of a customer's stream is about one of the grants.
    fn places_of_grants(&self, customer: CustomerId, grants: &[GrantId]) -> BTreeSet<Revision> {
        let known = self.customers.get(&customer).map(|record| record.grants.as_slice()).unwrap_or_default();
        let meant = known.iter().filter(|grant| grants.contains(&grant.id));
        let stamps = meant.flat_map(|grant| {
            let edits = grant.edits.iter().map(|edit| &edit.stamp);
            edits.chain(grant.standings.iter().map(|change| &change.stamp)).chain([&grant.stamp])
        });
        stamps.map(|stamp| stamp.position).collect()
    }

    fn forget_notes_of(&mut self, customer: CustomerId, places: &BTreeSet<Revision>) {
        if let Some(record) = self.customers.get_mut(&customer) {
            record.forget_notes(places);
        }
        self.forget_notes(StreamId::Customer(customer), |position| places.contains(&position));
    }

    fn forget_mails(&mut self, id: CustomerId, addresses: &BTreeSet<EmailKey>, at: Instant) {
        let mut about: Vec<About> = keys_about_customer(id).into_iter().map(About::always).collect();
        for time in self.times(|seat| seat.answered_by(id)) {
            let Some(seat) = self.seats.get(&time.seat) else { continue };
            let then = |beginning| About { beginning, since: time.since, until: time.until };
            about.extend(keys_about_seat(seat.id).into_iter().map(then));
            let own = self.positions(StreamId::Seat(seat.id), &time.places);
            for invitation in &seat.invitations {
                let keys = keys_about_invitation(invitation.id).into_iter();
                // Whoever sends it again sends the words it was made with.
                if own.contains(&invitation.stamp.position) {
                    about.extend(keys.map(About::always));
                } else {
                    about.extend(keys.map(then));
                }
            }
        }
        let is_about = |mail: &Mail| about.iter().any(|about| about.is_about(mail));
        let mut told: BTreeSet<MailId> = BTreeSet::new();
        let mut found: Vec<MailId> =
            self.mails.values().filter(|mail| is_about(mail)).map(|mail| mail.id).collect();
        while !found.is_empty() {
            let anew: BTreeSet<String> = found.iter().flat_map(|id| keys_queued_anew(*id)).collect();
            told.extend(found);
            let again = self.mails.values().filter(|mail| anew.contains(mail.dedupe.as_str()));
            found = again.map(|mail| mail.id).filter(|id| !told.contains(id)).collect();
        }
        let is_to = |mail: &Mail| match mail.customer {
            Some(customer) => customer == id,
            None => mail.to.as_ref().is_some_and(|to| addresses.contains(&to.reveal().key())),
        };
        for mail in self.mails.values_mut() {
            if is_to(mail) {
                mail.forget_content(at);
                mail.forget_recipient();
            } else if told.contains(&mail.id) {
                mail.forget_content(at);
            }
        }
    }

    fn forget_notes(&mut self, stream: StreamId, is_meant: impl Fn(Revision) -> bool) {
        for place in self.streams.get(&stream).into_iter().flatten() {
            if let Some(recorded) = self.log.get_mut(*place).filter(|recorded| is_meant(recorded.position)) {
                recorded.note = None;
            }
        }
    }

    /// Makes the record again from the log, which holds nothing personal.
    fn fold_anew(&mut self, id: CustomerId) {
        let mut anew: Option<CustomerRecord> = None;
        for place in self.streams.get(&StreamId::Customer(id)).into_iter().flatten() {
            let Some(recorded) = self.log.get(*place) else { continue };
            let Event::Customer(_, event) = &recorded.event else { continue };
            let stamp = recorded.stamp();
            match &mut anew {
                Some(record) => record.apply(event, &stamp),
                None => anew = CustomerRecord::from_first(id, event, &stamp),
            }
        }
        self.customers.extend(anew.map(|record| (id, record)));
        let mut transcript = Transcript::empty(id);
        for place in self.streams.get(&StreamId::Transcript(id)).into_iter().flatten() {
            let Some(recorded) = self.log.get(*place) else { continue };
            if let Event::Transcript(_, event) = &recorded.event {
                transcript.apply(event, &recorded.stamp());
            }
        }
        self.transcripts.entry(id).and_modify(|known| *known = transcript);
    }
}

/// Whether nobody else has the address now.
fn is_only_of(unique: &UniqueFacts, id: CustomerId, key: &EmailKey) -> bool {
    let holder = unique.holder(UniqueFact::CustomerEmail, key.as_str());
    holder.is_none_or(|holder| holder == StreamId::Customer(id))
}

/// Whether it is in use and nobody holds it.
fn is_free(seat: &Seat) -> bool {
    seat.voided().is_none() && seat.claim().is_none()
}

/// A time in which somebody had to do with a seat.
struct Time {
    seat: SeatId,
    /// What of the log was written then.
    places: RangeInclusive<usize>,
    since: Option<Instant>,
    until: Option<Instant>,
}

/// Which mails are about somebody.
struct About {
    /// What their dedupe keys begin with.
    beginning: String,
    since: Option<Instant>,
    until: Option<Instant>,
}

impl About {
    fn always(beginning: String) -> Self {
        Self { beginning, since: None, until: None }
    }

    fn is_about(&self, mail: &Mail) -> bool {
        mail.dedupe.as_str().starts_with(&self.beginning)
            && self.since.is_none_or(|since| since <= mail.queued_at)
            && self.until.is_none_or(|until| mail.queued_at <= until)
    }
}
