//! Taking a person out of everything that speaks of them.

use std::collections::{BTreeMap, BTreeSet};

use rollbook_domain::commit::Commit;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::email::EmailKey;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CustomerId, GrantId, InvitationId, MailId, SeatId};
use rollbook_domain::mail::{
    Mail, keys_about_customer, keys_about_invitation, keys_about_seat, keys_queued_anew,
};
use rollbook_domain::port::{CommitError, Conflict, StoreError, UniqueFact};
use rollbook_domain::record::{CustomerRecord, RecordEvent};
use rollbook_domain::seat::{Seat, SeatEvent};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::Transcript;

use crate::ledger::Ledger;

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
        own.into_iter().chain(known).filter(|key| self.is_only_of(id, key)).collect()
    }

    fn is_only_of(&self, id: CustomerId, key: &EmailKey) -> bool {
        let holder = self.unique.holder(UniqueFact::CustomerEmail, key.as_str());
        holder.is_none_or(|holder| holder == StreamId::Customer(id))
    }

    fn forget_seats(&mut self, id: CustomerId, addresses: &BTreeSet<EmailKey>) {
        let mut given: Vec<(CustomerId, GrantId)> = Vec::new();
        let (mut bought, mut held, mut buyers) = (Vec::new(), Vec::new(), BTreeSet::new());
        for seat in self.seats.values_mut() {
            let (is_bought, is_held) = (is_bought(seat, id), seat.claims.iter().any(|one| one.holder == id));
            if is_bought {
                seat.forget_words();
                given.extend(seat.claims.iter().map(|claim| (claim.holder, claim.grant)));
                bought.push(StreamId::Seat(seat.id));
            }
            if is_held {
                buyers.insert(seat.buyer);
                held.push(StreamId::Seat(seat.id));
            }
            if is_bought || is_held {
                seat.forget_notes();
            }
            seat.forget_holder(id);
            seat.forget_invited(addresses);
        }
        let of_person = self.commits_of(&[StreamId::Customer(id)]);
        let of_held: BTreeSet<CommitId> = self.commits_of(&held).intersection(&of_person).copied().collect();
        let of_bought = self.commits_of(&bought);
        for seat in bought.into_iter().chain(held) {
            self.forget_notes(seat, |_| true);
        }
        let holders: BTreeSet<CustomerId> = given.iter().map(|(holder, _)| *holder).collect();
        for holder in holders {
            let grants: Vec<GrantId> =
                given.iter().filter(|(whose, _)| *whose == holder).map(|(_, grant)| *grant).collect();
            let mut places = self.places_of_grants(holder, &grants);
            places.extend(self.places_in(holder, &of_bought));
            self.forget_notes_of(holder, &places);
        }
        for buyer in buyers {
            let places = self.places_in(buyer, &of_held);
            self.forget_notes_of(buyer, &places);
        }
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
        let mut about = keys_about_customer(id);
        for seat in self.seats.values().filter(|seat| is_bought(seat, id)) {
            about.extend(keys_about_seat(seat.id));
            let invitations = seat.invitations.iter().map(|invitation| invitation.id);
            about.extend(invitations.flat_map(|invitation: InvitationId| keys_about_invitation(invitation)));
        }
        let is_about =
            |mail: &Mail| about.iter().any(|beginning| mail.dedupe.as_str().starts_with(beginning));
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

/// Whether it is in use and nobody holds it.
fn is_free(seat: &Seat) -> bool {
    seat.voided().is_none() && seat.claim().is_none()
}

/// Whether the customer answers for the seat, or did.
fn is_bought(seat: &Seat, id: CustomerId) -> bool {
    seat.buyer == id || seat.hand_overs.iter().any(|hand_over| hand_over.from == id || hand_over.to == id)
}
